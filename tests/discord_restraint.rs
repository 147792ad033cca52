//! Restraint: how many answers a person and a channel get, the same answer once, and silence where we may not speak.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::sync::Arc;

use attache::Plugin;
use attache::ledger::Memory;
use serde_json::{Value, json};

use self::support::bot::{Bot, Nobody};
use self::support::events::{self, ADA, CHANNEL, GUILD, direct, message, user};
use self::support::fake::{Fake, direct_channel};
use self::support::knowledge::{self, HOW_MANY, HOW_MANY_IT, HOW_MANY_KO, OPENING};

const BOB: u64 = 31;
const LAST: u64 = 9999;

// Bits of Discord's permissions.
const VIEW: u64 = 1 << 10;
const SEND: u64 = 1 << 11;
const EMBED: u64 = 1 << 14;
const HISTORY: u64 = 1 << 16;
const SEND_IN_THREADS: u64 = 1 << 38;
const ALL: u64 = VIEW | SEND | EMBED | HISTORY | SEND_IN_THREADS;

/// Waits until everything that was dispatched has been dealt with: somebody else's message gets its reply.
async fn settle(fake: &Fake) {
    fake.dispatch(
        "MESSAGE_CREATE",
        message(LAST, OPENING, &json!({"guild_id": null, "channel_id": "90", "author": user(99, "zoe")})),
    );
    fake.reply_to(LAST).await;
}

async fn start(fake: &Fake, settings: Value) -> Bot {
    let mut all = json!({"register_commands": false});
    all.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    Bot::start_with(fake, knowledge::desk(), all).await
}

fn mention(id: u64, text: &str, changes: &Value) -> Value {
    message(id, &format!("<@100> {text}"), changes)
}

/// What was written in the channel of direct messages with Ada.
fn whispered(fake: &Fake) -> Vec<String> {
    let channel = direct_channel(&ADA.to_string());
    let messages = fake.messages().into_iter().filter(|message| message["channel_id"] == channel);
    messages.map(|message| message["content"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_burst_of_messages_gets_one_private_hint_and_then_silence() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({"per_person": 2})).await;
    for id in 1..=6 {
        // In another channel each, so that no answer stands there already.
        fake.dispatch("MESSAGE_CREATE", mention(id, HOW_MANY, &json!({"channel_id": (20 + id).to_string()})));
    }
    settle(&fake).await;
    fake.requests(1, "POST", "/users/@me/channels").await;
    bot.stop().await;
    assert_eq!((1..=6).filter(|id| !fake.replies_to(*id).is_empty()).count(), 2);
    assert_eq!(whispered(&fake), ["That was a lot of questions at once. Please give me a minute."]);
}

#[tokio::test]
async fn a_channel_has_a_limit_too_and_each_person_is_told_once() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({"per_channel": 1})).await;
    fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({})));
    fake.reply_to(1).await;
    for id in 2..=4 {
        fake.dispatch("MESSAGE_CREATE", mention(id, OPENING, &json!({"author": user(BOB, "bob")})));
    }
    settle(&fake).await;
    fake.requests(1, "POST", "/users/@me/channels").await;
    bot.stop().await;
    assert!((2..=4).all(|id| fake.replies_to(id).is_empty()));
    assert_eq!(fake.transcript().iter().filter(|request| request.is("POST", "/users/@me/channels")).count(), 1);
}

#[tokio::test]
async fn a_burst_of_commands_gets_private_hints_for_discord_wants_a_response() {
    for (locale, expected) in [("en-US", "That was a lot"), ("it", "Troppe domande"), ("ko", "한꺼번에 질문이")]
    {
        let fake = Fake::start().await;
        let bot = start(&fake, json!({"per_person": 1})).await;
        for id in [1, 2] {
            fake.dispatch("INTERACTION_CREATE", events::slash(id, "ask", &json!([events::question(OPENING)]), locale));
            fake.response_to(id).await;
        }
        let hint = fake.response_to(2).await;
        assert!(hint["data"]["content"].as_str().unwrap().starts_with(expected), "{hint}");
        assert_eq!(hint["data"]["flags"], 64);
        // What asks nothing costs nothing.
        fake.dispatch("INTERACTION_CREATE", events::slash(3, "mou", &json!([]), locale));
        assert!(fake.response_to(3).await["data"]["content"].as_str().unwrap().contains("• "));
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_burst_of_forms_does_not_fill_the_moderators_list() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let settings = serde_json::from_value(json!({"register_commands": false, "per_person": 2})).unwrap();
    let plugin = Plugin::with_settings(knowledge::desk(), settings).with_ledger(ledger.clone());
    let bot = Bot::start_plugin(&fake, plugin, Nobody).await;
    for id in 1..=4 {
        fake.dispatch("INTERACTION_CREATE", events::form(id, "attache:1:pass:en", &format!("{id}?"), "en-US"));
        let told = fake.response_to(id).await;
        let expected = if id <= 2 { "Your question is with the moderators" } else { "That was a lot of questions" };
        assert!(told["data"]["content"].as_str().unwrap().starts_with(expected), "{told}");
    }
    bot.stop().await;
    assert_eq!(ledger.questions().len(), 2);
}

#[tokio::test]
async fn the_same_question_again_gets_the_link_to_the_answer_also_when_all_ask_at_once() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    for id in 1..=4 {
        fake.dispatch("MESSAGE_CREATE", mention(id, HOW_MANY, &json!({"author": user(40 + id, "somebody")})));
    }
    for id in 1..=4 {
        fake.reply_to(id).await;
    }
    let texts: Vec<String> = (1..=4).map(|id| fake.replies_to(id)[0]["content"].as_str().unwrap().to_owned()).collect();
    let links: Vec<&String> = texts.iter().filter(|text| text.starts_with("I answered that here")).collect();
    assert_eq!(links.len(), 3, "{texts:?}");
    let answer =
        fake.messages().into_iter().find(|m| m["content"].as_str().unwrap().contains("Three: on chips")).unwrap();
    let link = format!("https://discord.com/channels/{GUILD}/{CHANNEL}/{}", answer["id"].as_str().unwrap());
    assert!(links.iter().all(|text| text.ends_with(&link)), "{links:?}");
    // Another language, another channel and a direct message are other conversations.
    for (id, event) in [
        (5, mention(5, HOW_MANY_KO, &json!({}))),
        (6, mention(6, HOW_MANY, &json!({"channel_id": "21"}))),
        (7, direct(7, HOW_MANY)),
        (8, direct(8, HOW_MANY)),
    ] {
        fake.dispatch("MESSAGE_CREATE", event);
        let reply = fake.reply_to(id).await;
        assert!(!reply["content"].as_str().unwrap().contains("https://discord.com"), "{reply}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_command_that_asks_the_same_again_gets_the_link_in_private() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    let ask = |id, locale| events::slash(id, "ask", &json!([events::question(HOW_MANY_IT)]), locale);
    fake.dispatch("INTERACTION_CREATE", ask(1, "it"));
    fake.requests(1, "GET", "/messages/@original").await;
    fake.dispatch("INTERACTION_CREATE", ask(2, "ko"));
    let second = fake.response_to(2).await;
    let first = fake.original(1).unwrap();
    let link = format!("https://discord.com/channels/{GUILD}/{CHANNEL}/{}", first["id"].as_str().unwrap());
    assert_eq!(second["data"]["content"], format!("조금 전에 이 채널에서 같은 질문에 답변했습니다: {link}"));
    assert_eq!(second["data"]["flags"], 64);
    // And a message that asks it finds it there, too.
    fake.dispatch("MESSAGE_CREATE", mention(3, HOW_MANY_IT, &json!({})));
    assert!(fake.reply_to(3).await["content"].as_str().unwrap().ends_with(&link));
    bot.stop().await;
}

#[tokio::test]
async fn an_answer_that_is_gone_or_changed_is_given_anew() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    let ask = async |id| {
        fake.dispatch("MESSAGE_CREATE", mention(id, HOW_MANY, &json!({})));
        fake.reply_to(id).await;
        fake.messages().last().unwrap().clone()
    };
    let first = ask(1).await;
    // Its asker removes it.
    let mut shown = events::my_reply(1, "Three.", &mention(1, HOW_MANY, &json!({})));
    shown["id"] = first["id"].clone();
    fake.dispatch("INTERACTION_CREATE", events::click(60, "attache:1:remove", &shown, "en-US"));
    fake.response_to(60).await;
    let second = ask(2).await;
    assert!(second["content"].as_str().unwrap().contains("Three: on chips"), "{second}");
    // A moderator deletes it.
    fake.dispatch("MESSAGE_DELETE", json!({"id": second["id"], "channel_id": CHANNEL.to_string()}));
    settle(&fake).await;
    let third = ask(3).await;
    assert!(third["content"].as_str().unwrap().contains("Three: on chips"), "{third}");
    assert!(ask(4).await["content"].as_str().unwrap().starts_with("I answered that here"));
    bot.stop().await;
}

#[tokio::test]
async fn whoever_got_the_link_can_see_the_answer_though_the_first_message_changed() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    let first = mention(1, HOW_MANY_IT, &json!({}));
    fake.dispatch("MESSAGE_CREATE", first.clone());
    fake.reply_to(1).await;
    fake.dispatch("MESSAGE_CREATE", mention(2, HOW_MANY_IT, &json!({"author": user(BOB, "bob")})));
    let link = fake.reply_to(2).await;
    let mut edit = first;
    edit["content"] = json!(format!("<@100> {OPENING}"));
    edit["edited_timestamp"] = json!("2026-01-19T10:00:05Z");
    fake.dispatch("MESSAGE_UPDATE", edit);
    fake.requests(1, "PATCH", &format!("/messages/{}", fake.messages()[0]["id"].as_str().unwrap())).await;

    let button = &link["components"][0]["components"][0];
    assert_eq!(button["label"], "Mostrami la risposta");
    let question = mention(2, HOW_MANY_IT, &json!({"author": user(BOB, "bob")}));
    let shown = events::my_reply(71, "Ho risposto a questa domanda poco fa", &question);
    let click = events::click(60, button["custom_id"].as_str().unwrap(), &shown, "en-US");
    fake.dispatch("INTERACTION_CREATE", events::by(click, BOB, 0));
    let answer = fake.response_to(60).await;
    bot.stop().await;
    assert_eq!((&answer["type"], &answer["data"]["flags"]), (&json!(4), &json!(64)), "for Bob alone: {answer}");
    assert!(answer["data"]["content"].as_str().unwrap().contains("Tre: su chip"), "{answer}");
}

#[tokio::test]
async fn where_a_permission_is_missing_nothing_is_tried_and_the_person_is_told_which() {
    for (locale, denied, expected) in [
        ("en-US", SEND, "I cannot answer you in <#20>. Permissions that I lack there: **Send Messages**."),
        ("it", HISTORY, "Non posso risponderti in <#20>. Permessi che mi mancano: **Leggi cronologia messaggi**."),
        (
            "ko",
            SEND | HISTORY,
            "제게 **메시지 보내기**, **메시지 기록 보기** 권한이 없어 <#20>에서는 답변할 수 없습니다.",
        ),
    ] {
        let question = match locale {
            "it" => HOW_MANY_IT,
            "ko" => HOW_MANY_KO,
            _ => HOW_MANY,
        };
        let fake = Fake::start().await;
        let bot = start(&fake, json!({})).await;
        fake.dispatch("GUILD_CREATE", events::guild(locale, ALL, CHANNEL, denied));
        settle(&fake).await;
        for id in 1..=3 {
            fake.dispatch("MESSAGE_CREATE", mention(id, question, &json!({})));
        }
        fake.requests(1, "POST", &format!("/channels/{}/messages", direct_channel(&ADA.to_string()))).await;
        bot.stop().await;
        assert_eq!(whispered(&fake), [expected], "once");
        assert!(fake.transcript().iter().all(|r| !r.is("POST", &format!("/channels/{CHANNEL}/messages"))));
    }
}

#[tokio::test]
async fn in_a_chosen_channel_a_missing_permission_is_borne_in_silence() {
    let fake = Fake::start().await;
    fake.allow_message_content();
    let bot = start(&fake, json!({"channels": [CHANNEL], "message_content": true})).await;
    fake.dispatch("GUILD_CREATE", events::guild("en-US", ALL, CHANNEL, SEND));
    settle(&fake).await;
    fake.dispatch("MESSAGE_CREATE", message(1, HOW_MANY, &json!({})));
    fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
    fake.reply_to(2).await;
    bot.stop().await;
    assert!(fake.replies_to(1).is_empty() && whispered(&fake).is_empty());
}

#[tokio::test]
async fn a_permission_that_is_given_later_is_seen() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    fake.dispatch("GUILD_CREATE", events::guild("en-US", VIEW | HISTORY, CHANNEL, 0));
    settle(&fake).await;
    fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({})));
    fake.requests(1, "POST", "/users/@me/channels").await;
    // A role that is not ours changes nothing; what the channel says of us does.
    fake.dispatch("GUILD_ROLE_DELETE", json!({"guild_id": GUILD.to_string(), "role_id": "12345"}));
    let allow = json!([{"id": "100", "type": 1, "allow": (SEND | EMBED).to_string(), "deny": "0"}]);
    fake.dispatch("CHANNEL_UPDATE", events::channel_of(CHANNEL, 0, &allow));
    fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
    fake.reply_to(2).await;
    fake.dispatch("MESSAGE_CREATE", mention(3, HOW_MANY, &json!({})));
    assert!(fake.reply_to(3).await["content"].as_str().unwrap().contains("Three: on chips"));
    bot.stop().await;
}

#[tokio::test]
async fn roles_count_as_discord_counts_them_and_so_does_a_change_of_ours() {
    const ADMINISTRATOR: u64 = 1 << 3;
    const OURS: u64 = 12;
    let role = |permissions: u64| {
        let mut role = events::guild("en-US", permissions, CHANNEL, 0)["roles"][0].clone();
        (role["id"], role["name"]) = (json!(OURS.to_string()), json!("ours"));
        role
    };
    // What everyone and our role allow, what the channel takes from everyone, and what it gives our role.
    for (everyone, ours, denied, given, answered) in [
        (0, ALL, 0, 0, true),
        (ALL, 0, SEND, SEND, true),
        (ALL, SEND, SEND, 0, false),
        (ALL, ADMINISTRATOR, SEND | VIEW, 0, true),
        (ALL, 0, VIEW, 0, false),
    ] {
        let fake = Fake::start().await;
        let bot = start(&fake, json!({})).await;
        let mut guild = events::guild("en-US", everyone, CHANNEL, denied);
        guild["roles"].as_array_mut().unwrap().push(role(ours));
        guild["members"][0]["roles"] = json!([OURS.to_string()]);
        let gives = json!({"id": OURS.to_string(), "type": 0, "allow": given.to_string(), "deny": "0"});
        guild["channels"][0]["permission_overwrites"].as_array_mut().unwrap().push(gives);
        fake.dispatch("GUILD_CREATE", guild);
        settle(&fake).await;
        fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({})));
        if answered {
            fake.reply_to(1).await;
        } else {
            fake.requests(1, "POST", "/users/@me/channels").await;
            fake.dispatch("GUILD_ROLE_UPDATE", json!({"guild_id": GUILD.to_string(), "role": role(ADMINISTRATOR)}));
            fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
            fake.reply_to(2).await;
            assert!(fake.replies_to(1).is_empty(), "{everyone:b} {ours:b}");
            fake.dispatch("MESSAGE_CREATE", mention(3, HOW_MANY, &json!({})));
            fake.reply_to(3).await;
        }
        bot.stop().await;
    }
}

#[tokio::test]
async fn after_a_change_of_a_role_a_server_is_known_as_before() {
    const FORUM: u64 = 40;
    const POST: u64 = 401;
    let role = |id: u64, permissions: u64| {
        let mut role = events::guild("en-US", permissions, CHANNEL, 0)["roles"][0].clone();
        (role["id"], role["name"]) = (json!(id.to_string()), json!("a role"));
        json!({"guild_id": GUILD.to_string(), "role": role})
    };
    let fake = Fake::start().await;
    fake.allow_message_content();
    let bot = start(&fake, json!({"channels": [FORUM], "message_content": true})).await;
    let mut guild = events::guild("en-US", ALL, CHANNEL, EMBED);
    guild["channels"].as_array_mut().unwrap().push(events::channel_of(FORUM, 15, &json!([])));
    guild["threads"] = json!([events::thread(POST, "a post", FORUM)]);
    fake.dispatch("GUILD_CREATE", guild);
    settle(&fake).await;
    let changes = [
        ("GUILD_ROLE_UPDATE", role(GUILD, ALL | 1)),
        ("GUILD_ROLE_CREATE", role(12, 0)),
        (
            "GUILD_MEMBER_UPDATE",
            json!({
                "guild_id": GUILD.to_string(), "user": events::me(), "roles": ["12"], "nick": null, "avatar": null,
                "joined_at": "2025-01-01T00:00:00Z", "premium_since": null, "deaf": false, "mute": false, "flags": 0,
                "pending": false, "communication_disabled_until": null,
            }),
        ),
        ("GUILD_ROLE_UPDATE", role(12, SEND)),
        ("GUILD_ROLE_DELETE", json!({"guild_id": GUILD.to_string(), "role_id": "12"})),
    ];
    let questions = [OPENING, HOW_MANY, HOW_MANY_IT, HOW_MANY_KO, "Quando si aprono le Olimpiadi invernali?"];
    for (((kind, change), question), id) in changes.into_iter().zip(questions).zip(1..) {
        fake.dispatch(kind, change);
        fake.dispatch("MESSAGE_CREATE", message(100 + id, OPENING, &json!({"guild_id": null, "channel_id": "91"})));
        fake.reply_to(100 + id).await;
        // What follows in a post is talk among people.
        fake.dispatch("MESSAGE_CREATE", message(id, HOW_MANY, &json!({"channel_id": POST.to_string()})));
        // Where embeds are denied the sources join the text.
        fake.dispatch("MESSAGE_CREATE", mention(10 + id, question, &json!({"author": user(40 + id, "somebody")})));
        let reply = fake.reply_to(10 + id).await;
        assert!(reply["embeds"] == json!([]) && reply["content"].as_str().unwrap().contains("🇬🇧"), "{kind}: {reply}");
    }
    // And what is missing is named alone.
    fake.dispatch("GUILD_ROLE_UPDATE", role(GUILD, ALL & !HISTORY));
    fake.dispatch("MESSAGE_CREATE", message(200, OPENING, &json!({"guild_id": null, "channel_id": "91"})));
    fake.reply_to(200).await;
    fake.dispatch("MESSAGE_CREATE", mention(50, HOW_MANY_KO, &json!({})));
    fake.requests(1, "POST", "/users/@me/channels").await;
    bot.stop().await;
    assert_eq!(whispered(&fake), ["제게 **메시지 기록 보기** 권한이 없어 <#20>에서는 답변할 수 없습니다."]);
    assert!((1..=5).all(|id| fake.replies_to(id).is_empty()), "nothing in the post");
}

#[tokio::test]
async fn a_thread_goes_by_its_channel_and_by_the_permission_for_threads() {
    for (everyone, answered) in [(ALL, true), (ALL & !SEND, true), (ALL & !SEND_IN_THREADS, false)] {
        let fake = Fake::start().await;
        let bot = start(&fake, json!({})).await;
        fake.dispatch("GUILD_CREATE", events::guild("en-US", everyone, CHANNEL, 0));
        settle(&fake).await;
        fake.dispatch("THREAD_CREATE", events::thread(201, "a thread", CHANNEL));
        fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
        fake.reply_to(2).await;
        fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({"channel_id": "201"})));
        fake.dispatch("MESSAGE_CREATE", direct(3, HOW_MANY));
        fake.reply_to(3).await;
        bot.stop().await;
        assert_eq!(!fake.replies_to(1).is_empty(), answered, "{everyone:b}");
    }
}

#[tokio::test]
async fn where_nothing_may_stand_below_a_text_the_sources_join_the_text() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    fake.dispatch("GUILD_CREATE", events::guild("en-US", ALL, CHANNEL, EMBED));
    settle(&fake).await;
    fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({})));
    let reply = fake.reply_to(1).await;
    assert_eq!(reply["embeds"], json!([]));
    let text = reply["content"].as_str().unwrap();
    let note = "**Sources differ**\nThe agency counts two.\n**Sources**\n• 🇬🇧 ";
    assert!(text.contains("Three: on chips") && text.contains(note), "{text}");
    bot.stop().await;
}

#[tokio::test]
async fn a_refusal_that_nobody_announced_is_learned_from() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({})).await;
    fake.dispatch("GUILD_CREATE", events::guild("en-US", ALL, CHANNEL, 0));
    settle(&fake).await;
    fake.close_channel(&CHANNEL.to_string(), 50013);
    fake.dispatch("MESSAGE_CREATE", mention(1, HOW_MANY, &json!({})));
    fake.requests(1, "POST", "/users/@me/channels").await;
    fake.dispatch("MESSAGE_CREATE", mention(2, OPENING, &json!({})));
    fake.dispatch("MESSAGE_CREATE", message(3, HOW_MANY, &json!({"guild_id": null, "channel_id": "88"})));
    fake.reply_to(3).await;
    bot.stop().await;
    let tried = fake
        .transcript()
        .iter()
        .filter(|r| r.is("POST", &format!("/channels/{CHANNEL}/messages")) && r.status == 403)
        .count();
    assert_eq!(tried, 1);
}

#[tokio::test]
async fn who_takes_no_direct_messages_is_left_in_peace() {
    let fake = Fake::start().await;
    let bot = start(&fake, json!({"per_person": 1})).await;
    fake.close_channel(&direct_channel(&ADA.to_string()), 50007);
    for id in 1..=3 {
        fake.dispatch("MESSAGE_CREATE", mention(id, HOW_MANY, &json!({"channel_id": (20 + id).to_string()})));
    }
    settle(&fake).await;
    bot.stop().await;
    let path = format!("/channels/{}/messages", direct_channel(&ADA.to_string()));
    assert!(fake.transcript().iter().filter(|r| r.is("POST", &path)).count() <= 1);
}

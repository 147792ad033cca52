//! Whom the bot answers, whom it does not, and that it bothers nobody.
//!
//! That something stays unanswered is shown by a message that is sent after it and does get its answer.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use attache::discord::Settings;
use serde_json::{Value, json};

use self::support::bot::{Bot, first_response, plugin};
use self::support::events::{self, CHANNEL, GUILD, direct, message, my_message, slash, user};
use self::support::fake::Fake;
use self::support::knowledge::{self, HOW_MANY, HOW_MANY_IT, HOW_MANY_KO, OPENING};

/// A message that always gets a reply.
const LAST: u64 = 9999;

async fn answered(settings: Value, messages: impl IntoIterator<Item = Value>) -> Vec<(u64, Value)> {
    let fake = Fake::start().await;
    fake.allow_message_content();
    let mut all = json!({"register_commands": false});
    all.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    let bot = Bot::start_with(&fake, knowledge::desk(), all).await;
    for message in messages {
        fake.dispatch("MESSAGE_CREATE", message);
    }
    fake.dispatch("MESSAGE_CREATE", direct(LAST, OPENING));
    fake.reply_to(LAST).await;
    bot.stop().await;
    let ids = 1..100;
    ids.flat_map(|id| fake.replies_to(id).into_iter().map(move |reply| (id, reply))).collect()
}

fn ids(replies: &[(u64, Value)]) -> Vec<u64> {
    replies.iter().map(|(id, _)| *id).collect()
}

#[tokio::test]
async fn a_mention_anywhere_a_reply_to_us_and_a_direct_message_are_answered() {
    let replied_to = json!({
        "type": 19, "referenced_message": my_message(50, "Three."), "mentions": [events::me()],
        "message_reference": {"message_id": "50", "channel_id": CHANNEL.to_string(), "guild_id": GUILD.to_string()},
    });
    let messages = [
        message(1, &format!("<@100> {HOW_MANY}"), &json!({})),
        message(2, &format!("{HOW_MANY} <@!100>"), &json!({})),
        message(3, &format!("Hello <@100>, {HOW_MANY} Thank you!"), &json!({})),
        message(4, HOW_MANY, &replied_to),
        direct(5, HOW_MANY),
    ];
    assert_eq!(ids(&answered(json!({}), messages).await), [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn bots_webhooks_the_bot_itself_notices_and_other_talk_get_no_answer() {
    let text = format!("<@100> {HOW_MANY}");
    let mut bot = user(31, "other-bot");
    bot["bot"] = json!(true);
    let messages = [
        message(1, &text, &json!({"author": bot})),
        message(2, &text, &json!({"webhook_id": "60"})),
        message(3, &text, &json!({"author": events::me()})),
        message(4, &text, &json!({"type": 7})),
        message(5, &text, &json!({"type": 6})),
        message(6, HOW_MANY, &json!({})),
        message(7, &format!("<@1001> <@&100> {HOW_MANY}"), &json!({})),
        message(8, HOW_MANY, &json!({"mention_everyone": true})),
        message(9, HOW_MANY, &json!({"type": 19, "referenced_message": message(51, "Three?", &json!({}))})),
    ];
    assert_eq!(ids(&answered(json!({}), messages).await), [0; 0]);
}

#[tokio::test]
async fn a_configured_channel_is_answered_when_sure_and_left_in_peace_otherwise() {
    let settings = json!({"channels": [CHANNEL.to_string()], "message_content": true});
    let messages = [
        message(1, HOW_MANY, &json!({})),
        message(2, "What is for lunch?", &json!({})),
        message(3, "", &json!({})),
        message(4, HOW_MANY, &json!({"channel_id": "21"})),
        message(5, "<@100> What is for lunch?", &json!({})),
    ];
    assert_eq!(ids(&answered(settings, messages).await), [1, 5]);
}

#[tokio::test]
async fn without_the_message_content_intent_a_configured_channel_stays_silent() {
    let messages = [message(1, HOW_MANY, &json!({}))];
    assert_eq!(ids(&answered(json!({"channels": [CHANNEL]}), messages).await), [0; 0]);
}

#[tokio::test]
async fn a_bare_mention_gets_help_and_a_textless_reply_gets_silence() {
    let textless = json!({"type": 19, "referenced_message": my_message(50, "Three.")});
    let replies = answered(json!({}), [message(1, " <@100> ", &json!({})), message(2, "", &textless)]).await;
    assert_eq!(ids(&replies), [1]);
    assert_eq!(replies[0].1["content"], "Ask me a question, for example: What did Korea and Italy sign in Seoul?");
}

#[tokio::test]
async fn no_reply_pings_anybody_and_each_is_tied_to_its_message() {
    let messages = [
        message(1, &format!("<@100> {HOW_MANY} @everyone <@30> <@&40>"), &json!({})),
        message(2, "<@100> @everyone `<@30>` [x](https://x.example)", &json!({})),
    ];
    let replies = answered(json!({}), messages).await;
    assert_eq!(ids(&replies), [1, 2]);
    for (id, reply) in replies {
        assert_eq!(reply["allowed_mentions"], json!({"parse": [], "users": [], "roles": [], "replied_user": false}));
        assert_eq!((&reply["nonce"], &reply["enforce_nonce"]), (&json!(id.to_string()), &json!(true)));
        let text = reply.to_string();
        assert!(!text.contains("@everyone") && !text.contains("<@30>") && !text.contains("x.example"), "{text}");
    }
}

#[tokio::test]
async fn the_reply_speaks_the_language_of_the_question() {
    let messages = [(1, HOW_MANY), (2, HOW_MANY_IT), (3, HOW_MANY_KO)].map(|(id, text)| direct(id, text));
    let replies = answered(json!({}), messages).await;
    let expected = ["Three: on chips", "Tre: su chip", "반도체, 인공지능, 광물"];
    for ((_, reply), expected) in replies.iter().zip(expected) {
        assert!(reply["content"].as_str().unwrap().contains(expected), "{reply}");
    }
    assert_eq!(replies.len(), 3);
}

#[tokio::test]
async fn only_our_own_commands_and_components_are_answered() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let mine = my_message(70, "Did you mean one of these?");
    let mut menu = slash(4, "mou", &json!([]), "en-US");
    menu["data"] = json!({"id": "501", "name": "mou", "type": 2, "target_id": "30", "resolved": {}});
    for event in [
        slash(1, "ban", &json!([]), "en-US"),
        events::click(2, "host:button", &mine, "en-US"),
        menu,
        slash(3, "ask", &json!([events::question(HOW_MANY)]), "en-US"),
    ] {
        fake.dispatch("INTERACTION_CREATE", event);
    }
    fake.response_to(3).await;
    bot.stop().await;
    assert_eq!(fake.transcript().iter().filter(|r| r.is("POST", "/callback")).count(), 1);
}

async fn response(event: Value) -> Value {
    first_response(plugin(), event).await
}

fn content(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

#[tokio::test]
async fn ask_answers_in_the_chosen_language_and_in_private_when_told_to() {
    let options = json!([
        events::question(HOW_MANY),
        {"name": "language", "type": 3, "value": "ko"},
        {"name": "private", "type": 5, "value": true},
    ]);
    let response = response(slash(1, "ask", &options, "en-US")).await;
    assert!(content(&response).contains("반도체, 인공지능, 광물"), "{response}");
    assert_eq!((&response["type"], &response["data"]["flags"]), (&json!(4), &json!(64)));
    assert_eq!(response["data"]["allowed_mentions"]["parse"], json!([]));
}

#[tokio::test]
async fn ask_answers_for_all_to_see_unless_told_otherwise() {
    let response = response(slash(1, "ask", &json!([events::question(HOW_MANY)]), "it")).await;
    assert!(content(&response).contains("Three: on chips"), "{response}");
    assert!(response["data"]["flags"].is_null(), "{response}");
}

#[tokio::test]
async fn a_topic_command_with_a_question_answers_it() {
    let response = response(slash(1, "mou", &json!([events::question(OPENING)]), "en-US")).await;
    assert!(content(&response).contains("On 6 February 2026."), "{response}");
}

#[tokio::test]
async fn a_topic_command_alone_shows_what_can_be_asked_in_the_language_of_the_person() {
    for (locale, expected) in [("en-GB", HOW_MANY), ("it", HOW_MANY_IT), ("ko", HOW_MANY_KO), ("de", HOW_MANY)] {
        let response = response(slash(1, "mou", &json!([]), locale)).await;
        assert!(content(&response).contains(&format!("• {expected}")), "{response}");
    }
}

#[tokio::test]
async fn a_blank_question_gets_help_in_private() {
    let response = response(slash(1, "ask", &json!([events::question("  ")]), "it")).await;
    assert!(content(&response).starts_with("Fammi una domanda"), "{response}");
    assert_eq!(response["data"]["flags"], 64);
}

#[tokio::test]
async fn the_asker_who_clicks_a_suggestion_gets_its_answer_in_place() {
    let mut suggestions = my_message(70, "Did you mean one of these?");
    suggestions["type"] = json!(19);
    suggestions["referenced_message"] = message(69, "<@100> memorandums", &json!({}));
    let response = response(events::click(1, "attache:1:entry:it:mou-count", &suggestions, "en-US")).await;
    assert_eq!(response["type"], 7);
    assert!(content(&response).contains("Tre: su chip"), "{response}");
    assert!(!response.to_string().contains("\"1. "), "the suggestions go: {response}");
}

#[tokio::test]
async fn somebody_else_who_clicks_a_suggestion_sees_the_answer_alone() {
    let mut suggestions = my_message(70, "Did you mean one of these?");
    suggestions["type"] = json!(19);
    suggestions["referenced_message"] = message(69, "<@100> memorandums", &json!({"author": user(31, "bob")}));
    let response = response(events::click(1, "attache:1:entry:en:mou-count", &suggestions, "en-US")).await;
    assert_eq!((&response["type"], &response["data"]["flags"]), (&json!(4), &json!(64)));
    assert!(content(&response).contains("Three: on chips"), "{response}");
}

#[tokio::test]
async fn a_stale_or_broken_button_gets_a_polite_private_reply() {
    for custom_id in ["attache:1:entry:en:gone", "attache:0:what", "attache:"] {
        let response = response(events::click(1, custom_id, &my_message(70, "?"), "ko")).await;
        assert!(content(&response).contains("다시 질문해 주세요"), "{response}");
        assert_eq!(response["data"]["flags"], 64);
    }
}

#[test]
fn the_privileged_intent_is_asked_for_only_when_the_settings_say_so() {
    use serenity::all::GatewayIntents;

    let intents = |settings: Value| {
        let settings: Settings = serde_json::from_value(settings).unwrap();
        attache::Plugin::with_settings(knowledge::desk(), settings).intents()
    };
    assert_eq!(intents(json!({"channels": [1]})), attache::Plugin::INTENTS);
    assert!(!attache::Plugin::INTENTS.is_privileged());
    assert_eq!(intents(json!({"message_content": true})), attache::Plugin::INTENTS | GatewayIntents::MESSAGE_CONTENT);
}

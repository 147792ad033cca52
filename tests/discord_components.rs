//! What stands below a reply: menus, languages, votes, the way to the moderators, the way out; also after a restart,
//! since all that a click needs comes with it.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use attache::lang::Lang;
use attache::ledger::{Ledger, LedgerError, Memory, PassedOn, Vote, Voted};
use serde_json::{Value, json};

use self::support::bot::{Bot, Nobody, first_response, plugin};
use self::support::events::{self, ADA, CHANNEL, GUILD, by, choose, click, message, my_reply, my_response};
use self::support::fake::Fake;
use self::support::knowledge::{self, HOW_MANY, OPENING};

const BOB: u64 = 31;

async fn start(fake: &Fake, ledger: Arc<dyn Ledger>) -> Bot {
    Bot::start_plugin(fake, plugin().with_ledger(ledger), Nobody).await
}

async fn response(event: Value) -> Value {
    first_response(plugin().with_ledger(Arc::new(Memory::default())), event).await
}

fn content(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

/// Ada's question, and our reply to it.
fn ada_s() -> Value {
    my_reply(70, "Three.", &message(69, &format!("<@100> {HOW_MANY}"), &json!({})))
}

/// Only the person who clicked sees it.
fn is_private(response: &Value) -> bool {
    response["type"] == 4 && response["data"]["flags"] == 64
}

#[tokio::test]
async fn a_language_is_switched_in_place_for_the_asker_and_aside_for_others() {
    for (lang, expected) in [("en", "Three: on chips"), ("it", "Tre: su chip"), ("ko", "세 건입니다")] {
        let switch = click(1, &format!("attache:1:entry:{lang}:mou-count"), &ada_s(), "en-US");
        let own = response(switch.clone()).await;
        assert_eq!(own["type"], 7, "in place");
        assert!(content(&own).contains(expected), "{own}");
        let others = response(by(switch, BOB, 0)).await;
        assert!(is_private(&others) && content(&others).contains(expected), "{others}");
    }
}

#[tokio::test]
async fn what_nobody_else_sees_is_changed_in_place() {
    let switch = click(1, "attache:1:entry:ko:mou-count", &my_response(70, 60, true), "en-US");
    assert_eq!(response(switch).await["type"], 7);
}

#[tokio::test]
async fn buttons_speak_the_language_of_the_person_and_the_answer_its_own() {
    let labels = |response: &Value| {
        let rows = response["data"]["components"].as_array().unwrap().clone();
        let all = rows.iter().flat_map(|row| row["components"].as_array().unwrap().clone());
        all.filter_map(|component| Some(component["label"].as_str()?.to_owned())).collect::<Vec<_>>().join(", ")
    };
    for (locale, expected) in [
        ("en-GB", "Italiano, 한국어, Helpful, Not helpful, Remove"),
        ("it", "Italiano, 한국어, Utile, Non utile, Elimina"),
        ("ko", "Italiano, 한국어, 도움됨, 도움 안 됨, 삭제"),
    ] {
        let response = response(click(1, "attache:1:entry:en:mou-count", &ada_s(), locale)).await;
        assert!(content(&response).contains("Three: on chips"), "{response}");
        assert_eq!(labels(&response), expected);
    }
}

#[tokio::test]
async fn a_choice_in_a_menu_shows_what_was_chosen() {
    for (value, expected) in [
        ("attache:1:entry:en:mou-chips", "It sets up a working group."),
        ("attache:1:topic:it:0:mou", "Che cosa è stato firmato"),
        ("attache:1:topics:ko:0", "동계 올림픽"),
        ("attache:1:sources:en:0:olympics", "answers (1)"),
    ] {
        let response = response(choose(1, value, &ada_s(), "en-US")).await;
        assert_eq!(response["type"], 7);
        assert!(content(&response).contains(expected), "{response}");
    }
}

#[tokio::test]
async fn a_page_that_is_gone_is_the_last_one_and_a_topic_that_is_gone_is_stale() {
    let far = response(click(1, "attache:1:topic:en:9999:mou", &ada_s(), "en-US")).await;
    assert!(content(&far).contains(HOW_MANY), "{far}");
    for custom_id in
        ["attache:1:topic:en:0:gone", "attache:1:timeline:en:0:gone", "attache:1:up:en:gone", "attache:2:new"]
    {
        let response = response(click(1, custom_id, &ada_s(), "it")).await;
        assert!(is_private(&response) && content(&response).contains("non funziona più"), "{response}");
    }
    for value in ["host:thing", "attache:0:old", ""] {
        let response = response(choose(1, value, &ada_s(), "ko")).await;
        assert!(is_private(&response) && content(&response).contains("다시 질문해 주세요"), "{response}");
    }
}

#[tokio::test]
async fn the_asker_and_moderators_can_remove_a_reply_and_others_cannot() {
    const MANAGE_MESSAGES: u64 = 1 << 13;
    let remove = click(1, "attache:1:remove", &ada_s(), "en-US");
    for (event, may) in [
        (remove.clone(), true),
        (by(remove.clone(), BOB, MANAGE_MESSAGES), true),
        (by(remove.clone(), BOB, 0), false),
        (click(1, "attache:1:remove", &my_response(70, 60, false), "en-US"), true),
    ] {
        let fake = Fake::start().await;
        let bot = Bot::start(&fake).await;
        fake.dispatch("INTERACTION_CREATE", event);
        let response = fake.response_to(1).await;
        bot.stop().await;
        if may {
            assert_eq!(response["type"], 6);
            assert_eq!(fake.original(1), None, "it is gone");
        } else {
            assert!(is_private(&response) && content(&response).starts_with("Only the person who asked"), "{response}");
            assert!(fake.transcript().iter().all(|request| request.method != "DELETE"));
        }
    }
}

#[tokio::test]
async fn a_person_has_one_vote_and_may_change_it() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    let vote = |id, custom_id: &str, locale| click(id, custom_id, &ada_s(), locale);
    for (event, expected, votes) in [
        (vote(1, "attache:1:up:en:mou-count", "en-US"), "Thank you, I have noted it. You can change", (1, 0)),
        (vote(2, "attache:1:up:en:mou-count", "it"), "Me l'avevi già detto, grazie.", (1, 0)),
        (vote(3, "attache:1:down:en:mou-count", "ko"), "질문을 운영진에게도 전달해 드릴까요?", (0, 1)),
        (by(vote(4, "attache:1:up:en:mou-count", "en-US"), BOB, 0), "Thank you", (1, 1)),
    ] {
        let id = event["id"].as_str().unwrap().parse().unwrap();
        fake.dispatch("INTERACTION_CREATE", event);
        let response = fake.response_to(id).await;
        assert!(is_private(&response) && content(&response).contains(expected), "{response}");
        assert_eq!(ledger.votes("mou-count"), votes);
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_question_is_passed_on_by_the_person_who_asked_it_and_by_nobody_else() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    let unknown = my_reply(70, "I don't know", &message(69, "<@100> Who brings the cake?", &json!({})));
    let pass = click(1, "attache:1:pass:en", &unknown, "it");
    let mut others = by(pass.clone(), BOB, 0);
    others["id"] = json!("2");
    others["token"] = json!("token-2");
    fake.dispatch("INTERACTION_CREATE", others);
    let response = fake.response_to(2).await;
    assert!(is_private(&response) && content(&response).starts_with("Solo chi ha fatto la domanda"), "{response}");
    assert!(ledger.questions().is_empty(), "nothing is kept without the asker's click");
    fake.dispatch("INTERACTION_CREATE", pass);
    let response = fake.response_to(1).await;
    assert!(is_private(&response) && content(&response).starts_with("Ho inoltrato la tua domanda"), "{response}");
    bot.stop().await;
    let question = "Who brings the cake?".to_owned();
    let expected = PassedOn { question, lang: Lang::En, asker: ADA, guild: Some(GUILD), channel: CHANNEL };
    assert_eq!(ledger.questions(), [expected]);
}

#[tokio::test]
async fn what_a_slash_command_asked_is_passed_on_too_and_after_a_restart_it_is_typed_again() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    fake.dispatch(
        "INTERACTION_CREATE",
        events::slash(60, "ask", &json!([events::question("Who brings the cake?")]), "en-US"),
    );
    fake.response_to(60).await;
    fake.dispatch("INTERACTION_CREATE", click(61, "attache:1:pass:en", &my_response(70, 60, false), "en-US"));
    fake.response_to(61).await;
    assert_eq!(ledger.questions()[0].question, "Who brings the cake?");
    bot.stop().await;

    let bot = start(&fake, ledger.clone()).await;
    fake.dispatch("INTERACTION_CREATE", click(62, "attache:1:pass:ko", &my_response(70, 60, false), "it"));
    let form = fake.response_to(62).await;
    assert_eq!((&form["type"], &form["data"]["title"]), (&json!(9), &json!("Una domanda per i moderatori")));
    let custom_id = form["data"]["custom_id"].as_str().unwrap();
    fake.dispatch("INTERACTION_CREATE", events::form(63, custom_id, "  누가 케이크를 가져오나요?  ", "ko"));
    let response = fake.response_to(63).await;
    assert!(is_private(&response) && content(&response).starts_with("질문을 운영진에게 전달했습니다"), "{response}");
    fake.dispatch("INTERACTION_CREATE", events::form(64, custom_id, "  ", "ko"));
    assert!(content(&fake.response_to(64).await).starts_with("질문을 입력해 주세요"));
    fake.dispatch("INTERACTION_CREATE", events::form(65, "host:form", "x", "ko"));
    bot.stop().await;
    let kept: Vec<(String, Lang)> = ledger.questions().into_iter().map(|item| (item.question, item.lang)).collect();
    assert_eq!(kept[1..], [("누가 케이크를 가져오나요?".to_owned(), Lang::Ko)]);
    assert!(fake.transcript().iter().all(|request| !request.path.contains("/interactions/65/")), "the host's form");
}

#[tokio::test]
async fn what_somebody_else_wrote_is_nobodys_to_pass_on() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    let bobs = message(69, "Who brings the cake?", &json!({"author": events::user(BOB, "bob")}));
    fake.dispatch("INTERACTION_CREATE", events::answer_this(60, &bobs, "en-US"));
    fake.response_to(60).await;
    fake.dispatch("INTERACTION_CREATE", click(61, "attache:1:pass:en", &my_response(70, 60, true), "en-US"));
    assert_eq!(fake.response_to(61).await["type"], 9, "a form for words of one's own");
    bot.stop().await;
    assert!(ledger.questions().is_empty());
}

#[tokio::test]
async fn who_found_an_answer_unhelpful_can_pass_the_question_on() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    fake.dispatch("INTERACTION_CREATE", click(61, "attache:1:down:en:mou-count", &ada_s(), "en-US"));
    let response = fake.response_to(61).await;
    let custom_id = response["data"]["components"][0]["components"][0]["custom_id"].as_str().unwrap().to_owned();
    // The message that asks back is the response to that click.
    fake.dispatch("INTERACTION_CREATE", click(62, &custom_id, &my_response(71, 61, true), "en-US"));
    fake.response_to(62).await;
    bot.stop().await;
    assert_eq!(ledger.questions()[0].question, HOW_MANY);
}

#[tokio::test]
async fn who_found_somebody_elses_answer_unhelpful_does_not_pass_that_persons_words_on() {
    let fake = Fake::start().await;
    let ledger = Arc::new(Memory::default());
    let bot = start(&fake, ledger.clone()).await;
    fake.dispatch("INTERACTION_CREATE", by(click(61, "attache:1:down:en:mou-count", &ada_s(), "en-US"), BOB, 0));
    let response = fake.response_to(61).await;
    let custom_id = response["data"]["components"][0]["components"][0]["custom_id"].as_str().unwrap().to_owned();
    fake.dispatch("INTERACTION_CREATE", by(click(62, &custom_id, &my_response(71, 61, true), "en-US"), BOB, 0));
    assert_eq!(fake.response_to(62).await["type"], 9, "a form for words of one's own");
    bot.stop().await;
    assert!(ledger.questions().is_empty());
}

/// A ledger that takes its time, or fails.
#[derive(Debug)]
struct Troubled {
    takes: Duration,
}

impl Ledger for Troubled {
    fn pass_on(&self, _: PassedOn) -> Result<(), LedgerError> {
        std::thread::sleep(self.takes);
        Ok(())
    }

    fn vote(&self, vote: Vote) -> Result<Voted, LedgerError> {
        assert!(vote.helpful, "a bug in a ledger");
        Err(LedgerError::Store("no space left on device".into()))
    }
}

#[tokio::test]
async fn a_ledger_that_takes_its_time_gets_it_and_the_person_is_told_after() {
    let fake = Fake::start().await;
    let bot = start(&fake, Arc::new(Troubled { takes: Duration::from_millis(1500) })).await;
    fake.dispatch("INTERACTION_CREATE", click(1, "attache:1:pass:en", &ada_s(), "en-US"));
    let response = fake.response_to(1).await;
    assert_eq!((&response["type"], &response["data"]["flags"]), (&json!(5), &json!(64)), "deferred, in private");
    let later = fake.requests(1, "PATCH", "/messages/@original").await.remove(0);
    assert!(later.body["content"].as_str().unwrap().starts_with("Your question is with the moderators"), "{later:?}");
    bot.stop().await;
}

#[tokio::test]
async fn a_ledger_that_fails_is_no_silence() {
    for vote in ["up", "down"] {
        let fake = Fake::start().await;
        let bot = start(&fake, Arc::new(Troubled { takes: Duration::ZERO })).await;
        fake.dispatch("INTERACTION_CREATE", click(1, &format!("attache:1:{vote}:en:mou-count"), &ada_s(), "it"));
        assert_eq!(content(&fake.response_to(1).await), "C'è stato un problema da parte mia. Riprova tra poco.");
        bot.stop().await;
    }
}

#[tokio::test]
async fn without_a_ledger_old_buttons_for_it_are_stale() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for (id, custom_id) in [(1, "attache:1:up:en:mou-count"), (2, "attache:1:pass:en")] {
        fake.dispatch("INTERACTION_CREATE", click(id, custom_id, &ada_s(), "en-US"));
        assert!(content(&fake.response_to(id).await).starts_with("This choice no longer works"));
    }
    bot.stop().await;
}

async fn offers(event: Value) -> Vec<(String, String)> {
    let response = response(event).await;
    assert_eq!(response["type"], 8);
    let choices = response["data"]["choices"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    choices.iter().map(|choice| (text(&choice["name"]), text(&choice["value"]))).collect()
}

#[tokio::test]
async fn while_one_types_questions_are_offered_in_the_language_of_the_person() {
    let first = async |name, typed, locale| {
        let offers = offers(events::typing(1, name, "question", typed, locale)).await;
        offers.first().map(|(name, value)| format!("{name} {value}")).unwrap_or_default()
    };
    let mou = "entry:mou-count";
    assert_eq!(first("mou", "", "en-US").await, format!("{HOW_MANY} {mou}"));
    assert_eq!(first("mou", "", "it").await, format!("{} {mou}", knowledge::HOW_MANY_IT));
    assert_eq!(first("mou", "what does", "en-US").await, "What does the chip memorandum say? entry:mou-chips");
    assert_eq!(first("mou", "양해각서는 몇 ㄱ", "ko").await, format!("{} {mou}", knowledge::HOW_MANY_KO));
    assert_eq!(first("mou", "firmati mem", "it").await, format!("{} {mou}", knowledge::HOW_MANY_IT), "in any order");
    assert_eq!(
        first("mou", "memorandm chp", "en-US").await,
        "What does the chip memorandum say? entry:mou-chips",
        "typos"
    );
    assert_eq!(first("ask", "when do", "en-US").await, format!("{OPENING} entry:olympics-opening"));
    assert_eq!(first("olympics", "how many mous", "en-US").await, "", "another topic's");
    let all = offers(events::typing(1, "ask", "question", "", "en-US")).await;
    assert_eq!(all.len(), 2, "one of each topic: {all:?}");
    let topics = offers(events::typing(1, "timeline", "topic", "동계", "ko")).await;
    assert_eq!(topics, [("동계 올림픽".to_owned(), "olympics".to_owned())]);
}

#[tokio::test]
async fn a_chosen_question_gets_its_answer_and_one_that_is_gone_says_so() {
    let choose = |value: &str, locale| {
        let options = json!([{"name": "question", "type": 3, "value": value}]);
        events::slash(1, "mou", &options, locale)
    };
    assert!(content(&response(choose("entry:mou-count", "ko")).await).contains("세 건입니다"));
    let gone = response(choose("entry:gone", "en-US")).await;
    assert!(is_private(&gone) && content(&gone).contains("Please ask again"), "{gone}");
}

#[tokio::test]
async fn answer_this_answers_for_all_and_says_in_private_what_it_cannot() {
    let ask = async |text: &str, author: Option<Value>, locale| {
        let changes = author.map_or(json!({}), |author| json!({"author": author}));
        response(events::answer_this(1, &message(69, text, &changes), locale)).await
    };
    let answer = ask(HOW_MANY, None, "ko").await;
    assert!(!is_private(&answer), "{answer}");
    let link = format!("-# In answer to https://discord.com/channels/{GUILD}/{CHANNEL}/69\n**{HOW_MANY}**");
    assert!(content(&answer).starts_with(&link), "{answer}");
    let unknown = ask("Who brings the cake?", None, "en-US").await;
    assert!(is_private(&unknown) && content(&unknown).contains("I don't know"), "{unknown}");
    for (text, author) in [("", None), (HOW_MANY, Some(events::me()))] {
        let nothing = ask(text, author, "it").await;
        assert!(is_private(&nothing) && content(&nothing).starts_with("In quel messaggio non c'è"), "{nothing}");
    }
}

#[tokio::test]
async fn the_commands_besides_show_what_there_is_in_three_languages() {
    for (name, expected) in [
        ("topics", ["on these topics", "su questi argomenti", "다음 주제에 관한"]),
        ("sources", ["sources of my answers", "fonti delle mie risposte", "답변의 출처"]),
        ("timeline", ["no dated events", "Non ci sono eventi con una data", "표시할 내용이 없습니다"]),
        ("about", ["forgotten", "dimenticato", "보관되지 않습니다"]),
    ] {
        for (locale, expected) in ["en-US", "it", "ko"].into_iter().zip(expected) {
            let response = response(events::slash(1, name, &json!([]), locale)).await;
            assert!(content(&response).contains(expected), "{name} {locale}: {response}");
        }
    }
    let topic = json!([{"name": "topic", "type": 3, "value": "gone"}]);
    let gone = response(events::slash(1, "sources", &topic, "it")).await;
    assert!(is_private(&gone) && content(&gone).starts_with("Non conosco questo argomento"), "{gone}");
}

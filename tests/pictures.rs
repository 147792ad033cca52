//! The messages that the README shows: what the bot really sends to Discord for real questions, from the shipped knowledge.
//!
//! Each stands in `docs/pictures/` as JSON, from which `tools/pictures/run` draws it. When an answer, a phrase or the
//! form of a message has changed on purpose, `ATTACHE_WRITE_PICTURES=1 cargo test --test pictures` writes them anew; draw
//! the pictures anew, too.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::path::Path;
use std::sync::Arc;

use attache::Plugin;
use attache::desk::Desk;
use attache::ledger::Memory;
use attache::matching::Thresholds;
use serde_json::{Value, json};

use self::support::bot::{Bot, Nobody};
use self::support::events;
use self::support::fake::Fake;

/// How somebody asks.
enum Asked {
    /// By a message that mentions the bot.
    Message(&'static str),
    /// By a command, with a question or without one; the last is what the person's Discord calls it.
    Command(&'static str, Option<&'static str>, &'static str),
}

/// A picture: its name, the locale of the person's Discord, the person's name, and what they ask.
const PICTURES: [(&str, &str, &str, Asked); 6] = [
    ("answer-en", "en", "Ada", Asked::Message("which MOUs did they sign in Seoul?")),
    (
        "answer-it",
        "it",
        "Livia",
        Asked::Command("ask", Some("chi ha firmato il memorandum sulla protezione civile?"), "/chiedi"),
    ),
    ("answer-ko", "ko", "민서", Asked::Message("반도체 MOU 내용이 뭐예요?")),
    ("unsure-it", "it", "Livia", Asked::Message("cosa c'è nel memorandum?")),
    ("unknown-ko", "ko", "민서", Asked::Message("이탈리아에서 제일 맛있는 피자집이 어디야?")),
    ("topic-it", "it", "Livia", Asked::Command("heritage", None, "/heritage")),
];

#[tokio::test]
async fn the_pictures_show_what_the_bot_really_sends() {
    let fake = Fake::start().await;
    let desk = Arc::new(Desk::new(attache::knowledge::built_in(), Thresholds::default()));
    let settings = serde_json::from_value(json!({"register_commands": false})).unwrap();
    let plugin = Plugin::with_settings(desk, settings).with_ledger(Arc::new(Memory::default()));
    let bot = Bot::start_plugin(&fake, plugin, Nobody).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let mut different = Vec::new();
    for ((name, locale, person, asked), id) in PICTURES.iter().zip(1..) {
        let picture = picture(&fake, id, locale, person, asked).await;
        let text = serde_json::to_string_pretty(&picture).unwrap() + "\n";
        let file = folder.join(format!("{name}.json"));
        if std::env::var_os("ATTACHE_WRITE_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, text).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != text {
            different.push(*name);
        }
    }
    bot.stop().await;
    assert!(different.is_empty(), "{different:?} changed: the head of this file says how to write and draw them anew");
}

async fn picture(fake: &Fake, id: u64, locale: &str, person: &str, asked: &Asked) -> Value {
    let (asker, payload) = match asked {
        Asked::Message(text) => {
            let channel = json!({"channel_id": (20 + id).to_string()});
            fake.dispatch("MESSAGE_CREATE", events::message(id, &format!("<@100> {text}"), &channel));
            (json!({"name": person, "text": format!("@Attaché {text}")}), fake.reply_to(id).await)
        }
        Asked::Command(name, question, shown) => {
            let options: Vec<Value> = question.iter().map(|question| events::question(question)).collect();
            fake.dispatch("INTERACTION_CREATE", events::slash(id, name, &json!(options), locale));
            let response = fake.response_to(id).await;
            (json!({"name": person, "command": shown}), response["data"].clone())
        }
    };
    json!({"locale": locale, "width": 520, "asker": asker, "bot": "Attaché", "private": false, "payload": payload})
}

//! The whole way, over real sockets: a fake Discord on one side, the bot on the other.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use serde_json::{Value, json};

use self::support::bot::{Bot, attache, attache_with_token, terminate};
use self::support::fake::{Fake, Fault, TOKEN};
use self::support::{events, knowledge};

/// Our own and the two topics.
const NAMES: [&str; 8] = ["ask", "topics", "timeline", "sources", "about", "Answer this", "mou", "olympics"];
const COMMANDS: usize = NAMES.len();

#[tokio::test]
async fn the_binary_registers_answers_and_stops_cleanly() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let child = attache(&fake, dir.path(), &["run"]);
    fake.identified(1).await;
    fake.requests(COMMANDS, "POST", "/applications/100/commands").await;
    assert_eq!(names(&fake.commands(None)), NAMES);

    fake.dispatch("MESSAGE_CREATE", events::message(1, &format!("<@100> {}", knowledge::HOW_MANY), &json!({})));
    let reply = fake.reply_to(1).await;
    assert!(reply["content"].as_str().unwrap().contains("Three: on chips, on AI and on minerals."), "{reply}");

    fake.dispatch("INTERACTION_CREATE", events::slash(2, "mou", &json!([]), "it"));
    let response = fake.response_to(2).await;
    assert!(response["data"]["content"].as_str().unwrap().contains(knowledge::HOW_MANY_IT), "{response}");

    let output = terminate(child).await;
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{log}");
    assert_eq!(fake.close_code(), Some(1000), "{log}");
    assert!(!log.contains(TOKEN), "the token is in the log");
}

#[tokio::test]
async fn a_second_start_with_nothing_changed_writes_nothing() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let first = attache(&fake, dir.path(), &["run"]);
    fake.requests(COMMANDS, "POST", "/applications/100/commands").await;
    terminate(first).await;
    let before = fake.transcript().len();

    let second = attache(&fake, dir.path(), &["run"]);
    fake.requests(2, "GET", "/applications/100/commands").await;
    // The reply comes after the registration has had every chance to write.
    fake.dispatch("MESSAGE_CREATE", events::direct(3, knowledge::OPENING));
    fake.reply_to(3).await;
    terminate(second).await;
    let writes: Vec<String> =
        fake.transcript()[before..].iter().filter(|r| r.is_write()).map(|r| r.path.clone()).collect();
    assert_eq!(writes, ["/api/v10/channels/20/messages"]);
}

#[tokio::test]
async fn the_binary_says_what_is_wrong_with_a_token_that_discord_refuses() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    for args in [&["run"][..], &["commands"]] {
        let child = attache_with_token(&fake, dir.path(), args, "MTAw.wrong.token");
        let output = child.wait_with_output().await.unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert_ne!(output.status.code(), Some(0));
        assert!(log.contains("Discord refuses the token"), "{log}");
        assert!(log.contains("discord.com/developers") && log.contains("attache chat"), "{log}");
        assert!(!log.contains("MTAw.wrong.token"), "the token is in the log");
    }
}

#[tokio::test]
async fn the_binary_shows_what_it_would_register_and_then_registers_it() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let lines = |sign: &str| {
        let name = |name: &&str| if *name == "Answer this" { format!("\"{name}\" (menu)") } else { format!("/{name}") };
        NAMES.iter().fold(String::new(), |all, each| format!("{all}{sign} {}\n", name(each)))
    };
    for (args, expected) in [
        (&["commands", "--dry-run"][..], format!("{}8 to write; nothing was written\n", lines("+"))),
        (&["commands"], format!("{}8 to write\n", lines("+"))),
        (&["commands"], format!("{}nothing to write\n", lines("="))),
        (&["commands", "--remove", "--dry-run"], format!("{}8 to write; nothing was written\n", lines("-"))),
        (&["commands", "--remove"], format!("{}8 to write\n", lines("-"))),
    ] {
        let output = attache(&fake, dir.path(), args).wait_with_output().await.unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
        assert_eq!(output.status.code(), Some(0));
    }
    assert_eq!(fake.transcript().iter().filter(|r| r.is_write()).count(), 2 * COMMANDS);
    assert!(fake.commands(None).is_empty());
}

#[tokio::test]
async fn the_commands_are_registered_though_nobody_reads_which() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let mut child = attache(&fake, dir.path(), &["commands"]);
    drop(child.stdout.take());
    let output = child.wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(&fake.commands(None)), NAMES);
}

#[tokio::test]
async fn what_people_pass_on_and_their_votes_are_in_the_ledger_after_the_binary_has_stopped() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let ledger = async |args: &[&str]| attache(&fake, dir.path(), args).wait_with_output().await.unwrap();
    let none = ledger(&["ledger"]).await;
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("set file under [ledger]"), "{none:?}");

    std::fs::write(dir.path().join("attache.toml"), "[ledger]\nfile = \"ledger.sqlite3\"\n").unwrap();
    let child = attache(&fake, dir.path(), &["run"]);
    fake.identified(1).await;
    let question = events::message(69, "<@100> 누가 케이크를 가져오나요?", &json!({}));
    fake.dispatch("MESSAGE_CREATE", question.clone());
    let reply = fake.reply_to(69).await;
    assert!(reply.to_string().contains("attache:1:pass:ko"), "{reply}");
    let reply = events::my_reply(70, "잘 모르겠습니다.", &question);
    for (id, custom_id) in [(1, "attache:1:pass:ko"), (2, "attache:1:down:ko:mou-count")] {
        fake.dispatch("INTERACTION_CREATE", events::click(id, custom_id, &reply, "ko"));
        fake.response_to(id).await;
    }
    let log = String::from_utf8_lossy(&terminate(child).await.stderr).into_owned();
    assert!(log.contains("connected to Discord") && !log.contains("케이크"), "what people write is in the log: {log}");
    let shown = String::from_utf8_lossy(&ledger(&["ledger"]).await.stdout).into_owned();
    assert!(
        shown.starts_with("1 question passed on to the moderators\n") && shown.contains("누가 케이크를"),
        "{shown}"
    );
    assert!(shown.lines().any(|line| line.split_whitespace().eq(["mou-count", "0", "1"])), "{shown}");
    let json: Value = serde_json::from_slice(&ledger(&["ledger", "--json"]).await.stdout).unwrap();
    assert_eq!((&json["questions"][0]["asker"], &json["questions"][0]["id"]), (&json!(events::ADA), &json!(1)));
    let done = ledger(&["ledger", "--done", "1", "2"]).await;
    assert_eq!(
        String::from_utf8_lossy(&done.stdout),
        "     1  done: 누가 케이크를 가져오나요?\n     2  not there: attache ledger shows the numbers of those that are\n"
    );
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ledger(&["ledger"]).await.stdout).starts_with("0 questions"));
}

#[tokio::test]
async fn the_language_of_the_configuration_is_assumed_where_discord_tells_none_of_ours() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    std::fs::write(dir.path().join("attache.toml"), "language = \"it\"\n").unwrap();
    let child = attache(&fake, dir.path(), &["run"]);
    fake.identified(1).await;
    for (id, locale, expected) in [(1, "fr", "**Memorandum**"), (2, "ko", "**양해각서**")] {
        let mut used = events::slash(id, "mou", &json!([]), locale);
        used["guild_locale"] = json!("de");
        fake.dispatch("INTERACTION_CREATE", used);
        let response = fake.response_to(id).await;
        assert!(response["data"]["content"].as_str().unwrap().starts_with(expected), "{response}");
    }
    let mut click = events::click(3, "attache:1:gone", &events::my_message(70, "?"), "fr");
    click["guild_locale"] = json!("de");
    fake.dispatch("INTERACTION_CREATE", click);
    let response = fake.response_to(3).await;
    assert!(response["data"]["content"].as_str().unwrap().contains("non funziona più"), "{response}");
    fake.dispatch("MESSAGE_CREATE", events::direct(4, "<@100>"));
    assert!(fake.reply_to(4).await["content"].as_str().unwrap().starts_with("Fammi una domanda"));
    terminate(child).await;
}

#[tokio::test]
async fn a_day_of_ones_own_is_refused_where_it_could_not_hold() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let output = attache(&fake, dir.path(), &["run", "--today", "2026-01-20"]).wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("leave out --today 2026-01-20"), "{told}");
}

#[tokio::test]
async fn after_a_cut_nothing_is_answered_twice_and_nothing_is_lost() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.dispatch("MESSAGE_CREATE", events::direct(1, knowledge::HOW_MANY));
    fake.reply_to(1).await;

    fake.cut();
    // Sent while nobody listens: one message over again, and one new.
    fake.dispatch("MESSAGE_CREATE", events::direct(1, knowledge::HOW_MANY));
    fake.dispatch("MESSAGE_CREATE", events::direct(2, knowledge::OPENING));
    fake.resumed(1).await;
    fake.reply_to(2).await;
    bot.stop().await;
    assert_eq!((fake.replies_to(1).len(), fake.replies_to(2).len()), (1, 1));
}

#[tokio::test]
async fn an_interaction_that_comes_twice_gets_one_response() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for id in [1, 1, 2] {
        fake.dispatch("INTERACTION_CREATE", events::slash(id, "mou", &json!([]), "en-US"));
    }
    fake.response_to(2).await;
    bot.stop().await;
    assert_eq!(fake.transcript().iter().filter(|r| r.path.ends_with("/interactions/1/token-1/callback")).count(), 1);
}

#[tokio::test]
async fn a_response_that_discord_refuses_is_followed_by_a_private_apology() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::error("POST", "/callback", 400, 50035, "Invalid Form Body"));
    fake.dispatch("INTERACTION_CREATE", events::slash(1, "mou", &json!([]), "it"));
    let tries = fake.requests(2, "POST", "/callback").await;
    assert_eq!(tries[1].body["data"]["content"], "C'è stato un problema da parte mia. Riprova tra poco.");
    assert_eq!(tries[1].body["data"]["flags"], 64, "only the person sees it");
    bot.stop().await;
}

#[tokio::test]
async fn an_interaction_that_is_too_late_is_not_answered_again() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::error("POST", "/callback", 404, 10062, "Unknown interaction"));
    for id in [1, 2] {
        fake.dispatch("INTERACTION_CREATE", events::slash(id, "mou", &json!([]), "en-US"));
    }
    fake.requests(2, "POST", "/callback").await;
    bot.stop().await;
    assert_eq!(fake.transcript().iter().filter(|r| r.is("POST", "/callback")).count(), 2);
}

fn names(commands: &[Value]) -> Vec<&str> {
    commands.iter().filter_map(|command| command["name"].as_str()).collect()
}

//! Connecting: what the operator is told when Discord does not let the bot in, and how a run ends.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::future::{pending, ready};
use std::time::{Duration, Instant};

use attache::Plugin;
use attache::discord::connect::{self, ConnectError};
use attache::discord::{Settings, Token};
use serde_json::{Value, json};
use tokio::time::timeout;

use self::support::bot::{attache, terminate};
use self::support::fake::{Fake, Fault, TOKEN};
use self::support::{events, knowledge};

fn settings(json: Value) -> Settings {
    serde_json::from_value(json).unwrap()
}

async fn refusal(fake: &Fake, token: &str, json: Value) -> String {
    let http = connect::http(&Token::parse(token).unwrap(), Some(&fake.base())).unwrap();
    connect::serve(Plugin::with_settings(knowledge::desk(), settings(json)), http, pending())
        .await
        .unwrap_err()
        .to_string()
}

#[tokio::test]
async fn a_refused_token_says_how_to_get_another() {
    let fake = Fake::start().await;
    let text = refusal(&fake, "MTAw.wrong.token", json!({})).await;
    assert!(text.starts_with("Discord refuses the token"), "{text}");
    assert!(text.contains("Reset Token") && text.contains("attache chat") && !text.contains("wrong"), "{text}");
}

#[tokio::test]
async fn a_refused_intent_says_which_switch_to_turn() {
    let fake = Fake::start().await;
    let text = refusal(&fake, TOKEN, json!({"message_content": true})).await;
    assert!(text.contains("\"Message Content Intent\"") && text.contains("message_content = false"), "{text}");
}

#[tokio::test]
async fn a_discord_that_cannot_be_reached_is_an_error_at_once() {
    let base = {
        // A port that was free a moment ago, and on which nobody listens.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let http = connect::http(&Token::parse(TOKEN).unwrap(), Some(&base)).unwrap();
    let error = connect::serve(Plugin::new(knowledge::desk()), http, pending()).await.unwrap_err();
    assert_eq!(error.to_string(), "cannot reach Discord");
    assert!(std::error::Error::source(&error).is_some(), "the cause is kept");
}

#[tokio::test]
async fn a_token_that_is_reset_while_the_bot_runs_ends_the_run_with_the_same_words() {
    let fake = Fake::start().await;
    let (text, ()) = tokio::join!(refusal(&fake, TOKEN, json!({})), async {
        fake.identified(1).await;
        fake.close(4004);
    });
    assert!(text.starts_with("Discord refuses the token"), "{text}");
}

#[tokio::test]
async fn as_many_shards_are_started_as_discord_recommends_and_one_where_that_is_not_known() {
    for (recommended, first) in [(Some(3), json!([0, 3])), (Some(0), json!([0, 1])), (None, json!([0, 1]))] {
        let fake = Fake::start().await;
        fake.recommend_shards(recommended);
        let http = connect::http(&Token::parse(TOKEN).unwrap(), Some(&fake.base())).unwrap();
        connect::serve(Plugin::new(knowledge::desk()), http, fake.identified(1)).await.unwrap();
        assert_eq!(fake.first_shard(), first);
    }
}

#[tokio::test]
async fn a_start_that_would_have_the_token_reset_is_none_and_says_when_there_may_be_one() {
    let fake = Fake::start().await;
    fake.recommend_shards(Some(2));
    fake.leave_sessions(1);
    let text = refusal(&fake, TOKEN, json!({})).await;
    assert!(text.contains("would reset its token") && text.ends_with("again in 90 min"), "{text}");
    assert_eq!(fake.identified_so_far(), 0);
}

#[test]
fn an_api_base_that_is_no_address_is_named() {
    for base in ["127.0.0.1:80", "ftp://x", "http://", "http://a b"] {
        let error = connect::http(&Token::parse(TOKEN).unwrap(), Some(base)).unwrap_err();
        assert!(matches!(&error, ConnectError::ApiBase(_)), "{error}");
    }
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_ends_well_and_closes_the_connection() {
    let fake = Fake::start().await;
    let http = connect::http(&Token::parse(TOKEN).unwrap(), Some(&fake.base())).unwrap();
    let stop = async {
        fake.identified(1).await;
        fake.dispatch("MESSAGE_CREATE", events::direct(1, knowledge::HOW_MANY));
        fake.reply_to(1).await;
    };
    connect::serve(Plugin::new(knowledge::desk()), http, stop).await.unwrap();
    fake.disconnected().await;
    assert_eq!(fake.close_code(), Some(1000));
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_before_it_is_connected_ends_well_too() {
    let fake = Fake::start().await;
    let http = connect::http(&Token::parse(TOKEN).unwrap(), Some(&fake.base())).unwrap();
    connect::serve(Plugin::new(knowledge::desk()), http, ready(())).await.unwrap();
}

/// Runs the binary, tells it to stop once `until` is so, and gives how long that took; it has to end well.
async fn stopped(fake: &Fake, until: impl AsyncFnOnce(&Fake)) -> Duration {
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let child = attache(fake, dir.path(), &["run"]);
    until(fake).await;
    let start = Instant::now();
    let output = timeout(Duration::from_secs(30), terminate(child)).await.expect("the binary ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    start.elapsed()
}

#[tokio::test]
async fn told_to_stop_while_discord_leaves_a_first_request_unanswered_the_binary_ends_at_once_and_well() {
    for request in ["/gateway/bot", "/gateway"] {
        let fake = Fake::start().await;
        fake.fail_next(Fault::slow("GET", request, Duration::from_hours(1)));
        let took = stopped(&fake, async |fake: &Fake| _ = fake.requests(1, "GET", request).await).await;
        assert!(took < Duration::from_secs(3), "{request}: {took:?}");
    }
}

#[tokio::test]
async fn told_to_stop_after_a_close_for_good_that_serenity_takes_for_none_the_binary_ends_within_ten_seconds() {
    for code in [4003, 4011] {
        let fake = Fake::start().await;
        fake.refuse_identify(code);
        let took = stopped(&fake, Fake::refused).await;
        assert!(took < Duration::from_secs(12), "{code}: {took:?}");
    }
}

//! Faults of Discord and of the network: what is retried, how long we wait, and that nothing is said twice.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::time::{Duration, Instant};

use attache::discord::{Token, connect};
use serde_json::{Value, json};

use self::support::bot::{Bot, Nobody, attache, plugin, terminate};
use self::support::events::{self, ADA, CHANNEL, direct, message};
use self::support::fake::{Fake, Fault, Request, TOKEN, direct_channel};
use self::support::knowledge::{self, HOW_MANY, OPENING};

fn sent(fake: &Fake) -> Vec<Request> {
    let path = format!("/channels/{CHANNEL}/messages");
    fake.transcript().into_iter().filter(|request| request.is("POST", &path)).collect()
}

/// Runs the bot as `attache run` does, against a fake that stands in for a proxy, while `test` goes on.
async fn served(fake: &Fake, test: impl AsyncFnOnce(&Fake)) {
    let http = connect::http(&Token::parse(TOKEN).unwrap(), Some(&fake.base())).unwrap();
    let work = async {
        fake.identified(1).await;
        test(fake).await;
    };
    connect::serve(plugin(), http, work).await.unwrap();
}

#[tokio::test]
async fn after_too_many_requests_we_wait_as_long_as_discord_says() {
    let fake = Fake::start().await;
    served(&fake, async |fake: &Fake| {
        fake.fail_next(Fault::limited("POST", "/messages", 0.7));
        fake.fail_next(Fault::limited("POST", "/messages", 0.4));
        fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
        fake.reply_to(1).await;
    })
    .await;
    let sent = sent(&fake);
    assert_eq!(sent.iter().map(|request| request.status).collect::<Vec<_>>(), [429, 429, 200]);
    let pauses: Vec<Duration> = sent.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(pauses[0] >= Duration::from_millis(700) && pauses[1] >= Duration::from_millis(400), "{pauses:?}");
}

#[tokio::test]
async fn a_limit_that_does_not_say_for_how_long_is_waited_out_all_the_same() {
    let fake = Fake::start().await;
    served(&fake, async |fake: &Fake| {
        fake.fail_next(Fault::error("POST", "/messages", 429, 0, "busy"));
        fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
        fake.reply_to(1).await;
    })
    .await;
    let sent = sent(&fake);
    assert!(sent[1].at - sent[0].at >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_host_without_a_limiter_waits_too() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::limited("POST", "/messages", 0.5));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.reply_to(1).await;
    bot.stop().await;
    let sent = sent(&fake);
    assert!(sent[1].at - sent[0].at >= Duration::from_millis(500));
}

#[tokio::test]
async fn over_tls_with_serenitys_limiter_limits_are_obeyed_and_failures_retried() {
    let fake = Fake::start().await;
    let http = fake.http_of_the_world().await;
    let bot = Bot::start_with_http(&fake, http, plugin(), Nobody).await;
    fake.fail_next(Fault::limited("POST", "/messages", 0.6));
    fake.fail_next(Fault::error("POST", "/messages", 502, 0, "Bad Gateway"));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.reply_to(1).await;
    // A limit on everything the bot does.
    fake.fail_next(Fault::limited_everywhere("POST", "/messages", 0.6));
    fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
    fake.reply_to(2).await;
    fake.dispatch("INTERACTION_CREATE", events::slash(3, "mou", &json!([]), "en-US"));
    fake.response_to(3).await;
    bot.stop().await;
    let sent = sent(&fake);
    assert_eq!(sent.iter().map(|request| request.status).collect::<Vec<_>>(), [429, 502, 200, 429, 200]);
    assert!(sent[1].at - sent[0].at >= Duration::from_millis(600));
    assert!(sent[4].at - sent[3].at >= Duration::from_millis(600));
}

#[tokio::test]
async fn over_tls_a_long_wait_is_waited_out_to_its_end() {
    let fake = Fake::start().await;
    let http = fake.http_of_the_world().await;
    let bot = Bot::start_with_http(&fake, http, plugin(), Nobody).await;
    // Longer than one try may take elsewhere.
    fake.fail_next(Fault::limited_everywhere("POST", "/messages", 11.0));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.reply_to(1).await;
    bot.stop().await;
    let sent = sent(&fake);
    assert_eq!(sent.len(), 2);
    assert!(sent[1].at - sent[0].at >= Duration::from_secs(11));
}

#[tokio::test]
async fn over_tls_a_request_that_hangs_is_given_up_by_the_client_and_its_reply_shows_once() {
    let fake = Fake::start().await;
    let http = fake.http_of_the_world().await;
    let bot = Bot::start_with_http(&fake, http, plugin(), Nobody).await;
    fake.fail_next(Fault::slow("POST", "/messages", Duration::from_hours(1)));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.requests(2, "POST", "/messages").await;
    bot.stop().await;
    assert_eq!((sent(&fake).len(), fake.messages().len()), (2, 1));
}

#[tokio::test]
async fn a_private_word_whose_receipt_is_lost_shows_once() {
    let fake = Fake::start().await;
    let settings = json!({"register_commands": false, "per_person": 1});
    let bot = Bot::start_with(&fake, knowledge::desk(), settings).await;
    let private = format!("/channels/{}/messages", direct_channel(&ADA.to_string()));
    fake.fail_next(Fault::lost("POST", &private));
    for id in [1, 2] {
        fake.dispatch("MESSAGE_CREATE", message(id, &format!("<@100> {HOW_MANY}"), &json!({})));
    }
    fake.requests(2, "POST", &private).await;
    bot.stop().await;
    let channel = direct_channel(&ADA.to_string());
    assert_eq!(fake.messages().iter().filter(|message| message["channel_id"] == channel).count(), 1);
}

#[tokio::test]
async fn failures_of_discord_are_retried_with_growing_pauses_and_three_times_at_most() {
    for (failures, replied) in [(1, true), (3, true), (4, false)] {
        let fake = Fake::start().await;
        let bot = Bot::start(&fake).await;
        for status in [500, 502, 503, 504].into_iter().take(failures) {
            fake.fail_next(Fault::error("POST", "/messages", status, 0, "Internal Server Error"));
        }
        fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
        fake.requests(failures.min(3) + 1, "POST", "/messages").await;
        bot.stop().await;
        let sent = sent(&fake);
        assert_eq!(sent.len(), failures.min(3) + 1);
        assert_eq!(fake.messages().len(), usize::from(replied));
        let pauses: Vec<Duration> = sent.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
        assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]), "{pauses:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::error("POST", "/messages", 400, 50035, "Invalid Form Body"));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.dispatch("MESSAGE_CREATE", direct(2, OPENING));
    fake.reply_to(2).await;
    bot.stop().await;
    assert_eq!((fake.replies_to(1).len(), sent(&fake).len()), (0, 2));
}

#[tokio::test]
async fn a_reply_whose_receipt_is_lost_shows_once() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::lost("POST", "/messages"));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.requests(2, "POST", "/messages").await;
    // And we know where it stands: an edit finds it.
    let mut edit = direct(1, OPENING);
    edit["edited_timestamp"] = json!("2026-01-19T10:00:05Z");
    fake.dispatch("MESSAGE_UPDATE", edit);
    fake.requests(1, "PATCH", &format!("/messages/{}", fake.messages()[0]["id"].as_str().unwrap())).await;
    bot.stop().await;
    assert_eq!(fake.messages().len(), 1);
}

#[tokio::test]
async fn a_response_whose_receipt_is_lost_is_given_once_and_needs_no_apology() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::lost("POST", "/callback"));
    fake.dispatch("INTERACTION_CREATE", events::slash(1, "mou", &json!([]), "en-US"));
    let tries = fake.requests(2, "POST", "/callback").await;
    bot.stop().await;
    assert_eq!(tries[1].status, 400, "Discord has it already");
    assert_eq!(fake.take_violations(), ["interaction 1 got a second first response"]);
    assert_eq!(fake.transcript().iter().filter(|request| request.is("POST", "/callback")).count(), 2);
}

#[tokio::test]
async fn a_response_is_retried_within_the_three_seconds_that_discord_gives() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for _ in 0..2 {
        fake.fail_next(Fault::error("POST", "/callback", 500, 0, "Internal Server Error"));
    }
    let start = Instant::now();
    fake.dispatch("INTERACTION_CREATE", events::slash(1, "mou", &json!([]), "en-US"));
    fake.requests(3, "POST", "/callback").await;
    assert!(start.elapsed() < Duration::from_secs(3));
    // One that would come too late is not sent at all.
    fake.fail_next(Fault::limited("POST", "/callback", 5.0));
    fake.dispatch("INTERACTION_CREATE", events::slash(2, "mou", &json!([]), "en-US"));
    fake.requests(4, "POST", "/callback").await;
    bot.stop().await;
    let late = fake.transcript().iter().filter(|request| request.path.contains("/interactions/2/")).count();
    assert!(late <= 2, "the response, and perhaps the apology");
}

#[tokio::test]
async fn after_an_invalid_session_the_bot_is_back_and_answers_each_message_once() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.reply_to(1).await;
    fake.send_op(9, json!(false));
    fake.identified(2).await;
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.dispatch("MESSAGE_CREATE", direct(2, HOW_MANY));
    fake.reply_to(2).await;
    bot.stop().await;
    assert_eq!((fake.replies_to(1).len(), fake.replies_to(2).len()), (1, 1));
}

#[tokio::test]
async fn a_session_that_is_invalid_but_resumable_loses_nothing() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.send_op(9, json!(true));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.reply_to(1).await;
    bot.stop().await;
    assert_eq!(fake.identified_so_far(), 1, "resumed");
}

#[tokio::test]
async fn cut_while_a_reply_is_under_way_it_arrives_and_what_was_missed_is_replayed() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.fail_next(Fault::slow("POST", "/messages", Duration::from_millis(600)));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.requests(1, "POST", "/messages").await;
    fake.cut();
    for id in [1, 2, 3] {
        fake.dispatch("MESSAGE_CREATE", direct(id, OPENING));
    }
    let mut edit = direct(1, OPENING);
    edit["edited_timestamp"] = json!("2026-01-19T10:00:05Z");
    fake.dispatch("MESSAGE_UPDATE", edit);
    fake.resumed(1).await;
    fake.reply_to(3).await;
    fake.reply_to(2).await;
    fake.requests(1, "PATCH", &format!("/messages/{}", fake.messages()[0]["id"].as_str().unwrap())).await;
    bot.stop().await;
    assert_eq!((1..=3).map(|id| fake.replies_to(id).len()).collect::<Vec<_>>(), [1, 1, 1]);
}

#[tokio::test]
async fn told_to_stop_the_binary_finishes_what_is_under_way() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let child = attache(&fake, dir.path(), &["run"]);
    fake.identified(1).await;
    fake.fail_next(Fault::slow("POST", "/messages", Duration::from_millis(1500)));
    fake.fail_next(Fault::error("POST", "/messages", 500, 0, "Internal Server Error"));
    for id in [1, 2] {
        fake.dispatch(
            "MESSAGE_CREATE",
            message(id, &format!("<@100> {HOW_MANY}"), &json!({"channel_id": (20 + id).to_string()})),
        );
    }
    fake.requests(2, "POST", "/messages").await;
    let start = Instant::now();
    let output = terminate(child).await;
    assert!(output.status.success() && start.elapsed() < Duration::from_secs(10));
    assert_eq!((fake.replies_to(1).len(), fake.replies_to(2).len()), (1, 1));
    assert_eq!(fake.close_code(), Some(1000));
}

#[tokio::test]
async fn told_to_stop_the_binary_waits_ten_seconds_at_most() {
    let fake = Fake::start().await;
    let dir = tempfile::tempdir().unwrap();
    knowledge::write(dir.path());
    let child = attache(&fake, dir.path(), &["run"]);
    fake.identified(1).await;
    fake.fail_next(Fault::limited("POST", "/messages", 50.0));
    fake.dispatch("MESSAGE_CREATE", direct(1, HOW_MANY));
    fake.requests(1, "POST", "/messages").await;
    let start = Instant::now();
    let output = terminate(child).await;
    let took = start.elapsed();
    assert!((Duration::from_secs(9)..Duration::from_secs(13)).contains(&took), "{took:?}");
    assert!(output.status.success());
}

#[tokio::test]
async fn the_faults_are_those_that_were_asked_for() {
    let fake = Fake::start().await;
    let http = fake.http();
    let post = async || http.send_message(CHANNEL.into(), Vec::new(), &json!({"content": "x"})).await;
    fake.fail_next(Fault::limited("POST", "/messages", 1.5));
    fake.fail_next(Fault::lost("POST", "/messages"));
    fake.fail_next(Fault::slow("POST", "/messages", Duration::from_millis(50)));
    let errors: Vec<Option<u16>> = [post().await, post().await]
        .into_iter()
        .map(|sent| match sent.unwrap_err() {
            serenity::Error::Http(error) => error.status_code().map(|status| status.as_u16()),
            _ => None,
        })
        .collect();
    assert_eq!(errors, [Some(429), None]);
    let start = Instant::now();
    post().await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(50));
    let statuses: Vec<u16> = fake.transcript().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200, 200]);
    let contents: Vec<Value> = fake.messages().iter().map(|message| message["content"].clone()).collect();
    assert_eq!(contents, ["x", "x"], "the lost one was done");
}

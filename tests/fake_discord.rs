//! The fake Discord refuses what Discord refuses; otherwise the tests that rely on it would prove nothing.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use serde_json::{Value, json};
use serenity::all::{ChannelId, CreateCommand, CreateInteractionResponse, CreateInteractionResponseMessage, Http};

use self::support::bot::Bot;
use self::support::events;
use self::support::fake::Fake;

async fn post(http: &Http, body: &Value) -> Result<Value, String> {
    let sent = http.send_message(ChannelId::new(20), Vec::new(), body).await;
    sent.map(|message| json!(message.id.to_string())).map_err(|error| error.to_string())
}

#[tokio::test]
async fn messages_over_a_limit_are_refused() {
    let fake = Fake::start().await;
    let http = fake.http();
    let button = |id: &str| json!({"type": 2, "style": 2, "label": "x", "custom_id": id});
    for body in [
        json!({"content": "x".repeat(2001)}),
        json!({"content": "🇰🇷".repeat(600)}),
        json!({"content": ""}),
        json!({"content": "x", "nonce": "1".repeat(26)}),
        json!({"embeds": [{"type": "rich", "description": "x".repeat(4097)}]}),
        json!({"embeds": [{"type": "rich", "description": "x".repeat(4000)}, {"type": "rich", "description": "x".repeat(2001)}]}),
        json!({"embeds": [{"type": "rich", "fields": [{"name": "", "value": "x", "inline": false}]}]}),
        json!({"content": "x", "components": [{"type": 1, "components": vec![button("a"); 2]}]}),
        json!({"content": "x", "components": [{"type": 1, "components": [button(&"a".repeat(101))]}]}),
        json!({"content": "x", "allowed_mentions": {"parse": ["all"]}}),
    ] {
        assert!(post(&http, &body).await.is_err(), "{body}");
        assert_eq!(fake.take_violations().len(), 1, "{body}");
    }
    post(&http, &json!({"content": "x".repeat(2000)})).await.unwrap();
}

#[tokio::test]
async fn an_enforced_nonce_gives_the_first_message_again() {
    let fake = Fake::start().await;
    let http = fake.http();
    let body = json!({"content": "x", "nonce": "1", "enforce_nonce": true});
    let first = post(&http, &body).await.unwrap();
    assert_eq!(post(&http, &body).await.unwrap(), first);
    assert_ne!(post(&http, &json!({"content": "x", "nonce": "1"})).await.unwrap(), first);
}

#[tokio::test]
async fn another_token_and_an_unknown_route_are_refused() {
    let fake = Fake::start().await;
    let error = post(&fake.http_with_token("MTAw.wrong.token"), &json!({"content": "x"})).await.unwrap_err();
    assert!(error.contains("401"), "{error}");
    assert!(fake.take_violations().is_empty(), "a wrong token is no fault of the code");
    assert!(fake.http().get_guilds(None, None).await.is_err());
    assert_eq!(fake.take_violations(), ["unknown route GET /api/v10/users/@me/guilds"]);
}

#[tokio::test]
async fn bad_commands_are_refused_and_a_hundred_are_enough() {
    let fake = Fake::start().await;
    let http = fake.http();
    for (name, description) in [("No Good", "x"), ("x", ""), ("x", &*"x".repeat(101))] {
        assert!(http.create_global_command(&CreateCommand::new(name).description(description)).await.is_err());
        assert_eq!(fake.take_violations().len(), 1, "{name}");
    }
    for n in 0..100 {
        http.create_global_command(&CreateCommand::new(format!("c{n}")).description("x")).await.unwrap();
    }
    http.create_global_command(&CreateCommand::new("c1").description("an update")).await.unwrap();
    let full = http.create_global_command(&CreateCommand::new("c100").description("x")).await.unwrap_err();
    assert!(full.to_string().contains("Maximum number"), "{full}");
    assert_eq!(fake.commands(None).len(), 100);
}

#[tokio::test]
async fn localisations_are_listed_only_on_demand_and_commands_can_be_deleted() {
    let fake = Fake::start().await;
    let http = fake.http();
    let command = CreateCommand::new("c").description("x").description_localized("it", "y");
    let id = http.create_global_command(&command).await.unwrap().id;
    assert!(http.get_global_commands().await.unwrap()[0].description_localizations.is_none());
    assert!(http.get_global_commands_with_localizations().await.unwrap()[0].description_localizations.is_some());
    let edited = http.edit_global_command(id, &CreateCommand::new("c").description("z")).await.unwrap();
    assert_eq!(edited.description, "z");
    http.delete_global_command(id).await.unwrap();
    assert!(http.delete_global_command(id).await.is_err());
    assert!(fake.commands(None).is_empty());
}

#[tokio::test]
async fn an_interaction_takes_one_first_response_and_only_with_its_token() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let http = fake.http();
    // Not one of the plugin's commands, so nobody else responds to it.
    fake.dispatch("INTERACTION_CREATE", events::slash(1, "host", &json!([]), "en-US"));
    let response = CreateInteractionResponse::Message(CreateInteractionResponseMessage::new().content("x"));
    let respond =
        async |id: u64, token: &str| http.create_interaction_response(id.into(), token, &response, vec![]).await;
    assert!(respond(2, "token-2").await.is_err(), "never dispatched");
    assert!(respond(1, "token-2").await.is_err(), "another token");
    respond(1, "token-1").await.unwrap();
    http.edit_original_interaction_response("token-1", &json!({"content": "y"}), vec![]).await.unwrap();
    assert!(fake.take_violations().is_empty());
    assert!(respond(1, "token-1").await.is_err(), "a second one");
    assert_eq!(fake.take_violations(), ["interaction 1 got a second first response"]);
    bot.stop().await;
}

#[tokio::test]
async fn a_reconnect_request_and_a_close_bring_a_resume_that_replays() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.send_op(7, Value::Null);
    fake.dispatch("MESSAGE_CREATE", events::direct(1, support::knowledge::HOW_MANY));
    fake.resumed(1).await;
    fake.reply_to(1).await;
    fake.close(4000);
    fake.dispatch("MESSAGE_CREATE", events::direct(2, support::knowledge::HOW_MANY));
    fake.resumed(2).await;
    fake.reply_to(2).await;
    bot.stop().await;
}

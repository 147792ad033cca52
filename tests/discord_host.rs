//! Hosts: a bot that has commands, handlers and a framework of its own loses nothing to the plugin, nor the plugin to it.
//!
//! The poise host is the very example that the README names.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

#[allow(dead_code, unreachable_pub, reason = "it is a program, of which the test takes parts")]
#[path = "../examples/poise_bot.rs"]
mod poise_bot;
mod support;

use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use serenity::client::ClientBuilder;

use self::support::events::{self, message};
use self::support::fake::Fake;

fn names(fake: &Fake) -> Vec<String> {
    fake.commands(None).iter().map(|command| command["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_poise_host_and_the_plugin_share_one_client_and_one_list_of_commands() {
    let fake = Fake::start().await;
    fake.allow_message_content();
    let plugin = poise_bot::plugin();
    let intents = GatewayIntents::non_privileged() | plugin.intents();
    let framework = poise_bot::framework(plugin.clone());
    let mut client = ClientBuilder::new_with_http(fake.http(), intents)
        .framework(framework)
        .event_handler_arc(plugin.clone())
        .await
        .unwrap();
    let shards = client.shard_manager.clone();
    let running = tokio::spawn(async move { client.start().await });
    fake.identified(1).await;
    fake.requests(1, "PUT", "/applications/100/commands").await;
    assert_eq!(&names(&fake)[..3], ["ping", "ask", "topics"]);
    assert!(names(&fake).contains(&"mou".to_owned()));

    let content = |response: &Value| response["data"]["content"].as_str().unwrap().to_owned();
    fake.dispatch("INTERACTION_CREATE", events::slash(1, "ping", &json!([]), "en-US"));
    assert_eq!(content(&fake.response_to(1).await), "Pong!");
    fake.dispatch("INTERACTION_CREATE", events::slash(2, "mou", &json!([]), "it"));
    assert!(content(&fake.response_to(2).await).starts_with("**Memorandum"));
    fake.dispatch("MESSAGE_CREATE", message(3, "<@100> What did Korea and Italy sign in Seoul?", &json!({})));
    fake.reply_to(3).await;
    shards.shutdown_all().await;
    plugin.finished().await;
    running.abort();
    assert_eq!(fake.replies_to(3).len(), 1, "the host keeps out of it");
    let responses = fake.transcript().into_iter().filter(|request| request.is("POST", "/callback")).count();
    assert_eq!(responses, 2, "each gets one response, from whose command it is");
}

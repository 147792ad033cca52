//! Hosts: a bot that has commands, handlers and a framework of its own loses nothing to the plugin, nor the plugin to it.
//!
//! The poise host is the very example that the README names.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

#[allow(dead_code, unreachable_pub, reason = "it is a program, of which the test takes parts")]
#[path = "../examples/poise_bot.rs"]
mod poise_bot;
mod support;

use std::sync::Arc;

use serde_json::{Value, json};
use serenity::all::{Context, CreateCommand, EventHandler, GatewayIntents, Http, Ready};
use serenity::async_trait;
use serenity::client::ClientBuilder;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use self::support::bot::{Bot, plugin};
use self::support::events::{self, message};
use self::support::fake::Fake;
use self::support::knowledge;

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

/// The id of a command of this name.
fn id_of(fake: &Fake, name: &str) -> Value {
    fake.commands(None).iter().find(|command| command["name"] == name).unwrap()["id"].clone()
}

#[tokio::test]
async fn a_command_of_the_hosts_that_is_called_like_ours_is_the_hosts_to_answer() {
    let fake = Fake::start().await;
    let host = CreateCommand::new("about").description("About the host");
    fake.http().create_global_command(&host).await.unwrap();
    let bot = Bot::start_with(&fake, knowledge::desk(), json!({})).await;
    fake.requests(1, "GET", "/applications/100/commands").await;
    // A reply to what comes after the list was read.
    fake.dispatch("MESSAGE_CREATE", events::direct(9, knowledge::HOW_MANY));
    fake.reply_to(9).await;

    let mut used = events::slash(1, "about", &json!([]), "en-US");
    used["data"]["id"] = id_of(&fake, "about");
    let mut typing = events::typing(2, "about", "question", "x", "en-US");
    typing["data"]["id"] = id_of(&fake, "about");
    let mut in_one_server = events::slash(3, "ask", &json!([events::question("x")]), "en-US");
    in_one_server["data"]["guild_id"] = json!(events::GUILD.to_string());
    for event in [used, typing, in_one_server, events::slash(4, "mou", &json!([]), "en-US")] {
        fake.dispatch("INTERACTION_CREATE", event);
    }
    fake.response_to(4).await;
    bot.stop().await;
    let responses: Vec<String> =
        fake.transcript().into_iter().filter(|it| it.is("POST", "/callback")).map(|it| it.path).collect();
    assert_eq!(responses, ["/api/v10/interactions/4/token-4/callback"]);
    assert_eq!(names(&fake), ["about"], "nothing is written while a name is the host's");
}

#[tokio::test]
async fn the_hosts_limiter_does_not_grow_with_every_interaction() {
    /// Gives away the way to Discord that all handlers share.
    struct Host(UnboundedSender<Arc<Http>>);

    #[async_trait]
    impl EventHandler for Host {
        async fn ready(&self, ctx: Context, _: Ready) {
            self.0.send(ctx.http).unwrap();
        }
    }

    let fake = Fake::start().await;
    let (sender, mut shared) = unbounded_channel();
    let http = fake.http_of_the_world().await;
    let bot = Bot::start_with_http(&fake, http, plugin(), Host(sender)).await;
    let http = shared.recv().await.unwrap();
    for id in 1..=20 {
        fake.dispatch("INTERACTION_CREATE", events::slash(id, "mou", &json!([]), "en-US"));
        fake.response_to(id).await;
    }
    bot.stop().await;
    let known = http.ratelimiter.as_ref().unwrap().routes().read().await.len();
    assert!(known <= 1, "the limiter knows {known} routes");
}

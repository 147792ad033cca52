//! The bot that is tested: in this process, or as the binary.

use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;

use attache::Plugin;
use attache::desk::Desk;
use attache::discord::Settings;
use serde_json::Value;
use serenity::all::{Client, Context, Event, EventHandler, Http, RawEventHandler, ShardManager};
use serenity::async_trait;
use serenity::client::ClientBuilder;
use tokio::process::{Child, Command};

use super::fake::{Fake, TOKEN};
use super::knowledge;

/// A client with the plugin, connected to a fake Discord.
pub struct Bot {
    pub plugin: Arc<Plugin>,
    shards: Arc<ShardManager>,
    running: tokio::task::JoinHandle<serenity::Result<()>>,
}

impl Bot {
    /// Connects with the small knowledge base, without registering commands.
    pub async fn start(fake: &Fake) -> Bot {
        Bot::start_with(fake, knowledge::desk(), serde_json::json!({"register_commands": false})).await
    }

    /// Connects with settings as they stand in a configuration.
    pub async fn start_with(fake: &Fake, desk: Arc<Desk>, settings: Value) -> Bot {
        Bot::start_beside(fake, desk, settings, Nobody).await
    }

    /// Connects beside a host's handler.
    pub async fn start_beside(fake: &Fake, desk: Arc<Desk>, settings: Value, host: impl EventHandler + 'static) -> Bot {
        let settings: Settings = serde_json::from_value(settings).expect("they are settings");
        Bot::start_plugin(fake, Plugin::with_settings(desk, settings), host).await
    }

    /// Connects a plugin that is made already.
    pub async fn start_plugin(fake: &Fake, plugin: Plugin, host: impl EventHandler + 'static) -> Bot {
        Bot::start_with_http(fake, fake.http(), plugin, host).await
    }

    /// The same, with a way to Discord of the test's own.
    pub async fn start_with_http(fake: &Fake, http: Http, plugin: Plugin, host: impl EventHandler + 'static) -> Bot {
        let plugin = Arc::new(plugin);
        let builder = ClientBuilder::new_with_http(http, plugin.intents())
            .event_handler(host)
            .event_handler_arc(plugin.clone())
            .raw_event_handler(Strict { report: Box::new(fake.reporter()) });
        let mut client: Client = builder.await.expect("a client can be built");
        let shards = client.shard_manager.clone();
        let before = fake.identified_so_far();
        let running = tokio::spawn(async move { client.start().await });
        fake.identified(before + 1).await;
        Bot { plugin, shards, running }
    }

    /// Disconnects, and waits for what is under way.
    pub async fn stop(self) {
        self.shards.shutdown_all().await;
        self.plugin.finished().await;
        self.running.abort();
    }
}

/// The first response to an interaction, of a bot that has just started and knows nothing of what was before.
pub async fn first_response(plugin: Plugin, event: Value) -> Value {
    let id = event["id"].as_str().and_then(|id| id.parse().ok()).expect("an interaction has an id");
    let fake = Fake::start().await;
    let bot = Bot::start_plugin(&fake, plugin, Nobody).await;
    fake.dispatch("INTERACTION_CREATE", event);
    let response = fake.response_to(id).await;
    bot.stop().await;
    response
}

/// A plugin with the small knowledge base that registers no commands.
pub fn plugin() -> Plugin {
    let settings = serde_json::from_value(serde_json::json!({"register_commands": false}));
    Plugin::with_settings(knowledge::desk(), settings.expect("they are settings"))
}

/// A host without handlers of its own.
pub struct Nobody;

impl EventHandler for Nobody {}

/// Fails the test for an event that serenity could not read: it would only drop it.
struct Strict {
    report: Box<dyn Fn(String) + Send + Sync>,
}

#[async_trait]
impl RawEventHandler for Strict {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Unknown(event) = event {
            (self.report)(format!("serenity could not read the event {event:?}"));
        }
    }
}

/// Starts `attache` with these arguments, the knowledge base in `dir`, and the fake as its Discord.
pub fn attache(fake: &Fake, dir: &Path, args: &[&str]) -> Child {
    attache_with_token(fake, dir, args, TOKEN)
}

/// The same, with any token.
pub fn attache_with_token(fake: &Fake, dir: &Path, args: &[&str], token: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(args)
        .args(["--knowledge".as_ref(), dir])
        .env("DISCORD_TOKEN", token)
        .env("DISCORD_API_BASE", fake.base())
        .env("RUST_LOG", "attache=debug,serenity=info")
        .env_remove("ATTACHE_CONFIG")
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the binary starts")
}

/// Tells a process to stop, as an init system does, and waits for its end.
pub async fn terminate(child: Child) -> Output {
    let id = child.id().expect("it is running").to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().await.expect("there is a kill command");
    assert!(told.success());
    child.wait_with_output().await.expect("the process ends")
}

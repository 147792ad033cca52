//! A bot of one's own, with its own handler, to which Attaché is added in three lines.
//!
//! Run it with a bot's token: `DISCORD_TOKEN=… cargo run --example host_bot`. Say `!ping` for the host's own
//! answer (in a server that takes the message content intent; a direct message needs none), and mention the bot
//! with a question for Attaché's.

use std::sync::Arc;

use attache::Plugin;
use attache::desk::Desk;
use attache::knowledge;
use attache::matching::Thresholds;
use serenity::all::{Client, Context, EventHandler, GatewayIntents, Message};
use serenity::async_trait;

/// What the bot does besides: it knows nothing of Attaché.
struct Host;

#[async_trait]
impl EventHandler for Host {
    async fn message(&self, ctx: Context, message: Message) {
        if message.content == "!ping"
            && let Err(problem) = message.channel_id.say(&ctx.http, "Pong!").await
        {
            tracing::error!(%problem, "no pong");
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("DISCORD_TOKEN")?;

    // The three lines: what it answers from, the plugin, and (below) the plugin beside the host's handler.
    let desk = Arc::new(Desk::new(knowledge::built_in(), Thresholds::default()));
    let plugin = Plugin::new(desk);

    let intents = GatewayIntents::GUILD_MESSAGES | plugin.intents();
    let mut client = Client::builder(token, intents).event_handler(Host).event_handler(plugin).await?;
    Ok(client.start().await?)
}

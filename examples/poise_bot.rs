//! A bot on the poise framework, to which Attaché is added.
//!
//! poise registers its commands by bulk overwrite, which would delete Attaché's. So they are registered together:
//! Attaché is told to leave it alone, and gives its commands to the host.
//!
//! Run it with a bot's token: `DISCORD_TOKEN=… cargo run --example poise_bot`. `/ping` is the host's, `/ask` is
//! Attaché's, and so are mentions: the host turns off that poise takes them for a prefix.

use std::sync::Arc;

use attache::Plugin;
use attache::desk::Desk;
use attache::discord::Settings;
use attache::knowledge;
use attache::matching::Thresholds;
use poise::serenity_prelude::{self as serenity, GatewayIntents};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Says pong.
#[poise::command(slash_command)]
async fn ping(ctx: poise::Context<'_, (), Error>) -> Result<(), Error> {
    ctx.say("Pong!").await?;
    Ok(())
}

/// The host's framework, which registers Attaché's commands with its own.
pub fn framework(attache: Arc<Plugin>) -> poise::Framework<(), Error> {
    poise::Framework::builder()
        .options(poise::FrameworkOptions {
            commands: vec![ping()],
            prefix_options: poise::PrefixFrameworkOptions { mention_as_prefix: false, ..Default::default() },
            ..Default::default()
        })
        .setup(move |ctx, _ready, framework| {
            Box::pin(async move {
                let host = &framework.options().commands;
                let mut commands = poise::builtins::create_application_commands(host);
                let beside = attache.commands(host.iter().map(|command| command.name.as_ref()));
                commands.extend(beside.map_err(|problems| format!("{problems:?}"))?);
                serenity::Command::set_global_commands(ctx, commands).await?;
                Ok(())
            })
        })
        .build()
}

/// Attaché, which leaves registering to the host.
pub fn plugin() -> Arc<Plugin> {
    let desk = Arc::new(Desk::new(knowledge::built_in(), Thresholds::default()));
    let mut settings = Settings::default();
    settings.register_commands = false;
    Arc::new(Plugin::with_settings(desk, settings))
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let token = std::env::var("DISCORD_TOKEN")?;
    let plugin = plugin();
    let intents = GatewayIntents::non_privileged() | plugin.intents();
    let framework = framework(plugin.clone());
    let mut client =
        serenity::ClientBuilder::new(token, intents).framework(framework).event_handler_arc(plugin).await?;
    Ok(client.start().await?)
}

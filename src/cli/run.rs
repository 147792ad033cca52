//! `attache run`: connects to Discord and serves until it is told to stop.

use std::sync::Arc;

use anyhow::Context;
use tokio::runtime::{Builder, Runtime};

use super::Exit;
use super::memory;
use super::open::Setting;
use crate::Plugin;
use crate::discord::{Settings, Token, connect};

/// The environment variable that sends REST calls elsewhere than to discord.com.
const API_BASE: &str = "DISCORD_API_BASE";

/// Connects to Discord and answers until it is told to stop (Ctrl-C, SIGTERM)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The bot's token comes from DISCORD_TOKEN, or from the file named as token_file under [discord].

Examples:
  DISCORD_TOKEN=... attache run
  RUST_LOG=attache=debug attache run --config attache.toml")]
pub(super) struct Args {}

pub(super) fn run(_: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let settings = Settings { language: setting.config.language, ..setting.config.discord.clone() };
    let token = Token::find(&settings)?;
    let plugin = with_ledger(Plugin::with_settings(Arc::new(setting.desk()?), settings), setting)?;
    memory::give_back();
    runtime()?.block_on(async {
        let shutdown = shutdown().context("cannot listen for signals")?;
        let http = connect::http(&token, api_base().as_deref())?;
        connect::serve(plugin, http, shutdown).await?;
        Ok(Exit::Fine)
    })
}

/// The plugin with the ledger that the configuration names, if it names one.
#[cfg(feature = "sqlite")]
fn with_ledger(plugin: Plugin, setting: &Setting) -> anyhow::Result<Plugin> {
    match &setting.config.ledger.file {
        Some(file) => Ok(plugin.with_ledger(Arc::new(crate::ledger::Sqlite::open(file)?))),
        None => Ok(plugin),
    }
}

#[cfg(not(feature = "sqlite"))]
fn with_ledger(plugin: Plugin, _: &Setting) -> anyhow::Result<Plugin> {
    Ok(plugin)
}

/// Two workers: one can always take the next event while the other writes.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start the async runtime")
}

pub(super) fn api_base() -> Option<String> {
    std::env::var(API_BASE).ok().filter(|base| !base.trim().is_empty())
}

/// Ready when the process is told to stop. The signals are caught from the call on, not from the first poll.
#[cfg(unix)]
fn shutdown() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ready when the process is told to stop.
#[cfg(not(unix))]
fn shutdown() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the system ends the process on its own.
            std::future::pending::<()>().await;
        }
    })
}

//! `attache run`: connects to Discord and serves until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serenity::http::Http;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::warn;

use super::Exit;
use super::memory;
use super::open::Setting;
use crate::Plugin;
use crate::discord::{Settings, Token, connect};

/// The environment variable that sends REST calls elsewhere than to discord.com.
const API_BASE: &str = "DISCORD_API_BASE";
/// How much longer we wait for a shutdown than it may take, and then for what is left of it.
const GRACE: Duration = Duration::from_secs(1);

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
    let http = connect::http(&token, api_base().as_deref())?;
    let runtime = runtime()?;
    // Signals are heard in another runtime, on this thread. serenity takes some ends of a connection for none and polls it
    // without a pause until the next heartbeat, and meanwhile nothing else in its runtime may be woken.
    let listening = Builder::new_current_thread().enable_all().build().context("cannot start the async runtime")?;
    let ended = listening.block_on(serve(&runtime, plugin, http));
    // All that has to be waited for was; neither such polling nor a look-up of a name that hangs may keep the process.
    runtime.shutdown_timeout(GRACE);
    ended.map(|()| Exit::Fine)
}

/// Serves in `runtime` until a signal comes, and then for as long as a shutdown may take.
async fn serve(runtime: &Runtime, plugin: Plugin, http: Http) -> anyhow::Result<()> {
    let told = told_to_stop().context("cannot listen for signals")?;
    let (stop, stopped) = oneshot::channel();
    let mut serving = runtime.spawn(connect::serve(plugin, http, async {
        // An error would mean that the sender is gone, which is below until the end.
        let _ = stopped.await;
    }));
    let ended = tokio::select! {
        ended = &mut serving => ended,
        () = told => {
            // If it has just ended, it need not be told.
            let _ = stop.send(());
            let Ok(ended) = timeout(connect::SHUTDOWN + GRACE, serving).await else {
                warn!("ended by force: the connection to Discord did not close");
                return Ok(());
            };
            ended
        }
    };
    Ok(ended??)
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
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
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
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the system ends the process on its own.
            std::future::pending::<()>().await;
        }
    })
}

//! The command line: one file a subcommand.

mod aims;
mod ask;
mod batch;
mod chat;
mod check;
#[cfg(feature = "discord")]
mod commands;
mod eval;
mod fmt;
mod json;
#[cfg(feature = "sqlite")]
mod ledger;
mod lines;
mod memory;
mod open;
mod reliability;
#[cfg(feature = "discord")]
mod run;
mod schema;
mod stats;
mod table;
mod text;
mod timeline;
mod topics;
mod unread;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::stream::RawStream;
#[cfg(feature = "discord")]
use anyhow::bail;
use clap::{Parser, Subcommand};
use jiff::civil::Date;
use tracing_subscriber::EnvFilter;

use self::unread::Unread;
use crate::config::Config;

/// Answers questions about a partnership from a knowledge base that moderators curate.
#[derive(Debug, Parser)]
#[command(name = "attache", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    /// The knowledge folder [default: `knowledge` here, else the one that is compiled in]
    #[arg(long, value_name = "DIR", global = true, env = "ATTACHE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
    /// The configuration file [default: `attache.toml` here, if there is one]
    #[arg(long, value_name = "FILE", global = true, env = "ATTACHE_CONFIG")]
    config: Option<PathBuf>,
    /// Answer as if it were this day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    today: Option<Date>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  attache chat                                              try it, no token needed
  attache ask \"What did Korea and Italy sign in Seoul?\"     one question
  attache check                                             is the knowledge base sound?
  DISCORD_TOKEN=... attache run                             connect to Discord";

#[derive(Debug, Subcommand)]
enum Command {
    Ask(ask::Args),
    Chat(chat::Args),
    Batch(batch::Args),
    Check(check::Args),
    Eval(eval::Args),
    Fmt(fmt::Args),
    Schema(schema::Args),
    Timeline(timeline::Args),
    Stats(stats::Args),
    #[cfg(feature = "sqlite")]
    Ledger(ledger::Args),
    #[cfg(feature = "discord")]
    Run(run::Args),
    #[cfg(feature = "discord")]
    Commands(commands::Args),
}

impl Command {
    /// What is logged unless `RUST_LOG` says otherwise: a service tells what it does, a command only what is amiss.
    const fn logs(&self) -> &'static str {
        match self {
            #[cfg(feature = "discord")]
            Command::Run(_) => crate::discord::DEFAULT_LOG,
            _ => "warn",
        }
    }
}

/// What a subcommand ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Fine.
    Fine,
    /// The work found something wrong, such as a failed check.
    FoundWrong,
}

/// The exit status for bad usage and for input that cannot be read; clap uses the same for bad usage.
const UNREADABLE: u8 = 2;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    memory::settle();
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|error| {
        if std::env::var_os(EnvFilter::DEFAULT_ENV).is_some_and(|set| !set.is_empty()) {
            let _unread = writeln!(io::stderr(), "warning: {} is left aside: {error}", EnvFilter::DEFAULT_ENV);
        }
        EnvFilter::new(cli.command.logs())
    });
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(coloured(&io::stderr()))
        // It would tell of a log that cannot be written in that log, and panic.
        .log_internal_errors(false)
        .init();
    match run(cli) {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::FoundWrong) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(UNREADABLE)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    #[cfg(feature = "discord")]
    if let (Command::Run(_), Some(day)) = (&cli.command, cli.today) {
        bail!("on Discord it is always today: leave out --today {day}, or try that day with attache chat");
    }
    let config = Config::load(cli.config.as_deref())?;
    let setting = open::Setting {
        knowledge: cli.knowledge.or_else(|| config.knowledge.clone()),
        today: cli.today.unwrap_or_else(|| jiff::Zoned::now().date()),
        config,
    };
    let colour = coloured(&io::stdout());
    // What is checked and written does not depend on who reads of it.
    let out = || Unread::new(io::stdout().lock());
    match cli.command {
        Command::Ask(args) => ask::run(&args, &setting),
        Command::Chat(args) => chat::run(&args, &setting),
        Command::Batch(args) => batch::run(&args, &setting),
        Command::Check(args) => check::run(&args, &setting, colour, &mut out()),
        Command::Eval(args) => eval::run(&args, &setting),
        Command::Fmt(args) => fmt::run(&args, setting.folder(), colour, &mut out()),
        Command::Schema(args) => schema::run(&args, setting.folder(), &mut out()),
        Command::Timeline(args) => timeline::run(&args, &setting),
        Command::Stats(args) => stats::run(&args, &setting),
        #[cfg(feature = "sqlite")]
        Command::Ledger(args) => ledger::run(&args, &setting),
        #[cfg(feature = "discord")]
        Command::Run(args) => run::run(&args, &setting),
        #[cfg(feature = "discord")]
        Command::Commands(args) => commands::run(&args, &setting),
    }
}

/// Whether a stream is a terminal that wants colours (`NO_COLOR` says that it does not).
fn coloured<S: RawStream>(stream: &S) -> bool {
    stream.is_terminal() && anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}

/// Whether whoever read our output has gone away (`attache batch | head`): that is no fault.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref::<io::Error>() {
        Some(error) => Some(error.kind()),
        None => cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind),
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

/// Prints an error with its causes.
fn report(error: &anyhow::Error) {
    let mut out = anstream::stderr().lock();
    let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    // When standard error is gone there is nobody left to tell.
    let _ = writeln!(out, "{style}error{style:#}: {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(out, "  because {cause}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}

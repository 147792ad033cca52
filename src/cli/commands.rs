//! `attache commands`: shows what registering the slash commands changes, and does it.

use std::io::{self, Write};
use std::sync::Arc;

use super::Exit;
use super::open::Setting;
use crate::discord::diff::{Change, Scope};
use crate::discord::{Token, connect, registration};

use super::run::{api_base, runtime};

/// Registers, updates and shows the slash commands: only our own, only what changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each line shows one command: + is new, ~ is changed, = is as it should be.

Examples:
  attache commands --dry-run
  attache commands")]
pub(super) struct Args {
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let settings = &setting.config.discord;
    let token = Token::find(settings)?;
    let desk = Arc::new(setting.desk()?);
    let scope = settings.guild.map_or(Scope::Everywhere, Scope::Guild);
    let http = connect::http(&token, api_base().as_deref())?;
    runtime()?.block_on(async {
        let changes = connect::plan(&desk, scope, &http).await?;
        print(&changes, args.dry_run)?;
        if args.dry_run {
            return Ok(Exit::Fine);
        }
        match registration::apply(&http, &changes, scope).await {
            Ok(_) => Ok(Exit::Fine),
            Err(problems) => {
                for problem in problems {
                    writeln!(io::stderr(), "error: {:#}", anyhow::Error::new(problem))?;
                }
                Ok(Exit::FoundWrong)
            }
        }
    })
}

fn print(changes: &[Change], dry_run: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for change in changes {
        writeln!(out, "{change}")?;
    }
    let writes = changes.iter().filter(|change| change.write().is_some()).count();
    match (writes, dry_run) {
        (0, _) => writeln!(out, "nothing to write"),
        (_, true) => writeln!(out, "{writes} to write; nothing was written"),
        (_, false) => writeln!(out, "{writes} to write"),
    }
}

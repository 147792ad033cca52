//! `attache commands`: shows what registering the slash commands changes, and does it.

use std::io::{self, Write};

use super::Exit;
use super::open::Setting;
use super::unread::Unread;
use crate::discord::diff::{Change, Scope};
use crate::discord::{Token, connect};

use super::run::{api_base, runtime};

/// Registers, updates and shows the slash commands: only our own, only what changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each line shows one command: + is new, ~ is changed, = is as it should be, - is ours and goes, ? is not ours and
stays, ! is not ours and in the way. With a guild set under [discord], ours belong in that server alone, and those that
are registered everywhere go, too.

Examples:
  attache commands --dry-run
  attache commands
  attache commands --remove          before Attaché leaves the application")]
pub(super) struct Args {
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take all commands of Attaché away, everywhere and in the guild that is set, and none that is not Attaché's
    #[arg(long)]
    remove: bool,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let settings = &setting.config.discord;
    let token = Token::find(settings)?;
    let knowledge = setting.load()?;
    let scope = settings.guild.map_or(Scope::Everywhere, Scope::Guild);
    let http = connect::http(&token, api_base().as_deref())?;
    runtime()?.block_on(async {
        let registrar = connect::registrar(&http, scope).await?;
        let changes = if args.remove { registrar.plan_removal().await? } else { registrar.plan(&knowledge).await? };
        print(&changes, args.dry_run)?;
        if args.dry_run {
            let clashes = changes.iter().any(|change| matches!(change, Change::Clash(_)));
            return Ok(if clashes { Exit::FoundWrong } else { Exit::Fine });
        }
        match registrar.apply(&changes).await {
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
    let mut out = Unread::new(io::stdout().lock());
    for change in changes {
        writeln!(out, "{change}")?;
    }
    let writes = changes.iter().filter(|change| change.is_write()).count();
    match (writes, dry_run) {
        (0, _) => writeln!(out, "nothing to write"),
        (_, true) => writeln!(out, "{writes} to write; nothing was written"),
        (_, false) => writeln!(out, "{writes} to write"),
    }
}

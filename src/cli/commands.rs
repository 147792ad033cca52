//! `attache commands`: shows what registering the slash commands changes, and does it.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use crate::desk::Desk;
use crate::discord::diff::{Change, Scope};
use crate::discord::{Settings, Token, connect, registration};

use super::run::{api_base, runtime};

/// Prints the differences, a line each; writes them unless `dry_run`.
pub(super) fn run(desk: &Arc<Desk>, settings: &Settings, token: &Token, dry_run: bool) -> anyhow::Result<ExitCode> {
    let scope = settings.guild.map_or(Scope::Everywhere, Scope::Guild);
    let http = connect::http(token, api_base().as_deref())?;
    runtime()?.block_on(async {
        let changes = connect::plan(desk, scope, &http).await?;
        print(&changes, dry_run)?;
        if dry_run {
            return Ok(ExitCode::SUCCESS);
        }
        match registration::apply(&http, &changes, scope).await {
            Ok(_) => Ok(ExitCode::SUCCESS),
            Err(problems) => {
                for problem in problems {
                    writeln!(io::stderr(), "error: {:#}", anyhow::Error::new(problem))?;
                }
                Ok(ExitCode::from(1))
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

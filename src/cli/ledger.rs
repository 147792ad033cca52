//! `attache ledger`: what people passed on to the moderators, and how they voted.

use std::io::{self, Write};

use anyhow::bail;
use serde_json::json;

use super::Exit;
use super::open::Setting;
use super::table::write_table;
use super::text::{BOLD, DIM};
use crate::knowledge::count;
use crate::ledger::Sqlite;

/// Shows the questions that people passed on to the moderators, and the votes on answers
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The ledger is the file that `file` names under [ledger]; without one nothing is kept, and no button offers it.

Examples:
  attache ledger
  attache ledger --json | jq -r '.questions[].question'")]
pub(super) struct Args {
    /// Print it as one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let Some(file) = &setting.config.ledger.file else {
        bail!("there is no ledger: set file under [ledger] in the configuration, or ATTACHE_LEDGER__FILE");
    };
    if !file.is_file() {
        bail!("the ledger {} is not there yet: attache run makes it", file.display());
    }
    let ledger = Sqlite::open(file)?;
    let (questions, votes) = (ledger.questions()?, ledger.votes()?);
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &json!({"questions": questions, "votes": votes}))?;
        writeln!(out)?;
        return Ok(Exit::Fine);
    }
    let mut out = anstream::stdout().lock();
    writeln!(out, "{BOLD}{}{BOLD:#} passed on to the moderators", count(questions.len(), "question", "questions"))?;
    for waiting in &questions {
        let day = waiting.passed_on.get(..10).unwrap_or_default();
        // A line break or a control character in a question must not act on the terminal.
        let question: String = waiting.question.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ");
        writeln!(out, "  {DIM}{day} {}{DIM:#}  {question}", waiting.lang)?;
    }
    if !votes.is_empty() {
        writeln!(out)?;
        let header = ["entry", "helpful", "not helpful"].map(str::to_owned).to_vec();
        let rows = votes
            .iter()
            .map(|tally| vec![tally.entry.clone(), tally.helpful.to_string(), tally.not_helpful.to_string()]);
        write_table(&mut out, &std::iter::once(header).chain(rows).collect::<Vec<_>>())?;
    }
    Ok(Exit::Fine)
}

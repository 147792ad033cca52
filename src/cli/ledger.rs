//! `attache ledger`: what people passed on to the moderators, and how they voted; takes out what is dealt with.

use std::io::{self, Write};

use anyhow::bail;
use serde_json::json;

use super::Exit;
use super::open::Setting;
use super::table::write_table;
use super::text::{BOLD, DIM};
use super::unread::Unread;
use crate::knowledge::{count, is_hidden};
use crate::ledger::Sqlite;

/// Shows the questions that people passed on to the moderators, and the votes on answers
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The ledger is the file that `file` names under [ledger]; without one nothing is kept, and no button offers it.

What is marked as done is taken out with all that was kept of it, and makes room for others.

Examples:
  attache ledger
  attache ledger --done 3 4          the numbers stand before the questions
  attache ledger --json | jq -r '.questions[].question'")]
pub(super) struct Args {
    /// Print it as one JSON object
    #[arg(long)]
    json: bool,
    /// Take out the questions of these numbers: the moderators have dealt with them
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with = "json")]
    done: Vec<i64>,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let Some(file) = &setting.config.ledger.file else {
        bail!("there is no ledger: set file under [ledger] in the configuration, or ATTACHE_LEDGER__FILE");
    };
    if !file.is_file() {
        bail!("the ledger {} is not there yet: attache run makes it", file.display());
    }
    if !args.done.is_empty() {
        return take_out(&Sqlite::open(file)?, &args.done);
    }
    let ledger = Sqlite::open_to_read(file)?;
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
        let question = harmless(&waiting.question);
        writeln!(out, "  {:>4}  {DIM}{day} {}{DIM:#}  {question}", waiting.id, waiting.lang)?;
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

/// Takes out the questions of these numbers. One that is not there is told, and found wrong.
fn take_out(ledger: &Sqlite, ids: &[i64]) -> anyhow::Result<Exit> {
    let mut out = Unread::new(anstream::stdout().lock());
    let mut exit = Exit::Fine;
    for id in ids {
        if let Some(question) = ledger.done(*id)? {
            writeln!(out, "  {id:>4}  done: {}", harmless(&question))?;
        } else {
            writeln!(out, "  {id:>4}  not there: attache ledger shows the numbers of those that are")?;
            exit = Exit::FoundWrong;
        }
    }
    Ok(exit)
}

/// A question in one line: neither a line break nor a control character in it may act on the terminal, nor may one that turns
/// the direction of writing make it look like another question.
fn harmless(question: &str) -> String {
    let shown = |c: char| match c {
        // What joins the parts of an emoji is harmless.
        JOINER => Some(c),
        c if c.is_control() => Some(' '),
        c => (!is_hidden(c)).then_some(c),
    };
    question.chars().filter_map(shown).collect()
}

/// The zero-width joiner.
const JOINER: char = '\u{200d}';

//! `attache ask`: one question, one reply.

use std::io::{self, Write};
use std::time::Instant;

use super::Exit;
use super::json::ReplyJson;
use super::open::Setting;
use super::text::{BOLD, DIM, write_reply};
use crate::lang::Lang;
use crate::matching::{Coverage, Explanation, Reason};

/// Asks one question and prints the reply
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  attache ask \"What did Korea and Italy sign in Seoul?\"
  attache ask 반도체 MOU가 뭐야
  attache ask --explain \"hw many mous did they sing\"
  attache ask --json --lang it MOU")]
pub(super) struct Args {
    /// The question; words are joined by spaces
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// The language that you speak, for questions that do not tell: en, it or ko
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Print the reply as JSON
    #[arg(long)]
    json: bool,
    /// Show why: words covered and not, corrections, the runner-up
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let desk = setting.desk()?;
    let question = setting.question(&args.question.join(" "), args.lang);
    let start = Instant::now();
    let reply = desk.ask(&question);
    let took = start.elapsed();
    let explanation = args.explain.then(|| desk.explain(&question));
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &ReplyJson::new(&reply, took, explanation.as_ref()))?;
        writeln!(out)?;
    } else {
        let mut out = anstream::stdout().lock();
        write_reply(&mut out, &reply, &desk.shelf().knowledge.topics)?;
        if let Some(explanation) = &explanation {
            write_explanation(&mut out, explanation)?;
        }
    }
    Ok(Exit::Fine)
}

/// Writes the receipt of a reply.
pub(super) fn write_explanation(out: &mut impl Write, why: &Explanation) -> io::Result<()> {
    writeln!(out, "\n{BOLD}Why{BOLD:#} {DIM}(read as {} in {}){DIM:#}", quoted(&why.read_as), why.lang)?;
    for word in &why.words {
        let taken_for = word.taken_for.as_ref().map(|meant| format!(" read as {}", quoted(meant))).unwrap_or_default();
        let coverage = match word.coverage {
            Coverage::Filler => "says nothing by itself".to_owned(),
            Coverage::Word => "covered".to_owned(),
            Coverage::Term => "covered by a synonym".to_owned(),
            Coverage::Part(share) => format!("covered in part ({:.0} %)", share * 100.0),
            Coverage::None => "not covered".to_owned(),
        };
        writeln!(out, "  {:<20} weight {:.2}  {coverage}{taken_for}", quoted(&word.word), word.weight)?;
    }
    for (place, entry) in (1..).zip(&why.ranked) {
        writeln!(
            out,
            "  {place}. {BOLD}{}{BOLD:#} {:.3}  nearest phrasing: {}",
            entry.id,
            entry.score,
            quoted(&entry.phrasing)
        )?;
        writeln!(
            out,
            "     {DIM}like its phrasings {:.2}, like the nearest {:.2}, like its answer {:.2}, covers {:.0} %{DIM:#}",
            entry.asked,
            entry.nearest,
            entry.told,
            entry.coverage * 100.0
        )?;
        if let Some(learned) = entry.learned {
            writeln!(out, "     {DIM}by what was learned of all entries {learned:+.2}{DIM:#}")?;
        }
        if let Some(word) = &entry.contradicted_by {
            writeln!(
                out,
                "     {} is a subject, name, number, year or place that this entry does not know",
                quoted(word)
            )?;
        }
        if entry.asks_for_something_else {
            writeln!(out, "     it asks for something else than this entry's phrasings do")?;
        }
        if entry.given_the_other_way {
            writeln!(out, "     it asks for what was given the other way round")?;
        }
        if entry.elsewhere {
            writeln!(
                out,
                "     its phrasings have this as the other partner's or the other way round, or it does not name the city"
            )?;
        }
        if entry.nearer_to_a_not > 0.0 {
            writeln!(out, "     nearer to a question in its `not`, by {:.2}", entry.nearer_to_a_not)?;
        }
        if entry.told_by_a_not > 0.0 {
            writeln!(
                out,
                "     has what sets a question in its `not` apart from its phrasings, and is like it by {:.2}",
                entry.told_by_a_not
            )?;
        }
    }
    if why.shared > 0.0 {
        writeln!(out, "  of the best score, the runner-up gives {:.2}, because the two are related", why.shared)?;
    }
    if why.refused > 0.0 {
        writeln!(out, "  like a question that must stay unanswered: {:.2}", why.refused)?;
    }
    let (answer, suggest) = (why.thresholds.answer, why.thresholds.suggest);
    let reason = match why.reason {
        Reason::ScoreIsEnough => format!("answered: the score is at least {answer}"),
        Reason::ScoreIsNear => format!("suggested: the score is at least {suggest}, but under {answer}"),
        Reason::WordAlone => "suggested: a word alone, by which these are asked for".to_owned(),
        Reason::ScoreIsTooLow => format!("unanswered: the score is under {suggest}"),
        Reason::NothingKnown => "unanswered: no word of the question is known".to_owned(),
    };
    writeln!(out, "  {reason}; lead over the runner-up {:.3}", why.margin)
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

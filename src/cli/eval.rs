//! `attache eval`: scores a labelled question set.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use super::Exit;
use super::aims::{Aims, Judged, threshold};
use super::lines;
use super::open::Setting;
use super::reliability::Reliability;
use super::text::{BOLD, DIM};
use crate::desk::Desk;
use crate::lang::Lang;
use crate::reply::{Answer, Outcome, Question, Reply};

/// Scores a labelled question set: right, suggested, wrong, unanswered; per language
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A line of the file: {\"q\": \"...\", \"lang\": \"en\", \"id\": \"entry-id\" or null}
or, judged by what the answer must contain: {\"q\": \"...\", \"lang\": \"en\", \"expect\": [[\"regex\", ...], ...] or null}
null means that the question is out of scope and must not be answered.

Example:
  attache eval questions.jsonl --misses 20")]
pub(super) struct Args {
    /// The questions, one JSON object a line
    file: PathBuf,
    /// List at most so many misses
    #[arg(long, value_name = "N", default_value_t = 200)]
    misses: usize,
    /// Tell from what score on to answer so that at most so many per cent of the questions in scope are answered wrong
    #[arg(long, value_name = "PERCENT", default_value_t = 2.0)]
    wrong: f64,
    /// ... and at most so many per cent of those out of scope are answered
    #[arg(long, value_name = "PERCENT", default_value_t = 1.0)]
    out_of_scope: f64,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// A labelled question as it stands in the file. A key that is null and one that is absent differ.
#[derive(Debug, Deserialize)]
struct Line {
    q: String,
    #[serde(default, deserialize_with = "lines::lang")]
    lang: Option<Lang>,
    #[serde(default)]
    id: Labelling<String>,
    #[serde(default)]
    expect: Labelling<Vec<Vec<String>>>,
}

/// A label in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Option<T>")]
enum Labelling<T> {
    /// There is no such key.
    #[default]
    Absent,
    /// The key is null: the question is out of scope.
    OutOfScope,
    /// What a right reply is.
    Right(T),
}

impl<T> From<Option<T>> for Labelling<T> {
    fn from(label: Option<T>) -> Labelling<T> {
        label.map_or(Labelling::OutOfScope, Labelling::Right)
    }
}

/// What a right reply is.
#[derive(Debug)]
enum Label {
    /// The question must not be answered.
    OutOfScope,
    /// This entry.
    Entry(String),
    /// An answer in which each group matches.
    Text(Vec<Vec<Regex>>),
}

#[derive(Debug)]
struct Labelled {
    /// The number of its line in the file, from 1.
    line: usize,
    text: String,
    lang: Option<Lang>,
    label: Label,
}

/// How a reply was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Right,
    Suggested,
    Wrong,
    Unanswered,
}

/// The counts of one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Tally {
    right: u32,
    suggested: u32,
    wrong: u32,
    unanswered: u32,
    /// In scope, and the best entry is the right one, whatever was decided.
    best_is_right: u32,
    out_of_scope: u32,
    out_of_scope_answered: u32,
    out_of_scope_suggested: u32,
}

#[derive(Debug, Serialize)]
struct Miss {
    line: usize,
    lang: String,
    q: String,
    verdict: Verdict,
    in_scope: bool,
    best: Option<String>,
    score: f64,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let text = fs::read_to_string(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let questions = parse(&text).with_context(|| format!("cannot use {}", args.file.display()))?;
    let desk = setting.desk()?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut misses = Vec::new();
    let mut reliability = Reliability::default();
    let aims = Aims { wrong: args.wrong / 100.0, out_of_scope: args.out_of_scope / 100.0 };
    let mut judged = Vec::with_capacity(questions.len());
    for labelled in &questions {
        let question = setting.question(&labelled.text, labelled.lang);
        let reply = desk.ask(&question);
        let verdict = judge(&desk, &question, &reply, &labelled.label);
        let lang = labelled.lang.map_or("?", Lang::code).to_owned();
        let in_scope = !matches!(labelled.label, Label::OutOfScope);
        let best_is_right = best_fits(&desk, &question, &reply, &labelled.label);
        tallies.entry(lang.clone()).or_default().count(&reply, verdict, in_scope, best_is_right);
        let score = reply.best.as_ref().map_or(0.0, |best| best.score);
        reliability.count(score, best_is_right);
        judged.push(Judged { score, in_scope, right: best_is_right });
        if verdict != Verdict::Right {
            let best = reply.best.map(|best| best.id);
            misses.push(Miss { line: labelled.line, lang, q: labelled.text.clone(), verdict, in_scope, best, score });
        }
    }
    if args.json {
        let mut out = io::stdout().lock();
        misses.truncate(args.misses);
        serde_json::to_writer_pretty(
            &mut out,
            &serde_json::json!({
                "languages": tallies,
                "reliability": reliability.rows(),
                "expected_calibration_error": reliability.expected_error(),
                "threshold": threshold(&judged, aims),
                "misses": misses,
            }),
        )?;
        writeln!(out)?;
    } else {
        let mut out = anstream::stdout().lock();
        write_table(&mut out, &tallies)?;
        writeln!(out, "{BOLD}Score    questions  mean score    best entry right{BOLD:#}")?;
        reliability.write(&mut out)?;
        if let Some(threshold) = threshold(&judged, aims) {
            threshold.write(&mut out, aims)?;
        }
        write_misses(&mut out, &misses, args.misses)?;
    }
    Ok(Exit::Fine)
}

fn parse(text: &str) -> anyhow::Result<Vec<Labelled>> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| parse_line(number, line).with_context(|| format!("line {number}"))).collect()
}

fn parse_line(number: usize, line: &str) -> anyhow::Result<Labelled> {
    let Line { q, lang, id, expect } = lines::object(line.as_bytes())?;
    let label = match (id, expect) {
        (_, Labelling::Right(groups)) => {
            Label::Text(groups.iter().map(|group| compile(group)).collect::<Result<_, _>>()?)
        }
        (Labelling::Right(id), _) => Label::Entry(id),
        (Labelling::Absent, Labelling::Absent) => bail!("expected a key \"id\" or \"expect\" beside \"q\""),
        _ => Label::OutOfScope,
    };
    Ok(Labelled { line: number, text: q, lang, label })
}

fn compile(group: &[String]) -> anyhow::Result<Vec<Regex>> {
    let one = |pattern: &String| RegexBuilder::new(pattern).case_insensitive(true).build();
    group.iter().map(|pattern| one(pattern).with_context(|| format!("bad expression {pattern:?}"))).collect()
}

fn judge(desk: &Desk, question: &Question, reply: &Reply, label: &Label) -> Verdict {
    let answered = matches!(reply.outcome, Outcome::Answer(_));
    match (label, &reply.outcome) {
        (Label::OutOfScope, _) if answered => Verdict::Wrong,
        (Label::OutOfScope, _) => Verdict::Right,
        (label, Outcome::Answer(answer)) if fits(answer, label) => Verdict::Right,
        (_, Outcome::Answer(_)) => Verdict::Wrong,
        (label, Outcome::Suggest(suggestions)) => {
            let shelf = desk.shelf();
            let mut answers = suggestions.iter().filter_map(|near| shelf.answer(&near.id, reply.lang, question.today));
            if answers.any(|answer| fits(&answer, label)) { Verdict::Suggested } else { Verdict::Unanswered }
        }
        (_, Outcome::Unanswered) => Verdict::Unanswered,
    }
}

/// Whether the best entry is a right one, whatever was decided.
fn best_fits(desk: &Desk, question: &Question, reply: &Reply, label: &Label) -> bool {
    let answer = reply.best.as_ref().and_then(|best| desk.shelf().answer(&best.id, reply.lang, question.today));
    answer.is_some_and(|answer| fits(&answer, label))
}

/// Whether an answer is a right one: title, answer and note are searched.
fn fits(answer: &Answer, label: &Label) -> bool {
    match label {
        Label::OutOfScope => false,
        Label::Entry(id) => answer.id == *id,
        Label::Text(groups) => {
            let text = format!("{}\n{}\n{}", answer.question, answer.text, answer.note.as_deref().unwrap_or_default());
            groups.iter().all(|group| group.iter().any(|pattern| pattern.is_match(&text)))
        }
    }
}

impl Tally {
    fn count(&mut self, reply: &Reply, verdict: Verdict, in_scope: bool, best_is_right: bool) {
        if in_scope {
            match verdict {
                Verdict::Right => self.right += 1,
                Verdict::Suggested => self.suggested += 1,
                Verdict::Wrong => self.wrong += 1,
                Verdict::Unanswered => self.unanswered += 1,
            }
            self.best_is_right += u32::from(best_is_right);
        } else {
            self.out_of_scope += 1;
            self.out_of_scope_answered += u32::from(verdict == Verdict::Wrong);
            self.out_of_scope_suggested += u32::from(matches!(reply.outcome, Outcome::Suggest(_)));
        }
    }

    fn in_scope(&self) -> u32 {
        self.right + self.suggested + self.wrong + self.unanswered
    }
}

fn write_table(out: &mut impl Write, tallies: &BTreeMap<String, Tally>) -> io::Result<()> {
    writeln!(out, "{BOLD}In scope{BOLD:#}        right       suggested   wrong       unanswered  best entry right")?;
    for (lang, tally) in tallies.iter().filter(|(_, tally)| tally.in_scope() > 0) {
        let all = tally.in_scope();
        let cells = [tally.right, tally.suggested, tally.wrong, tally.unanswered, tally.best_is_right];
        let cells: Vec<String> = cells.iter().map(|count| format!("{:<12}", share(*count, all))).collect();
        writeln!(out, "{lang:<4} of {all:<6}  {}", cells.concat().trim_end())?;
    }
    if tallies.values().any(|tally| tally.out_of_scope > 0) {
        writeln!(out, "{BOLD}Out of scope{BOLD:#}    refused     suggested   answered")?;
    }
    for (lang, tally) in tallies.iter().filter(|(_, tally)| tally.out_of_scope > 0) {
        let all = tally.out_of_scope;
        let refused = all - tally.out_of_scope_suggested - tally.out_of_scope_answered;
        let cells = [refused, tally.out_of_scope_suggested, tally.out_of_scope_answered];
        let cells: Vec<String> = cells.iter().map(|count| format!("{:<12}", share(*count, all))).collect();
        writeln!(out, "{lang:<4} of {all:<6}  {}", cells.concat().trim_end())?;
    }
    Ok(())
}

fn write_misses(out: &mut impl Write, misses: &[Miss], most: usize) -> io::Result<()> {
    if !misses.is_empty() {
        writeln!(out, "{BOLD}Misses{BOLD:#}")?;
    }
    for miss in misses.iter().take(most) {
        let scope = if miss.in_scope { "" } else { " (out of scope)" };
        let best = miss.best.as_deref().unwrap_or("-");
        let verdict = format!("{:?}", miss.verdict).to_lowercase();
        writeln!(
            out,
            "  {:>4} {} {verdict}{scope}: {} {DIM}-> {best} {:.2}{DIM:#}",
            miss.line, miss.lang, miss.q, miss.score
        )?;
    }
    if misses.len() > most {
        writeln!(out, "  {DIM}and {} more (--misses {}){DIM:#}", misses.len() - most, misses.len())?;
    }
    Ok(())
}

/// "12 (34.5 %)"
fn share(count: u32, all: u32) -> String {
    format!("{count} ({:.1}%)", f64::from(count) * 100.0 / f64::from(all.max(1)))
}

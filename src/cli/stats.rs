//! `attache stats`: the knowledge base in numbers.

use std::io::{self, Write};

use super::Exit;
use super::open::Setting;
use super::table::write_table;
use super::text::{BOLD, DIM};
use crate::knowledge::{Counts, ENOUGH_TESTS, KindStats, SourceKind, Stats, Tally, ThinEntry, count};
use crate::lang::Lang;

/// How many thin entries are listed as text; JSON has them all.
const MOST_THIN: usize = 10;

/// Counts what the knowledge base has, what is due, and where it is thin
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  attache stats
  attache stats --today 2027-02-01                  which reviews will be overdue by then
  attache stats --json | jq -r '.thin[].id'         every entry that needs phrasings or tests

An entry is thin when a language has fewer than 2 tests, or when no other entry has fewer phrasings in a language.
attache check names the entries whose review is overdue.")]
pub(super) struct Args {
    /// Print the numbers as one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let stats = Stats::new(&setting.load()?, setting.today);
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &stats)?;
        writeln!(out)?;
    } else {
        let mut out = anstream::stdout().lock();
        write_languages(&mut out, &stats)?;
        write_summary(&mut out, &stats)?;
        write_topics(&mut out, &stats)?;
        write_thin(&mut out, &stats.thin)?;
    }
    Ok(Exit::Fine)
}

/// What there is of each language.
fn write_languages(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let total = &stats.total;
    let row =
        |name: &str, counts: &Counts| -> Vec<String> { [name.to_owned()].into_iter().chain(cells(counts)).collect() };
    let languages = Lang::ALL.map(|lang| lang.code().to_owned());
    let header = [String::new()].into_iter().chain(languages).collect();
    let rows = [
        header,
        row("entries", &stats.answers),
        row("phrasings", &total.phrasings),
        row("tests", &total.tests),
        row("nots", &total.nots),
        row("unanswerable", &stats.unanswerable),
    ];
    write_table(out, &rows)
}

/// What has no language.
fn write_summary(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let sources = &stats.sources;
    let kinds: Vec<String> = sources.kinds.iter().map(kind).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
    writeln!(out, "\n{BOLD}sources{BOLD:#}  {} of {} used{kinds}", sources.used, sources.all)?;
    writeln!(out, "{BOLD}terms{BOLD:#}    {}", stats.terms)?;
    writeln!(
        out,
        "{BOLD}reviews{BOLD:#}  {} overdue, {} due by {}",
        stats.reviews_overdue, stats.reviews_due, stats.due_by
    )?;
    writeln!(out, "{BOLD}answers{BOLD:#}  {} past valid_until, {} with a note", stats.expired, stats.with_note)
}

fn kind(of: &KindStats) -> String {
    let name = match of.kind {
        Some(SourceKind::Government) => "government",
        Some(SourceKind::Institution) => "institution",
        Some(SourceKind::Press) => "press",
        Some(SourceKind::Company) => "company",
        None => "no kind",
    };
    format!("{name} {} of {}", of.used, of.all)
}

/// A row for each topic, and one for all of them.
fn write_topics(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let header = ["topic", "entries", "phrasings en", "it", "ko", "tests en", "it", "ko", "nots", "sources"];
    let header = header.into_iter().chain(["newest as_of", "overdue"]).map(str::to_owned).collect();
    let topics = stats.topics.iter().map(|topic| row(&topic.topic, &topic.tally));
    let rows: Vec<Vec<String>> = [header].into_iter().chain(topics).chain([row("total", &stats.total)]).collect();
    writeln!(out)?;
    write_table(out, &rows)
}

fn row(name: &str, tally: &Tally) -> Vec<String> {
    let mut row = vec![name.to_owned(), tally.entries.to_string()];
    row.extend(cells(&tally.phrasings).chain(cells(&tally.tests)));
    row.push(tally.nots.values().sum::<usize>().to_string());
    row.push(tally.sources.to_string());
    row.push(tally.newest_as_of.map_or_else(|| "-".to_owned(), |day| day.to_string()));
    row.push(tally.reviews_overdue.to_string());
    row
}

/// The entries that need phrasings or tests most.
fn write_thin(out: &mut impl Write, thin: &[ThinEntry]) -> io::Result<()> {
    if thin.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{BOLD}Thin{BOLD:#}: the fewest phrasings, or under {ENOUGH_TESTS} tests in a language")?;
    let row = |entry: &ThinEntry| {
        let name = format!("  {} ({})", entry.id, entry.topic);
        [name].into_iter().chain(cells(&entry.phrasings)).chain(cells(&entry.tests)).collect()
    };
    let header = ["", "phrasings en", "it", "ko", "tests en", "it", "ko"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = [header].into_iter().chain(thin.iter().take(MOST_THIN).map(row)).collect();
    write_table(out, &rows)?;
    if let Some(more @ 1..) = thin.len().checked_sub(MOST_THIN) {
        writeln!(out, "  {DIM}and {} (--json lists all){DIM:#}", count(more, "more entry", "more entries"))?;
    }
    Ok(())
}

fn cells(counts: &Counts) -> impl Iterator<Item = String> {
    counts.values().map(ToString::to_string)
}

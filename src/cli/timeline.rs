//! `attache timeline`: the dated events of the partnership, in order.

use std::io::{self, Write};

use serde::Serialize;

use super::Exit;
use super::json::SourceJson;
use super::open::Setting;
use super::table::{padded_to, widest};
use super::text::{BOLD, DIM, LINK, WARN};
use super::topics;
use crate::knowledge::{PartialDate, TimelineEvent, timeline};
use crate::lang::Lang;
use crate::replies::phrasebook;

/// Prints the dated events that the entries tell of, in order, with their sources
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  attache timeline
  attache timeline --topic heritage --lang it
  attache timeline --today 2026-01-01                          what was still ahead then
  attache timeline --json | jq -r '.[] | select(.planned).title'

An event that several entries tell of is shown once. One after today is marked as planned.")]
pub(super) struct Args {
    /// Only the events of this topic
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// The language of dates and titles: en, it or ko; a title that lacks it comes in another
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Print the events as one JSON array
    #[arg(long)]
    json: bool,
}

/// One event; the field names are relied upon by other programs.
#[derive(Debug, Serialize)]
struct EventJson<'a> {
    date: PartialDate,
    title: &'a str,
    lang: Lang,
    topic: &'a str,
    entry: &'a str,
    planned: bool,
    sources: Vec<SourceJson<'a>>,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let knowledge = setting.load()?;
    let lang = args.lang.or(setting.config.language).unwrap_or(Lang::En);
    let topic = args.topic.as_deref().map(|command| topics::find(&knowledge, command)).transpose()?;
    let events = timeline(&knowledge, topic.map(|topic| topic.command.as_str()), lang, setting.today);
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &events.iter().map(event).collect::<Vec<_>>())?;
        writeln!(out)?;
    } else {
        write_events(&mut anstream::stdout().lock(), &events, lang)?;
    }
    Ok(Exit::Fine)
}

fn event<'a>(event: &'a TimelineEvent<'a>) -> EventJson<'a> {
    EventJson {
        date: event.date,
        title: event.title,
        lang: event.lang,
        topic: &event.topic.command,
        entry: &event.entry.id,
        planned: event.planned,
        sources: event.sources.iter().map(|source| SourceJson::new(source)).collect(),
    }
}

/// Writes a line an event, with the addresses of its sources below it.
pub(super) fn write_events(out: &mut impl Write, events: &[TimelineEvent<'_>], lang: Lang) -> io::Result<()> {
    let words = phrasebook(lang);
    if events.is_empty() {
        return writeln!(out, "{}", words.no_events);
    }
    let dates: Vec<String> = events.iter().map(|event| (words.date)(event.date)).collect();
    let width = widest(dates.iter());
    for (event, date) in events.iter().zip(&dates) {
        write!(out, "{BOLD}{}{BOLD:#}  {}", padded_to(date, width), event.title)?;
        if event.planned {
            write!(out, " {WARN}[{}]{WARN:#}", words.planned)?;
        }
        writeln!(out, " {DIM}({}){DIM:#}", publishers(event))?;
        for url in event.sources.iter().filter_map(|source| source.url.as_ref()) {
            writeln!(out, "    {LINK}{url}{LINK:#}")?;
        }
    }
    Ok(())
}

/// The publishers of an event's sources, each once.
fn publishers(event: &TimelineEvent<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for source in &event.sources {
        if !names.contains(&source.publisher.as_str()) {
            names.push(&source.publisher);
        }
    }
    names.join(", ")
}

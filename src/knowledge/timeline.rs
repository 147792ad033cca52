//! The dated events of all entries, as one story in the order of time.

use jiff::civil::Date;

use super::model::{Entry, Event, Knowledge, PartialDate, Source, Topic};
use crate::lang::Lang;

/// An event as a timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEvent<'a> {
    /// When it happened or is planned for.
    pub date: PartialDate,
    /// What happened.
    pub title: &'a str,
    /// The language of `title`: the one asked for, or another when the event lacks it.
    pub lang: Lang,
    /// The topic of `entry`.
    pub topic: &'a Topic,
    /// The entry that tells of it; the first one when several do.
    pub entry: &'a Entry,
    /// Whether it lies after today.
    pub planned: bool,
    /// The publications that date it, best first: its own, else its entry's first.
    pub sources: Vec<&'a Source>,
}

/// The events of a knowledge base, or of the one topic with the command `topic`, titled in `lang`.
///
/// They come in the order of time: `1884` and `1884-06` come before the days in them, and where dates are equal the
/// order of entries decides. What several entries tell with one date and one title is one event, with the sources of all.
/// A date that today may lie in, such as the current month, is not planned.
pub fn timeline<'a>(knowledge: &'a Knowledge, topic: Option<&str>, lang: Lang, today: Date) -> Vec<TimelineEvent<'a>> {
    let mut events: Vec<TimelineEvent<'a>> = Vec::new();
    for (of, entry) in knowledge.entries().filter(|(of, _)| topic.is_none_or(|command| of.command == command)) {
        for event in &entry.events {
            let Some((lang, title)) = event.title.best(lang) else { continue };
            let sources = sources(knowledge, entry, event);
            match events.iter_mut().find(|known| known.date == event.date && known.title == title) {
                Some(known) => known.sources.extend(sources),
                None => events.push(TimelineEvent {
                    date: event.date,
                    title,
                    lang,
                    topic: of,
                    entry,
                    planned: event.date > PartialDate::from(today),
                    sources,
                }),
            }
        }
    }
    for event in &mut events {
        without_repeats(&mut event.sources);
    }
    // The sort is stable: equal dates keep the order of entries.
    events.sort_by_key(|event| event.date);
    events
}

/// The sources that date an event.
fn sources<'a>(knowledge: &'a Knowledge, entry: &'a Entry, event: &'a Event) -> Vec<&'a Source> {
    let ids = if event.sources.is_empty() { &entry.sources[..entry.sources.len().min(1)] } else { &event.sources };
    ids.iter().filter_map(|id| knowledge.source(id)).collect()
}

/// Leaves only the first of equal sources; unlike `dedup`, also where others stand between them.
fn without_repeats(sources: &mut Vec<&Source>) {
    let mut seen: Vec<&str> = Vec::new();
    sources.retain(|source| {
        let is_new = !seen.contains(&source.id.as_str());
        seen.push(&source.id);
        is_new
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn knowledge(entries: &[(&str, Value)]) -> Knowledge {
        let topics = entries.iter().map(|(command, events)| {
            let title = json!({"en": "T"});
            let entry = json!({"id": format!("{command}-entry"), "questions": {"en": ["Q?"]}, "answer": {"en": "A"},
                "sources": ["first", "second"], "as_of": "2026-01-19", "events": events});
            json!({"command": command, "title": title, "description": title, "entries": [entry]})
        });
        let source = |id: &str| json!({"id": id, "title": id, "publisher": "P", "language": "en"});
        Knowledge {
            sources: ["first", "second"].map(|id| serde_json::from_value(source(id)).unwrap()).into(),
            topics: topics.map(|topic| serde_json::from_value(topic).unwrap()).collect(),
            ..Knowledge::default()
        }
    }

    #[track_caller]
    fn check(knowledge: &Knowledge, topic: Option<&str>, expected: &[&str]) {
        let today = jiff::civil::date(2026, 2, 10);
        let lines: Vec<String> = timeline(knowledge, topic, Lang::It, today)
            .iter()
            .map(|event| {
                let ids: Vec<&str> = event.sources.iter().map(|source| source.id.as_str()).collect();
                let planned = if event.planned { " planned" } else { "" };
                format!("{} {} {} {}{planned}", event.date, event.title, event.topic.command, ids.join("+"))
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn partial_dates_come_before_the_days_in_them_and_equal_ones_keep_their_order() {
        let events = json!([
            {"date": "2026-01-19", "title": {"en": "d"}}, {"date": "2026", "title": {"en": "b"}},
            {"date": "2026-01-19", "title": {"en": "e"}}, {"date": "2026-01", "title": {"en": "c"}},
            {"date": "1884-06-26", "title": {"en": "a"}}
        ]);
        let expected = ["1884-06-26 a x first", "2026 b x first", "2026-01 c x first", "2026-01-19 d x first"];
        check(&knowledge(&[("x", events)]), None, &[&expected[..], &["2026-01-19 e x first"]].concat());
    }

    #[test]
    fn what_several_entries_tell_is_one_event_with_the_sources_of_all() {
        let one = json!([{"date": "2026-01-19", "title": {"en": "signed", "it": "firma"}}]);
        let same = json!([{"date": "2026-01-19", "title": {"it": "firma"}, "sources": ["second", "first"]},
            {"date": "2026-01", "title": {"it": "firma"}}]);
        let knowledge = knowledge(&[("x", one), ("y", same)]);
        check(&knowledge, None, &["2026-01 firma y first", "2026-01-19 firma x first+second"]);
        check(&knowledge, Some("y"), &["2026-01 firma y first", "2026-01-19 firma y second+first"]);
        check(&knowledge, Some("z"), &[]);
    }

    #[test]
    fn only_what_wholly_lies_after_today_is_planned() {
        let event = |date: &str| json!({"date": date, "title": {"en": "a"}});
        let dates = ["2026", "2026-02", "2026-02-10", "2026-02-11", "2026-03", "2027"];
        let events = knowledge(&[("x", dates.map(event).into())]);
        let lines = dates.map(|date| format!("{date} a x first{}", if date > "2026-02-10" { " planned" } else { "" }));
        check(&events, None, &lines.each_ref().map(String::as_str));
    }
}

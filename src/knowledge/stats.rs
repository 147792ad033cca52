//! A knowledge base in numbers: how much there is of everything, what is due, and where it is thin.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::model::{Entry, Knowledge, Questions, SourceKind};
use crate::lang::Lang;

/// How far ahead reviews are counted as due, in days: a quarter, so that they can be planned.
const DUE_WITHIN_DAYS: i64 = 90;
/// With fewer tests than this in a language, nothing tells whether questions in it find an entry: one may be luck.
pub const ENOUGH_TESTS: usize = 2;

/// A number per language; every language has one.
pub type Counts = BTreeMap<Lang, usize>;

/// A knowledge base in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// The day as of which reviews are due and answers have expired.
    pub today: Date,
    /// Entries that have an answer in the language.
    pub answers: Counts,
    /// Questions that must never get an answer.
    pub unanswerable: Counts,
    /// The publications.
    pub sources: SourceStats,
    /// Groups of words that mean the same.
    pub terms: usize,
    /// Entries whose `review_by` lies before today.
    pub reviews_overdue: usize,
    /// Entries whose `review_by` is today or later, but not after `due_by`.
    pub reviews_due: usize,
    /// The day 90 days from today.
    pub due_by: Date,
    /// Entries past their `valid_until`.
    pub expired: usize,
    /// Entries with a note on sources that differ.
    pub with_note: usize,
    /// Each topic, in the order of the knowledge base.
    pub topics: Vec<TopicStats>,
    /// All topics together.
    pub total: Tally,
    /// The entries that need phrasings or tests most, those with the fewest tests first.
    pub thin: Vec<ThinEntry>,
}

/// How many sources there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceStats {
    /// Those that an entry or an event cites.
    pub used: usize,
    /// All of them.
    pub all: usize,
    /// The same for each kind that occurs; sources that do not name theirs come last.
    pub kinds: Vec<KindStats>,
}

/// How many sources of one kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindStats {
    /// The kind; none for sources that do not name theirs.
    pub kind: Option<SourceKind>,
    /// Those that an entry or an event cites.
    pub used: usize,
    /// All of them.
    pub all: usize,
}

/// One topic in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicStats {
    /// The topic's command.
    pub topic: String,
    /// Its numbers.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What some entries add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many entries there are.
    pub entries: usize,
    /// Their phrasings.
    pub phrasings: Counts,
    /// Questions that must get them.
    pub tests: Counts,
    /// Questions that must not get them.
    pub nots: Counts,
    /// Different sources that they or their events cite.
    pub sources: usize,
    /// The latest day for which one of the answers holds.
    pub newest_as_of: Option<Date>,
    /// Those whose `review_by` lies before today.
    pub reviews_overdue: usize,
}

/// An entry that few phrasings lead to or few tests watch over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThinEntry {
    /// The entry's id.
    pub id: String,
    /// The command of its topic.
    pub topic: String,
    /// Its phrasings.
    pub phrasings: Counts,
    /// Its tests.
    pub tests: Counts,
}

impl Stats {
    /// Counts what is in `knowledge`, as of the day `today`.
    pub fn new(knowledge: &Knowledge, today: Date) -> Stats {
        let entries = || knowledge.entries().map(|(_, entry)| entry);
        let number = |is: &dyn Fn(&Entry) -> bool| entries().filter(|entry| is(entry)).count();
        let due_by = today.checked_add(DUE_WITHIN_DAYS.days()).unwrap_or(Date::MAX);
        let is_due = |entry: &Entry| entry.review_by.is_some_and(|review| (today..=due_by).contains(&review));
        Stats {
            today,
            answers: counts(|lang| entries().filter(|entry| entry.answer.get(lang).is_some()).count()),
            unanswerable: counts(|lang| knowledge.unanswerable.list(lang).len()),
            sources: SourceStats::new(knowledge),
            terms: knowledge.terms.len(),
            reviews_overdue: number(&|entry| is_overdue(entry, today)),
            reviews_due: number(&is_due),
            due_by,
            expired: number(&|entry| entry.valid_until.is_some_and(|until| until < today)),
            with_note: number(&|entry| entry.note.is_some()),
            topics: knowledge
                .topics
                .iter()
                .map(|topic| TopicStats {
                    topic: topic.command.clone(),
                    tally: Tally::new(topic.entries.iter(), today),
                })
                .collect(),
            total: Tally::new(entries(), today),
            thin: thin(knowledge),
        }
    }
}

impl SourceStats {
    fn new(knowledge: &Knowledge) -> SourceStats {
        let cited: BTreeSet<&str> = knowledge.entries().flat_map(|(_, entry)| cited(entry)).collect();
        let mut kinds: BTreeMap<Option<SourceKind>, KindStats> = BTreeMap::new();
        for source in &knowledge.sources {
            let of_kind = kinds.entry(source.kind).or_insert(KindStats { kind: source.kind, used: 0, all: 0 });
            of_kind.all += 1;
            of_kind.used += usize::from(cited.contains(source.id.as_str()));
        }
        let mut kinds: Vec<KindStats> = kinds.into_values().collect();
        kinds.sort_by_key(|of| of.kind.is_none());
        SourceStats { used: kinds.iter().map(|kind| kind.used).sum(), all: knowledge.sources.len(), kinds }
    }
}

impl Tally {
    fn new<'a>(entries: impl Iterator<Item = &'a Entry>, today: Date) -> Tally {
        let entries: Vec<&Entry> = entries.collect();
        let sum =
            |of: fn(&Entry) -> &Questions| counts(|lang| entries.iter().map(|entry| of(entry).list(lang).len()).sum());
        Tally {
            entries: entries.len(),
            phrasings: sum(|entry| &entry.questions),
            tests: sum(|entry| &entry.tests),
            nots: sum(|entry| &entry.not),
            sources: entries.iter().flat_map(|entry| cited(entry)).collect::<BTreeSet<_>>().len(),
            newest_as_of: entries.iter().map(|entry| entry.as_of).max(),
            reviews_overdue: entries.iter().filter(|entry| is_overdue(entry, today)).count(),
        }
    }
}

/// The entries with fewer than [`ENOUGH_TESTS`] in a language, and those that have the fewest phrasings of all.
fn thin(knowledge: &Knowledge) -> Vec<ThinEntry> {
    let mut entries: Vec<ThinEntry> = knowledge
        .entries()
        .map(|(topic, entry)| ThinEntry {
            id: entry.id.clone(),
            topic: topic.command.clone(),
            phrasings: counts(|lang| entry.questions.list(lang).len()),
            tests: counts(|lang| entry.tests.list(lang).len()),
        })
        .collect();
    let fewest = entries.iter().map(|entry| least(&entry.phrasings)).min();
    let most = entries.iter().map(|entry| least(&entry.phrasings)).max();
    // Where all have equally many, none stands out.
    let has_fewest = |entry: &ThinEntry| fewest < most && Some(least(&entry.phrasings)) == fewest;
    entries.retain(|entry| least(&entry.tests) < ENOUGH_TESTS || has_fewest(entry));
    entries.sort_by_key(|entry| (least(&entry.tests), least(&entry.phrasings)));
    entries
}

/// The ids of the sources that an entry and its events cite.
fn cited(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.sources.iter().chain(entry.events.iter().flat_map(|event| &event.sources)).map(String::as_str)
}

fn is_overdue(entry: &Entry, today: Date) -> bool {
    entry.review_by.is_some_and(|review| review < today)
}

fn counts(of: impl Fn(Lang) -> usize) -> Counts {
    Lang::ALL.into_iter().map(|lang| (lang, of(lang))).collect()
}

/// The number of the language that has least.
fn least(counts: &Counts) -> usize {
    counts.values().copied().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// An entry with this many phrasings and tests in English, and more keys.
    fn entry(id: &str, phrasings: usize, tests: usize, more: &Value) -> Value {
        let (many, asked) = (vec!["Q?"; 9], vec!["T?"; ENOUGH_TESTS]);
        let mut entry = json!({"id": id, "answer": {"en": "A"}, "sources": ["a"], "as_of": "2026-01-19",
            "questions": {"en": vec!["Q?"; phrasings], "it": many, "ko": many},
            "tests": {"en": vec!["T?"; tests], "it": asked, "ko": asked}});
        for (key, value) in more.as_object().unwrap() {
            entry[key] = value.clone();
        }
        entry
    }

    fn stats(entries: &[Value]) -> Stats {
        let title = json!({"en": "T"});
        let topic = json!({"command": "mou", "title": title, "description": title, "entries": entries});
        let source = |id: &str, kind: &Value| {
            let mut source = json!({"id": id, "title": id, "publisher": "P", "language": "en"});
            if kind.is_string() {
                source["kind"] = kind.clone();
            }
            serde_json::from_value(source).unwrap()
        };
        let kinds = [("a", Value::Null), ("b", json!("press")), ("c", json!("press")), ("d", json!("government"))];
        let knowledge = Knowledge {
            sources: kinds.iter().map(|(id, kind)| source(id, kind)).collect(),
            topics: vec![serde_json::from_value(topic).unwrap()],
            ..Knowledge::default()
        };
        Stats::new(&knowledge, jiff::civil::date(2026, 2, 1))
    }

    #[test]
    fn a_review_is_overdue_from_the_day_after_and_due_for_ninety_days() {
        let due = |day: &str| entry(day, 9, 2, &json!({"review_by": day, "valid_until": day}));
        let stats = stats(&["2026-01-31", "2026-02-01", "2026-05-02", "2026-05-03"].map(due));
        assert_eq!(stats.due_by.to_string(), "2026-05-02");
        assert_eq!((stats.reviews_overdue, stats.reviews_due, stats.expired), (1, 2, 1));
        assert_eq!(stats.total.reviews_overdue, 1);
    }

    #[test]
    fn a_source_is_used_when_an_entry_or_an_event_cites_it() {
        let event = json!({"events": [{"date": "2026", "title": {"en": "E"}, "sources": ["b", "a"]}]});
        let SourceStats { used, all, kinds } = stats(&[entry("x", 9, 2, &event)]).sources;
        assert_eq!((used, all), (2, 4));
        let kinds: Vec<_> = kinds.iter().map(|of| (of.kind, of.used, of.all)).collect();
        assert_eq!(kinds, [(Some(SourceKind::Government), 0, 1), (Some(SourceKind::Press), 1, 2), (None, 1, 1)]);
    }

    #[test]
    fn thin_entries_have_the_fewest_phrasings_or_too_few_tests() {
        let entries = [("few", 6, 3), ("fine", 7, 2), ("one-test", 8, 1), ("none", 9, 0), ("few-too", 6, 2)];
        let plain = |(id, phrasings, tests)| entry(id, phrasings, tests, &json!({}));
        let ids = |stats: Stats| stats.thin.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids(stats(&entries.map(plain))), ["none", "one-test", "few", "few-too"]);
        assert!(ids(stats(&[("a", 6, 2), ("b", 6, 2)].map(plain))).is_empty(), "where all are alike none stands out");
    }
}

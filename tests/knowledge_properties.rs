//! No content of a file, however broken, makes the checker panic, hang or let something through; and the
//! canonical layout never changes what a file means.

use attache::knowledge::{Document, FileKind, Files, Report, canonical, inspect_files};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: Date = date(2026, 2, 1);

const SOURCES: &str = r#"{"sources": [{"id": "s", "title": "T", "publisher": "P", "date": "2026-01", "language": "en",
 "url": "https://a.it/x", "kind": "press", "country": "IT"}]}"#;

const TOPIC: &str = r#"{"$schema": "x", "command": "mou", "title": {"en": "M", "ko": "양해각서"}, "description": {"en": "D"},
 "entries": [{"id": "a", "questions": {"en": ["What is a?", "a"], "ko": ["뭐야"]}, "answer": {"en": "A\nB", "ko": "가"},
 "sources": ["s"], "as_of": "2026-01-19", "review_by": "2027-01-01", "valid_until": "2027-01-01", "note": {"en": "N"},
 "related": ["b"], "tests": {"en": ["t"]}, "not": {"en": ["n"]}, "events": [{"date": "2026", "title": {"en": "E"}}]},
 {"id": "b", "questions": {"en": ["What is b?"]}, "answer": {"en": "B"}, "sources": ["s"], "as_of": "2026-01-19"}]}"#;

/// Checks bytes as each kind of file; every problem must be a place that exists and must render.
fn survives(bytes: &[u8]) {
    for path in ["sources.json", "terms.json", "topics/mou.json", "unanswerable.json"] {
        let mut files = vec![("sources.json", SOURCES.as_bytes()), ("topics/mou.json", TOPIC.as_bytes())];
        files.retain(|(other, _)| *other != path);
        files.push((path, bytes));
        let inspection = inspect_files(&Files::new(files), TODAY);
        assert_eq!(inspection.knowledge.is_none(), inspection.errors() > 0);
        let report = Report::new(&inspection.documents).colour(true);
        for problem in &inspection.problems {
            let place = &problem.place;
            let lines = inspection.document(&place.file).map(|document| document.text.split('\n').count());
            assert!(place.line.is_none_or(|line| line >= 1 && lines.is_none_or(|lines| line <= lines)), "{problem:?}");
            assert!(!report.render(problem).is_empty());
        }
        if let Some(document) = inspection.document(path) {
            let _ = canonical(document);
        }
    }
}

/// What may happen to a file's bytes.
#[derive(Debug, Clone)]
enum Harm {
    Truncate(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..4),
        prop::sample::select(vec![
            "\"", "{", "}", "[", "]", ",", ":", "null", "\\u", "\\ud800", "\u{202e}", "\n", "1e999", "-", "한"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop_oneof![
        1 => at().prop_map(Harm::Truncate),
        4 => (at(), any::<u8>()).prop_map(|(at, bits)| Harm::Flip(at, bits)),
        4 => (at(), piece).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        4 => (at(), 1_usize..12).prop_map(|(at, count)| Harm::Remove(at, count)),
    ]
}

fn harmed(text: &str, harms: &[Harm]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for harm in harms {
        let end = bytes.len();
        match harm {
            Harm::Truncate(at) => bytes.truncate(at.index(end + 1)),
            Harm::Flip(at, bits) if end > 0 => bytes[at.index(end)] ^= bits,
            Harm::Insert(at, more) => drop(bytes.splice(at.index(end + 1)..at.index(end + 1), more.iter().copied())),
            Harm::Remove(at, count) if end > 0 => {
                let start = at.index(end);
                bytes.drain(start..end.min(start + count));
            }
            _ => {}
        }
    }
    bytes
}

fn json_value() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "entries",
        "id",
        "en",
        "it",
        "ko",
        "answer",
        "questions",
        "sources",
        "title",
        "as_of",
        "terms",
        "events",
        "date",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["2026-01-19", "s", "mou", "https://a.it"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6).prop_map(|map| json!(map)),
        ]
    })
}

/// A text that the format takes, hard on a layout: quotes, backslashes, letters beyond the first plane.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z가-힣àèé\"\\\\/{}:,𝄞 ]{0,30}".prop_map(|text| format!("w{text}"))
}

fn topic() -> impl Strategy<Value = Value> {
    let texts = || {
        (words(), prop::option::of(words())).prop_map(|(en, ko)| match ko {
            Some(ko) => json!({"ko": ko, "en": en}),
            None => json!({"en": en}),
        })
    };
    let entry = (texts(), prop::collection::vec(words(), 1..5), prop::option::of(texts()), any::<bool>()).prop_map(
        |(answer, questions, note, tests)| {
            let mut entry = json!({
                "id": "a", "sources": ["z", "a"], "as_of": "2026-01-19", "answer": answer, "questions": {"it": questions}
            });
            if let Some(note) = note {
                entry["note"] = note;
            }
            if tests {
                entry["tests"] = json!({"en": []});
            }
            entry
        },
    );
    (texts(), prop::collection::vec(entry, 1..4)).prop_map(
        |(title, entries)| json!({"entries": entries, "title": title, "description": {"en": "D"}, "command": "mou"}),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_valid_file_makes_the_checker_panic(harms in prop::collection::vec(harm(), 1..6)) {
        survives(&harmed(TOPIC, &harms));
        survives(&harmed(SOURCES, &harms));
    }

    #[test]
    fn no_bytes_make_the_checker_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&bytes);
    }

    #[test]
    fn no_json_makes_the_checker_panic(value in json_value()) {
        survives(value.to_string().as_bytes());
        survives(format!("{value:#}").as_bytes());
    }

    #[test]
    fn the_layout_changes_no_meaning_and_is_its_own_layout(topic in topic(), pretty in any::<bool>()) {
        let text = if pretty { format!("{topic:#}") } else { topic.to_string() };
        let once = canonical(&Document::new("topics/mou.json", FileKind::Topic, &text)).expect("the file is valid");
        prop_assert_eq!(serde_json::from_str::<Value>(&once).unwrap(), topic);
        let twice = canonical(&Document::new("topics/mou.json", FileKind::Topic, &once)).expect("the file is valid");
        prop_assert_eq!(once, twice);
    }
}

//! A small knowledge base with one file harmed: what the checker says of it, and what becomes of what loads.

use std::sync::LazyLock;

use attache::desk::Desk;
use attache::knowledge::{
    Document, Entry, Files, Inspection, Knowledge, Place, Problem, Report, Stats, canonical, inspect_files, timeline,
};
use attache::lang::{Lang, Localized};
use attache::matching::Thresholds;
use attache::rehearsal::rehearse;

use crate::TODAY;
use crate::ask::{question, replies_soundly};
use crate::edit::edited;

/// A valid knowledge base; the first four files are those that are harmed.
const BASE: [(&str, &str); 5] = [
    ("sources.json", include_str!("../base/sources.json")),
    ("terms.json", include_str!("../base/terms.json")),
    ("topics/mou.json", include_str!("../base/topics/mou.json")),
    ("unanswerable.json", include_str!("../base/unanswerable.json")),
    ("topics/trade.json", include_str!("../base/topics/trade.json")),
];

/// The errors of the base itself. If it did not load, nothing harmed would, and less than it seems be looked at.
static ERRORS: LazyLock<Vec<Problem>> = LazyLock::new(|| {
    // Warnings are as it should be: entries lack a language, so that replies fall back on another.
    inspect_files(&Files::new(BASE), TODAY).problems.into_iter().filter(Problem::is_error).collect()
});

/// How many questions are put to what loads, so that a large file does not make a slow input.
const ASKED: usize = 24;

/// Loads a knowledge base of which one file is what the bytes make of it.
///
/// The first byte chooses the file and the way: with the digits 0 to 3 the rest is the file itself, with 4 to 7
/// it chooses edits of the valid file's JSON.
pub fn load(data: &[u8]) {
    assert!(ERRORS.is_empty(), "{:?}", *ERRORS);
    let Some((first, rest)) = data.split_first() else { return };
    let (harmed, text) = BASE[usize::from(first % 4)];
    let bytes = if first & 4 == 0 { rest.to_vec() } else { edited(text, rest).into_bytes() };
    let own = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_owned());
    let files = BASE.into_iter().filter(|(path, _)| *path != harmed).map(own).chain([(harmed.to_owned(), bytes)]);

    let files = Files::new(files);
    let inspection = inspect_files(&files, TODAY);
    assert_eq!(inspection.knowledge.is_none(), inspection.errors() > 0, "{:?}", inspection.problems);
    assert_eq!(inspection.problems, inspect_files(&files, TODAY).problems, "inspected twice");
    let report = Report::new(&inspection.documents);
    for problem in &inspection.problems {
        is_inside(&problem.place, &inspection, &files);
        problem.also.iter().for_each(|related| is_inside(&related.place, &inspection, &files));
        assert!(!report.render(problem).is_empty() && serde_json::to_string(problem).is_ok(), "{problem:?}");
    }
    let laid_out = inspection.documents.iter().filter_map(laid_out).collect::<Vec<_>>();
    if let Some(knowledge) = &inspection.knowledge {
        let again = inspect_files(&Files::new(laid_out), TODAY);
        assert_eq!(
            again.knowledge.as_ref(),
            Some(knowledge),
            "laid out, it must load to the same: {:?}",
            again.problems
        );
        serves(knowledge, &inspection);
    }
}

/// The place is one of a file that is there, and of a character in it.
fn is_inside(place: &Place, inspection: &Inspection, files: &Files) {
    assert!(files.iter().any(|(path, _)| path == place.file), "{place:?} is in no file");
    assert_eq!(place.line.is_some(), place.column.is_some(), "{place:?}");
    let Some(document) = inspection.document(&place.file) else { return };
    let (Some(line), Some(column)) = (place.line, place.column) else { return };
    let text = document.text.split('\n').nth(line.wrapping_sub(1));
    assert!(text.is_some_and(|text| (1..=text.chars().count() + 1).contains(&column)), "{place:?} is past the text");
    let span = place.span.unwrap_or_default();
    assert!(document.text.get(span.start..span.end).is_some(), "{place:?} cuts a character");
}

/// A document in the canonical layout, which must be its own layout; none if it does not fit its schema.
fn laid_out(document: &Document) -> Option<(String, Vec<u8>)> {
    let once = canonical(document).ok()?;
    let twice = canonical(&Document::new(&document.path, document.kind, &once));
    assert_eq!(twice.as_ref(), Ok(&once), "the layout must be its own layout");
    Some((document.path.clone(), once.into_bytes()))
}

/// What was loaded can be asked, rehearsed, counted and told in order.
fn serves(knowledge: &Knowledge, inspection: &Inspection) {
    let desk = Desk::new(knowledge.clone(), Thresholds::default());
    let entries = knowledge.entries().map(|(_, entry)| entry);
    let texts = entries.flat_map(|entry| [&entry.questions, &entry.tests, &entry.not]).chain([&knowledge.unanswerable]);
    let texts = texts.chain(&knowledge.terms).flat_map(Localized::items);
    for (lang, text) in texts.take(ASKED) {
        let question = question(text, Some(lang));
        replies_soundly(&desk, &question, &desk.ask(&question));
    }
    let rival = |entry: &Entry, lang: Lang, phrasing: usize| {
        desk.shelf().matcher.winner_without(entry, lang, phrasing).map(|hit| hit.id).filter(|id| *id != entry.id)
    };
    for problem in rehearse(inspection, &desk, TODAY, Some(&rival)) {
        assert!(problem.place.line.is_some(), "{problem:?} has no place");
        assert!(!Report::new(&inspection.documents).render(&problem).is_empty());
    }
    for lang in Lang::ALL {
        assert!(timeline(knowledge, None, lang, TODAY).is_sorted_by_key(|event| event.date));
    }
    drop(Stats::new(knowledge, TODAY));
}

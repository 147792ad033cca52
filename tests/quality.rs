//! What becomes of questions that others wrote for the shipped knowledge base, question by question, in three languages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use attache::desk::{Desk, Shelf};
use attache::knowledge;
use attache::lang::Lang;
use attache::matching::Thresholds;
use attache::reply::{Outcome, Question, Reply};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Labelled {
    q: String,
    lang: Lang,
    id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Suggested,
    Unanswered,
    /// Answered by an entry that moderators related to the right one, and which mostly holds what was asked for.
    Neighbour,
    Wrong,
    Refused,
    /// Out of scope, but answered.
    Fooled,
}

fn judge(shelf: &Shelf, reply: &Reply, id: Option<&str>) -> Verdict {
    let names = |one: &str, other: &str| {
        shelf.entry(one).is_some_and(|(_, entry)| entry.related.iter().any(|related| related == other))
    };
    match (&reply.outcome, id) {
        (Outcome::Answer(_), None) => Verdict::Fooled,
        (_, None) => Verdict::Refused,
        (Outcome::Answer(answer), Some(id)) if answer.id == id => Verdict::Right,
        (Outcome::Answer(answer), Some(id)) if names(&answer.id, id) || names(id, &answer.id) => Verdict::Neighbour,
        (Outcome::Answer(_), Some(_)) => Verdict::Wrong,
        (Outcome::Suggest(near), Some(id)) if near.iter().any(|near| near.id == id) => Verdict::Suggested,
        _ => Verdict::Unanswered,
    }
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quality").join(name)
}

#[test]
#[cfg(feature = "meanings")]
fn every_question_fares_as_it_did_and_the_sums_stay_above_their_floors() {
    let text = fs::read_to_string(path("questions.jsonl")).expect("the questions are there");
    let questions: Vec<Labelled> =
        text.lines().map(|line| serde_json::from_str(line).expect("a labelled question")).collect();
    let desk = Desk::new(knowledge::built_in(), Thresholds::default());
    let mut table = String::new();
    let mut verdicts = Vec::new();
    for Labelled { q, lang, id } in &questions {
        let question = Question { text: q.clone(), hint: Some(*lang), today: jiff::civil::date(2026, 11, 1) };
        let reply = desk.ask(&question);
        let verdict = judge(&desk.shelf(), &reply, id.as_deref());
        let (best, score) = reply.best.as_ref().map_or(("-", 0.0), |best| (best.id.as_str(), best.score));
        writeln!(table, "{verdict:?}\t{best}\t{score:.2}\t{}\t{q}", lang.code()).expect("a string takes any text");
        verdicts.push((*lang, verdict));
    }
    for lang in Lang::ALL {
        let count = |wanted: &[Verdict]| {
            verdicts.iter().filter(|(own, verdict)| *own == lang && wanted.contains(verdict)).count() as f64
        };
        let in_scope =
            count(&[Verdict::Right, Verdict::Suggested, Verdict::Unanswered, Verdict::Neighbour, Verdict::Wrong]);
        let shares = [
            ("right", count(&[Verdict::Right]) / in_scope, 0.9, 1.0),
            ("right or suggested", count(&[Verdict::Right, Verdict::Suggested]) / in_scope, 0.945, 1.0),
            ("right or a neighbour", count(&[Verdict::Right, Verdict::Neighbour]) / in_scope, 0.92, 1.0),
            ("wrong", count(&[Verdict::Wrong]) / in_scope, 0.0, 0.006),
            ("fooled", count(&[Verdict::Fooled]) / count(&[Verdict::Refused, Verdict::Fooled]), 0.0, 0.045),
        ];
        for (name, share, least, most) in shares {
            assert!((least..=most).contains(&share), "{} {name}: {share:.3}, not {least} to {most}", lang.code());
        }
    }
    if std::env::var_os("ATTACHE_WRITE_QUALITY").is_some() {
        fs::write(path("results.tsv"), &table).expect("the table can be written");
    }
    let committed = fs::read_to_string(path("results.tsv")).unwrap_or_default();
    let moved: Vec<String> = table
        .lines()
        .zip(committed.lines().chain(std::iter::repeat("")))
        .filter(|(now, before)| now != before)
        .map(|(now, before)| format!("  was {before}\n  now {now}"))
        .collect();
    assert!(
        moved.is_empty() && table.lines().count() == committed.lines().count(),
        "{} questions moved; if that is what you want: ATTACHE_WRITE_QUALITY=1 cargo test --test quality\n{}",
        moved.len(),
        moved.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
    );
}

//! `attache stats`: the knowledge base in numbers, as text that lines up and as JSON.
#![cfg(all(feature = "cli", feature = "discord"))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::path::Path;

use console::{attache, attache_on, folder, in_order, on_built_in, on_small, run, small};
use serde_json::{Value, json};

fn change(folder: &Path, file: &str, how: impl FnOnce(&mut Value)) {
    let path = folder.join(file);
    let mut value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    how(&mut value);
    fs::write(&path, value.to_string()).unwrap();
}

/// The lines from the one that starts with `first` up to an empty one.
fn table<'a>(text: &'a str, first: &str) -> Vec<&'a str> {
    text.lines().skip_while(|line| !line.starts_with(first)).take_while(|line| !line.is_empty()).collect()
}

#[test]
fn the_numbers_of_the_small_knowledge_base_line_up() {
    let text = on_small(&["stats"], b"").fine();
    let expected = "
              en  it  ko
entries        8   7   7
phrasings     24  24  24
tests          0   0   0
nots           4   4   4
unanswerable   1   1   1

sources  2 of 2 used: press 1 of 1, no kind 1 of 1
terms    3
reviews  0 overdue, 0 due by 2026-05-02
answers  0 past valid_until, 1 with a note

topic     entries  phrasings en  it  ko  tests en  it  ko  nots  sources  newest as_of  overdue
mou             2             6   6   6         0   0   0     3        2    2026-01-19        0
olympics        2             6   6   6         0   0   0     3        1    2026-01-19        0
summit          2             6   6   6         0   0   0     3        2    2026-01-19        0
trade           2             6   6   6         0   0   0     3        1    2026-01-19        0
total           8            24  24  24         0   0   0    12        2    2026-01-19        0

Thin: the fewest phrasings, or under 2 tests in a language
                               phrasings en  it  ko  tests en  it  ko
  mou-count (mou)                         3   3   3         0   0   0
  mou-chips (mou)                         3   3   3         0   0   0
  olympics-opening (olympics)             3   3   3         0   0   0
  olympics-house (olympics)               3   3   3         0   0   0
  summit-gift (summit)                    3   3   3         0   0   0
  summit-lunch (summit)                   3   3   3         0   0   0
  trade-total (trade)                     3   3   3         0   0   0
  travel-flights (trade)                  3   3   3         0   0   0
";
    assert_eq!(text.trim_end(), expected.trim_start_matches('\n').trim_end());
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn json_has_the_same_numbers() {
    let stats = on_small(&["stats", "--json"], b"").json();
    for (pointer, expected) in [
        ("/today", json!("2026-02-01")),
        ("/answers", json!({"en": 8, "it": 7, "ko": 7})),
        ("/unanswerable/en", json!(1)),
        ("/sources/used", json!(2)),
        ("/sources/kinds/0", json!({"kind": "press", "used": 1, "all": 1})),
        ("/terms", json!(3)),
        ("/due_by", json!("2026-05-02")),
        ("/with_note", json!(1)),
        ("/total/entries", json!(8)),
        ("/total/phrasings", json!({"en": 24, "it": 24, "ko": 24})),
        ("/topics/0/topic", json!("mou")),
        ("/topics/0/nots", json!({"en": 1, "it": 1, "ko": 1})),
        ("/topics/3/newest_as_of", json!("2026-01-19")),
        ("/thin/0/id", json!("mou-count")),
    ] {
        assert_eq!(stats.pointer(pointer), Some(&expected), "{pointer}: {stats:#}");
    }
    assert_eq!(stats["thin"].as_array().unwrap().len(), 8);
}

#[test]
fn what_is_due_depends_on_the_day() {
    let dir = folder();
    change(dir.path(), "topics/mou.json", |topic| topic["entries"][0]["review_by"] = json!("2026-04-01"));
    let on = |day: &str| {
        let mut command = attache(&["stats", "--today", day]);
        run(command.arg("--knowledge").arg(dir.path()), b"").fine()
    };
    in_order(&on("2026-02-01"), &["0 overdue, 1 due by 2026-05-02", "0 past valid_until"]);
    let later = on("2026-07-01");
    in_order(&later, &["1 overdue, 0 due by 2026-09-29", "1 past valid_until"]);
    let last = |line: &&str| line.split_whitespace().next_back().map(str::to_owned);
    let overdue: Vec<_> = table(&later, "topic").iter().filter_map(last).collect();
    assert_eq!(overdue, ["overdue", "1", "0", "0", "0", "1"]);
}

#[test]
fn columns_line_up_beside_a_command_in_hangul() {
    let dir = folder();
    change(dir.path(), "topics/mou.json", |topic| topic["command"] = json!("양해각서-목록"));
    fs::rename(dir.path().join("topics/mou.json"), dir.path().join("topics/양해각서-목록.json")).unwrap();
    let text = run(&mut attache_on(dir.path(), &["stats"]), b"").fine();
    // A Hangul syllable is one character and two columns wide.
    let width = |line: &&str| line.chars().map(|c| if ('가'..='힣').contains(&c) { 2 } else { 1 }).sum::<usize>();
    let widths: Vec<usize> = table(&text, "topic").iter().map(width).collect();
    assert_eq!(widths, [widths[0]; 6], "{text}");
}

#[test]
fn no_more_than_ten_thin_entries_are_listed() {
    let dir = folder();
    change(dir.path(), "topics/trade.json", |topic| {
        let entries = topic["entries"].as_array_mut().unwrap();
        for number in 0..4 {
            let mut more = entries[0].clone();
            more["id"] = json!(format!("more-{number}"));
            for lang in ["en", "it", "ko"] {
                more["questions"][lang] = json!([format!("{lang} question number {number}?")]);
            }
            entries.push(more);
        }
    });
    let text = run(&mut attache_on(dir.path(), &["stats"]), b"").fine();
    let thin = table(&text, "Thin");
    assert_eq!(thin.len(), 2 + 10 + 1, "{text}");
    assert!(thin[2].starts_with("  more-0 (trade)"), "those with the fewest phrasings come first: {text}");
    assert_eq!(thin[12].trim_start(), "and 2 more entries (--json lists all)");
}

#[test]
fn a_broken_or_missing_knowledge_base_is_told_as_everywhere() {
    let dir = folder();
    fs::write(dir.path().join("sources.json"), "{").unwrap();
    let said = run(&mut attache_on(dir.path(), &["stats"]), b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    in_order(&said.err, &["sources.json", "cannot use the knowledge base"]);
    assert_eq!(run(&mut attache_on(&small().join("none"), &["stats"]), b"").status, Some(2));
}

#[test]
fn the_compiled_in_knowledge_base_has_stats_too() {
    let stats = on_built_in(&["stats", "--json"], b"").json();
    assert!(stats["total"]["entries"].as_u64().unwrap() > 100, "{stats:#}");
    assert_eq!(stats["sources"]["used"], stats["sources"]["all"], "every shipped source is cited");
}

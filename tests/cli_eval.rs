//! `attache eval`: judges replies by the labels of a file, and says which line of a bad file is bad.
#![cfg(all(feature = "cli", feature = "discord"))]

#[path = "support/console.rs"]
mod console;

use std::path::Path;

use console::{attache, attache_on, in_order, run, small};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Right: 1, 2, 4, 5, 8, 9. Line 3 names another entry, 6 asks for words that the answer lacks, 7 is answered
/// though it must not be, 11 is suggested, 12 stays unanswered; line 10 is empty.
const LABELLED: &str = r#"{"q": "How many MOUs did Korea and Italy sign in Seoul?", "lang": "en", "id": "mou-count"}
{"q": "When do the Winter Olympics open?", "lang": "en", "expect": [["6 FEBRUARY", "6 Feb"], ["2026"]]}
{"q": "What was served at the lunch for Meloni?", "lang": "en", "id": "summit-gift"}
{"q": "Quando si aprono le Olimpiadi invernali?", "lang": "it", "expect": [["febb?raio"]]}
{"q": "Chi ha vinto lo scudetto?", "lang": "it", "expect": null}
{"q": "Quando si aprono le Olimpiadi invernali?", "lang": "it", "expect": [["febbraio"], ["marzo", "aprile"]]}
{"q": "서울과 로마 사이에 직항편이 있나요?", "lang": "ko", "id": null}
{"q": "동계 올림픽은 언제 개막하나요?", "lang": "ko", "expect": [["2월", "이월"]]}
{"q": "김치찌개는 어떻게 끓이나요?", "lang": "ko", "expect": null}

{"q": "Meloni", "lang": "en", "id": "summit-gift"}
{"q": "How do I knit a scarf?", "id": "mou-count"}
"#;

fn file(text: &str) -> (TempDir, String) {
    let dir = tempfile::tempdir().expect("a test has a folder of its own");
    let path = dir.path().join("questions.jsonl");
    std::fs::write(&path, text).expect("it can be written");
    let path = path.display().to_string();
    (dir, path)
}

#[track_caller]
fn eval(text: &str, args: &[&str]) -> String {
    let (_dir, path) = file(text);
    run(attache_on(&small(), &["eval", &path]).args(args), b"").fine()
}

/// The file is refused, and each piece is named.
#[track_caller]
fn check_refused(text: &str, pieces: &[&str]) {
    let (_dir, path) = file(text);
    let said = run(&mut attache_on(&small(), &["eval", &path]), b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
    in_order(&said.err, &[&[path.as_str()], pieces].concat());
}

#[test]
fn replies_are_counted_by_language_and_verdict() {
    let result: Value = serde_json::from_str(&eval(LABELLED, &["--json"])).unwrap();
    let counts = |lang: &str, keys: &[&str]| -> Vec<u64> {
        keys.iter().map(|key| result["languages"][lang][key].as_u64().expect("a count")).collect()
    };
    let in_scope = ["right", "suggested", "wrong", "unanswered", "best_is_right"];
    let out_of_scope = ["out_of_scope", "out_of_scope_answered", "out_of_scope_suggested"];
    for (lang, expected, beyond) in [
        ("en", [2, 1, 1, 0, 3], [0, 0, 0]),
        ("it", [1, 0, 1, 0, 1], [1, 0, 0]),
        ("ko", [1, 0, 0, 0, 1], [2, 1, 0]),
        ("?", [0, 0, 0, 1, 0], [0, 0, 0]),
    ] {
        assert_eq!(counts(lang, &in_scope), expected, "{lang}: {result:#}");
        assert_eq!(counts(lang, &out_of_scope), beyond, "{lang}: {result:#}");
    }
}

#[test]
fn misses_are_listed_with_their_lines() {
    let result: Value = serde_json::from_str(&eval(LABELLED, &["--json"])).unwrap();
    let misses: Vec<Value> = result["misses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|miss| json!([miss["line"], miss["lang"], miss["verdict"], miss["in_scope"]]))
        .collect();
    let up_to_the_empty_line =
        [json!([3, "en", "wrong", true]), json!([6, "it", "wrong", true]), json!([7, "ko", "wrong", false])];
    assert_eq!(misses[..3], up_to_the_empty_line, "{result:#}");
    // Empty lines count as an editor counts them.
    let lines: Vec<&Value> = misses[3..].iter().map(|miss| &miss[0]).collect();
    assert_eq!(lines, [11, 12], "{result:#}");
}

#[test]
fn the_table_names_languages_shares_and_misses() {
    let text = eval(LABELLED, &[]);
    in_order(
        &text,
        &[
            "In scope",
            "right",
            "en",
            "of 4",
            "2 (50.0%)",
            "it",
            "of 2",
            "Out of scope",
            "ko",
            "of 2",
            "Score",
            "expected calibration error",
            "Misses",
        ],
    );
    in_order(&text, &["3 en wrong: What was served at the lunch for Meloni?", "-> summit-lunch"]);
    in_order(&text, &["7 ko wrong (out of scope): 서울과 로마", "-> travel-flights"]);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    let short = eval(LABELLED, &["--misses", "1"]);
    in_order(&short, &["3 en wrong", "and 4 more"]);
    assert!(!short.contains("7 ko wrong"), "{short}");
}

#[test]
fn each_group_must_match_and_one_of_a_group_is_enough() {
    let right = |expect: &Value| {
        let line = json!({"q": "When do the Winter Olympics open?", "expect": expect}).to_string();
        let result: Value = serde_json::from_str(&eval(&line, &["--json"])).unwrap();
        result["languages"]["?"]["right"] == 1
    };
    for expect in
        [json!([["february"]]), json!([["march", "FEBRUARY"]]), json!([["febr.*y"], ["\\b2026\\b"]]), json!([])]
    {
        assert!(right(&expect), "{expect}");
    }
    for expect in [json!([["march"]]), json!([["february"], ["march"]]), json!([[]])] {
        assert!(!right(&expect), "{expect}");
    }
}

#[test]
fn a_bad_line_is_named_by_its_number() {
    let good = "{\"q\": \"a\", \"id\": null}\n";
    for bad in [
        "not json",
        "{\"id\": \"x\"}",
        "{\"q\": 1, \"id\": null}",
        "{\"q\": \"a\", \"lang\": \"fr\", \"id\": null}",
        "{\"q\": \"a\", \"lang\": {\"ko\": null}, \"id\": null}",
        "[]",
        "[\"a\", \"en\", null, null]",
    ] {
        check_refused(&format!("{good}\n{bad}\n{good}"), &["line 3"]);
    }
    check_refused("{\"q\": \"a\"}", &["line 1", "\"id\" or \"expect\""]);
    check_refused(&format!("{good}{{\"q\": \"a\", \"expect\": [\"x\"]}}"), &["line 2"]);
}

#[test]
fn a_bad_expression_is_named_with_its_line() {
    let bad = json!({"q": "a", "expect": [["fine"], ["also fine", "(unclosed"]]});
    check_refused(&format!("{{\"q\": \"a\", \"id\": null}}\n{bad}\n"), &["line 2", "(unclosed"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let said = run(&mut attache(&["eval", "/nowhere/questions.jsonl"]), b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    in_order(&said.err, &["/nowhere/questions.jsonl"]);
    let (_dir, path) = file("");
    std::fs::write(Path::new(&path), b"\xff\xfe").unwrap();
    let said = run(&mut attache_on(&small(), &["eval", &path]), b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    in_order(&said.err, &["questions.jsonl"]);
}

#[test]
fn an_empty_file_has_no_misses() {
    let result: Value = serde_json::from_str(&eval("", &["--json"])).unwrap();
    let nothing = json!({
        "languages": {},
        "reliability": [],
        "expected_calibration_error": 0.0,
        "threshold": null,
        "misses": [],
    });
    assert_eq!(result, nothing);
}

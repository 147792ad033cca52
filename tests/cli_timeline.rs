//! `attache timeline`: the dated events of all entries, in order, with their sources, in three languages.
#![cfg(all(feature = "cli", feature = "discord"))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::path::Path;

use console::{attache_on, folder, in_order, on_built_in, on_small, run};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The day of these tests is 2026-02-01.
fn with_events() -> TempDir {
    let dir = folder();
    let treaty = json!({"en": "Treaty of friendship", "it": "Trattato di amicizia", "ko": "수호통상조약 체결"});
    let signed = json!({"en": "Three memorandums signed", "it": "Firmati tre memorandum", "ko": "양해각서 3건 체결"});
    let opening = json!({"en": "The Games open", "it": "Si aprono i Giochi", "ko": "올림픽 개막"});
    add(dir.path(), "mou", 0, &json!([{"date": "2026-01-19", "title": signed}, {"date": "1884", "title": treaty}]));
    add(dir.path(), "olympics", 0, &json!([{"date": "2026-02-06", "title": opening}]));
    add(dir.path(), "olympics", 1, &json!([{"date": "2026-02", "title": {"it": "Casa Corea a Milano"}}]));
    let again = json!([{"date": "2026-01-19", "title": signed, "sources": ["agency"]}]);
    add(dir.path(), "summit", 1, &again);
    dir
}

fn add(folder: &Path, topic: &str, entry: usize, events: &Value) {
    let path = folder.join(format!("topics/{topic}.json"));
    let mut file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    file["entries"][entry]["events"] = events.clone();
    fs::write(&path, file.to_string()).unwrap();
}

#[track_caller]
fn check(args: &[&str], expected: &str) {
    let dir = with_events();
    let text = run(attache_on(dir.path(), &["timeline"]).args(args), b"").fine();
    assert_eq!(text.trim_end(), expected.trim());
}

#[test]
fn events_come_in_order_with_publisher_and_address_each_once() {
    check(
        &[],
        "
1884             Treaty of friendship (The Gazette)
    https://gazette.example/three-memorandums
19 January 2026  Three memorandums signed (The Gazette, 통신사)
    https://gazette.example/three-memorandums
February 2026    Casa Corea a Milano (The Gazette)
    https://gazette.example/three-memorandums
6 February 2026  The Games open [planned] (The Gazette)
    https://gazette.example/three-memorandums",
    );
}

#[test]
fn dates_titles_and_the_mark_of_what_is_planned_are_in_the_language() {
    check(
        &["--lang", "it", "--topic", "olympics"],
        "
febbraio 2026    Casa Corea a Milano (The Gazette)
    https://gazette.example/three-memorandums
6 febbraio 2026  Si aprono i Giochi [in programma] (The Gazette)
    https://gazette.example/three-memorandums",
    );
    check(
        &["--lang", "ko", "--topic", "/mou"],
        "
1884년           수호통상조약 체결 (The Gazette)
    https://gazette.example/three-memorandums
2026년 1월 19일  양해각서 3건 체결 (The Gazette)
    https://gazette.example/three-memorandums",
    );
    check(
        &["--lang", "ko", "--topic", "olympics"],
        "
2026년 2월      Casa Corea a Milano (The Gazette)
    https://gazette.example/three-memorandums
2026년 2월 6일  올림픽 개막 [예정] (The Gazette)
    https://gazette.example/three-memorandums",
    );
}

#[test]
fn a_topic_shows_what_it_tells_though_another_tells_it_first() {
    check(&["--topic", "summit"], "19 January 2026  Three memorandums signed (통신사)");
}

#[test]
fn no_events_are_said_in_the_language() {
    for (lang, sentence) in
        [("en", "There are no"), ("it", "Non ci sono eventi con una data"), ("ko", "표시할 내용이 없습니다")]
    {
        in_order(&on_small(&["timeline", "--lang", lang], b"").fine(), &[sentence]);
    }
    assert_eq!(on_small(&["timeline", "--json"], b"").json(), json!([]));
}

#[test]
fn json_has_every_event_with_its_entry_and_sources() {
    let dir = with_events();
    let events = run(&mut attache_on(dir.path(), &["timeline", "--json", "--lang", "en"]), b"").json();
    let gazette = json!({"id": "gazette", "title": "Korea and Italy sign three memorandums",
        "publisher": "The Gazette", "date": "2026-01-19", "url": "https://gazette.example/three-memorandums"});
    let agency = json!({"id": "agency", "title": "이탈리아와 양해각서 세 건 체결", "publisher": "통신사",
        "date": "2026-01", "url": null});
    let event =
        |date: &str, (title, lang): (&str, &str), topic: &str, entry: &str, planned: bool, sources: &[&Value]| {
            json!({"date": date, "title": title, "lang": lang, "topic": topic, "entry": entry, "planned": planned,
            "sources": sources})
        };
    let expected = json!([
        event("1884", ("Treaty of friendship", "en"), "mou", "mou-count", false, &[&gazette]),
        event("2026-01-19", ("Three memorandums signed", "en"), "mou", "mou-count", false, &[&gazette, &agency]),
        event("2026-02", ("Casa Corea a Milano", "it"), "olympics", "olympics-house", false, &[&gazette]),
        event("2026-02-06", ("The Games open", "en"), "olympics", "olympics-opening", true, &[&gazette]),
    ]);
    assert_eq!(events, expected, "{events:#}");
}

#[test]
fn an_unknown_topic_is_bad_usage_that_names_the_nearest_and_lists_all() {
    let said = on_small(&["timeline", "--topic", "olimpics"], b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    in_order(&said.err, &["\"olimpics\"", "did you mean olympics?", "mou, olympics, summit, trade"]);
    let said = on_small(&["timeline", "--topic", "xyz", "--json"], b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    assert!(!said.err.contains("did you mean"), "{}", said.err);
    assert_eq!(on_small(&["timeline", "--lang", "fr"], b"").status, Some(2));
}

#[test]
fn a_broken_knowledge_base_is_told_as_everywhere() {
    let dir = folder();
    add(dir.path(), "mou", 0, &json!([{"date": "1884-13", "title": {"en": "Treaty"}}]));
    let said = run(&mut attache_on(dir.path(), &["timeline"]), b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    in_order(&said.err, &["mou.json", "cannot use the knowledge base"]);
}

#[test]
fn the_shipped_timeline_begins_with_the_treaty_and_has_every_title_in_every_language() {
    for (lang, first) in [("en", "26 June 1884"), ("it", "26 giugno 1884"), ("ko", "1884년 6월 26일")] {
        let text = on_built_in(&["timeline", "--lang", lang], b"").fine();
        assert!(text.starts_with(first), "{text}");
        let events = on_built_in(&["timeline", "--json", "--lang", lang], b"").json();
        for event in events.as_array().unwrap() {
            assert_eq!(event["lang"], lang, "{event:#}");
            assert!(!event["sources"].as_array().unwrap().is_empty(), "{event:#}");
        }
    }
}

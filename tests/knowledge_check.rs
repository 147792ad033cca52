//! Breaks a good knowledge folder in every way that has a code, and looks at what the checker says.

use attache::knowledge::{Code, Files, Inspection, Problem, Report, Severity, inspect_files};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 2, 1);

const SOURCES: &str = r#"{
  "sources": [
    {
      "id": "joongang-2026-01-19",
      "title": "Korea, Italy upgrade ties",
      "publisher": "Korea JoongAng Daily",
      "date": "2026-01-19",
      "language": "en",
      "url": "https://koreajoongangdaily.joins.com/news/1",
      "kind": "press",
      "country": "KR"
    },
    {
      "id": "ansa-2026-01",
      "title": "Italia e Corea",
      "publisher": "ANSA",
      "date": "2026-01",
      "language": "it"
    }
  ]
}
"#;

const MOU: &str = r#"{
  "$schema": "../schema/topic.schema.json",
  "command": "mou",
  "title": { "en": "Memorandums", "it": "Memorandum", "ko": "양해각서" },
  "description": { "en": "What was signed", "it": "Che cosa fu firmato", "ko": "무엇에 서명했나" },
  "entries": [
    {
      "id": "mou-count",
      "questions": {
        "en": ["How many MOUs were signed?", "number of MOUs"],
        "it": ["Quanti memorandum sono stati firmati?"],
        "ko": ["양해각서가 몇 건이야?"]
      },
      "answer": { "en": "Three.", "it": "Tre.", "ko": "세 건입니다." },
      "sources": ["joongang-2026-01-19", "ansa-2026-01"],
      "as_of": "2026-01-19",
      "review_by": "2027-01-31",
      "valid_until": "2027-12-31",
      "related": ["mou-chips"],
      "tests": { "en": ["hw many mous did they sign"] },
      "not": { "en": ["How many MOUs did Korea sign with Japan?"] },
      "events": [{ "date": "2026-01-19", "title": { "en": "Signed", "it": "Firma", "ko": "서명" } }]
    },
    {
      "id": "mou-chips",
      "questions": { "en": ["Chips MOU?"], "it": ["Il memorandum sui chip?"], "ko": ["반도체 양해각서?"] },
      "answer": { "en": "Yes.\nOne.", "it": "Sì.", "ko": "네." },
      "sources": ["ansa-2026-01"],
      "as_of": "2026-01-19"
    }
  ]
}
"#;

const UNANSWERABLE: &str = r#"{ "questions": { "en": ["Who won the 2022 World Cup?"], "it": [], "ko": [] } }
"#;

const TERMS: &str = r#"{ "terms": [{ "en": ["MOU", "memorandum of understanding"], "ko": ["양해각서"] }] }
"#;

/// The good folder, with some files replaced, added, or (with no bytes) taken away.
fn folder(changes: &[(&str, &[u8])]) -> Files {
    let mut files: Vec<(&str, &[u8])> = vec![
        ("sources.json", SOURCES.as_bytes()),
        ("terms.json", TERMS.as_bytes()),
        ("topics/mou.json", MOU.as_bytes()),
        ("unanswerable.json", UNANSWERABLE.as_bytes()),
    ];
    files.retain(|(path, _)| changes.iter().all(|(changed, _)| changed != path));
    files.extend(changes.iter().filter(|(_, bytes)| !bytes.is_empty()));
    Files::new(files)
}

fn list(inspection: &Inspection) -> String {
    let report = Report::new(&inspection.documents);
    inspection.problems.iter().map(|problem| report.render(problem) + "\n").collect()
}

#[track_caller]
fn expect<'a>(inspection: &'a Inspection, code: &str, line: usize, message: &str, help: &str) -> &'a Problem {
    let fits = |p: &&Problem| p.code.as_str() == code && p.place.line.unwrap_or(0) == line;
    let problem = inspection.problems.iter().find(fits).unwrap_or_else(|| {
        panic!("no {code} in line {line}, but:\n{}", list(inspection));
    });
    assert!(problem.message.contains(message), "{message:?} is not in {:?}", problem.message);
    assert!(problem.help.as_deref().unwrap_or_default().contains(help), "{help:?} is not in {:?}", problem.help);
    assert_eq!(inspection.knowledge.is_none(), inspection.errors() > 0, "only errors keep a base from loading");
    let shown = Report::new(&inspection.documents).render(problem);
    assert!(shown.contains(&problem.message) && shown.contains(code), "{shown}");
    problem
}

/// In the file `path`, `from` becomes `to`; then there is exactly this problem. Line 0 is the whole file.
#[track_caller]
fn check(path: &str, from: &str, to: &str, code: &str, line: usize, message: &str, help: &str) {
    let inspection = broken(path, from, to);
    expect(&inspection, code, line, message, help);
    assert_eq!(inspection.problems.len(), 1, "one fault, one problem:\n{}", list(&inspection));
}

#[track_caller]
fn broken(path: &str, from: &str, to: &str) -> Inspection {
    let good = match path {
        "sources.json" => SOURCES,
        "terms.json" => TERMS,
        "unanswerable.json" => UNANSWERABLE,
        _ => MOU,
    };
    assert!(good.contains(from), "{from:?} is not in {path}");
    inspect_files(&folder(&[(path, good.replacen(from, to, 1).as_bytes())]), TODAY)
}

const T: &str = "topics/mou.json";
const S: &str = "sources.json";

#[test]
fn the_good_folder_has_no_problem() {
    let inspection = inspect_files(&folder(&[]), TODAY);
    assert_eq!(list(&inspection), "");
    assert_eq!(inspection.summary(), "1 topic, 2 entries, 2 sources: 0 errors, 0 warnings");
}

#[test]
fn broken_json_is_refused() {
    check(T, "\"mou\",", "\"mou\"", "invalid-json", 4, "expected `,` or `}`", "put a comma");
    check(
        T,
        "\"as_of\": \"2026-01-19\"\n    }\n",
        "\"as_of\": \"2026-01-19\",\n    }\n",
        "invalid-json",
        30,
        "trailing comma",
        "remove",
    );
    check(T, "\"Three.\"", "'Three.'", "invalid-json", 14, "expected value", "double quotation marks");
    check(T, "\"Three.\"", "\"The \"three\".\"", "invalid-json", 14, "expected `,` or `}`", "write \\\"");
    check(T, "Three.\",", "Three.,", "invalid-json", 14, "expected `,` or `}`", "is one missing");
    check(T, "  ]\n}\n", "", "invalid-json", 31, "EOF", "ends too soon");
    check(S, SOURCES, " ", "invalid-json", 1, "EOF", "the file is empty");
    check(T, "{", "// a comment\n{", "invalid-json", 1, "expected value", "no comments");
}

#[test]
fn keys_are_those_of_the_format() {
    check(
        T,
        "\"answer\"",
        "\"anser\"",
        "unknown-key",
        14,
        "`entries[0]` has the unknown key `anser`",
        "did you mean `answer`?",
    );
    check(T, "\"$schema\"", "\"colour\"", "unknown-key", 2, "`colour`", "expected `$schema`, `command`");
    let fr = "`entries[0].answer` has the unknown key `fr`";
    check(T, "\"it\": \"Tre.\"", "\"fr\": \"Trois.\"", "unknown-key", 14, fr, "`en`");
    check(
        T,
        "      \"as_of\": \"2026-01-19\",\n",
        "",
        "missing-key",
        7,
        "`entries[0]` has no `as_of`",
        "the day for which the answer holds",
    );
    check(T, "\"command\": \"mou\",", "", "missing-key", 1, "the file has no `command`", "add `command`");
    check(
        S,
        "      \"language\": \"it\"\n",
        "      \"kind\": \"press\"\n",
        "missing-key",
        13,
        "`sources[1]` has no `language`",
        "add",
    );
    check(
        T,
        "\"as_of\": \"2026-01-19\",",
        "\"as_of\": \"2026-01-19\", \"as_of\": \"2026-01-20\",",
        "duplicate-key",
        16,
        "`entries[0]` has the key `as_of` twice",
        "keep one",
    );
}

#[test]
fn values_are_of_the_type_that_their_key_asks_for() {
    check(
        T,
        "\"2027-01-31\"",
        "20270131",
        "wrong-type",
        17,
        "`entries[0].review_by` must be a text, found a number",
        "double quotes",
    );
    check(
        T,
        "[\"ansa-2026-01\"]",
        "\"ansa-2026-01\"",
        "wrong-type",
        28,
        "must be a list, found a text",
        "square brackets",
    );
    check(T, "\"2027-01-31\"", "null", "wrong-type", 17, "found null", "leave the key out");
    check("terms.json", TERMS, "[]", "wrong-type", 1, "the file must be an object, found a list", "an object");
    check(S, "\"press\"", "\"pres\"", "unknown-value", 10, "`sources[0].kind` is \"pres\"", "did you mean `press`?");
}

#[test]
fn texts_are_neither_empty_nor_too_long() {
    check(T, "\"Three.\"", "\" \"", "empty-value", 14, "`entries[0].answer.en` is empty", "");
    check(
        T,
        "{ \"en\": [\"hw many mous did they sign\"] }",
        "{}",
        "empty-value",
        20,
        "`entries[0].tests` is empty",
        "at least one language",
    );
    check(T, "[\"Chips MOU?\"]", "[]", "empty-value", 26, "`entries[1].questions.en` is empty", "at least one");
    check(
        T,
        "\"Three.\"",
        &format!("\"{}\"", "x".repeat(4097)),
        "too-long",
        14,
        "4097 characters long, at most 4096",
        "shorten it by 1",
    );
    check(T, "\"양해각서\"", &format!("\"{}\"", "한".repeat(257)), "too-long", 4, "at most 256", "shorten");
    check(T, "\"What was signed\"", &format!("\"{}\"", "x".repeat(101)), "too-long", 5, "at most 100", "shorten");
    // Discord may count such a character as two; so do we.
    check(
        T,
        "\"What was signed\"",
        &format!("\"{}\"", "𝄞".repeat(51)),
        "too-long",
        5,
        "102 characters",
        "shorten it by 2",
    );
    check(
        T,
        "\"number of MOUs\"",
        &format!("\"{}\"", "x".repeat(501)),
        "too-long",
        10,
        "at most 500",
        "shorten it by 1",
    );
    check(
        T,
        "\"How many MOUs were signed?\"",
        &format!("\"{}\"", "x".repeat(101)),
        "long-question",
        10,
        "101 characters",
        "shorter phrasing first",
    );
    check(T, "[\"ansa-2026-01\"]", "[]", "no-source", 28, "`entries[1].sources` is empty", "no answer goes without");
}

#[test]
fn texts_hold_nothing_hidden() {
    check(T, "Memorandums", "Memo\\u202erandums", "control-character", 4, "\\u{202e}", "remove it");
    check(T, "Memorandums", "Memo\\nrandums", "control-character", 4, "\\u{a}", "answers and notes only");
    check(T, "Three.", "Three.\\u0007", "control-character", 14, "\\u{7}", "remove it");
    check(T, "number of MOUs", "number of M\u{200b}OUs", "control-character", 10, "\\u{200b}", "remove it");
    check(T, "Three.", "\u{200b}", "control-character", 14, "`entries[0].answer.en` holds the hidden", "remove it");
    assert_eq!(list(&broken(T, "Three.", "Three 👨\u{200d}👩\u{200d}👧.")), "");
}

#[test]
fn commands_are_valid_and_their_files_named_after_them() {
    check(T, "\"mou\"", "\"m o u\"", "bad-command-name", 3, "`command` is \"m o u\"", "write \"m-o-u\"");
    check(T, "\"mou\"", "\"memo\"", "file-name", 3, "the file is named \"mou\"", "rename the file to \"memo.json\"");
    let capital = MOU.replace("\"mou\"", "\"Mou\"");
    let inspection = inspect_files(&folder(&[(T, b""), ("topics/Mou.json", capital.as_bytes())]), TODAY);
    expect(&inspection, "bad-command-name", 3, "small letters", "write \"mou\"");
    let ask = MOU.replace("\"mou\"", "\"ask\"");
    let inspection = inspect_files(&folder(&[(T, b""), ("topics/ask.json", ask.as_bytes())]), TODAY);
    expect(&inspection, "reserved-command", 3, "Attaché has itself", "another name");
    // The file's name is none that a command may have, so it is the file that has to change.
    let inspection = inspect_files(&folder(&[(T, b""), ("topics/Mou.json", MOU.as_bytes())]), TODAY);
    let problem = expect(&inspection, "file-name", 3, "the file is named \"Mou\"", "rename the file to \"mou.json\"");
    assert!(!problem.help.as_deref().unwrap().contains("write"), "{problem:?}");
}

#[test]
fn commands_are_all_that_discord_takes() {
    for name in ["l'arte", "हिन्दी", "양해각서", "a-b_c"] {
        let topic = MOU.replace("\"mou\"", &format!("\"{name}\""));
        let inspection = inspect_files(&folder(&[(T, b""), (&format!("topics/{name}.json"), topic.as_bytes())]), TODAY);
        assert_eq!(list(&inspection), "", "{name}");
    }
}

#[test]
fn there_are_no_more_topics_than_discord_takes_commands() {
    let topic = |number: usize| {
        let ids = MOU
            .replace("\"mou-", &format!("\"mou-{number}-"))
            .replace("hw many", &format!("hw {number}"))
            .replace("\"mou\"", &format!("\"mou{number}\""));
        (format!("topics/mou{number}.json"), ids.into_bytes())
    };
    let inspect = |count| {
        let topics: Vec<(String, Vec<u8>)> = (0..count).map(topic).collect();
        let changes: Vec<(&str, &[u8])> =
            topics.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        inspect_files(&folder(&[&[(T, &b""[..])], &changes[..]].concat()), TODAY)
    };
    assert_eq!(inspect(95).errors(), 0);
    let inspection = inspect(96);
    expect(&inspection, "too-many-topics", 0, "there are 96 topics, and Discord takes 95", "merge some");
}

#[test]
fn ids_are_well_formed_and_unique() {
    check(
        T,
        "\"id\": \"mou-count\"",
        "\"id\": \"MOU count\"",
        "bad-id",
        8,
        "`entries[0].id` is \"MOU count\"",
        "write \"mou-count\"",
    );
    let inspection = broken(T, "\"id\": \"mou-chips\"", "\"id\": \"mou-count\"");
    let problem = expect(&inspection, "duplicate-id", 25, "the entry id \"mou-count\" is taken", "another id");
    assert_eq!(problem.also[0].place.line, Some(8), "both places are shown");
    let inspection = broken(S, "\"ansa-2026-01\"", "\"joongang-2026-01-19\"");
    let problem = expect(&inspection, "duplicate-id", 14, "the source id", "another id");
    assert_eq!(problem.also[0].place.line, Some(4));
}

#[test]
fn what_is_named_exists() {
    let inspection = broken(T, "[\"ansa-2026-01\"]", "[\"ansa-2026-1\"]");
    expect(&inspection, "unknown-source", 28, "there is no source \"ansa-2026-1\"", "did you mean \"ansa-2026-01\"?");
    check(
        T,
        "[\"mou-chips\"]",
        "[\"mou-chip\"]",
        "unknown-related",
        19,
        "there is no entry \"mou-chip\"",
        "did you mean \"mou-chips\"?",
    );
    check(T, "[\"mou-chips\"]", "[\"mou-count\"]", "related-to-itself", 19, "\"mou-count\"", "remove");
    check(T, "[\"mou-chips\"]", "[\"mou-chips\", \"mou-chips\"]", "repeated-reference", 19, "stands twice", "remove");
    let spare = r#"{ "id": "spare", "title": "T", "publisher": "P", "language": "en" }, {"#;
    check(
        S,
        "{\n      \"id\": \"joongang",
        &format!("{spare}\n      \"id\": \"joongang"),
        "unused-source",
        3,
        "\"spare\"",
        "cite it",
    );
}

#[test]
fn dates_are_of_the_calendar_and_in_order() {
    check(
        T,
        "\"as_of\": \"2026-01-19\"",
        "\"as_of\": \"2026-02-30\"",
        "bad-date",
        16,
        "\"2026-02-30\"",
        "such as 2026-01-19",
    );
    check(T, "\"as_of\": \"2026-01-19\"", "\"as_of\": \"19.1.2026\"", "bad-date", 16, "YYYY-MM-DD", "such as");
    check(T, "\"as_of\": \"2026-01-19\"", "\"as_of\": \"20260119\"", "bad-date", 16, "YYYY-MM-DD", "such as");
    check(T, "\"date\": \"2026-01-19\"", "\"date\": \"2026-13\"", "bad-date", 22, "YYYY-MM or YYYY", "such as");
    check(S, "\"2026-01\"", "\"January\"", "bad-date", 17, "`sources[1].date` is \"January\"", "such as");
    check(T, "\"as_of\": \"2026-01-19\"", "\"as_of\": \"2026-03-01\"", "future-date", 16, "future", "write the day");
    check(S, "\"2026-01-19\"", "\"2026-03-01\"", "future-date", 7, "today is 2026-02-01", "published");
    check(T, "2027-12-31", "2026-01-31", "expired", 18, "valid until 2026-01-31", "up to date");
    check(T, "2027-01-31", "2026-01-31", "review-overdue", 17, "due by 2026-01-31", "move `review_by`");
    let inspection = broken(T, "2027-12-31", "2025-12-31");
    expect(&inspection, "date-order", 18, "before `as_of`", "mend");
    // Tomorrow's date is today's in Seoul; and the last day is a day on which all is well.
    assert!(broken(T, "\"as_of\": \"2026-01-19\"", "\"as_of\": \"2026-02-02\"").problems.is_empty());
    assert!(broken(T, "2027-12-31", "2026-02-01").problems.is_empty());
}

#[test]
fn sources_have_well_formed_addresses_countries_and_languages() {
    check(S, "https://korea", "korea", "bad-url", 9, "https:// or http://", "write \"https://korea");
    check(S, "https://korea", "javascript://korea", "bad-url", 9, "https:// or http://", "");
    check(S, "\"KR\"", "\"kr\"", "bad-country", 11, "two capital letters", "write \"KR\"");
    check(S, "\"language\": \"it\"", "\"language\": \"IT\"", "bad-language", 18, "two small letters", "write \"it\"");
}

#[test]
fn languages_are_complete() {
    check(T, ", \"ko\": \"양해각서\" }", " }", "missing-language", 4, "`title` lacks Korean (ko)", "add `ko`");
    check(T, ", \"ko\": \"네.\" }", " }", "missing-answer", 27, "in which the entry can be asked", "add `ko`");
    let one = MOU
        .lines()
        .map(|line| match line.trim_start() {
            l if l.starts_with("\"it\":") || l.starts_with("\"ko\":") => String::new(),
            l if l.starts_with("\"en\": [\"How") => "\"en\": [\"How many?\"]".to_owned(),
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    let one = regex::Regex::new(r#", "(it|ko)": (\[[^]]*\]|"[^"]*")"#).unwrap().replace_all(&one, "").into_owned();
    let inspection = inspect_files(&folder(&[(T, one.as_bytes())]), TODAY);
    assert_eq!(list(&inspection), "", "a base in one language lacks none");
}

#[test]
fn what_stands_under_a_language_is_written_in_it() {
    let other = |from: &str, to: &str, line: usize, message: &str| {
        check(T, from, to, "other-language", line, message, "put it under its language");
    };
    other("\"Three.\"", "\"세 건의 MOU입니다.\"", 14, "`answer.en` is not written in English");
    other("\"Memorandum\"", "\"양해각서\"", 4, "`title.it` is not written in Italian");
    other("\"세 건입니다.\"", "\"There are three.\"", 14, "`answer.ko` is not written in Korean");
    other("\"number of MOUs\"", "\"양해각서 수\"", 10, "`questions.en` is not written in English");
    for (from, to) in [
        ("\"양해각서\"", "\"MOU\""),
        ("\"number of MOUs\"", "\"MOU 양해각서 수\""),
        ("Three.", "Three: \\\"양해각서\\\"."),
    ] {
        assert_eq!(list(&broken(T, from, to)), "", "{to}");
    }
}

#[test]
fn questions_point_one_way() {
    let inspection = broken(T, "\"Chips MOU?\"", "\"NUMBER of  mous!\"");
    let problem = expect(&inspection, "duplicate-phrasing", 26, "another entry", "keep it");
    assert_eq!(problem.also[0].place.line, Some(10));
    check(T, "\"number of MOUs\"", "\"how many mous were signed\"", "repeated-phrasing", 10, "twice", "remove");
    check(T, "hw many mous did they sign", "Number of MOUs?", "phrasing-is-test", 20, "tests nothing", "other words");
    check(
        T,
        "How many MOUs did Korea sign with Japan?",
        "number of MOUs",
        "contradiction",
        21,
        "must not get this entry",
        "one of the two",
    );
    check(T, "hw many mous did they sign", "chips mou", "contradiction", 20, "must get another", "one of the two");
    check(
        "unanswerable.json",
        "Who won the 2022 World Cup?",
        "chips mou",
        "contradiction",
        1,
        "must stay unanswered",
        "one of",
    );
    let chips = "\"id\": \"mou-chips\", \"tests\": { \"en\": [\"Hw many mous did they sign!\"] }";
    let inspection = broken(T, "\"id\": \"mou-chips\"", chips);
    expect(&inspection, "contradiction", 25, "must get another", "one of the two");
    assert_eq!(inspection.errors(), 1, "one clash, one problem");
}

#[test]
fn files_are_utf_8_small_and_complete() {
    let latin = MOU.replace("Sì", "S#");
    let latin: Vec<u8> = latin.bytes().map(|b| if b == b'#' { 0xec } else { b }).collect();
    expect(&inspect_files(&folder(&[(T, &latin)]), TODAY), "not-utf8", 27, "0xec", "Latin-1");
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(MOU.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    expect(&inspect_files(&folder(&[(T, &wide)]), TODAY), "not-utf8", 1, "0xff", "UTF-16");
    assert!(MOU.chars().any(|c| c > '\u{ff}'), "without a mark of its own it is no UTF-8 for the Hangul in it");
    expect(&inspect_files(&folder(&[(T, &wide[2..])]), TODAY), "not-utf8", 4, "0x", "UTF-16");
    let big = format!("{MOU}{}", " ".repeat(1024 * 1024));
    expect(&inspect_files(&folder(&[(T, big.as_bytes())]), TODAY), "too-large", 0, "1 MiB", "smaller");
    expect(&inspect_files(&folder(&[(T, b"")]), TODAY), "no-topics", 0, "no topic", "topics/");
    expect(&inspect_files(&folder(&[(S, b"")]), TODAY), "missing-file", 0, "missing", "sources");
    let marked = format!("\u{feff}{MOU}");
    let inspection = inspect_files(&folder(&[(T, marked.as_bytes())]), TODAY);
    assert_eq!(
        expect(&inspection, "byte-order-mark", 1, "byte order mark", "without BOM").severity(),
        Severity::Warning
    );
}

#[test]
fn a_broken_file_hides_no_problem_of_another_and_is_the_only_one_blamed() {
    let sources = SOURCES.replacen("\"kind\"", "\"knd\"", 1);
    let inspection = inspect_files(&folder(&[(S, sources.as_bytes()), (T, b"{"), ("terms.json", b"[")]), TODAY);
    let found: Vec<(&str, Code)> = inspection.problems.iter().map(|p| (p.place.file.as_str(), p.code)).collect();
    let expected = [(S, Code::UnknownKey), ("terms.json", Code::InvalidJson), (T, Code::InvalidJson)];
    assert_eq!(found, expected, "{}", list(&inspection));
    let inspection = inspect_files(&folder(&[(S, b"{")]), TODAY);
    assert_eq!(inspection.problems.len(), 1, "no source is unknown for it: {}", list(&inspection));
}

#[test]
fn what_cannot_be_read_is_told_and_what_hangs_on_it_is_not() {
    let did_you_mean = |key: &str| format!("did you mean `{key}`?");
    let misspelt = |path: &str, from: &str, to: &str, line: usize, key: &str| {
        check(
            path,
            &format!("\"{from}\""),
            &format!("\"{to}\""),
            "unknown-key",
            line,
            &format!("`{to}`"),
            &did_you_mean(key),
        );
    };
    misspelt(S, "id", "Id", 4, "id");
    misspelt(S, "sources", "source", 2, "sources");
    misspelt(T, "entries", "entrys", 6, "entries");
    misspelt(T, "sources", "source", 15, "sources");
    misspelt(T, "events", "event", 22, "events");
    misspelt(T, "ko", "kr", 4, "ko");
    check(T, "\"id\": \"mou-chips\"", "\"ID\": \"mou-chips\"", "unknown-key", 25, "`ID`", "did you mean `id`?");
    check(
        T,
        "[\"joongang-2026-01-19\", \"ansa-2026-01\"]",
        "\"joongang-2026-01-19\"",
        "wrong-type",
        15,
        "a list",
        "square",
    );
    check(T, "\"Memorandums\"", "[]", "wrong-type", 4, "`title.en`", "write a text");
    check(S, "\"id\": \"joongang-2026-01-19\"", "\"id\": 19", "wrong-type", 4, "`sources[0].id`", "double quotes");
}

#[test]
fn deep_nesting_and_endless_faults_are_bounded() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        check(T, MOU, &text, "invalid-json", 1, "recursion limit", "128");
    }
    let ids = (0..60_000).map(|n| format!("\"mou-{n}\",")).collect::<Vec<_>>().concat();
    let inspection = broken(T, "\"mou-chips\"", &format!("{ids} \"mou-chips\""));
    expect(&inspection, "too-many-problems", 0, "59500 more problems", "check again");
    let many = format!("{{ \"entries\": [{}1] }}", "1,".repeat(50_000));
    let inspection = inspect_files(&folder(&[(T, many.as_bytes())]), TODAY);
    assert!(inspection.problems.len() < 510, "{}", inspection.problems.len());
    expect(&inspection, "too-many-problems", 0, "more problems are not listed", "check again");
}

#[test]
fn the_excerpt_points_at_the_fault() {
    let inspection = broken(T, "\"answer\": { \"en\": \"Three.\"", "\"anser\": { \"en\": \"Three.\"");
    let shown =
        Report::new(&inspection.documents).in_folder(Some("knowledge".as_ref())).render(&inspection.problems[0]);
    let expected = "\
error[unknown-key]: `entries[0]` has the unknown key `anser`
   ╭▸ knowledge/topics/mou.json:14:7
   │
14 │       \"anser\": { \"en\": \"Three.\", \"it\": \"Tre.\", \"ko\": \"세 건입니다.\" },
   │       ━━━━━━━
   │
   ╰ help: did you mean `answer`?";
    assert_eq!(shown, expected, "\n{shown}");
}

#[test]
fn both_places_are_shown_and_long_lines_are_cut() {
    let long = MOU.replace(
        "\"id\": \"mou-chips\"",
        &format!("\"as_of\": \"{}\", \"id\": \"mou-count\"", "한\u{202e}".repeat(500)),
    );
    let inspection = inspect_files(&folder(&[(T, long.as_bytes())]), TODAY);
    let problem = inspection.problems.iter().find(|p| p.code == Code::DuplicateId).expect("the id is taken");
    let shown = Report::new(&inspection.documents).render(problem);
    assert!(shown.contains("topics/mou.json:25:1026") && shown.contains("topics/mou.json:8:13"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 130), "{shown}");
    assert!(!shown.contains('\u{202e}'), "{shown}");
}

#[test]
fn a_place_in_another_file_has_an_excerpt_of_its_own() {
    let other = MOU.replace("\"mou\"", "\"memo\"").replace("\"mou-count\"", "\"memo-count\"");
    let inspection = inspect_files(&folder(&[("topics/memo.json", other.as_bytes())]), TODAY);
    let problem = inspection.problems.iter().find(|p| p.code == Code::DuplicateId).expect("mou-chips is there twice");
    let shown = Report::new(&inspection.documents).render(problem);
    let expected = "\
error[duplicate-id]: the entry id \"mou-chips\" is taken
   ╭▸ topics/mou.json:25:13
   │
25 │       \"id\": \"mou-chips\",
   │             ━━━━━━━━━━━
   │
   ⸬  topics/memo.json:25:13
   │
25 │       \"id\": \"mou-chips\",
   │             ─────────── it is used here first
   │
   ╰ help: give one of the two another id";
    assert_eq!(shown, expected, "\n{shown}");
}

#[test]
fn as_json_a_problem_has_fixed_keys() {
    let inspection = broken(T, "\"id\": \"mou-chips\"", "\"id\": \"mou-count\"");
    let problem = inspection.problems.iter().find(|p| p.code == Code::DuplicateId).expect("the id is taken");
    let expected = serde_json::json!({
        "code": "duplicate-id", "severity": "error", "file": "topics/mou.json", "line": 25, "column": 13,
        "message": "the entry id \"mou-count\" is taken", "help": "give one of the two another id",
        "also": [{ "file": "topics/mou.json", "line": 8, "column": 13, "message": "it is used here first" }]
    });
    assert_eq!(serde_json::to_value(problem).unwrap(), expected);
}

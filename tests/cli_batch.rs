//! `attache batch`, run as a program runs it: one line out for each line in, in order, whatever comes in.
#![cfg(all(feature = "cli", feature = "discord"))]

#[path = "support/console.rs"]
mod console;

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use console::{attache_on, is_reply, on_built_in, on_small, small};
use serde_json::{Value, json};

const OPENING: &str = "When do the Winter Olympics open?";

/// The lines that come out for the bytes that go in.
#[track_caller]
fn batch(input: &[u8]) -> Vec<Value> {
    let out = on_small(&["batch"], input).fine();
    assert!(out.is_empty() || out.ends_with('\n'), "the last line is whole");
    out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn asked(question: &str) -> Vec<u8> {
    let mut line = json!({ "q": question }).to_string().into_bytes();
    line.push(b'\n');
    line
}

/// A line is told what is wrong with it, and the lines before and after it are answered.
#[track_caller]
fn check_error(line: &[u8], pieces: &[&str]) {
    let input = [&asked(OPENING), line, b"\n", &asked(OPENING)].concat();
    let shown = String::from_utf8_lossy(&line[..line.len().min(60)]).into_owned();
    let out = batch(&input);
    assert_eq!(out.len(), 3, "{shown}");
    for reply in [&out[0], &out[2]] {
        assert_eq!(reply["id"], "olympics-opening", "{shown} must not touch its neighbours");
    }
    assert_eq!(out[1].as_object().map(serde_json::Map::len), Some(1), "{shown} gets an error and nothing else");
    let error = out[1]["error"].as_str().expect("an error is a text");
    for piece in pieces {
        assert!(error.contains(piece), "{piece:?} is not in {error:?}, which {shown} got");
    }
}

#[test]
fn one_line_comes_out_for_each_line_and_in_order() {
    let cases = [
        ("How many MOUs did Korea and Italy sign in Seoul?", "answer", "mou-count"),
        ("quando si aprono le Olimpiadi invernali", "answer", "olympics-opening"),
        ("서울과 로마 사이에 직항편이 있나요?", "answer", "travel-flights"),
        ("What was served at the lunch for Meloni?", "answer", "summit-lunch"),
        ("How many MOUs did Korea and Italy sign in Seoul?", "answer", "mou-count"),
    ];
    let input: Vec<u8> = cases.iter().flat_map(|(question, _, _)| asked(question)).collect();
    let out = batch(&input);
    assert_eq!(out.len(), cases.len());
    for (reply, (question, outcome, id)) in out.iter().zip(cases) {
        is_reply(reply);
        assert_eq!((&reply["outcome"], &reply["id"]), (&json!(outcome), &json!(id)), "{question}");
    }
}

#[test]
fn every_reply_has_the_keys_and_types_of_the_protocol() {
    let questions = [
        OPENING,
        "What does the semiconductor MOU say?",
        "leaders",
        "lunch or gift?",
        "the two countries",
        "How do I knit a scarf?",
        "",
        "?",
        "\u{1f600}",
        "la la la",
        "한국",
    ];
    let input: Vec<u8> = questions.iter().flat_map(|question| asked(question)).collect();
    let out = batch(&input);
    assert_eq!(out.len(), questions.len());
    out.iter().for_each(is_reply);
}

#[test]
fn the_compiled_in_base_sees_through_the_typos() {
    let questions = [
        ("hw many mous did they sing", "mou-count"),
        ("What did Korea and Italy sign in Seoul?", "mou-count"),
        ("Che cosa hanno firmato Corea e Italia a Seul?", "mou-count"),
        ("한국과 이탈리아는 서울에서 무엇에 서명했나요?", "mou-count"),
    ];
    let input: Vec<u8> = questions.iter().flat_map(|(question, _)| asked(question)).collect();
    let out = on_built_in(&["batch"], &input).fine();
    assert_eq!(out.lines().count(), questions.len());
    for (line, (question, id)) in out.lines().zip(questions) {
        let reply: Value = serde_json::from_str(line).unwrap();
        is_reply(&reply);
        assert_eq!((&reply["outcome"], &reply["id"]), (&json!("answer"), &json!(id)), "{question}");
    }
}

#[test]
fn the_language_is_a_hint_and_unknown_keys_are_let_be() {
    let input = br#"{"q": "2026?", "lang": "ko"}
{"q": "2026?", "lang": "it", "id": "x", "expect": null}
{"lang": "it", "q": "When do the Winter Olympics open?"}
{"q": "2026?", "lang": null}
"#;
    let langs: Vec<Value> = batch(input).iter().map(|reply| reply["lang"].clone()).collect();
    assert_eq!(langs, ["ko", "it", "en", "en"]);
}

#[test]
fn a_line_that_is_no_question_gets_an_error_in_its_place() {
    let expected = "expected {\"q\"";
    for line in
        ["not json", "{", "{\"q\": \"a\"", "[]", "null", "\"a question\"", "17", "{\"q\": \"a\"} {\"q\": \"b\"}"]
    {
        check_error(line.as_bytes(), &[expected]);
    }
    for line in
        ["{}", "{\"Q\": \"a\"}", "{\"q\": 1}", "{\"q\": null}", "{\"q\": [\"a\"]}", "{\"q\": \"a\", \"lang\": 1}"]
    {
        check_error(line.as_bytes(), &[expected]);
    }
    check_error(b"{\"q\": \"a\", \"lang\": \"fr\"}", &[expected, "fr", "en", "it", "ko"]);
    check_error(b"{\"q\": \"a\", \"lang\": \"EN\"}", &[expected, "EN"]);
    check_error(b"{\"q\": \"\\ud800\"}", &[expected]);
    for line in
        ["[\"a question\", \"en\"]", "{\"q\": \"a\", \"lang\": {\"ko\": null}}", "{\"q\": \"a\", \"lang\": [\"ko\"]}"]
    {
        check_error(line.as_bytes(), &[expected]);
    }
}

#[test]
fn an_empty_line_gets_an_error_in_its_place() {
    check_error(b"", &["expected {\"q\""]);
    check_error(b"   \t", &["expected {\"q\""]);
    assert_eq!(batch(b"\n\n\n").len(), 3);
    assert_eq!(batch(b"").len(), 0, "nothing in, nothing out");
}

#[test]
fn bytes_that_are_no_text_get_an_error_in_their_place() {
    check_error(b"\xff\xfe\x00", &["expected {\"q\""]);
    check_error(b"{\"q\": \"caf\xe9\"}", &["expected {\"q\""]);
    check_error(b"\x00", &["expected {\"q\""]);
    check_error(b"{\"q\": \"a\", \"note\": \"caf\xe9\"}", &["expected {\"q\"", "utf-8"]);
}

#[test]
fn a_line_of_more_than_a_mebibyte_gets_an_error_in_its_place() {
    let line = |length: usize| [b"{\"q\": \"", "x".repeat(length - 9).as_bytes(), b"\"}"].concat();
    check_error(&line((1 << 20) + 1), &["longer than 1048576 bytes"]);
    check_error(&line((1 << 20) + 2), &["longer than 1048576 bytes"]);
    check_error(&line(5 << 20), &["longer than 1048576 bytes"]);
    let out = batch(&[&line(1 << 20), &b"\n"[..], &asked(OPENING)].concat());
    assert_eq!(out.len(), 2);
    is_reply(&out[0]);
    assert_eq!(out[1]["id"], "olympics-opening");
    let unfinished = batch(&line((1 << 20) + 3));
    assert_eq!(unfinished.len(), 1);
    assert!(unfinished[0]["error"].is_string());
}

#[test]
fn a_last_line_without_its_end_is_a_line() {
    for end in ["", "\n", "\r\n"] {
        let out = batch(format!("{{\"q\": \"{OPENING}\"}}\r\n{{\"q\": \"{OPENING}\"}}{end}").as_bytes());
        let ids: Vec<&Value> = out.iter().map(|reply| &reply["id"]).collect();
        assert_eq!(ids, ["olympics-opening"; 2], "ended by {end:?}");
    }
}

/// Marsaglia's xorshift, so that a failure is the same on every machine.
struct Chance(u64);

impl Chance {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A line without its end: half the time bytes, half the time a question of such bytes.
    fn line(&mut self) -> Vec<u8> {
        let length = self.next() % 48;
        let mut bytes: Vec<u8> = (0..length).map(|_| self.next().to_le_bytes()[3]).collect();
        bytes.retain(|byte| *byte != b'\n');
        if self.next().is_multiple_of(2) {
            bytes = json!({ "q": String::from_utf8_lossy(&bytes) }).to_string().into_bytes();
        }
        bytes
    }
}

#[test]
fn ten_thousand_lines_of_random_bytes_give_ten_thousand_lines() {
    const LINES: usize = 10_000;
    let mut chance = Chance(0x2026_0119);
    let mut input = Vec::new();
    for _ in 0..LINES {
        input.extend(chance.line());
        input.push(b'\n');
    }
    let out = batch(&input);
    assert_eq!(out.len(), LINES);
    for (reply, line) in out.iter().zip(input.split(|byte| *byte == b'\n')) {
        if reply.get("error").is_none() {
            is_reply(reply);
            assert_ne!(reply["outcome"], "answer", "chance asked {:?}: {reply}", String::from_utf8_lossy(line));
        }
    }
}

#[test]
fn the_same_lines_give_the_same_bytes_but_for_the_time_they_took() {
    let questions =
        [OPENING, "leaders", "두 나라", "gift lunch", "How do I knit a scarf?", "", "volo diretto per Roma"];
    let mut input: Vec<u8> = questions.iter().flat_map(|question| asked(question)).collect();
    input.extend(b"not json\n");
    let run = || {
        let out = on_small(&["batch"], &input).fine();
        let untimed = |line: &str| line.split_once(",\"us\":").map_or(line, |(before, _)| before).to_owned();
        out.lines().map(untimed).collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}

/// A batch that is fed line by line.
struct Fed {
    child: Child,
    lines: Receiver<String>,
}

impl Fed {
    fn start() -> Fed {
        let mut child = attache_on(&small(), &["batch"]).spawn().expect("the binary starts");
        let out = BufReader::new(child.stdout.take().expect("its output is ours"));
        let (sender, lines) = channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Fed { child, lines }
    }

    /// Writes, and reads the one line that comes; a minute without it means that it is held back.
    #[track_caller]
    fn say(&mut self, bytes: &[u8]) -> Value {
        let stdin = self.child.stdin.as_mut().expect("its input is open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("it reads");
        let line = self.lines.recv_timeout(Duration::from_mins(1)).expect("a reply comes while the input stays open");
        serde_json::from_str(&line).expect("it is JSON")
    }
}

#[test]
fn each_reply_comes_before_the_next_line_is_asked() {
    let mut fed = Fed::start();
    for _ in 0..3 {
        assert_eq!(fed.say(&asked(OPENING))["id"], "olympics-opening");
        assert!(fed.say(b"not json\n")["error"].is_string());
        assert_eq!(fed.say(&asked("로마 직항 항공편"))["id"], "travel-flights");
    }
    drop(fed.child.stdin.take());
    assert!(fed.child.wait().unwrap().success());
    assert_eq!(fed.lines.iter().count(), 0, "one line for one line");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = attache_on(&small(), &["batch"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    stdin.write_all(&asked(OPENING)).unwrap();
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    drop(out);
    // Its input stays open; that nobody listens any more is what ends it.
    stdin.write_all(&asked(OPENING)).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

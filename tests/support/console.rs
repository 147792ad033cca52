//! Runs the binary as a person or a program would: with arguments, a knowledge folder and standard input.

#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of this")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A day on which every entry of the small knowledge base holds.
pub const DAY: &str = "2026-02-01";

/// What a run of the binary ended with.
#[derive(Debug)]
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The output, of a run that went well and had nothing to complain of.
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// The output of such a run as JSON.
    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.fine()).expect("the output is JSON")
    }
}

/// The small knowledge base.
pub fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small")
}

/// A copy of the small knowledge base, to change.
pub fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a test has a folder of its own");
    fs::create_dir(dir.path().join("topics")).expect("it can be written");
    for part in ["", "topics"] {
        for item in fs::read_dir(small().join(part)).expect("the small knowledge base is there") {
            let path = item.expect("it can be listed").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, dir.path().join(part).join(name)).expect("a file can be copied");
            }
        }
    }
    dir
}

/// The binary in a folder without knowledge and configuration, with nothing said in the environment.
pub fn attache(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(args).current_dir(env!("CARGO_TARGET_TMPDIR"));
    for name in ["ATTACHE_CONFIG", "ATTACHE_KNOWLEDGE", "RUST_LOG", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The binary on a folder, on a day on which all its answers hold.
pub fn attache_on(folder: &Path, args: &[&str]) -> Command {
    let mut command = attache(args);
    command.arg("--knowledge").arg(folder).args(["--today", DAY]);
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command, input: &[u8]) -> Said {
    let mut child = command.spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("its input is ours");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // It may end before it has read everything; what it said then is looked at.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().expect("the binary ends")
    });
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).expect("the binary writes UTF-8");
    Said { status: status.code(), out: text(stdout), err: text(stderr) }
}

/// Runs the binary with the compiled-in knowledge base.
pub fn on_built_in(args: &[&str], input: &[u8]) -> Said {
    run(&mut attache(args), input)
}

/// Runs the binary with the small knowledge base.
pub fn on_small(args: &[&str], input: &[u8]) -> Said {
    run(&mut attache_on(&small(), args), input)
}

/// Each piece occurs in the text, one after another.
#[track_caller]
pub fn in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        let Some((_, after)) = rest.split_once(piece) else {
            panic!("{piece:?} is not in what follows:\n{rest}\n--\n{text}")
        };
        rest = after;
    }
}

/// The value is a reply as the batch protocol has it: these keys and no others, of these types.
#[track_caller]
pub fn is_reply(value: &Value) {
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        keys
    };
    let string_or_null = |value: &Value| value.is_string() || value.is_null();
    let share = |value: &Value| value.as_f64().is_some_and(|score| (0.0..=1.0).contains(&score));
    let of_reply = ["outcome", "id", "score", "lang", "answer", "note", "as_of", "sources", "suggestions", "us"];
    assert_eq!(keys(value), sorted(&of_reply), "{value}");
    let outcome = value["outcome"].as_str().expect("a word");
    assert!(["answer", "suggest", "unanswered"].contains(&outcome), "{value}");
    assert!(["en", "it", "ko"].contains(&value["lang"].as_str().expect("a code")), "{value}");
    assert!(string_or_null(&value["id"]) && string_or_null(&value["note"]), "{value}");
    assert_eq!(value["id"].is_null(), value["score"].is_null(), "{value}");
    assert!(value["score"].is_null() || share(&value["score"]), "{value}");
    assert!(value["us"].as_f64().is_some_and(|us| us >= 0.0), "{value}");
    let answered = outcome == "answer";
    assert_eq!(value["answer"].is_string(), answered, "{value}");
    assert_eq!(value["as_of"].as_str().is_some_and(|day| day.len() == 10), answered, "{value}");
    assert!(answered || (value["answer"].is_null() && value["as_of"].is_null() && value["note"].is_null()), "{value}");
    let sources = value["sources"].as_array().expect("a list");
    assert_eq!(sources.is_empty(), !answered, "an answer has sources, and nothing else has: {value}");
    for source in sources {
        assert_eq!(keys(source), sorted(&["id", "title", "publisher", "date", "url"]));
        assert!(source["id"].is_string() && source["title"].is_string() && source["publisher"].is_string(), "{source}");
        assert!(string_or_null(&source["date"]) && string_or_null(&source["url"]), "{source}");
    }
    let suggestions = value["suggestions"].as_array().expect("a list");
    assert_eq!((1..=3).contains(&suggestions.len()), outcome == "suggest", "{value}");
    for near in suggestions {
        assert_eq!(keys(near), sorted(&["id", "question", "score"]));
        assert!(near["id"].is_string() && near["question"].is_string() && share(&near["score"]), "{near}");
    }
}

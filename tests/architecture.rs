//! The direction of dependencies, read from the sources: doors know the core, the core knows no door.
//!
//! What may not be named is looked for in the code of each file; comment lines may name it.

use std::fs;
use std::path::Path;

/// Words that stand for the outside world: files, sockets, the environment, clocks, the async runtime.
const OUTSIDE: [&str; 7] = ["std::fs", "std::net", "std::env", "SystemTime", "Instant", "now()", "tokio"];

/// Every Rust file in `src/` below `under` (a folder or one file; "" is all), with its path inside `src/`.
fn sources(under: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![root.join(under)];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a source folder can be read");
            open.extend(entries.map(|entry| entry.expect("a source folder can be listed").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            files.push((inside(&root, &path), text));
        }
    }
    assert!(!files.is_empty(), "src/{under} has moved: let this test follow it");
    files.sort();
    files
}

/// The path inside `src/`, with `/` on every system.
fn inside(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).expect("it was found below the root");
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Where a text names a word outside of comment lines: the line's number and the line.
fn naming<'a>(text: &'a str, word: &str) -> Option<(usize, &'a str)> {
    let is_code = |line: &str| !line.trim_start().starts_with("//");
    (1..).zip(text.lines()).find(|(_, line)| is_code(line) && has_word(line, word))
}

/// Whether `word` stands in `line` by itself: `discord` is in `crate::discord`, but not in `discord_length`.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// No file of the rooms `under`, but for those that start with one of `but`, names one of `words`.
#[track_caller]
fn check(under: &[&str], but: &[&str], words: &[&str], why: &str) {
    for (path, text) in under.iter().flat_map(|room| sources(room)) {
        if but.iter().any(|exception| path.starts_with(exception)) {
            continue;
        }
        for word in words {
            if let Some((number, line)) = naming(&text, word) {
                panic!("src/{path}:{number} names {word:?}, but {why}:\n{line}");
            }
        }
    }
}

#[test]
fn only_the_discord_room_knows_serenity() {
    let doors = ["discord/", "cli/run.rs", "cli/commands.rs"];
    check(&[""], &doors, &["serenity"], "only src/discord (and the commands that start it) may know serenity");
}

#[test]
fn matching_desk_and_replies_take_the_world_as_arguments() {
    let pure = ["matching", "desk.rs", "reply.rs", "replies", "lang.rs", "rehearsal.rs"];
    check(&pure, &[], &OUTSIDE, "this room is pure: pass in what it needs, today's date for example");
}

#[test]
fn knowledge_checks_without_files_or_clocks() {
    check(&["knowledge/check"], &[], &OUTSIDE, "the checker gets texts and the day as arguments");
    let net = ["std::net", "SystemTime", "Instant", "now()", "tokio"];
    check(&["knowledge"], &[], &net, "the knowledge room touches files at most, and today is an argument");
}

#[test]
fn dependencies_point_inward() {
    let upward = "dependencies point inward: discord and cli -> desk -> matching -> knowledge";
    check(&["knowledge"], &[], &["matching", "desk", "rehearsal", "discord", "cli", "config"], upward);
    check(&["matching"], &[], &["desk", "rehearsal", "discord", "cli", "config"], upward);
    check(&["desk.rs", "reply.rs", "replies", "lang.rs", "rehearsal.rs"], &[], &["discord", "cli", "config"], upward);
    check(&["discord"], &[], &["cli", "config"], upward);
}

#[test]
fn the_rooms_of_matching_stand_one_above_the_other() {
    let rooms = ["text", "vectors", "typed", "asking", "entries", "weighing"];
    for (at, room) in rooms.iter().enumerate() {
        let above = rooms[at + 1..].iter().map(|above| format!("matching::{above}"));
        let above: Vec<String> =
            above.chain(["matcher", "explain", "decide"].map(|file| format!("matching::{file}"))).collect();
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        check(&[&format!("matching/{room}")], &[], &above, "this room stands below");
    }
}

#[test]
fn comment_lines_and_longer_words_do_not_count() {
    assert_eq!(naming("//! serenity\n  /// serenity\nuse serenity::all;", "serenity"), Some((3, "use serenity::all;")));
    assert_eq!(naming("let discord_length = 1;", "discord"), None);
    assert_eq!(naming("use crate::discord::Plugin;", "discord"), Some((1, "use crate::discord::Plugin;")));
    assert_eq!(naming("jiff::Zoned::now().date()", "now()"), Some((1, "jiff::Zoned::now().date()")));
}

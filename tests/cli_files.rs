//! `attache check`, `fmt`, `schema` and the choice of the knowledge base, run on real folders: nothing that is wrong passes
//! in silence, and nothing is written but what was asked for.
#![cfg(all(feature = "cli", unix))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::Path;
use std::process::Stdio;

use console::{Said, attache, attache_on, folder, in_order, run};
use serde_json::{Value, json};

/// What the binary says in a working directory.
fn here(directory: &Path, args: &[&str]) -> Said {
    run(attache(args).current_dir(directory), b"")
}

/// A command in a shell, in which `attache` is the binary.
fn shell(directory: &Path, line: &str) -> Said {
    let command = attache(&[]);
    let binary = command.get_program().to_owned();
    let mut shell = std::process::Command::new("bash");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.args(["-c", &format!("attache() {{ \"$ATTACHE\" \"$@\"; }}; set -o pipefail; {line}")]);
    shell.env("ATTACHE", binary).current_dir(directory);
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    run(&mut shell, b"")
}

/// Takes files out of their layout.
fn minify(folder: &Path, names: &[&str]) {
    for path in names.iter().map(|name| folder.join(name)) {
        let value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        fs::write(&path, value.to_string()).unwrap();
    }
}

#[test]
fn a_day_of_long_ago_changes_the_reply_and_not_whether_the_base_loads() {
    let dir = folder();
    let said = run(
        attache(&["ask", "When do the Winter Olympics open?", "--today", "1999-01-01"])
            .arg("--knowledge")
            .arg(dir.path()),
        b"",
    );
    in_order(&said.fine(), &["On 6 February 2026."]);
    let said =
        run(attache(&["check", "--files-only", "--today", "1999-01-01"]).arg("--knowledge").arg(dir.path()), b"");
    assert_eq!(said.status, Some(1));
    in_order(&said.out, &["error[future-date]"]);
}

#[test]
fn whatever_is_called_knowledge_here_is_used_or_refused_and_never_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let knowledge = dir.path().join("knowledge");
    let refused = |piece: &str| {
        for command in [&["ask", "How many MOUs?"][..], &["check"], &["fmt", "--check"]] {
            let said = here(dir.path(), command);
            assert!(said.status == Some(1) || said.status == Some(2), "{command:?}: {said:?}");
            let told = said.out + &said.err;
            assert!(told.contains(piece) || command[0] == "fmt", "{command:?}: {told}");
        }
    };
    in_order(&here(dir.path(), &["ask", "How many MOUs did Korea and Italy sign in Seoul?"]).fine(), &["Sources"]);
    symlink("nowhere", &knowledge).unwrap();
    refused("knowledge");
    fs::remove_file(&knowledge).unwrap();
    fs::write(&knowledge, "").unwrap();
    refused("knowledge");
    fs::remove_file(&knowledge).unwrap();
    fs::create_dir(&knowledge).unwrap();
    fs::write(knowledge.join("sources.json"), "{ \"sources\": [] }").unwrap();
    refused("there is no topic");
    fs::write(knowledge.join("topics"), "").unwrap();
    refused("topics");
}

#[test]
fn a_configuration_that_is_there_and_cannot_be_read_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("attache.toml");
    let refused = |args: &[&str]| {
        let said = here(dir.path(), &[&["ask", "hello"], args].concat());
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{said:?}");
        in_order(&said.err, &["cannot read the configuration file attache.toml", "because"]);
    };
    symlink("nowhere", &file).unwrap();
    refused(&[]);
    refused(&["--config", "attache.toml"]);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    refused(&[]);
}

#[test]
fn the_exit_status_says_what_was_found_whoever_reads() {
    let dir = folder();
    let path = dir.path().join("topics/mou.json");
    let broken = fs::read_to_string(&path).unwrap().replacen("\"answer\"", "\"anser\"", 1);
    fs::write(&path, &broken).unwrap();
    fs::write(dir.path().join("sources.json"), "{").unwrap();
    // `true` reads nothing and is gone before anything is said.
    for line in ["attache check --files-only --knowledge . | true", "attache check --json --knowledge . | head -c1"] {
        assert_eq!(shell(dir.path(), line).status, Some(1), "{line}");
    }
    assert_eq!(shell(dir.path(), "attache check --codes | head -1").status, Some(0));
}

#[cfg(feature = "sqlite")]
#[test]
fn what_is_done_is_taken_out_of_the_ledger_though_nobody_reads_of_it() {
    use attache::ledger::{Ledger as _, PassedOn, Sqlite};

    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("ledger.sqlite3");
    let ledger = Sqlite::open(&file).unwrap();
    for text in ["one?", "two?", "three?"] {
        let question =
            PassedOn { question: text.to_owned(), lang: attache::lang::Lang::En, asker: 1, guild: None, channel: 2 };
        ledger.pass_on(question).unwrap();
    }
    let line = "export ATTACHE_LEDGER__FILE=ledger.sqlite3; attache ledger --done 1 99 3 | true";
    assert_eq!(shell(dir.path(), line).status, Some(1), "99 is not there");
    let left: Vec<String> = ledger.questions().unwrap().into_iter().map(|waiting| waiting.question).collect();
    assert_eq!(left, ["two?"]);
}

#[test]
fn a_question_in_the_ledger_does_nothing_to_the_terminal() {
    use attache::ledger::{Ledger as _, PassedOn, Sqlite};

    let dir = tempfile::tempdir().unwrap();
    let question = "who\u{1b}[2J signed\u{202e}?dengis ohw\n\u{200b}👩\u{200d}🚀".to_owned();
    let question = PassedOn { question, lang: attache::lang::Lang::En, asker: 1, guild: None, channel: 2 };
    Sqlite::open(&dir.path().join("ledger.sqlite3")).unwrap().pass_on(question).unwrap();
    let shown = shell(dir.path(), "export ATTACHE_LEDGER__FILE=ledger.sqlite3; attache ledger");
    assert!(shown.out.contains("who [2J signed?dengis ohw 👩\u{200d}🚀"), "{shown:?}");
}

#[test]
fn fmt_lays_out_all_files_though_nobody_reads_of_it() {
    let dir = folder();
    minify(dir.path(), &["sources.json", "topics/mou.json", "topics/summit.json"]);
    assert_eq!(shell(dir.path(), "attache fmt --knowledge . | true").status, Some(0));
    run(&mut attache_on(dir.path(), &["fmt", "--check"]), b"").fine();
}

#[test]
fn fmt_leaves_a_file_that_its_layout_would_make_too_large() {
    let dir = folder();
    let path = dir.path().join("terms.json");
    let words: Vec<String> = (0..30_000).map(|number| format!("a word or two, number {number}")).collect();
    let compact = json!({ "terms": [{ "en": words }] }).to_string();
    assert!(compact.len() < 1024 * 1024, "{}", compact.len());
    fs::write(&path, &compact).unwrap();
    let said = run(&mut attache_on(dir.path(), &["fmt"]), b"");
    assert_eq!(said.status, Some(1), "{said:?}");
    in_order(&said.out, &["error[too-large]", "terms.json", "the terms that people need least"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), compact);
}

#[test]
fn fmt_lays_out_a_file_once_though_links_lead_to_it() {
    let dir = folder();
    minify(dir.path(), &["topics/mou.json"]);
    symlink("mou.json", dir.path().join("topics/a.json")).unwrap();
    let text = run(&mut attache_on(dir.path(), &["fmt"]), b"").fine();
    assert_eq!(text.matches("changed topics/").count(), 1, "{text}");
    assert!(fs::symlink_metadata(dir.path().join("topics/a.json")).unwrap().is_symlink());
    run(&mut attache_on(dir.path(), &["fmt", "--check"]), b"").fine();
}

#[test]
fn fmt_goes_on_after_a_file_that_it_cannot_write() {
    let dir = folder();
    minify(dir.path(), &["sources.json", "topics/mou.json", "topics/summit.json"]);
    // A limit on the size of files fails a write as a full disk does, but for the one that is small enough.
    let line = "trap '' XFSZ; ulimit -f 1; attache fmt --knowledge .";
    let said = shell(dir.path(), line);
    assert_eq!(said.status, Some(2), "{said:?}");
    in_order(&said.out, &["changed sources.json", "1 changed"]);
    in_order(&said.err, &["cannot write", "mou.json", "cannot write", "summit.json"]);
}

#[test]
fn fmt_leaves_a_file_with_its_owner() {
    let dir = folder();
    let path = dir.path().join("sources.json");
    minify(dir.path(), &["sources.json"]);
    // Only root can give a file away; for others it stays their own.
    let _ = std::os::unix::fs::chown(&path, Some(12_345), Some(23_456));
    let before = fs::metadata(&path).unwrap();
    run(&mut attache_on(dir.path(), &["fmt"]), b"").fine();
    let after = fs::metadata(&path).unwrap();
    assert_ne!(before.ino(), after.ino(), "it was written anew");
    assert_eq!((before.uid(), before.gid(), before.mode()), (after.uid(), after.gid(), after.mode()));
}

#[test]
fn schemas_are_written_whole_and_only_into_a_folder_that_is_there() {
    let dir = folder();
    let write = |folder: &Path| run(attache(&["schema", "--write"]).arg("--knowledge").arg(folder), b"");
    write(dir.path()).fine();
    let topic = dir.path().join("schema/topic.schema.json");
    let text = fs::read_to_string(&topic).unwrap();
    assert_eq!(fs::metadata(&topic).unwrap().mode() & 0o600, 0o600);
    // Others may read it, as they may the files that they write themselves.
    fs::write(dir.path().join("plain"), "").unwrap();
    assert_eq!(fs::metadata(&topic).unwrap().mode(), fs::metadata(dir.path().join("plain")).unwrap().mode());
    write(dir.path()).fine();

    let mistyped = dir.path().join("knowlege");
    let said = write(&mistyped);
    assert_eq!((said.status, mistyped.exists()), (Some(2), false), "{said:?}");
    in_order(&said.err, &["there is no knowledge folder", "knowlege"]);

    let said = shell(
        dir.path(),
        "echo old > schema/topic.schema.json; trap '' XFSZ; ulimit -f 1; attache schema --write --knowledge .",
    );
    assert_eq!(said.status, Some(2), "{said:?}");
    assert_eq!(fs::read_to_string(&topic).unwrap(), "old\n");

    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.json"), "theirs").unwrap();
    fs::remove_file(&topic).unwrap();
    symlink(outside.path().join("x.json"), &topic).unwrap();
    in_order(&write(dir.path()).err, &["a link out of the knowledge folder"]);
    fs::remove_dir_all(dir.path().join("schema")).unwrap();
    symlink(outside.path(), dir.path().join("schema")).unwrap();
    in_order(&write(dir.path()).err, &["a link out of the knowledge folder"]);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "nothing is made there");
    assert_eq!(fs::read_to_string(outside.path().join("x.json")).unwrap(), "theirs");
    assert!(!text.is_empty());
}

#[test]
fn a_setting_of_the_logs_that_is_none_is_told() {
    let dir = folder();
    let said = shell(dir.path(), "RUST_LOG=attache=zzz attache stats --knowledge . >/dev/null");
    assert_eq!(said.status, Some(0));
    in_order(&said.err, &["RUST_LOG", "expected one of", "debug"]);
    assert_eq!(shell(dir.path(), "RUST_LOG= attache stats --knowledge . >/dev/null").err, "");
}

/// A terminal is had from `script` of util-linux; where there is none, nothing is tested.
#[test]
#[cfg(target_os = "linux")]
fn no_colour_is_in_the_logs_where_none_is_wanted() {
    let dir = folder();
    let line = "command -v script >/dev/null || exit 77; script -qec '\"$ATTACHE\" --knowledge . stats' /dev/null";
    let logged = |set: &str| shell(dir.path(), &format!("export RUST_LOG=attache=trace,info TERM=xterm {set}; {line}"));
    let coloured = logged("");
    if coloured.status == Some(77) {
        return;
    }
    assert!(coloured.out.contains('\u{1b}'), "{coloured:?}");
    let plain = logged("NO_COLOR=1");
    assert!(!plain.out.contains('\u{1b}'), "{plain:?}");
}

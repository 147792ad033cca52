//! `attache check`, `fmt`, `schema` and the choice of the knowledge base, run on real folders: nothing that is wrong passes
//! in silence, and nothing is written but what was asked for.
#![cfg(all(feature = "cli", unix))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use console::{Said, attache, attache_on, folder, in_order, run};
use serde_json::Value;

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

#[test]
fn fmt_lays_out_all_files_though_nobody_reads_of_it() {
    let dir = folder();
    minify(dir.path(), &["sources.json", "topics/mou.json", "topics/summit.json"]);
    assert_eq!(shell(dir.path(), "attache fmt --knowledge . | true").status, Some(0));
    run(&mut attache_on(dir.path(), &["fmt", "--check"]), b"").fine();
}

#[test]
fn no_colour_is_in_the_logs_where_none_is_wanted() {
    let dir = folder();
    let line = "command -v script >/dev/null || exit 77; script -qec '\"$ATTACHE\" --knowledge . stats' /dev/null";
    let logged = |set: &str| shell(dir.path(), &format!("export RUST_LOG=attache=trace,info TERM=xterm {set}; {line}"));
    let coloured = logged("");
    if coloured.status == Some(77) {
        return; // Without a terminal there are no colours in any case.
    }
    assert!(coloured.out.contains('\u{1b}'), "{coloured:?}");
    let plain = logged("NO_COLOR=1");
    assert!(!plain.out.contains('\u{1b}'), "{plain:?}");
}

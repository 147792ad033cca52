//! `attache check`, `fmt`, `schema` and the choice of the knowledge base, run on real folders: nothing that is wrong passes
//! in silence, and nothing is written but what was asked for.
#![cfg(all(feature = "cli", unix))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use console::{Said, attache, folder, in_order, run};

/// What the binary says in a working directory.
fn here(directory: &Path, args: &[&str]) -> Said {
    run(attache(args).current_dir(directory), b"")
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

//! Reads, lays out and rewrites knowledge folders on a real disk: links, leftovers, full disks.
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

use std::fs;
use std::path::Path;

use attache::knowledge::{
    Document, Files, LoadError, WriteError, built_in, built_in_files, canonical, inspect, inspect_files, load, replace,
};
use jiff::civil::{Date, date};
use tempfile::TempDir;

const TODAY: Date = date(2026, 2, 1);

const SOURCES: &str = r#"{
  "sources": [
    {
      "id": "s",
      "title": "A title",
      "publisher": "A publisher",
      "language": "en"
    }
  ]
}
"#;

const FAQ: &str = r#"{
  "command": "faq",
  "title": {
    "en": "Questions"
  },
  "description": {
    "en": "What people ask"
  },
  "entries": [
    {
      "id": "what",
      "questions": {
        "en": [
          "What is it?"
        ]
      },
      "answer": {
        "en": "It is 한국 – “Italia”."
      },
      "sources": [
        "s"
      ],
      "as_of": "2026-01-19"
    }
  ]
}
"#;

fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("topics")).unwrap();
    fs::write(dir.path().join("sources.json"), SOURCES).unwrap();
    fs::write(dir.path().join("topics/faq.json"), FAQ).unwrap();
    dir
}

/// The codes, files and messages of what is wrong with a folder.
#[track_caller]
fn check(dir: &Path, expected: &[(&str, &str, &str)]) {
    let inspection = inspect(dir, TODAY).unwrap();
    let found: Vec<_> = inspection
        .problems
        .iter()
        .map(|problem| (problem.code.as_str(), problem.place.file.as_str(), problem.message.as_str()))
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, (code, file, message)) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1), (*code, *file), "{found:?}");
        assert!(found.2.contains(message), "{message:?} is not in {found:?}");
    }
}

#[test]
fn a_good_folder_loads_without_warnings() {
    let dir = folder();
    let loaded = load(dir.path(), TODAY).unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.knowledge.topics[0].entries[0].id, "what");
}

#[test]
fn a_missing_folder_is_an_error_that_names_it() {
    let error = load(Path::new("/nowhere/knowledge"), TODAY).unwrap_err();
    assert_eq!(error.to_string(), "cannot read the knowledge folder /nowhere/knowledge");
    assert!(matches!(error, LoadError::Folder(_)));
}

#[test]
fn one_bad_file_keeps_the_whole_folder_from_loading() {
    let dir = folder();
    fs::write(dir.path().join("topics/bad.json"), "{").unwrap();
    let LoadError::Invalid(inspection) = load(dir.path(), TODAY).unwrap_err() else { panic!("another error") };
    assert_eq!((inspection.errors(), inspection.knowledge), (1, None));
}

#[test]
fn a_slow_clock_keeps_nothing_from_loading_but_a_date_in_the_future_fails_a_check() {
    let dir = folder();
    let long_ago = date(1970, 1, 1);
    let loaded = load(dir.path(), long_ago).unwrap();
    assert_eq!(loaded.knowledge, load(dir.path(), TODAY).unwrap().knowledge);
    assert_eq!(loaded.warnings.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["future-date"]);
    let inspection = inspect(dir.path(), long_ago).unwrap();
    assert_eq!((inspection.errors(), inspection.knowledge), (1, None));
}

#[test]
fn files_that_are_not_read_are_pointed_out_unless_they_are_hidden() {
    let dir = folder();
    for name in ["README.md", ".hidden.json", ".attache-unfinished-x.tmp", "topics/.swp.json", "topics/notes.txt"] {
        fs::write(dir.path().join(name), "{").unwrap();
    }
    fs::create_dir(dir.path().join("schema")).unwrap();
    check(dir.path(), &[]);
    for name in ["source.json", "topics/faq.JSON", "topics/faq.json~"] {
        fs::write(dir.path().join(name), "{").unwrap();
    }
    fs::create_dir(dir.path().join("topics/more")).unwrap();
    check(
        dir.path(),
        &[
            ("stray-file", "source.json", "is not read"),
            ("stray-file", "topics/faq.JSON", "is not read"),
            ("stray-file", "topics/faq.json~", "is not read"),
            ("stray-file", "topics/more", "is not read"),
        ],
    );
    let inspection = inspect(dir.path(), TODAY).unwrap();
    assert_eq!(inspection.problems[0].help.as_deref(), Some("did you mean `sources.json`?"));
    assert!(inspection.knowledge.is_some(), "warnings keep nothing from loading");
}

#[test]
fn a_folder_without_topics_is_refused() {
    let dir = folder();
    fs::remove_dir_all(dir.path().join("topics")).unwrap();
    check(dir.path(), &[("no-topics", "topics", "there is no topic")]);
}

#[cfg(unix)]
#[test]
fn links_may_lead_around_the_folder_but_not_out_of_it() {
    use std::os::unix::fs::symlink;
    let outside = folder();
    let dir = folder();
    let topic = dir.path().join("topics/faq.json");
    // As Kubernetes mounts a folder: every file a link into a hidden folder beside it.
    fs::create_dir(dir.path().join("..data")).unwrap();
    fs::rename(&topic, dir.path().join("..data/faq.json")).unwrap();
    symlink("../..data/faq.json", &topic).unwrap();
    check(dir.path(), &[]);
    fs::remove_file(&topic).unwrap();
    symlink(outside.path().join("topics/faq.json"), &topic).unwrap();
    check(dir.path(), &[("outside-link", "topics/faq.json", "a link out of the knowledge folder")]);
    fs::remove_file(&topic).unwrap();
    symlink("nowhere", &topic).unwrap();
    check(dir.path(), &[("unreadable-file", "topics/faq.json", "cannot be read")]);
    fs::remove_dir_all(dir.path().join("topics")).unwrap();
    symlink(outside.path().join("topics"), dir.path().join("topics")).unwrap();
    check(dir.path(), &[("outside-link", "topics", "a link out of the knowledge folder")]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_none_is_not_waited_for() {
    let dir = folder();
    let pipe = dir.path().join("topics/pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::create_dir(dir.path().join("topics/folder.json")).unwrap();
    check(
        dir.path(),
        &[
            ("unreadable-file", "topics/folder.json", "not a regular file"),
            ("unreadable-file", "topics/pipe.json", "not a regular file"),
        ],
    );
}

#[test]
fn the_shipped_files_load_as_they_do_from_a_folder() {
    // A day after the newest entry: it must not lie in the future.
    let inspection = inspect_files(&built_in_files(), jiff::civil::date(2026, 12, 1));
    assert_eq!(inspection.knowledge, Some(built_in()), "{:#?}", inspection.problems);
}

#[test]
fn the_shipped_files_in_a_folder_are_checked_as_soon_as_one_is_changed() {
    let dir = TempDir::new().unwrap();
    for (path, bytes) in built_in_files().iter() {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(load(dir.path(), TODAY).unwrap().knowledge, built_in());
    let path = dir.path().join("terms.json");
    let changed = fs::read_to_string(&path).unwrap().replacen("\"terms\"", "\"tirms\"", 1);
    fs::write(path, changed).unwrap();
    assert!(matches!(load(dir.path(), TODAY), Err(LoadError::Invalid(_))));
}

#[test]
fn the_canonical_layout_is_stable_and_a_file_in_it_stays() {
    let check = |path: &str, text: &str, expected: &str| {
        let (document, _) = Document::read(path, text.as_bytes()).unwrap();
        assert_eq!(canonical(&document).unwrap(), expected);
    };
    check("topics/faq.json", FAQ, FAQ);
    check("sources.json", SOURCES, SOURCES);
    let minified: serde_json::Value = serde_json::from_str(FAQ).unwrap();
    check("topics/faq.json", &minified.to_string(), FAQ);
    check("topics/faq.json", &format!("\u{feff}{}", FAQ.replace('\n', "\r\n")), FAQ);
    check("topics/faq.json", &FAQ.replace("한국", "\\ud55c\\uad6d"), FAQ);
    check("topics/faq.json", &FAQ.replace("\"as_of\"", "\"related\": [], \"as_of\""), FAQ);
}

#[test]
fn what_is_not_understood_is_not_laid_out() {
    let check = |text: &str, code: &str| {
        let (document, _) = Document::read("topics/faq.json", text.as_bytes()).unwrap();
        assert_eq!(canonical(&document).unwrap_err()[0].code.as_str(), code);
    };
    check("{", "invalid-json");
    check(&FAQ.replace("\"command\"", "\"command\": \"x\", \"command\""), "duplicate-key");
    check(&FAQ.replace("\"command\"", "\"colour\": \"x\", \"command\""), "unknown-key");
    check(&FAQ.replace("[\n        \"s\"\n      ]", "null"), "wrong-type");
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn replacing_a_file_leaves_the_new_one_and_nothing_else() {
    let dir = folder();
    replace(dir.path(), "topics/faq.json", FAQ.as_bytes(), b"{}").unwrap();
    assert_eq!(fs::read(dir.path().join("topics/faq.json")).unwrap(), b"{}");
    assert_eq!(names(&dir.path().join("topics")), ["faq.json"]);
}

#[test]
fn an_edit_by_somebody_else_is_not_overwritten() {
    let dir = folder();
    let error = replace(dir.path(), "topics/faq.json", b"what it was when I read it", b"{}").unwrap_err();
    assert!(matches!(error, WriteError::Changed(_)), "{error}");
    assert_eq!(fs::read(dir.path().join("topics/faq.json")).unwrap(), FAQ.as_bytes());
    assert_eq!(names(&dir.path().join("topics")), ["faq.json"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_nothing_outside_is_written() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = folder();
    let topic = dir.path().join("topics/faq.json");
    fs::set_permissions(&topic, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("faq.json", dir.path().join("topics/link.json")).unwrap();
    replace(dir.path(), "topics/link.json", FAQ.as_bytes(), b"{}").unwrap();
    assert_eq!(fs::read(&topic).unwrap(), b"{}");
    assert_eq!(fs::metadata(&topic).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(dir.path().join("topics/link.json")).unwrap().is_symlink());
    let outside = folder();
    symlink(outside.path().join("topics/faq.json"), dir.path().join("topics/out.json")).unwrap();
    for path in ["topics/out.json".to_owned(), outside.path().join("topics/faq.json").display().to_string()] {
        let error = replace(dir.path(), &path, FAQ.as_bytes(), b"{}").unwrap_err();
        assert!(matches!(error, WriteError::Outside(_)), "{error}");
    }
    assert_eq!(fs::read(outside.path().join("topics/faq.json")).unwrap(), FAQ.as_bytes());
}

/// A full disk is hard to come by in a test; a limit on the size of files fails the same write, in the middle of it.
#[cfg(unix)]
#[test]
fn a_write_that_fails_half_way_leaves_the_old_file_and_says_so() {
    const MARK: &str = "ATTACHE_TEST_FOLDER";
    if let Some(dir) = std::env::var_os(MARK) {
        // The child: it may write 512 or 1024 bytes to a file, depending on the shell's unit.
        let error = replace(Path::new(&dir), "topics/faq.json", FAQ.as_bytes(), &vec![b' '; 100_000]).unwrap_err();
        assert!(error.to_string().contains("the file stays as it was"), "{error}");
        return;
    }
    let dir = folder();
    let child = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" --exact \"$1\""])
        .arg(std::env::current_exe().unwrap())
        .arg("a_write_that_fails_half_way_leaves_the_old_file_and_says_so")
        .env(MARK, dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "the child must see the error, no worse: {said}");
    assert_eq!(fs::read(dir.path().join("topics/faq.json")).unwrap(), FAQ.as_bytes());
    assert_eq!(names(&dir.path().join("topics")), ["faq.json"]);
}

/// Writes in a child process that is killed at some moment, many times over: the file is the old or the new one,
/// and what is left behind keeps the folder from nothing.
#[cfg(unix)]
#[test]
fn a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() {
    const MARK: &str = "ATTACHE_TEST_KILLED";
    let new = FAQ.replace("Questions", &"Q".repeat(200));
    if let Some(dir) = std::env::var_os(MARK) {
        let (mut old, mut new) = (FAQ.to_owned(), new);
        loop {
            replace(Path::new(&dir), "topics/faq.json", old.as_bytes(), new.as_bytes()).unwrap();
            std::mem::swap(&mut old, &mut new);
        }
    }
    for moment in 0..10 {
        let dir = folder();
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_kill_at_any_moment_leaves_the_old_file_or_the_new_one"])
            .env(MARK, dir.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Once it writes, it is killed somewhere in a write; where exactly is left to chance.
        while fs::read_to_string(dir.path().join("topics/faq.json")).unwrap() == FAQ {
            assert_eq!(child.try_wait().unwrap(), None, "it writes until it is killed");
            std::thread::yield_now();
        }
        for step in 0..moment * 50_000 {
            std::hint::black_box(step);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read_to_string(dir.path().join("topics/faq.json")).unwrap();
        assert!(text == FAQ || text == new, "{text}");
        check(dir.path(), &[]);
    }
}

#[test]
fn reading_a_folder_gives_the_bytes_on_disk() {
    let dir = folder();
    let files = Files::read(dir.path()).unwrap();
    let found: Vec<(&str, &[u8])> = files.iter().collect();
    assert_eq!(found, [("sources.json", SOURCES.as_bytes()), ("topics/faq.json", FAQ.as_bytes())]);
}

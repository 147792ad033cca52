//! The example configuration is true: it parses, it holds every key, and the defaults it states are the defaults.
//! What is wrong in a configuration is named, with the file or the variable it stands in.

#![cfg(all(feature = "cli", feature = "discord"))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

use attache::config::Config;
use attache::lang::Lang;

const EXAMPLE: &str = include_str!("../config.example.toml");

/// The example with its settings switched on: `#key = value` is one, `# text` is a comment.
fn uncommented() -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(setting) if setting.starts_with(|c: char| c.is_ascii_lowercase()) => setting.to_owned(),
        _ => line.to_owned(),
    };
    EXAMPLE.lines().map(|text| line(text) + "\n").collect()
}

fn load(text: &str) -> Result<Config, String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("attache.toml");
    fs::write(&file, text).unwrap();
    Config::load(Some(&file)).map_err(|error| error.to_string())
}

#[test]
fn the_example_as_it_stands_changes_nothing() {
    assert_eq!(load(EXAMPLE), Ok(Config::default()));
}

#[test]
fn the_defaults_in_the_example_are_the_defaults() {
    let mut config = load(&uncommented()).unwrap();
    // These five have no default; the example shows what a value looks like.
    assert_eq!(config.knowledge.take().as_deref(), Some(Path::new("knowledge")));
    assert_eq!(config.language.take(), Some(Lang::En));
    assert_eq!(config.discord.guild.take(), Some(123_456_789_012_345_678));
    assert_eq!(config.discord.token_file.take().as_deref(), Some(Path::new("/etc/attache/token")));
    assert_eq!(config.ledger.file.take().as_deref(), Some(Path::new("ledger.sqlite3")));
    assert_eq!(config, Config::default());
}

/// The keys of a table, from the error on one that is not there: it lists those that are.
fn keys(table: &str) -> Vec<String> {
    let error = load(&format!("{table}\nno-such-key = 1\n")).unwrap_err();
    let (_, known) = error.split_once("expected one of ").unwrap_or_else(|| panic!("no keys are listed in {error}"));
    known.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_stands_in_the_example_with_its_variable() {
    let tables = [("", "ATTACHE_"), ("[matching]", "ATTACHE_MATCHING__"), ("[discord]", "ATTACHE_DISCORD__")];
    for (table, prefix) in tables {
        let keys = keys(table);
        assert!(keys.len() > 1, "{table} has the keys {keys:?}");
        for key in keys {
            let written = format!("\n#{key} = ");
            let is_table = EXAMPLE.contains(&format!("\n[{key}]\n"));
            assert!(is_table || EXAMPLE.contains(&written), "{key} of {table:?} is missing from the example");
            let variable = format!("{prefix}{}", key.to_uppercase());
            assert!(is_table || EXAMPLE.contains(&variable), "{variable} is missing from the example");
        }
    }
}

#[track_caller]
fn check(text: &str, parts: &[&str]) {
    let error = load(text).unwrap_err();
    for part in parts.iter().chain(&["attache.toml"]) {
        assert!(error.contains(part), "{part:?} is missing from: {error}");
    }
}

#[test]
fn a_wrong_key_or_value_in_a_file_is_named_with_the_file() {
    check(
        "langauge = \"en\"",
        &["langauge in ", ": unknown key, expected one of knowledge, language, matching, ledger, discord"],
    );
    check("language = \"fr\"", &["language in ", ": unknown value \"fr\", expected one of en, it, ko"]);
    check("[matching]\nanswer = \"high\"", &["matching.answer in ", "found string \"high\", expected f64"]);
    check("[discord]\nguid = 1", &["discord.guid in ", ": unknown key, expected one of channels,"]);
    check("[discord]\nguild = \"x\"", &["discord.guild in ", "\"x\", expected a Discord id"]);
    check("[discord]\nchannels = [1, 0]", &["discord.channels.1 in ", "expected a Discord id"]);
    check("[discord\n", &["TOML parse error at line 1"]);
}

#[test]
fn thresholds_in_the_wrong_order_are_named() {
    let error = load("[matching]\nanswer = 0.2\nsuggest = 0.4\n").unwrap_err();
    assert!(error.contains("matching.answer = 0.2") && error.contains("matching.suggest = 0.4"), "{error}");
}

/// What `attache` says on standard error, with one variable set; it must end with exit status 2.
fn complaint(variable: &str, value: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    let output = command.args(["ask", "hello"]).env(variable, value).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{variable}={value}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_wrong_variable_is_named() {
    for (variable, value, part) in [
        ("ATTACHE_LANGUAGE", "fr", "unknown value \"fr\", expected one of en, it, ko"),
        ("ATTACHE_LANGAUGE", "en", "unknown key, expected one of knowledge,"),
        ("ATTACHE_MATCHING__ANSWER", "high", "found string \"high\", expected f64"),
        ("ATTACHE_DISCORD__GUILD", "x1", "\"x1\", expected a Discord id"),
    ] {
        let text = complaint(variable, value);
        assert!(text.contains(&format!("{variable} in the environment")) && text.contains(part), "{text}");
    }
    let text = complaint("ATTACHE_CONFIG", "/nowhere/attache.toml");
    assert!(text.contains("there is no configuration file /nowhere/attache.toml"), "{text}");
}

#[test]
fn a_path_in_the_environment_is_a_path_whatever_it_looks_like() {
    let dir = tempfile::tempdir().unwrap();
    let with = |variable: &str, value: &str, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        let command = command.args(args).env(variable, value).current_dir(dir.path());
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for value in ["2026", "1.5", "true", "[a]", "{b}", "\"c\""] {
        for variable in ["ATTACHE_LEDGER__FILE", "ATTACHE_DISCORD__TOKEN_FILE", "attache_ledger__file"] {
            assert_eq!(with(variable, value, &["schema", "sources"]), (Some(0), String::new()), "{variable}={value}");
        }
        let (status, said) = with("ATTACHE_KNOWLEDGE", value, &["ask", "hello"]);
        let expected = format!("cannot read the knowledge folder {value}");
        assert!(status == Some(2) && said.contains(&expected), "{value}: {said}");
        // The folder that a flag names is used; what the variable says is no matter then.
        let (status, said) = with("ATTACHE_KNOWLEDGE", value, &["ask", "hello", "--knowledge", "elsewhere"]);
        assert!(status == Some(2) && said.contains("the knowledge folder elsewhere"), "{value}: {said}");
    }
}

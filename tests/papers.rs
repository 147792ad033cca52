//! The papers are true: the README's conversation is what the binary says, its code is code that compiles, its
//! table has every command, and the example entry in CONTRIBUTING.md passes the checker.
//!
//! After a change to an answer, `UPDATE_PAPERS=1 cargo test --test papers` writes the conversation anew.

#![cfg(all(feature = "cli", feature = "discord"))]
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use attache::desk::Desk;
use attache::knowledge::{
    Code, Entry, Files, MAX_TOPICS, Problem, RESERVED_COMMANDS, built_in_files, canonical_text, inspect_files,
};
use attache::lang::Lang;
use attache::matching::Thresholds;
use attache::reply::{Outcome, Question};
use serde_json::{Value, json};

const CONVERSATION: &str = "```console\n$ cargo run --release -- chat\n";

const SOURCE: &str = "<!-- source -->\n```json\n";
const ENTRY: &str = "<!-- entry -->\n```json\n";

fn paper(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The text of the first block that starts with `opening`, up to the fence that ends it.
fn block<'a>(paper: &'a str, opening: &str) -> &'a str {
    let (_, rest) = paper.split_once(opening).unwrap_or_else(|| panic!("no block starts with {opening:?}"));
    rest.split_once("```").unwrap().0
}

fn attache(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    let settings = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("ATTACHE_"));
    settings.for_each(|name| _ = command.env_remove(name));
    let command = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "attache {arguments:?} ended with {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// The conversation that these questions make, each after its prompt. A reply depends on what was asked before,
/// and never on what comes after: so what a question adds to the output is its reply.
fn converse(questions: &[&str]) -> String {
    let mut text = String::new();
    let mut said = 0;
    for number in 1..=questions.len() {
        let output = attache(&["chat"], &(questions[..number].join("\n") + "\n"));
        text.extend(["> ", questions[number - 1], "\n", &output[said..]]);
        said = output.len();
    }
    text.trim_end().to_owned() + "\n"
}

#[test]
fn the_conversation_in_the_readme_is_what_attache_says() {
    let readme = paper("README.md");
    let shown = block(&readme, CONVERSATION);
    let questions: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(questions.len() > 2, "the conversation has a question in each language");
    if std::env::var_os("UPDATE_PAPERS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        return fs::write(path, readme.replace(shown, &converse(&questions))).unwrap();
    }
    let said = attache(&["chat"], &(questions.join("\n") + "\n"));
    let expected: String =
        shown.lines().filter(|line| !line.starts_with("> ")).map(|line| line.to_owned() + "\n").collect();
    assert_eq!(
        said.trim_end(),
        expected.trim_end(),
        "the README shows another conversation: look it over, then run UPDATE_PAPERS=1 cargo test --test papers"
    );
}

#[test]
fn the_code_in_the_readme_is_in_the_example() {
    let (readme, example) = (paper("README.md"), paper("examples/host_bot.rs"));
    let compiled: Vec<&str> = example.lines().map(str::trim).collect();
    for line in block(&readme, "```rust\n").lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(compiled.contains(&line), "examples/host_bot.rs has no line {line:?}");
    }
}

#[test]
fn every_command_stands_in_the_readme() {
    let (readme, help) = (paper("README.md"), attache(&["--help"], ""));
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> =
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"run") && names.contains(&"help"), "{names:?}");
    for name in names.into_iter().filter(|name| *name != "help") {
        assert!(readme.contains(&format!("| `attache {name}")), "the README's table lacks attache {name}");
    }
}

/// The shipped knowledge base with the guide's example added: its source, and a topic that holds its entry.
fn with_the_example() -> (Entry, Files) {
    let guide = paper("CONTRIBUTING.md");
    let source: Value = serde_json::from_str(block(&guide, SOURCE)).unwrap();
    let entry: Value = serde_json::from_str(block(&guide, ENTRY)).unwrap();
    let title = json!({"en": "Example", "it": "Esempio", "ko": "예시"});
    let topic = json!({"command": "example", "title": title, "description": title, "entries": [entry]});
    let mut files: Vec<(String, Vec<u8>)> =
        built_in_files().iter().map(|(path, bytes)| (path.to_owned(), bytes.to_owned())).collect();
    for (_, bytes) in files.iter_mut().filter(|(path, _)| path == "sources.json") {
        let mut sources: Value = serde_json::from_slice(bytes).unwrap();
        sources["sources"].as_array_mut().unwrap().push(source.clone());
        *bytes = sources.to_string().into_bytes();
    }
    files.push(("topics/example.json".to_owned(), topic.to_string().into_bytes()));
    (serde_json::from_value(entry).unwrap(), Files::new(files))
}

#[test]
fn the_example_entry_of_the_guide_passes_the_checker_and_its_own_tests() {
    let today = jiff::Zoned::now().date();
    let (entry, files) = with_the_example();
    let inspection = inspect_files(&files, today);
    let ours = |problem: &&Problem| {
        let is_in_it = problem.place.file == "topics/example.json" || problem.message.contains(&entry.sources[0]);
        // The day of its review will come, and the example is as good as before.
        is_in_it && problem.code != Code::ReviewOverdue
    };
    let problems: Vec<_> = inspection.problems.iter().filter(ours).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    let desk = Desk::new(inspection.knowledge.expect("the shipped knowledge base has no error"), Thresholds::default());
    let gets_it = |text: &str, lang: Lang| {
        let reply = desk.ask(&Question { text: text.to_owned(), hint: Some(lang), today });
        matches!(reply.outcome, Outcome::Answer(answer) if answer.id == entry.id)
    };
    for (lang, text) in entry.tests.items().chain(entry.questions.items()) {
        assert!(gets_it(text, lang), "{text:?} must get the example entry");
    }
    assert_eq!(
        block(&paper("CONTRIBUTING.md"), ENTRY),
        canonical_text(&entry),
        "the guide shows the layout of attache fmt"
    );
    for (lang, text) in entry.not.items() {
        assert!(!gets_it(text, lang), "{text:?} must not get the example entry");
    }
}

#[test]
fn the_guide_names_every_command_that_is_taken_and_how_many_topics_there_may_be() {
    let guide = paper("CONTRIBUTING.md");
    let (_, recipe) = guide.split_once("## Add a topic").unwrap();
    let (recipe, _) = recipe.split_once("## ").unwrap();
    for command in RESERVED_COMMANDS {
        assert!(recipe.contains(&format!("`{command}`")), "the guide does not say that {command} is taken");
    }
    assert!(recipe.contains(&format!("at most {MAX_TOPICS} topics")));
}

#[test]
fn the_guide_names_codes_that_there_are() {
    let guide = paper("CONTRIBUTING.md");
    let named = ["duplicate-phrasing", "confusable-entries", "test-failed", "not-failed", "unanswerable-answered"];
    for code in named {
        assert!(guide.contains(&format!("`{code}`")) && code.parse::<Code>().is_ok(), "{code}");
    }
}

//! Somebody else's validator reads the shipped schemas, as an editor would, and agrees with the checker.
#![expect(clippy::unwrap_used, reason = "clippy does not see that the helpers of tests are tests")]

use attache::knowledge::{Document, FileKind, Inspection, built_in_files, inspect_files};
use serde_json::{Value, json};

fn validator(kind: FileKind) -> jsonschema::Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(kind.schema()).unwrap()
}

#[test]
fn the_schemas_are_valid_draft_2020_12() {
    for kind in FileKind::ALL {
        jsonschema::draft202012::meta::validate(kind.schema()).unwrap();
        validator(kind);
    }
}

#[test]
fn the_shipped_schemas_accept_the_shipped_files() {
    for (path, bytes) in built_in_files().iter() {
        let value: Value = serde_json::from_slice(bytes).unwrap();
        let errors: Vec<String> =
            validator(FileKind::of(path).unwrap()).iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

fn topic() -> Value {
    json!({
        "command": "faq", "title": {"en": "T"}, "description": {"ko": "D"},
        "entries": [{
            "id": "what", "questions": {"en": ["What is it?"]}, "answer": {"en": "It."}, "sources": ["s"],
            "as_of": "2026-01-19", "events": [{"date": "2026-01", "title": {"it": "E"}}]
        }]
    })
}

/// With `value` at `pointer`, the schema accepts or refuses the topic, and so does the checker.
#[track_caller]
fn check(pointer: &str, value: Value, valid: bool) {
    let mut topic = topic();
    *topic.pointer_mut(pointer).unwrap() = value;
    assert_eq!(validator(FileKind::Topic).is_valid(&topic), valid, "the validator on {topic:#}");
    let files = attache::knowledge::Files::new([
        ("topics/faq.json", topic.to_string()),
        (
            "sources.json",
            json!({"sources": [{"id": "s", "title": "T", "publisher": "P", "language": "en"}]}).to_string(),
        ),
    ]);
    let Inspection { problems, .. } = inspect_files(&files, jiff::civil::date(2026, 2, 1));
    let accepted = !problems.iter().any(|problem| problem.is_error() && problem.code.as_str() != "file-name");
    assert_eq!(accepted, valid, "the checker on {topic:#}: {problems:#?}");
}

#[test]
fn an_editor_and_the_checker_judge_alike() {
    check("/command", json!("faq"), true);
    check("/command", json!("자주-묻는_질문"), true);
    check("/command", json!("f a q"), false);
    check("/command", json!("x".repeat(33)), false);
    check("/title", json!({}), false);
    check("/title", json!({"fr": "T"}), false);
    check("/title/en", json!(""), false);
    check("/title/en", json!("x".repeat(256)), true);
    check("/title/en", json!("x".repeat(257)), false);
    check("/entries", json!([]), false);
    check("/entries/0/id", json!("What"), false);
    check("/entries/0/questions/en", json!([]), false);
    check("/entries/0/sources", json!([]), false);
    check("/entries/0/as_of", json!("2026-02-30"), false);
    check("/entries/0/as_of", json!(null), false);
    check("/entries/0/events/0/date", json!("1884"), true);
    check("/entries/0/events/0/date", json!("84"), false);
}

#[test]
fn the_schema_names_its_fields_to_an_editor() {
    let document = Document::new("topics/faq.json", FileKind::Topic, &topic().to_string());
    let schema = document.kind.schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["properties"]["command"]["description"], "The slash command's name, equal to the file's name.");
}

//! Checks one file against its JSON Schema: keys, types, lengths and forms.
//!
//! This walks schema and syntax tree side by side. It knows the keywords that our own schemas use, no
//! others: a general validator would find the same faults but could neither point at them nor word them.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;
use once_cell::sync::OnceCell;
use regex::Regex;
use serde_json::Value as Json;

use super::findings::{Findings, Spot};
use crate::knowledge::code::Code;
use crate::knowledge::problem::Span;
use crate::knowledge::schema::FileKind;
use crate::knowledge::syntax::span;
use crate::knowledge::wording::{discord_length, hidden, nearest, one_of, quote, tick};

/// Notes every way in which a document's syntax tree does not fit its schema.
pub(super) fn check(findings: &mut Findings<'_>, document: usize, tree: &Value<'_>) {
    let schema = findings.documents[document].kind.schema();
    Walk { findings, document, root: schema }.value(schema, tree, &Trail::Root);
}

/// The way from the root to a value, for messages: `entries[3].answer.en`.
enum Trail<'a> {
    Root,
    Key(&'a Trail<'a>, &'a str),
    Index(&'a Trail<'a>, usize),
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trail::Root => Ok(()),
            Trail::Key(Trail::Root, key) => f.write_str(key),
            Trail::Key(parent, key) => write!(f, "{parent}.{key}"),
            Trail::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

impl Trail<'_> {
    /// The way between backticks; the root is "the file".
    fn name(&self) -> String {
        match self {
            Trail::Root => "the file".to_owned(),
            _ => format!("`{self}`"),
        }
    }
}

struct Walk<'w, 'd> {
    findings: &'w mut Findings<'d>,
    document: usize,
    root: &'static Json,
}

impl Walk<'_, '_> {
    fn value(&mut self, schema: &'static Json, value: &Value<'_>, trail: &Trail<'_>) {
        let schema = self.resolve(schema);
        if let Some(choices) = choices(schema) {
            return self.choice(&choices, value, trail);
        }
        match (schema["type"].as_str(), value) {
            (Some("object"), Value::Object(object)) => self.object(schema, object, trail),
            (Some("array"), Value::Array(array)) => self.array(schema, array, trail),
            (Some("string"), Value::StringLit(text)) => self.string(schema, &text.value, text.range.into(), trail),
            (Some(wanted), found) => self.wrong_type(wanted, found, trail),
            // Our schemas give every value a type or choices; a test looks.
            (None, _) => {}
        }
    }

    fn resolve(&self, schema: &'static Json) -> &'static Json {
        match schema["$ref"].as_str().and_then(|path| path.strip_prefix('#')) {
            Some(path) => self.root.pointer(path).unwrap_or(schema),
            None => schema,
        }
    }

    fn add(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.add(code, Spot { document: self.document, span }, message, help);
    }

    fn wrong_type(&mut self, wanted: &str, found: &Value<'_>, trail: &Trail<'_>) {
        let wanted = with_article(wanted);
        let message = format!("{} must be {wanted}, found {}", trail.name(), kind(found));
        let help = match found {
            Value::NullKeyword(_) => "leave the key out when there is nothing to say".to_owned(),
            Value::NumberLit(_) | Value::BooleanLit(_) if wanted == "a text" => "put it in double quotes".to_owned(),
            Value::StringLit(_) if wanted == "a list" => "put it in square brackets".to_owned(),
            Value::StringLit(_) if wanted == "an object" => {
                "if it is a text, name its language: { \"en\": \"…\" }".to_owned()
            }
            _ => format!("write {wanted} here"),
        };
        self.add(Code::WrongType, span(found), message, help);
    }

    fn choice(&mut self, choices: &[&'static str], value: &Value<'_>, trail: &Trail<'_>) {
        let Some(text) = value.as_string_lit() else { return self.wrong_type("string", value, trail) };
        if choices.contains(&text.value.as_ref()) {
            return;
        }
        let message = format!("{} is {}, which is unknown here", trail.name(), quote(&text.value));
        let help = guess(&text.value, choices);
        self.add(Code::UnknownValue, text.range.into(), message, help);
    }

    fn object(&mut self, schema: &'static Json, object: &Object<'_>, trail: &Trail<'_>) {
        let brace = Span { start: object.range.start, end: object.range.start + 1 };
        let known: Vec<&str> =
            schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        let meant = self.keys(&known, object, trail);
        for prop in &object.properties {
            let key = prop.name.as_str();
            if known.contains(&key) {
                self.value(&schema["properties"][key], &prop.value, &Trail::Key(trail, key));
            }
        }
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            // A key that is there misspelt is one problem, not two.
            if object.get(key).is_none() && !meant.contains(&key) {
                let what = &schema["properties"][key]["description"];
                let help = match what.as_str() {
                    Some(what) => format!("add `{key}`: {}", lower_first(what)),
                    None => format!("add `{key}`"),
                };
                self.add(Code::MissingKey, brace, format!("{} has no `{key}`", trail.name()), help);
            }
        }
        if schema["minProperties"].as_u64().is_some_and(|least| (object.properties.len() as u64) < least) {
            let help = format!("write it in at least one language: {}", one_of(known));
            self.add(Code::EmptyValue, object.range.into(), format!("{} is empty", trail.name()), help);
        }
    }

    /// Notes keys that are unknown or stand twice; returns the known keys that the unknown ones stand for.
    fn keys(&mut self, known: &[&'static str], object: &Object<'_>, trail: &Trail<'_>) -> Vec<&'static str> {
        let mut meant = Vec::new();
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for prop in &object.properties {
            let key = prop.name.as_str();
            let here: Span = prop.name.range().into();
            if let Some(first) = seen.get(key) {
                let (document, first) = (self.document, *first);
                self.findings.add_with(
                    Code::DuplicateKey,
                    Spot { document, span: here },
                    || format!("{} has the key {} twice", trail.name(), tick(key)),
                    |findings, problem| {
                        let first = findings.place(Spot { document, span: first });
                        problem.help("keep one of the two").also(first, "it stands here first")
                    },
                );
                continue;
            }
            seen.insert(key, here);
            if !known.contains(&key) {
                meant.extend(nearest(key, known.iter().copied()));
                let message = format!("{} has the unknown key {}", trail.name(), tick(key));
                self.add(Code::UnknownKey, here, message, guess(key, known));
            }
        }
        meant
    }

    fn array(&mut self, schema: &'static Json, array: &Array<'_>, trail: &Trail<'_>) {
        for (index, item) in array.elements.iter().enumerate() {
            self.value(&schema["items"], item, &Trail::Index(trail, index));
        }
        if schema["minItems"].as_u64().is_some_and(|least| (array.elements.len() as u64) < least) {
            let code = code_of(schema, Code::EmptyValue);
            let message = format!("{} is empty", trail.name());
            let help = match code {
                Code::NoSource => "no answer goes without a source: add the id of one",
                _ => "add at least one item, or leave the key out",
            };
            self.add(code, array.range.into(), message, help);
        }
    }

    fn string(&mut self, schema: &'static Json, text: &str, span: Span, trail: &Trail<'_>) {
        let lines = schema["x-lines"].as_bool().unwrap_or(false);
        if let Some(hidden) = hidden(text).find(|c| !(lines && *c == '\n')) {
            let message = format!("{} holds the hidden character {}", trail.name(), hidden.escape_unicode());
            let help = match hidden {
                '\n' => "line breaks have a place in answers and notes only: write a space",
                '\t' => "write a space",
                _ => "remove it; it may have come along with copied text",
            };
            self.add(Code::ControlCharacter, span, message, help);
        }
        let length = discord_length(text);
        if let Some(most) = schema["maxLength"].as_u64().filter(|most| length as u64 > *most) {
            let message = format!("{} is {length} characters long, at most {most} fit", trail.name());
            self.add(Code::TooLong, span, message, format!("shorten it by {}", length as u64 - most));
        } else if !fits(schema, text) {
            self.bad_form(schema, text, span, trail);
        }
    }

    fn bad_form(&mut self, schema: &'static Json, text: &str, span: Span, trail: &Trail<'_>) {
        let code = code_of(schema, Code::BadValue);
        if code == Code::EmptyValue {
            let help = "write it, or leave the key out";
            return self.add(code, span, format!("{} is empty", trail.name()), help);
        }
        let wanted = match schema["format"].as_str() {
            Some("date") => "a date of the calendar as YYYY-MM-DD",
            _ => schema["patternErrorMessage"].as_str().unwrap_or("of another form"),
        };
        let code = if schema["format"].is_string() { Code::BadDate } else { code };
        let message = format!("{} is {}, expected {wanted}", trail.name(), quote(text));
        self.add(code, span, message, remedy(code, text));
    }
}

/// What to write in the place of a value of the wrong form.
fn remedy(code: Code, text: &str) -> String {
    let text = text.trim();
    match code {
        Code::BadUrl if !text.contains("://") && text.contains('.') && !text.contains(char::is_whitespace) => {
            format!("write {}", quote(&format!("https://{text}")))
        }
        Code::BadCountry if text.len() == 2 => format!("write {}", quote(&text.to_ascii_uppercase())),
        Code::BadLanguage if text.len() == 2 => format!("write {}", quote(&text.to_ascii_lowercase())),
        Code::BadId | Code::BadCommandName => match slug(text) {
            slug if slug.is_empty() => "use the letters a to z, digits and hyphens".to_owned(),
            slug => format!("write {}", quote(&slug)),
        },
        Code::BadDate => "write year, month and day with hyphens, such as 2026-01-19".to_owned(),
        _ => "write it in the form that is expected".to_owned(),
    }
}

/// A text as an id or a command: small letters and digits, everything else a hyphen.
fn slug(text: &str) -> String {
    let hyphened: String =
        text.chars().take(32).map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    hyphened.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Whether a text has the pattern and the format that its schema asks for.
fn fits(schema: &'static Json, text: &str) -> bool {
    let pattern = schema["pattern"].as_str().is_none_or(|pattern| matches(pattern, text));
    // The only format in use. `Date` itself would take more than one way of writing.
    let calendar = schema["format"].as_str() != Some("date") || (text.len() == 10 && text.parse::<Date>().is_ok());
    // A date known to the month or the year has a pattern and a calendar, but no format.
    let partial = schema["x-problem"] != "bad-date" || text.parse::<crate::knowledge::PartialDate>().is_ok();
    pattern && calendar && partial
}

fn matches(pattern: &str, text: &str) -> bool {
    static PATTERNS: OnceCell<HashMap<&'static str, Regex>> = OnceCell::new();
    let patterns = PATTERNS.get_or_init(|| {
        let mut patterns = HashMap::new();
        for kind in FileKind::ALL {
            compile(kind.schema(), &mut patterns);
        }
        patterns
    });
    // A test sees to it that every pattern of our schemas compiles.
    patterns.get(pattern).is_none_or(|regex| regex.is_match(text))
}

/// Compiles every pattern in a schema.
fn compile(schema: &'static Json, patterns: &mut HashMap<&'static str, Regex>) {
    let Some(keywords) = schema.as_object() else { return };
    if let Some(pattern) = schema["pattern"].as_str()
        && let Ok(regex) = Regex::new(pattern)
    {
        patterns.insert(pattern, regex);
    }
    for inner in keywords.values() {
        compile(inner, patterns);
    }
}

fn code_of(schema: &Json, default: Code) -> Code {
    schema["x-problem"].as_str().and_then(|code| code.parse().ok()).unwrap_or(default)
}

/// The texts that a value may be, where the schema lists them.
fn choices(schema: &'static Json) -> Option<Vec<&'static str>> {
    if let Some(list) = schema["enum"].as_array() {
        return Some(list.iter().filter_map(Json::as_str).collect());
    }
    let list = schema["oneOf"].as_array()?;
    Some(list.iter().filter_map(|choice| choice["const"].as_str()).collect())
}

fn guess(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", one_of(known.iter().copied())),
    }
}

fn with_article(kind: &str) -> &'static str {
    match kind {
        "object" => "an object",
        "array" => "a list",
        "string" => "a text",
        _ => "something else",
    }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a text",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::NullKeyword(_) => "null",
    }
}

fn lower_first(sentence: &str) -> String {
    let sentence = sentence.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks at every schema inside a schema.
    fn each(schema: &'static Json, look: &mut dyn FnMut(&'static Json)) {
        look(schema);
        for map in ["properties", "$defs"] {
            schema[map].as_object().into_iter().flatten().for_each(|(_, inner)| each(inner, look));
        }
        if schema["items"].is_object() {
            each(&schema["items"], look);
        }
    }

    #[test]
    fn the_schemas_use_only_keywords_that_the_walk_knows() {
        const KNOWN: &[&str] = &[
            "$defs",
            "$ref",
            "$schema",
            "additionalProperties",
            "const",
            "description",
            "enum",
            "format",
            "items",
            "maxLength",
            "minItems",
            "minProperties",
            "oneOf",
            "pattern",
            "patternErrorMessage",
            "properties",
            "required",
            "title",
            "type",
            "x-lines",
            "x-problem",
        ];
        for kind in FileKind::ALL {
            each(kind.schema(), &mut |schema| {
                for (keyword, value) in schema.as_object().expect("a schema is an object") {
                    assert!(KNOWN.contains(&keyword.as_str()), "{keyword} in {schema:#}");
                    match keyword.as_str() {
                        "pattern" => drop(Regex::new(value.as_str().expect("a text")).expect("it compiles")),
                        "format" => assert_eq!(value, "date"),
                        "x-problem" => drop(value.as_str().expect("a text").parse::<Code>().expect("a code")),
                        "properties" => assert_eq!(schema["additionalProperties"], false, "{schema:#}"),
                        _ => {}
                    }
                }
                let typed = schema["type"].is_string() || schema["$ref"].is_string() || choices(schema).is_some();
                assert!(typed, "{schema:#}");
            });
        }
    }
}

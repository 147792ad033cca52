//! Edits of a JSON tree, chosen by bytes: harm that leaves a file valid JSON.

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use serde_json::{Map, Value};

/// Keys of the format, and one that is none.
const KEYS: [&str; 30] = [
    "$schema",
    "answer",
    "as_of",
    "command",
    "country",
    "date",
    "description",
    "en",
    "entries",
    "events",
    "id",
    "it",
    "kind",
    "ko",
    "language",
    "not",
    "note",
    "publisher",
    "questions",
    "related",
    "review_by",
    "sources",
    "terms",
    "tests",
    "title",
    "unanswerable",
    "url",
    "valid_until",
    "x",
    "",
];

/// Texts that some rule looks at.
const TEXTS: [&str; 34] = [
    "",
    " ",
    "a",
    "b",
    "s",
    "it",
    "IT",
    "en",
    "press",
    "mou",
    "ask",
    "2026-01-19",
    "2026-02-29",
    "2026-01",
    "1884",
    "-0001",
    "9999-12-31",
    "0000",
    "2026-1-1",
    "https://a.it/x",
    "https://",
    "http://a.it",
    "\u{202e}",
    "\n",
    "\t",
    "\u{feff}",
    "What is a?",
    "WHAT IS A",
    "뭐야",
    "ㅋㅋ",
    "e\u{301}",
    "𝄞",
    "U.S.",
    "1,300",
];

/// `text`, which is JSON, after the edits that `choices` make.
pub(crate) fn edited(text: &str, choices: &[u8]) -> String {
    let mut tree: Value = serde_json::from_str(text).expect("the base is JSON");
    let mut input = Unstructured::new(choices);
    let pretty = input.arbitrary().unwrap_or(false);
    for _ in 0..8 {
        if input.is_empty() || edit(&mut tree, &mut input).is_err() {
            break;
        }
    }
    if pretty { format!("{tree:#}") } else { tree.to_string() }
}

fn edit(tree: &mut Value, input: &mut Unstructured<'_>) -> Result<()> {
    let nodes = size(tree);
    let other = node(tree, &mut input.int_in_range(0..=nodes - 1)?).cloned().unwrap_or_default();
    let Some(value) = node(tree, &mut input.int_in_range(0..=nodes - 1)?) else { return Ok(()) };
    match (input.int_in_range(0..=5)?, value) {
        (0, value) => *value = leaf(input)?,
        (1, value) => *value = other,
        (2, Value::Array(list)) if !list.is_empty() => drop(list.remove(input.choose_index(list.len())?)),
        (2, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(input.choose_index(map.len())?).cloned().unwrap_or_default();
            map.remove(&key);
        }
        (3, Value::Array(list)) => list.insert(input.int_in_range(0..=list.len())?, other),
        (3, Value::Object(map)) => _ = map.insert((*input.choose(&KEYS)?).to_owned(), other),
        (4, Value::Array(list)) => {
            let again = list.clone();
            list.extend(again);
        }
        (4, Value::Object(map)) => _ = map.insert(input.arbitrary()?, leaf(input)?),
        (_, Value::String(text)) => {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let [from, to] = [*input.choose(&edges)?, *input.choose(&edges)?];
            text.replace_range(from.min(to)..from.max(to), &words(input)?);
        }
        (_, value) => *value = leaf(input)?,
    }
    Ok(())
}

fn leaf(input: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match input.int_in_range(0..=7)? {
        0 => Value::Null,
        1 => Value::Bool(input.arbitrary()?),
        2 => Value::from(input.arbitrary::<f64>()?),
        3 => Value::from(input.arbitrary::<i64>()?),
        4 => Value::Array(vec![Value::String(words(input)?)]),
        5 => Value::Object(Map::from_iter([((*input.choose(&KEYS)?).to_owned(), Value::String(words(input)?))])),
        _ => Value::String(words(input)?),
    })
}

fn words(input: &mut Unstructured<'_>) -> Result<String> {
    Ok(match input.int_in_range(0..=3)? {
        0 => input.arbitrary()?,
        // Limits are on lengths, and an answer may be 4,096 characters.
        1 => input.choose(&TEXTS)?.repeat(input.int_in_range(0..=5000)?),
        _ => (*input.choose(&TEXTS)?).to_owned(),
    })
}

/// How many values are in a tree, itself included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(map) => map.values().map(size).sum(),
        _ => 0,
    }
}

/// The value with this number, counted from the root down.
fn node<'v>(value: &'v mut Value, number: &mut usize) -> Option<&'v mut Value> {
    if *number == 0 {
        return Some(value);
    }
    *number -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|item| node(item, number)),
        Value::Object(map) => map.values_mut().find_map(|item| node(item, number)),
        _ => None,
    }
}

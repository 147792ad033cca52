//! What to do about a text that is no JSON, by what the parser refused and what stands there.

use super::wording::is_hidden;

/// What to do where `serde_json` gave `reason` for refusing the text at the byte `at`, if there is something to say.
pub(super) fn remedy(reason: &str, text: &str, at: usize) -> Option<&'static str> {
    let rest = text.get(at..).unwrap_or_default();
    if text.trim().is_empty() {
        return Some("the file is empty: delete it, or fill it");
    }
    if reason.starts_with("control character") {
        return Some(in_a_text(rest));
    }
    foreign(rest).or_else(|| by_reason(reason, rest))
}

/// A control character inside of a text.
fn in_a_text(rest: &str) -> &'static str {
    match rest.chars().next() {
        Some('\n' | '\r') => "is the closing quotation mark missing? Inside a text, write \\n for a line break",
        Some('\t') => "write a space for the tab",
        Some('\0') => UTF_16,
        _ => "remove the character that nobody sees here",
    }
}

const UTF_16: &str = "it may be UTF-16: save it as UTF-8";

/// What JSON does not have, whatever was expected: other quotation marks and spaces, comments, the marks of a conflict.
fn foreign(rest: &str) -> Option<&'static str> {
    let conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    Some(match rest.chars().next()? {
        '\0' => UTF_16,
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '＂' => {
            "write straight quotation marks here and at the other end: \""
        }
        '\'' | '`' => "write double quotation marks here and at the other end: \"",
        '#' => "JSON has no comments: remove it",
        '/' if rest.starts_with("//") || rest.starts_with("/*") => "JSON has no comments: remove it",
        _ if conflict.iter().any(|mark| rest.starts_with(mark)) => {
            "two versions stand here, between marks of git: keep one of them, and remove the marks"
        }
        ' ' | '\t' | '\n' | '\r' => return None,
        c if c.is_whitespace() => "write an ordinary space: this one only looks like it",
        c if is_hidden(c) => "remove the character that nobody sees here",
        _ => return None,
    })
}

fn by_reason(reason: &str, rest: &str) -> Option<&'static str> {
    let starts_word = rest.starts_with(char::is_alphabetic);
    Some(match reason {
        "trailing comma" => "remove the comma before the closing bracket",
        // After a text there can be no word: the text ended too soon, or began too late.
        "expected `,` or `}`" | "expected `,` or `]`" | "expected `:`" if starts_word => {
            "inside a text, write \\\" for a quotation mark; or is one missing before this?"
        }
        "expected `,` or `}`" | "expected `,` or `]`" => "put a comma between this and what comes before it",
        "expected `:`" => "put a colon between the key and its value",
        "key must be a string" => "put the key in double quotes",
        "expected value" | "expected ident" if is_constant(rest) => {
            "true, false and null are written in small letters; leave the key out when there is nothing to say"
        }
        "expected value" | "expected ident" if starts_word => "put the text in double quotes",
        "expected value" if rest.starts_with([',', '}', ']']) => {
            "write what is missing here, or remove the comma or the key"
        }
        "recursion limit exceeded" => "a knowledge file is nested a handful of levels deep, never more than 128",
        "trailing characters" => "a file holds one object: remove what comes after it",
        "invalid escape" => "write \\\\ for a backslash",
        _ if reason.starts_with("EOF") => "the file ends too soon: is a closing bracket or quotation mark missing?",
        _ if reason.contains("surrogate") || reason.contains("hex escape") => {
            "write the character itself: the file is UTF-8"
        }
        _ => return None,
    })
}

/// Whether a constant stands there as another language, or another hand, writes it.
fn is_constant(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(10).collect();
    ["true", "false", "null", "none", "nil", "undefined"].contains(&word.to_lowercase().as_str())
}

//! From a document's text to its syntax tree, in which every key and value knows where it stands.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::code::Code;
use super::document::Document;
use super::problem::{Place, Problem, Span};
use super::remedy::remedy;

/// The syntax tree of a document.
///
/// Two parsers look at the text: `serde_json` decides what is JSON (strictly, and at most 128 levels deep,
/// so that nothing after it can run out of stack), and `jsonc-parser`, which would forgive more, then says
/// where everything stands.
///
/// # Errors
///
/// When the document is not valid JSON: the first thing in it that is wrong.
pub(super) fn parse(document: &Document) -> Result<Value<'_>, Box<Problem>> {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(&document.text) {
        return Err(Box::new(invalid(document, &error)));
    }
    match parse_to_ast(&document.text, &CollectOptions::default(), &STRICT) {
        Ok(result) => result.value.ok_or_else(|| Box::new(disagreement(document, Span::default(), "no value"))),
        Err(error) => Err(Box::new(disagreement(document, error.range().into(), &error.kind().to_string()))),
    }
}

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Where a value stands.
pub(super) fn span(value: &Value<'_>) -> Span {
    value.range().into()
}

/// One step of a path into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into the value of this key.
    Key(&'a str),
    /// Into the item with this number, from 0.
    Index(usize),
}

impl Document {
    /// The value that a path of keys and indexes leads to, if there is one.
    pub fn find(&self, path: &[Step<'_>]) -> Option<Place> {
        let ast = parse(self).ok()?;
        let mut value = &ast;
        for step in path {
            value = match step {
                Step::Key(key) => &value.as_object()?.get(key)?.value,
                Step::Index(index) => value.as_array()?.elements.get(*index)?,
            };
        }
        Some(self.place(span(value)))
    }
}

/// What `serde_json` refused, in the words of a problem.
pub(super) fn invalid(document: &Document, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    let mut span = document.span_at(error.line(), error.column());
    // A line break inside a text is refused when it is read: it ends the line in which the quotation mark is missing.
    if error.column() == 0 && reason.starts_with("control character") {
        span = Span { start: span.start.saturating_sub(1), end: span.start };
    }
    // A word that begins like true, false or null is refused at the letter that differs.
    if reason == "expected ident" {
        let before = document.text.get(..span.start).unwrap_or_default();
        span.start = before.trim_end_matches(char::is_alphabetic).len();
    }
    let problem = Problem::new(Code::InvalidJson, document.place(span), format!("this is not valid JSON: {reason}"));
    match remedy(reason, &document.text, span.start) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// A text that one parser takes and the other does not; none is known, and none must slip through.
fn disagreement(document: &Document, span: Span, reason: &str) -> Problem {
    let reason = reason.to_lowercase();
    Problem::new(Code::InvalidJson, document.place(span), format!("this is not valid JSON: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::schema::FileKind;

    #[track_caller]
    fn check(text: &str, line: usize, column: usize, message: &str, help: &str) {
        let document = Document::new("sources.json", FileKind::Sources, text);
        let problem = parse(&document).expect_err("it must not parse");
        assert_eq!((problem.place.line, problem.place.column), (Some(line), Some(column)), "{problem:?}");
        assert!(problem.message.contains(message), "{problem:?}");
        assert!(problem.help.as_deref().unwrap_or_default().contains(help), "{problem:?}");
    }

    #[test]
    fn broken_json_is_pointed_at() {
        check("", 1, 1, "EOF", "the file is empty");
        check("{\n  \"a\": 1,\n}", 3, 1, "trailing comma", "remove the comma");
        check("{\"a\": 1 \"b\": 2}", 1, 9, "expected `,` or `}`", "put a comma");
        check("{\"가나\": 1 \"b\": 2}", 1, 10, "expected `,` or `}`", "put a comma");
        check("{a: 1}", 1, 2, "key must be a string", "double quotes");
        check("{\"a\": \"x\n\"}", 1, 9, "control character", "closing quotation mark missing");
        check("{\"a\": \"x\r\n\"}", 1, 9, "control character", "closing quotation mark missing");
        check("{\n\"a\": \"x,\n\"b\": 1}", 2, 9, "control character", "closing quotation mark missing");
        check("{\"a\": [1, 2", 1, 11, "EOF", "ends too soon");
        check("{} {}", 1, 4, "trailing characters", "one object");
        check("{\"a\": \"\\ud800\"}", 1, 14, "", "");
        check("// hello\n{}", 1, 1, "expected value", "no comments");
    }

    #[test]
    fn what_people_write_for_json_is_put_right() {
        let inside = "write \\\" for a quotation mark";
        check("{\"a\": \"Ten \"big\" apples.\"}", 1, 13, "expected `,` or `}`", inside);
        check("[\"Ten \"big\" apples.\"]", 1, 8, "expected `,` or `]`", inside);
        check("{\"a\": \"x, \"b\": 1}", 1, 12, "expected `,` or `}`", "is one missing before this");
        check("{\"a: {\"en\": 1}}", 1, 8, "expected `:`", "is one missing before this");
        check("{“a”: 1}", 1, 2, "key must be a string", "straight quotation marks");
        check("{\"a\": ‘x’}", 1, 7, "expected value", "straight quotation marks");
        check("{'a': 1}", 1, 2, "key must be a string", "double quotation marks");
        check("{\"a\": 'x'}", 1, 7, "expected value", "double quotation marks");
        for constant in ["True", "None", "NULL", "nil"] {
            check(&format!("{{\"a\": {constant}}}"), 1, 7, "expected", "small letters");
        }
        check("{\"a\": MOU}", 1, 7, "expected value", "in double quotes");
        check("{\"a\": ,}", 1, 7, "expected value", "what is missing");
        check("{\"a\": 1, // one\n\"b\": 2}", 1, 10, "key must be a string", "no comments");
        check("{\"a\": /* one */ 1}", 1, 7, "expected value", "no comments");
        check("{\"a\": 1, # one\n\"b\": 2}", 1, 10, "key must be a string", "no comments");
        check("{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> x\n}", 2, 1, "key must", "marks of git");
        check("{\"a\": 1\n>>>>>>> x\n}", 2, 1, "expected `,`", "marks of git");
        check("{\u{a0}\"a\": 1}", 1, 2, "key must be a string", "an ordinary space");
        check("{\"a\":\u{200b}1}", 1, 6, "expected value", "that nobody sees");
        check("{\0\"\0a\0\"\0}\0", 1, 2, "key must be a string", "UTF-16");
        check("{\"a\": \"x\ty\"}", 1, 9, "control character", "a space for the tab");
        check("{\"a\": \"x\u{1}y\"}", 1, 9, "control character", "nobody sees");
    }

    #[test]
    fn deep_nesting_is_refused_before_it_can_overflow_the_stack() {
        check(&"[".repeat(100_000), 1, 128, "recursion limit", "128");
        check(&"{\"a\":".repeat(100_000), 1, 636, "recursion limit", "128");
    }

    #[test]
    fn a_path_leads_to_its_value() {
        let document = Document::new("sources.json", FileKind::Sources, "{\n \"a\": [1, {\"b\": true}]}");
        let place = document.find(&[Step::Key("a"), Step::Index(1), Step::Key("b")]).expect("it is there");
        assert_eq!((place.line, place.column), (Some(2), Some(17)));
        assert_eq!(document.find(&[Step::Key("a"), Step::Key("b")]), None);
    }
}

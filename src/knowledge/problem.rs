//! What is wrong with a knowledge base, and where.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::{Code, Severity};

/// Something wrong, or worth mending, in a knowledge folder.
///
/// As JSON: `{"code", "severity", "file", "line", "column", "message", "help", "also"}`, where `line` and
/// `column` are null for a problem of a whole file, `help` is null when there is nothing to add, and
/// `also` is a list of `{"file", "line", "column", "message"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What was expected and what was found.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that have to do with it, such as the first use of an id.
    pub also: Vec<Related>,
}

/// A part of a document, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<jsonc_parser::common::Range> for Span {
    fn from(range: jsonc_parser::common::Range) -> Span {
        Span { start: range.start, end: range.end }
    }
}

/// A place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// A place in a knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The path inside the knowledge folder, with `/` between its parts.
    pub file: String,
    /// The line, from 1; none for the file as a whole.
    pub line: Option<usize>,
    /// The column in characters, from 1; none for the file as a whole.
    pub column: Option<usize>,
    /// The bytes in question; none for the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: &str) -> Place {
        Place { file: path.to_owned(), ..Place::default() }
    }
}

impl Problem {
    /// A problem without help or related places.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Problem {
        Problem { code, place, message: message.into(), help: None, also: Vec::new() }
    }

    /// The same problem with a line on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// The same problem with another place that has to do with it.
    #[must_use]
    pub fn also(mut self, place: Place, message: impl Into<String>) -> Problem {
        self.also.push(Related { place, message: message.into() });
        self
    }

    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether it keeps the knowledge base from loading.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Problem", 8)?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("severity", self.severity().as_str())?;
        object.serialize_field("file", &self.place.file)?;
        object.serialize_field("line", &self.place.line)?;
        object.serialize_field("column", &self.place.column)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.serialize_field("also", &self.also)?;
        object.end()
    }
}

impl Serialize for Related {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Related", 4)?;
        object.serialize_field("file", &self.place.file)?;
        object.serialize_field("line", &self.place.line)?;
        object.serialize_field("column", &self.place.column)?;
        object.serialize_field("message", &self.message)?;
        object.end()
    }
}

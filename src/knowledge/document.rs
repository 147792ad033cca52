//! The text of one knowledge file, and where in it a byte stands.

use std::ops::Range;

use super::code::Code;
use super::problem::{Place, Problem, Span};
use super::schema::FileKind;
use super::shapes::MAX_FILE_BYTES;

/// What some editors put before the text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of one knowledge file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path inside the knowledge folder, with `/` between its parts.
    pub path: String,
    /// The text, without the byte order mark if there was one.
    pub text: String,
    /// What the file holds.
    pub kind: FileKind,
    line_starts: Vec<usize>,
}

impl Document {
    /// A document of this text.
    pub fn new(path: &str, kind: FileKind, text: &str) -> Document {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Document { path: path.to_owned(), text: text.to_owned(), kind, line_starts }
    }

    /// The document that a file's bytes hold, and a warning if there is something to say about them.
    ///
    /// # Errors
    ///
    /// When the path is none that is read, or the file is over 1 MiB or not UTF-8.
    pub fn read(path: &str, bytes: &[u8]) -> Result<(Document, Option<Problem>), Box<Problem>> {
        let kind = FileKind::of(path)
            .ok_or_else(|| Problem::new(Code::StrayFile, Place::file(path), "the file is none that is read"))?;
        if bytes.len() > MAX_FILE_BYTES {
            return Err(Box::new(too_large(path, kind, "the file is larger than 1 MiB")));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(path, kind, bytes, error.valid_up_to()))?;
        let bare = text.strip_prefix(BYTE_ORDER_MARK);
        let document = Document::new(path, kind, bare.unwrap_or(text));
        let warning = bare.map(|_| {
            let message = "the file starts with a byte order mark, which JSON does not have";
            Problem::new(Code::ByteOrderMark, document.place(Span::default()), message)
                .help("save it as UTF-8 without BOM, or run `attache fmt`")
        });
        Ok((document, warning))
    }

    /// The place of a span: line and column, both from 1, the column in characters.
    ///
    /// A span that does not lie on characters' edges or inside the text is moved to the nearest that does.
    pub fn place(&self, span: Span) -> Place {
        let span = self.fit(span);
        let line = self.line_at(span.start);
        let column = self.text[self.line_starts[line]..span.start].chars().count() + 1;
        Place { file: self.path.clone(), line: Some(line + 1), column: Some(column), span: Some(span) }
    }

    /// The line, from 0, that a byte stands in.
    fn line_at(&self, byte: usize) -> usize {
        // The first line starts at 0, so at least one start is not past any byte.
        self.line_starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The bytes of the line that `byte` stands in, without its line break.
    pub(super) fn line_around(&self, byte: usize) -> Range<usize> {
        let line = self.line_at(byte.min(self.text.len()));
        let start = self.line_starts[line];
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The span of the byte at a line and a column as `serde_json` counts them (both from 1, in bytes).
    pub(super) fn span_at(&self, line: usize, column: usize) -> Span {
        let last = self.line_starts.len() - 1;
        let start = self.line_starts[line.saturating_sub(1).min(last)] + column.saturating_sub(1);
        Span { start, end: start + 1 }
    }

    fn fit(&self, span: Span) -> Span {
        let start = floor(&self.text, span.start);
        Span { start, end: floor(&self.text, span.end.max(start)) }
    }
}

/// A file that takes more room than one may.
pub(super) fn too_large(path: &str, kind: FileKind, message: &str) -> Problem {
    let help = match kind {
        FileKind::Topic => "divide it into smaller ones: a topic can become two",
        FileKind::Sources => "there is one such file: take out the sources that no entry cites",
        FileKind::Terms => "there is one such file: take out the terms that people need least",
        FileKind::Unanswerable => "there is one such file: take out questions that are like others in it",
    };
    Problem::new(Code::TooLarge, Place::file(path), message).help(help)
}

fn not_utf8(path: &str, kind: FileKind, bytes: &[u8], valid: usize) -> Problem {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let mut place = Document::new(path, kind, &before).place(Span { start: valid, end: valid });
    // There is no text to show an excerpt of.
    place.span = None;
    let found = bytes.get(valid).copied().unwrap_or_default();
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => "it is UTF-16: save it as UTF-8",
        _ => "save it as UTF-8; it may be in Latin-1 or EUC-KR",
    };
    Problem::new(Code::NotUtf8, place, format!("the file is not UTF-8: found the byte {found:#04x}")).help(help)
}

/// The last edge of a character that is not past `byte`.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: usize, expected: (usize, usize)) {
        let place = Document::new("sources.json", FileKind::Sources, text).place(Span { start, end: start + 1 });
        assert_eq!((place.line, place.column), (Some(expected.0), Some(expected.1)), "byte {start} of {text:?}");
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        check("abc", 0, (1, 1));
        check("a\nb", 1, (1, 2));
        check("a\nb", 2, (2, 1));
        check("이탈리아 x", 13, (1, 6));
        // Inside a character: its first byte.
        check("이탈", 4, (1, 2));
        // Past the end.
        check("ab\n", 99, (2, 1));
        check("", 5, (1, 1));
    }
}

//! The one layout of knowledge files: keys in the model's order, two spaces, a final newline.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::check;
use super::document::{Document, too_large};
use super::load::typed;
use super::model::{SourcesFile, TermsFile, Topic, UnanswerableFile};
use super::problem::Problem;
use super::schema::FileKind;
use super::shapes::MAX_FILE_BYTES;

/// The document's text in its canonical layout.
///
/// Only the layout changes: the order of keys, the space around them, how characters are escaped, and lists
/// that may be left out when they are empty. Entries, phrasings and sources keep their order.
///
/// # Errors
///
/// All the problems of a document that does not fit its schema: what is not understood is not rewritten. Nor is what
/// would be too large for a knowledge file in this layout.
pub fn canonical(document: &Document) -> Result<String, Vec<Problem>> {
    let problems = check::check_alone(document);
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    let text = match document.kind {
        FileKind::Sources => layout::<SourcesFile>(document),
        FileKind::Terms => layout::<TermsFile>(document),
        FileKind::Topic => layout::<Topic>(document),
        FileKind::Unanswerable => layout::<UnanswerableFile>(document),
    }?;
    if text.len() > MAX_FILE_BYTES {
        let message = "the file would be larger than 1 MiB in the layout of `attache fmt`, and is left as it is";
        return Err(vec![too_large(&document.path, document.kind, message)]);
    }
    Ok(text)
}

fn layout<T: DeserializeOwned + Serialize>(document: &Document) -> Result<String, Vec<Problem>> {
    let value: T = typed(document).map_err(|problem| vec![*problem])?;
    Ok(text(&value))
}

/// A knowledge file's text in its canonical layout.
///
/// # Panics
///
/// Never: the model's types have text keys and no value that JSON does not know.
pub fn text<T: Serialize>(file: &T) -> String {
    let mut text = serde_json::to_string_pretty(file).expect("the model's types can all be written as JSON");
    text.push('\n');
    text
}

//! Checks the files of a knowledge folder: every rule on every file, and everything found at once.
//!
//! Pure: the files' texts and the day are arguments. Each file is first held against its schema (`shape`);
//! then the rules that look across files run over what is readable (`draft`), so that one broken file hides
//! no problem of another. Where a file, a list or an id cannot be read, rules that would blame others for it keep
//! still: with `sources.json` broken, or the key of one id misspelt, no source is "unknown".

mod dates;
mod draft;
mod findings;
mod languages;
mod names;
mod phrasings;
mod scripts;
mod shape;

use jiff::civil::Date;

use self::draft::{DraftBase, Reader};
use self::findings::Findings;
use super::document::Document;
use super::problem::Problem;
use super::schema::FileKind;
use super::syntax;

pub use self::names::RESERVED_COMMANDS;

/// Every problem of these documents, ordered by file and place; `unread` are kinds of files that are there
/// but could not be read.
pub(super) fn check(documents: &[Document], unread: &[FileKind], today: Date) -> Vec<Problem> {
    let mut findings = Findings::new(documents);
    let trees: Vec<_> = documents
        .iter()
        .map(|document| syntax::parse(document).map_err(|problem| findings.push(*problem)).ok())
        .collect();
    for (number, tree) in trees.iter().enumerate() {
        if let Some(tree) = tree {
            shape::check(&mut findings, number, tree);
        }
    }
    let mut base = draft(documents, &trees);
    base.topics_read &= !unread.contains(&FileKind::Topic);
    names::check(&mut findings, &base);
    dates::check(&mut findings, &base, today);
    languages::check(&mut findings, &base);
    scripts::check(&mut findings, &base);
    phrasings::check(&mut findings, &base);
    findings.into_problems()
}

/// Every problem of one document by itself: its JSON and its shape.
pub(super) fn check_alone(document: &Document) -> Vec<Problem> {
    let documents = std::slice::from_ref(document);
    let mut findings = Findings::new(documents);
    match syntax::parse(document) {
        Ok(tree) => shape::check(&mut findings, 0, &tree),
        Err(problem) => findings.push(*problem),
    }
    findings.into_problems()
}

fn draft<'t>(documents: &[Document], trees: &'t [Option<jsonc_parser::ast::Value<'t>>]) -> DraftBase<'t> {
    let mut base = DraftBase { topics_read: true, ..DraftBase::default() };
    for (number, (document, tree)) in documents.iter().zip(trees).enumerate() {
        let reader = Reader { document: number };
        match (document.kind, tree) {
            (FileKind::Sources, Some(tree)) => {
                (base.sources, base.sources_read) = reader.sources(tree).unwrap_or_default();
            }
            (FileKind::Unanswerable, Some(tree)) => base.unanswerable = reader.unanswerable(tree),
            (FileKind::Topic, tree) => match tree.as_ref().and_then(|tree| reader.topic(tree)) {
                Some(topic) => base.topics.push(topic),
                None => base.topics_read = false,
            },
            _ => {}
        }
    }
    base
}

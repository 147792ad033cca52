//! From files to knowledge: nothing becomes a [`Knowledge`] but what the checker has passed.

use std::path::Path;

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::built_in::built_in_from;
use super::check;
use super::code::Code;
use super::document::Document;
use super::files::{Files, FolderError};
use super::model::{Knowledge, SourcesFile, TermsFile, Topic, UnanswerableFile};
use super::problem::{Place, Problem};
use super::schema::FileKind;
use super::syntax;
use super::wording::count;

/// What an inspection of a knowledge folder found.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The knowledge base; none when there is an error among the problems.
    pub knowledge: Option<Knowledge>,
    /// Every problem of every file, errors and warnings, ordered by file and place.
    pub problems: Vec<Problem>,
    /// The files' texts, for excerpts.
    pub documents: Vec<Document>,
}

impl Inspection {
    /// How many of the problems are errors.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error()).count()
    }

    /// How many of the problems are warnings.
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }

    /// The document with this path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.path == path)
    }

    /// One line on the whole: `18 topics, 190 entries, 201 sources: 0 errors, 2 warnings`.
    pub fn summary(&self) -> String {
        let problems = tally(&self.problems);
        match &self.knowledge {
            Some(knowledge) => format!(
                "{}, {}, {}: {problems}",
                count(knowledge.topics.len(), "topic", "topics"),
                count(knowledge.entries().count(), "entry", "entries"),
                count(knowledge.sources.len(), "source", "sources"),
            ),
            None => format!("{}: {problems}", count(self.documents.len(), "file", "files")),
        }
    }
}

/// How many problems there are: `0 errors, 2 warnings`.
pub fn tally(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    format!("{}, {}", count(errors, "error", "errors"), count(problems.len() - errors, "warning", "warnings"))
}

/// A knowledge base that was read from a folder and passed the checker.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The knowledge base.
    pub knowledge: Knowledge,
    /// What is worth mending in it.
    pub warnings: Vec<Problem>,
}

/// Why a knowledge folder was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The folder itself could not be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Files could not be read or break rules; all problems are listed, beside the files' texts.
    #[error("the knowledge base has {}", count(.0.errors(), "error", "errors"))]
    Invalid(Box<Inspection>),
}

/// Reads and checks the knowledge folder `dir`, as of the day `today`.
///
/// The compiled-in base, found there unchanged, has passed the checker before: it is taken without checking again,
/// and [`inspect`] tells the warnings for days gone by. What is an error for [`inspect`] alone
/// ([`Code::keeps_from_loading`]) is among the warnings: `today` may be a day of long ago that somebody asks for, or a
/// clock's that is slow.
///
/// # Errors
///
/// When the folder cannot be read, or when anything in it is another error: it is read whole or not at all.
pub fn load(dir: &Path, today: Date) -> Result<Loaded, LoadError> {
    let files = Files::read(dir)?;
    if let Some(knowledge) = built_in_from(&files) {
        return Ok(Loaded { knowledge, warnings: Vec::new() });
    }
    let mut inspection = inspected(&files, today, |problem| problem.code.keeps_from_loading());
    match inspection.knowledge.take() {
        Some(knowledge) => Ok(Loaded { knowledge, warnings: inspection.problems }),
        None => Err(LoadError::Invalid(Box::new(inspection))),
    }
}

/// Reads and checks the knowledge folder `dir`, as of the day `today`, and reports all that it finds.
///
/// # Errors
///
/// When the folder itself cannot be read. Whatever is wrong inside it is in the inspection's problems.
pub fn inspect(dir: &Path, today: Date) -> Result<Inspection, FolderError> {
    Ok(inspect_files(&Files::read(dir)?, today))
}

/// Checks files that are in memory, as of the day `today`.
pub fn inspect_files(files: &Files, today: Date) -> Inspection {
    inspected(files, today, Problem::is_error)
}

/// Checks files; they become knowledge unless there is a problem that `bars` it.
fn inspected(files: &Files, today: Date, bars: fn(&Problem) -> bool) -> Inspection {
    let mut problems = files.problems().to_vec();
    missing_files(files, &mut problems);
    let mut documents = Vec::new();
    for (path, bytes) in files.iter() {
        match Document::read(path, bytes) {
            Ok((document, warning)) => {
                documents.push(document);
                problems.extend(warning);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    // To the rules across files, an unread file is like one with broken JSON: who names its ids is not to blame.
    let unread: Vec<FileKind> = problems
        .iter()
        .filter(|problem| problem.is_error())
        .filter_map(|problem| {
            if problem.place.file == "topics" { Some(FileKind::Topic) } else { FileKind::of(&problem.place.file) }
        })
        .collect();
    let checked = check::check(&documents, &unread, today);
    problems.extend(checked);
    let mut inspection = Inspection { knowledge: None, problems, documents };
    if !inspection.problems.iter().any(bars) {
        match decode(&inspection.documents) {
            Ok(knowledge) => inspection.knowledge = Some(knowledge),
            Err(problem) => inspection.problems.push(*problem),
        }
    }
    inspection.problems.sort_by(|a, b| a.place.file.cmp(&b.place.file));
    inspection
}

fn missing_files(files: &Files, problems: &mut Vec<Problem>) {
    let there = |kind| {
        let read = files.iter().map(|(path, _)| path);
        let refused = files.problems().iter().filter(|problem| problem.is_error()).map(|p| p.place.file.as_str());
        read.chain(refused)
            .any(|path| FileKind::of(path) == Some(kind) || (kind == FileKind::Topic && path == "topics"))
    };
    if !there(FileKind::Sources) {
        let problem = Problem::new(Code::MissingFile, Place::file("sources.json"), "the file is missing");
        problems.push(problem.help("write it: { \"sources\": [ … ] }, with each source that answers cite"));
    }
    if !there(FileKind::Topic) {
        let problem = Problem::new(Code::NoTopics, Place::file("topics"), "there is no topic");
        problems.push(problem.help("write at least one file in topics/, such as topics/faq.json"));
    }
}

/// The knowledge in documents that the checker has passed.
fn decode(documents: &[Document]) -> Result<Knowledge, Box<Problem>> {
    let mut knowledge = Knowledge::default();
    for document in documents {
        match document.kind {
            FileKind::Sources => knowledge.sources = typed::<SourcesFile>(document)?.sources,
            FileKind::Terms => knowledge.terms = typed::<TermsFile>(document)?.terms,
            FileKind::Topic => knowledge.topics.push(typed::<Topic>(document)?),
            FileKind::Unanswerable => knowledge.unanswerable = typed::<UnanswerableFile>(document)?.questions,
        }
    }
    knowledge.topics.sort_by(|a, b| a.command.cmp(&b.command));
    Ok(knowledge)
}

/// One document as its type. What the checker passes always reads: its schemas come from these types.
pub(super) fn typed<T: DeserializeOwned>(document: &Document) -> Result<T, Box<Problem>> {
    serde_json::from_str(&document.text).map_err(|error| Box::new(syntax::invalid(document, &error)))
}

//! Where the rules put what they find.

use std::collections::HashMap;

use crate::knowledge::code::Code;
use crate::knowledge::document::Document;
use crate::knowledge::problem::{Place, Problem, Span};

/// So many problems of one file are listed; past that, the file is not what it claims to be and a longer
/// list helps nobody, while a hostile file could make it as long as itself.
pub(super) const MOST_PER_FILE: usize = 500;

/// A span in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// The document's number.
    pub(super) document: usize,
    /// The bytes in it.
    pub(super) span: Span,
}

/// The documents under check and the problems found in them.
pub(super) struct Findings<'a> {
    pub(super) documents: &'a [Document],
    problems: Vec<Problem>,
    count: HashMap<usize, usize>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Findings<'a> {
        Findings { documents, problems: Vec::new(), count: HashMap::new() }
    }

    /// The place of a spot.
    pub(super) fn place(&self, spot: Spot) -> Place {
        self.documents[spot.document].place(spot.span)
    }

    /// Notes a problem; `finish` adds what there is to say beyond the message.
    pub(super) fn add_with(
        &mut self,
        code: Code,
        spot: Spot,
        message: impl FnOnce() -> String,
        finish: impl FnOnce(&Self, Problem) -> Problem,
    ) {
        let count = self.count.entry(spot.document).or_default();
        *count += 1;
        if *count <= MOST_PER_FILE {
            let problem = Problem::new(code, self.place(spot), message());
            let problem = finish(self, problem);
            self.problems.push(problem);
        }
    }

    /// Notes a problem with a line on what to do.
    pub(super) fn add(&mut self, code: Code, spot: Spot, message: impl Into<String>, help: impl Into<String>) {
        self.add_with(code, spot, || message.into(), |_, problem| problem.help(help));
    }

    /// Notes a problem that was found elsewhere.
    pub(super) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// All problems, ordered by file, place and code.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        for (document, count) in &self.count {
            if let Some(more) = count.checked_sub(MOST_PER_FILE).filter(|more| *more > 0) {
                let place = Place::file(&self.documents[*document].path);
                self.problems.push(
                    Problem::new(Code::TooManyProblems, place, format!("{more} more problems are not listed"))
                        .help("mend those above and check again"),
                );
            }
        }
        self.problems.sort_by(|a, b| key(a).cmp(&key(b)));
        self.problems
    }
}

fn key(problem: &Problem) -> (&str, bool, Option<usize>, Option<usize>, Code, &str) {
    let late = problem.code == Code::TooManyProblems;
    (&problem.place.file, late, problem.place.line, problem.place.column, problem.code, &problem.message)
}

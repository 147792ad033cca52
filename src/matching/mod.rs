//! From a typed question to a ranked list of entries and a decision.

use crate::knowledge::Knowledge;
use crate::lang::Lang;

/// The scores at which a match becomes an answer or a suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// At least this score, and clear of the runner-up: an answer.
    pub answer: f64,
    /// At least this score: a suggestion.
    pub suggest: f64,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { answer: 0.6, suggest: 0.25 }
    }
}

/// Finds entries for questions.
#[derive(Debug)]
pub struct Matcher {}

impl Matcher {
    /// A matcher over the entries of `knowledge`.
    pub fn new(_knowledge: &Knowledge) -> Matcher {
        Matcher {}
    }

    /// The entries that may answer `text`, best first.
    pub fn find(&self, _text: &str, hint: Option<Lang>) -> Matched {
        Matched { lang: hint.unwrap_or(Lang::En), ranked: Vec::new() }
    }

    /// Why `text` gets the entries that it gets.
    pub fn explain(&self, _text: &str, _hint: Option<Lang>, _thresholds: &Thresholds) -> Explanation {
        Explanation {}
    }
}

/// What the matcher found.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The language of the question.
    pub lang: Lang,
    /// Entries, best first.
    pub ranked: Vec<Hit>,
}

impl Matched {
    /// Turns scores into a decision.
    pub fn decide(&self, _thresholds: &Thresholds) -> Decision<'_> {
        Decision::Unanswered
    }
}

/// An entry with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry's id.
    pub id: String,
    /// How likely it is the right one, from 0 to 1.
    pub score: f64,
}

/// What to do with a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision<'a> {
    /// Answer with this entry.
    Answer(&'a Hit),
    /// Offer these.
    Suggest(&'a [Hit]),
    /// Say that it is not known.
    Unanswered,
}

/// Why a question got its reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {}

//! Questions that an entry must not answer: its `not`, learned as negative examples.
//!
//! They differ from real questions by a word as a rule, so being near to one is no evidence. Only a question that
//! is all but the same is denied.

use super::analysis::{Analysis, Token};
use super::features;
use super::index::{Index, Vector, dot};
use super::words::Script;

/// From this similarity on, two questions are the same but for typing.
const SAME_QUESTION: f32 = 0.85;
/// By how much a question must be more like a denied one than like a phrasing: particles and word order alone,
/// which tell who gave and who got, make a smaller difference.
const CLEARLY_NEARER: f32 = 0.02;
/// What adding up in another order can make of equal similarities.
const ROUNDING: f32 = 1e-4;

/// A question that an entry must not answer.
#[derive(Debug)]
pub(super) struct Denial {
    words: Vector,
    /// Its numbers, and its words that no phrasing has and that are thus no part of the vector.
    decisive: Vec<u64>,
}

impl Denial {
    pub(super) fn new(index: &Index, question: &Analysis) -> Denial {
        let is_decisive =
            |token: &&Token| token.script == Script::Number || index.feature(features::word(&token.stem)).is_none();
        Denial {
            words: index.words_of(&index.vector(question)),
            decisive: question.tokens.iter().filter(is_decisive).map(|token| features::word(&token.text)).collect(),
        }
    }

    /// Whether this is the question asked, given the words asked and how like they are to the nearest phrasing.
    pub(super) fn denies(&self, asked: &Analysis, words: &Vector, nearest: f32) -> bool {
        let has = |word: &u64| asked.tokens.iter().any(|token| features::word(&token.text) == *word);
        // With its decisive words in the question, a tie with a phrasing that lacks them is no tie.
        let needed = if self.decisive.is_empty() { nearest + CLEARLY_NEARER } else { nearest - ROUNDING };
        let likeness = dot(words, &self.words);
        likeness >= SAME_QUESTION && likeness >= needed && self.decisive.iter().all(has)
    }
}

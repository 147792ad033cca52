//! Questions that no entry may answer: what is like them is the likelier to be none of the entries'.

use rustc_hash::FxHashMap;

use super::analysis::Analysis;
use super::features;
use super::index::Index;
use crate::lang::Lang;

/// The questions that no entry may answer, ready to be compared with others.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// By word: the questions that have it, and how far it counts in each.
    words: FxHashMap<u64, Vec<(u32, f32)>>,
    /// The language of each.
    langs: Vec<Lang>,
}

/// What those questions say of another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Refused {
    /// How like its words are to those of the nearest, 0 to 1.
    pub(super) likeness: f32,
    /// How many of them there are in its language.
    pub(super) listed: u32,
}

/// The words of a text as a vector of length 1.
fn vector(index: &Index, question: &Analysis) -> Vec<(u64, f32)> {
    let mut words: Vec<(u64, f32)> = Vec::with_capacity(question.tokens.len());
    for token in &question.tokens {
        let hash = features::word(&token.stem);
        if words.iter().all(|(known, _)| *known != hash) {
            words.push((hash, index.idf(hash)));
        }
    }
    let length = libm::sqrtf(words.iter().map(|(_, weight)| weight * weight).sum()).max(f32::MIN_POSITIVE);
    words.iter_mut().for_each(|(_, weight)| *weight /= length);
    words
}

impl Refusals {
    /// Learns from these questions, which were read in their languages.
    pub(super) fn new(index: &Index, questions: impl Iterator<Item = (Lang, Analysis)>) -> Refusals {
        let mut refusals = Refusals::default();
        for (number, (lang, question)) in (0..).zip(questions) {
            for (word, weight) in vector(index, &question) {
                refusals.words.entry(word).or_default().push((number, weight));
            }
            refusals.langs.push(lang);
        }
        refusals
    }

    /// What the questions in its language say of a question.
    pub(super) fn say(&self, index: &Index, question: &Analysis) -> Refused {
        let mut sums = vec![0.0f32; self.langs.len()];
        for (word, weight) in vector(index, question) {
            for (number, own) in self.words.get(&word).into_iter().flatten() {
                sums[*number as usize] += weight * own;
            }
        }
        let own = self.langs.iter().zip(sums).filter(|(lang, _)| **lang == question.lang);
        own.fold(Refused::default(), |said, (_, likeness)| Refused {
            likeness: said.likeness.max(likeness),
            listed: said.listed + 1,
        })
    }
}

//! Questions that no entry may answer: what is like them is the likelier to be none of the entries'.

use rustc_hash::FxHashMap;

use super::analysis::{Analysis, Token, stem, stem_of};
use super::features;
use super::index::Index;
use super::words::{Script, words};
use crate::knowledge::Questions;
use crate::lang::Lang;

/// Such questions, read: the language of each, and the stems of its words as they are written.
#[derive(Debug)]
pub(super) struct Listed(Vec<(Lang, Vec<(String, Script)>)>);

impl Listed {
    /// Reads `questions`; as they were written down with care, no typing error is looked for.
    pub(super) fn new(questions: &Questions) -> Listed {
        let read = |(lang, text): (Lang, &String)| {
            (lang, words(text).iter().map(|word| (stem(word, lang), word.script)).collect())
        };
        Listed(questions.items().map(read).collect())
    }
}

/// The questions that no entry may answer, ready to be compared with others.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// By language and word: the questions that have it, and how far it counts in each.
    words: [FxHashMap<u64, Vec<(u32, f32)>>; Lang::ALL.len()],
    /// How many there are in each language.
    listed: [u32; Lang::ALL.len()],
}

/// What those questions say of another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Refused {
    /// How like its words are to those of the nearest, 0 to 1.
    pub(super) likeness: f32,
    /// How many of them there are in its language.
    pub(super) listed: u32,
}

/// The stems of words as a vector of length 1: Latin ones whole, Hangul ones in pairs of syllables, because compounds are
/// written with spaces or without.
fn vector<'a>(index: &Index, stems: impl Iterator<Item = (&'a str, Script)>) -> Vec<(u64, f32)> {
    let mut vector: Vec<(u64, f32)> = Vec::with_capacity(32);
    let mut add = |feature, weight| {
        if vector.iter().all(|(known, _)| *known != feature) {
            vector.push((feature, weight));
        }
    };
    for (stem, script) in stems {
        let whole = features::word(stem);
        let pairs = stem.chars().count().saturating_sub(1);
        if script != Script::Hangul || pairs < 2 {
            add(whole, index.idf(whole));
            continue;
        }
        let weight = index.idf(whole) / libm::sqrtf(pairs as f32);
        let starts = stem.char_indices().map(|(at, _)| at);
        let ends = stem.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1);
        for (start, end) in starts.zip(ends) {
            add(features::word(&stem[start..end]), weight);
        }
    }
    let length = libm::sqrtf(vector.iter().map(|(_, weight)| weight * weight).sum()).max(f32::MIN_POSITIVE);
    for (_, weight) in &mut vector {
        *weight /= length;
    }
    vector
}

impl Refusals {
    /// Learns from the questions listed.
    pub(super) fn new(index: &Index, Listed(questions): Listed) -> Refusals {
        let mut refusals = Refusals::default();
        for (lang, words) in questions {
            let number = &mut refusals.listed[lang.index()];
            let stems = words.iter().map(|(stem, script)| (stem.as_str(), *script));
            for (word, weight) in vector(index, stems) {
                refusals.words[lang.index()].entry(word).or_default().push((*number, weight));
            }
            *number += 1;
        }
        refusals
    }

    /// What the questions in its language say of a question.
    pub(super) fn say(&self, index: &Index, question: &Analysis) -> Refused {
        let listed = self.listed[question.lang.index()];
        let mut sums = vec![0.0f32; listed as usize];
        let words = &self.words[question.lang.index()];
        // What was put right by the entries' words may have been right, and one of these questions'.
        let typed = |token: &Token| token.corrected().then(|| stem_of(&token.typed, token.script, question.lang));
        let typed: Vec<Option<String>> = question.tokens.iter().map(typed).collect();
        let stems = question.tokens.iter().zip(&typed).map(|(token, typed)| {
            let known = typed.as_deref().filter(|typed| words.contains_key(&features::word(typed)));
            (known.unwrap_or(&token.stem), token.script)
        });
        for (word, weight) in vector(index, stems) {
            for (number, own) in words.get(&word).into_iter().flatten() {
                sums[*number as usize] += weight * own;
            }
        }
        Refused { likeness: sums.into_iter().fold(0.0, f32::max), listed }
    }
}

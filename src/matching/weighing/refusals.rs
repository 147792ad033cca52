//! Questions that no entry may answer: what is like them is the likelier to be none of the entries'.

use compact_str::CompactString;

use super::decisive::Decisive;
use crate::knowledge::Questions;
use crate::lang::Lang;
use crate::matching::asking::analysis::{Analysis, Token};
use crate::matching::asking::ordinals::asked_ordinal;
use crate::matching::asking::terms::Terms;
use crate::matching::entries::index::Index;
use crate::matching::entries::vocabulary::Examples;
use crate::matching::text::features;
use crate::matching::text::places::{self, Place};
use crate::matching::text::words::{Script, Word, words, year};
use crate::matching::vectors::sorting::Hashes;

/// Such questions, read.
#[derive(Debug)]
pub(crate) struct Listed(Vec<Question>);

#[derive(Debug)]
struct Question {
    lang: Lang,
    /// The stems of its words as they are written.
    stems: Vec<(CompactString, Script)>,
    limits: Option<Box<Limits>>,
}

/// What such a question is about that decides by itself, as it does for entries.
#[derive(Debug, Clone, Default, PartialEq)]
struct Limits {
    years: Vec<u16>,
    /// Places other than the partners.
    places: Vec<Place>,
    /// Numbers that tell which of several.
    ordinals: Vec<u16>,
}

impl Limits {
    /// What a text with these words names, if anything.
    fn new(words: &[Word], lang: Lang) -> Option<Box<Limits>> {
        let limits = Limits {
            years: words.iter().filter_map(|word| year(word.script, &word.text)).collect(),
            places: places::named(words, lang).into_iter().map(|(_, place)| place).collect(),
            ordinals: (0..words.len()).filter_map(|at| asked_ordinal(words, at)).collect(),
        };
        (limits != Limits::default()).then(|| Box::new(limits))
    }

    /// Whether a question names all of it, so far as it decides in this knowledge base.
    fn hold(&self, question: &Decisive, examples: &Examples) -> bool {
        (!examples.years.decide() || are_in(&self.years, &question.years))
            && (!examples.places.decide() || are_in(&self.places, question.places))
            && (!examples.ordinals.decide() || are_in(&self.ordinals, &question.ordinals))
    }
}

/// Whether all `values` are among those that tokens give.
fn are_in<T: PartialEq>(values: &[T], given: &[(usize, T)]) -> bool {
    values.iter().all(|value| given.iter().any(|(_, given)| given == value))
}

impl Listed {
    /// Reads `questions`; as they were written down with care, no typing error is looked for.
    pub(crate) fn new(questions: &Questions, terms: &Terms) -> Listed {
        let read = |(lang, text): (Lang, &str)| {
            let words = words(text);
            Question {
                lang,
                stems: words.iter().map(|word| (terms.stem(word, lang), word.script)).collect(),
                limits: Limits::new(&words, lang),
            }
        };
        Listed(questions.items().map(read).collect())
    }
}

/// The questions that no entry may answer, ready to be compared with others.
#[derive(Debug, Default)]
pub(crate) struct Refusals([Postings; Lang::ALL.len()]);

/// Those in one language, by their words.
#[derive(Debug, Default)]
struct Postings {
    words: Hashes,
    /// The questions that have word w are `having[starts[w]..starts[w + 1]]`, with how far it counts in each.
    starts: Vec<u32>,
    having: Vec<(u32, f32)>,
    /// What decides in each question, where anything does.
    limits: Vec<Option<Box<Limits>>>,
}

/// What those questions say of another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Refused {
    /// How like its words are to those of the nearest, 0 to 1.
    pub(crate) likeness: f32,
    /// How many of them there are in its language.
    pub(crate) listed: u32,
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
            add(whole, index.idf(index.feature(whole)));
            continue;
        }
        let weight = index.idf(index.feature(whole)) / libm::sqrtf(pairs as f32);
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

impl Postings {
    fn new<'a>(index: &Index, questions: impl Iterator<Item = &'a Question>) -> Postings {
        let mut postings = Postings { starts: vec![0], ..Postings::default() };
        let mut all: Vec<(u64, u32, f32)> = Vec::new();
        for (question, number) in questions.zip(0..) {
            let stems = question.stems.iter().map(|(stem, script)| (stem.as_str(), *script));
            all.extend(vector(index, stems).into_iter().map(|(word, weight)| (word, number, weight)));
            postings.limits.push(question.limits.clone());
        }
        all.sort_by_key(|(word, number, _)| (*word, *number));
        let alike: Vec<&[(u64, u32, f32)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let (words, order) = Hashes::new(alike.iter().map(|alike| alike[0].0));
        postings.words = words;
        postings.having.reserve_exact(all.len());
        for at in order {
            postings.having.extend(alike[at as usize].iter().map(|(_, number, weight)| (*number, *weight)));
            // Lists that outgrow 32 bits would take gigabytes of questions.
            postings.starts.push(u32::try_from(postings.having.len()).unwrap_or(u32::MAX));
        }
        postings
    }

    /// Whether one of the questions has this word.
    fn has(&self, stem: &str) -> bool {
        self.words.get(features::word(stem)).is_some()
    }

    /// The questions that have a word, and how far it counts in each.
    fn having(&self, word: u64) -> &[(u32, f32)] {
        self.words.get(word).map_or(&[], |at| &self.having[self.starts[at] as usize..self.starts[at + 1] as usize])
    }
}

impl Refusals {
    /// Learns from the questions listed.
    pub(crate) fn new(index: &Index, Listed(questions): &Listed) -> Refusals {
        Refusals(Lang::ALL.map(|lang| Postings::new(index, questions.iter().filter(|question| question.lang == lang))))
    }

    /// What the questions in its language say of a question. One that names what decides, such as another year, says
    /// nothing of it: but for that, an entry might well answer.
    pub(crate) fn say<'a>(
        &self,
        index: &Index,
        question: &'a Analysis,
        decisive: &Decisive,
        examples: &Examples,
    ) -> Refused {
        let postings = &self.0[question.lang.index()];
        let mut sums = vec![0.0f32; postings.limits.len()];
        // What was put right by the entries' words may have been right, and one of these questions'.
        let stem = |token: &'a Token| {
            let typed = token.typed_stem.as_deref().filter(|typed| postings.has(typed));
            (typed.unwrap_or(&token.stem), token.script)
        };
        let stems = question.tokens.iter().map(stem);
        for (word, weight) in vector(index, stems) {
            for (number, own) in postings.having(word) {
                sums[*number as usize] += weight * own;
            }
        }
        let of_use =
            |limits: &Option<Box<Limits>>| limits.as_deref().is_none_or(|limits| limits.hold(decisive, examples));
        let nearest = |likeness: f32, (sum, limits): (f32, &Option<Box<Limits>>)| {
            if sum > likeness && of_use(limits) { sum } else { likeness }
        };
        let likeness = sums.into_iter().zip(&postings.limits).fold(0.0, nearest);
        Refused { likeness, listed: self.listed(question.lang) }
    }

    /// How many questions are listed in a language; more than fit 32 bits would take gigabytes.
    fn listed(&self, lang: Lang) -> u32 {
        u32::try_from(self.0[lang.index()].limits.len()).unwrap_or(u32::MAX)
    }
}

//! What of a question is sought in entries: its words, pairs and concepts, looked up once, whatever the number of entries.

use std::ops::Range;

use smallvec::SmallVec;

use crate::matching::asking::analysis::{Analysis, Token};
use crate::matching::entries::index::{Close, Index};
use crate::matching::text::features::{self, Kind};
use crate::matching::text::words::Script;
use crate::matching::vectors::field::{FeatureId, Vector, merged};

/// The words, pairs and concepts of a question, as far as the knowledge base has them.
#[derive(Debug)]
pub(crate) struct Sought {
    pub(crate) words: Vec<SoughtWord>,
    /// The n-grams of all words in turn.
    grams: Vec<FeatureId>,
    pairs: Vec<Option<FeatureId>>,
    concepts: Vec<Option<FeatureId>>,
    /// How much information each of them holds.
    concept_information: Vec<f32>,
}

/// A word of a question as it is sought.
#[derive(Debug)]
pub(crate) struct SoughtWord {
    /// The word itself.
    text: Option<FeatureId>,
    /// Its stem.
    pub(crate) stem: Option<FeatureId>,
    /// The two, and the concepts that the word names.
    pub(crate) whole: SmallVec<[FeatureId; FEW_WHOLE]>,
    /// Where its n-grams stand among those of all words.
    grams: Range<usize>,
    /// How many n-grams it has.
    all_grams: usize,
    /// How much information it holds: 1 for the rarest, 0 for fillers.
    pub(crate) information: f32,
    is_number: bool,
}

/// As a rule a word is sought by so many features: without a place of their own in memory they are quicker at hand.
const FEW_WHOLE: usize = 4;

impl SoughtWord {
    /// Whether any entry has the word, its stem, or a concept that it names.
    pub(crate) fn is_known(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Whether no entry has the word, and it is no number, of which there are more than any entry could have.
    pub(crate) fn is_unheard_of(&self) -> bool {
        !self.is_known() && !self.is_number
    }
}

/// How much information a short word holds that no entry has.
const SHORT_UNKNOWN: f32 = 0.3;

/// How much information a word of a question holds.
fn information(index: &Index, token: &Token, stem: Option<FeatureId>, text: Option<FeatureId>) -> f32 {
    if token.filler {
        return 0.0;
    }
    // Two or three letters that nobody uses are a slip or slang far more often than what is asked for.
    if token.script == Script::Latin && token.text.len() < 4 && stem.is_none() {
        return SHORT_UNKNOWN;
    }
    index.idf(stem).min(index.idf(text)) / index.idf(None)
}

impl Sought {
    /// Looks a question up.
    pub(crate) fn new(index: &Index, question: &Analysis) -> Sought {
        Sought::look_up(index, question, true)
    }

    /// The same without n-grams, for what is compared by its words alone.
    pub(crate) fn without_grams(index: &Index, question: &Analysis) -> Sought {
        Sought::look_up(index, question, false)
    }

    fn look_up(index: &Index, question: &Analysis, with_grams: bool) -> Sought {
        let Analysis { tokens, concepts, .. } = question;
        let mut hashes: Vec<u64> = Vec::with_capacity(3 * tokens.len() + concepts.len());
        hashes.extend(tokens.iter().map(|token| features::word(&token.stem)));
        hashes.extend(tokens.iter().map(|token| features::word(&token.text)));
        hashes.extend(tokens.windows(2).map(|pair| features::pair(&pair[0].stem, &pair[1].stem)));
        hashes.extend(concepts.iter().map(|named| features::concept(named.concept)));
        let found = index.features(&hashes);
        let (stems, found) = found.split_at(tokens.len());
        let (texts, found) = found.split_at(tokens.len());
        let (pairs, named) = found.split_at(tokens.len().saturating_sub(1));
        let mut grams: Vec<u64> = Vec::with_capacity(16 * tokens.len());
        let ends = tokens.iter().map(|token| {
            if with_grams {
                features::grams(&token.text, token.script, |gram| grams.push(gram));
            }
            grams.len()
        });
        let ends: Vec<usize> = ends.collect();
        let all_grams = index.grams(&grams);
        let mut start = 0;
        let mut grams = Vec::with_capacity(all_grams.len());
        let word = |(at, (token, end)): (usize, (&Token, usize))| {
            let (stem, text) = (stems[at], texts[at]);
            let concepts = concepts.iter().zip(named).filter(|(named, _)| (named.start..named.end).contains(&at));
            let own = &all_grams[std::mem::replace(&mut start, end)..end];
            let known_before = grams.len();
            grams.extend(own.iter().flatten());
            SoughtWord {
                text,
                stem,
                whole: [text, stem].into_iter().chain(concepts.map(|(_, found)| *found)).flatten().collect(),
                grams: known_before..grams.len(),
                all_grams: own.len(),
                information: information(index, token, stem, text),
                is_number: token.script == Script::Number,
            }
        };
        let words = tokens.iter().zip(ends).enumerate().map(word).collect();
        let concept_information = named.iter().map(|concept| index.idf(*concept) / index.idf(None)).collect();
        Sought { words, grams, pairs: pairs.to_vec(), concepts: named.to_vec(), concept_information }
    }

    /// The numbers of the words that say anything.
    pub(crate) fn telling_words(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(|at| self.words[*at].information > 0.0)
    }

    /// The n-grams of a word, as far as the knowledge base has them.
    fn grams_of(&self, word: &SoughtWord) -> &[FeatureId] {
        &self.grams[word.grams.clone()]
    }

    /// Whether any entry has the concept that the question names as the one with this number.
    pub(crate) fn has_concept(&self, number: usize) -> bool {
        self.concepts.get(number).is_some_and(Option::is_some)
    }

    /// How much information the concept holds that the question names as the one with this number.
    pub(crate) fn information_of(&self, number: usize) -> f32 {
        self.concept_information.get(number).copied().unwrap_or_default()
    }

    /// Whether no entry knows any word of a question but those that name something: "is hanji haunted".
    pub(crate) fn has_subject_alone(&self, question: &Analysis) -> bool {
        let is_named = |at: usize| question.concepts.iter().any(|named| (named.start..named.end).contains(&at));
        self.telling_words().all(|at| is_named(at) || self.words[at].is_unheard_of())
    }

    /// The vector of the question.
    pub(crate) fn vector(&self, index: &Index, question: &Analysis) -> Vector {
        index.weighted(merged(self.features(question)))
    }

    /// Its features with how far each counts, in their order of occurrence; one that occurs twice is there twice.
    fn features(&self, question: &Analysis) -> Vector {
        let mut features = Vec::with_capacity(16 * self.words.len());
        let mut add = |found: Option<FeatureId>, kind: Kind, weight: f32| {
            features.extend(found.map(|feature| (feature, weight * kind.weight())));
        };
        for (token, word) in question.tokens.iter().zip(&self.words) {
            let [stem, text] = token.weights();
            add(word.stem, Kind::Word, stem);
            add(word.text.filter(|_| text > 0.0), Kind::Word, text);
        }
        self.pairs.iter().for_each(|pair| add(*pair, Kind::Pair, 1.0));
        self.concepts.iter().for_each(|concept| add(*concept, Kind::Word, 1.0));
        for (token, word) in question.tokens.iter().zip(&self.words) {
            self.grams_of(word).iter().for_each(|gram| add(Some(*gram), Kind::Gram, token.weight()));
        }
        features
    }
}

/// Which of the entries under a close look have a word of a question: bits by their places.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) text: u32,
    pub(crate) whole: u32,
    /// Where its n-grams stand among those of all words; none where they do not matter.
    grams: Range<usize>,
    all_grams: usize,
}

/// What a question asks, looked up in the entries under a close look.
#[derive(Debug)]
pub(crate) struct LookedUp {
    /// Its words.
    pub(crate) words: Vec<Found>,
    /// Which entries have the n-grams of its words, in turn.
    grams: Vec<u32>,
    /// Which entries have the concepts that it names.
    pub(crate) concepts: Vec<u32>,
}

impl LookedUp {
    pub(crate) fn new(index: &Index, close: &Close, sought: &Sought) -> LookedUp {
        let having = |feature: &FeatureId| index.having(close, *feature);
        let mut grams = Vec::with_capacity(sought.grams.len());
        let found = |word: &SoughtWord| {
            let start = grams.len();
            // What says nothing is explained by every entry.
            if word.information == 0.0 {
                return Found { text: close.all(), whole: close.all(), grams: start..start, all_grams: 0 };
            }
            let whole = word.whole.iter().map(having).fold(0, |all, one| all | one);
            // Below a half, what is shared is chance; and what all have needs no parts.
            if word.grams.len() * 2 > word.all_grams && whole != close.all() {
                grams.extend(sought.grams_of(word).iter().map(having));
            }
            let text = word.text.as_ref().map_or(0, having);
            Found { text, whole, grams: start..grams.len(), all_grams: word.all_grams }
        };
        let words = sought.words.iter().map(found).collect();
        let concepts = sought.concepts.iter().map(|concept| concept.as_ref().map_or(0, having)).collect();
        LookedUp { words, grams, concepts }
    }

    /// How the entry at `place` explains a word.
    pub(crate) fn explained(&self, word: &Found, place: usize) -> Explained {
        let has = |having: u32| having >> place & 1 == 1;
        if has(word.whole) {
            return Explained::Whole;
        }
        let grams = &self.grams[word.grams.clone()];
        let share = grams.iter().filter(|gram| has(**gram)).count() as f32 / word.all_grams.max(1) as f32;
        Explained::Part(((share - 0.5) * 1.6).max(0.0))
    }
}

/// How a word of the question is explained by an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Explained {
    /// The word itself, its stem, or a concept that it names.
    Whole,
    /// So much of its characters, from 0 to 1.
    Part(f32),
}

impl Explained {
    /// The share of the word that is explained.
    pub(crate) fn share(self) -> f32 {
        match self {
            Explained::Whole => 1.0,
            Explained::Part(share) => share,
        }
    }
}

//! What of a question is sought in entries: its words, pairs and concepts, looked up once, whatever the number of entries.

use smallvec::SmallVec;

use super::analysis::{Analysis, Token};
use super::features::{self, Kind};
use super::field::{FeatureId, Vector};
use super::index::{Close, Index, kind_weight};
use super::words::Script;

/// The words, pairs and concepts of a question, as far as the knowledge base has them.
#[derive(Debug)]
pub(super) struct Sought {
    pub(super) words: Vec<SoughtWord>,
    pairs: Vec<Option<FeatureId>>,
    concepts: Vec<Option<FeatureId>>,
}

/// A word of a question as it is sought.
#[derive(Debug)]
pub(super) struct SoughtWord {
    /// The word itself.
    text: Option<FeatureId>,
    /// Its stem.
    pub(super) stem: Option<FeatureId>,
    /// The two, and the concepts that the word names.
    pub(super) whole: SmallVec<[FeatureId; FEW_WHOLE]>,
    /// Its n-grams.
    grams: SmallVec<[FeatureId; FEW_GRAMS]>,
    /// How many n-grams it has.
    all_grams: usize,
    /// How much information it holds: 1 for the rarest, 0 for fillers.
    pub(super) information: f32,
}

/// As a rule a word is sought by so many features, and has no more n-grams than so many: without a place of their own in
/// memory they are quicker at hand.
const FEW_WHOLE: usize = 4;
const FEW_GRAMS: usize = 16;

impl SoughtWord {
    /// Whether any entry has the word, its stem, or a concept that it names.
    pub(super) fn is_known(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Looks the word up in the entries under a close look.
    pub(super) fn found(&self, index: &Index, close: &Close) -> Found {
        // What says nothing is explained by every entry.
        if self.information == 0.0 {
            return Found { text: close.all(), whole: close.all(), grams: SmallVec::new(), all_grams: 0 };
        }
        let having = |feature: &FeatureId| index.having(close, *feature);
        let whole = self.whole.iter().map(having).fold(0, |all, one| all | one);
        // Below a half, what is shared is chance; and what all have needs no parts.
        let in_parts = self.grams.len() * 2 > self.all_grams && whole != close.all();
        Found {
            text: self.text.as_ref().map_or(0, having),
            whole,
            grams: self.grams.iter().filter(|_| in_parts).map(having).collect(),
            all_grams: self.all_grams,
        }
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
    pub(super) fn new(index: &Index, question: &Analysis) -> Sought {
        Sought::look_up(index, question, true)
    }

    /// The same without n-grams, for what is compared by its words alone.
    pub(super) fn without_grams(index: &Index, question: &Analysis) -> Sought {
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
        let grams = index.grams(&grams);
        let mut start = 0;
        let word = |(at, (token, end)): (usize, (&Token, usize))| {
            let (stem, text) = (stems[at], texts[at]);
            let concepts = concepts.iter().zip(named).filter(|(named, _)| (named.start..named.end).contains(&at));
            let own = &grams[std::mem::replace(&mut start, end)..end];
            SoughtWord {
                text,
                stem,
                whole: [text, stem].into_iter().chain(concepts.map(|(_, found)| *found)).flatten().collect(),
                grams: own.iter().copied().flatten().collect(),
                all_grams: own.len(),
                information: information(index, token, stem, text),
            }
        };
        let words = tokens.iter().zip(ends).enumerate().map(word).collect();
        Sought { words, pairs: pairs.to_vec(), concepts: named.to_vec() }
    }

    /// Whether any entry has the concept that the question names as the one with this number.
    pub(super) fn has_concept(&self, number: usize) -> bool {
        self.concepts.get(number).is_some_and(Option::is_some)
    }

    /// Its features with how far each counts, in their order of occurrence; one that occurs twice is there twice.
    pub(super) fn features(&self, question: &Analysis) -> Vector {
        let mut features = Vec::with_capacity(16 * self.words.len());
        let mut add = |found: Option<FeatureId>, kind: Kind, weight: f32| {
            features.extend(found.map(|feature| (feature, weight * kind_weight(kind))));
        };
        for (token, word) in question.tokens.iter().zip(&self.words) {
            let [stem, text] = token.weights();
            add(word.stem, Kind::Word, stem);
            add(word.text.filter(|_| text > 0.0), Kind::Word, text);
        }
        self.pairs.iter().for_each(|pair| add(*pair, Kind::Pair, 1.0));
        self.concepts.iter().for_each(|concept| add(*concept, Kind::Word, 1.0));
        for (token, word) in question.tokens.iter().zip(&self.words) {
            word.grams.iter().for_each(|gram| add(Some(*gram), Kind::Gram, token.weight()));
        }
        features
    }
}

/// Which of the entries under a close look have a word of a question: bits by their places.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: u32,
    pub(super) whole: u32,
    grams: SmallVec<[u32; FEW_GRAMS]>,
    all_grams: usize,
}

impl Found {
    /// How the entry at `place` explains the word.
    pub(super) fn explained(&self, place: usize) -> Explained {
        let has = |having: u32| having >> place & 1 == 1;
        if has(self.whole) {
            return Explained::Whole;
        }
        let share = self.grams.iter().filter(|gram| has(**gram)).count() as f32 / self.all_grams.max(1) as f32;
        Explained::Part(((share - 0.5) * 1.6).max(0.0))
    }
}

/// What a question asks, looked up in the entries under a close look.
#[derive(Debug)]
pub(super) struct LookedUp {
    /// Its words.
    pub(super) words: Vec<Found>,
    /// Which entries have the concepts that it names.
    pub(super) concepts: Vec<u32>,
}

impl LookedUp {
    pub(super) fn new(index: &Index, close: &Close, sought: &Sought) -> LookedUp {
        let concept = |concept: &Option<FeatureId>| concept.map_or(0, |feature| index.having(close, feature));
        LookedUp {
            words: sought.words.iter().map(|word| word.found(index, close)).collect(),
            concepts: sought.concepts.iter().map(concept).collect(),
        }
    }
}

/// How a word of the question is explained by an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Explained {
    /// The word itself, its stem, or a concept that it names.
    Whole,
    /// So much of its characters, from 0 to 1.
    Part(f32),
}

impl Explained {
    /// The share of the word that is explained.
    pub(super) fn share(self) -> f32 {
        match self {
            Explained::Whole => 1.0,
            Explained::Part(share) => share,
        }
    }
}

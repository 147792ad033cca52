//! What an entry knows: every word, concept, number and place in its phrasings, answer and note. A word of
//! the question that stands nowhere in the entry cannot be explained by it.

use super::analysis::{Analysis, Token};
use super::features;
use super::index::{FeatureId, Index};
use super::places::Place;
use super::terms::{Named, Terms};
use super::words::Script;

/// What one entry knows, in all its languages.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Words, concepts and n-grams, ordered.
    features: Vec<FeatureId>,
    /// Years, ordered.
    years: Vec<u16>,
    /// Places other than the partners', ordered.
    places: Vec<Place>,
    /// Years and places that half of its phrasings or more name: what the entry is about.
    about_years: Vec<u16>,
    about_places: Vec<Place>,
    /// How many phrasings were learned.
    phrasings: usize,
}

/// What a text is to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One of its phrasings.
    Phrasing,
    /// What it tells: answer, note, events.
    Body,
}

/// A word of a question as entries are searched for it: looked up once, whatever the number of entries.
#[derive(Debug)]
pub(super) struct Sought {
    /// The word, its stem and the concepts that it names, as far as the knowledge base has them.
    whole: Vec<FeatureId>,
    /// Its n-grams, as far as the knowledge base has them.
    grams: Vec<FeatureId>,
    /// How many n-grams it has.
    all_grams: usize,
    /// How much information it holds, from 0 to 1.
    pub(super) information: f32,
    /// Whether any entry has its stem.
    pub(super) known: bool,
}

impl Sought {
    /// The word at `at` of a question, which holds so much information.
    pub(super) fn new(index: &Index, question: &Analysis, at: usize, information: f32) -> Sought {
        let token = &question.tokens[at];
        let named = question.concepts.iter().filter(|named| (named.start..named.end).contains(&at));
        let concepts = named.map(|named| features::concept(named.concept));
        let stem = features::word(&token.stem);
        let hashes = [features::word(&token.text), stem].into_iter().chain(concepts);
        let whole = hashes.filter_map(|hash| index.feature(hash)).collect();
        let (mut grams, mut all_grams) = (Vec::new(), 0);
        features::grams(&token.text, token.script, |gram| {
            all_grams += 1;
            grams.extend(index.feature(gram));
        });
        Sought { whole, grams, all_grams, information, known: index.feature(stem).is_some() }
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

impl Vocabulary {
    /// Adds a year that the entry is about, such as that of its date.
    pub(super) fn learn_year(&mut self, year: Option<u16>) {
        self.years.extend(year);
    }

    /// Adds the years and places that one of its texts names.
    pub(super) fn learn(&mut self, role: Role, mut years: Vec<u16>, mut places: Vec<Place>) {
        self.years.extend_from_slice(&years);
        self.places.extend_from_slice(&places);
        if role == Role::Phrasing {
            self.phrasings += 1;
            years.sort_unstable();
            years.dedup();
            self.about_years.append(&mut years);
            self.about_places.append(&mut places);
        }
    }

    /// Completes it with the entry's features, ordered, and orders the rest for looking up.
    pub(super) fn finish(&mut self, features: Vec<FeatureId>) {
        self.features = features;
        self.years.sort_unstable();
        self.years.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        self.about_years = half_or_more(&self.about_years, self.phrasings);
        self.about_places = half_or_more(&self.about_places, self.phrasings);
    }

    /// Whether the entry has this feature.
    pub(super) fn has(&self, index: &Index, hash: u64) -> bool {
        index.feature(hash).is_some_and(|id| self.features.binary_search(&id).is_ok())
    }

    /// How a word of a question is explained.
    pub(super) fn explain(&self, word: &Sought) -> Explained {
        let knows = |id: &FeatureId| self.features.binary_search(id).is_ok();
        if word.whole.iter().any(knows) {
            return Explained::Whole;
        }
        // Below a half, what is shared is chance.
        let share = word.grams.iter().filter(|id| knows(id)).count() as f32 / word.all_grams.max(1) as f32;
        Explained::Part(((share - 0.5) * 1.6).max(0.0))
    }

    /// What in a question decides against the entry, because the entry does not know it.
    pub(super) fn strange(&self, index: &Index, terms: &Terms, question: &Analysis) -> Strange {
        let tokens = || question.tokens.iter().enumerate();
        let unknown = |token: &Token| !self.has(index, features::word(&token.text));
        let number = |token: &Token| token.script == Script::Number && year(token).is_none() && unknown(token);
        let name = |named: &&Named| {
            terms.is_name(named.concept)
                && !self.has(index, features::concept(named.concept))
                && question.tokens[named.start..named.end].iter().any(unknown)
        };
        let nobody = |at: usize, token: &Token| {
            let has = |text: &String| index.feature(features::word(text)).is_some();
            let known = [&token.text, &token.stem].into_iter().any(has)
                || question.concepts.iter().any(|named| (named.start..named.end).contains(&at))
                || question.places.iter().any(|(place, _)| *place == at);
            token.capital && !token.filler && !known && token.text.len() > 2
        };
        let years: Vec<u16> = question.tokens.iter().filter_map(year).collect();
        let named = |place: &Place| question.places.iter().any(|(_, named)| named == place);
        Strange {
            unsaid_year: !self.about_years.iter().all(|year| years.contains(year)),
            unsaid_place: !self.about_places.iter().all(named),
            year: tokens().find_map(|(at, token)| self.years.binary_search(&year(token)?).is_err().then_some(at)),
            number: tokens().find(|(_, token)| number(token)).map(|(at, _)| at),
            place: question
                .places
                .iter()
                .find(|(_, place)| self.places.binary_search(place).is_err())
                .map(|(at, _)| *at),
            name: question.concepts.iter().find(name).map(|named| named.start),
            nobody: tokens().find(|(at, token)| nobody(*at, token)).map(|(at, _)| at),
        }
    }
}

/// Where a question and an entry part in what decides: words that the entry does not know, each as the number
/// of a token, and what the entry is about that the question does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Strange {
    /// A year.
    pub(super) year: Option<usize>,
    /// Another number.
    pub(super) number: Option<usize>,
    /// A country other than the partners, or a city that stands for one.
    pub(super) place: Option<usize>,
    /// A person, body or event that other entries know.
    pub(super) name: Option<usize>,
    /// A name, by its capital, that no entry knows.
    pub(super) nobody: Option<usize>,
    /// Whether the entry is about a year that the question does not name.
    pub(super) unsaid_year: bool,
    /// Whether the entry is about another country that the question does not name.
    pub(super) unsaid_place: bool,
}

/// The values that occur in half or more of `all` lists, given all their values.
fn half_or_more<T: Ord + Copy>(values: &[T], all: usize) -> Vec<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.chunk_by(|a, b| a == b).filter(|equal| equal.len() * 2 >= all).map(|equal| equal[0]).collect()
}

impl Strange {
    /// The first of them, for showing.
    pub(super) fn first(&self) -> Option<usize> {
        [self.year, self.number, self.place, self.name, self.nobody].into_iter().flatten().min()
    }
}

/// The year that a token gives, if it is a four-digit number of the last or next centuries.
pub(super) fn year(token: &Token) -> Option<u16> {
    let is_year = token.script == Script::Number && token.text.len() == 4;
    token.text.parse().ok().filter(|year| is_year && (1800..2100).contains(year))
}

//! Reads the texts of a knowledge base: each distinct word is stemmed and taken apart once, however often
//! it stands there.

use rustc_hash::FxHashMap;

use super::analysis::{Token, is_filler, stem};
use super::asks::{Asks, asks};
use super::features::{self, Kind};
use super::field::FeatureId;
use super::index::{Naming, kind_weight};
use super::korean;
use super::language::Profile;
use super::meanings::{self, Meaning, Sum};
use super::places;
use super::spelling::Speller;
use super::terms::{Named, Terms};
use super::vocabulary::{self, Role, Vocabulary};
use super::words::{Script, Word, words};
use crate::lang::Lang;

/// What is learned from the texts as they are read.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    terms: &'a Terms,
    features: Naming,
    pub(super) speller: Speller,
    /// By language and by whether it is an acronym: hash of a word -> its number.
    numbers: [[FxHashMap<u64, u32>; 2]; Lang::ALL.len()],
    words: Words,
}

/// A text, read: short, because a large knowledge base has many.
#[derive(Debug)]
pub(super) struct Reading {
    role: Role,
    /// The numbers of its words.
    words: Box<[u32]>,
    /// The concepts that it names.
    concepts: Box<[FeatureId]>,
    /// Its pairs of neighbours.
    pairs: Box<[FeatureId]>,
    /// What it means.
    pub(super) meaning: Meaning,
}

/// The words that were read.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<Known>);

impl Words {
    fn get(&self, number: u32) -> &Known {
        &self.0[number as usize]
    }

    /// Takes a word apart into its n-grams, if that was not done before.
    fn take_apart(&mut self, number: u32, features: &mut Naming) {
        let known = &mut self.0[number as usize];
        known.grams.get_or_insert_with(|| {
            let mut grams = Vec::with_capacity(2 * known.text.len());
            features::grams(&known.text, known.script, |gram| grams.push(features.add(gram, Kind::Gram)));
            grams.into()
        });
    }

    /// Calls `each` with every feature of a text; one that occurs twice is given twice. What an entry tells is compared
    /// by its words alone: its length would drown the n-grams of a question.
    pub(super) fn features(&self, text: &Reading, mut each: impl FnMut(FeatureId, f32)) {
        for known in text.words.iter().map(|number| self.get(*number)) {
            known.words.iter().for_each(|(feature, weight)| each(*feature, *weight));
            if text.role == Role::Phrasing {
                known.grams.iter().flatten().for_each(|gram| each(*gram, 1.0));
            }
        }
        text.concepts.iter().for_each(|concept| each(*concept, kind_weight(Kind::Word)));
        text.pairs.iter().for_each(|pair| each(*pair, kind_weight(Kind::Pair)));
    }
}

/// A word, read.
#[derive(Debug)]
struct Known {
    text: Box<str>,
    lang: Lang,
    script: Script,
    stem: Box<str>,
    /// Whether it adds its stem to the name of a concept.
    is_name: bool,
    /// The word's own features.
    words: Box<[(FeatureId, f32)]>,
    /// Its n-grams; taken apart when a phrasing first has the word.
    grams: Option<Box<[FeatureId]>>,
    /// What it means: rows of the table of meanings, and how far they count.
    rows: Box<[u32]>,
    share: f32,
    year: Option<u16>,
    asks: Asks,
    starts_place: bool,
    uses: u32,
}

impl Known {
    /// What the word adds to the name of a concept.
    fn name(&self) -> &str {
        if self.is_name { &self.stem } else { "" }
    }
}

impl<'a> Lexicon<'a> {
    pub(super) fn new(terms: &'a Terms) -> Lexicon<'a> {
        Lexicon {
            terms,
            features: Naming::default(),
            speller: Speller::default(),
            numbers: Default::default(),
            words: Words::default(),
        }
    }

    /// Reads `text`, which is `role` to the entry that owns it.
    pub(super) fn read(&mut self, text: &str, lang: Lang, role: Role, owner: &mut Vocabulary) -> Reading {
        let words = words(text);
        let numbers: Box<[u32]> = words.iter().map(|word| self.number(word, lang)).collect();
        if role == Role::Phrasing {
            for number in &numbers {
                self.words.take_apart(*number, &mut self.features);
            }
        }
        let known: Vec<&Known> = numbers.iter().map(|number| self.words.get(*number)).collect();
        let mut meant = Sum::default();
        for word in &known {
            meant.add_rows(&word.rows, word.share);
        }
        let years = known.iter().filter_map(|word| word.year).collect();
        let has_place = known.iter().any(|word| word.starts_place);
        let places = if has_place { places::named(&words) } else { Vec::new() };
        owner.learn(role, years, places.into_iter().map(|(_, place)| place).collect());
        if role == Role::Phrasing {
            owner.learn_asks(known.iter().fold(0, |all, word| all | word.asks));
        }
        let names: Vec<&str> = known.iter().map(|word| word.name()).collect();
        let named = self.terms.find(&names, lang);
        let concept = |named: &Named| self.features.add(features::concept(named.concept), Kind::Word);
        let concepts = named.iter().map(concept).collect();
        let pair = |pair: &[&Known]| self.features.add(features::pair(&pair[0].stem, &pair[1].stem), Kind::Pair);
        let pairs = known.windows(2).map(pair).collect();
        Reading { role, words: numbers, concepts, pairs, meaning: meant.meaning() }
    }

    /// The number of a word, read at its first occurrence.
    fn number(&mut self, word: &Word, lang: Lang) -> u32 {
        let numbers = &mut self.numbers[lang.index()][usize::from(word.acronym)];
        // More words than fit 32 bits would need gigabytes of text; they would share the last number.
        let next = u32::try_from(self.words.0.len()).unwrap_or(u32::MAX);
        let number = *numbers.entry(features::word(&word.text)).or_insert(next);
        if let Some(known) = self.words.0.get_mut(number as usize) {
            known.uses += 1;
            return number;
        }
        let token = Token::new(word, word.text.clone(), stem(word, lang), is_filler(word, lang, false));
        let mut own = Vec::with_capacity(2);
        token.words(|hash, weight| own.push((self.features.add(hash, Kind::Word), weight)));
        self.words.0.push(Known {
            text: word.text.as_str().into(),
            lang,
            script: word.script,
            stem: token.stem.as_str().into(),
            is_name: !token.name().is_empty(),
            words: own.into(),
            grams: None,
            rows: meanings::rows(&word.text, &token.stem, word.script).into(),
            share: token.share_of_meaning(),
            year: vocabulary::year(&token),
            asks: asks(word),
            starts_place: places::starts_name(word),
            uses: 1,
        });
        number
    }

    /// What was learned: the features, the languages' words, and the spelling.
    pub(super) fn finish(mut self) -> (Naming, Words, Profile, Speller) {
        let mut profile = Profile::default();
        for known in &self.words.0 {
            if known.script == Script::Latin {
                profile.learn(known.lang, &known.text, known.uses);
            }
            self.speller.learn(&known.text, known.uses);
            if known.script == Script::Hangul {
                self.speller.learn(korean::stem(&known.text), known.uses);
            }
        }
        self.speller.finish();
        (self.features, self.words, profile, self.speller)
    }
}

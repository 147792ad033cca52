//! Reads the texts of a knowledge base: each distinct word is stemmed and taken apart once, however often
//! it stands there.

use rustc_hash::FxHashMap;

use super::analysis::{Token, is_filler, stem};
use super::features::{self, Kind};
use super::index::{FeatureId, Features, Vector, kind_weight, merged};
use super::korean;
use super::language::Profile;
use super::places;
use super::spelling::Speller;
use super::terms::Terms;
use super::vocabulary::{self, Vocabulary};
use super::words::{Script, Word, words};
use crate::lang::Lang;

/// What is learned from the texts as they are read.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    pub(super) terms: &'a Terms,
    pub(super) features: Features,
    pub(super) profile: Profile,
    pub(super) speller: Speller,
    known: FxHashMap<(Lang, bool, String), usize>,
    words: Vec<Known>,
}

/// A word, read.
#[derive(Debug)]
struct Known {
    stem: String,
    /// What it adds to the name of a concept.
    name: String,
    /// The word's own features.
    words: Vec<(FeatureId, f32)>,
    grams: Vec<FeatureId>,
    year: Option<u16>,
}

impl<'a> Lexicon<'a> {
    pub(super) fn new(terms: &'a Terms) -> Lexicon<'a> {
        Lexicon {
            terms,
            features: Features::default(),
            profile: Profile::default(),
            speller: Speller::default(),
            known: FxHashMap::default(),
            words: Vec::new(),
        }
    }

    /// The counts of the features of `text`, which the entry that owns it knows from now on. What an entry
    /// tells is compared by its words alone (`grams` false): its length would drown the n-grams of a question.
    pub(super) fn read(&mut self, text: &str, lang: Lang, grams: bool, owner: &mut Vocabulary) -> Vector {
        let words = words(text);
        self.profile.learn(lang, &words);
        owner.learn_places(places::named(&words).into_iter().map(|(_, place)| place));
        let numbers: Vec<usize> = words.iter().map(|word| self.number(word, lang)).collect();
        let mut counts = Vec::new();
        for number in &numbers {
            let known = &self.words[*number];
            counts.extend_from_slice(&known.words);
            if grams {
                counts.extend(known.grams.iter().map(|gram| (*gram, 1.0)));
            }
            owner.learn_year(known.year);
        }
        let stems: Vec<&str> = numbers.iter().map(|number| self.words[*number].stem.as_str()).collect();
        let names: Vec<&str> = numbers.iter().map(|number| self.words[*number].name.as_str()).collect();
        for named in self.terms.find(&names, lang) {
            let feature = self.features.add(features::concept(named.concept), Kind::Word);
            counts.push((feature, kind_weight(Kind::Word)));
        }
        owner.learn(counts.iter().map(|(feature, _)| *feature));
        for pair in stems.windows(2) {
            let feature = self.features.add(features::pair(pair[0], pair[1]), Kind::Pair);
            counts.push((feature, kind_weight(Kind::Pair)));
        }
        merged(counts)
    }

    /// The number of a word, read at its first occurrence.
    fn number(&mut self, word: &Word, lang: Lang) -> usize {
        self.speller.learn(&word.text);
        let next = self.words.len();
        match self.known.entry((lang, word.acronym, word.text.clone())) {
            std::collections::hash_map::Entry::Occupied(known) => return *known.get(),
            std::collections::hash_map::Entry::Vacant(vacant) => vacant.insert(next),
        };
        let token = Token::new(word, word.text.clone(), stem(word, lang), is_filler(word, lang, false));
        if word.script == Script::Hangul {
            self.speller.learn(korean::stem(&word.text));
        }
        let mut known = Known {
            stem: token.stem.clone(),
            name: token.name().to_owned(),
            words: Vec::new(),
            grams: Vec::new(),
            year: vocabulary::year(&token),
        };
        token.features(|hash, kind, weight| {
            let feature = self.features.add(hash, kind);
            match kind {
                Kind::Gram => known.grams.push(feature),
                Kind::Word | Kind::Pair => known.words.push((feature, weight)),
            }
        });
        self.words.push(known);
        next
    }
}

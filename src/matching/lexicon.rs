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
use super::vocabulary::{self, Role, Vocabulary};
use super::words::{Script, Word, words};
use crate::lang::Lang;

/// What is learned from the texts as they are read.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    terms: &'a Terms,
    features: Features,
    pub(super) speller: Speller,
    /// By language and by whether it is an acronym: hash of a word -> its number.
    numbers: [[FxHashMap<u64, u32>; 2]; Lang::ALL.len()],
    words: Vec<Known>,
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
    year: Option<u16>,
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
            features: Features::default(),
            speller: Speller::default(),
            numbers: Default::default(),
            words: Vec::new(),
        }
    }

    /// The counts of the features of `text`, which is `role` to the entry that owns it. What an entry tells is
    /// compared by its words alone: its length would drown the n-grams of a question.
    pub(super) fn read(&mut self, text: &str, lang: Lang, role: Role, owner: &mut Vocabulary) -> Vector {
        let words = words(text);
        let numbers: Vec<usize> = words.iter().map(|word| self.number(word, lang)).collect();
        let mut counts = Vec::new();
        for number in &numbers {
            let known = &mut self.words[*number];
            counts.extend_from_slice(&known.words);
            if role == Role::Phrasing {
                let grams =
                    known.grams.get_or_insert_with(|| take_apart(&known.text, known.script, &mut self.features));
                counts.extend(grams.iter().map(|gram| (*gram, 1.0)));
            }
        }
        let years = numbers.iter().filter_map(|number| self.words[*number].year).collect();
        let has_place = numbers.iter().any(|number| self.words[*number].starts_place);
        let places = if has_place { places::named(&words) } else { Vec::new() };
        owner.learn(role, years, places.into_iter().map(|(_, place)| place).collect());
        let names: Vec<&str> = numbers.iter().map(|number| self.words[*number].name()).collect();
        for named in self.terms.find(&names, lang) {
            let feature = self.features.add(features::concept(named.concept), Kind::Word);
            counts.push((feature, kind_weight(Kind::Word)));
        }
        for pair in numbers.windows(2) {
            let [first, second] = [pair[0], pair[1]].map(|number| &*self.words[number].stem);
            let feature = self.features.add(features::pair(first, second), Kind::Pair);
            counts.push((feature, kind_weight(Kind::Pair)));
        }
        merged(counts)
    }

    /// The number of a word, read at its first occurrence.
    fn number(&mut self, word: &Word, lang: Lang) -> usize {
        let numbers = &mut self.numbers[lang.index()][usize::from(word.acronym)];
        // More words than fit 32 bits would need gigabytes of text; they would share the last number.
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let number = *numbers.entry(features::word(&word.text)).or_insert(next) as usize;
        if let Some(known) = self.words.get_mut(number) {
            known.uses += 1;
            return number;
        }
        let token = Token::new(word, word.text.clone(), stem(word, lang), is_filler(word, lang, false));
        let mut own = Vec::with_capacity(2);
        token.words(|hash, weight| own.push((self.features.add(hash, Kind::Word), weight)));
        self.words.push(Known {
            text: word.text.as_str().into(),
            lang,
            script: word.script,
            stem: token.stem.as_str().into(),
            is_name: !token.name().is_empty(),
            words: own.into(),
            grams: None,
            year: vocabulary::year(&token),
            starts_place: places::starts_name(word),
            uses: 1,
        });
        number
    }

    /// What was learned: the features, the languages' words, and the spelling.
    pub(super) fn finish(mut self) -> (Features, Profile, Speller) {
        let mut profile = Profile::default();
        for known in &self.words {
            if known.script == Script::Latin {
                profile.learn(known.lang, &known.text, known.uses);
            }
            self.speller.learn(&known.text, known.uses);
            if known.script == Script::Hangul {
                self.speller.learn(korean::stem(&known.text), known.uses);
            }
        }
        self.speller.finish();
        (self.features, profile, self.speller)
    }
}

fn take_apart(text: &str, script: Script, features: &mut Features) -> Box<[FeatureId]> {
    let mut grams = Vec::new();
    features::grams(text, script, |gram| grams.push(features.add(gram, Kind::Gram)));
    grams.into()
}

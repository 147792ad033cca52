//! Reads the texts of a knowledge base: each distinct word is stemmed and taken apart once, however often
//! it stands there.

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::vocabulary::{Role, Vocabulary};
use crate::lang::Lang;
use crate::matching::asking::analysis::Token;
use crate::matching::asking::asks::asks_together;
use crate::matching::asking::belonging::belongings;
use crate::matching::asking::giving::recipients;
use crate::matching::asking::heading::Sides;
use crate::matching::asking::kinds::{Asks, asks};
use crate::matching::asking::ordinals::ordinal;
use crate::matching::asking::terms::{Named, Terms};
use crate::matching::text::features::{self, Kind};
use crate::matching::text::language::Profile;
use crate::matching::text::stems::is_filler;
use crate::matching::text::words::{Script, Word, year};
use crate::matching::text::{korean, places};
use crate::matching::typed::spelling::{Learner, Speller};
use crate::matching::vectors::field::FeatureId;
use crate::matching::vectors::meanings::{self, Meaning, Rows, Sum};
use crate::matching::vectors::naming::Naming;

/// What is learned from the texts as they are read.
#[derive(Debug)]
pub(crate) struct Lexicon<'a> {
    terms: &'a Terms,
    features: Naming,
    numbers: Distinct<u32>,
    words: Words,
}

/// Distinct words by language and by whether they are acronyms: hash of a word -> what is known of it.
type Distinct<T> = [[FxHashMap<u64, T>; 2]; Lang::ALL.len()];

/// Tells of each distinct word what can be told without the others, when it is first met: ahead of the reading, which takes
/// the texts in the same order.
#[derive(Debug)]
pub(crate) struct Glance<'a> {
    terms: &'a Terms,
    met: Distinct<()>,
}

/// What can be told of a word by itself.
#[derive(Debug)]
pub(crate) struct Seen {
    stem: CompactString,
    /// The word's own features, as hashes: its stem, and itself where that differs.
    words: [Option<(u64, f32)>; 2],
    rows: Rows,
    traits: Traits,
}

/// What a word brings to every text that has it.
#[derive(Debug, Clone, Copy)]
struct Traits {
    /// What it adds to the name of a concept, as [`Terms::named`] tells words.
    name: u64,
    /// How far it counts for what a text means.
    share: f32,
    year: Option<u16>,
    asks: Asks,
    starts_place: bool,
    /// Whether it carries no information on what is asked.
    filler: bool,
}

impl<'a> Glance<'a> {
    pub(crate) fn new(terms: &'a Terms) -> Glance<'a> {
        Glance { terms, met: Distinct::default() }
    }

    /// Adds to `seen` those words of a text that are met for the first time, in order.
    pub(crate) fn at(&mut self, words: &[Word], lang: Lang, seen: &mut Vec<Seen>) {
        for word in words {
            let met = &mut self.met[lang.index()][usize::from(word.acronym)];
            if met.insert(features::word(&word.text), ()).is_none() {
                seen.push(Seen::new(word, lang, self.terms));
            }
        }
    }
}

impl Seen {
    fn new(word: &Word, lang: Lang, terms: &Terms) -> Seen {
        let token = Token::new(word, word.text.clone(), terms.stem(word, lang), is_filler(word, lang, false));
        let [stem, text] = token.weights();
        let words = [(&token.stem, stem), (&token.text, text)];
        let words = words.map(|(word, weight)| (weight > 0.0).then(|| (features::word(word), weight)));
        let traits = Traits {
            name: token.name(lang),
            share: token.share_of_meaning(),
            year: year(word.script, &word.text),
            asks: asks(word),
            starts_place: places::starts_name(word),
            filler: token.filler,
        };
        Seen { words, rows: meanings::rows(&word.text, &token.stem, word.script), stem: token.stem, traits }
    }
}

/// A text, read: short, because a large knowledge base has many.
#[derive(Debug)]
pub(crate) struct Reading {
    role: Role,
    /// The numbers of its words.
    words: Span,
    /// The concepts that it names.
    concepts: Span,
    /// Its pairs of neighbours.
    pairs: Span,
}

/// A part of a long list. One list for all takes a fraction of the room and time of many small ones.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// From `start` to where the list ends now. A list that outgrows 32 bits would take gigabytes; what is beyond is lost.
    fn new(start: usize, end: usize) -> Span {
        let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Span { start, end }
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its part of `list`.
    fn of(self, list: &[u32]) -> &[u32] {
        list.get(self.range()).unwrap_or_default()
    }

    /// Its part of `text`.
    fn of_text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// The words that were read.
#[derive(Debug, Default)]
pub(crate) struct Words {
    known: Vec<Known>,
    /// The words and their stems.
    text: String,
    /// What spans point to: numbers of words, features, rows.
    lists: Vec<u32>,
}

impl Words {
    /// How the words are spelled, and what tells their languages; `learn_others` adds the words that are right in any text.
    pub(crate) fn spelling(&self, learn_others: impl FnOnce(&mut Learner)) -> (Speller, Profile) {
        let mut learner = Learner::default();
        let mut profile = Profile::default();
        for known in &self.known {
            let text = known.text.of_text(&self.text);
            if known.script == Script::Latin {
                profile.learn(known.lang, text, known.uses);
            }
            learner.learn(text, known.uses);
            if known.script == Script::Latin {
                learner.learn_stem(text, known.lang, self.stem(known));
            }
            if known.acronym {
                learner.learn_acronym(text);
            }
            if known.script == Script::Hangul {
                learner.learn(korean::stem(text), known.uses);
            }
        }
        learn_others(&mut learner);
        (learner.finish(), profile)
    }

    fn get(&self, number: u32) -> &Known {
        &self.known[number as usize]
    }

    fn list(&mut self, items: impl IntoIterator<Item = u32>) -> Span {
        let start = self.lists.len();
        self.lists.extend(items);
        Span::new(start, self.lists.len())
    }

    fn write(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    fn stem(&self, word: &Known) -> &str {
        word.stem.of_text(&self.text)
    }

    /// Takes a word apart into its n-grams, if that was not done before.
    fn take_apart(&mut self, number: u32, features: &mut Naming) {
        let known = &mut self.known[number as usize];
        if known.grams.is_none() {
            let start = self.lists.len();
            let lists = &mut self.lists;
            features::grams(known.text.of_text(&self.text), known.script, |gram| {
                lists.push(features.add(gram, Kind::Gram));
            });
            known.grams = Some(Span::new(start, lists.len()));
        }
    }

    /// Calls `each` with every feature of a text; one that occurs twice is given twice. What an entry tells is compared
    /// by its words alone: its length would drown the n-grams of a question.
    pub(crate) fn features(&self, text: &Reading, mut each: impl FnMut(FeatureId, f32)) {
        for known in text.words.of(&self.lists).iter().map(|number| self.get(*number)) {
            known.words.iter().flatten().for_each(|(feature, weight)| each(*feature, *weight));
            if let Some(grams) = known.grams.filter(|_| text.role == Role::Phrasing) {
                grams.of(&self.lists).iter().for_each(|gram| each(*gram, 1.0));
            }
        }
        text.concepts.of(&self.lists).iter().for_each(|concept| each(*concept, Kind::Word.weight()));
        text.pairs.of(&self.lists).iter().for_each(|pair| each(*pair, Kind::Pair.weight()));
    }
}

/// A word, read.
#[derive(Debug)]
struct Known {
    text: Span,
    stem: Span,
    lang: Lang,
    script: Script,
    /// The word's own features: its stem, and itself where that differs.
    words: [Option<(FeatureId, f32)>; 2],
    /// Its n-grams; taken apart when a phrasing first has the word.
    grams: Option<Span>,
    /// What it means: rows of the table of meanings.
    rows: Span,
    traits: Traits,
    acronym: bool,
    uses: u32,
}

impl<'a> Lexicon<'a> {
    /// A lexicon for a knowledge base with so many phrasings.
    pub(crate) fn new(terms: &'a Terms, phrasings: usize) -> Lexicon<'a> {
        Lexicon { terms, features: Naming::with_room(phrasings), numbers: Default::default(), words: Words::default() }
    }

    /// Reads a text, cut into words, which is `role` to the entry that owns it, and tells what it means. `seen` has the
    /// words that are met for the first time in this text and those that follow, or nothing.
    pub(crate) fn read(
        &mut self,
        words: &[Word],
        lang: Lang,
        role: Role,
        seen: &mut impl Iterator<Item = Seen>,
        owner: &mut Vocabulary,
    ) -> (Reading, Meaning) {
        let numbers: Vec<u32> = words.iter().map(|word| self.number(word, lang, seen)).collect();
        if role == Role::Phrasing {
            for number in &numbers {
                self.words.take_apart(*number, &mut self.features);
            }
        }
        let known: Vec<&Known> = numbers.iter().map(|number| self.words.get(*number)).collect();
        let mut meant = Sum::default();
        for word in &known {
            meant.add_rows(word.rows.of(&self.words.lists), word.traits.share);
        }
        let years = known.iter().filter_map(|word| word.traits.year).collect();
        let has_place = known.iter().any(|word| word.traits.starts_place);
        let places = if has_place { places::named(words, lang) } else { Vec::new() };
        owner.learn(role, years, places.into_iter().map(|(_, place)| place).collect());
        owner.learn_ordinals(role, (0..words.len()).filter_map(|at| ordinal(words, at)));
        let asks = asks_together(words, known.iter().map(|word| word.traits.asks));
        owner.learn_asks(role, asks, words.len());
        let names: Vec<u64> = known.iter().map(|word| word.traits.name).collect();
        let concept = |named: Named| self.features.add(features::concept(named.concept), Kind::Word);
        let named = self.terms.find(&names, |at| words[at].text.as_str(), lang);
        let is_filler = |at: usize| known[at].traits.filler;
        owner.learn_belongings(role, belongings(words, &names, &named, is_filler, lang, self.terms));
        let sides = Sides::new(words, &named, lang, self.terms);
        if role == Role::Phrasing {
            owner.learn_located(sides.within());
        }
        owner.learn_headings(role, sides.headings());
        owner.learn_recipients(recipients(words, asks, &named, lang, self.terms));
        let concepts: Vec<FeatureId> = named.into_iter().map(concept).collect();
        let pair = |pair: &[&Known]| {
            let [first, second] = [pair[0], pair[1]].map(|word| self.words.stem(word));
            let kind = if pair[0].traits.filler && pair[1].traits.filler { Kind::FillerPair } else { Kind::Pair };
            self.features.add(features::pair(first, second), kind)
        };
        let pairs: Vec<FeatureId> = known.windows(2).map(pair).collect();
        let [words, concepts, pairs] = [numbers, concepts, pairs].map(|list| self.words.list(list));
        (Reading { role, words, concepts, pairs }, meant.meaning())
    }

    /// The number of a word, read at its first occurrence, when it is the next of those `seen`, if that has any.
    fn number(&mut self, word: &Word, lang: Lang, seen: &mut impl Iterator<Item = Seen>) -> u32 {
        let numbers = &mut self.numbers[lang.index()][usize::from(word.acronym)];
        // More words than fit 32 bits would need gigabytes of text; they would share the last number.
        let next = u32::try_from(self.words.known.len()).unwrap_or(u32::MAX);
        let number = *numbers.entry(features::word(&word.text)).or_insert(next);
        if let Some(known) = self.words.known.get_mut(number as usize) {
            known.uses += 1;
            return number;
        }
        let seen = seen.next().unwrap_or_else(|| Seen::new(word, lang, self.terms));
        let own = seen.words.map(|word| word.map(|(hash, weight)| (self.features.add(hash, Kind::Word), weight)));
        let known = Known {
            text: self.words.write(&word.text),
            stem: self.words.write(&seen.stem),
            lang,
            script: word.script,
            words: own,
            grams: None,
            rows: self.words.list(seen.rows),
            traits: seen.traits,
            acronym: word.acronym,
            uses: 1,
        };
        self.words.known.push(known);
        number
    }

    /// What was learned: the features, and the words.
    pub(crate) fn finish(self) -> (Naming, Words) {
        (self.features, self.words)
    }
}

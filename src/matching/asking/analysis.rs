//! A text as the matcher sees it: its words with their stems, put right where mistyped, and its concepts.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::asks::asks_together;
use super::belonging::{Belongings, belongings};
use super::giving::recipients;
use super::heading::{Heading, Sides};
use super::kinds::{Asks, asks};
use super::ordinals::asked_ordinal;
use super::terms::{Named, Terms};
use crate::lang::Lang;
use crate::matching::text::places;
use crate::matching::text::stems::is_filler;
use crate::matching::text::words::{Script, Word};
use crate::matching::typed::slips::put_right;
use crate::matching::typed::spelling::Speller;
use crate::matching::vectors::meanings::{self, Meaning, Rows, Sum};

/// The words of a text, each with what the matcher makes of it.
#[derive(Debug, Clone)]
pub(crate) struct Analysis {
    /// The language that it was read in.
    pub(crate) lang: Lang,
    pub(crate) tokens: Vec<Token>,
    /// Concepts named, over ranges of `tokens`.
    pub(crate) concepts: Vec<Named>,
    /// Places named, with the token that names them.
    pub(crate) places: Vec<(usize, places::Place)>,
    /// By what kinds of words it asks.
    pub(crate) asks: Asks,
    /// To whom something is given: concepts.
    pub(crate) recipients: Vec<u32>,
    /// Where something is: concepts.
    pub(crate) within: SmallVec<[u32; 1]>,
    /// From where to where something is heading.
    pub(crate) headings: SmallVec<[Heading; 1]>,
    /// Whose something is.
    pub(crate) belongings: Belongings,
}

/// One word.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The word as typed, folded.
    pub(crate) typed: CompactString,
    /// The stem of what was typed, where that was put right.
    pub(crate) typed_stem: Option<CompactString>,
    /// The word that is meant: `typed`, or what it was put right to.
    pub(crate) text: CompactString,
    /// Its stem.
    pub(crate) stem: CompactString,
    pub(crate) script: Script,
    /// Whether it carries no information on what is asked.
    pub(crate) filler: bool,
    /// Whether it was written with a capital, as names are.
    pub(crate) capital: bool,
    /// The number by which it tells which of several.
    pub(crate) ordinal: Option<u16>,
}

impl Token {
    /// A word as typed, with what is meant by it.
    pub(crate) fn new(typed: &Word, text: CompactString, stem: CompactString, filler: bool) -> Token {
        Token {
            typed: typed.text.clone(),
            typed_stem: None,
            text,
            stem,
            script: typed.script,
            filler,
            capital: typed.capital,
            ordinal: None,
        }
    }

    /// How far its stem counts as a feature, and the word itself: not where it is its own stem.
    pub(crate) fn weights(&self) -> [f32; 2] {
        let weight = self.weight();
        [weight, if self.stem == self.text { 0.0 } else { weight * SURFACE }]
    }

    /// How far its features count.
    pub(crate) fn weight(&self) -> f32 {
        if self.corrected() { CORRECTED } else { 1.0 }
    }

    /// What the word adds to the name of a concept in a text in `lang`: its stem, but a short function word in small letters
    /// names nothing alone, as the Italian "ai" is not AI and "nato" (born) not NATO.
    pub(crate) fn name(&self, lang: Lang) -> u64 {
        let name = Terms::named(&self.stem);
        let is_short_filler = self.filler && self.script == Script::Latin && self.text.len() < 4;
        let is_born = lang == Lang::It && self.text == "nato" && !self.capital;
        if is_short_filler || is_born { Terms::weak(name) } else { name }
    }

    /// How far it counts for what a text means: the table knows how common Latin words are, but not Korean endings.
    pub(crate) fn share_of_meaning(&self) -> f32 {
        if self.filler && self.script == Script::Hangul { COMMON } else { 1.0 }
    }

    /// Whether it is a letter of Latin script alone, which is no word for which somebody asks.
    pub(crate) fn is_stray_letter(&self) -> bool {
        self.script == Script::Latin && self.text.chars().nth(1).is_none()
    }

    /// Whether the typed word was put right.
    pub(crate) fn corrected(&self) -> bool {
        self.typed != self.text
    }
}

/// How far a feature of a corrected word counts beside one that was typed right.
const CORRECTED: f32 = 0.9;

/// Analyses the words of a question in `lang`, mistyped ones put right. `is_pair` tells whether two stems stand side by side in
/// the knowledge base.
pub(crate) fn analyse(
    words: &[Word],
    lang: Lang,
    terms: &Terms,
    speller: &Speller,
    is_pair: impl Fn(&str, &str) -> bool,
) -> Analysis {
    // In a text all in capitals, capitals mark nothing.
    let latin = || words.iter().filter(|word| word.script == Script::Latin);
    let all_shouted = latin().nth(2).is_some() && latin().all(|word| word.acronym);
    // A function word in capitals is shouted, unless the knowledge base has such an acronym.
    let shouted = |word: &Word| all_shouted || !speller.is_acronym(&word.text);
    // Capitals are typed with care: KOICA is not a slip for KOCCA. And what decides how a question asks is right,
    // whether the knowledge base has the word or not: 취소 is not a slip for 축소.
    let is_right = |word: &Word| {
        is_filler(word, lang, shouted(word))
            || (word.acronym && !all_shouted && !speller.is_acronym_mistyped(&word.text))
            || asks(word) != 0
    };
    let stem = |word: &Word| speller.stem(&word.text, word.script, lang);
    let typed_stems: Vec<CompactString> = words.iter().map(stem).collect();
    let mut stems = typed_stems.clone();
    let meant = put_right(words, &mut stems, lang, speller, is_right, is_pair);
    let token = |((typed, right), (typed_stem, stem)): ((&Word, &Word), (CompactString, CompactString))| {
        let filler = is_filler(right, lang, shouted(typed));
        let mut token = Token::new(typed, right.text.clone(), terms.whole_name(right, stem, lang), filler);
        token.capital |= typed.acronym && !all_shouted;
        token.typed_stem = token.corrected().then_some(typed_stem);
        token
    };
    let typed = words.iter().zip(&meant);
    let mut tokens: Vec<Token> = typed.zip(typed_stems.into_iter().zip(stems)).map(token).collect();
    for (at, token) in tokens.iter_mut().enumerate() {
        token.ordinal = asked_ordinal(&meant, at);
    }
    let names: Vec<u64> = tokens.iter().map(|token| token.name(lang)).collect();
    let concepts = terms.find(&names, |at| meant[at].text.as_str(), lang);
    let asks = asks_together(&meant, meant.iter().map(asks));
    let sides = Sides::new(&meant, &concepts, lang, terms);
    Analysis {
        lang,
        within: sides.within().collect(),
        recipients: recipients(&meant, asks, &concepts, lang, terms),
        headings: sides.headings().collect(),
        belongings: belongings(&meant, &names, &concepts, |at| tokens[at].filler, lang, terms),
        concepts,
        places: places::named(&meant, lang),
        asks,
        tokens,
    }
}

/// How far a Korean filler counts for what a text means.
const COMMON: f32 = 0.2;

impl Analysis {
    /// Whether it is a word alone, but for stray letters.
    pub(crate) fn is_single_word(&self) -> bool {
        self.tokens.iter().filter(|token| !token.is_stray_letter()).nth(1).is_none()
    }

    /// What the text means.
    pub(crate) fn meaning(&self) -> Meaning {
        let mut sum = Sum::default();
        let rows = |token: &Token| (meanings::rows(&token.text, &token.stem, token.script), token.share_of_meaning());
        // All are found before any is added, which leaves time to fetch them.
        let rows: Vec<(Rows, f32)> = self.tokens.iter().map(rows).collect();
        for (rows, share) in &rows {
            sum.add_rows(rows, *share);
        }
        sum.meaning()
    }
}

/// How far a word's surface counts beside its stem: it tells inflections apart and names across languages.
const SURFACE: f32 = 0.5;

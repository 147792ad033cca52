//! A text as the matcher sees it: its words with their stems, put right where mistyped, and its concepts.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::asks::{Asks, asks, asks_together};
use super::belonging::{Belongings, belongings};
use super::giving::recipients;
use super::heading::{Heading, Sides};
use super::meanings::{self, Meaning, Rows, Sum};
use super::ordinals::asked_ordinal;
use super::slips::put_right;
use super::spelling::Speller;
use super::terms::{Named, Terms};
use super::words::{Script, Word};
use super::{english, italian, korean, places};
use crate::lang::Lang;

/// The words of a text, each with what the matcher makes of it.
#[derive(Debug, Clone)]
pub(crate) struct Analysis {
    /// The language that it was read in.
    pub(super) lang: Lang,
    pub(crate) tokens: Vec<Token>,
    /// Concepts named, over ranges of `tokens`.
    pub(crate) concepts: Vec<Named>,
    /// Places named, with the token that names them.
    pub(crate) places: Vec<(usize, places::Place)>,
    /// By what kinds of words it asks.
    pub(super) asks: Asks,
    /// To whom something is given: concepts.
    pub(super) recipients: Vec<u32>,
    /// Where something is: concepts.
    pub(super) within: SmallVec<[u32; 1]>,
    /// From where to where something is heading.
    pub(super) headings: SmallVec<[Heading; 1]>,
    /// Whose something is.
    pub(super) belongings: Belongings,
}

/// One word.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The word as typed, folded.
    pub(crate) typed: CompactString,
    /// The stem of what was typed, where that was put right.
    pub(super) typed_stem: Option<CompactString>,
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
    pub(super) ordinal: Option<u16>,
}

impl Token {
    /// A word as typed, with what is meant by it.
    pub(super) fn new(typed: &Word, text: CompactString, stem: CompactString, filler: bool) -> Token {
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
    pub(super) fn weights(&self) -> [f32; 2] {
        let weight = self.weight();
        [weight, if self.stem == self.text { 0.0 } else { weight * SURFACE }]
    }

    /// How far its features count.
    pub(super) fn weight(&self) -> f32 {
        if self.corrected() { CORRECTED } else { 1.0 }
    }

    /// What the word adds to the name of a concept: its stem, but a short function word in small letters names nothing alone, as
    /// the Italian "ai" is not AI.
    pub(super) fn name(&self) -> u64 {
        let name = Terms::named(&self.stem);
        if self.filler && self.script == Script::Latin && self.text.len() < 4 { Terms::weak(name) } else { name }
    }

    /// How far it counts for what a text means: the table knows how common Latin words are, but not Korean endings.
    pub(super) fn share_of_meaning(&self) -> f32 {
        if self.filler && self.script == Script::Hangul { COMMON } else { 1.0 }
    }

    /// Whether it is a letter of Latin script alone, which is no word for which somebody asks.
    pub(super) fn is_stray_letter(&self) -> bool {
        self.script == Script::Latin && self.text.chars().nth(1).is_none()
    }

    /// Whether the typed word was put right.
    pub(crate) fn corrected(&self) -> bool {
        self.typed != self.text
    }
}

/// How far a feature of a corrected word counts beside one that was typed right.
const CORRECTED: f32 = 0.9;

/// The stem of a word: by script, and for Latin letters by the language of the text around it.
pub(crate) fn stem(word: &Word, lang: Lang) -> CompactString {
    stem_of(&word.text, word.script, lang)
}

/// The stem of a word in a text of a knowledge base with these terms: whoever says 마타렐라는 may mean 마타렐 or 마타렐라, and
/// the terms tell which of them is a name.
pub(super) fn stem_among(word: &Word, lang: Lang, terms: &Terms) -> CompactString {
    whole_name(word, stem(word, lang), lang, terms)
}

/// The stem of a word, given the one that it has whatever the terms.
fn whole_name(word: &Word, stem: CompactString, lang: Lang, terms: &Terms) -> CompactString {
    if word.script != Script::Hangul || terms.begins(&stem, lang) {
        return stem;
    }
    let text = word.text.as_str();
    // 이태리서 is short for 이태리에서.
    if let Some(name) = korean::without_seo(text).filter(|name| terms.begins(name, lang)) {
        return name.into();
    }
    let longer = text.char_indices().map(|(end, _)| end).filter(|end| *end > stem.len()).rev();
    let mut names = longer.filter(|end| terms.begins(&text[..*end], lang) && korean::is_particles(&text[*end..]));
    names.next().map_or(stem, |end| text[..end].into())
}

/// The stem of a folded word.
fn stem_of(text: &str, script: Script, lang: Lang) -> CompactString {
    match (script, lang) {
        (Script::Number, _) => text.into(),
        (Script::Hangul, _) => korean::stem(text).into(),
        (Script::Latin, Lang::It) => italian::stem(text),
        (Script::Latin, Lang::En | Lang::Ko) => english::stem(text),
    }
}

/// The same, looked up where the knowledge base uses the word: working it out takes much longer.
pub(super) fn stem_known(text: &str, script: Script, lang: Lang, speller: &Speller) -> CompactString {
    speller.stem(text, lang).map_or_else(|| stem_of(text, script, lang), CompactString::from)
}

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
    let all_shouted = words.len() > 2 && words.iter().all(|word| word.acronym || word.script != Script::Latin);
    // A function word in capitals is shouted, unless the knowledge base has such an acronym.
    let shouted = |word: &Word| all_shouted || !speller.is_acronym(&word.text);
    // Capitals are typed with care: KOICA is not a slip for KOCCA. And what decides how a question asks is right,
    // whether the knowledge base has the word or not: 취소 is not a slip for 축소.
    let is_right = |word: &Word| {
        is_filler(word, lang, shouted(word))
            || (word.acronym && !all_shouted && !speller.is_acronym_mistyped(&word.text))
            || asks(word) != 0
    };
    let stem = |word: &Word| stem_known(&word.text, word.script, lang, speller);
    let typed_stems: Vec<CompactString> = words.iter().map(stem).collect();
    let mut stems = typed_stems.clone();
    let meant = put_right(words, &mut stems, lang, speller, is_right, is_pair);
    let token = |((typed, right), (typed_stem, stem)): ((&Word, &Word), (CompactString, CompactString))| {
        let filler = is_filler(right, lang, shouted(typed));
        let mut token = Token::new(typed, right.text.clone(), whole_name(right, stem, lang, terms), filler);
        token.typed_stem = token.corrected().then_some(typed_stem);
        token
    };
    let typed = words.iter().zip(&meant);
    let mut tokens: Vec<Token> = typed.zip(typed_stems.into_iter().zip(stems)).map(token).collect();
    for (at, token) in tokens.iter_mut().enumerate() {
        token.ordinal = asked_ordinal(&meant, at);
    }
    let names: Vec<u64> = tokens.iter().map(Token::name).collect();
    let concepts = terms.find(&names, lang);
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

pub(super) fn is_filler(word: &Word, lang: Lang, shouted: bool) -> bool {
    let text = word.text.as_str();
    match word.script {
        Script::Number => false,
        Script::Hangul => korean::is_filler(text) || (word.glued && korean::is_particles(text)),
        Script::Latin if word.acronym && !shouted => false,
        Script::Latin => match lang {
            Lang::It => italian::FILLERS.contains(text),
            // A Korean question may hold English function words.
            Lang::En | Lang::Ko => english::FILLERS.contains(text),
        },
    }
}

/// How far a Korean filler counts for what a text means.
const COMMON: f32 = 0.2;

impl Analysis {
    /// Whether it is a word alone, but for stray letters.
    pub(super) fn is_single_word(&self) -> bool {
        self.tokens.iter().filter(|token| !token.is_stray_letter()).nth(1).is_none()
    }

    /// What the text means.
    pub(super) fn meaning(&self) -> Meaning {
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

//! What in a question decides by itself whether an entry can be the one that is asked for: its years, numbers, places and
//! names.

use smallvec::SmallVec;

use super::analysis::{Analysis, Token};
use super::asks::Asks;
use super::belonging::Belongings;
use super::heading::Heading;
use super::korean;
use super::meanings;
use super::places::Place;
use super::sought::Sought;
use super::terms::{Named, Terms};
use super::words::{Script, is_or};

/// What decides in a question: told once, however many entries are looked at. Words are given as the numbers of tokens.
#[derive(Debug)]
pub(super) struct Decisive<'a> {
    pub(super) years: Vec<(usize, u16)>,
    /// Numbers that tell which of several.
    pub(super) ordinals: Vec<(usize, u16)>,
    /// Numbers that are no years.
    pub(super) numbers: Vec<usize>,
    /// Places other than the partners'.
    pub(super) places: &'a [(usize, Place)],
    /// Names that the terms list, and what else they list.
    pub(super) names: Vec<Listed>,
    pub(super) things: Vec<Listed>,
    /// A name, by its capital or by the title behind it, or anything among the terms, that no entry knows.
    pub(super) nobody: Option<usize>,
    /// All concepts named.
    pub(super) named: Vec<u32>,
    /// From which partner to which it has something heading.
    pub(super) headings: SmallVec<[Heading; 1]>,
    /// What it has as a partner's.
    pub(super) belongings: Belongings,
    /// To whom it has something given.
    pub(super) recipients: &'a [u32],
    pub(super) asks: Asks,
}

/// What the terms list, in a question: the words `start..end`.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its number among the concepts that the question names.
    pub(super) number: usize,
    /// Whether it is a person, and no alternative to another.
    pub(super) is_person: bool,
    /// Whether it says where something is.
    pub(super) is_within: bool,
    /// How much information its most telling word holds, from 0 to 1.
    pub(super) information: f32,
}

/// A name of less information than this is one that many entries know, such as a partner's. A rare name tells by being
/// rare; a common one by its absence: an entry that does not know it is about the other partner alone.
pub(super) const COMMON: f32 = 0.45;

/// Up to so much information, what the terms list besides names is said of many subjects (sign, export, photo), and is none
/// itself.
pub(super) const SUBJECT: f32 = 0.5;

impl Listed {
    /// Whether many entries know it.
    pub(super) fn is_common(&self) -> bool {
        self.information < COMMON
    }
}

impl<'a> Decisive<'a> {
    /// What decides in `question`, whose words are `sought` in entries.
    pub(super) fn new(question: &'a Analysis, terms: &Terms, sought: &Sought) -> Decisive<'a> {
        let tokens = || question.tokens.iter().enumerate();
        let is_number = |token: &Token| token.script == Script::Number && year(token.script, &token.text).is_none();
        let concepts = || question.concepts.iter().enumerate();
        let listed = |(number, named): (usize, &Named)| {
            let words = sought.words[named.start..named.end].iter();
            let information = words.map(|word| word.information).fold(0.0, f32::max);
            let or =
                |at: Option<usize>| at.and_then(|at| question.tokens.get(at)).is_some_and(|word| is_or(&word.text));
            let is_alternative = or(named.start.checked_sub(1)) || or(Some(named.end));
            let is_person = terms.is_person(named.concept) && !is_alternative;
            let is_within = question.within.contains(&named.concept);
            Listed { start: named.start, end: named.end, number, is_person, is_within, information }
        };
        let is_name = |one: &Listed| terms.is_name(question.concepts[one.number].concept);
        let (names, things): (Vec<Listed>, Vec<Listed>) = concepts().map(listed).partition(is_name);
        let named: Vec<u32> = question.concepts.iter().map(|named| named.concept).collect();
        let partners: Vec<u32> = names.iter().filter(|name| name.is_common()).map(|name| named[name.number]).collect();
        let is_partner = |concept: &u32| partners.contains(concept);
        Decisive {
            years: years(question).collect(),
            ordinals: tokens().filter_map(|(at, token)| Some((at, token.ordinal?))).collect(),
            numbers: tokens().filter(|(_, token)| is_number(token)).map(|(at, _)| at).collect(),
            places: &question.places,
            nobody: (0..question.tokens.len())
                .find(|at| is_nobody(question, terms, sought, *at))
                .or_else(|| unheard_of(question, sought)),
            headings: question
                .headings
                .iter()
                .copied()
                .filter(|(from, to)| from.as_ref().is_none_or(is_partner) && is_partner(to))
                .collect(),
            belongings: question.belongings.iter().copied().filter(|(_, owner)| is_partner(owner)).collect(),
            recipients: &question.recipients,
            asks: question.asks,
            names,
            things,
            named,
        }
    }

    /// Whether a word stands in a name that many entries know, such as a partner's.
    pub(super) fn names_partner(&self, at: usize) -> bool {
        self.names.iter().any(|name| name.is_common() && (name.start..name.end).contains(&at))
    }
}

/// Whether a word is the name of somebody whom no entry knows: by how it is written, or because the terms list it.
fn is_nobody(question: &Analysis, terms: &Terms, sought: &Sought, at: usize) -> bool {
    let token = &question.tokens[at];
    let known = || sought.words[at].is_known() || question.places.iter().any(|(place, _)| *place == at);
    let capital = token.capital && token.text.len() > 2;
    // Hangul has no capitals, but titles stand behind names.
    let in_it = |word: &str| korean::without_seo(word).is_some_and(meanings::knows);
    let bare = token.script == Script::Hangul && token.text == token.stem && !in_it(&token.text);
    let titled = bare && question.tokens.get(at + 1).is_some_and(|next| korean::is_title(&next.stem));
    let mut concepts = question.concepts.iter().filter(|named| (named.start..named.end).contains(&at));
    let listed = concepts.any(|named| terms.is_name(named.concept));
    (capital || titled || listed) && !token.filler && !known()
}

/// Where a question names something that the terms list and no entry has, whatever words it is made of. Names are mistyped,
/// but of common words none is a slip for what nobody tells of.
fn unheard_of(question: &Analysis, sought: &Sought) -> Option<usize> {
    let typed = |named: &Named| !question.tokens[named.start..named.end].iter().any(Token::corrected);
    let mut concepts = question.concepts.iter().enumerate();
    concepts.find(|(number, named)| !sought.has_concept(*number) && typed(named)).map(|(_, named)| named.start)
}

/// Where a question and an entry part in what decides: words that the entry does not know, each as the number
/// of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Strange {
    /// A year.
    pub(super) year: Option<usize>,
    /// A number that tells which of several: another session than the entry's.
    pub(super) ordinal: Option<usize>,
    /// Another number.
    pub(super) number: Option<usize>,
    /// A country other than the partners, or a city that stands for one.
    pub(super) place: Option<usize>,
    /// A name that many entries know, such as a partner's.
    pub(super) partner: Option<usize>,
    /// A person whom other entries know.
    pub(super) person: Option<usize>,
    /// A person, body or event that other entries know.
    pub(super) name: Option<usize>,
    /// How much information the most telling of such names holds, from 0 to 1.
    pub(super) name_information: f32,
    /// A subject that other entries know.
    pub(super) thing: Option<usize>,
    /// How much information the most telling of such subjects holds, from 0 to 1.
    pub(super) thing_information: f32,
    /// A name, by its capital or by the title behind it, or anything among the terms, that no entry knows.
    pub(super) nobody: Option<usize>,
    /// Whether something is given to one, where the entry has it given to another.
    pub(super) recipient: bool,
    /// Whether something is of one partner, or goes from one to the other, where the entry's phrasings have it of the other, or
    /// the other way; or whether it is in a city that the entry does not name.
    pub(super) elsewhere: bool,
    /// The kinds of words by which it asks, and its phrasings do not.
    pub(super) asks: Asks,
    /// The kinds of details for which it asks, and of which the entry has none.
    pub(super) details: Asks,
    /// The ways of asking that none of its many phrasings has.
    pub(super) ways: Asks,
}

impl Strange {
    /// Whether the question asks for something that the entry does not tell, by the words by which it asks.
    pub(super) const fn asks_otherwise(&self) -> bool {
        self.asks | self.details | self.ways != 0
    }

    /// The first of them, for showing.
    pub(super) fn first(&self) -> Option<usize> {
        [self.year, self.ordinal, self.number, self.place, self.partner, self.name, self.thing, self.nobody]
            .into_iter()
            .flatten()
            .min()
    }
}

/// The years that a question names, each with the number of its token.
fn years(question: &Analysis) -> impl Iterator<Item = (usize, u16)> {
    let tokens = question.tokens.iter().enumerate();
    tokens.filter_map(|(at, token)| Some((at, year(token.script, &token.text)?)))
}

/// The year that a word gives, if it is a four-digit number of the last or next centuries.
pub(super) fn year(script: Script, text: &str) -> Option<u16> {
    let is_year = script == Script::Number && text.len() == 4;
    text.parse().ok().filter(|year| is_year && (1800..2100).contains(year))
}

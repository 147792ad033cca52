//! What in a question decides by itself whether an entry can be the one that is asked for: its years, numbers, places and
//! names.

use smallvec::SmallVec;

use super::sought::Sought;
use crate::matching::asking::analysis::{Analysis, Token};
use crate::matching::asking::belonging::Belongings;
use crate::matching::asking::heading::Heading;
use crate::matching::asking::kinds::Asks;
use crate::matching::asking::terms::{Named, Terms};
use crate::matching::text::korean;
use crate::matching::text::places::Place;
use crate::matching::text::words::{Script, is_or, year};
use crate::matching::vectors::meanings;

/// What decides in a question: told once, however many entries are looked at. Words are given as the numbers of tokens.
#[derive(Debug)]
pub(crate) struct Decisive<'a> {
    pub(crate) years: Vec<(usize, u16)>,
    /// Numbers that tell which of several.
    pub(crate) ordinals: Vec<(usize, u16)>,
    /// Numbers that are no years.
    pub(crate) numbers: Vec<usize>,
    /// Places other than the partners'.
    pub(crate) places: &'a [(usize, Place)],
    /// Names that the terms list, and what else they list.
    pub(crate) names: Vec<Listed>,
    pub(crate) things: Vec<Listed>,
    /// A name, by its capital or by the title behind it, or anything among the terms, that no entry knows.
    pub(crate) nobody: Option<usize>,
    /// All concepts named.
    pub(crate) named: Vec<u32>,
    /// From which partner to which it has something heading.
    pub(crate) headings: SmallVec<[Heading; 1]>,
    /// What it has as a partner's.
    pub(crate) belongings: Belongings,
    /// To whom it has something given.
    pub(crate) recipients: &'a [u32],
    pub(crate) asks: Asks,
}

/// What the terms list, in a question: the words `start..end`.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its number among the concepts that the question names.
    pub(crate) number: usize,
    /// Whether it is a person, and no alternative to another.
    pub(crate) is_person: bool,
    /// Whether it says where something is.
    pub(crate) is_within: bool,
    /// Whether its words say nothing by themselves.
    pub(crate) is_of_fillers: bool,
    /// How much information its most telling word holds, from 0 to 1.
    pub(crate) information: f32,
}

/// A name of less information than this is one that many entries know, such as a partner's. A rare name tells by being
/// rare; a common one by its absence: an entry that does not know it is about the other partner alone.
pub(crate) const COMMON: f32 = 0.45;

/// Up to so much information, what the terms list besides names is said of many subjects (sign, export, photo), and is none
/// itself.
pub(crate) const SUBJECT: f32 = 0.5;

impl Listed {
    /// Whether many entries know it.
    pub(crate) fn is_common(&self) -> bool {
        self.information < COMMON
    }
}

impl<'a> Decisive<'a> {
    /// What decides in `question`, whose words are `sought` in entries.
    pub(crate) fn new(question: &'a Analysis, terms: &Terms, sought: &Sought) -> Decisive<'a> {
        let tokens = || question.tokens.iter().enumerate();
        let is_number = |token: &Token| token.script == Script::Number && year(token.script, &token.text).is_none();
        let concepts = || question.concepts.iter().enumerate();
        let listed = |(number, named): (usize, &Named)| {
            let words = sought.words[named.start..named.end].iter();
            let information = words.map(|word| word.information).fold(0.0, f32::max);
            // Two function words may be a name: T'way.
            let is_of_fillers = information == 0.0;
            let information = if is_of_fillers { sought.information_of(number) } else { information };
            let or =
                |at: Option<usize>| at.and_then(|at| question.tokens.get(at)).is_some_and(|word| is_or(&word.text));
            let is_alternative = or(named.start.checked_sub(1)) || or(Some(named.end));
            let is_person = terms.is_person(named.concept) && !is_alternative;
            let is_within = question.within.contains(&named.concept);
            Listed { start: named.start, end: named.end, number, is_person, is_within, is_of_fillers, information }
        };
        let is_name = |one: &Listed| terms.is_name(question.concepts[one.number].concept);
        let (names, things): (Vec<Listed>, Vec<Listed>) = concepts().map(listed).partition(is_name);
        let named: Vec<u32> = question.concepts.iter().map(|named| named.concept).collect();
        // Whoever says 우리나라 for it names a partner, too, though few entries have that word.
        let is_common = |name: &&Listed| name.is_common() || sought.information_of(name.number) < COMMON;
        let partners: Vec<u32> = names.iter().filter(is_common).map(|name| named[name.number]).collect();
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
    pub(crate) fn names_partner(&self, at: usize) -> bool {
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

/// The years that a question names, each with the number of its token.
fn years(question: &Analysis) -> impl Iterator<Item = (usize, u16)> {
    let tokens = question.tokens.iter().enumerate();
    tokens.filter_map(|(at, token)| Some((at, year(token.script, &token.text)?)))
}

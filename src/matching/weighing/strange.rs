//! Where a question and an entry part: what decides in the question, and the entry does not know.

use super::decisive::{Decisive, Listed, SUBJECT};
use super::sought::LookedUp;
use crate::matching::asking::heading::Heading;
use crate::matching::asking::kinds::{Asks, DETAILS, WAYS};
use crate::matching::entries::vocabulary::{Examples, OFTEN, Telling, Vocabulary};

/// Where a question and an entry part in what decides: words that the entry does not know, each as the number
/// of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Strange {
    /// A year.
    pub(crate) year: Option<usize>,
    /// A number that tells which of several: another session than the entry's.
    pub(crate) ordinal: Option<usize>,
    /// Another number.
    pub(crate) number: Option<usize>,
    /// A country other than the partners, or a city that stands for one.
    pub(crate) place: Option<usize>,
    /// A name that many entries know, such as a partner's.
    pub(crate) partner: Option<usize>,
    /// A person whom other entries know.
    pub(crate) person: Option<usize>,
    /// A person, body or event that other entries know.
    pub(crate) name: Option<usize>,
    /// How much information the most telling of such names holds, from 0 to 1.
    pub(crate) name_information: f32,
    /// A subject that other entries know.
    pub(crate) thing: Option<usize>,
    /// How much information the most telling of such subjects holds, from 0 to 1.
    pub(crate) thing_information: f32,
    /// A name, by its capital or by the title behind it, or anything among the terms, that no entry knows.
    pub(crate) nobody: Option<usize>,
    /// Whether something is given to one, where the entry has it given to another.
    pub(crate) recipient: bool,
    /// Whether something is of one partner, or goes from one to the other, where the entry's phrasings have it of the other, or
    /// the other way; or whether it is in a city that the entry does not name.
    pub(crate) elsewhere: bool,
    /// The kinds of words by which it asks, and its phrasings do not.
    pub(crate) asks: Asks,
    /// The kinds of details for which it asks, and of which the entry has none.
    pub(crate) details: Asks,
    /// The ways of asking that none of its many phrasings has.
    pub(crate) ways: Asks,
}

impl Strange {
    /// Whether the question asks for something that the entry does not tell, by the words by which it asks.
    pub(crate) const fn asks_otherwise(&self) -> bool {
        self.asks | self.details | self.ways != 0
    }

    /// The first of them, for showing.
    pub(crate) fn first(&self) -> Option<usize> {
        [self.year, self.ordinal, self.number, self.place, self.partner, self.name, self.thing, self.nobody]
            .into_iter()
            .flatten()
            .min()
    }
}

/// What tells so many words tells what there is to tell; fewer may be a link.
const TELLS_MUCH: usize = 12;

/// So many phrasings ask in all the ways in which people do; fewer leave some out by chance.
const MANY_PHRASINGS: usize = 20;

impl Vocabulary {
    /// Whether a question names a year or a place that a phrasing of the entry names, too.
    pub(crate) fn is_asked_for(&self, question: &Decisive) -> bool {
        question.years.iter().any(|(_, year)| self.asked_years.binary_search(year).is_ok())
            || question.places.iter().any(|(_, place)| self.asked_places.binary_search(place).is_ok())
    }

    /// The year that a question names and the entry does not know, where years decide.
    fn strange_year(&self, question: &Decisive, examples: &Examples) -> Option<usize> {
        let mut years = question.years.iter().filter(|_| examples.years.decide());
        token_of(years.find(|(_, year)| self.years.binary_search(year).is_err()))
    }

    /// The same for places.
    fn strange_place(&self, question: &Decisive, examples: &Examples) -> Option<usize> {
        let mut places = question.places.iter().filter(|_| examples.places.decide());
        token_of(places.find(|(_, place)| self.places.binary_search(place).is_err()))
    }

    /// Whether a year or a place that a question names rules the entry out.
    pub(crate) fn is_of_another_time_or_place(&self, question: &Decisive, examples: &Examples) -> bool {
        self.strange_year(question, examples).or_else(|| self.strange_place(question, examples)).is_some()
    }

    /// Whether a question has something as one partner's that the entry's phrasings often have as the other's, and nothing in
    /// it as that one's.
    fn is_anothers(&self, question: &Decisive, examples: &Examples) -> bool {
        question.belongings.iter().filter(|(_, owner)| examples.is_land(*owner)).any(|(word, owner)| {
            let own = || self.belongings.iter().map(|own| own.what).filter(|own| own.0 == *word);
            own().next().is_some() && own().all(|own| own.1 != *owner)
        })
    }

    /// Whether a question has something heading where the entry's phrasings often have it coming from, and nothing in the entry
    /// heads there from the same place, or from any where the question names none.
    fn heads_back(&self, question: &Decisive) -> bool {
        let own = || self.headings.iter();
        let is_back = |(from, to): &Heading| {
            let goes = |own: &Telling<Heading>| own.what.1 == *to && (from.is_none() || own.what.0 == *from);
            let comes = |own: &Telling<Heading>| own.what.0 == Some(*to) && from.is_none_or(|from| own.what.1 == from);
            !own().any(goes) && own().filter(|own| comes(own)).any(|own| own.asked >= OFTEN)
        };
        question.headings.iter().any(is_back)
    }

    /// What in a question decides against the entry, which stands at `place` among those under a close look, because the
    /// entry does not know it.
    pub(crate) fn strange(
        &self,
        place: usize,
        question: &Decisive,
        looked_up: &LookedUp,
        examples: &Examples,
    ) -> Strange {
        let lacks = |having: u32| having >> place & 1 == 0;
        let is_strange = |listed: &&Listed| {
            lacks(looked_up.concepts[listed.number])
                && (listed.is_of_fillers
                    || looked_up.words[listed.start..listed.end].iter().any(|word| lacks(word.whole)))
        };
        let subjects = || question.things.iter().filter(|one| one.information > SUBJECT).filter(is_strange);
        let names =
            |common: bool| question.names.iter().filter(move |name| name.is_common() == common).filter(is_strange);
        let is_elsewhere = |name: &Listed| name.is_within && examples.is_land(question.named[name.number]);
        // What is in Italy is told by entries that do not say so, such as those on the Games; but one that says where something
        // is tells of nowhere else.
        let is_owner = |name: &&Listed| !name.is_within || !self.located.is_empty();
        // An entry that counts none may tell of the one that is asked for.
        let other = |ordinal: &u16| !self.ordinals.is_empty() && !self.ordinals.contains(ordinal);
        let mut ordinals = question.ordinals.iter().filter(|_| examples.ordinals.decide());
        Strange {
            ordinal: token_of(ordinals.find(|(_, ordinal)| other(ordinal))),
            asks: question.asks & examples.tones & !self.asks,
            details: if self.told < TELLS_MUCH { 0 } else { question.asks & DETAILS & !(self.asks | self.tells) },
            ways: if self.phrasings < MANY_PHRASINGS { 0 } else { question.asks & WAYS & !self.asks },
            recipient: is_reversed(&self.recipients, question.recipients, &question.named),
            elsewhere: names(false).any(is_elsewhere)
                || self.heads_back(question)
                || self.is_anothers(question, examples),
            year: self.strange_year(question, examples),
            number: question.numbers.iter().find(|at| lacks(looked_up.words[**at].text)).copied(),
            place: self.strange_place(question, examples),
            person: names(false).find(|name| name.is_person).map(|name| name.start),
            partner: names(true).find(is_owner).map(|name| name.start),
            name: names(false).next().map(|name| name.start),
            name_information: most_telling(names(false)),
            thing: subjects().next().map(|subject| subject.start),
            thing_information: most_telling(subjects()),
            nobody: question.nobody,
        }
    }
}

/// How much information the most telling of them holds, from 0 to 1.
fn most_telling<'a>(listed: impl Iterator<Item = &'a Listed>) -> f32 {
    listed.map(|one| one.information).fold(0.0, f32::max)
}

/// The token that names what was found.
fn token_of<T>(found: Option<&(usize, T)>) -> Option<usize> {
    found.map(|(at, _)| *at)
}

/// Whether a question has the roles of an entry turned round: what it says of one, the entry, whose `own` these are, says of
/// another whom the question names, too, and not of that one.
fn is_reversed(own: &[u32], said: &[u32], named: &[u32]) -> bool {
    said.iter().any(|concept| !own.contains(concept))
        && named.iter().any(|other| !said.contains(other) && own.contains(other))
}

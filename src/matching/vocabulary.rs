//! What an entry knows: every word, concept, number and place in its phrasings, answer and note. A word of
//! the question that stands nowhere in the entry cannot be explained by it.

use super::analysis::{Analysis, Token};
use super::asks::{Asks, GIVING};
use super::features;
use super::field::FeatureId;
use super::index::{Close, Index};
use super::korean;
use super::places::Place;
use super::terms::{Named, Terms};
use super::words::Script;

/// What one entry knows, in all its languages.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Years, ordered.
    years: Vec<u16>,
    /// Places other than the partners', ordered.
    places: Vec<Place>,
    /// Numbers that tell which of several, of a session or of an edition: those that its phrasings name; where they name
    /// none, those that it tells of.
    ordinals: Vec<u16>,
    /// Those that its phrasings name, while it learns.
    asked_ordinals: Vec<u16>,
    /// Years and places that its phrasings name, ordered; once for each phrasing, while it learns.
    asked_years: Vec<u16>,
    asked_places: Vec<Place>,
    /// The kinds of words by which its phrasings ask.
    asks: Asks,
    /// The concepts that stand for those to whom it says that something is given.
    recipients: Vec<u32>,
    /// The concepts by which its phrasings say where something is.
    located: Vec<u32>,
}

/// Whether the years and places that phrasings name are what entries are about, or only examples.
///
/// "What did they sign in Japan" asks for something else than the same on Spain. But where an assistant books flights,
/// each phrasing names another city, and a question may name yet another. The knowledge base shows which it is: what an
/// entry is about returns in its phrasings, an example does not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Examples {
    pub(super) years: Returns,
    pub(super) places: Returns,
}

/// How often values return in the phrasings of the entry that names them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Returns {
    once: u32,
    again: u32,
}

impl Returns {
    /// Counts the values that an entry's phrasings name, ordered.
    fn count<T: PartialEq>(&mut self, values: &[T]) {
        for equal in values.chunk_by(|a, b| a == b) {
            let count = if equal.len() > 1 { &mut self.again } else { &mut self.once };
            *count += 1;
        }
    }

    /// Whether the values decide, as they do until there is proof of the contrary: many values, most of which do not
    /// return. A small base that names each year once is about those years all the same.
    pub(super) fn decide(self) -> bool {
        self.once < PROOF || self.again >= self.once
    }
}

/// So many values that do not return are no chance.
const PROOF: u32 = 20;

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
    /// The word itself, as far as the knowledge base has it.
    text: Option<FeatureId>,
    /// The word, its stem and the concepts that it names, as far as the knowledge base has them.
    whole: Vec<FeatureId>,
    /// Its n-grams, as far as the knowledge base has them.
    pub(super) grams: Vec<FeatureId>,
    /// How many n-grams it has.
    all_grams: usize,
    /// How much information it holds, from 0 to 1.
    pub(super) information: f32,
}

impl Sought {
    /// The word at `at` of a question, which holds so much information.
    pub(super) fn new(index: &Index, question: &Analysis, at: usize, information: f32) -> Sought {
        let token = &question.tokens[at];
        let whole = whole(index, question, at).collect();
        let text = index.feature(features::word(&token.text));
        let (mut grams, mut all_grams) = (Vec::new(), 0);
        features::grams(&token.text, token.script, |gram| {
            all_grams += 1;
            grams.extend(index.gram(gram));
        });
        Sought { text, whole, grams, all_grams, information }
    }

    /// Looks the word up in the entries under a close look.
    pub(super) fn found(&self, index: &Index, close: &Close) -> Found {
        let having = |feature: &FeatureId| index.having(close, *feature);
        let whole = self.whole.iter().map(having).fold(0, |all, one| all | one);
        // Below a half, what is shared is chance; and what says nothing, or what all have, needs no parts.
        let in_parts = self.grams.len() * 2 > self.all_grams && self.information > 0.0 && whole != close.all();
        Found {
            text: self.text.as_ref().map_or(0, having),
            whole,
            grams: self.grams.iter().filter(|_| in_parts).map(having).collect(),
            all_grams: self.all_grams,
        }
    }
}

/// The word at `at` of a question, its stem and the concepts that it names, as far as the knowledge base has them.
pub(super) fn whole(index: &Index, question: &Analysis, at: usize) -> impl Iterator<Item = FeatureId> {
    let token = &question.tokens[at];
    let named = question.concepts.iter().filter(move |named| (named.start..named.end).contains(&at));
    let concepts = named.map(|named| features::concept(named.concept));
    let hashes = [features::word(&token.text), features::word(&token.stem)].into_iter().chain(concepts);
    hashes.filter_map(|hash| index.feature(hash))
}

/// Which of the entries under a close look have a word of a question: bits by their places.
#[derive(Debug)]
pub(super) struct Found {
    text: u32,
    whole: u32,
    grams: Vec<u32>,
    all_grams: usize,
}

impl Found {
    /// How the entry at `place` explains the word.
    pub(super) fn explained(&self, place: usize) -> Explained {
        let has = |having: u32| having >> place & 1 == 1;
        if has(self.whole) {
            return Explained::Whole;
        }
        let share = self.grams.iter().filter(|gram| has(**gram)).count() as f32 / self.all_grams.max(1) as f32;
        Explained::Part(((share - 0.5) * 1.6).max(0.0))
    }
}

/// What a question asks, looked up in the entries under a close look.
#[derive(Debug)]
pub(super) struct LookedUp {
    /// Its words.
    pub(super) words: Vec<Found>,
    /// Which entries have the concepts that it names.
    concepts: Vec<u32>,
}

impl LookedUp {
    pub(super) fn new(index: &Index, close: &Close, question: &Analysis, sought: &[Sought]) -> LookedUp {
        let concept = |named: &Named| {
            index.feature(features::concept(named.concept)).map_or(0, |feature| index.having(close, feature))
        };
        LookedUp {
            words: sought.iter().map(|word| word.found(index, close)).collect(),
            concepts: question.concepts.iter().map(concept).collect(),
        }
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
            years.sort_unstable();
            years.dedup();
            self.asked_years.append(&mut years);
            self.asked_places.append(&mut places);
        }
    }

    /// Adds numbers that tell which of several.
    pub(super) fn learn_ordinals(&mut self, role: Role, ordinals: impl Iterator<Item = u16>) {
        match role {
            Role::Phrasing => self.asked_ordinals.extend(ordinals),
            Role::Body => self.ordinals.extend(ordinals),
        }
    }

    /// Adds the kinds of words by which one of its phrasings asks.
    pub(super) fn learn_asks(&mut self, asks: Asks) {
        self.asks |= asks;
    }

    /// Adds those to whom something is given.
    pub(super) fn learn_recipients(&mut self, recipients: Vec<u32>) {
        self.recipients.extend(recipients);
    }

    /// Adds where one of its phrasings says that something is.
    pub(super) fn learn_located(&mut self, located: Vec<u32>) {
        self.located.extend(located);
    }

    /// Orders what was learned, for looking up. Tells in `examples` how its phrasings name years and places.
    pub(super) fn finish(&mut self, examples: &mut Examples) {
        self.years.sort_unstable();
        self.years.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        self.recipients.sort_unstable();
        self.recipients.dedup();
        self.located.sort_unstable();
        self.located.dedup();
        if !self.asked_ordinals.is_empty() {
            self.ordinals = std::mem::take(&mut self.asked_ordinals);
        }
        self.asked_years.sort_unstable();
        self.asked_places.sort_unstable();
        examples.years.count(&self.asked_years);
        examples.places.count(&self.asked_places);
        self.asked_years.dedup();
        self.asked_places.dedup();
    }

    /// Whether a question names a year or a place that a phrasing of the entry names, too.
    pub(super) fn is_asked_for(&self, question: &Analysis) -> bool {
        years(question).any(|(_, year)| self.asked_years.binary_search(&year).is_ok())
            || question.places.iter().any(|(_, place)| self.asked_places.binary_search(place).is_ok())
    }

    /// What in a question decides against the entry, which stands at `place` among those under a close look, because the
    /// entry does not know it.
    pub(super) fn strange(
        &self,
        place: usize,
        terms: &Terms,
        question: &Analysis,
        (sought, looked_up): (&[Sought], &LookedUp),
        examples: Examples,
    ) -> Strange {
        let tokens = || question.tokens.iter().enumerate();
        let lacks = |having: u32| having >> place & 1 == 0;
        let unknown = |at: usize| lacks(looked_up.words[at].text);
        let number = |at: usize, token: &Token| {
            token.script == Script::Number && year(token.script, &token.text).is_none() && unknown(at)
        };
        let name = |(named, having): &(&Named, &u32)| {
            terms.is_name(named.concept)
                && lacks(**having)
                && (named.start..named.end).any(|at| lacks(looked_up.words[at].whole))
        };
        let nobody = |at: usize, token: &Token| {
            let known = !sought[at].whole.is_empty()
                || question.concepts.iter().any(|named| (named.start..named.end).contains(&at))
                || question.places.iter().any(|(place, _)| *place == at);
            let named = token.capital && token.text.len() > 2;
            // Hangul has no capitals, but titles stand behind names.
            let next = question.tokens.get(at + 1);
            let bare = token.script == Script::Hangul && token.text == token.stem;
            let titled = bare && next.is_some_and(|next| korean::is_title(&next.stem));
            (named || titled) && !token.filler && !known
        };
        let names: Vec<&Named> =
            question.concepts.iter().zip(&looked_up.concepts).filter(name).map(|(named, _)| named).collect();
        let information = |named: &&Named| {
            let words = &sought[named.start..named.end];
            words.iter().map(|word| word.information).fold(0.0, f32::max)
        };
        let (common, rare): (Vec<&Named>, Vec<&Named>) =
            names.into_iter().partition(|named| information(named) < COMMON);
        let named = || question.concepts.iter().map(|named| named.concept);
        let is_partner = |named: &&Named| terms.is_name(named.concept) && information(named) < COMMON;
        let partners = || question.concepts.iter().filter(is_partner).map(|named| named.concept);
        let is_here = |concept: &u32| partners().any(|partner| partner == *concept);
        let located: Vec<u32> = question.located.iter().copied().filter(is_here).collect();
        let (years_decide, places_decide) = (examples.years.decide(), examples.places.decide());
        // An entry that counts none may tell of the one that is asked for.
        let other = |token: &Token| {
            let number = token.text.parse().ok().filter(|_| token.ordinal && !self.ordinals.is_empty());
            number.is_some_and(|number: u16| !self.ordinals.contains(&number))
        };
        Strange {
            ordinal: tokens().find(|(_, token)| other(token)).map(|(at, _)| at),
            asks: question.asks & !self.asks & !GIVING,
            recipient: is_reversed(&self.recipients, &question.recipients, named()),
            elsewhere: is_reversed(&self.located, &located, partners()),
            year: years(question)
                .filter(|_| years_decide)
                .find(|(_, year)| self.years.binary_search(year).is_err())
                .map(|(at, _)| at),
            number: tokens().find(|(at, token)| number(*at, token)).map(|(at, _)| at),
            place: question
                .places
                .iter()
                .filter(|_| places_decide)
                .find(|(_, place)| self.places.binary_search(place).is_err())
                .map(|(at, _)| *at),
            partner: common.first().map(|named| named.start),
            name: rare.first().map(|named| named.start),
            name_information: rare.iter().map(information).fold(0.0, f32::max),
            nobody: tokens().find(|(at, token)| nobody(*at, token)).map(|(at, _)| at),
        }
    }
}

/// A name of less information than this is one that many entries know, such as a partner's. A rare name tells by being
/// rare; a common one by its absence: an entry that does not know it is about the other partner alone.
const COMMON: f32 = 0.45;

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
    /// A person, body or event that other entries know.
    pub(super) name: Option<usize>,
    /// How much information the most telling of such names holds, from 0 to 1.
    pub(super) name_information: f32,
    /// A name, by its capital or by the title behind it, that no entry knows.
    pub(super) nobody: Option<usize>,
    /// Whether something is given to one, where the entry has it given to another.
    pub(super) recipient: bool,
    /// Whether something is with one partner, where the entry's phrasings have it with the other.
    pub(super) elsewhere: bool,
    /// The kinds of words by which it asks, and that the entry has none of.
    pub(super) asks: Asks,
}

impl Strange {
    /// The first of them, for showing.
    pub(super) fn first(&self) -> Option<usize> {
        [self.year, self.ordinal, self.number, self.place, self.partner, self.name, self.nobody]
            .into_iter()
            .flatten()
            .min()
    }
}

/// Whether a question has the roles of an entry turned round: what it says of one, the entry, whose `own` these are, says of
/// another whom the question names, too, and not of that one.
fn is_reversed(own: &[u32], said: &[u32], mut named: impl Iterator<Item = u32>) -> bool {
    said.iter().any(|concept| !own.contains(concept))
        && named.any(|other| !said.contains(&other) && own.contains(&other))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(once: u32, again: u32, decide: bool) {
        let mut returns = Returns::default();
        (0..once).for_each(|value| returns.count(&[value]));
        (0..again).for_each(|value| returns.count(&[value, value]));
        assert_eq!(returns.decide(), decide, "{once} values named once, {again} again");
    }

    #[test]
    fn years_and_places_decide_unless_many_are_named_once_only() {
        check(0, 0, true);
        check(3, 0, true);
        check(19, 0, true);
        check(20, 0, false);
        check(40, 10, false);
        check(40, 40, true);
    }
}

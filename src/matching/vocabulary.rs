//! What an entry knows: every word, concept, number and place in its phrasings, answer and note. A word of
//! the question that stands nowhere in the entry cannot be explained by it.

use super::analysis::Analysis;
use super::asks::{Asks, DETAILS, TONES};
use super::decisive::{Decisive, Name, Strange};
use super::features;
use super::field::FeatureId;
use super::index::{Close, Index};
use super::places::Place;
use super::terms::Named;

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
    /// The kinds of words by which its phrasings ask, and of those in what it tells.
    asks: Asks,
    tells: Asks,
    /// How many words it tells, in all languages.
    told: usize,
    /// The concepts that stand for those to whom it says that something is given.
    recipients: Vec<u32>,
    /// The concepts by which its phrasings say where something is.
    located: Vec<u32>,
}

/// Whether the years, places and numbers of sessions that phrasings name are what entries are about, or only examples.
///
/// "What did they sign in Japan" asks for something else than the same on Spain. But where an assistant books flights,
/// each phrasing names another city, and a question may name yet another. The knowledge base shows which it is: what an
/// entry is about returns in its phrasings, an example does not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Examples {
    pub(super) years: Returns,
    pub(super) places: Returns,
    pub(super) ordinals: Returns,
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

/// What tells so many words tells what there is to tell; fewer may be a link.
const TELLS_MUCH: usize = 12;

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

    /// Whether any entry has the word, its stem, or a concept that it names.
    pub(super) const fn is_known(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Looks the word up in the entries under a close look.
    pub(super) fn found(&self, index: &Index, close: &Close) -> Found {
        // What says nothing is explained by every entry.
        if self.information == 0.0 {
            return Found { text: close.all(), whole: close.all(), grams: Vec::new(), all_grams: 0 };
        }
        let having = |feature: &FeatureId| index.having(close, *feature);
        let whole = self.whole.iter().map(having).fold(0, |all, one| all | one);
        // Below a half, what is shared is chance; and what all have needs no parts.
        let in_parts = self.grams.len() * 2 > self.all_grams && whole != close.all();
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

    /// Adds the kinds of words that stand in one of its texts, which has so many words.
    pub(super) fn learn_asks(&mut self, role: Role, asks: Asks, words: usize) {
        match role {
            Role::Phrasing => self.asks |= asks,
            Role::Body => {
                self.tells |= asks;
                self.told += words;
            }
        }
    }

    /// Adds those to whom something is given.
    pub(super) fn learn_recipients(&mut self, recipients: Vec<u32>) {
        self.recipients.extend(recipients);
    }

    /// Adds where one of its phrasings says that something is.
    pub(super) fn learn_located(&mut self, located: Vec<u32>) {
        self.located.extend(located);
    }

    /// Orders what was learned, for looking up. Tells in `examples` how its phrasings name years, places and
    /// sessions.
    pub(super) fn finish(&mut self, examples: &mut Examples) {
        self.years.sort_unstable();
        self.years.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        self.recipients.sort_unstable();
        self.recipients.dedup();
        self.located.sort_unstable();
        self.located.dedup();
        self.asked_ordinals.sort_unstable();
        examples.ordinals.count(&self.asked_ordinals);
        self.asked_ordinals.dedup();
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
    pub(super) fn is_asked_for(&self, question: &Decisive) -> bool {
        question.years.iter().any(|(_, year)| self.asked_years.binary_search(year).is_ok())
            || question.places.iter().any(|(_, place)| self.asked_places.binary_search(place).is_ok())
    }

    /// What in a question decides against the entry, which stands at `place` among those under a close look, because the
    /// entry does not know it.
    pub(super) fn strange(
        &self,
        place: usize,
        question: &Decisive,
        looked_up: &LookedUp,
        examples: Examples,
    ) -> Strange {
        let lacks = |having: u32| having >> place & 1 == 0;
        let is_strange = |name: &&Name| {
            lacks(looked_up.concepts[name.number])
                && looked_up.words[name.start..name.end].iter().any(|word| lacks(word.whole))
        };
        let names =
            |common: bool| question.names.iter().filter(move |name| name.is_common() == common).filter(is_strange);
        // An entry that counts none may tell of the one that is asked for.
        let other = |ordinal: &u16| !self.ordinals.is_empty() && !self.ordinals.contains(ordinal);
        let mut ordinals = question.ordinals.iter().filter(|_| examples.ordinals.decide());
        let mut years = question.years.iter().filter(|_| examples.years.decide());
        let mut places = question.places.iter().filter(|_| examples.places.decide());
        Strange {
            ordinal: token_of(ordinals.find(|(_, ordinal)| other(ordinal))),
            asks: question.asks & TONES & !self.asks,
            details: if self.told < TELLS_MUCH { 0 } else { question.asks & DETAILS & !(self.asks | self.tells) },
            recipient: is_reversed(&self.recipients, question.recipients, &question.named),
            elsewhere: is_reversed(&self.located, &question.located, &question.partners),
            year: token_of(years.find(|(_, year)| self.years.binary_search(year).is_err())),
            number: question.numbers.iter().find(|at| lacks(looked_up.words[**at].text)).copied(),
            place: token_of(places.find(|(_, place)| self.places.binary_search(place).is_err())),
            partner: names(true).next().map(|name| name.start),
            name: names(false).next().map(|name| name.start),
            name_information: names(false).map(|name| name.information).fold(0.0, f32::max),
            nobody: question.nobody,
        }
    }
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
    fn values_decide_unless_many_are_named_once_only() {
        check(0, 0, true);
        check(3, 0, true);
        check(19, 0, true);
        check(20, 0, false);
        check(40, 10, false);
        check(40, 40, true);
    }
}

//! What an entry knows: every word, concept, number and place in its phrasings, answer and note. A word of
//! the question that stands nowhere in the entry cannot be explained by it.

use rustc_hash::FxHashMap;

use crate::matching::asking::belonging::Belongings;
use crate::matching::asking::heading::Heading;
use crate::matching::asking::kinds::{Asks, TONES};
use crate::matching::text::places::Place;

/// What one entry knows, in all its languages.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Years, ordered.
    pub(crate) years: Vec<u16>,
    /// Places other than the partners', ordered.
    pub(crate) places: Vec<Place>,
    /// Numbers that tell which of several, of a session or of an edition: those that its phrasings name; where they name
    /// none, those that it tells of.
    pub(crate) ordinals: Vec<u16>,
    /// Those that its phrasings name, while it learns.
    asked_ordinals: Vec<u16>,
    /// Years and places that its phrasings name, ordered; once for each phrasing, while it learns.
    pub(crate) asked_years: Vec<u16>,
    pub(crate) asked_places: Vec<Place>,
    /// The kinds of words by which its phrasings ask, and of those in what it tells.
    pub(crate) asks: Asks,
    pub(crate) tells: Asks,
    /// How many phrasings it has, and how many words it tells, in all languages.
    pub(crate) phrasings: usize,
    pub(crate) told: usize,
    /// The concepts that stand for those to whom it says that something is given.
    pub(crate) recipients: Vec<u32>,
    /// The concepts by which its phrasings say where something is; of those, once it is settled, the lands
    /// that all is about and many phrasings name so.
    pub(crate) located: Vec<Telling<u32>>,
    /// From where to where its texts have something heading.
    pub(crate) headings: Vec<Telling<Heading>>,
    /// What it has as somebody's: words, as [`Terms::named`](crate::matching::asking::terms::Terms::named) tells them, with the
    /// concepts whose it is; of that, once it is settled, what its phrasings often have so, with all owners.
    pub(crate) belongings: Vec<Telling<(u64, u32)>>,
}

/// Something that an entry says.
#[derive(Debug)]
pub(crate) struct Telling<T> {
    pub(crate) what: T,
    /// How many of its phrasings say so; none where only what it tells does.
    pub(crate) asked: u32,
}

/// Counts what one of an entry's texts says.
fn count<T: PartialEq>(known: &mut Vec<Telling<T>>, role: Role, told: impl IntoIterator<Item = T>) {
    let asked = u32::from(role == Role::Phrasing);
    for what in told {
        match known.iter_mut().find(|known| known.what == what) {
            Some(known) => known.asked += asked,
            None => known.push(Telling { what, asked }),
        }
    }
}

/// Whether the years, places and numbers of sessions that phrasings name are what entries are about, or only examples.
///
/// "What did they sign in Japan" asks for something else than the same on Spain. But where an assistant books flights,
/// each phrasing names another city, and a question may name yet another. The knowledge base shows which it is: what an
/// entry is about returns in its phrasings, an example does not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Examples {
    pub(crate) years: Returns,
    pub(crate) places: Returns,
    pub(crate) ordinals: Returns,
    asks: Share,
    /// The kinds of words that decide whether an entry may be the one that is asked for.
    pub(crate) tones: Asks,
    /// By each concept, the phrasings of how many entries say where something is.
    located: FxHashMap<u32, u32>,
}

/// By which kinds of words how many entries ask.
#[derive(Debug, Clone, Copy)]
struct Share {
    entries: u32,
    /// Of each kind, by its bit.
    asking: [u32; Asks::BITS as usize],
}

impl Default for Share {
    fn default() -> Share {
        Share { entries: 0, asking: [0; Asks::BITS as usize] }
    }
}

impl Share {
    /// Counts an entry whose phrasings ask by these kinds.
    fn count(&mut self, asks: Asks) {
        self.entries += 1;
        for (bit, asking) in self.asking.iter_mut().enumerate() {
            *asking += u32::from(asks >> bit & 1 == 1);
        }
    }

    /// The kinds that set an entry apart. Where every fifth entry asks why something does not work, as those of a help desk
    /// do, asking so is but a way to ask.
    fn telling(&self) -> Asks {
        let is_telling = |asking: u32| asking < FEW || asking * 5 < self.entries;
        let telling = self.asking.iter().enumerate().filter(|(_, asking)| is_telling(**asking));
        telling.fold(0, |all, (bit, _)| all | 1 << bit)
    }
}

impl Examples {
    /// All entries are counted.
    pub(crate) fn finish(&mut self) {
        self.tones = TONES & self.asks.telling();
    }

    /// Whether a concept is where something can be, as a partner is: one of the places that are named most.
    pub(crate) fn is_land(&self, concept: u32) -> bool {
        self.is_where(concept, LANDS)
    }

    /// Whether a concept is where something is in one of so many entries, and in more than one.
    fn is_where(&self, concept: u32, one_of: u32) -> bool {
        self.located.get(&concept).is_some_and(|entries| *entries > 1 && entries * one_of >= self.asks.entries)
    }
}

/// How often values return in the phrasings of the entry that names them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Returns {
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
    pub(crate) fn decide(self) -> bool {
        self.once < PROOF || self.again >= self.once
    }
}

/// What so many phrasings of an entry have as somebody's they have so by no chance.
pub(crate) const OFTEN: u32 = 3;
/// Where something is in one of so many entries or more, it is a land.
const LANDS: u32 = 30;
/// In one of so many, it is one of the lands that all is about.
const PARTNERS: u32 = 8;

/// So few entries may ask alike by chance.
const FEW: u32 = 6;

/// So many values that do not return are no chance.
const PROOF: u32 = 20;

/// What a text is to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// One of its phrasings.
    Phrasing,
    /// What it tells: answer, note, events.
    Body,
}

impl Vocabulary {
    /// Adds a year that the entry is about, such as that of its date.
    pub(crate) fn learn_year(&mut self, year: Option<u16>) {
        self.years.extend(year);
    }

    /// Adds the years and places that one of its texts names.
    pub(crate) fn learn(&mut self, role: Role, mut years: Vec<u16>, mut places: Vec<Place>) {
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
    pub(crate) fn learn_ordinals(&mut self, role: Role, ordinals: impl Iterator<Item = u16>) {
        match role {
            Role::Phrasing => self.asked_ordinals.extend(ordinals),
            Role::Body => self.ordinals.extend(ordinals),
        }
    }

    /// Adds the kinds of words that stand in one of its texts, which has so many words.
    pub(crate) fn learn_asks(&mut self, role: Role, asks: Asks, words: usize) {
        match role {
            Role::Phrasing => {
                self.asks |= asks;
                self.phrasings += 1;
            }
            Role::Body => {
                self.tells |= asks;
                self.told += words;
            }
        }
    }

    /// Adds those to whom something is given.
    pub(crate) fn learn_recipients(&mut self, recipients: Vec<u32>) {
        self.recipients.extend(recipients);
    }

    /// Adds where one of its phrasings says that something is.
    pub(crate) fn learn_located(&mut self, located: impl Iterator<Item = u32>) {
        count(&mut self.located, Role::Phrasing, located);
    }

    /// Adds from where to where one of its texts has something heading.
    pub(crate) fn learn_headings(&mut self, role: Role, headings: impl Iterator<Item = Heading>) {
        count(&mut self.headings, role, headings);
    }

    /// Adds what is somebody's in one of its texts.
    pub(crate) fn learn_belongings(&mut self, role: Role, belongings: Belongings) {
        count(&mut self.belongings, role, belongings);
    }

    /// Orders what was learned, for looking up. Tells in `examples` how its phrasings name years, places and
    /// sessions.
    pub(crate) fn finish(&mut self, examples: &mut Examples) {
        self.years.sort_unstable();
        self.years.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        self.recipients.sort_unstable();
        self.recipients.dedup();
        for own in &self.located {
            *examples.located.entry(own.what).or_default() += 1;
        }
        self.asked_ordinals.sort_unstable();
        examples.asks.count(self.asks);
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

    /// Keeps of what it has as somebody's what its phrasings often have as a land's, with all lands whose it is anywhere in it.
    /// All entries are finished by then, which tells what lands are.
    pub(crate) fn settle(&mut self, examples: &Examples) {
        self.belongings.retain(|own| examples.is_land(own.what.1));
        let often: Vec<u64> = self.belongings.iter().filter(|own| own.asked >= OFTEN).map(|own| own.what.0).collect();
        self.belongings.retain(|own| often.contains(&own.what.0));
        self.belongings.shrink_to_fit();
        let is_land = |concept: u32| examples.is_land(concept);
        self.located.retain(|own| own.asked >= OFTEN && examples.is_where(own.what, PARTNERS));
        self.located.shrink_to_fit();
        self.headings.retain(|own| own.what.0.is_none_or(is_land) && is_land(own.what.1));
        self.headings.shrink_to_fit();
    }
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

    #[test]
    fn a_way_to_ask_decides_unless_every_fifth_entry_asks_so() {
        let share = |asking: u32, entries: u32| {
            let mut share = Share::default();
            (0..entries).for_each(|entry| share.count(Asks::from(entry < asking)));
            share.telling() & 1 == 1
        };
        assert!(share(0, 3) && share(2, 3) && share(5, 10) && share(15, 100));
        assert!(!share(6, 10) && !share(20, 100));
    }
}

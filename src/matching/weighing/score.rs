//! The evidence for an entry, and how likely it makes the entry the right one.

use super::decisive::{COMMON, SUBJECT};
use super::denial::Denied;
use super::refusals::Refused;
use super::sought::{LookedUp, Sought};
use super::strange::Strange;
use super::sure;
use crate::matching::asking::kinds::DECISIVE;

/// What speaks for an entry being the one that a question asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Evidence {
    /// How like the question is to the entry's phrasings taken together, 0 to 1.
    pub(crate) asked: f32,
    /// How it speaks for the entry by what was learned of all entries, where something was: about 1 for the entry's own
    /// phrasings, -1 for those of others.
    pub(crate) learned: Option<f32>,
    /// How like its words are to those of the nearest phrasing, 0 to 1.
    pub(crate) nearest: f32,
    /// How like it is to what the entry tells, 0 to 1.
    pub(crate) told: f32,
    /// How near what it means is to what the phrasings mean taken together, 0 to 1.
    pub(crate) meant: f32,
    /// The same for the phrasing that means most nearly the same.
    pub(crate) meant_nearest: f32,
    /// The same for what the entry tells.
    pub(crate) meant_told: f32,
    /// How much of the question's information the entry explains, 0 to 1.
    pub(crate) coverage: f32,
    /// How much of the question's information no entry explains, as far as this one does not do so by its letters.
    pub(crate) unknown: f32,
    /// How much information the question holds, in units of the rarest word's.
    pub(crate) information: f32,
    /// How like the question is to those that no entry may answer.
    pub(crate) refused: Refused,
    pub(crate) extent: Extent,
    /// Whether the question names something that the terms list, or no terms are listed.
    pub(crate) on_topic: bool,
    /// Whether the question names a year or a place that the entry's phrasings name, too.
    pub(crate) asked_for: bool,
    /// Decisive words that the entry does not know.
    pub(crate) strange: Strange,
    /// What the questions that the entry must not answer say of it.
    pub(crate) denied: Denied,
}

/// How much a question says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) enum Extent {
    /// More than one word says something.
    #[default]
    Several,
    /// One word at most says something beside the partners' names.
    OneTelling,
    /// It is a single word.
    SingleWord,
}

/// How far what decides counts, in log-odds.
///
/// A conditional logit (McFadden 1974): each question chooses among the entries found for it and "none of them". What
/// ranks entries ([`Ranking`]) was fitted by maximum likelihood, together on public sets of questions to
/// assistants and banks, on examples held out of the knowledge base under test, and on questions that were written for
/// the shipped knowledge base by hands that had not seen its phrasings. What decides whether any entry is right was
/// fitted on the latter, and on questions that no entry answers ([`Nothing`]).
///
/// Where a country, a partner, a year, the number of a session, what did not come about, who gave what, what is where or a
/// `not` decides, the weight is no estimate but a rule: nothing else can make up for it. Rules, too: whoever asks by a
/// phrasing gets its entry, and by a listed question none; and a single word is no question, so whoever types a name alone
/// is shown what there is to ask.
struct Weights {
    year: f32,
    ordinal: f32,
    number: f32,
    place: f32,
    partner: f32,
    person: f32,
    name: f32,
    thing: f32,
    nobody: f32,
    recipient: f32,
    elsewhere: f32,
    asks: f32,
    asks_decisively: f32,
    details: f32,
    ways: f32,
    denied: f32,
    denied_nearer: f32,
    denied_told: f32,
    same: f32,
}

const WEIGHTS: Weights = Weights {
    year: -20.0,
    ordinal: -20.0,
    number: -1.3,
    place: -20.0,
    partner: -9.0,
    person: -9.0,
    name: -4.5,
    thing: -4.0,
    nobody: -5.0,
    recipient: -8.0,
    elsewhere: -8.0,
    asks: -2.0,
    asks_decisively: -8.0,
    details: -3.0,
    ways: -1.5,
    denied: -20.0,
    denied_nearer: -4.6,
    denied_told: -5.0,
    same: 12.0,
};

/// How far what ranks entries counts.
struct Ranking {
    asked: f32,
    learned: f32,
    nearest: f32,
    both: f32,
    told: f32,
    meant: f32,
    meant_nearest: f32,
    meant_told: f32,
    coverage: f32,
}

/// By likeness, which says how far an entry is a right one at all.
const LIKENESS: Ranking = Ranking {
    asked: 8.7,
    learned: 0.0,
    nearest: 3.6,
    both: 3.9,
    told: 5.0,
    meant: 3.4,
    meant_nearest: 4.2,
    meant_told: 1.2,
    coverage: 5.9,
};

/// By what was learned, which tells entries from each other better: it stands for the likeness to their phrasings taken
/// together. Fitted in the same way, on the public sets and on parts of the shipped knowledge base; where the two differ, the
/// weights lie between.
const LEARNED: Ranking = Ranking {
    asked: 0.0,
    learned: 3.0,
    nearest: 1.9,
    both: 0.0,
    told: 4.0,
    meant: 2.7,
    meant_nearest: 4.35,
    meant_told: 0.7,
    coverage: 3.4,
};

/// How far each piece of evidence counts for "none of them", in log-odds.
struct Nothing {
    any: f32,
    information: f32,
    any_information: f32,
    single_word: f32,
    on_topic: f32,
    asked: f32,
    nearest: f32,
    meant: f32,
    refused: f32,
}

/// Where no question is known that must stay unanswered.
const NOTHING: Nothing = Nothing {
    any: 5.4,
    information: -4.2,
    any_information: 3.0,
    single_word: 2.0,
    on_topic: 0.0,
    asked: 5.8,
    nearest: 5.0,
    meant: 7.2,
    refused: 0.0,
};
/// Where [`MANY_LISTED`] such questions or more show what people ask besides. Fitted on questions next to the subject and on
/// everyday ones, to assistants and banks, of which people ask many more than moderators can list.
const LISTED: Nothing = Nothing {
    any: 4.5,
    information: -3.8,
    any_information: 1.5,
    single_word: 2.1,
    on_topic: -1.6,
    asked: 6.5,
    nearest: 8.1,
    meant: 2.7,
    refused: 19.9,
};
const MANY_LISTED: f32 = 200.0;

/// The weights were fitted one group after the other, and together they are more telling than each group knew: on questions
/// that were not used to fit them, scores were too near to the middle.
const SHARPNESS: f64 = 1.08;

/// What is withheld from an entry because something rules it out, another entry may answer; so much of it goes to "none of
/// them".
const UNANSWERED: f64 = 0.5;
/// The same where the best entry is asked for by the very year or place that may rule the others out.
const UNANSWERED_IF_ASKED_FOR: f64 = 0.05;

/// How much the words that no entry knows weigh beside the others, squared; and where those do nothing but name a subject, so
/// that the unknown ones are what is asked.
const UNKNOWN: f32 = 1.0;
const UNKNOWN_ASKED: f32 = 2.0;

/// From this similarity on, two questions have the same words.
const SAME_WORDS: f32 = 0.98;
/// Beyond so much information a question being longer says nothing more.
const MUCH_INFORMATION: f32 = 4.0;
/// A phrasing more like a question than this speaks for its entry alone.
const MUCH_ALIKE: f32 = 0.6;
/// From so much information on, a question asks for something: a single telling word has it.
const ANY_INFORMATION: f32 = 1.2;

/// From so much likeness to its phrasings taken together on, a word is one by which an entry is asked for, and not one that
/// stands in some of them besides.
const ASKED_FOR: f32 = 0.2;

impl Evidence {
    /// How well the entry fits: its log-odds against any other, up to a constant.
    pub(crate) fn fit(&self) -> f32 {
        self.ranked(&LIKENESS) + self.decided()
    }

    /// The same by what was learned, which says less of whether any entry fits; none where nothing was learned.
    fn learned_fit(&self) -> Option<f32> {
        self.learned.map(|_| self.ranked(&LEARNED) + self.decided())
    }

    /// What ranks the entry.
    fn ranked(&self, weights: &Ranking) -> f32 {
        weights.asked * self.asked
            + weights.learned * self.learned.unwrap_or_default()
            + weights.nearest * self.nearest
            + weights.both * libm::sqrtf(self.asked * self.nearest)
            + weights.told * self.told
            + weights.meant * self.meant
            + weights.meant_nearest * self.meant_nearest
            + weights.meant_told * self.meant_told
            + weights.coverage * self.coverage
    }

    /// What decides against the entry, or for it.
    fn decided(&self) -> f32 {
        let decisive = [
            (self.strange.number.is_some(), WEIGHTS.number),
            (self.strange.person.is_some(), WEIGHTS.person),
            (self.strange.asks != 0, WEIGHTS.asks),
            (self.strange.ways != 0, WEIGHTS.ways),
            (self.denied.same, WEIGHTS.denied),
            (self.nearest > SAME_WORDS, WEIGHTS.same),
        ];
        WEIGHTS.name * self.strange.name_information
            + WEIGHTS.thing * (self.strange.thing_information - SUBJECT).max(0.0)
            + WEIGHTS.denied_nearer * self.denied.nearer
            + sum_of(&decisive)
            + self.ruled_out()
    }

    /// Whether a rule speaks against the entry, or against any answer at all.
    pub(crate) fn breaks_a_rule(&self) -> bool {
        let Strange { year, ordinal, place, partner, person, recipient, elsewhere, asks, .. } = self.strange;
        let same = self.denied.same || self.is_refused();
        let other = [year, ordinal, place, partner, person].into_iter().flatten().next().is_some();
        same || other || recipient || elsewhere || asks & DECISIVE != 0
    }

    /// Whether the question is a telling word alone, by which the entry is asked for.
    pub(crate) fn is_named(&self) -> bool {
        let is_telling = self.information >= COMMON && self.coverage >= 1.0;
        self.extent == Extent::SingleWord && is_telling && self.asked >= ASKED_FOR && !self.breaks_a_rule()
    }

    /// Whether the question is one that no entry may answer, word for word.
    fn is_refused(&self) -> bool {
        self.refused.likeness > SAME_WORDS && self.nearest <= SAME_WORDS
    }

    /// What rules the entry out, however well it would fit otherwise.
    fn ruled_out(&self) -> f32 {
        let decisive = [
            (self.strange.year.is_some(), WEIGHTS.year),
            (self.strange.ordinal.is_some(), WEIGHTS.ordinal),
            (self.strange.place.is_some(), WEIGHTS.place),
            (self.strange.partner.is_some(), WEIGHTS.partner),
            (self.strange.nobody.is_some(), WEIGHTS.nobody),
            (self.strange.recipient, WEIGHTS.recipient),
            (self.strange.elsewhere, WEIGHTS.elsewhere),
            (self.strange.asks & DECISIVE != 0, WEIGHTS.asks_decisively),
            (self.strange.details != 0, WEIGHTS.details),
        ];
        WEIGHTS.denied_told * self.denied.told + sum_of(&decisive)
    }
}

/// The weights of what holds.
fn sum_of(pieces: &[(bool, f32)]) -> f32 {
    pieces.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}

/// How well "none of them" fits. What all candidates have in common tells nothing of any of them: a question that is
/// half like many entries is the likelier to be none of theirs, and the more so the shorter it is.
pub(crate) fn none_fits<'a>(candidates: impl Iterator<Item = &'a Evidence>) -> f32 {
    let most = candidates.fold(Evidence::default(), |most, one| Evidence {
        asked: most.asked.max(one.asked),
        nearest: most.nearest.max(one.nearest),
        meant: most.meant.max(one.meant),
        ..*one
    });
    let listed = (most.refused.listed as f32 / MANY_LISTED).min(1.0);
    // Whoever asks what must stay unanswered, word for word, gets no answer.
    let same = most.is_refused();
    let fits = listed * LISTED.fits(&most) + (1.0 - listed) * NOTHING.fits(&most);
    if same { fits + WEIGHTS.same } else { fits }
}

impl Nothing {
    /// How well it fits, given the most that there is of each piece of evidence.
    fn fits(&self, most: &Evidence) -> f32 {
        // A word that stands in some phrasings besides asks for as little among others that say nothing.
        let single_word = match most.extent {
            Extent::Several => false,
            Extent::OneTelling => most.asked < ASKED_FOR,
            Extent::SingleWord => true,
        };
        self.any
            + self.information * (most.information.min(MUCH_INFORMATION) / MUCH_INFORMATION)
            + self.any_information * (most.information.min(ANY_INFORMATION) / ANY_INFORMATION)
            + if single_word { self.single_word } else { 0.0 }
            + if most.on_topic { self.on_topic } else { 0.0 }
            + self.asked * most.asked
            + self.nearest * most.nearest.min(MUCH_ALIKE)
            + self.meant * most.meant
            // Said again, with a slip, a phrasing is no question that must stay unanswered, however like it is to one.
            + self.refused * most.refused.likeness * libm::sqrtf((1.0 - most.nearest).max(0.0))
    }
}

/// How likely each entry is the right one, given the evidence for all of them and how well none fits; what is left to 1
/// is the likelihood that none is.
pub(crate) fn probabilities(evidence: &[Evidence], none: f32) -> Vec<f64> {
    let fits: Vec<f64> = evidence.iter().map(|one| SHARPNESS * f64::from(one.fit())).collect();
    let none = SHARPNESS * f64::from(none);
    // Taking the greatest out first keeps the exponentials in range.
    let greatest = fits.iter().copied().fold(none, f64::max);
    let odds_of = |fit: f64| libm::exp(fit - greatest);
    let odds: Vec<f64> = fits.iter().map(|fit| odds_of(*fit)).collect();
    let would_fit = |one: &Evidence, fit: f64| fit - SHARPNESS * f64::from(one.ruled_out());
    let withheld: f64 =
        evidence.iter().zip(&fits).map(|(one, fit)| odds_of(would_fit(one, *fit)) - odds_of(*fit)).sum();
    let best = evidence.iter().zip(&fits).max_by(|a, b| a.1.total_cmp(b.1));
    let asked_for = best.is_some_and(|(best, _)| best.asked_for);
    let unanswered = if asked_for { UNANSWERED_IF_ASKED_FOR } else { UNANSWERED };
    let all: f64 = odds.iter().sum::<f64>() + odds_of(none) + unanswered * withheld;
    let any = odds.iter().sum::<f64>() / all;
    match evidence.iter().map(Evidence::learned_fit).collect::<Option<Vec<f32>>>() {
        Some(learned) => sure::likelihoods(&learned, any),
        None => odds.into_iter().map(|odds| odds / all).collect(),
    }
}

impl Evidence {
    /// Takes from the likeness to phrasings what words that no entry knows would take, if vectors had them: by so much the
    /// question is less like any phrasing than its known words are.
    pub(crate) fn count_unknown(&mut self, of_subject_alone: bool) {
        let known = self.information - self.unknown;
        if self.unknown > 0.0 && known > 0.0 {
            let ratio = self.unknown / known;
            let weight = if of_subject_alone { UNKNOWN_ASKED } else { UNKNOWN };
            let share = 1.0 / libm::sqrtf(1.0 + weight * ratio * ratio);
            self.asked *= share;
            self.nearest *= share;
        }
    }

    /// Weighs the words of a question: how many the entry at `place` among those under a close look explains.
    pub(crate) fn weigh(&mut self, place: usize, question: &Sought, looked_up: &LookedUp) {
        let mut explained = 0.0;
        for (word, found) in question.words.iter().zip(&looked_up.words).filter(|(word, _)| word.information > 0.0) {
            let share = looked_up.explained(found, place).share();
            self.information += word.information;
            explained += word.information * share;
            if word.is_unheard_of() {
                self.unknown += word.information * (1.0 - share);
            }
        }
        // A question of nothing but fillers asks for nothing that an entry could explain.
        self.coverage = if self.information > 0.0 { explained / self.information } else { 0.0 };
    }
}

//! The evidence for an entry, and how likely it makes the entry the right one.

use super::analysis::Analysis;
use super::features;
use super::index::Index;
use super::vocabulary::{Sought, Strange};
use super::words::Script;

/// What speaks for an entry being the one that a question asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// How like the question is to the entry's phrasings taken together, 0 to 1.
    pub(super) asked: f32,
    /// How like its words are to those of the nearest phrasing, 0 to 1.
    pub(super) nearest: f32,
    /// How like it is to what the entry tells, 0 to 1.
    pub(super) told: f32,
    /// How near what it means is to what the phrasings mean taken together, 0 to 1.
    pub(super) meant: f32,
    /// The same for the phrasing that means most nearly the same.
    pub(super) meant_nearest: f32,
    /// The same for what the entry tells.
    pub(super) meant_told: f32,
    /// How much of the question's information the entry explains, 0 to 1.
    pub(super) coverage: f32,
    /// How much information the question holds, in units of the rarest word's.
    pub(super) information: f32,
    /// Whether the question is a single word.
    pub(super) single_word: bool,
    /// Decisive words that the entry does not know.
    pub(super) strange: Strange,
    /// Whether the question is one that the entry must not answer.
    pub(super) denied: bool,
}

/// How far each piece of evidence counts, in log-odds.
///
/// A conditional logit (McFadden 1974): each question chooses among the entries found for it and "none of them". What
/// ranks entries (`asked` to `coverage`) was fitted by maximum likelihood, together on public sets of questions to
/// assistants and banks, on examples held out of the knowledge base under test, and on questions that were written for
/// the shipped knowledge base by hands that had not seen its phrasings. What decides whether any entry is right was
/// fitted on the latter, and on questions that no entry answers. Where a country, a year or a `not` decides, the weight
/// is no estimate but a rule: nothing else can make up for it. That a single word is no question is a rule, too: whoever
/// types a name alone is shown what there is to ask.
struct Weights {
    asked: f32,
    nearest: f32,
    both: f32,
    told: f32,
    meant: f32,
    meant_nearest: f32,
    meant_told: f32,
    meant_asked: f32,
    coverage: f32,
    year: f32,
    number: f32,
    place: f32,
    name: f32,
    nobody: f32,
    asks: f32,
    denied: f32,
    none: f32,
    none_information: f32,
    none_any_information: f32,
    none_asked: f32,
    none_nearest: f32,
    none_meant: f32,
    none_single_word: f32,
}

const WEIGHTS: Weights = Weights {
    asked: 5.9,
    nearest: 0.7,
    both: 2.2,
    told: 4.8,
    meant: 3.8,
    meant_nearest: 3.9,
    meant_told: 0.4,
    meant_asked: 3.0,
    coverage: 4.4,
    year: -20.0,
    number: -2.6,
    place: -20.0,
    name: -3.7,
    nobody: -3.2,
    asks: -4.0,
    denied: -20.0,
    none: 4.8,
    none_information: -3.2,
    none_any_information: 2.8,
    none_asked: 4.4,
    none_nearest: 2.0,
    none_meant: 6.5,
    none_single_word: 2.0,
};

/// Beyond so much information a question being longer says nothing more.
const MUCH_INFORMATION: f32 = 4.0;
/// From so much information on, a question asks for something: a single telling word has it.
const ANY_INFORMATION: f32 = 1.2;

impl Evidence {
    /// How well the entry fits: its log-odds against any other, up to a constant.
    pub(super) fn fit(&self) -> f32 {
        let decisive = [
            (self.strange.year.is_some(), WEIGHTS.year),
            (self.strange.number.is_some(), WEIGHTS.number),
            (self.strange.place.is_some(), WEIGHTS.place),
            (self.strange.nobody.is_some(), WEIGHTS.nobody),
            (self.strange.asks, WEIGHTS.asks),
            (self.denied, WEIGHTS.denied),
        ];
        let decisive: f32 = decisive.into_iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
        WEIGHTS.asked * self.asked
            + WEIGHTS.nearest * self.nearest
            + WEIGHTS.both * libm::sqrtf(self.asked * self.nearest)
            + WEIGHTS.told * self.told
            + WEIGHTS.meant * self.meant
            + WEIGHTS.meant_nearest * self.meant_nearest
            + WEIGHTS.meant_told * self.meant_told
            + WEIGHTS.meant_asked * libm::sqrtf(self.meant * self.asked)
            + WEIGHTS.coverage * self.coverage
            + WEIGHTS.name * self.strange.name_information
            + decisive
    }
}

/// How well "none of them" fits. What all candidates have in common tells nothing of any of them: a question that is
/// half like many entries is the likelier to be none of theirs, and the more so the shorter it is.
fn none_fits(evidence: &[Evidence]) -> f32 {
    let greatest = |part: fn(&Evidence) -> f32| evidence.iter().map(part).fold(0.0, f32::max);
    let information = evidence.first().map_or(0.0, |one| one.information);
    WEIGHTS.none
        + WEIGHTS.none_information * (information.min(MUCH_INFORMATION) / MUCH_INFORMATION)
        + WEIGHTS.none_any_information * (information.min(ANY_INFORMATION) / ANY_INFORMATION)
        + if evidence.first().is_some_and(|one| one.single_word) { WEIGHTS.none_single_word } else { 0.0 }
        + WEIGHTS.none_asked * greatest(|one| one.asked)
        + WEIGHTS.none_nearest * greatest(|one| one.nearest)
        + WEIGHTS.none_meant * greatest(|one| one.meant)
}

/// How likely each entry is the right one, given the evidence for all of them; what is left to 1 is the
/// likelihood that none is.
pub(super) fn probabilities(evidence: &[Evidence]) -> Vec<f64> {
    let fits: Vec<f64> = evidence.iter().map(|one| f64::from(one.fit())).collect();
    let none = f64::from(none_fits(evidence));
    // Taking the greatest out first keeps the exponentials in range.
    let greatest = fits.iter().copied().fold(none, f64::max);
    let odds: Vec<f64> = fits.iter().map(|fit| libm::exp(fit - greatest)).collect();
    let all: f64 = odds.iter().sum::<f64>() + libm::exp(none - greatest);
    odds.into_iter().map(|odds| odds / all).collect()
}

impl Evidence {
    /// Weighs the words of a question: how many an entry explains, and which it does not.
    pub(super) fn weigh(&mut self, index: &Index, entry: usize, question: &[Sought]) {
        self.single_word = question.len() < 2;
        let mut explained = 0.0;
        for word in question.iter().filter(|word| word.information > 0.0) {
            let share = word.explained(index, entry).share();
            self.information += word.information;
            explained += word.information * share;
        }
        // A question of nothing but fillers asks for nothing that an entry could explain.
        self.coverage = if self.information > 0.0 { explained / self.information } else { 0.0 };
    }
}

/// The words of a question, as entries are searched for them.
pub(super) fn sought(index: &Index, question: &Analysis) -> Vec<Sought> {
    let word = |at| Sought::new(index, question, at, information(index, question, at));
    (0..question.tokens.len()).map(word).collect()
}

/// How much information a short word holds that no entry has.
const SHORT_UNKNOWN: f32 = 0.3;

/// How much information a word of the question holds: 1 for the rarest, 0 for fillers.
fn information(index: &Index, question: &Analysis, at: usize) -> f32 {
    let token = &question.tokens[at];
    if token.filler {
        return 0.0;
    }
    let [stem, text] = [&token.stem, &token.text].map(|text| features::word(text));
    // Two or three letters that nobody uses are a slip or slang far more often than what is asked for.
    if token.script == Script::Latin && token.text.len() < 4 && index.feature(stem).is_none() {
        return SHORT_UNKNOWN;
    }
    index.idf(stem).min(index.idf(text)) / index.rarest()
}

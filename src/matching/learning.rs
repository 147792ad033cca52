//! Learns which features tell the phrasings of entries apart: multinomial logistic regression (Bishop, "Pattern
//! Recognition and Machine Learning", 2006, section 4.3.4), fitted when a knowledge base is loaded.
//!
//! The sum of an entry's phrasings says what is typical of it; what is learned here says what sets it apart from the
//! others, and speaks against an entry, too. It is learned where the weight of every feature for every view fits memory
//! and takes no long time; a larger base gets by with the sums.

use super::field::{FeatureId, Vector};
use super::meanings::{DIMENSIONS, Meaning};

/// The most weights. They take 128 MiB while they are learned, and a quarter of that afterwards.
const MOST_WEIGHTS: usize = 1 << 25;
/// The most pairs of a phrasing and a view, all of which are compared in every round.
const MOST_PAIRS: usize = 6_000_000;
/// How often all phrasings are gone through.
const ROUNDS: usize = 4;
/// How far a phrasing moves the weights in the first round; less by the same amount in each that follows.
const PACE: f32 = 4.0;
/// What is so likely is learned.
const CERTAIN: f32 = 0.99;
/// What is so unlikely needs no move.
const UNLIKELY: f32 = 3e-3;
/// How many phrasings say what log-odds are usual.
const MEASURED: usize = 512;
/// How far what a text means counts beside its features, whose length is 1.
const MEANING: f32 = 0.5;

/// A phrasing: the number of its view, its features, and what it means.
pub(super) type Example = (usize, Vector, Meaning);

/// Tells views apart by what was learned from their phrasings.
#[derive(Debug)]
pub(super) struct Classifier {
    rows: Rows,
    /// What each row says for each view, as a share of the row's scale.
    weights: Vec<i8>,
    /// What the greatest share stands for in each row, in log-odds.
    scales: Vec<f32>,
    /// The log-odds for its own view that a phrasing has on average.
    usual: f32,
}

/// What was learned says of a text.
#[derive(Debug)]
pub(super) struct Learned {
    /// How it speaks for each view: log-odds, up to a constant.
    pub(super) log_odds: Vec<f32>,
    /// Those that a phrasing has for its own view on average.
    pub(super) usual: f32,
}

/// The rows of a table: one for each feature that tells something, then one for each dimension of meaning.
#[derive(Debug)]
struct Rows {
    views: usize,
    of_features: Vec<Option<u32>>,
    meanings: usize,
}

impl Rows {
    /// A row for every feature that at least two phrasings have: one alone teaches nothing of others.
    fn new(examples: &[Example], views: usize, features: usize) -> Rows {
        let mut uses = vec![0u32; features];
        examples.iter().flat_map(|(_, vector, _)| vector).for_each(|(feature, _)| uses[*feature as usize] += 1);
        let mut next = 0..;
        let of_features = uses.into_iter().map(|uses| if uses > 1 { next.next() } else { None }).collect();
        Rows { views, of_features, meanings: next.start as usize }
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.meanings + DIMENSIONS
    }

    /// Those that a text has, each as its number and how far it counts.
    fn of<'a>(&'a self, vector: &'a Vector, meaning: &'a Meaning) -> impl Iterator<Item = (usize, f32)> + 'a {
        let row = |feature: FeatureId| self.of_features.get(feature as usize).copied().flatten();
        let features = vector.iter().filter_map(move |(feature, weight)| Some((row(*feature)? as usize, *weight)));
        features.chain((self.meanings..).zip(meaning.direction().map(|part| MEANING * part)))
    }

    /// A row's part of a table.
    fn part(&self, row: usize) -> std::ops::Range<usize> {
        row * self.views..(row + 1) * self.views
    }
}

/// Whether there is something to learn, and not too much of it, from so many phrasings of so many views, at most so many of
/// whose features stand in two of them.
pub(super) fn is_worth_it(phrasings: usize, views: usize, features: usize) -> bool {
    views > 1
        && features.saturating_add(DIMENSIONS).saturating_mul(views) <= MOST_WEIGHTS
        && phrasings.saturating_mul(views) <= MOST_PAIRS
}

impl Classifier {
    /// What `examples` teach of so many views, in texts with so many features.
    ///
    /// Stochastic gradient descent: each phrasing in turn makes its own view likelier and the others less likely, by how
    /// far it is from certain. The order is fixed, so that the same base always learns the same.
    pub(super) fn new(examples: &[Example], views: usize, features: usize) -> Classifier {
        let rows = Rows::new(examples, views, features);
        let mut weights = vec![0.0f32; rows.len() * views];
        let mut odds = vec![0.0; views];
        let step = step(examples.len());
        let mut at = 0;
        // Those that were certain in the last round, and are passed over in this one.
        let mut certain = vec![false; examples.len()];
        for round in 0..ROUNDS {
            let pace = PACE * (1.0 - round as f32 / ROUNDS as f32);
            for _ in examples {
                at = (at + step) % examples.len();
                if std::mem::take(&mut certain[at]) {
                    continue;
                }
                let (view, vector, meaning) = &examples[at];
                odds.fill(0.0);
                for (row, weight) in rows.of(vector, meaning) {
                    let row = &weights[rows.part(row)];
                    odds.iter_mut().zip(row).for_each(|(sum, own)| *sum += weight * own);
                }
                likelihoods(&mut odds);
                if odds[*view] > CERTAIN {
                    certain[at] = true;
                    continue;
                }
                odds[*view] -= 1.0;
                let moves: Vec<(usize, f32)> =
                    odds.iter().copied().enumerate().filter(|(_, by)| by.abs() > UNLIKELY).collect();
                for (row, weight) in rows.of(vector, meaning) {
                    let row = &mut weights[rows.part(row)];
                    for (view, by) in &moves {
                        row[*view] -= pace * weight * by;
                    }
                }
            }
        }
        let mut learned = Classifier::rounded(rows, &weights);
        learned.usual = learned.usual_of(examples);
        learned
    }

    /// The log-odds that examples have for their own views, on average over at most [`MEASURED`] of them.
    fn usual_of(&self, examples: &[Example]) -> f32 {
        let every = examples.len().div_ceil(MEASURED).max(1);
        let measured = examples.iter().step_by(every);
        let own = measured.map(|(view, vector, meaning)| self.log_odds(vector, meaning)[*view]);
        own.sum::<f32>() / examples.len().div_ceil(every).max(1) as f32
    }

    /// The same in a quarter of the room.
    fn rounded(rows: Rows, weights: &[f32]) -> Classifier {
        let mut rounded =
            Classifier { weights: Vec::with_capacity(weights.len()), scales: Vec::new(), usual: 0.0, rows };
        for row in weights.chunks(rounded.rows.views) {
            let greatest = row.iter().fold(0.0f32, |greatest, weight| greatest.max(weight.abs()));
            let scale = greatest / f32::from(i8::MAX);
            let share = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            #[expect(clippy::cast_possible_truncation, reason = "a share of the greatest fits")]
            rounded.weights.extend(row.iter().map(|weight| libm::roundf(weight * share) as i8));
            rounded.scales.push(scale);
        }
        rounded
    }

    /// What was learned says of a text.
    pub(super) fn learned(&self, vector: &Vector, meaning: &Meaning) -> Learned {
        Learned { log_odds: self.log_odds(vector, meaning), usual: self.usual }
    }

    /// How a text speaks for each view: log-odds, up to a constant.
    fn log_odds(&self, vector: &Vector, meaning: &Meaning) -> Vec<f32> {
        let mut sums = vec![0.0; self.rows.views];
        for (row, weight) in self.rows.of(vector, meaning) {
            let weight = weight * self.scales[row];
            let row = &self.weights[self.rows.part(row)];
            sums.iter_mut().zip(row).for_each(|(sum, own)| *sum += weight * f32::from(*own));
        }
        sums
    }
}

/// Makes likelihoods of log-odds.
fn likelihoods(odds: &mut [f32]) {
    let greatest = odds.iter().copied().fold(f32::MIN, f32::max);
    for one in &mut *odds {
        *one = libm::expf(*one - greatest);
    }
    let all: f32 = odds.iter().sum();
    for one in odds {
        *one /= all;
    }
}

/// A step that leads to all of so many places, far from each to the next: phrasings of a view stand side by side.
fn step(places: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a number that fits")]
    let golden = (places as f64 * 0.618) as usize;
    (golden.max(1)..=places).find(|step| divisor(*step, places) == 1).unwrap_or(1)
}

/// The greatest common divisor.
fn divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two views that share most of what is said: feature 0 is common, 1 and 2 tell them apart, 3 is a stray.
    fn examples() -> Vec<Example> {
        let phrasing = |view, features: &[(u32, f32)]| (view, features.to_vec(), Meaning::default());
        vec![
            phrasing(0, &[(0, 0.9), (1, 0.4)]),
            phrasing(0, &[(0, 0.9), (1, 0.3), (3, 0.3)]),
            phrasing(1, &[(0, 0.9), (2, 0.4)]),
            phrasing(1, &[(0, 0.9), (2, 0.3)]),
        ]
    }

    fn odds(features: &[(u32, f32)]) -> Vec<f32> {
        Classifier::new(&examples(), 2, 4).log_odds(&features.to_vec(), &Meaning::default())
    }

    #[test]
    fn what_sets_a_view_apart_speaks_for_it_and_against_the_other() {
        let odds_of_first = odds(&[(1, 1.0)]);
        assert!(odds_of_first[0] > 1.0 && odds_of_first[1] < -1.0, "{odds_of_first:?}");
        let odds_of_second = odds(&[(2, 1.0)]);
        assert!(odds_of_second[1] > 1.0 && odds_of_second[0] < -1.0, "{odds_of_second:?}");
    }

    #[test]
    fn what_views_share_says_little() {
        let shared = odds(&[(0, 1.0)]);
        let apart = odds(&[(1, 1.0)]);
        assert!((shared[0] - shared[1]).abs() < 0.3 * (apart[0] - apart[1]), "{shared:?} {apart:?}");
    }

    #[test]
    fn what_one_phrasing_alone_has_teaches_nothing() {
        assert_eq!(odds(&[(3, 1.0)]), [0.0, 0.0]);
        assert_eq!(odds(&[(99, 1.0)]), [0.0, 0.0]);
    }

    #[test]
    fn every_phrasing_has_its_turn() {
        for places in [1, 2, 3, 10, 77, 1000, 9999] {
            let step = step(places);
            let mut seen = vec![false; places];
            (0..places).for_each(|turn| seen[turn * step % places] = true);
            assert!(seen.iter().all(|seen| *seen), "{places} by {step}");
        }
    }

    #[test]
    fn what_is_large_is_not_learned() {
        assert!(is_worth_it(15_000, 150, 25_000));
        assert!(!is_worth_it(10, 1, 100));
        assert!(!is_worth_it(100_000, 10_000, 100_000));
        assert!(!is_worth_it(usize::MAX, usize::MAX, usize::MAX));
    }
}

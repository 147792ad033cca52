//! Learns which features tell the phrasings of entries apart: a linear support vector machine for each view against all
//! others, with squared hinge loss, fitted when a knowledge base is loaded by dual coordinate descent (Hsieh, Chang, Lin,
//! Keerthi, Sundararajan 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM").
//!
//! The sum of an entry's phrasings says what is typical of it; what is learned here says what sets it apart from the
//! others, and speaks against an entry, too. It is learned where the weight of every feature for every view fits memory
//! and takes no long time; a larger base gets by with the sums.

use super::field::{FeatureId, Vector};
use super::meanings::{DIMENSIONS, Meaning};

/// The most weights. They take 128 MiB while they are learned, and a quarter of that afterwards.
const MOST_WEIGHTS: usize = 1 << 25;
/// The most pairs of a phrasing and a view, all of which are compared in some rounds.
const MOST_PAIRS: usize = 6_000_000;
/// How often all phrasings are gone through.
const ROUNDS: usize = 12;
/// In one of so many rounds a phrasing is compared with all views, in the others with those alone that it was near to.
const ALL_EVERY: usize = 4;
/// How far a phrasing on the wrong side counts beside small weights.
const COST: f32 = 1.0;
/// How long the parts of a text are: its words and pairs, its n-grams, what it means, and what all texts have in common.
const WORDS: f32 = 1.0;
const GRAMS: f32 = 0.6;
const MEANING: f32 = 1.0;
const COMMON: f32 = 1.0;

/// A phrasing: the number of its view, its features, and what it means.
pub(crate) type Example = (usize, Vector, Meaning);

/// What is known of features before it is learned what they say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    /// How far each counts in a vector for being rare and of its kind.
    pub(crate) weights: &'a [f32],
    /// The number of the first n-gram, which all n-grams follow.
    pub(crate) first_gram: usize,
}

/// Tells views apart by what was learned from their phrasings.
#[derive(Debug)]
pub(crate) struct Classifier {
    rows: Rows,
    /// What each row says for each view, as a share of the row's scale.
    weights: Vec<i8>,
    /// What the greatest share stands for in each row.
    scales: Vec<f32>,
}

/// The rows of a table: one for each feature that tells something, one for each dimension of meaning, and one that all texts
/// have.
#[derive(Debug)]
struct Rows {
    views: usize,
    of_features: Vec<Option<u32>>,
    /// How far each row's feature counts in a vector, which is taken out again: how telling it is, is learned.
    known: Vec<f32>,
    first_gram: u32,
}

impl Rows {
    /// A row for every feature that at least two phrasings have: one alone teaches nothing of others.
    fn new(examples: &[Example], views: usize, features: Known<'_>) -> Rows {
        let mut uses = vec![0u32; features.weights.len()];
        examples.iter().flat_map(|(_, vector, _)| vector).for_each(|(feature, _)| uses[*feature as usize] += 1);
        let mut next = 0..;
        let of_features: Vec<Option<u32>> =
            uses.into_iter().map(|uses| if uses > 1 { next.next() } else { None }).collect();
        let known = of_features.iter().zip(features.weights).filter_map(|(row, weight)| row.map(|_| *weight)).collect();
        let first_gram = of_features.iter().skip(features.first_gram).find_map(|row| *row).unwrap_or(next.start);
        Rows { views, of_features, known, first_gram }
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.known.len() + DIMENSIONS + 1
    }

    /// Those that a text's features have, and how far each counts.
    fn of(&self, vector: &Vector) -> Vector {
        let row = |feature: FeatureId| self.of_features.get(feature as usize).copied().flatten();
        let rows = vector.iter().filter_map(|(feature, weight)| Some((row(*feature)?, *weight)));
        let mut rows: Vector = rows.map(|(row, weight)| (row, weight / self.known[row as usize])).collect();
        let block = |row: u32| usize::from(row >= self.first_gram);
        let mut squares = [0.0f32; 2];
        for (row, weight) in &rows {
            squares[block(*row)] += weight * weight;
        }
        let scale = |length: f32, square: f32| if square > 0.0 { length / libm::sqrtf(square) } else { 0.0 };
        let scales = [scale(WORDS, squares[0]), scale(GRAMS, squares[1])];
        for (row, weight) in &mut rows {
            *weight *= scales[block(*row)];
        }
        rows
    }

    /// All that a text has, given those of its features and what it means.
    fn all<'a>(&self, features: &'a Vector, meaning: &'a Meaning) -> impl Iterator<Item = (usize, f32)> + use<'a> {
        let features = features.iter().map(|(row, weight)| (*row as usize, *weight));
        let others = meaning.direction().map(|part| MEANING * part).chain([COMMON]);
        features.chain((self.known.len()..).zip(others))
    }

    /// A row's part of a table.
    fn part(&self, row: usize) -> std::ops::Range<usize> {
        row * self.views..(row + 1) * self.views
    }
}

/// Whether there is something to learn, and not too much of it, from so many phrasings of so many views, at most so many of
/// whose features stand in two of them.
pub(crate) fn is_worth_it(phrasings: usize, views: usize, features: usize) -> bool {
    views > 1
        && features.saturating_add(DIMENSIONS + 1).saturating_mul(views) <= MOST_WEIGHTS
        && phrasings.saturating_mul(views) <= MOST_PAIRS
}

/// The views that a phrasing was compared with, in order, each with the dual variable of the pair: how far the phrasing
/// stands in the view's weights.
type Duals = Vec<(u32, f32)>;

impl Classifier {
    /// What `examples` teach of so many views, in texts with these features.
    ///
    /// Each phrasing in turn is brought to the right side of the views' margins, as far as that is worth its cost. The order
    /// is fixed, so that the same base always learns the same.
    pub(crate) fn new(mut examples: Vec<Example>, views: usize, features: Known<'_>) -> Classifier {
        let rows = Rows::new(&examples, views, features);
        for (_, vector, _) in &mut examples {
            *vector = rows.of(vector);
        }
        let mut weights = vec![0.0f32; rows.len() * views];
        let mut duals: Vec<Duals> = vec![Vec::new(); examples.len()];
        let step = step(examples.len());
        let mut at = 0;
        for round in 0..ROUNDS {
            let all = round % ALL_EVERY == 0;
            for _ in &examples {
                at = (at + step) % examples.len();
                if all {
                    compare_with_all(&mut duals[at], views);
                }
                rows.teach(&examples[at], &mut duals[at], &mut weights);
                if all {
                    duals[at].retain(|(_, dual)| *dual > 0.0);
                    duals[at].shrink_to_fit();
                }
            }
        }
        Classifier::rounded(rows, &weights)
    }

    /// The weights in a quarter of the room.
    fn rounded(rows: Rows, weights: &[f32]) -> Classifier {
        let mut rounded = Classifier { weights: Vec::with_capacity(weights.len()), scales: Vec::new(), rows };
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

    /// On which side of each view's margin a text is, and how far: from 1 on it is the view's, to -1 another's.
    pub(crate) fn margins(&self, vector: &Vector, meaning: &Meaning) -> Vec<f32> {
        let mut margins = vec![0.0; self.rows.views];
        for (row, weight) in self.rows.all(&self.rows.of(vector), meaning) {
            let weight = weight * self.scales[row];
            let row = &self.weights[self.rows.part(row)];
            margins.iter_mut().zip(row).for_each(|(margin, own)| *margin += weight * f32::from(*own));
        }
        margins
    }
}

/// Adds the views that a phrasing was not near to.
fn compare_with_all(duals: &mut Duals, views: usize) {
    let mut near = std::mem::take(duals).into_iter().peekable();
    let views = 0..u32::try_from(views).unwrap_or(u32::MAX);
    duals.extend(views.map(|view| near.next_if(|(known, _)| *known == view).unwrap_or((view, 0.0))));
}

impl Rows {
    /// Brings a phrasing to the right side of the margins of the views that it is compared with, by its part of their weights.
    fn teach(&self, (own, features, meaning): &Example, duals: &mut Duals, weights: &mut [f32]) {
        let mut margins = vec![0.0f32; duals.len()];
        let mut square = 0.0;
        for (row, weight) in self.all(features, meaning) {
            square += weight * weight;
            let row = &weights[self.part(row)];
            if margins.len() == row.len() {
                margins.iter_mut().zip(row).for_each(|(margin, own)| *margin += weight * own);
            } else {
                let of_views = duals.iter().map(|(view, _)| row[*view as usize]);
                margins.iter_mut().zip(of_views).for_each(|(margin, own)| *margin += weight * own);
            }
        }
        // The slack that squared hinge loss leaves.
        let slack = 0.5 / COST;
        let mut moves: Vec<(usize, f32)> = Vec::new();
        for ((view, dual), margin) in duals.iter_mut().zip(margins) {
            let sign = if *view as usize == *own { 1.0 } else { -1.0 };
            let gradient = sign * margin - 1.0 + slack * *dual;
            let by = (*dual - gradient / (square + slack)).max(0.0) - *dual;
            if by.abs() > f32::EPSILON {
                *dual += by;
                moves.push((*view as usize, sign * by));
            }
        }
        for (row, weight) in self.all(features, meaning) {
            let row = &mut weights[self.part(row)];
            for (view, by) in &moves {
                row[*view] += weight * by;
            }
        }
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

    fn margins(features: &[(u32, f32)]) -> Vec<f32> {
        margins_where(features, Known { weights: &[1.0; 4], first_gram: 4 })
    }

    fn margins_where(features: &[(u32, f32)], known: Known<'_>) -> Vec<f32> {
        Classifier::new(examples(), 2, known).margins(&features.to_vec(), &Meaning::default())
    }

    #[test]
    fn what_sets_a_view_apart_speaks_for_it_and_against_the_other() {
        let of_first = margins(&[(1, 1.0)]);
        assert!(of_first[0] > 0.3 && of_first[1] < -0.3, "{of_first:?}");
        let of_second = margins(&[(2, 1.0)]);
        assert!(of_second[1] > 0.3 && of_second[0] < -0.3, "{of_second:?}");
    }

    #[test]
    fn what_views_share_says_little() {
        let shared = margins(&[(0, 1.0)]);
        let apart = margins(&[(1, 1.0)]);
        assert!((shared[0] - shared[1]).abs() < 0.3 * (apart[0] - apart[1]), "{shared:?} {apart:?}");
    }

    #[test]
    fn what_one_phrasing_alone_has_teaches_nothing() {
        let of_nothing = margins(&[]);
        assert_eq!(margins(&[(3, 1.0)]), of_nothing);
        assert_eq!(margins(&[(99, 1.0)]), of_nothing);
    }

    #[test]
    fn words_and_grams_have_lengths_of_their_own_whatever_is_known_of_them() {
        let rows = Rows::new(&examples(), 2, Known { weights: &[2.0, 1.0, 0.5, 1.0], first_gram: 1 });
        let [common, first, second] = rows.of(&vec![(0, 3.0), (1, 1.0), (2, 0.5)])[..] else { panic!("three rows") };
        assert!((common.1 - WORDS).abs() < 1e-6, "{common:?}");
        assert!((first.1 - second.1).abs() < 1e-6, "{first:?} {second:?}");
        assert!((first.1 * first.1 + second.1 * second.1 - GRAMS * GRAMS).abs() < 1e-6, "{first:?} {second:?}");
    }

    #[test]
    fn phrasings_end_on_the_right_side() {
        let features = Known { weights: &[1.0; 4], first_gram: 4 };
        let learned = Classifier::new(examples(), 2, features);
        for (view, vector, meaning) in examples() {
            let margins = learned.margins(&vector, &meaning);
            assert!(margins[view] > 0.2 && margins[1 - view] < -0.2, "{view}: {margins:?}");
        }
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

//! Learns, where there is much to learn from, which features tell the phrasings of entries apart.
//!
//! The sum of an entry's phrasings is a fair description of it, until the phrasings are so many that what they have in
//! common with others' drowns what is their own. So each phrasing that another entry wins draws the sum of its own entry
//! to itself, and pushes the winner's away ("DragPushing": Tan, Cheng, Ghanem, Wang, Xu, "A Novel Refinement Approach for
//! Text Categorization", CIKM 2005). A sum gets no new features by that, so searching takes as long as before.

use super::field::{Field, Scratch, Vector, norm};
use crate::lang::Lang;

/// From so many phrasings for each view on there is something to learn. Fewer tell too little of each other: on
/// questions by other hands to bases of about ten, nothing was won.
const MANY: usize = 24;
/// More phrasings than this would take longer to learn from than to load.
const MOST: usize = 50_000;
/// How often all phrasings are gone through.
const ROUNDS: usize = 5;
/// How far a phrasing draws or pushes, of its own length.
const PACE: f32 = 0.3;
/// A phrasing that wins by less than this draws and pushes, too.
const MARGIN: f32 = 0.1;

/// Whether there is enough to learn from, and not too much.
pub(super) fn is_worth_it(phrasings: usize, views: usize) -> bool {
    (MANY * views..=MOST).contains(&phrasings)
}

/// A phrasing, by the number of its view, and its vector.
pub(super) type Example = (usize, Vector);

/// The sums of the phrasings of views in these languages, refined. `features` is how many features there are.
pub(super) fn refined(examples: &[Example], langs: &[Lang], features: usize) -> Vec<Vector> {
    let mut scratch = Scratch::new(features);
    let mut sums: Vec<Vector> = Vec::with_capacity(langs.len());
    for own in examples.chunk_by(|(one, _), (other, _)| one == other) {
        // A view without phrasings has the empty sum.
        sums.resize(own[0].0, Vector::new());
        for (_, vector) in own {
            scratch.add_all(vector);
        }
        sums.push(scratch.take());
    }
    sums.resize(langs.len(), Vector::new());
    for _ in 0..ROUNDS {
        let field = posted(&sums, features);
        let lost: Vec<(usize, usize)> = examples
            .iter()
            .enumerate()
            .filter_map(|(at, example)| Some((at, rival(&field, example, langs)?)))
            .collect();
        if lost.is_empty() {
            break;
        }
        let mut moves: Vec<Vec<(usize, bool)>> = vec![Vec::new(); sums.len()];
        for (at, rival) in lost {
            moves[examples[at].0].push((at, true));
            moves[rival].push((at, false));
        }
        for (sum, moves) in sums.iter_mut().zip(moves).filter(|(_, moves)| !moves.is_empty()) {
            scratch.add_all(sum);
            for (at, drawn) in moves {
                for (feature, weight) in &examples[at].1 {
                    if drawn { scratch.add(*feature, PACE * weight) } else { scratch.take_off(*feature, PACE * weight) }
                }
            }
            *sum = scratch.take();
        }
    }
    sums
}

/// The sums as they are searched.
fn posted(sums: &[Vector], features: usize) -> Field {
    let mut counts = vec![0; features];
    for (feature, _) in sums.iter().flatten() {
        counts[*feature as usize] += 1;
    }
    let mut field = Field::with_room(counts.into_iter());
    for sum in sums {
        field.post(sum);
    }
    field.finish();
    field
}

/// The view of the same language that comes nearest to winning a phrasing from its own, if it wins or nearly does.
/// The phrasing itself counts for its view no more than any other.
fn rival(field: &Field, (view, vector): &Example, langs: &[Lang]) -> Option<usize> {
    let likenesses = field.similarities(vector);
    let length = norm(vector);
    let own = field.without(*view, likenesses[*view], length);
    let others = likenesses.iter().enumerate().filter(|(other, _)| other != view && langs[*other] == langs[*view]);
    let (rival, likeness) = others.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    (own < likeness + MARGIN * length).then_some(rival)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two views that share most of what is said: feature 0 is common, 1 and 2 tell them apart, 3 is a stray.
    fn examples() -> Vec<Example> {
        let phrasing = |view, features: &[(u32, f32)]| (view, features.to_vec());
        vec![
            phrasing(0, &[(0, 0.9), (1, 0.4)]),
            phrasing(0, &[(0, 0.9), (1, 0.3), (3, 0.3)]),
            phrasing(1, &[(0, 0.9), (2, 0.4)]),
            phrasing(1, &[(0, 0.9), (2, 0.3)]),
        ]
    }

    #[test]
    fn what_is_told_apart_counts_more_than_before() {
        let langs = [Lang::En, Lang::En];
        let of = |sum: &Vector, feature: u32| sum.iter().find(|(own, _)| *own == feature).map_or(0.0, |(_, w)| *w);
        let sums = refined(&examples(), &langs, 4);
        for (view, own, other) in [(0, 1, 2), (1, 2, 1)] {
            let share = of(&sums[view], own) / of(&sums[view], 0);
            assert!(share > 0.7 / 1.8, "feature {own} in {:?}", sums[view]);
            assert!(of(&sums[view], other) == 0.0, "a sum gets no new features: {:?}", sums[view]);
        }
    }

    #[test]
    fn entries_in_another_language_are_no_rivals() {
        let sums = refined(&examples(), &[Lang::En, Lang::It], 4);
        let weights: Vec<f32> = sums[1].iter().map(|(_, weight)| *weight).collect();
        assert_eq!(weights, [0.9 + 0.9, 0.4 + 0.3]);
    }

    #[test]
    fn a_view_without_phrasings_has_no_sum() {
        let sums = refined(&[(1, vec![(0, 1.0)])], &[Lang::En; 3], 1);
        assert_eq!(sums.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1, 0]);
    }
}

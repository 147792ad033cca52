//! Vectors of features, and sums of them posted by feature: which views have it, and how much.

use std::ops::Range;

use super::fetching::{fetch, lines};

/// A number for a feature that the knowledge base has.
pub(crate) type FeatureId = u32;

/// Features with weights, each once.
pub(crate) type Vector = Vec<(FeatureId, f32)>;

/// Vectors summed per view and brought to length 1, posted by feature.
#[derive(Debug, Default)]
pub(crate) struct Field {
    /// Feature f's postings are `postings[starts[f]..starts[f + 1]]`, ordered by view.
    starts: Vec<u32>,
    /// Where each feature's next posting goes, while sums are posted.
    next: Vec<u32>,
    postings: Vec<Posting>,
    /// The length of each view's sum.
    norms: Vec<f32>,
}

/// A feature's weight in a text with a number, in 32 bits: the number in the upper 20, the weight in the lower 12, of which the
/// upper four are its exponent and the others its fraction, as in a longer floating-point number. Postings are the most of an
/// index, and what they take decides its speed, too.
#[derive(Debug, Clone, Copy, Default)]
struct Posting(u32);

/// So many bits more has the fraction of an `f32`.
const SHORTER: u32 = 23 - 8;
/// The exponents of weights, which are at most 1, begin at this one of an `f32`, which is 0 here.
const LOWEST: u32 = 112;
/// What a weight is multiplied by for that.
const UNIT: f32 = f32::from_bits((127 + LOWEST) << 23);

impl Posting {
    fn new(number: u32, weight: f32) -> Posting {
        let rounded = (weight.min(1.0).to_bits() + (1 << (SHORTER - 1))) >> SHORTER;
        // What is below a fifteen-thousandth is nothing.
        let weight = rounded.saturating_sub(LOWEST << 8);
        Posting(number << 12 | if weight < 1 << 8 { 0 } else { weight })
    }

    const fn number(self) -> u32 {
        self.0 >> 12
    }

    /// The weight, in parts of [`UNIT`].
    const fn units(self) -> f32 {
        f32::from_bits((self.0 & 4095) << SHORTER)
    }
}

/// So many lines of a list are fetched at once: what follows them comes by itself.
const LINES: usize = 4;

/// The most views that a field can hold: those of 349,525 entries in three languages.
pub(crate) const MOST_VIEWS: usize = 1 << 20;

impl Field {
    /// Room for the sums of views: each feature will stand in so many of them.
    pub(crate) fn with_room(counts: &[u32]) -> Field {
        let mut starts = vec![0];
        let mut all = 0;
        starts.extend(counts.iter().map(|count| {
            all += count;
            all
        }));
        starts.shrink_to_fit();
        Field { next: starts.clone(), starts, postings: vec![Posting::default(); all as usize], norms: Vec::new() }
    }

    /// Posts the sum of the next view.
    pub(crate) fn post(&mut self, sum: &Vector) {
        let view = u32::try_from(self.norms.len()).unwrap_or(u32::MAX);
        let norm = norm(sum);
        for (feature, weight) in sum {
            // There is room for all features that a view can have, but for two whose hashes somebody made equal.
            let Some(next) = self.next.get_mut(*feature as usize) else { continue };
            self.postings[*next as usize] = Posting::new(view, *weight / norm);
            *next += 1;
        }
        self.norms.push(norm);
    }

    /// Ends the posting.
    pub(crate) fn finish(&mut self) {
        self.next = Vec::new();
        self.norms.shrink_to_fit();
    }

    /// The postings of a feature; none of one beyond those that there is room for.
    fn posted(&self, feature: FeatureId) -> &[Posting] {
        let feature = feature as usize;
        match self.starts.get(feature..feature + 2) {
            Some(bounds) => &self.postings[bounds[0] as usize..bounds[1] as usize],
            None => &[],
        }
    }

    /// How many views have the feature.
    pub(crate) fn views_with(&self, feature: FeatureId) -> usize {
        self.posted(feature).len()
    }

    /// The views that have the feature.
    pub(crate) fn views(&self, feature: FeatureId) -> impl Iterator<Item = u32> {
        self.posted(feature).iter().map(|posting| posting.number())
    }

    /// Whether one of these views, which stand side by side, has the feature.
    pub(crate) fn has(&self, views: &Range<u32>, feature: FeatureId) -> bool {
        let posted = self.posted(feature);
        let at = posted.partition_point(|posting| posting.number() < views.start);
        posted.get(at).is_some_and(|posting| posting.number() < views.end)
    }

    /// The likeness of a vector to a view's sum, as if that vector were no part of it, given the likeness to the sum and
    /// the vector's length.
    pub(crate) fn without(&self, view: usize, likeness: f32, length: f32) -> f32 {
        // The sum less the vector q: (s - q).q / |s - q|, where s.q and |s| are known.
        let (sum, own) = (self.norms[view], length * length);
        let common = likeness * sum;
        let rest = sum * sum - 2.0 * common + own;
        if rest > f32::EPSILON { (common - own).max(0.0) / libm::sqrtf(rest) } else { 0.0 }
    }

    /// The cosine of `question` with each view's sum.
    pub(crate) fn similarities(&self, question: &Vector) -> Vec<f32> {
        let mut sums = vec![0.0; self.norms.len()];
        let list = |(feature, weight): &(FeatureId, f32)| (self.posted(*feature), weight * UNIT);
        let lists: Vec<(&[Posting], f32)> = question.iter().map(list).collect();
        fetch(lists.iter().flat_map(|(list, _)| lines(list).take(LINES).map(|posting| &posting.0)));
        for (list, unit) in lists {
            let mut add = |posting: &Posting| sums[posting.number() as usize] += unit * posting.units();
            // Four at a time: else going on to the next takes a third as long as adding one.
            let (fours, rest) = list.as_chunks::<4>();
            for four in fours {
                four.iter().for_each(&mut add);
            }
            rest.iter().for_each(add);
        }
        sums
    }
}

/// A vector under construction: a place for each feature, and which are taken.
#[derive(Debug)]
pub(crate) struct Scratch {
    weights: Vec<f32>,
    taken: Vec<FeatureId>,
}

impl Scratch {
    /// Room for so many features.
    pub(crate) fn new(features: usize) -> Scratch {
        Scratch { weights: vec![0.0; features], taken: Vec::new() }
    }

    /// Adds to a feature's weight; what is added is greater than 0.
    pub(crate) fn add(&mut self, feature: FeatureId, weight: f32) {
        let place = &mut self.weights[feature as usize];
        if *place == 0.0 {
            self.taken.push(feature);
        }
        *place += weight;
    }

    /// Adds a vector.
    pub(crate) fn add_all(&mut self, vector: &Vector) {
        for (feature, weight) in vector {
            self.add(*feature, *weight);
        }
    }

    /// The vector, in the order in which its features were first added; all places are free again.
    pub(crate) fn take(&mut self) -> Vector {
        let weights = &mut self.weights;
        self.taken.drain(..).map(|feature| (feature, std::mem::take(&mut weights[feature as usize]))).collect()
    }
}

/// Orders features and adds up the weights of equal ones, in their order of occurrence.
pub(crate) fn merged(mut vector: Vector) -> Vector {
    vector.sort_by_key(|(id, _)| *id);
    vector.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    vector
}

/// The length of a vector.
pub(crate) fn norm(vector: &[(FeatureId, f32)]) -> f32 {
    libm::sqrtf(vector.iter().map(|(_, weight)| weight * weight).sum())
}

/// The words of a question, ready to be compared with those of many texts.
#[derive(Debug)]
pub(crate) struct Asked {
    /// In order.
    words: Vector,
    /// By the last bits of a word's number: the place in `words` of the one that has them.
    places: [u8; PLACES],
}

/// How many last bits of a number are told apart, as their values: enough for few words to share them.
const PLACES: usize = 1024;
/// No word has these last bits.
const NONE: u8 = u8::MAX;
/// Several words have these last bits, or one that stands too far behind for a byte.
const SEVERAL: u8 = u8::MAX - 1;

impl Asked {
    /// Words that are in order.
    pub(crate) fn new(words: Vector) -> Asked {
        let mut places = [NONE; PLACES];
        for (at, (word, _)) in words.iter().enumerate() {
            let place = &mut places[*word as usize % PLACES];
            *place = if *place == NONE { u8::try_from(at).unwrap_or(SEVERAL).min(SEVERAL) } else { SEVERAL };
        }
        Asked { words, places }
    }

    /// The words with their weights, in order.
    pub(crate) fn in_order(&self) -> &[(FeatureId, f32)] {
        &self.words
    }

    /// The dot product with another vector.
    pub(crate) fn dot(&self, other: &[(FeatureId, f32)]) -> f32 {
        let mut sum = 0.0;
        for (word, weight) in other {
            sum += self.weight(*word).map_or(0.0, |own| own * weight);
        }
        sum
    }

    /// The weight of a word, if it is one of the question's.
    fn weight(&self, word: FeatureId) -> Option<f32> {
        let found = match self.places[word as usize % PLACES] {
            NONE => None,
            SEVERAL => self.words.iter().find(|(own, _)| *own == word),
            place => self.words.get(usize::from(place)).filter(|(own, _)| *own == word),
        };
        found.map(|(_, weight)| *weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_keeps_its_number_and_the_weight_to_a_five_hundredth() {
        for weight in [1.0, 0.999, 0.5, 0.1, 0.034, 0.0021, 0.00013] {
            let posting = Posting::new(1_048_575, weight);
            assert_eq!(posting.number(), 1_048_575);
            let kept = posting.units() * UNIT;
            assert!((kept - weight).abs() <= weight / 500.0, "{weight} is kept as {kept}");
        }
        let is_nothing = |weight: f32| Posting::new(3, weight).units().to_bits() == 0;
        assert!(is_nothing(0.0) && is_nothing(1e-6) && !is_nothing(1e-4));
    }
}

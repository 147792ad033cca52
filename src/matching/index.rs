//! The index: TF-IDF vectors of the phrasings, their sums per entry and language, and postings that lead
//! from a feature to the entries that have it.
//!
//! Two blocks of features, words (with pairs and concepts) and character n-grams, are normalised apart and
//! joined, so that neither drowns the other (Salton & Buckley 1988 for the weighting). An entry is
//! represented once a language, because a question is asked in one.

use rustc_hash::FxHashMap;

use super::analysis::Analysis;
use super::features::Kind;
use crate::lang::Lang;

/// A number for a feature that the knowledge base has.
pub(super) type FeatureId = u32;

/// Features with weights, ordered by feature, each once.
pub(super) type Vector = Vec<(FeatureId, f32)>;

/// The share of the word block in a similarity; the n-gram block has the rest.
const WORD_SHARE: f32 = 0.5;
/// How far a pair of neighbours counts beside a word.
const PAIR: f32 = 0.6;

/// The features that are known, by number.
#[derive(Debug, Default)]
pub(super) struct Features {
    numbers: FxHashMap<u64, FeatureId>,
    /// Whether the feature is an n-gram.
    is_gram: Vec<bool>,
}

impl Features {
    /// The number of a feature, if it is known.
    pub(super) fn get(&self, hash: u64) -> Option<FeatureId> {
        self.numbers.get(&hash).copied()
    }

    /// Keeps some features, given their number and whether they are n-grams, and tells the new number of each.
    fn keep(&mut self, wanted: impl Fn(FeatureId, bool) -> bool) -> Vec<Option<FeatureId>> {
        let mut next = 0;
        let number = |(feature, is_gram): (FeatureId, &bool)| {
            wanted(feature, *is_gram).then(|| {
                next += 1;
                next - 1
            })
        };
        let kept: Vec<Option<FeatureId>> = (0..).zip(&self.is_gram).map(number).collect();
        let mut at = kept.iter();
        self.is_gram.retain(|_| at.next().is_some_and(Option::is_some));
        // A table of the right size: the old one keeps the room of those that are gone.
        let old = std::mem::take(&mut self.numbers);
        let pairs = old.into_iter().filter_map(|(hash, old)| Some((hash, kept[old as usize]?)));
        self.numbers = pairs.collect();
        self.numbers.shrink_to_fit();
        kept
    }

    /// The number of a feature, known from now on.
    pub(super) fn add(&mut self, hash: u64, kind: Kind) -> FeatureId {
        // More features than fit 32 bits would need gigabytes of phrasings; they would share the last number.
        let next = FeatureId::try_from(self.is_gram.len()).unwrap_or(FeatureId::MAX);
        *self.numbers.entry(hash).or_insert_with(|| {
            self.is_gram.push(kind == Kind::Gram);
            next
        })
    }
}

/// How far a feature counts for being of its kind.
pub(super) const fn kind_weight(kind: Kind) -> f32 {
    match kind {
        Kind::Word | Kind::Gram => 1.0,
        Kind::Pair => PAIR,
    }
}

/// What the index is built from: an entry in one language, as counts of features.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) entry: usize,
    pub(super) lang: Lang,
    pub(super) phrasings: Vec<Vector>,
    /// Answer, note and events: what the entry tells.
    pub(super) body: Vec<Vector>,
}

impl Input {
    fn documents(&self) -> impl Iterator<Item = &Vector> {
        self.phrasings.iter().chain(&self.body)
    }

    fn documents_mut(&mut self) -> impl Iterator<Item = &mut Vector> {
        self.phrasings.iter_mut().chain(&mut self.body)
    }
}

/// An entry in one language.
#[derive(Debug)]
pub(super) struct View {
    pub(super) entry: usize,
    pub(super) lang: Lang,
    /// The phrasings `start..end`.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Vectors summed per view, posted by feature.
#[derive(Debug, Default)]
struct Field {
    /// Feature f's postings are `postings[starts[f]..starts[f + 1]]`.
    starts: Vec<u32>,
    /// Views with the feature's weight in their sum.
    postings: Vec<(u32, f32)>,
    /// The length of each view's sum.
    norms: Vec<f32>,
}

impl Field {
    fn new(features: usize, sums: &[Vector]) -> Field {
        let mut starts = vec![0u32; features + 1];
        for (feature, _) in sums.iter().flatten() {
            starts[*feature as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0.0); sums.iter().map(Vec::len).sum()];
        for (view, sum) in (0..).zip(sums) {
            for (feature, weight) in sum {
                let at = &mut next[*feature as usize];
                postings[*at as usize] = (view, *weight);
                *at += 1;
            }
        }
        Field { starts, postings, norms: sums.iter().map(|sum| norm(sum)).collect() }
    }

    /// The cosine of `question` with each view's sum.
    fn similarities(&self, question: &Vector) -> Vec<f32> {
        let mut sums = vec![0.0; self.norms.len()];
        for (feature, weight) in question {
            let feature = *feature as usize;
            for (view, posted) in &self.postings[self.starts[feature] as usize..self.starts[feature + 1] as usize] {
                sums[*view as usize] += weight * posted;
            }
        }
        for (sum, norm) in sums.iter_mut().zip(&self.norms) {
            *sum /= norm.max(f32::MIN_POSITIVE);
        }
        sums
    }
}

/// The phrasings of a knowledge base, ready to be searched.
#[derive(Debug, Default)]
pub(super) struct Index {
    features: Features,
    idf: Vec<f32>,
    unknown_idf: f32,
    /// The words of each phrasing.
    phrasings: Vec<Vector>,
    pub(super) views: Vec<View>,
    asked: Field,
    told: Field,
}

impl Index {
    /// Builds the index from `entries` entries whose features are all in `features`, and tells the features that
    /// each entry has, ordered.
    pub(super) fn new(features: Features, entries: usize, mut inputs: Vec<Input>) -> (Index, Vec<Vec<FeatureId>>) {
        let mut index = Index { features, ..Index::default() };
        index.count(&mut inputs);
        let (mut asked, mut told) = (Vec::with_capacity(inputs.len()), Vec::with_capacity(inputs.len()));
        for input in inputs {
            let start = index.phrasings.len();
            let mut sum = Vec::new();
            for counts in input.phrasings {
                let vector = index.weighted(counts);
                sum.extend_from_slice(&vector);
                let words = index.words_of(&vector);
                index.phrasings.push(words);
            }
            index.views.push(View { entry: input.entry, lang: input.lang, start, end: index.phrasings.len() });
            asked.push(merged(sum));
            told.push(merged(input.body.into_iter().flat_map(|counts| index.weighted(counts)).collect()));
        }
        index.asked = Field::new(index.idf.len(), &asked);
        index.told = Field::new(index.idf.len(), &told);
        let known = known(entries, &index.views, &asked, &told);
        (index, known)
    }

    /// Works out how telling each feature is: every phrasing and every body is a document. Drops the n-grams that
    /// only one document has, which tell no more than the word around them and are more than all others.
    fn count(&mut self, inputs: &mut [Input]) {
        let mut uses = vec![0u32; self.features.is_gram.len()];
        let mut all = 0.0;
        for document in inputs.iter().flat_map(Input::documents) {
            all += 1.0;
            for (feature, _) in document {
                uses[*feature as usize] += 1;
            }
        }
        let kept = self.features.keep(|feature, is_gram| !is_gram || uses[feature as usize] > 1);
        for document in inputs.iter_mut().flat_map(Input::documents_mut) {
            document.retain_mut(|(feature, _)| {
                let new = kept[*feature as usize];
                *feature = new.unwrap_or_default();
                new.is_some()
            });
            document.shrink_to_fit();
        }
        let idf = |count: u32| libm::logf((1.0 + all) / (1.0 + count as f32)) + 1.0;
        self.idf = uses.iter().zip(&kept).filter(|(_, kept)| kept.is_some()).map(|(count, _)| idf(*count)).collect();
        self.unknown_idf = idf(0);
    }

    /// How telling a feature is; one that no phrasing has counts as the rarest.
    pub(super) fn idf(&self, hash: u64) -> f32 {
        self.features.get(hash).map_or(self.unknown_idf, |id| self.idf[id as usize])
    }

    /// The weight of a word that no phrasing has: the most telling there is.
    pub(super) const fn rarest(&self) -> f32 {
        self.unknown_idf
    }

    /// The number of a feature, if some phrasing has it.
    pub(super) fn feature(&self, hash: u64) -> Option<FeatureId> {
        self.features.get(hash)
    }

    /// The vector of a question.
    pub(super) fn vector(&self, analysis: &Analysis) -> Vector {
        let mut counts = Vec::new();
        analysis.features(|hash, kind, weight| {
            if let Some(id) = self.feature(hash) {
                counts.push((id, weight * kind_weight(kind)));
            }
        });
        self.weighted(merged(counts))
    }

    /// TF-IDF with dampened counts, each block of length 1 before it is given its share.
    fn weighted(&self, mut counts: Vector) -> Vector {
        let mut squares = [0.0f32; 2];
        for (id, weight) in &mut counts {
            let dampened = if *weight > 1.0 { 1.0 + libm::logf(*weight) } else { *weight };
            *weight = dampened * self.idf[*id as usize];
            squares[usize::from(self.features.is_gram[*id as usize])] += *weight * *weight;
        }
        let scale = |square: f32, share: f32| if square > 0.0 { libm::sqrtf(share / square) } else { 0.0 };
        let scales = [scale(squares[0], WORD_SHARE), scale(squares[1], 1.0 - WORD_SHARE)];
        for (id, weight) in &mut counts {
            *weight *= scales[usize::from(self.features.is_gram[*id as usize])];
        }
        counts
    }

    /// How like `question` is to the phrasings of each view taken together, from 0 to 1; with `without`, which is
    /// the number of the phrasing that the question repeats, as if that phrasing were not there.
    pub(super) fn asked(&self, question: &Vector, without: Option<usize>) -> Vec<f32> {
        let mut similarities = self.asked.similarities(question);
        let left_out = without.and_then(|at| self.views.iter().position(|view| (view.start..view.end).contains(&at)));
        if let Some(view) = left_out {
            // The sum less the question q: (s - q).q / |s - q|, where s.q and |s| are known.
            let (sum, own) = (self.asked.norms[view], dot(question, question));
            let common = similarities[view] * sum;
            let rest = sum * sum - 2.0 * common + own;
            similarities[view] = if rest > f32::EPSILON { (common - own).max(0.0) / libm::sqrtf(rest) } else { 0.0 };
        }
        similarities
    }

    /// How like `question` is to what each view tells, from 0 to 1.
    pub(super) fn told(&self, question: &Vector) -> Vec<f32> {
        self.told.similarities(question)
    }

    /// The words of a vector alone, as a vector of length 1.
    pub(super) fn words_of(&self, vector: &Vector) -> Vector {
        let words = vector.iter().filter(|(feature, _)| !self.features.is_gram[*feature as usize]);
        let mut words: Vector = words.copied().collect();
        words.shrink_to_fit();
        let length = norm(&words).max(f32::MIN_POSITIVE);
        for (_, weight) in &mut words {
            *weight /= length;
        }
        words
    }

    /// The phrasing of a view that is most like the words of a question, and how like. Typing errors are dealt
    /// with by then; n-grams would cost four times the memory here and tell nothing more.
    pub(super) fn nearest(&self, words: &Vector, view: &View, without: Option<usize>) -> (f32, usize) {
        (view.start..view.end)
            .filter(|at| Some(*at) != without)
            .map(|at| (dot(words, &self.phrasings[at]), at))
            .fold((0.0, view.start), |best, next| if next.0 > best.0 { next } else { best })
    }
}

/// The features that each entry has, ordered, from the sums of its views.
fn known(entries: usize, views: &[View], asked: &[Vector], told: &[Vector]) -> Vec<Vec<FeatureId>> {
    let mut known = vec![Vec::new(); entries];
    for (view, (asked, told)) in views.iter().zip(asked.iter().zip(told)) {
        known[view.entry].extend(asked.iter().chain(told).map(|(feature, _)| *feature));
    }
    for features in &mut known {
        features.sort_unstable();
        features.dedup();
        features.shrink_to_fit();
    }
    known
}

/// Orders features and adds up the weights of equal ones, in their order of occurrence.
pub(super) fn merged(mut vector: Vector) -> Vector {
    vector.sort_by_key(|(id, _)| *id);
    vector.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    vector.shrink_to_fit();
    vector
}

fn norm(vector: &[(FeatureId, f32)]) -> f32 {
    libm::sqrtf(vector.iter().map(|(_, weight)| weight * weight).sum())
}

/// The dot product of two vectors that are ordered by feature.
pub(super) fn dot(a: &[(FeatureId, f32)], b: &[(FeatureId, f32)]) -> f32 {
    let (mut sum, mut i, mut j) = (0.0, 0, 0);
    while let (Some((left, x)), Some((right, y))) = (a.get(i), b.get(j)) {
        if left == right {
            sum += x * y;
        }
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    sum
}

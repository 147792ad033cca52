//! Numbers for features, while a knowledge base is read and when it is searched.

use rustc_hash::FxHashMap;

use super::field::FeatureId;
use super::sorting::Hashes;
use crate::matching::text::features::Kind;

/// The features met so far, each with a number, while texts are read.
#[derive(Debug, Default)]
pub(crate) struct Naming {
    numbers: FxHashMap<u64, FeatureId>,
    kinds: Vec<Kind>,
}

impl Naming {
    /// Room for what so many phrasings bring, as a rule: growing into it takes longer than reading some.
    pub(crate) fn with_room(phrasings: usize) -> Naming {
        let features = phrasings.saturating_mul(20);
        let numbers = FxHashMap::with_capacity_and_hasher(features, rustc_hash::FxBuildHasher);
        Naming { numbers, kinds: Vec::with_capacity(features) }
    }

    /// The number of a feature, known from now on.
    pub(crate) fn add(&mut self, hash: u64, kind: Kind) -> FeatureId {
        // More features than fit 32 bits would need gigabytes of phrasings; they would share the last number.
        let next = FeatureId::try_from(self.kinds.len()).unwrap_or(FeatureId::MAX);
        *self.numbers.entry(hash).or_insert_with(|| {
            self.kinds.push(kind);
            next
        })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Those features that are wanted, the new number of each, and what kind each is by its old number.
    pub(crate) fn keep(
        self,
        wanted: impl Fn(FeatureId, Kind) -> bool,
    ) -> (Features, Vec<Option<FeatureId>>, Vec<Kind>) {
        let mut new = vec![None; self.kinds.len()];
        let mut kept = [Vec::new(), Vec::new()];
        for (hash, old) in self.numbers {
            let kind = self.kinds[old as usize];
            if wanted(old, kind) {
                kept[usize::from(kind == Kind::Gram)].push((hash, old));
            }
        }
        let mut next = 0;
        let [words, grams] = kept.map(|kept| {
            let (hashes, order) = Hashes::new(kept.iter().map(|(hash, _)| *hash));
            for at in order {
                new[kept[at as usize].1 as usize] = Some(next);
                next += 1;
            }
            hashes
        });
        (Features { words, grams }, new, self.kinds)
    }
}

/// The features that are known. The n-grams have the last numbers, so that what is kept of words alone ends before them.
#[derive(Debug, Default)]
pub(crate) struct Features {
    /// Words, concepts and pairs.
    words: Hashes,
    grams: Hashes,
}

impl Features {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len() + self.grams.len()
    }

    /// The number of a word, concept or pair, if it is known.
    pub(crate) fn get(&self, hash: u64) -> Option<FeatureId> {
        number(self.words.get(hash)?)
    }

    /// The numbers of words, concepts or pairs.
    pub(crate) fn get_all(&self, hashes: &[u64]) -> Vec<Option<FeatureId>> {
        self.words.get_all(hashes).map(|found| number(found?)).collect()
    }

    /// The numbers of n-grams.
    pub(crate) fn grams(&self, hashes: &[u64]) -> Vec<Option<FeatureId>> {
        self.grams.get_all(hashes).map(|found| number(self.first_gram() + found?)).collect()
    }

    /// The number of the first n-gram, which all n-grams follow.
    pub(crate) fn first_gram(&self) -> usize {
        self.words.len()
    }

    /// Whether a feature is an n-gram.
    pub(crate) fn is_gram(&self, feature: FeatureId) -> bool {
        feature as usize >= self.first_gram()
    }
}

/// A place as a number for the feature there; there are never more than fit.
fn number(place: usize) -> Option<FeatureId> {
    FeatureId::try_from(place).ok()
}

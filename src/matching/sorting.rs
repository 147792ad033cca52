//! Sorting and finding what is spread evenly, such as hashes: by the leading bits, in linear and in constant time.

use std::ops::Range;

/// Where keys that are spread evenly over 64 bits lie in their order, by their leading bits. Keys that are not even only
/// take longer to find.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    /// The keys that start with the bits b lie in `starts[b]..starts[b + 1]`.
    starts: Vec<u32>,
    /// All but the leading bits.
    shift: u32,
}

impl Buckets {
    fn new(keys: impl ExactSizeIterator<Item = u64>) -> Buckets {
        // About four to a bucket.
        let bits = (keys.len() / 4).max(2).ilog2();
        let mut buckets = Buckets { starts: vec![0; (1 << bits) + 1], shift: u64::BITS - bits };
        for key in keys {
            let bucket = buckets.bucket(key);
            buckets.starts[bucket + 1] += 1;
        }
        for at in 1..buckets.starts.len() {
            buckets.starts[at] += buckets.starts[at - 1];
        }
        buckets
    }

    /// The leading bits of a key; there are never more than fit.
    fn bucket(&self, key: u64) -> usize {
        usize::try_from(key >> self.shift).unwrap_or(usize::MAX)
    }

    /// Where a key lies, if anywhere; nowhere while there are none at all.
    pub(super) fn range(&self, key: u64) -> Option<Range<usize>> {
        let bucket = self.bucket(key);
        Some(*self.starts.get(bucket)? as usize..*self.starts.get(bucket + 1)? as usize)
    }
}

/// Orders `items`, whose `key`s are ordered alike, and tells where each key lies: into buckets, and within each (a bucket
/// sort; Knuth, volume 3, section 5.2.5).
pub(super) fn sorted<T: Ord + Copy>(items: &[T], key: impl Fn(&T) -> u64) -> (Vec<T>, Buckets) {
    let buckets = Buckets::new(items.iter().map(&key));
    let mut next = buckets.starts.clone();
    let mut sorted = items.to_vec();
    for item in items {
        let next = &mut next[buckets.bucket(key(item))];
        sorted[*next as usize] = *item;
        *next += 1;
    }
    for bounds in buckets.starts.windows(2) {
        sorted[bounds[0] as usize..bounds[1] as usize].sort_unstable();
    }
    (sorted, buckets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[(u64, u32)]) {
        let mut expected = items.to_vec();
        expected.sort_unstable();
        let (sorted, buckets) = sorted(items, |item| item.0);
        assert_eq!(sorted, expected);
        for item in items {
            assert!(sorted[buckets.range(item.0).unwrap()].contains(item), "{item:?}");
        }
    }

    #[test]
    fn items_are_ordered_however_they_are_spread() {
        check(&[]);
        check(&[(5, 1)]);
        check(&[(u64::MAX, 2), (0, 3), (u64::MAX, 1), (1 << 63, 0)]);
        let spread: Vec<(u64, u32)> =
            (0..1000).map(|at| (u64::from(at).wrapping_mul(0x9e37_79b9_7f4a_7c15), at)).collect();
        check(&spread);
        let crowded: Vec<(u64, u32)> = (0..1000).map(|at| (u64::from(at % 7), 1000 - at)).collect();
        check(&crowded);
    }
}

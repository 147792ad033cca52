//! Sorting and finding what is spread evenly, such as hashes: by the leading bits, in linear and in constant time.

use std::ops::Range;

use super::fetching::fetch;

/// Where keys that are spread evenly over 64 bits lie in their order, by their leading bits. Keys that are not even only
/// take longer to find.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    /// The keys that start with the bits b lie in `starts[b]..starts[b + 1]`.
    starts: Vec<u32>,
    /// All but the leading bits.
    shift: u32,
}

impl Buckets {
    /// Buckets for `keys`, about so many in each.
    pub(crate) fn new(keys: impl ExactSizeIterator<Item = u64>, in_each: usize) -> Buckets {
        let bits = (keys.len() / in_each).max(2).ilog2();
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

    /// The 32 bits that follow the leading ones.
    fn rest(&self, key: u64) -> u32 {
        (key << (u64::BITS - self.shift) >> 32) as u32
    }

    /// Where a key lies, if anywhere; nowhere while there are none at all.
    pub(crate) fn range(&self, key: u64) -> Option<Range<usize>> {
        let bucket = self.bucket(key);
        Some(*self.starts.get(bucket)? as usize..*self.starts.get(bucket + 1)? as usize)
    }
}

/// How many hashes are in a bucket, about: more would take longer to find, fewer more room.
const IN_A_BUCKET: usize = 4;

/// Hashes, each with a number: its place in their order.
///
/// Of a hash only what its bucket does not tell is kept, and of that 32 bits: a third of the room that a hash table takes.
/// Of a million hashes two become one by chance once in ten thousand times, and a strange one is taken for one of them
/// once in a thousand million times.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    rests: Vec<u32>,
    buckets: Buckets,
}

impl Hashes {
    /// Numbers `hashes`, and tells the old number of each: its place among those given.
    pub(crate) fn new(hashes: impl Iterator<Item = u64>) -> (Hashes, Vec<u32>) {
        let hashes: Vec<(u64, u32)> = hashes.zip(0..).collect();
        let (ordered, buckets) = sorted(&hashes, |(hash, _)| *hash);
        let rests = ordered.iter().map(|(hash, _)| buckets.rest(*hash)).collect();
        (Hashes { rests, buckets }, ordered.into_iter().map(|(_, old)| old).collect())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rests.len()
    }

    /// The number of a hash, if it is one of them.
    pub(crate) fn get(&self, hash: u64) -> Option<usize> {
        let mut alike = self.buckets.range(hash)?;
        let rest = self.buckets.rest(hash);
        alike.find(|at| self.rests[*at] == rest)
    }

    /// The numbers of several hashes: as [`Hashes::get`] gives them one by one, but with less waiting for memory.
    pub(crate) fn get_all(&self, hashes: &[u64]) -> impl Iterator<Item = Option<usize>> {
        let place = |hash: &u64| (self.buckets.rest(*hash), self.buckets.range(*hash).unwrap_or_default());
        let places: Vec<(u32, Range<usize>)> = hashes.iter().map(place).collect();
        fetch(places.iter().filter_map(|(_, alike)| self.rests.get(alike.start)));
        places.into_iter().map(|(rest, mut alike)| alike.find(|at| self.rests[*at] == rest))
    }
}

/// Numbers that hashes lead to, several each.
///
/// Of a hash only as many bits are kept as its bucket tells and as a number leaves free of 32: numbers of other hashes may be
/// found, too.
#[derive(Debug, Default)]
pub(crate) struct Leads {
    /// What is kept of a hash in the upper bits, the number in the lower.
    packed: Vec<u32>,
    /// How many bits the numbers take.
    bits: u32,
    buckets: Buckets,
}

impl Leads {
    /// Which number each hash leads to; the hashes are spread evenly.
    pub(crate) fn new(leads: &[(u32, u32)]) -> Leads {
        let mut ordered = sorted(leads, |(hash, _)| wide(*hash)).0;
        ordered.dedup();
        let bits = u32::BITS - ordered.iter().map(|(_, number)| *number).max().unwrap_or_default().leading_zeros();
        let buckets = Buckets::new(ordered.iter().map(|(hash, _)| wide(*hash)), IN_A_BUCKET);
        let packed = ordered.iter().map(|(hash, number)| upper(buckets.rest(wide(*hash)), bits) | number).collect();
        Leads { packed, bits, buckets }
    }

    /// The numbers that a hash leads to, and perhaps some others.
    pub(crate) fn get(&self, hash: u32) -> impl Iterator<Item = u32> {
        let alike =
            self.buckets.range(wide(hash)).map(|alike| (alike, upper(self.buckets.rest(wide(hash)), self.bits)));
        alike.into_iter().flat_map(move |(alike, rest)| {
            let same = self.packed[alike].iter().filter(move |packed| upper(**packed, self.bits) == rest);
            same.map(move |packed| packed ^ rest)
        })
    }
}

/// A hash of 32 bits as one of 64.
fn wide(hash: u32) -> u64 {
    u64::from(hash) << 32
}

/// A number with its last `bits` bits taken out.
fn upper(number: u32, bits: u32) -> u32 {
    number.checked_shr(bits).and_then(|number| number.checked_shl(bits)).unwrap_or_default()
}

/// Orders `items`, whose `key`s are ordered alike, and tells where each key lies: into buckets, and within each (a bucket
/// sort; Knuth, volume 3, section 5.2.5).
fn sorted<T: Ord + Copy>(items: &[T], key: impl Fn(&T) -> u64) -> (Vec<T>, Buckets) {
    let buckets = Buckets::new(items.iter().map(&key), IN_A_BUCKET);
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
    fn hashes_are_found_by_their_place_in_order() {
        for many in [0, 1, 2, 3, 1000] {
            let hashes = || (0..many).map(|at: u64| at.wrapping_mul(0x0100_0000_01b3));
            let (numbered, old) = Hashes::new(hashes());
            assert_eq!(numbered.len(), old.len());
            for (at, hash) in hashes().enumerate() {
                let number = numbered.get(hash).unwrap();
                assert_eq!(old[number] as usize, at);
            }
            assert_eq!(numbered.get(0xcbf2_9ce4_8422_2325), None);
            let all: Vec<u64> = hashes().chain([0xcbf2_9ce4_8422_2325]).collect();
            let one_by_one: Vec<Option<usize>> = all.iter().map(|hash| numbered.get(*hash)).collect();
            assert_eq!(numbered.get_all(&all).collect::<Vec<_>>(), one_by_one);
        }
    }

    #[test]
    fn a_hash_leads_to_its_numbers() {
        let hash = |number: u32| number.wrapping_mul(0x9e37_79b9);
        for many in [0, 1, 5, 3_000] {
            // Each number under two hashes, once of them twice.
            let leads =
                (0..many).flat_map(|number| [hash(number), hash(number), hash(number / 2)].map(|hash| (hash, number)));
            let leads = Leads::new(&leads.collect::<Vec<_>>());
            for number in 0..many {
                let found: Vec<u32> = leads.get(hash(number)).collect();
                let mut expected = vec![number, 2 * number, 2 * number + 1];
                expected.retain(|number| *number < many);
                expected.sort_unstable();
                expected.dedup();
                assert_eq!(found, expected, "{number} of {many}");
            }
            assert_eq!(leads.get(0xdead_beef).count(), 0);
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

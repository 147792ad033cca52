//! Sorting of what is spread evenly, such as hashes: in linear time.

/// Orders `items`, whose `key`s are ordered alike and spread evenly over 64 bits: into buckets by the leading bits, and
/// within each (a bucket sort; Knuth, volume 3, section 5.2.5). Keys that are not even only take longer.
pub(super) fn sorted<T: Ord + Copy>(items: &[T], key: impl Fn(&T) -> u64) -> Vec<T> {
    let Some(first) = items.first() else { return Vec::new() };
    // About four to a bucket.
    let shift = u64::BITS - (items.len() / 4).max(2).ilog2();
    let bucket = |item: &T| usize::try_from(key(item) >> shift).unwrap_or(usize::MAX);
    let mut ends = vec![0usize; (1 << (u64::BITS - shift)) + 1];
    for item in items {
        ends[bucket(item) + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let starts = ends.clone();
    let mut sorted = vec![*first; items.len()];
    for item in items {
        let end = &mut ends[bucket(item)];
        sorted[*end] = *item;
        *end += 1;
    }
    for bounds in starts.windows(2) {
        sorted[bounds[0]..bounds[1]].sort_unstable();
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[(u64, u32)]) {
        let mut expected = items.to_vec();
        expected.sort_unstable();
        assert_eq!(sorted(items, |item| item.0), expected);
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

//! Asking memory for many things at once.
//!
//! What one question needs lies in hundreds of places, and the questions before it have put other things into the caches.
//! Memory answers many requests in the time of one, but only those that do not wait for what comes of another.

/// Reads what stands at `places` for nothing but to have it near when it is read next, in whatever order.
pub(crate) fn fetch<'a, T: Copy + Into<u32> + 'a>(places: impl Iterator<Item = &'a T>) {
    std::hint::black_box(places.fold(0, |all, place| all ^ (*place).into()));
}

/// So many bytes come at once.
const LINE: usize = 64;

/// An item of each line of a cache that a list takes, whose items take a few bytes each.
pub(crate) fn lines<T>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().step_by(LINE / size_of::<T>())
}

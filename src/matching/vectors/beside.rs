//! Two pieces of work at once, where there is a core for each.

use std::thread;

/// Does `other` on a thread of its own while `own` is done here. Where no thread can be had, it is done here, too.
pub(crate) fn beside<A, B: Send>(other: impl Fn() -> B + Sync, own: impl FnOnce() -> A) -> (A, B) {
    let (own, done) = thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &other).ok();
        let own = own();
        (own, thread.and_then(|thread| thread.join().ok()))
    });
    (own, done.unwrap_or_else(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done() {
        assert_eq!(beside(|| 1, || 2), (2, 1));
    }
}

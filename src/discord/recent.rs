//! A short memory of what was dealt with, so that nothing is answered twice.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Ids are 8 bytes: some 100 kB for the longest gap that Discord replays on a busy shard.
const REMEMBERED: usize = 4096;

/// The ids of the messages and interactions of late; the oldest are forgotten first.
#[derive(Debug, Default)]
pub(super) struct Recent {
    ids: Mutex<Ids>,
}

#[derive(Debug, Default)]
struct Ids {
    order: VecDeque<u64>,
    known: HashSet<u64>,
}

impl Recent {
    /// Whether this is the first time that the id is seen. From now on it is not.
    pub(super) fn is_new(&self, id: u64) -> bool {
        // A poisoned lock holds ids all the same: nothing in here can be left half done.
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.known.insert(id) {
            return false;
        }
        ids.order.push_back(id);
        if ids.order.len() > REMEMBERED
            && let Some(oldest) = ids.order.pop_front()
        {
            ids.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once_and_memory_is_bounded() {
        let recent = Recent::default();
        assert!(recent.is_new(0));
        assert!(!recent.is_new(0));
        for id in 1..=REMEMBERED as u64 {
            assert!(recent.is_new(id));
        }
        assert_eq!(recent.ids.lock().unwrap().known.len(), REMEMBERED);
        assert!(!recent.is_new(1));
        assert!(recent.is_new(0), "the oldest is forgotten");
    }
}

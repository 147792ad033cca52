//! Which message of ours replies to which message, so that an edit or a deletion of the one reaches the other.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// Messages that are remembered; each takes some 200 bytes.
const REMEMBERED: usize = 2048;

/// What we did about a message. Who holds the lock is doing something about it.
pub(super) type Dealt = Arc<tokio::sync::Mutex<Told>>;

/// The state of one message with its reply.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Our reply, if there is one.
    pub(super) reply: Option<u64>,
    /// What the message said when it was last dealt with: a hash, for no text is kept.
    pub(super) said: u64,
    /// When it was last edited, as far as we have seen: edits may come in any order.
    pub(super) edited: i64,
    /// Whether it is deleted.
    pub(super) gone: bool,
}

/// A short memory of messages with their replies; the oldest are forgotten first.
#[derive(Debug, Default)]
pub(super) struct Answered {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    order: VecDeque<u64>,
    known: HashMap<u64, Dealt>,
}

impl Answered {
    /// What we did about a message, if we did anything.
    pub(super) fn find(&self, message: u64) -> Option<Dealt> {
        self.inner().known.get(&message).cloned()
    }

    /// Begins to remember a message.
    pub(super) fn open(&self, message: u64) -> Dealt {
        let mut inner = self.inner();
        if let Some(known) = inner.known.get(&message) {
            return known.clone();
        }
        inner.order.push_back(message);
        if inner.order.len() > REMEMBERED
            && let Some(oldest) = inner.order.pop_front()
        {
            inner.known.remove(&oldest);
        }
        inner.known.entry(message).or_default().clone()
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        // At worst an id is in one list and not in the other: it is then forgotten a little early.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_message_is_remembered_until_many_others_came() {
        let answered = Answered::default();
        answered.open(0).lock().await.reply = Some(9);
        for message in 1..REMEMBERED as u64 {
            answered.open(message);
        }
        assert_eq!(answered.find(0).unwrap().lock().await.reply, Some(9));
        answered.open(REMEMBERED as u64);
        assert!(answered.find(0).is_none());
        assert_eq!(answered.inner.lock().unwrap().known.len(), REMEMBERED);
    }
}

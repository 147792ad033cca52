//! What was answered in a channel a moment ago, so that the same question gets a link instead of the same answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::lang::Lang;

/// For so long an answer is still in sight.
const A_MOMENT: Duration = Duration::from_mins(1);
/// Answers that are remembered at most.
const MOST: usize = 1024;

/// An answer in a channel: the channel, the entry, the language.
type Key = (u64, String, Lang);

/// The message that holds an answer, once it is sent. Who holds the lock is sending it; others wait, so that of
/// several who ask at once one gets the answer and the rest the link.
pub(super) type Place = Arc<tokio::sync::Mutex<Option<u64>>>;

/// A short memory of answers and of where they stand.
#[derive(Debug, Default)]
pub(super) struct Lately {
    places: Mutex<HashMap<Key, (Instant, Place)>>,
}

impl Lately {
    /// Where the answer of an entry stands, or will stand, in a channel.
    pub(super) fn place(&self, channel: u64, entry: &str, lang: Lang, now: Instant) -> Place {
        // A poisoned lock holds places all the same.
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST {
            places.retain(|_, (since, _)| now.duration_since(*since) < A_MOMENT);
        }
        if places.len() >= MOST {
            // So much in one minute: it has long gone out of sight.
            places.clear();
        }
        let key = (channel, entry.to_owned(), lang);
        let (since, place) = places.entry(key).or_insert_with(|| (now, Place::default()));
        if now.duration_since(*since) >= A_MOMENT {
            (*since, *place) = (now, Place::default());
        }
        place.clone()
    }

    /// A message of ours is gone, or says something else now.
    pub(super) fn forget(&self, message: u64) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        // A place that is taken waits for a message that is only being sent.
        places.retain(|_, (_, place)| !place.try_lock().is_ok_and(|place| *place == Some(message)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_in_sight_for_a_minute_in_its_channel_and_language() {
        let lately = Lately::default();
        let start = Instant::now();
        let seen = async |channel, lang, seconds| {
            let place = lately.place(channel, "a", lang, start + Duration::from_secs(seconds));
            place.lock_owned().await.as_ref().copied()
        };
        *lately.place(1, "a", Lang::En, start).lock().await = Some(7);
        assert_eq!(seen(1, Lang::En, 59).await, Some(7));
        assert_eq!(seen(2, Lang::En, 59).await, None);
        assert_eq!(seen(1, Lang::Ko, 59).await, None);
        assert_eq!(seen(1, Lang::En, 60).await, None);
    }

    #[tokio::test]
    async fn what_is_gone_is_not_pointed_at() {
        let lately = Lately::default();
        let now = Instant::now();
        *lately.place(1, "a", Lang::En, now).lock().await = Some(7);
        *lately.place(1, "b", Lang::En, now).lock().await = Some(8);
        lately.forget(7);
        assert_eq!(*lately.place(1, "a", Lang::En, now).lock().await, None);
        assert_eq!(*lately.place(1, "b", Lang::En, now).lock().await, Some(8));
    }

    #[test]
    fn the_memory_is_bounded() {
        let lately = Lately::default();
        let now = Instant::now();
        for channel in 0..3 * MOST as u64 {
            lately.place(channel, "a", Lang::En, now);
        }
        assert!(lately.places.lock().unwrap().len() <= MOST);
    }
}

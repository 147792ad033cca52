//! How fast questions are answered: so many a minute from one person and in one channel.
//!
//! Past that there is one hint, then silence until the person has slowed down. Counted by the generic cell rate
//! algorithm (ITU-T I.371), as the crate governor has it: the whole allowance may come at once, then it comes back
//! bit by bit.

use std::collections::HashSet;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

/// After so many questions those who asked none of late are forgotten.
const SWEEP: u32 = 1024;

/// Persons who were told, remembered at most from one such time to the next.
const MOST_TOLD: usize = 4096;

type Keyed<C> = RateLimiter<u64, HashMapStateStore<u64>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Whether a question may be answered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Yes.
    Answer,
    /// No, and the person should be told.
    Hint,
    /// No, and the person was told.
    Silence,
}

/// Keeps the pace of persons and channels.
#[derive(Debug)]
pub(super) struct Pace<C: Clock = DefaultClock> {
    persons: Option<Keyed<C>>,
    channels: Option<Keyed<C>>,
    /// Who was told, and has not been answered since.
    told: Mutex<HashSet<u64>>,
    asked: AtomicU32,
}

impl Pace {
    /// So many questions a minute; 0 is no limit.
    pub(super) fn new(per_person: u32, per_channel: u32) -> Pace {
        Pace::with_clock(per_person, per_channel, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Pace<C> {
    fn with_clock(per_person: u32, per_channel: u32, clock: &C) -> Pace<C> {
        let limiter = |per_minute| -> Option<Keyed<C>> {
            let quota = Quota::per_minute(NonZeroU32::new(per_minute)?);
            Some(RateLimiter::new(quota, HashMapStateStore::default(), clock.clone()))
        };
        Pace {
            persons: limiter(per_person),
            channels: limiter(per_channel),
            told: Mutex::default(),
            asked: AtomicU32::new(0),
        }
    }

    /// Counts a question.
    pub(super) fn ask(&self, person: u64, channel: u64) -> Verdict {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.sweep();
        }
        let passes =
            |limiter: &Option<Keyed<C>>, key| limiter.as_ref().is_none_or(|limiter| limiter.check_key(&key).is_ok());
        // A person who is too fast does not use up the channel's allowance.
        let may = passes(&self.persons, person) && passes(&self.channels, channel);
        // A poisoned lock holds ids all the same.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if may {
            told.remove(&person);
            Verdict::Answer
        } else if told.insert(person) {
            Verdict::Hint
        } else {
            Verdict::Silence
        }
    }

    /// Forgets whose allowance is whole again.
    fn sweep(&self) {
        for limiter in [&self.persons, &self.channels].into_iter().flatten() {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        let is_quiet = [&self.persons, &self.channels].into_iter().flatten().all(RateLimiter::is_empty);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever is still too fast among so many is told once more.
        if is_quiet || told.len() > MOST_TOLD {
            *told = HashSet::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::*;

    #[test]
    fn a_burst_gets_one_hint_and_then_silence_until_it_slows_down() {
        let clock = FakeRelativeClock::default();
        let pace = Pace::with_clock(3, 0, &clock);
        let ask = |times: usize| (0..times).map(|_| pace.ask(1, 9)).collect::<Vec<_>>();
        assert_eq!(ask(3), [Verdict::Answer; 3]);
        assert_eq!(ask(3), [Verdict::Hint, Verdict::Silence, Verdict::Silence]);
        assert_eq!(pace.ask(2, 9), Verdict::Answer, "somebody else is not held up");
        clock.advance(Duration::from_secs(21));
        assert_eq!(ask(3), [Verdict::Answer, Verdict::Hint, Verdict::Silence]);
    }

    #[test]
    fn a_channel_has_a_limit_of_its_own_and_none_is_none() {
        let clock = FakeRelativeClock::default();
        let pace = Pace::with_clock(0, 2, &clock);
        assert_eq!([1, 2, 3].map(|person| pace.ask(person, 9)), [Verdict::Answer, Verdict::Answer, Verdict::Hint]);
        assert_eq!(pace.ask(3, 8), Verdict::Answer);
        let pace = Pace::with_clock(0, 0, &clock);
        assert!((0..5000).all(|_| pace.ask(1, 9) == Verdict::Answer));
    }

    #[test]
    fn those_who_slowed_down_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let pace = Pace::with_clock(10, 10, &clock);
        for person in 0..u64::from(SWEEP) - 1 {
            pace.ask(person, person);
        }
        clock.advance(Duration::from_mins(1));
        pace.ask(5, 5);
        assert!(pace.persons.as_ref().unwrap().len() <= 1);
    }

    #[test]
    fn who_was_told_is_forgotten_too_whatever_has_a_limit() {
        let clock = FakeRelativeClock::default();
        for (per_person, per_channel) in [(0, 1), (1, 0), (1, 1)] {
            let pace = Pace::with_clock(per_person, per_channel, &clock);
            for person in 0..100_000 {
                // A channel that is never quiet, and persons who ask twice and are gone.
                pace.ask(person / 2, if person % 3 == 0 { 9 } else { person });
            }
            let told = pace.told.lock().unwrap().len();
            assert!(told <= MOST_TOLD + SWEEP as usize, "{per_person} {per_channel}: {told}");
        }
    }
}

//! When each question went out, and when each reply to it came in.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A question, and what became of it so far.
struct Asked {
    message: u64,
    channel: u64,
    sent: Option<Instant>,
    replies: Vec<Instant>,
}

/// The stopwatch of a run.
pub(crate) struct Meter {
    inner: Mutex<Inner>,
}

struct Inner {
    /// By the number of the message, which rises.
    asked: Vec<Asked>,
    strays: usize,
}

/// What came out of a run.
pub(crate) struct Found {
    pub(crate) questions: usize,
    /// Questions with more than one reply.
    pub(crate) twice: usize,
    /// Messages of the bot's that reply to no question, or in another channel.
    pub(crate) strays: usize,
    /// From a question to the first reply to it, the shortest first.
    times: Vec<Duration>,
}

impl Meter {
    /// A meter for these questions, each a message and its channel.
    pub(crate) fn new(questions: Vec<(u64, u64)>) -> Meter {
        let asked =
            questions.into_iter().map(|(message, channel)| Asked { message, channel, sent: None, replies: Vec::new() });
        Meter { inner: Mutex::new(Inner { asked: asked.collect(), strays: 0 }) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here can be left half done.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a message goes out now.
    pub(crate) fn sent(&self, message: u64) {
        let now = Instant::now();
        if let Some(asked) = self.lock().find(message) {
            asked.sent = Some(now);
        }
    }

    /// Notes a reply that was read at `read`: to which message, if to any, and in which channel.
    pub(crate) fn replied(&self, message: Option<u64>, channel: u64, read: Instant) {
        let mut inner = self.lock();
        let asked = message.and_then(|message| inner.find(message));
        match asked.filter(|asked| asked.channel == channel && asked.sent.is_some()) {
            Some(asked) => asked.replies.push(read),
            None => inner.strays += 1,
        }
    }

    /// How many questions still have no reply.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().asked.iter().filter(|asked| asked.replies.is_empty()).count()
    }

    pub(crate) fn found(&self) -> Found {
        let inner = self.lock();
        let time = |asked: &Asked| Some(asked.replies.first()?.saturating_duration_since(asked.sent?));
        let mut times: Vec<Duration> = inner.asked.iter().filter_map(time).collect();
        times.sort_unstable();
        Found {
            questions: inner.asked.len(),
            twice: inner.asked.iter().filter(|asked| asked.replies.len() > 1).count(),
            strays: inner.strays,
            times,
        }
    }
}

impl Inner {
    fn find(&mut self, message: u64) -> Option<&mut Asked> {
        let at = self.asked.binary_search_by_key(&message, |asked| asked.message).ok()?;
        self.asked.get_mut(at)
    }
}

impl Found {
    pub(crate) fn replied(&self) -> usize {
        self.times.len()
    }

    pub(crate) fn lost(&self) -> usize {
        self.questions - self.times.len()
    }

    /// The time that so many in a hundred replies did not exceed; none where there are no replies.
    pub(crate) fn percentile(&self, percent: usize) -> Option<Duration> {
        percentile(&self.times, percent)
    }
}

/// The time that so many in a hundred did not exceed, of times in order; none of none.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (times.len() * percent).div_ceil(100);
    times.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_counts_for_its_question_in_its_channel() {
        let meter = Meter::new(vec![(10, 1), (20, 2), (30, 3)]);
        let now = Instant::now();
        for message in [10, 15, 20] {
            meter.sent(message);
        }
        for (message, channel) in [(Some(10), 1), (Some(10), 1), (Some(20), 9), (Some(15), 1), (None, 1), (Some(30), 3)]
        {
            meter.replied(message, channel, now);
        }
        let found = meter.found();
        assert_eq!((found.replied(), found.lost(), found.twice, found.strays), (1, 2, 1, 4));
        assert_eq!(meter.waiting(), 2);
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times = (1..=200).map(Duration::from_millis).collect();
        let found = Found { questions: 200, twice: 0, strays: 0, times };
        let percentiles = [50, 99, 100].map(|percent| found.percentile(percent));
        assert_eq!(percentiles, [100, 198, 200].map(|ms| Some(Duration::from_millis(ms))));
        assert_eq!(Found { questions: 1, twice: 0, strays: 0, times: Vec::new() }.percentile(50), None);
    }
}

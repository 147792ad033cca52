//! What slash commands asked of late: their replies do not hold the question, and "pass this to the moderators" needs it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Questions that are remembered at most.
const REMEMBERED: usize = 256;
/// After so long a question is forgotten in any case: it is a person's text.
const LONGEST: Duration = Duration::from_mins(15);

/// A short memory of questions, in memory only.
#[derive(Debug, Default)]
pub(super) struct Asked {
    questions: Mutex<VecDeque<(u64, Instant, String)>>,
}

impl Asked {
    /// Remembers what an interaction asked.
    pub(super) fn remember(&self, interaction: u64, question: &str, now: Instant) {
        let mut questions = self.fresh(now);
        if questions.len() == REMEMBERED {
            questions.pop_front();
        }
        questions.push_back((interaction, now, question.to_owned()));
    }

    /// What an interaction asked, if that is not too long ago.
    pub(super) fn recall(&self, interaction: u64, now: Instant) -> Option<String> {
        let questions = self.fresh(now);
        questions.iter().find(|(id, ..)| *id == interaction).map(|(.., question)| question.clone())
    }

    fn fresh(&self, now: Instant) -> std::sync::MutexGuard<'_, VecDeque<(u64, Instant, String)>> {
        // A poisoned lock holds questions all the same.
        let mut questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        while questions.front().is_some_and(|(_, since, _)| now.duration_since(*since) >= LONGEST) {
            questions.pop_front();
        }
        questions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_remembered_for_a_while_and_among_not_too_many() {
        let asked = Asked::default();
        let start = Instant::now();
        asked.remember(0, "first", start);
        assert_eq!(asked.recall(0, start + LONGEST / 2).as_deref(), Some("first"));
        assert_eq!(asked.recall(0, start + LONGEST), None);
        for id in 1..=REMEMBERED as u64 + 1 {
            asked.remember(id, "another", start + LONGEST);
        }
        assert_eq!(asked.recall(1, start + LONGEST), None);
        assert_eq!(asked.questions.lock().unwrap().len(), REMEMBERED);
    }
}

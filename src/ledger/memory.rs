//! A ledger that lasts as long as the process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Ledger, LedgerError, PassedOn, Vote, Voted};

/// Questions that are kept at most; at 500 characters each they take less than a megabyte.
const MOST_QUESTIONS: usize = 1000;
/// Votes that are kept at most. Past them only those who have voted can vote again.
const MOST_VOTES: usize = 20_000;

/// Keeps a bounded number of questions and votes in memory; they are gone when the process ends.
#[derive(Debug, Default)]
pub struct Memory {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    questions: Vec<PassedOn>,
    votes: HashMap<(String, u64), bool>,
}

impl Memory {
    /// The questions that were passed on, oldest first.
    pub fn questions(&self) -> Vec<PassedOn> {
        self.inner().questions.clone()
    }

    /// How many people found the answer of an entry helpful, and how many did not.
    pub fn votes(&self, entry: &str) -> (usize, usize) {
        let inner = self.inner();
        let count = |wanted| inner.votes.iter().filter(|((id, _), helpful)| id == entry && **helpful == wanted).count();
        (count(true), count(false))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Every change below is one call on a list or a map: a poisoned lock holds nothing half done.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for Memory {
    fn pass_on(&self, question: PassedOn) -> Result<(), LedgerError> {
        let mut inner = self.inner();
        if inner.questions.contains(&question) {
            return Ok(());
        }
        if inner.questions.len() >= MOST_QUESTIONS {
            return Err(LedgerError::Full(MOST_QUESTIONS));
        }
        inner.questions.push(question);
        Ok(())
    }

    fn vote(&self, vote: Vote) -> Result<Voted, LedgerError> {
        let mut inner = self.inner();
        let full = inner.votes.len() >= MOST_VOTES;
        let key = (vote.entry, vote.voter);
        match inner.votes.get_mut(&key) {
            Some(known) if *known == vote.helpful => Ok(Voted::Same),
            Some(known) => {
                *known = vote.helpful;
                Ok(Voted::Changed)
            }
            None if full => Err(LedgerError::Full(MOST_VOTES)),
            None => {
                inner.votes.insert(key, vote.helpful);
                Ok(Voted::New)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn question(number: usize) -> PassedOn {
        PassedOn { question: format!("{number}?"), lang: Lang::En, asker: 1, guild: None, channel: 2 }
    }

    #[test]
    fn a_question_is_kept_once_and_a_full_ledger_says_so() {
        let ledger = Memory::default();
        for number in (0..MOST_QUESTIONS).chain([0]) {
            ledger.pass_on(question(number)).unwrap();
        }
        assert_eq!(ledger.questions().len(), MOST_QUESTIONS);
        let error = ledger.pass_on(question(MOST_QUESTIONS)).unwrap_err();
        assert_eq!(error.to_string(), "the ledger is full: it holds 1000 questions that no moderator has looked at");
    }

    #[test]
    fn a_person_has_one_vote_an_entry_and_may_change_it() {
        let ledger = Memory::default();
        let vote = |voter, helpful| ledger.vote(Vote { entry: "a".to_owned(), voter, helpful }).unwrap();
        assert_eq!(
            [vote(1, true), vote(1, true), vote(1, false), vote(2, true)],
            [Voted::New, Voted::Same, Voted::Changed, Voted::New]
        );
        assert_eq!(ledger.votes("a"), (1, 1));
        assert_eq!(ledger.votes("b"), (0, 0));
    }
}

//! The ledger: what people hand to the moderators, and what they think of answers.
//!
//! A trait, because where it is kept is the operator's choice: in an SQLite file (the feature `sqlite`), or with
//! [`Memory`] for as long as the process lasts. Nothing gets in here unless a person pressed a button for it: asking a
//! question writes nothing.

mod memory;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt::Debug;

use crate::lang::Lang;

pub use self::memory::Memory;
#[cfg(feature = "sqlite")]
pub use self::sqlite::{OpenError, Sqlite, Tally, Waiting};

/// A question that a person asked to be passed on to the moderators; that click is the consent to keep its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOn {
    /// What was asked, as typed, at most 500 characters of it.
    pub question: String,
    /// The language of the reply that it got.
    pub lang: Lang,
    /// Who asked it, by the id of their account.
    pub asker: u64,
    /// The server that it was asked in; none in a direct message.
    pub guild: Option<u64>,
    /// The channel that it was asked in.
    pub channel: u64,
}

/// What a person thinks of an entry's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// The entry's id.
    pub entry: String,
    /// Who votes, by the id of their account. A person has one vote an entry, and may change it.
    pub voter: u64,
    /// Whether the answer helped.
    pub helpful: bool,
}

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voted {
    /// It is the person's first on this entry.
    New,
    /// It takes the place of the person's other vote.
    Changed,
    /// The person had voted the same already.
    Same,
}

/// Why something could not be kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The ledger takes no more until the moderators have looked at what is there.
    #[error("the ledger is full: it holds {0} questions that no moderator has looked at")]
    Full(usize),
    /// The store behind the ledger failed.
    #[error("the ledger cannot be written")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Where questions that were passed on and votes are kept.
///
/// Calls may block, on a disk for instance: who is on an async runtime makes them on a thread for that.
pub trait Ledger: Debug + Send + Sync {
    /// Keeps a question that was passed on. The same question of the same person is kept once.
    ///
    /// # Errors
    ///
    /// When it could not be kept; the person is told so.
    fn pass_on(&self, question: PassedOn) -> Result<(), LedgerError>;

    /// Keeps a vote.
    ///
    /// # Errors
    ///
    /// When it could not be kept; the person is told so.
    fn vote(&self, vote: Vote) -> Result<Voted, LedgerError>;
}

//! Attaché answers questions about a partnership from a knowledge base that moderators curate.
//!
//! Every answer was written by a person, names its sources and says as of when it holds. What the
//! knowledge base does not answer, Attaché says it does not know.

pub mod desk;
#[cfg(feature = "discord")]
pub mod discord;
pub mod knowledge;
pub mod lang;
pub mod ledger;
pub mod matching;
pub mod rehearsal;
pub mod replies;
pub mod reply;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;

#[cfg(feature = "discord")]
pub use discord::Plugin;

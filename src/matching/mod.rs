//! From a typed question to a ranked list of entries and a decision.
//!
//! The way of a question: [`text`] takes the chat markup off, cuts and folds words, and tells the language; [`typed`] reads
//! anew what was typed oddly and puts typos right; [`asking`] finds concepts and places, and by what words it asks;
//! [`entries`], which hold [`vectors`], find those whose phrasings are alike; [`weighing`] turns the evidence for each into a
//! probability; [`decide`] answers, suggests or refuses. Nothing here reads files, clocks or chance: the same knowledge and
//! question give the same result to the bit, on any machine.

mod asking;
mod decide;
mod entries;
mod explain;
mod matcher;
mod text;
mod typed;
mod vectors;
mod weighing;

pub use self::decide::{Decision, Thresholds};
pub use self::explain::{Coverage, Explanation, Ranked, Reason, WordReceipt};
pub use self::matcher::{Hit, Matched, Matcher};
pub use self::text::clean::{MAX_CHARS, clean};
pub use self::text::inquiry::is_question;
pub use self::text::words::folded;

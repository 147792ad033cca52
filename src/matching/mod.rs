//! From a typed question to a ranked list of entries and a decision.
//!
//! The way of a question: [`clean`] takes the chat markup off; [`words`] cuts and folds; [`meant`] reads anew what was
//! typed oddly; [`language`] tells the language; [`analysis`] stems, puts typos right and finds concepts and places;
//! [`index`] finds entries whose phrasings are alike; [`score`] turns the evidence for each into a probability;
//! [`decide`] answers, suggests or refuses. Nothing here reads files, clocks or chance: the same knowledge and question
//! give the same result to the bit, on any machine.

mod analysis;
mod asks;
mod belonging;
mod beside;
mod clauses;
mod clean;
mod decide;
mod decisive;
mod denial;
mod english;
mod explain;
mod features;
mod fetching;
mod field;
mod giving;
mod heading;
mod index;
mod initials;
mod inquiry;
mod italian;
mod keyboard;
mod korean;
mod language;
mod learning;
mod lexicon;
mod matcher;
mod meanings;
mod meant;
mod naming;
mod negating;
mod ordinals;
mod phrasings;
mod places;
mod reading;
mod refusals;
mod romanised;
mod score;
mod slips;
mod sorting;
mod sought;
mod spacing;
mod spelling;
mod sure;
mod terms;
mod vocabulary;
mod words;

pub use self::clean::{MAX_CHARS, clean};
pub use self::decide::{Decision, Thresholds};
pub use self::explain::{Coverage, Explanation, Ranked, Reason, WordReceipt};
pub use self::inquiry::is_question;
pub use self::matcher::{Hit, Matched, Matcher};
pub use self::words::folded;

//! Every sentence that people read, a file a language.
//!
//! Sentences that hold a value are functions, so that each language can put it where it belongs.

mod en;
mod it;
mod ko;

use jiff::civil::Date;

use crate::knowledge::PartialDate;
use crate::lang::Lang;

/// The sentences of one language.
#[derive(Debug)]
#[non_exhaustive]
pub struct Phrasebook {
    /// Heads the list of sources.
    pub sources: &'static str,
    /// Heads the note on sources that differ.
    pub note: &'static str,
    /// The day for which an answer holds; the argument is the date in words.
    pub as_of: fn(&str) -> String,
    /// Past its `valid_until`; the argument is that date in words.
    pub out_of_date: fn(&str) -> String,
    /// Heads the entries that one may ask next.
    pub related: &'static str,
    /// Says that only another language has the answer; the argument is the answer's language.
    pub only_in: fn(Lang) -> &'static str,
    /// Introduces suggestions.
    pub did_you_mean: &'static str,
    /// Nothing in the knowledge base answers the question.
    pub unanswered: &'static str,
    /// After [`Phrasebook::unanswered`]: where to look instead.
    pub try_topics: &'static str,
    /// The question had no words in it.
    pub empty_question: &'static str,
    /// Something failed on our side.
    pub fault: &'static str,
    /// A click on a button whose answer is gone, or that an older version made.
    pub stale_button: &'static str,
    /// After a list of questions that did not all fit; the argument is how many are left out.
    pub more_questions: fn(usize) -> String,
    /// Below a topic's questions: how to ask one; the argument is the topic's command.
    pub how_to_ask: fn(&str) -> String,
    /// Marks an event of the timeline that lies ahead.
    pub planned: &'static str,
    /// In place of a timeline with nothing in it.
    pub no_events: &'static str,
    /// The slash command that takes any question.
    pub ask_command: CommandText,
    /// The option that takes the question.
    pub question_option: CommandText,
    /// The option that chooses the language of the reply.
    pub language_option: CommandText,
    /// The option that shows the reply to the asker alone.
    pub private_option: CommandText,
    /// Writes a date, as exactly as it is known.
    pub date: fn(PartialDate) -> String,
}

impl Phrasebook {
    /// Writes a whole date in words.
    pub fn day(&self, date: Date) -> String {
        (self.date)(date.into())
    }
}

/// What people see of a slash command or of its option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandText {
    /// The name: lower case, no spaces, at most 32 characters.
    pub name: &'static str,
    /// What it does, in at most 100 characters.
    pub description: &'static str,
}

/// The sentences of `lang`.
pub const fn phrasebook(lang: Lang) -> &'static Phrasebook {
    match lang {
        Lang::En => &en::PHRASEBOOK,
        Lang::It => &it::PHRASEBOOK,
        Lang::Ko => &ko::PHRASEBOOK,
    }
}

/// Writes "19 January 2026", "January 2026" or "1884".
fn day_month_year(date: PartialDate, months: &[&str; 12], day: impl Fn(i8) -> String) -> String {
    let month = date.month().and_then(|month| months.get(usize::try_from(month - 1).ok()?));
    match (date.day(), month) {
        (Some(number), Some(month)) => format!("{} {month} {}", day(number), date.year()),
        (None, Some(month)) => format!("{month} {}", date.year()),
        _ => date.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let day = "2026-01-19".parse().unwrap();
        let first = "2026-05-01".parse().unwrap();
        let month = "2026-01".parse().unwrap();
        let year = "1884".parse().unwrap();
        let write = |lang| [day, first, month, year].map(phrasebook(lang).date);
        assert_eq!(write(Lang::En), ["19 January 2026", "1 May 2026", "January 2026", "1884"]);
        assert_eq!(write(Lang::It), ["19 gennaio 2026", "1º maggio 2026", "gennaio 2026", "1884"]);
        assert_eq!(write(Lang::Ko), ["2026년 1월 19일", "2026년 5월 1일", "2026년 1월", "1884년"]);
    }
}

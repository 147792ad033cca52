//! Every sentence that people read, a file a language.
//!
//! Sentences that hold a value are functions, so that each language can put it where it belongs.

mod en;
mod it;
mod ko;

use jiff::civil::Date;

use crate::knowledge::{Knowledge, PartialDate};
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
    /// After [`Phrasebook::unanswered`], where some topics are near: heads them.
    pub near_topics: &'static str,
    /// The question had no words in it.
    pub empty_question: &'static str,
    /// Something failed on our side.
    pub fault: &'static str,
    /// A click on a button whose answer is gone, or that an older version made.
    pub stale_button: &'static str,
    /// Below a topic's questions: how to ask one; the argument is the topic's command.
    pub how_to_ask: fn(&str) -> String,
    /// In the menu of a topic's questions.
    pub choose_question: &'static str,
    /// In the menu of topics.
    pub choose_topic: &'static str,
    /// All questions of a topic; the argument is its title.
    pub all_questions: fn(&str) -> String,
    /// The button that shows all topics.
    pub all_topics: &'static str,
    /// The button for one page back.
    pub previous: &'static str,
    /// The button for one page on.
    pub next: &'static str,
    /// Which page this is, and of how many.
    pub page: fn(usize, usize) -> String,
    /// The button for an answer that helped.
    pub helpful: &'static str,
    /// The button for an answer that did not help.
    pub not_helpful: &'static str,
    /// The button that takes a reply away.
    pub remove: &'static str,
    /// The button that passes a question on to the moderators.
    pub pass_on: &'static str,
    /// To a person whose vote was kept, new or changed.
    pub voted: &'static str,
    /// To a person who voted the same before.
    pub voted_before: &'static str,
    /// To a person who did not find an answer helpful.
    pub what_was_missing: &'static str,
    /// The question is with the moderators.
    pub passed_on: &'static str,
    /// The moderators' list is full.
    pub too_many_waiting: &'static str,
    /// Only the person who asked may pass a question on.
    pub not_your_question: &'static str,
    /// Only the person who asked, and moderators, may take a reply away.
    pub not_yours_to_remove: &'static str,
    /// The title of the form in which a question is typed for the moderators, in at most 45 characters.
    pub form_title: &'static str,
    /// The label of its field, in at most 45 characters.
    pub form_label: &'static str,
    /// More questions at once than one person or one channel gets answered.
    pub too_fast: &'static str,
    /// The same was answered a moment ago; the argument is the link to that answer.
    pub answered_already: fn(&str) -> String,
    /// The button below it: shows the same answer to the person alone.
    pub show_answer: &'static str,
    /// What keeps us from answering in a channel; the arguments are the channel as a link and the permissions.
    pub may_not: fn(&str, &str) -> String,
    /// The names of the permissions that a reply needs.
    pub permissions: PermissionNames,
    /// Leads from the reply to the message that it answers; the argument is the link to that message.
    pub answer_to: fn(&str) -> String,
    /// A message without text was to be answered.
    pub nothing_to_answer: &'static str,
    /// The title of the list of topics; the argument is how many entries there are.
    pub topics_title: fn(usize) -> String,
    /// The title of the timeline.
    pub timeline_title: &'static str,
    /// The title of the list of sources; the argument is how many there are.
    pub sources_title: fn(usize) -> String,
    /// There is no topic of the name that was typed.
    pub no_such_topic: &'static str,
    /// What this bot is, in a few sentences.
    pub about: &'static str,
    /// Versions and numbers: of the program, of the knowledge base, its entries, topics and sources.
    pub about_numbers: fn(&Numbers<'_>) -> String,
    /// What becomes of what people type.
    pub privacy: &'static str,
    /// Marks an event of the timeline that lies ahead.
    pub planned: &'static str,
    /// In place of a timeline with nothing in it.
    pub no_events: &'static str,
    /// The slash command that takes any question.
    pub ask_command: CommandText,
    /// The command that lists the topics.
    pub topics_command: CommandText,
    /// The command that shows the timeline.
    pub timeline_command: CommandText,
    /// The command that lists the sources.
    pub sources_command: CommandText,
    /// The command that says what this bot is.
    pub about_command: CommandText,
    /// The entry in the menu of a message that answers it.
    pub answer_this: &'static str,
    /// The option that chooses a topic.
    pub topic_option: CommandText,
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

/// What Discord calls the permissions that a reply needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionNames {
    /// To see the channel.
    pub view_channel: &'static str,
    /// To write in it.
    pub send_messages: &'static str,
    /// To write in its threads.
    pub send_messages_in_threads: &'static str,
    /// To reply to what stands in it.
    pub read_message_history: &'static str,
}

/// What there is to say about a knowledge base in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers<'a> {
    /// The version of the program.
    pub program: &'a str,
    /// The version of the knowledge base.
    pub knowledge: &'a str,
    /// How many entries it has.
    pub entries: usize,
    /// How many topics.
    pub topics: usize,
    /// How many sources.
    pub sources: usize,
}

impl<'a> Numbers<'a> {
    /// The numbers of a knowledge base, which has this version, in this program.
    pub fn of(knowledge: &Knowledge, version: &'a str) -> Numbers<'a> {
        Numbers {
            program: env!("CARGO_PKG_VERSION"),
            knowledge: version,
            entries: knowledge.entries().count(),
            topics: knowledge.topics.len(),
            sources: knowledge.sources.len(),
        }
    }
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
        assert_eq!(write(Lang::It), ["19 gennaio 2026", "1° maggio 2026", "gennaio 2026", "1884"]);
        assert_eq!(write(Lang::Ko), ["2026년 1월 19일", "2026년 5월 1일", "2026년 1월", "1884년"]);
    }
}

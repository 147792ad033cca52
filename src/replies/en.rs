//! The sentences in English.

use super::{CommandText, Phrasebook};
use crate::knowledge::PartialDate;
use crate::lang::Lang;

pub(super) const PHRASEBOOK: Phrasebook = Phrasebook {
    sources: "Sources",
    note: "Sources differ",
    as_of: |date| format!("As of {date}"),
    out_of_date: |date| format!("This answer held until {date} and may be out of date."),
    related: "Related questions",
    only_in: |lang| match lang {
        Lang::En => "This answer is in English.",
        Lang::It => "So far this answer is only in Italian.",
        Lang::Ko => "So far this answer is only in Korean.",
    },
    did_you_mean: "I'm not sure what you mean. Did you mean one of these?",
    unanswered: "I don't know: nothing in my knowledge base answers that.",
    try_topics: "These are the topics that I know:",
    empty_question: "Ask me a question, for example: What did Korea and Italy sign in Seoul?",
    fault: "Something went wrong on my side. Please try again in a moment.",
    stale_button: "This button no longer works, for I have changed since. Please ask again.",
    more_questions: |count| match count {
        1 => "… and one more question".to_owned(),
        _ => format!("… and {count} more questions"),
    },
    how_to_ask: |command| format!("Ask with /{command} and your question in its “question” field."),
    planned: "planned",
    no_events: "There are no dated events.",
    ask_command: CommandText { name: "ask", description: "Ask a question; the answer comes with its sources" },
    question_option: CommandText { name: "question", description: "Your question, in English, Italian or Korean" },
    language_option: CommandText { name: "language", description: "The language of the reply" },
    private_option: CommandText { name: "private", description: "Show the reply to you alone" },
    date,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn date(date: PartialDate) -> String {
    super::day_month_year(date, &MONTHS, |day| day.to_string())
}

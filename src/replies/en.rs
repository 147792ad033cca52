//! The sentences in English.

use super::{CommandText, PermissionNames, Phrasebook};
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
    near_topics: "These topics come nearest:",
    empty_question: "Ask me a question, for example: What did Korea and Italy sign in Seoul?",
    fault: "Something went wrong on my side. Please try again in a moment.",
    stale_button: "This choice no longer works, for I have been updated since. Please ask again.",
    how_to_ask: |command| format!("Choose below, or type /{command} and your own question"),
    choose_question: "Choose a question",
    choose_topic: "Choose a topic",
    all_questions: |title| format!("All questions: {title}"),
    all_topics: "All topics",
    previous: "Previous",
    next: "Next",
    page: |page, of| format!("Page {page} of {of}"),
    helpful: "Helpful",
    not_helpful: "Not helpful",
    remove: "Remove",
    pass_on: "Pass this to the moderators",
    voted: "Thank you, I have noted it. You can change your mind at any time.",
    voted_before: "You told me so already, thank you.",
    what_was_missing: "Thank you, I have noted it. Shall the moderators see your question, too?",
    passed_on: "Your question is with the moderators now. Thank you.",
    too_many_waiting: "The moderators' list is full at the moment. Please try again another day.",
    not_your_question: "Only the person who asked can pass a question on. Ask it yourself, and you can.",
    not_yours_to_remove: "Only the person who asked and the moderators can remove this.",
    form_title: "A question for the moderators",
    form_label: "Your question",
    too_fast: "That was a lot of questions at once. Please give me a minute.",
    answered_already: |link| format!("I answered that here a moment ago: {link}"),
    show_answer: "Show me the answer",
    may_not: |channel, missing| format!("I cannot answer you in {channel}. Permissions that I lack there: {missing}."),
    permissions: PermissionNames {
        view_channel: "View Channel",
        send_messages: "Send Messages",
        send_messages_in_threads: "Send Messages in Threads",
        read_message_history: "Read Message History",
    },
    answer_to: |link| format!("In answer to {link}"),
    nothing_to_answer: "There is no text in that message that I could answer.",
    topics_title: |entries| format!("I can answer {entries} questions on these topics"),
    timeline_title: "Timeline",
    sources_title: |count| format!("The sources of my answers ({count})"),
    no_such_topic: "There is no such topic. /topics lists them.",
    about: "Attaché answers questions from a knowledge base that people curate. Every answer was written by a person, \
            names its sources and says as of when it holds. What Attaché does not know, it says.",
    about_numbers: |of| {
        format!(
            "Version {} · knowledge base {} · {} entries, {} topics, {} sources",
            of.program, of.knowledge, of.entries, of.topics, of.sources
        )
    },
    privacy: "What you type is read, answered and forgotten. Only if you press “Pass this to the moderators” is your \
              question kept for them, with your account, the server, the channel and the time. Only if you vote is \
              your vote kept, with your account and the time.",
    planned: "planned",
    no_events: "There are no dated events.",
    ask_command: CommandText { name: "ask", description: "Ask a question; the answer comes with its sources" },
    topics_command: CommandText { name: "topics", description: "What I can answer, topic by topic" },
    timeline_command: CommandText { name: "timeline", description: "What happened when, with sources" },
    sources_command: CommandText { name: "sources", description: "The publications that my answers rest on" },
    about_command: CommandText { name: "about", description: "What this bot is, its version, and your privacy" },
    answer_this: "Answer this",
    topic_option: CommandText { name: "topic", description: "The topic to keep to" },
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

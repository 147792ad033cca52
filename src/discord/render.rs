//! Replies as Discord messages.
//!
//! An answer has to be readable with embeds turned off (a person can do that, and so can a server's
//! permissions), and nothing should be said twice. So the **message text** carries what the answer is: the
//! question as its title, the answer, a warning when it may be out of date, and in small print the day for
//! which it holds and who says so. The **embed** below carries what one opens to check it: the sources as links
//! with publisher and date, where they differ, and what to ask next. The other ways lose: all in the embed is
//! blank for those who turned embeds off, and both is the answer twice on a phone.
//!
//! A long answer goes on in the embed where the text has no more room. Every text from the knowledge base is
//! escaped, and no word of a question is ever repeated.

use std::borrow::Cow;

use super::card::{Button, Card, Embed, Field};
use super::custom_id::CustomId;
use super::escape::{escape, link};
use super::limits::{self, cut, fit_lines, length, split};
use crate::knowledge::{Source, Topic};
use crate::lang::Lang;
use crate::replies::{Phrasebook, phrasebook};
use crate::reply::{Answer, Outcome, Reply, Suggestion};

// What each part may take at most; together below the limits of a message and of its embeds.
const TITLE: usize = 256;
const PUBLISHERS: usize = 300;
const CONTINUATION: usize = 2300;
const SOURCES: usize = limits::EMBED_DESCRIPTION - CONTINUATION - 100;
const SOURCE_TITLE: usize = 200;
const PUBLISHER: usize = 80;
const RELATED: usize = 700;
const QUESTION: usize = 200;

/// The message for a reply; `topics` are offered where the reply is that it is not known.
pub fn reply(reply: &Reply, topics: &[Topic]) -> Card {
    match &reply.outcome {
        Outcome::Answer(found) => answer(found, reply.lang),
        Outcome::Suggest(suggestions) => suggest(suggestions, reply.lang),
        Outcome::Unanswered => unanswered(topics, reply.lang),
    }
}

/// The message for an answer to a person who asked in `lang`.
pub fn answer(answer: &Answer, lang: Lang) -> Card {
    let words = phrasebook(answer.lang);
    let title = title_line(&answer.question);
    let below = below_the_answer(answer, lang, words);
    let room = limits::CONTENT.saturating_sub(length(&title) + length(&below) + "\n\n".len());
    let (text, rest) = escape_within(&answer.text, room);
    Card {
        content: format!("{title}\n{text}\n{below}"),
        embed: Some(Embed { description: description(answer, rest, words), fields: fields(answer, words) }),
        buttons: Vec::new(),
    }
}

/// The message that shows what a topic can answer.
pub fn overview(topic: &Topic, lang: Lang) -> Card {
    let words = phrasebook(lang);
    let text = |text: &crate::knowledge::Text| text.best(lang).map(|(_, text)| text.clone()).unwrap_or_default();
    let title = title_line(&text(&topic.title));
    let (description, _) = escape_within(&text(&topic.description), 300);
    let how = escape(&(words.how_to_ask)(&topic.command));
    let lines: Vec<String> = topic.entries.iter().map(|entry| bullet(entry.canonical(lang))).collect();
    let more = |left: usize| if left == 0 { String::new() } else { format!("\n{}", (words.more_questions)(left)) };
    let around = format!("{title}\n{description}\n\n{}\n\n-# {how}", more(lines.len()));
    let room = limits::CONTENT.saturating_sub(length(&around));
    let (list, taken) = fit_lines(lines.iter().map(String::as_str), room);
    Card::text(format!("{title}\n{description}\n\n{list}{}\n\n-# {how}", more(lines.len() - taken)))
}

fn suggest(suggestions: &[Suggestion], lang: Lang) -> Card {
    let numbered = suggestions.iter().enumerate();
    let lines: Vec<String> = numbered.map(|(n, near)| format!("{}. {}", n + 1, question(&near.question))).collect();
    let head = phrasebook(lang).did_you_mean;
    let (list, _) = fit_lines(lines.iter().map(String::as_str), limits::CONTENT - length(head) - 1);
    Card { content: format!("{head}\n{list}"), embed: None, buttons: buttons(suggestions, lang) }
}

/// A button a suggestion, numbered as in the text; labels are plain text on Discord and need no escaping.
fn buttons(suggestions: &[Suggestion], lang: Lang) -> Vec<Button> {
    let numbered = suggestions.iter().take(limits::BUTTONS_IN_A_ROW).enumerate();
    let buttons = numbered.map(|(n, suggestion)| Button {
        id: CustomId::Entry { id: suggestion.id.clone(), lang },
        label: cut(&format!("{}. {}", n + 1, one_line(&suggestion.question)), limits::BUTTON_LABEL).into_owned(),
    });
    buttons.filter(|button| button.id.fits()).collect()
}

fn unanswered(topics: &[Topic], lang: Lang) -> Card {
    let words = phrasebook(lang);
    if topics.is_empty() {
        return Card::text(words.unanswered);
    }
    let head = format!("{}\n{}\n", words.unanswered, words.try_topics);
    let lines: Vec<String> = topics.iter().map(|topic| topic_line(topic, lang)).collect();
    let room = limits::CONTENT.saturating_sub(length(&head));
    let (list, _) = fit_lines(lines.iter().map(String::as_str), room);
    Card::text(head + &list)
}

fn topic_line(topic: &Topic, lang: Lang) -> String {
    let title = topic.title.best(lang).map(|(_, title)| one_line(title)).unwrap_or_default();
    format!("• {} · {}", escape(&format!("/{}", topic.command)), escape(&cut(&title, 80)))
}

/// The line in bold above a text.
fn title_line(title: &str) -> String {
    format!("**{}**", escape(&cut(&one_line(title), TITLE)))
}

/// The warnings and the small print that close the message text.
fn below_the_answer(answer: &Answer, lang: Lang, words: &Phrasebook) -> String {
    let mut lines = Vec::new();
    if let Some(until) = answer.expired {
        lines.push(format!("⚠️ {}", (words.out_of_date)(&words.day(until))));
    }
    if answer.lang != lang {
        // In the asker's language: the point is that the answer is not.
        lines.push(format!("-# {}", (phrasebook(lang).only_in)(answer.lang)));
    }
    let publishers = escape(&cut(&publishers(&answer.sources), PUBLISHERS / 2));
    lines.push(format!("-# {} · {publishers}", (words.as_of)(&words.day(answer.as_of))));
    lines.join("\n")
}

fn publishers(sources: &[Source]) -> String {
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for source in sources {
        let name = cut(&source.publisher, PUBLISHER);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    one_line(&names.join(", "))
}

fn description(answer: &Answer, rest: &str, words: &Phrasebook) -> String {
    let lines: Vec<String> = answer.sources.iter().map(|source| source_line(source, words)).collect();
    let (sources, _) = fit_lines(lines.iter().map(String::as_str), SOURCES);
    let sources = format!("**{}**\n{sources}", words.sources);
    if rest.trim().is_empty() {
        return sources;
    }
    let (more, _) = escape_within(rest.trim_start(), CONTINUATION);
    format!("…{more}\n\n{sources}")
}

fn source_line(source: &Source, words: &Phrasebook) -> String {
    let title = link(&cut(&source.title, SOURCE_TITLE), source.url.as_deref());
    let publisher = escape(&cut(&one_line(&source.publisher), PUBLISHER));
    match source.date {
        Some(date) => format!("• {title} — {publisher}, {}", (words.date)(date)),
        None => format!("• {title} — {publisher}"),
    }
}

fn fields(answer: &Answer, words: &Phrasebook) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(note) = &answer.note {
        let (value, _) = escape_within(note, limits::EMBED_FIELD_VALUE);
        fields.push(Field { name: words.note.to_owned(), value });
    }
    let related: Vec<String> = answer.related.iter().map(|link| bullet(&link.question)).collect();
    let (value, _) = fit_lines(related.iter().map(String::as_str), RELATED);
    fields.push(Field { name: words.related.to_owned(), value });
    // Discord refuses a field without a text.
    fields.retain(|field| !field.value.trim().is_empty());
    fields
}

fn bullet(text: &str) -> String {
    format!("• {}", question(text))
}

fn question(text: &str) -> String {
    escape(&cut(&one_line(text), QUESTION))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a text as fits once it is escaped, and the rest as it was. Where there is a rest, "…" says so.
fn escape_within(text: &str, room: usize) -> (String, &str) {
    let whole = escape(text);
    if length(&whole) <= room {
        return (whole, "");
    }
    // Escaping makes texts longer by a share that differs from place to place: try that of the whole, then less.
    let room = room.saturating_sub(length("…"));
    let mut limit = room * length(text) / length(&whole);
    loop {
        let (head, rest) = split(text, limit);
        let escaped = escape(head.trim_end());
        let over = length(&escaped).saturating_sub(room);
        if head.is_empty() {
            return (String::new(), rest);
        }
        if over == 0 {
            return (escaped + "…", rest);
        }
        limit = length(head).saturating_sub(over.div_ceil(2));
    }
}

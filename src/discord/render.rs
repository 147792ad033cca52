//! Replies as Discord messages.
//!
//! An answer has to be readable with embeds turned off (a person can do that, and so can a server's
//! permissions), and nothing should be said twice. So the **message text** carries what the answer is: the
//! question as its title, the answer, a warning when it may be out of date, and in small print the day for
//! which it holds and who says so. The **embed** below carries what one opens to check it: the sources as links
//! with publisher, date and language, and where they differ. What to ask next is a menu. The other ways lose: all in
//! the embed is blank for those who turned embeds off, and both is the answer twice on a phone.
//!
//! A long answer goes on in the embed where the text has no more room. Every text from the knowledge base is
//! escaped, and no word of a question is ever repeated.

use std::borrow::Cow;
use std::sync::Arc;

use serenity::model::permissions::Permissions;

use super::card::{Button, Card, Choice, Embed, Field, Row};
use super::custom_id::CustomId;
use super::escape::{escape, link};
use super::limits::{self, cut, fit_lines, length, split};
use crate::knowledge::{Source, Text, Topic};
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
const QUESTION: usize = 200;

/// What a message depends on besides the reply.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The topics, to name them and to lead to their questions.
    pub topics: &'a [Topic],
    /// The language of buttons and menus: the person's, as far as it is known.
    pub interface: Lang,
    /// Whether votes and questions for the moderators can be kept; without that, no button offers it.
    pub ledger: bool,
    /// Whether one person alone sees the message, and so can dismiss it without a button.
    pub private: bool,
}

/// The message for a reply.
pub fn reply(reply: &Reply, view: View<'_>) -> Card {
    match &reply.outcome {
        Outcome::Answer(found) => answer(found, reply.lang, view),
        Outcome::Suggest(suggestions) => suggest(suggestions, reply.lang, view),
        Outcome::Unanswered => unanswered(reply, view),
    }
}

/// The message for an answer to a person who asked in `lang`.
pub fn answer(answer: &Answer, lang: Lang, view: View<'_>) -> Card {
    let words = phrasebook(answer.lang);
    let title = title_line(&answer.question);
    let below = below_the_answer(answer, lang, words);
    let room = limits::CONTENT.saturating_sub(length(&title) + length(&below) + "\n\n".len());
    let (text, rest) = escape_within(&answer.text, room);
    let rows = [menu_below(answer, lang, view), buttons_below(answer, lang, view)];
    Card {
        content: format!("{title}\n{text}\n{below}"),
        embed: Some(Embed { description: description(answer, rest, words), fields: note(answer, words) }),
        rows: rows.into_iter().flatten().collect(),
    }
}

/// What to ask next: the related entries, and all of the topic.
fn menu_below(answer: &Answer, lang: Lang, view: View<'_>) -> Option<Row> {
    let related =
        answer.related.iter().map(|link| choice(CustomId::Entry { id: link.id.clone(), lang }, &link.question));
    let topic = view.topics.iter().find(|topic| topic.command == answer.topic).map(|topic| {
        let all = (phrasebook(view.interface).all_questions)(best(&topic.title, lang));
        choice(CustomId::Topic { topic: topic.command.clone(), page: 0, lang }, &all)
    });
    menu(phrasebook(view.interface).related, related.take(limits::OPTIONS - 1).chain(topic))
}

/// A menu of the options that Discord takes, each once.
pub(super) fn menu(placeholder: &str, options: impl Iterator<Item = Choice>) -> Option<Row> {
    let mut kept: Vec<Choice> = Vec::new();
    for option in options {
        let is_new = !kept.iter().any(|known| known.id == option.id);
        if is_new && !option.label.is_empty() && option.id.fits() && kept.len() < limits::OPTIONS {
            kept.push(option);
        }
    }
    let placeholder = cut(placeholder, limits::PLACEHOLDER).into_owned();
    (!kept.is_empty()).then_some(Row::Menu { placeholder, options: kept })
}

/// An option of a menu; labels are plain text on Discord and need no escaping.
pub(super) fn choice(id: CustomId, label: &str) -> Choice {
    Choice { id, label: cut(&one_line(label), limits::OPTION_LABEL).into_owned() }
}

/// The other languages, the votes, and the way out: five buttons at most.
fn buttons_below(answer: &Answer, lang: Lang, view: View<'_>) -> Option<Row> {
    let words = phrasebook(view.interface);
    let languages = answer
        .also_in
        .iter()
        .map(|&lang| Button::new(CustomId::Entry { id: answer.id.clone(), lang }, lang.own_name()));
    let mut buttons: Vec<Button> = languages.collect();
    if view.ledger {
        let vote = |helpful| CustomId::Vote { id: answer.id.clone(), lang, helpful };
        buttons.extend([Button::new(vote(true), words.helpful), Button::new(vote(false), words.not_helpful)]);
    }
    buttons.extend(remove(view));
    row(buttons)
}

/// The button that takes the reply away, where everybody sees the reply.
pub(super) fn remove(view: View<'_>) -> Option<Button> {
    (!view.private).then(|| Button::new(CustomId::Remove, phrasebook(view.interface).remove))
}

/// The buttons that Discord takes as a row, if there are any.
pub(super) fn row(mut buttons: Vec<Button>) -> Option<Row> {
    buttons.retain(|button| button.id.fits() && !button.label.is_empty());
    buttons.truncate(limits::BUTTONS_IN_A_ROW);
    (!buttons.is_empty()).then_some(Row::Buttons(buttons))
}

fn suggest(suggestions: &[Suggestion], lang: Lang, view: View<'_>) -> Card {
    let numbered = suggestions.iter().enumerate();
    let lines: Vec<String> = numbered.map(|(n, near)| format!("{}. {}", n + 1, question(&near.question))).collect();
    let head = phrasebook(lang).did_you_mean;
    let (list, _) = fit_lines(lines.iter().map(String::as_str), limits::CONTENT - length(head) - 1);
    let rows = [row(numbered_buttons(suggestions, lang)), ways_out(lang, view)];
    Card { content: format!("{head}\n{list}"), embed: None, rows: rows.into_iter().flatten().collect() }
}

/// A button a suggestion, numbered as in the text.
fn numbered_buttons(suggestions: &[Suggestion], lang: Lang) -> Vec<Button> {
    let numbered = suggestions.iter().enumerate().map(|(n, suggestion)| {
        let label = format!("{}. {}", n + 1, one_line(&suggestion.question));
        Button::new(CustomId::Entry { id: suggestion.id.clone(), lang }, cut(&label, limits::BUTTON_LABEL))
    });
    numbered.collect()
}

/// Below a reply that is no answer: on to the moderators, or away with it.
fn ways_out(lang: Lang, view: View<'_>) -> Option<Row> {
    let pass_on = view.ledger.then(|| pass_on_button(lang, view.interface));
    row(pass_on.into_iter().chain(remove(view)).collect())
}

/// The way to the moderators alone.
pub(super) fn pass_on(lang: Lang, interface: Lang) -> Option<Row> {
    row(vec![pass_on_button(lang, interface)])
}

fn pass_on_button(lang: Lang, interface: Lang) -> Button {
    Button::new(CustomId::PassOn { lang }, phrasebook(interface).pass_on)
}

/// In place of an answer that stands in the channel already: the link to it, and a way to it that holds when that message
/// changes or goes.
pub(super) fn answered_already(link: &str, (entry, lang): (&str, Lang), words: &Phrasebook) -> Card {
    let show = Button::new(CustomId::Aside { id: entry.to_owned(), lang }, words.show_answer);
    Card { rows: row(vec![show]).into_iter().collect(), ..Card::text((words.answered_already)(link)) }
}

/// The card for a channel in which nothing may stand below a text: as much of it as fits joins the text, that sources
/// differ before what they are.
pub(super) fn without_embed(card: Card) -> Card {
    let Some(embed) = card.embed else { return card };
    let mut content = card.content;
    for field in &embed.fields {
        let head = format!("\n**{}**\n", field.name);
        let room = limits::CONTENT.saturating_sub(length(&content) + length(&head));
        let value = cut(&field.value, room);
        if !value.is_empty() {
            content += &head;
            content += &value;
        }
    }
    let room = limits::CONTENT.saturating_sub(length(&content) + 1);
    let (more, _) = fit_lines(embed.description.lines(), room);
    Card { content: format!("{content}\n{more}").trim_end().to_owned(), embed: None, ..card }
}

/// The names of permissions, as the person's Discord has them.
pub(super) fn permissions(missing: Permissions, words: &Phrasebook) -> String {
    let names = [
        (Permissions::VIEW_CHANNEL, words.permissions.view_channel),
        (Permissions::SEND_MESSAGES, words.permissions.send_messages),
        (Permissions::SEND_MESSAGES_IN_THREADS, words.permissions.send_messages_in_threads),
        (Permissions::READ_MESSAGE_HISTORY, words.permissions.read_message_history),
    ];
    let missing = names.into_iter().filter(|(permission, _)| missing.contains(*permission));
    missing.map(|(_, name)| format!("**{name}**")).collect::<Vec<_>>().join(", ")
}

fn unanswered(reply: &Reply, view: View<'_>) -> Card {
    let words = phrasebook(reply.lang);
    let near: Vec<&Topic> =
        reply.topics.iter().filter_map(|name| view.topics.iter().find(|topic| topic.command == *name)).collect();
    let lines: Vec<String> = near.iter().map(|topic| topic_line(topic, reply.lang)).collect();
    let head = if lines.is_empty() {
        words.unanswered.to_owned()
    } else {
        format!("{}\n{}\n", words.unanswered, words.near_topics)
    };
    let (list, _) = fit_lines(lines.iter().map(String::as_str), limits::CONTENT.saturating_sub(length(&head)));
    let mut buttons: Vec<Button> = near.iter().map(|topic| topic_button(topic, reply.lang)).collect();
    if !view.topics.is_empty() {
        let all = CustomId::Topics { page: 0, lang: reply.lang };
        buttons.push(Button::new(all, phrasebook(view.interface).all_topics));
    }
    let rows = [row(buttons), ways_out(reply.lang, view)];
    Card { content: head + &list, embed: None, rows: rows.into_iter().flatten().collect() }
}

fn topic_button(topic: &Topic, lang: Lang) -> Button {
    let id = CustomId::Topic { topic: topic.command.clone(), page: 0, lang };
    Button::new(id, cut(&one_line(best(&topic.title, lang)), limits::BUTTON_LABEL))
}

pub(super) fn topic_line(topic: &Topic, lang: Lang) -> String {
    let title = one_line(best(&topic.title, lang));
    format!("• {} · {}", escape(&format!("/{}", topic.command)), escape(&cut(&title, 80)))
}

/// A text in `lang`, else in the first language that has it, else nothing.
pub(super) fn best(text: &Text, lang: Lang) -> &str {
    text.best(lang).map(|(_, text)| text.as_str()).unwrap_or_default()
}

/// The line in bold above a text.
pub(super) fn title_line(title: &str) -> String {
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

fn publishers(sources: &[Arc<Source>]) -> String {
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
    attributed(&title, source, words)
}

/// A source by its title, which may be a link: with the flag of its language, its publisher and its date.
pub(super) fn attributed(title: &str, source: &Source, words: &Phrasebook) -> String {
    let publisher = escape(&cut(&one_line(&source.publisher), PUBLISHER));
    let flag = flag(&source.language).map(|flag| format!("{flag} ")).unwrap_or_default();
    match source.date {
        Some(date) => format!("• {flag}{title} — {publisher}, {}", (words.date)(date)),
        None => format!("• {flag}{title} — {publisher}"),
    }
}

/// A flag that stands for a language, where one is understood at once.
fn flag(language: &str) -> Option<&'static str> {
    match Lang::from_locale(language)? {
        Lang::En => Some("🇬🇧"),
        Lang::It => Some("🇮🇹"),
        Lang::Ko => Some("🇰🇷"),
    }
}

/// Where the sources differ. Discord refuses a field without a text.
fn note(answer: &Answer, words: &Phrasebook) -> Vec<Field> {
    let note = answer.note.iter().filter(|note| !note.trim().is_empty());
    note.map(|note| Field { name: words.note.to_owned(), value: escape_within(note, limits::EMBED_FIELD_VALUE).0 })
        .collect()
}

pub(super) fn bullet(text: &str) -> String {
    format!("• {}", question(text))
}

fn question(text: &str) -> String {
    escape(&cut(&one_line(text), QUESTION))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a text as fits once it is escaped, and the rest as it was. Where there is a rest, "…" says so.
pub(super) fn escape_within(text: &str, room: usize) -> (String, &str) {
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

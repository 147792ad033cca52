//! What there is to look through: the topics, a topic's questions, the timeline, the sources, and who is speaking.
//!
//! Long lists come in pages, each a message text of its own, so that they read without embeds, too.

use jiff::civil::Date;

use super::card::{Button, Card, Row};
use super::custom_id::CustomId;
use super::escape::{escape, quiet_link};
use super::limits::{self, cut, fit_lines, length};
use super::render::{
    View, attributed, best, bullet, choice, escape_within, menu, one_line, remove, row, title_line, topic_line,
};
use crate::knowledge::{Entry, Knowledge, Source, TimelineEvent, Topic, timeline};
use crate::lang::Lang;
use crate::replies::{Numbers, Phrasebook, phrasebook};

/// Lines on a page of the timeline or of the sources: about a screen of a phone.
const LINES: usize = 8;
/// The room for them, besides a title and the number of the page.
const ROOM: usize = limits::CONTENT - 200;
/// A title in a list of many.
const TITLE: usize = 120;

/// What a topic can answer.
pub fn overview(topic: &Topic, page: usize, lang: Lang, view: View<'_>) -> Card {
    let words = phrasebook(lang);
    let (page, pages) = clamp(page, topic.entries.len().div_ceil(limits::OPTIONS));
    let entries: Vec<&Entry> = topic.entries.iter().skip(page * limits::OPTIONS).take(limits::OPTIONS).collect();
    let title = title_line(best(&topic.title, lang));
    let (description, _) = escape_within(best(&topic.description, lang), 300);
    let how = escape(&(words.how_to_ask)(&topic.command));
    let small_print = small_print(&how, page, pages, words);
    let around = format!("{title}\n{description}\n\n\n\n{small_print}");
    let lines: Vec<String> = entries.iter().map(|entry| bullet(entry.canonical(lang))).collect();
    let (list, _) = fit_lines(lines.iter().map(String::as_str), limits::CONTENT.saturating_sub(length(&around)));
    let options =
        entries.iter().map(|entry| choice(CustomId::Entry { id: entry.id.clone(), lang }, entry.canonical(lang)));
    let turn = |page| CustomId::Topic { topic: topic.command.clone(), page, lang };
    let all = Button::new(CustomId::Topics { page: 0, lang }, phrasebook(view.interface).all_topics);
    Card {
        content: format!("{title}\n{description}\n\n{list}\n\n{small_print}"),
        embed: None,
        rows: rows(
            menu(phrasebook(view.interface).choose_question, options),
            turning(page, pages, turn, view),
            Some(all),
            view,
        ),
    }
}

/// All topics.
pub fn topics(knowledge: &Knowledge, page: usize, lang: Lang, view: View<'_>) -> Card {
    let words = phrasebook(lang);
    let (page, pages) = clamp(page, knowledge.topics.len().div_ceil(limits::OPTIONS));
    let shown: Vec<&Topic> = knowledge.topics.iter().skip(page * limits::OPTIONS).take(limits::OPTIONS).collect();
    let title = title_line(&(words.topics_title)(knowledge.entries().count()));
    let lines: Vec<String> = shown.iter().map(|topic| topic_line(topic, lang)).collect();
    let (list, _) = fit_lines(lines.iter().map(String::as_str), ROOM);
    let options = shown
        .iter()
        .map(|topic| choice(CustomId::Topic { topic: topic.command.clone(), page: 0, lang }, best(&topic.title, lang)));
    let small_print = small_print("", page, pages, words);
    Card {
        content: format!("{title}\n{list}\n{small_print}").trim_end().to_owned(),
        embed: None,
        rows: rows(
            menu(phrasebook(view.interface).choose_topic, options),
            turning(page, pages, |page| CustomId::Topics { page, lang }, view),
            None,
            view,
        ),
    }
}

/// The dated events, of one topic or of all, as they stand on a day.
pub fn events(
    knowledge: &Knowledge,
    topic: Option<&Topic>,
    page: usize,
    lang: Lang,
    today: Date,
    view: View<'_>,
) -> Card {
    let words = phrasebook(lang);
    let command = topic.map(|topic| topic.command.as_str());
    let lines: Vec<String> =
        timeline(knowledge, command, lang, today).iter().map(|event| event_line(event, words)).collect();
    if lines.is_empty() {
        return Card::text(words.no_events);
    }
    let turn = |page| CustomId::Timeline { topic: command.map(str::to_owned), page, lang };
    paged(&headed(words.timeline_title, topic, lang), &lines, page, turn, words, view)
}

fn event_line(event: &TimelineEvent<'_>, words: &Phrasebook) -> String {
    let planned = if event.planned { format!(" ({})", words.planned) } else { String::new() };
    let (title, _) = escape_within(&one_line(event.title), 400);
    let source = event
        .sources
        .first()
        .map(|source| format!(" · {}", quiet_link(&cut(&source.publisher, TITLE), source.url.as_deref())));
    format!("• **{}**{planned} {title}{}", (words.date)(event.date), source.unwrap_or_default())
}

/// The publications that the answers of one topic, or of all, rest on; the newest first.
pub fn sources(knowledge: &Knowledge, topic: Option<&Topic>, page: usize, lang: Lang, view: View<'_>) -> Card {
    let words = phrasebook(lang);
    let command = topic.map(|topic| topic.command.as_str());
    let cited = knowledge.cited(command);
    let lines: Vec<String> = cited.iter().map(|source| source_line(source, words)).collect();
    let turn = |page| CustomId::Sources { topic: command.map(str::to_owned), page, lang };
    paged(&headed(&(words.sources_title)(cited.len()), topic, lang), &lines, page, turn, words, view)
}

fn source_line(source: &Source, words: &Phrasebook) -> String {
    attributed(&quiet_link(&cut(&source.title, TITLE), source.url.as_deref()), source, words)
}

/// Who is speaking, what it knows (a knowledge base of this version), and what becomes of what people type.
pub fn about(knowledge: &Knowledge, version: &str, lang: Lang) -> Card {
    let words = phrasebook(lang);
    let numbers = Numbers::of(knowledge, version);
    Card::text(format!("**Attaché**\n{}\n\n{}\n-# {}", words.about, words.privacy, (words.about_numbers)(&numbers)))
}

fn headed(title: &str, topic: Option<&Topic>, lang: Lang) -> String {
    match topic {
        Some(topic) => title_line(&format!("{title} · {}", best(&topic.title, lang))),
        None => title_line(title),
    }
}

/// One page of many lines, with the way to the others.
fn paged(
    title: &str,
    lines: &[String],
    page: usize,
    turn: impl Fn(usize) -> CustomId,
    words: &Phrasebook,
    view: View<'_>,
) -> Card {
    let pages = pages(lines);
    let (page, count) = clamp(page, pages.len());
    let list = pages.get(page).map(String::as_str).unwrap_or_default();
    let small_print = small_print("", page, count, words);
    Card {
        content: format!("{title}\n{list}\n{small_print}").trim_end().to_owned(),
        embed: None,
        rows: rows(None, turning(page, count, turn, view), None, view),
    }
}

/// Lines put on pages: as many on each as read well and fit.
fn pages(lines: &[String]) -> Vec<String> {
    let mut pages = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let (page, taken) = fit_lines(rest.iter().take(LINES).map(String::as_str), ROOM);
        // A line that is too long for any page is left out rather than shown broken; none that we write is.
        rest = &rest[taken.max(1)..];
        pages.push(page);
    }
    pages
}

/// The page that there is for a page that was asked for, and how many there are.
fn clamp(page: usize, pages: usize) -> (usize, usize) {
    (page.min(pages.saturating_sub(1)), pages.max(1))
}

fn small_print(text: &str, page: usize, pages: usize, words: &Phrasebook) -> String {
    let number = (pages > 1).then(|| (words.page)(page + 1, pages));
    let parts = [Some(text.to_owned()).filter(|text| !text.is_empty()), number];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("-# {}", parts.join(" · ")) }
}

/// The buttons that turn pages, where there are any to turn.
fn turning(page: usize, pages: usize, turn: impl Fn(usize) -> CustomId, view: View<'_>) -> Vec<Button> {
    if pages < 2 {
        return Vec::new();
    }
    let words = phrasebook(view.interface);
    // Without a page to turn to, the button keeps an id that no other one has.
    let back = Button { enabled: page > 0, ..Button::new(turn(page.checked_sub(1).unwrap_or(pages)), words.previous) };
    let on = Button { enabled: page + 1 < pages, ..Button::new(turn(page + 1), words.next) };
    vec![back, on]
}

fn rows(menu: Option<Row>, mut turning: Vec<Button>, other: Option<Button>, view: View<'_>) -> Vec<Row> {
    turning.extend(other);
    turning.extend(remove(view));
    menu.into_iter().chain(row(turning)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_no_page_is_too_long() {
        for length_of_line in [10, 300, 900] {
            let lines: Vec<String> = (0..30).map(|n| format!("{n}{}", "x".repeat(length_of_line))).collect();
            let pages = pages(&lines);
            assert!(pages.iter().all(|page| length(page) <= ROOM && page.lines().count() <= LINES));
            assert_eq!(pages.join("\n"), lines.join("\n"));
        }
        assert!(pages(&[]).is_empty());
    }

    #[test]
    fn a_page_past_the_end_is_the_last_one() {
        assert_eq!(clamp(7, 3), (2, 3));
        assert_eq!(clamp(usize::MAX, 0), (0, 1));
    }
}

//! What Discord offers while somebody types into an option of ours.
//!
//! Questions: what begins like the typed text, then what has its words, then what the matcher finds. Topics: the same
//! by title and by command. A chosen question comes back as the id of its entry, so that it needs no matching.

use super::limits::{self, cut};
use super::render::{best, one_line};
use crate::desk::Shelf;
use crate::knowledge::{Entry, Topic};
use crate::lang::Lang;
use crate::matching::folded;

/// What the value of a chosen question begins with; the id of the entry follows.
const ENTRY: &str = "entry:";

/// A choice: what people see, and what comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) name: String,
    pub(super) value: String,
}

/// The id of the entry that a chosen question stands for; nothing for a text that somebody typed.
pub(super) fn chosen_entry(value: &str) -> Option<&str> {
    value.strip_prefix(ENTRY)
}

/// Questions that a text may grow into: of a topic, or of all.
pub(super) fn questions(shelf: &Shelf, topic: Option<&Topic>, typed: &str, lang: Lang) -> Vec<Offer> {
    let typed = settled(typed);
    let entries: Vec<&Entry> = match topic {
        Some(topic) => topic.entries.iter().collect(),
        // A first question of each topic shows what there is.
        None if typed.is_empty() => shelf.knowledge.topics.iter().filter_map(|topic| topic.entries.first()).collect(),
        None => shelf.knowledge.entries().map(|(_, entry)| entry).collect(),
    };
    let mut found: Vec<&Entry> = Vec::new();
    if typed.is_empty() {
        found = entries;
    } else {
        let seen: Vec<(String, &Entry)> =
            entries.into_iter().map(|entry| (folded(entry.canonical(lang)), entry)).collect();
        let tiers: [&dyn Fn(&str) -> bool; 3] =
            [&|text| text == typed, &|text| text.starts_with(&typed), &|text| has_words(text, &typed)];
        for tier in tiers {
            found.extend(seen.iter().filter(|(text, _)| tier(text)).map(|(_, entry)| *entry));
        }
        found.extend(shelf.near(&typed, topic.map(|topic| topic.command.as_str()), Some(lang)));
    }
    let offers = found
        .into_iter()
        .map(|entry| Offer { name: label(entry.canonical(lang)), value: format!("{ENTRY}{}", entry.id) });
    fitting(offers)
}

/// Topics that a text may grow into.
pub(super) fn topics(topics: &[Topic], typed: &str, lang: Lang) -> Vec<Offer> {
    let typed = settled(typed);
    let title = |topic: &Topic| best(&topic.title, lang).to_owned();
    let tiers: [&dyn Fn(&Topic) -> bool; 2] =
        [&|topic| topic.command.starts_with(&typed) || folded(&title(topic)).starts_with(&typed), &|topic| {
            has_words(&folded(&title(topic)), &typed)
        }];
    let found = tiers.into_iter().flat_map(|tier| topics.iter().filter(|topic| tier(topic)));
    fitting(found.map(|topic| Offer { name: label(&title(topic)), value: topic.command.clone() }))
}

/// The typed text as it is compared. A Korean syllable that is still being typed is left out.
fn settled(typed: &str) -> String {
    let is_unfinished = |c: char| matches!(c, '\u{3131}'..='\u{318e}');
    folded(typed.trim_end_matches(is_unfinished))
}

/// Whether every typed word begins a word of the text.
fn has_words(text: &str, typed: &str) -> bool {
    typed.split(' ').all(|part| text.split(' ').any(|word| word.starts_with(part)))
}

fn label(text: &str) -> String {
    cut(&one_line(text), limits::OPTION_LABEL).into_owned()
}

/// Each once, as many as Discord takes, and none that it refuses.
fn fitting(offers: impl Iterator<Item = Offer>) -> Vec<Offer> {
    let mut kept: Vec<Offer> = Vec::new();
    for offer in offers {
        let is_new = !kept.iter().any(|known| known.value == offer.value);
        let fits = !offer.name.is_empty() && limits::length(&offer.value) <= limits::OPTION_LABEL;
        if is_new && fits {
            kept.push(offer);
        }
        if kept.len() == limits::OPTIONS {
            break;
        }
    }
    kept
}

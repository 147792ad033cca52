//! The custom ids of our components: what a click on one asks for.
//!
//! All that a click needs is in the id, so a restart loses no button. Ids have a version: a click on what an older
//! program made is seen to be stale.

use std::fmt;

use super::limits;
use crate::lang::Lang;

/// Every custom id of ours begins with this, and no other component is touched.
const PREFIX: &str = "attache:";
/// Goes up when the meaning of the ids changes.
const VERSION: &str = "1";

/// What a click on one of our components asks for.
///
/// A `lang` is the language to show things in. A `topic` is a topic's command; none stands for all of them. Pages
/// are counted from 0; a page that is no longer there is the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CustomId {
    /// Show the answer of an entry.
    Entry {
        /// The entry's id.
        id: String,
        /// The language to show it in.
        lang: Lang,
    },
    /// Show the answer of an entry to the person alone, beside the message that was clicked on.
    Aside {
        /// The entry's id.
        id: String,
        /// The language to show it in.
        lang: Lang,
    },
    /// A menu, whose options are custom ids themselves.
    Menu,
    /// Show the questions of a topic.
    Topic {
        /// The topic's command.
        topic: String,
        /// The page of the list.
        page: usize,
        /// The language to show it in.
        lang: Lang,
    },
    /// Show the topics.
    Topics {
        /// The page of the list.
        page: usize,
        /// The language to show it in.
        lang: Lang,
    },
    /// Show the timeline.
    Timeline {
        /// The topic's command, if it is the timeline of one.
        topic: Option<String>,
        /// The page of the list.
        page: usize,
        /// The language to show it in.
        lang: Lang,
    },
    /// Show the sources.
    Sources {
        /// The topic's command, if they are those of one.
        topic: Option<String>,
        /// The page of the list.
        page: usize,
        /// The language to show it in.
        lang: Lang,
    },
    /// Say whether the answer of an entry helped.
    Vote {
        /// The entry's id.
        id: String,
        /// The language of the reply.
        lang: Lang,
        /// Whether it helped.
        helpful: bool,
    },
    /// Pass the question on to the moderators.
    PassOn {
        /// The language of the reply that it got.
        lang: Lang,
    },
    /// Take the reply away.
    Remove,
}

/// What a component's custom id turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// One of ours, which can be acted on.
    Ours(CustomId),
    /// One of ours by its prefix, but of another version or broken.
    Stale,
    /// Somebody else's: to be left alone.
    Foreign,
}

impl CustomId {
    /// Whether Discord takes it; an entry's id that is too long for a custom id gets no component.
    pub fn fits(&self) -> bool {
        limits::length(&self.to_string()) <= limits::CUSTOM_ID
    }

    /// Reads a component's custom id.
    pub fn parse(text: &str) -> Parsed {
        let Some(rest) = text.strip_prefix(PREFIX) else { return Parsed::Foreign };
        parse_ours(rest).map_or(Parsed::Stale, Parsed::Ours)
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{VERSION}:")?;
        let all = String::new();
        match self {
            CustomId::Entry { id, lang } => write!(f, "entry:{lang}:{id}"),
            CustomId::Aside { id, lang } => write!(f, "aside:{lang}:{id}"),
            CustomId::Menu => write!(f, "menu"),
            CustomId::Topic { topic, page, lang } => write!(f, "topic:{lang}:{page}:{topic}"),
            CustomId::Topics { page, lang } => write!(f, "topics:{lang}:{page}"),
            CustomId::Timeline { topic, page, lang } => {
                write!(f, "timeline:{lang}:{page}:{}", topic.as_ref().unwrap_or(&all))
            }
            CustomId::Sources { topic, page, lang } => {
                write!(f, "sources:{lang}:{page}:{}", topic.as_ref().unwrap_or(&all))
            }
            CustomId::Vote { id, lang, helpful } => write!(f, "{}:{lang}:{id}", if *helpful { "up" } else { "down" }),
            CustomId::PassOn { lang } => write!(f, "pass:{lang}"),
            CustomId::Remove => write!(f, "remove"),
        }
    }
}

fn parse_ours(rest: &str) -> Option<CustomId> {
    let rest = rest.strip_prefix(VERSION)?.strip_prefix(':')?;
    let (kind, rest) = rest.split_once(':').unwrap_or((rest, ""));
    let id = match kind {
        "menu" if rest.is_empty() => CustomId::Menu,
        "remove" if rest.is_empty() => CustomId::Remove,
        "pass" => CustomId::PassOn { lang: rest.parse().ok()? },
        _ => parse_shown(kind, rest)?,
    };
    Some(id)
}

/// The ids that begin with a language.
fn parse_shown(kind: &str, rest: &str) -> Option<CustomId> {
    let (lang, rest) = rest.split_once(':')?;
    let lang = lang.parse().ok()?;
    match kind {
        "entry" => return Some(CustomId::Entry { id: filled(rest)?, lang }),
        "aside" => return Some(CustomId::Aside { id: filled(rest)?, lang }),
        "up" => return Some(CustomId::Vote { id: filled(rest)?, lang, helpful: true }),
        "down" => return Some(CustomId::Vote { id: filled(rest)?, lang, helpful: false }),
        _ => {}
    }
    let (page, topic) = rest.split_once(':').unwrap_or((rest, ""));
    let page = page.parse().ok()?;
    match kind {
        "topic" => Some(CustomId::Topic { topic: filled(topic)?, page, lang }),
        "topics" if topic.is_empty() => Some(CustomId::Topics { page, lang }),
        "timeline" => Some(CustomId::Timeline { topic: filled(topic), page, lang }),
        "sources" => Some(CustomId::Sources { topic: filled(topic), page, lang }),
        _ => None,
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written_and_the_longest_fits() {
        for lang in Lang::ALL {
            let (id, topic, page) = ("a".repeat(64), "양".repeat(32), 999);
            let all = [
                CustomId::Entry { id: id.clone(), lang },
                CustomId::Aside { id: id.clone(), lang },
                CustomId::Menu,
                CustomId::Topic { topic: topic.clone(), page, lang },
                CustomId::Topics { page, lang },
                CustomId::Timeline { topic: None, page, lang },
                CustomId::Timeline { topic: Some(topic.clone()), page, lang },
                CustomId::Sources { topic: None, page, lang },
                CustomId::Sources { topic: Some(topic), page, lang },
                CustomId::Vote { id: id.clone(), lang, helpful: true },
                CustomId::Vote { id, lang, helpful: false },
                CustomId::PassOn { lang },
                CustomId::Remove,
            ];
            for id in all {
                assert!(id.fits(), "{id}");
                assert_eq!(CustomId::parse(&id.to_string()), Parsed::Ours(id));
            }
        }
    }

    #[test]
    fn old_and_broken_ids_of_ours_are_stale_and_others_are_foreign() {
        for stale in [
            "attache:",
            "attache:0:entry:en:x",
            "attache:1:entry:de:x",
            "attache:1:entry:en:",
            "attache:1:?:en:x",
            "attache:1:topic:en:-1:mou",
            "attache:1:topic:en:1:",
            "attache:1:topic:en:99999999999999999999999:mou",
            "attache:1:up:en:",
            "attache:1:remove:x",
            "attache:12:remove",
        ] {
            assert_eq!(CustomId::parse(stale), Parsed::Stale, "{stale}");
        }
        for foreign in ["", "entry:en:x", "Attache:1:entry:en:x", "host:attache:"] {
            assert_eq!(CustomId::parse(foreign), Parsed::Foreign, "{foreign}");
        }
    }
}

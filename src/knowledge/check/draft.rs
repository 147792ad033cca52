//! What a syntax tree says, as far as it says something: the rules' view of files that may be broken.
//!
//! Reading is lenient: what has the wrong type or is missing is left out here, as the walk over the schema
//! reports it. So the rules see the sound parts of a broken file, and all problems come out at once. Where something
//! was left out, it is told (`…_read`, `is_whole`), so that no rule takes it for something that is not there.

use jiff::civil::Date;
use jsonc_parser::ast::{Object, Value};

use super::findings::Spot;
use crate::knowledge::model::PartialDate;
use crate::knowledge::syntax::span;
use crate::knowledge::wording::nearest;
use crate::lang::Lang;

/// A value with the spot where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) spot: Spot,
}

/// A text with its spot.
pub(super) type Word<'t> = At<&'t str>;

/// A value per language, and where the whole stands.
#[derive(Debug)]
pub(super) struct PerLang<T> {
    pub(super) spot: Spot,
    pub(super) values: Vec<(Lang, T)>,
    /// Whether all that stands there is a language and was read.
    pub(super) is_whole: bool,
}

impl<T> PerLang<T> {
    pub(super) fn has(&self, lang: Lang) -> bool {
        self.values.iter().any(|(there, _)| *there == lang)
    }

    /// Whether the language is not there, under another spelling neither.
    pub(super) fn lacks(&self, lang: Lang) -> bool {
        self.is_whole && !self.has(lang)
    }
}

/// Every question of a list per language, with its language and its number in the list.
pub(super) fn questions<'a, 't>(
    lists: Option<&'a PerLang<Vec<Word<'t>>>>,
) -> impl Iterator<Item = (Lang, usize, Word<'t>)> + use<'a, 't> {
    lists.into_iter().flat_map(|lists| {
        lists.values.iter().flat_map(|(lang, list)| list.iter().enumerate().map(|(index, word)| (*lang, index, *word)))
    })
}

#[derive(Debug, Default)]
pub(super) struct DraftBase<'t> {
    pub(super) sources: Vec<DraftSource<'t>>,
    pub(super) topics: Vec<DraftTopic<'t>>,
    pub(super) unanswerable: Option<PerLang<Vec<Word<'t>>>>,
    /// Whether the ids of all sources were read.
    pub(super) sources_read: bool,
    /// Whether every topic file was read.
    pub(super) topics_read: bool,
}

impl<'t> DraftBase<'t> {
    pub(super) fn entries(&self) -> impl Iterator<Item = &DraftEntry<'t>> {
        self.topics.iter().flat_map(|topic| &topic.entries)
    }

    /// Whether the ids of all entries were read.
    pub(super) fn entries_read(&self) -> bool {
        self.topics_read && self.topics.iter().all(|topic| topic.entries_read) && self.entries().all(|e| e.id.is_some())
    }

    /// Whether all citations were read.
    pub(super) fn citations_read(&self) -> bool {
        let topics_read = self.topics_read && self.topics.iter().all(|topic| topic.entries_read);
        topics_read && self.entries().all(|entry| entry.citations_read)
    }
}

#[derive(Debug)]
pub(super) struct DraftSource<'t> {
    pub(super) id: Word<'t>,
    pub(super) date: Option<At<PartialDate>>,
}

#[derive(Debug)]
pub(super) struct DraftTopic<'t> {
    pub(super) command: Option<Word<'t>>,
    pub(super) title: Option<PerLang<Word<'t>>>,
    pub(super) description: Option<PerLang<Word<'t>>>,
    pub(super) entries: Vec<DraftEntry<'t>>,
    /// Whether there is a list of entries and nothing else is in it.
    pub(super) entries_read: bool,
}

#[derive(Debug)]
pub(super) struct DraftEntry<'t> {
    pub(super) id: Option<Word<'t>>,
    pub(super) questions: Option<PerLang<Vec<Word<'t>>>>,
    pub(super) answer: Option<PerLang<Word<'t>>>,
    pub(super) note: Option<PerLang<Word<'t>>>,
    pub(super) sources: Vec<Word<'t>>,
    pub(super) as_of: Option<At<Date>>,
    pub(super) review_by: Option<At<Date>>,
    pub(super) valid_until: Option<At<Date>>,
    pub(super) related: Vec<Word<'t>>,
    pub(super) tests: Option<PerLang<Vec<Word<'t>>>>,
    pub(super) not: Option<PerLang<Vec<Word<'t>>>>,
    pub(super) events: Vec<DraftEvent<'t>>,
    /// Whether the sources of the entry and of its events were read.
    pub(super) citations_read: bool,
}

#[derive(Debug)]
pub(super) struct DraftEvent<'t> {
    pub(super) title: Option<PerLang<Word<'t>>>,
    pub(super) sources: Vec<Word<'t>>,
}

/// Reads the trees of one document.
pub(super) struct Reader {
    pub(super) document: usize,
}

impl Reader {
    /// The sources, and whether they are all.
    pub(super) fn sources<'t>(&self, tree: &'t Value<'t>) -> Option<(Vec<DraftSource<'t>>, bool)> {
        let list = &tree.as_object()?.get_array("sources")?.elements;
        let sources: Vec<_> =
            list.iter().filter_map(Value::as_object).filter_map(|object| self.source(object)).collect();
        let all = sources.len() == list.len();
        Some((sources, all))
    }

    fn source<'t>(&self, object: &'t Object<'t>) -> Option<DraftSource<'t>> {
        let date = self.word_of(object, "date").and_then(|word| parsed(word));
        Some(DraftSource { id: self.word_of(object, "id")?, date })
    }

    pub(super) fn unanswerable<'t>(&self, tree: &'t Value<'t>) -> Option<PerLang<Vec<Word<'t>>>> {
        self.lists(tree.as_object()?, "questions")
    }

    pub(super) fn topic<'t>(&self, tree: &'t Value<'t>) -> Option<DraftTopic<'t>> {
        let object = tree.as_object()?;
        Some(DraftTopic {
            command: self.word_of(object, "command"),
            title: self.texts(object, "title"),
            description: self.texts(object, "description"),
            entries: objects(object, "entries").map(|entry| self.entry(entry)).collect(),
            entries_read: is_list_of(object, "entries", |item| item.as_object().is_some()),
        })
    }

    fn entry<'t>(&self, object: &'t Object<'t>) -> DraftEntry<'t> {
        let date = |key| self.word_of(object, key).and_then(|word| parsed(word));
        let cites = |object: &Object<'_>| is_list_of(object, "sources", |item| item.as_string_lit().is_some());
        let optional = |object: &Object<'_>, key: &str| object.get(key).is_none() && !is_misspelt(object, key);
        let events_cite = optional(object, "events")
            || is_list_of(object, "events", |event| {
                event.as_object().is_some_and(|event| optional(event, "sources") || cites(event))
            });
        DraftEntry {
            id: self.word_of(object, "id"),
            questions: self.lists(object, "questions"),
            answer: self.texts(object, "answer"),
            note: self.texts(object, "note"),
            sources: self.words(object, "sources"),
            as_of: date("as_of"),
            review_by: date("review_by"),
            valid_until: date("valid_until"),
            related: self.words(object, "related"),
            tests: self.lists(object, "tests"),
            not: self.lists(object, "not"),
            events: objects(object, "events").map(|event| self.event(event)).collect(),
            citations_read: cites(object) && events_cite,
        }
    }

    fn event<'t>(&self, object: &'t Object<'t>) -> DraftEvent<'t> {
        DraftEvent { title: self.texts(object, "title"), sources: self.words(object, "sources") }
    }

    fn at<T>(&self, value: T, node: &Value<'_>) -> At<T> {
        At { value, spot: Spot { document: self.document, span: span(node) } }
    }

    fn word<'t>(&self, node: &'t Value<'t>) -> Option<Word<'t>> {
        node.as_string_lit().map(|text| self.at(text.value.as_ref(), node))
    }

    fn word_of<'t>(&self, object: &'t Object<'t>, key: &str) -> Option<Word<'t>> {
        self.word(&object.get(key)?.value)
    }

    fn list<'t>(&self, node: &'t Value<'t>) -> Option<Vec<Word<'t>>> {
        Some(node.as_array()?.elements.iter().filter_map(|item| self.word(item)).collect())
    }

    fn words<'t>(&self, object: &'t Object<'t>, key: &str) -> Vec<Word<'t>> {
        object.get(key).and_then(|prop| self.list(&prop.value)).unwrap_or_default()
    }

    fn texts<'t>(&self, object: &'t Object<'t>, key: &str) -> Option<PerLang<Word<'t>>> {
        self.per_lang(object, key, |node| self.word(node))
    }

    fn lists<'t>(&self, object: &'t Object<'t>, key: &str) -> Option<PerLang<Vec<Word<'t>>>> {
        self.per_lang(object, key, |node| self.list(node))
    }

    fn per_lang<'t, T>(
        &self,
        object: &'t Object<'t>,
        key: &str,
        read: impl Fn(&'t Value<'t>) -> Option<T>,
    ) -> Option<PerLang<T>> {
        let node = &object.get(key)?.value;
        let inner = node.as_object()?;
        let values: Vec<_> =
            Lang::ALL.into_iter().filter_map(|lang| Some((lang, read(&inner.get(lang.code())?.value)?))).collect();
        let is_whole = values.len() == inner.properties.len();
        Some(PerLang { spot: self.at((), node).spot, values, is_whole })
    }
}

fn parsed<T: std::str::FromStr>(word: Word<'_>) -> Option<At<T>> {
    word.value.parse().ok().map(|value| At { value, spot: word.spot })
}

fn objects<'t>(object: &'t Object<'t>, key: &str) -> impl Iterator<Item = &'t Object<'t>> + use<'t> {
    let list = object.get_array(key).map_or(&[][..], |list| &list.elements);
    list.iter().filter_map(Value::as_object)
}

/// Whether the value of a key is a list of nothing but such items.
fn is_list_of(object: &Object<'_>, key: &str, is: impl Fn(&Value<'_>) -> bool) -> bool {
    object.get_array(key).is_some_and(|list| list.elements.iter().all(is))
}

/// Whether a key that is not there probably is, in another spelling.
fn is_misspelt(object: &Object<'_>, key: &str) -> bool {
    object.properties.iter().any(|prop| nearest(prop.name.as_str(), [key]).is_some())
}

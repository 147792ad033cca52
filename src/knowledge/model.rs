//! The knowledge base as data: what the JSON files hold, in the order in which they hold it.
//!
//! These types are the single truth on the file format. The JSON Schemas are generated from them,
//! [`fmt`](crate::knowledge::canonical) writes what they serialise to, and the checker reads their schemas.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shapes::{
    AnswerText, CommandName, Country, Description, Headline, Id, LanguageCode, NoteText, PerLanguage, Phrasings,
    Publisher, QuestionList, SourceIds, Title, Url, Words,
};
use super::texts::Texts;
use crate::lang::{Lang, Localized};

/// A text in up to three languages.
pub type Text = Localized<String>;
/// Lists of questions, one list a language.
pub type Questions = Localized<Texts>;

/// A whole knowledge base: sources, terms, topics, and questions that must stay unanswered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// The publications that entries cite, shared with the answers that do.
    pub sources: Vec<Arc<Source>>,
    /// Groups of words that mean the same.
    pub terms: Vec<Term>,
    /// Questions that must never get an answer: regression tests, and examples of what people ask besides.
    pub unanswerable: Questions,
    /// The topics, ordered by command.
    pub topics: Vec<Topic>,
}

impl Knowledge {
    /// Every entry with its topic, in file order.
    pub fn entries(&self) -> impl Iterator<Item = (&Topic, &Entry)> {
        self.topics.iter().flat_map(|topic| topic.entries.iter().map(move |entry| (topic, entry)))
    }

    /// The publications that the answers of the topic with this command rest on, or those of all topics; the newest
    /// first, those without a date last.
    pub fn cited(&self, topic: Option<&str>) -> Vec<&Source> {
        let is_cited = |source: &&Arc<Source>| {
            topic.is_none_or(|command| {
                self.entries().any(|(of, entry)| of.command == command && entry.sources.contains(&source.id))
            })
        };
        let mut cited: Vec<&Source> = self.sources.iter().filter(is_cited).map(Arc::as_ref).collect();
        cited.sort_by_key(|source| std::cmp::Reverse(source.date));
        cited
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().map(Arc::as_ref).find(|source| source.id == id)
    }
}

/// The file `sources.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// The JSON Schema that an editor checks this file with.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub schema: Option<String>,
    /// The publications that entries cite.
    pub sources: Vec<Arc<Source>>,
}

/// The file `terms.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// The JSON Schema that an editor checks this file with.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub schema: Option<String>,
    /// Groups of words that mean the same.
    #[schemars(with = "Vec<PerLanguage<Words>>")]
    pub terms: Vec<Term>,
}

/// The file `unanswerable.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnanswerableFile {
    /// The JSON Schema that an editor checks this file with.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub schema: Option<String>,
    /// Questions that must never get an answer.
    #[schemars(with = "PerLanguage<QuestionList>")]
    pub questions: Questions,
}

/// One concept: words and phrases of any language that count as one another.
pub type Term = Localized<Texts>;

/// A publication that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name that entries cite it by; unique.
    #[schemars(with = "Id")]
    pub id: String,
    /// The headline, as published.
    #[schemars(with = "Headline")]
    pub title: String,
    /// Who published it.
    #[schemars(with = "Publisher")]
    pub publisher: String,
    /// When it was published, as exactly as it shows; absent when it shows no date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PartialDate")]
    pub date: Option<PartialDate>,
    /// The language it is written in, an ISO 639-1 code.
    #[schemars(with = "LanguageCode")]
    pub language: String,
    /// Its address, `https://…` or `http://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Url")]
    pub url: Option<String>,
    /// What kind of publisher stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SourceKind")]
    pub kind: Option<SourceKind>,
    /// The publisher's country, an ISO 3166-1 alpha-2 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Country")]
    pub country: Option<String>,
}

/// What kind of publisher stands behind a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A ministry, presidency, parliament or embassy.
    Government,
    /// An agency, museum, university, association or international body.
    Institution,
    /// A newspaper, magazine, broadcaster or news agency.
    Press,
    /// A company.
    Company,
}

/// One topic: one file in `topics/`, one slash command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The JSON Schema that an editor checks this file with.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub schema: Option<String>,
    /// The slash command's name, equal to the file's name.
    #[schemars(with = "CommandName")]
    pub command: String,
    /// The topic's name, for people.
    #[schemars(with = "PerLanguage<Title>")]
    pub title: Text,
    /// The slash command's description.
    #[schemars(with = "PerLanguage<Description>")]
    pub description: Text,
    /// The things that can be asked, at least one.
    #[schemars(extend("minItems" = 1))]
    pub entries: Vec<Entry>,
}

/// One thing that can be asked: its phrasings, its answer, its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The entry's name, unique across topics.
    #[schemars(with = "Id")]
    pub id: String,
    /// Ways to ask it; the first of each language is the canonical one, which people see.
    #[schemars(with = "PerLanguage<Phrasings>")]
    pub questions: Questions,
    /// The answer.
    #[schemars(with = "PerLanguage<AnswerText>")]
    pub answer: Text,
    /// Ids of the sources that state the answer, best first; at least one.
    #[schemars(with = "SourceIds")]
    pub sources: Vec<String>,
    /// The day for which the answer holds.
    pub as_of: Date,
    /// The day to look at the entry again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Date")]
    pub review_by: Option<Date>,
    /// The last day of the answer's life; later it carries a visible "may be out of date".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Date")]
    pub valid_until: Option<Date>,
    /// Where sources differ: who says what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PerLanguage<NoteText>")]
    pub note: Option<Text>,
    /// Ids of entries that a reader may ask next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Id>")]
    pub related: Vec<String>,
    /// Questions that must get this entry; never used for matching.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    #[schemars(with = "PerLanguage<QuestionList>")]
    pub tests: Questions,
    /// Questions that must not get this entry.
    #[serde(default, skip_serializing_if = "has_none")]
    #[schemars(with = "PerLanguage<QuestionList>")]
    pub not: Arc<Questions>,
    /// Dated events that the entry tells of, for the timeline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
}

fn has_none(questions: &Questions) -> bool {
    questions.is_empty()
}

impl Entry {
    /// The question that people see for this entry, in `lang` or else in a language that has one.
    pub fn canonical(&self, lang: Lang) -> &str {
        std::iter::once(lang).chain(Lang::ALL).find_map(|lang| self.questions.list(lang).first()).unwrap_or(&self.id)
    }
}

/// A dated event, for the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happened or is planned for.
    pub date: PartialDate,
    /// What happened, in a short clause.
    #[schemars(with = "PerLanguage<Title>")]
    pub title: Text,
    /// Ids of the sources that date it; the entry's first source when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Id>")]
    pub sources: Vec<String>,
}

/// A date known to the day, the month or the year: `2026-01-19`, `2026-01` or `2026`.
///
/// Ordered by the first day it can mean; a coarser date sorts before a finer one that starts with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, when it is known.
    pub const fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, when it is known.
    pub const fn day(self) -> Option<i8> {
        self.day
    }

    /// The whole date, when it is known to the day.
    pub fn to_date(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> PartialDate {
        PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A text that is no date in any of the forms `2026-01-19`, `2026-01`, `2026`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date: expected YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct NotADate(pub String);

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<PartialDate, NotADate> {
        parse_partial(text).ok_or_else(|| NotADate(text.to_owned()))
    }
}

fn parse_partial(text: &str) -> Option<PartialDate> {
    let digits = |part: &str, width: usize| {
        (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts
        .next()
        .map(|part| digits(part, 2).and_then(|n| i8::try_from(n).ok()))
        .map_or(Some(None), |m| m.map(Some))?;
    let day = parts
        .next()
        .map(|part| digits(part, 2).and_then(|n| i8::try_from(n).ok()))
        .map_or(Some(None), |d| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    // The calendar decides which months and days exist.
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(PartialDate { year, month, day })
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<PartialDate, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A date known to the day, the month or the year.",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "patternErrorMessage": "a date as YYYY-MM-DD, YYYY-MM or YYYY",
            "x-problem": "bad-date"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_read_back_as_written_and_sort_by_time() {
        for text in ["1884", "2026-01", "2026-01-19"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "26", "2026-13", "2026-02-30", "2026-1-9", "2026-01-19-1", "+026", "２０２６"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text:?} must not parse");
        }
        let mut dates: Vec<PartialDate> =
            ["2026-01-19", "2026", "1884-06-26", "2026-01"].map(|d| d.parse().unwrap()).into();
        dates.sort();
        assert_eq!(
            dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["1884-06-26", "2026", "2026-01", "2026-01-19"]
        );
    }
}

//! A reply as the JSON object that `batch` and `ask --json` print, and a source as it stands in any of ours.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::{PartialDate, Source};
use crate::lang::Lang;
use crate::matching::Explanation;
use crate::reply::{Outcome, Reply, Suggestion};

/// One reply; the field names are relied upon by other programs.
#[derive(Debug, Serialize)]
pub(super) struct ReplyJson<'a> {
    outcome: &'static str,
    id: Option<&'a str>,
    score: Option<f64>,
    lang: Lang,
    answer: Option<&'a str>,
    note: Option<&'a str>,
    as_of: Option<Date>,
    sources: Vec<SourceJson<'a>>,
    suggestions: Vec<SuggestionJson<'a>>,
    /// How long the matching took, in microseconds.
    us: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
}

/// A source, as every command prints it.
#[derive(Debug, Serialize)]
pub(super) struct SourceJson<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    date: Option<PartialDate>,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct SuggestionJson<'a> {
    id: &'a str,
    question: &'a str,
    score: f64,
}

impl<'a> ReplyJson<'a> {
    pub(super) fn new(reply: &'a Reply, took: std::time::Duration, explanation: Option<&'a Explanation>) -> Self {
        let (outcome, answer, suggestions) = match &reply.outcome {
            Outcome::Answer(answer) => ("answer", Some(answer), &[][..]),
            Outcome::Suggest(suggestions) => ("suggest", None, suggestions.as_slice()),
            Outcome::Unanswered => ("unanswered", None, &[][..]),
        };
        ReplyJson {
            outcome,
            id: reply.best.as_ref().map(|best| best.id.as_str()),
            score: reply.best.as_ref().map(|best| rounded(best.score)),
            lang: reply.lang,
            answer: answer.map(|answer| answer.text.as_str()),
            note: answer.and_then(|answer| answer.note.as_deref()),
            as_of: answer.map(|answer| answer.as_of),
            sources: answer
                .into_iter()
                .flat_map(|answer| &answer.sources)
                .map(|source| SourceJson::new(source))
                .collect(),
            suggestions: suggestions.iter().map(suggestion).collect(),
            us: (took.as_secs_f64() * 1e7).round() / 10.0,
            explanation,
        }
    }
}

impl<'a> SourceJson<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        SourceJson {
            id: &source.id,
            title: &source.title,
            publisher: &source.publisher,
            date: source.date,
            url: source.url.as_deref(),
        }
    }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionJson<'_> {
    SuggestionJson { id: &suggestion.id, question: &suggestion.question, score: rounded(suggestion.score) }
}

/// Four decimals: what lies beyond says nothing.
fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

//! Questions and replies as plain data: what goes into the desk and what comes out.
//!
//! Nothing here knows of Discord or of a console; each door turns these into its own form.

use std::sync::Arc;

use jiff::civil::Date;

use crate::knowledge::Source;
use crate::lang::Lang;

/// What a person asked, and what is known about how they asked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The text as typed; markup and length are dealt with by the matcher.
    pub text: String,
    /// A hint on the language, such as the locale of the person's client. It breaks ties.
    pub hint: Option<Lang>,
    /// The day on which it is asked; answers past their `valid_until` say so.
    pub today: Date,
}

/// What Attaché makes of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The language to reply in.
    pub lang: Lang,
    /// The entry that came nearest, also when it is not the answer; none if nothing matched at all.
    pub best: Option<Best>,
    /// Where there is no answer: the commands of the topics whose entries came nearest, at most three.
    pub topics: Vec<String>,
    /// The decision.
    pub outcome: Outcome,
}

/// The entry that came nearest to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The entry's id.
    pub id: String,
    /// How likely it is the right one, from 0 to 1.
    pub score: f64,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The question has a clear answer.
    Answer(Box<Answer>),
    /// Several entries are near; the likeliest first, at most three.
    Suggest(Vec<Suggestion>),
    /// Nothing in the knowledge base answers it.
    Unanswered,
}

/// An entry's answer, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The entry's id.
    pub id: String,
    /// The command of the topic that the entry stands in.
    pub topic: String,
    /// The canonical question: the title.
    pub question: String,
    /// The answer itself.
    pub text: String,
    /// The language of `text`: the reply's, or another when the entry has no answer in it.
    pub lang: Lang,
    /// The other languages in which the entry has an answer.
    pub also_in: Vec<Lang>,
    /// Where sources differ: who says what.
    pub note: Option<String>,
    /// The day for which the answer holds.
    pub as_of: Date,
    /// The day past which it may be out of date, when that day has gone by.
    pub expired: Option<Date>,
    /// The sources, best first; never empty.
    pub sources: Vec<Arc<Source>>,
    /// Entries that one may ask next.
    pub related: Vec<Link>,
}

impl Answer {
    /// The same answer with this entry as the first that one may ask next.
    pub(crate) fn led_on_by(mut self, first: Link) -> Answer {
        self.related.retain(|link| link.id != first.id);
        self.related.insert(0, first);
        self
    }
}

/// An entry offered to the person: "did you mean".
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The entry's id.
    pub id: String,
    /// Its canonical question.
    pub question: String,
    /// How likely it is the right one, from 0 to 1.
    pub score: f64,
}

/// An entry pointed at: its id and the question that people see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entry's id.
    pub id: String,
    /// Its canonical question.
    pub question: String,
}

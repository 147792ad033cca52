//! The rehearsal: the knowledge base's own tests, put to the desk before anybody else asks.
//!
//! It stands above the checker because it needs a matcher. What it finds are problems like the checker's,
//! with codes and places, but they never keep a knowledge base from loading: a matcher that
//! gets better or worse must not decide whether answers that people wrote are served.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::desk::Desk;
use crate::knowledge::{Code, Entry, Inspection, Knowledge, Place, Problem, Questions, Step};
use crate::lang::Lang;
use crate::reply::{Outcome, Question, Reply};

/// Finds the entry that would answer a phrasing's question if the entry did not have that phrasing.
pub trait Rivals {
    /// The id of the other entry that answers when the phrasing with this number, in this language, of `entry` is
    /// left out and then asked; none when no other does.
    fn rival(&self, entry: &Entry, lang: Lang, phrasing: usize) -> Option<String>;
}

impl<F: Fn(&Entry, Lang, usize) -> Option<String>> Rivals for F {
    fn rival(&self, entry: &Entry, lang: Lang, phrasing: usize) -> Option<String> {
        self(entry, lang, phrasing)
    }
}

/// Puts every test of an inspected knowledge base to the desk that serves it, as of the day `today`.
///
/// - Each question of an entry's `tests` must be answered with that entry; to be suggested is not enough.
/// - Each question of an entry's `not` must not be answered with that entry.
/// - Each question of `unanswerable.json` must not be answered; suggestions are no answer.
/// - Each phrasing is left out and asked; where another entry answers a quarter or more of an entry's phrasings
///   in a language, as `rivals` tells, the two are easily confused.
///
/// Nothing is rehearsed when the knowledge base has errors.
pub fn rehearse(inspection: &Inspection, desk: &Desk, today: Date, rivals: Option<&dyn Rivals>) -> Vec<Problem> {
    let ask = |text: &str, lang| desk.ask(&Question { text: text.to_owned(), hint: Some(lang), today });
    inspection
        .knowledge
        .as_ref()
        .map(|knowledge| Rehearsal { inspection, knowledge, ask: &ask, rivals }.run())
        .unwrap_or_default()
}

struct Rehearsal<'a> {
    inspection: &'a Inspection,
    knowledge: &'a Knowledge,
    ask: &'a dyn Fn(&str, Lang) -> Reply,
    rivals: Option<&'a dyn Rivals>,
}

/// One question of a list: its language, its number in that list, its text.
type Asked<'a> = (Lang, usize, &'a str);

impl Rehearsal<'_> {
    fn run(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for topic in &self.knowledge.topics {
            let file = format!("topics/{}.json", topic.command);
            for (number, entry) in topic.entries.iter().enumerate() {
                let at = EntryAt { file: &file, number, entry };
                problems.extend(asked(&entry.tests).filter_map(|asked| self.test(&at, asked)));
                problems.extend(asked(&entry.not).filter_map(|asked| self.not(&at, asked)));
                problems.extend(Lang::ALL.into_iter().flat_map(|lang| self.confusable(&at, lang)));
            }
        }
        problems.extend(asked(&self.knowledge.unanswerable).filter_map(|asked| self.unanswerable(asked)));
        problems
    }

    fn test(&self, at: &EntryAt<'_>, asked: Asked<'_>) -> Option<Problem> {
        let (lang, _, text) = asked;
        let found = match (self.ask)(text, lang).outcome {
            Outcome::Answer(answer) if answer.id == at.entry.id => return None,
            Outcome::Answer(answer) => format!("is answered with `{}`", answer.id),
            Outcome::Suggest(list) => {
                let ids: Vec<String> = list.iter().map(|suggestion| format!("`{}`", suggestion.id)).collect();
                format!("only gets suggestions: {}", ids.join(", "))
            }
            Outcome::Unanswered => "stays unanswered".to_owned(),
        };
        let message = format!("this test must get `{}`, but it {found}", at.entry.id);
        let help = "add a phrasing that is nearer to it; `attache ask --explain` shows what counted";
        Some(Problem::new(Code::TestFailed, self.place(at, "tests", asked), message).help(help))
    }

    fn not(&self, at: &EntryAt<'_>, asked: Asked<'_>) -> Option<Problem> {
        let (lang, _, text) = asked;
        let answered = matches!((self.ask)(text, lang).outcome, Outcome::Answer(answer) if answer.id == at.entry.id);
        answered.then(|| {
            let message = format!("this question must not get `{}`, but it does", at.entry.id);
            let help = "make the phrasings that it resembles say more; `attache ask --explain` shows which they are";
            Problem::new(Code::NotFailed, self.place(at, "not", asked), message).help(help)
        })
    }

    /// The entries that take over a quarter or more of an entry's phrasings in one language.
    ///
    /// A single phrasing that only it can rescue is what phrasings are for; when many of them would be lost, so
    /// will be the questions that nobody wrote down.
    fn confusable(&self, at: &EntryAt<'_>, lang: Lang) -> Vec<Problem> {
        let phrasings = at.entry.questions.list(lang);
        let mut lost: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for number in 0..phrasings.len() {
            let rival = self.rivals.and_then(|rivals| rivals.rival(at.entry, lang, number));
            if let Some(rival) = rival.filter(|rival| *rival != at.entry.id) {
                lost.entry(rival).or_default().push(number);
            }
        }
        lost.retain(|_, numbers| numbers.len() * 4 >= phrasings.len());
        lost.into_iter().map(|(rival, numbers)| self.confused(at, lang, &rival, &numbers)).collect()
    }

    fn confused(&self, at: &EntryAt<'_>, lang: Lang, rival: &str, numbers: &[usize]) -> Problem {
        let id = &at.entry.id;
        let message = match numbers.len() {
            1 => format!("without this phrasing, its question would get `{rival}` and not `{id}`"),
            more => {
                format!("without this phrasing, its question would get `{rival}` and not `{id}`; {more} are lost so")
            }
        };
        let help = "add phrasings that tell the two apart, or make them one entry";
        let place = self.place(at, "questions", (lang, numbers[0], ""));
        let problem = Problem::new(Code::ConfusableEntries, place, message).help(help);
        match self.entry_place(rival) {
            Some(place) => problem.also(place, format!("`{rival}` is here")),
            None => problem,
        }
    }

    fn unanswerable(&self, asked: Asked<'_>) -> Option<Problem> {
        let (lang, number, text) = asked;
        let Outcome::Answer(answer) = (self.ask)(text, lang).outcome else { return None };
        let path = [Step::Key("questions"), Step::Key(lang.code()), Step::Index(number)];
        let message = format!("this question must stay unanswered, but it is answered with `{}`", answer.id);
        let help = "add it to the `not` of that entry, or make the phrasings that it resembles say more";
        Some(Problem::new(Code::UnanswerableAnswered, self.find("unanswerable.json", &path), message).help(help))
    }

    fn place(&self, at: &EntryAt<'_>, key: &str, (lang, number, _): Asked<'_>) -> Place {
        let path =
            [Step::Key("entries"), Step::Index(at.number), Step::Key(key), Step::Key(lang.code()), Step::Index(number)];
        self.find(at.file, &path)
    }

    fn entry_place(&self, id: &str) -> Option<Place> {
        self.knowledge.topics.iter().find_map(|topic| {
            let number = topic.entries.iter().position(|entry| entry.id == id)?;
            let path = [Step::Key("entries"), Step::Index(number), Step::Key("id")];
            Some(self.find(&format!("topics/{}.json", topic.command), &path))
        })
    }

    fn find(&self, file: &str, path: &[Step<'_>]) -> Place {
        self.inspection.document(file).and_then(|document| document.find(path)).unwrap_or_else(|| Place::file(file))
    }
}

/// An entry and where it stands.
struct EntryAt<'a> {
    file: &'a str,
    number: usize,
    entry: &'a Entry,
}

fn asked(questions: &Questions) -> impl Iterator<Item = Asked<'_>> {
    questions.iter().flat_map(|(lang, list)| list.iter().enumerate().map(move |(number, text)| (lang, number, text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Files, inspect_files};
    use crate::reply::{Answer, Suggestion};

    const SOURCES: &str =
        r#"{"sources": [{"id": "s", "title": "T", "publisher": "P", "language": "en", "url": "https://x.org"}]}"#;
    const TOPIC: &str = r#"{"command": "mou", "title": {"en": "M"}, "description": {"en": "M"}, "entries": [
{"id": "a", "questions": {"en": ["What is a?"]}, "answer": {"en": "A"}, "sources": ["s"], "as_of": "2026-01-19",
 "tests": {"en": ["a?", "b?",
  "c?"]},
 "not": {"en": ["a at all"]}},
{"id": "b", "questions": {"en": ["What is b?"]}, "answer": {"en": "B"}, "sources": ["s"], "as_of": "2026-01-19"}]}"#;
    const UNANSWERABLE: &str = "{\"questions\": {\"en\": [\"Who won?\",\n \"a, really\"]}}";

    /// Answers with the entry whose id the question starts with; suggests both when it starts with c.
    fn ask(text: &str, lang: Lang) -> Reply {
        let suggestion = |id: &str| Suggestion { id: id.to_owned(), question: String::new(), score: 0.5 };
        let outcome = match &text[..1] {
            "c" => Outcome::Suggest(vec![suggestion("a"), suggestion("b")]),
            id @ ("a" | "b") => Outcome::Answer(Box::new(Answer {
                id: id.to_owned(),
                topic: "mou".to_owned(),
                question: String::new(),
                text: String::new(),
                lang,
                also_in: Vec::new(),
                note: None,
                as_of: jiff::civil::date(2026, 1, 19),
                expired: None,
                sources: Vec::new(),
                related: Vec::new(),
            })),
            _ => Outcome::Unanswered,
        };
        Reply { lang, best: None, topics: Vec::new(), outcome }
    }

    #[test]
    fn what_goes_wrong_in_a_rehearsal_is_pointed_at() {
        let files =
            Files::new([("sources.json", SOURCES), ("topics/mou.json", TOPIC), ("unanswerable.json", UNANSWERABLE)]);
        let inspection = inspect_files(&files, jiff::civil::date(2026, 2, 1));
        let knowledge = inspection.knowledge.as_ref().expect("the files are sound");
        let rivals = |entry: &Entry, _: Lang, _: usize| (entry.id == "b").then(|| "a".to_owned());
        let problems = Rehearsal { inspection: &inspection, knowledge, ask: &ask, rivals: Some(&rivals) }.run();
        let found: Vec<String> = problems
            .iter()
            .map(|p| {
                let place = &p.place;
                format!("{}:{}:{} {}", place.file, place.line.unwrap_or(0), place.column.unwrap_or(0), p.message)
            })
            .collect();
        assert_eq!(
            found,
            [
                "topics/mou.json:3:25 this test must get `a`, but it is answered with `b`",
                "topics/mou.json:4:3 this test must get `a`, but it only gets suggestions: `a`, `b`",
                "topics/mou.json:5:17 this question must not get `a`, but it does",
                "topics/mou.json:6:34 without this phrasing, its question would get `a` and not `b`",
                "unanswerable.json:2:2 this question must stay unanswered, but it is answered with `a`",
            ]
        );
        assert_eq!(problems[3].also[0].place.line, Some(2));
    }
}

//! A reply as text for the console.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::knowledge::{PartialDate, Source, Topic};
use crate::lang::Lang;
use crate::replies::{Phrasebook, phrasebook};
use crate::reply::{Answer, Outcome, Reply};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const LINK: Style = AnsiColor::Cyan.on_default();
pub(super) const WARN: Style = AnsiColor::Yellow.on_default();

/// Writes a reply.
pub(super) fn write_reply(out: &mut impl Write, reply: &Reply, topics: &[Topic]) -> io::Result<()> {
    let words = phrasebook(reply.lang);
    match &reply.outcome {
        Outcome::Answer(answer) => write_answer(out, answer, reply.lang),
        Outcome::Suggest(suggestions) => {
            writeln!(out, "{}", words.did_you_mean)?;
            write_choices(out, suggestions.iter().map(|suggestion| suggestion.question.as_str()))
        }
        Outcome::Unanswered => {
            writeln!(out, "{}", words.unanswered)?;
            let commands: Vec<String> = topics.iter().map(|topic| format!("/{}", topic.command)).collect();
            writeln!(out, "{} {DIM}{}{DIM:#}", words.try_topics, commands.join(" "))
        }
    }
}

/// Writes questions to choose from, numbered from 1.
pub(super) fn write_choices<'a>(out: &mut impl Write, questions: impl Iterator<Item = &'a str>) -> io::Result<()> {
    for (number, question) in (1..).zip(questions) {
        writeln!(out, "  {BOLD}{number}{BOLD:#} {question}")?;
    }
    Ok(())
}

/// Writes an answer with its sources; `lang` is the language of the conversation.
pub(super) fn write_answer(out: &mut impl Write, answer: &Answer, lang: Lang) -> io::Result<()> {
    let words = phrasebook(lang);
    writeln!(out, "{BOLD}{}{BOLD:#}", answer.question)?;
    writeln!(out, "{}", answer.text)?;
    if answer.lang != lang {
        writeln!(out, "{DIM}{}{DIM:#}", (words.only_in)(answer.lang))?;
    }
    if let Some(until) = answer.expired {
        writeln!(out, "{WARN}{}{WARN:#}", (words.out_of_date)(&words.day(until)))?;
    }
    if let Some(note) = &answer.note {
        writeln!(out, "\n{BOLD}{}{BOLD:#}: {note}", words.note)?;
    }
    writeln!(out, "\n{BOLD}{}{BOLD:#} {DIM}({}){DIM:#}", words.sources, (words.as_of)(&words.day(answer.as_of)))?;
    for source in &answer.sources {
        write_source(out, source, words)?;
    }
    if !answer.related.is_empty() {
        writeln!(out, "\n{BOLD}{}{BOLD:#}", words.related)?;
        write_choices(out, answer.related.iter().map(|link| link.question.as_str()))?;
    }
    Ok(())
}

pub(super) fn write_source(out: &mut impl Write, source: &Source, words: &Phrasebook) -> io::Result<()> {
    let date = source.date.map(|date: PartialDate| format!(", {}", (words.date)(date))).unwrap_or_default();
    writeln!(out, "  - {} {DIM}({}{date}){DIM:#}", source.title, source.publisher)?;
    if let Some(url) = &source.url {
        writeln!(out, "    {LINK}{url}{LINK:#}")?;
    }
    Ok(())
}

//! `attache chat`: a channel in the console.

use std::io::{self, BufRead, IsTerminal, Write};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Context, Editor, Helper, Highlighter, Hinter, Validator};

use super::Exit;
use super::ask::write_explanation;
use super::open::Setting;
use super::text::{BOLD, DIM, write_answer, write_choices, write_reply, write_source};
use super::timeline::write_events;
use super::topics::nearest;
use crate::desk::Desk;
use crate::knowledge::timeline;
use crate::lang::Lang;
use crate::replies::{Numbers, phrasebook};
use crate::reply::Outcome;

/// A channel in the console: ask, browse topics, choose suggestions by number; no token needed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  attache chat
  attache chat --lang ko
  printf 'how many MOUs?\\n/topics\\n' | attache chat

Nothing that you type is stored.")]
pub(super) struct Args {
    /// The language that you speak, for questions that do not tell: en, it or ko
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
}

pub(super) fn run(args: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let desk = setting.desk()?;
    let mut out = anstream::stdout().lock();
    let mut chat = Chat {
        desk,
        setting,
        lang: args.lang.or(setting.config.language).unwrap_or(Lang::En),
        offered: Vec::new(),
        last: None,
    };
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        chat.greet(&mut out)?;
        chat.converse(&mut out)
    } else {
        for line in io::stdin().lock().lines() {
            // A line that is no text is no question; the next one may be.
            let line = match line {
                Err(error) if error.kind() == io::ErrorKind::InvalidData => continue,
                line => line?,
            };
            if chat.say(&line, &mut out)? == Next::Leave {
                break;
            }
            writeln!(out)?;
        }
        Ok(Exit::Fine)
    }
}

/// The commands that are there whatever the knowledge base holds, without their short forms.
const OWN: [&str; 9] = ["about", "ask", "help", "lang", "quit", "sources", "timeline", "topics", "why"];

/// Whether the conversation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Leave,
}

/// A conversation.
struct Chat<'a> {
    desk: Desk,
    setting: &'a Setting,
    /// The language of the last reply, for what does not tell its own.
    lang: Lang,
    /// The ids of the entries that were last offered, by number.
    offered: Vec<String>,
    /// The last question, for `/why`.
    last: Option<String>,
}

impl Chat<'_> {
    fn converse(&mut self, out: &mut impl Write) -> anyhow::Result<Exit> {
        let config = rustyline::Config::builder().auto_add_history(true).build();
        let mut editor: Editor<Completions, MemHistory> = Editor::with_history(config, MemHistory::new())?;
        editor.set_helper(Some(self.completions()));
        loop {
            match editor.readline("> ") {
                Ok(line) => {
                    if self.say(&line, out)? == Next::Leave {
                        return Ok(Exit::Fine);
                    }
                    writeln!(out)?;
                }
                Err(ReadlineError::Interrupted | ReadlineError::Eof) => return Ok(Exit::Fine),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn greet(&self, out: &mut impl Write) -> io::Result<()> {
        let shelf = self.desk.shelf();
        let entries = shelf.knowledge.entries().count();
        writeln!(
            out,
            "{BOLD}Attaché{BOLD:#} answers from {entries} entries in {} topics. Ask in English, Italian or Korean.",
            shelf.knowledge.topics.len()
        )?;
        writeln!(out, "{DIM}/topics lists the topics, /help the commands, Tab completes, Ctrl-D leaves.{DIM:#}\n")
    }

    /// Deals with one line.
    fn say(&mut self, line: &str, out: &mut impl Write) -> io::Result<Next> {
        let line = line.trim();
        if line.is_empty() {
            return Ok(Next::Go);
        }
        if let Some(id) = self.chosen(line) {
            self.show(&id, out)?;
            return Ok(Next::Go);
        }
        let Some(command) = line.strip_prefix('/') else {
            self.ask(line, out)?;
            return Ok(Next::Go);
        };
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        match (name, rest.trim()) {
            ("quit" | "exit" | "q", _) => return Ok(Next::Leave),
            ("help", _) => help(out)?,
            ("topics", _) => self.topics(out)?,
            ("timeline" | "sources", topic) if !topic.is_empty() && self.find(topic).is_none() => {
                self.overview(topic, out)?;
            }
            ("timeline", topic) => self.timeline(topic, out)?,
            ("sources", topic) => self.sources(topic, out)?,
            ("about", _) => self.about(out)?,
            ("why", _) => self.why(out)?,
            ("lang", lang) => self.speak(lang, out)?,
            ("ask", question) if !question.is_empty() => self.ask(question, out)?,
            (topic, "") => self.overview(topic, out)?,
            (topic, question) if self.desk.shelf().topic(topic).is_some() => self.ask(question, out)?,
            (topic, _) => self.overview(topic, out)?,
        }
        Ok(Next::Go)
    }

    /// The entry that a bare number chooses among those offered.
    fn chosen(&self, line: &str) -> Option<String> {
        let number: usize = line.parse().ok()?;
        self.offered.get(number.checked_sub(1)?).cloned()
    }

    fn ask(&mut self, text: &str, out: &mut impl Write) -> io::Result<()> {
        let reply = self.desk.ask(&self.setting.question(text, Some(self.lang)));
        self.last = Some(text.to_owned());
        self.lang = reply.lang;
        self.offered = match &reply.outcome {
            Outcome::Answer(answer) => answer.related.iter().map(|link| link.id.clone()).collect(),
            Outcome::Suggest(suggestions) => suggestions.iter().map(|suggestion| suggestion.id.clone()).collect(),
            Outcome::Unanswered => Vec::new(),
        };
        write_reply(out, &reply, &self.desk.shelf().knowledge.topics)
    }

    fn show(&mut self, id: &str, out: &mut impl Write) -> io::Result<()> {
        let Some(answer) = self.desk.shelf().answer(id, self.lang, self.setting.today) else {
            return writeln!(out, "{}", phrasebook(self.lang).unanswered);
        };
        self.offered = answer.related.iter().map(|link| link.id.clone()).collect();
        write_answer(out, &answer, self.lang)
    }

    fn topics(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.offered.clear();
        let shelf = self.desk.shelf();
        for topic in &shelf.knowledge.topics {
            let text =
                |text: &crate::knowledge::Text| text.best(self.lang).map_or_else(String::new, |(_, text)| text.clone());
            writeln!(
                out,
                "  {BOLD}/{:<18}{BOLD:#} {} {DIM}{}{DIM:#}",
                topic.command,
                text(&topic.title),
                text(&topic.description)
            )?;
        }
        Ok(())
    }

    /// The command of the topic that was named.
    fn find(&self, topic: &str) -> Option<String> {
        let topic = topic.trim_start_matches('/');
        self.desk.shelf().topic(topic).map(|topic| topic.command.clone())
    }

    fn timeline(&self, topic: &str, out: &mut impl Write) -> io::Result<()> {
        let shelf = self.desk.shelf();
        let events = timeline(&shelf.knowledge, self.find(topic).as_deref(), self.lang, self.setting.today);
        write_events(out, &events, self.lang)
    }

    fn sources(&self, topic: &str, out: &mut impl Write) -> io::Result<()> {
        let shelf = self.desk.shelf();
        for source in shelf.knowledge.cited(self.find(topic).as_deref()) {
            write_source(out, source, phrasebook(self.lang))?;
        }
        Ok(())
    }

    fn about(&self, out: &mut impl Write) -> io::Result<()> {
        let shelf = self.desk.shelf();
        let words = phrasebook(self.lang);
        let numbers = (words.about_numbers)(&Numbers::of(&shelf.knowledge, shelf.version()));
        writeln!(out, "{}\n{DIM}{numbers}{DIM:#}", words.about)
    }

    fn overview(&mut self, command: &str, out: &mut impl Write) -> io::Result<()> {
        let shelf = self.desk.shelf();
        let Some(topic) = shelf.topic(command) else {
            let near = nearest(&shelf.knowledge, command);
            let near = near.map(|near| format!(" (did you mean /{near}?)")).unwrap_or_default();
            return writeln!(
                out,
                "There is no command /{command}{near}; /topics lists the topics, /help the commands."
            );
        };
        if let Some((_, title)) = topic.title.best(self.lang) {
            writeln!(out, "{BOLD}{title}{BOLD:#}")?;
        }
        self.offered = topic.entries.iter().map(|entry| entry.id.clone()).collect();
        write_choices(out, topic.entries.iter().map(|entry| entry.canonical(self.lang)))
    }

    fn why(&self, out: &mut impl Write) -> io::Result<()> {
        match &self.last {
            Some(text) => write_explanation(out, &self.desk.explain(&self.setting.question(text, Some(self.lang)))),
            None => writeln!(out, "Ask something first; /why then shows how the reply came about."),
        }
    }

    fn speak(&mut self, lang: &str, out: &mut impl Write) -> io::Result<()> {
        match lang.parse() {
            Ok(lang) => {
                self.lang = lang;
                writeln!(out, "{DIM}{lang}{DIM:#}")
            }
            Err(error) => writeln!(out, "{error}"),
        }
    }

    /// What Tab completes: commands, and the questions that people see.
    fn completions(&self) -> Completions {
        let shelf = self.desk.shelf();
        let own = OWN.map(|command| format!("/{command}"));
        let topics = shelf.knowledge.topics.iter().map(|topic| format!("/{}", topic.command));
        let questions = shelf.knowledge.entries().flat_map(|(_, entry)| {
            Lang::ALL.into_iter().filter_map(|lang| entry.questions.list(lang).first().map(str::to_owned))
        });
        Completions { lines: own.into_iter().chain(topics).chain(questions).collect() }
    }
}

fn help(out: &mut impl Write) -> io::Result<()> {
    for (command, does) in [
        ("a question", "gets its answer, near questions, or an honest \"I don't know\""),
        ("a number", "chooses among the questions offered last"),
        ("/topics", "lists the topics"),
        ("/TOPIC", "lists what a topic can answer, for example /mou"),
        ("/TOPIC QUESTION", "asks, as in a channel"),
        ("/timeline, /sources", "show what happened when, and what answers rest on; of one topic with its name after"),
        ("/about", "says what this is"),
        ("/why", "shows how the last reply came about"),
        ("/lang en|it|ko", "changes the language for what does not tell its own"),
        ("/quit", "leaves"),
    ] {
        writeln!(out, "  {BOLD}{command:<19}{BOLD:#} {does}")?;
    }
    Ok(())
}

/// Completes whole lines.
#[derive(Helper, Highlighter, Hinter, Validator)]
struct Completions {
    lines: Vec<String>,
}

impl Completer for Completions {
    type Candidate = String;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..position).unwrap_or(line).to_lowercase();
        let fits = |candidate: &&String| !typed.is_empty() && candidate.to_lowercase().starts_with(&typed);
        Ok((0, self.lines.iter().filter(fits).cloned().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::RESERVED_COMMANDS;

    #[test]
    fn no_topic_can_take_the_name_of_a_command_here() {
        for command in OWN.into_iter().chain(["exit", "q"]) {
            assert!(RESERVED_COMMANDS.contains(&command), "/{command}");
        }
    }
}

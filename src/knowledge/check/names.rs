//! Rules on names: commands, ids, and what refers to them.

use std::collections::{HashMap, HashSet};

use super::draft::{DraftBase, DraftEntry, DraftTopic, Word};
use super::findings::Findings;
use crate::knowledge::code::Code;
use crate::knowledge::problem::{Place, Problem};
use crate::knowledge::schema::FileKind;
use crate::knowledge::shapes::{MAX_TOPICS, is_command_name};
use crate::knowledge::wording::{nearest, quote};

/// Commands that Attaché has itself, in Discord or in the console, and that no topic may take.
pub const RESERVED_COMMANDS: &[&str] =
    &["about", "ask", "exit", "help", "lang", "q", "quit", "sources", "timeline", "topics", "why"];

pub(super) fn check(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    for topic in &base.topics {
        command(findings, topic);
    }
    too_many_topics(findings);
    duplicate_ids(findings, "entry", base.entries().filter_map(|entry| entry.id));
    duplicate_ids(findings, "source", base.sources.iter().map(|source| source.id));
    source_references(findings, base);
    related_references(findings, base);
    unused_sources(findings, base);
}

/// A command is that of its file, in small letters, and not one of ours.
fn command(findings: &mut Findings<'_>, topic: &DraftTopic<'_>) {
    let Some(command) = topic.command else { return };
    let name = command.value;
    let path = &findings.documents[command.spot.document].path;
    let stem = path.strip_prefix("topics/").and_then(|file| file.strip_suffix(".json")).unwrap_or(path).to_owned();
    let lower = name.to_lowercase();
    if lower != name {
        let message = format!("`command` is {}, but Discord takes small letters only", quote(name));
        findings.add(Code::BadCommandName, command.spot, message, format!("write {}", quote(&lower)));
    } else if RESERVED_COMMANDS.contains(&name) {
        let message = format!("`command` is {}, a command that Attaché has itself", quote(name));
        findings.add(Code::ReservedCommand, command.spot, message, "choose another name for the topic and its file");
    }
    // A command that cannot be one is not what the file should be named after.
    if stem != lower && is_command_name(&lower) {
        let message = format!("`command` is {}, but the file is named {}", quote(name), quote(&stem));
        let rename = format!("rename the file to {}", quote(&format!("{lower}.json")));
        // Nor is a file that is called what no command may be.
        let help = if is_command_name(&stem) { format!("write {} here, or {rename}", quote(&stem)) } else { rename };
        findings.add(Code::FileName, command.spot, message, help);
    }
}

/// Each topic is a command, and Discord takes only so many: with one more it gets none of them.
fn too_many_topics(findings: &mut Findings<'_>) {
    let topics = findings.documents.iter().filter(|document| document.kind == FileKind::Topic).count();
    if topics > MAX_TOPICS {
        let message =
            format!("there are {topics} topics, and Discord takes {MAX_TOPICS} beside Attaché's own commands");
        let problem = Problem::new(Code::TooManyTopics, Place::file("topics"), message);
        findings.push(problem.help("merge some: an entry can move from one topic to another"));
    }
}

fn duplicate_ids<'t>(findings: &mut Findings<'_>, what: &str, ids: impl Iterator<Item = Word<'t>>) {
    let mut seen: HashMap<&str, Word<'_>> = HashMap::new();
    for id in ids {
        let Some(first) = seen.get(id.value).copied() else {
            seen.insert(id.value, id);
            continue;
        };
        findings.add_with(
            Code::DuplicateId,
            id.spot,
            || format!("the {what} id {} is taken", quote(id.value)),
            |findings, problem| {
                problem.help("give one of the two another id").also(findings.place(first.spot), "it is used here first")
            },
        );
    }
}

/// Every source that is cited exists, and is cited once in its list.
fn source_references(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    let known: HashSet<&str> = base.sources.iter().map(|source| source.id.value).collect();
    for entry in base.entries() {
        for list in std::iter::once(&entry.sources).chain(entry.events.iter().map(|event| &event.sources)) {
            repeated(findings, list);
            for id in list {
                if base.sources_read && !known.contains(id.value) {
                    let candidates = known.iter().copied();
                    unknown(findings, (Code::UnknownSource, "source"), *id, candidates, "add it to sources.json");
                }
            }
        }
    }
}

/// Every related entry exists, is another one, and is named once.
fn related_references(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    let known: HashSet<&str> = base.entries().filter_map(|entry| entry.id).map(|id| id.value).collect();
    let all_known = base.entries_read();
    for entry in base.entries() {
        repeated(findings, &entry.related);
        for id in &entry.related {
            if entry.id.is_some_and(|own| own.value == id.value) {
                let message = format!("the entry {} is related to itself", quote(id.value));
                findings.add(Code::RelatedToItself, id.spot, message, "remove it");
            } else if all_known && !known.contains(id.value) {
                let candidates = known.iter().copied().filter(|other| !is(entry, other));
                let help = "write the id of an entry, of this or another topic";
                unknown(findings, (Code::UnknownRelated, "entry"), *id, candidates, help);
            }
        }
    }
}

/// Notes an id that nothing has. The nearest one is looked for only if the problem is listed: that takes its time.
fn unknown<'a>(
    findings: &mut Findings<'_>,
    (code, what): (Code, &str),
    id: Word<'_>,
    candidates: impl Iterator<Item = &'a str>,
    help: &str,
) {
    findings.add_with(
        code,
        id.spot,
        || format!("there is no {what} {}", quote(id.value)),
        |_, problem| match nearest(id.value, candidates) {
            Some(near) => problem.help(format!("did you mean {}?", quote(near))),
            None => problem.help(help),
        },
    );
}

fn is(entry: &DraftEntry<'_>, id: &str) -> bool {
    entry.id.is_some_and(|own| own.value == id)
}

fn repeated(findings: &mut Findings<'_>, list: &[Word<'_>]) {
    let mut seen = HashSet::new();
    for id in list {
        if !seen.insert(id.value) {
            let message = format!("{} stands twice in this list", quote(id.value));
            findings.add(Code::RepeatedReference, id.spot, message, "remove one of the two");
        }
    }
}

/// A source that nothing cites is either a forgotten citation or a leftover.
fn unused_sources(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    if !base.citations_read() {
        return;
    }
    let used: HashSet<&str> = base
        .entries()
        .flat_map(|entry| entry.sources.iter().chain(entry.events.iter().flat_map(|event| &event.sources)))
        .map(|id| id.value)
        .collect();
    for source in &base.sources {
        if !used.contains(source.id.value) {
            let message = format!("no entry cites the source {}", quote(source.id.value));
            findings.add(Code::UnusedSource, source.id.spot, message, "cite it in an entry, or remove it");
        }
    }
}

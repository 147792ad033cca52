//! The topic that a person named, or the one that was probably meant.

use anyhow::bail;

use crate::knowledge::{Knowledge, Topic};

/// The topic with this command; a slash before it is no mistake.
///
/// # Errors
///
/// When there is none; the error names the nearest and lists them all.
pub(super) fn find<'a>(knowledge: &'a Knowledge, command: &str) -> anyhow::Result<&'a Topic> {
    let command = command.strip_prefix('/').unwrap_or(command);
    if let Some(topic) = knowledge.topics.iter().find(|topic| topic.command == command) {
        return Ok(topic);
    }
    let near = nearest(knowledge, command).map(|near| format!(" (did you mean {near}?)")).unwrap_or_default();
    let known: Vec<&str> = knowledge.topics.iter().map(|topic| topic.command.as_str()).collect();
    bail!("there is no topic {command:?}{near}; the topics are {}", known.join(", "))
}

/// The command of the topic that was probably meant, if one is near enough to guess.
pub(super) fn nearest<'a>(knowledge: &'a Knowledge, command: &str) -> Option<&'a str> {
    knowledge
        .topics
        .iter()
        .map(|topic| (strsim::jaro_winkler(&topic.command, command), topic.command.as_str()))
        .filter(|(likeness, _)| *likeness > 0.5)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known)
}

//! What has to be written so that Discord has the commands that we want, and nothing more than that.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serenity::model::application::{Command, CommandOption, CommandType};

use super::commands::{CONTEXTS, CommandSpec, INSTALLATIONS, OptionSpec};

/// Where commands are registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In all servers and in direct messages.
    Everywhere,
    /// In the server with this id alone; changes show there at once.
    Guild(u64),
}

/// One difference, or its absence, between the commands that we want and those that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is not there yet.
    Add(CommandSpec),
    /// It is there, but these parts of it are not as we want them.
    Update(CommandSpec, Vec<&'static str>),
    /// It is there as we want it.
    Keep(String),
    /// It is there and we do not want it. It may be the host's, so it is left alone.
    Leave(String),
}

impl Change {
    /// The command to write, if this is one.
    pub fn write(&self) -> Option<&CommandSpec> {
        match self {
            Change::Add(spec) | Change::Update(spec, _) => Some(spec),
            Change::Keep(_) | Change::Leave(_) => None,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Add(spec) => write!(f, "+ /{}", spec.name),
            Change::Update(spec, parts) => write!(f, "~ /{}: {}", spec.name, parts.join(", ")),
            Change::Keep(name) => write!(f, "= /{name}"),
            Change::Leave(name) => write!(f, "? /{name}: not one of ours, left alone"),
        }
    }
}

/// The differences between the commands that we want and those that are there, in the order of the first, then
/// of the second.
pub fn diff(wanted: &[CommandSpec], there: &[Command], scope: Scope) -> Vec<Change> {
    let chat_input = || there.iter().filter(|command| command.kind == CommandType::ChatInput);
    let ours = wanted.iter().map(|spec| match chat_input().find(|command| command.name == spec.name) {
        None => Change::Add(spec.clone()),
        Some(command) => match differing_parts(spec, command, scope) {
            parts if parts.is_empty() => Change::Keep(spec.name.clone()),
            parts => Change::Update(spec.clone(), parts),
        },
    });
    let is_wanted = |command: &Command| wanted.iter().any(|spec| spec.name == command.name);
    let others = chat_input().filter(|command| !is_wanted(command));
    ours.chain(others.map(|command| Change::Leave(command.name.clone()))).collect()
}

/// The parts in which a command differs. What we do not send, such as the permissions that a server's
/// moderators set, is not compared.
fn differing_parts(spec: &CommandSpec, command: &Command, scope: Scope) -> Vec<&'static str> {
    let options: Vec<OptionSpec> = command.options.iter().map(option_there).collect();
    let differs = [
        ("localised names", spec.name_localizations != sorted(command.name_localizations.as_ref())),
        ("description", spec.description != command.description),
        (
            "localised descriptions",
            spec.description_localizations != sorted(command.description_localizations.as_ref()),
        ),
        ("options", spec.options != options),
        ("age restriction", spec.nsfw != command.nsfw),
        ("where it shows", scope == Scope::Everywhere && !shows_everywhere(command)),
    ];
    differs.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect()
}

fn shows_everywhere(command: &Command) -> bool {
    let installations: BTreeSet<u8> = command.integration_types.iter().map(|&kind| kind.into()).collect();
    let contexts: BTreeSet<u8> = command.contexts.iter().flatten().map(|&context| context.into()).collect();
    installations == INSTALLATIONS.map(u8::from).into() && contexts == CONTEXTS.map(u8::from).into()
}

fn option_there(option: &CommandOption) -> OptionSpec {
    let choices = option.choices.iter().map(|choice| {
        let value = choice.value.as_str().map_or_else(|| choice.value.to_string(), str::to_owned);
        (choice.name.clone(), value)
    });
    OptionSpec {
        kind: option.kind,
        name: option.name.clone(),
        name_localizations: sorted(option.name_localizations.as_ref()),
        description: option.description.clone(),
        description_localizations: sorted(option.description_localizations.as_ref()),
        required: option.required,
        max_length: option.max_length,
        choices: choices.collect(),
        autocomplete: option.autocomplete,
    }
}

fn sorted<'a>(localizations: Option<impl IntoIterator<Item = (&'a String, &'a String)>>) -> BTreeMap<String, String> {
    localizations.into_iter().flatten().map(|(locale, text)| (locale.clone(), text.clone())).collect()
}

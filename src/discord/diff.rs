//! What has to be written so that Discord has the commands that we want, and nothing more than that.

use std::collections::BTreeSet;
use std::fmt;

use serenity::model::application::{Command, CommandOption, CommandType};

use super::commands::{CONTEXTS, CommandSpec, INSTALLATIONS, OptionSpec, bears_our_mark, sorted};

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
#[non_exhaustive]
pub enum Change {
    /// It is not there yet.
    Add(CommandSpec),
    /// It is there, but these parts of it are not as we want them.
    Update(CommandSpec, Vec<&'static str>),
    /// It is there as we want it.
    Keep(CommandSpec),
    /// It is there and ours, but we no longer want it: its topic is gone.
    Remove(Registered),
    /// It is there and ours, but registered everywhere, while ours belong in one server: it would show twice there.
    Withdraw(Registered),
    /// It is there and not ours: left alone.
    Leave(Registered),
    /// It is there and not ours, and yet of a name that we want: nothing may be written.
    Clash(Registered),
}

/// A command that Discord has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registered {
    /// Its id on Discord.
    pub id: u64,
    /// A slash command, or one in a menu.
    pub kind: CommandType,
    /// Its name.
    pub name: String,
}

impl From<&Command> for Registered {
    fn from(command: &Command) -> Registered {
        Registered { id: command.id.get(), kind: command.kind, name: command.name.clone() }
    }
}

impl Change {
    /// Whether it takes a request to Discord.
    pub const fn is_write(&self) -> bool {
        matches!(self, Change::Add(_) | Change::Update(..)) || self.is_removal()
    }

    /// Whether it takes a command away.
    pub(super) const fn is_removal(&self) -> bool {
        matches!(self, Change::Remove(_) | Change::Withdraw(_))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Add(spec) => write!(f, "+ {}", called(spec.kind, &spec.name)),
            Change::Update(spec, parts) => write!(f, "~ {}: {}", called(spec.kind, &spec.name), parts.join(", ")),
            Change::Keep(spec) => write!(f, "= {}", called(spec.kind, &spec.name)),
            Change::Remove(there) => write!(f, "- {}", called(there.kind, &there.name)),
            Change::Withdraw(there) => write!(f, "- {}: registered everywhere", called(there.kind, &there.name)),
            Change::Leave(there) => write!(f, "? {}: not one of ours, left alone", called(there.kind, &there.name)),
            Change::Clash(there) => write!(f, "! {}: there is one that is not ours", called(there.kind, &there.name)),
        }
    }
}

/// A command as people know it: with a slash, or in the menu of a message or a person.
pub(super) fn called(kind: CommandType, name: &str) -> String {
    match kind {
        CommandType::ChatInput => format!("/{name}"),
        _ => format!("\"{name}\" (menu)"),
    }
}

/// The differences between the commands that we want and those that are there, in the order of the first, then
/// of the second.
pub fn diff(wanted: &[CommandSpec], there: &[Command], scope: Scope) -> Vec<Change> {
    let is_it = |spec: &CommandSpec, command: &Command| command.kind == spec.kind && command.name == spec.name;
    let ours = wanted.iter().map(|spec| match there.iter().find(|command| is_it(spec, command)) {
        None => Change::Add(spec.clone()),
        Some(command) if !bears_our_mark(command) => Change::Clash(Registered::from(command)),
        Some(command) => match differing_parts(spec, command, scope) {
            parts if parts.is_empty() => Change::Keep(spec.clone()),
            parts => Change::Update(spec.clone(), parts),
        },
    });
    let others = there.iter().filter(|command| !wanted.iter().any(|spec| is_it(spec, command)));
    let others = others.map(|command| {
        let known = Registered::from(command);
        if bears_our_mark(command) { Change::Remove(known) } else { Change::Leave(known) }
    });
    ours.chain(others).collect()
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

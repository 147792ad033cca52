//! Registers the commands: looks what is there, and writes only what is new, has changed, or is ours no longer.
//!
//! Never by bulk overwrite, which would delete the host's commands; and only what bears our mark is deleted.

use serenity::http::{Http, HttpError};
use serenity::model::application::Command;
use serenity::model::id::{CommandId, GuildId};

use super::commands::{CommandProblem, CommandSpec, wanted};
use super::diff::{Change, Registered, Scope, called, diff};
use crate::knowledge::Knowledge;

/// Why commands could not be registered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationError {
    /// The knowledge base cannot be offered as commands; nothing was written.
    #[error("the topics cannot be offered as commands: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<CommandProblem>),
    /// Discord did not tell which commands are there; nothing was written.
    #[error("cannot read the commands that are registered")]
    List(#[source] Box<serenity::Error>),
    /// The host has commands of the same names; nothing was written.
    #[error("the application has commands already that are not Attaché's: {}; rename those, or the topics", .0.join(", "))]
    Clash(Vec<String>),
    /// The application has as many commands as Discord takes, ours and the host's together.
    #[error("no room for {0}: the application has as many commands as Discord takes, all together")]
    Full(String),
    /// Discord refused a command.
    #[error("cannot write {0}")]
    Write(String, #[source] Box<serenity::Error>),
}

/// Discord's code for "maximum number of application commands reached".
const TOO_MANY_COMMANDS: isize = 30032;
/// Discord's code for "unknown application command".
const UNKNOWN_COMMAND: isize = 10063;

/// What registering would change.
///
/// # Errors
///
/// When the topics do not make commands, or Discord cannot be asked.
pub async fn plan(http: &Http, knowledge: &Knowledge, scope: Scope) -> Result<Vec<Change>, RegistrationError> {
    let wanted = wanted(knowledge).map_err(RegistrationError::Unfit)?;
    Ok(diff(&wanted, &there(http, scope).await?, scope))
}

/// What taking all of our commands away would change.
///
/// # Errors
///
/// When Discord cannot be asked.
pub async fn plan_removal(http: &Http, scope: Scope) -> Result<Vec<Change>, RegistrationError> {
    Ok(diff(&[], &there(http, scope).await?, scope))
}

async fn there(http: &Http, scope: Scope) -> Result<Vec<Command>, RegistrationError> {
    let there = match scope {
        Scope::Everywhere => http.get_global_commands_with_localizations().await,
        Scope::Guild(id) => http.get_guild_commands_with_localizations(GuildId::new(id)).await,
    };
    there.map_err(|error| RegistrationError::List(Box::new(error)))
}

/// Writes what has to be written, and goes on after a command that is refused.
///
/// # Errors
///
/// One for each command that could not be written; where a name clashes with the host's, nothing is.
pub async fn apply(http: &Http, changes: &[Change], scope: Scope) -> Result<usize, Vec<RegistrationError>> {
    let clashes = changes.iter().filter_map(|change| match change {
        Change::Clash(spec) => Some(called(spec.kind, &spec.name)),
        _ => None,
    });
    let clashes: Vec<String> = clashes.collect();
    if !clashes.is_empty() {
        return Err(vec![RegistrationError::Clash(clashes)]);
    }
    let mut written = 0;
    let mut errors = Vec::new();
    // What goes makes room for what comes.
    let (removals, others): (Vec<&Change>, Vec<&Change>) =
        changes.iter().filter(|change| change.is_write()).partition(|change| matches!(change, Change::Remove(_)));
    for change in removals.into_iter().chain(others) {
        match write(http, change, scope).await {
            Ok(()) => written += 1,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(written) } else { Err(errors) }
}

async fn write(http: &Http, change: &Change, scope: Scope) -> Result<(), RegistrationError> {
    match change {
        Change::Add(spec) | Change::Update(spec, _) => post(http, spec, scope).await,
        Change::Remove(there) => remove(http, there, scope).await,
        Change::Keep(_) | Change::Leave(_) | Change::Clash(_) => Ok(()),
    }
}

/// Posts one command: Discord takes it as an update where it has one of that name and kind.
async fn post(http: &Http, spec: &CommandSpec, scope: Scope) -> Result<(), RegistrationError> {
    let posted = match scope {
        Scope::Everywhere => http.create_global_command(&spec.everywhere()).await,
        Scope::Guild(id) => http.create_guild_command(GuildId::new(id), &spec.for_guild()).await,
    };
    let name = called(spec.kind, &spec.name);
    match posted {
        Ok(_) => Ok(()),
        Err(error) if error_code(&error) == Some(TOO_MANY_COMMANDS) => Err(RegistrationError::Full(name)),
        Err(error) => Err(RegistrationError::Write(name, Box::new(error))),
    }
}

async fn remove(http: &Http, there: &Registered, scope: Scope) -> Result<(), RegistrationError> {
    let id = CommandId::new(there.id);
    let removed = match scope {
        Scope::Everywhere => http.delete_global_command(id).await,
        Scope::Guild(guild) => http.delete_guild_command(GuildId::new(guild), id).await,
    };
    match removed {
        Err(error) if error_code(&error) != Some(UNKNOWN_COMMAND) => {
            Err(RegistrationError::Write(called(there.kind, &there.name), Box::new(error)))
        }
        // Somebody was faster.
        _ => Ok(()),
    }
}

/// Discord's own code for what was wrong with a request.
pub(super) fn error_code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

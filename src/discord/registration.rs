//! Registers the slash commands: looks what is there, and writes only what is new or has changed.
//!
//! Never by bulk overwrite, which would delete the host's commands; and nothing is deleted, for a command that
//! we do not know may be the host's.

use serenity::http::{Http, HttpError};
use serenity::model::id::GuildId;

use super::commands::{CommandProblem, CommandSpec, wanted};
use super::diff::{Change, Scope, diff};
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
    /// The application has as many commands as Discord takes, ours and the host's together.
    #[error("no room for /{0}: the application has as many commands as Discord takes, all together")]
    Full(String),
    /// Discord refused a command.
    #[error("cannot register /{0}")]
    Write(String, #[source] Box<serenity::Error>),
}

/// Discord's code for "maximum number of application commands reached".
const TOO_MANY_COMMANDS: isize = 30032;

/// What registering would change.
///
/// # Errors
///
/// When the topics do not make commands, or Discord cannot be asked.
pub async fn plan(http: &Http, knowledge: &Knowledge, scope: Scope) -> Result<Vec<Change>, RegistrationError> {
    let wanted = wanted(knowledge).map_err(RegistrationError::Unfit)?;
    let there = match scope {
        Scope::Everywhere => http.get_global_commands_with_localizations().await,
        Scope::Guild(id) => http.get_guild_commands_with_localizations(GuildId::new(id)).await,
    };
    let there = there.map_err(|error| RegistrationError::List(Box::new(error)))?;
    Ok(diff(&wanted, &there, scope))
}

/// Writes what has to be written, and goes on after a command that is refused.
///
/// # Errors
///
/// One for each command that could not be written.
pub async fn apply(http: &Http, changes: &[Change], scope: Scope) -> Result<usize, Vec<RegistrationError>> {
    let mut written = 0;
    let mut errors = Vec::new();
    for spec in changes.iter().filter_map(Change::write) {
        match write(http, spec, scope).await {
            Ok(()) => written += 1,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(written) } else { Err(errors) }
}

/// Posts one command: Discord takes it as an update where it has one of that name.
async fn write(http: &Http, spec: &CommandSpec, scope: Scope) -> Result<(), RegistrationError> {
    let posted = match scope {
        Scope::Everywhere => http.create_global_command(&spec.everywhere()).await,
        Scope::Guild(id) => http.create_guild_command(GuildId::new(id), &spec.for_guild()).await,
    };
    match posted {
        Ok(_) => Ok(()),
        Err(error) if error_code(&error) == Some(TOO_MANY_COMMANDS) => Err(RegistrationError::Full(spec.name.clone())),
        Err(error) => Err(RegistrationError::Write(spec.name.clone(), Box::new(error))),
    }
}

/// Discord's own code for what was wrong with a request.
pub(super) fn error_code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

//! Registers the commands: looks what is there, and writes only what is new, has changed, or is ours no longer.
//!
//! Never by bulk overwrite, which would delete the host's commands; and only what bears our mark is deleted.

use std::error::Error;
use std::time::Duration;

use serenity::http::{Http, Route};
use serenity::model::application::Command;
use serenity::model::id::{ApplicationId, CommandId, GuildId};

use super::commands::{CommandProblem, CommandSpec, wanted};
use super::diff::{Change, Registered, Scope, called, diff};
use super::rest::{Call, Carrier, SendError};
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
    List(#[source] Box<dyn Error + Send + Sync>),
    /// The host has commands of the same names; nothing was written.
    #[error("the application has commands already that are not Attaché's: {}; rename those, or the topics", .0.join(", "))]
    Clash(Vec<String>),
    /// The application has as many commands as Discord takes, ours and the host's together.
    #[error("no room for {0}: the application has as many commands as Discord takes, all together")]
    Full(String),
    /// Discord refused a command.
    #[error("cannot write {0}")]
    Write(String, #[source] Box<dyn Error + Send + Sync>),
}

/// Discord's code for "maximum number of application commands reached".
const TOO_MANY_COMMANDS: i64 = 30032;
/// Discord's code for "unknown application command".
const UNKNOWN_COMMAND: i64 = 10063;
/// How long we try to get one request through.
const PATIENCE: Duration = Duration::from_mins(1);

/// Registers commands for one application, everywhere or in one server.
#[derive(Debug)]
pub struct Registrar<'a> {
    http: &'a Http,
    carrier: Carrier,
    application: ApplicationId,
    scope: Scope,
}

impl<'a> Registrar<'a> {
    /// One that writes by `http`, for this application, in `scope`.
    pub fn new(http: &'a Http, application: ApplicationId, scope: Scope) -> Registrar<'a> {
        Registrar { http, carrier: Carrier::default(), application, scope }
    }

    /// The same with a carrier for its requests.
    pub(super) fn with_carrier(self, carrier: Carrier) -> Registrar<'a> {
        Registrar { carrier, ..self }
    }

    /// What registering would change. In one server, what is ours and registered everywhere goes; what is ours in other
    /// servers is not looked for.
    ///
    /// # Errors
    ///
    /// When the topics do not make commands, or Discord cannot be asked.
    pub async fn plan(&self, knowledge: &Knowledge) -> Result<Vec<Change>, RegistrationError> {
        let wanted = wanted(knowledge).map_err(RegistrationError::Unfit)?;
        self.compare(&wanted).await
    }

    /// What taking all of our commands away would change: those of the scope, and those registered everywhere.
    ///
    /// # Errors
    ///
    /// When Discord cannot be asked.
    pub async fn plan_removal(&self) -> Result<Vec<Change>, RegistrationError> {
        self.compare(&[]).await
    }

    async fn compare(&self, wanted: &[CommandSpec]) -> Result<Vec<Change>, RegistrationError> {
        let mut changes = diff(wanted, &self.there(self.scope).await?, self.scope);
        if self.scope != Scope::Everywhere {
            let beside = diff(&[], &self.there(Scope::Everywhere).await?, Scope::Everywhere);
            changes.extend(beside.into_iter().map(|change| match change {
                Change::Remove(there) => Change::Withdraw(there),
                change => change,
            }));
        }
        Ok(changes)
    }

    async fn there(&self, scope: Scope) -> Result<Vec<Command>, RegistrationError> {
        // Without this Discord leaves out what we know our commands by.
        let call = Call::get(self.list(scope)).with_param("with_localizations", "true");
        let there = self.send(&call).await.map_err(|error| RegistrationError::List(Box::new(error)))?;
        serde_json::from_value(there).map_err(|error| RegistrationError::List(Box::new(error)))
    }

    /// Writes what has to be written, and goes on after a command that is refused.
    ///
    /// # Errors
    ///
    /// One for each command that could not be written; where a name clashes with the host's, nothing is.
    pub async fn apply(&self, changes: &[Change]) -> Result<usize, Vec<RegistrationError>> {
        let clashes = changes.iter().filter_map(|change| match change {
            Change::Clash(there) => Some(called(there.kind, &there.name)),
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
            changes.iter().filter(|change| change.is_write()).partition(|change| change.is_removal());
        for change in removals.into_iter().chain(others) {
            match self.write(change).await {
                Ok(()) => written += 1,
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(written) } else { Err(errors) }
    }

    async fn write(&self, change: &Change) -> Result<(), RegistrationError> {
        match change {
            Change::Add(spec) | Change::Update(spec, _) => self.post(spec).await,
            Change::Remove(there) => self.remove(there, self.scope).await,
            Change::Withdraw(there) => self.remove(there, Scope::Everywhere).await,
            Change::Keep(_) | Change::Leave(_) | Change::Clash(_) => Ok(()),
        }
    }

    /// Posts one command: Discord takes it as an update where it has one of that name and kind.
    async fn post(&self, spec: &CommandSpec) -> Result<(), RegistrationError> {
        let command = match self.scope {
            Scope::Everywhere => spec.everywhere(),
            Scope::Guild(_) => spec.for_guild(),
        };
        let name = called(spec.kind, &spec.name);
        match self.send(&Call::post(self.list(self.scope), &command)).await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some(TOO_MANY_COMMANDS) => Err(RegistrationError::Full(name)),
            Err(error) => Err(RegistrationError::Write(name, Box::new(error))),
        }
    }

    async fn remove(&self, there: &Registered, scope: Scope) -> Result<(), RegistrationError> {
        let (application_id, command_id) = (self.application, CommandId::new(there.id));
        let route = match scope {
            Scope::Everywhere => Route::Command { application_id, command_id },
            Scope::Guild(id) => Route::GuildCommand { application_id, guild_id: GuildId::new(id), command_id },
        };
        match self.send(&Call::delete(route)).await {
            Err(error) if error.code() != Some(UNKNOWN_COMMAND) => {
                Err(RegistrationError::Write(called(there.kind, &there.name), Box::new(error)))
            }
            // Somebody was faster, or a try before this one got through.
            _ => Ok(()),
        }
    }

    /// Where the commands of a scope are listed.
    fn list(&self, scope: Scope) -> Route<'static> {
        let application_id = self.application;
        match scope {
            Scope::Everywhere => Route::Commands { application_id },
            Scope::Guild(id) => Route::GuildCommands { application_id, guild_id: GuildId::new(id) },
        }
    }

    async fn send(&self, call: &Call<'_>) -> Result<serde_json::Value, SendError> {
        self.carrier.send(self.http, call, PATIENCE).await
    }
}

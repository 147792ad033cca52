//! The configuration: defaults, then a TOML file, then the environment.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use figment::error::Kind;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Source};
use serde::Deserialize;

use crate::lang::Lang;
use crate::matching::Thresholds;

/// The configuration file that is read when no other is named.
pub const DEFAULT_FILE: &str = "attache.toml";

/// What the variables of the environment begin with.
const PREFIX: &str = "ATTACHE_";

/// The keys whose values are paths: in the environment they are taken as they stand, also where one looks like a number.
const PATHS: [&str; 3] = ["knowledge", "ledger.file", "discord.token_file"];

/// What an operator can set. Every key can also be set as `ATTACHE_KEY` in the environment, and a key of a
/// table as `ATTACHE_TABLE__KEY`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The knowledge folder. Default: `knowledge` in the working directory, else the one that is compiled in.
    pub knowledge: Option<PathBuf>,
    /// The language to reply in when a question does not tell, nor Discord for it. Default: English.
    pub language: Option<Lang>,
    /// What score is enough for an answer and for a suggestion.
    pub matching: Matching,
    /// Where what people hand to the moderators is kept.
    #[cfg(feature = "sqlite")]
    pub ledger: LedgerFile,
    /// What holds for Discord.
    #[cfg(feature = "discord")]
    pub discord: crate::discord::Settings,
}

/// The table `[ledger]`.
#[cfg(feature = "sqlite")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerFile {
    /// The SQLite file of the ledger; it is made where there is none. Default: no ledger.
    pub file: Option<PathBuf>,
}

/// The table `[matching]`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {
    /// The score, from 0 to 1, at which a match becomes an answer.
    pub answer: f64,
    /// The score, from 0 to 1, at which a match becomes a suggestion.
    pub suggest: f64,
}

impl Default for Matching {
    fn default() -> Matching {
        let Thresholds { answer, suggest } = Thresholds::default();
        Matching { answer, suggest }
    }
}

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file that was named is not there.
    #[error("there is no configuration file {}", .0.display())]
    Missing(PathBuf),
    /// Something of that name is there, but is no file that can be read.
    #[error("cannot read the configuration file {}", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// A key is unknown, or its value is not what it should be; the text names the key and where it stands.
    #[error("{}", explain(.0))]
    Invalid(Box<figment::Error>),
    /// A threshold is out of range, or the two are the wrong way round.
    #[error("matching.answer = {answer} and matching.suggest = {suggest}: expected 0 <= suggest <= answer <= 1")]
    Thresholds {
        /// The value of `matching.answer`.
        answer: f64,
        /// The value of `matching.suggest`.
        suggest: f64,
    },
}

impl Config {
    /// Reads the configuration from `file`, or from [`DEFAULT_FILE`] where it exists, and the environment.
    ///
    /// # Errors
    ///
    /// When the named file is missing, when a file cannot be read or is no TOML, or when a key or value is not what it
    /// should be.
    pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
        if let Some(missing) = file.filter(|file| !is_there(file)) {
            return Err(ConfigError::Missing(missing.to_owned()));
        }
        let here = Path::new(DEFAULT_FILE);
        let file = file.or_else(|| is_there(here).then_some(here));
        if let Some(file) = file {
            readable(file).map_err(|error| ConfigError::Unreadable(file.to_owned(), error))?;
        }
        // ATTACHE_CONFIG names the file itself.
        let environment = Env::prefixed(PREFIX).ignore(&["config"]).split("__");
        let paths = environment.clone().only(&PATHS);
        let settings = file
            .map_or_else(Figment::new, |file| Figment::from(Toml::file_exact(file)))
            .merge(environment.ignore(&PATHS));
        let config: Config = paths
            .iter()
            .fold(settings, |settings, (key, path)| settings.merge(Serialized::default(key.as_str(), path)))
            .extract()
            .map_err(|error| ConfigError::Invalid(Box::new(error)))?;
        config.validated()
    }

    fn validated(self) -> Result<Config, ConfigError> {
        let Matching { answer, suggest } = self.matching;
        if (0.0..=1.0).contains(&suggest) && (suggest..=1.0).contains(&answer) {
            Ok(self)
        } else {
            Err(ConfigError::Thresholds { answer, suggest })
        }
    }

    /// The thresholds, for a desk.
    pub const fn thresholds(&self) -> Thresholds {
        Thresholds { answer: self.matching.answer, suggest: self.matching.suggest }
    }
}

/// Whether something bears this name, be it a link that leads nowhere or what may not be read: it is there to be used,
/// and not using it would be silence about a fault.
pub(crate) fn is_there(path: &Path) -> bool {
    !fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn readable(file: &Path) -> io::Result<()> {
    let metadata = fs::metadata(file)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe can be opened once only.
    if metadata.is_file() { fs::File::open(file).map(drop) } else { Ok(()) }
}

/// What is wrong, led by the key as it has to be mended: with its file, or as its variable.
fn explain(error: &figment::Error) -> String {
    let problems = error.clone().into_iter().map(|problem| format!("{}{}", place(&problem), what(&problem.kind)));
    problems.collect::<Vec<_>>().join("\n")
}

fn place(error: &figment::Error) -> String {
    // Only files have a source; the one other provider is the environment.
    match error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref()) {
        Some(Source::File(file)) if error.path.is_empty() => format!("{}: ", file.display()),
        Some(Source::File(file)) => format!("{} in {}: ", error.path.join("."), file.display()),
        _ if error.path.is_empty() => String::new(),
        _ => format!("{PREFIX}{} in the environment: ", error.path.join("__").to_uppercase()),
    }
}

fn what(kind: &Kind) -> String {
    match kind {
        Kind::UnknownField(_, known) => format!("unknown key, expected one of {}", known.join(", ")),
        Kind::UnknownVariant(value, known) => format!("unknown value {value:?}, expected one of {}", known.join(", ")),
        kind => kind.to_string(),
    }
}

//! Opens the knowledge base that a command works on.

use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;

use crate::config::Config;
use crate::desk::Desk;
use crate::knowledge::{self, Knowledge};
use crate::lang::Lang;
use crate::reply::Question;

/// What holds for every subcommand.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) config: Config,
    /// The knowledge folder that was named, if one was.
    pub(super) knowledge: Option<PathBuf>,
    pub(super) today: Date,
}

impl Setting {
    /// The knowledge folder: the one named, else `knowledge` here; none means the compiled-in one.
    pub(super) fn folder(&self) -> Option<&Path> {
        let here = Path::new("knowledge");
        self.knowledge.as_deref().or_else(|| here.join("topics").is_dir().then_some(here))
    }

    /// Reads the knowledge base.
    pub(super) fn load(&self) -> anyhow::Result<Knowledge> {
        match self.folder() {
            None => Ok(knowledge::built_in()),
            Some(folder) => knowledge::load(folder)
                .with_context(|| format!("cannot use the knowledge base in {}", folder.display())),
        }
    }

    /// A desk over the knowledge base.
    pub(super) fn desk(&self) -> anyhow::Result<Desk> {
        Ok(Desk::new(self.load()?, self.config.thresholds()))
    }

    /// A question asked today.
    pub(super) fn question(&self, text: &str, hint: Option<Lang>) -> Question {
        Question { text: text.to_owned(), hint: hint.or(self.config.language), today: self.today }
    }
}

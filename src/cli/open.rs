//! Opens the knowledge base that a command works on.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;

use crate::config::{Config, is_there};
use crate::desk::Desk;
use crate::knowledge::{self, Inspection, Knowledge, LoadError, Loaded, Report, tally};
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
    ///
    /// Whatever is called `knowledge` is meant: what is wrong with it is told, not passed over.
    pub(super) fn folder(&self) -> Option<&Path> {
        let here = Path::new("knowledge");
        self.knowledge.as_deref().or_else(|| is_there(here).then_some(here))
    }

    /// Reads the knowledge base; what is wrong with it is printed where it stands, and warnings are counted.
    pub(super) fn load(&self) -> anyhow::Result<Knowledge> {
        let Some(folder) = self.folder() else { return Ok(knowledge::built_in()) };
        match knowledge::load(folder, self.today) {
            Ok(Loaded { knowledge, warnings }) => {
                if !warnings.is_empty() {
                    tracing::info!("{} on {}: attache check shows them", tally(&warnings), folder.display());
                }
                Ok(knowledge)
            }
            Err(error) => {
                if let LoadError::Invalid(inspection) = &error {
                    Self::report(folder, inspection)?;
                }
                Err(error).with_context(|| format!("cannot use the knowledge base in {}", folder.display()))
            }
        }
    }

    fn report(folder: &Path, inspection: &Inspection) -> io::Result<()> {
        let mut out = anstream::stderr().lock();
        let report = Report::new(&inspection.documents).in_folder(Some(folder)).colour(true);
        for problem in inspection.problems.iter().filter(|problem| problem.is_error()) {
            writeln!(out, "{}\n", report.render(problem))?;
        }
        Ok(())
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

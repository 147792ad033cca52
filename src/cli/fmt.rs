//! `attache fmt`: writes the knowledge files in their one canonical layout.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use super::Exit;
use anyhow::{Context, Result, ensure};

use crate::knowledge::{Document, Files, Problem, Report, canonical, count, replace};

const EXAMPLES: &str = "\
Examples:
  attache fmt                          lay out the files of the knowledge folder in use
  attache fmt --check                  only list the files that would change
  attache fmt --knowledge my-server    another folder

Files that are not valid are reported and left alone.
Exit status: 0 all files are in order now, 1 some are not valid (or, with --check, would change),
2 the folder cannot be read or a file cannot be written.";

/// Writes the knowledge files in their one canonical layout.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Change nothing; list the files that would change.
    #[arg(long)]
    check: bool,
}

/// Runs `attache fmt` on a folder; the compiled-in knowledge base (no folder) has no files to lay out.
///
/// # Errors
///
/// When there is no folder, or it cannot be read, or a file cannot be written (exit status 2).
pub(super) fn run(args: &Args, folder: Option<&Path>, colour: bool, out: &mut dyn Write) -> Result<Exit> {
    let folder = folder.context("there is no knowledge folder to lay out: name one with --knowledge DIR")?;
    let files = Files::read(folder)?;
    let report = |documents: &[Document], problems: &[Problem], out: &mut dyn Write| -> Result<()> {
        let report = Report::new(documents).in_folder(Some(folder)).colour(colour);
        problems
            .iter()
            .filter(|problem| problem.is_error())
            .try_for_each(|problem| writeln!(out, "{}\n", report.render(problem)).context("cannot write the report"))
    };
    report(&[], files.problems(), out)?;
    let mut sound = !files.problems().iter().any(Problem::is_error);
    let mut changed = 0;
    let mut unwritten = Vec::new();
    // A link inside the folder leads to a file that may be in the list itself: it is laid out once.
    let mut seen = HashSet::new();
    for (path, old) in files.iter() {
        if !seen.insert(fs::canonicalize(folder.join(path)).unwrap_or_else(|_| folder.join(path))) {
            continue;
        }
        let document = match Document::read(path, old) {
            Ok((document, _)) => document,
            Err(problem) => {
                sound = false;
                report(&[], &[*problem], out)?;
                continue;
            }
        };
        match canonical(&document) {
            Ok(new) if new.as_bytes() == old => {}
            Ok(new) => {
                if !args.check
                    && let Err(error) = replace(folder, path, old, new.as_bytes())
                {
                    unwritten.push(format!("{:#}", anyhow::Error::new(error)));
                    continue;
                }
                changed += 1;
                writeln!(out, "{} {path}", if args.check { "would change" } else { "changed" })?;
            }
            Err(problems) => {
                sound = false;
                report(std::slice::from_ref(&document), &problems, out)?;
            }
        }
    }
    let verb = if args.check { "would change" } else { "changed" };
    writeln!(out, "{} read, {changed} {verb}", count(files.iter().count(), "file", "files"))?;
    ensure!(unwritten.is_empty(), unwritten.join("\n"));
    let fine = sound && !(args.check && changed > 0);
    Ok(if fine { Exit::Fine } else { Exit::FoundWrong })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fmt(folder: &Path, check: bool) -> (Exit, String) {
        let mut out = Vec::new();
        let status = run(&Args { check }, Some(folder), false, &mut out).unwrap();
        (status, String::from_utf8(out).unwrap())
    }

    #[test]
    fn files_are_laid_out_once_and_broken_ones_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sources.json");
        std::fs::write(&path, "{\"sources\": []}").unwrap();
        let would = "would change sources.json\n1 file read, 1 would change\n";
        assert_eq!(fmt(dir.path(), true), (Exit::FoundWrong, would.to_owned()));
        let done = "changed sources.json\n1 file read, 1 changed\n";
        assert_eq!(fmt(dir.path(), false), (Exit::Fine, done.to_owned()));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\n  \"sources\": []\n}\n");
        assert_eq!(fmt(dir.path(), true).0, Exit::Fine);
        std::fs::write(&path, "{").unwrap();
        let (status, text) = fmt(dir.path(), false);
        assert!(status == Exit::FoundWrong && text.contains("invalid-json"), "{text}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
    }
}

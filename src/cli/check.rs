//! `attache check`: validates the knowledge base and says what is wrong and where.

use std::io::Write;

use super::Exit;
use super::open::Setting;
use anyhow::Result;
use jiff::civil::Date;

use crate::desk::Desk;
use crate::knowledge::{Code, Entry, Inspection, Report, built_in_files, inspect, inspect_files};
use crate::matching::Thresholds;
use crate::rehearsal::rehearse;

const EXAMPLES: &str = "\
Examples:
  attache check                              the knowledge base in use
  attache check --knowledge my-server        another folder
  attache check --json | jq '.[].message'    for programs: one JSON array of problems
  attache check --today 2027-02-01           what will be out of date by then

Exit status: 0 no errors (there may be warnings), 1 errors, 2 the folder cannot be read.";

/// Checks the knowledge base, runs its own tests, and prints what is wrong and where.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Print the problems as one JSON array.
    #[arg(long)]
    json: bool,
    /// Check the files only; leave out the questions that are put to the matcher.
    #[arg(long)]
    files_only: bool,
    /// List the codes of problems with their meaning, and check nothing.
    #[arg(long)]
    codes: bool,
}

/// Runs `attache check`.
///
/// # Errors
///
/// When the folder cannot be read (exit status 2), or `out` cannot be written.
pub(super) fn run(args: &Args, setting: &Setting, colour: bool, out: &mut dyn Write) -> Result<Exit> {
    if args.codes {
        return list_codes(out);
    }
    let today = setting.today;
    let mut inspection = match setting.folder() {
        Some(folder) => inspect(folder, today)?,
        None => inspect_files(&built_in_files(), today),
    };
    if !args.files_only {
        put_to_the_matcher(&mut inspection, setting.config.thresholds(), today);
    }
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &inspection.problems)?;
        writeln!(out)?;
    } else {
        let report = Report::new(&inspection.documents).in_folder(setting.folder()).colour(colour);
        for problem in &inspection.problems {
            writeln!(out, "{}\n", report.render(problem))?;
        }
        writeln!(out, "{}", inspection.summary())?;
    }
    Ok(if inspection.errors() > 0 { Exit::FoundWrong } else { Exit::Fine })
}

fn put_to_the_matcher(inspection: &mut Inspection, thresholds: Thresholds, today: Date) {
    let Some(knowledge) = inspection.knowledge.clone() else { return };
    let desk = Desk::new(knowledge, thresholds);
    let shelf = desk.shelf();
    let rivals = |entry: &Entry, lang, phrasing| {
        let winner = shelf.matcher.winner_without(entry, lang, phrasing)?;
        (winner.score >= thresholds.answer).then_some(winner.id)
    };
    let found = rehearse(inspection, &desk, today, Some(&rivals));
    inspection.problems.extend(found);
}

fn list_codes(out: &mut dyn Write) -> Result<Exit> {
    for code in Code::ALL {
        writeln!(out, "{:22} {:8} {}", code.as_str(), code.severity().as_str(), code.meaning())?;
    }
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::Parser as _;

    use super::*;
    use crate::config::Config;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn check(folder: &Path, args: &[&str]) -> Result<(Exit, String)> {
        let args = Line::parse_from(std::iter::once("check").chain(args.iter().copied())).args;
        let today = jiff::civil::date(2026, 2, 1);
        let setting = Setting { config: Config::default(), knowledge: Some(folder.to_owned()), today };
        let mut out = Vec::new();
        let status = run(&args, &setting, false, &mut out)?;
        Ok((status, String::from_utf8(out)?))
    }

    #[test]
    fn a_broken_folder_is_told_in_text_and_in_json_and_a_missing_one_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("sources.json"), "{ \"sources\": [], }").unwrap();
        let (status, text) = check(dir.path(), &[]).unwrap();
        assert_eq!(status, Exit::FoundWrong);
        assert!(text.contains("sources.json:1:18"), "{text}");
        assert!(text.ends_with("\n1 file: 2 errors, 0 warnings\n"), "{text}");
        let (status, json) = check(dir.path(), &["--json"]).unwrap();
        assert_eq!(status, Exit::FoundWrong);
        let problems: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(problems[0]["code"], "invalid-json");
        assert!(check(&dir.path().join("none"), &[]).unwrap_err().to_string().contains("none"));
    }

    #[test]
    fn every_code_is_listed() {
        let (status, text) = check(Path::new("."), &["--codes"]).unwrap();
        assert_eq!((status, text.lines().count()), (Exit::Fine, Code::ALL.len()));
    }
}

//! `attache schema`: prints or writes the JSON Schemas of the knowledge files.

use std::io::Write;
use std::path::Path;

use super::Exit;
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use crate::knowledge::{FileKind, put};

const EXAMPLES: &str = "\
Examples:
  attache schema               all schemas, as one JSON object by name
  attache schema topic         the schema of the files in topics/
  attache schema --write       write schema/*.schema.json in the knowledge folder

An editor completes and checks a file as you type when the file starts with
  \"$schema\": \"../schema/topic.schema.json\"";

/// Prints or writes the JSON Schemas of the knowledge files.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The files whose schema to print.
    #[arg(value_enum, conflicts_with = "write")]
    files: Option<Kind>,
    /// Write the schemas into the knowledge folder.
    #[arg(long)]
    write: bool,
}

/// A kind of knowledge file, by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// sources.json
    Sources,
    /// terms.json
    Terms,
    /// the files in topics/
    Topic,
    /// unanswerable.json
    Unanswerable,
}

impl From<Kind> for FileKind {
    fn from(kind: Kind) -> FileKind {
        match kind {
            Kind::Sources => FileKind::Sources,
            Kind::Terms => FileKind::Terms,
            Kind::Topic => FileKind::Topic,
            Kind::Unanswerable => FileKind::Unanswerable,
        }
    }
}

/// Runs `attache schema`.
///
/// # Errors
///
/// When there is no folder to write to, or it cannot be written (exit status 2).
pub(super) fn run(args: &Args, folder: Option<&Path>, out: &mut dyn Write) -> Result<Exit> {
    match args.files {
        _ if args.write => {
            let folder = folder.context("there is no knowledge folder to write to: name one with --knowledge DIR")?;
            write(folder, out)?;
        }
        Some(kind) => write!(out, "{}", FileKind::from(kind).schema_text())?,
        None => {
            let all: serde_json::Map<_, _> =
                FileKind::ALL.into_iter().map(|kind| (kind.name().to_owned(), kind.schema().clone())).collect();
            writeln!(out, "{:#}", serde_json::Value::Object(all))?;
        }
    }
    Ok(Exit::Fine)
}

fn write(folder: &Path, out: &mut dyn Write) -> Result<()> {
    // A name that is mistyped must not become a folder.
    ensure!(folder.is_dir(), "there is no knowledge folder {}: make it first, or name another", folder.display());
    for kind in FileKind::ALL {
        let path = format!("schema/{}", kind.schema_file());
        put(folder, &path, kind.schema_text().as_bytes())?;
        writeln!(out, "wrote {}", folder.join(path).display())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_printed_one_or_all_and_written_as_committed() {
        let print = |files| {
            let mut out = Vec::new();
            run(&Args { files, write: false }, None, &mut out).unwrap();
            serde_json::from_slice::<serde_json::Value>(&out).unwrap()
        };
        assert_eq!(print(Some(Kind::Topic))["title"], "Topic");
        assert_eq!(print(None)["sources"]["title"], "SourcesFile");
        let dir = tempfile::tempdir().unwrap();
        run(&Args { files: None, write: true }, Some(dir.path()), &mut Vec::new()).unwrap();
        let written = std::fs::read_to_string(dir.path().join("schema/terms.schema.json")).unwrap();
        assert_eq!(written, FileKind::Terms.schema_text());
        assert!(run(&Args { files: None, write: true }, None, &mut Vec::new()).is_err());
    }
}

//! Replaces a knowledge file, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The start of the names of unfinished files. Hidden files are not read, so one that a power cut left
/// behind harms nothing.
const UNFINISHED: &str = ".attache-unfinished-";

/// Why a knowledge file was not replaced. The old file stands as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The new file could not be written: the disk is full, say, or the folder is not ours to write in.
    #[error("cannot write {}; the file stays as it was", .0.display())]
    Write(PathBuf, #[source] io::Error),
    /// The file is no longer what it was when it was read: somebody else has edited it.
    #[error("{} was changed by somebody else meanwhile and is left alone; look at it and try again", .0.display())]
    Changed(PathBuf),
    /// The file is a link out of the knowledge folder.
    #[error("{} is a link out of the knowledge folder and is left alone", .0.display())]
    Outside(PathBuf),
}

/// Replaces the file `path`, inside the knowledge folder `dir`, whose bytes were `old`, by `new`.
///
/// The new file is written beside the old one, brought safely to disk, and put in its place in one step: whoever reads
/// sees the old bytes or the new ones, also after a power cut. Permissions stay as they are. A link inside
/// the folder stays a link; the file that it leads to is replaced.
///
/// # Errors
///
/// When the file has changed since it was read, leads out of the folder, or cannot be written.
pub fn replace(dir: &Path, path: &str, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let shown = dir.join(path);
    let fault = |error| WriteError::Write(shown.clone(), error);
    let target = shown.canonicalize().map_err(fault)?;
    if !target.starts_with(dir.canonicalize().map_err(fault)?) {
        return Err(WriteError::Outside(shown));
    }
    // A canonical path to a file has a folder.
    let folder = target.parent().unwrap_or(&target);
    let mut unfinished =
        tempfile::Builder::new().prefix(UNFINISHED).suffix(".tmp").tempfile_in(folder).map_err(fault)?;
    unfinished.write_all(new).map_err(fault)?;
    let permissions = fs::metadata(&target).map_err(fault)?.permissions();
    unfinished.as_file().set_permissions(permissions).map_err(fault)?;
    unfinished.as_file().sync_all().map_err(fault)?;
    // As late as can be. Between this look and the next line another program could still slip in: without
    // locks, which editors do not take, the gap can be made small but not closed.
    if fs::read(&target).map_err(fault)? != old {
        return Err(WriteError::Changed(shown));
    }
    unfinished.persist(&target).map_err(|error| fault(error.error))?;
    sync_folder(folder).map_err(fault)
}

/// Brings the new name to disk. Where a folder cannot be opened as a file (Windows), the system sees to it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

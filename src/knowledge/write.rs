//! Writes files of a knowledge folder, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The start of the names of unfinished files. Hidden files are not read, so one that a power cut left
/// behind harms nothing.
const UNFINISHED: &str = ".attache-unfinished-";

/// Why a file was not written. The old file stands as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The new file could not be written: the disk is full, say, or the folder is not ours to write in.
    #[error("cannot write {}; the file stays as it was", .0.display())]
    Write(PathBuf, #[source] io::Error),
    /// The file is no longer what it was when it was read: somebody else has edited it.
    #[error("{} was changed by somebody else meanwhile and is left alone; look at it and try again", .0.display())]
    Changed(PathBuf),
    /// The file is somebody else's, and so would the new one not be.
    #[error("cannot keep {} in the hands of its owner, so it stays as it was; run this as that user", .0.display())]
    Owner(PathBuf, #[source] io::Error),
    /// The file is a link out of the knowledge folder.
    #[error("{} is a link out of the knowledge folder and is left alone", .0.display())]
    Outside(PathBuf),
}

/// Replaces the file `path`, inside the knowledge folder `dir`, whose bytes were `old`, by `new`.
///
/// The new file is written beside the old one, brought safely to disk, and put in its place in one step: whoever reads
/// sees the old bytes or the new ones, also after a power cut. Owner, group and permissions stay as they are. A link inside
/// the folder stays a link; the file that it leads to is replaced.
///
/// # Errors
///
/// When the file has changed since it was read, leads out of the folder, cannot be written, or would get another owner.
pub fn replace(dir: &Path, path: &str, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let shown = dir.join(path);
    let fault = |error| WriteError::Write(shown.clone(), error);
    let target = inside(dir, &shown)?;
    // A canonical path to a file has a folder.
    let folder = target.parent().unwrap_or(&target);
    let mut unfinished = unfinished().tempfile_in(folder).map_err(fault)?;
    unfinished.write_all(new).map_err(fault)?;
    let metadata = fs::metadata(&target).map_err(fault)?;
    give_to_owner_of(&metadata, unfinished.as_file()).map_err(|error| WriteError::Owner(shown.clone(), error))?;
    // After the owner: giving a file away takes some permissions from it.
    unfinished.as_file().set_permissions(metadata.permissions()).map_err(fault)?;
    unfinished.as_file().sync_all().map_err(fault)?;
    // As late as can be. Between this look and the next line another program could still slip in: without
    // locks, which editors do not take, the gap can be made small but not closed.
    if fs::read(&target).map_err(fault)? != old {
        return Err(WriteError::Changed(shown));
    }
    unfinished.persist(&target).map_err(|error| fault(error.error))?;
    sync_folder(folder).map_err(fault)
}

/// Writes the file `path`, inside the knowledge folder `dir`, where there may be one already: whole or not at all, and not
/// out of the folder. The folder that it stands in is made where there is none; `dir` is not.
///
/// # Errors
///
/// When it leads out of the folder or cannot be written, or for an old one as with [`replace`].
pub fn put(dir: &Path, path: &str, new: &[u8]) -> Result<(), WriteError> {
    let shown = dir.join(path);
    let fault = |error| WriteError::Write(shown.clone(), error);
    if fs::symlink_metadata(&shown).is_ok() {
        let old = fs::read(inside(dir, &shown)?).map_err(fault)?;
        return replace(dir, path, &old, new);
    }
    let folder = shown.parent().unwrap_or(dir);
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(fault(error)),
        _ => {}
    }
    let folder = inside(dir, folder)?;
    let mut unfinished = with_usual_permissions(&mut unfinished()).tempfile_in(&folder).map_err(fault)?;
    unfinished.write_all(new).map_err(fault)?;
    unfinished.as_file().sync_all().map_err(fault)?;
    unfinished.persist_noclobber(&shown).map_err(|error| fault(error.error))?;
    sync_folder(&folder).map_err(fault)
}

/// Where a path leads, if that is inside `dir`.
fn inside(dir: &Path, path: &Path) -> Result<PathBuf, WriteError> {
    let fault = |error| WriteError::Write(path.to_owned(), error);
    let target = path.canonicalize().map_err(fault)?;
    if target.starts_with(dir.canonicalize().map_err(fault)?) {
        Ok(target)
    } else {
        Err(WriteError::Outside(path.to_owned()))
    }
}

/// A file that is made is hidden until it is whole.
fn unfinished() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    builder
}

/// A file for others to read, as far as the user's mask allows; a temporary one is for its owner alone.
#[cfg(unix)]
fn with_usual_permissions<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;

    builder.permissions(fs::Permissions::from_mode(0o666))
}

/// Elsewhere a new file gets what its folder hands down.
#[cfg(not(unix))]
fn with_usual_permissions<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    builder
}

/// Gives a new file the owner and the group of an old one.
#[cfg(unix)]
fn give_to_owner_of(old: &fs::Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let owned = new.metadata()?;
    if (owned.uid(), owned.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
}

/// Elsewhere a new file gets what its folder hands down.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "where files have owners it can fail")]
const fn give_to_owner_of(_: &fs::Metadata, _: &File) -> io::Result<()> {
    Ok(())
}

/// Brings the new name to disk. Where a folder cannot be opened as a file (Windows), the system sees to it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

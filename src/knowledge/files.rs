//! Reads a knowledge folder into memory, whole: the files' bytes, and what kept a file from being read.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::code::Code;
use super::problem::{Place, Problem};
use super::schema::FileKind;
use super::shapes::MAX_FILE_BYTES;
use super::wording::{nearest, quote};

/// The bytes of a knowledge folder's files, ordered by path, and the problems met while reading them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    list: Vec<(String, Vec<u8>)>,
    problems: Vec<Problem>,
}

impl Files {
    /// Files that are in memory already: path inside the folder (with `/`) and bytes.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Files {
        let mut list: Vec<(String, Vec<u8>)> =
            files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        list.sort();
        Files { list, problems: Vec::new() }
    }

    /// Reads the folder `dir`.
    ///
    /// Hidden files and folders other than `topics/` are left alone. A file that cannot be read becomes a
    /// problem, so that those of all other files are found too.
    ///
    /// # Errors
    ///
    /// When the folder itself cannot be read.
    pub fn read(dir: &Path) -> Result<Files, FolderError> {
        let refuse = |error| FolderError { path: dir.to_owned(), source: error };
        let root = dir.canonicalize().map_err(refuse)?;
        let mut files = Files::default();
        for name in names(&root).map_err(refuse)? {
            files.take_root(&root, &name);
        }
        files.take_topics(&root);
        files.list.sort();
        Ok(files)
    }

    /// Each file's path inside the folder and its bytes, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.list.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// What kept files from being read, and which files were passed over.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn take_root(&mut self, root: &Path, name: &str) {
        const NAMES: [&str; 3] = ["sources.json", "terms.json", "unanswerable.json"];
        if FileKind::of(name).is_some() {
            self.take(root, name);
        } else if looks_like_json(name) && !root.join(name).is_dir() {
            let stem = name.split('.').next().unwrap_or(name);
            let help = match nearest(stem, NAMES.map(|known| known.trim_end_matches(".json"))) {
                Some(near) => format!("did you mean `{near}.json`?"),
                None => "move it into topics/ if it is a topic, else out of the folder".to_owned(),
            };
            self.stray(name, &help);
        }
    }

    fn take_topics(&mut self, root: &Path) {
        let topics = root.join("topics");
        if let Err(problem) = stays_inside(root, &topics, "topics") {
            return self.problems.push(*problem);
        }
        // A missing folder has no topics; that there are none is the checker's to say.
        let names = match names(&topics) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.problems.push(unreadable("topics", &error)),
        };
        for name in names {
            let path = format!("topics/{name}");
            if FileKind::of(&path).is_some() {
                self.take(root, &path);
            } else if topics.join(&name).is_dir() {
                self.stray(&path, "folders inside topics/ are not read: move its files up");
            } else if looks_like_json(&name) {
                self.stray(&path, "rename it so that it ends in .json, or move it out of the folder");
            }
        }
    }

    fn take(&mut self, root: &Path, path: &str) {
        match read(root, path) {
            Ok(bytes) => self.list.push((path.to_owned(), bytes)),
            Err(problem) => self.problems.push(*problem),
        }
    }

    fn stray(&mut self, path: &str, help: &str) {
        let message = format!("{} is not read", quote(path));
        self.problems.push(Problem::new(Code::StrayFile, Place::file(path), message).help(help));
    }
}

/// The knowledge folder itself cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the knowledge folder {}", .path.display())]
pub struct FolderError {
    /// The folder.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// The names in a folder, sorted, without hidden ones. A name that is not Unicode is shown with
/// replacement characters; no such file can be opened by it, and that is reported.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(dir)?
        .map(|item| item.map(|item| item.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

/// Whether a file that is not read may have been meant to be: `mou.JSON`, `mou.json~`, `mou.json.bak`.
fn looks_like_json(name: &str) -> bool {
    name.to_lowercase().contains(".json")
}

fn read(root: &Path, path: &str) -> Result<Vec<u8>, Box<Problem>> {
    let full = root.join(path);
    stays_inside(root, &full, path)?;
    let fault = |error: io::Error| Box::new(unreadable(path, &error));
    // Opening a pipe would wait for somebody to write into it.
    if !fs::metadata(&full).map_err(fault)?.is_file() {
        let message = format!("{} is not a regular file", quote(path));
        let problem = Problem::new(Code::UnreadableFile, Place::file(path), message);
        return Err(Box::new(problem.help("put a JSON file in its place, or remove it")));
    }
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    File::open(&full).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(fault)?;
    Ok(bytes)
}

/// A link may point anywhere inside the folder, nowhere outside.
fn stays_inside(root: &Path, full: &Path, path: &str) -> Result<(), Box<Problem>> {
    match full.canonicalize() {
        Ok(target) if !target.starts_with(root) => {
            let message = format!("{} is a link out of the knowledge folder", quote(path));
            let problem = Problem::new(Code::OutsideLink, Place::file(path), message);
            Err(Box::new(problem.help("put the file itself here: what lies outside the folder is not read")))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(full).is_err() => Ok(()),
        Err(error) => Err(Box::new(unreadable(path, &error))),
    }
}

fn unreadable(path: &str, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "let the user that Attaché runs as read it",
        io::ErrorKind::NotFound => "the link leads nowhere, or the name is not Unicode: mend or remove it",
        _ => "make it readable, or remove it",
    };
    Problem::new(Code::UnreadableFile, Place::file(path), format!("{} cannot be read: {error}", quote(path))).help(help)
}

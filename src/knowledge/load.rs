//! Reads a knowledge folder, whole or not at all.

use std::path::{Path, PathBuf};

use super::model::{Knowledge, SourcesFile, TermsFile, Topic, UnanswerableFile};

/// Why a knowledge folder was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A file could not be read.
    #[error("cannot read {}", .0.display())]
    Read(PathBuf, #[source] std::io::Error),
    /// A file is not what it should be.
    #[error("cannot use {}", .0.display())]
    Json(PathBuf, #[source] serde_json::Error),
}

/// Reads the knowledge folder `dir`.
///
/// # Errors
///
/// When a file cannot be read or breaks a rule.
pub fn load(dir: &Path) -> Result<Knowledge, LoadError> {
    let topics_dir = dir.join("topics");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&topics_dir)
        .map_err(|error| LoadError::Read(topics_dir.clone(), error))?
        .filter_map(|item| item.ok().map(|item| item.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();
    let topics = paths.iter().map(|path| read::<Topic>(path)).collect::<Result<_, _>>()?;
    Ok(Knowledge {
        sources: read::<SourcesFile>(&dir.join("sources.json"))?.sources,
        terms: optional::<TermsFile>(&dir.join("terms.json"))?.terms,
        unanswerable: optional::<UnanswerableFile>(&dir.join("unanswerable.json"))?.questions,
        topics,
    })
}

fn optional<T: serde::de::DeserializeOwned + Default>(path: &Path) -> Result<T, LoadError> {
    if path.exists() { read(path) } else { Ok(T::default()) }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, LoadError> {
    let bytes = std::fs::read(path).map_err(|error| LoadError::Read(path.to_owned(), error))?;
    serde_json::from_slice(&bytes).map_err(|error| LoadError::Json(path.to_owned(), error))
}

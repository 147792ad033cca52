//! The knowledge base that is compiled in: the South Korea - Italy partnership.

use include_dir::{Dir, include_dir};

use super::files::Files;
use super::model::{Knowledge, SourcesFile, TermsFile, Topic, UnanswerableFile};
use super::schema::FileKind;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

/// The compiled-in knowledge base.
///
/// It goes past the checker: the tests have checked these very bytes, checking again would cost every start
/// its time, and a warning for a day gone by is nothing that the person who runs the binary could mend.
///
/// # Panics
///
/// Never in a released build: the tests load every file that is compiled in.
pub fn built_in() -> Knowledge {
    let mut topics: Vec<Topic> = topic_files().map(|file| parse(file.contents())).collect();
    topics.sort_by(|a, b| a.command.cmp(&b.command));
    Knowledge {
        sources: read::<SourcesFile>("sources.json").sources,
        terms: read::<TermsFile>("terms.json").terms,
        unanswerable: read::<UnanswerableFile>("unanswerable.json").questions,
        topics,
    }
}

/// The compiled-in files, for whoever wants to check them as if they came from a folder.
pub fn built_in_files() -> Files {
    Files::new(files())
}

/// Whether a folder holds the compiled-in files, unchanged.
pub(super) fn is_built_in(folder: &Files) -> bool {
    let same = |(path, bytes): (&str, &[u8])| files().any(|(own, contents)| own == path && contents == bytes);
    folder.problems().is_empty() && folder.iter().count() == files().count() && folder.iter().all(same)
}

/// The compiled-in files of a knowledge base, with their paths.
fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    FILES.files().chain(topic_files()).filter_map(|file| {
        let path = file.path().to_str()?.replace('\\', "/");
        FileKind::of(&path)?;
        Some((path, file.contents()))
    })
}

fn topic_files() -> impl Iterator<Item = &'static include_dir::File<'static>> {
    FILES.get_dir("topics").into_iter().flat_map(Dir::files).filter(|file| {
        let path = file.path().to_string_lossy().replace('\\', "/");
        FileKind::of(&path) == Some(FileKind::Topic)
    })
}

fn read<T: serde::de::DeserializeOwned + Default>(name: &str) -> T {
    FILES.get_file(name).map(|file| parse(file.contents())).unwrap_or_default()
}

fn parse<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(bytes).expect("a test loads every file that is compiled in")
}

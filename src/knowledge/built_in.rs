//! The knowledge base that is compiled in: the South Korea - Italy partnership.

use std::io::Read;

use flate2::read::ZlibDecoder;
use serde::de::DeserializeOwned;

use super::files::Files;
use super::model::{Knowledge, SourcesFile, TermsFile, Topic, UnanswerableFile};
use super::schema::FileKind;

/// The paths of the files, and what is in them, deflated: a third of the room, in the binary and in memory.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));

/// The compiled-in knowledge base.
///
/// It goes past the checker: the tests have checked these very bytes, checking again would cost every start
/// its time, and a warning for a day gone by is nothing that the person who runs the binary could mend.
///
/// # Panics
///
/// Never in a released build: the tests load every file that is compiled in.
pub fn built_in() -> Knowledge {
    let mut topics: Vec<Topic> = packed(FileKind::Topic).map(read).collect();
    topics.sort_by(|a, b| a.command.cmp(&b.command));
    Knowledge {
        sources: only::<SourcesFile>(FileKind::Sources).sources,
        terms: only::<TermsFile>(FileKind::Terms).terms,
        unanswerable: only::<UnanswerableFile>(FileKind::Unanswerable).questions,
        topics,
    }
}

/// The compiled-in files, for whoever wants to check them as if they came from a folder.
pub fn built_in_files() -> Files {
    Files::new(FILES.iter().map(|(path, packed)| (*path, unpack(packed))))
}

/// Whether a folder holds the compiled-in files, unchanged.
pub(super) fn is_built_in(folder: &Files) -> bool {
    let own = FILES.iter().map(|(path, packed)| (*path, unpack(packed)));
    // Both are ordered by path.
    let same = || folder.iter().zip(own).all(|((path, bytes), (own, contents))| path == own && bytes == contents);
    folder.problems().is_empty() && folder.iter().count() == FILES.len() && same()
}

fn packed(kind: FileKind) -> impl Iterator<Item = &'static [u8]> {
    FILES.iter().filter(move |(path, _)| FileKind::of(path) == Some(kind)).map(|(_, packed)| *packed)
}

fn only<T: DeserializeOwned + Default>(kind: FileKind) -> T {
    packed(kind).next().map(read).unwrap_or_default()
}

fn read<T: DeserializeOwned>(packed: &[u8]) -> T {
    serde_json::from_slice(&unpack(packed)).expect("a test loads every file that is compiled in")
}

fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes).expect("a test unpacks every file that is compiled in");
    bytes
}

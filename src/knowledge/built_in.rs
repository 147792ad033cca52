//! The knowledge base that is compiled in: the South Korea - Italy partnership.

use std::io::Read;

use flate2::read::ZlibDecoder;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::files::Files;
use super::model::{Knowledge, SourcesFile, TermsFile, UnanswerableFile};
use super::schema::FileKind;

/// A file as it is compiled in.
struct Packed {
    path: &'static str,
    /// The SHA-256 (FIPS 180-4) of what is in it.
    sha256: [u8; 32],
    /// What is in it, deflated: a third of the room, in the binary and in memory.
    deflated: &'static [u8],
}

/// The files, ordered by path.
static FILES: &[Packed] = include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));

/// The compiled-in knowledge base.
///
/// It goes past the checker: the tests have checked these very bytes, checking again would cost every start
/// its time, and a warning for a day gone by is nothing that the person who runs the binary could mend.
///
/// # Panics
///
/// Never in a released build: the tests load every file that is compiled in.
pub fn built_in() -> Knowledge {
    let mut knowledge = Knowledge::default();
    for file in FILES {
        add(&mut knowledge, file.path, &unpack(file));
    }
    finished(knowledge)
}

/// What a folder says, if it holds the compiled-in files, unchanged.
pub(super) fn built_in_from(folder: &Files) -> Option<Knowledge> {
    let mut own = FILES.iter();
    let mut is_next = |path: &str, bytes: &[u8]| {
        own.next().is_some_and(|own| path == own.path && Sha256::digest(bytes)[..] == own.sha256)
    };
    let all_same = folder.iter().all(|(path, bytes)| is_next(path, bytes)) && own.next().is_none();
    if !all_same || !folder.problems().is_empty() {
        return None;
    }
    let mut knowledge = Knowledge::default();
    for (path, bytes) in folder.iter() {
        add(&mut knowledge, path, bytes);
    }
    Some(finished(knowledge))
}

/// The compiled-in files, for whoever wants to check them as if they came from a folder.
pub fn built_in_files() -> Files {
    Files::new(FILES.iter().map(|file| (file.path, unpack(file))))
}

/// Adds what a compiled-in file says.
fn add(knowledge: &mut Knowledge, path: &str, bytes: &[u8]) {
    match FileKind::of(path) {
        Some(FileKind::Sources) => knowledge.sources = read::<SourcesFile>(bytes).sources,
        Some(FileKind::Terms) => knowledge.terms = read::<TermsFile>(bytes).terms,
        Some(FileKind::Unanswerable) => knowledge.unanswerable = read::<UnanswerableFile>(bytes).questions,
        Some(FileKind::Topic) => knowledge.topics.push(read(bytes)),
        None => {}
    }
}

/// The same with its topics in order.
fn finished(mut knowledge: Knowledge) -> Knowledge {
    knowledge.topics.sort_by(|a, b| a.command.cmp(&b.command));
    knowledge
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(bytes).expect("a test loads every file that is compiled in")
}

fn unpack(file: &Packed) -> Vec<u8> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(file.deflated).read_to_end(&mut bytes).expect("a test unpacks every file that is compiled in");
    bytes
}

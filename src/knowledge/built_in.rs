//! The knowledge base that is compiled in: the South Korea - Italy partnership.

use include_dir::{Dir, include_dir};

use super::model::{Knowledge, SourcesFile, TermsFile, Topic, UnanswerableFile};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

/// The compiled-in knowledge base.
///
/// # Panics
///
/// Never in a released build: the tests load every file that is compiled in.
pub fn built_in() -> Knowledge {
    let mut topics: Vec<Topic> =
        FILES.get_dir("topics").into_iter().flat_map(Dir::files).map(|file| parse(file.contents())).collect();
    topics.sort_by(|a, b| a.command.cmp(&b.command));
    Knowledge {
        sources: read::<SourcesFile>("sources.json").sources,
        terms: read::<TermsFile>("terms.json").terms,
        unanswerable: read::<UnanswerableFile>("unanswerable.json").questions,
        topics,
    }
}

fn read<T: serde::de::DeserializeOwned + Default>(name: &str) -> T {
    FILES.get_file(name).map(|file| parse(file.contents())).unwrap_or_default()
}

fn parse<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(bytes).expect("a test loads every file that is compiled in")
}

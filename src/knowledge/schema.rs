//! The JSON Schemas of the knowledge files, generated from the model.

use std::path::Path;

use once_cell::sync::OnceCell;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::model::{SourcesFile, TermsFile, Topic, UnanswerableFile};

/// What a knowledge file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `sources.json`.
    Sources,
    /// `terms.json`.
    Terms,
    /// A file in `topics/`.
    Topic,
    /// `unanswerable.json`.
    Unanswerable,
}

impl FileKind {
    /// Every kind, in the order of its name.
    pub const ALL: [FileKind; 4] = [FileKind::Sources, FileKind::Terms, FileKind::Topic, FileKind::Unanswerable];

    /// The kind's name: `sources`, `terms`, `topic` or `unanswerable`.
    pub const fn name(self) -> &'static str {
        match self {
            FileKind::Sources => "sources",
            FileKind::Terms => "terms",
            FileKind::Topic => "topic",
            FileKind::Unanswerable => "unanswerable",
        }
    }

    /// The kind of the file with this path inside the knowledge folder, if it is one that is read.
    pub fn of(path: &str) -> Option<FileKind> {
        match path {
            "sources.json" => Some(FileKind::Sources),
            "terms.json" => Some(FileKind::Terms),
            "unanswerable.json" => Some(FileKind::Unanswerable),
            _ => path
                .strip_prefix("topics/")
                .filter(|name| {
                    let name = Path::new(name);
                    name.components().count() == 1 && name.extension().is_some_and(|ext| ext == "json")
                })
                .filter(|name| !name.starts_with('.'))
                .map(|_| FileKind::Topic),
        }
    }

    /// The JSON Schema of such files, draft 2020-12.
    pub fn schema(self) -> &'static Value {
        static SCHEMAS: OnceCell<[Value; 4]> = OnceCell::new();
        let schemas = SCHEMAS.get_or_init(|| {
            [generate::<SourcesFile>(), generate::<TermsFile>(), generate::<Topic>(), generate::<UnanswerableFile>()]
        });
        &schemas[self as usize]
    }

    /// The name of the schema's file in the knowledge folder's `schema/`.
    pub fn schema_file(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// The schema's text, as it is written to its file.
    pub fn schema_text(self) -> String {
        // The alternate form of a JSON value is its pretty one, with two spaces.
        format!("{:#}\n", self.schema())
    }
}

fn generate<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        for kind in FileKind::ALL {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/schema").join(kind.schema_file());
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                committed == kind.schema_text(),
                "{} is not what the types say: write it again with `attache schema --write`",
                path.display()
            );
        }
    }

    #[test]
    fn no_key_may_be_null() {
        for kind in FileKind::ALL {
            assert!(!kind.schema_text().contains("\"null\""), "{}", kind.schema_text());
        }
    }

    #[test]
    fn only_the_files_that_are_read_have_a_kind() {
        let check = |path, kind| assert_eq!(FileKind::of(path), kind, "{path}");
        check("sources.json", Some(FileKind::Sources));
        check("topics/mou.json", Some(FileKind::Topic));
        check("topics/이탈리아.json", Some(FileKind::Topic));
        for path in ["topics/a/b.json", "topics/.x.json", "topics/x.JSON", "topics/.json", "mou.json", "topics/"] {
            check(path, None);
        }
    }
}

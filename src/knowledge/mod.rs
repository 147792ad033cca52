//! The knowledge base: its model, its files, its checks.

mod built_in;
mod load;
mod model;

pub use self::built_in::built_in;
pub use self::load::{LoadError, load};
pub use self::model::{
    Entry, Event, Knowledge, NotADate, PartialDate, Questions, Source, SourceKind, SourcesFile, Term, TermsFile, Text,
    Topic, UnanswerableFile,
};

//! The knowledge base: its model, its files, its checks.
//!
//! Text from outside ([`Files`], [`Document`]) becomes [`Knowledge`] in one place only, [`load`], which the
//! checker guards. Reading ([`Files::read`]) and writing ([`replace`], [`put`]) touch the disk; all else is pure, and
//! "today" is an argument.

mod built_in;
mod canonical;
mod check;
mod code;
mod document;
mod files;
mod load;
mod model;
mod problem;
mod remedy;
mod report;
mod schema;
mod shapes;
mod stats;
mod syntax;
mod texts;
mod timeline;
mod version;
mod wording;
mod write;

pub use self::built_in::{built_in, built_in_files};
pub use self::canonical::{canonical, text as canonical_text};
pub use self::check::RESERVED_COMMANDS;
pub use self::code::{Code, Severity, UnknownCode};
pub use self::document::Document;
pub use self::files::{Files, FolderError};
pub use self::load::{Inspection, LoadError, Loaded, inspect, inspect_files, load, tally};
pub use self::model::{
    Entry, Event, Knowledge, NotADate, PartialDate, Questions, Source, SourceKind, SourcesFile, Term, TermsFile, Text,
    Topic, UnanswerableFile,
};
pub use self::problem::{Place, Problem, Related, Span};
pub use self::report::Report;
pub use self::schema::FileKind;
pub use self::shapes::{MAX_CHOICE, MAX_FILE_BYTES, MAX_TOPICS, is_command_name};
pub use self::stats::{Counts, ENOUGH_TESTS, KindStats, SourceStats, Stats, Tally, ThinEntry, TopicStats};
pub use self::syntax::Step;
pub use self::texts::Texts;
pub use self::timeline::{TimelineEvent, timeline};
pub use self::wording::{count, is_hidden};
pub use self::write::{WriteError, put, replace};

//! The codes of problems: stable names that documents, scripts and tests can hold on to.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Fails a check, and keeps the knowledge base from loading (but see [`Code::keeps_from_loading`]).
    Error,
    /// Is worth mending, but the knowledge base loads and answers.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Declares the codes: each line is a variant, its stable name, its severity and its one-line meaning.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What kind of problem it is. A code, once published, keeps its name and its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $meaning])+ $name,)+
        }

        impl Code {
            /// Every code, in the order in which a folder is checked.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The stable name, such as `unknown-key`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text),+ }
            }

            /// Whether problems of this kind keep a knowledge base from loading.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// Whether [`load`](super::load) refuses a knowledge base for it. What depends on the day, or on Discord, stops
            /// the one who writes it, but no base that is in use: its answers are as good as they were.
            pub const fn keeps_from_loading(self) -> bool {
                matches!(self.severity(), Severity::Error) && !matches!(self, Code::FutureDate | Code::TooManyTopics)
            }

            /// What the code means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($meaning),+).trim()),+ }
            }
        }
    };
}

codes! {
    // Reading the folder.
    /// A file is there but cannot be read, or is no regular file.
    UnreadableFile = "unreadable-file", Error;
    /// A symbolic link leads out of the knowledge folder.
    OutsideLink = "outside-link", Error;
    /// A file is larger than 1 MiB.
    TooLarge = "too-large", Error;
    /// A file is not encoded in UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// `sources.json` is missing.
    MissingFile = "missing-file", Error;
    /// There is no topic file at all.
    NoTopics = "no-topics", Error;
    /// A file looks as if it belonged to the knowledge base, but is not read.
    StrayFile = "stray-file", Warning;
    /// A file starts with a byte order mark, which JSON has no place for; it is skipped.
    ByteOrderMark = "byte-order-mark", Warning;

    // The JSON itself.
    /// A file is not valid JSON.
    InvalidJson = "invalid-json", Error;
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key", Error;

    // Keys and values, one by one.
    /// A value is of another type than its key asks for.
    WrongType = "wrong-type", Error;
    /// A key that the format does not know.
    UnknownKey = "unknown-key", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// A value is none of those that its key allows.
    UnknownValue = "unknown-value", Error;
    /// A text, list or object is empty where it must hold something.
    EmptyValue = "empty-value", Error;
    /// An entry names no source.
    NoSource = "no-source", Error;
    /// A text is longer than Discord, or the format, takes.
    TooLong = "too-long", Error;
    /// A text holds a control character, one that nobody sees, or one that turns the direction of writing.
    ControlCharacter = "control-character", Error;
    /// A command is no valid name of a slash command.
    BadCommandName = "bad-command-name", Error;
    /// An id is not made of lower-case letters, digits and hyphens.
    BadId = "bad-id", Error;
    /// A date is not one of the calendar, or not written as asked.
    BadDate = "bad-date", Error;
    /// An address is not an `https://` or `http://` one.
    BadUrl = "bad-url", Error;
    /// A country is not a code of two capital letters.
    BadCountry = "bad-country", Error;
    /// A language is not a code of two small letters.
    BadLanguage = "bad-language", Error;
    /// A value does not have the form that its key asks for.
    BadValue = "bad-value", Error;

    // Names and the things they name.
    /// A topic file is not named after its command.
    FileName = "file-name", Error;
    /// A command is one that Attaché keeps for itself.
    ReservedCommand = "reserved-command", Error;
    /// There are more topics than Discord takes commands; it fails a check, but keeps no knowledge base from loading.
    TooManyTopics = "too-many-topics", Error;
    /// Two entries, or two sources, have the same id.
    DuplicateId = "duplicate-id", Error;
    /// An entry cites a source that does not exist.
    UnknownSource = "unknown-source", Error;
    /// An entry is related to one that does not exist.
    UnknownRelated = "unknown-related", Error;
    /// An entry is related to itself.
    RelatedToItself = "related-to-itself", Error;
    /// A list names the same source or entry twice.
    RepeatedReference = "repeated-reference", Warning;
    /// No entry cites the source.
    UnusedSource = "unused-source", Warning;

    // Dates against one another and against today.
    /// A date that must lie in the past lies in the future; it fails a check, but keeps no knowledge base from loading.
    FutureDate = "future-date", Error;
    /// An entry expires, or is due for review, before the day for which it holds.
    DateOrder = "date-order", Warning;
    /// An entry's `valid_until` has passed.
    Expired = "expired", Warning;
    /// An entry's `review_by` has passed.
    ReviewOverdue = "review-overdue", Warning;

    // Languages.
    /// A text lacks a language that the knowledge base uses.
    MissingLanguage = "missing-language", Warning;
    /// An entry can be asked in a language in which it has no answer.
    MissingAnswer = "missing-answer", Warning;
    /// A text is not written in the language that it stands under.
    OtherLanguage = "other-language", Warning;

    // Phrasings and tests.
    /// Two entries have the same phrasing.
    DuplicatePhrasing = "duplicate-phrasing", Warning;
    /// An entry has the same phrasing twice.
    RepeatedPhrasing = "repeated-phrasing", Warning;
    /// A test is one of the entry's own phrasings, and so tests nothing.
    PhrasingIsTest = "phrasing-is-test", Warning;
    /// A question must get an entry in one place and must not in another.
    Contradiction = "contradiction", Error;
    /// A canonical question is too long for Discord's menus, where it is cut.
    LongQuestion = "long-question", Warning;

    // The rehearsal: questions put to the matcher.
    /// A question of `tests` does not get its entry.
    TestFailed = "test-failed", Error;
    /// A question of `not` gets the entry that it must not get.
    NotFailed = "not-failed", Error;
    /// A question of `unanswerable.json` gets an answer.
    UnanswerableAnswered = "unanswerable-answered", Error;
    /// Without one of its phrasings, that question would get another entry.
    ConfusableEntries = "confusable-entries", Warning;

    // The check itself.
    /// A file has more problems than are worth listing.
    TooManyProblems = "too-many-problems", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Code, UnknownCode> {
        Code::ALL.iter().copied().find(|code| code.as_str() == text).ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// A text that names no [`Code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown problem code {0:?}")]
pub struct UnknownCode(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_kebab_case_name_of_its_own_and_a_meaning() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code), "two codes share a name");
            assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{code}");
            assert!(code.meaning().ends_with('.'), "{code}: {:?}", code.meaning());
        }
    }
}

//! The forms and limits of values, as JSON Schema: one truth for the editor and for the checker.
//!
//! The model names these types in `#[schemars(with = "…")]`; nothing is ever made of them. Beside the
//! standard keywords they carry three of their own: `patternErrorMessage` (what was expected, in words;
//! editors know it too), `x-problem` (the [`Code`](super::Code) of a value that does not fit) and
//! `x-lines` (line breaks are welcome). `maxLength` counts characters in an editor; the checker counts
//! UTF-16 units, of which a rare character takes two, so that a text fits however Discord counts.

use std::borrow::Cow;
use std::marker::PhantomData;

use once_cell::sync::Lazy;
use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::wording::discord_length;
use crate::lang::Lang;

/// The most bytes that a knowledge file may have.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// The most characters of a canonical question that Discord shows in its menus and completions
/// (<https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure>).
pub const MAX_CHOICE: usize = 100;

/// The most topics that a knowledge base can have on Discord, where each is a command: an application has at most 100, and
/// five are Attaché's own
/// (<https://discord.com/developers/docs/interactions/application-commands#registering-a-command>).
pub const MAX_TOPICS: usize = 95;

/// What the name of a slash command is made of, by Discord's rule; the letters have to be small ones, too
/// (<https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming>).
const COMMAND_NAME: &str = r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$";
/// The longest name of a slash command.
const MAX_COMMAND_NAME: usize = 32;

/// Whether Discord takes a slash command of this name.
pub fn is_command_name(name: &str) -> bool {
    static PATTERN: Lazy<Regex> =
        Lazy::new(|| Regex::new(COMMAND_NAME).expect("a test compiles every pattern of the schemas"));
    discord_length(name) <= MAX_COMMAND_NAME && PATTERN.is_match(name) && name.to_lowercase() == name
}

/// Declares shapes: a name, what it is, and its schema; the first word names the generator in them.
macro_rules! shapes {
    ($generator:ident; $($(#[doc = $doc:literal])+ $name:ident = { $($schema:tt)+ };)+) => {
        $(
            $(#[doc = $doc])+
            pub(super) struct $name;

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                    let _ = &$generator;
                    json_schema!({ "description": concat!($($doc),+).trim(), $($schema)+ })
                }
            }
        )+
    };
}

shapes! {
    generator;

    /// A name of lower-case letters, digits and hyphens, at most 64 characters.
    Id = {
        "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$", "x-problem": "bad-id",
        "patternErrorMessage": "1 to 64 lower-case letters, digits and hyphens, not starting with a hyphen"
    };
    /// A slash command's name.
    CommandName = {
        "type": "string", "pattern": COMMAND_NAME, "maxLength": MAX_COMMAND_NAME, "x-problem": "bad-command-name",
        "patternErrorMessage": "1 to 32 letters, digits, hyphens and underscores"
    };
    /// A title: at most 256 characters, as Discord allows an embed's title.
    Title = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 256 };
    /// A slash command's description: at most 100 characters, as Discord allows.
    Description = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 100 };
    /// An answer: at most 4096 characters, as Discord allows an embed's text.
    AnswerText = {
        "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 4096, "x-lines": true
    };
    /// A note: at most 1024 characters, as Discord allows an embed's field.
    NoteText = {
        "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 1024, "x-lines": true
    };
    /// One way to ask a question: at most 500 characters, as many as count of a question.
    Phrasing = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 500 };
    /// Ways to ask a question, at least one.
    Phrasings = { "type": "array", "items": generator.subschema_for::<Phrasing>(), "minItems": 1 };
    /// A list of questions.
    QuestionList = { "type": "array", "items": generator.subschema_for::<Phrasing>() };
    /// A word or phrase, at most 100 characters.
    Word = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 100 };
    /// Words and phrases that mean the same, at least one.
    Words = { "type": "array", "items": generator.subschema_for::<Word>(), "minItems": 1 };
    /// Ids of sources, at least one.
    SourceIds = {
        "type": "array", "items": generator.subschema_for::<Id>(), "minItems": 1, "x-problem": "no-source"
    };
    /// The headline of a publication, at most 500 characters.
    Headline = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 500 };
    /// The name of a publisher, at most 200 characters.
    Publisher = { "type": "string", "pattern": r"\S", "x-problem": "empty-value", "maxLength": 200 };
    /// An address on the web.
    Url = {
        "type": "string", "pattern": r"^https?://[^\s/]\S*$", "maxLength": 2048, "x-problem": "bad-url",
        "patternErrorMessage": "an address that starts with https:// or http:// and has no spaces"
    };
    /// A country, as an ISO 3166-1 alpha-2 code.
    Country = {
        "type": "string", "pattern": "^[A-Z]{2}$", "x-problem": "bad-country",
        "patternErrorMessage": "two capital letters, such as KR or IT"
    };
    /// A language, as an ISO 639-1 code.
    LanguageCode = {
        "type": "string", "pattern": "^[a-z]{2}$", "x-problem": "bad-language",
        "patternErrorMessage": "two small letters, such as en, it or ko"
    };
}

/// A value in one or more languages, each of shape `S`.
pub(super) struct PerLanguage<S>(PhantomData<S>);

impl<S: JsonSchema> JsonSchema for PerLanguage<S> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}PerLanguage", S::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let properties: serde_json::Map<_, _> = Lang::ALL
            .into_iter()
            .map(|lang| (lang.code().to_owned(), generator.subschema_for::<S>().to_value()))
            .collect();
        json_schema!({
            "description": "One value for each language, at least one.",
            "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1
        })
    }
}

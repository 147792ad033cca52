//! The commands as they should be: `/ask` and its companions, one a topic, and one in the menu of a message.
//!
//! A topic's command is called like its file in every language, for it is what people tell each other; its
//! description is localised. The others and the options are localised in name and description. Names and localisations
//! together are also how we know our commands again among those of a host, whatever knowledge base made them.

use std::collections::BTreeMap;

use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{
    Command, CommandOption, CommandOptionType, CommandType, InstallationContext, InteractionContext,
};

use super::limits::{self, cut};
use crate::knowledge::{Knowledge, Text, Topic, is_command_name};
use crate::lang::Lang;
use crate::replies::{CommandText, Phrasebook, phrasebook};

/// The name of the command that takes any question.
pub const ASK: &str = phrasebook(Lang::En).ask_command.name;
/// The name of the command that lists the topics.
pub(super) const TOPICS: &str = phrasebook(Lang::En).topics_command.name;
/// The name of the command that shows the timeline.
pub(super) const TIMELINE: &str = phrasebook(Lang::En).timeline_command.name;
/// The name of the command that lists the sources.
pub(super) const SOURCES: &str = phrasebook(Lang::En).sources_command.name;
/// The name of the command that says who is speaking.
pub(super) const ABOUT: &str = phrasebook(Lang::En).about_command.name;
/// The name of the command in the menu of a message.
pub(super) const ANSWER_THIS: &str = phrasebook(Lang::En).answer_this;
/// The option that holds the question.
pub(super) const QUESTION: &str = phrasebook(Lang::En).question_option.name;
/// The option that chooses the language of the reply.
pub(super) const LANGUAGE: &str = phrasebook(Lang::En).language_option.name;
/// The option that shows the reply to the asker alone.
pub(super) const PRIVATE: &str = phrasebook(Lang::En).private_option.name;
/// The option that chooses a topic.
pub(super) const TOPIC: &str = phrasebook(Lang::En).topic_option.name;

/// The slash commands that are there whatever the knowledge base holds.
const OWN: [&str; 5] = [ASK, TOPICS, TIMELINE, SOURCES, ABOUT];

/// The languages other than the base, with the locales in which Discord asks for them.
const LOCALES: [(Lang, &str); 2] = [(Lang::It, "it"), (Lang::Ko, "ko")];

/// A command, in the form in which two of them can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommandSpec {
    /// A slash command, or one in the menu of a message.
    pub kind: CommandType,
    /// Its name.
    pub name: String,
    /// Its name by locale.
    pub name_localizations: BTreeMap<String, String>,
    /// What it does.
    pub description: String,
    /// What it does, by locale.
    pub description_localizations: BTreeMap<String, String>,
    /// What it takes.
    pub options: Vec<OptionSpec>,
    /// Whether it is kept from minors.
    pub nsfw: bool,
}

/// An option of a slash command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OptionSpec {
    /// What kind of value it takes.
    pub kind: CommandOptionType,
    /// Its name.
    pub name: String,
    /// Its name by locale.
    pub name_localizations: BTreeMap<String, String>,
    /// What it is for.
    pub description: String,
    /// What it is for, by locale.
    pub description_localizations: BTreeMap<String, String>,
    /// Whether the command needs it.
    pub required: bool,
    /// The longest text that it takes.
    pub max_length: Option<u16>,
    /// The values to choose from, each with its name.
    pub choices: Vec<(String, String)>,
    /// Whether Discord asks us for values while one types.
    pub autocomplete: bool,
}

/// Why a knowledge base cannot be offered as slash commands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommandProblem {
    /// More commands than an application may have.
    #[error("{0} commands, but Discord takes {max}: merge some topics", max = limits::COMMANDS)]
    TooMany(usize),
    /// A topic is called like a command that is there in any case.
    #[error("a topic cannot be called {0:?}: Attaché has a command of that name itself; rename the topic")]
    Reserved(String),
    /// The host has a command of the same name.
    #[error("the application has a command {0:?} already that is not Attaché's: rename that one, or the topic")]
    Clash(String),
    /// Two topics have the same command.
    #[error("two topics are called {0:?}: rename one of them")]
    Twice(String),
    /// Discord takes no such name.
    #[error("Discord takes no command called {0:?}: use 1 to 32 lower-case letters, digits, - or _")]
    BadName(String),
}

/// The commands for a knowledge base, `/ask` first.
///
/// # Errors
///
/// Every reason why Discord, or people, could not tell them apart or use them.
pub fn wanted(knowledge: &Knowledge) -> Result<Vec<CommandSpec>, Vec<CommandProblem>> {
    let problems = problems(knowledge);
    if !problems.is_empty() {
        return Err(problems);
    }
    let [topics, timeline, sources, about] = [
        own(|words| words.topics_command, Vec::new()),
        own(|words| words.timeline_command, vec![topic_option()]),
        own(|words| words.sources_command, vec![topic_option()]),
        own(|words| words.about_command, Vec::new()),
    ];
    let own = [ask(), topics, timeline, sources, about, answer_this()];
    Ok(own.into_iter().chain(knowledge.topics.iter().map(topic)).collect())
}

/// Those of the names that are commands of ours, too: each would shadow the other.
pub fn clashes<'a>(wanted: &[CommandSpec], host: impl IntoIterator<Item = &'a str>) -> Vec<CommandProblem> {
    let is_taken = |name: &str| wanted.iter().any(|spec| spec.kind == CommandType::ChatInput && spec.name == name);
    host.into_iter().filter(|name| is_taken(name)).map(|name| CommandProblem::Clash(name.to_owned())).collect()
}

/// Whether a slash command is one of ours, by its name.
pub(super) fn is_ours(name: &str, knowledge: &Knowledge) -> bool {
    OWN.contains(&name) || knowledge.topics.iter().any(|topic| topic.command == name)
}

/// Whether a command on Discord was registered by us, for this knowledge base or for another one. What is so is changed
/// and removed, so it has to be certain: one of our own by its name together with its localised names or its question,
/// a topic's by taking a question as ours do and nothing else.
pub(super) fn bears_our_mark(command: &Command) -> bool {
    let own: [fn(&Phrasebook) -> CommandText; OWN.len()] = [
        |words| words.ask_command,
        |words| words.topics_command,
        |words| words.timeline_command,
        |words| words.sources_command,
        |words| words.about_command,
    ];
    let names = sorted(command.name_localizations.as_ref());
    match command.kind {
        CommandType::ChatInput => match own.into_iter().map(localized).find(|own| own.name == command.name) {
            Some(own) => names == own.names || command.options.iter().any(takes_our_question),
            None => names.is_empty() && matches!(&command.options[..], [only] if takes_our_question(only)),
        },
        CommandType::Message => command.name == ANSWER_THIS && names == answer_this().name_localizations,
        _ => false,
    }
}

/// Whether an option is the one that holds the question in our commands, whatever its description says.
fn takes_our_question(option: &CommandOption) -> bool {
    let ours = question(option.required);
    let is_alike = option.kind == ours.kind && option.name == ours.name && option.autocomplete == ours.autocomplete;
    let names = sorted(option.name_localizations.as_ref());
    is_alike && option.max_length == ours.max_length && names == ours.name_localizations
}

fn problems(knowledge: &Knowledge) -> Vec<CommandProblem> {
    let mut problems = Vec::new();
    let count = knowledge.topics.len() + OWN.len();
    if count > limits::COMMANDS {
        problems.push(CommandProblem::TooMany(count));
    }
    for (at, topic) in knowledge.topics.iter().enumerate() {
        let name = topic.command.as_str();
        if OWN.contains(&name) {
            problems.push(CommandProblem::Reserved(name.to_owned()));
        } else if !is_command_name(name) {
            problems.push(CommandProblem::BadName(name.to_owned()));
        } else if knowledge.topics[..at].iter().any(|other| other.command == name) {
            problems.push(CommandProblem::Twice(name.to_owned()));
        }
    }
    problems
}

fn ask() -> CommandSpec {
    let language = option(CommandOptionType::String, |words| words.language_option);
    let choices = Lang::ALL.map(|lang| (lang.own_name().to_owned(), lang.code().to_owned()));
    let private = option(CommandOptionType::Boolean, |words| words.private_option);
    let options = vec![question(true), OptionSpec { choices: choices.into(), ..language }, private];
    own(|words| words.ask_command, options)
}

fn own(text: fn(&Phrasebook) -> CommandText, options: Vec<OptionSpec>) -> CommandSpec {
    let text = localized(text);
    CommandSpec {
        kind: CommandType::ChatInput,
        name: text.name,
        name_localizations: text.names,
        description: text.description,
        description_localizations: text.descriptions,
        options,
        nsfw: false,
    }
}

/// The command in the menu of a message; Discord takes no description for it.
fn answer_this() -> CommandSpec {
    let names = LOCALES.into_iter().map(|(lang, locale)| (locale.to_owned(), phrasebook(lang).answer_this.to_owned()));
    CommandSpec {
        kind: CommandType::Message,
        name: ANSWER_THIS.to_owned(),
        name_localizations: names.collect(),
        description: String::new(),
        description_localizations: BTreeMap::new(),
        options: Vec::new(),
        nsfw: false,
    }
}

fn topic(topic: &Topic) -> CommandSpec {
    let (base, description) = described(&topic.description, &topic.command);
    let localizations = LOCALES.into_iter().filter(|(lang, _)| *lang != base);
    let localizations = localizations.filter_map(|(lang, locale)| {
        let text = topic.description.get(lang)?.trim();
        (!text.is_empty()).then(|| (locale.to_owned(), short(text)))
    });
    CommandSpec {
        kind: CommandType::ChatInput,
        name: topic.command.clone(),
        name_localizations: BTreeMap::new(),
        description,
        description_localizations: localizations.collect(),
        options: vec![question(false)],
        nsfw: false,
    }
}

/// The description to show where no localisation fits, and its language. Discord refuses an empty one.
fn described(description: &Text, command: &str) -> (Lang, String) {
    match description.best(Lang::En) {
        Some((lang, text)) if !text.trim().is_empty() => (lang, short(text.trim())),
        _ => (Lang::En, command.to_owned()),
    }
}

fn short(text: &str) -> String {
    cut(text, limits::COMMAND_DESCRIPTION).into_owned()
}

fn question(required: bool) -> OptionSpec {
    let question = option(CommandOptionType::String, |words| words.question_option);
    OptionSpec { required, max_length: Some(limits::QUESTION), autocomplete: true, ..question }
}

fn topic_option() -> OptionSpec {
    OptionSpec { autocomplete: true, ..option(CommandOptionType::String, |words| words.topic_option) }
}

fn option(kind: CommandOptionType, text: fn(&Phrasebook) -> CommandText) -> OptionSpec {
    let text = localized(text);
    OptionSpec {
        kind,
        name: text.name,
        name_localizations: text.names,
        description: text.description,
        description_localizations: text.descriptions,
        required: false,
        max_length: None,
        choices: Vec::new(),
        autocomplete: false,
    }
}

struct LocalizedText {
    name: String,
    names: BTreeMap<String, String>,
    description: String,
    descriptions: BTreeMap<String, String>,
}

fn localized(text: fn(&Phrasebook) -> CommandText) -> LocalizedText {
    let in_locales = |part: fn(CommandText) -> &'static str| {
        LOCALES.into_iter().map(|(lang, locale)| (locale.to_owned(), part(text(phrasebook(lang))).to_owned())).collect()
    };
    let base = text(phrasebook(Lang::En));
    LocalizedText {
        name: base.name.to_owned(),
        names: in_locales(|text| text.name),
        description: base.description.to_owned(),
        descriptions: in_locales(|text| text.description),
    }
}

impl CommandSpec {
    /// The command as serenity registers it in one server, where it has no say in where it shows.
    pub fn for_guild(&self) -> CreateCommand {
        let mut command = CreateCommand::new(&self.name).kind(self.kind).nsfw(self.nsfw);
        if !self.description.is_empty() {
            command = command.description(&self.description);
        }
        for (locale, name) in &self.name_localizations {
            command = command.name_localized(locale, name);
        }
        for (locale, description) in &self.description_localizations {
            command = command.description_localized(locale, description);
        }
        command.set_options(self.options.iter().map(OptionSpec::builder).collect())
    }

    /// The command as serenity registers it everywhere: in servers, in direct messages with the bot, and, for
    /// those who install the application for themselves, in all their other conversations.
    pub fn everywhere(&self) -> CreateCommand {
        self.for_guild().integration_types(INSTALLATIONS.into()).contexts(CONTEXTS.into())
    }
}

/// How an application can be installed for its commands to show.
pub(super) const INSTALLATIONS: [InstallationContext; 2] = [InstallationContext::Guild, InstallationContext::User];
/// Where its commands show.
pub(super) const CONTEXTS: [InteractionContext; 3] =
    [InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel];

impl OptionSpec {
    fn builder(&self) -> CreateCommandOption {
        let mut option = CreateCommandOption::new(self.kind, &self.name, &self.description).required(self.required);
        for (locale, name) in &self.name_localizations {
            option = option.name_localized(locale, name);
        }
        for (locale, description) in &self.description_localizations {
            option = option.description_localized(locale, description);
        }
        for (name, value) in &self.choices {
            option = option.add_string_choice(name, value);
        }
        if let Some(length) = self.max_length {
            option = option.max_length(length);
        }
        option.set_autocomplete(self.autocomplete)
    }
}

/// Localised texts by their locales, in order.
pub(super) fn sorted<'a>(
    localizations: Option<impl IntoIterator<Item = (&'a String, &'a String)>>,
) -> BTreeMap<String, String> {
    localizations.into_iter().flatten().map(|(locale, text)| (locale.clone(), text.clone())).collect()
}

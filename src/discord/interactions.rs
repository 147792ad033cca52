//! Commands: what to answer to one.
//!
//! Matching takes microseconds, so the first response is the reply itself and nothing is deferred but what has to be
//! written to the ledger. A command that is not ours is left alone, for it is the host's to answer.

use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAutocompleteResponse, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateModal,
};
use serenity::model::application::{
    CommandData, CommandDataOptionValue, CommandInteraction, CommandType, InputTextStyle,
};
use serenity::model::id::{GuildId, UserId};

use super::asking::{Languages, ask, today};
use super::autocomplete::{self, Offer, chosen_entry};
use super::card::Card;
use super::commands::{self, is_ours};
use super::custom_id::CustomId;
use super::heard::without_mention;
use super::limits;
use super::listing;
use super::render::{self, View};
use crate::desk::{Desk, Shelf};
use crate::lang::Lang;
use crate::ledger::{PassedOn, Vote};
use crate::replies::phrasebook;
use crate::reply::{Outcome, Reply};

/// What to answer to an interaction, if it is ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// A new message, for all.
    Public(Card),
    /// A new message, for the person alone.
    Private(Card),
    /// The card takes the place of the message that was clicked on.
    InPlace(Card),
    /// What may be chosen while one types.
    Offers(Vec<Offer>),
    /// A form, for a question that is to be passed on.
    Form {
        /// The language of the reply that it got.
        lang: Lang,
        /// The language of the person.
        interface: Lang,
    },
    /// The message that was clicked on goes.
    Remove,
    /// Something is to be written to the ledger, and then the person told.
    Keep(Keep),
}

/// What is to be written to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Keep {
    /// A vote.
    Vote {
        vote: Vote,
        /// The language of the answer.
        lang: Lang,
        /// The language of the person.
        interface: Lang,
    },
    /// A question to be passed on.
    PassOn {
        question: PassedOn,
        /// The language of the person.
        interface: Lang,
    },
}

/// What a command comes to.
#[derive(Debug)]
pub(super) struct Obeyed {
    pub(super) response: Response,
    /// Whether it asked something.
    pub(super) asks: bool,
    /// What it asked, in the person's own words: another's are not theirs to pass on.
    pub(super) question: Option<String>,
    /// The entry whose answer the response shows, and its language.
    pub(super) answered: Option<(String, Lang)>,
}

impl From<Response> for Obeyed {
    fn from(response: Response) -> Obeyed {
        Obeyed { response, asks: false, question: None, answered: None }
    }
}

impl Response {
    /// A private sentence.
    pub(super) fn say(text: &str) -> Response {
        Response::Private(Card::text(text))
    }

    /// As serenity sends it; what is to be kept has to be kept first.
    pub(super) fn into_builder(self) -> CreateInteractionResponse {
        let private = |message: CreateInteractionResponseMessage| message.ephemeral(true);
        match self {
            Response::Public(card) => CreateInteractionResponse::Message(card.into_response()),
            Response::Private(card) => CreateInteractionResponse::Message(private(card.into_response())),
            Response::InPlace(card) => CreateInteractionResponse::UpdateMessage(card.into_response()),
            Response::Offers(offers) => {
                let choices = offers.into_iter().map(|offer| AutocompleteChoice::new(offer.name, offer.value));
                let response = CreateAutocompleteResponse::new().set_choices(choices.collect());
                CreateInteractionResponse::Autocomplete(response)
            }
            Response::Form { lang, interface } => CreateInteractionResponse::Modal(form(lang, interface)),
            Response::Remove => CreateInteractionResponse::Acknowledge,
            Response::Keep(_) => CreateInteractionResponse::Defer(private(CreateInteractionResponseMessage::new())),
        }
    }

    fn shown(card: Card, private: bool) -> Response {
        if private { Response::Private(card) } else { Response::Public(card) }
    }
}

fn form(lang: Lang, interface: Lang) -> CreateModal {
    let words = phrasebook(interface);
    let field = CreateInputText::new(InputTextStyle::Paragraph, words.form_label, commands::QUESTION)
        .required(true)
        .max_length(limits::QUESTION);
    CreateModal::new(CustomId::PassOn { lang }.to_string(), words.form_title)
        .components(vec![CreateActionRow::InputText(field)])
}

/// What a response depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Office<'a> {
    pub(super) desk: &'a Desk,
    pub(super) shelf: &'a Shelf,
    /// Whether votes and questions can be kept.
    pub(super) ledger: bool,
    pub(super) me: Option<UserId>,
    /// The language to assume where nothing tells.
    pub(super) assumed: Option<Lang>,
}

impl<'a> Office<'a> {
    /// What is known of a person's languages, from the locales that came with an interaction.
    pub(super) fn languages(&self, user: &str, guild: Option<&str>) -> Languages {
        Languages::from_locales(user, guild, self.assumed)
    }

    pub(super) fn view(&self, interface: Lang, private: bool) -> View<'a> {
        View { topics: &self.shelf.knowledge.topics, interface, ledger: self.ledger, private }
    }
}

/// The response to a command; nothing when it is not ours.
pub(super) fn command(office: Office<'_>, interaction: &CommandInteraction) -> Option<Obeyed> {
    let data = &interaction.data;
    let locales = office.languages(&interaction.locale, interaction.guild_locale.as_deref());
    let languages = Languages { chosen: chosen_language(data), ..locales };
    match data.kind {
        CommandType::Message if data.name == commands::ANSWER_THIS => Some(answer_this(office, interaction, languages)),
        CommandType::ChatInput if is_ours(&data.name, &office.shelf.knowledge) => Some(slash(office, data, languages)),
        _ => None,
    }
}

fn slash(office: Office<'_>, data: &CommandData, languages: Languages) -> Obeyed {
    let private = flag(data, commands::PRIVATE);
    let question = text(data, commands::QUESTION).map(str::trim).filter(|question| !question.is_empty());
    let shown = |card| Obeyed::from(Response::shown(card, private));
    let (lang, view) = (languages.shown(), office.view(languages.interface(), private));
    let knowledge = &office.shelf.knowledge;
    let topic = match text(data, commands::TOPIC) {
        Some(name) => match office.shelf.topic(name.trim().trim_start_matches('/')) {
            None => return Response::say(phrasebook(languages.interface()).no_such_topic).into(),
            topic => topic,
        },
        None => None,
    };
    match data.name.as_str() {
        commands::TOPICS => shown(listing::topics(knowledge, 0, lang, view)),
        commands::TIMELINE => shown(listing::events(knowledge, topic, 0, lang, today(), view)),
        commands::SOURCES => shown(listing::sources(knowledge, topic, 0, lang, view)),
        commands::ABOUT => Response::Private(listing::about(knowledge, office.shelf.version(), lang)).into(),
        name => match (question, office.shelf.topic(name)) {
            (Some(question), _) => asked(office, question, languages, private),
            (None, Some(topic)) => shown(listing::overview(topic, 0, lang, view)),
            (None, None) => Response::say(phrasebook(languages.interface()).empty_question).into(),
        },
    }
}

/// The response to a question that was typed or chosen.
fn asked(office: Office<'_>, question: &str, languages: Languages, private: bool) -> Obeyed {
    let view = office.view(languages.interface(), private);
    if let Some(id) = chosen_entry(question) {
        let lang = languages.shown();
        let Some(answer) = office.shelf.answer(id, lang, today()) else {
            return Response::say(phrasebook(languages.interface()).stale_button).into();
        };
        let response = Response::shown(render::answer(&answer, lang, view), private);
        let answered = Some((answer.id, answer.lang));
        return Obeyed { response, asks: true, question: Some(answer.question), answered };
    }
    let reply = ask(office.desk, question, languages);
    let response = Response::shown(render::reply(&reply, view), private);
    Obeyed { response, asks: true, question: Some(question.to_owned()), answered: answered(&reply) }
}

/// The entry that a reply answers with, and in which language.
pub(super) fn answered(reply: &Reply) -> Option<(String, Lang)> {
    match &reply.outcome {
        Outcome::Answer(answer) => Some((answer.id.clone(), answer.lang)),
        Outcome::Suggest(_) | Outcome::Unanswered => None,
    }
}

/// The response to "Answer this" on a message. An answer is for all to see; that there is none, or that it is not
/// certain which, is for the person alone, since nobody else asked.
fn answer_this(office: Office<'_>, interaction: &CommandInteraction, languages: Languages) -> Obeyed {
    let words = phrasebook(languages.interface());
    let target = interaction.data.resolved.messages.values().next();
    let content = target.filter(|target| Some(target.author.id) != office.me).map(|target| target.content.as_str());
    let question = content.map(|content| match office.me {
        Some(me) => without_mention(content, me),
        None => content.trim().to_owned(),
    });
    let (Some(target), Some(question)) = (target, question.filter(|question| !question.is_empty())) else {
        return Response::say(words.nothing_to_answer).into();
    };
    let reply = ask(office.desk, &question, languages);
    let answered = answered(&reply);
    let private = answered.is_none();
    let mut card = render::reply(&reply, office.view(languages.interface(), private));
    let link = message_link(interaction.guild_id, target.channel_id.get(), target.id.get());
    let line = format!("-# {}\n", (phrasebook(reply.lang).answer_to)(&link));
    if limits::length(&line) + limits::length(&card.content) <= limits::CONTENT {
        card.content.insert_str(0, &line);
    }
    Obeyed { response: Response::shown(card, private), asks: true, question: None, answered }
}

/// Where a message can be read.
pub(super) fn message_link(guild: Option<GuildId>, channel: u64, message: u64) -> String {
    let guild = guild.map_or_else(|| "@me".to_owned(), |guild| guild.to_string());
    format!("https://discord.com/channels/{guild}/{channel}/{message}")
}

/// What to offer while somebody types; nothing when the command is not ours.
pub(super) fn complete(office: Office<'_>, interaction: &CommandInteraction) -> Option<Response> {
    let data = &interaction.data;
    if data.kind != CommandType::ChatInput || !is_ours(&data.name, &office.shelf.knowledge) {
        return None;
    }
    let lang = office.languages(&interaction.locale, interaction.guild_locale.as_deref()).shown();
    let lang = chosen_language(data).unwrap_or(lang);
    let option = data.autocomplete()?;
    Some(Response::Offers(match option.name {
        commands::TOPIC => autocomplete::topics(&office.shelf.knowledge.topics, option.value, lang),
        _ => autocomplete::questions(office.shelf, office.shelf.topic(&data.name), option.value, lang),
    }))
}

fn chosen_language(data: &CommandData) -> Option<Lang> {
    text(data, commands::LANGUAGE)?.parse().ok()
}

fn text<'a>(data: &'a CommandData, name: &str) -> Option<&'a str> {
    match &data.options.iter().find(|option| option.name == name)?.value {
        CommandDataOptionValue::String(text) => Some(text),
        _ => None,
    }
}

fn flag(data: &CommandData, name: &str) -> bool {
    let option = data.options.iter().find(|option| option.name == name);
    option.is_some_and(|option| matches!(option.value, CommandDataOptionValue::Boolean(true)))
}

//! Interactions: slash commands and clicks on our buttons.
//!
//! Matching takes microseconds, so the first response is the reply itself and nothing is deferred. A command or
//! a component that is not ours is left alone, for it is the host's to answer.

use serenity::builder::{CreateInteractionResponse, CreateInteractionResponseMessage};
use serenity::model::application::{
    CommandData, CommandDataOptionValue, CommandInteraction, CommandType, ComponentInteraction,
    ComponentInteractionDataKind, MessageInteractionMetadata,
};
use serenity::model::id::UserId;

use super::asking::{Languages, ask, today};
use super::card::Card;
use super::commands::{self, is_ours};
use super::custom_id::{CustomId, Parsed};
use super::render;
use crate::desk::Desk;
use crate::lang::Lang;
use crate::replies::phrasebook;

/// What to answer to an interaction, if it is ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// A new message, for all.
    Public(Card),
    /// A new message, for the person alone.
    Private(Card),
    /// The card takes the place of the message that was clicked on.
    InPlace(Card),
}

impl Response {
    /// The private sentence for a person who met a fault of ours.
    pub(super) fn fault(locale: &str) -> Response {
        let lang = Lang::from_locale(locale).unwrap_or(Lang::En);
        Response::Private(Card::text(phrasebook(lang).fault))
    }

    pub(super) fn into_builder(self) -> CreateInteractionResponse {
        let message = |card: Card| -> CreateInteractionResponseMessage { card.into_response() };
        match self {
            Response::Public(card) => CreateInteractionResponse::Message(message(card)),
            Response::Private(card) => CreateInteractionResponse::Message(message(card).ephemeral(true)),
            Response::InPlace(card) => CreateInteractionResponse::UpdateMessage(message(card)),
        }
    }

    fn shown(card: Card, private: bool) -> Response {
        if private { Response::Private(card) } else { Response::Public(card) }
    }
}

/// The response to a slash command; nothing when it is not ours.
pub(super) fn command(desk: &Desk, interaction: &CommandInteraction) -> Option<Response> {
    let data = &interaction.data;
    let shelf = desk.shelf();
    if data.kind != CommandType::ChatInput || !is_ours(&data.name, &shelf.knowledge) {
        return None;
    }
    let locales = Languages::from_locales(&interaction.locale, interaction.guild_locale.as_deref());
    let languages = Languages { chosen: chosen_language(data), ..locales };
    let private = flag(data, commands::PRIVATE);
    let question = text(data, commands::QUESTION).map(str::trim).filter(|question| !question.is_empty());
    Some(match (question, shelf.topic(&data.name)) {
        (Some(question), _) => {
            let reply = ask(desk, question, languages);
            Response::shown(render::reply(&reply, &shelf.knowledge.topics), private)
        }
        (None, Some(topic)) => Response::shown(render::overview(topic, languages.interface()), private),
        (None, None) => Response::Private(Card::text(phrasebook(languages.interface()).empty_question)),
    })
}

/// The response to a click; nothing when the component is not ours.
///
/// The answer takes the place of the suggestions when the person who asked chooses one. Anybody else who
/// clicks sees it alone: it was not their question.
pub(super) fn component(desk: &Desk, interaction: &ComponentInteraction) -> Option<Response> {
    let languages = Languages::from_locales(&interaction.locale, interaction.guild_locale.as_deref());
    let stale = || Response::Private(Card::text(phrasebook(languages.interface()).stale_button));
    let is_button = matches!(interaction.data.kind, ComponentInteractionDataKind::Button);
    let response = match CustomId::parse(&interaction.data.custom_id) {
        Parsed::Foreign => return None,
        Parsed::Ours(CustomId::Entry { id, lang }) if is_button => match desk.shelf().answer(&id, lang, today()) {
            Some(answer) => {
                let card = render::answer(&answer, lang);
                let is_asker = asker(interaction).is_none_or(|asker| asker == interaction.user.id);
                if is_asker { Response::InPlace(card) } else { Response::Private(card) }
            }
            None => stale(),
        },
        Parsed::Ours(_) | Parsed::Stale => stale(),
    };
    Some(response)
}

/// Who asked the question that the clicked message replies to, as far as the message tells.
fn asker(interaction: &ComponentInteraction) -> Option<UserId> {
    let message = &interaction.message;
    match message.interaction_metadata.as_deref() {
        Some(MessageInteractionMetadata::Command(command)) => Some(command.user.id),
        _ => message.referenced_message.as_ref().map(|question| question.author.id),
    }
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

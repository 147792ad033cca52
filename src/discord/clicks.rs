//! Clicks on our components, and the form that one of them opens.
//!
//! A click changes the message that was clicked on only for the person who asked, or where nobody else sees it.
//! Anybody else gets what they clicked for as a message of their own: it was not their question.

use serenity::model::application::{
    ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, MessageInteractionMetadata,
    ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags};
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::asking::today;
use super::card::Card;
use super::custom_id::{CustomId, Parsed};
use super::heard::without_mention;
use super::interactions::{Keep, Office, Response};
use super::limits;
use super::listing;
use super::render;
use crate::lang::Lang;
use crate::ledger::{PassedOn, Vote};
use crate::replies::phrasebook;

/// The response to a click; nothing when the component is not ours. `question` is what the clicked message answers,
/// where that is known and the person's own.
pub(super) fn component(
    office: Office<'_>,
    click: &ComponentInteraction,
    question: Option<String>,
) -> Option<Response> {
    let interface = office.languages(&click.locale, click.guild_locale.as_deref()).interface();
    let words = phrasebook(interface);
    let id = match (CustomId::parse(&click.data.custom_id), &click.data.kind) {
        (Parsed::Foreign, _) => return None,
        (Parsed::Ours(CustomId::Menu), ComponentInteractionDataKind::StringSelect { values }) => {
            match values.first().map(|value| CustomId::parse(value)) {
                Some(Parsed::Ours(id)) => id,
                _ => return Some(Response::say(words.stale_button)),
            }
        }
        (Parsed::Ours(id), ComponentInteractionDataKind::Button) => id,
        (Parsed::Ours(_) | Parsed::Stale, _) => return Some(Response::say(words.stale_button)),
    };
    let asked_it = asked_it(click);
    Some(match id {
        CustomId::Remove if asked_it || is_moderator(click) || click.guild_id.is_none() => Response::Remove,
        CustomId::Remove => Response::say(words.not_yours_to_remove),
        CustomId::Vote { .. } | CustomId::PassOn { .. } if !office.ledger => Response::say(words.stale_button),
        CustomId::Vote { id, lang, helpful } => match office.shelf.entry(&id) {
            Some(_) => {
                let vote = Vote { entry: id, voter: click.user.id.get(), helpful };
                Response::Keep(Keep::Vote { vote, lang, interface })
            }
            None => Response::say(words.stale_button),
        },
        CustomId::PassOn { .. } if !asked_it => Response::say(words.not_your_question),
        CustomId::PassOn { lang } => match question {
            Some(question) => {
                let question = passed_on(&question, lang, click.user.id, click.guild_id, click.channel_id);
                Response::Keep(Keep::PassOn { question, interface })
            }
            None => Response::Form { lang, interface },
        },
        CustomId::Aside { id, lang } => match shown(office, CustomId::Entry { id, lang }, interface, true) {
            Some(card) => Response::Private(card),
            None => Response::say(words.stale_button),
        },
        id => match shown(office, id, interface, is_private(&click.message) || !asked_it) {
            Some(card) if asked_it => Response::InPlace(card),
            Some(card) => Response::Private(card),
            None => Response::say(words.stale_button),
        },
    })
}

/// What a click asks to see, if it is still there.
fn shown(office: Office<'_>, id: CustomId, interface: Lang, private: bool) -> Option<Card> {
    let knowledge = &office.shelf.knowledge;
    let view = office.view(interface, private);
    // A topic that is gone is not the same as all of them.
    let find = |command: &Option<String>| match command {
        Some(command) => office.shelf.topic(command).map(Some),
        None => Some(None),
    };
    match id {
        CustomId::Entry { id, lang } => {
            let answer = office.shelf.answer(&id, lang, today())?;
            Some(render::answer(&answer, lang, view))
        }
        CustomId::Topic { topic, page, lang } => Some(listing::overview(office.shelf.topic(&topic)?, page, lang, view)),
        CustomId::Topics { page, lang } => Some(listing::topics(knowledge, page, lang, view)),
        CustomId::Timeline { topic, page, lang } => {
            Some(listing::events(knowledge, find(&topic)?, page, lang, today(), view))
        }
        CustomId::Sources { topic, page, lang } => Some(listing::sources(knowledge, find(&topic)?, page, lang, view)),
        CustomId::Aside { .. }
        | CustomId::Menu
        | CustomId::Vote { .. }
        | CustomId::PassOn { .. }
        | CustomId::Remove => None,
    }
}

/// The response to a form that was sent; nothing when it is not ours.
pub(super) fn form(office: Office<'_>, sent: &ModalInteraction) -> Option<Response> {
    let interface = office.languages(&sent.locale, sent.guild_locale.as_deref()).interface();
    let words = phrasebook(interface);
    let lang = match CustomId::parse(&sent.data.custom_id) {
        Parsed::Foreign => return None,
        Parsed::Ours(CustomId::PassOn { lang }) if office.ledger => lang,
        Parsed::Ours(_) | Parsed::Stale => return Some(Response::say(words.stale_button)),
    };
    let fields = sent.data.components.iter().flat_map(|row| &row.components);
    let typed = fields.into_iter().find_map(|field| match field {
        ActionRowComponent::InputText(field) => field.value.as_deref().map(str::trim),
        _ => None,
    });
    let Some(question) = typed.filter(|text| !text.is_empty()) else {
        return Some(Response::say(words.empty_question));
    };
    let question = passed_on(question, lang, sent.user.id, sent.guild_id, sent.channel_id);
    Some(Response::Keep(Keep::PassOn { question, interface }))
}

fn passed_on(question: &str, lang: Lang, asker: UserId, guild: Option<GuildId>, channel: ChannelId) -> PassedOn {
    PassedOn {
        question: limits::cut(question, usize::from(limits::QUESTION)).into_owned(),
        lang,
        asker: asker.get(),
        guild: guild.map(GuildId::get),
        channel: channel.get(),
    }
}

/// Whether the person who clicks asked what the message answers: nobody else sees a private one.
pub(super) fn asked_it(click: &ComponentInteraction) -> bool {
    is_private(&click.message) || asker(&click.message) == Some(click.user.id)
}

/// Who asked the question that a message of ours replies to, as far as the message tells.
fn asker(message: &Message) -> Option<UserId> {
    match message.interaction_metadata.as_deref() {
        Some(MessageInteractionMetadata::Command(command)) => Some(command.user.id),
        _ => message.referenced_message.as_ref().map(|question| question.author.id),
    }
}

/// The question that a message of ours replies to, where the message holds it.
pub(super) fn question_of(message: &Message, me: Option<UserId>) -> Option<String> {
    let question = message.referenced_message.as_ref().filter(|question| Some(question.author.id) != me)?;
    let text = me.map_or_else(|| question.content.trim().to_owned(), |me| without_mention(&question.content, me));
    (!text.is_empty()).then_some(text)
}

/// The interaction that a message of ours responds to.
pub(super) fn origin(message: &Message) -> Option<u64> {
    match message.interaction_metadata.as_deref()? {
        MessageInteractionMetadata::Command(data) => Some(data.id.get()),
        MessageInteractionMetadata::Component(data) => Some(data.id.get()),
        MessageInteractionMetadata::ModalSubmit(data) => Some(data.id.get()),
        _ => None,
    }
}

/// Whether only one person sees the message.
fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Whether the person may remove anybody's messages here.
fn is_moderator(click: &ComponentInteraction) -> bool {
    let permissions = click.member.as_ref().and_then(|member| member.permissions);
    permissions.is_some_and(|permissions| permissions.manage_messages() || permissions.administrator())
}

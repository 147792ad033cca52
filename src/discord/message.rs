//! Messages: which ones are for us, what they ask, and the message that replies to them.
//!
//! People reach Attaché by mentioning it anywhere in a message, by replying to one of its messages, by a direct
//! message, or by asking in a channel that the operator chose. In such a channel it speaks only when it has the
//! answer; everywhere else it also says when it has none. Bots, webhooks and Discord's own notices get nothing.

use serenity::builder::CreateMessage;
use serenity::model::channel::{Message, MessageReference, MessageType, Nonce};
use serenity::model::id::UserId;

use super::asking::{Languages, ask};
use super::card::Card;
use super::render;
use super::settings::Settings;
use crate::desk::Desk;
use crate::replies::phrasebook;
use crate::reply::Outcome;

/// How a message came to be for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// It mentions us.
    Mention,
    /// It replies to one of our messages.
    Reply,
    /// It is a direct message.
    Direct,
    /// It stands in a channel in which we answer what we can.
    Channel,
}

/// How a message is for us, if it is.
pub(super) fn address(message: &Message, me: UserId, settings: &Settings) -> Option<Address> {
    let is_from_a_person = !message.author.bot && message.webhook_id.is_none() && message.author.id != me;
    let is_written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !is_from_a_person || !is_written {
        return None;
    }
    let replied_to = message.referenced_message.as_ref().map(|referenced| referenced.author.id);
    if has_mention(&message.content, me) {
        Some(Address::Mention)
    } else if message.kind == MessageType::InlineReply && replied_to == Some(me) {
        Some(Address::Reply)
    } else if message.mentions.iter().any(|user| user.id == me) {
        Some(Address::Mention)
    } else if message.guild_id.is_none() {
        Some(Address::Direct)
    } else {
        settings.channels.contains(&message.channel_id.get()).then_some(Address::Channel)
    }
}

/// What to say to a message that is for us; nothing where silence is better.
pub(super) fn card(desk: &Desk, message: &Message, address: Address, me: UserId, languages: Languages) -> Option<Card> {
    let text = without_mention(&message.content, me);
    if text.is_empty() {
        // A reply or a post without text is a picture, or one whose text Discord does not show us.
        let asks_for_help = matches!(address, Address::Mention | Address::Direct);
        return asks_for_help.then(|| Card::text(phrasebook(languages.interface()).empty_question));
    }
    let reply = ask(desk, &text, languages);
    if address == Address::Channel && !matches!(reply.outcome, Outcome::Answer(_)) {
        return None;
    }
    Some(render::reply(&reply, &desk.shelf().knowledge.topics))
}

/// The message that brings a card as the reply to a message.
///
/// Its nonce is the id of the message that it replies to, and enforced: should it be sent twice, after a lost
/// answer or by two processes, Discord shows it once.
pub(super) fn reply_to(message: &Message, card: Card) -> CreateMessage {
    card.into_message()
        .reference_message(MessageReference::from(message))
        .nonce(Nonce::String(message.id.to_string()))
        .enforce_nonce(true)
}

fn mentions_of(me: UserId) -> [String; 2] {
    [format!("<@{me}>"), format!("<@!{me}>")]
}

fn has_mention(content: &str, me: UserId) -> bool {
    mentions_of(me).iter().any(|mention| content.contains(mention.as_str()))
}

fn without_mention(content: &str, me: UserId) -> String {
    let mut text = content.to_owned();
    for mention in mentions_of(me) {
        text = text.replace(&mention, " ");
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ME: UserId = UserId::new(100);

    fn message(changes: &Value) -> Message {
        let mut message = json!({
            "id": "7", "channel_id": "20", "guild_id": "10", "content": "hello", "type": 0,
            "author": {"id": "30", "username": "ada"}, "timestamp": "2026-01-19T10:00:00Z", "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false,
        });
        for (key, value) in changes.as_object().unwrap() {
            message[key] = value.clone();
        }
        serde_json::from_value(message).unwrap()
    }

    #[track_caller]
    fn check(changes: &Value, expected: Option<Address>) {
        let settings = Settings { channels: vec![21], ..Settings::default() };
        assert_eq!(address(&message(changes), ME, &settings), expected, "{changes}");
    }

    #[test]
    fn mentions_replies_direct_messages_and_chosen_channels_are_for_us() {
        let mine = json!({"id": "100", "username": "attache", "bot": true});
        let my_message = serde_json::to_value(message(&json!({"author": mine.clone()}))).unwrap();
        check(&json!({}), None);
        check(&json!({"content": "<@100> how many?"}), Some(Address::Mention));
        check(&json!({"content": "how many, <@!100>?"}), Some(Address::Mention));
        check(&json!({"content": "", "mentions": [mine]}), Some(Address::Mention));
        check(&json!({"type": 19, "referenced_message": my_message}), Some(Address::Reply));
        check(&json!({"guild_id": null}), Some(Address::Direct));
        check(&json!({"channel_id": "21"}), Some(Address::Channel));
        check(&json!({"content": "<@1000> and @100 and <@&100>"}), None);
    }

    #[test]
    fn bots_webhooks_ourselves_and_notices_are_not_for_us() {
        for stranger in [
            json!({"author": {"id": "31", "username": "bot", "bot": true}}),
            json!({"author": {"id": "100", "username": "attache"}}),
            json!({"webhook_id": "40"}),
            json!({"type": 7}),
            json!({"type": 6}),
            json!({"type": 20}),
            json!({"type": 250}),
        ] {
            let mut stranger = stranger;
            stranger["content"] = json!("<@100> how many?");
            stranger["guild_id"] = Value::Null;
            check(&stranger, None);
        }
    }

    #[test]
    fn the_question_is_the_text_without_our_mention() {
        assert_eq!(without_mention("<@100> how many, <@!100>? <@1>", ME), "how many,  ? <@1>");
        assert_eq!(without_mention(" <@100> ", ME), "");
    }
}

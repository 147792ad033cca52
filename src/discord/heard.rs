//! What somebody wrote, as far as it matters to us: from a new message or from an edited one.
//!
//! People reach Attaché by mentioning it anywhere in a message, by replying to one of its messages, by a direct
//! message, or by asking in a channel that the operator chose, or by a new post in a forum of those. Bots, webhooks
//! and Discord's own notices get nothing.

use std::hash::{DefaultHasher, Hash, Hasher};

use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::rooms::Place;
use super::settings::Settings;

/// A message of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) id: MessageId,
    pub(super) channel: ChannelId,
    pub(super) guild: Option<GuildId>,
    pub(super) author: UserId,
    /// The text, with mentions as Discord writes them.
    pub(super) content: String,
    /// When it was last edited, in seconds of Unix time; 0 if never.
    pub(super) edited: i64,
    /// Whether its mentions name us.
    mentions_me: bool,
    /// Whether it is a reply to one of ours.
    replies_to_me: bool,
}

/// How a message came to be for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// It mentions us.
    Mention,
    /// It replies to one of our messages.
    Reply,
    /// It is a direct message.
    Direct,
    /// It stands in a channel in which we answer what we surely know.
    Channel,
    /// It may open a post in a forum that was chosen: its channel tells.
    Post,
}

/// Some facts on an author and a message, whichever event brings them.
struct Facts<'a> {
    author: &'a serenity::model::user::User,
    is_webhook: bool,
    kind: MessageType,
    mentions: &'a [serenity::model::user::User],
    replied_to: Option<UserId>,
}

impl Facts<'_> {
    /// Whether a person wrote it.
    fn is_from_a_person(&self, me: UserId) -> bool {
        let is_person = !self.author.bot && !self.is_webhook && self.author.id != me;
        is_person && matches!(self.kind, MessageType::Regular | MessageType::InlineReply)
    }

    fn mention(&self, me: UserId) -> bool {
        self.mentions.iter().any(|user| user.id == me)
    }

    fn reply_to(&self, me: UserId) -> bool {
        self.kind == MessageType::InlineReply && self.replied_to == Some(me)
    }
}

impl Heard {
    /// From a new message, if a person wrote it.
    pub(super) fn new(message: &Message, me: UserId) -> Option<Heard> {
        let facts = Facts {
            author: &message.author,
            is_webhook: message.webhook_id.is_some(),
            kind: message.kind,
            mentions: &message.mentions,
            replied_to: message.referenced_message.as_ref().map(|referenced| referenced.author.id),
        };
        facts.is_from_a_person(me).then(|| Heard {
            id: message.id,
            channel: message.channel_id,
            guild: message.guild_id,
            author: message.author.id,
            content: message.content.clone(),
            edited: message.edited_timestamp.map_or(0, |at| at.unix_timestamp()),
            mentions_me: facts.mention(me),
            replies_to_me: facts.reply_to(me),
        })
    }

    /// From an edit that a person made. Discord also sends one when it has looked up a link, without a time.
    pub(super) fn edited(event: &MessageUpdateEvent, me: UserId) -> Option<Heard> {
        let replied_to = event.referenced_message.as_ref().and_then(Option::as_ref);
        let facts = Facts {
            author: event.author.as_ref()?,
            is_webhook: event.webhook_id.flatten().is_some(),
            kind: event.kind?,
            mentions: event.mentions.as_deref().unwrap_or_default(),
            replied_to: replied_to.map(|referenced| referenced.author.id),
        };
        let edited = event.edited_timestamp?.unix_timestamp();
        facts.is_from_a_person(me).then(|| Heard {
            id: event.id,
            channel: event.channel_id,
            guild: event.guild_id,
            author: facts.author.id,
            content: event.content.clone().unwrap_or_default(),
            edited,
            mentions_me: facts.mention(me),
            replies_to_me: facts.reply_to(me),
        })
    }

    /// How it is for us, if it is.
    pub(super) fn address(&self, me: UserId, place: Place, settings: &Settings) -> Option<Address> {
        let is_chosen = |channel: ChannelId| settings.channels.contains(&channel.get());
        if has_mention(&self.content, me) {
            Some(Address::Mention)
        } else if self.replies_to_me {
            Some(Address::Reply)
        } else if self.mentions_me {
            Some(Address::Mention)
        } else if self.guild.is_none() {
            Some(Address::Direct)
        } else if settings.channels.is_empty() {
            None
        } else if self.opens_a_post() && place.parent.is_none_or(is_chosen) {
            Some(Address::Post)
        } else {
            // What follows in a post is talk among people.
            let hangs_there = !place.is_post && place.parent.is_some_and(is_chosen);
            (is_chosen(self.channel) || hangs_there).then_some(Address::Channel)
        }
    }

    /// The first message of a post has the id of the post.
    fn opens_a_post(&self) -> bool {
        self.id.get() == self.channel.get()
    }

    /// The text without our mention.
    pub(super) fn question(&self, me: UserId) -> String {
        without_mention(&self.content, me)
    }

    /// What tells the reply to it from others, in at most the 25 characters that Discord takes. A reply to an edited
    /// message is another one: Discord would give the first one again, though that may be gone.
    pub(super) fn nonce(&self) -> String {
        match self.edited {
            0 => self.id.to_string(),
            // An id has up to 20 digits; edits of one message so many seconds apart are no repeats.
            edited => format!("{}e{:04}", self.id, edited.rem_euclid(10_000)),
        }
    }

    /// The same for what its author is told in private.
    pub(super) fn private_nonce(&self) -> String {
        format!("{}w", self.id)
    }

    /// What it says, as a hash.
    pub(super) fn said(&self) -> u64 {
        hash(&self.content)
    }

    /// The person and the channel together, as a hash.
    pub(super) fn who_and_where(&self) -> u64 {
        hash((self.author, self.channel))
    }

    /// The seconds between when it was written, which its id tells, and when it was edited.
    pub(super) fn edited_after(&self) -> i64 {
        self.edited - self.id.created_at().unix_timestamp()
    }
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

fn mentions_of(me: UserId) -> [String; 2] {
    [format!("<@{me}>"), format!("<@!{me}>")]
}

fn has_mention(content: &str, me: UserId) -> bool {
    mentions_of(me).iter().any(|mention| content.contains(mention.as_str()))
}

/// A text without our mention.
pub(super) fn without_mention(content: &str, me: UserId) -> String {
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
    fn check_in(place: Place, changes: &Value, expected: Option<Address>) {
        let settings = Settings { channels: vec![21], ..Settings::default() };
        let heard = Heard::new(&message(changes), ME);
        assert_eq!(heard.and_then(|heard| heard.address(ME, place, &settings)), expected, "{changes}");
    }

    #[track_caller]
    fn check(changes: &Value, expected: Option<Address>) {
        check_in(Place { parent: None, is_post: false }, changes, expected);
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
    fn threads_of_chosen_channels_count_and_of_posts_in_chosen_forums_the_first_message() {
        let parent = |id| Some(ChannelId::new(id));
        let (mine, other) = (parent(21), parent(22));
        check_in(Place { parent: mine, is_post: false }, &json!({}), Some(Address::Channel));
        check_in(Place { parent: other, is_post: false }, &json!({}), None);
        check_in(Place { parent: mine, is_post: true }, &json!({}), None);
        check_in(Place { parent: mine, is_post: true }, &json!({"channel_id": "7"}), Some(Address::Post));
        check_in(Place { parent: None, is_post: false }, &json!({"channel_id": "7"}), Some(Address::Post));
        check_in(Place { parent: other, is_post: true }, &json!({"channel_id": "7"}), None);
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

    #[test]
    fn a_look_up_of_links_is_no_edit() {
        let mut event = serde_json::to_value(message(&json!({}))).unwrap();
        let read = |event: &Value| {
            let event: MessageUpdateEvent = serde_json::from_value(event.clone()).unwrap();
            Heard::edited(&event, ME)
        };
        assert_eq!(read(&event), None);
        event["edited_timestamp"] = json!("2026-01-19T10:00:05Z");
        assert_eq!(read(&event).unwrap().content, "hello");
    }
}

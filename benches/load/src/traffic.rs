//! The world and what is said in it: guilds, channels, people, questions to the bot, and talk that is not for it.
//!
//! Nothing is left to chance: the same questions and the same count make the same traffic on every machine.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// The bot's user, which is also its application.
pub(crate) const ME: u64 = 100;

const GUILDS: u64 = 10;
/// A guild can have 500.
const CHANNELS_A_GUILD: u64 = 50;
const CHANNELS: u64 = GUILDS * CHANNELS_A_GUILD;
const PEOPLE: u64 = 5_000;
/// One message in so many is a question.
const ONE_IN: usize = 10;

// Ids are as long as Discord's are.
const FIRST_GUILD: u64 = 1_100_000_000_000_000_000;
const FIRST_CHANNEL: u64 = 1_200_000_000_000_000_000;
const FIRST_PERSON: u64 = 300_000_000_000_000_000;
const FIRST_MESSAGE: u64 = 1_400_000_000_000_000_000;
/// The bot's own messages come after all others.
pub(crate) const FIRST_REPLY: u64 = 1_450_000_000_000_000_000;

const TIME: &str = "2026-01-19T10:00:00.000000+00:00";

const LINES: [&str; 30] = [
    "good morning everyone",
    "anyone up for a call tonight?",
    "lol",
    "I'll send you the file later, still at the station",
    "did you see the match yesterday? what a second half",
    "ok, see you at eight",
    "that restaurant near the river was really good, we should go back some time",
    "can't find my charger again...",
    "happy birthday!! 🎂",
    "wait, which link do you mean? the first or the second one",
    "buongiorno a tutti",
    "ci sentiamo stasera?",
    "ahahah",
    "ho perso il treno, arrivo con mezz'ora di ritardo",
    "qualcuno ha visto la partita di ieri?",
    "va bene, a dopo",
    "quel posto vicino al fiume era ottimo, dobbiamo tornarci con calma",
    "non trovo più le chiavi, che giornata",
    "tanti auguri!! 🎉",
    "aspetta, quale dei due intendi? il primo o il secondo?",
    "좋은 아침입니다",
    "오늘 저녁에 통화 가능하신 분?",
    "ㅋㅋㅋㅋ",
    "지금 지하철이라 파일은 나중에 보내 드릴게요",
    "어제 경기 보셨어요? 후반전이 대단했죠",
    "네, 여덟 시에 봬요",
    "강가에 있는 그 식당 정말 맛있었어요, 다음에 또 같이 가요",
    "충전기가 또 없어졌네요...",
    "생일 축하해요!! 🎂",
    "잠깐만요, 어느 링크를 말씀하시는 거예요? 첫 번째요, 두 번째요?",
];

/// How people ask the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By a message that mentions it.
    Mention,
    /// By the slash command `/ask`.
    Slash,
}

/// A message or an interaction, as the event that brings it.
pub(crate) struct Message {
    pub(crate) id: u64,
    channel: u64,
    is_question: bool,
    /// The event's type.
    pub(crate) kind: &'static str,
    /// The event's data, as JSON.
    pub(crate) data: String,
}

pub(crate) struct Traffic {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Line {
    q: String,
}

/// The questions in a file of JSON lines.
pub(crate) fn read_questions(path: &Path) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines: Vec<Line> =
        text.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("not JSON lines")?;
    let questions: Vec<String> = lines.into_iter().map(|line| line.q).filter(|q| !q.trim().is_empty()).collect();
    ensure!(!questions.is_empty(), "no questions in {}", path.display());
    Ok(questions)
}

impl Traffic {
    /// So many messages, made before the first is sent: making them would take time from the bot.
    pub(crate) fn new(questions: &[String], count: usize, way: Way) -> Traffic {
        let mut chance = Chance(0);
        let mut places = (0..).zip(questions.iter().cycle());
        let mut messages = Vec::with_capacity(count);
        for ten in 0..count.div_ceil(ONE_IN) {
            // Where in the ten the question stands changes, so that some come close upon each other.
            let question = chance.below(ONE_IN as u64);
            for place in 0..ONE_IN as u64 {
                if messages.len() == count {
                    break;
                }
                let id = FIRST_MESSAGE + (ten * ONE_IN) as u64 + place;
                messages.push(if place == question {
                    let (number, text) = places.next().expect("the questions begin again and again");
                    Message::question(id, number, text, way)
                } else {
                    Message::talk(id, &mut chance)
                });
            }
        }
        Traffic { messages }
    }

    /// The questions: each its message and its channel.
    pub(crate) fn questions(&self) -> Vec<(u64, u64)> {
        let questions = self.messages.iter().filter(|message| message.is_question);
        questions.map(|message| (message.id, message.channel)).collect()
    }

    pub(crate) fn messages(self) -> impl Iterator<Item = Message> {
        self.messages.into_iter()
    }
}

impl Message {
    /// A question to the bot. Every channel and every person comes up as seldom as can be: limits on how much a bot
    /// answers in one place, or to one person, are not what is measured here.
    fn question(id: u64, number: u64, text: &str, way: Way) -> Message {
        let channel = FIRST_CHANNEL + number % CHANNELS;
        if way == Way::Slash {
            let data = interaction(id, channel, number % PEOPLE, text);
            return Message { id, channel, is_question: true, kind: "INTERACTION_CREATE", data };
        }
        let mention = json!({
            "id": ME.to_string(), "username": "bot", "discriminator": "0", "global_name": null, "avatar": null, "bot": true,
            "public_flags": 0, "member": member(),
        });
        let data = message(id, channel, number % PEOPLE, &format!("<@{ME}> {text}"), &json!([mention]));
        Message { id, channel, is_question: true, kind: MESSAGE, data }
    }

    fn talk(id: u64, chance: &mut Chance) -> Message {
        let channel = FIRST_CHANNEL + chance.below(CHANNELS);
        let line = usize::try_from(chance.below(LINES.len() as u64)).expect("below the count of the lines");
        let data = message(id, channel, chance.below(PEOPLE), LINES[line], &json!([]));
        Message { id, channel, is_question: false, kind: MESSAGE, data }
    }
}

const MESSAGE: &str = "MESSAGE_CREATE";

/// Chance that is the same every time: SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn guild_of(channel: u64) -> u64 {
    FIRST_GUILD + (channel - FIRST_CHANNEL) / CHANNELS_A_GUILD
}

/// A message of a person's, with all that Discord says with it.
fn message(id: u64, channel: u64, person: u64, content: &str, mentions: &Value) -> String {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "guild_id": guild_of(channel).to_string(), "type": 0,
        "channel_type": 0, "content": content, "timestamp": TIME, "edited_timestamp": null, "tts": false, "flags": 0,
        "mention_everyone": false, "mentions": mentions, "mention_roles": [], "attachments": [], "embeds": [],
        "components": [], "pinned": false, "nonce": (id - 1).to_string(), "member": member(),
        "author": user(person),
    })
    .to_string()
}

/// A person's `/ask`. Its token says which channel it came from.
fn interaction(id: u64, channel: u64, person: u64, question: &str) -> String {
    let mut member = member();
    member["user"] = user(person);
    member["permissions"] = json!("2222085186637376");
    json!({
        "id": id.to_string(), "application_id": ME.to_string(), "type": 2, "token": channel.to_string(), "version": 1,
        "channel_id": channel.to_string(), "guild_id": guild_of(channel).to_string(), "locale": "en-US",
        "guild_locale": "en-US", "app_permissions": "2222085186637376", "context": 0, "entitlements": [],
        "authorizing_integration_owners": {"0": guild_of(channel).to_string()}, "attachment_size_limit": 10_485_760,
        "channel": {"id": channel.to_string(), "type": 0, "name": "channel", "permissions": "2222085186637376"},
        "member": member,
        "data": {"id": "1000", "name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": question}]},
    })
    .to_string()
}

fn user(person: u64) -> Value {
    json!({
        "id": (FIRST_PERSON + person).to_string(), "username": format!("person.{person}"), "discriminator": "0",
        "global_name": format!("Person {person}"), "avatar": format!("{:032x}", u128::from(person) << 64 | 0xa1b2_c3d4),
        "avatar_decoration_data": null, "public_flags": 0, "primary_guild": null, "clan": null, "collectibles": null,
        "display_name_styles": null,
    })
}

fn member() -> Value {
    json!({
        "roles": [], "joined_at": TIME, "premium_since": null, "pending": false, "nick": null, "mute": false,
        "deaf": false, "flags": 0, "communication_disabled_until": null, "banner": null, "avatar": null,
    })
}

/// The bot as a user.
pub(crate) fn me() -> Value {
    json!({
        "id": ME.to_string(), "username": "bot", "discriminator": "0", "global_name": null, "avatar": null, "bot": true,
        "verified": true, "mfa_enabled": true, "email": null, "flags": 0, "public_flags": 0, "locale": "en-US",
    })
}

/// The guilds as READY tells of them: they come one by one after it.
pub(crate) fn announced_guilds() -> Vec<Value> {
    (0..GUILDS).map(|guild| json!({"id": (FIRST_GUILD + guild).to_string(), "unavailable": true})).collect()
}

/// The guilds with their channels. Of the people, a bot without the privileged intent is told only of itself.
pub(crate) fn guilds() -> Vec<Value> {
    (0..GUILDS).map(guild).collect()
}

fn guild(number: u64) -> Value {
    let id = (FIRST_GUILD + number).to_string();
    let channel = |place: u64| {
        let channel = FIRST_CHANNEL + number * CHANNELS_A_GUILD + place;
        json!({
            "id": channel.to_string(), "type": 0, "name": format!("channel-{place}"), "position": place, "topic": null,
            "parent_id": null, "last_message_id": null, "permission_overwrites": [], "nsfw": false, "flags": 0,
            "rate_limit_per_user": 0,
        })
    };
    let mut myself = member();
    myself["user"] = me();
    let everyone = json!({
        "id": id, "name": "@everyone", "color": 0, "hoist": false, "icon": null, "unicode_emoji": null, "position": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "permissions": "2222085186637376", "managed": false, "mentionable": false, "flags": 0,
    });
    let mut guild = json!({
        "id": id, "name": format!("Guild {number}"), "owner_id": FIRST_PERSON.to_string(), "preferred_locale": "en-US",
        "afk_timeout": 300, "max_members": 500_000, "max_video_channel_users": 25, "max_stage_video_channel_users": 50,
        "member_count": PEOPLE + 1, "joined_at": TIME, "large": true, "unavailable": false, "members": [myself],
        "roles": [everyone], "channels": (0..CHANNELS_A_GUILD).map(channel).collect::<Vec<Value>>(),
    });
    for (empty, keys) in [
        (json!(null), &["icon", "splash", "discovery_splash", "banner", "afk_channel_id", "application_id"][..]),
        (json!(null), &["system_channel_id", "rules_channel_id", "public_updates_channel_id", "vanity_url_code"]),
        (json!(null), &["description", "safety_alerts_channel_id"]),
        (json!(0), &["verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level"]),
        (json!(0), &["system_channel_flags", "premium_tier", "premium_subscription_count", "nsfw_level"]),
        (json!([]), &["emojis", "features", "stickers", "voice_states", "threads", "presences", "stage_instances"]),
        (json!([]), &["guild_scheduled_events", "soundboard_sounds"]),
        (json!(false), &["premium_progress_bar_enabled"]),
    ] {
        for key in keys {
            guild[*key] = empty.clone();
        }
    }
    guild
}

/// A message of the bot's with this body, as Discord gives it back.
pub(crate) fn reply(id: u64, channel: u64, body: &Value) -> Value {
    let list = |key: &str| body.get(key).filter(|value| value.is_array()).cloned().unwrap_or_else(|| json!([]));
    let mut message = json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "type": 0, "content": body["content"].as_str().unwrap_or(""),
        "timestamp": TIME, "edited_timestamp": null, "tts": false, "flags": 0, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "pinned": false, "author": me(), "embeds": list("embeds"),
        "components": list("components"),
    });
    for key in ["nonce", "message_reference"] {
        if let Some(value) = body.get(key).filter(|value| !value.is_null()) {
            message[key] = value.clone();
        }
    }
    if message.get("message_reference").is_some() {
        message["type"] = json!(19);
    }
    message
}

/// What the gateway tells of that message, besides.
pub(crate) fn reply_event(mut message: Value, channel: u64) -> Value {
    message["guild_id"] = json!(guild_of(channel).to_string());
    message["channel_type"] = json!(0);
    message["member"] = member();
    message
}

/// Whether there is such a channel.
pub(crate) fn is_channel(id: u64) -> bool {
    (FIRST_CHANNEL..FIRST_CHANNEL + CHANNELS).contains(&id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn one_in_ten_is_a_question_and_no_channel_gets_two_in_a_row() {
        let traffic = Traffic::new(&["one?".to_owned(), "two?".to_owned()], 20_000, Way::Mention);
        let questions = traffic.questions();
        assert_eq!((traffic.messages.len(), questions.len()), (20_000, 2_000));
        let ids: Vec<u64> = traffic.messages.iter().map(|message| message.id).collect();
        assert!(ids.is_sorted_by(|one, other| one < other), "ids rise");
        for together in questions.windows(usize::try_from(CHANNELS).expect("few")) {
            let channels: BTreeSet<u64> = together.iter().map(|question| question.1).collect();
            assert_eq!(channels.len(), together.len());
        }
    }

    #[test]
    fn the_same_traffic_comes_out_every_time() {
        for way in [Way::Mention, Way::Slash] {
            let traffic = || Traffic::new(&["one?".to_owned()], 100, way).messages();
            let data = || traffic().map(|message| message.data).collect::<Vec<_>>();
            assert_eq!(data(), data());
        }
    }

    #[test]
    fn only_questions_mention_the_bot() {
        for message in Traffic::new(&["one?".to_owned()], 100, Way::Mention).messages() {
            assert_eq!(message.data.contains("<@100> one?"), message.is_question);
            assert_eq!(message.data.contains(r#""id":"100""#), message.is_question);
        }
    }

    #[test]
    fn questions_by_command_are_interactions_and_the_talk_around_them_is_not() {
        for message in Traffic::new(&["one?".to_owned()], 100, Way::Slash).messages() {
            assert_eq!(message.kind == "INTERACTION_CREATE", message.is_question);
            assert_eq!(message.data.contains(r#""value":"one?""#), message.is_question);
        }
    }
}

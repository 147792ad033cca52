//! Events as Discord sends them, with what a test wants different.

use serde_json::{Value, json};

use super::fake::ME;

/// A server, one of its channels, and a person in it.
pub const GUILD: u64 = 10;
pub const CHANNEL: u64 = 20;
pub const ADA: u64 = 30;

/// A message in a server. Its `mentions` are those of its text; `changes` are laid over it, and a null takes a
/// key away.
pub fn message(id: u64, content: &str, changes: &Value) -> Value {
    let mention_me = [format!("<@{ME}>"), format!("<@!{ME}>")].iter().any(|mention| content.contains(mention));
    let mentions = if mention_me { json!([me()]) } else { json!([]) };
    let message = json!({
        "id": id.to_string(), "channel_id": CHANNEL.to_string(), "guild_id": GUILD.to_string(), "content": content,
        "author": user(ADA, "ada"), "member": member(), "type": 0, "timestamp": "2026-01-19T10:00:00Z",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": mentions, "mention_roles": [],
        "attachments": [], "embeds": [], "components": [], "pinned": false, "flags": 0,
    });
    overlay(message, changes)
}

/// A direct message.
pub fn direct(id: u64, content: &str) -> Value {
    message(id, content, &json!({"guild_id": null, "member": null}))
}

/// A message of the bot's own.
pub fn my_message(id: u64, content: &str) -> Value {
    message(id, content, &json!({"author": me()}))
}

/// A slash command in a server. Options are given as the list that Discord sends.
pub fn slash(id: u64, name: &str, options: &Value, locale: &str) -> Value {
    interaction(id, 2, &json!({"id": "500", "name": name, "type": 1, "options": options}), locale)
}

/// A click on a button under `message`.
pub fn click(id: u64, custom_id: &str, message: &Value, locale: &str) -> Value {
    let mut click = interaction(id, 3, &json!({"custom_id": custom_id, "component_type": 2}), locale);
    click["message"] = message.clone();
    click
}

/// The option that holds a question.
pub fn question(text: &str) -> Value {
    json!({"name": "question", "type": 3, "value": text})
}

fn interaction(id: u64, kind: u8, data: &Value, locale: &str) -> Value {
    let mut member = member();
    member["user"] = user(ADA, "ada");
    member["permissions"] = json!("2147483647");
    json!({
        "id": id.to_string(), "application_id": ME.to_string(), "type": kind, "token": format!("token-{id}"),
        "version": 1, "data": data, "guild_id": GUILD.to_string(), "channel_id": CHANNEL.to_string(),
        "member": member, "locale": locale, "guild_locale": "en-US", "app_permissions": "2147483647",
        "entitlements": [], "authorizing_integration_owners": {"0": GUILD.to_string()}, "context": 0,
        "attachment_size_limit": 10_485_760,
    })
}

pub fn user(id: u64, name: &str) -> Value {
    json!({"id": id.to_string(), "username": name, "discriminator": "0", "global_name": null, "avatar": null})
}

pub fn me() -> Value {
    overlay(user(ME, "attache"), &json!({"bot": true}))
}

fn member() -> Value {
    json!({
        "roles": [], "joined_at": "2025-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0, "nick": null,
        "avatar": null, "premium_since": null, "pending": false, "communication_disabled_until": null,
    })
}

fn overlay(mut value: Value, changes: &Value) -> Value {
    let object = value.as_object_mut().expect("an event is an object");
    for (key, change) in changes.as_object().into_iter().flatten() {
        if change.is_null() {
            object.remove(key);
        } else {
            object.insert(key.clone(), change.clone());
        }
    }
    value
}

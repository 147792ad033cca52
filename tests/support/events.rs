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

/// A choice in a menu under `message`.
pub fn choose(id: u64, value: &str, message: &Value, locale: &str) -> Value {
    let data = json!({"custom_id": "attache:1:menu", "component_type": 3, "values": [value]});
    let mut choice = interaction(id, 3, &data, locale);
    choice["message"] = message.clone();
    choice
}

/// What Discord asks while somebody types into an option of a command.
pub fn typing(id: u64, name: &str, option: &str, typed: &str, locale: &str) -> Value {
    let options = json!([{"name": option, "type": 3, "value": typed, "focused": true}]);
    interaction(id, 4, &json!({"id": "500", "name": name, "type": 1, "options": options}), locale)
}

/// "Answer this" on a message.
pub fn answer_this(id: u64, target: &Value, locale: &str) -> Value {
    let target_id = target["id"].as_str().expect("a message has an id");
    let data = json!({
        "id": "501", "name": "Answer this", "type": 3, "target_id": target_id,
        "resolved": {"messages": {target_id: target}},
    });
    interaction(id, 2, &data, locale)
}

/// A form that was sent, with one field.
pub fn form(id: u64, custom_id: &str, typed: &str, locale: &str) -> Value {
    let field = json!({"type": 4, "custom_id": "question", "value": typed});
    interaction(id, 5, &json!({"custom_id": custom_id, "components": [{"type": 1, "components": [field]}]}), locale)
}

/// The same interaction, of another person.
pub fn by(mut interaction: Value, person: u64, permissions: u64) -> Value {
    interaction["member"]["user"] = user(person, "bob");
    interaction["member"]["permissions"] = json!(permissions.to_string());
    interaction
}

/// A message of the bot's that replies to a message.
pub fn my_reply(id: u64, content: &str, to: &Value) -> Value {
    let changes = json!({"author": me(), "type": 19, "referenced_message": to});
    message(id, content, &changes)
}

/// A message of the bot's that is the response to a slash command of Ada's, for all or for her alone.
pub fn my_response(id: u64, interaction: u64, private: bool) -> Value {
    let metadata = json!({
        "id": interaction.to_string(), "type": 2, "user": user(ADA, "ada"), "authorizing_integration_owners": {},
    });
    let flags = if private { 64 } else { 0 };
    message(id, "Three.", &json!({"author": me(), "type": 20, "interaction_metadata": metadata, "flags": flags}))
}

/// A server in which everyone may do what `everyone` says, with this channel in it; `denied` is what the channel
/// takes from everyone.
pub fn guild(locale: &str, everyone: u64, channel: u64, denied: u64) -> Value {
    let role = json!({
        "id": GUILD.to_string(), "name": "@everyone", "color": 0, "colors": {"primary_color": 0}, "hoist": false,
        "managed": false, "mentionable": false, "permissions": everyone.to_string(), "position": 0, "flags": 0,
    });
    let mut mine = member();
    mine["user"] = me();
    let overwrite = json!({"id": GUILD.to_string(), "type": 0, "allow": "0", "deny": denied.to_string()});
    let mut guild = json!({
        "id": GUILD.to_string(), "name": "A server", "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": ADA.to_string(), "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [role], "emojis": [],
        "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null, "description": null,
        "banner": null, "premium_tier": 0, "preferred_locale": locale, "public_updates_channel_id": null,
        "nsfw_level": 0, "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null, "stickers": [],
        "joined_at": "2025-01-01T00:00:00Z", "large": false, "unavailable": false, "member_count": 2,
        "voice_states": [], "members": [mine], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [],
    });
    guild["channels"] = json!([channel_of(channel, 0, &json!([overwrite]))]);
    guild
}

/// A channel of the server.
pub fn channel_of(id: u64, kind: u8, overwrites: &Value) -> Value {
    json!({
        "id": id.to_string(), "guild_id": GUILD.to_string(), "type": kind, "name": "general", "position": 0,
        "permission_overwrites": overwrites, "parent_id": null, "nsfw": false, "topic": null, "rate_limit_per_user": 0,
        "last_message_id": null, "flags": 0,
    })
}

/// A thread, or a post in a forum, that hangs on a channel.
pub fn thread(id: u64, name: &str, parent: u64) -> Value {
    let mut thread = channel_of(id, 11, &json!([]));
    thread["name"] = json!(name);
    thread["parent_id"] = json!(parent.to_string());
    thread["owner_id"] = json!(ADA.to_string());
    thread["thread_metadata"] = json!({
        "archived": false, "auto_archive_duration": 1440, "archive_timestamp": "2026-01-19T10:00:00Z", "locked": false,
    });
    thread["message_count"] = json!(0);
    thread["member_count"] = json!(1);
    thread
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

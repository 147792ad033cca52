//! The REST API, as far as a bot like ours needs it; any other route is a violation.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request as HttpRequest, State as Extracted};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::state::{Inner, Interaction, Mishap, Request, State};
use super::{ME, TOKEN, judge};

/// A status and a body.
type Answer = (u16, Value);

pub async fn handle(Extracted(state): Extracted<Arc<State>>, request: HttpRequest) -> Response {
    let mut request = read(request).await;
    let (answer, fault) = state.change(|inner| {
        let fault = inner.take_fault(&request.method, &request.path).map(|fault| fault.what);
        let answer = match &fault {
            Some(Mishap::Answer { status, body, .. }) => (*status, body.clone()),
            _ => answer(inner, &request, &format!("ws://{}", state.address)),
        };
        request.status = answer.0;
        inner.requests.push(request);
        (answer, fault)
    });
    let retry_after = match fault {
        Some(Mishap::Slow(by)) => {
            tokio::time::sleep(by).await;
            None
        }
        Some(Mishap::Lost) => return broken(),
        Some(Mishap::Answer { retry_after, .. }) => retry_after,
        None => None,
    };
    let (status, body) = answer;
    let body_is_global = body["global"] == true;
    let body = if status == 204 { Body::empty() } else { Body::from(body.to_string()) };
    let mut response = Response::builder()
        .status(StatusCode::from_u16(status).expect("every status here is one"))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(seconds) = retry_after {
        response = response.header(header::RETRY_AFTER, seconds.to_string()).header("x-ratelimit-scope", "user");
        if body_is_global {
            response = response.header("x-ratelimit-global", "true");
        }
    }
    response.body(body).expect("a status, headers and a body make a response")
}

/// An answer that breaks off.
fn broken() -> Response {
    let torn = futures_util::stream::iter([Ok("{"), Err(std::io::Error::other("the connection broke"))]);
    Response::new(Body::from_stream(torn))
}

async fn read(request: HttpRequest) -> Request {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body arrives whole");
    let authorization = head.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        authorization: authorization.map(str::to_owned),
        body: serde_json::from_slice(&body).unwrap_or_default(),
        status: 0,
        at: std::time::Instant::now(),
    }
}

fn answer(inner: &mut Inner, request: &Request, gateway: &str) -> Answer {
    let path: Vec<&str> = request.path.trim_start_matches("/api/v10").trim_start_matches('/').split('/').collect();
    let me = ME.to_string();
    // These carry a token of their own in the path.
    let needs_token = !matches!(path[..], ["interactions" | "webhooks", ..] | ["gateway"]);
    if needs_token && request.authorization.as_deref() != Some(&format!("Bot {TOKEN}")) {
        return error(401, 0, "401: Unauthorized");
    }
    match (request.method.as_str(), &path[..]) {
        ("GET", ["gateway"]) => (200, json!({"url": gateway})),
        ("GET", ["gateway", "bot"]) => match inner.shards {
            Some(shards) => {
                let limit =
                    json!({"total": 1000, "remaining": inner.sessions, "reset_after": 5_399_001, "max_concurrency": 1});
                (200, json!({"url": gateway, "shards": shards, "session_start_limit": limit}))
            }
            None => error(404, 0, "404: Not Found"),
        },
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => (200, application()),
        ("POST", ["channels", channel, "messages"]) => post_message(inner, channel, &request.body),
        ("PATCH", ["channels", channel, "messages", id]) => edit_message(inner, channel, id, &request.body),
        ("DELETE", ["channels", channel, "messages", id]) => delete_message(inner, channel, id),
        ("GET", ["channels", channel]) => match inner.channels.get(*channel) {
            Some(channel) => (200, channel.clone()),
            None => error(404, 10003, "Unknown Channel"),
        },
        ("POST", ["users", "@me", "channels"]) => open_direct(inner, &request.body),
        ("POST", ["interactions", id, token, "callback"]) => respond(inner, id, token, &request.body),
        (_, ["webhooks", app, token, "messages", "@original"]) if *app == me => {
            original(inner, &request.method, token, &request.body)
        }
        (_, ["applications", app, "commands", rest @ ..]) if *app == me => commands(inner, request, None, rest),
        (_, ["applications", app, "guilds", guild, "commands", rest @ ..]) if *app == me => {
            commands(inner, request, guild.parse().ok(), rest)
        }
        _ => {
            inner.violations.push(format!("unknown route {} {}", request.method, request.path));
            error(404, 0, "404: Not Found")
        }
    }
}

fn error(status: u16, code: i64, message: &str) -> Answer {
    (status, json!({"code": code, "message": message}))
}

/// Refuses a body, and has the test fail for it.
fn refuse(inner: &mut Inner, why: &str) -> Answer {
    inner.violations.push(why.to_owned());
    error(400, 50035, &format!("Invalid Form Body: {why}"))
}

fn application() -> Value {
    json!({
        "id": ME.to_string(), "name": "attache", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "", "team": null, "flags": 0,
    })
}

/// The channel of direct messages with a person.
pub fn direct_channel(person: &str) -> String {
    format!("77{person}")
}

fn open_direct(inner: &mut Inner, body: &Value) -> Answer {
    let Some(person) = body["recipient_id"].as_str() else { return refuse(inner, "no recipient") };
    let id = direct_channel(person);
    (200, json!({"id": id, "type": 1, "last_message_id": null, "recipients": [{"id": person, "username": "somebody"}]}))
}

fn post_message(inner: &mut Inner, channel: &str, body: &Value) -> Answer {
    if let Some(code) = inner.closed.get(channel) {
        return error(403, *code, "Missing Permissions");
    }
    if let Err(why) = judge::message(body) {
        return refuse(inner, &why);
    }
    let nonce = body["nonce"].as_str().unwrap_or_default();
    if body["enforce_nonce"] == true
        && let Some(first) = inner.nonces.get(nonce)
    {
        return (200, first.clone());
    }
    let message = message(inner.next_id(), channel, body);
    if !nonce.is_empty() {
        inner.nonces.insert(nonce.to_owned(), message.clone());
    }
    inner.messages.push(message.clone());
    (200, message)
}

/// Where a message of the bot's is, in this channel.
fn find(inner: &Inner, channel: &str, id: &str) -> Option<usize> {
    inner.messages.iter().position(|message| message["id"] == id && message["channel_id"] == channel)
}

fn edit_message(inner: &mut Inner, channel: &str, id: &str, body: &Value) -> Answer {
    let Some(at) = find(inner, channel, id) else { return error(404, 10008, "Unknown Message") };
    if let Err(why) = judge::edit(body) {
        return refuse(inner, &why);
    }
    let message = &mut inner.messages[at];
    for key in ["content", "embeds", "components"] {
        if let Some(value) = body.get(key) {
            message[key] = value.clone();
        }
    }
    (200, message.clone())
}

fn delete_message(inner: &mut Inner, channel: &str, id: &str) -> Answer {
    match find(inner, channel, id) {
        Some(at) => {
            inner.messages.remove(at);
            (204, Value::Null)
        }
        None => error(404, 10008, "Unknown Message"),
    }
}

/// A message of the bot's, as Discord gives it back.
fn message(id: u64, channel: &str, body: &Value) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel, "content": body["content"].as_str().unwrap_or_default(), "type": 0,
        "author": {"id": ME.to_string(), "username": "attache", "discriminator": "0", "bot": true, "avatar": null},
        "timestamp": "2026-01-19T10:00:01Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "pinned": false, "flags": 0,
        "embeds": body.get("embeds").cloned().unwrap_or(json!([])),
        "components": body.get("components").cloned().unwrap_or(json!([])),
    })
}

fn respond(inner: &mut Inner, id: &str, token: &str, body: &Value) -> Answer {
    if token != format!("token-{id}") {
        return error(404, 10062, "Unknown interaction");
    }
    let Some(interaction) = inner.interactions.get(id).cloned() else {
        return error(404, 10062, "Unknown interaction");
    };
    if interaction.response.is_some() {
        inner.violations.push(format!("interaction {id} got a second first response"));
        return error(400, 40060, "Interaction has already been acknowledged.");
    }
    if let Err(why) = judge::response(body) {
        return refuse(inner, &why);
    }
    let kind = body["type"].as_u64();
    if matches!(kind, Some(6 | 7)) && interaction.on.is_none() {
        return refuse(inner, "only a click can change a message");
    }
    let message = match kind {
        Some(4) => Some(message(inner.next_id(), "20", &body["data"])),
        Some(6 | 7) => interaction.on.as_ref().map(|on| json!({"id": on})),
        _ => None,
    };
    inner.interactions.insert(id.to_owned(), Interaction { response: kind, message, ..interaction });
    (204, Value::Null)
}

/// Reads, changes or deletes the message that the first response to an interaction is.
fn original(inner: &mut Inner, method: &str, token: &str, body: &Value) -> Answer {
    let id = token.trim_start_matches("token-").to_owned();
    let Some(interaction) = inner.interactions.get(&id).cloned().filter(|it| it.response.is_some()) else {
        return error(404, 10015, "Unknown Webhook");
    };
    let is_deferred = interaction.response == Some(5);
    match (method, interaction.message) {
        ("PATCH", known) if known.is_some() || is_deferred => match judge::edit(body) {
            Ok(()) => {
                let message = message(inner.next_id(), "20", body);
                inner.interactions.entry(id).or_default().message = Some(message.clone());
                (200, message)
            }
            Err(why) => refuse(inner, &why),
        },
        ("GET", Some(message)) => (200, message),
        ("DELETE", Some(_)) => {
            inner.interactions.entry(id).or_default().message = None;
            (204, Value::Null)
        }
        _ => error(404, 10008, "Unknown Message"),
    }
}

fn commands(inner: &mut Inner, request: &Request, guild: Option<u64>, rest: &[&str]) -> Answer {
    match (request.method.as_str(), rest) {
        ("GET", []) => (200, list(inner, guild, request.query.contains("with_localizations=true"))),
        ("POST", []) => upsert(inner, guild, &request.body),
        ("PUT", []) => overwrite(inner, guild, &request.body),
        ("PATCH", [id]) => patch(inner, guild, id, &request.body),
        ("DELETE", [id]) => delete(inner, guild, id),
        _ => {
            inner.violations.push(format!("unknown route {} {}", request.method, request.path));
            error(404, 0, "404: Not Found")
        }
    }
}

/// Without `with_localizations` Discord leaves the localisations out.
fn list(inner: &Inner, guild: Option<u64>, localized: bool) -> Value {
    let mut commands = inner.commands.get(&guild).cloned().unwrap_or_default();
    if !localized {
        for command in commands.iter_mut().filter_map(Value::as_object_mut) {
            command.remove("name_localizations");
            command.remove("description_localizations");
        }
    }
    Value::Array(commands)
}

/// Creates a command, or updates the one of that name and type.
fn upsert(inner: &mut Inner, guild: Option<u64>, body: &Value) -> Answer {
    let id = inner.next_id();
    let command = match judge::command(&complete(body, id, guild)) {
        Ok(()) => complete(body, id, guild),
        Err(why) => return refuse(inner, &why),
    };
    let commands = inner.commands.entry(guild).or_default();
    let same = |known: &Value| known["name"] == command["name"] && known["type"] == command["type"];
    if let Some(known) = commands.iter_mut().find(|known| same(known)) {
        let id = known["id"].clone();
        *known = command;
        known["id"] = id;
        return (200, known.clone());
    }
    if commands.len() >= 100 {
        return error(400, 30032, "Maximum number of application commands reached (100)");
    }
    commands.push(command.clone());
    (201, command)
}

/// Puts a list in the place of all commands: what is not in it goes.
fn overwrite(inner: &mut Inner, guild: Option<u64>, body: &Value) -> Answer {
    inner.commands.insert(guild, Vec::new());
    for command in body.as_array().into_iter().flatten() {
        let answer = upsert(inner, guild, command);
        if answer.0 >= 400 {
            return answer;
        }
    }
    (200, list(inner, guild, true))
}

fn patch(inner: &mut Inner, guild: Option<u64>, id: &str, body: &Value) -> Answer {
    let commands = inner.commands.entry(guild).or_default();
    let Some(command) = commands.iter_mut().find(|command| command["id"] == id) else {
        return error(404, 10063, "Unknown application command");
    };
    let mut changed = command.clone();
    for (key, value) in body.as_object().into_iter().flatten() {
        changed[key] = value.clone();
    }
    if let Err(why) = judge::command(&changed) {
        return refuse(inner, &why);
    }
    *command = changed.clone();
    (200, changed)
}

fn delete(inner: &mut Inner, guild: Option<u64>, id: &str) -> Answer {
    let commands = inner.commands.entry(guild).or_default();
    let before = commands.len();
    commands.retain(|command| command["id"] != id);
    if commands.len() < before { (204, Value::Null) } else { error(404, 10063, "Unknown application command") }
}

/// A command as Discord gives it back: with its defaults, and with empty localisations as null.
fn complete(body: &Value, id: u64, guild: Option<u64>) -> Value {
    let mut command = body.clone();
    let defaults =
        json!({"type": 1, "description": "", "default_member_permissions": null, "nsfw": false, "options": []});
    for (key, value) in defaults.as_object().into_iter().flatten() {
        if command.get(key).is_none() {
            command[key] = value.clone();
        }
    }
    for key in ["name_localizations", "description_localizations"] {
        if command[key].as_object().is_some_and(serde_json::Map::is_empty) {
            command[key] = Value::Null;
        }
    }
    if guild.is_some() {
        command["contexts"] = Value::Null;
    }
    command["id"] = json!(id.to_string());
    command["application_id"] = json!(ME.to_string());
    command["version"] = json!((id + 1).to_string());
    command
}

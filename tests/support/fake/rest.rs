//! The REST API, as far as a bot like ours needs it; any other route is a violation.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request as HttpRequest, State as Extracted};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::state::{Inner, Request, State};
use super::{ME, TOKEN, judge};

/// A status and a body.
type Answer = (u16, Value);

pub async fn handle(Extracted(state): Extracted<Arc<State>>, request: HttpRequest) -> Response {
    let mut request = read(request).await;
    let (status, body) = state.change(|inner| {
        let answer = match inner.take_fault(&request.method, &request.path) {
            Some(fault) => (fault.status, fault.body),
            None => answer(inner, &request, &format!("ws://{}", state.address)),
        };
        request.status = answer.0;
        inner.requests.push(request);
        answer
    });
    let body = if status == 204 { Body::empty() } else { Body::from(body.to_string()) };
    Response::builder()
        .status(StatusCode::from_u16(status).expect("every status here is one"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .expect("a status, a header and a body make a response")
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
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => (200, application()),
        ("POST", ["channels", channel, "messages"]) => post_message(inner, channel, &request.body),
        ("POST", ["interactions", id, token, "callback"]) => respond(inner, id, token, &request.body),
        ("PATCH", ["webhooks", app, token, "messages", "@original"]) if *app == me => {
            edit_original(inner, token, &request.body)
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

fn post_message(inner: &mut Inner, channel: &str, body: &Value) -> Answer {
    if let Err(why) = judge::message(body) {
        return refuse(inner, &why);
    }
    let nonce = body["nonce"].as_str().map(str::to_owned);
    let first = inner.messages.iter().find(|(known, _)| nonce.is_some() && *known == nonce);
    if let (Some((_, first)), true) = (first, body["enforce_nonce"] == true) {
        return (200, first.clone());
    }
    let message = message(inner.next_id(), channel, body);
    inner.messages.push((nonce, message.clone()));
    (200, message)
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
    match inner.interactions.get(id) {
        None => return error(404, 10062, "Unknown interaction"),
        Some(true) => {
            inner.violations.push(format!("interaction {id} got a second first response"));
            return error(400, 40060, "Interaction has already been acknowledged.");
        }
        Some(false) => {}
    }
    if let Err(why) = judge::response(body) {
        return refuse(inner, &why);
    }
    inner.interactions.insert(id.to_owned(), true);
    (204, Value::Null)
}

fn edit_original(inner: &mut Inner, token: &str, body: &Value) -> Answer {
    let id = token.trim_start_matches("token-");
    if inner.interactions.get(id) != Some(&true) {
        return error(404, 10008, "Unknown Message");
    }
    match judge::edit(body) {
        Ok(()) => (200, message(inner.next_id(), "20", body)),
        Err(why) => refuse(inner, &why),
    }
}

fn commands(inner: &mut Inner, request: &Request, guild: Option<u64>, rest: &[&str]) -> Answer {
    match (request.method.as_str(), rest) {
        ("GET", []) => (200, list(inner, guild, request.query.contains("with_localizations=true"))),
        ("POST", []) => upsert(inner, guild, &request.body),
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
    let defaults = json!({"type": 1, "default_member_permissions": null, "nsfw": false, "options": []});
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

//! The least of Discord that serenity, discord.js and discord.py can live in: a gateway and a REST API on loopback.
//!
//! Frames are plain text: the libraries ask for compression and take them all the same. Responses carry no headers on
//! rate limits, so that the libraries' limiters find nothing to wait for.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{any, get, post};
use axum::serve::ListenerExt;
use futures_util::SinkExt;
use futures_util::stream::{SplitSink, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::meter::Meter;
use super::traffic::{self, FIRST_REPLY, ME, Message};

/// Discord's own is about this; no run is long enough for more than a few.
const HEARTBEAT_MS: u64 = 41_250;

pub(crate) struct Discord {
    /// The address of the REST API, without a path.
    base: String,
    meter: Meter,
    inner: Mutex<Inner>,
    /// Rings when a bot has identified itself.
    identified: Notify,
}

struct Inner {
    /// To the connection in force.
    outbox: Option<UnboundedSender<Order>>,
    connections: usize,
    /// Messages of the traffic that were written to a socket.
    written: usize,
    /// When the last request came.
    asked: Instant,
    /// Requests that there is no answer for.
    unknown: BTreeSet<String>,
    /// What was registered, with the last id that was given.
    commands: Vec<Value>,
    replies: u64,
}

/// What a connection is to send.
enum Order {
    /// A message of the traffic, as the type and the data of its event.
    Traffic(&'static str, String),
    /// Another event.
    Event(&'static str, Value),
    /// A bare opcode with its data.
    Op(u8, Value),
}

impl Discord {
    pub(crate) fn new(base: &str, meter: Meter) -> Discord {
        let inner = Inner {
            outbox: None,
            connections: 0,
            written: 0,
            asked: Instant::now(),
            unknown: BTreeSet::new(),
            commands: Vec::new(),
            replies: 0,
        };
        Discord { base: base.to_owned(), meter, inner: Mutex::new(inner), identified: Notify::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here can be left half done.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Waits for the first IDENTIFY.
    pub(crate) async fn identified(&self) {
        self.identified.notified().await;
    }

    /// How often a bot identified itself.
    pub(crate) fn connections(&self) -> usize {
        self.lock().connections
    }

    pub(crate) fn written(&self) -> usize {
        self.lock().written
    }

    pub(crate) fn unknown(&self) -> Vec<String> {
        self.lock().unknown.iter().cloned().collect()
    }

    /// How long ago the last request came.
    pub(crate) fn quiet_for(&self) -> Duration {
        self.lock().asked.elapsed()
    }

    /// Sends a message; a question's time begins here, before the queue. So a bot that reads too slowly is charged for
    /// the time in which its messages waited to be written, too.
    pub(crate) fn send(&self, message: Message) {
        self.meter.sent(message.id);
        self.order(Order::Traffic(message.kind, message.data));
    }

    /// Hands an order to the connection in force. Where there is none it is lost, as the messages are that Discord
    /// has while a session is broken.
    fn order(&self, order: Order) {
        if let Some(outbox) = &self.lock().outbox {
            // A closed channel means that the bot just went.
            let _ = outbox.send(order);
        }
    }

    /// The id of the bot's next message, which it asked for at `asked`.
    fn next_reply(&self, asked: Instant) -> u64 {
        let mut inner = self.lock();
        inner.asked = asked;
        inner.replies += 1;
        FIRST_REPLY + inner.replies
    }

    fn gateway(&self) -> String {
        self.base.replacen("http", "ws", 1)
    }

    fn identify(&self, identify: &Value, outbox: &UnboundedSender<Order>) {
        let shard = identify.get("shard").filter(|shard| shard.is_array()).cloned().unwrap_or_else(|| json!([0, 1]));
        let ready = json!({
            "v": 10, "user": traffic::me(), "guilds": traffic::announced_guilds(), "session_id": "session",
            "resume_gateway_url": self.gateway(), "shard": shard, "application": {"id": ME.to_string(), "flags": 0},
            "private_channels": [], "relationships": [], "presences": [],
        });
        let guilds = traffic::guilds().into_iter().map(|guild| Order::Event("GUILD_CREATE", guild));
        for order in std::iter::once(Order::Event("READY", ready)).chain(guilds) {
            // A closed channel means that the bot just went.
            let _ = outbox.send(order);
        }
        let mut inner = self.lock();
        inner.outbox = Some(outbox.clone());
        inner.connections += 1;
        inner.asked = Instant::now();
        self.identified.notify_one();
    }
}

/// Serves until it is cancelled.
pub(crate) async fn serve(listener: TcpListener, discord: Arc<Discord>) -> std::io::Result<()> {
    // Small frames would wait for each other, for longer than a bot takes.
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or_else(|error| eprintln!("{error}")));
    let app = Router::new()
        .route("/", any(connect))
        .route("/api/v10/channels/{channel}/messages", post(post_message))
        .route("/api/v10/interactions/{interaction}/{token}/callback", post(post_response))
        .route("/api/v10/webhooks/{application}/{token}/messages/@original", get(original))
        .route("/api/v10/gateway", get(about))
        .fallback(about)
        .with_state(discord);
    axum::serve(listener, app).await
}

// The gateway.

async fn connect(upgrade: WebSocketUpgrade, State(discord): State<Arc<Discord>>, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    if query.split('&').any(|pair| pair.starts_with("encoding=") && pair != "encoding=json") {
        return respond(StatusCode::BAD_REQUEST, &json!({"code": 0, "message": "JSON is the only encoding"}));
    }
    upgrade.on_upgrade(move |socket| async move { talk(socket, &discord).await })
}

/// Reads until the bot goes. Writing is a task of its own: a bot that does not read must still be heard.
async fn talk(socket: WebSocket, discord: &Arc<Discord>) {
    let (sink, mut stream) = socket.split();
    let (outbox, orders) = unbounded_channel();
    // No one else has the other end yet.
    let _ = outbox.send(Order::Op(10, json!({"heartbeat_interval": HEARTBEAT_MS})));
    let writer = tokio::spawn(write(sink, orders, discord.clone()));
    while let Some(Ok(frame)) = stream.next().await {
        let Frame::Text(text) = frame else { continue };
        let frame: Value = serde_json::from_str(&text).unwrap_or_default();
        match frame["op"].as_u64() {
            // A closed channel means that the writer found the bot gone.
            Some(1) => _ = outbox.send(Order::Op(11, Value::Null)),
            Some(2) => discord.identify(&frame["d"], &outbox),
            // Sessions are not kept: the bot has to identify itself anew.
            Some(6) => _ = outbox.send(Order::Op(9, json!(false))),
            _ => {}
        }
    }
    writer.abort();
}

async fn write(mut sink: SplitSink<WebSocket, Frame>, mut orders: UnboundedReceiver<Order>, discord: Arc<Discord>) {
    let mut sequence = 0;
    while let Some(order) = orders.recv().await {
        let is_traffic = matches!(order, Order::Traffic(..));
        let frame = match order {
            Order::Op(op, data) => json!({"op": op, "d": data, "s": null, "t": null}).to_string(),
            Order::Event(kind, data) => event(&mut sequence, kind, &data.to_string()),
            Order::Traffic(kind, data) => event(&mut sequence, kind, &data),
        };
        if sink.send(Frame::Text(frame.into())).await.is_err() {
            return;
        }
        discord.lock().written += usize::from(is_traffic);
    }
}

/// An event's frame, with the next number.
fn event(sequence: &mut u64, kind: &str, data: &str) -> String {
    *sequence += 1;
    format!(r#"{{"t":"{kind}","s":{sequence},"op":0,"d":{data}}}"#)
}

// REST.

/// Takes the reply to a question, answers with the message that it has become, and tells the gateway of it.
async fn post_message(State(discord): State<Arc<Discord>>, Path(channel): Path<u64>, body: Bytes) -> Response {
    let read = Instant::now();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let is_empty = |key: &str| body.get(key).and_then(Value::as_array).is_none_or(Vec::is_empty);
    if body["content"].as_str().is_none_or(str::is_empty) && is_empty("embeds") {
        return respond(StatusCode::BAD_REQUEST, &json!({"code": 50006, "message": "Cannot send an empty message"}));
    }
    if !traffic::is_channel(channel) {
        return respond(StatusCode::NOT_FOUND, &json!({"code": 10003, "message": "Unknown Channel"}));
    }
    let question = match &body["message_reference"]["message_id"] {
        Value::String(id) => id.parse().ok(),
        id => id.as_u64(),
    };
    discord.meter.replied(question, channel, read);
    let id = discord.next_reply(read);
    let message = traffic::reply(id, channel, &body);
    let response = respond(StatusCode::OK, &message);
    discord.order(Order::Event("MESSAGE_CREATE", traffic::reply_event(message, channel)));
    response
}

/// Takes the first response to an interaction; the token says in which channel it was.
async fn post_response(
    State(discord): State<Arc<Discord>>,
    Path((interaction, channel)): Path<(u64, u64)>,
    body: Bytes,
) -> Response {
    let read = Instant::now();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    // Only a message at once is a reply; whoever defers it is not done.
    if body["type"] == 4 {
        discord.meter.replied(Some(interaction), channel, read);
    } else {
        discord.lock().unknown.insert(format!("a response of type {}", body["type"]));
    }
    discord.lock().asked = read;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// The message that a first response has become, for whoever wants to know its id.
async fn original(State(discord): State<Arc<Discord>>, Path((_, channel)): Path<(u64, u64)>) -> Response {
    let id = discord.next_reply(Instant::now());
    respond(StatusCode::OK, &traffic::reply(id, channel, &json!({"content": "a reply"})))
}

/// Everything else: who the bot is, where the gateway is, and the commands.
async fn about(State(discord): State<Arc<Discord>>, method: Method, uri: Uri, body: Bytes) -> Response {
    let gateway = discord.gateway();
    let path: Vec<&str> = uri.path().trim_start_matches("/api/v10").trim_start_matches('/').split('/').collect();
    let mut inner = discord.lock();
    inner.asked = Instant::now();
    let (status, answer) = match (method.as_str(), &path[..]) {
        ("GET", ["gateway"]) => (200, json!({"url": gateway})),
        ("GET", ["gateway", "bot"]) => {
            let limit = json!({"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1});
            (200, json!({"url": gateway, "shards": 1, "session_start_limit": limit}))
        }
        ("GET", ["users", "@me"]) => (200, traffic::me()),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => (200, application()),
        (_, ["applications", _, "commands", ..] | ["applications", _, "guilds", _, "commands", ..]) => {
            commands(&mut inner.commands, &method, &serde_json::from_slice(&body).unwrap_or_default())
        }
        _ => {
            inner.unknown.insert(format!("{method} {}", uri.path()));
            (404, json!({"code": 0, "message": "404: Not Found"}))
        }
    };
    respond(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &answer)
}

fn application() -> Value {
    json!({
        "id": ME.to_string(), "name": "bot", "icon": null, "description": "", "summary": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "", "team": null, "owner": traffic::me(), "flags": 0, "hook": true,
        "rpc_origins": [], "tags": [], "bot": traffic::me(),
    })
}

/// Lists the commands, adds one, or takes a list in place of all.
fn commands(known: &mut Vec<Value>, method: &Method, body: &Value) -> (u16, Value) {
    match (method, body) {
        (&Method::GET, _) => (200, json!(known)),
        (&Method::POST, _) => {
            known.push(complete(body, known.len()));
            (201, json!(known.last()))
        }
        (&Method::PUT, Value::Array(all)) => {
            *known = all.iter().zip(0..).map(|(one, number)| complete(one, number)).collect();
            (200, json!(known))
        }
        _ => (405, json!({"code": 0, "message": "405: Method Not Allowed"})),
    }
}

/// A command as Discord gives it back.
fn complete(body: &Value, number: usize) -> Value {
    let mut command = json!({
        "type": 1, "description": "", "default_member_permissions": null, "nsfw": false, "options": [],
        "id": (1000 + number).to_string(), "application_id": ME.to_string(), "version": (2000 + number).to_string(),
    });
    for (key, value) in body.as_object().into_iter().flatten() {
        command[key] = value.clone();
    }
    command
}

fn respond(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

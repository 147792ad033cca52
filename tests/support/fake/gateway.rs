//! The gateway: hello, identify, resume, heartbeats, and events with rising sequence numbers.

use std::sync::Arc;

use axum::extract::State as Extracted;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::state::{Inner, Interaction, State};
use super::{ME, TOKEN};

const MESSAGE_CONTENT: u64 = 1 << 15;

/// One session of one bot, which outlives its connections.
#[derive(Default)]
pub struct Session {
    /// What was dispatched, by sequence number minus one.
    pub log: Vec<Value>,
    pub intents: u64,
    /// To the connection, while there is one.
    pub outbox: Option<UnboundedSender<Order>>,
}

/// What a connection is told to do.
pub enum Order {
    /// Send this frame.
    Frame(Value),
    /// Send a bare opcode; the connection takes no events after it.
    Op(u8, Value),
    /// Close with a code.
    Close(u16),
    /// Break off without a word.
    Cut,
}

/// Gives an event its number and sends it, or keeps it for a RESUME.
pub fn dispatch(inner: &mut Inner, kind: &str, mut data: Value) {
    if kind == "INTERACTION_CREATE" {
        let id = data["id"].as_str().expect("an interaction has an id").to_owned();
        let on = data["message"]["id"].as_str().map(str::to_owned);
        inner.interactions.entry(id).or_insert_with(|| Interaction { on, ..Interaction::default() });
    }
    if ["MESSAGE_CREATE", "MESSAGE_UPDATE"].contains(&kind) && inner.session.intents & MESSAGE_CONTENT == 0 {
        hide_content(&mut data);
    }
    push(inner, kind, &data);
}

fn push(inner: &mut Inner, kind: &str, data: &Value) {
    let frame = json!({"op": 0, "s": inner.session.log.len() + 1, "t": kind, "d": data});
    inner.session.log.push(frame.clone());
    if let Some(outbox) = &inner.session.outbox {
        // A closed channel means that the bot just went; the event is kept for its RESUME.
        let _ = outbox.send(Order::Frame(frame));
    }
}

/// Without the privileged intent, only direct messages and messages that mention the bot show their text.
fn hide_content(message: &mut Value) {
    let me = ME.to_string();
    let mentions_me = message["mentions"].as_array().is_some_and(|m| m.iter().any(|u| u["id"] == me));
    if message.get("guild_id").is_some_and(Value::is_string) && !mentions_me {
        message["content"] = json!("");
        for list in ["embeds", "attachments", "components"] {
            message[list] = json!([]);
        }
    }
}

pub async fn connect(upgrade: WebSocketUpgrade, Extracted(state): Extracted<Arc<State>>) -> Response {
    upgrade.on_upgrade(move |socket| async move { serve(socket, &state).await })
}

async fn serve(mut socket: WebSocket, state: &State) {
    if send(&mut socket, &json!({"op": 10, "d": {"heartbeat_interval": 45000}})).await.is_none() {
        return;
    }
    let (outbox, mut orders) = unbounded_channel();
    let mut outbox = Some(outbox);
    let code = loop {
        tokio::select! {
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    let frame = serde_json::from_str(&text).unwrap_or_default();
                    if receive(&mut socket, state, &frame, &mut outbox).await.is_none() { break None }
                }
                Some(Ok(Message::Close(frame))) => break frame.map(|frame| frame.code),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break None,
            },
            Some(order) = orders.recv() => {
                if obey(&mut socket, order).await.is_none() { break None }
            }
        }
    };
    hang_up(state, code, orders);
}

/// Notes the end of a connection, unless another has taken its place already.
fn hang_up(state: &State, code: Option<u16>, mut orders: UnboundedReceiver<Order>) {
    orders.close();
    state.change(|inner| {
        if inner.session.outbox.as_ref().is_none_or(UnboundedSender::is_closed) {
            inner.session.outbox = None;
            inner.close_code = code;
        }
    });
}

async fn obey(socket: &mut WebSocket, order: Order) -> Option<()> {
    match order {
        Order::Frame(frame) => send(socket, &frame).await,
        Order::Op(op, data) => send(socket, &json!({"op": op, "d": data})).await,
        Order::Close(code) => close(socket, code).await,
        Order::Cut => None,
    }
}

/// Deals with a frame from the bot; `None` ends the connection.
async fn receive(
    socket: &mut WebSocket,
    state: &State,
    frame: &Value,
    outbox: &mut Option<UnboundedSender<Order>>,
) -> Option<()> {
    let data = &frame["d"];
    match frame["op"].as_u64() {
        Some(1) => send(socket, &json!({"op": 11})).await,
        Some(2) => {
            if let Some(code) = refusal(state, data) {
                state.change(|inner| inner.refused += 1);
                return close(socket, code).await;
            }
            let outbox = outbox.take()?;
            state.change(|inner| identify(inner, data, outbox));
            Some(())
        }
        Some(6) => {
            let outbox = outbox.take()?;
            if state.change(|inner| resume(inner, data, outbox)) { Some(()) } else { invalidate(socket).await }
        }
        // Presence updates and requests for members are taken without an answer.
        Some(3 | 8) => Some(()),
        _ => {
            state.change(|inner| inner.violations.push(format!("the gateway knows no frame {frame}")));
            close(socket, 4001).await
        }
    }
}

/// The close code with which an IDENTIFY is refused.
fn refusal(state: &State, identify: &Value) -> Option<u16> {
    let intents = identify["intents"].as_u64().unwrap_or_default();
    if identify["token"] != format!("Bot {TOKEN}") && identify["token"] != TOKEN {
        Some(4004)
    } else if intents & MESSAGE_CONTENT != 0 && !state.look(|inner| inner.message_content_allowed) {
        Some(4014)
    } else {
        state.look(|inner| inner.refuses_with)
    }
}

fn identify(inner: &mut Inner, identify: &Value, outbox: UnboundedSender<Order>) {
    inner.identified += 1;
    if inner.first_shard.is_null() {
        inner.first_shard = identify["shard"].clone();
    }
    inner.close_code = None;
    inner.session =
        Session { log: Vec::new(), intents: identify["intents"].as_u64().unwrap_or_default(), outbox: Some(outbox) };
    let ready = json!({
        "v": 10,
        "user": {"id": ME.to_string(), "username": "attache", "discriminator": "0", "bot": true, "avatar": null},
        "guilds": [],
        "session_id": format!("session-{}", inner.identified),
        "resume_gateway_url": "",
        "shard": identify["shard"],
        "application": {"id": ME.to_string(), "flags": 0},
    });
    push(inner, "READY", &ready);
}

/// Replays what the bot missed; false when the session is not the last one.
fn resume(inner: &mut Inner, resume: &Value, outbox: UnboundedSender<Order>) -> bool {
    let seq = resume["seq"].as_u64().and_then(|seq| usize::try_from(seq).ok());
    let Some(missed) = seq.and_then(|seq| inner.session.log.get(seq..)) else { return false };
    if resume["session_id"] != format!("session-{}", inner.identified) {
        return false;
    }
    for frame in missed {
        // The connection that holds the other end is the one that is asking.
        let _ = outbox.send(Order::Frame(frame.clone()));
    }
    inner.resumed += 1;
    inner.close_code = None;
    inner.session.outbox = Some(outbox);
    push(inner, "RESUMED", &json!({}));
    true
}

async fn invalidate(socket: &mut WebSocket) -> Option<()> {
    send(socket, &json!({"op": 9, "d": false})).await
}

async fn send(socket: &mut WebSocket, frame: &Value) -> Option<()> {
    socket.send(Message::Text(frame.to_string().into())).await.ok()
}

/// Closes with a code; always `None`, for the connection is over.
async fn close(socket: &mut WebSocket, code: u16) -> Option<()> {
    let frame = CloseFrame { code, reason: "".into() };
    // A bot that went first needs no reason.
    let _ = socket.send(Message::Close(Some(frame))).await;
    None
}

//! What the fake Discord knows and remembers.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::gateway::Session;

/// The state, with a bell that rings at every change.
pub struct State {
    pub address: SocketAddr,
    inner: Mutex<Inner>,
    bell: watch::Sender<()>,
}

#[derive(Default)]
pub struct Inner {
    pub session: Session,
    pub identified: usize,
    pub resumed: usize,
    pub close_code: Option<u16>,
    pub message_content_allowed: bool,
    /// With what every IDENTIFY is refused.
    pub refuses_with: Option<u16>,
    pub refused: usize,
    /// The number of shards that is recommended; none for one that does not tell.
    pub shards: Option<u32>,
    /// How often a bot may still identify itself today, as it is told.
    pub sessions: usize,
    /// What the first IDENTIFY said of its shard.
    pub first_shard: Value,
    pub requests: Vec<Request>,
    pub violations: Vec<String>,
    pub faults: Vec<Fault>,
    /// By guild; those that are registered everywhere are under `None`.
    pub commands: BTreeMap<Option<u64>, Vec<Value>>,
    /// Posted messages that are there.
    pub messages: Vec<Value>,
    /// What was posted with a nonce, whether it is still there or not.
    pub nonces: BTreeMap<String, Value>,
    /// Interactions that were dispatched.
    pub interactions: BTreeMap<String, Interaction>,
    /// Channels that can be looked up.
    pub channels: BTreeMap<String, Value>,
    /// Channels in which the bot may not write, and people who take no direct messages, with the code of the refusal.
    pub closed: BTreeMap<String, i64>,
    pub last_id: u64,
}

/// What became of an interaction.
#[derive(Debug, Clone, Default)]
pub struct Interaction {
    /// The type of its first response.
    pub response: Option<u64>,
    /// The message that was clicked on, for a component.
    pub on: Option<String>,
    /// The message that the response is, or that it changed; none for one that is deferred or deleted.
    pub message: Option<Value>,
}

/// A request as it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub body: Value,
    /// The status that it was answered with.
    pub status: u16,
    /// When it came, on a clock of the fake's own.
    pub at: std::time::Instant,
}

impl Request {
    pub fn is(&self, method: &str, path_end: &str) -> bool {
        self.method == method && self.path.ends_with(path_end)
    }

    /// Whether it changes anything on Discord.
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

/// What goes wrong with a request, once.
#[derive(Debug, Clone)]
pub struct Fault {
    pub method: &'static str,
    pub path_end: String,
    pub what: Mishap,
}

/// What can go wrong with a request.
#[derive(Debug, Clone)]
pub enum Mishap {
    /// This answer takes the place of the right one, and nothing is done.
    Answer { status: u16, body: Value, retry_after: Option<f64> },
    /// It is done, but the connection breaks before the answer is through.
    Lost,
    /// It is done, but the answer takes its time.
    Slow(Duration),
}

impl Fault {
    fn new(method: &'static str, path_end: &str, what: Mishap) -> Fault {
        Fault { method, path_end: path_end.to_owned(), what }
    }

    /// An error of Discord's, with its own code.
    pub fn error(method: &'static str, path_end: &str, status: u16, code: i64, message: &str) -> Fault {
        let body = json!({"code": code, "message": message});
        Fault::new(method, path_end, Mishap::Answer { status, body, retry_after: None })
    }

    /// Too many requests: wait so many seconds.
    pub fn limited(method: &'static str, path_end: &str, retry_after: f64) -> Fault {
        let body = json!({"message": "You are being rate limited.", "retry_after": retry_after, "global": false});
        Fault::new(method, path_end, Mishap::Answer { status: 429, body, retry_after: Some(retry_after) })
    }

    /// The same for everything that the bot does.
    pub fn limited_everywhere(method: &'static str, path_end: &str, retry_after: f64) -> Fault {
        let body = json!({"message": "You are being rate limited.", "retry_after": retry_after, "global": true});
        Fault::new(method, path_end, Mishap::Answer { status: 429, body, retry_after: Some(retry_after) })
    }

    /// A connection that breaks after Discord did what it was asked.
    pub fn lost(method: &'static str, path_end: &str) -> Fault {
        Fault::new(method, path_end, Mishap::Lost)
    }

    /// An answer that is late.
    pub fn slow(method: &'static str, path_end: &str, by: Duration) -> Fault {
        Fault::new(method, path_end, Mishap::Slow(by))
    }
}

impl State {
    pub fn new(address: SocketAddr) -> State {
        let inner = Inner { last_id: 900_000, shards: Some(1), sessions: 1000, ..Inner::default() };
        State { address, inner: Mutex::new(inner), bell: watch::Sender::new(()) }
    }

    pub fn look<T>(&self, look: impl FnOnce(&Inner) -> T) -> T {
        look(&self.inner.lock().expect("no test panics while it holds the state"))
    }

    pub fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let value = change(&mut self.inner.lock().expect("no test panics while it holds the state"));
        self.bell.send_replace(());
        value
    }

    pub fn changes(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }
}

impl Inner {
    pub fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub fn replies_to(&self, message: u64) -> Vec<Value> {
        let wanted = json!(message.to_string());
        let bodies = self.requests.iter().filter(|r| r.is("POST", "/messages") && r.status == 200);
        bodies.filter(|r| r.body["message_reference"]["message_id"] == wanted).map(|r| r.body.clone()).collect()
    }

    /// Takes the fault that is planned for a request, if there is one.
    pub fn take_fault(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self.faults.iter().position(|fault| fault.method == method && path.ends_with(&fault.path_end))?;
        Some(self.faults.remove(at))
    }

    /// What happened, for a test that failed.
    pub fn story(&self) -> String {
        let requests = self.requests.iter().map(|r| format!("{} {} -> {} {}", r.method, r.path, r.status, r.body));
        let mut story: Vec<String> = requests.collect();
        story.push(format!("{} IDENTIFY, {} RESUME", self.identified, self.resumed));
        story.extend(self.violations.iter().map(|text| format!("violation: {text}")));
        story.join("\n")
    }
}

//! What the fake Discord knows and remembers.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

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
    pub requests: Vec<Request>,
    pub violations: Vec<String>,
    pub faults: Vec<Fault>,
    /// By guild; those that are registered everywhere are under `None`.
    pub commands: BTreeMap<Option<u64>, Vec<Value>>,
    /// Posted messages, each with its nonce.
    pub messages: Vec<(Option<String>, Value)>,
    /// Interactions that were dispatched, and whether they got their first response.
    pub interactions: BTreeMap<String, bool>,
    pub last_id: u64,
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

/// An answer that takes the place of the right one, once.
#[derive(Debug, Clone)]
pub struct Fault {
    pub method: &'static str,
    pub path_end: String,
    pub status: u16,
    pub body: Value,
}

impl Fault {
    /// An error of Discord's, with its own code.
    pub fn error(method: &'static str, path_end: &str, status: u16, code: i64, message: &str) -> Fault {
        Fault { method, path_end: path_end.to_owned(), status, body: json!({"code": code, "message": message}) }
    }
}

impl State {
    pub fn new(address: SocketAddr) -> State {
        let inner = Inner { last_id: 900_000, ..Inner::default() };
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

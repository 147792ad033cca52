//! A fake Discord on loopback: a gateway and a REST API over real sockets, which refuse what Discord refuses.
//!
//! A test starts one ([`Fake::start`]), connects a bot to it, lets it dispatch events, and waits for the requests
//! that they bring about; nothing sleeps. Everything that happens is in the transcript. What Discord would not
//! have taken is a violation: it is refused, and the test fails at the end, however well it went otherwise.
//!
//! Faults are injected on the socket by [`Fake::cut`], [`Fake::send_op`] and [`Fake::close`], and in REST by
//! [`Fake::fail_next`].

mod gateway;
pub mod judge;
mod rest;
mod state;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::any;
use serde_json::Value;
use serenity::http::{Http, HttpBuilder};

pub use self::gateway::Order;
#[allow(unused_imports, reason = "every test file uses a part of this")]
pub use self::rest::direct_channel;
use self::state::State;
pub use self::state::{Fault, Request};

/// The bot's token; anything else is refused.
pub const TOKEN: &str = "MTAw.fake.token_for-tests";
/// The bot's user, which is also its application.
pub const ME: u64 = 100;

/// How long a test waits for what must come; only a test that fails gets there.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Fake {
    state: Arc<State>,
    address: SocketAddr,
    server: tokio::task::JoinHandle<()>,
}

impl Fake {
    /// Starts a Discord with no commands registered.
    pub async fn start() -> Fake {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let state = Arc::new(State::new(address));
        let app = Router::new().route("/", any(gateway::connect)).fallback(rest::handle).with_state(state.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, app).await.expect("the server runs until the test ends");
        });
        Fake { state, address, server }
    }

    /// What goes into `DISCORD_API_BASE`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A serenity `Http` as in the world: with its limiter, and with TLS to discord.com, which is this Discord. Its client
    /// gives up on a request as the one of `attache run` does.
    pub async fn http_of_the_world(&self) -> Http {
        let made = rcgen::generate_simple_self_signed(vec!["discord.com".to_owned()]).expect("the name is a name");
        let (cert, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let config = axum_server::tls_rustls::RustlsConfig::from_pem(cert.clone().into_bytes(), key.into_bytes());
        let config = config.await.expect("they belong together");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        listener.set_nonblocking(true).expect("a socket can wait");
        let address = listener.local_addr().expect("it is bound");
        let app = Router::new().fallback(rest::handle).with_state(self.state.clone());
        let server = axum_server::from_tcp_rustls(listener, config).expect("it listens");
        // It ends with the runtime of the test.
        tokio::spawn(server.serve(app.into_make_service()));
        let client = reqwest::Client::builder()
            .use_rustls_tls()
            .timeout(Duration::from_secs(10))
            .resolve("discord.com", address)
            .add_root_certificate(reqwest::Certificate::from_pem(cert.as_bytes()).expect("it was just made"))
            .build()
            .expect("a client can be built");
        HttpBuilder::new(TOKEN).client(client).application_id(ME.into()).build()
    }

    /// A serenity `Http` that talks to this Discord.
    pub fn http(&self) -> Http {
        self.http_with_token(TOKEN)
    }

    /// The same, with any token.
    pub fn http_with_token(&self, token: &str) -> Http {
        let builder = HttpBuilder::new(token).proxy(self.base()).ratelimiter_disabled(true);
        builder.application_id(ME.into()).build()
    }

    /// Switches the message content intent on, as in the developer portal.
    pub fn allow_message_content(&self) {
        self.state.change(|inner| inner.message_content_allowed = true);
    }

    /// Refuses every IDENTIFY from now on with this close code.
    pub fn refuse_identify(&self, code: u16) {
        self.state.change(|inner| inner.refuses_with = Some(code));
    }

    /// Recommends so many shards; with `None` it knows nothing of that, as what stands in for Discord may.
    pub fn recommend_shards(&self, shards: Option<u32>) {
        self.state.change(|inner| inner.shards = shards);
    }

    /// Tells that a bot may identify itself so many times more today.
    pub fn leave_sessions(&self, sessions: usize) {
        self.state.change(|inner| inner.sessions = sessions);
    }

    // The gateway.

    /// The number of the shard that identified itself first, and of how many it is one.
    pub fn first_shard(&self) -> Value {
        self.state.look(|inner| inner.first_shard.clone())
    }

    /// Waits until a bot has identified itself `times` times and been told that it is ready.
    pub async fn identified(&self, times: usize) {
        self.wait("an IDENTIFY", |inner| (inner.identified >= times).then_some(())).await;
    }

    /// Waits until an IDENTIFY was refused.
    pub async fn refused(&self) {
        self.wait("an IDENTIFY to refuse", |inner| (inner.refused > 0).then_some(())).await;
    }

    /// How many times a bot has identified itself.
    pub fn identified_so_far(&self) -> usize {
        self.state.look(|inner| inner.identified)
    }

    /// Waits until a bot has resumed `times` times.
    pub async fn resumed(&self, times: usize) {
        self.wait("a RESUME", |inner| (inner.resumed >= times).then_some(())).await;
    }

    /// Waits until no bot is connected.
    pub async fn disconnected(&self) {
        self.wait("the end of the connection", |inner| inner.session.outbox.is_none().then_some(())).await;
    }

    /// The code with which the bot closed the last connection; `None` while it is open or after a cut.
    pub fn close_code(&self) -> Option<u16> {
        self.state.look(|inner| inner.close_code)
    }

    /// Sends an event, or keeps it for the RESUME while nobody is connected.
    pub fn dispatch(&self, kind: &str, data: Value) {
        self.state.change(|inner| gateway::dispatch(inner, kind, data));
    }

    /// Cuts the connection without a word.
    pub fn cut(&self) {
        self.order(Order::Cut);
    }

    /// Closes the connection with a code.
    pub fn close(&self, code: u16) {
        self.order(Order::Close(code));
    }

    /// Sends a bare opcode, such as 7 (reconnect) or 9 (invalid session).
    pub fn send_op(&self, op: u8, data: Value) {
        self.order(Order::Op(op, data));
    }

    fn order(&self, order: Order) {
        self.state.change(|inner| {
            let outbox = inner.session.outbox.take().expect("a bot is connected");
            // A closed channel means that the bot went first.
            let _ = outbox.send(order);
        });
    }

    // REST.

    /// Answers the next request that the fault is for with that fault.
    pub fn fail_next(&self, fault: Fault) {
        self.state.change(|inner| inner.faults.push(fault));
    }

    /// Makes a channel known, for those who look it up.
    pub fn set_channel(&self, id: u64, channel: Value) {
        self.state.change(|inner| inner.channels.insert(id.to_string(), channel));
    }

    /// Lets nobody write in a channel: it refuses with this code.
    pub fn close_channel(&self, id: &str, code: i64) {
        self.state.change(|inner| inner.closed.insert(id.to_owned(), code));
    }

    /// The bot's messages that are there now.
    pub fn messages(&self) -> Vec<Value> {
        self.state.look(|inner| inner.messages.clone())
    }

    /// The message that the first response to an interaction is by now.
    pub fn original(&self, interaction: u64) -> Option<Value> {
        self.state.look(|inner| inner.interactions.get(&interaction.to_string())?.message.clone())
    }

    /// Waits for so many requests with this method and a path that ends so, and gives all there are.
    pub async fn requests(&self, count: usize, method: &str, path_end: &str) -> Vec<Request> {
        self.wait(&format!("{count} × {method} …{path_end}"), |inner| {
            let found: Vec<Request> = inner.requests.iter().filter(|r| r.is(method, path_end)).cloned().collect();
            (found.len() >= count).then_some(found)
        })
        .await
    }

    /// Every request so far.
    pub fn transcript(&self) -> Vec<Request> {
        self.state.look(|inner| inner.requests.clone())
    }

    /// The messages posted in reply to a message, so far.
    pub fn replies_to(&self, message: u64) -> Vec<Value> {
        self.state.look(|inner| inner.replies_to(message))
    }

    /// Waits for the reply to a message.
    pub async fn reply_to(&self, message: u64) -> Value {
        self.wait(&format!("the reply to message {message}"), |inner| inner.replies_to(message).pop()).await
    }

    /// Waits for the first response to an interaction.
    pub async fn response_to(&self, interaction: u64) -> Value {
        let path = format!("/interactions/{interaction}/token-{interaction}/callback");
        let requests = self.requests(1, "POST", &path).await;
        requests.last().expect("there is one").body.clone()
    }

    /// The registered commands: everywhere, or in a guild.
    pub fn commands(&self, guild: Option<u64>) -> Vec<Value> {
        self.state.look(|inner| inner.commands.get(&guild).cloned().unwrap_or_default())
    }

    /// What Discord would have refused, which the test thereby expects.
    pub fn take_violations(&self) -> Vec<String> {
        self.state.change(|inner| std::mem::take(&mut inner.violations))
    }

    /// Notes something that must not happen.
    pub fn violation(&self, text: String) {
        self.state.change(|inner| inner.violations.push(text));
    }

    /// A handle with which others note violations.
    pub fn reporter(&self) -> impl Fn(String) + Send + Sync + 'static {
        let state = self.state.clone();
        move |text| state.change(|inner| inner.violations.push(text))
    }

    async fn wait<T>(&self, what: &str, found: impl Fn(&state::Inner) -> Option<T>) -> T {
        let mut changes = self.state.changes();
        let wait = async {
            loop {
                if let Some(value) = self.state.look(&found) {
                    return value;
                }
                changes.changed().await.expect("the state lives as long as the fake");
            }
        };
        let found = tokio::time::timeout(PATIENCE, wait).await;
        found.unwrap_or_else(|_| {
            panic!(
                "waited in vain for {what}
{}",
                self.state.look(state::Inner::story)
            )
        })
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
        let violations = self.take_violations();
        if !std::thread::panicking() {
            assert!(violations.is_empty(), "Discord would have refused: {violations:#?}");
        }
    }
}

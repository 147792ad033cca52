//! A client of our own, for `attache run` and `attache commands`: connects with nothing but the plugin.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serenity::client::{Client, ClientBuilder};
use serenity::gateway::GatewayError;
use serenity::http::{Http, HttpBuilder, HttpError, StatusCode};
use tracing::{info, warn};

use super::diff::Scope;
use super::registration::Registrar;
use super::rest::{Carrier, TRY};
use super::{Plugin, Token, TokenError, chain};

/// How long a shutdown may take: until the connection is closed, and replies that are under way are sent.
pub(crate) const SHUTDOWN: Duration = Duration::from_secs(10);

/// Why there is no connection to Discord, or no longer one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// Discord refuses the token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The settings ask for an intent that is not switched on for the application.
    #[error(
        "Discord refuses the message content intent: switch on \"Message Content Intent\" under Bot > Privileged \
         Gateway Intents at https://discord.com/developers/applications, or set message_content = false under [discord]"
    )]
    MessageContent,
    /// The bot was started so often in a day that Discord would reset its token; in so many minutes it would no longer.
    #[error(
        "the bot was started so often today that Discord would reset its token the next time: what ended it stands in its \
         log; it can be started again in {0} min"
    )]
    TooOften(u64),
    /// `DISCORD_API_BASE` is no address.
    #[error("DISCORD_API_BASE is {0:?}: expected an address such as http://127.0.0.1:8080")]
    ApiBase(String),
    /// Discord cannot be reached, or the connection ended for good.
    #[error("cannot {0}")]
    Discord(&'static str, #[source] Box<serenity::Error>),
}

/// Where the REST calls go: to Discord, or to what stands in for it. A request that gets no answer is given up after ten
/// seconds, and not waited for without end as by the client that serenity makes; so it is of use to hosts, too, for
/// [`ClientBuilder::new_with_http`].
///
/// With another address serenity's rate limiter is off: it would send the calls to discord.com all the same,
/// and the proxy that several processes share keeps the limits for all of them.
///
/// # Errors
///
/// When `api_base` is no `http://` or `https://` address, or the system has no means for connections.
pub fn http(token: &Token, api_base: Option<&str>) -> Result<Http, ConnectError> {
    let builder = HttpBuilder::new(token.reveal()).client(client()?);
    let Some(base) = api_base else { return Ok(builder.build()) };
    let base = base.trim_end_matches('/');
    let host = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(char::is_whitespace)) {
        return Err(ConnectError::ApiBase(base.to_owned()));
    }
    Ok(builder.proxy(base).ratelimiter_disabled(true).build())
}

/// Connects the plugin, and serves until `shutdown` is ready; then closes the connection and finishes what is under
/// way. That is heeded at any time, also before Discord has answered for the first time.
///
/// # Errors
///
/// When Discord cannot be reached at first, refuses the token or an intent, or would reset the token for one start more.
/// Later cuts are mended in silence.
pub async fn serve(plugin: Plugin, http: Http, shutdown: impl Future<Output = ()>) -> Result<(), ConnectError> {
    let mut shutdown = pin!(async {
        shutdown.await;
        info!("shutting down");
    });
    let (mut client, plugin, number) = tokio::select! {
        prepared = prepare(plugin, http) => prepared?,
        () = &mut shutdown => return Ok(()),
    };
    let shards = client.shard_manager.clone();
    let ended = tokio::select! {
        ended = client.start_shards(number) => ended,
        () = shutdown => Ok(()),
    };
    let finished = async {
        if ended.is_ok() {
            shards.shutdown_all().await;
        }
        plugin.finished().await;
    };
    if tokio::time::timeout(SHUTDOWN, finished).await.is_err() {
        warn!("not all was finished after {} s: a reply may be missing", SHUTDOWN.as_secs());
    }
    ended.map_err(|error| explain("stay connected to Discord", error))
}

/// A client that has reached Discord, the plugin that it serves, and the number of shards to start.
async fn prepare(plugin: Plugin, http: Http) -> Result<(Client, Arc<Plugin>, u32), ConnectError> {
    let shards = recommended_shards(&http).await?;
    info!(shards, "connecting to Discord");
    let plugin = Arc::new(if http.ratelimiter.is_none() { plugin.with_client(client()?) } else { plugin });
    let builder = ClientBuilder::new_with_http(http, plugin.intents()).event_handler_arc(plugin.clone());
    let client = builder.await.map_err(|error| explain("prepare the connection to Discord", error))?;
    Ok((client, plugin, shards))
}

/// How many shards Discord wants the bot to have. Shards that would bear too many servers it refuses for good, which
/// serenity does not take for an end: it would try again for ever.
async fn recommended_shards(http: &Http) -> Result<u32, ConnectError> {
    match http.get_bot_gateway().await.map_err(|error| explain("learn how many Discord wants", error)) {
        Ok(gateway) => {
            let (shards, limit) = (gateway.shards.max(1), gateway.session_start_limit);
            if limit.remaining < u64::from(shards) {
                return Err(ConnectError::TooOften(limit.reset_after.div_ceil(60_000)));
            }
            Ok(shards)
        }
        Err(refused @ ConnectError::Token(_)) => Err(refused),
        Err(unknown) => {
            // What stands in for Discord may know no more than the address of the gateway. Without that serenity would
            // only warn, and then try discord.com for ever.
            http.get_gateway().await.map_err(|error| explain("reach Discord", error))?;
            warn!("one shard is started: {}", chain(&unknown));
            Ok(1)
        }
    }
}

/// A client for requests to Discord or to a proxy, which gives up on one that gets no answer.
fn client() -> Result<reqwest::Client, ConnectError> {
    let client = reqwest::Client::builder().timeout(TRY).build();
    client.map_err(|error| explain("prepare the connection to Discord", error.into()))
}

/// Who registers the commands of the application that the token belongs to.
///
/// # Errors
///
/// When Discord cannot be reached, or refuses the token.
pub async fn registrar(http: &Http, scope: Scope) -> Result<Registrar<'_>, ConnectError> {
    let application = http.get_current_application_info().await.map_err(|error| explain("reach Discord", error))?;
    let registrar = Registrar::new(http, application.id, scope);
    Ok(if http.ratelimiter.is_none() { registrar.with_carrier(Carrier::new(client()?)) } else { registrar })
}

fn explain(what: &'static str, error: serenity::Error) -> ConnectError {
    match &error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => TokenError::Refused.into(),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => ConnectError::MessageContent,
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.status_code == StatusCode::UNAUTHORIZED =>
        {
            TokenError::Refused.into()
        }
        _ => ConnectError::Discord(what, Box::new(error)),
    }
}

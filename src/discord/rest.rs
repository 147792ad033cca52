//! Writes to Discord: one request at a time, and again where that helps and can do no harm.
//!
//! serenity's rate limiter, where it is on, waits out 429s itself; but it knows nothing of a proxy, and without it
//! the time to wait is lost in its errors. So with a client of our own ([`Carrier::new`]) the request is sent here,
//! built by serenity all the same. Failures of Discord (5xx) and of the connection are never retried by serenity;
//! here they are, at most [`RETRIES`] times. Each call that we make may be repeated: a message has an enforced nonce,
//! a second first response is refused by code 40060 (and then the first one arrived), a command is put in the place of
//! that of its name, edits and deletions are the same however often they are done.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use serenity::http::{Http, HttpError, LightMethod, Request, Route, StatusCode};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::debug;

/// How often a request is sent again after a failure of Discord's or of the connection.
const RETRIES: u32 = 3;
/// The pause before the first retry; it doubles with each.
const BACKOFF: Duration = Duration::from_millis(250);
/// How long one try may take; Discord answers within a second, or not at all. Where serenity's limiter is on, the HTTP
/// client has to keep to it.
pub(super) const TRY: Duration = Duration::from_secs(10);
/// The pause after a 429 that does not say for how long.
const UNKNOWN_LIMIT: Duration = Duration::from_secs(1);

/// One request.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    route: Route<'a>,
    method: LightMethod,
    body: Option<Vec<u8>>,
    params: Option<Vec<(&'static str, String)>>,
}

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    /// Discord does not want it.
    #[error("Discord refused it with status {status}, code {code}: {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code; 0 where there is none.
        code: i64,
        /// Discord's own words.
        message: String,
    },
    /// It did not get through.
    #[error("the connection failed")]
    Failed(#[source] Box<serenity::Error>),
    /// There was no answer in time, or none could be hoped for.
    #[error("no answer in {} ms", .0.as_millis())]
    TooLate(Duration),
}

impl SendError {
    /// Discord's own code for what was wrong.
    pub(super) const fn code(&self) -> Option<i64> {
        match self {
            SendError::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }
}

/// What one try came to, if to nothing.
struct Failure {
    error: SendError,
    /// Whether, and after what pause, to try again.
    again: Again,
}

enum Again {
    No,
    /// A failure that may pass, counted against the retries.
    Soon,
    /// Discord says when.
    After(Duration),
}

impl<'a> Call<'a> {
    pub(super) const fn get(route: Route<'a>) -> Call<'a> {
        Call { route, method: LightMethod::Get, body: None, params: None }
    }

    pub(super) const fn delete(route: Route<'a>) -> Call<'a> {
        Call { route, method: LightMethod::Delete, body: None, params: None }
    }

    pub(super) fn post(route: Route<'a>, body: &impl Serialize) -> Call<'a> {
        Call { route, method: LightMethod::Post, body: Some(json(body)), params: None }
    }

    pub(super) fn patch(route: Route<'a>, body: &impl Serialize) -> Call<'a> {
        Call { route, method: LightMethod::Patch, body: Some(json(body)), params: None }
    }

    /// The same call with a parameter in its address.
    pub(super) fn with_param(self, name: &'static str, value: &str) -> Call<'a> {
        Call { params: Some(vec![(name, value.to_owned())]), ..self }
    }

    fn request(&self) -> Request<'a> {
        Request::new(self.route, self.method).body(self.body.clone()).params(self.params.clone())
    }
}

fn json(body: &impl Serialize) -> Vec<u8> {
    // Builders hold texts, numbers and lists, which JSON can write.
    serde_json::to_vec(body).unwrap_or_default()
}

/// Sends requests.
#[derive(Debug, Clone, Default)]
pub(super) struct Carrier {
    /// For requests that serenity's limiter does not send; without one serenity's own client does.
    client: Option<reqwest::Client>,
}

impl Carrier {
    /// A carrier with a client of its own, which knows how long to wait after a 429.
    pub(super) fn new(client: reqwest::Client) -> Carrier {
        Carrier { client: Some(client) }
    }

    /// Sends a request until it is answered for good, for as long as there is patience. What comes back is the
    /// body as JSON, null where there is none.
    pub(super) async fn send(&self, http: &Http, call: &Call<'_>, patience: Duration) -> Result<Value, SendError> {
        let sent = self.send_until_answered(http, call, patience).await;
        if let (Route::InteractionResponse { .. }, Some(limiter)) = (call.route, &http.ratelimiter) {
            // The limiter keeps what it knows of each route; of this one, there is another for every interaction.
            limiter.routes().write().await.remove(&call.route.ratelimiting_bucket());
        }
        sent
    }

    async fn send_until_answered(&self, http: &Http, call: &Call<'_>, patience: Duration) -> Result<Value, SendError> {
        let end = Instant::now() + patience;
        let mut retries = 0;
        loop {
            let once = self.once(http, call.request());
            // serenity's limiter waits within the request for as long as Discord says; to cut that is to ask too early.
            let waits = http.ratelimiter.is_some();
            let attempt = async { if waits { Ok(once.await) } else { timeout(TRY, once).await } };
            let failure = match timeout_at(end, attempt).await {
                Ok(Ok(Ok(body))) => return Ok(body),
                Ok(Ok(Err(failure))) => failure,
                Ok(Err(_)) => Failure { error: SendError::TooLate(TRY), again: Again::Soon },
                Err(_) => return Err(SendError::TooLate(patience)),
            };
            let pause = match failure.again {
                Again::No => return Err(failure.error),
                Again::Soon if retries == RETRIES => return Err(failure.error),
                Again::Soon => {
                    retries += 1;
                    BACKOFF * 2_u32.pow(retries - 1)
                }
                Again::After(pause) => pause,
            };
            if Instant::now() + pause >= end {
                return Err(failure.error);
            }
            debug!(?pause, "trying again: {}", super::chain(&failure.error));
            sleep(pause).await;
        }
    }

    async fn once(&self, http: &Http, request: Request<'_>) -> Result<Value, Failure> {
        match &self.client {
            Some(client) if http.ratelimiter.is_none() => send_past_the_limiter(client, http, request).await,
            _ => send_with_serenity(http, request).await,
        }
    }
}

async fn send_with_serenity(http: &Http, request: Request<'_>) -> Result<Value, Failure> {
    let response = http.request(request).await.map_err(|error| match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let status = response.status_code;
            // serenity's own code for an error that Discord gave no code to is -1.
            let code = i64::try_from(response.error.code).unwrap_or_default().max(0);
            refused(status, code, response.error.message, None)
        }
        error => failed(error),
    })?;
    body(response).await
}

async fn send_past_the_limiter(client: &reqwest::Client, http: &Http, request: Request<'_>) -> Result<Value, Failure> {
    let request = request.build(client, http.token(), http.proxy.as_deref()).map_err(failed)?;
    let response = request.send().await.map_err(|error| failed(error.into()))?;
    let status = response.status();
    if status.is_success() {
        return body(response).await;
    }
    let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let header = header.and_then(|value| value.trim().parse().ok());
    let answer = body(response).await.unwrap_or_default();
    let retry_after = answer["retry_after"].as_f64().or(header);
    let message = answer["message"].as_str().unwrap_or("no reason given").to_owned();
    let pause = retry_after.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    Err(refused(status, answer["code"].as_i64().unwrap_or_default(), message, pause))
}

async fn body(response: reqwest::Response) -> Result<Value, Failure> {
    let bytes = response.bytes().await.map_err(|error| failed(error.into()))?;
    // An answer that is no JSON has nothing in it that we look for.
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

fn refused(status: StatusCode, code: i64, message: String, retry_after: Option<Duration>) -> Failure {
    let again = match status {
        StatusCode::TOO_MANY_REQUESTS => Again::After(retry_after.unwrap_or(UNKNOWN_LIMIT)),
        status if status.is_server_error() => Again::Soon,
        _ => Again::No,
    };
    Failure { error: SendError::Refused { status: status.as_u16(), code, message }, again }
}

fn failed(error: serenity::Error) -> Failure {
    let again = match &error {
        serenity::Error::Http(HttpError::Request(_)) => Again::Soon,
        _ => Again::No,
    };
    Failure { error: SendError::Failed(Box::new(error)), again }
}

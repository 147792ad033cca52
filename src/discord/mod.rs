//! The Discord rim: a plugin for a serenity client, and the client that `attache run` is.
//!
//! This is the only room that knows serenity. Handlers translate: an event in, plain data to the desk, its reply
//! out, a message sent. What a message looks like is decided in [`render`], its wording in
//! [`replies`](crate::replies), and what is true in the knowledge base.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use attache::Plugin;
//! use attache::desk::Desk;
//! use attache::matching::Thresholds;
//! use serenity::all::{Client, GatewayIntents};
//!
//! # async fn start(token: &str) -> Result<(), serenity::Error> {
//! let desk = Arc::new(Desk::new(attache::knowledge::built_in(), Thresholds::default()));
//! let plugin = Plugin::new(desk);
//! let mut client = Client::builder(token, plugin.intents()).event_handler(plugin).await?;
//! client.start().await
//! # }
//! ```

pub mod card;
pub mod commands;
pub mod connect;
pub mod custom_id;
pub mod diff;
pub mod limits;
pub mod listing;
pub mod registration;
pub mod render;

mod answered;
mod asked;
mod asking;
mod autocomplete;
mod clicks;
mod escape;
mod heard;
mod host;
mod interactions;
mod lately;
mod listener;
mod pace;
mod plugin;
mod recent;
mod responder;
mod rest;
mod rooms;
mod settings;
mod token;
mod under_way;

pub use self::plugin::Plugin;
pub use self::settings::Settings;
pub use self::token::{Token, TokenError};

/// What to log unless an operator says otherwise, as a `tracing` filter. An event that serenity cannot read it
/// would log whole, as a warning, and with it what people wrote.
pub const DEFAULT_LOG: &str = "warn,serenity::gateway::ws=error,attache=info";

/// An error with all that caused it, in one line, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

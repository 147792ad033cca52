//! What the tests on Discord share: a Discord of our own on loopback, events for it to send, a small knowledge
//! base, and the bot that is tested.

#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of this")]

pub mod bot;
pub mod events;
pub mod fake;
pub mod knowledge;

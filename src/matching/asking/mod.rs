//! What a text says and asks for: the concepts it names, by which words it asks, what it denies, whose and where things are.

pub(super) mod analysis;
pub(super) mod asks;
pub(super) mod belonging;
pub(super) mod clauses;
pub(super) mod giving;
pub(super) mod heading;
pub(super) mod kinds;
pub(super) mod negating;
pub(super) mod ordinals;
mod otherwise;
pub(super) mod terms;

//! A question beside an entry: what is sought and found, what decides, what is refused, and how likely the entry is the right one.

pub(super) mod decisive;
pub(super) mod denial;
pub(super) mod refusals;
pub(super) mod score;
pub(super) mod sought;
pub(super) mod strange;
pub(super) mod sure;

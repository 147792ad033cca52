//! What the fuzz targets do with bytes, and what must hold whatever these are.
//!
//! A promise that is broken is a panic, which libFuzzer takes for a crash.

mod ask;
mod edit;
mod load;
mod normalise;

pub use self::ask::ask;
pub use self::load::load;
pub use self::normalise::normalise;

use jiff::civil::{Date, date};

/// The day on which everything is asked and checked.
const TODAY: Date = date(2026, 2, 1);

//! How a text is written: markup off, words cut and folded, the three languages with their stems, filler words and places.

pub(super) mod clean;
pub(super) mod english;
pub(super) mod features;
pub(super) mod inquiry;
pub(super) mod italian;
pub(super) mod korean;
pub(super) mod language;
pub(super) mod places;
pub(super) mod stems;
pub(super) mod words;

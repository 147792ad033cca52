//! A text as it was meant: the other keyboard, words by their consonants, spaces left out, names in their spellings, slips.

pub(super) mod initials;
pub(super) mod keyboard;
pub(super) mod meant;
pub(super) mod romanised;
pub(super) mod slips;
pub(super) mod spacing;
pub(super) mod spelling;

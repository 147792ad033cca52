//! The entries of a knowledge base: all their texts read once, and what each entry knows.

pub(super) mod index;
pub(super) mod lexicon;
pub(super) mod reading;
pub(super) mod vocabulary;

//! What is compared, whoever asks: hashes in order, posting lists, vectors, what words mean, and what tells many vectors apart.

pub(super) mod beside;
pub(super) mod fetching;
pub(super) mod field;
pub(super) mod learning;
pub(super) mod meanings;
pub(super) mod naming;
pub(super) mod phrasings;
pub(super) mod sorting;

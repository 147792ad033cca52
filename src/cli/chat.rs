//! `attache chat`: a channel in the console.
pub(super) use super::batch::Args;
pub(super) use super::batch::run;

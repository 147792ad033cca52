//! Knowledge bases of any size and questions on them, made up and the same on every machine.

mod random;
mod synthetic;

pub(crate) use self::synthetic::Synthetic;

//! Questions as they come in from a file or another program: one JSON object a line.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::lang::Lang;

/// What a line says. serde by itself would take a list for an object, and bytes that are no text where it does not look.
///
/// # Errors
///
/// When the line is no text or no JSON object, or one that says something else.
pub(super) fn object<T: DeserializeOwned>(line: &[u8]) -> Result<T, serde_json::Error> {
    let text = std::str::from_utf8(line).map_err(serde_json::Error::custom)?;
    let line: T = serde_json::from_str(text)?;
    if text.trim_start().starts_with('{') { Ok(line) } else { Err(serde_json::Error::custom("a list is no object")) }
}

/// A language by its code, or none; serde by itself would take `{"ko": null}` for one.
pub(super) fn lang<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Lang>, D::Error> {
    let code = Option::<String>::deserialize(deserializer)?;
    code.map(|code| code.parse().map_err(D::Error::custom)).transpose()
}

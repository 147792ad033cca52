//! The custom ids of our components: what a click on one asks for.

use std::fmt;

use super::limits;
use crate::lang::Lang;

/// Every custom id of ours begins with this, and no other component is touched.
const PREFIX: &str = "attache:";
/// Goes up when the meaning of the ids changes, so that a click on an old message is seen to be stale.
const VERSION: &str = "1";

/// What a click on one of our components asks for. All state is in the id, so a restart loses none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomId {
    /// Show the answer of an entry, in a language.
    Entry {
        /// The entry's id.
        id: String,
        /// The language to show it in.
        lang: Lang,
    },
}

/// What a component's custom id turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// One of ours, which can be acted on.
    Ours(CustomId),
    /// One of ours by its prefix, but of another version or broken.
    Stale,
    /// Somebody else's: to be left alone.
    Foreign,
}

impl CustomId {
    /// Whether Discord takes it; an entry's id that is too long for a custom id gets no component.
    pub fn fits(&self) -> bool {
        limits::length(&self.to_string()) <= limits::CUSTOM_ID
    }

    /// Reads a component's custom id.
    pub fn parse(text: &str) -> Parsed {
        let Some(rest) = text.strip_prefix(PREFIX) else { return Parsed::Foreign };
        parse_ours(rest).map_or(Parsed::Stale, Parsed::Ours)
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CustomId::Entry { id, lang } => write!(f, "{PREFIX}{VERSION}:entry:{lang}:{id}"),
        }
    }
}

fn parse_ours(rest: &str) -> Option<CustomId> {
    let mut parts = rest.splitn(4, ':');
    match (parts.next()?, parts.next()?, parts.next()?, parts.next()?) {
        (VERSION, "entry", lang, id) if !id.is_empty() => {
            Some(CustomId::Entry { id: id.to_owned(), lang: lang.parse().ok()? })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        for lang in Lang::ALL {
            let id = CustomId::Entry { id: "a".repeat(64), lang };
            assert!(id.fits());
            assert_eq!(CustomId::parse(&id.to_string()), Parsed::Ours(id));
        }
    }

    #[test]
    fn old_and_broken_ids_of_ours_are_stale_and_others_are_foreign() {
        for stale in
            ["attache:", "attache:0:entry:en:x", "attache:1:entry:de:x", "attache:1:entry:en:", "attache:1:?:en:x"]
        {
            assert_eq!(CustomId::parse(stale), Parsed::Stale, "{stale}");
        }
        for foreign in ["", "entry:en:x", "Attache:1:entry:en:x", "host:attache:"] {
            assert_eq!(CustomId::parse(foreign), Parsed::Foreign, "{foreign}");
        }
    }
}

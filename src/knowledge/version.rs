//! A short name for what exactly a knowledge base says, so that two people can tell whether they read the same one.

use sha2::{Digest, Sha256};

use super::model::Knowledge;

impl Knowledge {
    /// The first twelve digits of the SHA-256 (FIPS 180-4) of all that the knowledge base holds.
    ///
    /// The layout of the files makes no difference to it, nor does the machine; any other change does.
    pub fn version(&self) -> String {
        let Knowledge { sources, terms, unanswerable, topics } = self;
        // A model of texts, dates and lists has nothing in it that JSON could not write.
        let all = serde_json::to_vec(&(sources, terms, unanswerable, topics)).unwrap_or_default();
        let hash = Sha256::digest(all);
        // 48 bits, which no two versions of one base will share by chance.
        let start = hash[..6].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{start:012x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Term;

    #[test]
    fn the_version_changes_with_what_is_said_and_with_nothing_else() {
        let empty = Knowledge::default();
        assert_eq!(empty.version(), Knowledge::default().version());
        assert_eq!(empty.version().len(), 12);
        let other = Knowledge { terms: vec![Term::default()], ..Knowledge::default() };
        assert_ne!(other.version(), empty.version());
    }
}

//! What of a text is compared: its words, pairs of neighbours, the concepts it names, and the character
//! n-grams inside its words, each as a 64-bit hash.

use super::korean::key_presses;
use super::words::Script;

/// A hash under construction, the same on every machine, unlike the standard library's: eight bytes at a time are turned in
/// and multiplied, and the halves of the product are put together (the folded multiplication of wyhash and foldhash), so
/// that each bit of what was turned in tells on all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// The hash of nothing, for texts of one kind.
    const fn new(kind: u8) -> Hash {
        Hash(kind as u64)
    }

    /// Adds up to eight bytes as a number.
    pub(crate) const fn add(self, number: u64) -> Hash {
        let product = (self.0 ^ number) as u128 * 0x9e37_79b9_7f4a_7c15;
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        Hash(product as u64 ^ (product >> 64) as u64)
    }

    /// Adds a text and its length.
    fn add_text(self, text: &str) -> Hash {
        let (eights, rest) = text.as_bytes().as_chunks();
        let hash = eights.iter().fold(self, |hash, eight| hash.add(u64::from_le_bytes(*eight)));
        let rest = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        hash.add(rest | (text.len() as u64) << 56)
    }

    /// What has come out.
    pub(crate) const fn value(self) -> u64 {
        self.0
    }
}

/// The hash of a text's characters one by one, all of them on their own, so that it can be gone on with.
pub(crate) fn hash_of_chars<'a>(chars: impl Iterator<Item = &'a char>) -> Hash {
    chars.fold(Hash::new(b'k'), |hash, char| hash.add(u64::from(*char)))
}

/// The kind of a feature; each kind is weighted on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A word's stem, its surface where that differs, or a concept.
    Word,
    /// Two neighbouring stems.
    Pair,
    /// The same, of two words that carry no information.
    FillerPair,
    /// A run of characters inside a word.
    Gram,
}

/// How far a pair of neighbours counts beside a word.
const PAIR: f32 = 0.6;

impl Kind {
    /// How far a feature counts for being of its kind.
    pub(crate) const fn weight(self) -> f32 {
        match self {
            Kind::Word | Kind::Gram => 1.0,
            Kind::Pair | Kind::FillerPair => PAIR,
        }
    }
}

/// Hash of a word or stem.
pub(crate) fn word(text: &str) -> u64 {
    Hash::new(b'w').add_text(text).value()
}

/// Hash of several words.
pub(crate) fn words(words: &[&str]) -> u64 {
    words.iter().fold(Hash::new(b's'), |hash, word| hash.add_text(word)).value()
}

/// Hash of a concept of the terms file.
pub(crate) fn concept(number: u32) -> u64 {
    Hash::new(b'c').add(u64::from(number)).value()
}

/// Hash of the number of a feature.
pub(crate) fn number(number: u32) -> u64 {
    Hash::new(b'n').add(u64::from(number)).value()
}

/// Hash of two neighbouring stems.
pub(crate) fn pair(first: &str, second: &str) -> u64 {
    Hash::new(b'p').add_text(first).add_text(second).value()
}

/// Hashes of the character n-grams of a word, its two ends marked; Hangul as key presses.
pub(crate) fn grams(text: &str, script: Script, mut each: impl FnMut(u64)) {
    let lengths = match script {
        Script::Number => return,
        Script::Latin => 3..=4,
        // A syllable is two or three keys: 3 to 5 keys are one or two syllables.
        Script::Hangul => 3..=5,
    };
    let mut marked = key_presses(text);
    marked.insert(0, '^');
    marked.push('$');
    for start in 0..marked.len() {
        let Some((first, more)) = marked[start..].split_at_checked(*lengths.start()) else { return };
        let mut hash = first.iter().fold(Hash::new(b'g'), |hash, char| hash.add(u64::from(*char)));
        each(hash.value());
        for char in more.iter().take(lengths.end() - lengths.start()) {
            hash = hash.add(u64::from(*char));
            each(hash.value());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_end_in_two_other_letters_are_other_words() {
        for [one, other] in [["crescendo", "crescente"], ["organiser", "organismi"], ["수출액", "수출이"]] {
            assert_ne!(word(one), word(other), "{one} and {other}");
        }
        let letters = || 'a'..='z';
        let words = letters().flat_map(|one| letters().map(move |other| word(&format!("abcdefg{one}{other}"))));
        let words: std::collections::HashSet<u64> = words.collect();
        assert_eq!(words.len(), 26 * 26);
    }
}

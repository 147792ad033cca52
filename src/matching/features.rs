//! What of a text is compared: its words, pairs of neighbours, the concepts it names, and the character
//! n-grams inside its words, each as a 64-bit hash.

use super::korean::key_presses;
use super::words::Script;

/// FNV-1a (Fowler, Noll, Vo), 64 bits: the same on every machine, unlike the standard library's hashers.
pub(crate) fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The kind of a feature; each kind is weighted on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A word's stem, its surface where that differs, or a concept.
    Word,
    /// Two neighbouring stems.
    Pair,
    /// A run of characters inside a word.
    Gram,
}

/// Hash of a word or stem.
pub(crate) fn word(text: &str) -> u64 {
    fnv1a(b"w".iter().copied().chain(text.bytes()))
}

/// Hash of a concept of the terms file.
pub(crate) fn concept(number: u32) -> u64 {
    fnv1a(b"c".iter().copied().chain(number.to_le_bytes()))
}

/// Hash of two neighbouring stems.
pub(crate) fn pair(first: &str, second: &str) -> u64 {
    fnv1a(b"p".iter().copied().chain(first.bytes()).chain(*b" ").chain(second.bytes()))
}

/// Hashes of the character n-grams of a word, its two ends marked; Hangul as key presses.
pub(crate) fn grams(text: &str, script: Script, mut each: impl FnMut(u64)) {
    let (keys, lengths) = match script {
        Script::Number => return,
        Script::Latin => (text.to_owned(), 3..=4),
        // A syllable is two or three keys: 3 to 7 keys are one to three syllables.
        Script::Hangul => (key_presses(text), 3..=5),
    };
    let marked: Vec<char> = std::iter::once('^').chain(keys.chars()).chain(std::iter::once('$')).collect();
    for length in lengths {
        for gram in marked.windows(length) {
            each(fnv1a(b"g".iter().copied().chain(gram.iter().flat_map(|char| (*char as u32).to_le_bytes()))));
        }
    }
}

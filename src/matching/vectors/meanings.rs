//! What words mean: vectors that are near for words of like meaning, so that "visit" finds "trip" where no phrasing
//! has it.
//!
//! The table is made by `tools/meanings.py` from a sentence encoder, once; here vectors are only looked up and added.
//! A text's vector is the sum of its words', common ones weighing less (Arora et al. 2017, "A Simple but
//! Tough-to-Beat Baseline for Sentence Embeddings"). All comparing is done in whole numbers, so it is the same on every
//! machine. Without the feature `meanings` the table is empty, and no text means anything.

use compact_str::CompactString;
use once_cell::sync::Lazy;
use smallvec::SmallVec;

use super::sorting::Buckets;
use crate::matching::text::words::Script;

/// How many dimensions a vector has.
pub(crate) const DIMENSIONS: usize = 64;

#[cfg(feature = "meanings")]
static TABLE: &[u8] = include_bytes!("meanings.bin");
#[cfg(not(feature = "meanings"))]
static TABLE: &[u8] = b"ATTMEAN1\0\0\0\0\x80\0\0\0";

/// The bytes before the keys: magic, number of words, number of dimensions.
const HEADER: usize = 16;

/// The number of words in the table.
fn len() -> usize {
    read_u32(TABLE, 8) as usize
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The row of a folded word.
fn row(word: &str) -> Option<u32> {
    // FNV-1a (Fowler, Noll, Vo), 64 bits.
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let key = (hash >> 32) as u32 ^ (hash & 0xffff_ffff) as u32;
    let alike = BUCKETS.range(leading(key))?;
    let place = keys()[alike.clone()].iter().position(|other| u32::from_le_bytes(*other) == key)?;
    u32::try_from(alike.start + place).ok()
}

/// The hashes of the words, in order.
fn keys() -> &'static [[u8; 4]] {
    TABLE.get(HEADER..HEADER + 4 * len()).map_or(&[], |keys| keys.as_chunks().0)
}

/// Where keys lie by their leading bits.
static BUCKETS: Lazy<Buckets> = Lazy::new(|| {
    let leading = |key: &[u8; 4]| leading(u32::from_le_bytes(*key));
    Buckets::new(keys().iter().map(leading), KEYS_IN_A_BUCKET)
});

/// So many keys fill a line of a cache, and take no longer to look at than one.
const KEYS_IN_A_BUCKET: usize = 16;

/// A key as the leading bits of a number.
fn leading(key: u32) -> u64 {
    u64::from(key) << 32
}

/// Whether a folded word is in the table: a word that people use, whether a knowledge base does or not.
pub(crate) fn knows(word: &str) -> bool {
    row(word).is_some()
}

/// Rows of the table; few words need as many as have room here.
pub(crate) type Rows = SmallVec<[u32; 4]>;

/// The rows of the table that stand for a word: its own, that of a like form, or those of its parts.
pub(crate) fn rows(text: &str, stem: &str, script: Script) -> Rows {
    match script {
        Script::Number => Rows::new(),
        Script::Latin => row(text).or_else(|| other_ending(text)).into_iter().collect(),
        Script::Hangul => match row(text).or_else(|| row(stem)) {
            Some(row) => Rows::from_slice(&[row]),
            None => parts(text),
        },
    }
}

/// The row of a word with another last letter: of the masculine for a feminine, of one for many.
fn other_ending(text: &str) -> Option<u32> {
    let mut letters = text.chars();
    letters.next_back()?;
    let root = letters.as_str();
    if root.len() < 4 {
        return None;
    }
    let mut form = CompactString::from(root);
    ["", "o", "a", "e", "i", "s"].iter().find_map(|ending| {
        form.truncate(root.len());
        form.push_str(ending);
        row(&form)
    })
}

/// The rows of the longest known parts of a compound, from the left; a part has two syllables at least.
fn parts(text: &str) -> Rows {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Rows::new();
    let mut start = 0;
    while start + 2 < ends.len() {
        let longest = ends.len().min(start + LONGEST_PART + 1);
        let part = (start + 2..longest).rev().find_map(|end| Some((end, row(&text[ends[start]..ends[end]])?)));
        start = match part {
            Some((end, row)) => {
                found.push(row);
                end
            }
            None => start + 1,
        };
    }
    found
}

/// The most syllables of a word in the table, as good as always.
const LONGEST_PART: usize = 6;

/// The vector of a text while words are added to it.
#[derive(Debug, Clone)]
pub(crate) struct Sum([f32; DIMENSIONS]);

impl Default for Sum {
    fn default() -> Sum {
        Sum([0.0; DIMENSIONS])
    }
}

impl Sum {
    /// Adds the word that these rows stand for, so much of it.
    pub(crate) fn add_rows(&mut self, rows: &[u32], share: f32) {
        let scales = HEADER + 4 * len();
        let first = scales + 2 * len();
        for row in rows {
            let row = *row as usize;
            let (Some(scale), Some(levels)) = (
                TABLE.get(scales + 2 * row..scales + 2 * row + 2),
                TABLE.get(first + DIMENSIONS / 2 * row..first + DIMENSIONS / 2 * (row + 1)),
            ) else {
                continue;
            };
            let scale = share * f32::from(u16::from_le_bytes([scale[0], scale[1]]));
            let (low, high) = self.0.split_at_mut(DIMENSIONS / 2);
            for ((low, high), levels) in low.iter_mut().zip(high).zip(levels) {
                *low += scale * (f32::from(levels & 15) - 8.0);
                *high += scale * (f32::from(levels >> 4) - 8.0);
            }
        }
    }

    /// Adds a text, whatever its length, with weight 1.
    pub(crate) fn add(&mut self, meaning: &Meaning) {
        for (sum, part) in self.0.iter_mut().zip(meaning.direction()) {
            *sum += part;
        }
    }

    /// The direction of the sum.
    pub(crate) fn meaning(&self) -> Meaning {
        let square: f32 = self.0.iter().map(|part| part * part).sum();
        if square == 0.0 {
            return Meaning::default();
        }
        let scale = FULL / libm::sqrtf(square);
        let mut parts = [0i8; DIMENSIONS];
        for (part, sum) in parts.iter_mut().zip(&self.0) {
            // A cast of what does not fit gives the nearest that does; adding a half first would round down below 0.
            #[expect(clippy::cast_possible_truncation, reason = "saturation is what is wanted")]
            {
                *part = ((sum * scale + if *sum < 0.0 { -0.5 } else { 0.5 }) as i8).max(-i8::MAX);
            }
        }
        let length: i32 = parts.iter().map(|part| i32::from(*part) * i32::from(*part)).sum();
        let inverse = if length == 0 { 0.0 } else { 1.0 / libm::sqrtf(length as f32) };
        let mut pairs = [0; PAIRS];
        let (low, high) = parts.split_at(PAIRS);
        for ((pair, low), high) in pairs.iter_mut().zip(low).zip(high) {
            *pair = u16::from_le_bytes([low.cast_unsigned(), high.cast_unsigned()]);
        }
        Meaning { pairs, inverse }
    }
}

/// A vector of length 1 as whole numbers: a part of one half is the greatest that fits, and rare.
const FULL: f32 = 254.0;

/// Two dimensions stand in one number, half the dimensions apart.
const PAIRS: usize = DIMENSIONS / 2;

/// What a text means: a direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Meaning {
    /// Its parts from -127 to 127, as bytes: dimension d in the lower half of number d, dimension d + [`PAIRS`] in the upper.
    pairs: [u16; PAIRS],
    /// One by the length of all parts; 0 for a text that means nothing.
    inverse: f32,
}

impl Default for Meaning {
    fn default() -> Meaning {
        Meaning { pairs: [0; PAIRS], inverse: 0.0 }
    }
}

/// The part in the lower half of a pair, times 256.
const fn low(pair: u16) -> i16 {
    (pair << 8).cast_signed()
}

/// The part in the upper half of a pair, times 256.
const fn high(pair: u16) -> i16 {
    (pair & 0xff00).cast_signed()
}

impl Meaning {
    /// Its parts, as a vector of length 1, or of 0 for a text that means nothing.
    pub(crate) fn direction(&self) -> impl Iterator<Item = f32> + use<'_> {
        let parts = self.pairs.iter().map(|pair| low(*pair)).chain(self.pairs.iter().map(|pair| high(*pair)));
        parts.map(|part| f32::from(part >> 8) * self.inverse)
    }

    /// For comparing with many.
    pub(crate) fn wide(&self) -> Wide {
        let half = |half: fn(u16) -> i16| self.pairs.map(|pair| half(pair) >> 8);
        Wide { low: half(low), high: half(high), inverse: self.inverse }
    }
}

/// A meaning in numbers of 16 bits, eight of which are multiplied at once.
#[derive(Debug)]
pub(crate) struct Wide {
    low: [i16; PAIRS],
    high: [i16; PAIRS],
    inverse: f32,
}

impl Wide {
    /// How near two meanings are, from -1 to 1; 0 where one of them is nothing.
    pub(crate) fn likeness(&self, other: &Meaning) -> f32 {
        // Two sums, each of which the compiler makes of instructions that multiply eight pairs and add neighbours.
        let sum = |own: &[i16; PAIRS], half: fn(u16) -> i16| -> i32 {
            own.iter().zip(&other.pairs).map(|(own, pair)| i32::from(*own) * i32::from(half(*pair))).sum()
        };
        ((sum(&self.low, low) + sum(&self.high, high)) >> 8) as f32 * self.inverse * other.inverse
    }
}

#[cfg(all(test, feature = "meanings"))]
mod tests {
    use super::*;

    fn meaning(words: &str) -> Meaning {
        let mut sum = Sum::default();
        for word in words.split(' ') {
            let script = if word.is_ascii() { Script::Latin } else { Script::Hangul };
            sum.add_rows(&rows(word, word, script), 1.0);
        }
        sum.meaning()
    }

    #[track_caller]
    fn check(text: &str, near: &str, far: &str) {
        let [near, far] = [near, far].map(|other| meaning(text).wide().likeness(&meaning(other)));
        assert!(near > far + 0.1, "{text:?}: {near} and {far}");
    }

    #[test]
    fn words_of_like_meaning_are_near() {
        check("trip", "journey", "semiconductor");
        check("viaggio", "vacanza", "semiconduttore");
        check("반도체", "전자", "영화");
    }

    #[test]
    fn a_word_of_another_language_is_near_to_its_translation() {
        check("agreement", "accordo", "film");
        check("영화", "film", "accordo");
    }

    #[test]
    fn what_the_table_lacks_means_nothing_and_a_text_is_like_itself() {
        assert_eq!(meaning("xqzzvk"), Meaning::default());
        assert!(meaning("").wide().likeness(&meaning("trip")).abs() < f32::EPSILON);
        assert!((meaning("what did they sign").wide().likeness(&meaning("what did they sign")) - 1.0).abs() < 1e-5);
        assert_eq!(rows("반도체협력", "반도체협력", Script::Hangul).len(), 2);
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.len(), HEADER + len() * (4 + 2 + DIMENSIONS / 2));
        assert_eq!(read_u32(TABLE, 12) as usize, DIMENSIONS);
        let keys: Vec<u32> = (0..len()).map(|at| read_u32(TABLE, HEADER + 4 * at)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
    }
}

//! Puts mistyped words right against the words that the knowledge base uses.
//!
//! Candidates come from an index of deletions (the idea of SymSpell, Garbe 2012: two words one edit apart
//! share a string that is reached by deleting at most one character of each), and are judged by the
//! Damerau-Levenshtein distance. Hangul is compared as key presses, so that a typo inside a syllable is
//! one edit.

use std::cmp::Reverse;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::Lang;
use crate::matching::text::korean::{self, Keys, key_presses};
use crate::matching::text::stems::stem;
use crate::matching::text::words::{Script, is_hangul, is_letter};
use crate::matching::text::{english, features, places};
use crate::matching::vectors::meanings;
use crate::matching::vectors::sorting::{Hashes, Leads};

/// Learns the words that count as spelled right.
#[derive(Debug, Default)]
pub(crate) struct Learner {
    /// The words, one after the other.
    text: String,
    words: Vec<Known>,
    /// Hash of a word -> its place in `words`.
    by_hash: FxHashMap<u64, u32>,
    /// Hash of a word's keys, or of its keys less one, with the word.
    deletions: Vec<(u32, u32)>,
    /// Hashes of the words that are written in capitals.
    acronyms: FxHashSet<u64>,
}

/// The words that count as spelled right, with an index for near misses.
#[derive(Debug, Default)]
pub(crate) struct Speller {
    /// The words, one after the other.
    text: String,
    /// By the numbers of their hashes.
    words: Vec<Known>,
    hashes: Hashes,
    /// From hashes of words' keys, and of their keys less one, to the words.
    deletions: Leads,
    /// Hashes of the words that are written in capitals.
    acronyms: FxHashSet<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    /// Where it stands in the text, and how many bytes it has there.
    start: u32,
    len: u16,
    /// With how many of them its stem ends, by [`place_of_stem`]; 0 where that is not known, or no beginning of the word.
    stems: [u8; 2],
    uses: u32,
}

/// Where a word's stem in a text of a language stands among its stems: Latin words in Korean texts have English ones.
fn place_of_stem(lang: Lang) -> usize {
    usize::from(lang == Lang::It)
}

impl Learner {
    /// Counts `uses` of a word.
    pub(crate) fn learn(&mut self, word: &str, uses: u32) {
        let Some(at) = self.number(word) else { return };
        let known = &mut self.words[at as usize];
        let is_new = known.uses == 0;
        known.uses = known.uses.saturating_add(uses);
        let keys = if is_new { key_presses(word) } else { Keys::new() };
        let is_number = word.starts_with(|first: char| first.is_ascii_digit());
        let shortest = if word.starts_with(is_hangul) { SHORTEST_HANGUL } else { SHORTEST };
        if (shortest..=LONGEST).contains(&keys.len()) && !is_number {
            self.deletions.extend(deletions(&keys).map(|hash| (hash, at)));
        }
    }

    /// How often a word was learned.
    pub(crate) fn uses(&self, word: &str) -> u32 {
        self.by_hash.get(&features::word(word)).map_or(0, |at| self.words[*at as usize].uses)
    }

    /// Takes note of the stem of a word in texts of a language, which saves working it out when it is asked for.
    pub(crate) fn learn_stem(&mut self, word: &str, lang: Lang, stem: &str) {
        let at = self.by_hash.get(&features::word(word));
        let known = at.and_then(|at| self.words.get_mut(*at as usize));
        if let Some(known) = known.filter(|_| word.starts_with(stem)) {
            known.stems[place_of_stem(lang)] = u8::try_from(stem.len()).unwrap_or_default();
        }
    }

    /// Takes a word for an acronym: AI, but not the Italian preposition.
    pub(crate) fn learn_acronym(&mut self, word: &str) {
        self.acronyms.insert(features::word(word));
    }

    /// Takes a word as spelled right, without ever putting another right to it.
    pub(crate) fn accept(&mut self, word: &str) {
        self.number(word);
    }

    /// The place of a word, which is known from now on; none when there are too many words, or it is too long for one.
    fn number(&mut self, word: &str) -> Option<u32> {
        let next = u32::try_from(self.words.len()).ok()?;
        let (start, len) = (u32::try_from(self.text.len()).ok()?, u16::try_from(word.len()).ok()?);
        let at = *self.by_hash.entry(features::word(word)).or_insert(next);
        if at == next {
            self.text.push_str(word);
            self.words.push(Known { start, len, stems: [0; 2], uses: 0 });
        }
        Some(at)
    }

    /// What was learned, ordered for looking up.
    pub(crate) fn finish(mut self) -> Speller {
        let by_place = self.words.iter().map(|word| text_of(&self.text, word));
        let (hashes, order) = Hashes::new(by_place.map(features::word));
        let words = order.iter().map(|old| self.words[*old as usize]).collect();
        let mut new = vec![0; order.len()];
        for (number, old) in (0..).zip(order) {
            new[old as usize] = number;
        }
        for (_, word) in &mut self.deletions {
            *word = new[*word as usize];
        }
        let deletions = Leads::new(&self.deletions);
        self.text.shrink_to_fit();
        Speller { text: self.text, words, hashes, deletions, acronyms: self.acronyms }
    }
}

fn text_of<'a>(text: &'a str, word: &Known) -> &'a str {
    let start = word.start as usize;
    text.get(start..start + usize::from(word.len)).unwrap_or_default()
}

impl Speller {
    /// Whether a word is written in capitals in the knowledge base, too.
    pub(crate) fn is_acronym(&self, word: &str) -> bool {
        self.acronyms.contains(&features::word(word))
    }

    fn text(&self, word: &Known) -> &str {
        text_of(&self.text, word)
    }

    /// A word, if the knowledge base uses it or it is taken as right.
    fn known(&self, word: &str) -> Option<&Known> {
        self.hashes.get(features::word(word)).map(|at| &self.words[at])
    }

    /// The words that the hash leads to, and perhaps others.
    fn with(&self, hash: u32) -> impl Iterator<Item = &Known> {
        self.deletions.get(hash).map(|at| &self.words[at as usize])
    }

    /// Whether the knowledge base uses this very word.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.known(word).is_some()
    }

    /// The stem of a word: looked up where the knowledge base uses the word, for working it out takes much longer.
    pub(crate) fn stem(&self, text: &str, script: Script, lang: Lang) -> CompactString {
        let stem = || self.syllable(text, script).map_or_else(|| stem(text, script, lang), CompactString::from);
        self.stem_used(text, lang).map_or_else(stem, CompactString::from)
    }

    /// The syllable before a particle, where the knowledge base uses it as a word, and not the two as one: 폰이 is 폰, but 수도 a
    /// capital.
    fn syllable<'w>(&self, text: &'w str, script: Script) -> Option<&'w str> {
        let (end, _) = text.char_indices().nth(1).filter(|_| script == Script::Hangul)?;
        let (syllable, particle) = text.split_at(end);
        let is_one = ["이", "가", "을", "를", "은", "는", "의"].contains(&particle);
        (is_one && self.uses(syllable) > 0 && self.uses(text) == 0).then_some(syllable)
    }

    /// The stem of a word in a text of a language, where it is known and the beginning of the word.
    fn stem_used<'w>(&self, word: &'w str, lang: Lang) -> Option<&'w str> {
        let end = self.known(word)?.stems[place_of_stem(lang)];
        word.get(..usize::from(end)).filter(|stem| !stem.is_empty())
    }

    /// How often the knowledge base uses a word; 0 for one that it does not know or takes as right without using it.
    pub(crate) fn uses(&self, word: &str) -> u32 {
        self.known(word).map_or(0, |known| known.uses)
    }

    /// Every word that the knowledge base uses, in no order, and how often.
    pub(crate) fn used(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().filter(|word| word.uses > 0).map(|word| (self.text(word), word.uses))
    }

    /// The known word that `word` was most likely meant to be: the fewest edits, then the same letters in another
    /// order (sing for sign), then, where it is long, one that says something, then the likeliest by its neighbours, its first
    /// letter and all but its last, then a place, then the most used, then the first in order. None when it is known itself, too long to tell,
    /// or near to nothing.
    ///
    /// `beside` tells beside how many of its neighbours here a word stands in the knowledge base, too. Without any, what is
    /// short, or a word that people use, is not put right: it is another word as likely as a slip (noisy channel with a
    /// model of word pairs; Kernighan, Church & Gale 1990, "A Spelling Correction Program Based on a Noisy Channel Model").
    pub(crate) fn correct(&self, word: &str, beside: impl Fn(&str) -> usize) -> Option<&str> {
        if self.knows(word) {
            return None;
        }
        let keys = key_presses(word);
        if !(SHORTEST..=LONGEST).contains(&keys.len()) {
            return None;
        }
        let hangul = word.starts_with(is_hangul);
        // Letters of Hangul among syllables are no word, however short.
        let shortest = if word.contains(is_letter) { SHORTEST_SLIP } else { telling(hangul) };
        let is_telling = keys.len() >= shortest && !meanings::knows(word);
        let own_letters = letters(&keys);
        let likely = |(edits, known, known_keys): (usize, &Known, Keys)| {
            let text = self.text(known);
            let beside = beside(text);
            // People hit the first letter right; with another, a short word is another word: undo is none for indo. So is one that
            // would decide: brance is none for France.
            let other_first = !hangul && known_keys[0] != keys[0];
            let tells = || keys.len() <= SHORT || places::is_name(text);
            if beside == 0 && other_first && tells() && letters(&known_keys) != own_letters {
                return None;
            }
            if beside == 0 && !(is_telling && known_keys.len() >= telling(hangul)) && !sound_alike(&known_keys, &keys) {
                return None;
            }
            let all_but_last = known_keys.len().min(keys.len()) - 1;
            let alike = [1, all_but_last].into_iter().filter(|many| known_keys[..*many] == keys[..*many]).count();
            // Most words that say nothing are short: beijng is none for being.
            let says_nothing = keys.len() > LONGEST_FILLER && english::FILLERS.contains(text);
            Some((
                edits,
                letters(&known_keys) != own_letters,
                says_nothing,
                Reverse(beside + alike),
                // Chian may be China or a chain; a country decides, so nobody is told of another.
                !places::is_name(text),
                Reverse(known.uses),
                text,
            ))
        };
        self.near(&keys, hangul).filter_map(likely).min().map(|(.., text)| text)
    }

    /// The same for a word alone.
    pub(crate) fn correct_alone(&self, word: &str) -> Option<&str> {
        self.correct(word, |_| 0)
    }

    /// The same for a Korean word whose ending hangs on a mistyped stem: the word or the stem that was meant, and the ending
    /// that is still to follow it. A word without such an ending is taken as it is.
    pub(crate) fn correct_stem<'w>(&self, word: &'w str, beside: impl Fn(&str) -> usize) -> Option<(&str, &'w str)> {
        let stem = korean::stem(word);
        let of_stem = || Some((self.correct(stem, &beside)?, &word[stem.len()..]));
        self.correct(word, &beside).map(|right| (right, "")).or_else(|| if stem == word { None } else { of_stem() })
    }

    /// The known words that are few edits from these keys, in Hangul or not: how many, and their keys.
    fn near<'s>(&'s self, keys: &'s [char], hangul: bool) -> impl Iterator<Item = (usize, &'s Known, Keys)> {
        let allowed = if keys.len() >= 8 { 2 } else { 1 };
        deletions(keys).flat_map(|hash| self.with(hash)).filter_map(move |known| {
            let text = self.text(known);
            let known_keys = key_presses(text);
            if text.starts_with(is_hangul) != hangul || known_keys.len().abs_diff(keys.len()) > allowed {
                return None;
            }
            let edits = edits(&known_keys, keys);
            (edits <= allowed).then_some((edits, known, known_keys))
        })
    }

    /// Whether a word is an acronym of the knowledge base with its letters in another order.
    pub(crate) fn is_acronym_mistyped(&self, word: &str) -> bool {
        let is_meant =
            |right: &str| self.is_acronym(right) && letters(&key_presses(right)) == letters(&key_presses(word));
        self.correct(word, |_| 1).is_some_and(is_meant)
    }
}

/// How many keys were left out, put in, swapped or struck instead of others (Damerau 1964).
fn edits(one: &[char], other: &[char]) -> usize {
    // What begins and ends alike needs no edit, and what is left is short where there are few.
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([], more) | (more, []) => more.len(),
        ([_], [_]) => 1,
        (one, other) => strsim::generic_damerau_levenshtein(one, other),
    }
}

fn letters(keys: &[char]) -> Keys {
    let mut letters = Keys::from_slice(keys);
    letters.sort_unstable();
    letters
}

/// Whether words differ in vowels alone that sound alike, which many mix up: 노래 and 노레.
fn sound_alike(one: &[char], other: &[char]) -> bool {
    let alike = |one: &char, other: &char| one == other || [one, other].iter().all(|key| matches!(key, 'ㅐ' | 'ㅔ'));
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
}

/// The most keys at which a word is one that people type, and not noise.
const LONGEST: usize = 40;

/// The fewest keys at which a near word is likelier a slip than another word, whatever stands beside it.
const fn telling(hangul: bool) -> usize {
    if hangul { 5 } else { 4 }
}

/// The fewest keys of a word that may be a slip at all, and of one that others are put right to.
const SHORTEST: usize = 2;
/// The latter in Hangul, where fewer are a single syllable.
const SHORTEST_HANGUL: usize = 4;

/// The most keys of a word of which each letter tells.
const SHORT: usize = 4;

/// The most keys of a word that is likelier one that says nothing than another.
const LONGEST_FILLER: usize = 5;

/// The fewest keys, letters that stand alone among them, that tell which word was meant.
const SHORTEST_SLIP: usize = 4;

/// Hashes of the keys whole and with each key left out in turn.
fn deletions(keys: &[char]) -> impl Iterator<Item = u32> {
    let whole = std::iter::once(hash(keys.iter()));
    let mut last = None;
    let less = (0..keys.len()).filter_map(move |gap| {
        // Leaving out either of two equal neighbours gives the same string.
        if last == Some(keys[gap]) {
            return None;
        }
        last = Some(keys[gap]);
        Some(hash(keys[..gap].iter().chain(&keys[gap + 1..])))
    });
    whole.chain(less)
}

/// Half of the bits: words that meet by chance are told apart by their distance.
fn hash<'a>(keys: impl Iterator<Item = &'a char>) -> u32 {
    let hash = features::hash_of_chars(keys).value();
    (hash >> 32) as u32 ^ (hash & 0xffff_ffff) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speller() -> Speller {
        let mut learner = Learner::default();
        for word in [
            "memorandum",
            "semiconductor",
            "cemetery",
            "summit",
            "반도체",
            "양해각서",
            "체결",
            "올림픽",
            "노래",
            "lee",
            "vote",
            "being",
            "beijing",
            "france",
            "china",
        ] {
            learner.learn(word, 1);
        }
        learner.learn("chain", 9);
        learner.finish()
    }

    #[test]
    fn one_syllable_is_a_stem_where_it_is_a_word_here() {
        let mut learner = Learner::default();
        for word in ["폰", "수", "수도"] {
            learner.learn(word, 1);
        }
        let speller = learner.finish();
        let stem = |word: &str| speller.stem(word, Script::Hangul, Lang::Ko);
        assert_eq!(["폰이", "폰을", "책이", "수도", "수가"].map(stem), ["폰", "폰", "책이", "수도", "수"]);
    }

    #[track_caller]
    fn check(typed: &str, meant: Option<&str>) {
        assert_eq!(speller().correct_alone(typed), meant, "correcting {typed:?}");
    }

    /// What a word is put right to of which only `neighbours` stand beside its neighbours elsewhere.
    #[track_caller]
    fn check_beside(typed: &str, neighbours: &[&str], meant: Option<&str>) {
        let beside = |word: &str| usize::from(neighbours.contains(&word));
        assert_eq!(speller().correct(typed, beside), meant, "correcting {typed:?} beside neighbours of {neighbours:?}");
    }

    #[test]
    fn slips_of_the_finger_are_put_right() {
        check("memorandm", Some("memorandum"));
        check("semicondcutor", Some("semiconductor"));
        check("cemetary", Some("cemetery"));
        check("sumit", Some("summit"));
        check("beijng", Some("beijing"));
        check("franec", Some("france"));
        check("chian", Some("china"));
    }

    #[test]
    fn a_slip_inside_a_syllable_is_one_edit() {
        check("빈도체", Some("반도체"));
        check("노레", Some("노래"));
        check("채결", Some("체결"));
        check("노리", None);
        check("올림픽", None);
    }

    #[test]
    fn what_is_short_or_a_word_is_put_right_by_its_neighbours() {
        check_beside("lea", &["lee"], Some("lee"));
        check_beside("lea", &["summit"], None);
        check_beside("submit", &["summit"], Some("summit"));
        check_beside("oil", &["lee", "summit"], None);
    }

    #[test]
    fn of_several_near_words_neighbours_tell_which_was_meant() {
        let mut learner = Learner::default();
        for word in ["durata", "curato", "curata"] {
            learner.learn(word, 1);
        }
        let speller = learner.finish();
        assert_eq!(speller.correct("durato", |_| 0), Some("durata"));
        assert_eq!(speller.correct("surato", |word| usize::from(word == "curato")), Some("curato"));
        assert_eq!(speller.correct("xurata", |word| usize::from(word == "durata")), Some("durata"));
    }

    #[test]
    fn a_stem_is_known_where_it_was_learned_and_begins_its_word() {
        let mut learner = Learner::default();
        for (word, lang, stem) in
            [("signed", Lang::En, "sign"), ("italy", Lang::En, "itali"), ("firme", Lang::It, "firm")]
        {
            learner.learn(word, 1);
            learner.learn_stem(word, lang, stem);
        }
        learner.learn_stem("never met", Lang::En, "never");
        let speller = learner.finish();
        assert_eq!(speller.stem_used("signed", Lang::En), Some("sign"));
        assert_eq!(speller.stem_used("signed", Lang::Ko), Some("sign"));
        assert_eq!(speller.stem_used("firme", Lang::It), Some("firm"));
        assert_eq!(speller.stem_used("signed", Lang::It), None);
        assert_eq!(speller.stem_used("italy", Lang::En), None);
        assert_eq!(speller.stem_used("never met", Lang::En), None);
    }

    #[test]
    fn short_words_words_that_people_use_and_far_ones_are_left_alone() {
        check("lea", None);
        check("kummit", Some("summit"));
        check("gote", None);
        check("brance", None);
        #[cfg(feature = "meanings")]
        check("submit", None);
        check("carbonara", None);
        check("summer", None);
    }
}

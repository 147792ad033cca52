//! Words by their initial consonants: `ㅇㄹㅍ` for 올림픽, `ㅈㅅㅎㄷ` for 정상회담.

use std::cmp::Reverse;

use super::spelling::Speller;
use crate::matching::text::words::is_hangul;
use crate::matching::text::{features, korean};

/// Consonants that people type for something else: agreement, laughter, thanks, goodbyes, curses.
const SHORTHAND: &str = "\
    ㅇㅋ ㅇㅇ ㄱㄱ ㄴㄴ ㄷㄷ ㅈㅅ ㄱㅅ ㅊㅋ ㅂㅂ ㅂㅇ ㅎㅇ ㄹㅇ ㅁㅊ ㅅㅂ ㅂㅅ ㅈㄹ ㅇㅈ ㅁㄹ ㄱㅊ ㄴㅇ ㅇㄴ ㅅㄱ ㅅㄹ ㄱㄷ ㅈㅁ ㅉㅉ ㄲㅈ ㄷㅊ \
    ㅇㄷ ㅇㅉ ㄴㄱ ㅇㅎ ㅁㅇ ㅇㅈㄹ ㅇㅋㅇ ㅇㅋㄷㅋ ㄱㄱㄱ ㅅㅂㄴ ㅁㅊㄷ ㄱㅇㄷ ㅂㅂㅇ ㄹㅇㅋㅋ ㅎㅇㅌ ㅎㅇㅎㅇ ㅊㅋㅊㅋ ㅂㅇㅂㅇ";

/// The words of a knowledge base by their initial consonants.
#[derive(Debug)]
pub(crate) struct Initials {
    /// Hash of the consonants, a word with them, and how far it leads; ordered by hash.
    words: Vec<(u64, String, Lead)>,
}

/// How a word compares with others that start alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// It is used much more than all others together.
    Clear,
    Slight,
}

/// So many times the uses of all others make a word clearly the one that is meant.
const CLEAR: u32 = 2;
/// A word that is used less is no likelier than one that the base does not have.
const FEWEST_USES: u32 = 3;
/// The most consonants that people type for one word.
const LONGEST: usize = 10;

impl Initials {
    pub(crate) fn new(speller: &Speller) -> Initials {
        // What has no ending is what people shorten: a noun. One may look as if it had, as 워킹홀리데이 does.
        let is_noun = |word: &str, uses: u32| uses >= speller.uses(korean::stem(word)) / 2;
        let nouns = speller
            .used()
            .filter(|(word, uses)| *uses >= FEWEST_USES && word.starts_with(is_hangul) && is_noun(word, *uses));
        let mut all: Vec<(u64, Reverse<u32>, &str)> = nouns
            .filter_map(|(word, uses)| {
                let consonants: String = word.chars().map(korean::initial).collect::<Option<_>>()?;
                let length = word.chars().count();
                (2..=LONGEST).contains(&length).then(|| (features::word(&consonants), Reverse(uses), word))
            })
            .collect();
        all.sort_unstable();
        let words = all.chunk_by(|a, b| a.0 == b.0).filter_map(|alike| {
            let (hash, Reverse(uses), word) = alike.first()?;
            let others: u32 = alike[1..].iter().map(|(_, Reverse(uses), _)| *uses).fold(0, u32::saturating_add);
            let lead = if *uses / CLEAR >= others { Lead::Clear } else { Lead::Slight };
            Some((*hash, (*word).to_owned(), lead))
        });
        Initials { words: words.collect() }
    }

    /// The word that a run of consonants stands for, with the particles that follow. Two consonants need a word that is
    /// clearly meant.
    pub(crate) fn word(&self, typed: &str) -> Option<String> {
        let end = typed.find(|char| !is_consonant(char)).unwrap_or(typed.len());
        let (consonants, particles) = typed.split_at(end);
        let length = consonants.chars().count();
        let laughter = consonants.chars().all(|char| matches!(char, 'ㅋ' | 'ㅎ') || consonants.starts_with(char));
        if length < 2 || laughter || SHORTHAND.split_whitespace().any(|own| own == consonants) {
            return None;
        }
        if !particles.is_empty() && !korean::is_particles(particles) {
            return None;
        }
        let hash = features::word(consonants);
        let at = self.words.binary_search_by_key(&hash, |(own, ..)| *own).ok()?;
        let (_, word, lead) = &self.words[at];
        (length > 2 || *lead == Lead::Clear).then(|| format!("{word}{particles}"))
    }
}

/// Whether `char` is a consonant standing alone.
pub(crate) fn is_consonant(char: char) -> bool {
    matches!(char, 'ㄱ'..='ㅎ')
}

#[cfg(test)]
mod tests {
    use super::super::spelling::Learner;
    use super::*;

    #[track_caller]
    fn check(typed: &str, meant: Option<&str>) {
        let mut learner = Learner::default();
        for (word, uses) in
            [("올림픽", 9), ("정상회담", 9), ("반도체", 9), ("협력", 30), ("활력", 4), ("정상", 5), ("조선", 4)]
        {
            learner.learn(word, uses);
        }
        assert_eq!(Initials::new(&learner.finish()).word(typed).as_deref(), meant, "{typed}");
    }

    #[test]
    fn consonants_stand_for_the_word_that_starts_its_syllables_with_them() {
        check("ㅇㄹㅍ", Some("올림픽"));
        check("ㅈㅅㅎㄷ에서", Some("정상회담에서"));
        check("ㅂㄷㅊ", Some("반도체"));
    }

    #[test]
    fn chat_shorthand_and_laughter_stay() {
        for typed in ["ㅋㅋㅋ", "ㅎㅎ", "ㅇㅇ", "ㄱㄱ", "ㄴㄴ", "ㅇㅋ", "ㄷㄷ", "ㅈㅅ", "ㄱㅅ", "ㅂㅂㅂ", "ㅇ", "ㅠㅠ"]
        {
            check(typed, None);
        }
    }
}

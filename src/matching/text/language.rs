//! The language of a question: Hangul is Korean; else English or Italian, by evidence.

use rustc_hash::FxHashMap;

use super::words::{Script, Word};
use super::{english, features, italian};
use crate::lang::Lang;

/// What tells English from Italian: function words, and how often the knowledge base uses a word in each.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Hash of a folded word -> how often it stands in English and in Italian texts.
    uses: FxHashMap<u64, [u32; 2]>,
}

impl Profile {
    /// Counts `uses` of a word in texts whose language is known.
    pub(crate) fn learn(&mut self, lang: Lang, word: &str, uses: u32) {
        let column = match lang {
            Lang::En => 0,
            Lang::It => 1,
            Lang::Ko => return,
        };
        self.uses.entry(features::word(word)).or_default()[column] += uses;
    }

    /// The language of `words`; `hint` breaks ties, and English is the last resort.
    ///
    /// A question may quote a word of another language: Korean needs at least as many Hangul words as there
    /// are function words of English or Italian ("what does 정 mean" is English, "MOU가 뭐야" Korean).
    pub(crate) fn detect(&self, words: &[Word], text: &str, hint: Option<Lang>) -> Lang {
        let hangul = words.iter().filter(|word| word.script == Script::Hangul).count();
        let [english, italian] = self.latin_evidence(words, text);
        if hangul > 0 {
            let function_words = words.iter().filter(|word| is_function_word(word)).count();
            if hangul >= function_words {
                return Lang::Ko;
            }
        }
        match hint {
            Some(hint) if (english - italian).abs() < CLEAR => hint,
            _ if italian - english > SLIGHT => Lang::It,
            _ => Lang::En,
        }
    }

    /// Evidence for English and for Italian.
    fn latin_evidence(&self, words: &[Word], text: &str) -> [f64; 2] {
        let mut evidence = [0.0, 0.0];
        for word in words.iter().filter(|word| word.script == Script::Latin) {
            // The Italian "ai" tells nothing: in all three languages people write so of AI.
            let function = if word.text == "ai" { [false; 2] } else { function_word(word) };
            let uses = self.uses.get(&features::word(&word.text)).copied().unwrap_or_default().map(f64::from);
            for (column, sum) in evidence.iter_mut().enumerate() {
                *sum += if function[column] && !function[1 - column] { FUNCTION_WORD } else { 0.0 };
                // A word that both languages use counts for the one that uses it more, in proportion.
                *sum += uses[column] / (uses[0] + uses[1] + 1.0);
            }
            if uses == [0.0, 0.0] {
                evidence[usize::from(looks_italian(&word.text))] += LOOKS;
            }
        }
        if text.chars().any(|char| matches!(char, 'à' | 'è' | 'é' | 'ì' | 'ò' | 'ù' | 'À' | 'È' | 'Ì' | 'Ò' | 'Ù'))
        {
            evidence[1] += 1.0;
        }
        evidence
    }
}

/// Whether a word has the form of an Italian one: a last vowel, and none of the letters that Italian lacks.
fn looks_italian(word: &str) -> bool {
    word.ends_with(['a', 'e', 'i', 'o']) && !word.contains(['j', 'k', 'w', 'x', 'y'])
}

/// How far the form of a word counts that no text of the knowledge base uses.
const LOOKS: f64 = 0.4;

/// By so little a name leads to Italian that its texts have a little more often.
const SLIGHT: f64 = 0.3;

/// By how much one language must lead for a hint not to count: more than a word that both use, less than a
/// function word.
const CLEAR: f64 = 0.9;

/// How far a function word of one language counts beside other words, which names make common to both.
const FUNCTION_WORD: f64 = 2.0;

/// Whether a word is a function word of English, and of Italian; an acronym is none.
fn function_word(word: &Word) -> [bool; 2] {
    [&english::FILLERS, &italian::FILLERS].map(|list| !word.acronym && list.contains(word.text.as_str()))
}

fn is_function_word(word: &Word) -> bool {
    word.script == Script::Latin && word.text.len() > 1 && function_word(word).contains(&true)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, hint: Option<Lang>, expected: Lang) {
        assert_eq!(Profile::default().detect(&words(text), text, hint), expected, "language of {text:?}");
    }

    #[test]
    fn hangul_is_korean_also_among_latin_words() {
        check("반도체 MOU가 뭐야?", None, Lang::Ko);
        check("2026-2030 액션플랜이 뭐죠", Some(Lang::En), Lang::Ko);
        check("what does 정 mean for them", None, Lang::En);
    }

    #[test]
    fn function_words_tell_english_from_italian() {
        check("how many did they sign", None, Lang::En);
        check("quanti ne hanno firmati", Some(Lang::En), Lang::It);
        check("perché", None, Lang::It);
    }

    #[test]
    fn acronyms_are_no_function_words() {
        check("AI cooperation plans", None, Lang::En);
        check("ai cooperation plans", None, Lang::En);
        check("agli USA o ai coreani", None, Lang::It);
    }

    #[test]
    fn a_hint_breaks_ties_and_english_is_the_last_resort() {
        check("MOU", Some(Lang::It), Lang::It);
        check("MOU", None, Lang::En);
        check("", Some(Lang::Ko), Lang::Ko);
    }

    #[test]
    fn a_name_alone_is_no_sign_of_the_language_that_has_it_more_often() {
        let mut profile = Profile::default();
        profile.learn(Lang::En, "hanji", 4);
        profile.learn(Lang::It, "hanji", 5);
        profile.learn(Lang::It, "carta", 5);
        let detect = |text: &str, hint| profile.detect(&words(text), text, hint);
        assert_eq!(detect("hanji", None), Lang::En);
        assert_eq!(detect("hanji", Some(Lang::It)), Lang::It);
        assert_eq!(detect("carta hanji", None), Lang::It);
    }
}

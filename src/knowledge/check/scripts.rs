//! Rules on scripts: what stands under a language is written in the letters of that language.

use once_cell::sync::Lazy;
use regex::Regex;

use super::draft::{DraftBase, PerLang, Word, questions};
use super::findings::Findings;
use super::languages::name;
use crate::knowledge::code::Code;
use crate::lang::Lang;

static HANGUL: Lazy<Regex> = Lazy::new(|| Regex::new(r"\p{Hangul}").expect("a test compiles it"));
static LETTER: Lazy<Regex> = Lazy::new(|| Regex::new(r"\p{L}").expect("a test compiles it"));
/// Two words, neither of which is Korean: one alone may be a name that has no other form, such as "K-pop".
static WORDS: Lazy<Regex> = Lazy::new(|| Regex::new(r"\p{L}\S*\s+\S*\p{L}").expect("a test compiles it"));

pub(super) fn check(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    for topic in &base.topics {
        texts(findings, "title", topic.title.as_ref());
        texts(findings, "description", topic.description.as_ref());
    }
    for entry in base.entries() {
        texts(findings, "answer", entry.answer.as_ref());
        texts(findings, "note", entry.note.as_ref());
        for event in &entry.events {
            texts(findings, "title", event.title.as_ref());
        }
        // People mix languages as they ask, and phrasings do as they do: only one that is all Korean is no English one.
        for (lang, _, word) in questions(entry.questions.as_ref()) {
            if lang != Lang::Ko && hangul_of_letters(word.value).is_some_and(|(hangul, letters)| hangul == letters) {
                misplaced(findings, "questions", lang, word);
            }
        }
    }
}

fn texts(findings: &mut Findings<'_>, key: &str, texts: Option<&PerLang<Word<'_>>>) {
    for (lang, word) in texts.into_iter().flat_map(|texts| &texts.values) {
        let is_other = match lang {
            Lang::Ko => !HANGUL.is_match(word.value) && WORDS.is_match(word.value),
            Lang::En | Lang::It => hangul_of_letters(word.value).is_some_and(|(hangul, letters)| hangul * 2 > letters),
        };
        if is_other {
            misplaced(findings, key, *lang, *word);
        }
    }
}

/// How many letters of a text are Hangul, and how many there are; none when no Hangul is in it, as is usual.
fn hangul_of_letters(text: &str) -> Option<(usize, usize)> {
    HANGUL.is_match(text).then(|| (HANGUL.find_iter(text).count(), LETTER.find_iter(text).count()))
}

fn misplaced(findings: &mut Findings<'_>, key: &str, lang: Lang, word: Word<'_>) {
    let name = name(lang);
    let message = format!("`{key}.{lang}` is not written in {name}");
    findings.add(Code::OtherLanguage, word.spot, message, format!("write it in {name}, or put it under its language"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        assert_eq!(hangul_of_letters("MOU, per favore"), None);
        assert_eq!(hangul_of_letters("MOU 3건"), Some((1, 4)));
        assert!(WORDS.is_match("Three memorandums") && !WORDS.is_match("K-pop") && !WORDS.is_match("MOU 2026"));
    }
}

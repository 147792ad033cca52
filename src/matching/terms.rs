//! Concepts: words and phrases that mean the same, within a language and across languages.

use rustc_hash::FxHashMap;

use super::analysis::stem;
use super::words::words;
use crate::knowledge::Term;
use crate::lang::Lang;

/// The concepts of a knowledge base, found in a text by the stems of their members.
///
/// A member counts in its own language; a name or an acronym (written with a capital) and Hangul count in
/// texts of any language, because people keep them when they switch.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// For each language of a text, by [`Lang::index`]: first stem of a member -> the members that start with it.
    by_first: [FxHashMap<String, Vec<Member>>; Lang::ALL.len()],
    /// For each concept, whether it is a name: a member is written with a capital.
    is_name: Vec<bool>,
}

#[derive(Debug, PartialEq, Eq)]
struct Member {
    rest: Vec<String>,
    concept: u32,
}

/// A concept named in a text: the words `start..end` name `concept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) concept: u32,
}

impl Terms {
    /// The concepts of `terms`.
    pub(crate) fn new(terms: &[Term]) -> Terms {
        let mut by_first: [FxHashMap<String, Vec<Member>>; Lang::ALL.len()] = Default::default();
        for (concept, term) in (0..).zip(terms) {
            for (own, text) in term.items() {
                let anywhere = own == Lang::Ko || text.chars().any(char::is_uppercase);
                for lang in Lang::ALL.into_iter().filter(|lang| *lang == own || anywhere) {
                    let mut stems = words(text).into_iter().map(|word| stem(&word, lang));
                    let Some(first) = stems.next() else { continue };
                    let member = Member { rest: stems.collect(), concept };
                    let members = by_first[lang.index()].entry(first).or_default();
                    if !members.contains(&member) {
                        members.push(member);
                    }
                }
            }
        }
        let is_name = |term: &Term| term.items().any(|(_, text)| text.chars().any(char::is_uppercase));
        Terms { by_first, is_name: terms.iter().map(is_name).collect() }
    }

    /// Whether a concept is a name of a person, body, place or event, rather than a common word.
    pub(crate) fn is_name(&self, concept: u32) -> bool {
        self.is_name.get(concept as usize).copied().unwrap_or_default()
    }

    /// The concepts named by consecutive `stems` of a text in `lang`; of members that start at one word the
    /// longest count. An empty stem names nothing.
    pub(crate) fn find(&self, stems: &[&str], lang: Lang) -> Vec<Named> {
        let mut found = Vec::new();
        for start in 0..stems.len() {
            let Some(members) = self.by_first[lang.index()].get(stems[start]) else { continue };
            let ends = |member: &Member| start + 1 + member.rest.len();
            let fits = |member: &&Member| {
                let end = ends(member);
                end <= stems.len() && member.rest.iter().zip(&stems[start + 1..end]).all(|(a, b)| a == b)
            };
            let longest = members.iter().filter(fits).map(ends).max();
            for member in members.iter().filter(fits).filter(|member| Some(ends(member)) == longest) {
                found.push(Named { start, end: ends(member), concept: member.concept });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Localized;

    fn terms() -> Terms {
        let list = |items: &[&str]| Some(items.iter().map(ToString::to_string).collect());
        Terms::new(&[
            Localized { en: list(&["AI", "artificial intelligence"]), it: list(&["IA"]), ko: list(&["인공지능"]) },
            Localized {
                en: list(&["MOU", "memorandum of understanding"]),
                it: list(&["memorandum d'intesa"]),
                ko: list(&["양해각서"]),
            },
            Localized { en: list(&["made"]), it: list(&["fatto"]), ko: None },
        ])
    }

    #[track_caller]
    fn check(text: &str, lang: Lang, expected: &[u32]) {
        let stems: Vec<String> = words(text).iter().map(|word| stem(word, lang)).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let found: Vec<u32> = terms().find(&stems, lang).iter().map(|named| named.concept).collect();
        assert_eq!(found, expected, "concepts in {text:?}");
    }

    #[test]
    fn a_phrase_in_any_language_names_its_concept() {
        check("which memorandums of understanding", Lang::En, &[1]);
        check("un memorandum d'intesa", Lang::It, &[1]);
        check("양해각서를 몇 건", Lang::Ko, &[1]);
    }

    #[test]
    fn names_and_acronyms_are_kept_when_people_switch_languages() {
        check("MOU가 뭐야", Lang::Ko, &[1]);
        check("quanti MOU", Lang::It, &[1]);
        check("what is 양해각서", Lang::En, &[1]);
    }

    #[test]
    fn a_common_word_of_another_language_names_nothing() {
        check("fatto", Lang::En, &[]);
        check("made", Lang::It, &[]);
    }
}

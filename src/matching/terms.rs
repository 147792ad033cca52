//! Concepts: words and phrases that mean the same, within a language and across languages.

use rustc_hash::FxHashMap;

use super::analysis::stem;
use super::words::words;
use crate::knowledge::Term;

/// The concepts of a knowledge base, found in a text by the stems of their members.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// First stem of a member -> the members that start with it, longest first.
    by_first: FxHashMap<String, Vec<Member>>,
}

#[derive(Debug)]
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
        let mut by_first: FxHashMap<String, Vec<Member>> = FxHashMap::default();
        for (concept, term) in (0..).zip(terms) {
            for (lang, text) in term.items() {
                let mut stems = words(text).into_iter().map(|word| stem(&word, lang));
                if let Some(first) = stems.next() {
                    let member = Member { rest: stems.collect(), concept };
                    by_first.entry(first).or_default().push(member);
                }
            }
        }
        for members in by_first.values_mut() {
            members.sort_by_key(|member| std::cmp::Reverse(member.rest.len()));
        }
        Terms { by_first }
    }

    /// The concepts named by consecutive `stems`; of members that start at one word the longest counts.
    pub(crate) fn find(&self, stems: &[&str]) -> Vec<Named> {
        let mut found = Vec::new();
        for start in 0..stems.len() {
            let Some(members) = self.by_first.get(stems[start]) else { continue };
            let mut longest = None;
            for member in members {
                let end = start + 1 + member.rest.len();
                let fits = end <= stems.len() && member.rest.iter().zip(&stems[start + 1..end]).all(|(a, b)| a == b);
                if fits && longest.is_none_or(|longest| longest == end) {
                    longest = Some(end);
                    let named = Named { start, end, concept: member.concept };
                    if !found.contains(&named) {
                        found.push(named);
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Localized};

    #[test]
    fn a_phrase_in_any_language_names_its_concept() {
        let mou = Localized {
            en: Some(vec!["MOU".to_owned(), "memorandum of understanding".to_owned()]),
            it: Some(vec!["memorandum d'intesa".to_owned()]),
            ko: Some(vec!["양해각서".to_owned()]),
        };
        let terms = Terms::new(&[Localized::default(), mou]);
        for (text, lang) in [
            ("which memorandums of understanding", Lang::En),
            ("un memorandum d'intesa", Lang::It),
            ("양해각서를 몇 건", Lang::Ko),
            ("MOU가 뭐야", Lang::Ko),
        ] {
            let stems: Vec<String> = words(text).iter().map(|word| stem(word, lang)).collect();
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            let found = terms.find(&stems);
            assert!(found.iter().any(|named| named.concept == 1), "{text}: {found:?}");
        }
    }
}

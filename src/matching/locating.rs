//! Where something is: "Italian firms in Korea" has the words of "Korean firms in Italy", and asks for something else.
//!
//! The names are told that say where: in Korean by the particle behind the name, in English and Italian by the word before it.
//! "To" says as often to whom as where to, so it tells nothing.

use super::terms::{Named, Terms};
use super::words::Word;
use crate::lang::Lang;

/// What stands before the name of where something is.
const BEFORE: [&[&str]; Lang::ALL.len()] = [&["in"], &["in", "nella"], &["in"]];
/// What stands behind it, as the end of its word or as a word.
const BEHIND: [&str; 6] = ["에", "에서", "에선", "에서는", "으로", "로"];
const WITHIN: [&str; 2] = ["내", "안"];

/// The names, by the numbers of their concepts, that say where something is.
pub(super) fn located(words: &[Word], named: &[Named], lang: Lang, terms: &Terms) -> Vec<u32> {
    let behind = |last: &str, next: Option<&str>| {
        BEHIND.iter().any(|particle| last.ends_with(particle)) || next.is_some_and(|next| WITHIN.contains(&next))
    };
    terms.marked(words, named, |word| BEFORE[lang.index()].contains(&word), behind)
}

#[cfg(test)]
mod tests {
    use super::super::analysis::analyse;
    use super::super::spelling::Speller;
    use super::super::words::words;
    use super::*;
    use crate::lang::Localized;

    /// The concepts that say where: 0 is Korea, 1 is Italy.
    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[u32]) {
        let list = |items: &[&str]| Some(items.iter().map(|item| (*item).to_owned()).collect());
        let terms = Terms::new(&[
            Localized { en: list(&["South Korea", "Korean"]), it: list(&["Corea", "coreano"]), ko: list(&["한국"]) },
            Localized {
                en: list(&["Italy", "Italian"]), it: list(&["Italia", "italiano"]), ko: list(&["이탈리아"])
            },
        ]);
        let analysis = analyse(&words(text), lang, &terms, &Speller::default(), |_, _| false);
        assert_eq!(analysis.located, expected, "where in {text:?}");
    }

    #[test]
    fn where_something_is_is_told_from_whose_it_is() {
        check(Lang::En, "how many Italian firms are there in South Korea", &[0]);
        check(Lang::En, "Korean students in Italy", &[1]);
        check(Lang::It, "quante imprese italiane in Corea", &[0]);
        check(Lang::It, "le imprese coreane in Italia", &[1]);
        check(Lang::Ko, "이탈리아에 있는 한국 기업", &[1]);
        check(Lang::Ko, "한국에서 공부하는 이탈리아 학생", &[0]);
        check(Lang::Ko, "한국 내 이탈리아 기업", &[0]);
    }

    #[test]
    fn who_gets_something_is_nowhere() {
        check(Lang::En, "what did Korea give to Italy", &[]);
        check(Lang::It, "cosa ha dato la Corea all'Italia", &[]);
        check(Lang::Ko, "한국이 이탈리아에게 준 선물", &[]);
    }
}

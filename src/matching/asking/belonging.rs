//! Whose something is: "Korean students" are others than "Italian students", and not asked for by the same question.
//!
//! The word is told that a name stands beside as an attribute: in English and Korean the one behind the name (Italian
//! students, 이탈리아 학생), in Italian the one before it (studenti italiani).

use smallvec::SmallVec;

use super::terms::{Named, Terms};
use crate::lang::Lang;
use crate::matching::text::korean;
use crate::matching::text::words::{Script, Word};

/// Words, as [`Terms::named`] tells them, each with the concept whose name is its attribute.
pub(crate) type Belongings = SmallVec<[(u64, u32); 2]>;

/// What joins two names, of which neither is then an attribute by itself.
const AND: [&str; 4] = ["and", "e", "ed", "및"];

/// The words beside which names stand as attributes. `told` has each word as [`Terms::named`] tells it, `is_filler` tells by
/// its number whether one says nothing by itself.
pub(crate) fn belongings(
    words: &[Word],
    told: &[u64],
    named: &[Named],
    is_filler: impl Fn(usize) -> bool,
    lang: Lang,
    terms: &Terms,
) -> Belongings {
    let names = || named.iter().filter(|named| terms.is_name(named.concept));
    let last = |name: &Named| &words[name.end - 1];
    // A name with a particle is no attribute, unless that says so.
    let is_bare = |name: &Named| {
        let last = last(name);
        last.script != Script::Hangul || Terms::named(last.text.trim_end_matches('의')) == told[name.end - 1]
    };
    let are_joined = |one: &Named, other: &Named| {
        let and = words.get(one.end).is_some_and(|word| AND.contains(&word.text.as_str()));
        (one.end == other.start && (is_bare(one) || korean::joins(&last(one).text)))
            || (one.end + 1 == other.start && and)
    };
    let is_alone = |name: &&Named| {
        names().all(|other| other.concept == name.concept || !(are_joined(name, other) || are_joined(other, name)))
    };
    let beside = |name: &Named| match (last(name).script, lang) {
        (Script::Latin, Lang::It) => name.start.checked_sub(1),
        _ => Some(name.end),
    };
    let is_told = |at: &usize| {
        let says_something = |word: &Word| word.script != Script::Number && !is_filler(*at);
        // Of two that are spoken of, none is the only one.
        let is_only = || told.iter().filter(|word| **word == told[*at]).nth(1).is_none();
        words.get(*at).is_some_and(says_something) && is_only()
    };
    let belonging = |name: &Named| Some((told[beside(name).filter(is_told)?], name.concept));
    names().filter(|name| is_bare(name)).filter(is_alone).filter_map(belonging).collect()
}

#[cfg(test)]
mod tests {
    use super::super::analysis::analyse;
    use super::*;
    use crate::lang::Localized;
    use crate::matching::text::words::words;
    use crate::matching::typed::spelling::Speller;

    /// The stems beside names, each with its concept: 0 is Korea, 1 is Italy.
    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[(&str, u32)]) {
        let list = |items: &[&str]| Some(items.iter().map(|item| (*item).to_owned()).collect());
        let terms = Terms::new(&[
            Localized {
                en: list(&["Korea", "Korean"]),
                it: list(&["Corea", "coreano", "coreana"]),
                ko: list(&["한국"]),
            },
            Localized { en: list(&["Italy", "Italian"]), it: list(&["Italia"]), ko: list(&["이탈리아"]) },
        ]);
        let analysis = analyse(&words(text), lang, &terms, &Speller::default(), |_, _| false);
        let expected: Vec<(u64, u32)> = expected.iter().map(|(stem, name)| (Terms::named(stem), *name)).collect();
        assert_eq!(analysis.belongings.as_slice(), expected, "whose in {text:?}");
    }

    #[test]
    fn an_attribute_tells_whose_something_is() {
        check(Lang::En, "how many Italian firms are there in South Korea", &[("firm", 1)]);
        check(Lang::En, "what did Korea House cost", &[("hous", 0)]);
        check(Lang::It, "quanti studenti coreani ci sono in Italia", &[("student", 0)]);
        check(Lang::It, "chi ha visitato Casa Italia", &[("cas", 1)]);
        check(Lang::Ko, "이탈리아에 있는 한국 기업", &[("기업", 0)]);
        check(Lang::Ko, "이탈리아의 종이로 복원한 작품", &[("종이", 1)]);
    }

    #[test]
    fn what_is_of_both_is_nobodys() {
        check(Lang::En, "the Korean and Italian parliaments", &[]);
        check(Lang::En, "the Korea-Italy dialogue", &[]);
        check(Lang::It, "i parlamenti italiano e coreano", &[]);
        check(Lang::En, "the Italian police with the Korean police", &[]);
        check(Lang::Ko, "한국과 이탈리아 정상회담", &[]);
        check(Lang::Ko, "한국·이탈리아 전략대화", &[]);
    }

    #[test]
    fn fillers_and_numbers_are_nobodys() {
        check(Lang::En, "what did Italy do", &[]);
        check(Lang::It, "quando l'Italia ha firmato", &[]);
    }
}

//! Who is given something: "what did Lee give Meloni" has the same words as "what did Meloni give Lee", and asks for
//! something else.
//!
//! Where a text speaks of giving, the names are told to which something goes: in Korean by the particle behind the name or the
//! noun that it stands before, in English and Italian by the word before it, or before the one that stands between.

use super::kinds::{Asks, GIVING};
use super::terms::{Named, Terms};
use crate::lang::Lang;
use crate::matching::text::korean;
use crate::matching::text::words::{Script, Word};

/// What stands before the one who is given something; a verb of giving may, too: "give Meloni".
const BEFORE: [&[&str]; Lang::ALL.len()] =
    [&["to", "for"], &["a", "ad", "al", "alla", "all", "ai", "agli", "alle"], &["to", "for"]];
const VERBS: &[&str] =
    &["give", "gives", "gave", "giving", "send", "sent", "hand", "handed", "offer", "offered", "bring", "brought"];
/// Whether a word may stand between that and the name: to young Koreans, ai ragazzi coreani.
fn may_stand_between(word: &str) -> bool {
    word == "the" || (word.len() > 3 && !word.ends_with("ing"))
}

/// What stands behind the one who is given something.
const BEHIND: [&str; 3] = ["에게", "한테", "께"];

/// The names, by the numbers of their concepts, of those to whom a text that asks in these ways says that something is
/// given.
pub(crate) fn recipients(words: &[Word], asks: Asks, named: &[Named], lang: Lang, terms: &Terms) -> Vec<u32> {
    if asks & GIVING == 0 {
        return Vec::new();
    }
    let before = |word: &str| BEFORE[lang.index()].contains(&word) || (lang != Lang::It && VERBS.contains(&word));
    let is_given = |word: &str| BEHIND.iter().any(|particle| word.ends_with(particle));
    let is_marked = |name: &&Named| {
        let last = &words[name.end - 1];
        if last.script == Script::Hangul {
            // 한국 청년에게: the name is bare.
            let behind =
                || words.get(name.end).is_some_and(|next| next.script == Script::Hangul && is_given(&next.text));
            return is_given(&last.text) || (last.text == korean::stem(&last.text) && behind());
        }
        let at = |back: usize| name.start.checked_sub(back).map_or("", |at| words[at].text.as_str());
        // "To Italians. Koreans may work there" gives Koreans nothing.
        let is_name = |at: usize| {
            named.iter().any(|other| terms.is_name(other.concept) && (other.start..other.end).contains(&at))
        };
        let is_between = name.start > 0 && may_stand_between(at(1)) && !is_name(name.start - 1);
        before(at(1)) || (is_between && before(at(2)))
    };
    let names = named.iter().filter(|named| terms.is_name(named.concept));
    names.filter(is_marked).map(|named| named.concept).collect()
}

#[cfg(test)]
mod tests {
    use super::super::analysis::analyse;
    use super::*;
    use crate::lang::Localized;
    use crate::matching::text::words::words;
    use crate::matching::typed::spelling::Speller;

    /// The concepts of those who are given something: 0 is Meloni, 1 is Lee.
    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[u32]) {
        let list = |item: &str| Some([item.to_owned()].into_iter().collect());
        let name = |latin: &str, hangul: &str| Localized { en: list(latin), it: list(latin), ko: list(hangul) };
        let terms = Terms::new(&[name("Meloni", "멜로니"), name("Lee", "이재명")]);
        let analysis = analyse(&words(text), lang, &terms, &Speller::default(), |_, _| false);
        assert_eq!(analysis.recipients, expected, "given something in {text:?}");
    }

    #[test]
    fn the_one_who_is_given_something_is_told_from_the_giver() {
        check(Lang::En, "what did Lee give Meloni", &[0]);
        check(Lang::En, "what did Meloni give to Lee", &[1]);
        check(Lang::En, "which present did Lee bring for Meloni", &[0]);
        check(Lang::It, "cosa ha regalato Meloni a Lee", &[1]);
        check(Lang::It, "il dono di Lee alla Meloni", &[0]);
        check(Lang::It, "quanti visti rilascia Lee ai ragazzi Meloni", &[0]);
        check(Lang::En, "how many visas does Lee issue to young Meloni", &[0]);
        check(Lang::En, "Lee may issue visas to Lee. Meloni may work", &[1]);
        check(Lang::Ko, "이재명이 멜로니 청년에게 준 비자", &[0]);
        check(Lang::Ko, "이재명이 멜로니에게 준 선물", &[0]);
        check(Lang::Ko, "멜로니가 이재명한테 뭘 선물했어", &[1]);
    }

    #[test]
    fn where_nothing_is_given_nobody_gets_it() {
        check(Lang::En, "what did Meloni say to Lee", &[]);
        check(Lang::It, "cosa ha detto Meloni a Lee", &[]);
        check(Lang::En, "who gave a present", &[]);
    }
}

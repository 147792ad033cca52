//! Puts the mistyped words of a text right, by what stands beside them.

use super::analysis::{stem, stem_of};
use super::spelling::Speller;
use super::words::{Script, Word};
use crate::lang::Lang;

/// The words of a text in `lang` as they were meant. Those for which `is_right` holds are left alone; `is_pair` tells whether
/// two stems stand side by side in the knowledge base.
pub(super) fn put_right(
    words: &[Word],
    lang: Lang,
    speller: &Speller,
    is_right: impl Fn(&Word) -> bool,
    is_pair: impl Fn(&str, &str) -> bool,
) -> Vec<Word> {
    let is_known =
        |word: &Word| word.script == Script::Number || speller.knows(&word.text) || speller.knows(&stem(word, lang));
    let mut meant = words.to_vec();
    let slips: Vec<usize> = (0..words.len()).filter(|at| !is_right(&words[*at]) && !is_known(&words[*at])).collect();
    for &at in &slips {
        let before = at.checked_sub(1).map(|before| stem(&meant[before], lang));
        // Where two slips stand side by side, the second may be clear by itself.
        let alone = || speller.correct_stem(&words[at + 1].text, |_| 0).map(|(right, _)| right);
        let after = if slips.contains(&(at + 1)) { alone() } else { None };
        let after = words.get(at + 1).map(|word| match after {
            Some(right) => stem_of(right, word.script, lang),
            None => stem(word, lang),
        });
        let beside = |text: &str| {
            let own = stem_of(text, words[at].script, lang);
            let pairs = [
                before.as_ref().is_some_and(|before| is_pair(before, &own)),
                after.as_ref().is_some_and(|after| is_pair(&own, after)),
            ];
            pairs.into_iter().map(usize::from).sum()
        };
        if let Some((right, _)) = speller.correct_stem(&words[at].text, beside) {
            meant[at].text = right.into();
        }
    }
    meant
}

//! Puts the mistyped words of a text right: each alone first, then by what stands beside it.

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
    // Where two slips stand side by side, one of them may be clear by itself.
    for at in &slips {
        if let Some((right, _)) = speller.correct_stem(&words[*at].text, |_| 0) {
            right.clone_into(&mut meant[*at].text);
        }
    }
    for at in slips {
        let neighbour = |at: usize| meant.get(at).map(|word| stem(word, lang));
        let (before, after) = (at.checked_sub(1).and_then(neighbour), neighbour(at + 1));
        let beside = |text: &str| {
            let own = stem_of(text, words[at].script, lang);
            let pairs = [
                before.as_ref().is_some_and(|before| is_pair(before, &own)),
                after.as_ref().is_some_and(|after| is_pair(&own, after)),
            ];
            pairs.into_iter().map(usize::from).sum()
        };
        if let Some((right, _)) = speller.correct_stem(&words[at].text, beside) {
            right.clone_into(&mut meant[at].text);
        }
    }
    meant
}

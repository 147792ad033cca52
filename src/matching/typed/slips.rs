//! Puts the mistyped words of a text right, by what stands beside them.

use compact_str::CompactString;

use super::spelling::Speller;
use crate::lang::Lang;
use crate::matching::text::places::is_name;
use crate::matching::text::stems::is_filler;
use crate::matching::text::words::{Script, Word};
use crate::matching::vectors::meanings;

/// The words of a text in `lang` as they were meant, given the stem of each, which become those of what was meant. Words for
/// which `is_right` holds are left alone; `is_pair` tells whether two stems stand side by side in the knowledge base.
pub(crate) fn put_right(
    words: &[Word],
    stems: &mut [CompactString],
    lang: Lang,
    speller: &Speller,
    is_right: impl Fn(&Word) -> bool,
    is_pair: impl Fn(&str, &str) -> bool,
) -> Vec<Word> {
    let is_known = |word: &Word, stem: &str| {
        word.script == Script::Number || speller.knows(&word.text) || (*word.text != *stem && speller.knows(stem))
    };
    let mut meant = words.to_vec();
    // A Korean word is told by few keys from many others: 한자 is no slip for 한지.
    let is_korean = |word: &Word| word.script == Script::Hangul && meanings::knows(&word.text);
    let is_slip = |at: &usize| !is_korean(&words[*at]) && !is_right(&words[*at]) && !is_known(&words[*at], &stems[*at]);
    let slips: Vec<usize> = (0..words.len()).filter(is_slip).collect();
    for &at in &slips {
        let script = words[at].script;
        // Italian function words stand beside all others, and tell of none that is a word itself, but where that is a place.
        let is_word = lang == Lang::It && meanings::knows(&words[at].text);
        // Where two slips stand side by side, the second may be clear by itself.
        let alone = || speller.correct_stem(&words[at + 1].text, |_| 0).map(|(right, _)| right);
        let after = if slips.contains(&(at + 1)) { alone() } else { None };
        let after = after.map(|right| speller.stem(right, words[at + 1].script, lang));
        let tells = |beside: usize| words.get(beside).is_some_and(|word| !is_filler(word, lang, true));
        let [tells_before, tells_after] = [at.wrapping_sub(1), at + 1].map(tells);
        let before = at.checked_sub(1).map(|before| stems[before].as_str());
        let after = after.as_deref().or_else(|| stems.get(at + 1).map(CompactString::as_str));
        let beside = |text: &str| {
            let own = speller.stem(text, script, lang);
            let counts = |tells: bool| tells || !is_word || is_name(text);
            let pairs = [
                counts(tells_before) && before.is_some_and(|before| is_pair(before, &own)),
                counts(tells_after) && after.is_some_and(|after| is_pair(&own, after)),
            ];
            pairs.into_iter().map(usize::from).sum()
        };
        if let Some((right, ending)) = speller.correct_stem(&words[at].text, beside) {
            // The ending tells to whom something goes, and whether it is put aside.
            meant[at].text = [right, ending].concat().into();
            stems[at] = speller.stem(right, script, lang);
        }
    }
    meant
}

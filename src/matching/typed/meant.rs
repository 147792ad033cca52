//! A question as it was meant: what is no word of the knowledge base may be one when it is read another way.
//!
//! Typed on the wrong keyboard, by initial consonants, without spaces or with too many, or as a name in another
//! spelling: a reading counts only where the base has what comes out and does not have what was typed. It is the text
//! that is written anew, before its language is told, so that all that follows sees what was meant.

use std::ops::Range;
use std::sync::OnceLock;

use compact_str::CompactString;
use smallvec::SmallVec;

use super::initials::{Initials, is_consonant};
use super::romanised::{Names, key_of_word};
use super::spelling::Speller;
use super::{keyboard, spacing};
use crate::knowledge::Term;
use crate::matching::text::words::{Script, Word, is_hangul, is_letter, normal, words};
use crate::matching::text::{english, italian, korean};
use crate::matching::vectors::meanings;

/// What other readings need of a knowledge base.
#[derive(Debug)]
pub(crate) struct Readings {
    names: Names,
    /// Made when a question first has consonants alone: few ever do.
    initials: OnceLock<Initials>,
}

impl Readings {
    pub(crate) fn new(terms: &[Term]) -> Readings {
        Readings { names: Names::new(terms), initials: OnceLock::new() }
    }

    /// `text`, whose words are `words`, as it was meant; none where it was meant as it stands.
    pub(crate) fn meant(&self, text: &str, words: &[Word], speller: &Speller) -> Option<String> {
        let plain = |pair: &[Word]| {
            let hangul = pair[1].script == Script::Hangul;
            !is_torn(pair)
                && !is_acronym_before(&pair[0].text, hangul)
                && !is_acronym_after(&pair[0].text, &pair[1].text)
        };
        let known = |word: &Word| knows(word, speller) && !self.names.has_part(&word.text);
        if words.iter().all(known) && words.windows(2).all(plain) {
            return None;
        }
        let text: String = normal(text).into_iter().collect();
        let mut runs = runs(&text, speller);
        retype(&mut runs, speller);
        capitalise(&text, &mut runs);
        self.spell_out(&mut runs, speller);
        compose(&mut runs, speller);
        self.name(&text, &mut runs);
        put_together(&text, &mut runs, speller);
        for run in &mut runs {
            if run.meant.is_none() && run.is_unknown() {
                let apart = spacing::apart(&run.folded, speller);
                // A slip of the finger is likelier than a space left out.
                run.meant = apart.filter(|_| speller.correct_alone(&run.folded).is_none());
            }
        }
        written(&text, &runs)
    }

    /// Writes out initial consonants.
    fn spell_out(&self, runs: &mut [Run<'_>], speller: &Speller) {
        for run in runs.iter_mut().filter(|run| run.meant.is_none() && run.text.starts_with(is_consonant)) {
            let initials = self.initials.get_or_init(|| Initials::new(speller));
            run.meant = initials.word(run.text);
        }
    }

    /// Writes names as the base does, where they are written in none of its ways.
    fn name(&self, text: &str, runs: &mut [Run<'_>]) {
        // One word at least that is strange to the base, or a given name that it knows.
        let strange = |run: &Run<'_>| !run.hangul && (!run.in_base || self.names.has_part(&run.folded));
        let is_latin = |run: &Run<'_>| !run.hangul && run.meant.is_none();
        let key = |run: &Run<'_>| if is_latin(run) { key_of_word(&run.folded) } else { None };
        if !runs.iter().any(strange) {
            return;
        }
        let keys: Vec<Option<CompactString>> = runs.iter().map(key).collect();
        let strange: Vec<bool> = runs.iter().zip(&keys).map(|(run, key)| strange(run) && key.is_some()).collect();
        let mut at = 0;
        while at < runs.len() {
            // The longest that is a name, and what to write for it.
            let named = (1..=MOST_NAMES.min(runs.len() - at)).rev().find_map(|length| {
                let span = &runs[at..at + length];
                let joined = || span.windows(2).all(|pair| matches!(between(text, pair), " " | "-" | "'" | "’"));
                if !strange[at..at + length].contains(&true) || !joined() {
                    return None;
                }
                let keys: Parts<'_> = keys[at..at + length].iter().map(Option::as_deref).collect::<Option<_>>()?;
                let words: Parts<'_> = span.iter().map(|run| run.folded.as_str()).collect();
                if self.names.has_form(&words) {
                    return Some((length, None));
                }
                let whole = length > 1 || span[0].is_unknown();
                self.names.name(&keys).filter(|_| whole).map(|name| (length, Some(name)))
            });
            if let Some((length, Some(name))) = named {
                replace(&mut runs[at..at + length], name.to_owned());
            }
            at += named.map_or(1, |(length, _)| length);
        }
    }
}

/// The most parts that a name is written in: a surname, two syllables, and one more for an apostrophe.
const MOST_NAMES: usize = 4;
/// Those of one name.
type Parts<'a> = SmallVec<[&'a str; MOST_NAMES]>;

/// A run of letters of one kind.
#[derive(Debug)]
struct Run<'t> {
    range: Range<usize>,
    text: &'t str,
    /// As words are compared.
    folded: CompactString,
    hangul: bool,
    /// Whether the base has it, or it says nothing.
    in_base: bool,
    /// What it was meant to be; nothing where it is part of what the run before was meant to be.
    meant: Option<String>,
}

impl Run<'_> {
    fn new<'t>(text: &'t str, range: Range<usize>, hangul: bool, speller: &Speller) -> Run<'t> {
        let own = &text[range.clone()];
        let folded: CompactString = match own {
            _ if hangul => own.into(),
            _ if own.is_ascii() => CompactString::from(own).to_ascii_lowercase(),
            _ => words(own).iter().map(|word| word.text.as_str()).collect(),
        };
        let known_hangul = || speller.knows(korean::stem(&folded)) || korean::is_filler(&folded);
        let in_base = speller.knows(&folded) || (hangul && known_hangul());
        Run { range, text: own, folded, hangul, in_base, meant: None }
    }

    /// What its keys type on the other layout.
    fn retyped(&self) -> Option<String> {
        if self.hangul { Some(keyboard::as_latin(self.text)) } else { keyboard::as_hangul(self.text) }
    }

    /// Whether it is no word that people use, as far as is known.
    fn is_unknown(&self) -> bool {
        let knows = || meanings::knows(&self.folded) || (self.hangul && meanings::knows(korean::stem(&self.folded)));
        !self.in_base && !knows()
    }
}

/// Whether the base has a word, or it says nothing.
fn knows(word: &Word, speller: &Speller) -> bool {
    match word.script {
        Script::Number => true,
        Script::Latin => speller.knows(&word.text),
        Script::Hangul => {
            speller.knows(&word.text) || speller.knows(korean::stem(&word.text)) || korean::is_particles(&word.text)
        }
    }
}

/// Whether two words may be the torn parts of one: single syllables, which as a rule do not stand alone.
fn is_torn(pair: &[Word]) -> bool {
    pair.iter().all(|word| word.script == Script::Hangul && word.text.chars().nth(1).is_none())
}

/// Whether a function word is none before Hangul: "it 산업" is on information technology.
fn is_acronym_before(word: &str, hangul: bool) -> bool {
    hangul && matches!(word, "it" | "un" | "us")
}

/// Whether "ai" is no function word: none follows an article that lost its vowel (sull'ai), or another preposition (di ai).
fn is_acronym_after(first: &str, word: &str) -> bool {
    word == "ai" && (italian::ELIDED.contains(&first) || PREPOSITIONS.contains(&first))
}

/// Italian words of which none stands before "to the".
const PREPOSITIONS: [&str; 14] =
    ["di", "su", "con", "per", "tra", "fra", "in", "della", "sulla", "dalla", "nella", "la", "una", "sul"];

/// Writes acronyms in capitals that look like function words in small letters.
fn capitalise(text: &str, runs: &mut [Run<'_>]) {
    for at in 0..runs.len().saturating_sub(1) {
        let pair = &runs[at..at + 2];
        let joined = matches!(between(text, pair), "'" | "’" | " ");
        let after = joined && is_acronym_after(&pair[0].folded, &pair[1].folded);
        let acronym = if after { Some(at + 1) } else { None };
        let acronym = acronym.or(is_acronym_before(&pair[0].folded, pair[1].hangul).then_some(at));
        if let Some(at) = acronym.filter(|at| runs[*at].meant.is_none()) {
            runs[at].meant = Some(runs[at].folded.to_uppercase().into());
        }
    }
}

/// The runs of letters in a text.
fn runs<'t>(text: &'t str, speller: &Speller) -> Vec<Run<'t>> {
    let kind = |char: char| if is_hangul(char) { Some(true) } else { char.is_alphanumeric().then_some(false) };
    let mut runs: Vec<Run<'t>> = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().map(|(at, char)| (at, kind(char))).chain([(text.len(), None)]);
    let mut last = None;
    for (at, kind) in ends {
        if kind != last {
            if let Some(hangul) = last {
                runs.push(Run::new(text, start..at, hangul, speller));
            }
            (start, last) = (at, kind);
        }
    }
    runs
}

/// What stands between two runs.
fn between<'t>(text: &'t str, pair: &[Run<'_>]) -> &'t str {
    &text[pair[0].range.end..pair[1].range.start]
}

/// Lets runs, taken together, mean `text`.
fn replace(runs: &mut [Run<'_>], text: String) {
    let mut meant = Some(text);
    for run in runs {
        run.meant = Some(meant.take().unwrap_or_default());
    }
}

/// Reads what was typed on the wrong keyboard. One word that the base has then, and no one has as it was typed, shows
/// that the keyboard was wrong; the rest of the text follows as far as it says nothing as it stands.
fn retype(runs: &mut [Run<'_>], speller: &Speller) {
    let shows = |run: &Run<'_>| {
        let long = run.text.chars().nth(1).is_some();
        long && is_noise(run)
            && run
                .retyped()
                .is_some_and(|other| if run.hangul { has_latin(&other, speller) } else { has_korean(&other, speller) })
    };
    for hangul in [false, true] {
        if !runs.iter().any(|run| run.hangul == hangul && shows(run)) {
            continue;
        }
        for run in runs.iter_mut().filter(|run| run.hangul == hangul) {
            // Korean words have no vowels alone, but single syllables and consonants stand for many words.
            let clear = !hangul || run.text.contains(is_vowel);
            let short = hangul && (run.text.chars().nth(1).is_none() || run.text.chars().all(is_consonant));
            if is_noise(run) || short {
                run.meant = run.retyped().filter(|other| clear || is_latin_word(other, speller));
            }
        }
    }
}

/// Whether a run says nothing as it stands: no word, and in Hangul no laughter.
fn is_noise(run: &Run<'_>) -> bool {
    run.is_unknown() && !(run.hangul && run.text.chars().all(|char| is_consonant(char) || "ㅠㅜㅡ".contains(char)))
}

/// Whether a Latin word tells that it was meant: one of the base's, not too short to come about by chance.
fn has_latin(word: &str, speller: &Speller) -> bool {
    word.len() > 2 && speller.uses(word) > 0
}

/// Whether `char` is a vowel standing alone.
fn is_vowel(char: char) -> bool {
    matches!(char, 'ㅏ'..='ㅣ')
}

fn is_latin_word(word: &str, speller: &Speller) -> bool {
    speller.knows(word) || meanings::knows(word)
}

/// Whether Korean words tell that they were meant.
fn has_korean(word: &str, speller: &Speller) -> bool {
    let long = |text: &str| text.chars().nth(1).is_some();
    let stem = korean::stem(word);
    long(word)
        && (speller.uses(word) > 0
            || (long(stem) && speller.uses(stem) > 0)
            || korean::is_filler(word)
            || spacing::apart(word, speller).is_some())
}

/// Reads syllables that a slip of the finger left in letters: ㄱ여울 for 겨울. What was typed is compared key by key.
fn compose(runs: &mut [Run<'_>], speller: &Speller) {
    for run in runs.iter_mut().filter(|run| run.hangul && run.meant.is_none()) {
        let laughter = run.text.trim_end_matches(LAUGHTER);
        let text = if run.text[laughter.len()..].chars().nth(1).is_some() { laughter } else { run.text };
        if text.contains(is_letter) && !text.chars().all(is_letter) {
            run.meant = speller.correct_stem(text, |_| 0).map(|(right, ending)| format!("{right}{ending}"));
        }
    }
}

/// Letters that people type in a row, at the end of a word, to laugh or weep.
const LAUGHTER: [char; 5] = ['ㅋ', 'ㅎ', 'ㅠ', 'ㅜ', 'ㅡ'];

/// Puts together what was torn apart: syllables that stand alone, and two parts of a word.
fn put_together(text: &str, runs: &mut [Run<'_>], speller: &Speller) {
    let mut at = 0;
    while at < runs.len() {
        let is_syllable = |run: &Run<'_>| run.hangul && run.text.chars().nth(1).is_none() && run.meant.is_none();
        let spaced = |pair: &[Run<'_>]| between(text, pair) == " ";
        let mut end = at + 1;
        while end < runs.len() && is_syllable(&runs[end - 1]) && is_syllable(&runs[end]) && spaced(&runs[end - 1..=end])
        {
            end += 1;
        }
        if end - at > 1 {
            let whole: String = runs[at..end].iter().map(|run| run.text).collect();
            // Several that stand alone by right do so: 몇 년 몇 월.
            let torn = runs[at..end].iter().any(|run| !run.in_base);
            let meant = if speller.uses(&whole) > 0 { Some(whole) } else { spacing::apart(&whole, speller) };
            if let Some(meant) = meant.filter(|_| torn) {
                replace(&mut runs[at..end], meant);
            }
        } else if let Some(pair) = runs.get_mut(at..at + 2) {
            let free = pair.iter().all(|run| run.meant.is_none()) && pair[0].hangul == pair[1].hangul;
            // A hyphen after a short prefix joins anyway.
            let hyphen = between(text, pair) == "-" && pair[0].text.chars().nth(2).is_some();
            let parts = (hyphen || between(text, pair) == " ")
                && pair.iter().any(|run| !run.in_base)
                && !pair.iter().any(is_function_word);
            let whole = if free && parts { spacing::together(&pair[0].folded, &pair[1].folded, speller) } else { None };
            if let Some(whole) = whole {
                replace(pair, whole);
                end += 1;
            }
        }
        at = end;
    }
}

/// Whether a run is a function word of English or Italian, which is no part of another word.
fn is_function_word(run: &Run<'_>) -> bool {
    let text = run.folded.as_str();
    text != "co" && (english::FILLERS.contains(text) || italian::FILLERS.contains(text))
}

/// `text` with what its runs mean in their places; none where no run means anything else.
fn written(text: &str, runs: &[Run<'_>]) -> Option<String> {
    if runs.iter().all(|run| run.meant.is_none()) {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut last = 0;
    for run in runs {
        match &run.meant {
            // What stands between the parts of one word goes, too.
            Some(meant) if meant.is_empty() => {}
            Some(meant) => {
                out.push_str(&text[last..run.range.start]);
                out.push_str(meant);
            }
            None => out.push_str(&text[last..run.range.end]),
        }
        last = run.range.end;
    }
    out.push_str(&text[last..]);
    Some(out)
}

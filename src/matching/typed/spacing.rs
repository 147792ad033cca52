//! Spaces that are missing (`한국이탈리아정상회담`, `memorandumofunderstanding`) or too many (`정상 회담`, `semi conductors`).
//!
//! A run-together text is cut where the words are likeliest: the sum of their information is least (dynamic programming
//! over the places to cut, as in Norvig, "Natural Language Corpus Data", 2009). All of it must be words that the
//! knowledge base has.

use super::spelling::Speller;
use crate::matching::text::words::is_hangul;
use crate::matching::text::{english, italian, korean, places};

/// The longest run that people type for several words, in characters.
const LONGEST: usize = 48;
/// The longest word that it is cut into.
const LONGEST_WORD: usize = 24;
/// The longest Korean word with its endings.
const LONGEST_KOREAN: usize = 10;
/// The shortest run of each script that may be several words.
const SHORTEST_LATIN: usize = 7;
const SHORTEST_KOREAN: usize = 4;

/// What a word costs beside its information, so that few long words are likelier than many short ones.
const PER_WORD: f32 = 4.0;
/// The information of a filler, which the base may use or not.
const FILLER: f32 = 7.0;
/// The more for one syllable alone, which is most often the part of another word.
const SYLLABLE: f32 = 4.0;
/// So many uses make up a base, up to a factor that changes nothing.
const ALL_USES: f32 = 200_000.0;

/// The words that `run` is made of, with spaces between them; none where it is not all words, or one only.
pub(crate) fn apart(run: &str, speller: &Speller) -> Option<String> {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let length = ends.len() - 1;
    let hangul = run.starts_with(is_hangul);
    let (shortest, longest) = if hangul { (SHORTEST_KOREAN, LONGEST_KOREAN) } else { (SHORTEST_LATIN, LONGEST_WORD) };
    if !(shortest..=LONGEST).contains(&length) {
        return None;
    }
    // For each place: the least that the text before it costs, and where its last word starts.
    let mut best: Vec<Option<(f32, usize)>> = vec![None; length + 1];
    best[0] = Some((0.0, 0));
    for end in 1..=length {
        for start in end.saturating_sub(longest)..end {
            let Some((before, _)) = best[start] else { continue };
            let [word, rest] = [&run[ends[start]..ends[end]], &run[ends[end]..]];
            let information =
                if hangul { korean_word(word, start > 0, speller) } else { latin_word(word, rest, speller) };
            let Some(information) = information else { continue };
            let cost = before + information + PER_WORD;
            if best[end].is_none_or(|(least, _)| cost < least) {
                best[end] = Some((cost, start));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = length;
    while end > 0 {
        let (_, start) = best[end]?;
        parts.push(&run[ends[start]..ends[end]]);
        end = start;
    }
    parts.reverse();
    let sound = if hangul { parts.iter().any(|part| !korean::is_filler(part)) } else { latin_sound(&parts) };
    (parts.len() > 1 && sound).then(|| parts.join(" "))
}

/// Whether Latin words are as people run them together: two that say something, the last one among them, or one with
/// the article that lost its apostrophe. Any long word can be cut into one word and odd ends.
fn latin_sound(parts: &[&str]) -> bool {
    let telling = parts.iter().filter(|part| !is_function_word(part)).count();
    match parts {
        [first, last] if is_elided(first, last) => telling > 0,
        [.., last] => telling > 1 && !is_function_word(last),
        [] => false,
    }
}

/// Whether a word loses its vowel before what follows.
fn is_elided(word: &str, rest: &str) -> bool {
    let vowels: &[char] = if word == "c" { &['e', 'i'] } else { &['a', 'e', 'i', 'o', 'u', 'h'] };
    italian::ELIDED.contains(&word) && rest.starts_with(vowels)
}

fn is_function_word(word: &str) -> bool {
    english::FILLERS.contains(word) || italian::FILLERS.contains(word)
}

/// The information of a Korean word, which may follow others.
fn korean_word(word: &str, follows: bool, speller: &Speller) -> Option<f32> {
    let single = word.chars().nth(1).is_none();
    // What is only particles and endings hangs on the word before it.
    let filler = korean::is_filler(word);
    let hangs = korean::is_particles(word) || (filler && (word.starts_with(['다', '라']) || HANGING.contains(&word)));
    // One syllable at the start is more often that of another word: 한국 is a country, not one (한) of something.
    if (follows && hangs) || (!follows && single) {
        return None;
    }
    if filler {
        return Some(FILLER + if single { SYLLABLE } else { 0.0 });
    }
    if single {
        return None;
    }
    let stem = korean::stem(word);
    let uses = speller.uses(word).max(if stem.chars().nth(1).is_some() { speller.uses(stem) } else { 0 });
    // A place decides, whether the base has it or not: 베이징올림픽. Short ones are in other words: 이탈리아인도 are Italians.
    let place = uses == 0 && (!follows || word.chars().nth(2).is_some()) && places::is_name(word);
    let uses = if place { 1 } else { uses };
    (uses > 0).then(|| information(uses))
}

/// Endings that are fillers where a space stands before them, as all are that start with 다 or 라.
const HANGING: [&str; 5] = ["인데", "인데요", "일까", "일까요", "끼리"];

/// The information of an English or Italian word, given what follows it.
fn latin_word(word: &str, rest: &str, speller: &Speller) -> Option<f32> {
    if is_elided(word, rest) {
        return Some(FILLER);
    }
    if is_function_word(word) {
        return (word.len() > 1).then_some(FILLER);
    }
    let uses = speller.uses(word);
    (word.len() >= SHORTEST_PART && uses >= FEWEST_USES).then(|| information(uses))
}

/// The shortest word that a run-together one is cut into; anything has shorter ones in it.
const SHORTEST_PART: usize = 4;
/// A word that is used less may be a mistake.
const FEWEST_USES: u32 = 3;

fn information(uses: u32) -> f32 {
    libm::logf(ALL_USES / uses as f32).max(0.0)
}

/// The word that two neighbours make up, where the base has it.
pub(crate) fn together(first: &str, second: &str, speller: &Speller) -> Option<String> {
    let whole = format!("{first}{second}");
    let hangul = first.starts_with(is_hangul);
    let stem = if hangul { korean::stem(&whole) } else { whole.as_str() };
    // Particles do not make it another word than the first.
    let known = speller.uses(&whole) > 0 || (stem.len() > first.len() && speller.uses(stem) > 0);
    (known && whole.chars().count() >= if hangul { 3 } else { 6 }).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::super::spelling::Learner;
    use super::*;

    fn speller() -> Speller {
        let mut learner = Learner::default();
        for word in [
            "한국",
            "이탈리아",
            "정상회담",
            "정상",
            "회담",
            "열렸어",
            "관계",
            "동반자",
            "전략적",
            "korea",
            "italy",
            "memorandum",
            "understanding",
            "giochi",
            "olimpici",
            "accordo",
            "scientifico",
            "semiconductors",
            "oman",
            "dare",
            "올림픽",
        ] {
            learner.learn(word, 5);
        }
        learner.finish()
    }

    #[track_caller]
    fn check(run: &str, words: Option<&str>) {
        assert_eq!(apart(run, &speller()).as_deref(), words, "{run}");
    }

    #[test]
    fn words_that_run_together_are_parted() {
        check("한국이탈리아정상회담", Some("한국 이탈리아 정상회담"));
        check("정상회담언제열렸어", Some("정상회담 언제 열렸어"));
        check("전략적동반자관계는", Some("전략적 동반자 관계는"));
        check("베이징올림픽", Some("베이징 올림픽"));
        check("런던올림픽", Some("런던 올림픽"));
        check("koreaitaly", Some("korea italy"));
        check("memorandumofunderstanding", Some("memorandum of understanding"));
        check("giochiolimpici", Some("giochi olimpici"));
        check("dellaccordoscientifico", Some("dell accordo scientifico"));
    }

    #[test]
    fn what_is_not_all_words_stays_whole() {
        for run in [
            "한국",
            "정상회담",
            "이탈리아에서는",
            "이탈리아인도",
            "한국가나다라",
            "koreatown",
            "understandings",
            "theseare",
            "perkorea",
            "koreaper",
            "comandare",
            "한국이었다는",
            "",
        ] {
            check(run, None);
        }
        check(&"한국".repeat(100), None);
    }

    #[test]
    fn parts_of_a_word_come_together() {
        assert_eq!(together("semi", "conductors", &speller()).as_deref(), Some("semiconductors"));
        assert_eq!(together("정상", "회담에서", &speller()).as_deref(), Some("정상회담에서"));
        assert_eq!(together("korea", "italy", &speller()), None);
        assert_eq!(together("회담에서", "는", &speller()), None);
    }
}

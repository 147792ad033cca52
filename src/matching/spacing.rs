//! Spaces that are missing (`한국이탈리아정상회담`, `memorandumofunderstanding`) or too many (`정상 회담`, `semi conductors`).
//!
//! A run-together text is cut where the words are likeliest: the sum of their information is least (dynamic programming
//! over the places to cut, as in Norvig, "Natural Language Corpus Data", 2009). All of it must be words that the
//! knowledge base has.

use super::korean;
use super::spelling::Speller;
use super::words::is_hangul;
use super::{english, italian};

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
pub(super) fn apart(run: &str, speller: &Speller) -> Option<String> {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let length = ends.len() - 1;
    let hangul = run.starts_with(is_hangul);
    let (shortest, longest) =
        if hangul { (SHORTEST_KOREAN, LONGEST_KOREAN) } else { (SHORTEST_LATIN, LONGEST_WORD) };
    if !(shortest..=LONGEST).contains(&length) {
        return None;
    }
    // For each place: the least that the text before it costs, where its last word starts, whether it says anything.
    let mut best: Vec<Option<(f32, usize, bool)>> = vec![None; length + 1];
    best[0] = Some((0.0, 0, false));
    for end in 1..=length {
        for start in end.saturating_sub(longest)..end {
            let Some((before, _, says)) = best[start] else { continue };
            let word = &run[ends[start]..ends[end]];
            let piece = if hangul { korean_word(word, speller) } else { latin_word(word, &run[ends[end]..], speller) };
            let Some((information, content)) = piece else { continue };
            let cost = before + information + PER_WORD;
            if best[end].is_none_or(|(least, ..)| cost < least) {
                best[end] = Some((cost, start, says || content));
            }
        }
    }
    let (_, _, says) = best[length]?;
    let mut starts = Vec::new();
    let mut at = length;
    while at > 0 {
        (_, at, _) = best[at]?;
        starts.push(at);
    }
    if starts.len() < 2 || !says {
        return None;
    }
    let mut text = String::with_capacity(run.len() + starts.len());
    for (at, char) in run.chars().enumerate() {
        if at > 0 && starts.contains(&at) {
            text.push(' ');
        }
        text.push(char);
    }
    Some(text)
}

/// The information of a Korean word, and whether it says what is asked.
fn korean_word(word: &str, speller: &Speller) -> Option<(f32, bool)> {
    let single = word.chars().nth(1).is_none();
    if korean::is_filler(word) {
        return Some((FILLER + if single { SYLLABLE } else { 0.0 }, false));
    }
    if single {
        return None;
    }
    let stem = korean::stem(word);
    let uses = speller.uses(word).max(if stem.chars().nth(1).is_some() { speller.uses(stem) } else { 0 });
    (uses > 0).then(|| (information(uses), true))
}

/// The information of an English or Italian word, given what follows it, and whether it says what is asked.
fn latin_word(word: &str, rest: &str, speller: &Speller) -> Option<(f32, bool)> {
    let elided = ELIDED.contains(&word) && rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h']);
    if elided {
        return Some((FILLER, false));
    }
    if english::FILLERS.contains(word) || italian::FILLERS.contains(word) {
        return (word.len() > 1).then_some((FILLER, false));
    }
    let uses = speller.uses(word);
    (word.len() >= SHORTEST_PART && uses >= FEWEST_USES).then(|| (information(uses), true))
}

/// Italian words that lose their vowel before another, and stand with it when the apostrophe is left out.
const ELIDED: [&str; 11] = ["l", "d", "c", "dell", "nell", "all", "sull", "dall", "un", "quell", "dov"];
/// The shortest word that a run-together one is cut into; anything has shorter ones in it.
const SHORTEST_PART: usize = 4;
/// A word that is used less may be a mistake.
const FEWEST_USES: u32 = 2;

fn information(uses: u32) -> f32 {
    libm::logf(ALL_USES / uses as f32).max(0.0)
}

/// The word that two neighbours make up, where the base has it and lacks one of them.
pub(super) fn together(first: &str, second: &str, speller: &Speller) -> Option<String> {
    let whole = format!("{first}{second}");
    let hangul = first.starts_with(is_hangul);
    let shortest = if hangul { 3 } else { 6 };
    let lacks = [first, second].into_iter().any(|part| !speller.knows(part));
    let stem = if hangul { korean::stem(&whole) } else { whole.as_str() };
    let known = speller.uses(&whole).max(speller.uses(stem)) > 0;
    (lacks && known && whole.chars().count() >= shortest).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speller() -> Speller {
        let mut speller = Speller::default();
        for word in [
            "한국", "이탈리아", "정상회담", "정상", "회담", "열렸어", "관계", "동반자", "전략적", "korea", "italy", "memorandum",
            "understanding", "giochi", "olimpici", "accordo", "scientifico", "semiconductors", "올림픽",
        ] {
            speller.learn(word, 5);
        }
        speller
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
        check("koreaitaly", Some("korea italy"));
        check("memorandumofunderstanding", Some("memorandum of understanding"));
        check("giochiolimpici", Some("giochi olimpici"));
        check("dellaccordoscientifico", Some("dell accordo scientifico"));
    }

    #[test]
    fn what_is_not_all_words_stays_whole() {
        for run in ["한국", "정상회담", "이탈리아에서는", "한국가나다라", "koreatown", "understandings", "theseare", ""] {
            check(run, None);
        }
        check(&"한국".repeat(100), None);
    }

    #[test]
    fn parts_of_a_word_come_together() {
        assert_eq!(together("semi", "conductors", &speller()).as_deref(), Some("semiconductors"));
        assert_eq!(together("korea", "italy", &speller()), None);
    }
}

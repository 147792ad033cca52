//! Which of several: the number of a session or of a guest, in figures or in words.
//!
//! "The third dialogue" is another than "제2차 전략대화", whatever else the two have in common.

use crate::matching::text::inquiry::is_one_of;
use crate::matching::text::words::{Script, Word, is_or};

/// What stands behind "prima" where it says before what.
const BEFORE_WHAT: &str = "di del della dell dello dei degli delle che";

/// The first of all.
const FIRST: u16 = 1;

/// What comes in order, by the beginnings of the words for it. Ranks do not ("the fourth market", "네 번째 교역국"): of those
/// people ask whether they are right.
const SERIES: &str = "dialog session sitting round edition committee forum guest riunion edizion comitat tornat ospit \
    대화 전략대화 회의 위원회 공동위 포럼 손님 정상";
/// So many words of it behind the number may name it: the third Korea-Italy Strategic Dialogue.
const NEAR: usize = 5;

/// The number by which the word at a place tells which of several, if it does.
pub(crate) fn ordinal(words: &[Word], at: usize) -> Option<u16> {
    let word = words.get(at)?;
    match word.script {
        Script::Number => word.text.parse().ok().filter(|_| word.ordinal),
        Script::Latin => {
            let which = match word.text.as_str() {
                "secondo" => is_behind_article(words, at).then_some(2),
                // Before the forum.
                "prima" if words.get(at + 1).is_some_and(|next| is_one_of(BEFORE_WHAT, &next.text)) => None,
                word => of_latin(word),
            };
            which.filter(|_| is_of_series(words, at))
        }
        Script::Hangul => {
            let (count, _) = word.text.split_once('째')?;
            let count = count.strip_suffix('번').unwrap_or(count);
            let before = || at.checked_sub(1).map_or("", |before| words[before].text.as_str());
            of_korean(if count.is_empty() { before() } else { count }).filter(|_| is_of_series(words, at))
        }
    }
}

/// The number by which the word at a place of a question tells which of several: the word for the first also stands for what
/// is alone, and decides nothing there.
pub(crate) fn asked_ordinal(words: &[Word], at: usize) -> Option<u16> {
    ordinal(words, at).filter(|which| *which != FIRST || words[at].script == Script::Number)
}

/// Whether an Italian article stands before a word: "il secondo" is no "according to".
fn is_behind_article(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words[before].text.as_str());
    matches!(before, "il" | "un" | "del" | "al" | "dal" | "nel" | "sul" | "suo" | "loro")
}

/// The number that a word of English or Italian stands for.
fn of_latin(word: &str) -> Option<u16> {
    Some(match word {
        "first" | "primo" | "prima" => FIRST,
        "second" | "seconda" => 2,
        "third" | "terzo" | "terza" => 3,
        "fourth" | "quarto" | "quarta" => 4,
        "fifth" | "quinto" | "quinta" => 5,
        "sixth" | "sesto" | "sesta" => 6,
        "seventh" | "settimo" | "settima" => 7,
        "eighth" | "ottavo" | "ottava" => 8,
        "ninth" | "nono" | "nona" => 9,
        "tenth" | "decimo" | "decima" => 10,
        "eleventh" | "undicesimo" | "undicesima" => 11,
        "twelfth" | "dodicesimo" | "dodicesima" => 12,
        "thirteenth" | "tredicesimo" | "tredicesima" => 13,
        "fourteenth" | "quattordicesimo" | "quattordicesima" => 14,
        "fifteenth" | "quindicesimo" | "quindicesima" => 15,
        "sixteenth" | "sedicesimo" | "sedicesima" => 16,
        "seventeenth" | "diciassettesimo" | "diciassettesima" => 17,
        "eighteenth" | "diciottesimo" | "diciottesima" => 18,
        "nineteenth" | "diciannovesimo" | "diciannovesima" => 19,
        "twentieth" | "ventesimo" | "ventesima" => 20,
        _ => return None,
    })
}

/// The number that a Korean word stands for before 번째 or 째.
fn of_korean(count: &str) -> Option<u16> {
    Some(match count {
        "첫" => FIRST,
        "두" | "둘" => 2,
        "세" | "셋" => 3,
        "네" | "넷" => 4,
        "다섯" => 5,
        "여섯" => 6,
        "일곱" => 7,
        "여덟" => 8,
        "아홉" => 9,
        "열" => 10,
        "열한" => 11,
        "열두" => 12,
        "열세" => 13,
        "열네" => 14,
        "열다섯" => 15,
        "열여섯" => 16,
        "열일곱" => 17,
        "열여덟" => 18,
        "열아홉" => 19,
        "스무" => 20,
        _ => return None,
    })
}

/// Whether a word is one for what comes in order; a Korean one may end a compound: 과학기술공동위원회.
fn is_series(word: &str) -> bool {
    SERIES.split(' ').any(|series| word.starts_with(series) || (!series.is_ascii() && word.contains(series)))
}

/// Whether what is behind a number comes in order, and the number is no alternative to another.
fn is_of_series(words: &[Word], at: usize) -> bool {
    let behind = words[at + 1..].iter().take(NEAR);
    let is_or = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| is_or(&word.text));
    !is_or(Some(at + 1))
        && !is_or(at.checked_sub(1))
        && !is_or(at.checked_sub(2))
        && behind.map(|word| word.text.as_str()).any(is_series)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::text::words::words;

    #[track_caller]
    fn check(text: &str, expected: &[u16]) {
        let words = words(text);
        let found: Vec<u16> = (0..words.len()).filter_map(|at| ordinal(&words, at)).collect();
        assert_eq!(found, expected, "which in {text:?}");
    }

    #[test]
    fn figures_and_words_tell_which_of_several() {
        check("the 2nd session and the third Korea-Italy Strategic Dialogue", &[2, 3]);
        check("il terzo dialogo, la 12a riunione", &[3, 12]);
        check("제2차 전략대화와 세 번째 회의", &[2, 3]);
        check("il tredicesimo comitato, 열세 번째 과학기술공동위원회", &[13, 13]);
        check("두번째로 온 손님", &[2]);
        check("who was the first guest", &[1]);
    }

    #[test]
    fn shares_ranks_and_alternatives_are_no_such_numbers() {
        check("a third of the visitors, at first", &[]);
        check("un quarto dei visitatori, prima di Meloni, secondo Lee", &[]);
        check("is it the fourth market or the third", &[]);
        check("era la seconda o la terza edizione", &[]);
        check("한국이 네 번째 교역국이라던데", &[]);
        check("하루째 회의가 있었다", &[]);
    }
}

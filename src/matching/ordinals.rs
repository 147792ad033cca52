//! Which of several: the number of a session or of a guest, in figures or in words.
//!
//! "The third dialogue" is another than "제2차 전략대화", whatever else the two have in common.

use super::words::{Script, Word, is_or};

/// The words for it in English and Italian from the first on, those of one number side by side. Italian "secondo" says
/// according to whom.
const LATIN: [&str; 12] = [
    "first primo prima",
    "second seconda",
    "third terzo terza",
    "fourth quarto quarta",
    "fifth quinto quinta",
    "sixth sesto sesta",
    "seventh settimo settima",
    "eighth ottavo ottava",
    "ninth nono nona",
    "tenth decimo decima",
    "eleventh undicesimo undicesima",
    "twelfth dodicesimo dodicesima",
];
/// How many, before 번째 or 째.
const KOREAN: [&str; 10] = ["첫", "두 둘", "세 셋", "네 넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열"];

/// The first of all, which people also say of what is alone.
pub(super) const FIRST: u16 = 1;

/// What comes in order, by the beginnings of the words for it. Ranks do not ("the fourth market", "네 번째 교역국"): of those
/// people ask whether they are right.
const SERIES: [&str; 22] = [
    "dialog",
    "session",
    "sitting",
    "round",
    "edition",
    "committee",
    "forum",
    "guest",
    "sessione",
    "riunion",
    "edizion",
    "comitat",
    "tornat",
    "ospit",
    "대화",
    "전략대화",
    "회의",
    "위원회",
    "공동위",
    "포럼",
    "손님",
    "정상",
];
/// So many words of it behind the number may name it: the third Korea-Italy Strategic Dialogue.
const NEAR: usize = 5;

/// The number by which the word at a place tells which of several, if it does.
pub(super) fn ordinal(words: &[Word], at: usize) -> Option<u16> {
    let word = words.get(at)?;
    match word.script {
        Script::Number => word.text.parse().ok().filter(|_| word.ordinal),
        Script::Latin => among(&LATIN, &word.text).filter(|_| is_of_series(words, at)),
        Script::Hangul => {
            let (count, _) = word.text.split_once("번째").or_else(|| word.text.split_once('째'))?;
            let before = || at.checked_sub(1).map_or("", |before| words[before].text.as_str());
            among(&KOREAN, if count.is_empty() { before() } else { count }).filter(|_| is_of_series(words, at))
        }
    }
}

/// Whether what is behind a number comes in order, and the number is no alternative to another.
fn is_of_series(words: &[Word], at: usize) -> bool {
    let behind = words[at + 1..].iter().take(NEAR);
    let is_or = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| is_or(&word.text));
    !is_or(Some(at + 1))
        && !is_or(at.checked_sub(1))
        && !is_or(at.checked_sub(2))
        && behind.map(|word| word.text.as_str()).any(|word| SERIES.iter().any(|series| word.starts_with(series)))
}

/// Which of `lists` has a word, counted from 1.
fn among(lists: &[&str], word: &str) -> Option<u16> {
    let has = |list: &str| list.split(' ').any(|known| known == word);
    u16::try_from(lists.iter().position(|list| has(list))? + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

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

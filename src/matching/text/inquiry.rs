//! Whether a text asks something at all: what a channel says among people is mostly no question.
//!
//! Told by form alone, in three languages and without knowing which: a question mark, a word that asks where a
//! question would have it, a request to be told, a Korean ending that asks. It is made to be sure rather than
//! complete: who is misunderstood can still ask with a question mark.

use super::clean::clean;
use super::korean;
use super::words::{Word, words};

/// Whether `text` asks something, for a reader who was not addressed.
///
/// A question mark decides, unless it only tags a remark ("nice, right?") or stands alone. Without one the first
/// words of a sentence have to ask, or the last Korean word.
pub fn is_question(text: &str) -> bool {
    let text = clean(text);
    sentences(&text).any(|(sentence, mark)| asks(&words(sentence), mark))
}

/// The sentences of a text, each with the marks that end it.
fn sentences(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_inclusive(['?', '？', '!', '.', ';', '\n']).map(|part| {
        let sentence = part.trim_end_matches(['?', '？', '!', '.', ';', '\n']);
        (sentence, &part[sentence.len()..])
    })
}

/// Whether a sentence of these words asks, or a clause of one, given the marks that end it.
pub(crate) fn asks(words: &[Word], mark: &str) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    if mark.contains(['?', '？']) {
        // "really?", "right?", "맞지?" ask no more than for a nod.
        return words.len() > 1 || words.first().is_some_and(|word| ends_asking(&word.text));
    }
    if mark.contains('!') || words.len() < 2 {
        return false;
    }
    let start = (0..words.len()).find(|at| !is_one_of(OPENERS, text(*at))).unwrap_or(words.len());
    let [first, second, third] = [start, start + 1, start + 2].map(text);
    let last = text(words.len() - 1);
    ASKING.iter().any(|(asking, but)| is_one_of(asking, first) && !is_one_of(but, second))
        || is_one_of(WHEN, first) && is_one_of(AUXILIARIES, second)
        || is_one_of(AUXILIARIES, first) && is_one_of(SUBJECTS, second) && !third.is_empty()
        || REQUESTS.iter().any(|request| starts_with(&words[start..], request))
        || ends_asking(last)
        || KOREAN_REQUESTS.iter().any(|end| last.ends_with(end))
}

/// Whether a word is one of a list, which has spaces between.
pub(crate) fn is_one_of(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

fn starts_with(words: &[Word], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|part| words.next().is_some_and(|word| word.text == part))
}

/// Whether a Korean word ends as questions do, or asks by itself.
fn ends_asking(word: &str) -> bool {
    // "-니까" gives a reason, but "-ㅂ니까" asks; and some nouns end as questions do.
    let gives_a_reason = word.strip_suffix("니까").is_some_and(|stem| !korean::ends_in_bieup(stem));
    let is_a_noun = ["아니", "언니", "인가"].contains(&word) || NOUNS_IN_NI.iter().any(|noun| word.ends_with(noun));
    !gives_a_reason && !is_a_noun && KOREAN_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Nouns that end as questions do.
const NOUNS_IN_NI: [&str; 4] = ["머니", "멜로니", "시드니", "케냐"];

/// What may stand before a question without being a part of it.
const OPENERS: &str = "hi hey hello so and but ok okay please pls guys well btw also then now just sorry um uh \
    ciao salve e ma scusate scusa ragazzi allora ok per favore buongiorno quindi pero";

/// Words that ask where they begin a sentence, in English and in Italian, and what after them makes an exclamation or
/// a clause instead.
const ASKING: [(&str, &str); 2] = [
    ("what whats who whos whom whose which why how where wheres wat", "a an ever i we you"),
    ("cosa chi quale quali qual quanti quante quanto quanta perche dove", "un una che"),
];

/// "When" and "quando" begin more clauses than questions: only with a verb after them do they ask.
const WHEN: &str = "when whens quando come che";

const AUXILIARIES: &str = "is are was were do does did can could will would should has have had isnt arent \
    e sono era erano fu sara saranno si ha hanno aveva viene vengono cosa inizia iniziano comincia cominciano apre aprono";

const SUBJECTS: &str = "there the it they he she this that these those korea italy south lee meloni anyone someone any";

/// How people ask to be told.
const REQUESTS: [&str; 22] = [
    "tell me",
    "tell us",
    "explain",
    "anyone know",
    "anybody know",
    "does anyone",
    "does anybody",
    "do you know",
    "i want to know",
    "i d like to know",
    "can someone",
    "can anyone",
    "dimmi",
    "ditemi",
    "mi dite",
    "mi sapete dire",
    "qualcuno sa",
    "sapete",
    "vorrei sapere",
    "mi spieghi",
    "spiegami",
    "si sa",
];

const KOREAN_REQUESTS: [&str; 8] =
    ["알려줘", "알려줘요", "알려주세요", "알려줄래", "설명해줘", "설명해주세요", "궁금해", "궁금합니다"];

const KOREAN_ENDINGS: [&str; 34] = [
    "나요",
    "까요",
    "까",
    "냐",
    "니",
    "인가",
    "인가요",
    "은가요",
    "는가",
    "는지",
    "던가요",
    "뭐야",
    "뭐예요",
    "뭐에요",
    "뭔가요",
    "뭐임",
    "뭐지",
    "뭐죠",
    "뭔데",
    "누구야",
    "누구임",
    "누구예요",
    "누구죠",
    "언제야",
    "언제임",
    "언제예요",
    "언제죠",
    "어디야",
    "어디임",
    "어디예요",
    "얼마야",
    "얼마임",
    "몇이야",
    "왜임",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: bool, texts: &[&str]) {
        for text in texts {
            assert_eq!(is_question(text), expected, "{text}");
        }
    }

    #[test]
    fn questions_are_told_with_and_without_a_question_mark() {
        check(
            true,
            &[
                "How many MOUs were signed?",
                "how many mous did they sign",
                "hey guys, what did korea and italy sign in seoul",
                "when do the olympics open",
                "is there a direct flight to milan",
                "tell me about the chip deal",
                "does anyone know who signed it",
                "mou list?",
                "Morning all. Which ministers went",
            ],
        );
        check(
            true,
            &[
                "Quanti memorandum sono stati firmati?",
                "cosa hanno firmato corea e italia",
                "ragazzi, chi ha firmato l'accordo",
                "perché i chip sono importanti",
                "dimmi del vertice di seul",
                "quando iniziano le olimpiadi",
                "qualcuno sa dove si tengono le gare",
            ],
        );
        check(
            true,
            &[
                "양해각서는 몇 건 체결되었나요?",
                "양해각서 몇 건 체결했나요",
                "반도체 MOU가 뭐야",
                "올림픽 언제 시작하는지 알려줘",
                "누가 서명했을까",
                "정상회담은 언제였니",
                "뭐야?",
            ],
        );
    }

    #[test]
    fn remarks_are_no_questions() {
        check(
            false,
            &[
                "",
                "?",
                "???",
                "really?",
                "I loved the opening ceremony in Milan",
                "What a game!",
                "when I was in Seoul I saw the summit on TV",
                "Korea and Italy signed three MOUs today.",
                "lol no way",
                "how ever you like it",
                "mou list",
                "Thanks, that helps a lot",
            ],
        );
        check(
            false,
            &[
                "che bella partita!",
                "ieri ho visto il vertice in tv",
                "quando ero a Milano pioveva",
                "grazie mille",
                "Corea e Italia hanno firmato tre memorandum",
            ],
        );
        check(
            false,
            &[
                "올림픽 개막식 진짜 멋졌다",
                "오늘 이탈리아랑 양해각서 체결했대",
                "감사합니다",
                "ㅋㅋㅋㅋ",
                "내일 밀라노 가요",
            ],
        );
    }
}

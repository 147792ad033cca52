//! What is not: "which sectors did they not agree on" has the words of what they agreed on.
//!
//! A word that asks which, and a verb of its clause that is denied. Doubts and asides deny, too (wasn't it in Rome? I don't
//! know), so only what is clear counts: in English and Italian a question that starts with that word and denies what is done,
//! in Korean a denied verb before the noun that is asked for.

use crate::matching::text::inquiry::is_one_of;
use crate::matching::text::korean;
use crate::matching::text::words::{Script, Word};

const WHICH: [&str; 12] =
    ["which", "wich", "what", "who", "whom", "where", "qual", "quale", "quali", "chi", "cosa", "dove"];
/// Where such a word stands at the latest: "in which sectors", "e in quali settori".
const START: usize = 3;
/// What denies with a "t" behind it that something is done, rather than that it is so, and the two in one.
const DOES: [&str; 6] = ["didn", "don", "doesn", "haven", "hasn", "hadn"];
const DOES_NOT: [&str; 6] = ["didnt", "dont", "doesnt", "havent", "hasnt", "hadnt"];
/// What may stand behind a negation that denies nothing: "not only", "non i soldi".
const BUT: &str = "just only really even so solo soltanto si il lo la l i gli le un ricordo tra fra per con mi remember know \
    recall understand get mind heard tell sbaglio erro";

const KOREAN_WHICH: [&str; 8] = ["어느", "어떤", "어디", "무슨", "무엇", "뭐", "뭔", "누"];
/// What stands behind a noun that is asked for: whether there is any, to be told.
const BEHIND_ASKED: [&str; 3] = ["있", "알려", "말해"];
const KOREAN_NOT: [&str; 2] = ["안", "못"];
const KOREAN_NOT_BEFORE_NOUN: [&str; 4] = ["않은", "않는", "못한", "못했던"];

/// Whether a text asks which of several are not what others are.
pub(crate) fn asks_what_is_not(words: &[Word]) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let Some(which) = (0..words.len().min(START)).find(|at| WHICH.contains(&text(*at))) else {
        return (0..words.len()).any(|at| denies_noun(words, at).is_some_and(|noun| is_asked_for(words, noun)));
    };
    let denies = |at: usize| {
        let does = DOES_NOT.contains(&text(at))
            || (text(at) == "t" && DOES.contains(&text(at - 1)))
            || matches!(text(at), "not" | "non");
        does && !is_one_of(BUT, text(at + 1))
    };
    // "What is not" asks for something else.
    (which + 2..words.len()).any(denies)
}

/// Where the noun stands before which a denied verb stands that starts at a place, if one does.
fn denies_noun(words: &[Word], at: usize) -> Option<usize> {
    let text = words[at].text.as_str();
    if words[at].script != Script::Hangul {
        return None;
    }
    if KOREAN_NOT_BEFORE_NOUN.contains(&text) {
        return Some(at + 1);
    }
    let verb = words.get(at + 1).filter(|_| KOREAN_NOT.contains(&text))?;
    korean::is_before_noun(&verb.text).then_some(at + 2)
}

/// Whether a noun at a place is what is asked for: 분야가 무엇, 데가 어디.
fn is_asked_for(words: &[Word], noun: usize) -> bool {
    let asks = |word: &Word| KOREAN_WHICH.iter().any(|which| word.text.starts_with(which));
    // Behind a Latin noun its particle is a word of its own.
    let behind = words.iter().skip(noun + 1).find(|word| !word.glued || word.script != Script::Hangul);
    let is_there = |word: &Word| BEHIND_ASKED.iter().any(|there| word.text.starts_with(there));
    // What is said not to be is no more asked for than that it is said.
    words.get(noun).is_some_and(|word| !korean::is_filler(&word.text))
        && behind.is_none_or(|word| asks(word) || is_there(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::text::words::words;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(asks_what_is_not(&words(text)), expected, "what is not, in {text:?}");
    }

    #[test]
    fn what_is_not_is_asked_for_in_three_languages() {
        check("which sports did Korea NOT take part in", true);
        check("who didn't come to the luncheon", true);
        check("what memorandum didnt they sign", true);
        check("in quali città la Meloni non è andata", true);
        check("chi dei due non ha firmato", true);
        check("끝내 합의하지 못한 주제가 뭐예요", true);
        check("회담에 안 온 장관은 누구죠", true);
        check("서명 안 한 mou가 뭐야", true);
        check("오찬때 연주 안 한 노래", true);
        check("협력 안 하는 분야 있어?", true);
    }

    #[test]
    fn doubts_and_asides_deny_nothing() {
        check("what was the song again? i can't remember", false);
        check("where was it, wasn't it in Rome", false);
        check("who made sure that it's not just words", false);
        check("cosa li unisce davvero? non i soldi", false);
        check("quale parola ha usato, non ricordo", false);
        check("chi ha firmato non mi ricordo", false);
        check("who signed it i don't remember", false);
        check("non so quale memorandum hanno firmato", false);
        check("개막식을 못 봤는데 누가 왔어요", false);
        check("한국이랑 안 맞아서 그러는데 뭐가 달라요", false);
    }
}

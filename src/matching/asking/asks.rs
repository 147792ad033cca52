//! The kinds by which the words of a text ask together: some ask in company alone, and some are about the asker.

use super::kinds::{Asks, Kind, set, together};
use super::negating::asks_what_is_not;
use super::otherwise::said_otherwise;
use crate::matching::text::words::{Script, Word};

/// Whether a Korean "how many" asks for a date, with or without a space: which year, month or day.
fn asks_for_a_date(words: &[Word], at: usize) -> bool {
    words[at].text.strip_prefix("몇").is_some_and(|glued| {
        let next = || words.get(at + 1).map_or("", |next| next.text.as_str());
        let counted = if glued.is_empty() { next() } else { glued };
        counted.starts_with(['년', '월', '일'])
    })
}

/// The kinds of words for what is the asker's own as often as what is asked for: my father, our school, a school project.
const ASKERS: Asks = set(&[Kind::Kin, Kind::School, Kind::Age, Kind::Lodging, Kind::Size]);
/// What stands before a word for what is the asker's own, and the beginnings of what stands behind it.
const OWN: &[&str] = &[
    "my", "our", "mio", "mia", "mie", "miei", "nostro", "nostra", "nostri", "nostre", "내", "제", "우리", "저희", "울",
];
const TASKS: &[&str] = &["homework", "project", "presentation", "assignment", "essay", "숙제", "과제", "발표", "수행"];

/// Whether the word at a place is about the asker.
fn is_of_asker(words: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at].text.as_str());
    let is_task = |next: &Word| TASKS.iter().any(|task| next.text.starts_with(task));
    // For school, per la scuola.
    let is_for = matches!((before(2), before(1)), (_, "for" | "per") | ("per", "la"));
    // Whoever has no other before it is one's own.
    let is_first = at == 0 && words[at].script == Script::Hangul;
    is_first || OWN.contains(&before(1)) || is_for || words.get(at + 1).is_some_and(is_task)
}

/// The kinds that the words of a text ask by together, given those of each.
pub(crate) fn asks_together(words: &[Word], each: impl Iterator<Item = Asks>) -> Asks {
    let has = |asks: Asks, kinds: &[Kind]| asks & set(kinds) == set(kinds);
    let mut all = 0;
    for (at, asks) in each.enumerate() {
        // Later in a text, a Latin "why" has something before it for which it gives the reason.
        let is_reason = at > 2 && words[at].script == Script::Latin;
        let reason = if is_reason { Kind::Why.bit() } else { 0 };
        let date = if asks_for_a_date(words, at) { Kind::HowMany.bit() } else { 0 };
        let own = if asks & ASKERS != 0 && is_of_asker(words, at) { ASKERS } else { 0 };
        all |= asks & !(reason | date | own | said_otherwise(words, at, at + 1));
        if let Some(second) = words.get(at + 1).filter(|_| has(asks, &[Kind::First])) {
            all |= together(&words[at], second) & !said_otherwise(words, at, at + 2);
        }
    }
    all &= !Kind::First.bit();
    // Whoever counts men and women asks for neither event.
    if has(all, &[Kind::Men, Kind::Women]) {
        all &= !set(&[Kind::Men, Kind::Women]);
    }
    if has(all, &[Kind::Open, Kind::Day]) {
        all |= Kind::Hours.bit();
    }
    all &= !set(&[Kind::Open, Kind::Day]);
    // Why something is not, or what is not, asks as much for what did not come about as why it was refused.
    let is_not = has(all, &[Kind::Not]) && (has(all, &[Kind::Why]) || asks_what_is_not(words));
    if is_not { all | Kind::Refused.bit() } else { all }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::asks;
    use super::*;
    use crate::matching::text::words::words;

    #[track_caller]
    fn check(text: &str, kinds: &[Kind]) {
        let words = words(text);
        assert_eq!(asks_together(&words, words.iter().map(asks)), set(kinds), "kinds in {text:?}");
    }

    #[test]
    fn kinds_are_found_in_three_languages() {
        check("why did she refuse the invitation", &[Kind::Refused, Kind::Why]);
        check("perché ha rifiutato l'invito", &[Kind::Refused, Kind::Why]);
        check("왜 초대를 거절했나요", &[Kind::Refused, Kind::Why]);
        check("dove abita Meloni", &[Kind::Contact]);
        check("who won the men's halfpipe", &[Kind::Men, Kind::Who]);
        check("멜로니 전화번호 알려줘", &[Kind::Contact]);
        check("in che albergo ha dormito", &[Kind::Lodging]);
        check("입장료 얼마였어", &[Kind::Money, Kind::HowMuch]);
    }

    #[test]
    fn what_is_the_askers_own_is_not_asked_for() {
        check("my father was a medic, and her father?", &[Kind::Kin]);
        check("My father was a medic.", &[]);
        check("for school: what is hanji", &[]);
        check("mi serve per la scuola, e mio padre lo vuole sapere", &[]);
        check("우리 아빠가 궁금해해요, 학교 숙제예요", &[]);
        check("아빠가 물어보래요", &[]);
        check("메달 딴 선수의 아버지와 학교", &[Kind::Kin, Kind::School]);
    }

    #[test]
    fn why_something_is_not_asks_for_what_did_not_come_about() {
        let why_not = [Kind::Refused, Kind::Why, Kind::Not];
        check("why didn't they sign in Rome", &why_not);
        check("come mai non è andata al cimitero", &[Kind::Refused, Kind::Why, Kind::Not]);
        check("왜 서명을 안 했어", &why_not);
        check("why did she turn down the invitation", &[Kind::Refused, Kind::Why]);
        check("wasn't it signed in Rome", &[Kind::Not]);
    }

    #[test]
    fn a_day_asks_for_hours_beside_what_is_open_alone() {
        check("is it open on sundays", &[Kind::Hours]);
        check("la domenica è chiuso", &[Kind::Hours]);
        check("일요일에도 문 여나요", &[Kind::Hours]);
        check("does it fly to Milan on saturdays", &[]);
        check("vola a Milano il sabato", &[]);
    }

    #[test]
    fn words_that_look_alike_ask_for_nothing() {
        check("did they sign several agreements", &[]);
        check("did they address the lives of the parties to it", &[]);
        check("when did T'way start", &[]);
        check("quando sono partiti, e quando è terminato", &[]);
        check("men and women", &[]);
        check("hey man, how many", &[Kind::HowMany]);
        check("시간 되시면 몇 건인지", &[Kind::HowMany]);
        check("il posto nella graduatoria, esclusivamente", &[]);
        check("한국 출신 작가", &[]);
    }

    #[test]
    fn ordinary_questions_have_none() {
        check("what did they sign in Seoul", &[]);
        check("quale memorandum hanno firmato", &[]);
        check("양해각서는 무슨 내용이야", &[]);
    }

    #[test]
    fn whom_and_how_many_is_asked_for_in_three_languages() {
        check("who signed it", &[Kind::Who]);
        check("chi ha firmato", &[Kind::Who]);
        check("누가 서명했어", &[Kind::Who]);
        check("how many did they sign", &[Kind::HowMany]);
        check("quanti memorandum hanno firmato", &[Kind::HowMany]);
        check("양해각서는 몇 건이야", &[Kind::HowMany]);
        check("how much did they trade", &[Kind::HowMuch]);
        check("교역액이 얼마야", &[Kind::HowMuch]);
        check("at what time did it start", &[Kind::Hours]);
        check("a che ora è cominciata", &[Kind::Hours]);
        check("몇 시에 시작했나요", &[Kind::HowMany, Kind::Hours]);
        check("몇 년도에 서명했나요", &[]);
        check("몇월에 몇명이 서명했나요", &[Kind::HowMany]);
        check("몇월 며칠에 서명했나요", &[]);
    }

    /// Whether each text asks by a kind.
    #[track_caller]
    fn check_kind(kind: Kind, asking: &[&str], others: &[&str]) {
        let asks_so = |text: &str| {
            let words = words(text);
            asks_together(&words, words.iter().map(asks)) & kind.bit() != 0
        };
        for (texts, expected) in [(asking, true), (others, false)] {
            for text in texts {
                assert_eq!(asks_so(text), expected, "whether {text:?} asks by {kind:?}");
            }
        }
    }

    #[test]
    fn men_and_women_are_people_or_run_in_an_event_of_theirs() {
        check_kind(
            Kind::Women,
            &["who won the women's halfpipe", "chi ha vinto lo slalom femminile", "여자 계주 누가 땄어"],
            &["the first female prime minister", "le donne che hanno firmato", "여성 총리는", "여자친구가 물어봐요"],
        );
        check_kind(Kind::Men, &["men's curling", "남자 500m"], &["the two men who signed", "남자 배우가 누구야"]);
    }

    #[test]
    fn asides_deny_nothing() {
        let asides = ["why, if you don't mind", "perché, se non sbaglio", "why not tell me"];
        check_kind(Kind::Not, &["why didn't they sign"], &asides);
        check_kind(Kind::Refused, &["why didn't they sign"], &asides);
    }

    #[test]
    fn what_is_left_aside_was_not_refused() {
        let refused = ["who opposed it", "who failed to sign", "chi è stato escluso", "이견이 뭐였나요"];
        let others = [
            "paper as opposed to silk",
            "without fail",
            "I failed to find it",
            "excluding chips",
            "escluso il vino",
            "이견 없이",
            "반도체를 제외하면",
        ];
        check_kind(Kind::Refused, &refused, &others);
    }

    #[test]
    fn rules_and_directors_are_others_than_papers_and_coaches() {
        check_kind(Kind::Papers, &["how do I apply for a visa"], &["do the rules apply to firms"]);
        check_kind(Kind::Coach, &["컬링 감독은"], &["영화 감독은"]);
    }
}

//! `attache chat`, fed through a pipe: questions, numbers and commands, as in a channel.
#![cfg(all(feature = "cli", feature = "discord"))]

#[path = "support/console.rs"]
mod console;

use std::io::{Read as _, Write as _};

use console::{attache_on, in_order, on_built_in, on_small, small};

/// What these lines get, each piece after the one before.
#[track_caller]
fn check(lines: &[&str], pieces: &[&str]) {
    in_order(&chat(lines), pieces);
}

#[track_caller]
fn chat(lines: &[&str]) -> String {
    let input = lines.join("\n") + "\n";
    let text = on_small(&["chat"], input.as_bytes()).fine();
    assert!(!text.contains('\u{1b}'), "colours in a pipe: {text:?}");
    text
}

const COUNT: &str = "How many MOUs did Korea and Italy sign in Seoul?";

#[test]
fn questions_are_answered_one_after_another_in_their_languages() {
    check(
        &[COUNT, "Quando si aprono le Olimpiadi invernali?", "서울과 로마 사이에 직항편이 있나요?"],
        &["Three: on chips", "Sources", "Il 6 febbraio 2026.", "Fonti", "네, 매일 있습니다.", "출처"],
    );
}

#[test]
fn what_is_not_known_is_said_and_the_conversation_goes_on() {
    check(&["How do I knit a scarf?", COUNT], &["I don't know", "/mou /olympics /summit /trade", "Three: on chips"]);
}

#[test]
fn a_number_chooses_among_the_related_questions() {
    check(&[COUNT, "2"], &["2 Which gift did President Lee give Meloni?", "A telephone and a bottle of perfume."]);
    check(&[COUNT, "1"], &["1 What does the semiconductor MOU say?", "It sets up a working group"]);
    check(&["한국과 이탈리아는 서울에서 MOU를 몇 건 체결했나요?", " 2 "], &["휴대전화와 향수 한 병입니다."]);
}

#[test]
fn a_number_chooses_among_the_suggestions() {
    check(
        &["Meloni", "1"],
        &["Did you mean one of these?", "1 Which gift did President Lee give Meloni?", "A telephone and a bottle"],
    );
    // A question that leaves open what was signed stays unclear, however well the base is matched.
    let text = on_built_in(&["chat"], "who signed the mou?\n1\n".as_bytes()).fine();
    in_order(&text, &["Did you mean", "1 Did Lee and Meloni sign", "\nDid Lee and Meloni sign", "Sources ("]);
}

#[test]
fn a_number_that_was_not_offered_chooses_nothing() {
    for number in ["0", "3", "99999999999999999999999", "-1"] {
        let text = chat(&[COUNT, number]);
        assert_eq!(text.matches("Sources (").count(), 1, "{number} shows no answer:\n{text}");
    }
    check(&["1"], &["I don't know"]);
}

#[test]
fn topics_lists_every_topic() {
    let topics =
        ["/mou", "Memorandums", "/olympics", "Milano Cortina 2026", "/summit", "/trade", "Figures and flights"];
    check(&["/topics"], &topics);
    check(&["/lang ko", "/topics"], &["/mou", "양해각서", "/trade", "무역과 여행"]);
}

#[test]
fn a_topic_lists_its_questions_and_a_number_asks_one() {
    check(
        &["/mou", "2"],
        &["Memorandums", "1 How many MOUs", "2 What does the semiconductor MOU say?", "It sets up a working group"],
    );
    check(&["/olympics", "1"], &["Winter Olympics", "2 Where is Korea House", "On 6 February 2026."]);
    check(&["/lang it", "/olympics"], &["Olimpiadi invernali", "1 Quando si aprono"]);
}

#[test]
fn a_topic_with_a_question_asks_it() {
    check(&["/mou What was agreed about semiconductors?"], &["It sets up a working group", "Sources"]);
    check(&["/mou   반도체 양해각서 내용"], &["It sets up a working group", "출처"]);
    check(&["/ask When do the Winter Olympics open?"], &["On 6 February 2026."]);
}

#[test]
fn why_explains_the_last_reply() {
    check(&["/why"], &["Ask something first"]);
    check(
        &["When do the Winter Olympics open?", "/why"],
        &["Why (read as \"When do the Winter Olympics open?\" in en)", "1. olympics-opening", "answered: the score"],
    );
    check(&["How do I knit a scarf?", "/why"], &["\"scarf\"", "not covered", "unanswered"]);
}

#[test]
fn lang_changes_the_language_of_what_does_not_tell_its_own() {
    check(&["???", "/lang it", "???", "/lang ko", "???"], &["I don't know", "Non lo so", "잘 모르겠습니다"]);
    check(&["/lang it", "When do the Winter Olympics open?"], &["On 6 February 2026."]);
    for wrong in ["/lang fr", "/lang", "/lang Italian"] {
        check(&[wrong, "???"], &["unknown language", "expected en, it or ko", "I don't know"]);
    }
}

#[test]
fn an_unknown_command_is_told_the_nearest_one() {
    for (line, near) in [("/muo", "/mou"), ("/olimpics", "/olympics"), ("/sumit", "/summit"), ("/trad", "/trade")] {
        check(&[line, COUNT], &[&format!("There is no command {line}"), near, "Three: on chips"]);
    }
    check(&["/help"], &["/topics", "/timeline, /sources", "/about", "/why", "/lang", "/quit"]);
    check(&["/about"], &["answers questions from a knowledge base", "8 entries, 4 topics"]);
    check(&["/lang it", "/sources mou"], &["The Gazette"]);
    check(&["/timeline nonsense"], &["There is no command /nonsense"]);
}

#[test]
fn quit_stops_and_what_follows_is_not_asked() {
    for line in ["/quit", "/exit", "/q", "  /quit  "] {
        let text = chat(&["When do the Winter Olympics open?", line, COUNT]);
        assert!(text.contains("6 February 2026") && !text.contains("Three"), "{line}: {text}");
    }
}

#[test]
fn a_line_that_is_no_text_does_not_end_the_conversation() {
    let input = [b"\xff\xfe caf\xe9\n\x00\n", COUNT.as_bytes(), b"\n\xe1\x84\n/topics\n"].concat();
    let text = on_small(&["chat"], &input).fine();
    in_order(&text, &["Three: on chips", "/olympics"]);
}

#[test]
fn empty_lines_bare_slashes_and_a_missing_last_end_do_no_harm() {
    let input = format!("\n   \n/\n//\n/ \n\t\n{COUNT}");
    in_order(&on_small(&["chat"], input.as_bytes()).fine(), &["Three: on chips"]);
    assert_eq!(on_small(&["chat"], b"").fine(), "");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = attache_on(&small(), &["chat"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // Its input stays open; that nobody listens is what ends it.
    stdin.write_all(format!("{COUNT}\n").as_bytes()).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

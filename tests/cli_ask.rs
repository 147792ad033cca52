//! `attache ask`, run as a person runs it: the right answer with its sources, the honest "I don't know", and
//! what bad usage and bad files are told.
#![cfg(all(feature = "cli", feature = "discord"))]

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::process::Command;

use console::{attache, attache_on, folder, in_order, is_reply, on_built_in, on_small, run, small};

#[track_caller]
fn check(args: &[&str], pieces: &[&str]) {
    let text = on_small(&[&["ask"], args].concat(), b"").fine();
    in_order(&text, pieces);
}

#[track_caller]
fn check_missing(args: &[&str], piece: &str) {
    let text = on_small(&[&["ask"], args].concat(), b"").fine();
    assert!(!text.contains(piece), "{piece:?} must not be in:\n{text}");
}

/// Standard error names each piece, standard output stays empty, the status is 2.
#[track_caller]
fn check_refused(command: &mut Command, pieces: &[&str]) {
    let said = run(command, b"");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
    in_order(&said.err, pieces);
    assert!(!said.err.contains('\u{1b}'), "colours in a pipe: {:?}", said.err);
}

#[track_caller]
fn check_language(question: &str, hint: &str, expected: &str) {
    let reply = on_small(&["ask", "--json", "--lang", hint, question], b"").json();
    assert_eq!(reply["lang"], expected, "{question:?} with the hint {hint}: {reply}");
}

#[test]
fn the_compiled_in_base_says_what_was_signed_in_seoul_in_three_languages() {
    for (lang, question, answer) in [
        ("en", "What did Korea and Italy sign in Seoul?", "Three."),
        ("it", "Che cosa hanno firmato Corea e Italia a Seul?", "Tre."),
        ("ko", "한국과 이탈리아는 서울에서 무엇에 서명했나요?", "3건"),
    ] {
        let reply = on_built_in(&["ask", "--json", question], b"").json();
        is_reply(&reply);
        assert_eq!((&reply["outcome"], &reply["id"]), (&"answer".into(), &"mou-count".into()), "{question}");
        assert_eq!(reply["lang"], lang);
        assert!(reply["answer"].as_str().is_some_and(|text| text.contains(answer)), "{reply}");
    }
}

#[test]
fn an_answer_comes_with_its_note_its_day_its_sources_and_what_to_ask_next() {
    check(
        &["How many MOUs did Korea and Italy sign in Seoul?"],
        &[
            "How many MOUs did Korea and Italy sign in Seoul?\n",
            "Three: on chips, on civil protection and on heritage.\n",
            "Sources differ: The agency counts two.\n",
            "Sources (As of 19 January 2026)\n",
            "Korea and Italy sign three memorandums (The Gazette, 19 January 2026)\n",
            "https://gazette.example/three-memorandums\n",
            "이탈리아와 양해각서 세 건 체결 (통신사, January 2026)\n",
            "Related questions\n",
            "1 What does the semiconductor MOU say?\n",
            "2 Which gift did President Lee give Meloni?\n",
        ],
    );
    check(
        &["Quanti MOU hanno firmato Corea e Italia a Seul?"],
        &["Tre: su chip", "Le fonti non concordano: L'agenzia ne conta due.", "Fonti (Aggiornato al 19 gennaio 2026)"],
    );
    check(
        &["한국과 이탈리아는 서울에서 MOU를 몇 건 체결했나요?"],
        &["세 건입니다.", "출처마다 다른 내용: 통신사는 두 건이라고 합니다.", "출처 (2026년 1월 19일 기준)"],
    );
}

#[test]
fn the_words_of_a_question_need_no_quotes() {
    check(&["when", "do", "the", "Winter", "Olympics", "open?"], &["On 6 February 2026."]);
}

#[test]
fn json_has_the_keys_of_the_batch_protocol_and_no_others() {
    for question in ["When do the Winter Olympics open?", "Who won the 2022 World Cup?", "dove leader", "", "\u{1f600}"]
    {
        is_reply(&on_small(&["ask", "--json", question], b"").json());
    }
}

#[test]
fn explain_names_the_phrasing_the_words_the_runner_up_and_the_threshold() {
    let args = ["--explain", "whn do the winter olympics open, zebra"];
    check(
        &args,
        &[
            "On 6 February 2026.",
            "read as \"whn do the winter olympics open, zebra\" in en",
            "\"winter\"",
            "covered\n",
            "\"zebra\"",
            "not covered\n",
            "1. olympics-opening",
            "\"When do the Winter Olympics open?\"",
            "2. ",
            "answered: the score is at least 0.6",
            "lead over the runner-up",
        ],
    );
    check(&["--explain", "how do I knit a scarf"], &["not covered", "unanswered: the score is under 0.15"]);
    check(&["--explain", "tell me about the 양해각서 of semiconductors"], &["\"양해각서\"", "covered"]);
    let explained = on_small(&["ask", "--json", "--explain", "presnt for the itlian prime minister"], b"").json();
    let corrected = |word: &serde_json::Value| word["word"] == "itlian" && word["taken_for"] == "italian";
    assert!(
        explained["explanation"]["words"].as_array().is_some_and(|words| words.iter().any(corrected)),
        "{explained}"
    );
    let learned: Vec<f64> = explained["explanation"]["ranked"]
        .as_array()
        .map(|ranked| ranked.iter().filter_map(|entry| entry["learned"].as_f64()).collect())
        .unwrap_or_default();
    assert!(learned.len() > 1 && learned[1..].iter().all(|other| *other < learned[0]), "{explained}");
}

#[test]
fn what_is_not_known_is_said_and_the_topics_are_named() {
    for (question, sentence) in [
        ("How do I knit a scarf?", "I don't know"),
        ("Chi ha vinto lo scudetto?", "Non lo so"),
        ("김치찌개는 어떻게 끓이나요?", "잘 모르겠습니다"),
        ("", "I don't know"),
        ("!?", "I don't know"),
    ] {
        check(&[question], &[sentence, "/mou", "/olympics", "/summit", "/trade"]);
        check_missing(&[question], "gazette.example");
    }
}

#[test]
fn the_language_given_is_only_a_hint() {
    check_language("When do the Winter Olympics open?", "it", "en");
    check_language("Quando si aprono le Olimpiadi invernali?", "ko", "it");
    check_language("동계 올림픽은 언제 개막하나요?", "en", "ko");
    for hint in ["en", "it", "ko"] {
        check_language("2026?", hint, hint);
        check_language("zzz", hint, hint);
    }
}

#[test]
fn an_answer_past_its_last_day_says_so() {
    let question = "What does the semiconductor MOU say?";
    let sentence = "This answer held until 30 June 2026 and may be out of date.";
    let ask = |today: &str, question: &str| {
        let folder = small();
        run(attache(&["ask", "--today", today, question, "--knowledge"]).arg(folder), b"").fine()
    };
    assert!(!ask("2026-06-30", question).contains(sentence), "on its last day an answer still holds");
    in_order(&ask("2026-07-01", question), &["It sets up a working group", sentence]);
    in_order(&ask("2027-07-01", "Che cosa prevede il MOU sui semiconduttori?"), &["valeva fino al 30 giugno 2026"]);
    in_order(&ask("2027-07-01", "반도체 MOU에는 어떤 내용이 있나요?"), &["2026년 6월 30일까지"]);
}

#[test]
fn an_answer_in_another_language_than_the_question_says_so() {
    let text = "It sets up a working group";
    check(&["Che cosa prevede il MOU sui semiconduttori?"], &[text, "eccola in inglese", "Fonti"]);
    check(&["반도체 MOU에는 어떤 내용이 있나요?"], &[text, "영어로만 제공됩니다", "출처"]);
    check_missing(&["What does the semiconductor MOU say?"], "in English");
}

#[test]
fn bad_usage_ends_with_status_2_and_says_what_was_expected() {
    for (args, pieces) in [
        (&[][..], &["Usage: attache"][..]),
        (&["ask"], &["<QUESTION>"]),
        (&["ask", "hi", "--lang", "fr"], &["fr", "expected en, it or ko"]),
        (&["ask", "hi", "--lang"], &["--lang"]),
        (&["ask", "hi", "--jason"], &["--jason", "--json"]),
        (&["ask", "hi", "--today", "tomorrow"], &["tomorrow", "--today"]),
        (&["chatt"], &["chatt", "chat"]),
    ] {
        check_refused(&mut attache(args), pieces);
    }
}

#[test]
fn a_missing_file_or_folder_is_named() {
    check_refused(&mut attache(&["ask", "hi", "--config", "/nowhere/attache.toml"]), &["/nowhere/attache.toml"]);
    check_refused(&mut attache(&["ask", "hi", "--knowledge", "/nowhere/knowledge"]), &["/nowhere/knowledge"]);
    check_refused(attache(&["ask", "hi"]).env("ATTACHE_KNOWLEDGE", "/nowhere/either"), &["/nowhere/either"]);
    check_refused(attache(&["ask", "hi"]).env("ATTACHE_CONFIG", "/nowhere/a.toml"), &["/nowhere/a.toml"]);
    let dir = folder();
    fs::remove_dir_all(dir.path().join("topics")).unwrap();
    check_refused(&mut attache_on(dir.path(), &["ask", "hi"]), &["topics", "there is no topic"]);
}

#[test]
fn a_configuration_that_cannot_be_used_is_named_with_its_key() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("attache.toml");
    for (text, piece) in [
        ("knowlege = \"x\"\n", "knowlege"),
        ("language = \"fr\"\n", "language"),
        ("[matching]\nanswer = 0.2\nsuggest = 0.5\n", "matching.answer"),
        ("[matching]\nanswer = \"high\"\n", "matching.answer"),
        ("[matching\n", "attache.toml"),
    ] {
        fs::write(&file, text).unwrap();
        check_refused(attache(&["ask", "hi", "--config"]).arg(&file), &[piece]);
    }
}

#[test]
fn a_broken_knowledge_folder_is_pointed_at() {
    let dir = folder();
    let path = dir.path().join("topics/mou.json");
    let good = fs::read_to_string(&path).unwrap();
    let line = |text: &str, part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    for (from, to) in
        [("\"command\": \"mou\",", "\"command\": mou,"), ("\"note\"", "\"nota\""), ("agency\"", "agent\"")]
    {
        let broken = good.replacen(from, to, 1);
        assert_ne!(broken, good);
        fs::write(&path, &broken).unwrap();
        let place = format!("topics/mou.json:{}:", line(&broken, to));
        let folder = dir.path().display().to_string();
        check_refused(&mut attache_on(dir.path(), &["ask", "How many MOUs?"]), &[&place, &folder]);
    }
}

#[test]
fn the_environment_names_the_folder_and_the_command_line_overrules_it() {
    let dir = folder();
    let path = dir.path().join("topics/olympics.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("On 6 February 2026.", "On a Friday.")).unwrap();
    let ask = |command: &mut Command| run(command.env("ATTACHE_KNOWLEDGE", dir.path()), b"").fine();
    let args = ["ask", "When do the Winter Olympics open?", "--today", console::DAY];
    in_order(&ask(&mut attache(&args)), &["On a Friday."]);
    in_order(&ask(attache(&args).arg("--knowledge").arg(small())), &["On 6 February 2026."]);
    in_order(&ask(attache(&args).arg("--knowledge").arg(dir.path())), &["On a Friday."]);
}

#[test]
fn a_configuration_file_sets_the_folder_the_language_and_the_thresholds() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("mine.toml");
    let settings = format!("knowledge = {:?}\nlanguage = \"it\"\n[matching]\nanswer = 1.0\nsuggest = 1.0\n", small());
    fs::write(&file, settings).unwrap();
    let ask =
        |question: &str| run(attache(&["ask", "--today", console::DAY, question, "--config"]).arg(&file), b"").fine();
    in_order(&ask("volo diretto"), &["Non lo so", "/mou /olympics /summit /trade"]);
    in_order(&ask("2026"), &["Non lo so"]);
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    for args in [
        &["ask", "How many MOUs did Korea and Italy sign in Seoul?"][..],
        &["ask", "--explain", "How many MOUs did Korea and Italy sign in Seoul?"],
        &["ask", "How do I knit a scarf?"],
        &["ask", "--json", "--explain", "official lunch"],
    ] {
        let text = on_small(args, b"").fine();
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }
}

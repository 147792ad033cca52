//! What replies look like on Discord, in every language, and that no text whatever breaks them.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use attache::discord::card::Card;
use attache::discord::limits::{self, length};
use attache::discord::render;
use attache::knowledge::{PartialDate, Source};
use attache::lang::Lang;
use attache::reply::{Answer, Link, Outcome, Reply, Suggestion};
use proptest::prelude::*;
use serde_json::{Value, json};

use self::support::knowledge;

fn answer(id: &str, lang: Lang) -> Card {
    let shelf = knowledge::desk().shelf();
    render::answer(&shelf.answer(id, lang, "2026-02-01".parse().unwrap()).unwrap(), lang)
}

fn reply(outcome: Outcome, lang: Lang) -> Card {
    render::reply(&Reply { lang, best: None, outcome }, &knowledge::knowledge().topics)
}

fn embed(card: &Card) -> String {
    let embed = card.embed.as_ref().unwrap();
    let fields = embed.fields.iter().map(|field| format!("\n[{}]\n{}", field.name, field.value));
    embed.description.clone() + &fields.collect::<String>()
}

#[test]
fn an_answer_in_english() {
    let card = answer("mou-count", Lang::En);
    assert_eq!(
        card.content,
        "**How many MOUs were signed?**\n\
         Three: on chips, on AI and on minerals.\n\
         -# As of 19 January 2026 · The Gazette, 통신사"
    );
    assert_eq!(
        embed(&card),
        "**Sources**\n\
         • [［Exclusive］ Korea and Italy sign \\*three\\* memorandums](https://gazette.example/korea_%28italy%29) — The Gazette, 19 January 2026\n\
         • 이탈리아와 양해각서 체결 — 통신사, January 2026\n\
         [Sources differ]\n\
         The agency counts two.\n\
         [Related questions]\n\
         • What does the chip memorandum say?"
    );
}

#[test]
fn an_answer_in_italian() {
    let card = answer("mou-count", Lang::It);
    assert_eq!(
        card.content,
        "**Quanti memorandum sono stati firmati?**\n\
         Tre: su chip, intelligenza artificiale e minerali.\n\
         -# Aggiornato al 19 gennaio 2026 · The Gazette, 통신사"
    );
    assert!(embed(&card).starts_with("**Fonti**\n• ["));
    assert!(embed(&card).contains("— 통신사, gennaio 2026"));
}

#[test]
fn an_answer_in_korean() {
    let card = answer("mou-count", Lang::Ko);
    assert_eq!(
        card.content,
        "**양해각서는 몇 건 체결되었나요?**\n\
         반도체, 인공지능, 광물에 관한 세 건입니다.\n\
         -# 2026년 1월 19일 기준 · The Gazette, 통신사"
    );
    assert!(embed(&card).starts_with("**출처**\n• ["));
}

#[test]
fn an_answer_past_its_time_or_in_another_language_says_so_in_the_text() {
    let content = answer("mou-chips", Lang::Ko).content;
    assert_eq!(
        content,
        "**What does the chip memorandum say?**\n\
         It sets up a working group.\n\
         ⚠️ This answer held until 20 January 2026 and may be out of date.\n\
         -# 이 답변은 아직 영어로만 있습니다.\n\
         -# As of 19 January 2026 · The Gazette"
    );
}

#[test]
fn suggestions_are_numbered_and_have_a_button_each() {
    let suggestion = |id: &str, question: &str| Suggestion { id: id.into(), question: question.into(), score: 0.4 };
    let long = "A question that is so long that it cannot stand on a button of Discord, which takes eighty characters?";
    let card = reply(Outcome::Suggest(vec![suggestion("a", "One *star*?"), suggestion("b", long)]), Lang::It);
    assert_eq!(
        card.content,
        format!("Non sono sicuro di aver capito. Intendevi una di queste?\n1. One \\*star\\*?\n2. {long}")
    );
    let labels: Vec<&str> = card.buttons.iter().map(|button| button.label.as_str()).collect();
    assert_eq!(
        labels,
        ["1. One *star*?", "2. A question that is so long that it cannot stand on a button of Discord…"]
    );
    assert_eq!(card.buttons[1].id.to_string(), "attache:1:entry:it:b");
    assert!(card.embed.is_none());
}

#[test]
fn what_is_not_known_is_said_with_the_topics_that_are() {
    assert_eq!(
        reply(Outcome::Unanswered, Lang::Ko).content,
        "잘 모르겠습니다. 제가 가진 자료에는 이 질문에 대한 답이 없습니다.\n\
         제가 답할 수 있는 주제는 다음과 같습니다.\n\
         • /mou · 양해각서\n\
         • /olympics · 동계 올림픽"
    );
    let reply = Reply { lang: Lang::En, best: None, outcome: Outcome::Unanswered };
    assert_eq!(render::reply(&reply, &[]).content, "I don't know: nothing in my knowledge base answers that.");
}

#[test]
fn a_topic_lists_its_questions() {
    let topic = &knowledge::knowledge().topics[0];
    assert_eq!(
        render::overview(topic, Lang::It).content,
        "**Memorandum**\n\
         Che cosa è stato firmato\n\n\
         • Quanti memorandum sono stati firmati?\n\
         • What does the chip memorandum say?\n\n\
         -# Per chiedere, usa /mou e scrivi la domanda nel campo “domanda”."
    );
}

#[test]
fn a_topic_with_more_questions_than_fit_says_how_many_are_left_out() {
    let mut topic = knowledge::knowledge().topics[0].clone();
    topic.entries = vec![topic.entries[0].clone(); 100];
    let content = render::overview(&topic, Lang::En).content;
    assert!(length(&content) <= limits::CONTENT);
    let listed = content.matches("• How many").count();
    assert!(content.contains(&format!("\n… and {} more questions\n", 100 - listed)), "{content}");
}

#[test]
fn a_long_answer_goes_on_in_the_embed_and_loses_nothing() {
    let sentence = "Korea and Italy agreed to meet again. ";
    let card = render::answer(&Answer { text: sentence.repeat(100), ..plain_answer() }, Lang::En);
    check(&card);
    let (head, _) = card.content.split_once("…\n-# As of").expect("the text says that it goes on");
    let rest = &card.embed.as_ref().unwrap().description;
    let rest = rest.strip_prefix('…').unwrap().split_once("\n\n**Sources**").unwrap().0;
    assert!(head.ends_with("again."), "{head}");
    assert_eq!(head.matches("agreed").count() + rest.matches("agreed").count(), 100);
}

fn plain_answer() -> Answer {
    let shelf = knowledge::desk().shelf();
    shelf.answer("mou-count", Lang::En, "2026-02-01".parse().unwrap()).unwrap()
}

/// Whether Discord takes a card, shows it as meant, and pings nobody for it.
#[track_caller]
fn check(card: &Card) {
    assert!(!card.content.trim().is_empty());
    assert!(length(&card.content) <= limits::CONTENT, "{} in the text", length(&card.content));
    let mut texts = vec![card.content.as_str()];
    if let Some(embed) = &card.embed {
        texts.push(&embed.description);
        assert!(length(&embed.description) <= limits::EMBED_DESCRIPTION);
        for field in &embed.fields {
            assert!(
                length(&field.name) <= limits::EMBED_FIELD_NAME && length(&field.value) <= limits::EMBED_FIELD_VALUE
            );
            assert!(!field.value.trim().is_empty());
            texts.extend([field.name.as_str(), &field.value]);
        }
        let total: usize = texts[1..].iter().map(|text| length(text)).sum();
        assert!(total <= limits::EMBEDS_TOTAL, "{total} in the embed");
    }
    for text in texts {
        for leak in ["@everyone", "@here", "<@", "<#", "<:", "<a:", "<t:", "</"] {
            let escaped = text.matches(&format!("\\{leak}")).count();
            assert_eq!(text.matches(leak).count(), escaped, "{leak} in {text}");
        }
    }
    for button in &card.buttons {
        assert!((1..=limits::BUTTON_LABEL).contains(&length(&button.label)));
        assert!(length(&button.id.to_string()) <= limits::CUSTOM_ID);
    }
    let message: Value = serde_json::to_value(card.clone().into_message()).unwrap();
    assert_eq!(message["allowed_mentions"], json!({"parse": [], "users": [], "roles": [], "replied_user": false}));
}

/// Texts of all sorts, with what is special to Discord more often than chance would have it.
fn text() -> impl Strategy<Value = String> {
    pieces(12)
}

/// The same, now and then longer than Discord takes.
fn long_text() -> impl Strategy<Value = String> {
    prop_oneof![pieces(12), pieces(200)]
}

fn pieces(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,40}",
        "[가-힣 ]{1,30}",
        "[a-z ]{1,40}[.?!] ",
        r"[\\*_~`|<>\[\]()#@:!&/\n-]{1,12}",
        prop::sample::select(vec![
            "@everyone",
            "@here",
            "<@1>",
            "<@!1>",
            "<@&1>",
            "<#1>",
            "<:a:1>",
            "<a:a:1>",
            "<t:1>",
            "</mou:1>",
            "||",
            "```\n",
            "-# ",
            "https://a.example/<@1>",
            "[x](https://x.example)",
            "👨‍👩‍👧‍👦",
            "e\u{301}\u{301}",
            "\u{202e}",
            "\u{200b}",
            "http://@everyone",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

fn source() -> impl Strategy<Value = Source> {
    (text(), text(), prop::option::of(prop_oneof![text(), text().prop_map(|t| format!("https://a.example/{t}"))]))
        .prop_map(|(title, publisher, url)| Source {
            id: "id".to_owned(),
            title,
            publisher,
            date: Some(PartialDate::from("2026-01-19".parse::<jiff::civil::Date>().unwrap())),
            language: "en".to_owned(),
            url,
            kind: None,
            country: None,
        })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let related = prop::collection::vec(text().prop_map(|question| Link { id: "x".to_owned(), question }), 0..8);
    let sources = prop::collection::vec(source(), 1..12);
    (
        text(),
        long_text(),
        prop::option::of(long_text()),
        sources,
        related,
        prop::sample::select(&Lang::ALL[..]),
        any::<bool>(),
    )
        .prop_map(|(question, text, note, sources, related, lang, expired)| Answer {
            question,
            text,
            lang,
            note,
            sources,
            related,
            expired: expired.then(|| "2026-01-20".parse().unwrap()),
            ..plain_answer()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_answer_is_within_the_limits_and_mentions_nobody(answer in any_answer(), lang in prop::sample::select(&Lang::ALL[..])) {
        let card = render::answer(&answer, lang);
        check(&card);
        prop_assert!(card.embed.unwrap().description.contains("• "), "a source is always named");
    }

    #[test]
    fn any_suggestions_are_within_the_limits_and_mention_nobody(questions in prop::collection::vec((".{0,120}", text()), 1..9)) {
        let near = questions.into_iter().map(|(id, question)| Suggestion { id, question, score: 0.4 });
        check(&reply(Outcome::Suggest(near.collect()), Lang::En));
    }

    #[test]
    fn any_topic_is_within_the_limits_and_mentions_nobody(title in text(), description in long_text(), question in long_text(), count in 1..80_usize) {
        let mut topic = knowledge::knowledge().topics[0].clone();
        topic.title.en = Some(title);
        topic.description.en = Some(description);
        topic.entries[0].questions.en = Some(vec![question]);
        topic.entries = vec![topic.entries[0].clone(); count];
        check(&render::overview(&topic, Lang::En));
        let reply = Reply { lang: Lang::En, best: None, outcome: Outcome::Unanswered };
        check(&render::reply(&reply, &vec![topic; count]));
    }

    #[test]
    fn a_cut_text_fits_and_is_the_beginning_of_what_it_was(text in long_text(), limit in 0..200_usize) {
        let cut = limits::cut(&text, limit);
        prop_assert!(length(&cut) <= limit);
        let kept = cut.strip_suffix('…').unwrap_or(&cut);
        prop_assert!(text.starts_with(kept));
        let (head, tail) = limits::split(&text, limit);
        prop_assert!(length(head) <= limit);
        prop_assert_eq!(format!("{head}{tail}"), text);
    }
}

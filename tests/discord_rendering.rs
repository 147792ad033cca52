//! What replies look like on Discord, in every language, and that no text whatever breaks them.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use std::sync::Arc;

use attache::discord::card::{Button, Card, Choice, Row};
use attache::discord::limits::{self, length};
use attache::discord::listing;
use attache::discord::render::{self, View};
use attache::knowledge::{PartialDate, Source, Topic};
use attache::lang::Lang;
use attache::reply::{Answer, Link, Outcome, Reply, Suggestion};
use proptest::prelude::*;
use serde_json::{Value, json};

use self::support::fake::judge;
use self::support::knowledge;

const PUBLIC: View<'_> = View { topics: &[], interface: Lang::En, ledger: true, private: false };

fn answer(id: &str, lang: Lang) -> Card {
    let shelf = knowledge::desk().shelf();
    render::answer(&shelf.answer(id, lang, "2026-02-01".parse().unwrap()).unwrap(), lang, PUBLIC)
}

fn reply(outcome: Outcome, lang: Lang) -> Card {
    let near = vec!["olympics".to_owned()];
    let view = View { topics: &knowledge::knowledge().topics, ..PUBLIC };
    render::reply(&Reply { lang, best: None, topics: near, outcome }, view)
}

fn buttons(card: &Card) -> Vec<&Button> {
    let rows = card.rows.iter().filter_map(|row| match row {
        Row::Buttons(buttons) => Some(buttons),
        _ => None,
    });
    rows.flatten().collect()
}

fn options(card: &Card) -> Vec<&Choice> {
    let rows = card.rows.iter().filter_map(|row| match row {
        Row::Menu { options, .. } => Some(options),
        _ => None,
    });
    rows.flatten().collect()
}

fn labels(card: &Card) -> Vec<&str> {
    buttons(card).into_iter().map(|button| button.label.as_str()).collect()
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
         • 🇬🇧 [［Exclusive］ Korea and Italy sign \\*three\\* memorandums](https://gazette.example/korea_%28italy%29) — The Gazette, 19 January 2026\n\
         • 🇰🇷 이탈리아와 양해각서 체결 — 통신사, January 2026\n\
         [Sources differ]\n\
         The agency counts two."
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
    assert!(embed(&card).starts_with("**Fonti**\n• 🇬🇧 ["));
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
    assert!(embed(&card).starts_with("**출처**\n• 🇬🇧 ["));
}

#[test]
fn an_answer_past_its_time_or_in_another_language_says_so_in_the_text() {
    let content = answer("mou-chips", Lang::Ko).content;
    assert_eq!(
        content,
        "**What does the chip memorandum say?**\n\
         It sets up a working group.\n\
         ⚠️ This answer held until 20 January 2026 and may be out of date.\n\
         -# 이 답변은 아직 영어로만 제공됩니다.\n\
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
        format!("Non sono sicuro di aver capito. Intendevi una di queste domande?\n1. One \\*star\\*?\n2. {long}")
    );
    assert_eq!(
        labels(&card),
        [
            "1. One *star*?",
            "2. A question that is so long that it cannot stand on a button of Discord…",
            "Pass this to the moderators",
            "Remove"
        ]
    );
    assert_eq!(buttons(&card)[1].id.to_string(), "attache:1:entry:it:b");
    assert!(card.embed.is_none());
}

#[test]
fn below_an_answer_are_what_to_ask_next_the_other_languages_votes_and_the_way_out() {
    let topics = knowledge::knowledge().topics;
    let view = View { topics: &topics, interface: Lang::Ko, ..PUBLIC };
    let card = render::answer(&plain_answer(), Lang::En, view);
    let next: Vec<(String, &str)> =
        options(&card).into_iter().map(|option| (option.id.to_string(), option.label.as_str())).collect();
    assert_eq!(
        next,
        [
            ("attache:1:entry:en:mou-chips".to_owned(), "What does the chip memorandum say?"),
            ("attache:1:topic:en:0:mou".to_owned(), "전체 질문: Memorandums"),
        ]
    );
    assert_eq!(labels(&card), ["Italiano", "한국어", "도움됨", "도움 안 됨", "삭제"], "in the language of the person");
    let ids: Vec<String> = buttons(&card).iter().map(|button| button.id.to_string()).collect();
    assert_eq!(
        ids,
        [
            "attache:1:entry:it:mou-count",
            "attache:1:entry:ko:mou-count",
            "attache:1:up:en:mou-count",
            "attache:1:down:en:mou-count",
            "attache:1:remove"
        ]
    );
}

#[test]
fn what_cannot_be_kept_or_is_private_is_not_offered() {
    let view = View { ledger: false, private: true, ..PUBLIC };
    assert_eq!(labels(&render::answer(&plain_answer(), Lang::En, view)), ["Italiano", "한국어"]);
    let suggestion = Suggestion { id: "a".into(), question: "One?".into(), score: 0.4 };
    let unsure = Reply { lang: Lang::En, best: None, topics: Vec::new(), outcome: Outcome::Suggest(vec![suggestion]) };
    assert_eq!(labels(&render::reply(&unsure, view)), ["1. One?"]);
}

#[test]
fn what_is_not_known_is_said_with_the_topics_that_are_near() {
    let card = reply(Outcome::Unanswered, Lang::Ko);
    assert_eq!(
        card.content,
        "잘 모르겠습니다. 제가 가진 자료에는 이 질문에 대한 답이 없습니다.\n\
         가장 관련 있는 주제는 다음과 같습니다.\n\
         • /olympics · 동계 올림픽"
    );
    assert_eq!(labels(&card), ["동계 올림픽", "All topics", "Pass this to the moderators", "Remove"]);
    let reply = Reply { lang: Lang::En, best: None, topics: Vec::new(), outcome: Outcome::Unanswered };
    assert_eq!(render::reply(&reply, PUBLIC).content, "I don't know: nothing in my knowledge base answers that.");
}

#[test]
fn a_topic_lists_its_questions() {
    let topic = &knowledge::knowledge().topics[0];
    let card = listing::overview(topic, 0, Lang::It, PUBLIC);
    assert_eq!(
        card.content,
        "**Memorandum**\n\
         Che cosa è stato firmato\n\n\
         • Quanti memorandum sono stati firmati?\n\
         • What does the chip memorandum say?\n\n\
         -# Scegli qui sotto, oppure scrivi /mou e la tua domanda"
    );
    let chosen: Vec<String> = options(&card).iter().map(|option| option.id.to_string()).collect();
    assert_eq!(chosen, ["attache:1:entry:it:mou-count", "attache:1:entry:it:mou-chips"]);
    assert_eq!(labels(&card), ["All topics", "Remove"]);
}

/// A topic of so many questions.
fn long_topic(count: usize) -> Topic {
    let mut topic = knowledge::knowledge().topics[0].clone();
    let entry = topic.entries[0].clone();
    let numbered = (1..=count).map(|n| {
        let mut entry = entry.clone();
        entry.id = format!("entry-{n}");
        entry.questions.en = Some([format!("Question {n}?")].into());
        entry
    });
    topic.entries = numbered.collect();
    topic
}

#[test]
fn a_topic_with_more_questions_than_a_menu_takes_has_pages() {
    let topic = long_topic(60);
    let page = |page| listing::overview(&topic, page, Lang::En, PUBLIC);
    for (number, first, count) in [(0, "Question 1?", 25), (1, "Question 26?", 25), (2, "Question 51?", 10)] {
        let card = page(number);
        check(&card);
        assert_eq!((options(&card)[0].label.as_str(), options(&card).len()), (first, count));
        assert!(card.content.ends_with(&format!("· Page {} of 3", number + 1)), "{}", card.content);
        assert_eq!(labels(&card), ["Previous", "Next", "All topics", "Remove"]);
        let enabled: Vec<bool> = buttons(&card).iter().take(2).map(|button| button.enabled).collect();
        assert_eq!(enabled, [number > 0, number < 2]);
    }
    assert_eq!(page(7), page(2), "past the end is the end");
}

#[test]
fn the_timeline_tells_what_happened_when_and_who_says_so() {
    let knowledge = attache::knowledge::built_in();
    let today = "2026-02-01".parse().unwrap();
    for lang in Lang::ALL {
        let mut pages = Vec::new();
        loop {
            let card = listing::events(&knowledge, None, pages.len(), lang, today, PUBLIC);
            check(&card);
            assert!(card.content.lines().skip(1).all(|line| line.starts_with("• **") || line.starts_with("-# ")));
            let last = !buttons(&card)[1].enabled;
            pages.push(card.content);
            if last {
                break;
            }
        }
        let lines = pages.iter().flat_map(|page| page.lines()).filter(|line| line.starts_with("• ")).count();
        assert_eq!(lines, attache::knowledge::timeline(&knowledge, None, lang, today).len());
        assert!(pages[0].contains("1884"), "{}", pages[0]);
    }
    let one = listing::events(&knowledge, Some(&knowledge.topics[0]), 0, Lang::En, today, PUBLIC);
    assert!(one.content.starts_with("**Timeline · "), "{}", one.content);
}

#[test]
fn the_sources_are_listed_newest_first() {
    let knowledge = attache::knowledge::built_in();
    let card = listing::sources(&knowledge, None, 0, Lang::It, PUBLIC);
    check(&card);
    assert!(card.content.starts_with(&format!("**Le fonti delle mie risposte ({})**\n• ", knowledge.sources.len())));
    assert!(card.content.contains("](<https://"), "links do not unfurl: {}", card.content);
}

#[test]
fn about_says_which_knowledge_and_what_becomes_of_texts() {
    let knowledge = knowledge::knowledge();
    let content = listing::about(&knowledge, &knowledge.version(), Lang::En).content;
    let numbers = format!("knowledge base {} · 3 entries, 2 topics, 2 sources", knowledge.version());
    assert!(content.contains(&numbers) && content.contains("forgotten"), "{content}");
}

#[test]
fn a_long_answer_goes_on_in_the_embed_and_loses_nothing() {
    let sentence = "Korea and Italy agreed to meet again. ";
    let card = render::answer(&Answer { text: sentence.repeat(100), ..plain_answer() }, Lang::En, PUBLIC);
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
    assert!(card.rows.len() <= 5);
    let message: Value = serde_json::to_value(card.clone().into_message()).unwrap();
    assert_eq!(message["allowed_mentions"], json!({"parse": [], "users": [], "roles": [], "replied_user": false}));
    judge::message(&message).unwrap();
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
    let sources = prop::collection::vec(source().prop_map(Arc::new), 1..12);
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
            also_in: Lang::ALL.into_iter().filter(|other| *other != lang).collect(),
            expired: expired.then(|| "2026-01-20".parse().unwrap()),
            ..plain_answer()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_answer_is_within_the_limits_and_mentions_nobody(answer in any_answer(), lang in prop::sample::select(&Lang::ALL[..])) {
        let topics = knowledge::knowledge().topics;
        let card = render::answer(&answer, lang, View { topics: &topics, ..PUBLIC });
        check(&card);
        prop_assert!(card.embed.unwrap().description.contains("• "), "a source is always named");
    }

    #[test]
    fn any_suggestions_are_within_the_limits_and_mention_nobody(questions in prop::collection::vec((".{0,120}", text()), 1..9)) {
        // No two entries have the same id.
        let near = questions.into_iter().zip(1..);
        let near = near.map(|((id, question), number)| Suggestion { id: format!("{number}{id}"), question, score: 0.4 });
        check(&reply(Outcome::Suggest(near.collect()), Lang::En));
    }

    #[test]
    fn any_topic_is_within_the_limits_and_mentions_nobody(title in text(), description in long_text(), question in long_text(), count in 1..80_usize) {
        let mut topic = knowledge::knowledge().topics[0].clone();
        topic.title.en = Some(title);
        topic.description.en = Some(description);
        topic.entries[0].questions.en = Some([question].into());
        topic.entries = vec![topic.entries[0].clone(); count];
        check(&listing::overview(&topic, 0, Lang::En, PUBLIC));
        let topics = vec![topic; count];
        let view = View { topics: &topics, ..PUBLIC };
        let near = vec![topics[0].command.clone()];
        check(&render::reply(&Reply { lang: Lang::En, best: None, topics: near, outcome: Outcome::Unanswered }, view));
        let knowledge = attache::knowledge::Knowledge { topics: topics.clone(), ..Default::default() };
        check(&listing::topics(&knowledge, 0, Lang::En, view));
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

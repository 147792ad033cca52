//! What people may expect of the matcher, in each language alike: how one asks does not matter, what one asks
//! does; no text breaks it; and the same question gets the same reply.

#[cfg(feature = "cli")]
#[path = "support/console.rs"]
mod console;
#[path = "support/desks.rs"]
mod desks;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use attache::desk::Desk;
use attache::knowledge::{Knowledge, load};
use attache::lang::Lang;
use attache::matching::{Decision, MAX_CHARS, Thresholds};
use attache::reply::{Outcome, Question, Reply};
use proptest::prelude::*;

use desks::{SHIPPED, SMALL, TODAY, check_not_answered, outcome, question, small};

/// Each wording is answered with this entry of the small knowledge base.
#[track_caller]
fn check(id: &str, wordings: &[&str]) {
    for text in wordings {
        let reply = SMALL.ask(&question(text));
        assert_eq!(outcome(&reply), id, "{text:?}: {:?}", reply.best);
    }
}

#[test]
fn every_phrasing_finds_its_entry() {
    for (_, entry) in SMALL.shelf().knowledge.entries() {
        for (lang, text) in entry.questions.items() {
            let reply = SMALL.ask(&question(text));
            assert_eq!((outcome(&reply).as_str(), reply.lang), (entry.id.as_str(), lang), "{text:?}");
        }
    }
}

#[test]
#[cfg(feature = "meanings")]
fn every_shipped_phrasing_is_answered_with_its_entry() {
    let shelf = SHIPPED.shelf();
    let check = |topic: &attache::knowledge::Topic| {
        for entry in &topic.entries {
            for (lang, text) in entry.questions.items() {
                let reply = SHIPPED.ask(&Question { hint: Some(lang), ..question(text) });
                assert_eq!(outcome(&reply), entry.id, "{text:?}: {:?}", reply.best);
            }
        }
    };
    thread::scope(|scope| {
        for topic in &shelf.knowledge.topics {
            scope.spawn(|| check(topic));
        }
    });
}

#[test]
fn what_people_say_of_themselves_does_not_hide_their_question() {
    check("summit-gift", &["I teach at a school and pupils keep asking me. which gift did president lee give meloni?"]);
    check(
        "summit-gift",
        &["Faccio il sarto a domicilio e cucio vestiti, scusate il disturbo. quale regalo ha avuto Meloni?"],
    );
    check(
        "mou-count",
        &[
            "동네에서 빵집을 하는데 단골손님들이 하도 궁금해하셔서 치킨 한 마리 걸고 내기를 했어요, MOU 몇 건 체결했나요?",
        ],
    );
    // Where they live is their own matter, too.
    check("summit-gift", &["My aunt lives in Tokyo now, at last. which gift did president lee give meloni?"]);
    check(
        "mou-count",
        &[
            "Mia zia ora vive a Tokyo, finalmente. Quanti memorandum hanno firmato?",
            "도쿄 사는 사람인데요, MOU 몇 건 체결했나요?",
        ],
    );
    // What else decides against an answer does so wherever it is said, and what asks for nothing by name finds nothing by
    // itself.
    check_not_answered(
        &SMALL,
        &[
            "Meloni was in Tokyo before, at last. which gift did president lee give meloni?",
            "Prima la Meloni era a Tokyo, finalmente. Quanti memorandum hanno firmato?",
            "My aunt lives in Tokyo now, at last. Is there a direct flight?",
        ],
    );
}

/// Asks the shipped knowledge base, and expects the entry.
fn check_shipped(id: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), id, "{text:?}");
    }
}

#[test]
fn a_city_tells_a_question_from_one_that_its_entry_must_not_answer() {
    check_shipped("culture-institute", &["Where is the Korean Cultural Institute in Rome?"]);
    check_shipped("tourism-asiana-milan", &["On which days does Asiana fly to Milan?"]);
    check_shipped("tourism-direct-flights", &["When did T'way start flying to Rome?"]);
    check_not_answered(
        &SHIPPED,
        &["Where is the Korean Cultural Institute in Milan?", "On which days does Asiana fly to Rome?"],
    );
}

#[test]
fn words_that_decide_elsewhere_do_not_in_a_turn_of_phrase() {
    check_shipped("semiconductors-mou-signatories", &["who are the two men who signed the semiconductor memorandum?"]);
    check_shipped("mou-count", &["I failed to find it: how many memorandums were signed?"]);
    check_shipped("olympics-team-korea", &["평창 이후 한국은 밀라노에서 메달 몇 개 땄어?"]);
    check_shipped("summit-gift-phone", &["what is in the box Lee gave Meloni?"]);
    check_shipped("mou-signing", &["alla fine dei conti cosa hanno firmato?"]);
    check_shipped("mou-count", &["ASAP PLS how many memorandums were signed"]);
    check_shipped("mou-count", &["ciao da Bologna, quanti memorandum hanno firmato Italia e Corea?"]);
}

#[test]
fn where_something_is_need_not_be_told_by_its_entry() {
    let check = check_shipped;
    check("summit-venue", &["where in korea did the summit take place"]);
    check(
        "olympics-team-korea",
        &["how many medals did korea win at the games in italy", "이탈리아에서 열린 올림픽에서 한국 메달 몇 개"],
    );
    check("olympics-short-track", &["medaglie coreane nello short track ai giochi in italia"]);
    check_not_answered(
        &SHIPPED,
        &["how many medals did italy win at milano cortina", "quanto valeva nel 2024 il mercato dei chip in corea"],
    );
}

#[test]
fn what_is_asked_alike_of_other_years_does_not_hide_the_entry_of_the_year_that_is_asked_for() {
    for text in ["what happened in 1884?", "che successe nel 1884?", "1884년에 무슨 일이 있었나요?"] {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), "history-treaty-1884", "{text:?}");
    }
}

#[test]
fn who_and_how_many_it_was_is_not_answered_where_nobody_asks_so() {
    check_not_answered(
        &SHIPPED,
        &[
            "Who paid for the Window on Korea in Rome?",
            "At what time does the Asiana flight leave Milan?",
            "Quanti ospiti c'erano al ricevimento del 3 giugno 2024?",
            "A che ora sono stati firmati i MOU del 19 gennaio?",
            "상호문화교류의 해 총예산이 얼마였어요?",
            "코리아하우스 개관식은 몇 시에 시작했나요?",
        ],
    );
}

#[test]
fn a_word_alone_gets_the_questions_that_ask_by_it() {
    for (text, hint, expected) in [
        ("hanji", None, ["heritage-hanji-2016", "heritage-hanji-saint-francis", "heritage-hanji-2018"].as_slice()),
        ("한지?", None, &["heritage-hanji-2016", "heritage-hanji-saint-francis", "heritage-hanji-2018"]),
        ("colosseo", None, &["culture-colosseum-date", "culture-colosseum", "culture-colosseum-organisers"]),
        ("gift", None, &["summit-gift-phone", "summit-photo-book"]),
        // The stem of the composer's name is that of the Italian "to beat", by which nothing is asked for.
        ("Battiato", Some(Lang::It), &["summit-music"]),
    ] {
        let question = Question { hint, ..question(text) };
        let Outcome::Suggest(suggested) = SHIPPED.ask(&question).outcome else { panic!("{text:?}") };
        let suggested: Vec<&str> = suggested.iter().map(|suggestion| suggestion.id.as_str()).collect();
        assert_eq!(suggested, expected, "{text:?}");
    }
    for text in ["pizza", "grazie", "안녕", "help", "weather"] {
        assert_eq!(SHIPPED.ask(&question(text)).outcome, Outcome::Unanswered, "{text:?}");
    }
}

#[test]
fn typos_do_not_change_the_answer() {
    check(
        "mou-count",
        &["hw many mous did korea and itly sgn in seoul", "quanti mou hano firmato corea e itala a seul"],
    );
    check(
        "mou-count",
        &["한국과 이탈리야는 서울에서 MOU를 몇 건 채결했나요", "한국과 이탈리아는 서울에서 MOU를 몇 건 채결햇나요"],
    );
    check("olympics-opening", &["whn do the wnter olimpics open", "quando si aprno le olimpiadi invrnali"]);
    check("olympics-opening", &["동게 올림픽은 언제 개막하나요", "동계 올림픽은 언제 게막하나요"]);
    check("summit-gift", &["wich gift did presdent lee giv meloni", "quale regalo ha fato il presidnte lee a meloni"]);
    check(
        "summit-gift",
        &["이재명 대통령은 멜로니에게 어떤 선물을 줫나요", "이재명 대통령은 메로니에게 어떤 선물을 줬나요"],
    );
    check("travel-flights", &["direct fligths betwen seoul and rome", "voli direti tra seul e rma"]);
    check("travel-flights", &["서울과 로마 사이에 직항펀이 있나요"]);
}

/// No phrasing has "artista", but the terms do, beside words that phrasings have.
#[test]
fn words_for_what_an_entry_has_are_put_right_though_it_has_others() {
    let reply = SHIPPED.ask(&question("l'artsta coreano del Colosseo chi è"));
    assert_eq!(outcome(&reply), "culture-colosseum-works");
}

#[test]
fn short_slips_and_swapped_capitals_are_read_by_what_stands_beside_them() {
    check("mou-count", &["hw many mous did teh two sgn in seoul", "how many MUOs did korea and italy sign"]);
    check("mou-count", &["qunati muo hano firmato corea e italia", "quanti MUO hanno firmato corea e italia"]);
    check("olympics-opening", &["whe do teh winter olympics open", "quadno si parono le olimpiadi invernali"]);
    check("travel-flights", &["서울과 로마 시이에 직항편 잇나요"]);
}

#[test]
fn accents_may_be_left_out_or_put_wrong() {
    check(
        "olympics-opening",
        &["Qual e la data della cerimonia di apertura", "Qual e' la data della cerimonia di apertura"],
    );
    check(
        "summit-lunch",
        &["Che cosa e stato servito al pranzo per Meloni", "menu del pranzo ufficiale", "menú del pranzo"],
    );
    check(
        "mou-chips",
        &["Ché cosà prevedé il MOU sui sémiconduttori", "che cosa e\u{300} stato concordato sui semiconduttori"],
    );
    check("summit-lunch", &["wàs sérved at the lunch fòr Meloni?"]);
}

#[test]
fn particles_and_endings_do_not_change_the_answer() {
    check(
        "olympics-opening",
        &["동계올림픽 언제 개막해?", "동계 올림픽이 언제 개막합니까", "동계 올림픽 개막은 언제인가요"],
    );
    check(
        "summit-gift",
        &["이재명 대통령이 멜로니한테 준 선물은?", "멜로니가 받은 선물은요", "이탈리아 총리에게 줬던 선물"],
    );
    check("travel-flights", &["서울이랑 로마 사이 직항편 있어요?", "서울하고 로마 사이에는 직항편이 있습니까"]);
    check("mou-chips", &["반도체 MOU의 내용은 뭐야", "반도체 MOU에서 어떤 내용을"]);
    check("olympics-house", &["코리아하우스가 밀라노 어디에 있어?", "코리아하우스의 주소는"]);
}

#[test]
fn plurals_and_tenses_do_not_change_the_answer() {
    check("mou-chips", &["what do the semiconductor MOUs say", "che cosa prevedono i MOU sui semiconduttori"]);
    check("olympics-opening", &["when did the winter olympics opened", "quando si apre l'Olimpiade invernale"]);
    check("summit-gift", &["gifts that Lee gave to Meloni", "quali regali ha fatto Lee a Meloni?"]);
    check("travel-flights", &["is there a direct flight from Seoul to Rome", "c'è un volo diretto da Seul a Roma?"]);
    check("olympics-house", &["addresses of Korea House", "코리아하우스 주소들"]);
}

#[test]
fn the_order_of_words_does_not_change_the_answer() {
    check(
        "mou-count",
        &["In Seoul, Korea and Italy signed how many MOUs?", "A Seul Corea e Italia quanti MOU hanno firmato?"],
    );
    check("mou-count", &["서울에서 한국과 이탈리아는 MOU를 몇 건 체결했나요?"]);
    check("olympics-opening", &["the Winter Olympics open when?", "Le Olimpiadi invernali quando si aprono?"]);
    check("olympics-opening", &["언제 동계 올림픽은 개막하나요?"]);
    check("summit-gift", &["Meloni: which gift did Lee give her?", "A Meloni Lee quale regalo ha fatto?"]);
    check("summit-gift", &["멜로니에게 이재명 대통령은 어떤 선물을 줬나요?"]);
}

#[test]
fn capitals_widths_and_compositions_do_not_change_the_answer() {
    check(
        "mou-count",
        &["HOW MANY MOUS DID KOREA AND ITALY SIGN IN SEOUL", "how many mous did korea and italy sign in seoul"],
    );
    check(
        "mou-count",
        &[
            "QUANTI MOU HANNO FIRMATO COREA E ITALIA A SEUL",
            "ＨＯＷ ｍａｎｙ ＭＯＵｓ did Korea and Italy sign in Seoul",
        ],
    );
    check("olympics-opening", &["wHeN dO tHe WiNtEr OlYmPiCs OpEn", "QUANDO SI APRONO LE OLIMPIADI INVERNALI"]);
    // Written with one letter a code point, as some phones send it.
    let decomposed: String =
        unicode_normalization::UnicodeNormalization::nfd("동계 올림픽은 언제 개막하나요?").collect();
    check("olympics-opening", &[&decomposed]);
}

#[test]
fn punctuation_does_not_change_the_answer() {
    check(
        "olympics-opening",
        &[
            "WHEN DO THE WINTER OLYMPICS OPEN?!?!",
            "when,do;the:winter/olympics(open)",
            "«when do the winter olympics open»",
        ],
    );
    check(
        "olympics-opening",
        &["quando si aprono le olimpiadi invernali??????", "...quando si aprono le Olimpiadi invernali..."],
    );
    check("olympics-opening", &["동계 올림픽은, 언제... 개막하나요?!!", "「동계 올림픽」은 언제 개막하나요~~"]);
    check("summit-lunch", &["Meloni's lunch: what was served?", "Meloni’s lunch — what was served"]);
}

#[test]
fn chat_markup_does_not_change_the_answer() {
    check("olympics-opening", &["<@123456> **when** do the _Winter Olympics_ open? <:rings:42>"]);
    check("olympics-opening", &["|| quando si aprono || le `Olimpiadi invernali`? https://example.org/mou?gift=lunch"]);
    check(
        "olympics-opening",
        &["~~동계~~ **동계 올림픽**은 언제 개막하나요 <a:wave:77>", "# 동계 올림픽은 언제 개막하나요 <#12>"],
    );
    check(
        "mou-count",
        &[
            "> how many MOUs did Korea and Italy\n> sign in Seoul?",
            "ciao <@!9> \u{1f44b} numero di memorandum firmati al vertice",
        ],
    );
}

#[test]
fn languages_may_be_mixed() {
    check(
        "olympics-opening",
        &["when 동계 올림픽 opens?", "when do the 동계 올림픽 open?", "동계 올림픽 opening day?"],
    );
    check("olympics-opening", &["quando aprono the Winter Olympics?"]);
    check("mou-chips", &["반도체 memorandum content", "contenuto 반도체 MOU", "contenuto del 양해각서 sui chip"]);
    check("summit-gift", &["Meloni가 받은 선물이 뭐예요?"]);
    check("travel-flights", &["direct flight 로마"]);
}

#[test]
fn invisible_characters_do_not_change_the_answer() {
    check(
        "olympics-opening",
        &[
            "\u{202e}When do the Winter Olympics open?\u{202c}",
            "\u{feff}quando si aprono le Olimpiadi\u{200b} invernali?",
        ],
    );
    check("olympics-opening", &["\u{200f}동계\u{200b} 올림픽은 언제 개막하나요?\u{2066}"]);
    check("olympics-opening", &["when\tdo the\u{a0}Winter\r\nOlympics\u{3000}open"]);
}

#[test]
fn what_comes_after_the_limit_is_not_read() {
    let padded = format!("When do the Winter Olympics open? {}", " ".repeat(3000));
    let followed = format!("When do the Winter Olympics open?{}direct flights gift lunch", " ".repeat(10 * MAX_CHARS));
    check("olympics-opening", &[&padded, &followed]);
}

#[test]
fn questions_without_a_word_that_says_anything_are_not_answered() {
    let texts = [
        "",
        " ",
        "\n\t",
        "?",
        "?!...",
        "\u{0}",
        "-",
        "''",
        "<@123456>",
        "https://example.org",
        "``` when do the Winter",
        "what is it",
        "what did they do and how was it",
        "who are you",
        "how many",
        "che cosa è e come sono",
        "e di chi",
        "quando",
        "그래서 그건 뭐예요",
        "언제요",
        "그게 어떻게 되나요",
        "ㅋㅋㅋㅋ",
        "ㅠㅠ",
        "\u{1f600}\u{1f600}",
        "\u{1f1f0}\u{1f1f7}\u{1f1ee}\u{1f1f9}",
        "\u{1f469}\u{200d}\u{1f692}\u{1f3ff}\u{fe0f}",
    ];
    check_not_answered(&SMALL, &texts);
    check_not_answered(&SHIPPED, &texts);
}

#[test]
fn texts_that_are_hard_on_a_reader_are_not_answered() {
    let zalgo: String = "blorf"
        .chars()
        .flat_map(|char| std::iter::once(char).chain(('\u{300}'..'\u{340}').cycle().take(500)))
        .collect();
    let texts = [
        "x".repeat(100_000),
        "가".repeat(100_000),
        "x ".repeat(50_000),
        "\u{301}".repeat(100_000),
        "\u{1f600}".repeat(100_000),
        "<@".repeat(50_000),
        "[".repeat(100_000),
        "`".repeat(100_000),
        "</a".repeat(30_000),
        "9".repeat(100_000),
        "가나다라마바사아자차카타파하 ".repeat(10_000),
        zalgo,
        "ᄀ ᅡ ᆨ ᄀᄀᄀ ᅡᅡᅡ ᆨᆨᆨ ㄱㅏㄱ ㅏㅏㅏ ﾡﾢﾣ \u{3164}\u{115f}\u{1160}".to_owned(),
        "\u{202e}\u{202d}\u{2067}\u{2066}\u{200f}\u{200e}\u{61c}\u{2069}".to_owned(),
        "\u{202e}?ti si tahw\u{202c} \u{5d0}\u{5d1}\u{5d2} \u{627}\u{644}\u{639}".to_owned(),
        "\u{10ffff}\u{e000}\u{fffd}\u{fffe}\u{feff}\u{e0041}".to_owned(),
        "ﷺ ﷽ İ ß ǅ ſ ﬁ ㎏ ½ Ⅷ ①".to_owned(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    check_not_answered(&SMALL, &texts);
    check_not_answered(&SHIPPED, &texts);
}

/// Words of the small knowledge base among others, markup, and characters that are hard on a reader.
fn any_text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "when",
        "do",
        "the",
        "Winter",
        "Olympics",
        "open",
        "MOU",
        "MOUs",
        "quanti",
        "firmato",
        "regalo",
        "Meloni",
        "Lee",
        "Corea",
        "Italy",
        "Seoul",
        "서울",
        "반도체",
        "올림픽은",
        "개막하나요",
        "선물을",
        "2026",
        "1999",
        "Japan",
        "프랑스",
        "gift",
    ]);
    let odd = prop::sample::select(vec![
        "<@1>",
        "<:a:1>",
        "</mou:1>",
        "[a](b)",
        "```",
        "`",
        "**",
        "||",
        "https://x.y/z",
        "\u{202e}",
        "\u{200d}",
        "\u{301}",
        "ᄀ",
        "ᅡ",
        "ᆨ",
        "ㅋ",
        "\u{1f600}",
        "’",
        "\u{0}",
        "\n",
        "İ",
        "ﬁ",
        "１",
        "½",
    ]);
    let piece = prop_oneof![
        4 => known.prop_map(str::to_owned),
        2 => odd.prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec((piece, prop::sample::select(vec![" ", "", "  ", ", "])), 0..14)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

/// What holds for the reply to any text.
fn is_consistent(desk: &Desk, question: &Question) -> Result<(), TestCaseError> {
    let Thresholds { answer, suggest } = Thresholds::default();
    let reply = desk.ask(question);
    let matched = desk.shelf().matcher.find(&question.text, question.hint);
    prop_assert!(matched.ranked.iter().all(|hit| (0.0..=1.0).contains(&hit.score)), "{:?}", matched);
    prop_assert!(matched.ranked.is_sorted_by(|a, b| a.score >= b.score), "{:?}", matched);
    let sum: f64 = matched.ranked.iter().map(|hit| hit.score).sum();
    prop_assert!(sum - matched.shared <= 1.0 + 1e-9, "{:?}", matched);
    if let [first, second, ..] = &matched.ranked[..] {
        let shelf = desk.shelf();
        let names = |one: &str, other: &str| {
            shelf.entry(one).is_some_and(|(_, entry)| entry.related.iter().any(|related| related == other))
        };
        let related = names(&first.id, &second.id) || names(&second.id, &first.id);
        prop_assert_eq!(matched.shared > 0.0, related && second.score > 0.0, "{:?}", matched);
    }
    prop_assert_eq!(matched.lang, reply.lang);
    let best = matched.ranked.first().map(|hit| (hit.id.as_str(), hit.score.to_bits()));
    prop_assert_eq!(best, reply.best.as_ref().map(|best| (best.id.as_str(), best.score.to_bits())));
    let score = reply.best.as_ref().map_or(0.0, |best| best.score);
    match &reply.outcome {
        Outcome::Answer(found) => {
            prop_assert!(score >= answer, "{} is not enough for {}", score, found.id);
            let led_on = found.related.first().is_some_and(|link| link.id == matched.ranked[1].id);
            prop_assert!(score - matched.shared >= answer || led_on, "the other one is the first to ask next");
            prop_assert_eq!(Some(&found.id), reply.best.as_ref().map(|best| &best.id));
            prop_assert!(!found.sources.is_empty(), "no answer without a source");
        }
        Outcome::Suggest(list) => {
            prop_assert!(score < answer && (score >= suggest || matched.named > 0), "{}", score);
            prop_assert!((1..=3).contains(&list.len()), "{:?}", list);
            prop_assert_eq!(Some(&list[0].id), reply.best.as_ref().map(|best| &best.id));
            prop_assert!(list.iter().all(|near| (0.0..=1.0).contains(&near.score)), "{:?}", list);
        }
        Outcome::Unanswered => prop_assert!(score < suggest && matched.named == 0, "{}", score),
    }
    let explained = desk.explain(question);
    prop_assert_eq!(explained.ranked.len(), matched.ranked.len());
    prop_assert!(explained.words.iter().all(|word| (0.0..=1.0).contains(&word.weight)), "{:?}", explained);
    prop_assert!(explained.read_as.chars().count() <= MAX_CHARS);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_reply_that_keeps_its_word(
        text in any_text(),
        hint in prop::option::of(prop::sample::select(Lang::ALL.to_vec())),
    ) {
        is_consistent(&SMALL, &Question { text, hint, today: TODAY })?;
    }

    #[test]
    fn any_thresholds_are_kept(text in any_text(), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
        let thresholds = Thresholds { answer: a.max(b), suggest: a.min(b) };
        let matched = SMALL.shelf().matcher.find(&text, None);
        let best = matched.ranked.first().map(|hit| hit.score);
        match matched.decide(&thresholds) {
            Decision::Answer(hit) => {
                prop_assert!(hit.score >= thresholds.answer && Some(hit.score) == best);
            }
            Decision::Suggest(hits) => {
                let is_near = |best: f64| best >= thresholds.suggest || matched.named > 0;
                prop_assert!(best.is_some_and(|best| best < thresholds.answer && is_near(best)));
                prop_assert!((1..=3).contains(&hits.len()));
            }
            Decision::Unanswered => prop_assert!(best.is_none_or(|best| best < thresholds.suggest)),
        }
    }
}

#[test]
fn spaces_put_into_a_long_text_make_no_more_of_it_count() {
    let glued = [
        "memorandumofunderstanding ".repeat(25),
        "한국이탈리아정상회담 ".repeat(50),
        "한국이탈리아정상회담".repeat(50),
    ];
    for text in glued {
        let question = Question { text, hint: None, today: TODAY };
        assert!(SMALL.explain(&question).read_as.chars().count() <= MAX_CHARS);
    }
}

/// Questions that are answered, suggested and refused, in every language.
const ASKED: [&str; 12] = [
    "How many MOUs did Korea and Italy sign in Seoul?",
    "whn do the wnter olimpics open",
    "Meloni",
    "the two leaders in Seoul",
    "Quale regalo ha fatto il presidente Lee a Meloni?",
    "dove mangiano gli atleti",
    "volo diretto per Roma",
    "서울과 로마 사이에 직항편이 있나요?",
    "두 나라의 정상",
    "How do I knit a scarf?",
    "\u{1f600}",
    "",
];

#[test]
fn eight_threads_get_the_replies_that_one_gets() {
    let alone: Vec<Reply> = ASKED.iter().map(|text| SMALL.ask(&question(text))).collect();
    let bits = |reply: &Reply| reply.best.as_ref().map(|best| best.score.to_bits());
    thread::scope(|scope| {
        for start in 0..8 {
            let alone = &alone;
            scope.spawn(move || {
                for at in (0..ASKED.len() * 4).map(|step| (start + step) % ASKED.len()) {
                    let reply = SMALL.ask(&question(ASKED[at]));
                    assert_eq!((&reply, bits(&reply)), (&alone[at], bits(&alone[at])), "{:?}", ASKED[at]);
                }
            });
        }
    });
}

#[test]
fn two_desks_over_the_same_knowledge_give_the_same_replies() {
    let other = Desk::new(small(), Thresholds::default());
    for text in ASKED {
        assert_eq!(other.ask(&question(text)), SMALL.ask(&question(text)), "{text:?}");
    }
}

/// The small knowledge base with every id and answer marked.
fn marked(mark: &str) -> Knowledge {
    let mut knowledge = small();
    for entry in knowledge.topics.iter_mut().flat_map(|topic| &mut topic.entries) {
        entry.id = format!("{mark}-{}", entry.id);
        entry.related.iter_mut().for_each(|id| *id = format!("{mark}-{id}"));
        for text in [&mut entry.answer.en, &mut entry.answer.it, &mut entry.answer.ko].into_iter().flatten() {
            *text = format!("{mark}: {text}");
        }
    }
    for source in &mut knowledge.sources {
        let source = Arc::make_mut(source);
        source.title = format!("{mark}: {}", source.title);
    }
    knowledge
}

#[test]
fn a_new_knowledge_base_takes_over_whole_while_others_ask() {
    let desk = Desk::new(marked("old"), Thresholds::default());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let reply = desk.ask(&question("How many MOUs did Korea and Italy sign in Seoul?"));
                    let Outcome::Answer(answer) = &reply.outcome else { panic!("always answered, but {reply:?}") };
                    let mark = answer.id.strip_suffix("-mou-count").expect("the id is marked");
                    assert!(answer.text.starts_with(mark), "{answer:?}");
                    assert!(answer.sources.iter().all(|source| source.title.starts_with(mark)), "{answer:?}");
                    assert!(answer.related.iter().all(|link| link.id.starts_with(mark)), "{answer:?}");
                }
            });
        }
        for mark in ["new", "newer", "old", "newest"] {
            desk.replace(marked(mark));
            let reply = desk.ask(&question("When do the Winter Olympics open?"));
            assert_eq!(outcome(&reply), format!("{mark}-olympics-opening"), "the next question gets the new base");
        }
        done.store(true, Ordering::Relaxed);
    });
}

/// Two entries that ask all but the same thing.
#[cfg(feature = "cli")]
const TWINS: &str = r#"{
  "command": "library", "title": {"en": "Library"}, "description": {"en": "The club's library"},
  "entries": [
    {"id": "borrow-book", "answer": {"en": "For a month."}, "sources": ["gazette"], "as_of": "2026-01-19",
     "questions": {"en": ["How long may I borrow a book from the library?", "book borrowing time at the library",
       "For how many weeks is a library book lent?"]}},
    {"id": "borrow-novel", "answer": {"en": "For two weeks."}, "sources": ["gazette"], "as_of": "2026-01-19",
     "questions": {"en": ["How long may I borrow a book from the club library?", "book borrowing time at the club library",
       "For how many weeks is a club library book lent?"]}}
  ]
}
"#;

#[cfg(feature = "cli")]
#[test]
fn two_entries_that_are_easily_confused_are_found_and_named() {
    let dir = console::folder();
    std::fs::write(dir.path().join("topics/library.json"), TWINS).unwrap();
    let desk = Desk::new(load(dir.path(), TODAY).unwrap().knowledge, Thresholds::default());
    let shelf = desk.shelf();
    let winner = |id: &str, lang, phrasing| {
        let (_, entry) = shelf.entry(id).expect("there is such an entry");
        shelf.matcher.winner_without(entry, lang, phrasing)
    };
    for (id, rival) in [("borrow-book", "borrow-novel"), ("borrow-novel", "borrow-book")] {
        let winner = winner(id, Lang::En, 0).expect("somebody wins");
        assert_eq!(winner.id, rival, "{}", winner.score);
    }
    let own = winner("summit-lunch", Lang::En, 0).expect("somebody wins");
    assert_eq!(own.id, "summit-lunch", "an entry like no other wins without one of its phrasings");
    assert_eq!(winner("summit-lunch", Lang::En, 3), None, "there is no such phrasing");
    assert_eq!(winner("borrow-book", Lang::It, 0), None, "nor one in Italian");
    let text = console::run(&mut console::attache_on(dir.path(), &["check"]), b"").fine();
    let found: Vec<&str> = text.split("\n\n").filter(|problem| problem.contains("[confusable-entries]")).collect();
    for (id, rival) in [("borrow-book", "borrow-novel"), ("borrow-novel", "borrow-book")] {
        let named = format!("would get `{rival}` and not `{id}`");
        let problem = found.iter().find(|problem| problem.contains(&named));
        let problem = problem.unwrap_or_else(|| panic!("{named:?} is not in:\n{text}"));
        assert!(problem.starts_with("warning") && problem.contains("topics/library.json:"), "{problem}");
    }
}

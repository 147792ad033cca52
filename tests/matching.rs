//! What people may expect of the matcher, in each language alike: how one asks does not matter, what one asks
//! does; no text breaks it; and the same question gets the same reply.

#[cfg(feature = "cli")]
#[path = "support/console.rs"]
mod console;

use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use attache::desk::Desk;
use attache::knowledge::{Knowledge, built_in, load};
use attache::lang::Lang;
use attache::matching::{Decision, MAX_CHARS, Thresholds};
use attache::reply::{Outcome, Question, Reply};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 2, 1);

static SMALL: LazyLock<Desk> = LazyLock::new(|| Desk::new(small(), Thresholds::default()));
static SHIPPED: LazyLock<Desk> = LazyLock::new(|| Desk::new(built_in(), Thresholds::default()));

fn small() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    load(&folder, TODAY).expect("the small knowledge base is sound").knowledge
}

fn question(text: &str) -> Question {
    Question { text: text.to_owned(), hint: None, today: TODAY }
}

fn outcome(reply: &Reply) -> String {
    match &reply.outcome {
        Outcome::Answer(answer) => answer.id.clone(),
        Outcome::Suggest(_) => "a suggestion".to_owned(),
        Outcome::Unanswered => "no answer".to_owned(),
    }
}

/// Each wording is answered with this entry of the small knowledge base.
#[track_caller]
fn check(id: &str, wordings: &[&str]) {
    for text in wordings {
        let reply = SMALL.ask(&question(text));
        assert_eq!(outcome(&reply), id, "{text:?}: {:?}", reply.best);
    }
}

/// None of these is answered: to be unsure is fine, to be wrong is not.
#[track_caller]
fn check_not_answered(desk: &Desk, texts: &[&str]) {
    for text in texts {
        let reply = desk.ask(&question(text));
        let shown: String = text.chars().take(80).collect();
        assert!(!matches!(reply.outcome, Outcome::Answer(_)), "{shown:?} must not be answered: {:?}", reply.best);
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
fn another_year_is_not_answered() {
    check_not_answered(
        &SMALL,
        &["When do the Winter Olympics of 2022 open?", "Quando si aprono le Olimpiadi invernali del 2030?"],
    );
    check_not_answered(&SMALL, &["1999년 한국과 이탈리아의 교역액은 얼마였나요?"]);
    check_not_answered(
        &SHIPPED,
        &[
            "How many MOUs did Korea and Italy sign in 2019?",
            "How much was trade between Korea and Italy in 1999?",
            "How many MOUs did Korea and Italy sign on 19 January 2019?",
            "2019년 1월 19일 한국과 이탈리아는 MOU를 몇 건 체결했나요?",
            "Quanto valeva l'interscambio tra Italia e Corea nel 1987?",
            "1987년 한국과 이탈리아의 교역액은 얼마였나요?",
        ],
    );
}

#[test]
fn another_country_is_not_answered() {
    check_not_answered(
        &SMALL,
        &[
            "How many MOUs did Korea and France sign in Seoul?",
            "How much was trade between Korea and Germany in 2025?",
            "Dove si trova Casa Corea a Parigi?",
            "Quanti MOU hanno firmato Corea e Francia a Seul?",
            "한국과 프랑스는 서울에서 MOU를 몇 건 체결했나요?",
            "Where is Korea House in Paris?",
            "파리 코리아하우스는 어디에 있나요?",
            "2025년 한국과 독일의 교역액은 얼마였나요?",
            "서울과 마드리드 사이에 직항편이 있나요?",
        ],
    );
    check_not_answered(
        &SHIPPED,
        &[
            "How many MOUs did Korea and France sign on 19 January 2026?",
            "Quanti MOU hanno firmato Giappone e Italia il 19 gennaio 2026?",
            "How large was trade between Korea and Germany in 2025?",
            "A quanto ammontava l'interscambio tra Corea e Germania nel 2024?",
            "2024년 한국과 독일의 교역액은 얼마였나요?",
            "Are there direct flights between Seoul and Madrid?",
            "Ci sono voli diretti tra Seul e Madrid?",
            "서울과 마드리드 사이에 직항편이 있나요?",
            "Where was Korea House in Paris?",
            "Dove si trovava Casa Corea a Parigi?",
            "파리 코리아하우스는 어디에 있었나요?",
            "보르게세 미술관 중국어 오디오가이드",
            "2026년 1월 19일 한국과 프랑스는 MOU를 몇 건 체결했나요?",
        ],
    );
}

#[test]
fn what_another_country_rules_out_is_not_answered_with_the_next_best() {
    // There is an entry on who exports most arms, which does not know of Japan, and one on ranks in Asia that does.
    check_not_answered(
        &SHIPPED,
        &[
            "rank of Japan among arms exporters",
            "posto del Giappone nella classifica dei maggiori esportatori di armi",
            "일본은 무기 수출 세계 몇 위야?",
        ],
    );
}

#[test]
fn another_name_is_not_answered() {
    check_not_answered(
        &SHIPPED,
        &[
            "Which gift did President Lee give to Macron?",
            "What gift did President Lee give Trump?",
            "What gift did President Lee give to Takaichi?",
            "Quale regalo ha fatto Lee a Takaichi?",
            "Quale regalo ha fatto Lee a Macron?",
            "이재명 대통령은 마크롱에게 어떤 선물을 줬나요?",
            "이재명 대통령은 다카이치에게 어떤 선물을 줬나요?",
        ],
    );
}

#[test]
fn what_an_entry_must_not_answer_it_does_not_though_it_is_worded_like_a_phrasing() {
    let desk = &*SMALL;
    let typed = |text: &str| [text.to_owned(), text.to_uppercase(), format!("  {}!!", text.trim_end_matches('?'))];
    for (_, entry) in desk.shelf().knowledge.entries() {
        for text in entry.not.items().flat_map(|(_, text)| typed(text)) {
            assert_ne!(outcome(&desk.ask(&question(&text))), entry.id, "{text:?}");
        }
    }
}

#[test]
fn what_sets_a_question_apart_that_must_not_be_answered_decides_in_other_wordings() {
    check_not_answered(
        &SMALL,
        &[
            "on what day do the olympics close",
            "closing day of the Winter Olympics, when do they close?",
            "in che giorno si chiudono le olimpiadi",
            "do any trains run between Rome and Seoul?",
            "da Roma a Seul ci sono treni?",
        ],
    );
    check_not_answered(
        &SHIPPED,
        &[
            "how many medals did team Italy win at the Winter Games",
            "quante medaglie ha vinto la squadra italiana ai giochi invernali",
            "밀라노에서 이탈리아가 딴 메달 몇 개야",
            "do Koreans need a visa for their holidays in Italy",
            "ai coreani in vacanza in Italia serve un visto?",
            "한국인이 이탈리아로 여행 가려면 비자가 필요해?",
        ],
    );
}

#[test]
fn what_did_not_come_about_is_not_answered_with_what_did() {
    check_not_answered(
        &SHIPPED,
        &[
            "Why did President Lee refuse the state visit to Italy?",
            "why was the state visit to Italy cancelled",
            "perché Lee ha rifiutato la visita di Stato in Italia?",
            "이재명 대통령은 왜 이탈리아 국빈 방문을 거절했어?",
            "이탈리아 국빈 방문이 취소된 이유",
        ],
    );
}

#[test]
fn what_is_in_one_country_is_not_answered_with_what_is_in_the_other() {
    for text in [
        "how many Italian companies are active in South Korea",
        "quante aziende italiane ci sono in Corea",
        "한국에 이탈리아 기업이 몇 개 있어?",
    ] {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), "trade-italian-firms", "{text}");
    }
    check_not_answered(
        &SHIPPED,
        &[
            "how many Korean companies are active in Italy",
            "quante aziende coreane ci sono in Italia",
            "이탈리아에 한국 기업이 몇 개 있어?",
        ],
    );
}

#[test]
fn what_one_gave_is_not_answered_with_what_one_was_given() {
    for text in
        ["what did Lee give to Meloni as a gift", "cosa ha regalato Lee alla Meloni", "이재명이 멜로니에게 준 선물은?"]
    {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), "summit-gift-phone", "{text}");
    }
    check_not_answered(
        &SHIPPED,
        &[
            "what did Meloni give to Lee as a gift",
            "cosa ha regalato Meloni al presidente Lee",
            "멜로니가 이재명에게 준 선물은?",
        ],
    );
}

#[test]
fn everyday_questions_are_left_alone() {
    let texts = [
        "set a timer for ten minutes",
        "my printer is out of ink, what now",
        "how do I get wine stains out of a shirt",
        "lower the volume a bit please",
        "a che ora chiude il supermercato",
        "ricordami di comprare il latte",
        "come si pulisce il filtro della lavatrice",
        "내일 아침 일곱 시에 깨워 줘",
        "세탁기 소리가 너무 커요",
        "배고픈데 라면 끓일까",
    ];
    check_not_answered(&SHIPPED, &texts);
    let suggested = texts.iter().filter(|text| outcome(&SHIPPED.ask(&question(text))) != "no answer");
    let suggested: Vec<&&str> = suggested.collect();
    assert!(suggested.len() <= 2, "suggestions for {suggested:?}");
}

#[test]
fn a_place_decides_in_a_korean_compound_too() {
    check_not_answered(&SHIPPED, &["베이징올림픽 코리아하우스 방문객 수", "런던올림픽 코리아하우스에 몇 명이나 왔어?"]);
}

#[test]
fn of_several_sessions_the_one_that_is_asked_for_is_told() {
    for text in ["2차 전략대화 열린 날짜", "2nd Strategic Dialogue: when was it?", "data del 2° dialogo strategico"]
    {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), "diplomacy-second-dialogue", "{text}");
    }
    check_not_answered(&SHIPPED, &["when was the 3rd Strategic Dialogue held", "3차 전략대화는 언제 열렸어"]);
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
            prop_assert!((suggest..answer).contains(&score), "{}", score);
            prop_assert!((1..=3).contains(&list.len()), "{:?}", list);
            prop_assert_eq!(Some(&list[0].id), reply.best.as_ref().map(|best| &best.id));
            prop_assert!(list.iter().all(|near| (0.0..=1.0).contains(&near.score)), "{:?}", list);
        }
        Outcome::Unanswered => prop_assert!(score < suggest, "{}", score),
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
                prop_assert!(best.is_some_and(|best| best >= thresholds.suggest && best < thresholds.answer));
                prop_assert!((1..=3).contains(&hits.len()));
            }
            Decision::Unanswered => prop_assert!(best.is_none_or(|best| best < thresholds.suggest)),
        }
    }
}

#[test]
fn what_is_told_of_one_partner_is_not_told_of_the_other() {
    check_not_answered(
        &SHIPPED,
        &[
            "How many medals did Italy win in Milan and Cortina?",
            "Italia: quante medaglie a Milano Cortina?",
            "Who carried the Italian flag at the opening in Milan?",
            "chi erano i portabandiera dell'Italia a Milano Cortina",
            "밀라노 코르티나 개회식 이탈리아 기수",
        ],
    );
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

#[test]
fn a_question_listed_with_a_year_or_a_place_is_no_example_for_one_without() {
    let asked = [
        (Lang::En, "how many memorandums did the two of them sign", ["back in 1997", "with Portugal"]),
        (Lang::It, "ma quanti memorandum hanno firmato quei due", ["nel 1997", "con il Portogallo"]),
        (Lang::Ko, "두 나라가 서명한 양해각서 개수", ["1997년", "포르투갈"]),
    ];
    let mut knowledge = built_in();
    for (lang, text, additions) in asked {
        let listed = match lang {
            Lang::En => &mut knowledge.unanswerable.en,
            Lang::It => &mut knowledge.unanswerable.it,
            Lang::Ko => &mut knowledge.unanswerable.ko,
        };
        listed.get_or_insert_default().extend(additions.map(|addition| format!("{text} {addition}")));
    }
    let desk = Desk::new(knowledge, Thresholds::default());
    for (_, text, additions) in asked {
        assert_eq!(outcome(&desk.ask(&question(text))), "mou-count", "{text}");
        for addition in additions {
            check_not_answered(&desk, &[&format!("{text} {addition}")]);
        }
    }
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

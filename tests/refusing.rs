//! What must not be answered is not, in each language alike: what differs from a phrasing by what decides, and what is none of
//! the bot's business.

#[path = "support/desks.rs"]
mod desks;

use attache::desk::Desk;
use attache::knowledge::built_in;
use attache::lang::Lang;
use attache::matching::Thresholds;

use desks::{BY_RULES, SHIPPED, SMALL, check_not_answered, outcome, question, small};

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
fn a_detail_that_an_entry_tells_nothing_of_is_not_answered() {
    check_not_answered(
        &SHIPPED,
        &[
            "Which school does Meloni's daughter go to?",
            "How many pages does the draft film agreement with Korea have?",
            "In che albergo di Seul ha dormito la Meloni?",
            "Chi era lo chef del pranzo ufficiale?",
            "Quanto è costato allo Stato il viaggio di Meloni in Asia?",
            "멜로니는 서울에서 어느 호텔에 묵었어?",
            "콜로세움 미디어파사드 보려면 입장료 얼마였어?",
            "Who is the coach of the Korean short track skaters?",
            "Chi è l'architetto della villa di Casa Corea a Milano?",
            "이탈리아 워킹홀리데이 비자 신청 서류 알려줘",
            "Is the Korean Cultural Institute in Rome open on Sundays?",
            "l'istituto culturale coreano di Roma è chiuso il lunedì o la domenica?",
        ],
    );
}

#[test]
fn an_entry_that_tells_next_to_nothing_is_not_ruled_out_by_what_it_does_not_tell() {
    let question = question("How many pages have the MOUs that Korea and Italy signed in Seoul?");
    let score = |desk: &Desk| desk.ask(&question).best.expect("something is found").score;
    let mut knowledge = small();
    for entry in knowledge.topics.iter_mut().flat_map(|topic| &mut topic.entries) {
        entry.answer.en = Some("See the link.".to_owned());
        (entry.answer.it, entry.answer.ko, entry.note) = (None, None, None);
        entry.events.clear();
    }
    let short = score(&Desk::new(knowledge, Thresholds::default()));
    let whole = score(&SMALL);
    assert!(short > 2.0 * whole, "{short} where little is told, {whole} where much is");
}

#[test]
fn where_phrasings_name_ever_other_days_yet_another_is_answered() {
    let question = question("is there a flight from Seoul to Rome on the 31st");
    let with_days = |days: std::ops::RangeInclusive<u8>| {
        let mut knowledge = small();
        for entry in knowledge.topics.iter_mut().flat_map(|topic| &mut topic.entries) {
            if entry.id == "travel-flights" {
                let phrasings = entry.questions.en.get_or_insert_default();
                phrasings.extend(days.clone().map(|day| format!("any flight to Rome on the {day}th?")));
            }
        }
        outcome(&Desk::new(knowledge, Thresholds::default()).ask(&question))
    };
    assert_ne!(with_days(4..=6), "travel-flights", "three days are what the entry is about");
    assert_eq!(with_days(4..=30), "travel-flights", "nobody means only those 27 days");
}

#[test]
fn another_subject_is_not_answered() {
    check_not_answered(
        &SHIPPED,
        &[
            "How many Korean cosmetics brands opened shops in Milan?",
            "Which two ministries are parties to the shipbuilding memorandum?",
            "Who signed the agreement on drones for Italy in Seoul?",
            "Which Koreans won medals in the luge at Milano-Cortina?",
            // Each of the words is known, but not what they name together.
            "Who drafts the social security agreement between Italy and Korea?",
            "What is the food safety memorandum expected to bring?",
            "Quali ministeri hanno concluso il memorandum sulla cantieristica?",
            "Quanti pannelli solari produce l'industria italiana secondo ANIE?",
            "Chi ha firmato il memorandum sui droni?",
            "드론 양해각서에는 누가 서명했나요?",
            "조선업 양해각서는 어느 부처끼리 맺었나요?",
            "밀라노 코르티나 올림픽 봅슬레이에서 한국은 메달을 몇 개 땄어?",
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
fn a_listed_name_that_no_entry_knows_is_somebody_else_in_small_letters_too() {
    check_not_answered(
        &SHIPPED,
        &[
            "what did gentiloni write in the guest book of the seoul national cemetery",
            "which company did borgonzoni visit, was it the netflix office in seoul",
            "cosa ha scritto salvini sul libro d'onore del cimitero di seul",
            "chi ha accolto draghi all'aeroporto di seul",
            "이명박 대통령이 멜로니에게 선물한 휴대폰은 무슨 색이야?",
            "하프파이프에서 황대헌이 금메달 땄어?",
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
            "cosa ha deluso Borgonzoni del cinema coreano?",
            "보르곤초니가 한국 영화에 실망한 점",
        ],
    );
    check_not_answered(&BY_RULES, &["quali settori sono rimasti fuori dal memorandum industriale"]);
}

#[test]
fn why_something_is_not_is_not_answered_with_how_it_is() {
    check_not_answered(
        &SHIPPED,
        &[
            "Why didn't Meloni lay a wreath at the National Cemetery in Seoul?",
            "Come mai non hanno firmato il memorandum sulla protezione civile?",
            "멜로니는 왜 현충원에 안 갔어?",
        ],
    );
    // One that asks why something is so, by its own words, is answered.
    let fine = SHIPPED.ask(&question("why didn't Italy and Korea have diplomatic relations for so long?"));
    assert_eq!(outcome(&fine), "history-interruption");
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
    for text in [
        "what did Lee give to Meloni as a gift",
        "cosa ha regalato Lee alla Meloni",
        "이재명이 멜로니에게 준 선물은?",
        // Its entry must not answer the same with the two in each other's place.
        "이재명이 멜로니한테 무슨 선물을 줬어",
    ] {
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

/// One word that stands in some phrasing by the way asks for nothing, whatever else is said around it; one by which an entry is
/// asked for does.
#[test]
fn small_talk_on_a_server_is_left_alone() {
    check_not_answered(
        &SHIPPED,
        &[
            "where are the mods",
            "any mods around?",
            "hey mods, who can see the gifs here",
            "where are the threads",
            "what's the boost",
            "teach me italian",
            "이탈리아 수도 어디야",
        ],
    );
    for (text, id) in [
        ("so what is FORGE", "minerals-forge"),
        ("chi è Mattarella", "history-mattarella-visit"),
        ("코리아하우스가 뭐야", "olympics-korea-house"),
    ] {
        assert_eq!(outcome(&SHIPPED.ask(&question(text))), id, "{text}");
    }
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
    check_not_answered(
        &BY_RULES,
        &[
            "who led the third Strategic Dialogue of Italy and Korea?",
            "la terza sessione del dialogo strategico quando si è tenuta",
            "il 15esimo comitato scientifico con la Corea quando si è tenuto",
            "the thirteenth joint committee on science of Korea and Italy",
            "il tredicesimo comitato scientifico Italia-Corea",
            "열세 번째 과학기술공동위원회는 언제야",
            "두 번째로 청와대에 초대받은 외국 정상은 누구야",
        ],
    );
    let rank = BY_RULES.ask(&question("Is Korea the fourth or the third trading partner of Italy in Asia?"));
    assert_eq!(outcome(&rank), "trade-rank-asia", "of ranks, people ask whether they are right");
}

#[test]
fn a_word_that_decides_does_so_mistyped_too() {
    check_not_answered(&BY_RULES, &["chi ha vinto lo snowboard maschlie", "che prezo ha il biglieto per la mostra"]);
}

#[test]
fn what_is_not_is_not_answered_with_what_is() {
    check_not_answered(
        &BY_RULES,
        &[
            "in which sectors did Lee and Meloni not agree to work together",
            "in quali settori Italia e Corea non hanno deciso di collaborare",
            "정상회담에서 합의하지 못한 분야가 뭐야",
        ],
    );
    // A doubt denies nothing.
    for text in
        ["which sectors did they agree on, wasn't it four?", "quali settori, non ricordo, hanno scelto Lee e Meloni"]
    {
        assert_eq!(outcome(&BY_RULES.ask(&question(text))), "summit-four-sectors", "{text}");
    }
}

#[test]
fn what_no_entry_tells_of_a_subject_is_not_answered_with_what_one_does_tell() {
    check_not_answered(
        &SHIPPED,
        &[
            "is hanji haunted",
            "Korea House wifi password",
            "the joint statement lawsuit",
            "la carta hanji è stregata?",
            "공동성명 소송",
            "반도체 양해각서 표절이야?",
            "오찬때 연주 안 한 노래",
            // No slips for 한지 and 비자.
            "한자 인증",
            "이탈리아 물가 한국보다 비싸?",
            "why was the second strategic dialogue cancelled",
            "반대로 이탈리아에 나가 있는 우리나라 회사는 몇 개나 될까?",
        ],
    );
}

#[test]
fn what_is_ones_is_not_answered_with_what_is_anothers() {
    check_not_answered(
        &BY_RULES,
        &[
            "how many square metres has the Italian cultural institute",
            "How many Korean students are there at universities?",
            "quanti studenti coreani frequentano l'università",
            "quanta gente è andata a Casa Italia durante i Giochi",
        ],
    );
    let of_both = BY_RULES.ask(&question("what do the Italian police do together with the Korean police"));
    assert_eq!(outcome(&of_both), "tourism-police-patrol");
}

#[test]
fn what_goes_one_way_is_not_answered_with_what_goes_the_other() {
    check_not_answered(
        &BY_RULES,
        &[
            "did the Korean hospital in Italy look after many patients?",
            "what kind of hospital did Korea send to Italy in the fifties?",
            "quanti coreani studiano negli atenei italiani?",
            "한국이 이탈리아에 보낸 병원에서 환자를 몇 명 치료했어?",
            "Where in Milan is the Korean cultural institute?",
            // Where from is not said.
            "quanti studenti vanno a studiare in Italia",
            "이탈리아로 유학 가는 학생은 얼마나 늘었어?",
        ],
    );
    let right = BY_RULES.ask(&question("how many sick people did Italy's hospital treat in Korea?"));
    assert_eq!(outcome(&right), "history-red-cross-patients");
}

#[test]
fn another_place_is_not_answered_with_or_without_an_apostrophe() {
    check_not_answered(
        &BY_RULES,
        &[
            "whats turins twin city in korea",
            "what did meloni write at hiroshima",
            "quante opere coreane hanno proiettato sul Pantheon?",
            "인천이랑 자매결연한 이탈리아 도시는?",
            "부산시랑 자매도시인 이탈리아 도시",
            "전쟁 때 터키군은 언제 상륙했어?",
            "조러조약에 서명한 사람",
            "working holiday for austrians in korea, how many a year",
        ],
    );
}

#[test]
fn what_one_person_did_is_not_told_of_another() {
    check_not_answered(
        &BY_RULES,
        &[
            "what did Tajani write into the visitors' book at the cemetery of Seoul",
            "che canzoni hanno suonato a Trump al pranzo con Lee",
            "what did Moon Jae-in write on X below the selfie with Meloni",
            "윤석열 대통령이 멜로니 총리에게 준 휴대폰은?",
        ],
    );
    let either = BY_RULES.ask(&question("who became Italy's strategic partner, was it under Moon or Yoon?"));
    assert_ne!(outcome(&either), "no answer", "whoever names two does not know which");
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

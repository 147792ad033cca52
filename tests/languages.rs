//! Three languages as equals in how people type: on the wrong keyboard, by initials, with spaces left out or put in, with
//! names in other spellings, without apostrophes. One table of kinds and languages against the shipped knowledge base, and
//! what holds for any of its questions.
#![cfg(feature = "meanings")]

use std::sync::LazyLock;

use attache::desk::Desk;
use attache::knowledge::built_in;
use attache::lang::Lang;
use attache::matching::Thresholds;
use attache::reply::Question;
use jiff::civil::date;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

static DESK: LazyLock<Desk> = LazyLock::new(|| Desk::new(built_in(), Thresholds::default()));

fn question(text: &str) -> Question {
    Question { text: text.to_owned(), hint: None, today: date(2026, 11, 1) }
}

/// The entry that comes nearest.
fn best(text: &str) -> String {
    DESK.ask(&question(text)).best.map_or_else(|| "nothing".to_owned(), |best| best.id)
}

/// Each row is an entry and how its question is typed; the entry is the best, in the language that was meant.
#[track_caller]
fn check(lang: Lang, rows: &[(&str, &str)]) {
    for (id, typed) in rows {
        let reply = DESK.ask(&question(typed));
        let found = reply.best.as_ref().map_or("nothing", |best| best.id.as_str());
        assert_eq!((found, reply.lang), (*id, lang), "{typed:?}, read as {:?}", read_as(typed));
    }
}

/// A text as the matcher reads it.
fn read_as(text: &str) -> String {
    DESK.explain(&question(text)).read_as
}

/// None of these is read as anything else.
#[track_caller]
fn check_stays(texts: &[&str]) {
    for text in texts {
        assert_eq!(read_as(text), *text);
    }
}

#[test]
fn letters_that_a_slip_left_alone_are_put_into_their_syllables() {
    check(
        Lang::Ko,
        &[
            ("summit-overview", "한구ㄱ이랑 이ㅌㅏㄹ리아 정상회당ㅁ 언제야"),
            ("semiconductors-overview", "바ㅏㄴ도체 협려ㄱ 뭐야"),
            ("olympics-team-korea", "올림ㅍㅣㄱ 한국 메달 몇개"),
            ("mou-count", "양해ㄱㅏㄱ서 몇개 체결했어ㅋㅋ"),
        ],
    );
    check_stays(&["정상회담 언제 열렸어ㅋㅋㅋ", "반도체ㅠㅠ", "올림픽 꿀잼ㅋ", "ㅇㅋ 올림픽"]);
}

#[test]
fn the_wrong_keyboard_is_seen_through() {
    check(
        Lang::En,
        &[
            ("mou-count", "ㅙㅈ ㅡ무ㅛ ㅡㅒㅕ 양 ㅏㅐㄱㄷㅁ 뭉 ㅑㅅ미ㅛ 냐후"),
            ("olympics-closing", "조두 양 솓 쟈ㅜㅅㄷㄱ ㅐㅣㅛㅡㅔㅑㅊㄴ 치ㅐㄴㄷ"),
            ("summit-gift-phone", "ㅔㅙㅜㄷ ㅣㄷㄷ ㅎㅁㅍㄷ ㅡ디ㅐㅜㅑ"),
            ("summit-menu", "ㅡ두ㅕ ㅐㄹ 솓 ㅣㅕㅜ초대ㅜ"),
            ("semiconductors-overview", "ㄴ드ㅑ채ㅜ옃색 채ㅐㅔㄷㄱㅁ샤ㅐㅜ ㅏㅐㄱㄷㅁ ㅑㅅ미ㅛ"),
            ("tourism-direct-flights", "약ㄷㅊㅅ 리ㅑ홋ㄴ ㅏㅐㄱㄷㅁ ㅑㅅ미ㅛ"),
            ("culture-colosseum", "ㅏㅐㄱㄷ무 ㅡㄷ얌 ㄹㅁㅊㅁㅇㄷ 채ㅣㅐㄴㄴ뎌ㅡ"),
            ("history-treaty-1884", "략ㄴㅅ ㅅㄱㄷㅁ쇼 ㅏㅐㄱㄷㅁ ㅑㅅ미ㅛ 1884"),
            ("minerals-overview", "ㅊ갸샻미 ㅡㅑㅜㄷㄱ민 ㅁㅎㄱㄷ드둣"),
            ("trade-eu-fta", "ㄹㄱㄷㄷ ㅅㄱㅁㅇㄷ ㅁㅎㄱㄷ드둣 뎌 ㅏㅐㄱㄷㅁ"),
            ("civil-protection-benefits", "챠퍄ㅣ ㅔ갯ㄷㅊ샤ㅐㅜ ㅠ둗럇ㄴ ㄷ텓ㅊㅅㄷㅇ"),
            ("olympics-team-korea", "ㅙㅈ ㅡ무ㅛ ㅡㄷㅇ민 양 ㅏㅐㄱㄷㅁ 쟈ㅜ"),
            ("history-kim-dae-jung", "ㅏㅑㅡ ㅇㅁㄷ ㅓㅕㅜㅎ ㄴㅅㅁㅅㄷ 퍄냣 ㅑㅅ미ㅛ"),
            ("trade-italian-firms", "ㅙㅈ ㅡ무ㅛ ㅑㅅ미ㅑ무 채ㅡㅔ무ㅑㄷㄴ ㅐㅔㄷㄱㅁㅅㄷ ㅑㅜ ㅏㅐㄱㄷㅁ"),
            ("tourism-daegu-milan", "ㅁㄱㄷ ㅇㅁㄷ혀 뭉 ㅡㅑㅣ무 냔ㅅㄷㄱ 챠샫ㄴ"),
            ("security-dprk-2000", "ㅑㅅ미ㅛ ㅜㅐㄱ소 ㅏㅐㄱㄷㅁ 야ㅔㅣㅐㅡㅁ샻 ㄱ딤샤ㅐㅜㄴ"),
            ("culture-institute", "ㅏㅐㄱㄷ무 쳐ㅣ셕미 ㅑㅜㄴ샤셧ㄷ 개ㅡㄷ"),
            ("summit-bologna", "ㅣㄷㄷ 채ㅐㅔㄷㄱㅁ샾ㄷㄴ ㅠㅐㅣㅐ훔"),
        ],
    );
    check(
        Lang::It,
        &[
            ("mou-count", "벼무샤 ㅡ드ㅐㄱ무여ㅡ ㅗ무ㅜㅐ 랴금새"),
            ("olympics-closing", "벼무애 냐 내ㅜㅐ 초ㅑㅕㄴㄷ ㅣㄷ ㅐㅣㅑㅡㅔㅑㅁ야 ㅑㅜㅍㄷ구미ㅑ"),
            ("summit-gift-phone", "ㅅ딛래ㅜㅐ ㄱㄷㅎ밈새 ㅁ ㅡ디ㅐㅜㅑ"),
            ("summit-menu", "ㅡ두ㅕ ㅇ디 ㅔㄱ무캐 야 ㅣㄷㄷ ㄷ ㅡ디ㅐㅜㅑ"),
            ("semiconductors-overview", "채ㅐㅔㄷㄱㅁ캬ㅐㅜㄷ 녀ㅑ ㄴ드ㅑ채ㅜ엿새갸 책ㄷㅁ ㅑㅅ미ㅑㅁ"),
            ("tourism-direct-flights", "패ㅣㅑ 약ㄷㅅ샤 책ㄷㅁ ㅑㅅ미ㅑㅁ"),
            ("culture-colosseum", "ㅊㅐㄴㅁ ㄷㄱㅁ ㅣㅁ ㅔㄱㅐㅑㄷㅋㅑㅐㅜㄷ ㅊㅐㄱㄷㅁㅜㅁ ㅁㅣ ㅊㅐㅣㅐㄴㄴㄷㅐ"),
            ("minerals-overview", "ㅡㅑㅜㄷㄱ미ㅑ ㅊ갸샤챠 ㅁㅊ책애"),
            ("civil-protection-overview", "ㅔ갯ㄷ캬ㅐㅜㄷ 챠퍄ㅣㄷ ㅑㅅ미ㅑㅁ 책ㄷㅁ"),
            ("olympics-team-korea", "벼뭇ㄷ ㅡㄷㅇㅁ히ㅑㄷ ㅗㅁ 퍄ㅜ새 ㅣㅁ 책ㄷㅁ"),
            ("history-kim-dae-jung", "ㅏㅑㅡ ㅇㅁㄷ ㅓㅕㅜㅎ 퍄냣ㅁ 야 ㄴㅅㅁ새 ㅑㅜ ㅑㅅ미ㅑㅁ"),
            ("trade-italian-firms", "벼뭇ㄷ ㅁ캬둥ㄷ ㅑㅅ미ㅑ묻 ㅐㅔㄷㄱ무ㅐ ㅑㅜ 책ㄷㅁ"),
            ("tourism-daegu-milan", "ㅇㅁㄷ혀 ㄷ ㅡㅑㅣ무ㅐ ㅎ드디ㅣㅁㅅㄷ"),
            ("culture-institute", "ㅑㄴ샤셔새 쳐ㅣ셕믿 책ㄷ무ㅐ 개ㅡㅁ"),
            ("history-red-cross-hospital", "ㅐ넫ㅇ믿 ㅊ갳ㄷ 갠ㄴㅁ 혇ㄱㄱㅁ 야 책ㄷㅁ"),
            ("summit-bologna", "채ㅐㅔㄷㄱㅁ샾ㄷ 야 ㅠㅐㅣㅐ훔 ㅣㄷㄷ"),
        ],
    );
    check(
        Lang::Ko,
        &[
            ("olympics-team-korea", "dhfflavlr apekf auc ro EkTdj"),
            ("olympics-closing", "ehdrPdhfflavlr vPakrtlr djswp"),
            ("mou-count", "didgorkrtj auc rjs cprufgoTdj?"),
            ("summit-gift-phone", "dlwoaud apffhsl gbeovhs tjsanf anjdi"),
            ("summit-menu", "wjdtkdghleka dhcks apsb anjduTdj?"),
            ("tourism-direct-flights", "gksrnr dlxkffldk wlrgkd auc vus"),
            ("culture-colosseum-date", "zhffhtpdna aleldjvktkem djswp"),
            ("history-treaty-1884", "gksrnr dlxkffldk cjt tnry whdir"),
            ("minerals-overview", "gortlarhkdanf guqfur gkqdml"),
            ("semiconductors-overview", "qksehcp guqfur"),
            ("tourism-working-holiday", "dnjzldghfflepdl guqwjd djswp tjaud"),
            ("diplomacy-state-visit", "dlwoaud rnrqls qkdans chcjd"),
            ("film-coproduction-agreement", "dudghk rhdehdwpwkr guqwjd cprufgoTdj?"),
            ("summit-cemetery-message", "guscnddnjs qkdaudfhr anjfkrh TjTdj"),
            ("trade-eu-fta", "wkdbandurguqwjd djswp qkfgyehoTskdy"),
            ("olympics-kim-yun-ji", "rladbswl snrndi"),
            ("civil-protection-benefits", "tlalsqhgh guqfur rleo gyrhk"),
            ("heritage-hanji-saint-francis", "gkswlfh qhrdnjsehls ansghkwo"),
            ("history-kim-dae-jung", "rlaeownd eoxhdfud dlxkffldk rnrqls qkdans djswp"),
            ("trade-italian-firms", "gksrnrdp dlTsms dlxkffldk rldjq auc ro"),
            ("tourism-daegu-milan", "eornfkd alffksh wkaoehtldi?"),
            ("security-dprk-2000", "dlxkffldk qnrgks tnry djswp"),
            ("culture-institute", "fhak gksrnransghkdnjs djel dlTdj"),
            ("olympics-flag-bearers", "roghltlr gksrnr rltn snrnduTdj"),
            ("minerals-forge", "vhwl dmlwkdrnr djel"),
            ("summit-bologna", "qhffhsi guqehdwhgkq dOrl"),
            ("history-red-cross-hospital", "gksrnrwjswod dlxkffldk quddnjs"),
            ("summit-airport", "apffhsl rhdgkd snrk akwnd"),
        ],
    );
}

#[test]
fn initial_consonants_stand_for_words() {
    check(
        Lang::Ko,
        &[
            ("olympics-closing", "ㅇㄹㅍ 폐막식 언제"),
            ("olympics-team-korea", "ㅇㄹㅍ 메달 몇 개"),
            ("semiconductors-overview", "ㅂㄷㅊ ㅎㄹ"),
            ("summit-menu", "ㅈㅅㅎㄷ 오찬 메뉴"),
            ("mou-count", "ㅇㅎㄱㅅ 몇 건 체결했어"),
            ("tourism-direct-flights", "ㅇㅌㄹㅇ 직항 몇 편"),
            ("culture-colosseum-date", "ㅋㄹㅅㅇ 미디어파사드 언제"),
            ("minerals-overview", "ㅎㅅㄱㅁ 협력 합의 내용"),
            ("diplomacy-state-visit", "ㅇㅈㅁ 대통령 국빈 방문 초청"),
            ("summit-gift-phone", "ㅇㅈㅁ이 ㅁㄹㄴ한테 준 휴대폰"),
            ("ai-overview", "ㅇㄱㅈㄴ 합의"),
            ("tourism-working-holiday", "ㅇㅋㅎㄹㄷㅇ 협정 언제"),
            ("summit-cemetery", "ㅎㅊㅇ에서 뭐 했어"),
            ("olympics-paralympics-result", "ㅍㄹㄹㅍ 성적"),
            ("diplomacy-action-plan", "ㅇㅅㅍㄹ 2026-2030"),
            ("minerals-third-countries", "ㅎㅅㄱㅁ ㅇㅍㄹㅋ 진출"),
            ("olympics-korea-house", "ㅋㄹㅇㅎㅇㅅ 밀라노 어디"),
            ("trade-2024-volume", "2024년 ㅎㄱ ㅇㅌㄹㅇ 교역 규모"),
            ("film-coproduction-agreement", "영화 ㄱㄷㅈㅈ 협정 체결했나요"),
            ("semiconductors-overview", "ㅂㄷㅊ 협력 ㅋㅋㅋ"),
            ("summit-bologna", "ㅂㄹㄴ ㅎㄷㅈㅎ 얘기"),
            ("tourism-daegu-milan", "대구 ㅁㄹㄴ ㅈㅁㄷㅅ"),
            ("culture-blackpink", "ㅁㄹㄴ ㅂㄹㅍㅋ 콘서트"),
            ("security-korean-peninsula", "ㅎㅂㄷ 비핵화 두 정상"),
            ("history-strategic-partnership", "ㅈㄹㅈ ㄷㅂㅈ 관계 언제부터"),
            ("semiconductors-mou-signatories", "ㅂㄷㅊ ㅇㅎㄱㅅ 누가 서명"),
            ("heritage-digitisation", "ㅁㅎㅇㅅ 디지털화"),
            ("olympics-short-track", "ㅅㅌㅌㄹ 메달 몇개"),
            ("diplomacy-action-plan", "액션플랜 ㅇㅌㄹㅇ 2026-2030 ㅋㅋㅋ"),
        ],
    );
}

#[test]
fn spaces_may_be_missing_or_too_many_in_english() {
    check(
        Lang::En,
        &[
            ("partnership-areas", "koreaitaly partnership areas"),
            ("mou-overview", "which memorandumofunderstanding link korea and italy"),
            ("semiconductors-overview", "semiconductorcooperation korea italy"),
            ("tourism-direct-flights", "directflights korea italy"),
            ("olympics-closing", "when did the winterolympics close"),
            ("culture-overview", "culturalcooperation between korea and italy"),
            ("minerals-overview", "criticalminerals agreement"),
            ("civil-protection-overview", "civilprotection agreement"),
            ("summit-menu", "menu of the leemeloni luncheon"),
            ("trade-eu-fta", "freetradeagreement eu korea when"),
            ("diplomacy-state-visit", "has lee been invited for a statevisit"),
            ("heritage-overview", "culturalheritage cooperation"),
            ("ai-overview", "artificialintelligence agreement"),
            ("tourism-working-holiday", "workingholiday agreement when signed"),
            ("semiconductors-overview", "semi conductor cooperation"),
            ("semiconductors-overview", "semi-conductors cooperation korea italy"),
            ("film-coproduction-agreement", "film co production agreement signed"),
            ("ai-overview", "co-operation on artificial intelligence"),
            ("olympics-snowboard", "snow board medals koreans 2026"),
            ("culture-blackpink", "which k pop concert did meloni attend"),
            ("culture-colosseum", "mediafacade at the colosseum"),
            ("history-strategic-partnership", "since when strategicpartnership"),
            ("history-140th-anniversary", "140thanniversary message mattarella yoon"),
            ("security-korean-peninsula", "denuclearisation koreanpeninsula two leaders 2026"),
            ("heritage-digitisation", "heritagedigitisation joint projects"),
            ("tourism-police-patrol", "koreanpolice patrol tourists"),
            ("summit-photo-book", "photographbook korean government gave meloni"),
            ("history-red-cross-hospital", "koreanwar italian hospital"),
        ],
    );
}

#[test]
fn spaces_may_be_missing_or_too_many_in_italian() {
    check(
        Lang::It,
        &[
            ("olympics-team-korea", "medaglie corea giochiolimpici"),
            ("mou-overview", "memorandumdintesa tra corea e italia"),
            ("semiconductors-overview", "cooperazionesuisemiconduttori"),
            ("tourism-direct-flights", "volidiretti corea italia"),
            ("olympics-closing", "quando si sono chiuse le olimpiadiinvernali"),
            ("culture-overview", "cooperazioneculturale corea italia"),
            ("minerals-overview", "mineralicritici accordo"),
            ("civil-protection-overview", "protezionecivile accordo italia corea"),
            ("trade-eu-fta", "liberoscambio ue corea quando"),
            ("diplomacy-state-visit", "lee invitato per una visitadistato"),
            ("heritage-overview", "patrimonioculturale collaborazione"),
            ("ai-overview", "intelligenzaartificiale accordo"),
            ("tourism-working-holiday", "vacanzelavoro accordo quando firmato"),
            ("partnership-areas", "italiacorea partenariato settori"),
            ("semiconductors-overview", "semi conduttori cooperazione"),
            ("film-coproduction-agreement", "accordo di co produzione cinematografica"),
            ("tourism-audio-guide-plan", "più audio guide in coreano chieste da Lee"),
            ("history-prodi-seoul", "qualepresidentedelconsiglio italiano visitò la corea prima di meloni"),
            ("culture-colosseum", "cos'era la proiezionecoreana al colosseo"),
            ("history-strategic-partnership", "da quando partenariatostrategico"),
            ("security-korean-peninsula", "denuclearizzazione penisolacoreana due leader"),
            ("trade-non-tariff-barriers", "barrierenontariffarie meloni"),
            ("heritage-digitisation", "digitalizzazionedelpatrimonio progetti comuni"),
            ("tourism-police-patrol", "poliziacoreana pattuglia turisti"),
            ("history-red-cross-hospital", "guerradicorea ospedale italiano"),
            ("tourism-daegu-milan", "cittàgemellate daegu milano"),
        ],
    );
}

#[test]
fn spaces_may_be_missing_or_too_many_in_korean() {
    check(
        Lang::Ko,
        &[
            ("semiconductors-overview", "한국이탈리아반도체협력"),
            ("summit-menu", "정상회담오찬메뉴뭐야"),
            ("history-strategic-partnership", "한이전략적동반자관계언제"),
            ("summit-gift-phone", "멜로니휴대폰선물"),
            ("olympics-team-korea", "동계올림픽한국메달몇개"),
            ("tourism-direct-flights", "한국이탈리아직항몇편"),
            ("mou-count", "양해각서몇건체결했어"),
            ("culture-colosseum-date", "콜로세움미디어파사드언제열렸어"),
            ("minerals-overview", "핵심광물협력합의"),
            ("ai-overview", "인공지능협력현황"),
            ("civil-protection-benefits", "시민보호협력기대효과"),
            ("film-coproduction-agreement", "영화공동제작협정체결했나요"),
            ("diplomacy-state-visit", "이재명국빈방문초청"),
            ("summit-cemetery-message", "멜로니현충원방명록뭐라고썼어"),
            ("tourism-working-holiday", "워킹홀리데이협정언제서명했어"),
            ("olympics-closing", "동계올림픽폐막식언제"),
            ("trade-eu-fta", "자유무역협정언제발효"),
            ("olympics-closing", "동계 올 림 픽 폐 막 식 언제"),
            ("summit-menu", "정상 회담 오 찬 메 뉴"),
            ("minerals-overview", "핵심 광물 협력 합의"),
            ("semiconductors-overview", "반 도 체 협 력"),
            ("mou-count", "양해 각서 몇 건 체결"),
            ("film-coproduction-agreement", "영화 공동 제작 협정 체결했나요"),
            ("tourism-working-holiday", "워킹 홀리 데이 협정 언제 서명"),
            ("summit-bologna", "볼로냐협동조합얘기"),
            ("tourism-daegu-milan", "대구밀라노자매도시"),
            ("security-korean-peninsula", "한반도비핵화두정상"),
            ("history-kim-dae-jung", "김대중대통령이탈리아국빈방문"),
            ("semiconductors-mou-signatories", "반도체양해각서누가서명했나요"),
            ("heritage-digitisation", "문화유산디지털화공동사업"),
            ("trade-record-year", "한국이탈리아교역사상최고"),
            ("olympics-short-track", "쇼 트 트 랙 메 달 몇 개"),
            ("history-guro-train", "구로열차사고이탈리아병원"),
            ("science-ibs-infn", "기초과학연구원이탈리아협약"),
            ("film-japan-precedent", "이탈리아일본영화공동제작협정"),
            ("tourism-korean-guides-in-place", "로마한국어오디오가이드어디"),
        ],
    );
}

#[test]
fn names_are_found_in_every_romanisation() {
    check(
        Lang::En,
        &[
            ("diplomacy-state-visit", "was Yi Jae Myung invited to Italy for a state visit"),
            ("diplomacy-state-visit", "was I Jaemyong invited to Italy for a state visit"),
            ("summit-lee-proposal", "what did Rhee Jae-myung propose to Meloni at the summit"),
            ("history-moon-visit", "how long was Mun Jaein in Rome in 2018"),
            ("history-moon-visit", "Mun Chae-in visit to Rome 2018"),
            ("history-kim-dae-jung", "when did Gim Daejung make a state visit to Italy"),
            ("history-kim-dae-jung", "Kim Tae-jung state visit Italy"),
            ("history-roh-rome", "what did No Muhyeon and Prodi sign in 2007"),
            ("history-roh-rome", "Noh Mu-hyun Prodi 2007 agreements"),
            ("history-140th-anniversary", "Yun Seokyeol and Mattarella messages"),
            ("history-140th-anniversary", "Yun Sok-yol message 140th anniversary"),
            ("culture-chae", "why does K-content appeal to Europeans according to Choe Hwiyeong"),
            ("olympics-chae-visit", "Choe Hwi-yong at the Milan Olympics"),
            ("olympics-kim-yun-ji", "who is Gim Yunji"),
            ("olympics-kim-yun-ji", "who is Kim Yoonjee"),
            ("olympics-lee-message", "message to Gim Jaeyeol in Milan"),
            ("film-kim-jae-hyun", "who is Gim Jaehyeon"),
            ("film-kocca-meeting", "Borgonzoni and Yu Hyeonseok"),
            ("diplomacy-parliament", "Speaker U Wonsik and Ambassador Gatto"),
            ("olympics-wheelchair-curling", "Paek Hyejin curling silver"),
            ("olympics-flag-bearers", "did Ch'a Chunhwan carry the Korean flag"),
            ("olympics-lee-message", "message to Kim Jaeyul"),
            ("olympics-snowboard", "Choe Gaon snowboard medal"),
            ("olympics-short-track", "Gim Gilli short track medals"),
            ("security-cvid-2018", "Mun Jae-in Conte denuclearization"),
            ("diplomacy-fiuggi", "Cho T'aeyol and Tajani in Fiuggi"),
            ("olympics-korea-house-opening", "Pan Kimun at the Korea House opening"),
            ("diplomacy-new-york", "first bilateral summit of Ri Jaemyong and Meloni"),
            ("film-kim-jae-hyun", "who is Kim Chaehyon"),
        ],
    );
    check(
        Lang::It,
        &[
            ("diplomacy-state-visit", "Yi Jae-myeong è stato invitato in Italia per una visita di Stato?"),
            ("summit-lee-proposal", "cosa ha proposto Rhee Jaemyung a Meloni"),
            ("history-moon-visit", "quanto è durata la visita di Mun Jae-in a Roma"),
            ("history-kim-dae-jung", "quando Gim Dae-jung venne in visita di Stato"),
            ("history-roh-rome", "accordi tra No Mu-hyeon e Prodi nel 2007"),
            ("history-140th-anniversary", "cosa scrissero Mattarella e Yun Seok-yeol"),
            ("culture-chae", "perché i contenuti coreani piacciono secondo Choe Hwi-yeong"),
            ("olympics-kim-yun-ji", "chi è Gim Yun-ji"),
            ("olympics-lee-message", "messaggio di Lee a Gim Jae-yeol"),
            ("film-kim-jae-hyun", "chi è Gim Jae-hyeon"),
            ("film-kocca-meeting", "Borgonzoni e Yu Hyeon-seok"),
            ("diplomacy-fiuggi", "Jo Tae-yeol e Tajani a Fiuggi"),
            ("olympics-korea-house", "Korea House a Milan quando e dove è stata aperta"),
            ("olympics-snowboard", "Choe Ga-on medaglia snowboard"),
            ("security-cvid-2018", "Mun Jae-in e Conte denuclearizzazione"),
            ("history-roh-rome", "No Muhyeon a Roma nel 2007"),
            ("olympics-korea-house-opening", "Ban Gi-mun all'inaugurazione di Casa Corea"),
            ("film-kocca-meeting", "Borgonzoni e Yu Hyonsok della KOCCA"),
            ("diplomacy-parliament", "U Won-sik e l'ambasciatrice Gatto"),
        ],
    );
    check(
        Lang::Ko,
        &[
            ("diplomacy-state-visit", "Yi Jaemyung 국빈 방문 초청"),
            ("history-moon-visit", "Mun Jaein 2018년 로마 방문"),
            ("history-roh-rome", "No Muhyeon 프로디 협정"),
            ("olympics-kim-yun-ji", "Gim Yunji 누구"),
            ("history-140th-anniversary", "Yun Seokyeol 140주년 메시지"),
        ],
    );
}

#[test]
fn apostrophes_and_accents_may_be_left_out() {
    check(
        Lang::It,
        &[
            ("trade-luxury-share", "cosa esporta litalia in corea"),
            ("mou-industrial-2023", "di cosa tratta laccordo industriale del 2023"),
            ("science-agreement-1984", "quando fu firmato laccordo scientifico"),
            ("ai-overview", "cosa hanno deciso sullintelligenza artificiale"),
            ("security-indo-pacific", "impegno sullindopacifico"),
            ("diplomacy-africa", "lavoreranno insieme nellafrica"),
            ("aerospace-overview", "collaborano nellaerospazio e nella difesa"),
            ("olympics-korea-house-opening", "chi cera allinaugurazione di casa corea"),
            ("aerospace-kasa-asi-2025", "accordo kasa e lASI 2025"),
            ("summit-meloni-title", "qual'è il titolo ufficiale della Meloni"),
            ("summit-menu", "qual'era il menu del pranzo"),
            ("ai-overview", "cosa hanno concordato sull'ai corea e italia"),
            ("ai-overview", "Cosa hanno concordato Corea e Italia per l'ai?"),
            ("culture-institute", "dov'e' l'istituto culturale coreano di Roma"),
            ("culture-institute", "dove l'istituto culturale coreano, quand'è che ha aperto"),
            ("mou-count", "quant'erano i mou firmati"),
            ("diplomacy-state-visit", "e' vero che Lee e' stato invitato in visita di stato?"),
            ("history-red-cross-hospital", "cosa mando litalia in aiuto nella guerra di corea"),
            ("history-un-non-member", "litalia era membro dell ONU quando aiuto la corea"),
            ("trade-italian-firms", "quante aziende dellitalia operano in corea"),
            ("trade-luxury-share", "cosa esporta litalia soprattutto in corea"),
            ("history-un-non-member", "litalia era membro dellonu durante la guerra"),
            ("science-agreement-1984", "quando firmato laccordo scientifico italia corea"),
            ("minerals-third-countries", "insieme in africa per i minerali critici, e' vero?"),
            ("trade-rank-asia", "com'e' messa la corea tra i partner asiatici dell italia"),
            ("culture-year", "cose lanno dello scambio culturale"),
        ],
    );
}

#[test]
fn plurals_and_possessives_do_not_matter() {
    check(
        Lang::En,
        &[
            ("semiconductors-overview", "semiconductors' cooperation Korea-Italy"),
            ("summit-meloni-title", "whats melonis official title"),
            ("summit-lee-proposal", "lees proposal to meloni at the summit"),
            ("culture-daughter", "melonis daughter new york lee"),
            ("trade-luxury-share", "italys main exports to korea"),
            ("trade-2024-volume", "koreas trade with italy 2024 volume"),
            ("film-coproduction-agreement", "filmmaking coproduction agreement"),
            ("ai-overview", "what did korea and italy agree on ai"),
            ("trade-eu-fta", "when did the eu korea fta start"),
            ("history-un-non-member", "was italy in the un when the korean war started"),
            ("ai-italy", "what does italy gain from IT cooperation with korea"),
            ("olympics-overview", "the Milano Cortina Games' role in Korea Italy relations"),
        ],
    );
}

#[test]
fn languages_may_change_inside_a_word() {
    check(
        Lang::Ko,
        &[
            ("mou-count", "MOU는 몇 건이야"),
            ("ai-overview", "ai협력 무엇을 합의했나요"),
            ("ai-overview", "AI는 뭘 합의했어"),
            ("summit-menu", "summit에서 오찬 메뉴 뭐야"),
            ("olympics-team-korea", "동계 olympics에서 korea 선수단 메달 몇개"),
            ("tourism-direct-flights", "코리아italy 직항 몇 편"),
            ("semiconductors-overview", "semiconductor협력"),
            ("trade-eu-fta", "eu랑 fta 언제 발효됐어"),
            ("diplomacy-action-plan", "action plan은 뭐야 2026-2030"),
            ("culture-kpop-meloni", "kpop에 대해 멜로니가 뭐라고"),
            ("mou-signing", "mou를 대통령이 직접 서명했어"),
            ("history-un-non-member", "italy는 un 회원국이었어? 한국전쟁 때"),
        ],
    );
}

#[test]
fn words_are_told_from_names_and_slang_by_what_they_are_in_their_language() {
    check(
        Lang::It,
        &[
            ("heritage-hanji-2016", "perché si usa la carta hanji nei restauri italiani"),
            ("heritage-hanji-2016", "nei restauri chi usa la hanji e da quando"),
        ],
    );
    check(
        Lang::Ko,
        &[
            ("summit-music", "오찬때 어떤 노레가 연주됫나요"),
            ("summit-venue", "멜로니 정상회담이 어디서 열렷나요"),
            ("mou-signing", "양해각서에 누가 서명햇어"),
        ],
    );
}

#[test]
fn what_is_a_word_is_never_read_as_another() {
    check_stays(&[
        "is this the dog that they like",
        "my friend from Seoul sings in a choir",
        "carbonara recipe please",
        "medallists, handshakes and unfinished business",
        "who is Robert De Niro",
        "Leonardo DiCaprio in Milan",
        "KOICA or KOTRA",
        "lo chef cucina stasera",
        "porta pazienza, domani arriva il coinquilino",
        "descrivere le finalità perseguite",
        "il modo di comandare",
        "김치찌개 끓이는 법",
        "오늘 점심 뭐 먹지",
        "ㅋㅋㅋ 진짜?",
        "ㅎㅎ ㅇㅋ ㄱㅅ ㅈㅅ",
        "ㅇㅇ ㄴㄴ ㄱㄱ ㄷㄷ",
        "ㅠㅠ ㅜㅜ ㅡㅡ",
    ]);
}

/// Of each so many phrasings one is looked at.
const EACH: usize = 4;
/// So many of them at most are read another way: "l'ai" is AI, and names have one spelling.
const READ_ANEW: usize = 2;

#[test]
fn phrasings_are_read_as_they_are_written() {
    let shelf = DESK.shelf();
    let phrasings = shelf.knowledge.entries().flat_map(|(_, entry)| entry.questions.items());
    let anew: Vec<String> = phrasings
        .step_by(EACH)
        .filter(|(_, text)| read_as(text) != attache::matching::clean(text))
        .map(|(_, text)| format!("{text} => {}", read_as(text)))
        .collect();
    assert!(anew.len() <= READ_ANEW, "{}:\n{}", anew.len(), anew.join("\n"));
}

/// The canonical questions of a language, each with its entry.
fn canonical(lang: Lang) -> Vec<(String, String)> {
    let shelf = DESK.shelf();
    let first = shelf.knowledge.entries().filter_map(|(_, entry)| {
        let text = entry.questions.list(lang).first()?;
        Some((entry.id.clone(), text.to_owned()))
    });
    first.collect()
}

/// Of canonical questions changed like this, a share of at least `least` keep their entry as the best.
#[track_caller]
fn check_keeps(lang: Lang, least: f64, change: impl Fn(&str) -> String) {
    let all = canonical(lang);
    let lost: Vec<String> = all
        .iter()
        .map(|(id, text)| (id, change(text)))
        .filter(|(id, text)| best(text) != **id)
        .map(|(id, text)| format!("{id}: {text} => {}", best(&text)))
        .collect();
    let kept = 1.0 - lost.len() as f64 / all.len() as f64;
    assert!(kept >= least, "{kept:.3} of {} are kept, not {least}:\n{}", all.len(), lost.join("\n"));
}

/// What types `text` on the two-set keyboard, with the Latin layout on.
fn on_latin_keys(text: &str) -> String {
    const INITIALS: [&str; 19] =
        ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
    const VOWELS: [&str; 21] = [
        "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
    ];
    const FINALS: [&str; 28] = [
        "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t",
        "T", "d", "w", "c", "z", "x", "v", "g",
    ];
    let keys = |char: char| {
        let index = (char as usize).checked_sub(0xac00).filter(|index| *index < 11_172);
        index.map_or_else(
            || char.to_string(),
            |index| [INITIALS[index / 588], VOWELS[index / 28 % 21], FINALS[index % 28]].concat(),
        )
    };
    text.chars().map(keys).collect()
}

/// What types `text` on the Latin keyboard, with the Korean layout on and nothing composed.
fn on_korean_keys(text: &str) -> String {
    let letters = "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ";
    let plain = text.nfd().filter(|char| !unicode_normalization::char::is_combining_mark(*char));
    let letter = |char: char| {
        let at = (char.to_ascii_lowercase() as usize).checked_sub('a' as usize)?;
        letters.chars().nth(at).filter(|_| char.is_ascii_alphabetic())
    };
    plain.map(|char| letter(char).unwrap_or(char)).collect()
}

#[test]
fn the_wrong_keyboard_keeps_the_entry() {
    check_keeps(Lang::Ko, 0.98, on_latin_keys);
    check_keeps(Lang::En, 0.98, on_korean_keys);
    check_keeps(Lang::It, 0.98, on_korean_keys);
}

#[test]
fn spaces_left_out_of_korean_keep_the_entry() {
    check_keeps(Lang::Ko, 0.95, |text| text.replace(' ', ""));
}

#[test]
fn two_words_run_together_keep_the_entry() {
    // The two longest neighbours.
    let together = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let longest = words.windows(2).enumerate().max_by_key(|(_, pair)| pair[0].len().min(pair[1].len()));
        let at = longest.map_or(0, |(at, _)| at);
        let (before, after) = words.split_at(at + 1);
        [before.join(" "), after.join(" ")].concat()
    };
    check_keeps(Lang::En, 0.98, together);
    check_keeps(Lang::It, 0.98, together);
    check_keeps(Lang::Ko, 0.98, together);
}

#[test]
fn slips_with_accents_and_apostrophes_keep_the_entry() {
    let bare = |text: &str| text.nfd().filter(|char| !unicode_normalization::char::is_combining_mark(*char)).collect();
    check_keeps(Lang::It, 0.98, bare);
    check_keeps(Lang::It, 0.98, |text| text.replace(['è', 'é'], "e'").replace('à', "a'"));
    check_keeps(Lang::It, 0.98, |text| text.replace(['\'', '’'], ""));
    check_keeps(Lang::En, 0.98, |text| text.replace(['\'', '’', '-'], ""));
}

#[test]
fn particles_added_or_left_out_keep_the_entry() {
    // A particle on the last word that has none.
    let particle = |text: &str| format!("{}은요", text.trim_end_matches(['?', '요']));
    check_keeps(Lang::Ko, 0.98, particle);
}

#[test]
fn a_name_that_ends_like_a_particle_keeps_its_last_syllable() {
    check(
        Lang::Ko,
        &[
            ("history-mattarella-visit", "마타렐라는 한국에서 뭘 했나"),
            ("history-mattarella-visit", "마타렐라라는 사람은 한국에 언제 왔나"),
            ("history-mattarella-visit", "마타렐라도 한국에 온 적 있나요"),
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_keys_on_either_layout_get_a_reply(
        text in "[a-zA-Zㄱ-ㅣ가-힣 '-]{0,60}|\\PC{0,40}|[ㄱ-ㅎ]{1,12}|([가-힣] ){1,20}",
    ) {
        let reply = DESK.ask(&question(&text));
        prop_assert_eq!(&reply, &DESK.ask(&question(&text)));
    }

    #[test]
    fn a_question_of_the_base_may_be_typed_on_the_other_layout_in_part(at in 0_usize..200, words in 1_usize..4) {
        let all = canonical(Lang::Ko);
        let (_, text) = &all[at % all.len()];
        let parts: Vec<&str> = text.split(' ').collect();
        let from = parts.len().saturating_sub(words);
        let typed = parts.iter().enumerate().map(|(n, part)| if n < from { (*part).to_owned() } else { on_latin_keys(part) });
        let typed = typed.collect::<Vec<_>>().join(" ");
        let reply = DESK.ask(&question(&typed));
        prop_assert_eq!(reply.lang, Lang::Ko, "{}", typed);
    }
}

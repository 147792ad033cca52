//! Words by which a question asks for something else than other questions on the same subject: whether a thing was
//! refused, a person's address, a price, advice, a forecast, the men's event.
//!
//! They are few and short beside the subject's own words, yet they decide. An entry whose phrasings have none of a kind does
//! not answer a question that asks by one. Some kinds ask for a detail, such as a hotel: those an entry may tell, too, for
//! which nobody asks.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::words::{Script, Word};

/// A set of kinds, one bit each.
pub(super) type Asks = u32;

/// That something did not come about.
const REFUSED: Asks = 1;
/// Where to reach a person.
const CONTACT: Asks = 1 << 1;
/// What something costs today.
const PRICE: Asks = 1 << 2;
/// Advice and opinion.
const ADVICE: Asks = 1 << 3;
/// What will be.
const FORECAST: Asks = 1 << 4;
/// The men's event.
const MEN: Asks = 1 << 5;
/// The women's event.
const WOMEN: Asks = 1 << 6;
/// That something is given, which says nothing of itself, but to whom: see [`super::giving`].
pub(super) const GIVING: Asks = 1 << 7;
/// Where somebody slept.
const LODGING: Asks = 1 << 8;
/// Schools and studies.
const SCHOOL: Asks = 1 << 9;
/// Age and birth.
const AGE: Asks = 1 << 10;
/// Languages.
const LANGUAGE: Asks = 1 << 11;
/// Hours and minutes.
const HOURS: Asks = 1 << 12;
/// Until when something holds.
const EXPIRY: Asks = 1 << 13;
/// How many there were of those who come, work or watch.
const CROWD: Asks = 1 << 14;
/// Food and drink by their names.
const FOOD: Asks = 1 << 15;
/// How many pages.
const PAGES: Asks = 1 << 16;
/// Party and election.
const PARTY: Asks = 1 << 17;
/// Money: what something cost, who paid.
const MONEY: Asks = 1 << 18;
/// How high, heavy, large.
const SIZE: Asks = 1 << 19;

/// The words of each kind, or beginnings of words where a `*` ends them, in the three languages.
const KINDS: [(Asks, &str); 20] = [
    (
        REFUSED,
        "refus* reject* declin* cancel* exclud* withdr* sever* boycott* denied deny denies skip skipped terminat* scrap* \
     rifiut* respin* annull* esclus* esclud* boicott* negato negare nega rescis* rinunci* bocci* \
     거절* 거부* 취소* 제외* 불참* 단절* 단교* 결별* 파기* 철회* 탈퇴* 무산* 끊*",
    ),
    (
        CONTACT,
        "instagram insta whatsapp telegram email mail address lives indirizzo abita abitano vive \
     cellulare contatto contatti 전화번호* 번호* 인스타* 주소* 이메일* 연락처* 카톡* 거주* 집주소* 계정* 사나요 사세요 살아요 사는지",
    ),
    (
        PRICE,
        "price prices cheap cheapest cheaper cost costs discount prezzo prezzi costa costano sconto biglietto biglietti \
     가격* 최저가* 저렴* 비용* 할인* 환율* 값",
    ),
    (
        ADVICE,
        "recommend* advice favourite favorite opinion opinions better best worth hottest funniest consigl* meglio migliore \
     opinione preferisc* preferite pensi pensate 추천* 생각해 생각하세요 생각하나요 생각함 재밌* 맛집* 좋을까* 나을까*",
    ),
    (
        FORECAST,
        "predict* forecast* tomorrow tonight weather wins vincera vincono prevision* pronostic* domani stasera meteo 내일* 예상* 날씨* \
     될까* 할까요 같아 같아요 이길까*",
    ),
    (MEN, "men mens man boys uomini maschile maschili 남자* 남성*"),
    (WOMEN, "women womens woman female girls donne femminile femminili 여자* 여성*"),
    (
        GIVING,
        "give gives gave given giving gift gifts gifted present presents presented bring brings brought send sends sent hand handed \
     offer offers offered \
     regal* dono doni dona donato donata donati donare dato data diede dare porta portato mandato manda inviato invia offert* \
     consegn* \
     선물* 준 줬* 주었* 줄 주신 드린 드렸* 건넨 건넸* 보낸 보냈* 가져온 가져왔*",
    ),
    (
        MONEY,
        "money costing budget* fee fees ticket* salar* wage wages spend spends spent fund funds funding funded euro euros dollar* \
     prezz* costan* costo costi costat* costav* costera soldi spesa spese speso spend* stipend* tariff* finanzia* stanzi* pagat* paga \
     pagare 돈 돈이 돈을 돈은 돈도 예산* 요금* 입장료* 참가비* 수강료* 신청비* 티켓* 입장권* 얼마짜리* 연봉* 월급* 지원금* 보조금* 유로* 달러*",
    ),
    (
        LODGING,
        "hotel hotels accommodation albergo alberghi alloggi* pernott* dormi* dormono dorme 호텔* 숙소* 묵었* 묵은* 묵나*",
    ),
    (SCHOOL, "school schools college degree graduat* scuola scuole laurea laureat* 학교* 출신* 졸업* 전공*"),
    (AGE, "age aged birthday eta compleanno 나이* 살이* 태어난* 태어났* 생일*"),
    (LANGUAGE, "language languages lingua lingue 언어*"),
    (HOURS, "hour hours minute minutes ore minuti 시간* 몇시* 분간*"),
    (EXPIRY, "expire* expir* valid validity deadline scade scadenza scadono valido valida validita 유효* 만료* 마감*"),
    (
        CROWD,
        "guests spectators attendees members employees staff invitati spettatori membri dipendenti \
     관객* 인원* 하객* 직원* 회원*",
    ),
    (FOOD, "dessert wine chef menu dish dishes vino cuoco 디저트* 와인* 셰프* 메뉴* 요리*"),
    (PAGES, "page pages pagina pagine 페이지* 쪽짜리*"),
    (PARTY, "vote votes election elections partito voto voti elezioni 정당* 선거* 득표* 지지율*"),
    (SIZE, "tall height weigh* weight kilos altezza 키가 키는 몸무게* 무게*"),
];

/// The kinds that decide by themselves, as others do not: what did not come about, and the men's event or the women's. An
/// entry may well tell a price or a forecast though its phrasings ask for it in other words.
pub(super) const DECISIVE: Asks = REFUSED | MEN | WOMEN;

/// The kinds that ask for a detail. An entry may well tell one that its phrasings do not ask for; where it tells nothing of the
/// kind, it tells something else.
pub(super) const DETAILS: Asks =
    CONTACT | PRICE | MONEY | LODGING | SCHOOL | AGE | LANGUAGE | HOURS | EXPIRY | CROWD | FOOD | PAGES | PARTY | SIZE;

/// The kinds for which it counts, too, whether an entry's phrasings ask by one, whatever it tells.
pub(super) const TONES: Asks = REFUSED | CONTACT | PRICE | ADVICE | FORECAST | MEN | WOMEN;

static WHOLE: Lazy<FxHashMap<&str, Asks>> = Lazy::new(|| listed(|word| !word.ends_with('*')));
static BEGINNINGS: Lazy<FxHashMap<&str, Asks>> = Lazy::new(|| listed(|word| word.ends_with('*')));

fn listed(wanted: impl Fn(&str) -> bool) -> FxHashMap<&'static str, Asks> {
    let mut map = FxHashMap::default();
    for (kind, words) in KINDS {
        for word in words.split_whitespace().filter(|word| wanted(word)) {
            *map.entry(word.trim_end_matches('*')).or_default() |= kind;
        }
    }
    map
}

/// The kinds that a word asks by.
pub(super) fn asks(word: &Word) -> Asks {
    if word.script == Script::Number {
        return 0;
    }
    let text = word.text.as_str();
    let whole = WHOLE.get(text).copied().unwrap_or_default();
    let shortest = if word.script == Script::Hangul { 1 } else { 4 };
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).enumerate();
    let beginnings = ends.skip(shortest - 1).take(8).filter_map(|(_, end)| BEGINNINGS.get(&text[..end]));
    beginnings.fold(whole, |asks, more| asks | more)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, kinds: &[usize]) {
        let found = words(text).iter().map(asks).fold(0, |all, asks| all | asks);
        assert_eq!(found, kinds.iter().fold(0, |all, kind| all | 1 << kind), "kinds in {text:?}");
    }

    #[test]
    fn kinds_are_found_in_three_languages() {
        check("why did she refuse the invitation", &[0]);
        check("perché ha rifiutato l'invito", &[0]);
        check("왜 초대를 거절했나요", &[0]);
        check("dove abita Meloni", &[1]);
        check("who won the men's halfpipe", &[5]);
        check("멜로니 전화번호 알려줘", &[1]);
        check("in che albergo ha dormito", &[8]);
        check("입장료 얼마였어", &[18]);
    }

    #[test]
    fn ordinary_questions_have_none() {
        check("what did they sign in Seoul", &[]);
        check("quanti memorandum hanno firmato", &[]);
        check("양해각서는 몇 건이야", &[]);
    }
}

//! Words by which a question asks for something else than other questions on the same subject: whether a thing was
//! refused, a person's address, a price, advice, a forecast, the men's event, who or how many it was.
//!
//! They are few and short beside the subject's own words, yet they decide. An entry whose phrasings have none of a kind does
//! not answer a question that asks by one. Some kinds ask for a detail, such as a hotel: those an entry may tell, too, for
//! which nobody asks.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::matching::text::words::{Script, Word};

/// A set of kinds, one bit each.
pub(crate) type Asks = u64;

/// What a question asks for by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// That something did not come about.
    Refused,
    /// Where to reach a person.
    Contact,
    /// What something costs today.
    Price,
    /// Advice and opinion.
    Advice,
    /// What will be.
    Forecast,
    /// The men's event.
    Men,
    /// The women's event.
    Women,
    /// That something is given, which says nothing of itself, but to whom: see [`super::giving`].
    Giving,
    /// Where somebody slept.
    Lodging,
    /// Schools and studies.
    School,
    /// Age and birth.
    Age,
    /// Languages.
    Language,
    /// Hours and minutes.
    Hours,
    /// Until when something holds.
    Expiry,
    /// How many there were of those who come, work or watch.
    Crowd,
    /// Food and drink by their names, and how they are made.
    Food,
    /// How many pages.
    Pages,
    /// Party and election.
    Party,
    /// Money: what something cost, who paid.
    Money,
    /// How high, heavy, large.
    Size,
    /// Fathers, husbands and wives.
    Kin,
    /// What somebody wore, and who made it.
    Clothes,
    /// Who designed a building.
    Architect,
    /// Points in a competition.
    Score,
    /// Who trains athletes.
    Coach,
    /// What one has to hand in.
    Papers,
    /// Death.
    Death,
    /// Where somebody sat.
    Seat,
    /// For what reason: it says nothing of itself, but that nothing came of it together with [`Kind::Not`].
    Why,
    /// That something is not.
    Not,
    /// Who it was.
    Who,
    /// How many there are.
    HowMany,
    /// How much there is.
    HowMuch,
    /// That something is open or closed: it says nothing of itself, but asks for hours together with [`Kind::Day`].
    Open,
    /// A day of the week on which things are closed.
    Day,
    /// The first word of a pair that asks by a kind together: see [`together`].
    First,
}

impl Kind {
    pub(super) const fn bit(self) -> Asks {
        1 << self as u32
    }
}

/// The kinds of a list.
pub(super) const fn set(kinds: &[Kind]) -> Asks {
    let mut set = 0;
    let mut at = 0;
    while at < kinds.len() {
        set |= kinds[at].bit();
        at += 1;
    }
    set
}

/// The words of each kind, or beginnings of words where a `*` ends them, in the three languages. Some that have a beginning of
/// the list stand there whole, too: whole words are put right where they are mistyped.
const KINDS: [(Kind, &str); 35] = [
    (
        Kind::Refused,
        "refus* reject* declin* cancel* exclude excludes withdr* sever severs severed severing boycott* denied deny denies fail fails \
     failed terminated termination scrapped scrapping \
     disagre* collaps* opposed oppose opposes opposing postpon* suspend* remov* abolish* halted criticis* criticiz* \
     refused rejected declined cancelled excluded postponed suspended rifiutato rifiutata rifiutati respinto respinta \
     annullato annullata escluso esclusa rinviato rinviata sospeso sospesa \
     rifiut* respin* fallit* fallire annull* esclusi escluse esclusione esclud* boicott* negato negare nega rescis* rinunci* bocciat* \
     disaccord* diverg* naufrag* \
     rinviat* rinviare rinvio sospes* sospen* criticat* disdett* disdire abolit* abolir* \
     탈락* 엇갈* 이견* 불일치* 부결* 중단* 연기된* 연기됐* 반대한* 반대하* 반대했* 막겠* 폐지* 비판* 뺀 뺐* \
     disappoint* disappointed delus* delud* 실망* 빠트린* 빠뜨린* \
     거절* 거부 거부를 거부하* 거부한* 거부했* 거부해* 거부된* 거부됐* 거부당* 취소* 제외된* 제외됐* 제외되* 제외당* 제외한* 제외했* 제외시* 불참* 단절* 단교* 결별* 파기* 철회* 탈퇴* 무산* 끊* 깨진 깨졌* 결렬* 파탄* 무효*",
    ),
    (
        Kind::Contact,
        "instagram insta whatsapp telegram email mail indirizzo abita abitano \
     cellulare contatto 전화번호* 번호* 인스타* 주소* 이메일* 연락처* 카톡* 거주지* 거주해 거주하나* 거주하세* 거주하시* 거주하는지* 집주소* 계정* 사나요 사세요 살아요 사는지",
    ),
    (
        Kind::Price,
        "price prices cheap cheapest cheaper cost costs discount prezzo prezzi costa costano sconto biglietto biglietti \
     가격* 최저가* 저렴* 비용* 할인* 환율* 출고가* 표값* 항공료* 항공권* 값 파나요 파나여 팔아요 팔리나요",
    ),
    (
        Kind::Advice,
        "recommend* advice favourite favorite opinion opinions better best worth hottest funniest consigl* meglio migliore \
     opinione preferisc* preferite pensi pensate 추천* 생각해 생각하세요 생각하나요 생각함 재밌* 맛집* 좋을까* 나을까*",
    ),
    (
        Kind::Forecast,
        "predict* forecast* tomorrow tonight weather wins vincera vincono prevision* pronostic* domani stasera meteo 내일* 예상* 날씨* \
     될까* 할까요 같아 같아요 이길까*",
    ),
    (Kind::Men, "men mens uomini maschile maschili 남자* 남성*"),
    (Kind::Women, "women womens female donne femminile femminili 여자* 여성*"),
    (
        Kind::Giving,
        "give gives gave given giving gift gifts gifted present presents presented bring brings brought send sends sent hand handed \
     offer offers offered \
     issue issues issued issuing grant grants granted granting rilasc* conced* concess* \
     regal* dono doni dona donato donata donati donare dato data diede dare porta portato mandato manda inviato invia offert* \
     consegn* \
     발급* 내주* 내준 내줄 내줬* 선물* 준 줬* 주었* 줄 주신 드린 드렸* 건넨 건넸* 보낸 보냈* 가져온 가져왔*",
    ),
    (
        Kind::Money,
        "money costing budget* fee fees ticket* salar* wage wages spend spends spent fund funds funding funded euro euros dollar* \
     prezz* costan* costo costi costat* costav* costera soldi spesa spese speso spend* stipend* tariff* finanzia* stanzi* pagat* paga \
     pagare 돈 돈이 돈을 돈은 돈도 예산* 요금* 입장료* 참가비* 수강료* 신청비* 티켓* 입장권* 얼마짜리* 연봉* 월급* 지원금* 보조금* 유로* 달러* \
     상금* 포상금*",
    ),
    (
        Kind::Lodging,
        "hotel hotels accommodation albergo alberghi alloggi* pernott* dormi* dormono dorme 호텔* 숙소* 묵었* 묵은* 묵나*",
    ),
    (
        Kind::School,
        "school schools college degree graduate graduated graduation scuola scuole laurea laureat* studiato 학교* 출신학교* 출신대학* \
     졸업* 전공*",
    ),
    (Kind::Age, "age aged birthday eta compleanno 나이* 살이* 태어난* 태어났* 생일*"),
    (Kind::Language, "language languages lingua lingue 언어*"),
    (
        Kind::Hours,
        "hour hours minute minutes ore minuti orari 몇시* 비행시간* 분간* 휴관* 영업시간* 운영시간* 개관시간*",
    ),
    (
        Kind::Expiry,
        "expire* expir* valid validity deadline scade scadenza scadono valido valida validita 유효* 만료* 마감*",
    ),
    (
        Kind::Crowd,
        "guests spectators attendees employees staff invitati spettatori dipendenti \
     관객* 인원* 하객* 직원* 회원수* 회원은 회원이",
    ),
    (
        Kind::Food,
        "dessert wine chef menu dish dishes recipe recipes vino cuoco ricetta ricette \
     디저트* 와인* 셰프* 메뉴* 요리* 레시피*",
    ),
    (Kind::Pages, "page pages pagina pagine 페이지* 쪽짜리*"),
    (Kind::Party, "vote votes voted election elections voto voti elezioni 정당* 선거* 득표* 지지율*"),
    (Kind::Size, "tall height weigh* weight kilos altezza 키가 키는 몸무게* 무게*"),
    (Kind::Kin, "father padre married boyfriend sposat* fidanzat* 아버지* 아빠* 결혼*"),
    (
        Kind::Clothes,
        "suit dress outfit wear wears wearing wore clothes vestito vestita vestiti stilista indoss* \
     드레스* 정장* 양복* 입었* 입고* 옷*",
    ),
    (
        Kind::Architect,
        "architect architects architett* progettista progettato progettata 건축가* 설계자* 설계한* 설계했*",
    ),
    (Kind::Score, "score scores scored punteggio punteggi 점수* 몇점*"),
    (Kind::Coach, "coach coaches coached trainer allena allenatore allenatrice 코치* 감독*"),
    (Kind::Papers, "apply applying requirements requisiti candidarsi iscriversi 서류* 신청* 구비*"),
    (Kind::Death, "die died death deaths killed morto morta morte morirono 사망* 숨진* 숨졌* 별세* 죽은* 죽었*"),
    (Kind::Seat, "seat seats 좌석*"),
    (Kind::Why, "why perche xche xke motivo ragione 왜 이유*"),
    (Kind::Who, "who whos whom whose chi 누구* 누가* 누굴* 누군*"),
    (Kind::HowMany, "quanti quante 몇*"),
    (Kind::HowMuch, "quanto quanta 얼마*"),
    (
        Kind::Open,
        "open opens closed closes shut aperto aperta aperti aperte apre aprono chiuso chiusa chiusi chiuse \
     chiude chiudono 여나요 여는지 열어요 열려요 열리나요 닫나요 닫아요 쉬나요 쉬어요 휴무*",
    ),
    (
        Kind::Day,
        "saturday saturdays sunday sundays weekend weekends monday mondays lunedi martedi mercoledi giovedi venerdi sabato domenica 토요일* 일요일* 주말* 공휴일*",
    ),
    (Kind::Not, "not non cannot didnt doesnt isnt wasnt wont 안 못 않* 못한* 못했* 못하* 반대*"),
];

/// Two words that ask together by a kind.
const PAIRS: [(Kind, &str); 13] = [
    (
        Kind::Refused,
        "turn down/turned down/turning down/leave out/left out/call off/called off/pull out/pulled out/break off/broke off/\
     back out/backed out/fell through/fall through/broken off/broke down/\
     detto no/dire no/di no/said no/say no/\
     e saltato/e saltata/rimasto fuori/rimasta fuori/rimasti fuori/rimaste fuori/lasciato fuori/lasciata fuori/lasciati fuori/lasciate fuori",
    ),
    (Kind::Advice, "you think/u think"),
    (
        Kind::Party,
        "political party/political parties/what party/which party/his party/her party/s party/che partito/quale partito/\
         quali partiti/partito politico/partiti politici/il partito/suo partito/partito di/partito della",
    ),
    (
        Kind::Contact,
        "s address/address of/home address/email address/mail address/she lives/he lives/lives in/lives at/dove vive",
    ),
    (Kind::School, "대학 출신/대학교 출신/출신 학교/출신 대학"),
    (
        Kind::Not,
        "didn t/don t/doesn t/isn t/wasn t/weren t/aren t/won t/hasn t/haven t/hadn t/can t/couldn t/wouldn t/shouldn t",
    ),
    // The preposition "da" is one word with an article.
    (Kind::Giving, "da l/da la/da lo/da il/da i/da gli/da le/da a/da al/da alla/da ai/da agli/da alle"),
    (Kind::Money, "who paid/who pays/paid for/pays for/pay for/paying for"),
    (Kind::Crowd, "many members/quanti membri/회원 몇/회원 수"),
    (Kind::Why, "come mai"),
    (Kind::HowMany, "how many"),
    (Kind::HowMuch, "how much"),
    (
        Kind::Hours,
        "what time/che ora/che ore/몇 시/몇 시에/몇 시부터/몇 시까지/\
     몇 시간/비행 시간/관람 시간/운영 시간/영업 시간/개관 시간/opening hours/opening times/closed on",
    ),
];

/// The kinds that decide by themselves, as others do not: what did not come about, and the men's event or the women's. An
/// entry may well tell a price or a forecast though its phrasings ask for it in other words.
pub(crate) const DECISIVE: Asks = set(&[Kind::Refused, Kind::Men, Kind::Women]);

/// The kinds that ask for a detail. An entry may well tell one that its phrasings do not ask for; where it tells nothing of the
/// kind, it tells something else.
pub(crate) const DETAILS: Asks = set(&[
    Kind::Contact,
    Kind::Price,
    Kind::Money,
    Kind::Lodging,
    Kind::School,
    Kind::Age,
    Kind::Language,
    Kind::Hours,
    Kind::Expiry,
    Kind::Crowd,
    Kind::Food,
    Kind::Pages,
    Kind::Party,
    Kind::Size,
    Kind::Kin,
    Kind::Clothes,
    Kind::Architect,
    Kind::Score,
    Kind::Coach,
    Kind::Papers,
    Kind::Death,
    Kind::Seat,
]);

/// The kinds for which it counts, too, whether an entry's phrasings ask by one, whatever it tells.
pub(crate) const TONES: Asks =
    set(&[Kind::Refused, Kind::Contact, Kind::Price, Kind::Advice, Kind::Forecast, Kind::Men, Kind::Women]);

/// The ways of asking for whom and for how many. An entry that nobody asks so, in many phrasings, hardly tells it.
pub(crate) const WAYS: Asks = set(&[Kind::Who, Kind::HowMany, Kind::HowMuch]);

/// That something is given.
pub(crate) const GIVING: Asks = Kind::Giving.bit();

static WHOLE: Lazy<FxHashMap<&str, Asks>> = Lazy::new(|| {
    let mut whole = listed(|word| !word.ends_with('*'));
    for (first, _) in SECONDS.keys() {
        *whole.entry(*first).or_default() |= Kind::First.bit();
    }
    whole
});
static BEGINNINGS: Lazy<FxHashMap<&str, Asks>> = Lazy::new(|| listed(|word| word.ends_with('*')));

/// The whole words among them that are long enough to be told when they are mistyped.
pub(crate) fn long_words() -> impl Iterator<Item = &'static str> {
    KINDS
        .iter()
        .flat_map(|(_, words)| words.split_whitespace())
        .filter(|word| word.len() >= 6 && word.is_ascii() && !word.ends_with('*'))
}

fn listed(wanted: impl Fn(&str) -> bool) -> FxHashMap<&'static str, Asks> {
    let mut map = FxHashMap::default();
    for (kind, words) in KINDS {
        for word in words.split_whitespace().filter(|word| wanted(word)) {
            *map.entry(word.trim_end_matches('*')).or_default() |= kind.bit();
        }
    }
    map
}

/// The kinds that a word asks by.
pub(crate) fn asks(word: &Word) -> Asks {
    // K-ETA is no age.
    if word.script == Script::Number || (word.acronym && word.text == "eta") {
        return 0;
    }
    let text = word.text.as_str();
    let whole = WHOLE.get(text).copied().unwrap_or_default();
    let shortest = if word.script == Script::Hangul { 1 } else { 4 };
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).enumerate();
    let beginnings = ends.skip(shortest - 1).take(8).filter_map(|(_, end)| BEGINNINGS.get(&text[..end]));
    beginnings.fold(whole, |asks, more| asks | more)
}

static SECONDS: Lazy<FxHashMap<(&str, &str), Asks>> = Lazy::new(|| {
    let pairs = |(kind, pairs): &(Kind, &'static str)| {
        let kind = kind.bit();
        pairs.split('/').filter_map(move |pair| Some((pair.split_once(' ')?, kind)))
    };
    PAIRS.iter().flat_map(pairs).collect()
});

/// The kinds that two words ask by together, if the first is one of a pair.
pub(super) fn together(first: &Word, second: &Word) -> Asks {
    SECONDS.get(&(first.text.as_str(), second.text.as_str())).copied().unwrap_or_default()
}

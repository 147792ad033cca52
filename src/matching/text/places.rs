//! Countries other than the partners, and cities that stand for them: words that decide a question.
//!
//! "What did Meloni sign in Japan?" is near to many entries in its other words; the country alone tells
//! that none of them answers it. An entry that names a place itself may answer questions on it.

use compact_str::CompactString;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::korean;
use super::words::{Script, Word, words};
use crate::lang::Lang;

/// A place, as an index into [`PLACES`].
pub(crate) type Place = u16;

/// One place a line: every word for it and its people, in the three languages. Korean words are stems.
/// Words of more than one part are joined by `_`.
const PLACES: &[&str] = &[
    "north_korea north_korean dprk pyongyang kim_jong_un corea_del_nord nord_corea nordcorea nordcoreano nordcoreana nordcoreani 북한 평양 김정은 북 남북 북핵",
    "japan japanese tokyo giappone giapponese giapponesi nipponico 일본 도쿄 일본어 rising_sun sol_levante 벚꽃_나라 벚꽃의_나라 해뜨는_나라 한일 조일수호 조일조약",
    "china chinese beijing cina cinese cinesi pechino 중국 베이징 중국어 middle_kingdom 한중 조청 중국인 북경",
    "germany german germans berlin germania tedesco tedesca tedeschi tedesche berlino 독일 베를린 독일어 한독 조독 독일인",
    "france french paris macron francia francese francesi parigi 프랑스 파리 프랑스어 불어 elysee eliseo 엘리제궁 한불 조불 한프 마크롱 프랑스인",
    "spain spanish spaniards madrid spagna spagnolo spagnola spagnoli sanchez 산체스 스페인 마드리드 스페인어 스페인인 spagnole",
    "portugal portuguese lisbon portogallo portoghese portoghesi lisbona 포르투갈 리스본",
    "britain british uk england english_people london regno_unito inghilterra britannico britannica britannici inglesi londra 영국 런던 buckingham 버킹엄 버킹엄궁 한영 조영수호 조영조약 britanniche",
    "poland polish poles warsaw polonia polacco polacca polacchi varsavia 폴란드 바르샤바 polacche",
    "czechia czech prague cechia repubblica_ceca ceco ceca cechi praga 체코 프라하",
    "america american americans usa washington stati_uniti americano americana americani trump biden 미국 워싱턴 white_house casa_bianca uncle_sam zio_sam 백악관 천조국 한미 조미수호 조미조약 미군 트럼프 바이든 americane",
    "canada canadian canadese canadesi ottawa 캐나다 오타와",
    "russia russian russians moscow putin russo russa russi mosca 러시아 모스크바 러시아어 kremlin cremlino 크렘린 한러 조러 조로수호 조로조약 푸틴 russe",
    "ukraine ukrainian kyiv zelensky ucraina ucraino ucraini 우크라이나 키이우 젤렌스키",
    "india indian indians new_delhi modi indiano indiani 인도 뉴델리 모디 한인도 indiane",
    "vietnam vietnamese hanoi vietnamita vietnamiti 베트남 하노이",
    "taiwan taiwanese taipei taiwanesi 대만 타이완 타이베이",
    "thailand thai bangkok tailandia thailandia tailandese 태국 방콕",
    "indonesia indonesian jakarta giacarta 인도네시아 자카르타",
    "philippines filipino manila filippine filippino 필리핀 마닐라",
    "australia australian canberra sydney australiano australiani 호주 오스트레일리아 시드니",
    "brazil brazilian brasile brasiliano brasiliani 브라질",
    "mexico mexican messico messicano 멕시코",
    "argentina argentine argentino 아르헨티나",
    "turkey turkish ankara istanbul turchia turco turca turchi 튀르키예 튀르키에 터키 이스탄불 turche",
    "greece greek athens grecia greco greca greci atene 그리스 아테네 greche",
    "netherlands dutch holland amsterdam olanda olandese olandesi paesi_bassi 네덜란드 암스테르담",
    "belgium belgian belgio belga 벨기에",
    "switzerland swiss bern svizzera svizzero svizzeri 스위스",
    "austria austrian vienna austriaco austriaci 오스트리아 빈에서 빈에 빈의 austriache",
    "sweden swedish swedes stockholm svezia svedese svedesi stoccolma 스웨덴 스톡홀름",
    "norway norwegian oslo norvegia norvegese norvegesi 노르웨이",
    "denmark danish danimarca danese danesi 덴마크",
    "finland finnish finlandia finlandese 핀란드",
    "hungary hungarian orban ungheria ungherese 헝가리",
    "romania romanian rumeno rumena 루마니아",
    "saudi saudi_arabia arabia_saudita saudita 사우디 사우디아라비아",
    "emirates uae dubai abu_dhabi emirati 아랍에미리트 두바이 아부다비",
    "qatar doha 카타르 도하",
    "oman omani omanita 오만",
    "israel israeli netanyahu israele israeliano 이스라엘",
    "iran iranian iraniano teheran 이란 테헤란",
    "egypt egyptian cairo egitto egiziano 이집트 카이로",
    "ethiopia ethiopian etiopia etiope 에티오피아",
    "kazakhstan kazakh kazako 카자흐스탄",
    "mongolia mongolian mongolo 몽골",
    "singapore singapura 싱가포르",
    "malaysia malaysian malese 말레이시아",
    "south_africa sudafrica sudafricano johannesburg 남아공 남아프리카공화국 요하네스버그",
    "chile chilean santiago cile cileno cilena 칠레 산티아고",
    "peru peruvian peruviano peruviana 페루 리마",
    "colombia colombian bogota colombiano 콜롬비아",
    "cuba cuban havana cubano cubana 쿠바",
    "venezuela venezuelan caracas venezuelano 베네수엘라",
    "mercosur 메르코수르 남미공동시장",
    "new_zealand auckland nuova_zelanda neozelandese 뉴질랜드",
    "ireland irish dublin irlanda irlandese irlandesi 아일랜드 더블린",
    "scotland scottish edinburgh scozia scozzese 스코틀랜드",
    "iceland icelandic islanda islandese 아이슬란드",
    "luxembourg lussemburgo 룩셈부르크",
    "vatican holy_see vaticano vaticana vaticani santa_sede 바티칸 교황청",
    "slovenia slovenian ljubljana sloveno slovena 슬로베니아",
    "croatia croatian zagreb croazia croato croata 크로아티아",
    "serbia serbian belgrade serbo serba belgrado 세르비아",
    "slovakia slovak bratislava slovacchia slovacco 슬로바키아",
    "bulgaria bulgarian bulgaro bulgara 불가리아",
    "albania albanian albanese tirana 알바니아",
    "estonia estonian estone 에스토니아",
    "latvia latvian lettonia lettone 라트비아",
    "lithuania lithuanian lituania lituano 리투아니아",
    "belarus belarusian bielorussia bielorusso 벨라루스",
    "uzbekistan uzbek uzbeko tashkent 우즈베키스탄",
    "azerbaijan azerbaigian azero baku 아제르바이잔",
    "pakistan pakistani pachistano 파키스탄",
    "bangladesh 방글라데시",
    "nepal nepali nepalese 네팔",
    "sri_lanka 스리랑카",
    "cambodia cambodian cambogia cambogiano 캄보디아",
    "laos 라오스",
    "myanmar burma birmania 미얀마",
    "kuwait kuwaiti 쿠웨이트",
    "iraq iraqi baghdad iracheno 이라크",
    "syria syrian siria siriano 시리아",
    "lebanon lebanese beirut libano libanese 레바논",
    "libya libyan libia libico tripoli 리비아",
    "tunisia tunisian tunisino 튀니지",
    "algeria algerian algerino 알제리",
    "morocco moroccan marocco marocchino 모로코",
    "nigeria nigerian nigeriano 나이지리아",
    "kenya kenyan nairobi 케냐",
    "ghana ghanaian 가나공화국",
    "tanzania 탄자니아",
    "hong_kong 홍콩",
    "shanghai 상하이",
    "osaka kyoto 오사카 교토",
    "barcelona barcellona 바르셀로나",
    "munich 뮌헨",
    "boston 보스턴",
    "chicago 시카고",
    "los_angeles california 로스앤젤레스",
    "rio_de_janeiro 리우",
    "afghanistan afghan afghani kabul afgano afgani 아프가니스탄 아프간",
    "angola angolan angolano 앙골라",
    "armenia armenian 아르메니아",
    "bahrain bahrein 바레인",
    "bolivia bolivian boliviano 볼리비아",
    "bosnia bosnian sarajevo bosniaco 보스니아",
    "botswana 보츠와나",
    "brunei 브루나이",
    "burkina_faso 부르키나파소",
    "cameroon camerun 카메룬",
    "congo congolese kinshasa 콩고",
    "costa_rica 코스타리카",
    "cyprus cypriot cipro cipriota 키프로스",
    "dominican_republic repubblica_dominicana 도미니카",
    "ecuador ecuadorian ecuadoriano 에콰도르",
    "el_salvador salvadoran salvadoregno 엘살바도르",
    "eritrea eritrean eritreo 에리트레아",
    "guatemala guatemalan 과테말라",
    "haiti haitian haitiano",
    "honduras 온두라스",
    "jamaica jamaican giamaica giamaicano 자메이카",
    "jordan jordanian amman giordania 요르단",
    "kyrgyzstan kyrgyz kirghizistan 키르기스스탄",
    "kosovo 코소보",
    "madagascar 마다가스카르",
    "maldives maldive 몰디브",
    "malta maltese 몰타",
    "moldova moldovan moldavia moldavo 몰도바",
    "monaco monegasque monegasco 모나코",
    "montenegro montenegrin montenegrino 몬테네그로",
    "mozambique mozambico 모잠비크",
    "namibia 나미비아",
    "nicaragua 니카라과",
    "north_macedonia macedone 마케도니아",
    "palestine palestinian palestinians gaza palestina palestinese palestinesi 팔레스타인 가자지구",
    "panama panamanian panamense 파나마",
    "paraguay paraguayan 파라과이",
    "rwanda rwandan ruanda 르완다",
    "san_marino sammarinese 산마리노",
    "senegal senegalese 세네갈",
    "somalia somali somalo 소말리아",
    "sudan sudanese 수단공화국",
    "tajikistan tajik tagikistan 타지키스탄",
    "turkmenistan turkmen turkmeno 투르크메니스탄",
    "uganda ugandan ugandese 우간다",
    "uruguay uruguayan uruguaiano 우루과이",
    "yemen yemeni yemenita 예멘",
    "zambia 잠비아",
    "zimbabwe 짐바브웨",
    "hiroshima 히로시마",
    "nagasaki 나가사키",
    "fukuoka 후쿠오카",
    "nagoya yokohama 나고야 요코하마",
    "okinawa 오키나와",
    "hokkaido sapporo 홋카이도 삿포로",
    "nagano 나가노",
    "macau macao 마카오",
    "shenzhen guangzhou wuhan 선전시 광저우 우한",
    "hamburg amburgo 함부르크",
    "frankfurt francoforte 프랑크푸르트",
    "marseille marsiglia 마르세유",
    "lyon 리옹",
    "cannes 칸영화제",
    "versailles 베르사유",
    "louvre 루브르",
    "manchester liverpool 맨체스터 리버풀",
    "oxford cambridge 옥스퍼드 케임브리지",
    "valencia seville siviglia 발렌시아 세비야",
    "innsbruck salzburg salisburgo 인스브루크 잘츠부르크",
    "zurich zurigo 취리히",
    "davos 다보스",
    "krakow cracovia 크라쿠프",
    "saint_petersburg st_petersburg san_pietroburgo 상트페테르부르크",
    "vladivostok 블라디보스토크",
    "jerusalem gerusalemme tel_aviv 예루살렘 텔아비브",
    "marrakech casablanca 마라케시 카사블랑카",
    "mumbai bombay 뭄바이",
    "melbourne brisbane 멜버른 브리즈번",
    "sao_paulo san_paolo_del_brasile 상파울루",
    "toronto montreal 토론토 몬트리올",
    "vancouver 밴쿠버",
    "san_francisco seattle 샌프란시스코 시애틀",
    "texas houston dallas 텍사스 휴스턴 댈러스",
    "florida miami 플로리다 마이애미",
    "las_vegas 라스베이거스 라스베가스",
    "hawaii honolulu 하와이",
    "atlanta 애틀랜타",
    "lillehammer albertville grenoble 릴레함메르 알베르빌",
    "pyeongchang 평창",
    "sochi 소치",
    "new_york manhattan 뉴욕",
    // Cities of the partners' that stand for nothing but themselves. Seoul and Rome stand for governments, Milan and
    // Cortina for the Games.
    "turin torino 토리노",
    "florence firenze fiorentino 피렌체",
    "venice venezia veneziana 베네치아 베니스",
    "pisa torre_pendente leaning_tower 피사 사탑",
    "bologna 볼로냐",
    "naples napoli 나폴리",
    "genoa genova 제노바",
    "palermo 팔레르모",
    "verona 베로나",
    "busan 부산",
    "daegu 대구",
    "gwangju 광주",
    "incheon 인천",
    "gyeongju 경주",
    "jeju 제주",
    "suwon 수원",
    "pantheon 판테온",
    "eiffel 에펠탑",
];

/// A name of a place: the words that follow its first.
type Name = (Vec<CompactString>, Place);

/// First word of a place's name -> the names that start with it.
static BY_WORD: Lazy<FxHashMap<CompactString, Vec<Name>>> = Lazy::new(|| {
    let mut map: FxHashMap<CompactString, Vec<Name>> = FxHashMap::default();
    for (place, line) in PLACES.iter().enumerate() {
        for name in line.split(' ') {
            let mut parts = name.split('_').flat_map(|part| words(part).into_iter().map(|word| word.text));
            if let (Some(first), Ok(place)) = (parts.next(), Place::try_from(place)) {
                map.entry(first).or_default().push((parts.collect(), place));
            }
        }
    }
    map
});

/// The places that these words name in a text in `lang`, with the index of the word that does; each place once.
pub(crate) fn named(words: &[Word], lang: Lang) -> Vec<(usize, Place)> {
    let mut found: Vec<(usize, Place)> = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(at, _)| !is_other_word(words, *at, lang)) {
        for (rest, place) in names(word).into_iter().flatten() {
            let follows = rest.iter().zip(words[at + 1..].iter()).filter(|(part, word)| **part == word.text).count();
            if follows == rest.len()
                && !is_put_aside(words, at, at + rest.len())
                && !found.iter().any(|(_, known)| known == place)
            {
                found.push((at, *place));
            }
        }
    }
    found
}

/// Whether the place that the words from `start` to `last` name is put aside: "not the Paris Games", "non a Parigi", 파리 말고,
/// "since Pyeongchang".
fn is_put_aside(words: &[Word], start: usize, last: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    if words[last].script == Script::Hangul {
        return ASIDE.iter().any(|aside| words[last].text.ends_with(aside) || text(last + 1).starts_with(aside));
    }
    let before = words[..start].iter().rev().map(|word| word.text.as_str());
    before.skip_while(|word| BETWEEN.contains(word)).take(1).any(|word| matches!(word, "not" | "non" | "since"))
}

/// What hangs on a Korean place that is put aside, or stands behind it, and what may stand before another's name.
const ASIDE: [&str; 6] = ["말고", "말구", "아니라", "아닌", "이후", "이래"];
const BETWEEN: [&str; 8] = ["the", "in", "to", "a", "al", "alla", "quelle", "di"];

/// Whether what would be a place is another word here: the verb "usa", "in quali modi", 말이란, 한일이 뭐야, 포토 북.
fn is_other_word(words: &[Word], at: usize, lang: Lang) -> bool {
    let word = &words[at];
    let beside = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    match word.text.as_str() {
        "usa" => lang == Lang::It && is_verb(words, at),
        "modi" => lang == Lang::It && !word.capital,
        "이란" => word.glued || CALLED.iter().any(|noun| beside(at + 1).starts_with(noun)),
        text if text.starts_with("경주") => {
            words.iter().any(|word| RACES.iter().any(|race| word.text.starts_with(race)))
        }
        "북" => BOOKS.contains(&beside(at.wrapping_sub(1))),
        text => ["한일이", "한일은", "한일을", "한일도", "한일들"].contains(&text),
    }
}

/// What stands behind 이란 where it says how something is called, beside 경주 where it is a race, and before 북 where it is a
/// book.
const CALLED: [&str; 12] = ["단어", "말", "것", "게", "건", "뜻", "개념", "이름", "용어", "표현", "무엇", "뭐"];
const RACES: [&str; 7] = ["쇼트트랙", "스피드", "메달", "결승", "결선", "등으로", "트랙"];
const BOOKS: [&str; 5] = ["포토", "아트", "가이드", "스토리", "룩"];

/// Whether an Italian word says that something is used ("si usa la carta"), and does not name the USA ("dazi usa").
fn is_verb(words: &[Word], at: usize) -> bool {
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&word.text.as_str()));
    let behind = ["si", "chi", "che", "cosa", "come", "dove", "perche", "quando", "non", "ne", "ci", "lo", "li"];
    let article = ["il", "lo", "la", "l", "i", "gli", "le", "un", "uno", "una"];
    words[at].text == "usa"
        && !words[at].acronym
        && (is(at.wrapping_sub(1), &behind)
            || (is(at + 1, &article) && !is(at.wrapping_sub(1), &["gli", "negli", "degli"])))
}

/// The names that a word can start, whatever Korean particles hang on it: 노르웨이가 has two that look like one. A long name may
/// be the first part of another, too: 볼로냐대학교.
fn names(word: &Word) -> Option<&'static Vec<Name>> {
    let text = word.text.as_str();
    if word.script == Script::Latin {
        // People leave out apostrophes: japans prime minister.
        let possessive = || text.strip_suffix('s').filter(|name| name.len() >= SHORTEST_POSSESSIVE);
        return BY_WORD.get(text).or_else(|| BY_WORD.get(possessive()?));
    }
    BY_WORD.get(text).or_else(|| {
        let ends = text.char_indices().map(|(at, _)| at).enumerate().skip(1);
        let mut begun = None;
        for (syllables, end) in ends {
            let Some(names) = BY_WORD.get(&text[..end]) else { continue };
            let rest = &text[end..];
            let hangs = |of_it: &&str| rest.strip_prefix(*of_it).is_some_and(korean::is_particles);
            let is_of_it = syllables > 1 && OF_IT.iter().any(hangs);
            if korean::is_particles(rest) || is_of_it || (begun.is_none() && syllables >= LONG) {
                begun = Some(names);
            }
        }
        begun
    })
}

/// So many letters of a name with an s behind it are no other word's by chance.
const SHORTEST_POSSESSIVE: usize = 5;
/// So many syllables of a name are no other word's by chance.
const LONG: usize = 3;
/// What stands behind a shorter one for its people, its city hall, its forces, what is made there, those who agree with it.
const OF_IT: [&str; 14] =
    ["인", "시", "시청", "군", "산", "제", "측", "팀", "식", "정부", "회담", "정상회담", "조약", "협정"];

/// Whether a word, folded, can start the name of a place.
pub(crate) fn starts_name(word: &Word) -> bool {
    names(word).is_some()
}

/// Whether a word by itself is the name of a place.
pub(crate) fn is_name(word: &str) -> bool {
    BY_WORD.get(word).is_some_and(|names| names.iter().any(|(rest, _)| rest.is_empty()))
}

/// Every single word that names a place, for putting mistyped ones right.
pub(crate) fn vocabulary() -> impl Iterator<Item = &'static str> {
    PLACES.iter().flat_map(|line| line.split(' ')).filter(|name| !name.contains('_') && name.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        let found = named(&words(text), Lang::It);
        let found: Vec<&str> =
            found.iter().map(|(_, place)| PLACES[usize::from(*place)].split(' ').next().unwrap()).collect();
        assert_eq!(found, names, "places in {text:?}");
    }

    #[test]
    fn places_are_found_in_three_languages() {
        check("what did the Japanese sign with Germany", &["japan", "germany"]);
        check("che accordi ha fatto in Corea del Nord", &["north_korea"]);
        check("일본이랑 한독 협약", &["japan", "germany"]);
        check("한·독 협약과 한ㆍ미는", &["germany", "america"]);
        check("한·태국과 두 나라가 한 일", &["thailand"]);
        check("노르웨이가 북한에서는 뭘 했나요", &["norway", "north_korea"]);
        check("부산시랑 터키군이, 일본인들의 한중회담과 조러조약", &["busan", "turkey", "japan", "china", "russia"]);
        check("볼로냐대학교와 바티칸박물관, 피사의 사탑", &["bologna", "vatican", "pisa"]);
        check("피사의 대학", &["pisa"]);
        check("memorandum tra Corea del Sud e Italia", &[]);
        check("in quali modi, MSP이란, 정이란 단어, 포토 북, 현충원에서 한일은, 빈도", &[]);
        check("Con Modi, 이란 핵, 북 미사일, 한일 회담, 빈에서", &["india", "iran", "north_korea", "japan", "austria"]);
        check("쇼트트랙 경주에서 몇 등, 경주에서 메달", &[]);
        check("경주에서 열린 회의", &["gyeongju"]);
        check("파리 말고 밀라노, 베이징말고, 평창 이후", &[]);
        check("the Games in Milan, not the Paris Games, since Pyeongchang", &[]);
        check("a Milano e non a Parigi", &[]);
        check("in Paris, not in Milan", &["france"]);
        check("i dazi USA e quelli usa", &["america"]);
        check("come si usa la carta coreana, e chi usa gli scanner?", &[]);
    }
}

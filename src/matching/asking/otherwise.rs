//! Turns of phrase in which words do not ask for what they ask for elsewhere: "if you don't mind" denies nothing, and the first
//! woman to be prime minister ran in no women's event.

use super::kinds::{Asks, Kind, set};
use crate::matching::text::inquiry::is_one_of;
use crate::matching::text::words::Word;

/// Men and women, where they may be people and not an event of theirs, and what stands behind them then.
const MEN_AND_WOMEN: &str = "men women uomini donne female";
const BEHIND_PEOPLE: &str = "who that which of from che chi di del della dei prime premier president minister ministers leader \
    leaders presidente ministro ministra";
/// What stands before them then.
const BEFORE_PEOPLE: &str = "many how quante quanti number two both";
/// The same in Korean, with the beginnings of what stands behind them: 여자친구, 여성 총리.
const KOREAN_MEN_AND_WOMEN: [&str; 4] = ["여자", "남자", "여성", "남성"];
const KOREAN_BEHIND_PEOPLE: &str =
    "친구 사람 총리 대통령 지도자 리더 정치 장관 최초 정상 분 애 아이 작가 배우 가수 기자 과학자";

/// What stands behind a negation in an aside: "if you don't mind", "se non sbaglio", "why not tell me".
const ASIDE: &str =
    "mind worry bother know remember recall understand heard tell sbaglio erro so ricordo capisco disturbo";
/// What people fail to do with what they ask for.
const TO_FIND: &str = "find see understand get";
const ITALIAN_ARTICLES: &str = "il lo la l i gli le";
/// What is broken off where it is cut.
const TIES: [&str; 6] = ["국교", "수교", "관계", "외교", "대화", "왕래"];
/// Whose director is no coach.
const ARTS: [&str; 6] = ["영화", "예술", "단편", "총", "음악", "다큐"];

/// The kinds by which the word at `at`, or a pair that starts there, does not ask, because of what stands beside it; what
/// follows it starts at `next`.
pub(super) fn said_otherwise(words: &[Word], at: usize, next: usize) -> Asks {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = at.checked_sub(1).map_or("", text);
    let (own, behind) = (text(at), text(next));
    let is_aside = if is_one_of(ASIDE, behind) { set(&[Kind::Not]) } else { 0 };
    let kinds: &[Kind] = match own {
        // As opposed to Japan, without fail, I failed to find it, escluso il vino.
        "opposed" if before == "as" => &[Kind::Refused],
        "fail" if before == "without" => &[Kind::Refused],
        "failed" if behind == "to" && is_one_of(TO_FIND, text(next + 1)) => &[Kind::Refused],
        "escluso" | "esclusa" | "esclusi" | "escluse" if is_one_of(ITALIAN_ARTICLES, behind) => &[Kind::Refused],
        // The rules apply to firms.
        "apply" if behind == "to" => &[Kind::Papers],
        // Demographic decline.
        "decline" | "declining" if is_one_of("demographic population birth", before) => &[Kind::Refused],
        // To give up the bomb.
        _ if own.starts_with("rinunc") && is_one_of("al alla alle ai agli all", behind) => &[Kind::Refused],
        _ if is_one_of(MEN_AND_WOMEN, own)
            && (is_one_of(BEHIND_PEOPLE, behind)
                || (is_one_of(BEFORE_PEOPLE, before) && !is_one_of("and e", behind))) =>
        {
            &[Kind::Men, Kind::Women]
        }
        _ => in_korean(own, before, behind),
    };
    is_aside | set(kinds)
}

/// The same for Korean words.
fn in_korean(own: &str, before: &str, behind: &str) -> &'static [Kind] {
    let begins = |text: &str| KOREAN_BEHIND_PEOPLE.split(' ').any(|people| text.starts_with(people));
    let are_people = |rest: &str| begins(if rest.is_empty() { behind } else { rest });
    if KOREAN_MEN_AND_WOMEN.iter().filter_map(|people| own.strip_prefix(people)).any(are_people) {
        &[Kind::Men, Kind::Women]
    } else if own.starts_with("이견") && behind.starts_with('없') {
        &[Kind::Refused]
    } else if (own.starts_with('끊') && !TIES.iter().any(|ties| before.contains(ties)))
        || (own.starts_with('깨') && before.starts_with("기록"))
    {
        // Supply is cut, a ticket bought, a record broken.
        &[Kind::Refused]
    } else if own.starts_with("감독") && ARTS.iter().any(|art| before.ends_with(art)) {
        &[Kind::Coach]
    } else {
        &[]
    }
}

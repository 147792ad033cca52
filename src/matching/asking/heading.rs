//! From whom to whom: "Italian firms in Korea" and "the hospital that Italy sent to Korea" have the words of "Korean firms in
//! Italy" and "the hospital that Korea sent to Italy", and ask for something else.
//!
//! A name may say where something is or goes to (in Korea, all'Italia, 한국에), or where it comes from: whose it is, who does it
//! (Italian, Korea's, 이탈리아가). English and Italian tell by the word before the name, Korean by the particle behind it.

use smallvec::SmallVec;

use super::terms::{Named, Terms};
use crate::lang::Lang;
use crate::matching::text::words::{Script, Word};

/// From the one concept to the other; from none where only one is named, and something goes there.
pub(crate) type Heading = (Option<u32>, u32);

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Where something comes from.
    From,
    /// Where it is.
    In,
    /// Where it is, or who does it: 한국에서.
    At,
    /// Where or to whom it goes.
    To,
    /// Neither: "with Korea".
    Beside,
}

/// What stands before a name, in Italian and in English, and behind a Korean one, and what the name says then.
const ITALIAN: [(Side, &[&str]); 3] = [
    (Side::In, &["in", "nel", "nella", "nell", "nei", "negli", "nelle"]),
    (Side::To, &["a", "ad", "al", "alla", "all", "ai", "agli", "alle", "per", "verso"]),
    (Side::Beside, &["con", "tra", "fra", "su", "sulla", "sull", "e", "ed", "o"]),
];
const ENGLISH: [(Side, &[&str]); 3] = [
    (Side::In, &["in", "inside", "within"]),
    (Side::To, &["at", "to", "into", "for", "towards"]),
    (
        Side::Beside,
        &[
            "with", "between", "about", "on", "than", "like", "versus", "vs", "and", "or", "both", "visit", "visited",
            "visiting",
        ],
    ),
];
const KOREAN: [(Side, &[&str]); 4] = [
    (Side::In, &["에", "에는", "에도", "으로", "로"]),
    (Side::To, &["에게", "한테", "께"]),
    (Side::At, &["에서", "에선", "에서는", "에서도", "에서의"]),
    (Side::Beside, &["서", "까지", "을", "를", "과", "와", "랑", "하고", "보다", "처럼"]),
];
/// What may stand between the last of that and the name.
const ARTICLES: [&str; 8] = ["the", "il", "lo", "la", "l", "i", "gli", "le"];
/// What stands behind a Korean name of where something is, as a word.
const WITHIN: [&str; 2] = ["내", "안"];

/// What the names in a text say, but for persons'.
#[derive(Debug)]
pub(crate) struct Sides(SmallVec<[(u32, Side); 4]>);

impl Sides {
    /// What the names say that `words` name.
    pub(crate) fn new(words: &[Word], named: &[Named], lang: Lang, terms: &Terms) -> Sides {
        let is_part = |name: &Named| {
            let holds = |other: &Named| other.start <= name.start && name.end <= other.end;
            named.iter().any(|other| holds(other) && other.end - other.start > name.end - name.start)
        };
        let may_be_place = |concept: u32| terms.is_name(concept) && !terms.is_person(concept);
        let names = named.iter().filter(|name| may_be_place(name.concept) && !is_part(name));
        Sides(names.map(|name| (name.concept, side(words, name, lang))).collect())
    }

    /// The concepts that say where something is.
    pub(crate) fn within(&self) -> impl Iterator<Item = u32> {
        self.0.iter().filter(|(_, side)| matches!(side, Side::In | Side::At)).map(|(concept, _)| *concept)
    }

    /// From where to where anything is heading: from each that says nothing else, to each that says nothing else.
    pub(crate) fn headings(&self) -> impl Iterator<Item = Heading> {
        let to = self.always(|side| matches!(side, Side::In | Side::To));
        let from = self.always(|side| side == Side::From);
        let only = to.first().filter(|one| self.0.iter().all(|(other, _)| other == *one)).map(|to| (None, *to));
        from.into_iter().flat_map(move |from| to.clone().into_iter().map(move |to| (Some(from), to))).chain(only)
    }

    /// The concepts of which whatever names them says one of these, each once.
    fn always(&self, is_one: fn(Side) -> bool) -> SmallVec<[u32; 4]> {
        let mut concepts = SmallVec::new();
        for (concept, _) in &self.0 {
            let is_always = || self.0.iter().all(|(other, side)| other != concept || is_one(*side));
            if !concepts.contains(concept) && is_always() {
                concepts.push(*concept);
            }
        }
        concepts
    }
}

/// What a name says, given the words around it.
fn side(words: &[Word], name: &Named, lang: Lang) -> Side {
    let last = &words[name.end - 1];
    if last.script == Script::Hangul {
        let is_within = words.get(name.end).is_some_and(|next| WITHIN.contains(&next.text.as_str()));
        let ends = |particles: &[&str]| particles.iter().any(|particle| last.text.ends_with(particle));
        return if is_within { Side::In } else { told_by(&KOREAN, ends) };
    }
    let before = |back: usize| name.start.checked_sub(back).map_or("", |at| words[at].text.as_str());
    let told_before = |back: usize, sides| told_by(sides, |list| list.contains(&before(back)));
    let sides = if lang == Lang::It { &ITALIAN } else { &ENGLISH };
    match told_before(1, sides) {
        // With the Koreans.
        Side::From if ARTICLES.contains(&before(1)) => told_before(2, &sides[2..]),
        // In Italian whose something is stands behind it: nelle università italiane; but where one alone is, it is named for
        // whose it is: nell'ospedale italiano.
        Side::From if lang == Lang::It && before(1).len() > 3 => match told_before(2, &sides[..2]) {
            Side::In if is_singular(&last.text) => Side::Beside,
            side => side,
        },
        side => side,
    }
}

/// Whether an Italian adjective is of one thing.
fn is_singular(adjective: &str) -> bool {
    adjective.ends_with(['o', 'a'])
}

/// The side of which a word is; where it comes from, if it is in no list.
fn told_by(sides: &[(Side, &[&str])], is_in: impl Fn(&[&str]) -> bool) -> Side {
    sides.iter().find(|(_, list)| is_in(list)).map_or(Side::From, |(side, _)| *side)
}

#[cfg(test)]
mod tests {
    use super::super::analysis::analyse;
    use super::*;
    use crate::lang::Localized;
    use crate::matching::text::words::words;
    use crate::matching::typed::spelling::Speller;

    /// From where to where something is heading, and where something is: 0 is Korea, 1 is Italy, 2 is the war.
    #[track_caller]
    fn check(lang: Lang, text: &str, headings: &[Heading], within: &[u32]) {
        let list = |items: &[&str]| Some(items.iter().map(|item| (*item).to_owned()).collect());
        let terms = Terms::new(&[
            Localized {
                en: list(&["South Korea", "Korea", "Korean"]),
                it: list(&["Corea", "coreano", "coreana"]),
                ko: list(&["한국"]),
            },
            Localized {
                en: list(&["Italy", "Italian"]),
                it: list(&["Italia", "italiano", "italiana"]),
                ko: list(&["이탈리아"]),
            },
            Localized { en: list(&["Korean War"]), it: list(&["Guerra di Corea"]), ko: list(&["한국전쟁"]) },
        ]);
        let analysis = analyse(&words(text), lang, &terms, &Speller::default(), |_, _| false);
        assert_eq!(analysis.headings.as_slice(), headings, "from where to where in {text:?}");
        assert_eq!(analysis.within.as_slice(), within, "where in {text:?}");
    }

    #[test]
    fn where_something_comes_from_is_told_from_where_it_is_or_goes() {
        check(Lang::En, "how many Italian firms are there in South Korea", &[(Some(1), 0)], &[0]);
        check(Lang::En, "the hospital that Korea sent to Italy", &[(Some(0), 1)], &[]);
        check(Lang::En, "young people from Korea at Italian universities", &[(Some(0), 1)], &[]);
        check(Lang::It, "quante imprese italiane in Corea", &[(Some(1), 0)], &[0]);
        check(Lang::It, "cosa ha dato la Corea all'Italia", &[(Some(0), 1)], &[]);
        check(Lang::It, "ragazzi coreani nelle università italiane", &[(Some(0), 1)], &[1]);
        check(Lang::It, "pazienti coreani nell'ospedale italiano", &[], &[]);
        check(Lang::Ko, "이탈리아에 있는 한국 기업", &[(Some(0), 1)], &[1]);
        check(Lang::Ko, "한국이 이탈리아에게 준 선물", &[(Some(0), 1)], &[]);
        check(Lang::Ko, "한국 내 이탈리아 기업", &[(Some(1), 0)], &[0]);
    }

    #[test]
    fn where_something_goes_may_be_all_that_is_said() {
        check(Lang::En, "how many students go to Italy", &[(None, 1)], &[]);
        check(Lang::It, "quanti vanno a studiare in Italia", &[(None, 1)], &[1]);
        check(Lang::Ko, "이탈리아로 유학 가는 학생", &[(None, 1)], &[1]);
    }

    #[test]
    fn what_is_on_both_sides_or_beside_heads_nowhere() {
        check(Lang::En, "what did Korea ask Italy", &[], &[]);
        check(Lang::En, "relations between Korea and Italy", &[], &[]);
        check(Lang::En, "Korean films shown by Korea in Italy and by Italian studios", &[], &[1]);
        check(Lang::It, "i rapporti con la Corea in Italia", &[], &[1]);
        check(Lang::Ko, "한국에서 공부하는 이탈리아 학생", &[], &[0]);
    }

    #[test]
    fn a_name_within_a_longer_one_says_nothing() {
        check(Lang::It, "l'ospedale in Italia durante la Guerra di Corea", &[(Some(2), 1)], &[1]);
        check(Lang::En, "Italian medics during the Korean War", &[], &[]);
    }
}

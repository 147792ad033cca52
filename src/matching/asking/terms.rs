//! Concepts: words and phrases that mean the same, within a language and across languages.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::knowledge::Term;
use crate::lang::Lang;
use crate::matching::text::stems::stem;
use crate::matching::text::words::{Script, Word, words};
use crate::matching::text::{features, korean};
use crate::matching::vectors::sorting::Buckets;

/// The concepts of a knowledge base, found in a text by the stems of their members.
///
/// A member counts in its own language; a name or an acronym (written with a capital) and Hangul count in
/// texts of any language, because people keep them when they switch.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// The members, ordered by their first word, and where each first word lies.
    members: Vec<Member>,
    firsts: Buckets,
    /// What follows the first words, as [`Terms::named`] tells words.
    rest: Vec<u64>,
    /// How names of one word are written, folded.
    written: Vec<Written>,
    /// For each concept, whether it is a name: a member is written with a capital.
    is_name: Vec<bool>,
    /// For each concept, whether it is a person.
    is_person: Vec<bool>,
}

/// The bit of a word that names something by itself.
const STRONG: u64 = 1;

/// How many members are looked at for a word, about.
const FIRSTS_IN_A_BUCKET: usize = 2;

#[derive(Debug, Clone, Copy)]
struct Member {
    first: u64,
    /// Where its other words stand, and how many they are.
    rest: u32,
    others: u32,
    concept: u32,
    /// How it is written: its place among those, counted from 1; of what goes by its stem alone none.
    written: u32,
    /// In texts of which languages it counts: the bits of [`bit`].
    langs: u8,
}

/// How a name is written. Stems are made for common words: those of NATO and "nata", of Gatto and "gatti" are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Written {
    text: CompactString,
    /// Whether it is a person, an acronym, or as short as one: those have no endings.
    exact: bool,
}

/// So few letters have none.
const SHORT: usize = 3;

impl Written {
    /// How a member is written, if it is a name of one Latin word.
    fn new(text: &str, words: &[Word], is_person: bool) -> Option<Written> {
        let [word] = words else { return None };
        let capitals = text.chars().filter(|char| char.is_uppercase()).count();
        let is_doing = capitals == 0 && word.text.ends_with("ing");
        let exact = is_person || is_doing || capitals == word.text.len() || word.text.len() <= SHORT;
        (word.script == Script::Latin && (capitals > 0 || is_doing)).then(|| Written { text: word.text.clone(), exact })
    }

    /// Whether a word of the same stem is this name: an acronym but for an "s", another but for its last letter.
    fn is(&self, word: &str) -> bool {
        if self.exact {
            return word.strip_prefix(self.text.as_str()).is_some_and(|rest| matches!(rest, "" | "s"));
        }
        let alike = self.text.chars().zip(word.chars()).take_while(|(own, char)| own == char).count();
        alike + 1 >= self.text.chars().count().max(word.chars().count())
    }
}

/// The bit of a language among several, and those of all.
const fn bit(lang: Lang) -> u8 {
    1 << lang.index()
}
const ANY: u8 = bit(Lang::En) | bit(Lang::It) | bit(Lang::Ko);

/// A concept named in a text: the words `start..end` name `concept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) concept: u32,
}

/// Whether a concept is a name: a member is written with a capital.
pub(crate) fn is_name(term: &Term) -> bool {
    term.items().any(|(_, text)| text.chars().any(char::is_uppercase))
}

/// Whether a concept is a person: it has a Korean name with a hyphen, or in English and Italian alike the surname alone and a
/// name with that.
fn is_person(term: &Term) -> bool {
    let of_lang = |lang: Lang| term.list(lang).iter().collect::<Vec<&str>>();
    let [english, italian] = [Lang::En, Lang::It].map(of_lang);
    let is_capital = |part: &str| part.starts_with(char::is_uppercase) && part.contains(char::is_lowercase);
    let is_whole = |name: &str, names: &[&str]| {
        let parts: Vec<&str> = name.split([' ', '-']).collect();
        // Emilia Gatto, Recep Tayyip Erdogan; a Korean surname stands before two syllables: Yoon Suk Yeol, Moon Jae-in.
        let has_surname = names.contains(&parts[parts.len() - 1]) || (parts.len() == 3 && names.contains(&parts[0]));
        (2..=3).contains(&parts.len()) && name.split(' ').all(is_capital) && has_surname
    };
    english
        .iter()
        .any(|name| is_korean(name) || (italian.contains(name) && is_whole(name, &english) && is_whole(name, &italian)))
}

/// Whether it is a Korean name in Latin letters: a surname, and two syllables of which the second is written small.
fn is_korean(name: &str) -> bool {
    let given = name.split_once(' ').and_then(|(_, given)| given.split_once('-'));
    given.is_some_and(|(first, second)| {
        let is_syllable = |text: &str| (2..=6).contains(&text.len()) && text.chars().all(char::is_alphabetic);
        is_syllable(first) && is_syllable(second) && second.chars().all(char::is_lowercase)
    })
}

impl Terms {
    /// The concepts of `terms`.
    pub(crate) fn new(terms: &[Term]) -> Terms {
        let [is_name, is_person] = [is_name, is_person].map(|is: fn(&Term) -> bool| terms.iter().map(is).collect());
        let mut all = Terms { is_name, is_person, ..Terms::default() };
        let mut numbers = FxHashMap::default();
        for (concept, term) in (0..).zip(terms) {
            let is_person = all.is_person(concept);
            for (own, text) in term.items() {
                let anywhere = own == Lang::Ko || text.chars().any(char::is_uppercase);
                let words = words(text);
                let has_latin = words.iter().any(|word| word.script == Script::Latin);
                let langs = if anywhere { ANY } else { bit(own) };
                // Latin words have stems of their own in Italian texts, and English ones in others; Hangul has the same in all.
                let italian = if has_latin { langs & bit(Lang::It) } else { 0 };
                let stemmed =
                    [(italian, Lang::It), (langs & !italian, Lang::En)].into_iter().filter(|(langs, _)| *langs != 0);
                let written = Written::new(text, &words, is_person);
                let written = written.map_or(0, |written| all.number(written, &mut numbers));
                for (langs, lang) in stemmed {
                    let member = all.member(concept, &words, lang);
                    all.members.extend(member.map(|member| Member { written, langs, ..member }));
                }
            }
        }
        let Terms { members, rest, .. } = &mut all;
        let key = |member: &Member| (member.first, member.concept, member.written, rest.get(member.range()));
        members.sort_by(|a, b| key(a).cmp(&key(b)));
        // The same in several languages is one.
        members.dedup_by(|next, kept| {
            let same = key(next) == key(kept);
            if same {
                kept.langs |= next.langs;
            }
            same
        });
        members.shrink_to_fit();
        all.firsts = Buckets::new(all.members.iter().map(|member| member.first), FIRSTS_IN_A_BUCKET);
        all
    }

    /// A member of a concept, given its words, with their stems in a text of `lang`; none without words.
    fn member(&mut self, concept: u32, words: &[Word], lang: Lang) -> Option<Member> {
        let mut names = words.iter().map(|word| Terms::named(&stem(&word.text, word.script, lang)));
        let first = names.next()?;
        let start = self.rest.len();
        self.rest.extend(names);
        // Lists that outgrow 32 bits would take gigabytes of terms.
        let [rest, others] = [start, self.rest.len() - start].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        Some(Member { first, rest, others, concept, written: 0, langs: bit(lang) })
    }

    /// The place of how a name is written among all such, counted from 1.
    fn number(&mut self, written: Written, numbers: &mut FxHashMap<Written, u32>) -> u32 {
        // Lists that outgrow 32 bits would take gigabytes of terms.
        let next = u32::try_from(self.written.len() + 1).unwrap_or_default();
        let number = *numbers.entry(written.clone()).or_insert(next);
        if number == next {
            self.written.push(written);
        }
        number
    }

    /// Whether a member begins with this stem.
    pub(crate) fn begins(&self, stem: &str, lang: Lang) -> bool {
        self.starting_with(Terms::named(stem), lang).next().is_some()
    }

    /// The members that start with a word in a text of a language, in their order.
    fn starting_with(&self, first: u64, lang: Lang) -> impl Iterator<Item = &Member> + Clone {
        let alike = self.firsts.range(first).unwrap_or_default();
        self.members[alike].iter().filter(move |member| member.first == first && member.langs & bit(lang) != 0)
    }

    /// The stem of a word in a text of the knowledge base: whoever says 마타렐라는 may mean 마타렐 or 마타렐라, and the terms tell which
    /// of them is a name.
    pub(crate) fn stem(&self, word: &Word, lang: Lang) -> CompactString {
        self.whole_name(word, stem(&word.text, word.script, lang), lang)
    }

    /// The stem of a word, given the one that it has whatever the terms.
    pub(crate) fn whole_name(&self, word: &Word, stem: CompactString, lang: Lang) -> CompactString {
        if word.script != Script::Hangul || self.begins(&stem, lang) {
            return stem;
        }
        let text = word.text.as_str();
        // 이태리서 is short for 이태리에서.
        if let Some(name) = korean::without_seo(text).filter(|name| self.begins(name, lang)) {
            return name.into();
        }
        let longer = text.char_indices().map(|(end, _)| end).filter(|end| *end > stem.len()).rev();
        let mut names = longer.filter(|end| self.begins(&text[..*end], lang) && korean::is_particles(&text[*end..]));
        names.next().map_or(stem, |end| text[..end].into())
    }

    /// A word as a member is looked up by it: its stem, as a hash.
    pub(crate) fn named(stem: &str) -> u64 {
        features::word(stem) | STRONG
    }

    /// The same for a word that names nothing but together with others.
    pub(crate) const fn weak(name: u64) -> u64 {
        name & !STRONG
    }

    /// Whether no terms are listed.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_name.is_empty()
    }

    /// Whether a concept is a name of a person, body, place or event, rather than a common word.
    pub(crate) fn is_name(&self, concept: u32) -> bool {
        self.is_name.get(concept as usize).copied().unwrap_or_default()
    }

    /// Whether a concept is a person.
    pub(crate) fn is_person(&self, concept: u32) -> bool {
        self.is_person.get(concept as usize).copied().unwrap_or_default()
    }

    /// The concepts named by consecutive words of a text in `lang`, given by [`Terms::named`] and as they are written; of
    /// members that start at one word the longest count.
    pub(crate) fn find<'t>(&self, words: &[u64], text: impl Fn(usize) -> &'t str, lang: Lang) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for (start, first) in words.iter().enumerate() {
            let members = self.starting_with(*first | STRONG, lang);
            let fits = |member: &&Member| {
                let rest = self.rest.get(member.range()).unwrap_or_default();
                let behind = words[start + 1..].iter().map(|word| word | STRONG);
                let is_strong = first & STRONG != 0 || !rest.is_empty();
                is_strong
                    && rest.len() < words.len() - start
                    && rest.iter().copied().eq(behind.take(rest.len()))
                    && self.is_written(member, text(start))
            };
            let longest = members.clone().filter(fits).map(|member| member.others).max();
            for member in members.filter(fits).filter(|member| Some(member.others) == longest) {
                let named = Named { start, end: start + 1 + member.others as usize, concept: member.concept };
                if !found.contains(&named) {
                    found.push(named);
                }
            }
        }
        found
    }

    /// Whether a word whose stem a member has is written as that is.
    fn is_written(&self, member: &Member, word: &str) -> bool {
        let written = member.written.checked_sub(1).and_then(|at| self.written.get(at as usize));
        written.is_none_or(|written| written.is(word))
    }
}

impl Member {
    fn range(&self) -> std::ops::Range<usize> {
        self.rest as usize..self.rest as usize + self.others as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::analyse;
    use super::*;
    use crate::knowledge::built_in;
    use crate::lang::Localized;
    use crate::matching::typed::spelling::Learner;

    fn terms() -> Terms {
        let list = |items: &[&str]| Some(items.iter().map(ToString::to_string).collect());
        Terms::new(&[
            Localized { en: list(&["AI", "artificial intelligence"]), it: list(&["IA"]), ko: list(&["인공지능"]) },
            Localized {
                en: list(&["MOU", "memorandum of understanding"]),
                it: list(&["memorandum d'intesa"]),
                ko: list(&["양해각서"]),
            },
            Localized { en: list(&["made"]), it: list(&["fatto"]), ko: None },
        ])
    }

    /// The concepts that `terms` find in a text.
    fn found(terms: &Terms, text: &str, lang: Lang) -> Vec<u32> {
        let words = words(text);
        let mut learner = Learner::default();
        words.iter().filter(|word| word.acronym).for_each(|word| learner.learn_acronym(&word.text));
        let analysis = analyse(&words, lang, terms, &learner.finish(), |_, _| false);
        analysis.concepts.iter().map(|named| named.concept).collect()
    }

    #[track_caller]
    fn check(text: &str, lang: Lang, expected: &[u32]) {
        assert_eq!(found(&terms(), text, lang), expected, "concepts in {text:?}");
    }

    #[test]
    fn a_name_is_written_as_it_is_whatever_its_stem() {
        let list = |items: &[&str]| Some(items.iter().map(ToString::to_string).collect());
        let names = ["NATO", "Nov", "Gatto", "Milano", "Koreans", "signs"];
        let terms = Terms::new(&names.map(|name| Localized { en: list(&[name]), it: list(&[name]), ko: None }));
        let found = |text: &str, lang: Lang| found(&terms, text, lang);
        assert_eq!(found("è nata la novità, nove mila", Lang::It), [0u32; 0]);
        assert_eq!(found("la NATO e Gatto a Milano", Lang::It), [0, 2, 3]);
        assert_eq!(found("a korean signed", Lang::En), [4, 5]);
    }

    #[test]
    fn a_surname_has_no_endings() {
        let list = || Some(["Giuseppe Conte", "Conte"].iter().map(ToString::to_string).collect());
        let terms = Terms::new(&[Localized { en: list(), it: list(), ko: None }]);
        assert_eq!(found(&terms, "conta che Conte lo conti", Lang::It), [0]);
    }

    #[test]
    fn every_member_of_a_shipped_term_names_its_concept() {
        let shipped = built_in().terms;
        let terms = Terms::new(&shipped);
        let mut lost = Vec::new();
        for (concept, term) in (0..).zip(&shipped) {
            let is_lost = |(lang, text): &(Lang, &str)| !found(&terms, text, *lang).contains(&concept);
            lost.extend(term.items().filter(is_lost));
        }
        assert_eq!(lost, []);
    }

    #[test]
    fn a_phrase_in_any_language_names_its_concept() {
        check("which memorandums of understanding", Lang::En, &[1]);
        check("un memorandum d'intesa", Lang::It, &[1]);
        check("양해각서를 몇 건", Lang::Ko, &[1]);
    }

    #[test]
    fn names_and_acronyms_are_kept_when_people_switch_languages() {
        check("MOU가 뭐야", Lang::Ko, &[1]);
        check("quanti MOU", Lang::It, &[1]);
        check("what is 양해각서", Lang::En, &[1]);
    }

    #[test]
    fn a_common_word_of_another_language_names_nothing() {
        check("fatto", Lang::En, &[]);
        check("made", Lang::It, &[]);
    }
}

//! Korean names in Latin letters, however they are spelled: Lee Jae-myung, Yi Jaemyong and I Jae-myeong are one.
//!
//! A name is compared by a key in which the Revised Romanisation, McCune-Reischauer and customary spellings fall
//! together: what they write differently (k and g, eo and u and o) is one letter there. The key of a name comes from its
//! Hangul, so that nobody needs to list spellings.

use compact_str::CompactString;

use crate::knowledge::Term;
use crate::lang::Lang;
use crate::matching::text::words::words;
use crate::matching::text::{features, korean};

/// The persons of a knowledge base by the keys of their names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Hash of a key with the number of a name; ordered.
    keys: Vec<(u64, u32)>,
    /// How many bytes the longest key has.
    longest: usize,
    /// Names as the knowledge base writes them.
    written: Vec<String>,
    /// Hashes of given names and their parts; ordered.
    parts: Vec<u64>,
    /// Hashes of all that the knowledge base calls these persons; ordered.
    forms: Vec<u64>,
}

/// Sounds at the start of a syllable, in the order of [`korean::parts`]; no key has a letter for a silent one.
const INITIALS: [&str; 19] =
    ["k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h"];
/// Vowels; those that romanisations mix up are one.
const VOWELS: [&str; 21] = [
    "a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "we", "we", "yo", "o", "o", "we", "wi", "yo", "o", "i", "i",
];
/// Sounds at the end of a syllable. As "ng" before a vowel may be either, it is an n and a k everywhere.
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "nk", "t",
    "t", "k", "t", "p", "",
];
/// Vowels as romanisations write them, the longest first, with their keys.
const SPELLED: [(&str, &str); 17] = [
    ("eui", "i"),
    ("eo", "o"),
    ("eu", "o"),
    ("ae", "e"),
    ("ai", "e"),
    ("ei", "e"),
    ("ee", "i"),
    ("oo", "o"),
    ("ou", "o"),
    ("oe", "we"),
    ("oi", "we"),
    ("ui", "i"),
    ("a", "a"),
    ("e", "e"),
    ("i", "i"),
    ("o", "o"),
    ("u", "o"),
];
/// The letters that they begin with.
const VOWEL_LETTERS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
/// Surnames whose customary spelling has another sound: Lee for I, Park for Bak, Roh for No.
const SURNAMES: [(char, &[&str]); 9] = [
    ('이', &["li"]),
    ('박', &["palk"]),
    ('노', &["lo"]),
    ('임', &["lim"]),
    ('유', &["lyo"]),
    ('류', &["yo"]),
    ('허', &["hol"]),
    ('백', &["paik"]),
    ('양', &["lyank"]),
];
/// The shortest key of a given name that is told without its surname: words have shorter ones, too.
const SHORTEST_GIVEN: usize = 5;

impl Names {
    /// The persons among `terms`: groups that have a name in Hangul and the same in Latin letters.
    pub(crate) fn new(terms: &[Term]) -> Names {
        let mut names = Names::default();
        for term in terms {
            let korean = term.list(Lang::Ko).iter().filter(|name| (3..=4).contains(&name.chars().count()));
            for hangul in korean {
                let Some(keys) = Keys::of(hangul) else { continue };
                let is_name =
                    |words: &[&str]| words.len() > 1 && key(words).is_some_and(|key| keys.whole.contains(&key));
                let latin = term.list(Lang::En).iter().find(|latin| is_name(&refs(&folded(latin))));
                let Some(latin) = latin else { continue };
                let number = u32::try_from(names.written.len()).unwrap_or(u32::MAX);
                names.written.push(latin.to_owned());
                names.longest = keys.whole.iter().map(CompactString::len).fold(names.longest, usize::max);
                names.keys.extend(keys.whole.iter().map(|key| (whole(key), number)));
                names.keys.push((given(&keys.given), number));
                names.learn(term, &keys);
            }
        }
        names.keys.sort_unstable();
        names.keys.dedup();
        for hashes in [&mut names.parts, &mut names.forms] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        names
    }

    /// Learns what a person is called.
    fn learn(&mut self, term: &Term, keys: &Keys) {
        for (_, form) in term.items() {
            let words = folded(form);
            self.forms.push(features::words(&refs(&words)));
            // Surnames are in many questions, and alone they are spelled as they are.
            let parts =
                words.iter().filter(|word| key(&[word.as_str()]).is_some_and(|key| keys.given.contains(key.as_str())));
            self.parts.extend(parts.map(|word| features::word(word)));
        }
    }

    /// Whether a word is a given name, or part of one, as the knowledge base spells it.
    pub(crate) fn has_part(&self, word: &str) -> bool {
        self.parts.binary_search(&features::word(word)).is_ok()
    }

    /// Whether these words are what the knowledge base calls a person.
    pub(crate) fn has_form(&self, words: &[&str]) -> bool {
        self.forms.binary_search(&features::words(words)).is_ok()
    }

    /// The one person with a name of these keys, a word each: surname and given name in either order, or a long given name
    /// alone. None where two persons are alike.
    pub(crate) fn name(&self, keys: &[&str]) -> Option<&str> {
        match keys {
            [key] if key.len() >= SHORTEST_GIVEN => self.only(whole(key)).or_else(|| self.only(given(key))),
            [_] => None,
            // Where two of them meet, a letter may be left out.
            _ if keys.iter().map(|key| key.len()).sum::<usize>() > self.longest + keys.len() => None,
            _ => self.only(whole(&join(keys))),
        }
    }

    /// The one name with a key.
    fn only(&self, hash: u64) -> Option<&str> {
        let start = self.keys.partition_point(|(own, _)| *own < hash);
        let mut alike = self.keys[start..].iter().take_while(|(own, _)| *own == hash);
        let (_, number) = alike.next()?;
        alike.next().is_none().then(|| self.written[*number as usize].as_str())
    }
}

/// The words of a name, folded.
fn folded(name: &str) -> Vec<CompactString> {
    words(name).into_iter().map(|word| word.text).collect()
}

fn refs(words: &[CompactString]) -> Vec<&str> {
    words.iter().map(CompactString::as_str).collect()
}

/// Hash of the key of surname and given name.
fn whole(key: &str) -> u64 {
    features::word(key)
}

/// Hash of the key of a given name.
fn given(key: &str) -> u64 {
    features::word(&compact_str::format_compact!("{key} "))
}

/// The keys of a name.
struct Keys {
    /// Surname and given name, in either order and with each spelling of the surname.
    whole: Vec<CompactString>,
    given: CompactString,
}

impl Keys {
    /// The keys of a Hangul name: a surname of one syllable, and a given name.
    fn of(hangul: &str) -> Option<Keys> {
        let surname = hangul.chars().next()?;
        let given = join(&hangul.chars().skip(1).map(sounds).collect::<Option<Vec<CompactString>>>()?);
        let other = SURNAMES.iter().find(|(own, _)| *own == surname).map_or(&[][..], |(_, spelled)| *spelled);
        let spelled = [sounds(surname)?].into_iter().chain(other.iter().map(|key| (*key).into()));
        let orders = |surname: CompactString| [join(&[&surname, &given]), join(&[&given, &surname])];
        Some(Keys { whole: spelled.flat_map(orders).collect(), given })
    }
}

/// The key of a syllable.
fn sounds(char: char) -> Option<CompactString> {
    let [initial, vowel, last] = korean::parts(char)?;
    Some([INITIALS[initial], VOWELS[vowel], FINALS[last]].into_iter().collect())
}

/// The key of a name in Latin letters; none where they cannot be Korean.
fn key(words: &[&str]) -> Option<CompactString> {
    words.iter().map(|word| key_of_word(word)).collect::<Option<Vec<CompactString>>>().map(|keys| join(&keys))
}

/// One after the other; equal neighbours are one, as doubled consonants are.
fn join<T: AsRef<str>>(parts: &[T]) -> CompactString {
    let mut key = CompactString::default();
    for char in parts.iter().flat_map(|part| part.as_ref().chars()) {
        if !key.ends_with(char) || VOWEL_LETTERS.contains(&char) {
            key.push(char);
        }
    }
    key
}

/// The key of a word; none where it cannot be part of a Korean name.
pub(crate) fn key_of_word(word: &str) -> Option<CompactString> {
    let mut key = CompactString::default();
    let mut rest = word;
    let is_vowel = |text: &str| text.starts_with(VOWEL_LETTERS);
    let vowel = |text: &str| SPELLED.iter().find(|(spelled, _)| text.starts_with(spelled));
    while let Some(first) = rest.chars().next() {
        if let Some((spelled, sound)) = VOWEL_LETTERS.contains(&first).then(|| vowel(rest)).flatten() {
            // "won" is "on", "yi" is "i", and "wae" is one sound however it is written.
            if key.ends_with('w') && *sound == "o" || key.ends_with('y') && *sound == "i" {
                key.pop();
            }
            key.push_str(sound);
            rest = &rest[spelled.len()..];
            continue;
        }
        let after = &rest[first.len_utf8()..];
        let aspirated = after.starts_with('h') && is_vowel(&after[1..]);
        let (sound, length) = match first {
            'c' if after.starts_with('h') => ("c", 2),
            'k' | 'g' => ("k", 1),
            't' | 'd' => ("t", if aspirated { 2 } else { 1 }),
            'p' | 'b' => ("p", if aspirated { 2 } else { 1 }),
            's' => ("s", if after.starts_with('h') { 2 } else { 1 }),
            'r' | 'l' => ("l", if after.starts_with('h') { 2 } else { 1 }),
            'j' => ("c", 1),
            'm' => ("m", 1),
            'n' => ("n", 1),
            'h' if is_vowel(after) || after.starts_with(['y', 'w']) => ("h", 1),
            // It only lengthens the vowel before it: Roh, Ahn.
            'h' => ("", 1),
            'w' if is_vowel(after) => ("w", 1),
            'y' if is_vowel(after) => ("y", 1),
            'y' => ("i", 1),
            _ => return None,
        };
        key.push_str(sound);
        rest = &rest[length..];
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Localized;

    fn names() -> Names {
        let persons = [
            ("Lee Jae-myung", "이재명"),
            ("Moon Jae-in", "문재인"),
            ("Roh Moo-hyun", "노무현"),
            ("Yoon Suk Yeol", "윤석열"),
            ("Choi Hwi-young", "최휘영"),
            ("Kim Hye-kyung", "김혜경"),
            ("Cha Jun-hwan", "차준환"),
            ("Woo Won-shik", "우원식"),
            ("Hyeree Ro", "노혜리"),
            ("summit meeting", "정상회담"),
        ];
        let list = |text: &str| Some([text].into());
        let term = |(en, ko): (&str, &str)| Localized { en: list(en), it: None, ko: list(ko) };
        Names::new(&persons.map(term))
    }

    #[track_caller]
    fn check(spelled: &[&str], name: Option<&str>) {
        let names = names();
        for spelled in spelled {
            let words: Vec<&str> = spelled.split([' ', '-']).collect();
            let keys: Option<Vec<CompactString>> = words.iter().map(|word| key_of_word(word)).collect();
            assert_eq!(keys.as_ref().and_then(|keys| names.name(&refs(keys))), name, "{spelled}");
        }
    }

    #[test]
    fn spellings_of_a_name_are_one() {
        check(
            &["lee jae myung", "yi jae-myong", "i jaemyeong", "rhee jae-myung", "ri chaemyong", "jaemyung lee"],
            Some("Lee Jae-myung"),
        );
        check(&["mun jaein", "moon chae-in", "jae-in moon"], Some("Moon Jae-in"));
        check(&["no muhyeon", "noh mu-hyun", "roh moohyun"], Some("Roh Moo-hyun"));
        check(&["yun seokyeol", "yoon sok-yol", "yun suk-youl"], Some("Yoon Suk Yeol"));
        check(&["choe hwiyeong", "choi hwi-yong"], Some("Choi Hwi-young"));
        check(&["gim hyegyeong", "kim hyekyung", "hyekyong"], Some("Kim Hye-kyung"));
        check(&["cha chunhwan", "u wonsik", "no hyeri"][..1], Some("Cha Jun-hwan"));
        check(&["u wonsik", "woo wonshik"], Some("Woo Won-shik"));
        check(&["no hyeri", "roh hyeri"], Some("Hyeree Ro"));
    }

    #[test]
    fn other_words_are_no_names() {
        check(&["lee", "moon", "jae", "kim jong-un", "the moon", "summit meeting", "wonder", "virginia"], None);
    }
}

//! Cuts a text into words and folds away what does not tell words apart: case, accents, width.

use compact_str::CompactString;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::korean;

/// What a word is written in, which decides how it is stemmed and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Latin letters, or any alphabet but Hangul; may hold digits after the first letter (`g7`).
    Latin,
    /// Hangul syllables or letters.
    Hangul,
    /// A number; decimal comma and thousands separators are resolved.
    Number,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own on how the word was written")]
pub(crate) struct Word {
    /// The folded word: NFKC, lower case, no accents.
    pub(crate) text: CompactString,
    /// What it is written in.
    pub(crate) script: Script,
    /// Whether it has capitals beyond its first letter: an acronym such as `IT`, or a name such as `LinkedIn`.
    pub(crate) acronym: bool,
    /// Whether it starts with a capital inside a sentence: a name, as a rule.
    pub(crate) capital: bool,
    /// Whether it follows a word of another script without a space, as a particle does in `MOU가`.
    pub(crate) glued: bool,
    /// Whether it is a number that tells which of several: the `12th` session, `제12차`, but not the `12th` of March.
    pub(crate) ordinal: bool,
}

/// The year that a word gives, if it is a four-digit number of the last or next centuries.
pub(crate) fn year(script: Script, text: &str) -> Option<u16> {
    let is_year = script == Script::Number && text.len() == 4;
    text.parse().ok().filter(|year| is_year && (1800..2100).contains(year))
}

/// Whether a word stands between alternatives: whoever asks with them does not know which is right.
pub(crate) fn is_or(word: &str) -> bool {
    matches!(word, "or" | "o" | "oppure" | "vs" | "아니면")
}

/// The words of `text`, in order.
///
/// Apostrophes part words (`l'accordo`, `what's`). A hyphen joins a prefix of up to two letters to what
/// follows (`k-pop` is `kpop`, `co-production` is `coproduction`) and parts longer ones. Dotted initials
/// are one word (`U.S.` is `us`). Where scripts meet, words part (`MOU가` is `mou`, `가`).
pub(crate) fn words(text: &str) -> Vec<Word> {
    let chars = normal(text);
    let mut words: Vec<Word> = Vec::with_capacity(chars.len() / 4);
    let mut folded = String::new();
    let mut at = 0;
    let mut last_end = None;
    while at < chars.len() {
        let Some(class) = class(chars[at]) else {
            at += 1;
            continue;
        };
        let end = match class {
            Script::Number => number_end(&chars, at),
            Script::Latin => latin_end(&chars, at),
            Script::Hangul => hangul_end(&chars, at),
        };
        let glued = last_end == Some(at) && words.last().is_some_and(|word| word.script != class);
        let word = word(&chars[at..end], class, &mut folded);
        let capital = word.capital && !starts_sentence(&chars[..at]);
        if glued && class == Script::Hangul && word.text.starts_with(ORDINALS) {
            // A particle may follow: 제12차에서.
            words.iter_mut().last().into_iter().for_each(|number| number.ordinal = number.script == Script::Number);
        }
        words.push(Word { capital, glued, ..word });
        last_end = Some(end);
        at = end;
    }
    for at in 0..words.len() {
        if words[at].ordinal {
            let in_date = |at: usize| words.get(at).is_some_and(|word| is_in_date(&word.text));
            words[at].ordinal = !in_date(at + 1) && !in_date(at.wrapping_sub(1));
        }
    }
    words
}

/// What follows a Korean number that tells which of several.
const ORDINALS: [char; 2] = ['차', '회'];

/// Whether a word beside a number makes it a day: a month, or "of".
fn is_in_date(word: &str) -> bool {
    DATE.split_ascii_whitespace().any(|month| month == word)
}

/// Months in full and as they are shortened, and what stands before them.
const DATE: &str = "of jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october \
    nov november dec december gen gennaio febbraio marzo aprile mag maggio giu giugno lug luglio ago agosto set settembre ott \
    ottobre novembre dic dicembre";

/// A text as people compare it: its words, without case, accents and punctuation.
pub fn folded(text: &str) -> String {
    words(text).iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether a word starts a sentence, given what stands before it.
fn starts_sentence(before: &[char]) -> bool {
    before
        .iter()
        .rev()
        .find(|char| !char.is_whitespace())
        .is_none_or(|char| matches!(char, '.' | '!' | '?' | ':' | ';'))
}

/// One word; `folded` is room that is used for all.
fn word(chars: &[char], class: Script, folded: &mut String) -> Word {
    folded.clear();
    match class {
        Script::Number => match ordinal_digits(chars) {
            Some((digits, ordinal)) => Word { ordinal, ..plain(number_text(digits), Script::Number) },
            None => latin_word(chars, folded),
        },
        Script::Hangul => {
            folded.extend(chars.iter().filter(|char| is_hangul(**char)));
            plain(folded.as_str().into(), Script::Hangul)
        }
        Script::Latin => latin_word(chars, folded),
    }
}

/// A word that is nothing special.
fn plain(text: CompactString, script: Script) -> Word {
    Word { text, script, acronym: false, capital: false, glued: false, ordinal: false }
}

/// The characters of a text in NFKC, letters of Hangul that stand alone as people see them, and Korean past tenses as they are
/// spelled.
pub(crate) fn normal(text: &str) -> Vec<char> {
    if text.is_ascii() {
        return text.bytes().map(char::from).collect();
    }
    let mut chars = normal_form(text);
    korean::spell_past(&mut chars);
    chars
}

fn normal_form(text: &str) -> Vec<char> {
    // As good as every text is normal already, and telling so is much cheaper than making it so. What NFKC
    // leaves of conjoining jamo stands alone, as in ㅋㅋ: the letters that people see.
    if text.chars().all(is_plain) || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        let mut chars = Vec::with_capacity(text.len());
        chars.extend(text.chars());
        return chars;
    }
    text.nfkc().map(korean::letter).collect()
}

/// Whether NFKC leaves a character alone, whatever stands beside it: true of most that people type.
const fn is_plain(char: char) -> bool {
    matches!(char, '\0'..='\u{9f}' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | '가'..='힣' | '‘'..='‟' | '–'..='—')
}

fn latin_word(chars: &[char], folded: &mut String) -> Word {
    let letters = chars.iter().filter(|char| char.is_alphabetic());
    let inner = letters.clone().skip(1);
    let acronym = inner.clone().any(|char| char.is_uppercase());
    chars.iter().filter(|char| char.is_alphanumeric()).for_each(|char| fold(*char, folded));
    let capital = chars.first().is_some_and(|char| char.is_uppercase());
    Word { acronym, capital, ..plain(folded.as_str().into(), Script::Latin) }
}

/// Adds a character in lower case without accents.
fn fold(char: char, out: &mut String) {
    if char.is_ascii() {
        out.push(char.to_ascii_lowercase());
        return;
    }
    for lower in char.to_lowercase() {
        decompose_canonical(lower, |part| {
            if !is_combining_mark(part) {
                out.push(part);
            }
        });
    }
}

fn class(char: char) -> Option<Script> {
    // By how often they occur: every character of every text comes by here, several times.
    if char.is_ascii_alphabetic() {
        Some(Script::Latin)
    } else if char.is_ascii() {
        char.is_ascii_digit().then_some(Script::Number)
    } else if is_hangul(char) {
        Some(Script::Hangul)
    } else if char.is_alphanumeric() {
        Some(Script::Latin)
    } else {
        None
    }
}

/// Whether `char` is a Hangul syllable or letter (after NFKC: syllables, and conjoining or compatibility jamo).
pub(crate) const fn is_hangul(char: char) -> bool {
    matches!(char, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
}

/// Whether `char` is a letter of Hangul that stands alone.
pub(crate) const fn is_letter(char: char) -> bool {
    matches!(char, '\u{3130}'..='\u{318f}')
}

/// The end of a run of syllables, or of single letters (나와ㅋㅋㅋ is 나와, ㅋㅋㅋ). Dots between single syllables join them, as
/// people leave them out as often: 한·미·일은 is 한미일은, but 한·이탈리아 is 한, 이탈리아.
fn hangul_end(chars: &[char], start: usize) -> usize {
    let part_end = |start: usize| {
        let same = |char: &char| is_hangul(*char) && is_letter(*char) == is_letter(chars[start]);
        chars[start..].iter().position(|char| !same(char)).map_or(chars.len(), |length| start + length)
    };
    let mut end = part_end(start);
    let mut last = start;
    while end == last + 1 && chars.get(end).is_some_and(|char| MIDDLE_DOTS.contains(char)) {
        last = end + 1;
        let next = chars.get(last).filter(|char| is_hangul(**char) && !is_letter(**char)).map(|_| part_end(last));
        let is_single = |next: &usize| {
            let behind: String = chars[last + 1..*next].iter().collect();
            behind.is_empty() || korean::is_particles(&behind)
        };
        let Some(next) = next.filter(is_single) else { break };
        end = next;
    }
    end
}

/// Dots that stand between words of equal rank.
const MIDDLE_DOTS: [char; 3] = ['·', '・', '‧'];

/// The end of a run of letters, digits and accents, with `k-` and `co-` joined to what follows.
fn latin_end(chars: &[char], start: usize) -> usize {
    let dotted = initials_end(chars, start);
    if dotted > start {
        return dotted;
    }
    let part_end = |start: usize| {
        chars[start..]
            .iter()
            .position(|char| {
                !matches!(class(*char), Some(Script::Latin | Script::Number))
                    && (char.is_ascii() || !is_combining_mark(*char))
            })
            .map_or(chars.len(), |length| start + length)
    };
    let end = part_end(start);
    let joins = end - start <= 2
        && chars.get(end) == Some(&'-')
        && chars.get(end + 1).is_some_and(|char| class(*char) == Some(Script::Latin));
    if joins { part_end(end + 1) } else { end }
}

/// The end of initials such as `U.S.` or `M.O.U`, or `start` where there are none.
fn initials_end(chars: &[char], start: usize) -> usize {
    let mut at = start;
    let mut letters = 0;
    while chars.get(at).is_some_and(|char| class(*char) == Some(Script::Latin)) {
        let single = !chars.get(at + 1).is_some_and(|char| char.is_alphanumeric());
        if !single {
            break;
        }
        letters += 1;
        at += 1;
        if chars.get(at) != Some(&'.') {
            break;
        }
        at += 1;
    }
    if letters > 1 { at } else { start }
}

/// The end of a number: digits, separators between digits, and letters that follow at once (`19th`, `5g`); of a date
/// (`19.01.2026`) that of its first number.
fn number_end(chars: &[char], start: usize) -> usize {
    let digits = |start: usize| start + chars[start..].iter().take_while(|char| char.is_ascii_digit()).count();
    let first = digits(start);
    // Only dates are parted at their dots.
    if start > 1 && chars[start - 1] == '.' && chars[start - 2].is_ascii_digit() {
        return first;
    }
    if chars.get(first) == Some(&'.') {
        let second = digits(first + 1);
        let third = if chars.get(second) == Some(&'.') { digits(second + 1) } else { second };
        let [first_len, second_len, third_len] = [first - start, second - first - 1, third.saturating_sub(second + 1)];
        if matches!((first_len, second_len, third_len), (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4)) {
            return first;
        }
    }
    let mut at = start;
    while at < chars.len() {
        let inside =
            matches!(chars[at], '.' | ',') && at > start && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let part = matches!(class(chars[at]), Some(Script::Number | Script::Latin));
        if !part && !inside {
            break;
        }
        at += 1;
    }
    // 2° is typed for 2º.
    if at > start && chars.get(at) == Some(&'°') && chars[start..at].iter().all(char::is_ascii_digit) {
        at + 1
    } else {
        at
    }
}

/// The digits and separators of a number, without an ending or a unit, and whether the ending makes it an ordinal.
fn ordinal_digits(chars: &[char]) -> Option<(&[char], bool)> {
    let digits = chars.iter().take_while(|char| !char.is_alphabetic() && **char != '°').count();
    let ending: String = chars[digits..].iter().flat_map(|char| char.to_lowercase()).collect();
    let ordinal =
        matches!(ending.as_str(), "st" | "nd" | "rd" | "th" | "o" | "a" | "°" | "esimo" | "esima" | "mo" | "ma");
    (ordinal || matches!(ending.as_str(), "" | "s" | "km" | "bn" | "mln" | "m")).then(|| (&chars[..digits], ordinal))
}

/// `1,300` and `1.300` are 1300; `11,4` is 11.4.
fn number_text(chars: &[char]) -> CompactString {
    let text: String = chars.iter().collect();
    let parts: Vec<&str> = text.split(['.', ',']).collect();
    let thousands = parts.len() > 1 && parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3);
    parts.join(if thousands { "" } else { "." }).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected, "words of {text:?}");
    }

    #[test]
    fn case_accents_and_width_do_not_tell_words_apart() {
        check("Città perché É ＭＯＵ Ｋ팝", &["citta", "perche", "e", "mou", "k", "팝"]);
        check("cafe\u{301}", &["cafe"]);
    }

    #[test]
    fn a_number_that_tells_which_of_several_is_an_ordinal() {
        for (text, ordinal) in [
            ("the 12th session", true),
            ("제12차에서는", true),
            ("12회 영화제", true),
            ("la 24ª edizione", true),
            ("il 2° dialogo", true),
            ("19th January", false),
            ("the 19th of January", false),
            ("19 gennaio", false),
            ("12월", false),
        ] {
            assert_eq!(words(text).iter().any(|word| word.ordinal), ordinal, "{text:?}");
        }
    }

    #[test]
    fn plain_characters_are_normal_in_any_company() {
        let plain: String = ('\0'..=char::MAX).filter(|char| is_plain(*char)).collect();
        assert_eq!(plain.nfkc().collect::<String>(), plain);
        for char in plain.chars() {
            assert_eq!(format!("{char}{char}").nfkc().collect::<String>(), format!("{char}{char}"));
        }
    }

    #[test]
    fn decomposed_hangul_is_composed() {
        check("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", &["한국"]);
    }

    #[test]
    fn apostrophes_part_words_and_short_prefixes_join() {
        check("l'accordo dell’Italia", &["l", "accordo", "dell", "italia"]);
        check("what's k-pop co-production", &["what", "s", "kpop", "coproduction"]);
        check("Lee-Meloni", &["lee", "meloni"]);
        check("U.S. M.O.U.? A. Rossi", &["us", "mou", "a", "rossi"]);
    }

    #[test]
    fn numbers_read_the_same_however_they_are_written() {
        check(
            "1,300 1.300 11.4 11,4 19th 1º 5g G7 2026-2030",
            &["1300", "1300", "11.4", "11.4", "19", "1", "5g", "g7", "2026", "2030"],
        );
        check("2026년 1월", &["2026", "년", "1", "월"]);
        check("19.01.2026, 2026.1.19. 1.300.000", &["19", "01", "2026", "2026", "1", "19", "1300000"]);
    }

    #[test]
    fn scripts_part_words() {
        check("반도체 MOU가 뭐야?", &["반도체", "mou", "가", "뭐야"]);
        check("나와ㅋㅋㅋ", &["나와", "ㅋㅋㅋ"]);
        check("한·이 정상, 한·미·일은, 한ㆍ독의", &["한이", "정상", "한미일은", "한독의"]);
        check("한·이탈리아 문화·관광 한ㆍ태국 한 일", &["한", "이탈리아", "문화", "관광", "한", "태국", "한", "일"]);
        check("한·", &["한"]);
        assert!(words("MOU가")[1].glued && !words("MOU 가")[1].glued);
    }

    #[test]
    fn capitals_mark_acronyms() {
        assert!(words("an IT deal")[1].acronym);
        assert!(!words("is it")[1].acronym);
    }
}

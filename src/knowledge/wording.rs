//! Small helps for the wording of problems: quoting, counting, guessing what was meant.

use std::fmt::Write as _;

/// A found text in quotation marks, cut when long and with nothing in it that could upset a terminal.
pub(super) fn quote(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{:?}…", &text[..cut]),
        None => format!("{text:?}"),
    }
}

/// A key between backticks, cut when long and with nothing in it that could upset a terminal.
pub(super) fn tick(key: &str) -> String {
    let quoted = quote(key);
    format!("`{}`", quoted.replacen('"', "", 1).trim_end_matches('"'))
}

/// A number with its noun: `1 entry`, `2 entries`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A list in words: `` `a`, `b` or `c` ``.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        let join = match index {
            0 => "",
            _ if index + 1 == words.len() => " or ",
            _ => ", ",
        };
        // Writing to a String cannot fail.
        let _ = write!(text, "{join}`{word}`");
    }
    text
}

/// The candidate that was probably meant, if one is near enough to guess.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are no typos of ours, and comparing costs their length each time.
    const LONGEST: usize = 128;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let near = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= near)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The length of a text in UTF-16 units: what Discord counts at most.
pub(super) fn discord_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The characters of a text that have no place in one that people read.
///
/// What nobody sees parts a word from itself where words are compared: "M\u{200b}OU" is not "MOU".
pub(super) fn hidden(text: &str) -> impl Iterator<Item = char> {
    let is_hidden_at = move |(at, c): (usize, char)| {
        let before = text[..at].chars().next_back();
        match c {
            // They join emoji to one, and the letters of some scripts, in which a headline may be.
            '\u{200c}' | '\u{200d}' => {
                let after = text[at + c.len_utf8()..].chars().next();
                !(before.is_some_and(is_joined) && after.is_some_and(is_joined))
            }
            // They choose how a sign looks: in colour or not.
            '\u{fe0e}' | '\u{fe0f}' => {
                let is_sign = |c: char| is_joined(c) || !(c.is_alphabetic() || c.is_whitespace());
                !before.is_some_and(is_sign)
            }
            c => is_hidden(c),
        }
    };
    text.char_indices().filter(move |place| is_hidden_at(*place)).map(|(_, c)| c)
}

/// Whether joiners have a meaning beside a character: in the scripts from Arabic to Burmese, and between signs and emoji.
const fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109f}' | '\u{2100}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character is not seen or does something to the text around it: control characters, those without width, the
/// fillers of Hangul, and those that turn the direction of writing and so can make a text look like another.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        )
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_guessed_only_when_it_is_near() {
        let keys = ["answer", "sources", "as_of", "note"];
        assert_eq!(nearest("anser", keys), Some("answer"));
        assert_eq!(nearest("Sources", keys), Some("sources"));
        assert_eq!(nearest("asof", keys), Some("as_of"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), keys), None);
    }

    #[test]
    fn quotes_are_short_and_harmless() {
        assert_eq!(quote("한국"), "\"한국\"");
        assert_eq!(quote("a\u{202e}b\u{1b}"), "\"a\\u{202e}b\\u{1b}\"");
        assert_eq!(quote(&"한".repeat(100)), format!("\"{}\"…", "한".repeat(60)));
        assert_eq!(tick("a\u{202e}"), "`a\\u{202e}`");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(one_of([]), "");
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }

    #[test]
    fn what_nobody_sees_is_found_and_emoji_are_let_be() {
        let check = |text: &str, expected: &[char]| assert_eq!(hidden(text).collect::<Vec<_>>(), expected, "{text:?}");
        check("한국 – “Italia”, perché?", &[]);
        for c in
            ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{ad}', '\u{180e}', '\u{3164}', '\u{115f}', '\u{fe0f}']
        {
            check(&format!("M{c}OU"), &[c]);
            check(&c.to_string(), &[c]);
        }
        check("양\u{200d}해", &['\u{200d}']);
        check("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} ☀\u{fe0f} ℹ\u{fe0f} 🅰\u{fe0f}", &[]);
        check("می\u{200c}خواهم क\u{200d}ष", &[]);
        check("👨\u{200d}", &['\u{200d}']);
    }
}

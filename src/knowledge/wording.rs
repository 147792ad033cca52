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

/// Whether a character has no place in a text that people read: control characters, and those that turn
/// the direction of writing and so can make a text look like another.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
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
}

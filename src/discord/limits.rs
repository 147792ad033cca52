//! Discord's limits, and clean ways to keep within them.
//!
//! Discord counts some texts in characters and, by what clients show, others in UTF-16 code units. A text
//! never has more characters than code units, so whatever fits here by code units fits either way.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// The text of a message (bots; the OpenAPI document's 4000 is for other clients).
pub const CONTENT: usize = 2000;
/// The description of an embed.
pub const EMBED_DESCRIPTION: usize = 4096;
/// The name of an embed's field.
pub const EMBED_FIELD_NAME: usize = 256;
/// The value of an embed's field.
pub const EMBED_FIELD_VALUE: usize = 1024;
/// All texts of all embeds of a message together.
pub const EMBEDS_TOTAL: usize = 6000;
/// The label of a button.
pub const BUTTON_LABEL: usize = 80;
/// The buttons of one action row.
pub const BUTTONS_IN_A_ROW: usize = 5;
/// The options of a menu, and the choices of an autocompletion.
pub const OPTIONS: usize = 25;
/// The label of a menu's option, and the name of a choice.
pub const OPTION_LABEL: usize = 100;
/// What a menu says while nothing is chosen.
pub const PLACEHOLDER: usize = 150;
/// The custom id of a component.
pub const CUSTOM_ID: usize = 100;
/// The description of a command or of an option.
pub const COMMAND_DESCRIPTION: usize = 100;
/// Message-menu commands of one application, globally or in one guild.
pub const MENU_COMMANDS: usize = 15;
/// Chat-input commands of one application, globally or in one guild.
pub const COMMANDS: usize = 100;
/// The longest question that an option takes: ours, not Discord's (which is 6000); no more of it counts.
pub const QUESTION: u16 = 500;

/// How long a text is, by the count that is never below Discord's.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text itself when it fits, else its beginning up to the end of a word, with "…" after it.
///
/// Never cuts inside what a reader sees as one character. With a limit of 0 nothing is left.
pub fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if length(text) <= limit {
        return Cow::Borrowed(text);
    }
    let Some(room) = limit.checked_sub(1) else { return Cow::Borrowed("") };
    let (head, _) = split(text, room);
    Cow::Owned(format!("{}…", head.trim_end_matches([' ', ',', ';', ':', '\n'])))
}

/// Splits a text so that its head fits: after a sentence, else after a word, else anywhere between two
/// characters. Head and tail together are the text.
pub fn split(text: &str, limit: usize) -> (&str, &str) {
    let end = fitting(text, limit);
    if end == text.len() {
        return (text, "");
    }
    // An end too far forward would waste room: neither a sentence nor a word may cost more than half of it.
    let sentence = last_below(text.split_sentence_bound_indices().map(|(at, _)| at), end);
    let word = last_below(text.split_word_bound_indices().map(|(at, _)| at), end);
    let at = [sentence, word].into_iter().find(|at| *at > 0 && *at >= end / 2).unwrap_or(end);
    text.split_at(at)
}

/// As many whole lines as fit, joined by line feeds, and how many that was.
pub fn fit_lines<'a>(lines: impl IntoIterator<Item = &'a str>, limit: usize) -> (String, usize) {
    let mut text = String::new();
    let mut taken = 0;
    let mut used = 0;
    for line in lines {
        let cost = length(line) + usize::from(taken > 0);
        if used + cost > limit {
            break;
        }
        if taken > 0 {
            text.push('\n');
        }
        text.push_str(line);
        used += cost;
        taken += 1;
    }
    (text, taken)
}

/// The end, in bytes, of the longest beginning that fits and ends between two graphemes.
fn fitting(text: &str, limit: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += length(grapheme);
        if used > limit {
            return at;
        }
    }
    text.len()
}

fn last_below(bounds: impl Iterator<Item = usize>, end: usize) -> usize {
    bounds.take_while(|at| *at <= end).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, limit: usize, expected: &str) {
        let found = cut(text, limit);
        assert_eq!(found, expected);
        assert!(length(&found) <= limit, "{found:?} is over {limit}");
    }

    #[test]
    fn a_text_that_fits_stays_as_it_is() {
        check("", 0, "");
        check("five.", 5, "five.");
        check("이탈리아", 4, "이탈리아");
    }

    #[test]
    fn a_long_text_ends_after_a_sentence_or_a_word_with_an_ellipsis() {
        check("They signed it. Then they left the room.", 30, "They signed it.…");
        check("one two three four", 12, "one two…");
        check("한국과 이탈리아는 서울에서", 11, "한국과 이탈리아는…");
        check("unbreakable", 6, "unbre…");
        check("any", 0, "");
    }

    #[test]
    fn what_readers_see_as_one_character_is_never_cut_apart() {
        let family = "👨‍👩‍👧‍👦";
        check(&family.repeat(2), 12, &format!("{family}…"));
        check(family, 5, "…");
        check("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…");
    }

    #[test]
    fn lines_are_taken_whole_or_not_at_all() {
        assert_eq!(fit_lines(["one", "two", "three"], 7), ("one\ntwo".to_owned(), 2));
        assert_eq!(fit_lines(["one", "two", "three"], 6), ("one".to_owned(), 1));
        assert_eq!(fit_lines(["one"], 2), (String::new(), 0));
    }
}

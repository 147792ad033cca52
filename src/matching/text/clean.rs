//! Takes chat markup off a typed question: mentions, links, code, emoji, markdown.

use std::borrow::Cow;

use once_cell::sync::Lazy;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// How many characters of a question count; what follows is ignored.
pub const MAX_CHARS: usize = 500;

/// How much of the raw text is looked at, so that markup alone cannot cost time.
const MAX_RAW_CHARS: usize = 4000;

/// What is cut out whole: fenced code, Discord's `<…>` markup, bare links.
static MARKUP: Lazy<Regex> = Lazy::new(|| {
    Regex::new(
        r"(?s)```.*?(?:```|$)|<(?:@[!&]?|\#)[0-9]+>|<a?:[A-Za-z0-9_]+:[0-9]+>|<t:-?[0-9]+(?::[A-Za-z])?>|<id:[a-z]+>|https?://\S+",
    )
    .expect("the pattern is a literal that a test compiles")
});

/// A command mention `</name:id>` and a masked link `[text](address)`, which stand for their text.
static NAMED: Lazy<Regex> = Lazy::new(|| {
    Regex::new(r"</([^:<>\n]{1,100}):[0-9]+>|\[([^\]\n]{1,300})\]\([^)\s]*\)")
        .expect("the pattern is a literal that a test compiles")
});

/// The question in `text` without its markup, on one line, at most [`MAX_CHARS`] characters.
pub fn clean(text: &str) -> String {
    let end = text.char_indices().nth(MAX_RAW_CHARS).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    // Looking for markup takes longer than all the rest, and most questions have none.
    let bare = if text.contains(['<', '[', '`']) || text.contains("://") {
        let named = NAMED.replace_all(text, " $1$2 ");
        Cow::Owned(MARKUP.replace_all(&named, " ").into_owned())
    } else {
        Cow::Borrowed(text)
    };
    let mut out = String::with_capacity(bare.len().min(MAX_CHARS * 4));
    let mut count = 0;
    let mut chars = bare.chars().peekable();
    while let Some(char) = chars.next() {
        // A mark between two words parts them: 2020~2024 are two years. Elsewhere it leaves no trace.
        let parts = is_mark(char)
            && out.ends_with(char::is_alphanumeric)
            && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if (is_mark(char) && !parts) || is_invisible(char) {
            continue;
        }
        let is_space = parts || char.is_whitespace() || char.is_control() || char == '_';
        if is_space && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        // Some characters stand for many.
        count += if char.is_ascii() { 1 } else { std::iter::once(char).nfkc().count() };
        if count > MAX_CHARS {
            break;
        }
        out.push(if is_space { ' ' } else { char });
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that only mark text up.
const fn is_mark(char: char) -> bool {
    matches!(char, '*' | '~' | '|' | '`')
}

/// Characters that no one sees.
const fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text), expected, "cleaning {text:?}");
    }

    #[test]
    fn chat_markup_is_no_part_of_the_question() {
        check("<@123> how many **MOUs**?", "how many MOUs?");
        check("hey <@!9> <#4> <@&5> ciao <a:wave:77> <:x:1>", "hey ciao");
        check("see https://example.org/a?b=c now <t:1700000000:R>", "see now");
        check("what is </mou:42> for", "what is mou for");
        check("[the summit](https://example.org) date", "the summit date");
        check("```rust\nlet x = 1;\n``` what is `MOU`", "what is MOU");
        check("```never closed", "");
        check("> ||quoted||\n\nnext", "> quoted next");
        check("2020~2024년 ~~no~~", "2020 2024년 no");
        check("her\u{ad}itage \u{2068}한국\u{2069}\u{3164}", "heritage 한국");
        check("m\u{200b}o\u{ad}u\u{3164} 몇\u{115f} 건", "mou 몇 건");
    }

    #[test]
    fn a_long_text_is_cut_at_the_limit_in_characters() {
        assert_eq!(clean(&"가".repeat(10_000)).chars().count(), MAX_CHARS);
        assert_eq!(clean(&format!("{}mou", "`".repeat(3000))), "mou");
        assert_eq!(clean(&"\u{fdfa}".repeat(100)).nfkc().count() / 100, MAX_CHARS / 100 - 1, "one stands for 18");
    }
}

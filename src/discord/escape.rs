//! Texts made harmless: nothing in them acts as markdown, as a mention or as a link that unfurls.

use std::fmt::Write;

/// The text as Discord will show it letter for letter.
///
/// Markdown is escaped by backslashes; an invisible space after every `@` keeps `@everyone` and `<@1>` from
/// being mentions, also for readers of the raw text; web addresses go between angle brackets, in which
/// Discord links them without unfurling a preview.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = web_address(rest) {
        escape_words(&rest[..at.start], &mut out);
        // Writing to a `String` cannot fail.
        let _ = write!(out, "<{}>", &rest[at.start..at.end].replace('@', "%40"));
        rest = &rest[at.end..];
    }
    escape_words(rest, &mut out);
    out
}

/// A link with a title, or the title alone when the address is none that Discord would link.
pub(super) fn link(title: &str, url: Option<&str>) -> String {
    match url.and_then(link_target) {
        Some(target) => format!("[{}]({target})", escape_title(title)),
        None => escape_title(title),
    }
}

/// The same for a message's text, where the angle brackets keep the address from unfurling.
pub(super) fn quiet_link(title: &str, url: Option<&str>) -> String {
    match url.and_then(link_target) {
        Some(target) => format!("[{}](<{target}>)", escape_title(title)),
        None => escape_title(title),
    }
}

/// Longer addresses would crowd out the other sources, and Discord shows them cut anyway.
const LONGEST_URL: usize = 700;

fn link_target(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let mut target = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            // These would end the link early, or begin a mention.
            '(' => target.push_str("%28"),
            ')' => target.push_str("%29"),
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            '[' => target.push_str("%5B"),
            ']' => target.push_str("%5D"),
            '\\' => target.push_str("%5C"),
            '@' => target.push_str("%40"),
            _ => target.push(c),
        }
    }
    (super::limits::length(&target) <= LONGEST_URL).then_some(target)
}

/// A title in the brackets of a link. Discord knows no escaped bracket there, so full-width ones take their
/// place (Korean headlines begin with them), but for those around a whole title, which say no more than the link does;
/// and it links no title that itself looks like an address.
fn escape_title(title: &str) -> String {
    let inner = title.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let title = inner
        .filter(|inner| !inner.contains(['[', ']']))
        .unwrap_or(title)
        .replace('[', "［")
        .replace(']', "］")
        .replace("://", ":\u{200b}//");
    let mut out = String::with_capacity(title.len());
    escape_words(&title.split_whitespace().collect::<Vec<_>>().join(" "), &mut out);
    out
}

fn escape_words(text: &str, out: &mut String) {
    let mut line = Line::Blank;
    let mut before = '\n';
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' => out.extend(['\\', c]),
            // Headings, lists and small print are such only at the start of a line; `<#` begins a mention.
            '#' | '-' | '+' if line == Line::Blank => out.extend(['\\', c]),
            '#' if before == '<' => out.push_str("\\#"),
            '.' | ')' if line == Line::Number => out.extend(['\\', c]),
            '@' => out.push_str("@\u{200b}"),
            _ => out.push(c),
        }
        line = line.after(c);
        before = c;
    }
}

/// What a line holds so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing but space.
    Blank,
    /// Nothing but a number, which a point or a bracket would make the head of a list.
    Number,
    /// Anything else.
    Words,
}

impl Line {
    fn after(self, c: char) -> Line {
        match self {
            _ if c == '\n' => Line::Blank,
            Line::Blank if c.is_whitespace() => Line::Blank,
            Line::Blank | Line::Number if c.is_ascii_digit() => Line::Number,
            _ => Line::Words,
        }
    }
}

/// Where the first web address of a text stands, without the punctuation that follows it.
fn web_address(text: &str) -> Option<std::ops::Range<usize>> {
    text.char_indices().filter(|(_, c)| matches!(c, 'h' | 'H')).find_map(|(start, _)| {
        let tail = &text[start..];
        let scheme = ["https://", "http://"].into_iter().find(|scheme| starts_with_ignoring_case(tail, scheme))?;
        let end = tail.find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(tail.len());
        let url = tail[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_', '|', '~']);
        (url.len() > scheme.len()).then(|| start..start + url.len())
    })
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_letter_for_letter() {
        for (text, expected) in [
            ("a *b* _c_ ~~d~~ `e` ||f||", r"a \*b\* \_c\_ \~\~d\~\~ \`e\` \|\|f\|\|"),
            ("# not a heading\n- not a list", "\\# not a heading\n\\- not a list"),
            ("2026. That year", r"2026\. That year"),
            ("In 2026. Later - # +", "In 2026. Later - # +"),
            (r"back\slash", r"back\\slash"),
            ("[text](https://x.example)", r"\[text\](<https://x.example>)"),
            ("> quote", r"\> quote"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn mentions_are_broken_up() {
        assert_eq!(escape("@everyone"), "@\u{200b}everyone");
        assert_eq!(escape("<@1> <@!2> <@&3>"), "\\<@\u{200b}1\\> \\<@\u{200b}!2\\> \\<@\u{200b}&3\\>");
        assert_eq!(escape("<#4> </mou:5>"), r"\<\#4\> \</mou:5\>");
    }

    #[test]
    fn addresses_stay_whole_and_do_not_unfurl() {
        assert_eq!(escape("See https://a.example/b_c."), "See <https://a.example/b_c>.");
        assert_eq!(escape("http https:// http://"), "http https:// http://");
        assert_eq!(escape("https://a.example/<@1>"), "<https://a.example/>\\<@\u{200b}1\\>");
        assert_eq!(escape("https://a@everyone"), "<https://a%40everyone>");
        assert_eq!(escape("HTTPS://A.example"), "<HTTPS://A.example>");
    }

    #[test]
    fn link_titles_cannot_end_their_link() {
        assert_eq!(
            link("[단독] A*B", Some("https://a.example/x_(y)")),
            r"[［단독］ A\*B](https://a.example/x_%28y%29)"
        );
        assert_eq!(
            link("x](https://evil.example)", Some("https://a.example")),
            "[x］(https:\u{200b}//evil.example)](https://a.example)"
        );
        assert_eq!(link("Title", Some("javascript:alert(1)")), "Title");
        assert_eq!(link("Title", Some("https://a b")), "Title");
        assert_eq!(link("two\nlines", None), "two lines");
        assert_eq!(link("[whole]", None), "whole");
        assert_eq!(link("[a] and [b]", None), "［a］ and ［b］");
    }
}

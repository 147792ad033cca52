//! The text of a question without its markup.

use attache::matching::{MAX_CHARS, clean};

/// Cleans a text: what comes out is one short line without marks.
pub fn normalise(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let once = clean(&text);
    assert!(once.chars().count() <= MAX_CHARS, "{once:?} is too long");
    assert_eq!(once, once.trim(), "there is space around it");
    assert!(!once.contains("  "), "{once:?} has a wide space");
    let stays =
        |c: char| !(c.is_control() || matches!(c, '*' | '~' | '|' | '`' | '_') || c.is_whitespace() && c != ' ');
    assert!(once.chars().all(stays), "{once:?} has marks in it");
    // Where marks are gone, what stood around them may look like markup. Where nothing does, nothing is left to do.
    if !once.contains(['<', '[']) && !once.contains("://") {
        assert_eq!(clean(&once), once, "cleaning twice must be cleaning once");
    }
}

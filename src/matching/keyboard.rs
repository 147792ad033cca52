//! The wrong keyboard: Korean typed on Latin keys (`dhfflavlr` for 올림픽), and Latin on Korean ones (`ㅡㅐㅕ` for "mou").
//!
//! The two-set layout puts consonants under the left hand and vowels under the right, so each key has one letter of
//! either alphabet, and a text can be read as if the other layout had been on.

use super::korean;

/// Each letter of Hangul with the Latin keys that type it; those of two keys are typed letter by letter, and stand last.
const KEYS: &str = "\
    ㅂq ㅈw ㄷe ㄱr ㅅt ㅛy ㅕu ㅑi ㅐo ㅔp ㅁa ㄴs ㅇd ㄹf ㅎg ㅗh ㅓj ㅏk ㅣl ㅋz ㅌx ㅊc ㅍv ㅠb ㅜn ㅡm \
    ㅃQ ㅉW ㄸE ㄲR ㅆT ㅒO ㅖP ㅘhk ㅙho ㅚhl ㅝnj ㅞnp ㅟnl ㅢml ㄳrt ㄵsw ㄶsg ㄺfr ㄻfa ㄼfq ㄽft ㄾfx ㄿfv ㅀfg ㅄqt";

/// The letters with their keys.
fn keys() -> impl Iterator<Item = (char, &'static str)> {
    KEYS.split_whitespace().filter_map(|pair| {
        let letter = pair.chars().next()?;
        Some((letter, &pair[letter.len_utf8()..]))
    })
}

/// What Latin letters type on the Korean layout, where that is whole syllables.
pub(super) fn as_hangul(latin: &str) -> Option<String> {
    let letter = |key: char| {
        // Shift changes some keys only.
        let find = |key: char| keys().find(|(_, keys)| keys.chars().eq([key])).map(|(letter, _)| letter);
        find(key).or_else(|| find(key.to_ascii_lowercase()))
    };
    let letters: Option<Vec<char>> = latin.chars().map(letter).collect();
    letters.and_then(|letters| korean::syllables(&letters))
}

/// What syllables and letters of Hangul type on the Latin layout, in small letters.
pub(super) fn as_latin(hangul: &str) -> String {
    let presses = korean::key_presses(hangul);
    let latin = presses.chars().map(|letter| keys().find(|(own, _)| *own == letter).map_or("", |(_, keys)| keys));
    latin.collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_keys_type_korean() {
        for (latin, hangul) in [
            ("dhfflavlr", "올림픽"),
            ("dlxkffldk", "이탈리아"),
            ("duffuTdj", "열렸어"),
            ("EkTdj", "땄어"),
            ("rkqtdl", "값이"),
            ("anjdPdy", "뭐예요"),
            ("Rkwl", "까지"),
        ] {
            assert_eq!(as_hangul(latin).as_deref(), Some(hangul), "{latin}");
        }
        for word in ["korea", "memorandum", "città", "dhfffla", "d", "k", ""] {
            assert_eq!(as_hangul(word).filter(|text| !text.is_empty()), None, "{word}");
        }
    }

    #[test]
    fn korean_keys_type_latin() {
        for (hangul, latin) in
            [("ㅡㅐㅕ", "mou"), ("ㅏㅐㄱㄷㅁ", "korea"), ("ㅑㅅ미ㅛ", "italy"), ("ㅙㅈ", "how"), ("양", "did")]
        {
            assert_eq!(as_latin(hangul), latin, "{hangul}");
        }
    }
}

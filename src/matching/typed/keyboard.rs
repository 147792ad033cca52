//! The wrong keyboard: Korean typed on Latin keys (`dhfflavlr` for 올림픽), and Latin on Korean ones (`ㅡㅐㅕ` for "mou").
//!
//! The two-set layout puts consonants under the left hand and vowels under the right, so each key has one letter of
//! either alphabet, and a text can be read as if the other layout had been on.

use crate::matching::text::korean;

/// The letters of Hangul on the keys a to z.
const LETTERS: [char; 26] = [
    'ㅁ', 'ㅠ', 'ㅊ', 'ㅇ', 'ㄷ', 'ㄹ', 'ㅎ', 'ㅗ', 'ㅑ', 'ㅓ', 'ㅏ', 'ㅣ', 'ㅡ', 'ㅜ', 'ㅐ', 'ㅔ', 'ㅂ', 'ㄱ', 'ㄴ',
    'ㅅ', 'ㅕ', 'ㅍ', 'ㅈ', 'ㅌ', 'ㅛ', 'ㅋ',
];
/// Those that shift changes.
const SHIFTED: [(char, char); 7] =
    [('Q', 'ㅃ'), ('W', 'ㅉ'), ('E', 'ㄸ'), ('R', 'ㄲ'), ('T', 'ㅆ'), ('O', 'ㅒ'), ('P', 'ㅖ')];
/// The keys of each letter from ㄱ to ㅣ, in Unicode order.
const KEYS: [&str; 51] = [
    "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q", "qt", "t",
    "T", "d", "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y",
    "n", "nj", "np", "nl", "b", "m", "ml", "l",
];

/// What Latin letters type on the Korean layout, where that is whole syllables.
pub(crate) fn as_hangul(latin: &str) -> Option<String> {
    let letter = |key: u8| {
        let shifted = SHIFTED.iter().find(|(own, _)| *own == char::from(key)).map(|(_, letter)| *letter);
        shifted.or_else(|| LETTERS.get(usize::from(key.to_ascii_lowercase().checked_sub(b'a')?)).copied())
    };
    let letters: korean::Keys = latin.bytes().map(letter).collect::<Option<_>>()?;
    korean::syllables(&letters).filter(|text| !text.is_empty())
}

/// What syllables and letters of Hangul type on the Latin layout, in small letters.
pub(crate) fn as_latin(hangul: &str) -> String {
    let keys = |letter: char| KEYS.get((letter as usize).checked_sub('ㄱ' as usize)?).copied();
    korean::key_presses(hangul).into_iter().filter_map(keys).collect::<String>().to_ascii_lowercase()
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
            assert_eq!(as_hangul(word), None, "{word}");
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

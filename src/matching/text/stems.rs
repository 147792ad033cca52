//! What a language makes of a word: its stem, and whether it says anything.

use compact_str::CompactString;

use super::words::{Script, Word};
use super::{english, italian, korean};
use crate::lang::Lang;

/// The stem of a folded word: by its script, and for Latin letters by the language of the text around it.
pub(crate) fn stem(text: &str, script: Script, lang: Lang) -> CompactString {
    match (script, lang) {
        (Script::Number, _) => text.into(),
        (Script::Hangul, _) => korean::stem(text).into(),
        (Script::Latin, Lang::It) => italian::stem(text),
        (Script::Latin, Lang::En | Lang::Ko) => english::stem(text),
    }
}

/// Whether a word carries no information on what is asked. `shouted` tells whether its capitals mark no acronym.
pub(crate) fn is_filler(word: &Word, lang: Lang, shouted: bool) -> bool {
    let text = word.text.as_str();
    match word.script {
        Script::Number => false,
        Script::Hangul => korean::is_filler(text) || (word.glued && korean::is_particles(text)),
        Script::Latin if word.acronym && !shouted => false,
        Script::Latin => match lang {
            Lang::It => italian::FILLERS.contains(text),
            // A Korean question may hold English function words.
            Lang::En | Lang::Ko => english::FILLERS.contains(text),
        },
    }
}

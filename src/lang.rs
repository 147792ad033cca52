//! The languages that Attaché speaks, and values that exist once per language.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of questions and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Italian.
    It,
    /// Korean.
    Ko,
}

impl Lang {
    /// Every language, in the order in which files and tables list them.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::It, Lang::Ko];

    /// The place of the language in [`Lang::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Lang::En => 0,
            Lang::It => 1,
            Lang::Ko => 2,
        }
    }

    /// The ISO 639-1 code: `en`, `it` or `ko`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::It => "it",
            Lang::Ko => "ko",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::It => "Italiano",
            Lang::Ko => "한국어",
        }
    }

    /// The language of a BCP 47 tag such as Discord's locales (`en-GB`, `it`, `ko`), if we speak it.
    pub fn from_locale(tag: &str) -> Option<Lang> {
        tag.split(['-', '_']).next().and_then(|code| code.to_ascii_lowercase().parse().ok())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Lang, UnknownLang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| UnknownLang(code.to_owned()))
    }
}

/// A language code that is not one of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}: expected en, it or ko")]
pub struct UnknownLang(pub String);

/// One value per language; a language may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Localized<T> {
    /// The English value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<T>,
    /// The Italian value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub it: Option<T>,
    /// The Korean value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ko: Option<T>,
}

impl<T> Localized<T> {
    /// The value in `lang`, if there is one.
    pub const fn get(&self, lang: Lang) -> Option<&T> {
        match lang {
            Lang::En => self.en.as_ref(),
            Lang::It => self.it.as_ref(),
            Lang::Ko => self.ko.as_ref(),
        }
    }

    /// The value in `lang`, else in the first language that has one, with the language it is in.
    pub fn best(&self, lang: Lang) -> Option<(Lang, &T)> {
        std::iter::once(lang).chain(Lang::ALL).find_map(|lang| Some((lang, self.get(lang)?)))
    }

    /// Every value there is, with its language, in the order of [`Lang::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        Lang::ALL.into_iter().filter_map(|lang| Some((lang, self.get(lang)?)))
    }

    /// Whether no language has a value.
    pub const fn is_empty(&self) -> bool {
        self.en.is_none() && self.it.is_none() && self.ko.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_map_to_the_language_they_start_with() {
        assert_eq!(Lang::from_locale("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_locale("it"), Some(Lang::It));
        assert_eq!(Lang::from_locale("KO"), Some(Lang::Ko));
        assert_eq!(Lang::from_locale("de"), None);
        assert_eq!(Lang::from_locale(""), None);
    }

    #[test]
    fn an_absent_language_falls_back_in_a_fixed_order() {
        let text = Localized { it: Some("ciao"), ko: Some("안녕"), en: None };
        assert_eq!(text.best(Lang::Ko), Some((Lang::Ko, &"안녕")));
        assert_eq!(text.best(Lang::En), Some((Lang::It, &"ciao")));
    }
}

//! A list of texts that is kept in one piece.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::lang::{Lang, Localized};

/// A list of texts, such as the phrasings of an entry in one language: a knowledge base has tens of thousands, and each
/// on its own would take more room than its letters. In JSON it is a list of strings.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// The texts, one after the other.
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<u32>,
}

static NONE: Texts = Texts { text: String::new(), ends: Vec::new() };

impl Texts {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at this place, from 0.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    /// The first text.
    pub fn first(&self) -> Option<&str> {
        self.get(0)
    }

    /// Every text, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|at| self.get(at).unwrap_or_default())
    }

    /// Adds a text at the end. A list can hold 4 GiB of them, far more than a knowledge file may have; what is beyond is
    /// left out.
    pub fn push(&mut self, text: &str) {
        if let Ok(end) = u32::try_from(self.text.len() + text.len()) {
            self.text.push_str(text);
            self.ends.push(end);
        }
    }

    fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl Localized<Texts> {
    /// The list in `lang`; empty where the language is absent.
    pub fn list(&self, lang: Lang) -> &Texts {
        self.get(lang).unwrap_or(&NONE)
    }

    /// Every item of every list, with its language.
    pub fn items(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.iter().flat_map(|(lang, list)| list.iter().map(move |item| (lang, item)))
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: AsRef<str>> Extend<T> for Texts {
    fn extend<I: IntoIterator<Item = T>>(&mut self, texts: I) {
        texts.into_iter().for_each(|text| self.push(text.as_ref()));
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Texts {
        let mut list = Texts::default();
        list.extend(texts);
        list.shrink_to_fit();
        list
    }
}

impl<T: AsRef<str>, const N: usize> From<[T; N]> for Texts {
    fn from(texts: [T; N]) -> Texts {
        texts.into_iter().collect()
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Texts, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
                let mut list = Texts::default();
                while let Some(text) = seq.next_element::<String>()? {
                    list.push(&text);
                }
                list.shrink_to_fit();
                Ok(list)
            }
        }

        deserializer.deserialize_seq(List)
    }
}

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        <Vec<String>>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<String>>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        <Vec<String>>::inline_schema()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str]) {
        let list: Texts = texts.iter().collect();
        assert_eq!(list.iter().collect::<Vec<_>>(), texts);
        assert_eq!(
            (list.len(), list.is_empty(), list.first()),
            (texts.len(), texts.is_empty(), texts.first().copied())
        );
        assert_eq!(list.get(texts.len()), None);
        let json = serde_json::to_string(&list).unwrap();
        assert_eq!(json, serde_json::to_string(texts).unwrap());
        assert_eq!(serde_json::from_str::<Texts>(&json).unwrap(), list);
    }

    #[test]
    fn texts_come_out_as_they_went_in() {
        check(&[]);
        check(&[""]);
        check(&["mou list?", "", "양해각서 목록", "l'elenco \"completo\"\n"]);
    }

    #[test]
    fn what_is_no_list_of_texts_is_refused() {
        for json in ["7", "\"text\"", "[7]", "[\"text\", null]"] {
            assert!(serde_json::from_str::<Texts>(json).is_err(), "{json}");
        }
    }
}

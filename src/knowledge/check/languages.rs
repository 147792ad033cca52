//! Rules on languages: what exists in one language exists in all that the knowledge base uses.

use super::draft::{DraftBase, DraftEntry, PerLang};
use super::findings::{Findings, Spot};
use crate::knowledge::code::Code;
use crate::lang::Lang;

pub(super) fn check(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    let used = used(base);
    for topic in &base.topics {
        for (key, texts) in [("title", &topic.title), ("description", &topic.description)] {
            complete(findings, &used, key, texts.as_ref());
        }
    }
    for entry in base.entries() {
        complete(findings, &used, "questions", entry.questions.as_ref());
        complete(findings, &used, "note", entry.note.as_ref());
        for event in &entry.events {
            complete(findings, &used, "title", event.title.as_ref());
        }
        answer(findings, &used, entry);
    }
}

/// The languages in which the knowledge base can be asked or answers: one that nothing is written in is missed nowhere.
fn used(base: &DraftBase<'_>) -> Vec<Lang> {
    let uses = |lang| {
        base.entries().any(|entry| {
            entry.questions.as_ref().is_some_and(|questions| questions.has(lang))
                || entry.answer.as_ref().is_some_and(|answer| answer.has(lang))
        })
    };
    Lang::ALL.into_iter().filter(|lang| uses(*lang)).collect()
}

fn complete<T>(findings: &mut Findings<'_>, used: &[Lang], key: &str, texts: Option<&PerLang<T>>) {
    if let Some(texts) = texts {
        for lang in used.iter().filter(|lang| texts.lacks(**lang)) {
            missing(findings, Code::MissingLanguage, texts.spot, key, *lang, "which other entries have");
        }
    }
}

/// A missing answer weighs more where people are invited to ask in that language.
fn answer(findings: &mut Findings<'_>, used: &[Lang], entry: &DraftEntry<'_>) {
    let Some(answer) = &entry.answer else { return };
    for lang in used.iter().filter(|lang| answer.lacks(**lang)) {
        if entry.questions.as_ref().is_some_and(|questions| questions.has(*lang)) {
            missing(findings, Code::MissingAnswer, answer.spot, "answer", *lang, "in which the entry can be asked");
        } else {
            missing(findings, Code::MissingLanguage, answer.spot, "answer", *lang, "which other entries have");
        }
    }
}

fn missing(findings: &mut Findings<'_>, code: Code, spot: Spot, key: &str, lang: Lang, why: &str) {
    let name = name(lang);
    findings.add(code, spot, format!("`{key}` lacks {name} ({lang}), {why}"), format!("add `{lang}`"));
}

/// What a language is called in messages.
pub(super) const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::It => "Italian",
        Lang::Ko => "Korean",
    }
}

//! Rules on questions: phrasings, tests, and questions that must not be answered.

use std::collections::HashMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::draft::{DraftBase, DraftEntry, Word, questions};
use super::findings::Findings;
use crate::knowledge::code::Code;
use crate::knowledge::shapes::MAX_CHOICE;
use crate::knowledge::wording::{discord_length, quote};
use crate::lang::Lang;

pub(super) fn check(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    duplicates(findings, base);
    contradictions(findings, base);
    for entry in base.entries() {
        long_canonicals(findings, entry);
        phrasings_as_tests(findings, entry);
    }
}

/// A question without what does not tell questions apart: case, punctuation, spaces, width of letters.
pub(super) fn fold(question: &str) -> String {
    let fold = |c: char| c.to_lowercase().filter(|c| c.is_alphanumeric());
    // As good as every text is normal already, and telling so is much cheaper than making it so.
    let folded: String = match is_nfkc_quick(question.chars()) {
        IsNormalized::Yes => question.chars().flat_map(fold).collect(),
        _ => question.nfkc().flat_map(fold).collect(),
    };
    if folded.is_empty() { question.trim().to_owned() } else { folded }
}

/// A question that must get an entry.
#[derive(Clone, Copy)]
struct Use<'t> {
    word: Word<'t>,
    /// The number of the entry.
    entry: usize,
    /// Whether it is one of the entry's tests, not of its phrasings.
    is_test: bool,
}

/// One phrasing belongs to one entry: with two, neither could ever win.
fn duplicates(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    let mut seen: HashMap<(Lang, String), Use<'_>> = HashMap::new();
    for (number, entry) in base.entries().enumerate() {
        for (lang, _, word) in questions(entry.questions.as_ref()) {
            let key = (lang, fold(word.value));
            let Some(first) = seen.get(&key).copied() else {
                seen.insert(key, Use { word, entry: number, is_test: false });
                continue;
            };
            let (code, message, help) = if first.entry == number {
                let message = "the entry has this phrasing twice (case, punctuation and spaces do not count)";
                (Code::RepeatedPhrasing, message, "remove one of the two")
            } else {
                let message = "another entry has the same phrasing (case, punctuation and spaces do not count)";
                (Code::DuplicatePhrasing, message, "keep it in the entry that answers it")
            };
            findings.add_with(
                code,
                word.spot,
                || message.to_owned(),
                |findings, problem| problem.help(help).also(findings.place(first.word.spot), "it stands here first"),
            );
        }
    }
}

/// Discord's menus and completions cut what is longer; an embed's title, which may be longer too, must hold it.
fn long_canonicals(findings: &mut Findings<'_>, entry: &DraftEntry<'_>) {
    for (_, index, word) in questions(entry.questions.as_ref()) {
        let length = discord_length(word.value);
        if index == 0 && length > MAX_CHOICE {
            let message =
                format!("the canonical question is {length} characters long; Discord's menus show {MAX_CHOICE}");
            let help = "put a shorter phrasing first: the first is the one that people see";
            findings.add(Code::LongQuestion, word.spot, message, help);
        }
    }
}

/// A test that the entry knows by heart tests nothing.
fn phrasings_as_tests(findings: &mut Findings<'_>, entry: &DraftEntry<'_>) {
    let phrasings: HashMap<String, Word<'_>> =
        questions(entry.questions.as_ref()).map(|(_, _, word)| (fold(word.value), word)).collect();
    for (_, _, test) in questions(entry.tests.as_ref()) {
        if let Some(phrasing) = phrasings.get(&fold(test.value)) {
            findings.add_with(
                Code::PhrasingIsTest,
                test.spot,
                || "this test is also a phrasing of the entry, so it tests nothing".to_owned(),
                |findings, problem| {
                    let help = "ask it in other words here, or remove it from `questions`";
                    problem.help(help).also(findings.place(phrasing.spot), "the phrasing is here")
                },
            );
        }
    }
}

/// A question that must get an entry must not also get another, or none.
fn contradictions(findings: &mut Findings<'_>, base: &DraftBase<'_>) {
    let wanted = wanted(base);
    let mut clash = |word: Word<'_>, message: &str, first: Word<'_>, first_message: &str| {
        findings.add_with(
            Code::Contradiction,
            word.spot,
            || format!("{} {message}", quote(word.value)),
            |findings, problem| {
                problem.help("keep it in one of the two places").also(findings.place(first.spot), first_message)
            },
        );
    };
    for (number, entry) in base.entries().enumerate() {
        for (_, _, word) in questions(entry.tests.as_ref()) {
            let uses = wanted.get(&fold(word.value)).map_or(&[][..], Vec::as_slice);
            // Of two tests that clash, one is enough to report: the later.
            let clashes = |at: &&Use<'_>| at.entry < number || (at.entry > number && !at.is_test);
            let other = uses.iter().find(clashes);
            if let Some(other) = other {
                clash(word, "must get this entry, and must get another", other.word, "it must get the entry here");
            }
        }
        for (_, _, word) in questions(entry.not.as_ref()) {
            let own = wanted.get(&fold(word.value)).and_then(|uses| uses.iter().find(|at| at.entry == number));
            if let Some(own) = own {
                clash(word, "must not get this entry, and must get it", own.word, "it must get it here");
            }
        }
    }
    for (_, _, word) in questions(base.unanswerable.as_ref()) {
        if let Some(other) = wanted.get(&fold(word.value)).and_then(|uses| uses.first()) {
            clash(word, "must stay unanswered, and must get an entry", other.word, "it must get the entry here");
        }
    }
}

/// The questions that must get an entry: its phrasings and its tests.
fn wanted<'t>(base: &DraftBase<'t>) -> HashMap<String, Vec<Use<'t>>> {
    let mut wanted: HashMap<String, Vec<Use<'_>>> = HashMap::new();
    for (number, entry) in base.entries().enumerate() {
        for (is_test, lists) in [(false, &entry.questions), (true, &entry.tests)] {
            for (_, _, word) in questions(lists.as_ref()) {
                wanted.entry(fold(word.value)).or_default().push(Use { word, entry: number, is_test });
            }
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_words_and_drops_dress() {
        let check = |a: &str, b: &str| assert_eq!(fold(a), fold(b), "{a:?} and {b:?}");
        check("What is an MOU?", "what is  an mou");
        check("ＭＯＵ가 뭐야", "MOU가뭐야?!");
        check("Perche\u{301}?", "perché");
        assert_ne!(fold("perché"), fold("perche"));
        assert_ne!(fold("???"), fold("!"));
        assert_ne!(fold("2025"), fold("2026"));
    }
}

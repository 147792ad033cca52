//! A made-up knowledge base: every entry has a subject of a few words, and ten phrasings that name parts of it.
//!
//! Words come by Zipf's law, as in a language: the commonest from a list of English words, which have stems and
//! meanings, the rest made of syllables, as names are. So most entries share their common words with many others,
//! and a larger base knows more words.

use attache::knowledge::{Entry, Knowledge, Source, Topic};
use attache::lang::Localized;
use jiff::civil::date;

use super::random::Random;

/// English words, the commonest first.
const WORDS: &str = include_str!("words.txt");
/// How many words there are, with those made of syllables.
const VOCABULARY: usize = 200_000;
/// How many words an entry is about.
const SUBJECT: usize = 5;
/// How many phrasings an entry has.
const PHRASINGS: usize = 10;
/// How many entries a topic has: its file stays below the limit on files.
const TOPIC: usize = 500;

const OPENINGS: [&str; 12] = [
    "how do I find the",
    "what is the",
    "when does the",
    "where can I see the",
    "can you tell me about the",
    "is there a",
    "who decides on the",
    "why is there no",
    "I would like to know more of the",
    "how much is the",
    "do we need a",
    "",
];

/// A made-up knowledge base with questions on it.
pub(crate) struct Synthetic {
    pub(crate) knowledge: Knowledge,
    /// What each entry is about.
    subjects: Vec<Vec<String>>,
}

impl Synthetic {
    /// A base of so many entries; a smaller one is the start of a larger one.
    pub(crate) fn new(entries: usize) -> Synthetic {
        let words: Vec<&str> = WORDS.lines().collect();
        let mut random = Random::new(1);
        let mut subjects = Vec::with_capacity(entries);
        let mut topics: Vec<Topic> = Vec::new();
        for number in 0..entries {
            let subject: Vec<String> = (0..SUBJECT).map(|_| word(&mut random, &words)).collect();
            let phrasings: Vec<String> = (0..PHRASINGS).map(|_| phrase(&mut random, &words, &subject)).collect();
            if number % TOPIC == 0 {
                topics.push(topic(number / TOPIC));
            }
            if let Some(topic) = topics.last_mut() {
                topic.entries.push(entry(number, &phrasings, format!("It is the {}.", subject.join(" "))));
            }
            subjects.push(subject);
        }
        let knowledge = Knowledge { sources: vec![source().into()], topics, ..Knowledge::default() };
        Synthetic { knowledge, subjects }
    }

    /// Questions of four kinds by turns: a phrasing as it stands, other words on a subject, the same mistyped, and one
    /// on a subject that no entry has.
    pub(crate) fn questions(&self, count: usize) -> Vec<String> {
        let words: Vec<&str> = WORDS.lines().collect();
        let mut random = Random::new(2);
        let entries: Vec<&Entry> = self.knowledge.entries().map(|(_, entry)| entry).collect();
        let mut questions = Vec::with_capacity(count);
        for number in 0..count {
            let entry = random.below(entries.len());
            questions.push(match number % 4 {
                0 => entries[entry]
                    .questions
                    .items()
                    .nth(random.below(PHRASINGS))
                    .map_or("", |(_, text)| text)
                    .to_owned(),
                1 => phrase(&mut random, &words, &self.subjects[entry]),
                2 => {
                    let asked = phrase(&mut random, &words, &self.subjects[entry]);
                    mistype(&mut random, &asked)
                }
                _ => {
                    let subject: Vec<String> = (0..SUBJECT).map(|_| word(&mut random, &words)).collect();
                    phrase(&mut random, &words, &subject)
                }
            });
        }
        questions
    }
}

/// A word by Zipf's law.
fn word(random: &mut Random, words: &[&str]) -> String {
    let rank = random.zipf(VOCABULARY);
    words.get(rank).map_or_else(|| made_up(rank), |word| (*word).to_owned())
}

/// The word of this rank: two to four syllables, always the same ones.
fn made_up(rank: usize) -> String {
    const ONSETS: [&str; 20] =
        ["b", "br", "c", "d", "f", "g", "gr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z", "th"];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "io"];
    const CODAS: [&str; 8] = ["", "", "", "n", "r", "l", "s", "m"];
    let mut random = Random::new(rank as u64);
    let syllables = 2 + random.below(3);
    (0..syllables).flat_map(|_| [random.one_of(&ONSETS), random.one_of(&VOWELS), random.one_of(&CODAS)]).collect()
}

/// An opening, three or four words of the subject, and at times another word.
fn phrase(random: &mut Random, words: &[&str], subject: &[String]) -> String {
    let mut named: Vec<String> = subject.to_vec();
    let left_out = 1 + random.below(2);
    (0..left_out).for_each(|_| _ = named.remove(random.below(named.len())));
    if random.below(3) == 0 {
        named.insert(random.below(named.len()), word(random, words));
    }
    let opening = random.one_of(&OPENINGS);
    format!("{opening} {}", named.join(" ")).trim_start().to_owned()
}

/// The text with two letters of one of its longer words swapped.
fn mistype(random: &mut Random, text: &str) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let longer: Vec<usize> = (0..words.len()).filter(|at| words[*at].len() > 4).collect();
    if !longer.is_empty() {
        let word = &mut words[longer[random.below(longer.len())]];
        let at = 1 + random.below(word.len() - 2);
        word.swap(at, at + 1);
    }
    words.into_iter().map(String::from_iter).collect::<Vec<_>>().join(" ")
}

fn topic(number: usize) -> Topic {
    let command = format!("topic{number}");
    let text = Localized { en: Some(command.clone()), ..Localized::default() };
    Topic { schema: None, command, title: text.clone(), description: text, entries: Vec::new() }
}

fn entry(number: usize, phrasings: &[String], answer: String) -> Entry {
    Entry {
        id: format!("entry-{number}"),
        questions: Localized { en: Some(phrasings.iter().collect()), ..Localized::default() },
        answer: Localized { en: Some(answer), ..Localized::default() },
        sources: vec![source().id],
        as_of: date(2026, 1, 1),
        review_by: None,
        valid_until: None,
        note: None,
        related: Vec::new(),
        tests: Localized::default(),
        not: std::sync::Arc::default(),
        events: Vec::new(),
    }
}

fn source() -> Source {
    Source {
        id: "source".to_owned(),
        title: "A made-up source".to_owned(),
        publisher: "Nobody".to_owned(),
        date: None,
        language: "en".to_owned(),
        url: None,
        kind: None,
        country: None,
    }
}

//! Reads all texts of a knowledge base, once.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::index::Input;
use super::lexicon::{Glance, Lexicon, Seen, Words};
use super::vocabulary::{Role, Vocabulary};
use crate::knowledge::{Entry, Knowledge, Term, Topic};
use crate::lang::Lang;
use crate::matching::asking::kinds;
use crate::matching::asking::terms::{Terms, is_name};
use crate::matching::text::words::{Word, is_hangul, words};
use crate::matching::text::{english, italian, places};
use crate::matching::typed::spelling::Learner;
use crate::matching::vectors::meanings::{Meaning, Sum};
use crate::matching::vectors::naming::Naming;

/// What was read of the entries.
pub(crate) struct Texts {
    pub(crate) ids: Vec<String>,
    /// What each entry knows.
    pub(crate) vocabularies: Vec<Vocabulary>,
    pub(crate) naming: Naming,
    pub(crate) words: Words,
    /// Each entry in each of its languages, in order.
    pub(crate) inputs: Vec<Input>,
    /// What the phrasings of the inputs mean, in turn.
    pub(crate) meanings: Vec<Meaning>,
}

/// Reads the entries.
pub(crate) fn read_all(knowledge: &Knowledge, terms: &Terms) -> Texts {
    thread::scope(|scope| {
        let (send, cut) = sync_channel(CUT_AHEAD);
        let ahead = move || {
            let entries: Vec<_> = knowledge.entries().collect();
            let mut glance = Glance::new(terms);
            for some in entries.chunks(AT_ONCE) {
                let glanced_at = |(topic, entry): &(&Topic, &Entry)| glance_at(cut_texts(topic, entry), &mut glance);
                // Nobody listens any more only when the reading is given up.
                if send.send(some.iter().map(glanced_at).collect()).is_err() {
                    break;
                }
            }
        };
        // Texts are cut and their new words looked at ahead of the reading, where there is a core for it. Without a thread
        // nothing comes, and that is done as they are read.
        drop(thread::Builder::new().spawn_scoped(scope, ahead));
        read_entries(knowledge, terms, cut)
    })
}

/// Reads the entries, whose texts arrive cut into words, an entry at a time.
fn read_entries(knowledge: &Knowledge, terms: &Terms, cut: Receiver<Vec<(CutTexts, Vec<Seen>)>>) -> Texts {
    let phrasings = knowledge.entries().map(|(_, entry)| entry.questions.items().count()).sum();
    let mut lexicon = Lexicon::new(terms, phrasings);
    let mut cut = cut.into_iter().flatten();
    let mut vocabularies = Vec::new();
    let mut inputs = Vec::new();
    let mut meanings = Vec::new();
    let mut ids = Vec::new();
    for (number, (topic, entry)) in knowledge.entries().enumerate() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn_year(u16::try_from(entry.as_of.year()).ok());
        for event in &entry.events {
            vocabulary.learn_year(u16::try_from(event.date.year()).ok());
        }
        let (cut, seen) = cut.next().unwrap_or_else(|| (cut_texts(topic, entry), Vec::new()));
        let mut seen = seen.into_iter();
        for (lang, [asked, body]) in Lang::ALL.into_iter().zip(cut) {
            if asked.is_empty() && body.is_empty() {
                continue;
            }
            let mut meant = [Sum::default(), Sum::default()];
            let mut phrasings = Vec::with_capacity(asked.len());
            for text in &asked {
                let (reading, meaning) = lexicon.read(text, lang, Role::Phrasing, &mut seen, &mut vocabulary);
                phrasings.push(reading);
                meant[0].add(&meaning);
                meanings.push(meaning);
            }
            let mut bodies = Vec::with_capacity(body.len());
            for text in &body {
                let (reading, meaning) = lexicon.read(text, lang, Role::Body, &mut seen, &mut vocabulary);
                bodies.push(reading);
                meant[1].add(&meaning);
            }
            let meant = meant.map(|sum| sum.meaning());
            inputs.push(Input { entry: number, lang, phrasings, body: bodies, meant });
        }
        vocabularies.push(vocabulary);
        ids.push(entry.id.clone());
    }
    let (naming, words) = lexicon.finish();
    Texts { ids, vocabularies, naming, words, inputs, meanings }
}

/// The texts of an entry cut into words: for each language its phrasings, and what it tells.
type CutTexts = [[Vec<Vec<Word>>; 2]; Lang::ALL.len()];

/// So many entries are handed over at once: waking a thread takes longer than cutting an entry.
const AT_ONCE: usize = 4;
/// So many times as many may be cut ahead of the reading.
const CUT_AHEAD: usize = 1;

fn cut_texts(topic: &Topic, entry: &Entry) -> CutTexts {
    Lang::ALL.map(|lang| {
        let asked = entry.questions.list(lang).iter().map(words).collect();
        [asked, told(topic, entry, lang).map(words).collect()]
    })
}

/// Texts that are cut, with those of their words that are met for the first time.
fn glance_at(texts: CutTexts, glance: &mut Glance<'_>) -> (CutTexts, Vec<Seen>) {
    let mut seen = Vec::new();
    for (lang, texts) in Lang::ALL.into_iter().zip(&texts) {
        texts.iter().flatten().for_each(|text| glance.at(text, lang, &mut seen));
    }
    (texts, seen)
}

/// What an entry tells in `lang`: its answer, note and events, and what its topic is called.
fn told<'a>(topic: &'a Topic, entry: &'a Entry, lang: Lang) -> impl Iterator<Item = &'a str> {
    let texts = [Some(&entry.answer), entry.note.as_ref(), Some(&topic.title)].into_iter().flatten();
    texts
        .chain(entry.events.iter().map(|event| &event.title))
        .filter_map(move |text| text.get(lang))
        .map(String::as_str)
}

/// Words that people type wherever they chat, and short enough to be taken for slips: mods for MOUs.
const CHAT: [&str; 24] = [
    "mod", "mods", "admin", "admins", "bot", "bots", "gif", "gifs", "meme", "memes", "emoji", "emote", "dm", "dms",
    "vc", "ping", "pings", "spam", "role", "roles", "thread", "threads", "server", "servers",
];

/// Adds to the words that entries use those that are spelled right whether an entry uses them or not: function words, names of
/// countries, terms.
pub(crate) fn learn_general_words(learner: &mut Learner, knowledge: &Knowledge) {
    // What is used before anything else is learned, entries use.
    let is_used = |item: &Vec<Word>| matches!(item.as_slice(), [word] if learner.uses(&word.text) > 0);
    let read = |term: &Term| {
        let items: Vec<Vec<Word>> = term.items().map(|(_, text)| words(text)).collect();
        // A thing that no entry has is nobody's slip: 영화협정 is none for 평화협정.
        let is_meant = is_name(term) || items.iter().any(is_used);
        (items, is_meant)
    };
    let terms: Vec<(Vec<Vec<Word>>, bool)> = knowledge.terms.iter().map(read).collect();
    let fillers = english::filler_words().chain(italian::filler_words());
    for word in fillers.chain(places::vocabulary()) {
        // A short Hangul word, such as the name of a country, is near to too many others.
        if word.starts_with(is_hangul) { learner.accept(word) } else { learner.learn(word, 1) }
    }
    kinds::long_words().for_each(|word| learner.learn(word, 1));
    for word in CHAT {
        learner.accept(word);
    }
    for (items, is_meant) in &terms {
        for word in items.iter().flatten() {
            if *is_meant {
                learner.learn(&word.text, 1);
            } else {
                learner.accept(&word.text);
            }
            if word.acronym {
                learner.learn_acronym(&word.text);
            }
        }
    }
}

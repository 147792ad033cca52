//! The desk: the current knowledge with its matcher, and `ask`.

use std::sync::Arc;

use arc_swap::ArcSwap;
use jiff::civil::Date;
use once_cell::sync::OnceCell;
use rustc_hash::FxHashMap;

use crate::knowledge::{Entry, Knowledge, Source, Topic};
use crate::lang::Lang;
use crate::matching::{Decision, Explanation, Hit, Matcher, Thresholds};
use crate::reply::{Answer, Best, Link, Outcome, Question, Reply, Suggestion};

/// Answers questions from the current knowledge base.
///
/// Cheap to share (`Arc<Desk>`), safe to ask from any number of threads; [`Desk::replace`] swaps the
/// knowledge base whole while questions are being asked.
#[derive(Debug)]
pub struct Desk {
    shelf: ArcSwap<Shelf>,
    thresholds: Thresholds,
}

/// One knowledge base with the matcher built from it.
#[derive(Debug)]
pub struct Shelf {
    /// The knowledge base.
    pub knowledge: Knowledge,
    /// The matcher over its entries.
    pub matcher: Matcher,
    version: OnceCell<String>,
    /// Where each entry stands: the place of its topic, and its place there.
    entries: FxHashMap<String, (usize, usize)>,
    /// Where each source stands.
    sources: FxHashMap<String, usize>,
}

impl Shelf {
    fn new(knowledge: Knowledge) -> Shelf {
        let topics = knowledge.topics.iter().enumerate();
        let entries = topics.flat_map(|(topic, of)| {
            of.entries.iter().enumerate().map(move |(at, entry)| (entry.id.clone(), (topic, at)))
        });
        let sources = knowledge.sources.iter().enumerate().map(|(at, source)| (source.id.clone(), at));
        Shelf {
            matcher: Matcher::new(&knowledge),
            entries: entries.collect(),
            sources: sources.collect(),
            knowledge,
            version: OnceCell::new(),
        }
    }

    /// The version of the knowledge base, which takes some milliseconds to tell, once.
    pub fn version(&self) -> &str {
        self.version.get_or_init(|| self.knowledge.version())
    }

    /// The entry with this id, and its topic.
    pub fn entry(&self, id: &str) -> Option<(&Topic, &Entry)> {
        let (topic, at) = self.entries.get(id)?;
        let topic = self.knowledge.topics.get(*topic)?;
        Some((topic, topic.entries.get(*at)?))
    }

    /// The source with this id.
    fn source(&self, id: &str) -> Option<&Arc<Source>> {
        self.sources.get(id).and_then(|at| self.knowledge.sources.get(*at))
    }

    /// The topic with this command.
    pub fn topic(&self, command: &str) -> Option<&Topic> {
        self.knowledge.topics.iter().find(|topic| topic.command == command)
    }

    /// The answer of the entry with this id, as shown in `lang` on `today`.
    pub fn answer(&self, id: &str, lang: Lang, today: Date) -> Option<Answer> {
        let (topic, entry) = self.entry(id)?;
        let (text_lang, text) = entry.answer.best(lang)?;
        Some(Answer {
            id: entry.id.clone(),
            topic: topic.command.clone(),
            question: entry.canonical(text_lang).to_owned(),
            text: text.clone(),
            lang: text_lang,
            also_in: entry.answer.iter().map(|(lang, _)| lang).filter(|lang| *lang != text_lang).collect(),
            note: entry.note.as_ref().and_then(|note| note.best(text_lang)).map(|(_, note)| note.clone()),
            as_of: entry.as_of,
            expired: entry.valid_until.filter(|until| *until < today),
            sources: entry.sources.iter().filter_map(|id| self.source(id)).cloned().collect(),
            related: entry.related.iter().filter_map(|id| self.link(id, text_lang)).collect(),
        })
    }

    /// A pointer to the entry with this id, worded in `lang`.
    pub fn link(&self, id: &str, lang: Lang) -> Option<Link> {
        let (_, entry) = self.entry(id)?;
        Some(Link { id: entry.id.clone(), question: entry.canonical(lang).to_owned() })
    }

    /// The entries nearest to a text that may be half typed, best first: of the one topic, or of all.
    pub fn near(&self, text: &str, topic: Option<&str>, hint: Option<Lang>) -> Vec<&Entry> {
        let hits = self.matcher.find(text, hint).ranked;
        let entries = hits.iter().filter(|hit| hit.score >= HOPELESS).filter_map(|hit| self.entry(&hit.id));
        entries.filter(|(of, _)| topic.is_none_or(|command| of.command == command)).map(|(_, entry)| entry).collect()
    }

    /// The commands of the topics of these entries, each once.
    fn topics_of(&self, hits: &[Hit]) -> Vec<String> {
        let mut topics: Vec<String> = Vec::new();
        let near = hits.iter().filter(|hit| hit.score >= HOPELESS);
        for (topic, _) in near.filter_map(|hit| self.entry(&hit.id)) {
            if !topics.contains(&topic.command) {
                topics.push(topic.command.clone());
            }
            if topics.len() == NEAR_TOPICS {
                break;
            }
        }
        topics
    }
}

/// Below this score an entry has next to nothing to do with a text.
const HOPELESS: f64 = 0.03;
/// The topics that a reply names at most.
const NEAR_TOPICS: usize = 3;

impl Desk {
    /// A desk over `knowledge`, which answers from the thresholds given.
    pub fn new(knowledge: Knowledge, thresholds: Thresholds) -> Desk {
        Desk { shelf: ArcSwap::from_pointee(Shelf::new(knowledge)), thresholds }
    }

    /// Puts another knowledge base in the place of the current one; questions under way end on the old one.
    pub fn replace(&self, knowledge: Knowledge) {
        self.shelf.store(Arc::new(Shelf::new(knowledge)));
    }

    /// The knowledge base in force.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.shelf.load_full()
    }

    /// Replies to a question. Any text gets a reply; the same question on the same day gets the same one.
    pub fn ask(&self, question: &Question) -> Reply {
        let shelf = self.shelf.load();
        let matched = shelf.matcher.find(&question.text, question.hint);
        let lang = matched.lang;
        let best = matched.ranked.first().map(|hit| Best { id: hit.id.clone(), score: hit.score });
        let outcome = match matched.decide(&self.thresholds) {
            Decision::Answer(hit) => {
                shelf.answer(&hit.id, lang, question.today).map_or(Outcome::Unanswered, |answer| {
                    // Where it was nearly another, that one is the first to ask next.
                    let other = matched.ranked.get(1).filter(|_| hit.score - matched.shared < self.thresholds.answer);
                    let other = other.and_then(|other| shelf.link(&other.id, answer.lang));
                    Outcome::Answer(Box::new(match other {
                        Some(other) => answer.led_on_by(other),
                        None => answer,
                    }))
                })
            }
            Decision::Suggest(hits) => Outcome::Suggest(
                hits.iter()
                    .filter_map(|hit| {
                        let link = shelf.link(&hit.id, lang)?;
                        Some(Suggestion { id: link.id, question: link.question, score: hit.score })
                    })
                    .collect(),
            ),
            Decision::Unanswered => Outcome::Unanswered,
        };
        let topics = match outcome {
            Outcome::Answer(_) => Vec::new(),
            Outcome::Suggest(_) | Outcome::Unanswered => shelf.topics_of(&matched.ranked),
        };
        Reply { lang, best, topics, outcome }
    }

    /// Why the reply to a question is what it is.
    pub fn explain(&self, question: &Question) -> Explanation {
        let shelf = self.shelf.load();
        shelf.matcher.explain(&shelf.knowledge, &question.text, question.hint, &self.thresholds)
    }
}

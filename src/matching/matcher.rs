//! The matcher: built from a knowledge base, asked for the entries that may answer a question.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::asking::analysis::{Analysis, analyse};
use super::asking::clauses::Clauses;
use super::asking::terms::Terms;
use super::entries::index::Index;
use super::entries::reading::{Texts, learn_general_words, read_all};
use super::entries::vocabulary::{Examples, Vocabulary};
use super::text::clean::{MAX_CHARS, clean};
use super::text::features;
use super::text::language::Profile;
use super::text::words::{Word, words};
use super::typed::meant::Readings;
use super::typed::spelling::Speller;
use super::vectors::beside::beside;
use super::vectors::field::Asked;
use super::weighing::decisive::Decisive;
use super::weighing::denial::{Denials, Said};
use super::weighing::refusals::{Listed, Refusals};
use super::weighing::score::{Evidence, Extent, none_fits, probabilities};
use super::weighing::sought::{LookedUp, Sought};
use crate::knowledge::{Entry, Knowledge};
use crate::lang::Lang;

/// Finds the entries that may answer a question.
#[derive(Debug)]
pub struct Matcher {
    pub(super) ids: Vec<String>,
    pub(super) terms: Terms,
    pub(super) speller: Speller,
    pub(super) profile: Profile,
    readings: Readings,
    pub(super) index: Index,
    /// What each entry knows, in the order of `ids`.
    pub(super) vocabularies: Vec<Vocabulary>,
    examples: Examples,
    /// The entries that each entry is related to, in the order of `ids`.
    related: Vec<Vec<u32>>,
    /// The questions that each entry must not answer, in the order of `ids`.
    denials: Vec<Denials>,
    /// The questions that no entry may answer.
    refusals: Refusals,
}

/// What the matcher found.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The language of the question.
    pub lang: Lang,
    /// Entries, best first; empty when nothing in the question is known at all.
    pub ranked: Vec<Hit>,
    /// How much of the best one's score is owed to the second: nothing, unless one of them has the other in its
    /// `related`.
    pub shared: f64,
    /// So many of the first entries are asked for by the one telling word that the question consists of: nobody can tell
    /// which of them is meant, but each may be.
    pub named: usize,
}

/// An entry with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry's id.
    pub id: String,
    /// How likely its answer is a right one, from 0 to 1.
    pub score: f64,
}

/// A text as it was understood.
#[derive(Debug)]
pub(super) struct Understood {
    /// What was read of it.
    pub(super) read_as: String,
    pub(super) question: Analysis,
    /// The likeliest entries, best first.
    pub(super) candidates: Vec<Candidate>,
}

/// An entry under consideration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) entry: usize,
    /// The phrasing most like the question.
    pub(super) phrasing: usize,
    pub(super) evidence: Evidence,
    pub(super) score: f64,
}

/// The numbers of the entries that each entry names as related.
fn related(knowledge: &Knowledge) -> Vec<Vec<u32>> {
    let ids = knowledge.entries().map(|(_, entry)| entry.id.as_str());
    let numbers: FxHashMap<&str, u32> = ids.zip(0..).collect();
    let numbered = |ids: &Vec<String>| ids.iter().filter_map(|id| numbers.get(id.as_str()).copied()).collect();
    knowledge.entries().map(|(_, entry)| numbered(&entry.related)).collect()
}

/// How much of the likelihood of the second entry counts for the best one, where moderators have related them: so often the
/// answer of one holds what was asked of the other. Measured on questions whose answers were judged by what they say,
/// and that were not used to fit the scores.
const SHARED: f64 = 0.9;
/// How many entries are looked at closely; the right one is among the first few by a coarse look.
const CANDIDATES: usize = 12;
/// What is so far behind the best in log-odds has no hope.
const HOPE: f32 = 5.0;
/// With so small a share of the best one's value by a coarse look, none is the right one.
const HOPELESS: f32 = 0.6;
/// More than likeness comes to, for a view that has the question among its phrasings.
const SAID: f32 = 2.0;
/// Up to so many views all are compared by what they mean; of more, so many.
const ALL_COMPARED: usize = 3_000;
const COMPARED: usize = 500;
/// From this score on, the whole of a text asks for what it found.
const SURE: f64 = 0.6;
/// Below this score, something in a text speaks against all entries.
const BARRED: f64 = 0.15;
/// What the clauses of a text that ask find counts for so much: at times what they leave out is the matter.
const IN_PART: f64 = 0.85;
/// How many entries are ranked.
const RANKED: usize = 5;

impl Matcher {
    /// A matcher over the entries of `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Matcher {
        let terms = Terms::new(&knowledge.terms);
        let Texts { ids, mut vocabularies, naming, words, inputs, meanings } = read_all(knowledge, &terms);
        let others = || {
            (
                words.spelling(|learner| learn_general_words(learner, knowledge)),
                Listed::new(&knowledge.unanswerable, &terms),
            )
        };
        let index = || Index::new(naming, &words, ids.len(), inputs, meanings);
        let (index, ((speller, profile), listed)) = beside(others, index);
        let mut examples = Examples::default();
        for vocabulary in &mut vocabularies {
            vocabulary.finish(&mut examples);
        }
        examples.finish();
        for vocabulary in &mut vocabularies {
            vocabulary.settle(&examples);
        }
        let denials = knowledge.entries().map(|(_, entry)| Denials::new(&entry.not)).collect();
        let related = related(knowledge);
        let refusals = Refusals::new(&index, &listed);
        let readings = Readings::new(&knowledge.terms);
        Matcher { ids, terms, speller, profile, readings, index, vocabularies, examples, related, denials, refusals }
    }

    /// The entries that may answer `text`, best first.
    pub fn find(&self, text: &str, hint: Option<Lang>) -> Matched {
        let Understood { question, candidates, .. } = self.understand(text, hint);
        self.matched(question.lang, &candidates)
    }

    /// What is asked by `text`, and the entries that may answer it. Where the whole of a text leaves doubt, its clauses that
    /// ask may take it away: what is said beside is about the asker, as long as they name the subject, find the same, and no
    /// rule speaks against it; where people tell of themselves, they may find something else, for their own place or year
    /// was taken for what is asked.
    pub(super) fn understand(&self, text: &str, hint: Option<Lang>) -> Understood {
        let (read_as, question) = self.read(text, hint);
        let candidates = self.rank(&question, None);
        let whole = Understood { read_as, question, candidates };
        let Some(best) = whole.candidates.first().filter(|best| best.score < SURE) else { return whole };
        let clauses = Clauses::new(&whole.read_as);
        let is_barred = best.score < BARRED && clauses.tell_of_asker();
        if best.evidence.breaks_a_rule() && !is_barred {
            return whole;
        }
        let Some(read_as) = clauses.asking() else { return whole };
        let question = self.analyse(&words(&read_as), whole.question.lang);
        if !self.is_on_topic(&question) {
            return whole;
        }
        let mut candidates = self.rank(&question, None);
        for one in &mut candidates {
            one.score *= IN_PART;
        }
        let is_better = |one: &Candidate| (one.entry == best.entry || is_barred) && one.score > best.score;
        if candidates.first().is_some_and(is_better) { Understood { read_as, question, candidates } } else { whole }
    }

    /// Whether a question names something that the terms list, or no terms are listed.
    fn is_on_topic(&self, question: &Analysis) -> bool {
        !question.concepts.is_empty() || self.terms.is_empty()
    }

    /// What the likelihood of the second entry adds to that of the best one.
    fn shared(&self, candidates: &[Candidate]) -> f64 {
        let has = |one: usize, other: usize| self.related[one].iter().any(|related| *related as usize == other);
        match candidates {
            [first, second, ..] if has(first.entry, second.entry) || has(second.entry, first.entry) => {
                SHARED * second.score
            }
            _ => 0.0,
        }
    }

    /// What was found, by the entries' ids.
    pub(super) fn matched(&self, lang: Lang, candidates: &[Candidate]) -> Matched {
        let hit = |candidate: &Candidate| Hit { id: self.ids[candidate.entry].clone(), score: candidate.score };
        let named = candidates.iter().take_while(|candidate| candidate.evidence.is_named()).count();
        Matched { lang, ranked: candidates.iter().map(hit).collect(), shared: self.shared(candidates), named }
    }

    /// The entry that wins a phrasing of `entry`, the one with this number in `lang`, when that phrasing is left out:
    /// another entry's id shows that the two are easily confused.
    ///
    /// None when there is no such phrasing, or it is the only one of its language, or `entry` is none of the
    /// knowledge base that the matcher was built from.
    pub fn winner_without(&self, entry: &Entry, lang: Lang, phrasing: usize) -> Option<Hit> {
        let text = entry.questions.list(lang).get(phrasing)?;
        let entry = self.ids.iter().position(|id| *id == entry.id)?;
        let view = &self.index.views[self.index.view_in(entry, lang)?];
        let at = view.start + phrasing;
        if at >= view.end || view.end - view.start < 2 {
            return None;
        }
        let question = self.analyse(&words(text), lang);
        let best = self.rank(&question, Some(at)).into_iter().next()?;
        Some(Hit { id: self.ids[best.entry].clone(), score: best.score })
    }

    /// A text as it was meant, and its analysis in the language that it is in.
    pub(super) fn read(&self, text: &str, hint: Option<Lang>) -> (String, Analysis) {
        let (text, words) = self.meant(text);
        let lang = self.profile.detect(&words, &text, hint);
        let question = self.analyse(&words, lang);
        (text, question)
    }

    /// A text without markup, as it was meant, and its words.
    pub(super) fn meant(&self, text: &str) -> (String, Vec<Word>) {
        let text = clean(text);
        let own = words(&text);
        match self.readings.meant(&text, &own, &self.speller) {
            Some(mut meant) => {
                // Spaces that were left out make a text longer: no more of it counts for that.
                if let Some((end, _)) = meant.char_indices().nth(MAX_CHARS) {
                    meant.truncate(end);
                }
                let words = words(&meant);
                (meant, words)
            }
            None => (text, own),
        }
    }

    fn analyse(&self, words: &[Word], lang: Lang) -> Analysis {
        let is_pair = |one: &str, other: &str| self.index.feature(features::pair(one, other)).is_some();
        analyse(words, lang, &self.terms, &self.speller, is_pair)
    }

    /// The likeliest entries, best first; with `without`, as if that phrasing were not there.
    pub(super) fn rank(&self, question: &Analysis, without: Option<usize>) -> Vec<Candidate> {
        let sought = Sought::new(&self.index, question);
        let vector = sought.vector(&self.index, question);
        if vector.is_empty() {
            return Vec::new();
        }
        let words = self.index.words_of(&vector);
        let asked = self.index.asked(&vector, without);
        let told = self.index.told(&vector);
        let meaning = question.meaning();
        // What was learned of a phrasing cannot be taken back.
        let margins = if without.is_none() { self.index.margins(&vector, &meaning) } else { None };
        let meaning = meaning.wide();
        let mut values: Vec<f32> = asked.iter().zip(&told).map(|(asked, told)| asked + 0.5 * told).collect();
        // A phrasing said again is looked at closely, however little it is like the rest of its view.
        if without.is_none() {
            self.index.views_saying(&words).for_each(|view| values[view] += SAID);
        }
        let worth = self.worth(&values);
        let meant = self.index.meant(&meaning, question.lang, &worth, without);
        for (value, meant) in values.iter_mut().zip(&meant) {
            *value += 0.5 * meant;
        }
        let decisive = Decisive::new(question, &self.terms, &sought);
        let refused = self.refusals.say(&self.index, question, &decisive, &self.examples);
        let mut telling = sought.telling_words().filter(|at| !decisive.names_partner(*at));
        let extent = if question.is_single_word() {
            Extent::SingleWord
        } else if telling.nth(1).is_none() {
            Extent::OneTelling
        } else {
            Extent::Several
        };
        let on_topic = self.is_on_topic(question);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(CANDIDATES);
        let words = Asked::new(words);
        let mut room = Vec::new();
        let views = self.coarse(&worth, &values, &decisive);
        self.index.fetch(&views);
        for view in views {
            let (nearest, phrasing) = self.index.nearest(&words, view, without, &mut room);
            let entry = self.index.views[view].entry;
            let [meant_nearest, meant_told] = self.index.meant_near(&meaning, view, without);
            let evidence = Evidence {
                asked: asked[view],
                learned: margins.as_ref().map(|margins| margins[view]),
                nearest,
                refused,
                told: told[view],
                meant: meant[view],
                meant_nearest,
                meant_told,
                extent,
                on_topic,
                ..Evidence::default()
            };
            candidates.push(Candidate { entry, phrasing, evidence, score: 0.0 });
        }
        let close = self.index.close(candidates.iter().map(|candidate| candidate.entry));
        let looked_up = LookedUp::new(&self.index, &close, &sought);
        for (place, candidate) in candidates.iter_mut().enumerate() {
            let vocabulary = &self.vocabularies[candidate.entry];
            candidate.evidence.weigh(place, &sought, &looked_up);
            candidate.evidence.asked_for = vocabulary.is_asked_for(&decisive);
            candidate.evidence.strange = vocabulary.strange(place, &decisive, &looked_up, &self.examples);
        }
        let none = none_fits(candidates.iter().map(|candidate| &candidate.evidence));
        self.deny(&mut candidates, &Said::new(question, &self.terms, &words), none);
        let of_subject_alone = sought.has_subject_alone(question);
        for candidate in &mut candidates {
            candidate.evidence.count_unknown(of_subject_alone);
        }
        let evidence: Vec<Evidence> = candidates.iter().map(|candidate| candidate.evidence).collect();
        for (candidate, score) in candidates.iter_mut().zip(probabilities(&evidence, none)) {
            candidate.score = score;
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        candidates.truncate(RANKED);
        let shared = self.shared(&candidates);
        if let Some(best) = candidates.first_mut() {
            best.score += shared;
        }
        candidates
    }

    /// Adds what the entries' `not` say, which only speaks against an entry: to the evidence for the best first, and as far as
    /// there is hope, because reading them takes longer than all else.
    fn deny(&self, candidates: &mut [Candidate], said: &Said<'_>, none: f32) {
        let fits = candidates.iter().map(|candidate| candidate.evidence.fit());
        let mut best_first: Vec<(f32, usize)> = fits.zip(0..).collect();
        best_first.sort_unstable_by(better);
        let mut greatest = none;
        for (fit, at) in best_first {
            if fit < greatest - HOPE {
                break;
            }
            let Candidate { entry, evidence, .. } = &mut candidates[at];
            let read = |text: &str, lang| self.analyse(&self.meant(text).1, lang);
            let denials = self.denials[*entry].read(&self.index, &self.terms, *entry, read);
            evidence.denied = said.denied(denials, evidence.nearest);
            greatest = greatest.max(evidence.fit());
        }
    }

    /// The entries that are worth comparing by what they mean, in order: in a large knowledge base only the best by their
    /// letters, because comparing all would take longer than everything else.
    fn worth(&self, values: &[f32]) -> Vec<usize> {
        if values.len() <= ALL_COMPARED {
            return (0..self.ids.len()).collect();
        }
        let least = least_of_best(values, COMPARED);
        let best = (0..values.len()).filter(|view| values[*view] >= least);
        // Views are ordered by their entries.
        let mut worth: Vec<usize> = best.map(|view| self.index.views[view].entry).collect();
        worth.dedup();
        worth
    }

    /// The views worth a close look, best first: of each entry the best.
    fn coarse(&self, worth: &[usize], values: &[f32], decisive: &Decisive) -> Vec<usize> {
        // Of each entry the best view; of equal ones the first.
        let best_view = |entry: &usize| {
            let views = self.index.views_of(*entry);
            let views = values[views.clone()].iter().copied().zip(views);
            views.reduce(|best, next| if next.0 > best.0 { next } else { best }).filter(|(value, _)| *value > 0.0)
        };
        let mut views: Vec<(f32, usize)> = Vec::with_capacity(worth.len());
        views.extend(worth.iter().filter_map(best_view));
        if !decisive.years.is_empty() || !decisive.places.is_empty() {
            self.discount(&mut views, decisive);
        }
        let least = HOPELESS * greatest(&views);
        let hopeful = |(value, _): &(f32, usize)| *value >= least;
        let enough = views.iter().filter(|view| hopeful(view)).count() >= RANKED;
        let most = if enough { CANDIDATES } else { RANKED };
        if enough {
            views.retain(hopeful);
        }
        if views.len() > most {
            views.select_nth_unstable_by(most, better);
            views.truncate(most);
        }
        views.sort_unstable_by(better);
        views.into_iter().map(|(_, view)| view).collect()
    }

    /// Takes from the values of views of another time or place than the question's: however like they are, they must not hide
    /// the entry that is asked for. Those that have no hope even so are left as they are.
    fn discount(&self, views: &mut [(f32, usize)], decisive: &Decisive) {
        let likely = HOPELESS * HOPELESS * greatest(views);
        for (value, view) in views.iter_mut().filter(|(value, _)| *value >= likely) {
            let vocabulary = &self.vocabularies[self.index.views[*view].entry];
            if vocabulary.is_of_another_time_or_place(decisive, &self.examples) {
                *value *= HOPELESS;
            }
        }
    }
}

/// The greatest value of views; 0 where there are none.
fn greatest(views: &[(f32, usize)]) -> f32 {
    views.iter().fold(0.0, |most, (value, _)| most.max(*value))
}

/// A value that at least so many reach, and hardly more unless most are next to nothing beside the greatest; above 0, which
/// fewer may reach. Counted, because ordering many takes much longer.
fn least_of_best(values: &[f32], most: usize) -> f32 {
    const STEPS: usize = 512;
    let greatest = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let steps = STEPS as f32 / greatest;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a step of few hundred")]
    let step = |value: f32| ((value * steps) as usize).min(STEPS - 1);
    let mut counts = [0; STEPS];
    for value in values {
        counts[step(*value)] += 1;
    }
    let mut reached = 0;
    let last = (1..STEPS).rev().find(|step| {
        reached += counts[*step];
        reached >= most
    });
    (last.unwrap_or(0) as f32 / steps).max(f32::MIN_POSITIVE)
}

/// Orders views by their values, the greatest first.
fn better(a: &(f32, usize), b: &(f32, usize)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_many_reach_the_least() {
        let values: Vec<f32> = (0..5_000u16).map(|at| f32::from(at * 13 % 5_000) / 4_000.0).collect();
        let mut ordered = values.clone();
        ordered.sort_by(f32::total_cmp);
        for most in [1, 20, 500, 4_999] {
            let least = least_of_best(&values, most);
            assert!(least <= ordered[5_000 - most], "{most} should reach {least}");
            let reach = values.iter().filter(|value| **value >= least).count();
            assert!(reach < most + 20, "{reach} reach {least} instead of {most}");
        }
    }

    #[test]
    fn few_that_have_a_value_all_reach_it() {
        let mut values = vec![0.0; 5_000];
        values[7] = 0.5;
        values[4_000] = 1e-4;
        let least = least_of_best(&values, 500);
        assert!(least > 0.0 && least <= 1e-4, "{least}");
        assert!(least_of_best(&[], 500) > 0.0);
    }
}

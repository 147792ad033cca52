//! Why a question got its reply: each word as covered or not, the phrasing that was nearest, the runner-up.

use serde::Serialize;

use super::decide::{Decision, Thresholds};
use super::matcher::{Matcher, Understood};
use super::text::features;
use super::weighing::sought::{Explained, LookedUp, Sought};
use crate::knowledge::Knowledge;
use crate::lang::Lang;

/// Why a question got its reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The question as it was read: without markup, as it was meant where it was typed oddly, and without what stood beside it
    /// where that hid it.
    pub read_as: String,
    /// The language that it was taken to be in.
    pub lang: Lang,
    /// Each word, and how the best entry explains it.
    pub words: Vec<WordReceipt>,
    /// The likeliest entries, best first.
    pub ranked: Vec<Ranked>,
    /// By how much the best entry's score leads the runner-up's.
    pub margin: f64,
    /// How like the question is to those that must stay unanswered, from 0 to 1.
    pub refused: f64,
    /// How much of the best entry's score is owed to the runner-up, because moderators have related the two.
    pub shared: f64,
    /// What was decided, and why.
    pub reason: Reason,
    /// The scores that were asked for.
    pub thresholds: Thresholds,
}

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordReceipt {
    /// The word as typed, folded.
    pub word: String,
    /// The word that it was taken for, where it was mistyped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_for: Option<String>,
    /// How much information it holds, from 0 to 1; 0 for words such as "the".
    pub weight: f64,
    /// How the best entry explains it.
    pub coverage: Coverage,
}

/// How an entry explains a word.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// The word carries no information of its own.
    Filler,
    /// The entry has the word, or its stem.
    Word,
    /// The entry has another word for the same concept.
    Term,
    /// The entry has so much of its characters, from 0 to 1.
    Part(f64),
    /// The entry has nothing of it.
    None,
}

/// An entry in the ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The entry's id.
    pub id: String,
    /// How likely its answer is a right one.
    pub score: f64,
    /// Its phrasing that is most like the question.
    pub phrasing: String,
    /// How like the question is to its phrasings taken together.
    pub asked: f64,
    /// How the question speaks for it by what was learned of all entries: about 1 for its own phrasings, -1 for those of
    /// others. Only where the knowledge base is small enough to learn from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learned: Option<f64>,
    /// How like the question is to that phrasing.
    pub nearest: f64,
    /// How like the question is to what the entry tells.
    pub told: f64,
    /// How much of the question's information it explains.
    pub coverage: f64,
    /// A subject, name, number, year or country of the question that is none of the entry's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradicted_by: Option<String>,
    /// Whether the question asks for something else than the entry's phrasings do: a refusal, a price, advice ...
    pub asks_for_something_else: bool,
    /// Whether the question asks what somebody was given, where the entry tells what that person gave.
    pub given_the_other_way: bool,
    /// Whether the question has something as one partner's, or going from one to the other, where the entry's phrasings have it
    /// as the other's, or the other way; or has it in a city that the entry does not name.
    pub elsewhere: bool,
    /// By how much the question is nearer to one of the entry's `not` than to its phrasings, from 0 to about 1.
    pub nearer_to_a_not: f64,
    /// How like the question is to one of the entry's `not`, of those from which it has every word that the entry does not
    /// know, from 0 to 1.
    pub told_by_a_not: f64,
}

/// What was decided, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The best score is enough for an answer.
    ScoreIsEnough,
    /// The best score is enough for a suggestion only.
    ScoreIsNear,
    /// The question is a word alone: which of the entries that know it is meant, nobody can tell.
    WordAlone,
    /// The best score is too low.
    ScoreIsTooLow,
    /// No word of the question is known.
    NothingKnown,
}

impl Matcher {
    /// Why `text` gets the entries that it gets; `knowledge` is what the matcher was built from.
    pub fn explain(
        &self,
        knowledge: &Knowledge,
        text: &str,
        hint: Option<Lang>,
        thresholds: &Thresholds,
    ) -> Explanation {
        let Understood { read_as, question, candidates } = self.understand(text, hint);
        let lang = question.lang;
        let best = candidates.first().map(|candidate| candidate.entry);
        let close = self.index.close(best.into_iter());
        let sought = Sought::new(&self.index, &question);
        let looked_up = LookedUp::new(&self.index, &close, &sought);
        let words = sought
            .words
            .iter()
            .zip(&looked_up.words)
            .zip(&question.tokens)
            .map(|((word, found), token)| {
                let coverage = match best.map(|_| looked_up.explained(found, 0)) {
                    _ if token.filler => Coverage::Filler,
                    Some(Explained::Whole) => self.how_whole(token, candidates[0].entry),
                    Some(Explained::Part(share)) if share > 0.0 => Coverage::Part(share.into()),
                    _ => Coverage::None,
                };
                WordReceipt {
                    word: token.typed.to_string(),
                    taken_for: token.corrected().then(|| token.text.to_string()),
                    weight: word.information.into(),
                    coverage,
                }
            })
            .collect();
        let ranked: Vec<Ranked> = candidates
            .iter()
            .map(|candidate| {
                let against = candidate.evidence.strange.first();
                Ranked {
                    id: self.ids[candidate.entry].clone(),
                    score: candidate.score,
                    phrasing: self.phrasing(knowledge, candidate.phrasing).unwrap_or_default().to_owned(),
                    asked: candidate.evidence.asked.into(),
                    learned: candidate.evidence.learned.map(f64::from),
                    nearest: candidate.evidence.nearest.into(),
                    told: candidate.evidence.told.into(),
                    coverage: candidate.evidence.coverage.into(),
                    contradicted_by: against.map(|at| question.tokens[at].typed.to_string()),
                    asks_for_something_else: candidate.evidence.strange.asks_otherwise(),
                    given_the_other_way: candidate.evidence.strange.recipient,
                    elsewhere: candidate.evidence.strange.elsewhere,
                    nearer_to_a_not: candidate.evidence.denied.nearer.into(),
                    told_by_a_not: candidate.evidence.denied.told.into(),
                }
            })
            .collect();
        let matched = self.matched(lang, &candidates);
        let reason = match matched.decide(thresholds) {
            Decision::Answer(_) => Reason::ScoreIsEnough,
            Decision::Suggest([best, ..]) if best.score < thresholds.suggest => Reason::WordAlone,
            Decision::Suggest(_) => Reason::ScoreIsNear,
            Decision::Unanswered if ranked.is_empty() => Reason::NothingKnown,
            Decision::Unanswered => Reason::ScoreIsTooLow,
        };
        let refused = candidates.first().map_or(0.0, |candidate| candidate.evidence.refused.likeness.into());
        let score = |at: usize| ranked.get(at).map_or(0.0, |ranked| ranked.score);
        Explanation {
            read_as,
            lang,
            words,
            margin: score(0) - score(1),
            refused,
            shared: matched.shared,
            ranked,
            reason,
            thresholds: *thresholds,
        }
    }

    /// The text of the phrasing with this number in the index.
    fn phrasing<'k>(&self, knowledge: &'k Knowledge, number: usize) -> Option<&'k str> {
        let at = self.index.view_of(number)?;
        let view = &self.index.views[at];
        let (_, entry) = knowledge.entries().nth(view.entry)?;
        entry.questions.list(self.index.lang(at)).get(number - view.start)
    }

    fn how_whole(&self, token: &super::asking::analysis::Token, entry: usize) -> Coverage {
        let has =
            |text: &str| self.index.feature(features::word(text)).is_some_and(|feature| self.index.has(entry, feature));
        if has(&token.text) || has(&token.stem) { Coverage::Word } else { Coverage::Term }
    }
}

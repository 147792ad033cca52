//! Turns scores into a decision: answer, suggest, or say that it is not known.
//!
//! Ranking and refusing are kept apart: [`score`](super::weighing::score) says how likely each entry is the right one,
//! this room says what likelihood is enough.

use serde::Serialize;

use super::matcher::{Hit, Matched};

/// The scores at which a match becomes an answer or a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Thresholds {
    /// At least this score: an answer.
    pub answer: f64,
    /// At least this score: a suggestion; where it is under that for an answer, a word alone is enough for one, too.
    pub suggest: f64,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { answer: 0.6, suggest: 0.15 }
    }
}

/// The most suggestions that are offered for one question.
pub(super) const MAX_SUGGESTIONS: usize = 3;

/// What to do with a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision<'a> {
    /// Answer with this entry.
    Answer(&'a Hit),
    /// Offer these, the likeliest first.
    Suggest(&'a [Hit]),
    /// Say that it is not known.
    Unanswered,
}

impl Matched {
    /// What to do, given what likelihood is enough.
    pub fn decide(&self, thresholds: &Thresholds) -> Decision<'_> {
        // Where suggestions are wanted at all, a word alone gets what is asked by it, however unlikely each is meant.
        let named = if thresholds.suggest < thresholds.answer { self.named } else { 0 };
        match self.ranked.first() {
            Some(best) if best.score >= thresholds.answer => Decision::Answer(best),
            Some(best) if best.score >= thresholds.suggest || named > 0 => {
                // Beside the best, others are worth offering when they are not hopeless against it.
                let floor = thresholds.suggest.min(best.score) / 4.0;
                let near = self.ranked.iter().take_while(|hit| hit.score >= floor).count();
                let most = self.ranked.len().min(MAX_SUGGESTIONS);
                Decision::Suggest(&self.ranked[..near.max(named).min(most)])
            }
            _ => Decision::Unanswered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[track_caller]
    fn check(scores: &[f64], named: usize, expected: &str) {
        let ranked = scores.iter().map(|score| Hit { id: score.to_string(), score: *score }).collect();
        let matched = Matched { lang: Lang::En, ranked, shared: 0.0, named };
        let decision = match matched.decide(&Thresholds { answer: 0.5, suggest: 0.2 }) {
            Decision::Answer(hit) => format!("answer {}", hit.id),
            Decision::Suggest(hits) => format!("suggest {}", hits.len()),
            Decision::Unanswered => "unanswered".to_owned(),
        };
        assert_eq!(decision, expected, "scores {scores:?}");
    }

    #[test]
    fn a_clear_match_is_answered_a_near_one_suggested_a_far_one_refused() {
        check(&[0.9, 0.1], 0, "answer 0.9");
        check(&[0.5], 0, "answer 0.5");
        check(&[0.49, 0.4, 0.3, 0.3], 0, "suggest 3");
        check(&[0.4, 0.01], 0, "suggest 1");
        check(&[0.19, 0.18], 0, "unanswered");
        check(&[], 0, "unanswered");
    }

    #[test]
    fn what_a_word_alone_asks_for_is_suggested_however_unlikely_each_is() {
        check(&[0.5, 0.1, 0.01], 3, "answer 0.5");
        check(&[0.4, 0.01, 0.01], 2, "suggest 2");
        check(&[0.01, 0.01, 0.0, 0.0, 0.0], 4, "suggest 3");
        check(&[0.01, 0.001], 1, "suggest 1");
        let ranked = vec![Hit { id: "one".to_owned(), score: 0.1 }];
        let alone = Matched { lang: Lang::En, ranked, shared: 0.0, named: 1 };
        let nothing_suggested = Thresholds { answer: 0.5, suggest: 0.5 };
        assert_eq!(alone.decide(&nothing_suggested), Decision::Unanswered);
    }
}

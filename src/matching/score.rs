//! The evidence for an entry, and how likely it makes the entry the right one.

use super::analysis::Analysis;
use super::index::Index;
use super::vocabulary::Vocabulary;

/// What speaks for an entry being the one that a question asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// How like the question is to the entry's phrasings taken together, 0 to 1.
    pub(super) asked: f32,
    /// How like it is to the nearest phrasing, 0 to 1.
    pub(super) nearest: f32,
    /// How like it is to what the entry tells, 0 to 1.
    pub(super) told: f32,
    /// How much of the question's information the entry explains, 0 to 1.
    pub(super) coverage: f32,
    /// How much information the question holds, in units of the rarest word's.
    pub(super) information: f32,
    /// Whether a year or a country of the question is none of the entry's.
    pub(super) contradicted: bool,
}

impl Evidence {
    /// How well the entry fits, for ranking.
    pub(super) fn fit(&self) -> f32 {
        0.5 * self.asked + 0.5 * self.nearest + 0.25 * self.told + 0.25 * self.coverage
    }

    /// How likely the entry is the right one, given the fit of the best other entry.
    pub(super) fn probability(&self, rival: f32) -> f64 {
        let margin = f64::from(self.fit() - rival).max(-0.2);
        let logit = -6.5 + 6.0 * f64::from(self.fit()) + 8.0 * margin + 3.0 * f64::from(self.coverage);
        let logit = if self.contradicted { logit - 4.0 } else { logit };
        1.0 / (1.0 + libm::exp(-logit))
    }
}

/// How much of a question's information an entry explains, and how much there is.
pub(super) fn coverage(index: &Index, vocabulary: &Vocabulary, question: &Analysis) -> (f32, f32) {
    let (mut explained, mut all) = (0.0, 0.0);
    for at in 0..question.tokens.len() {
        let weight = information(index, question, at);
        all += weight;
        if weight > 0.0 {
            explained += weight * vocabulary.explain(index, question, at).share();
        }
    }
    // A question of nothing but fillers asks for nothing that an entry could fail to explain.
    if all > 0.0 { (explained / all, all) } else { (0.0, 0.0) }
}

/// How much information a word of the question holds: 1 for the rarest, 0 for fillers.
pub(super) fn information(index: &Index, question: &Analysis, at: usize) -> f32 {
    let token = &question.tokens[at];
    if token.filler {
        return 0.0;
    }
    let word = index.idf(super::features::word(&token.stem)).min(index.idf(super::features::word(&token.text)));
    word / index.rarest()
}

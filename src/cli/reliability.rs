//! How far scores can be believed: of what scored about 0.8, about 8 in 10 should be right.

use std::io::{self, Write};

use serde::Serialize;

/// The number of bins; each is as wide as the others.
const BINS: usize = 10;

/// Scores and how often they were right, in bins (a reliability diagram as a table; DeGroot & Fienberg 1983).
#[derive(Debug, Default)]
pub(super) struct Reliability {
    bins: [Bin; BINS],
}

#[derive(Debug, Default, Clone, Copy)]
struct Bin {
    questions: u32,
    right: u32,
    scores: f64,
}

/// A bin as it is shown.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The lowest score of the bin.
    from: f64,
    questions: u32,
    mean_score: f64,
    /// The share of its questions whose best entry was right, from 0 to 1.
    right: f64,
}

impl Reliability {
    /// Counts a question: the best entry's score, and whether that entry was right.
    pub(super) fn count(&mut self, score: f64, right: bool) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score is from 0 to 1")]
        let at = ((score * BINS as f64) as usize).min(BINS - 1);
        let bin = &mut self.bins[at];
        bin.questions += 1;
        bin.right += u32::from(right);
        bin.scores += score;
    }

    /// The bins that have questions.
    pub(super) fn rows(&self) -> Vec<Row> {
        let bins = self.bins.iter().enumerate().filter(|(_, bin)| bin.questions > 0);
        bins.map(|(at, bin)| {
            let all = f64::from(bin.questions);
            let from = at as f64 / BINS as f64;
            Row { from, questions: bin.questions, mean_score: bin.scores / all, right: f64::from(bin.right) / all }
        })
        .collect()
    }

    /// The expected calibration error (Naeini et al. 2015): by how much a score misses the share that is right, on
    /// average over all questions, from 0 to 1.
    pub(super) fn expected_error(&self) -> f64 {
        let all: u32 = self.bins.iter().map(|bin| bin.questions).sum();
        let misses: f64 = self.bins.iter().map(|bin| (bin.scores - f64::from(bin.right)).abs()).sum();
        misses / f64::from(all.max(1))
    }

    /// Writes the table.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for Row { from, questions, mean_score, right } in self.rows() {
            writeln!(
                out,
                "{from:.1}-{:.1}  {questions:>6}    {mean_score:.2}          {right:.2}",
                from + 1.0 / BINS as f64
            )?;
        }
        writeln!(out, "expected calibration error: {:.3}", self.expected_error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_keep_their_word_have_no_error_and_others_have_what_they_miss_by() {
        let mut kept = Reliability::default();
        (0..10).for_each(|at| kept.count(0.8, at < 8));
        assert!(kept.expected_error() < 1e-9);
        let mut broken = Reliability::default();
        (0..4).for_each(|at| broken.count(1.0, at < 1));
        assert!((broken.expected_error() - 0.75).abs() < 1e-9);
        assert!(Reliability::default().expected_error().abs() < f64::EPSILON);
    }

    #[test]
    fn the_table_has_the_bins_that_have_questions() {
        let mut reliability = Reliability::default();
        reliability.count(0.05, false);
        reliability.count(1.0, true);
        let mut out = Vec::new();
        reliability.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(
            text.starts_with("0.0-0.1       1    0.05          0.00\n0.9-1.0       1    1.00          1.00\n"),
            "{text}"
        );
    }
}

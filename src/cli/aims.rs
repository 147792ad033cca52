//! The score from which on to answer, given how many wrong answers are borne.

use std::io::{self, Write};

use serde::Serialize;

/// What is borne: shares from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aims {
    /// Of the questions in scope, so many may be answered wrong.
    pub(super) wrong: f64,
    /// Of those out of scope, so many may be answered.
    pub(super) out_of_scope: f64,
}

/// A question as it was judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) score: f64,
    pub(super) in_scope: bool,
    /// Whether the best entry is the right one.
    pub(super) right: bool,
}

/// The lowest threshold that meets the aims on the questions judged, and what it does to them; shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Threshold {
    answer: f64,
    right: f64,
    wrong: f64,
    out_of_scope: f64,
}

/// The threshold that `aims` ask for; it may be as high as 1, which nothing scores. None where nothing was judged.
pub(super) fn threshold(judged: &[Judged], aims: Aims) -> Option<Threshold> {
    if judged.is_empty() {
        return None;
    }
    let all = |in_scope: bool| judged.iter().filter(|one| one.in_scope == in_scope).count().max(1) as f64;
    let (inside, outside) = (all(true), all(false));
    let at = |answer: f64| {
        let share = |of: f64, counts: fn(&Judged) -> bool| {
            judged.iter().filter(|one| one.score >= answer && counts(one)).count() as f64 / of
        };
        Threshold {
            answer,
            right: share(inside, |one| one.in_scope && one.right),
            wrong: share(inside, |one| one.in_scope && !one.right),
            out_of_scope: share(outside, |one| !one.in_scope),
        }
    };
    let steps = (0..=100u32).map(|percent| at(f64::from(percent) / 100.0));
    let meets = |found: &Threshold| found.wrong <= aims.wrong && found.out_of_scope <= aims.out_of_scope;
    // Both shares only fall as the threshold rises.
    Some(steps.into_iter().find(meets).unwrap_or_else(|| at(1.0)))
}

impl Threshold {
    /// Writes it as a sentence.
    pub(super) fn write(&self, out: &mut impl Write, aims: Aims) -> io::Result<()> {
        let percent = |share: f64| share * 100.0;
        if self.right <= 0.0 {
            return writeln!(
                out,
                "no threshold gives right answers with at most {:.1}% wrong and {:.1}% of out of scope answered",
                percent(aims.wrong),
                percent(aims.out_of_scope)
            );
        }
        writeln!(
            out,
            "for at most {:.1}% wrong and {:.1}% of out of scope answered: answer = {:.2}, with {:.1}% right",
            percent(aims.wrong),
            percent(aims.out_of_scope),
            self.answer,
            percent(self.right)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_that_no_threshold_meets_are_said_in_words() {
        let judged =
            [Judged { score: 1.0, in_scope: true, right: false }, Judged { score: 0.9, in_scope: true, right: true }];
        let aims = Aims { wrong: 0.0, out_of_scope: 0.0 };
        let found = threshold(&judged, aims).unwrap();
        let mut out = Vec::new();
        found.write(&mut out, aims).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("no threshold gives right answers with at most 0.0% wrong"), "{text}");
    }

    fn judged(score: f64, in_scope: bool, right: bool) -> Judged {
        Judged { score, in_scope, right }
    }

    #[track_caller]
    fn check(wrong: f64, out_of_scope: f64, expected: [f64; 2]) {
        let questions = [
            judged(0.95, true, true),
            judged(0.8, true, true),
            judged(0.6, true, false),
            judged(0.3, true, true),
            judged(0.7, false, false),
            judged(0.1, false, false),
        ];
        let found = threshold(&questions, Aims { wrong, out_of_scope }).unwrap();
        assert_eq!([found.answer, found.right].map(f64::to_bits), expected.map(f64::to_bits), "{found:?}");
    }

    #[test]
    fn the_lowest_threshold_that_meets_both_aims_is_found() {
        check(1.0, 1.0, [0.0, 0.75]);
        check(0.0, 1.0, [0.61, 0.5]);
        check(0.25, 0.5, [0.11, 0.75]);
        check(1.0, 0.0, [0.71, 0.5]);
    }

    #[test]
    fn without_questions_there_is_nothing_to_tell() {
        assert_eq!(threshold(&[], Aims { wrong: 0.0, out_of_scope: 0.0 }), None);
    }
}

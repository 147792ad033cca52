//! How likely each entry is the right one, where it was learned what tells the entries apart.
//!
//! What was learned divides a question among the entries whether it is any of theirs or not. How great the greatest log-odds
//! are, beside what is usual for a phrasing, says how far it is (Hendrycks et al. 2022, "Scaling Out-of-Distribution
//! Detection for Real-World Settings", find them better at that than their share). That holds where there are many entries
//! to tell apart: among few, a stray word makes great odds, and likeness says more.

use super::score::{Evidence, shares};

/// How far each piece of evidence counts for the best entry being the right one, in log-odds: a logistic regression, fitted on
/// public sets of questions to assistants and banks, with entries that were left out and everyday questions as those that no
/// entry answers.
struct Weights {
    always: f64,
    usual: f64,
    fit: f64,
    share: f64,
    asked: f64,
    meant_nearest: f64,
    any: f64,
    refused: f64,
}

const WEIGHTS: Weights = Weights {
    always: -0.78,
    usual: -0.432,
    fit: 0.162,
    share: 2.65,
    asked: 1.78,
    meant_nearest: 4.3,
    any: 0.165,
    refused: -12.0,
};
/// How near a question means the same as the nearest phrasing, where it has no word whose meaning is known.
const UNKNOWN_MEANING: f32 = 0.75;
/// Beyond such log-odds more say nothing more.
const CERTAIN: f64 = 20.0;

/// Of so few views, what was learned says nothing of whether any is the right one; of so many, it says all that it can.
const FEW: f64 = 40.0;
const MANY: f64 = 100.0;

/// The likelihoods, given how well each entry fits by what was learned, how likely any is the right one by likeness, and
/// whether the question is one that must stay unanswered.
pub(super) fn likelihoods(evidence: &[Evidence], fits: &[f32], any: f64, refused: bool) -> Vec<f64> {
    let shares = shares(fits);
    let best = (0..fits.len()).max_by(|a, b| fits[*a].total_cmp(&fits[*b]).then(b.cmp(a)));
    let Some((best, learned)) = best.and_then(|best| Some((best, evidence[best].learned?))) else {
        return shares;
    };
    let trust = ((learned.views as f64 - FEW) / (MANY - FEW)).clamp(0.0, 1.0);
    let most = |of: fn(&Evidence) -> f32| evidence.iter().map(of).fold(0.0, f32::max);
    let meant_nearest = Some(most(|one| one.meant_nearest)).filter(|meant| *meant > 0.0).unwrap_or(UNKNOWN_MEANING);
    let log_odds = WEIGHTS.always
        + WEIGHTS.usual * f64::from(learned.usual)
        + WEIGHTS.fit * f64::from(fits[best])
        + WEIGHTS.share * libm::log(shares[best])
        + WEIGHTS.asked * f64::from(most(|one| one.asked))
        + WEIGHTS.meant_nearest * f64::from(meant_nearest)
        + WEIGHTS.any * libm::log(any / (1.0 - any)).clamp(-CERTAIN, CERTAIN)
        + if refused { WEIGHTS.refused } else { 0.0 };
    let right = 1.0 / (1.0 + libm::exp(-log_odds));
    // The others have their shares beside it, as far as there is room for them.
    let others = (right / shares[best]).min((1.0 - right) / (1.0 - shares[best]).max(f64::MIN_POSITIVE));
    let likelihood = |(at, share): (usize, f64)| {
        let by_learning = if at == best { right } else { share * others };
        trust * by_learning + (1.0 - trust) * share * any
    };
    shares.iter().copied().enumerate().map(likelihood).collect()
}

#[cfg(test)]
mod tests {
    use super::super::learning::Learned;
    use super::*;

    /// What three entries get whose log-odds are these.
    fn likelihoods_of(log_odds: [f32; 3], views: usize, any: f64, refused: bool) -> Vec<f64> {
        let evidence = log_odds.map(|log_odds| Evidence {
            learned: Some(Learned { log_odds, usual: 10.0, views }),
            asked: 0.4,
            meant_nearest: 0.8,
            ..Evidence::default()
        });
        likelihoods(&evidence, &log_odds, any, refused)
    }

    #[test]
    fn great_log_odds_make_the_best_likelier_at_equal_shares() {
        let [unusual, usual] = [5.0, 20.0].map(|best| likelihoods_of([best, best - 4.0, 0.0], 200, 0.7, false));
        assert!(unusual[0] + 0.2 < usual[0], "{unusual:?} {usual:?}");
        assert!(usual[0] > usual[1] && usual[1] > usual[2], "{usual:?}");
    }

    #[test]
    fn all_together_are_never_likelier_than_certain() {
        for log_odds in [[40.0, 40.0, 40.0], [0.0, -30.0, -30.0], [300.0, 0.0, 0.0], [1.0, 0.9, 0.8]] {
            for (views, any) in [(2, 0.0), (70, 0.5), (1000, 1.0)] {
                let likelihoods = likelihoods_of(log_odds, views, any, false);
                assert!(likelihoods.iter().sum::<f64>() <= 1.0 + 1e-9, "{log_odds:?}, {views}: {likelihoods:?}");
                assert!(
                    likelihoods.iter().all(|one| (0.0..=1.0).contains(one)),
                    "{log_odds:?}, {views}: {likelihoods:?}"
                );
            }
        }
    }

    #[test]
    fn among_few_views_likeness_says_whether_any_is_right() {
        let likelihoods = likelihoods_of([30.0, 0.0, 0.0], 12, 0.25, false);
        assert!((likelihoods[0] - 0.25).abs() < 1e-6, "{likelihoods:?}");
    }

    #[test]
    fn what_must_stay_unanswered_stays_so_however_great_the_log_odds() {
        let likelihoods = likelihoods_of([20.0, 0.0, 0.0], 200, 1e-6, true);
        assert!(likelihoods[0] < 0.01, "{likelihoods:?}");
    }
}

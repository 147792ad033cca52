//! How likely each entry is the right one, where it was learned what tells the entries apart.
//!
//! What was learned divides a question among the entries whether it is any of theirs or not. How well the best of them fits, not
//! beside the others but by itself, says how far it is (Hendrycks et al. 2022, "Scaling Out-of-Distribution Detection for
//! Real-World Settings", find greatest log-odds better at that than their share).

/// How far the evidence counts for the best entry being the right one, in log-odds: a logistic regression, fitted on public
/// sets of questions to assistants and banks and on parts of the shipped knowledge base, with entries that were left out and
/// everyday questions as those that no entry answers. The two want different weights; these lie between, nearer to the latter's.
struct Weights {
    always: f64,
    /// For the log-odds that likeness gives to any entry being right, and what was learned to this one.
    likely: f64,
    /// For how well it fits by what was learned, in log-odds.
    fits: f64,
}

const WEIGHTS: Weights = Weights { always: -3.0, likely: 0.36, fits: 0.36 };

/// Beyond such log-odds more say nothing more.
const CERTAIN: f64 = 20.0;

/// The likelihoods, given how well each entry fits by what was learned, and how likely any is the right one by likeness.
pub(crate) fn likelihoods(fits: &[f32], any: f64) -> Vec<f64> {
    let shares = shares(fits);
    let Some(best) = (0..fits.len()).max_by(|a, b| fits[*a].total_cmp(&fits[*b]).then(b.cmp(a))) else {
        return shares;
    };
    let likely = any * shares[best];
    let log_odds = WEIGHTS.always
        + WEIGHTS.likely * libm::log(likely / (1.0 - likely)).clamp(-CERTAIN, CERTAIN)
        + WEIGHTS.fits * f64::from(fits[best]);
    let right = 1.0 / (1.0 + libm::exp(-log_odds));
    // The others have their shares beside it, as far as there is room for them.
    let others = (right / shares[best]).min((1.0 - right) / (1.0 - shares[best]).max(f64::MIN_POSITIVE));
    let likelihood = |(at, share): (usize, f64)| if at == best { right } else { share * others };
    shares.into_iter().enumerate().map(likelihood).collect()
}

/// Log-odds as shares of one whole.
fn shares(fits: &[f32]) -> Vec<f64> {
    let greatest = fits.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f64> = fits.iter().map(|fit| libm::exp(f64::from(fit - greatest))).collect();
    let all: f64 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What three entries get whose log-odds are these.
    fn likelihoods_of(log_odds: [f32; 3], any: f64) -> Vec<f64> {
        likelihoods(&log_odds, any)
    }

    #[test]
    fn great_log_odds_make_the_best_likelier_at_equal_shares() {
        let [unusual, usual] = [5.0, 20.0].map(|best| likelihoods_of([best, best - 4.0, 0.0], 0.7));
        assert!(unusual[0] + 0.2 < usual[0], "{unusual:?} {usual:?}");
        assert!(usual[0] > usual[1] && usual[1] > usual[2], "{usual:?}");
    }

    #[test]
    fn all_together_are_never_likelier_than_certain() {
        for log_odds in [[40.0, 40.0, 40.0], [0.0, -30.0, -30.0], [300.0, 0.0, 0.0], [1.0, 0.9, 0.8]] {
            for any in [0.0, 0.5, 1.0] {
                let likelihoods = likelihoods_of(log_odds, any);
                assert!(likelihoods.iter().sum::<f64>() <= 1.0 + 1e-9, "{log_odds:?}, {any}: {likelihoods:?}");
                let each_is = likelihoods.iter().all(|one| (0.0..=1.0).contains(one));
                assert!(each_is, "{log_odds:?}, {any}: {likelihoods:?}");
            }
        }
    }

    #[test]
    fn what_is_ruled_out_by_likeness_is_not_even_suggested_however_well_it_fits() {
        let likelihoods = likelihoods_of([14.0, 0.0, 0.0], 1e-5);
        assert!(likelihoods[0] < 0.15, "{likelihoods:?}");
    }
}

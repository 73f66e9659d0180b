//! Population annealing: boards that cool side by side are chosen anew at every step, those that are worth more oftener.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::anneal::Annealer;

/// Chooses boards anew as they cool, so that they stay a fair sample of boards at the temperature (Hukushima and Iba 2003;
/// Machta 2010).
pub(super) struct Population {
    rng: Pcg64Mcg,
    /// Temperature at the last step, in money.
    temperature: Option<f64>,
}

impl Population {
    pub(super) fn new(seed: u64) -> Self {
        Population { rng: Pcg64Mcg::seed_from_u64(seed ^ 0x5851_F42D_4C95_7F2D), temperature: None }
    }

    /// To the next temperature: who is chosen not at all goes on from the board of one who is chosen more than once.
    pub(super) fn cool(&mut self, annealers: &mut [Annealer], temperature: f64) {
        let last = self.temperature.replace(temperature);
        let Some(last) = last.filter(|&last| annealers.len() > 1 && temperature < last) else { return };
        let energies: Vec<f64> = annealers.iter().map(Annealer::energy).collect();
        let chosen = choose(&energies, 1.0 / temperature - 1.0 / last, self.rng.random());
        let often = (0..chosen.len()).flat_map(|one| std::iter::repeat_n(one, chosen[one].saturating_sub(1)));
        let boards: Vec<_> = often.map(|one| annealers[one].slots().to_vec()).collect();
        let gone = annealers.iter_mut().zip(&chosen).filter(|(_, times)| **times == 0);
        gone.zip(&boards).for_each(|((annealer, _), board)| annealer.adopt(board));
    }
}

/// How often each is chosen, as many in all as there are: in the mean by exp(−energy · `gain`), and never further from that
/// than to the next whole number (systematic resampling; Kitagawa 1996). `draw` is from 0 to 1.
fn choose(energies: &[f64], gain: f64, draw: f64) -> Vec<usize> {
    let least = energies.iter().copied().fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = energies.iter().map(|energy| (-(energy - least) * gain).exp()).collect();
    let each = weights.iter().sum::<f64>() / energies.len() as f64;
    let (mut sum, mut before) = (0.0, 0);
    let mut chosen = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        sum += weight / each;
        let until =
            if at + 1 == weights.len() { weights.len() } else { (sum - draw).ceil().max(0.0) as usize };
        chosen.push(until.max(before) - before);
        before = until.max(before);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_worth_more_is_chosen_oftener() {
        assert_eq!(choose(&[5.0; 4], 0.3, 0.5), [1, 1, 1, 1], "equals stay");
        assert_eq!(choose(&[900.0, 0.0, 900.0], 1.0, 0.5), [0, 3, 0]);
        let (mut rng, mut sums) = (Pcg64Mcg::seed_from_u64(1), [0; 3]);
        for _ in 0..3_000 {
            let chosen = choose(&[0.0, 2.0_f64.ln(), 4.0_f64.ln()], 1.0, rng.random());
            assert_eq!(chosen.iter().sum::<usize>(), 3);
            sums.iter_mut().zip(&chosen).for_each(|(sum, times)| *sum += times);
        }
        // 4 : 2 : 1 of nine thousand.
        for (sum, mean) in sums.into_iter().zip([5_143, 2_571, 1_286]) {
            assert!(sum.abs_diff(mean) < 100, "{sums:?}");
        }
    }
}

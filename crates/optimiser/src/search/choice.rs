//! Which move is tried next: the more often the more it has lately found, within bounds.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use crate::outcome::Tally;

/// Epochs between two looks at what the moves found.
const LOOK: u32 = 16;

/// A move is tried at most so many times as often as at first, and at least the inverse.
const MOST: f64 = 2.0;

/// Weights of the moves, and how they stood at the last look.
pub(super) struct Choice {
    first: Vec<u32>,
    /// Running sums of the weights.
    sums: Vec<u32>,
    seen: Vec<(u64, u64)>,
    epochs: u32,
}

impl Choice {
    pub(super) fn new<const N: usize>(first: [u32; N]) -> Self {
        let mut choice = Choice { first: first.to_vec(), sums: Vec::new(), seen: vec![(0, 0); N], epochs: 0 };
        choice.weigh(|_| 1.0);
        choice
    }

    /// The number of a move.
    pub(super) fn pick(&self, rng: &mut Pcg64Mcg) -> usize {
        let at = rng.random_range(0..self.sums[self.sums.len() - 1]);
        self.sums.partition_point(|&sum| sum <= at)
    }

    /// After an epoch: every so often, each move's share of tries follows its share of improvements.
    pub(super) fn adapt(&mut self, tallies: &[Tally]) {
        self.epochs += 1;
        if !self.epochs.is_multiple_of(LOOK) {
            return;
        }
        let now: Vec<(u64, u64)> =
            tallies[..self.first.len()].iter().map(|tally| (tally.tried, tally.better)).collect();
        let rate = |tried: u64, better: u64| (better as f64 + 1.0) / (tried as f64 + 1.0);
        let lately: Vec<(u64, u64)> =
            now.iter().zip(&self.seen).map(|(now, seen)| (now.0 - seen.0, now.1 - seen.1)).collect();
        let all = lately.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let mean = rate(all.0, all.1);
        self.weigh(|at| (rate(lately[at].0, lately[at].1) / mean).sqrt().clamp(1.0 / MOST, MOST));
        self.seen = now;
    }

    fn weigh(&mut self, factor: impl Fn(usize) -> f64) {
        let mut sum = 0;
        let weights = self.first.iter().enumerate().map(|(at, &weight)| {
            sum += ((f64::from(weight) * 8.0 * factor(at)) as u32).max(1);
            sum
        });
        self.sums = weights.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_more_is_tried_more_within_bounds() {
        let mut choice = Choice::new([100, 100]);
        let mut tallies = [Tally::new("poor"), Tally::new("rich")];
        (tallies[0].tried, tallies[1].tried, tallies[1].better) = (10_000, 10_000, 9_000);
        (0..LOOK).for_each(|_| choice.adapt(&tallies));
        let (poor, both) = (choice.sums[0], choice.sums[1]);
        assert_eq!(poor, 400, "half of what it was");
        assert!((1_000..=1_600).contains(&(both - poor)), "{both}");
    }
}

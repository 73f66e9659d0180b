//! Chance that depends on what it is drawn for, and on nothing else: common random numbers without a state.
//!
//! The number for a scene in a replication is the same on every board and any number of threads, so two boards are
//! compared under the same luck. It is SplitMix64 (Steele, Lea, Flood 2014) read at a counter.

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The luck of one replication.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn of(seed: u64, replication: u64) -> Self {
        Self(mix(mix(seed.wrapping_add(STEP)) ^ replication.wrapping_mul(STEP)))
    }

    /// A number from 0 up to but not 1, uniform.
    pub(crate) fn of_key(self, key: u64) -> f64 {
        let bits = mix(self.0.wrapping_add(key.wrapping_mul(STEP))) >> 11;
        // 53 bits are a double's exactly.
        bits as f64 * (1.0 / 9_007_199_254_740_992.0)
    }
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_uniform_and_apart() {
        let numbers: Vec<f64> = (0..1000_u64)
            .flat_map(|replication| (1..101).map(move |key| Luck::of(7, replication).of_key(key)))
            .collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        let mean = numbers.iter().sum::<f64>() / 1e5;
        // Standard error of the mean: √(1/12 / 10⁵) = 0.00091.
        assert!((mean - 0.5).abs() < 0.003, "{mean}");
        let pairs = numbers.windows(2).map(|pair| (pair[0] - 0.5) * (pair[1] - 0.5));
        assert!((pairs.sum::<f64>() / 1e5).abs() < 0.001, "neighbours hang together");
        let across = (0..1000).map(|at| (numbers[at * 100] - 0.5) * (numbers[(at + 1) % 1000 * 100] - 0.5));
        assert!((across.sum::<f64>() / 1e3).abs() < 0.011, "replications hang together");
    }
}

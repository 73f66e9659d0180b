//! What many endings say together, and how sure it is.

use domain::Date;

use crate::shoot::Shoot;

/// A mean and its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Mean of the sample.
    pub mean: f64,
    /// Standard deviation of the sample over the root of its size; 0 for fewer than two.
    pub error: f64,
}

/// Of a sample, summed in its order.
#[must_use]
pub fn estimate(sample: &[f64]) -> Estimate {
    let count = sample.len().max(1) as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let squares: f64 = sample.iter().map(|value| (value - mean).powi(2)).sum();
    let error = if sample.len() < 2 { 0.0 } else { (squares / (count - 1.0) / count).sqrt() };
    Estimate { mean, error }
}

/// A value that a share of the sample does not pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// The value of that rank.
    pub value: f64,
    /// The value one standard error of the rank, √(n·p·(1 − p)), below.
    pub low: f64,
    /// And above.
    pub high: f64,
}

/// The percentile of a sorted sample; `share` from 0 to 1. An empty sample has none.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks within the sample")]
pub fn percentile(sorted: &[f64], share: f64) -> Option<Percentile> {
    let count = sorted.len() as f64;
    let at = |rank: f64| sorted.get((rank.clamp(1.0, count.max(1.0)) - 1.0) as usize).copied();
    let rank = (share * count).ceil();
    let error = (count * share * (1.0 - share)).sqrt();
    Some(Percentile { value: at(rank)?, low: at((rank - error).floor())?, high: at((rank + error).ceil())? })
}

/// A range of values and how many of the sample are in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Lower end.
    pub from: f64,
    /// Upper end: not in it, but of the last bin.
    pub to: f64,
    /// How many.
    pub count: usize,
}

/// A sorted sample in so many ranges of equal width; one range if all values are the same.
#[must_use]
pub fn histogram(sorted: &[f64], bins: usize) -> Vec<Bin> {
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let bins = if last > first { bins.max(1) } else { 1 };
    let width = (last - first) / bins as f64;
    let below = |bin: usize| match bin {
        0 => 0,
        _ if bin == bins => sorted.len(),
        _ => sorted.partition_point(|value| *value < first + width * bin as f64),
    };
    (0..bins)
        .map(|bin| Bin {
            from: first + width * bin as f64,
            to: if bin + 1 == bins { last } else { first + width * (bin + 1) as f64 },
            count: below(bin + 1) - below(bin),
        })
        .collect()
}

impl Shoot {
    /// The date of the last of so many shooting days; the calendar's last when it has not as many.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to the calendar's length"
    )]
    pub fn date_after(&self, days: f64) -> Option<Date> {
        // A share of a day after a rewrite is a day; but the sum of shares is not exact.
        let last = ((days - 1e-6).ceil() - 1.0).clamp(0.0, self.calendar.len() as f64);
        self.calendar.get(last as usize).or(self.calendar.last()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_sample_by_hand() {
        let sample = [1.0, 2.0, 3.0, 4.0, 10.0];
        let found = estimate(&sample);
        // Squares 9 + 4 + 1 + 0 + 36 = 50; 50 / 4 / 5 = 2.5.
        assert_eq!((found.mean, found.error), (4.0, 2.5_f64.sqrt()));
        // Rank 3, error √1.25 = 1.1: ranks 1 and 5. Rank 4, error √0.8 = 0.9: ranks 3 and 5.
        let middle = percentile(&sample, 0.5).unwrap();
        assert_eq!((middle.value, middle.low, middle.high), (3.0, 1.0, 10.0));
        let late = percentile(&sample, 0.8).unwrap();
        assert_eq!((late.value, late.low, late.high), (4.0, 3.0, 10.0));
        assert_eq!(percentile(&[], 0.5), None);
        let counts: Vec<usize> = histogram(&sample, 3).iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [3, 1, 1]);
        assert_eq!(histogram(&[7.0, 7.0], 3), [Bin { from: 7.0, to: 7.0, count: 2 }]);
        assert_eq!(estimate(&[5.0]), Estimate { mean: 5.0, error: 0.0 });
    }
}

//! Risk money on paper: rounded to the nearest thousand, in lists that still add up.

/// Cents of a thousand units of a currency.
const THOUSAND: f64 = 100_000.0;

/// Whole thousands of an amount in cents.
pub(crate) fn thousands(cents: f64) -> i64 {
    // An `as` cast of a float saturates, so no figure can make it panic.
    (cents / THOUSAND).round() as i64
}

/// Thousands of each amount, balanced by largest remainder so that they add up to those of their sum.
pub(crate) fn balanced(cents: &[f64], sum: f64) -> Vec<i64> {
    let floors: Vec<f64> = cents.iter().map(|c| (c / THOUSAND).floor()).collect();
    let mut parts: Vec<i64> = floors.iter().map(|f| *f as i64).collect();
    let short = thousands(sum) - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..cents.len()).collect();
    let rest = |i: usize| cents[i] / THOUSAND - floors[i];
    order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)).then(a.cmp(b)));
    let raised = usize::try_from(short).unwrap_or(0);
    for i in order.into_iter().take(raised) {
        parts[i] += 1;
    }
    parts
}

/// `12,000`, `-3,000`, `0`.
pub(crate) fn written(thousands: i64) -> String {
    domain::Money::whole(thousands.saturating_mul(1000)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_rounded_sum() {
        let cents = [140_000.0, 140_000.0, 140_000.0, -60_000.0];
        let parts = balanced(&cents, cents.iter().sum());
        assert_eq!(parts, [2, 1, 1, 0]);
        assert_eq!(parts.iter().sum::<i64>(), thousands(cents.iter().sum()));
        assert_eq!(written(parts[0]), "2,000");
        assert_eq!(thousands(-260_000.0), -3);
    }
}

//! What a resource is paid at least, as a sum over dates: a part whatever the board, and a charge for each date worked.

use super::sums::fewest_dates;
use crate::problem::{Problem, Resource, StripIdx};

/// A minorant of a resource's pay, hold and travel: `fixed + Σ charge[date]` over the dates on which it works.
pub(crate) struct Tariff {
    pub(super) fixed: f64,
    /// By date, never negative.
    pub(super) charge: Vec<f64>,
    /// By date: what falls on it at least, worked or not.
    pub(super) sure: Vec<f64>,
    /// What falls on a date on which it works, at least.
    pub(crate) day: f64,
}

impl Tariff {
    /// The tariff of a resource.
    ///
    /// *Proof.* Let n be its paid dates and m a number below which n cannot be. With `r = min (pay[k] − pay[m]) / (k − m)` over
    /// k > m, the total is at least `pay[m] + r·(n − m)`. Where a contract pays for hold apart, pay is `n × pay[1]` (an invariant of
    /// the problem), r is `pay[1]`, and a paid date that is not worked costs `hold` instead: at least `e = min(r, hold)`. So W
    /// dates worked and U others cost at least `pay[m] − r·m + r·W + e·U`, and n ≥ W.
    ///
    /// *Core.* Some strip is done by the earliest of the latest dates of all its strips, some other not before the latest of
    /// the earliest. Who is paid from first to last work date and takes no drop is paid on every counting date from the one to
    /// the other. There e falls whether they work or not, and work adds r − e; elsewhere work adds r. Travel falls twice.
    pub(super) fn new(problem: &Problem, index: usize) -> Self {
        let resource = &problem.resources[index];
        let dates = problem.dates.len();
        let Some((from, to)) = core(problem, index) else {
            let charge = vec![margin(resource, 0); dates];
            return Tariff { fixed: 0.0, charge, sure: vec![0.0; dates], day: share(resource, 1) };
        };
        let certain = |date: usize| {
            let day = problem.dates[date].day;
            let dropped = resource.contract.agreed_drop.is_some_and(|(a, b)| a < day && day < b);
            resource.holds
                && resource.drop_min_gap.is_none()
                && (from..=to).contains(&date)
                && problem.dates[date].counts
                && !dropped
        };
        let sure = (0..dates).filter(|&date| certain(date)).count();
        let least = fewest_dates(problem, index, resource).max(sure).min(dates);
        let rate = margin(resource, least);
        let held = resource.contract.hold.map_or(rate, |hold| rate.min(hold as f64));
        let fixed = resource.pay[least] as f64 - rate * least as f64
            + held * sure as f64
            + 2.0 * resource.contract.travel as f64;
        let charge = (0..dates).map(|date| if certain(date) { rate - held } else { rate }).collect();
        let day = share(resource, least);
        let hold = resource.contract.hold.map_or(day, |hold| day.min(hold as f64));
        let sure = (0..dates).map(|date| if certain(date) { hold } else { 0.0 }).collect();
        Tariff { fixed, charge, sure, day }
    }
}

/// What falls on each of so many paid dates, or more, at least: the total is spread evenly, in whole cents.
fn share(resource: &Resource, least: usize) -> f64 {
    let counts = resource.pay.iter().enumerate().skip(least.max(1));
    counts.map(|(n, &total)| total / n as i64).min().unwrap_or(0) as f64
}

impl Tariff {
    /// So much for each date worked, and nothing else.
    pub(crate) fn even(rate: f64, dates: usize) -> Self {
        Tariff { fixed: 0.0, charge: vec![rate; dates], sure: vec![0.0; dates], day: rate }
    }
}

/// The least that a paid date beyond so many costs on average.
fn margin(resource: &Resource, least: usize) -> f64 {
    let from = resource.pay[least];
    let more = resource.pay.iter().enumerate().skip(least + 1);
    let slopes = more.map(|(n, &total)| (total - from) as f64 / (n - least) as f64);
    let margin = slopes.fold(f64::INFINITY, f64::min);
    if margin.is_finite() { margin } else { 0.0 }
}

/// The earliest of the latest dates of its strips, and the latest of the earliest; `None` when it has none.
fn core(problem: &Problem, index: usize) -> Option<(usize, usize)> {
    let strips = (0..problem.strips.len())
        .filter(|&strip| problem.strips[strip].resources.iter().any(|r| r.index() == index));
    strips.filter_map(|strip| window(problem, StripIdx::new(strip))).fold(None, |core, (first, last)| {
        let (from, to) = core.unwrap_or((last, first));
        Some((last.min(from), first.max(to)))
    })
}

/// First and last date on which a strip may stand.
pub(crate) fn window(problem: &Problem, strip: StripIdx) -> Option<(usize, usize)> {
    let dates =
        || problem.strips[strip.index()].allowed_slots.ones().map(|slot| problem.slots[slot].date.index());
    dates().min().zip(dates().max())
}

//! The expected cost of a board whose costs by date are known.

use crate::problem::{FilmValue, Problem, Stunt, StuntIdx};

/// A stunt where it stands on a board.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    pub(super) stunt: StuntIdx,
    /// Dense person who performs it.
    pub(super) person: u32,
    pub(super) date: usize,
    pub(super) needed_later: bool,
    /// Crew cost of its unit.
    pub(super) crew: i64,
    /// What a rewrite makes to be shot again.
    pub(super) lost: i64,
}

/// G₀ of `docs/pricing.md`, backward from the last date. `attempts` are in order of date, then id.
///
/// Between stunts the recursion only adds, so whole stretches are summed as integers.
pub(super) fn expected(problem: &Problem, cost: &[i64], burn: &[i64], attempts: &[Attempt]) -> f64 {
    let mut end = cost.len();
    let mut to_go = 0.0;
    let mut spent: i64 = cost.iter().sum();
    let mut rest = attempts;
    while let Some(last) = rest.last() {
        let date = last.date;
        let after: i64 = cost[date + 1..end].iter().sum();
        spent -= after;
        to_go += after as f64;
        let first = rest.iter().rposition(|attempt| attempt.date != date).map_or(0, |p| p + 1);
        for attempt in rest[first..].iter().rev() {
            let stunt = &problem.stunts[attempt.stunt.index()];
            to_go = outcome(stunt, attempt, burn[date], spent, to_go);
        }
        to_go += cost[date] as f64;
        spent -= cost[date];
        end = date;
        rest = &rest[..first];
    }
    to_go + cost[..end].iter().sum::<i64>() as f64
}

/// One level of the nest: what is lost, what a rewrite costs, and what is still to go.
fn outcome(stunt: &Stunt, attempt: &Attempt, burn: i64, spent: i64, to_go: f64) -> f64 {
    let milli = |n: u32| f64::from(n) / 1000.0;
    let (q, rho) = (milli(stunt.q_milli), milli(stunt.rho_milli));
    let out = if attempt.needed_later { performer_out(stunt, attempt) } else { 0.0 };
    let lost = stunt.rewrite_cost + attempt.lost;
    let rewrite = lost as f64 + milli(stunt.waste_milli) * spent as f64;
    milli(stunt.delay_milli_days) * burn as f64 + out + q * rewrite + (1.0 - q + q * rho) * to_go
}

/// What it costs in the mean that the performer is out after the stunt, if needed.
pub(super) fn performer_out(stunt: &Stunt, attempt: &Attempt) -> f64 {
    f64::from(stunt.out_milli_days) / 1000.0 * attempt.crew as f64
}

/// V · (1 − Π(1 − q(1 − ρ))) on a board of that cost; `abandoned` is [`Problem::abandon_probability`].
pub(super) fn value_term(problem: &Problem, abandoned: f64, cost: i64) -> f64 {
    let value = match problem.film_value {
        FilmValue::Fixed(value) => value,
        FilmValue::OwnCost => cost,
    };
    value as f64 * abandoned
}

/// What one unit of money more on a date adds to expected cost and value term, while every stunt stays on its date, its
/// performer is needed later as before and it throws away the same scenes. Then the sum is linear in the money of the dates (interfaces.md, *Fast
/// evaluation*).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct DateWeight {
    /// Of any money.
    pub(super) cost: f64,
    /// Beside that, of burn: what a delay on the date would cost more.
    pub(super) burn: f64,
}

/// The weight of each date. `attempts` are in order of date, then id.
pub(super) fn date_weights(
    problem: &Problem,
    abandoned: f64,
    attempts: &[Attempt],
    weights: &mut [DateWeight],
) {
    let milli = |n: u32| f64::from(n) / 1000.0;
    let own = if problem.film_value == FilmValue::OwnCost { abandoned } else { 0.0 };
    let (mut follows, mut from) = (1.0, 0);
    weights.fill(DateWeight { cost: own, burn: 0.0 });
    for attempt in attempts {
        let stunt = &problem.stunts[attempt.stunt.index()];
        let (q, rho) = (milli(stunt.q_milli), milli(stunt.rho_milli));
        weights[from..=attempt.date].iter_mut().for_each(|weight| weight.cost += follows);
        from = attempt.date + 1;
        weights[attempt.date].burn += follows * milli(stunt.delay_milli_days);
        let waste = follows * q * milli(stunt.waste_milli);
        weights[..=attempt.date].iter_mut().for_each(|weight| weight.cost += waste);
        follows *= 1.0 - q + q * rho;
    }
    weights[from..].iter_mut().for_each(|weight| weight.cost += follows);
}

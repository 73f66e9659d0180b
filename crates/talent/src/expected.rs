//! Shoots whose scenes may end them, solved exactly: the order of least expected cost.
//!
//! The chance to get to a scene, and who is on set then, depend on which scenes come before it, not on their order; the visit, on the
//! scene right before. So an order may be built from both ends, and whatever is put at one is settled at once. Of all ways to equal
//! states the cheapest goes on; a bound on what is left, beside an order that annealing finds, does away with most states.
//!
//! Sums are of floating-point numbers: an order counts as proved if none costs less by more than [`TOLERANCE`] of its own cost. All of
//! it runs on one thread, so that equal input and limits on states give equal output.

mod bound;
mod dense;
mod first;
mod layers;
mod state;

use crate::set::Set;
use crate::{End, Limits, Shoot, Stage};
use dense::Dense;
use layers::Search;

/// Part of an order's cost by which another may be cheaper than one that is proved. No term of a cost is below zero, so that rounding
/// takes far less.
pub const TOLERANCE: f64 = 1e-9;

/// Small shoots need little of either.
const STAGES: [Stage; 3] = [
    Stage { runs: 1, changes: 20, states: 2_000 },
    Stage { runs: 2, changes: 100, states: 50_000 },
    Stage { runs: 4, changes: 400, states: u64::MAX },
];

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Expected cost of the best order known.
    pub best: f64,
    /// Proven: no order costs less, but for [`TOLERANCE`] at the end.
    pub bound: f64,
    /// States that were expanded.
    pub states: u64,
    /// Bytes that states take.
    pub bytes: usize,
}

/// What is known at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Scenes as they are shot. It obeys the rules.
    pub order: Vec<usize>,
    /// Its expected cost, by the definition: [`Shoot::expected`].
    pub expected: f64,
    /// Proven: no order costs less. Equal to `expected`, within [`TOLERANCE`], where the order is proved.
    pub bound: f64,
    /// Why it ended.
    pub end: End,
    /// States that were expanded.
    pub states: u64,
    /// Most bytes that states took at one time.
    pub bytes: usize,
}

/// Finds an order of least expected cost, or the best that the limits allow with a bound. It works on one thread.
pub fn solve(shoot: &Shoot, limits: &Limits<'_>, tell: &mut dyn FnMut(Progress)) -> Answer {
    let groups = dense::groups(shoot);
    let wide: Dense<u128> = Dense::new(shoot, groups);
    if wide.casts.len() <= u64::ROOM && wide.wages.len() <= u64::ROOM {
        solve_dense::<u64>(shoot, &Dense::new(shoot, wide.members), limits, tell)
    } else {
        solve_dense(shoot, &wide, limits, tell)
    }
}

fn solve_dense<S: Set>(
    shoot: &Shoot,
    dense: &Dense<S>,
    limits: &Limits<'_>,
    tell: &mut dyn FnMut(Progress),
) -> Answer {
    let mut best = first::legal(dense);
    let mut now = Progress { best: best.0, bound: 0.0, states: 0, bytes: 0 };
    let (mut end, mut peak) = (End::Stopped, 0);
    for stage in &STAGES {
        let changes = stage.changes * (dense.casts.len() as u64).pow(2);
        for run in 0..stage.runs {
            let seed = limits.seed.wrapping_mul(stage.changes).wrapping_add(run);
            let found = first::anneal(dense, &best, changes, seed, &|| (limits.stopped)());
            if found.0 < best.0 {
                best = found;
            }
        }
        now.best = best.0;
        let mut search = Search::new(dense, best, now);
        end = search.run(stage.states.min(limits.states), limits, tell);
        peak = peak.max(search.peak);
        (best, now) = (search.best, search.progress);
        let go_on = end == End::Stopped && now.states < limits.states && !(limits.stopped)();
        if !go_on {
            break;
        }
    }
    let order = dense.whole(&best.1);
    let expected = shoot.expected(&order);
    // Sums of groups and of scenes differ in their last digits.
    let bound = if end == End::Proved { expected } else { now.bound.min(expected) };
    Answer { order, expected, bound, end, states: now.states, bytes: peak }
}

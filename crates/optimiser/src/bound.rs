//! Proven lower bounds: costs that no legal board can avoid.
//!
//! Cost: strips are assigned to days that each take what earns most ([`assignment`], a Lagrangian relaxation), over days
//! as one date sees them ([`ground`], [`pattern`]) and pay as a sum over dates ([`tariff`]); or plain sums ([`sums`]). Expected
//! cost: the cost, and what stunts add in the best order on the best dates ([`stunts`]).

mod assignment;
mod ground;
mod pattern;
mod stunts;
mod sums;
mod tariff;

use crate::narrow::narrow;
use crate::problem::{FilmValue, Light, Problem};
use crate::solve::Objective;
use assignment::Assignment;
pub(crate) use ground::{Ground, least_price};
pub(crate) use stunts::goes_on;
pub(crate) use tariff::{Tariff, window};

/// How hard to try for a bound; with equal effort and no early stop, equal problems give equal bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ascent {
    /// Rounds of the ascent at most; each prices every slot.
    pub rounds: u32,
    /// Days priced or bounded, after which no new round begins.
    pub steps: u64,
}

impl Default for Ascent {
    fn default() -> Self {
        Ascent { rounds: 600, steps: 40_000_000 }
    }
}

/// No legal board is below the value returned in what the objective counts as money. `publish` hears of
/// every better bound, and `stop` is asked before each round.
pub fn lower_bound(
    problem: &Problem,
    objective: Objective,
    effort: Ascent,
    stop: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(f64),
) -> f64 {
    // Legal boards stay legal. When there is none, anything is a bound.
    let narrowed = narrow(problem);
    let problem = &lightened(narrowed.as_ref().unwrap_or(problem));
    let tariffs: Vec<Tariff> =
        (0..problem.resources.len()).map(|index| Tariff::new(problem, index)).collect();
    let money = Money::new(problem, objective, &tariffs);
    let mut best = money.of(sums::sum_of_parts(problem) as f64);
    publish(best);
    let mut assignment = Assignment::new(problem, &tariffs);
    assignment.ascend(effort, stop, &mut |cost| {
        // A cost is a whole number.
        let bound = money.of(cost.ceil());
        if bound > best {
            best = bound;
            publish(best);
        }
    });
    best
}

/// The problem with days that stay as a person made them ([`crate::AsPlaced`]) lightened until they break nothing: their
/// strips take no time and need no light, and their unit has room for their places. No board costs more than before.
fn lightened(problem: &Problem) -> Problem {
    let mut light = problem.clone();
    for slot in problem.slots.iter().filter(|slot| slot.as_placed.is_some()) {
        let unit = &mut light.units[slot.unit.index()];
        unit.move_minutes = 0;
        unit.extra_locations_forbidden = false;
        for strip in slot.as_placed.iter().flat_map(|day| &day.order) {
            let strip = &mut light.strips[strip.index()];
            (strip.minutes, strip.light, strip.exclusive_stunt) = (0, Light::Any, false);
        }
    }
    light
}

/// What an objective counts at least on a board of a given cost.
struct Money {
    factor: f64,
    constant: f64,
}

impl Money {
    /// Expected cost is at least `α_end · cost` and what stunts add ([`stunts::least_risk`]); the value term is a constant
    /// probability times V.
    fn new(problem: &Problem, objective: Objective, tariffs: &[Tariff]) -> Self {
        if objective == Objective::Cost {
            return Money { factor: 1.0, constant: 0.0 };
        }
        let abandoned = problem.abandon_probability();
        let (own, value) = match problem.film_value {
            FilmValue::Fixed(value) => (0.0, value as f64),
            FilmValue::OwnCost => (1.0, 0.0),
        };
        let goes_on: f64 = problem.stunts.iter().map(stunts::goes_on).product();
        let risk = stunts::least_risk(problem, tariffs);
        // Infinite when the stunts have no dates: then there is no legal board.
        let constant = if risk.is_finite() { risk } else { 0.0 } + abandoned * value;
        // What rounding may have added.
        Money {
            factor: (goes_on + abandoned * own) * (1.0 - 1e-12),
            constant: constant - 1e-10 * constant.abs(),
        }
    }

    fn of(&self, cost: f64) -> f64 {
        self.factor * cost + self.constant
    }
}

#[cfg(test)]
mod tests;

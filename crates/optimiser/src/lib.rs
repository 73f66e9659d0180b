//! Search for the cheapest board: problem, solution, cost, construction, annealing.

mod arrange;
mod bound;
mod compile;
mod construct;
mod cost;
mod exact;
mod narrow;
mod outcome;
pub mod problem;
#[cfg(test)]
mod samples;
mod search;
mod solution;
mod solve;
mod stop;

pub use arrange::arrange;
pub use bound::{Effort, lower_bound};
pub use compile::{Blocked, CompileError, Compiled, Keep, Paid, StripOf};
pub use cost::{Price, price_from_scratch};
pub use outcome::{Conflict, Outcome, Rule, Tally, Violation};
pub use problem::*;
pub use solution::Solution;
pub use solve::{Objective, Params, solve};
pub use stop::{Progress, Stop};

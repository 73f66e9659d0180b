//! Search for the cheapest board: problem, solution, cost, construction, annealing.

mod arrange;
mod cost;
mod outcome;
pub mod problem;
#[cfg(test)]
mod samples;
mod solution;

pub use arrange::arrange;
pub use cost::{Price, price_from_scratch};
pub use outcome::{Conflict, Outcome, Rule, Violation};
pub use problem::*;
pub use solution::Solution;

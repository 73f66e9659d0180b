//! Search for the cheapest board: problem, solution, cost, construction, annealing.

mod arrange;
mod bound;
pub mod branch;
mod capacity;
mod compile;
mod conflict;
mod construct;
mod cost;
mod effort;
mod exact;
pub mod explain;
mod narrow;
mod outcome;
mod planning;
pub mod problem;
mod relax;
#[cfg(test)]
mod samples;
mod search;
mod solution;
mod solve;
mod stop;

pub use arrange::arrange;
pub use bound::{Ascent, lower_bound};
pub use compile::{Blocked, CompileError, Compiled, Keep, Paid, StripOf};
pub use conflict::{Clash, Help, Impasse, impasse};
pub use cost::{Price, price_from_scratch};
pub use effort::Effort;
pub use outcome::{Conflict, Need, Outcome, Rule, Tally, Violation};
pub use planning::{agree, propose_parts, starting_board};
pub use problem::*;
pub use relax::{Case, Fact, Whose};
pub use solution::Solution;
pub use solve::{Objective, Params, refine, solve};
pub use stop::{Progress, Stop};

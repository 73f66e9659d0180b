//! The front door: checks, first boards, search, and the answer with its proof or its bound.

use crate::construct::first_boards;
use crate::cost::{Index, price_from_scratch};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::search::{Begin, Goal, flat_weights, search};
use crate::solution::Solution;
use crate::stop::{Progress, Stop};

/// What is minimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Cost if all goes well.
    Cost,
    /// Expected cost and the value term.
    Expected,
    /// Stunts as early as can be, the most uncertain first; then as `Expected`.
    DecisiveFirst,
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Params {
    /// What is minimised.
    pub objective: Objective,
    /// Threads; part of what makes a run repeatable.
    pub threads: usize,
}

/// Finds a board. With a legal `start` the answer is never worse than it.
pub fn solve(
    problem: &Problem,
    params: &Params,
    stop: &Stop,
    seed: u64,
    start: Option<&Solution>,
    progress: &mut dyn FnMut(Progress),
) -> Outcome {
    let index = Index::new(problem);
    let weights = flat_weights(1_000_000);
    let mut boards: Vec<_> =
        start.filter(|start| start.fits(problem)).map(|s| s.slots.clone()).into_iter().collect();
    boards.extend(first_boards(problem, &index, &weights));
    let goal = match params.objective {
        Objective::Cost => Goal::Cost,
        _ => Goal::Expected,
    };
    let begin = Begin { boards: &boards, threads: params.threads, seed, goal };
    let found = search(problem, &index, &begin, stop, progress);
    match found.best {
        Some(solution) => {
            let price = price_from_scratch(problem, &solution);
            Outcome::Feasible { solution, price, bound: 0.0 }
        }
        None => {
            let why = price_from_scratch(problem, &found.least).violations;
            Outcome::Unknown { least: Some(found.least), why }
        }
    }
}

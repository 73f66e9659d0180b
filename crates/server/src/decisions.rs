//! The decision points of a board, each with its rewrite planned, for the day-one report.

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use domain::{Board, State};
use office::day_one;
use optimiser::{Effort, Objective, Params, Stop};
use reports::DecisionPoint;

use crate::plans::{SEED, threads};

/// All rewrites of a board take no longer: a page waits for them.
const SECONDS: f64 = 30.0;

/// What a day-one report tells, and how it was searched, in words.
#[derive(Debug)]
pub(crate) struct Decisions {
    pub(crate) points: Vec<DecisionPoint>,
    pub(crate) searched: String,
}

impl Decisions {
    pub(crate) fn of(state: &State, board: &Board) -> Self {
        let each = day_one::iterations_each(state, board).min(day_one::AT_MOST);
        let began = Instant::now();
        let clock = move || began.elapsed().as_secs_f64();
        let stop = Stop {
            iterations: Some(each),
            seconds: Some(SECONDS),
            clock: &clock,
            cancelled: &AtomicBool::new(false),
        };
        let params = Params { objective: Objective::Expected, threads: threads() };
        let points = day_one::plan(state, board, &Effort { params, seed: SEED, stop });
        let with = format!("{each} iterations each and {SECONDS} s for all of them at most");
        Self { points, searched: day_one::searched(&with, SEED, None) }
    }
}

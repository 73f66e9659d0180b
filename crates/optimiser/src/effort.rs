//! Several short searches under one limit.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::Board;

use crate::compile::{CompileError, Compiled};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::relax::Case;
use crate::solution::Solution;
use crate::solve::{Params, Way, least_broken, seek};
use crate::stop::Stop;

/// How several searches are run.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// What is minimised, and threads.
    pub params: Params,
    /// Seed of each search.
    pub seed: u64,
    /// Iterations are of each search, seconds of all of them together.
    pub stop: Stop<'a>,
}

/// Is there a legal board?
#[derive(Clone, Debug)]
pub(crate) enum Possible {
    /// This one.
    Board(Board),
    /// Proven: no. The proof in words.
    No(Vec<String>),
    /// None was found.
    NotFound,
}

impl Effort<'_> {
    /// A search that may take a share of the time, from 0 to 1; without a bound.
    pub(crate) fn solve(&self, problem: &Problem, start: Option<&Solution>, share: f64) -> Outcome {
        seek(problem, &self.params, &self.stop_after(share), self.way(), start, &mut |_| {})
    }

    /// The board that breaks least where there is no legal one, within a share of the time.
    pub(crate) fn least_broken(&self, problem: &Problem, share: f64) -> Option<Solution> {
        least_broken(problem, &self.params, &self.stop_after(share), self.seed)
    }

    /// Was it cancelled by who asked?
    pub(crate) fn is_cancelled(&self) -> bool {
        self.stop.cancelled.load(Ordering::Relaxed)
    }

    /// Looks for a legal board until there is one.
    pub(crate) fn look(&self, case: &Case, share: f64) -> Possible {
        self.look_within(case, &self.stop_after(share))
    }

    /// Looks for a proof that there is no board, and for hardly anything else.
    pub(crate) fn prove(&self, case: &Case) -> Possible {
        self.look_within(case, &Stop { iterations: Some(1), seconds: None, ..self.stop })
    }

    fn look_within(&self, case: &Case, stop: &Stop<'_>) -> Possible {
        let compiled = match case.compile() {
            Ok(compiled) => compiled,
            Err(CompileError::Blocked(blocked)) => {
                return Possible::No(blocked.into_iter().map(|blocked| blocked.why).collect());
            }
            // Without dates, or beyond what a problem can hold, nothing is searched, and so nothing is proven.
            Err(_) => return Possible::NotFound,
        };
        let found = AtomicBool::new(false);
        let until_found = Stop { cancelled: &found, ..*stop };
        let mut progress = |now: crate::stop::Progress| {
            if now.best.is_some() || self.is_cancelled() {
                found.store(true, Ordering::Relaxed);
            }
        };
        let start = compiled.start.as_ref();
        match seek(&compiled.problem, &self.params, &until_found, self.way(), start, &mut progress) {
            Outcome::Optimal { solution, .. } | Outcome::Feasible { solution, .. } => {
                Possible::Board(compiled.to_board(&solution, &case.board))
            }
            Outcome::Infeasible { why } => Possible::No(proof_words(case, &compiled, &why)),
            Outcome::Unknown { .. } => Possible::NotFound,
        }
    }

    fn way(&self) -> Way {
        Way { seed: self.seed, warm: false, bound: false }
    }

    fn stop_after(&self, share: f64) -> Stop<'_> {
        let now = (self.stop.clock)();
        Stop { seconds: self.stop.seconds.map(|seconds| now + seconds * share), ..self.stop }
    }
}

/// A proof in words.
pub(crate) fn proof_words(case: &Case, compiled: &Compiled, why: &[crate::Conflict]) -> Vec<String> {
    why.iter().map(|conflict| compiled.conflict_in_words(&case.state, conflict)).collect()
}

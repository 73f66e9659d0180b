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

    /// A search near a legal board, in all the time that is left; without a bound.
    pub(crate) fn refine(&self, problem: &Problem, start: &Solution) -> Outcome {
        seek(problem, &self.params, &self.stop, Way { warm: true, ..self.way() }, Some(start), &mut |_| {})
    }

    /// The effort that ends with a share of the time, from 0 to 1.
    pub(crate) fn part(&self, share: f64) -> Effort<'_> {
        Effort { stop: self.stop_after(share), ..*self }
    }

    /// What is found of each item, in their order, with a share of the time for all of them. Items are shared out among the
    /// threads, and each has one: short searches gain little by two. None of an item before whose end it was cancelled.
    pub(crate) fn each<T: Sync, R: Send>(
        &self,
        items: &[T],
        share: f64,
        find: impl Fn(&Effort<'_>, &T) -> R + Sync,
    ) -> Vec<Option<R>> {
        let threads = self.params.threads.clamp(1, items.len().max(1));
        let (begin, in_turn) = ((self.stop.clock)(), items.len().div_ceil(threads) as f64);
        let end = |nth: usize| self.stop.seconds.map(|all| begin + all * share * (nth + 1) as f64 / in_turn);
        let find_in_turn = |thread: usize| -> Vec<Option<R>> {
            let theirs = items.iter().skip(thread).step_by(threads).enumerate();
            let params = Params { threads: 1, ..self.params };
            let found = theirs.map(|(nth, item)| {
                let effort = Effort { params, stop: Stop { seconds: end(nth), ..self.stop }, ..*self };
                let found = (!self.is_cancelled()).then(|| find(&effort, item));
                found.filter(|_| !self.is_cancelled())
            });
            found.collect()
        };
        let mut found: Vec<_> = std::thread::scope(|scope| {
            let find_in_turn = &find_in_turn;
            let others: Vec<_> =
                (1..threads).map(|thread| scope.spawn(move || find_in_turn(thread))).collect();
            let first = find_in_turn(0);
            let join = |other: std::thread::ScopedJoinHandle<'_, _>| {
                other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            std::iter::once(first).chain(others.into_iter().map(join)).map(Vec::into_iter).collect()
        });
        (0..items.len()).map(|item| found[item % threads].next().flatten()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Objective;

    fn effort(threads: usize, stop: Stop<'_>) -> Effort<'_> {
        Effort { params: Params { objective: Objective::Cost, threads }, seed: 1, stop }
    }

    #[test]
    fn items_are_shared_out_and_answered_in_their_order() {
        let items: Vec<u32> = (0..23).collect();
        for threads in [0, 1, 2, 5, 100] {
            let found = effort(threads, Stop::after(1)).each(&items, 1.0, |effort, item| {
                assert_eq!(effort.params.threads, 1);
                item * 2
            });
            assert_eq!(found, items.iter().map(|item| Some(item * 2)).collect::<Vec<_>>(), "{threads}");
        }
        assert!(effort(2, Stop::after(1)).each(&[0; 0], 1.0, |_, item| *item).is_empty());
    }

    #[test]
    fn each_has_until_its_turn_ends() {
        let stop = Stop { seconds: Some(100.0), iterations: None, clock: &|| 10.0, ..Stop::after(0) };
        let ends =
            |threads| effort(threads, stop).each(&[(); 5], 0.5, |effort, ()| effort.stop.seconds.unwrap());
        assert_eq!(ends(1), [20.0, 30.0, 40.0, 50.0, 60.0].map(Some));
        // Three in turn on one of two threads: a third of the share each.
        let third = 50.0 / 3.0;
        let all: Vec<f64> = ends(2).into_iter().flatten().collect();
        for (end, turns) in all.iter().zip([1.0, 1.0, 2.0, 2.0, 3.0]) {
            assert!((end - 10.0 - turns * third).abs() < 1e-9, "{all:?}");
        }
    }

    #[test]
    fn what_is_cancelled_meanwhile_has_no_answer() {
        let cancelled = AtomicBool::new(false);
        let stop = Stop { cancelled: &cancelled, ..Stop::after(1) };
        let found = effort(1, stop).each(&[1, 2, 3, 4], 1.0, |_, item| {
            cancelled.store(*item == 2, Ordering::Relaxed);
            *item
        });
        assert_eq!(found, [Some(1), None, None, None]);
    }
}

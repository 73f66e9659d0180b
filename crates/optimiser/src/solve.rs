//! The front door: checks, first boards, search, and the answer with its proof or its bound.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::bound::{Ascent, lower_bound};
use crate::construct::{bring_home, first_boards};
use crate::cost::{Index, Price, Score, price_from_scratch};
use crate::exact::{Enumerated, enumerate};
use crate::narrow::narrow;
use crate::outcome::{Conflict, Outcome};
use crate::problem::{DateIdx, Problem, SlotIdx, StuntIdx};
use crate::search::{Begin, Found, Goal, bound_stunts, decisive_order, flat_weights, search};
use crate::solution::Solution;
use crate::stop::{Budget, Progress, Stop};

/// What is minimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Cost if all goes well.
    Cost,
    /// Expected cost and the value term.
    Expected,
    /// Dates of the stunts in descending q, ties by id, lexicographically; then as `Expected`.
    DecisiveFirst,
}

impl Objective {
    /// What this objective minimises, of a priced board.
    pub fn of(self, price: &Price) -> f64 {
        match self {
            Objective::Cost => price.cost as f64,
            Objective::Expected | Objective::DecisiveFirst => price.expected + price.value_term,
        }
    }
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Params {
    /// What is minimised.
    pub objective: Objective,
    /// Threads; part of what makes a run repeatable.
    pub threads: usize,
}

/// The objective, ready to compare boards.
pub(crate) struct Aim {
    objective: Objective,
    /// Stunts whose dates count before money.
    decisive: Vec<StuntIdx>,
}

/// How good a legal board is.
#[derive(Clone, Debug)]
pub(crate) struct Merit {
    pub(crate) dates: Vec<DateIdx>,
    pub(crate) money: f64,
}

impl Merit {
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.dates.cmp(&other.dates).then(self.money.total_cmp(&other.money))
    }
}

impl Aim {
    pub(crate) fn new(problem: &Problem, objective: Objective) -> Self {
        let decisive =
            if objective == Objective::DecisiveFirst { decisive_order(problem) } else { Vec::new() };
        Aim { objective, decisive }
    }

    pub(crate) fn merit(&self, problem: &Problem, score: Score, slots: &[SlotIdx]) -> Merit {
        let date = |stunt: &StuntIdx| {
            let strip = problem.stunts[stunt.index()].strip;
            problem.slots[slots[strip.index()].index()].date
        };
        Merit { dates: self.decisive.iter().map(date).collect(), money: self.money(score) }
    }

    /// What the objective counts as money.
    pub(crate) fn money(&self, score: Score) -> f64 {
        if self.objective == Objective::Cost { score.cost as f64 } else { score.expected }
    }

    pub(crate) fn objective(&self) -> Objective {
        self.objective
    }

    /// Stunts whose dates count before money.
    pub(crate) fn decisive(&self) -> &[StuntIdx] {
        &self.decisive
    }

    fn goal(&self) -> Goal {
        if self.objective == Objective::Cost { Goal::Cost } else { Goal::Expected }
    }
}

/// Finds a board. With a legal `start` the answer is never worse than it.
///
/// The problem must be valid ([`Problem::validate`]). With a number of iterations and no time limit, equal input,
/// seed and threads give equal answers.
pub fn solve(
    problem: &Problem,
    params: &Params,
    stop: &Stop,
    seed: u64,
    start: Option<&Solution>,
    progress: &mut dyn FnMut(Progress),
) -> Outcome {
    seek(problem, params, stop, Way { seed, warm: false, bound: true }, start, progress)
}

/// The board that breaks least, found by a search of a problem that is proven to have no legal one.
/// None where a strip has no slot at all.
pub(crate) fn least_broken(problem: &Problem, params: &Params, stop: &Stop, seed: u64) -> Option<Solution> {
    if problem.strips.iter().any(|strip| strip.allowed_slots.is_clear()) {
        return None;
    }
    let index = Index::new(problem);
    let boards: Vec<_> = first_boards(problem, &index, &flat_weights(1 << 20)).collect();
    let goal = Aim::new(problem, params.objective).goal();
    let begin = Begin { boards: &boards, threads: params.threads, seed, goal, warm: false };
    Some(search(problem, &index, &begin, &Budget::left(stop, 0), &mut |_| {}).least)
}

/// Finds a board near a legal one: the search begins warm from it, and keeps what a hot one would throw away. The answer
/// is never worse.
pub fn refine(
    problem: &Problem,
    params: &Params,
    stop: &Stop,
    seed: u64,
    start: &Solution,
    progress: &mut dyn FnMut(Progress),
) -> Outcome {
    seek(problem, params, stop, Way { seed, warm: true, bound: true }, Some(start), progress)
}

/// A legal board, if one is found by so many tries on one thread.
pub(crate) fn any_board(problem: &Problem, tries: u64) -> Option<Solution> {
    let narrowed = narrow(problem).ok()?;
    let index = Index::new(&narrowed);
    let boards: Vec<_> = first_boards(&narrowed, &index, &flat_weights(1 << 20)).collect();
    let begin = Begin { boards: &boards, threads: 1, seed: 0, goal: Goal::Legal, warm: false };
    search(&narrowed, &index, &begin, &Budget::left(&Stop::after(tries), 0), &mut |_| {}).best
}

/// What a search begins with beside a board.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) seed: u64,
    /// It begins warm, not hot.
    pub(crate) warm: bool,
    /// A bound is worked out meanwhile. Short searches one after another have no time for one.
    pub(crate) bound: bool,
}

/// What [`solve`] and [`refine`] do, in either way, with a bound or without.
pub(crate) fn seek(
    problem: &Problem,
    params: &Params,
    stop: &Stop,
    way: Way,
    start: Option<&Solution>,
    progress: &mut dyn FnMut(Progress),
) -> Outcome {
    let narrowed = match narrow(problem) {
        Ok(narrowed) => narrowed,
        Err(why) => return no_board(why),
    };
    let aim = Aim::new(problem, params.objective);
    let index = Index::new(&narrowed);
    match enumerate(&narrowed, &index, &aim, &Budget::left(stop, 0)) {
        Enumerated::Best(slots) => {
            let solution = Solution { slots };
            let price = price_from_scratch(problem, &solution);
            return Outcome::Optimal { solution, price };
        }
        Enumerated::None if problem.strips.iter().any(|strip| strip.beyond) => {
            return no_board(vec![Conflict::Beyond]);
        }
        Enumerated::None => return no_board(vec![Conflict::Exhausted]),
        Enumerated::Unfinished => {}
    }
    let weights = flat_weights(1 << 20);
    let start = start.filter(|start| start.fits(problem)).map(|start| start.slots.clone());
    let given = start.as_ref().map(|board| bring_home(&narrowed, board.clone()));
    let Way { seed, warm, bound } = way;
    let boards: Vec<_> = if warm && start.is_some() {
        given.into_iter().collect()
    } else {
        given.into_iter().chain(first_boards(&narrowed, &index, &weights)).collect()
    };
    let begin = Begin { boards: &boards, threads: params.threads, seed, goal: aim.goal(), warm };
    let run = |progress: &mut dyn FnMut(Progress)| match params.objective {
        Objective::DecisiveFirst => decisive(&narrowed, &index, &begin, stop, progress),
        _ => search(&narrowed, &index, &begin, &Budget::left(stop, 0), progress),
    };
    let (found, bound) = if bound {
        beside(&narrowed, params.objective, stop, progress, run)
    } else {
        (run(progress), f64::NEG_INFINITY)
    };
    let board = better(&narrowed, &index, &aim, found.best, start);
    answer(problem, &aim, board, found.least, bound)
}

/// There is none within the slots; whether there is one on later dates is another question.
fn no_board(why: Vec<Conflict>) -> Outcome {
    if why.contains(&Conflict::Beyond) {
        return Outcome::Unknown { least: None, why: Vec::new() };
    }
    Outcome::Infeasible { why }
}

/// Searches, and works on the bound on a thread of its own meanwhile. Where iterations alone end a search, the bound has as
/// many steps; where time does, the bound ends with the search.
fn beside(
    problem: &Problem,
    objective: Objective,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
    search: impl FnOnce(&mut dyn FnMut(Progress)) -> Found,
) -> (Found, f64) {
    let done = AtomicBool::new(false);
    let proven = AtomicU64::new(f64::NEG_INFINITY.to_bits());
    let most = Ascent::default();
    let ascent = Ascent { steps: most.steps.min(stop.iterations.unwrap_or(most.steps)), ..most };
    let ends = || {
        let timed = stop.iterations.is_none() || stop.seconds.is_some();
        stop.cancelled.load(Relaxed) || (timed && done.load(Relaxed))
    };
    std::thread::scope(|scope| {
        let bound = scope.spawn(|| {
            lower_bound(problem, objective, ascent, &ends, &mut |bound| {
                proven.store(bound.to_bits(), Relaxed);
            })
        });
        // The bound ends with the search, also where that ends with a bug.
        let ended = Raised(&done);
        let found = search(&mut |now| {
            let bound = Some(f64::from_bits(proven.load(Relaxed))).filter(|bound| bound.is_finite());
            progress(Progress { bound, ..now });
        });
        drop(ended);
        (found, bound.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Raises a flag when it goes.
struct Raised<'a>(&'a AtomicBool);

impl Drop for Raised<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// First any legal board, then dates that no stunt may pass, then the ordinary search within them.
fn decisive(
    problem: &Problem,
    index: &Index,
    begin: &Begin,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Found {
    let any = Begin { goal: Goal::Legal, warm: false, ..*begin };
    let found = search(problem, index, &any, &Budget::left(stop, 0), progress);
    let Some(board) = found.best else { return found };
    let threads = begin.threads.max(1) as u64;
    let mut tried = found.iterations;
    let left = Budget::left(stop, tried);
    let bounded = bound_stunts(problem, begin, board.slots, &left, &mut |now| {
        progress(Progress { iterations: tried * threads + now.iterations, ..now });
    });
    tried += bounded.iterations;
    let index = Index::new(&bounded.problem);
    let weights = flat_weights(1 << 20);
    // Where the ordinary search begins; the legal board is only a fallback.
    let first = first_boards(&bounded.problem, &index, &weights);
    let boards: Vec<_> = first.chain([bounded.board]).collect();
    let begin = Begin { boards: &boards, ..*begin };
    search(&bounded.problem, &index, &begin, &Budget::left(stop, tried), &mut |now| {
        progress(Progress { iterations: tried * threads + now.iterations, ..now });
    })
}

/// The better of the board found and the board given, if that is legal.
fn better(
    problem: &Problem,
    index: &Index,
    aim: &Aim,
    found: Option<Solution>,
    start: Option<Vec<SlotIdx>>,
) -> Option<Solution> {
    let boards = found.into_iter().chain(start.map(|slots| Solution { slots }));
    boards
        .filter_map(|board| {
            let score = crate::cost::State::new(problem, index, flat_weights(60), &board.slots).score();
            (score.penalty == 0).then(|| (aim.merit(problem, score, &board.slots), board))
        })
        .reduce(|a, b| if b.0.order(&a.0) == Ordering::Less { b } else { a })
        .map(|(_, board)| board)
}

fn answer(problem: &Problem, aim: &Aim, board: Option<Solution>, least: Solution, bound: f64) -> Outcome {
    let Some(solution) = board else {
        let why = price_from_scratch(problem, &least).violations;
        return Outcome::Unknown { least: Some(least), why };
    };
    let price = price_from_scratch(problem, &solution);
    debug_assert!(price.is_legal(), "{:?}", price.violations);
    if aim.objective == Objective::Cost && price.cost as f64 <= bound {
        return Outcome::Optimal { solution, price };
    }
    Outcome::Feasible { solution, price, bound }
}

#[cfg(test)]
mod tests;

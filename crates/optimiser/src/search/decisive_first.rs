//! The most uncertain stunts as early as a legal board is found, one after the other.

use super::{Begin, Budget, Found, Goal, search};
use crate::construct::bring_home;
use crate::cost::Index;
use crate::narrow::narrow;
use crate::problem::{Problem, SlotIdx, StuntIdx};
use crate::stop::Progress;

/// Changes tried for one stunt on one date.
const ATTEMPT: u64 = 60_000;

/// Share of the limit that fixing stunts may take.
const SHARE: f64 = 0.5;

/// Stunts in descending q, ties by id.
pub(crate) fn decisive_order(problem: &Problem) -> Vec<StuntIdx> {
    let mut order: Vec<_> = (0..problem.stunts.len()).map(StuntIdx::new).collect();
    order.sort_by_key(|&stunt| (std::cmp::Reverse(problem.stunts[stunt.index()].q_milli), stunt));
    order
}

/// A problem in which every stunt is held on the earliest date that worked, and a legal board of it.
pub(crate) struct Fixed {
    pub(crate) problem: Problem,
    pub(crate) board: Vec<SlotIdx>,
    /// Changes tried by each thread.
    pub(crate) iterations: u64,
}

/// Fixes stunts one by one. `board` is legal.
pub(crate) fn fix_stunts(
    problem: &Problem,
    begin: &Begin,
    board: Vec<SlotIdx>,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Fixed {
    let mut fixed = Fixed { problem: problem.clone(), board, iterations: 0 };
    let attempt = budget
        .iterations
        .map_or(ATTEMPT, |most| (most / (20 * problem.stunts.len().max(1) as u64)).clamp(1, ATTEMPT));
    for stunt in decisive_order(problem) {
        let strip = problem.stunts[stunt.index()].strip;
        let date = |slot: usize| problem.slots[slot].date;
        let now = date(fixed.board[strip.index()].index());
        let mut dates: Vec<_> =
            fixed.problem.strips[strip.index()].allowed_slots.ones().map(date).filter(|&d| d < now).collect();
        dates.sort_unstable();
        dates.dedup();
        dates.push(now);
        for on in dates {
            let mut held = fixed.problem.clone();
            let slots =
                fixed.problem.strips[strip.index()].allowed_slots.ones().filter(|&slot| date(slot) == on);
            held.strips[strip.index()].allowed_slots =
                crate::problem::FixedBitSet::with_capacity(problem.slots.len());
            slots.for_each(|slot| held.strips[strip.index()].allowed_slots.insert(slot));
            let Ok(held) = narrow(&held) else { continue };
            if on == now {
                fixed.problem = held;
                break;
            }
            if budget.used(fixed.iterations) >= SHARE {
                continue;
            }
            let tried = fixed.iterations * begin.threads as u64;
            let found = try_held(&held, begin, &fixed, budget, attempt, &mut |now| {
                progress(Progress { iterations: tried + now.iterations, ..now });
            });
            fixed.iterations += found.iterations;
            if let Some(best) = found.best {
                (fixed.problem, fixed.board) = (held, best.slots);
                break;
            }
        }
    }
    fixed
}

/// A short search for any legal board, from the last one with what no longer fits put where it may stand.
fn try_held(
    held: &Problem,
    begin: &Begin,
    fixed: &Fixed,
    budget: &Budget,
    attempt: u64,
    progress: &mut dyn FnMut(Progress),
) -> Found {
    let index = Index::new(held);
    let boards = [bring_home(held, fixed.board.clone())];
    let begin = Begin { boards: &boards, threads: begin.threads, seed: begin.seed, goal: Goal::Legal };
    let budget = Budget { iterations: Some(attempt), ..*budget };
    search(held, &index, &begin, &budget, progress)
}

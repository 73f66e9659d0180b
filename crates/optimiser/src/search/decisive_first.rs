//! The most uncertain stunts as early as a legal board is found, one after the other.

use super::{Begin, Budget, Found, Goal, search};
use crate::construct::{bring_home, earliest_place};
use crate::cost::Index;
use crate::narrow::narrow;
use crate::problem::{DateIdx, Problem, SlotIdx, StripIdx, StuntIdx};
use crate::stop::Progress;

/// Changes tried to keep one bound; a failure says that there is most likely no such board.
const ATTEMPT: u64 = 60_000;

/// Failures of a stunt that the share of a number of iterations has room for, and more.
const ATTEMPTS: u64 = 8;

/// Share of the limit that may go before every stunt has its date.
const SHARE: f64 = 0.4;

/// Stunts in descending q, ties by id.
pub(crate) fn decisive_order(problem: &Problem) -> Vec<StuntIdx> {
    let mut order: Vec<_> = (0..problem.stunts.len()).map(StuntIdx::new).collect();
    order.sort_by_key(|&stunt| (std::cmp::Reverse(problem.stunts[stunt.index()].q_milli), stunt));
    order
}

/// A problem in which no stunt may be later than the earliest date that worked, and a legal board of it.
pub(crate) struct Bounded {
    pub(crate) problem: Problem,
    pub(crate) board: Vec<SlotIdx>,
    /// Changes tried by each thread.
    pub(crate) iterations: u64,
}

/// Bounds the stunts one by one, the most uncertain first. `board` is legal.
///
/// A stunt is tried where it fits beside those before it; after a success one date earlier, after a failure half way to
/// the date it has. So most stunts cost one failure, and only failures are slow.
pub(crate) fn bound_stunts(
    problem: &Problem,
    begin: &Begin,
    board: Vec<SlotIdx>,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Bounded {
    let order = decisive_order(problem);
    let attempts = ATTEMPTS * order.len().max(1) as u64;
    let attempt = budget.iterations.map_or(ATTEMPT, |most| (most / attempts).clamp(1, ATTEMPT));
    let mut bounded = Bounded { problem: problem.clone(), board, iterations: 0 };
    for (at, &stunt) in order.iter().enumerate() {
        let strip = problem.stunts[stunt.index()].strip;
        let date = |slot: SlotIdx| problem.slots[slot.index()].date.index();
        let mut low =
            bounded.problem.strips[strip.index()].allowed_slots.ones().map(SlotIdx::new).map(date).min();
        let mut next = {
            let earlier = order[..at].iter().map(|stunt| problem.stunts[stunt.index()].strip);
            let index = Index::new(&bounded.problem);
            date(earliest_place(&bounded.problem, &index, &bounded.board, earlier, strip))
        };
        while let Some(least) = low.filter(|&low| low < date(bounded.board[strip.index()]))
            && budget.used(bounded.iterations) < SHARE
        {
            let now = date(bounded.board[strip.index()]);
            next = next.clamp(least, now - 1);
            let before = bounded.iterations * begin.threads.max(1) as u64;
            if try_bound(&mut bounded, strip, next, begin, budget, attempt, &mut |now| {
                progress(Progress { iterations: before + now.iterations, ..now });
            }) {
                next = date(bounded.board[strip.index()]).saturating_sub(1);
            } else {
                low = Some(next + 1);
                next = usize::midpoint(next + 1, now);
            }
        }
        let now = DateIdx::new(date(bounded.board[strip.index()]));
        bounded.problem = no_later(&bounded.problem, strip, now);
    }
    bounded
}

/// Takes a bound over if a short search finds a legal board that keeps it.
fn try_bound(
    bounded: &mut Bounded,
    strip: StripIdx,
    date: usize,
    begin: &Begin,
    budget: &Budget,
    attempt: u64,
    progress: &mut dyn FnMut(Progress),
) -> bool {
    let Ok(held) = narrow(&no_later(&bounded.problem, strip, DateIdx::new(date))) else { return false };
    let found = seek_legal(&held, begin, &bounded.board, budget, attempt, progress);
    bounded.iterations += found.iterations;
    let Some(best) = found.best else { return false };
    (bounded.problem, bounded.board) = (held, best.slots);
    true
}

/// The problem with the strip on that date or before.
fn no_later(problem: &Problem, strip: StripIdx, date: DateIdx) -> Problem {
    let mut held = problem.clone();
    let slots = &mut held.strips[strip.index()].allowed_slots;
    for (slot, facts) in problem.slots.iter().enumerate() {
        if facts.date > date {
            slots.set(slot, false);
        }
    }
    held
}

/// A short search for any legal board, from the last one with what no longer fits put where it may stand.
fn seek_legal(
    held: &Problem,
    begin: &Begin,
    board: &[SlotIdx],
    budget: &Budget,
    attempt: u64,
    progress: &mut dyn FnMut(Progress),
) -> Found {
    let index = Index::new(held);
    let boards = [bring_home(held, board.to_vec())];
    let begin = Begin { boards: &boards, goal: Goal::Legal, warm: false, ..*begin };
    let budget = Budget { iterations: Some(attempt), from: budget.seconds(), ..*budget };
    search(held, &index, &begin, &budget, progress)
}

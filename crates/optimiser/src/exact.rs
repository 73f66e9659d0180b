//! Tiny problems are tried out completely: the proof is that nothing was left out.

use std::cmp::Ordering;

use crate::cost::{Index, State};
use crate::problem::{Problem, SlotIdx, StripIdx};
use crate::search::flat_weights;
use crate::solve::Aim;
use crate::stop::Budget;

/// Boards up to which all are tried.
const MOST_BOARDS: u64 = 250_000;

/// Boards between two looks at the clock.
const LOOK: u64 = 4_096;

/// The result of trying every board.
pub(crate) enum Enumerated {
    Best(Vec<SlotIdx>),
    /// There is no legal board.
    None,
    /// Too many boards, or stopped.
    Unfinished,
}

/// Tries every board, if there are few. The first of equals wins.
pub(crate) fn enumerate(problem: &Problem, index: &Index, aim: &Aim, budget: &Budget) -> Enumerated {
    let choices: Vec<Vec<SlotIdx>> =
        problem.strips.iter().map(|strip| strip.allowed_slots.ones().map(SlotIdx::new).collect()).collect();
    let boards = choices.iter().try_fold(1_u64, |product, slots| product.checked_mul(slots.len() as u64));
    if boards.is_none_or(|boards| boards > MOST_BOARDS) {
        return Enumerated::Unfinished;
    }
    let first: Vec<SlotIdx> = choices.iter().map(|slots| slots[0]).collect();
    let mut at = vec![0; choices.len()];
    let mut state = State::new(problem, index, flat_weights(60), &first);
    let mut best: Option<(crate::solve::Merit, Vec<SlotIdx>)> = None;
    let mut tried = 0;
    loop {
        tried += 1;
        if tried % LOOK == 0 && budget.used(0) >= 1.0 {
            return Enumerated::Unfinished;
        }
        let score = state.score();
        if score.penalty == 0 {
            let merit = aim.merit(problem, score, state.slots());
            if best.as_ref().is_none_or(|(old, _)| merit.order(old) == Ordering::Less) {
                best = Some((merit, state.slots().to_vec()));
            }
        }
        // Count on, the last strip fastest.
        let Some(turn) = (0..at.len()).rev().find(|&strip| at[strip] + 1 < choices[strip].len()) else {
            break;
        };
        at[turn] += 1;
        at[turn + 1..].fill(0);
        let changes: Vec<_> = (turn..at.len()).map(|s| (StripIdx::new(s), choices[s][at[s]])).collect();
        state.propose(&changes);
        state.accept();
    }
    best.map_or(Enumerated::None, |(_, slots)| Enumerated::Best(slots))
}

//! First boards: strips in several orders, each put where it breaks least and costs least.

use crate::cost::{Index, NOWHERE, State, Weights};
use crate::problem::{Problem, SlotIdx, StripIdx};
use crate::search::flat_weights;

/// The order in which strips look for a place.
type Order = fn(&Problem, StripIdx) -> (u64, u64, u64);

/// By location, light and cast; the hard to place first; by light, then location; the long first.
const ORDERS: [Order; 4] = [
    |problem, strip| (location(problem, strip), light(problem, strip), first_resource(problem, strip)),
    |problem, strip| (choices(problem, strip), location(problem, strip), light(problem, strip)),
    |problem, strip| (light(problem, strip), location(problem, strip), first_resource(problem, strip)),
    |problem, strip| (u64::MAX - minutes(problem, strip), location(problem, strip), light(problem, strip)),
];

/// Boards with every strip placed, one an order; legal or not.
pub(crate) fn first_boards<'a>(
    problem: &'a Problem,
    index: &'a Index,
    weights: &'a Weights,
) -> impl Iterator<Item = Vec<SlotIdx>> + use<'a> {
    ORDERS.iter().map(move |order| first_fit(problem, index, weights, *order))
}

/// The board with every strip that stands where it may not moved to the first slot where it may.
pub(crate) fn bring_home(problem: &Problem, mut board: Vec<SlotIdx>) -> Vec<SlotIdx> {
    for (slot, strip) in board.iter_mut().zip(&problem.strips) {
        if !strip.allowed_slots.contains(slot.index()) {
            *slot = SlotIdx::new(strip.allowed_slots.ones().next().unwrap_or(0));
        }
    }
    board
}

/// The earliest slot on which the strip breaks nothing beside the `earlier` ones and those with one choice, all as on the
/// board; at the latest where the board has it. A hint: other strips can make another slot legal, or this one not.
pub(crate) fn earliest_place(
    problem: &Problem,
    index: &Index,
    board: &[SlotIdx],
    earlier: impl Iterator<Item = StripIdx>,
    strip: StripIdx,
) -> SlotIdx {
    let mut slots = vec![NOWHERE; problem.strips.len()];
    let only = (0..slots.len()).map(StripIdx::new).filter(|&strip| choices(problem, strip) == 1);
    for stands in only.chain(earlier).filter(|&stands| stands != strip) {
        slots[stands.index()] = board[stands.index()];
    }
    let mut state = State::new(problem, index, flat_weights(60), &slots);
    let least = state.score().penalty;
    let free = problem.strips[strip.index()].allowed_slots.ones().map(SlotIdx::new).filter(|&slot| {
        let penalty = state.propose(&[(strip, slot)]).penalty;
        state.reject();
        penalty <= least
    });
    let now = board[strip.index()];
    let date = |slot: &SlotIdx| problem.slots[slot.index()].date;
    free.chain([now]).min_by_key(date).unwrap_or(now)
}

fn first_fit(problem: &Problem, index: &Index, weights: &Weights, order: Order) -> Vec<SlotIdx> {
    let mut state = State::new(problem, index, weights.clone(), &vec![NOWHERE; problem.strips.len()]);
    let mut strips: Vec<_> = (0..problem.strips.len()).map(StripIdx::new).collect();
    strips.sort_by_key(|&strip| (order(problem, strip), strip));
    // What has one place only is not to find it taken.
    strips.sort_by_key(|&strip| choices(problem, strip) > 1);
    for strip in strips {
        let mut best: Option<(i64, i64, usize)> = None;
        for slot in problem.strips[strip.index()].allowed_slots.ones() {
            let score = state.propose(&[(strip, SlotIdx::new(slot))]);
            state.reject();
            let found = (score.penalty, score.cost, slot);
            if best.is_none_or(|best| found < best) {
                best = Some(found);
            }
        }
        // A strip without a slot is a conflict that is reported elsewhere; any slot serves here.
        let slot = best.map_or(0, |(_, _, slot)| slot);
        state.propose(&[(strip, SlotIdx::new(slot))]);
        state.accept();
    }
    state.slots().to_vec()
}

fn location(problem: &Problem, strip: StripIdx) -> u64 {
    problem.strips[strip.index()].location.map_or(u64::MAX, |location| u64::from(location.0))
}

fn light(problem: &Problem, strip: StripIdx) -> u64 {
    problem.strips[strip.index()].light as u64
}

fn minutes(problem: &Problem, strip: StripIdx) -> u64 {
    problem.strips[strip.index()].minutes.unsigned_abs().into()
}

fn first_resource(problem: &Problem, strip: StripIdx) -> u64 {
    problem.strips[strip.index()].resources.iter().min().map_or(u64::MAX, |resource| u64::from(resource.0))
}

fn choices(problem: &Problem, strip: StripIdx) -> u64 {
    problem.strips[strip.index()].allowed_slots.count_ones(..) as u64
}

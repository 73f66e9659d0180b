//! Move a day to another place, and let the days between give way.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;
use crate::problem::SlotIdx;

/// Longest stretch in most tries: days between rarely all fit their windows when it is long.
const NEAR: usize = 8;

pub(super) fn shift_days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let from = state.slot_of(strip).index();
    let unit = &ground.problem.units[ground.problem.slots[from].unit.index()];
    let to = if rng.random_ratio(3, 4) {
        let low = from.saturating_sub(NEAR).max(unit.first_slot.index());
        rng.random_range(low..unit.slots().end.min(from + NEAR + 1))
    } else {
        match pick(&ground.allowed[strip.index()], rng) {
            Some(slot) => slot.index(),
            None => return,
        }
    };
    if from == to || !unit.slots().contains(&to) {
        return;
    }
    rotate(ground, state, from, to, out);
}

/// The day at `from` goes to `to`; those between move one slot towards `from`.
pub(super) fn rotate(ground: &Ground, state: &State, from: usize, to: usize, out: &mut Vec<Change>) {
    let between = if from < to { from + 1..to + 1 } else { to..from };
    let moved =
        std::iter::once((from, to)).chain(between.map(|s| (s, if from < to { s - 1 } else { s + 1 })));
    for (old, new) in moved {
        let new = SlotIdx::new(new);
        for &strip in state.strips_on(SlotIdx::new(old)) {
            if !ground.may(strip, new) {
                out.clear();
                return;
            }
            out.push((strip, new));
        }
    }
}

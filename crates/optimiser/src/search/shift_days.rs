//! Move a day to another place, and let the days between give way.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use super::move_days::rearrange;
use crate::cost::State;

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
    // The day at `from` goes to `to`; those between move one slot towards `from`.
    if from < to {
        rearrange(ground, state, from..to + 1, |slot| if slot == to { from } else { slot + 1 }, out);
    } else {
        rearrange(ground, state, to..from + 1, |slot| if slot == to { from } else { slot - 1 }, out);
    }
}

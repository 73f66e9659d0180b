//! Move a stretch of days elsewhere, or turn it round; the days between give way.

use std::ops::Range;

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground};
use crate::cost::State;
use crate::problem::SlotIdx;

/// Longest stretch that is moved or turned round.
const LONGEST: usize = 6;

/// A stretch goes next to a day with kin of one of its strips.
pub(super) fn move_days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(kin) = ground.kin(strip, rng) else { return };
    let (from, beside) = (state.slot_of(strip).index(), state.slot_of(kin).index());
    let length = rng.random_range(1..=LONGEST).min(rng.random_range(1..=LONGEST));
    stretch_beside(ground, state, from, length, beside, rng.random(), out);
}

/// The day of a stunt, with the days kept free before it, goes anywhere.
pub(super) fn move_stunt(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let stunts = &ground.problem.stunts;
    if stunts.is_empty() {
        return;
    }
    let stunt = &stunts[rng.random_range(0..stunts.len())];
    let Some(to) = ground.any_slot(stunt.strip, rng) else { return };
    let at = state.slot_of(stunt.strip).index();
    let free = (stunt.protect_days as usize).min(ground.problem.slots[at].ordinal as usize);
    stretch_beside(ground, state, at - free, free + 1, to.index(), rng.random(), out);
}

/// A stretch in reverse order.
pub(super) fn reverse_days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let from = state.slot_of(strip).index();
    let unit = &ground.problem.units[ground.problem.slots[from].unit.index()];
    let end = (from + rng.random_range(2..=LONGEST)).min(unit.slots().end);
    rearrange(ground, state, from..end, |slot| from + end - 1 - slot, out);
}

/// The stretch `from .. from + length` goes before or behind another day of its unit.
fn stretch_beside(
    ground: &Ground,
    state: &State,
    from: usize,
    length: usize,
    beside: usize,
    behind: bool,
    out: &mut Vec<Change>,
) {
    let unit = &ground.problem.units[ground.problem.slots[from].unit.index()];
    let end = (from + length).min(unit.slots().end);
    let length = end - from;
    if !unit.slots().contains(&beside) || (from..end).contains(&beside) {
        return;
    }
    if beside < from {
        let target = if behind { beside + 1 } else { beside };
        let origin = |slot: usize| if slot < target + length { slot + from - target } else { slot - length };
        rearrange(ground, state, target..end, origin, out);
    } else {
        let last = if behind { beside + 1 } else { beside };
        let origin = |slot: usize| if slot < last - length { slot + length } else { slot + end - last };
        rearrange(ground, state, from..last, origin, out);
    }
}

/// On each slot of a stretch comes the day of another of them; nothing if a strip may not stand there, or a turn from day to
/// day would be forbidden.
pub(super) fn rearrange(
    ground: &Ground,
    state: &State,
    slots: Range<usize>,
    origin: impl Fn(usize) -> usize,
    out: &mut Vec<Change>,
) {
    if slots.is_empty() || !state.may_turn(slots.clone(), &origin) {
        return;
    }
    for slot in slots.filter(|&slot| origin(slot) != slot) {
        let to = SlotIdx::new(slot);
        for &strip in state.strips_on(SlotIdx::new(origin(slot))) {
            if !ground.may(strip, to) {
                out.clear();
                return;
            }
            out.push((strip, to));
        }
    }
}

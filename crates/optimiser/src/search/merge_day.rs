//! Empty a day into days with room, and close the gap.

use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground};
use crate::cost::State;
use crate::problem::SlotIdx;

/// Each strip goes where its kin are; the days behind then move up.
pub(super) fn merge_day(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let gone = state.slot_of(strip);
    let unit = ground.problem.slots[gone.index()].unit.index();
    for &strip in state.strips_on(gone) {
        let new = (0..6).find_map(|_| {
            let slot = state.slot_of(ground.kin(strip, rng)?);
            (slot != gone && state.takes(slot, strip, None)).then_some(slot)
        });
        let Some(new) = new else {
            out.clear();
            return;
        };
        out.push((strip, new));
    }
    let Some(last) = state.last_used(unit) else { return };
    // The merged strips move up too when their new day does.
    for change in out.iter_mut() {
        let slot = change.1.index();
        if slot > gone.index() && slot <= last {
            change.1 = SlotIdx::new(slot - 1);
        }
    }
    for slot in gone.index() + 1..=last {
        out.extend(state.strips_on(SlotIdx::new(slot)).iter().map(|&strip| (strip, SlotIdx::new(slot - 1))));
    }
    if !out.iter().all(|&(strip, slot)| ground.may(strip, slot)) {
        out.clear();
    }
}

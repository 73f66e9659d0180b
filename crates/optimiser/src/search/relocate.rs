//! Move a strip to another day: any day, or one where its location or its people already are.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;

/// To any allowed slot that has room.
pub(super) fn relocate(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    for _ in 0..4 {
        let Some(to) = pick(&ground.allowed[strip.index()], rng) else { return };
        let unit = ground.problem.slots[to.index()].unit.index();
        let end = state.last_used(unit).map_or(0, |last| last + 2);
        // Days far behind the last cost idle days, and are seldom worth a look.
        let near = to.index() < end || rng.random_ratio(1, 16);
        if to != state.slot_of(strip) && near && state.takes(to, strip, None) {
            ground.send(strip, to, out);
            return;
        }
    }
}

/// To the day of a strip at the same location or with the same people.
pub(super) fn relocate_to_kin(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    for _ in 0..4 {
        let Some(kin) = ground.kin(strip, rng) else { continue };
        let to = state.slot_of(kin);
        if to != state.slot_of(strip) && ground.may(strip, to) && state.takes(to, strip, None) {
            ground.send(strip, to, out);
            return;
        }
    }
}

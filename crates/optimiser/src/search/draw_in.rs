//! Shorten somebody's time: what they do on their first or last day goes to days when they work anyway.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;

/// All strips of one person or thing on their first or last slot, each to another slot of theirs.
pub(super) fn draw_in(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(resource) = pick(&ground.problem.strips[strip.index()].resources, rng) else { return };
    let theirs = &ground.with_resource[resource.index()];
    let Some(end) = ground.end_of(state, theirs, rng.random()) else { return };
    for &strip in theirs.iter().filter(|&&strip| state.slot_of(strip) == end) {
        let new = (0..6).find_map(|_| {
            let slot = state.slot_of(pick(theirs, rng)?);
            (slot != end && ground.may(strip, slot) && state.takes(slot, strip, None)).then_some(slot)
        });
        let Some(new) = new else {
            out.clear();
            return;
        };
        ground.send(strip, new, out);
    }
}

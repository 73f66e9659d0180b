//! Shorten somebody's time: what they do on their first or last day goes to days when they work anyway.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;
use crate::problem::{ResourceIdx, SlotIdx};

/// All strips of one person or thing on their first or last slot, each to another slot of theirs.
pub(super) fn draw_in(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(resource) = pick(&ground.problem.strips[strip.index()].resources, rng) else { return };
    let theirs = &ground.with_resource[resource.index()];
    let Some(end) = end_of(state, resource, rng) else { return };
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

/// The first or the last slot of a resource; none if it works on one alone.
pub(super) fn end_of(state: &State, resource: ResourceIdx, rng: &mut Pcg64Mcg) -> Option<SlotIdx> {
    let (first, last) = state.ends_of(resource.index())?;
    let end = if rng.random() { last } else { first };
    (first != last).then_some(end)
}

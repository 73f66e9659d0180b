//! Move all strips of a day at one location to another day, or exchange two such blocks.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;
use crate::problem::{SlotIdx, StripIdx};

pub(super) fn move_block(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let from = state.slot_of(strip);
    let to = if rng.random() {
        pick(&ground.allowed[strip.index()], rng)
    } else {
        ground.kin(strip, rng).map(|kin| state.slot_of(kin))
    };
    let Some(to) = to.filter(|&to| to != from) else { return };
    block(ground, state, strip, from, to, out);
    if rng.random()
        && let Some(other) = pick(state.strips_on(to), rng)
    {
        block(ground, state, other, to, from, out);
    }
    if !out.iter().all(|&(strip, slot)| ground.may(strip, slot)) {
        out.clear();
    }
}

fn block(ground: &Ground, state: &State, of: StripIdx, from: SlotIdx, to: SlotIdx, out: &mut Vec<Change>) {
    let location = |strip: StripIdx| ground.problem.strips[strip.index()].location;
    let here = location(of);
    out.extend(state.strips_on(from).iter().filter(|&&s| location(s) == here).map(|&s| (s, to)));
}

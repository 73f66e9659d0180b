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
    let other = if rng.random() { pick(state.strips_on(to), rng) } else { None };
    if other.is_none() && !state.takes(to, strip, None) {
        return;
    }
    let mut more = block(ground, state, strip, from, to, out);
    if let Some(other) = other {
        more -= block(ground, state, other, to, from, out);
    }
    let fits = state.has_time(to, more) && state.has_time(from, -more);
    if !fits || !out.iter().all(|&(strip, slot)| ground.may(strip, slot)) {
        out.clear();
    }
}

/// The strips of a day at the location of one of them, to another day. Returns their minutes.
fn block(
    ground: &Ground,
    state: &State,
    of: StripIdx,
    from: SlotIdx,
    to: SlotIdx,
    out: &mut Vec<Change>,
) -> i32 {
    let facts = |strip: StripIdx| &ground.problem.strips[strip.index()];
    let together = |strip: &&StripIdx| facts(**strip).location == facts(of).location;
    let mut minutes = 0;
    for &strip in state.strips_on(from).iter().filter(together) {
        minutes += facts(strip).minutes;
        out.push((strip, to));
    }
    minutes
}

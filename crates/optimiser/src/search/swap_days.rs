//! Exchange all strips of two days.

use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;

pub(super) fn swap_days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let a = state.slot_of(strip);
    let Some(b) = pick(&ground.allowed[strip.index()], rng) else { return };
    if a == b {
        return;
    }
    out.extend(state.strips_on(a).iter().map(|&strip| (strip, b)));
    out.extend(state.strips_on(b).iter().map(|&strip| (strip, a)));
    if !out.iter().all(|&(strip, slot)| ground.may(strip, slot)) {
        out.clear();
    }
}

//! Exchange all strips of two days.

use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use super::move_days::rearrange;
use crate::cost::State;

pub(super) fn swap_days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let a = state.slot_of(strip);
    let Some(b) = pick(&ground.allowed[strip.index()], rng) else { return };
    if a == b {
        return;
    }
    let (first, last) = (a.index().min(b.index()), a.index().max(b.index()));
    let origin = |slot: usize| match slot {
        _ if slot == first => last,
        _ if slot == last => first,
        _ => slot,
    };
    rearrange(ground, state, first..last + 1, origin, out);
}

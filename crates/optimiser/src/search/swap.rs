//! Exchange two strips of different days, or pass three around.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, pick};
use crate::cost::State;

/// Two strips change places: any two, or one goes where its kin are.
pub(super) fn swap(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let from = state.slot_of(strip);
    for _ in 0..4 {
        let other = if rng.random_ratio(1, 3) {
            ground.any_strip(rng)
        } else {
            ground.kin(strip, rng).and_then(|kin| pick(state.strips_on(state.slot_of(kin)), rng))
        };
        let Some(other) = other else { continue };
        let to = state.slot_of(other);
        if to != from
            && ground.may(strip, to)
            && ground.may(other, from)
            && state.takes(to, strip, Some(other))
            && state.takes(from, other, Some(strip))
        {
            out.extend([(strip, to), (other, from)]);
            return;
        }
    }
}

/// A strip pushes another out of a day, which goes to a third day with room.
pub(super) fn push_out(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(kin) = ground.kin(strip, rng) else { return };
    let to = state.slot_of(kin);
    if to == state.slot_of(strip) || !ground.may(strip, to) {
        return;
    }
    let Some(pushed) = pick(state.strips_on(to), rng) else { return };
    if pushed == strip || !state.takes(to, strip, Some(pushed)) {
        return;
    }
    for _ in 0..4 {
        let third = match ground.kin(pushed, rng) {
            Some(kin) => state.slot_of(kin),
            None => continue,
        };
        if third != to && ground.may(pushed, third) && state.takes(third, pushed, None) {
            out.extend([(strip, to), (pushed, third)]);
            return;
        }
    }
}

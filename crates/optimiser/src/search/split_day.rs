//! Part a day in two: the days behind move on by one.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground};
use crate::cost::State;
use crate::problem::SlotIdx;

/// The strips of one location, or else each with even chance, go to a new day behind.
pub(super) fn split_day(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let here = state.slot_of(strip).index();
    let unit = ground.problem.slots[here].unit.index();
    let slots = ground.problem.units[unit].slots();
    let Some(last) = state.last_used(unit).filter(|last| last + 1 < slots.end) else { return };
    let location = ground.problem.strips[strip.index()].location;
    let by_location = rng.random();
    for &other in state.strips_on(SlotIdx::new(here)) {
        let goes = if by_location {
            ground.problem.strips[other.index()].location == location
        } else {
            rng.random()
        };
        if goes {
            out.push((other, SlotIdx::new(here + 1)));
        }
    }
    if out.len() == state.strips_on(SlotIdx::new(here)).len() {
        out.clear();
        return;
    }
    // Up to the first day without work, which takes up the shift.
    for slot in here + 1..=last {
        let strips = state.strips_on(SlotIdx::new(slot));
        if strips.is_empty() {
            break;
        }
        out.extend(strips.iter().map(|&strip| (strip, SlotIdx::new(slot + 1))));
    }
    if !out.iter().all(|&(strip, slot)| ground.may(strip, slot)) {
        out.clear();
    }
}

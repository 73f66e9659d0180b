//! Orders of days that were worked out before: a search meets the same days again and again.

use crate::arrange::Timed;
use crate::problem::{Kind, StripIdx};

/// Days that are remembered at once.
const DAYS: usize = 1 << 12;

/// The order of a day's strips, on the clock.
#[derive(Clone, Debug)]
pub(super) struct DayOrder {
    pub(super) order: Vec<StripIdx>,
    pub(super) clock: Timed,
    /// Pairs whose order it breaks.
    pub(super) broken: i64,
}

/// What is remembered: where two days would lie in one place, the later.
#[derive(Default)]
pub(super) struct Orders(Vec<Option<(usize, Kind, DayOrder)>>);

impl Orders {
    /// The order of a day of that kind with those strips, in whatever order they are given.
    pub(super) fn get_or_insert(
        &mut self,
        slot: usize,
        kind: Kind,
        strips: &[StripIdx],
        new: impl FnOnce() -> DayOrder,
    ) -> &mut DayOrder {
        if self.0.is_empty() {
            self.0.resize_with(DAYS, || None);
        }
        let place = &mut self.0[place(slot, kind, strips)];
        let same = |order: &[StripIdx]| {
            order.len() == strips.len() && strips.iter().all(|strip| order.contains(strip))
        };
        if !place.as_ref().is_some_and(|(at, of, day)| (*at, *of) == (slot, kind) && same(&day.order)) {
            *place = None;
        }
        &mut place.get_or_insert_with(|| (slot, kind, new())).2
    }
}

/// The same for the same set of strips.
fn place(slot: usize, kind: Kind, strips: &[StripIdx]) -> usize {
    let sum = strips.iter().fold(0, |sum: u64, strip| sum.wrapping_add(scatter(strip.index() as u64)));
    scatter(sum ^ (slot << 2 | kind as usize) as u64) as usize % DAYS
}

/// Numbers that lie near each other, far from each other (the finish of splitmix64; Steele, Lea and Flood 2014).
fn scatter(number: u64) -> u64 {
    let number =
        (number.wrapping_add(0x9E37_79B9_7F4A_7C15) ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    use super::*;

    #[test]
    fn a_day_has_the_order_of_its_own_strips_slot_and_kind() {
        let (mut orders, mut rng) = (Orders::default(), Pcg64Mcg::seed_from_u64(1));
        let (mut days, mut worked_out) = (0, 0);
        for _ in 0..60_000 {
            let set: u32 = rng.random_range(0..1 << 9);
            let mut strips: Vec<StripIdx> = (0..9).filter(|bit| set >> bit & 1 == 1).map(StripIdx).collect();
            let (slot, kind) =
                (rng.random_range(0..6), [Kind::Day, Kind::Split, Kind::Night][rng.random_range(0..3)]);
            if rng.random() {
                strips.reverse();
            }
            let broken = (slot * 3 + kind as usize) as i64;
            let day = orders.get_or_insert(slot, kind, &strips, || {
                worked_out += 1;
                let clock = Timed { moves: set, ends: Vec::new(), outside: 0 };
                DayOrder { order: strips.clone(), clock, broken }
            });
            days += 1;
            assert_eq!((day.clock.moves, day.broken), (set, broken));
        }
        // 9,216 different days, of which some lie in the same place.
        assert!(worked_out > 9_216 && worked_out < days, "{worked_out} of {days}");
    }
}

//! A cheap look at whether a day would take a strip, before the change is priced.

use std::ops::Range;

use super::State;
use super::day::DayMeasure;
use crate::cost::index::Brief;
use crate::problem::{Kind, Light, LocationIdx, Slot, SlotIdx, StripIdx, Unit};

const LIGHTS: [Light; 4] = [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk];

impl State<'_> {
    /// Would the day of a slot take a strip, in exchange for another, as far as its own minutes, locations, lights, stunts
    /// and the turns to the days beside it tell at once? What passes may still break a rule; what does not breaks one.
    pub(crate) fn takes(&self, slot: SlotIdx, strip: StripIdx, instead: Option<StripIdx>) -> bool {
        let problem = self.problem;
        let facts = &problem.slots[slot.index()];
        let unit = &problem.units[facts.unit.index()];
        let comes = self.index.strip(strip);
        let goes = instead.map(|strip| self.index.strip(strip));
        let day = &self.days[slot.index()];
        let load = &self.loads[slot.index()];
        let least = day.work + comes.minutes - goes.map_or(0, |goes| goes.minutes + unit.move_minutes);
        if least > self.index.most_work[facts.unit.index()] {
            return false;
        }
        let more = self.more_locations(slot, comes, goes);
        let locations = i64::from(load.locations) + more;
        let moves = if load.locations > 0 { more } else { 0 };
        let work =
            day.work + comes.minutes - goes.map_or(0, |goes| goes.minutes) + unit.move_minutes * moves as i32;
        let lights = self.lights(slot, comes, goes);
        let Some(kind) = self.kind_with(slot, facts, unit, lights) else { return false };
        work <= unit.base[kind as usize] + unit.most_overtime
            && (!unit.extra_locations_forbidden || locations <= i64::from(unit.max_locations))
            && self.room_for_stunt(slot, unit, comes, goes)
            && comes.allowed_kinds >> kind as u8 & 1 == 1
            && self.turns(slot, facts, unit, kind)
    }

    /// Would the turns between days be allowed if on each of some slots in a row stood the day of `origin`? Only turns that
    /// change are looked at.
    pub(crate) fn may_turn(&self, slots: Range<usize>, origin: impl Fn(usize) -> usize) -> bool {
        let used = |day: &DayMeasure, kind: Kind| day.used.then_some(kind);
        let unit = &self.problem.units[self.problem.slots[slots.start].unit.index()];
        let before = slots.start.checked_sub(1).map(|slot| &self.days[slot]);
        let (mut last, mut differed) = (before.and_then(|day| used(day, day.kind)), false);
        for slot in slots.start..unit.slots().end {
            let now = &self.days[slot];
            let day = if slots.contains(&slot) { &self.days[origin(slot)] } else { now };
            let before = last.filter(|_| self.problem.slots[slot].follows_previous);
            let kind = match before {
                Some(Kind::Night) if day.any_light => Kind::Night,
                _ if day.any_light => unit.kind_of_lights[0].kind,
                _ => day.kind,
            };
            let differs = used(day, kind) != used(now, now.kind);
            if slot >= slots.end && !differs && !differed {
                break;
            }
            let forbidden = |from: Kind| unit.forbidden_transitions[from as usize][kind as usize];
            if day.used && (differs || differed) && before.is_some_and(forbidden) {
                return false;
            }
            (last, differed) = (used(day, kind), differs);
        }
        true
    }

    /// Is there overtime on a day?
    pub(crate) fn is_long(&self, slot: SlotIdx) -> bool {
        let (day, unit) = (&self.days[slot.index()], self.problem.slots[slot.index()].unit);
        day.work > self.problem.units[unit.index()].base[day.kind as usize]
    }

    /// Has a day time for so many minutes more, apart from moves and waits?
    pub(crate) fn has_time(&self, slot: SlotIdx, more: i32) -> bool {
        let unit = self.problem.slots[slot.index()].unit.index();
        self.loads[slot.index()].minutes + more <= self.index.most_work[unit]
    }

    /// How many locations more the day has.
    fn more_locations(&self, slot: SlotIdx, comes: &Brief, goes: Option<&Brief>) -> i64 {
        let slots = self.problem.slots.len();
        let here = |location: LocationIdx| self.place_count[location.index() * slots + slot.index()];
        let left = goes.and_then(|goes| goes.location);
        if comes.location == left {
            return 0;
        }
        let opened = comes.location.is_some_and(|location| here(location) == 0);
        let closed = left.is_some_and(|location| here(location) == 1);
        i64::from(opened) - i64::from(closed)
    }

    /// The set of lights of the day, bits as in [`Unit::kind_of_lights`].
    fn lights(&self, slot: SlotIdx, comes: &Brief, goes: Option<&Brief>) -> usize {
        let strips = &self.loads[slot.index()].light_strips;
        LIGHTS.iter().fold(comes.light.bit(), |lights, &light| {
            let gone = goes.is_some_and(|goes| goes.light == light);
            if strips[light as usize] > u16::from(gone) { lights | light.bit() } else { lights }
        })
    }

    /// The kind of the day with those lights; none if they may not share a day.
    fn kind_with(&self, slot: SlotIdx, facts: &Slot, unit: &Unit, lights: usize) -> Option<Kind> {
        let table = unit.kind_of_lights[lights];
        if lights == 0 {
            let after_night = facts.follows_previous && self.is_night(slot.index() - 1);
            return Some(if after_night { Kind::Night } else { table.kind });
        }
        table.allowed.then_some(table.kind)
    }

    fn room_for_stunt(&self, slot: SlotIdx, unit: &Unit, comes: &Brief, goes: Option<&Brief>) -> bool {
        let freed = goes.is_some_and(|goes| goes.exclusive);
        !comes.exclusive
            || u32::from(self.loads[slot.index()].exclusive) + 1 - u32::from(freed) <= unit.max_exclusive
    }

    /// Are the turns from the day before and to the day after allowed with that kind of day? A day after without light
    /// needs follows the kind, and is not looked at.
    fn turns(&self, slot: SlotIdx, facts: &Slot, unit: &Unit, kind: Kind) -> bool {
        let slot = slot.index();
        let day = |slot: usize| Some(&self.days[slot]).filter(|day| day.used);
        let before = if facts.follows_previous { day(slot - 1) } else { None };
        let next = self.problem.slots.get(slot + 1).filter(|next| next.follows_previous);
        let after = next.and_then(|_| day(slot + 1)).filter(|after| !after.any_light);
        let forbidden = |from: Kind, to: Kind| unit.forbidden_transitions[from as usize][to as usize];
        !before.is_some_and(|before| forbidden(before.kind, kind))
            && !after.is_some_and(|after| forbidden(kind, after.kind))
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::cost::{Index, price_from_scratch};
    use crate::outcome::Rule;
    use crate::samples::{random_problem, random_solution};
    use crate::search::flat_weights;

    #[test]
    fn days_that_may_not_turn_break_a_rule_where_they_go() {
        let (mut may, mut may_not) = (0, 0);
        for seed in 0..2_000 {
            let problem = random_problem(seed);
            let index = Index::new(&problem);
            let start = random_solution(&problem, seed ^ 1);
            let state = State::new(&problem, &index, flat_weights(60), &start.slots);
            let mut rng = Pcg64Mcg::seed_from_u64(seed);
            let slots = problem.units[rng.random_range(0..problem.units.len())].slots();
            let (a, b) = (rng.random_range(slots.clone()), rng.random_range(slots));
            let exchanged = |slot: usize| {
                if slot == a {
                    b
                } else if slot == b {
                    a
                } else {
                    slot
                }
            };
            let allowed = state.may_turn(a.min(b)..a.max(b) + 1, exchanged);
            let mut board = start.clone();
            board.slots.iter_mut().for_each(|slot| *slot = SlotIdx::new(exchanged(slot.index())));
            let broken = |board| -> Vec<_> {
                let violations = price_from_scratch(&problem, board).violations.into_iter();
                violations.filter(|violation| violation.rule == Rule::Transition).collect()
            };
            let (before, after) = (broken(&start), broken(&board));
            assert!(allowed || !after.is_empty(), "seed {seed}: no turn is forbidden");
            assert!(!allowed || after.len() <= before.len(), "seed {seed}: a turn was broken");
            (may, may_not) = (may + u32::from(allowed), may_not + u32::from(!allowed));
        }
        assert!(may > 1_000 && may_not > 20, "{may} {may_not}");
    }
}

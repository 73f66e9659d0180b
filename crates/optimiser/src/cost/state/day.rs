//! What a slot's strips make of it, and the rest between a slot and the one before.

use std::cell::RefMut;

use super::State;
use crate::arrange::{arrange_pairs, timed};
use crate::cost::index::Index;
use crate::cost::load::Load;
use crate::cost::orders::DayOrder;
use crate::outcome::Rule;
use crate::problem::{Kind, Light, Problem, SlotIdx, StripIdx, Unit};

/// A slot's own measures. Crew, pay and places are counted elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DayMeasure {
    pub(super) used: bool,
    /// No strip on it needs a light.
    pub(super) any_light: bool,
    pub(super) kind: Kind,
    pub(super) work: i32,
    /// It is the day that a person made here ([`crate::AsPlaced`]).
    pub(super) as_placed: bool,
    call: i32,
    pub(super) wrap: i32,
    cost: i64,
    penalty: i64,
}

impl DayMeasure {
    pub(super) fn empty() -> Self {
        Self {
            used: false,
            any_light: true,
            kind: Kind::Day,
            work: 0,
            as_placed: false,
            call: 0,
            wrap: 0,
            cost: 0,
            penalty: 0,
        }
    }
}

/// What the turn from the unit's previous slot costs and breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct RestMeasure {
    pub(super) cost: i64,
    penalty: i64,
}

/// Reused lists.
pub(super) struct Scratch {
    resources: Vec<u32>,
    seen: Vec<u32>,
    round: u32,
    pending: Vec<usize>,
}

impl Scratch {
    pub(super) fn new(problem: &Problem) -> Self {
        Self { resources: Vec::new(), seen: vec![0; problem.resources.len()], round: 0, pending: Vec::new() }
    }

    /// Resources of the strips for which `of` holds, each once.
    fn gather<'s>(
        &mut self,
        index: &Index,
        strips: impl IntoIterator<Item = &'s StripIdx>,
        of: impl Fn(usize) -> bool,
    ) {
        self.round += 1;
        self.resources.clear();
        for strip in strips {
            for &resource in index.crew(*strip) {
                let seen = &mut self.seen[resource as usize];
                if *seen != self.round && of(resource as usize) {
                    *seen = self.round;
                    self.resources.push(resource);
                }
            }
        }
    }
}

impl State<'_> {
    /// Slots whose days break a rule, by themselves or with the day before or another unit's.
    pub(crate) fn broken_slots(&self) -> Vec<usize> {
        let mut broken = self.shared_slots();
        for slot in 0..self.days.len() {
            if self.days[slot].penalty > 0 {
                broken.push(slot);
            }
            if self.rests[slot].penalty > 0 {
                broken.extend([slot - 1, slot]);
            }
        }
        broken
    }

    /// The kind of day that a slot's strips make.
    pub(crate) fn kind_on(&self, slot: usize) -> Kind {
        self.days[slot].kind
    }

    pub(super) fn touch_slot(&mut self, slot: usize) {
        if self.touched.slots[slot] != self.touched.round {
            self.touched.slots[slot] = self.touched.round;
            self.journal.slots.push((slot as u32, self.loads[slot], self.days[slot]));
        }
    }

    /// A strip comes to a slot or leaves it.
    pub(super) fn shift_load(&mut self, strip: StripIdx, slot: usize, here: bool) {
        let may = self.index.may(strip, SlotIdx::new(slot));
        let (load, strip) = (&mut self.loads[slot], &self.index.strip(strip).load);
        if here {
            load.add(strip);
            load.outside += u16::from(!may);
        } else {
            load.subtract(strip);
            load.outside -= u16::from(!may);
        }
    }

    fn touch_rest(&mut self, slot: usize) {
        let mark = &mut self.touched.rests[slot];
        if *mark != self.touched.round {
            *mark = self.touched.round;
            self.journal.rests.push((slot as u32, self.rests[slot]));
            self.measure_rest(slot);
        }
    }

    /// Measures touched slots again, and those whose kind follows from them.
    pub(super) fn measure_days(&mut self) {
        let mut pending = std::mem::take(&mut self.scratch.pending);
        pending.clear();
        pending.extend(self.journal.slots.iter().map(|&(slot, ..)| slot as usize));
        pending.sort_unstable_by(|a, b| b.cmp(a));
        while let Some(slot) = pending.pop() {
            let (before, after) = (self.days[slot], self.measure_day(slot));
            self.days[slot] = after;
            self.charge(self.problem.slots[slot].date.index(), after.cost - before.cost);
            self.totals.day_penalty += after.penalty - before.penalty;
            let night = |day: &DayMeasure| day.used && day.kind == Kind::Night;
            let next = slot + 1;
            if night(&before) != night(&after)
                && self.follows(next)
                && self.days[next].used
                && self.days[next].any_light
                && pending.last() != Some(&next)
            {
                self.touch_slot(next);
                pending.push(next);
            }
        }
        self.scratch.pending = pending;
    }

    /// Measures the turns to and from touched slots again.
    pub(super) fn measure_rests(&mut self) {
        for touched in 0..self.journal.slots.len() {
            let slot = self.journal.slots[touched].0 as usize;
            self.touch_rest(slot);
            if self.problem.slots.get(slot + 1).is_some_and(|next| next.ordinal > 0) {
                self.touch_rest(slot + 1);
            }
        }
    }

    fn follows(&self, slot: usize) -> bool {
        self.problem.slots.get(slot).is_some_and(|slot| slot.follows_previous)
    }

    fn measure_day(&mut self, slot: usize) -> DayMeasure {
        let load = self.loads[slot];
        if load.strips == 0 {
            return DayMeasure::empty();
        }
        let problem = self.problem;
        let facts = &problem.slots[slot];
        let unit = &problem.units[facts.unit.index()];
        let lights = load.lights();
        let table = unit.kind_of_lights[lights];
        let any_light = lights == 0;
        let after_night = any_light && self.follows(slot) && self.is_night(slot - 1);
        let kind = if after_night { Kind::Night } else { table.kind };
        let call = facts.call_of(kind, lights);
        let (moved, work, order_penalty) = self.order_day(slot, kind, call, &load);
        let over = (work - unit.base[kind as usize]).max(0);
        let more = (i64::from(load.locations) - i64::from(unit.max_locations)).max(0);
        let weights = &self.weights;
        let mut cost = load.direct + last_or(&unit.overtime, over) + unit.move_cost * i64::from(moved);
        let mut penalty = order_penalty
            + weights.of(Rule::Minutes, i64::from(over - unit.most_overtime))
            + weights.of(Rule::LightMix, i64::from(!any_light && !table.allowed))
            + weights.of(Rule::Stunts, i64::from(load.exclusive) - i64::from(unit.max_exclusive))
            + weights.of(Rule::AllowedSlot, i64::from(load.outside))
            + weights.of(Rule::AllowedKind, i64::from(load.unfit[kind as usize]))
            + self.light_penalty(slot, kind, unit, &load);
        if kind == Kind::Night {
            cost += unit.night_premium;
        }
        cost += unit.extra_location * more;
        if unit.extra_locations_forbidden {
            penalty += weights.of(Rule::Locations, more);
        }
        let (performers, forbidden) = self.performers(slot, work);
        cost += performers;
        penalty += forbidden;
        cost += facts.sixth_day.map_or(0, |nth| unit.sixth_day[nth]);
        if load.minors > 0 {
            penalty += self.minors_penalty(slot, kind, call);
        }
        let as_placed = load.outside == 0 && facts.is_as_placed(usize::from(load.strips), kind);
        if as_placed {
            penalty = 0;
        }
        let wrap = unit.clock(call, work);
        DayMeasure { used: true, any_light, kind, work, as_placed, call, wrap, cost, penalty }
    }

    /// Moves and work of the day's order, and the pairs that the order breaks. Without lights to order or to wait for,
    /// minors to send home or pairs to keep, every location is visited once.
    fn order_day(&self, slot: usize, kind: Kind, call: i32, load: &Load) -> (u32, i32, i64) {
        let facts = &self.problem.slots[slot];
        let unit = &self.problem.units[facts.unit.index()];
        let lights = load.lights();
        let one_phase = lights.count_ones() < 2 || !unit.phased;
        let waits = || {
            [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk]
                .iter()
                .any(|light| lights & light.bit() != 0 && facts.ready(kind, *light) > call)
        };
        let free = facts.as_placed.is_none();
        let by_clock = lights > 0 && self.index.clocked[slot];
        if free && one_phase && load.curfew == 0 && load.ordered < 2 && !(by_clock && waits()) {
            let moves = u32::from(load.locations).saturating_sub(1);
            let work = load.minutes + unit.move_minutes * moves as i32;
            if !by_clock || unit.clock(call, work) <= facts.due(kind, lights) {
                return (moves, work, 0);
            }
        }
        let DayOrder { clock, broken, .. } = &*self.order_on(slot, kind, call);
        let penalty =
            self.weights.of(Rule::Before, *broken) + self.weights.of(Rule::Light, i64::from(clock.outside));
        (clock.moves, clock.work(), penalty)
    }

    /// The order of a slot's strips on a day of that kind, with its call.
    fn order_on(&self, slot: usize, kind: Kind, call: i32) -> RefMut<'_, DayOrder> {
        let new = || {
            let (at, pairs) = (SlotIdx::new(slot), self.ordered_pairs(slot));
            let order = arrange_pairs(self.problem, at, &self.on[slot], &pairs);
            let position = |strip| order.iter().position(|&s| s == strip);
            let broken = pairs.iter().filter(|&&(first, then)| position(first) >= position(then)).count();
            let clock = timed(self.problem, at, kind, call, &order);
            DayOrder { order, clock, broken: broken as i64 }
        };
        RefMut::map(self.orders.borrow_mut(), |orders| orders.get_or_insert(slot, kind, &self.on[slot], new))
    }

    fn unit_of(&self, slot: usize) -> usize {
        self.problem.slots[slot].unit.index()
    }

    /// Pairs among the slot's strips whose order counts.
    fn ordered_pairs(&self, slot: usize) -> Vec<(StripIdx, StripIdx)> {
        let mut found = Vec::new();
        for &strip in self.on[slot].iter().filter(|&&strip| self.index.strip(strip).ordered) {
            for &pair in &self.index.pairs_of[strip.index()] {
                let pair = &self.index.pairs[pair as usize];
                if pair.ordered_in_day
                    && pair.first == strip
                    && self.slot_of[pair.then.index()].index() == slot
                {
                    found.push((pair.first, pair.then));
                }
            }
        }
        found
    }

    fn light_penalty(&self, slot: usize, kind: Kind, unit: &Unit, load: &Load) -> i64 {
        if !self.index.short_of_light[slot] {
            return 0;
        }
        let mut penalty = 0;
        for light in [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk] {
            let minutes = load.light_minutes[light as usize];
            if minutes == 0 {
                continue;
            }
            let mut most = self.problem.slots[slot].light_minutes[kind as usize][light as usize];
            if matches!(light, Light::Dawn | Light::Dusk) && load.light_strips[light as usize] >= 2 {
                most = most.min(unit.magic_hour.unwrap_or(i32::MAX));
            }
            penalty += self.weights.of(Rule::Light, i64::from(minutes) - i64::from(most));
        }
        penalty
    }

    /// Late meals, overtime and sixth days of those who perform, and the penalty of overtime that is forbidden.
    fn performers(&mut self, slot: usize, work: i32) -> (i64, i64) {
        let (problem, index) = (self.problem, self.index);
        let unit = &problem.units[self.unit_of(slot)];
        let each = last_or(&unit.late_meal, work);
        let sixth_day = problem.slots[slot].sixth_day;
        let overtime = work > self.index.least_straight;
        if each == 0 && !overtime && sixth_day.is_none() {
            return (0, 0);
        }
        self.scratch.gather(self.index, &self.on[slot], |r| index.payees[r].performer);
        let mut cost = each * self.scratch.resources.len() as i64;
        let mut beyond = 0;
        if overtime || sixth_day.is_some() {
            for &resource in &self.scratch.resources {
                let contract = &problem.resources[resource as usize].contract;
                cost += contract.overtime_of(work) + sixth_day.map_or(0, |nth| contract.sixth_day[nth]);
                beyond = beyond.max(contract.beyond(work));
            }
        }
        let beyond = if unit.cast_overtime_forbidden { beyond } else { 0 };
        (cost, self.weights.of(Rule::Minutes, i64::from(beyond)))
    }

    fn minors_penalty(&mut self, slot: usize, kind: Kind, call: i32) -> i64 {
        let problem = self.problem;
        let facts = &problem.slots[slot];
        let unit = &problem.units[facts.unit.index()];
        let index = self.index;
        let theirs = || self.on[slot].iter().filter(|strip| index.strip(**strip).minor);
        self.scratch.gather(index, theirs(), |r| index.payees[r].minor);
        let clocked = (self.loads[slot].curfew > 0).then(|| self.order_on(slot, kind, call));
        let mut penalty = 0;
        for &resource in &self.scratch.resources {
            let Some(minor) = &problem.resources[resource as usize].minor else { continue };
            let with = |strip: &StripIdx| self.index.crew(*strip).contains(&resource);
            let minutes: i32 = theirs().filter(|s| with(s)).map(|s| index.strip(*s).minutes).sum();
            if !minor.is_one_on(facts.date.index()) {
                continue;
            }
            let most = minor.max_minutes[facts.date.index()];
            let early = minor.earliest.map_or(0, |earliest| earliest - call);
            penalty += self.weights.of(Rule::MinorMinutes, i64::from(minutes - most))
                + self.weights.of(Rule::MinorEarliest, i64::from(early))
                + self.weights.of(Rule::MinorNight, i64::from(minor.nights_forbidden && kind == Kind::Night));
            let Some(DayOrder { order, clock, .. }) = clocked.as_deref() else { continue };
            let date = facts.date.index();
            let end = unit.clock(call, order.iter().rposition(with).map_or(0, |last| clock.ends[last]));
            if let Some(&latest) = minor.latest.get(date) {
                penalty += self.weights.of(Rule::MinorLatest, i64::from(end.saturating_sub(latest)));
            }
            if let Some(&most) = minor.on_set.get(date) {
                let begins = |first: usize| clock.ends[first] - problem.strips[order[first].index()].minutes;
                let start = unit.clock(call, order.iter().position(with).map_or(0, begins));
                penalty += self.weights.of(Rule::MinorMinutes, i64::from(end - start - most));
            }
        }
        penalty
    }

    fn measure_rest(&mut self, slot: usize) {
        let before = self.rests[slot];
        let after = self.rest(slot);
        self.rests[slot] = after;
        self.charge(self.problem.slots[slot].date.index(), after.cost - before.cost);
        self.totals.rest_penalty += after.penalty - before.penalty;
    }

    fn rest(&mut self, slot: usize) -> RestMeasure {
        let problem = self.problem;
        let facts = &problem.slots[slot];
        let mut measure = RestMeasure::default();
        if facts.ordinal == 0 || !self.days[slot].used || !self.days[slot - 1].used {
            return measure;
        }
        let unit = &problem.units[facts.unit.index()];
        let (before, day) = (self.days[slot - 1], self.days[slot]);
        let stays = before.as_placed && day.as_placed;
        let turn = !stays
            && facts.follows_previous
            && unit.forbidden_transitions[before.kind as usize][day.kind as usize];
        let rest = facts.gap_days * 1440 + day.call - before.wrap;
        let short = |least: Option<i32>| i64::from(least.filter(|_| !stays).map_or(0, |least| least - rest));
        measure.penalty = self.weights.of(Rule::Transition, i64::from(turn))
            + self.weights.of(Rule::CrewRest, short(unit.crew_rest));
        let (performers, minors) = (rest < self.index.most_rest, short(unit.minor_rest) > 0);
        if performers || minors {
            let slots = problem.slots.len();
            let work = &self.work_count;
            self.scratch.gather(self.index, &self.on[slot], |r| work[r * slots + slot - 1] > 0);
            for &resource in &self.scratch.resources {
                let resource = &problem.resources[resource as usize];
                if resource.performer && rest < resource.rest {
                    measure.cost += resource.forced_call;
                }
                let minor = resource.minor.as_ref().filter(|minor| minor.is_one_on(facts.date.index()));
                if minors && minor.is_some() {
                    measure.penalty += self.weights.of(Rule::MinorRest, short(unit.minor_rest));
                }
            }
        }
        measure
    }
}

/// The entry of a price table; beyond its end the last; nothing for an empty one.
fn last_or(table: &[i64], index: i32) -> i64 {
    table.get(index as usize).or(table.last()).copied().unwrap_or(0)
}

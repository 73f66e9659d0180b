//! The rules and prices of a single day of a unit, and the rest between two.

use super::Account;
use crate::arrange::{arrange, timed};
use crate::outcome::Rule;
use crate::problem::{Kind, Light, Problem, SlotIdx, StripIdx};
use crate::solution::Solution;

/// What a board puts on a slot, and what follows from it.
pub(super) struct Day {
    pub(super) order: Vec<StripIdx>,
    pub(super) kind: Kind,
    /// It is the day that a person made here ([`crate::AsPlaced`]).
    pub(super) as_placed: bool,
    lights_allowed: bool,
    /// Work up to the end of each strip.
    ends: Vec<i32>,
    /// Minutes outside the clock of the strips' lights.
    outside: i32,
    moves: i64,
    work: i32,
    call: i32,
    wrap: i32,
}

impl Day {
    pub(super) fn used(&self) -> bool {
        !self.order.is_empty()
    }
}

/// Every slot's day. A day without light needs after a night is a night, so slots are taken in order.
pub(super) fn lay_out(problem: &Problem, solution: &Solution) -> Vec<Day> {
    let by_slot = solution.by_slot(problem);
    let mut days: Vec<Day> = Vec::with_capacity(by_slot.len());
    for (index, strips) in by_slot.iter().enumerate() {
        let slot = &problem.slots[index];
        let unit = &problem.units[slot.unit.index()];
        let lights = strips.iter().fold(0, |bits, s| bits | problem.strips[s.index()].light.bit());
        let table = unit.kind_of_lights[lights];
        let after_night =
            slot.follows_previous && days.last().is_some_and(|day| day.used() && day.kind == Kind::Night);
        let kind = if lights == 0 && after_night { Kind::Night } else { table.kind };
        let order = arrange(problem, SlotIdx::new(index), strips);
        let call = slot.call_of(kind, lights);
        let clock = timed(problem, SlotIdx::new(index), kind, call, &order);
        let allowed = |strip: &StripIdx| problem.strips[strip.index()].allowed_slots.contains(index);
        days.push(Day {
            as_placed: slot.is_as_placed(order.len(), kind) && order.iter().all(allowed),
            order,
            kind,
            lights_allowed: lights == 0 || table.allowed,
            moves: i64::from(clock.moves),
            work: clock.work(),
            call,
            wrap: unit.clock(call, clock.work()),
            ends: clock.ends,
            outside: clock.outside,
        });
    }
    days
}

impl Account<'_> {
    /// Charges every day, and checks its rules.
    pub(super) fn days(&mut self, days: &[Day]) {
        let problem = self.problem;
        for unit in &problem.units {
            let last = unit.slots().rev().find(|&slot| days[slot].used());
            for slot in unit.slots().filter(|&slot| last.is_some_and(|last| slot <= last)) {
                if days[slot].used() || unit.idle_days_paid {
                    self.burn(problem.slots[slot].date.index(), unit.crew_cost);
                }
                if days[slot].used() {
                    self.day_price(slot, &days[slot]);
                    if !days[slot].as_placed {
                        self.day_rules(slot, &days[slot]);
                        self.day_light(slot, &days[slot]);
                        self.day_minors(slot, &days[slot]);
                    }
                }
            }
        }
    }

    fn day_price(&mut self, slot: usize, day: &Day) {
        let problem = self.problem;
        let unit = &problem.units[problem.slots[slot].unit.index()];
        let date = problem.slots[slot].date.index();
        let over = (day.work - unit.base[day.kind as usize]).max(0) as usize;
        self.charge(date, last_or(&unit.overtime, over));
        self.charge(date, unit.move_cost * day.moves);
        if day.kind == Kind::Night {
            self.charge(date, unit.night_premium);
        }
        let more = (locations(problem, day) - i64::from(unit.max_locations)).max(0);
        self.charge(date, unit.extra_location * more);
        let sixth_day = problem.slots[slot].sixth_day;
        self.charge(date, sixth_day.map_or(0, |nth| unit.sixth_day[nth]));
        for resource in resources(problem, day).filter(|&r| problem.resources[r].performer) {
            let contract = &problem.resources[resource].contract;
            self.charge(date, last_or(&unit.late_meal, day.work as usize));
            self.charge(date, contract.overtime_of(day.work));
            self.charge(date, sixth_day.map_or(0, |nth| contract.sixth_day[nth]));
        }
        for strip in &day.order {
            self.charge(date, problem.strips[strip.index()].direct_cost);
        }
    }

    fn day_rules(&mut self, slot: usize, day: &Day) {
        let problem = self.problem;
        let unit = &problem.units[problem.slots[slot].unit.index()];
        let at = Some(SlotIdx::new(slot));
        let most = unit.base[day.kind as usize] + unit.most_overtime;
        self.broken(Rule::Minutes, i64::from(day.work - most), at, &day.order);
        if unit.cast_overtime_forbidden {
            let performers = resources(problem, day).filter(|&r| problem.resources[r].performer);
            let beyond = performers.map(|r| problem.resources[r].contract.beyond(day.work)).max();
            self.broken(Rule::Minutes, i64::from(beyond.unwrap_or(0)), at, &day.order);
        }
        self.broken(Rule::LightMix, i64::from(!day.lights_allowed), at, &day.order);
        if unit.extra_locations_forbidden {
            let more = locations(problem, day) - i64::from(unit.max_locations);
            self.broken(Rule::Locations, more, at, &day.order);
        }
        let stunts: Vec<_> =
            day.order.iter().copied().filter(|s| problem.strips[s.index()].exclusive_stunt).collect();
        self.broken(Rule::Stunts, stunts.len() as i64 - i64::from(unit.max_exclusive), at, &stunts);
    }

    fn day_light(&mut self, slot: usize, day: &Day) {
        let problem = self.problem;
        self.broken(Rule::Light, i64::from(day.outside), Some(SlotIdx::new(slot)), &day.order);
        let unit = &problem.units[problem.slots[slot].unit.index()];
        for light in [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk] {
            let strips: Vec<_> =
                day.order.iter().copied().filter(|s| problem.strips[s.index()].light == light).collect();
            let minutes: i32 = strips.iter().map(|s| problem.strips[s.index()].minutes).sum();
            let mut most = problem.slots[slot].light_minutes[day.kind as usize][light as usize];
            if matches!(light, Light::Dawn | Light::Dusk) && strips.len() >= 2 {
                most = most.min(unit.magic_hour.unwrap_or(i32::MAX));
            }
            let over = i64::from(minutes) - i64::from(most);
            if minutes > 0 {
                self.broken(Rule::Light, over, Some(SlotIdx::new(slot)), &strips);
            }
        }
    }

    fn day_minors(&mut self, slot: usize, day: &Day) {
        let problem = self.problem;
        let unit = &problem.units[problem.slots[slot].unit.index()];
        let at = Some(SlotIdx::new(slot));
        for resource in resources(problem, day) {
            let date = problem.slots[slot].date.index();
            let minor = problem.resources[resource].minor.as_ref().filter(|minor| minor.is_one_on(date));
            let Some(minor) = minor else { continue };
            let who = Some(crate::problem::ResourceIdx::new(resource));
            let (mut with, mut start, mut end) = (0, None, 0);
            let mut strips = Vec::new();
            for (&strip, &clock) in day.order.iter().zip(&day.ends) {
                let facts = &problem.strips[strip.index()];
                if facts.resources.iter().any(|r| r.index() == resource) {
                    with += facts.minutes;
                    start.get_or_insert(clock - facts.minutes);
                    end = clock;
                    strips.push(strip);
                }
            }
            let end = unit.clock(day.call, end);
            let most = minor.max_minutes[date];
            self.broken_by(Rule::MinorMinutes, i64::from(with - most), at, &strips, who);
            let span = end - unit.clock(day.call, start.unwrap_or(0));
            let long = minor.on_set.get(date).map_or(0, |most| span - most);
            self.broken_by(Rule::MinorMinutes, i64::from(long), at, &strips, who);
            let late = minor.latest.get(date).map_or(0, |latest| end.saturating_sub(*latest));
            self.broken_by(Rule::MinorLatest, i64::from(late), at, &strips, who);
            let early = minor.earliest.map_or(0, |earliest| earliest - day.call);
            self.broken_by(Rule::MinorEarliest, i64::from(early), at, &strips, who);
            let night = minor.nights_forbidden && day.kind == Kind::Night;
            self.broken_by(Rule::MinorNight, i64::from(night), at, &strips, who);
        }
    }

    /// Between a used slot and the unit's next slot when that is used too.
    pub(super) fn rest(&mut self, days: &[Day]) {
        let problem = self.problem;
        for (index, slot) in problem.slots.iter().enumerate().filter(|(_, slot)| slot.ordinal > 0) {
            let (before, day) = (&days[index - 1], &days[index]);
            if !before.used() || !day.used() {
                continue;
            }
            let unit = &problem.units[slot.unit.index()];
            // Between two days as a person made them the rest is as they made it.
            let stays = before.as_placed && day.as_placed;
            let at = Some(SlotIdx::new(index));
            let turn = !stays && unit.forbidden_transitions[before.kind as usize][day.kind as usize];
            self.broken(Rule::Transition, i64::from(slot.follows_previous && turn), at, &day.order);
            let rest = slot.gap_days * 1440 + day.call - before.wrap;
            let short = unit.crew_rest.filter(|_| !stays).map_or(0, |least| least - rest);
            self.broken(Rule::CrewRest, i64::from(short), at, &day.order);
            let both: Vec<usize> = resources(problem, day)
                .filter(|r| resources(problem, before).any(|other| other == *r))
                .collect();
            for resource in both {
                let facts = &problem.resources[resource];
                if facts.performer && rest < facts.rest {
                    self.charge(slot.date.index(), facts.forced_call);
                }
                if facts.minor.as_ref().is_some_and(|minor| minor.is_one_on(slot.date.index())) {
                    let short = unit.minor_rest.filter(|_| !stays).map_or(0, |least| least - rest);
                    let who = Some(crate::problem::ResourceIdx::new(resource));
                    self.broken_by(Rule::MinorRest, i64::from(short), at, &day.order, who);
                }
            }
        }
    }
}

/// Resources that work on a day, each once, ascending.
fn resources<'a>(problem: &'a Problem, day: &'a Day) -> impl Iterator<Item = usize> + use<'a> {
    let mut all: Vec<usize> = day
        .order
        .iter()
        .flat_map(|strip| problem.strips[strip.index()].resources.iter().map(|r| r.index()))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

fn locations(problem: &Problem, day: &Day) -> i64 {
    let mut all: Vec<_> = day.order.iter().filter_map(|s| problem.strips[s.index()].location).collect();
    all.sort_unstable();
    all.dedup();
    all.len() as i64
}

/// The entry of a price table; beyond its end the last; nothing for an empty one.
fn last_or(table: &[i64], index: usize) -> i64 {
    table.get(index).or(table.last()).copied().unwrap_or(0)
}

//! What may stand together on a slot and what a day costs there at least: the part of the law that one day sees.
//!
//! Everything here relaxes the law: a set of strips that is legal on a slot is a pattern here, and the price of a pattern
//! is at most the share of the cost that the day bears.

use super::tariff::Tariff;
use crate::narrow::{KINDS, fits_kind};
use crate::problem::{Kind, Problem, SlotIdx, Strip, Stunt, Unit};

/// More sets of locations than this on one slot are not listed but searched together.
const MOST_SETS: usize = 2_000;

/// The days that a slot may have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ground {
    pub(super) unit: usize,
    /// What any used day costs beside the crew.
    pub(super) used: f64,
    pub(super) modes: Vec<Mode>,
}

/// Days of one kind whose lights are within one allowed set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mode {
    pub(super) kind: Kind,
    pub(super) premium: f64,
    pub(super) longest: i32,
    pub(super) strips: Vec<Candidate>,
    pub(super) payees: Vec<Payee>,
    /// Most minutes of each minor.
    pub(super) minors: Vec<i32>,
    pub(super) places: Vec<Places>,
    /// Does what performers cost grow with the minutes of the day?
    pub(super) grows: bool,
}

/// A strip that may be on the day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) strip: usize,
    pub(super) minutes: i32,
    /// What it costs here by itself: protected days.
    pub(super) own: f64,
    /// In [`Mode::payees`].
    pub(super) payees: Vec<u16>,
    /// In [`Mode::minors`].
    pub(super) minors: Vec<u16>,
    /// Minutes of a day with it at most.
    pub(super) longest: i32,
    pub(super) exclusive: bool,
    location: Option<usize>,
}

/// Something that is paid once for the day when any of its strips is on it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Payee {
    pub(super) price: f64,
    /// The performer, whose pay may grow with the minutes of the day.
    pub(super) performer: Option<usize>,
    /// How many of its strips a day holds at most.
    pub(super) most: usize,
}

/// A choice of locations, and the strips that it leaves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    /// In [`Mode::strips`].
    pub(super) strips: Vec<u16>,
    /// Location days, moves and what more locations cost.
    pub(super) cost: f64,
    /// Minutes of the moves.
    pub(super) moving: i32,
}

impl Ground {
    /// The ground of a slot. Where several units have a slot on one date, each day bears its share of what they may have
    /// in common: locations, resources that are no performers, and performers where they may be shared.
    pub(crate) fn new(problem: &Problem, tariffs: &[Tariff], slot: usize) -> Self {
        let facts = &problem.slots[slot];
        let unit = &problem.units[facts.unit.index()];
        let used = facts.sixth_day.map_or(0.0, |nth| unit.sixth_day[nth] as f64);
        let lights = problem.strips.iter().fold(0, |bits, strip| bits | strip.light.bit());
        let modes = KINDS
            .iter()
            .flat_map(|&kind| widest(unit, kind, lights).into_iter().map(move |within| (kind, within)));
        let modes = modes.map(|(kind, within)| Mode::new(problem, tariffs, slot, kind, within));
        Ground {
            unit: facts.unit.index(),
            used,
            modes: modes.filter(|mode| !mode.strips.is_empty()).collect(),
        }
    }
}

/// The least that a day of exactly these strips costs on its date, crew and protected days apart; infinite when there is
/// no such day.
pub(crate) fn least_price(problem: &Problem, ground: &Ground, slot: usize, strips: &[usize]) -> f64 {
    if strips.is_empty() {
        return 0.0;
    }
    let prices = ground.modes.iter().map(|mode| ground.used + mode.price(problem, slot, strips));
    prices.fold(f64::INFINITY, f64::min)
}

/// The sets of lights, among those there are, that make a legal day of a kind and are within no other such set. A day
/// without light needs is of any kind: it may follow a night.
fn widest(unit: &Unit, kind: Kind, lights: usize) -> Vec<usize> {
    let makes = |set: &usize| {
        let table = unit.kind_of_lights[*set];
        set & !lights == 0 && table.kind == kind && (table.allowed || *set == 0)
    };
    let sets: Vec<usize> = (0..16).filter(makes).collect();
    let widest = sets.iter().filter(|&&set| !sets.iter().any(|&other| other != set && other & set == set));
    let widest: Vec<usize> = widest.copied().collect();
    if widest.is_empty() && kind == Kind::Night { vec![0] } else { widest }
}

impl Mode {
    fn new(problem: &Problem, tariffs: &[Tariff], slot: usize, kind: Kind, within: usize) -> Self {
        let facts = &problem.slots[slot];
        let unit = &problem.units[facts.unit.index()];
        let mut mode = Mode {
            kind,
            premium: if kind == Kind::Night { unit.night_premium as f64 } else { 0.0 },
            longest: unit.base[kind as usize] + unit.most_overtime,
            strips: Vec::new(),
            payees: Vec::new(),
            minors: Vec::new(),
            places: Vec::new(),
            grows: false,
        };
        let mut register = Register { payees: Vec::new(), minors: Vec::new() };
        for (index, strip) in problem.strips.iter().enumerate() {
            let lit = strip.light.bit() & !within == 0;
            if strip.allowed_slots.contains(slot) && lit && fits_kind(problem, strip, facts, kind) {
                let own = protection(problem, tariffs, strip, slot);
                mode.strips.push(register.candidate(problem, index, own, mode.longest, slot));
            }
        }
        mode.payees = register.payees.iter().map(|&who| payee(problem, tariffs, slot, who)).collect();
        for (at, payee) in mode.payees.iter_mut().enumerate() {
            payee.most = most_strips(&mode.strips, at as u16, mode.longest);
        }
        let date = facts.date.index();
        let minutes =
            |&who: &usize| problem.resources[who].minor.as_ref().map_or(i32::MAX, |m| m.max_minutes[date]);
        mode.minors = register.minors.iter().map(minutes).collect();
        let contracts = register.payees.iter().map(|&who| &problem.resources[who]).filter(|r| r.performer);
        mode.grows =
            contracts.map(|r| &r.contract).any(|c| c.straight.is_some()) || !unit.late_meal.is_empty();
        mode.places = places(problem, slot, &mode.strips, mode.longest);
        mode
    }
}

impl Mode {
    /// What a day of exactly these strips costs in this mode.
    fn price(&self, problem: &Problem, slot: usize, strips: &[usize]) -> f64 {
        let find = |strip: &usize| self.strips.binary_search_by_key(strip, |candidate| candidate.strip).ok();
        let Some(on) = strips.iter().map(find).collect::<Option<Vec<usize>>>() else { return f64::INFINITY };
        let on = || on.iter().map(|&at| &self.strips[at]);
        let unit = &problem.units[problem.slots[slot].unit.index()];
        let distinct = |all: &mut Vec<usize>| {
            all.sort_unstable();
            all.dedup();
        };
        let mut places: Vec<usize> = on().filter_map(|strip| strip.location).collect();
        distinct(&mut places);
        let mut payees: Vec<usize> = on().flat_map(|s| &s.payees).map(|&p| usize::from(p)).collect();
        distinct(&mut payees);
        let moving = unit.move_minutes * (places.len() as i32 - 1).max(0);
        let minutes = moving + on().map(|strip| strip.minutes).sum::<i32>();
        let legal = minutes <= on().map(|strip| strip.longest).min().unwrap_or(self.longest)
            && on().filter(|strip| strip.exclusive).count() as u64 <= u64::from(unit.max_exclusive)
            && (!unit.extra_locations_forbidden || places.len() <= unit.max_locations as usize)
            && self.minors_may(on());
        if !legal {
            return f64::INFINITY;
        }
        let shared = units_on_date(problem, slot);
        let days: f64 = places.iter().map(|&place| problem.locations[place].day as f64 / shared).sum();
        let people: f64 = payees.iter().map(|&payee| self.payees[payee].price).sum();
        let performers = payees.iter().filter_map(|&payee| self.payees[payee].performer);
        let long = crew_overtime(unit, self.kind, minutes) + long_day(problem, unit, minutes, performers);
        self.premium + days + beyond(unit, places.len()) + people + long
    }

    fn minors_may<'a>(&self, strips: impl Iterator<Item = &'a Candidate>) -> bool {
        let mut minutes = vec![0; self.minors.len()];
        for strip in strips {
            strip.minors.iter().for_each(|&minor| minutes[usize::from(minor)] += strip.minutes);
        }
        minutes.iter().zip(&self.minors).all(|(minutes, most)| minutes <= most)
    }
}

/// Overtime of the crew on a day of a kind.
pub(super) fn crew_overtime(unit: &Unit, kind: Kind, minutes: i32) -> f64 {
    last_or(&unit.overtime, usize::try_from(minutes - unit.base[kind as usize]).unwrap_or(0)) as f64
}

/// Late meals and overtime of performers on a day.
pub(super) fn long_day(
    problem: &Problem,
    unit: &Unit,
    minutes: i32,
    performers: impl Iterator<Item = usize>,
) -> f64 {
    let meal = last_or(&unit.late_meal, usize::try_from(minutes).unwrap_or(0));
    let price = |who: usize| (meal + problem.resources[who].contract.overtime_of(minutes)) as f64;
    performers.map(price).sum()
}

/// The entry of a price table; beyond its end the last; nothing for an empty one.
pub(super) fn last_or(table: &[i64], index: usize) -> i64 {
    table.get(index).or(table.last()).copied().unwrap_or(0)
}

/// Resources in the order in which the strips of a mode name them.
struct Register {
    payees: Vec<usize>,
    minors: Vec<usize>,
}

impl Register {
    fn candidate(
        &mut self,
        problem: &Problem,
        index: usize,
        own: f64,
        longest: i32,
        slot: usize,
    ) -> Candidate {
        let strip = &problem.strips[index];
        let unit = &problem.units[problem.slots[slot].unit.index()];
        let mut candidate = Candidate {
            strip: index,
            minutes: strip.minutes,
            own,
            payees: Vec::new(),
            minors: Vec::new(),
            longest,
            exclusive: strip.exclusive_stunt,
            location: strip.location.map(crate::problem::LocationIdx::index),
        };
        for resource in strip.resources.iter().map(|r| r.index()) {
            let facts = &problem.resources[resource];
            candidate.payees.push(place_of(&mut self.payees, resource));
            if facts.minor.is_some() {
                candidate.minors.push(place_of(&mut self.minors, resource));
            }
            if let Some(straight) =
                facts.contract.straight.filter(|_| unit.cast_overtime_forbidden && facts.performer)
            {
                candidate.longest = candidate.longest.min(straight);
            }
        }
        candidate
    }
}

fn place_of(list: &mut Vec<usize>, item: usize) -> u16 {
    let at = list.iter().position(|&other| other == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    });
    at as u16
}

/// Units that have a slot on the date of a slot.
fn units_on_date(problem: &Problem, slot: usize) -> f64 {
    let date = problem.slots[slot].date;
    problem.slots.iter().filter(|other| other.date == date).count() as f64
}

fn payee(problem: &Problem, tariffs: &[Tariff], slot: usize, who: usize) -> Payee {
    let (facts, resource) = (&problem.slots[slot], &problem.resources[who]);
    let charge = tariffs[who].charge[facts.date.index()];
    let sixth_day = facts.sixth_day.map_or(0, |nth| resource.contract.sixth_day[nth]);
    let price = if !resource.performer {
        charge / units_on_date(problem, slot)
    } else if may_be_shared(problem, slot) {
        charge / units_on_date(problem, slot) + sixth_day as f64
    } else {
        charge + sixth_day as f64
    };
    Payee { price, performer: resource.performer.then_some(who), most: 0 }
}

/// May somebody work for two units on the date of a slot? Also where a day of it stays as a person made it.
fn may_be_shared(problem: &Problem, slot: usize) -> bool {
    let date = problem.slots[slot].date;
    problem.shared_people || problem.slots.iter().any(|other| other.date == date && other.as_placed.is_some())
}

/// Pay of the protected days before the stunts of a strip, which are no days of their performers' strips: those that may be
/// are left out. Several stunts of a performer may protect the same days: each bears its share.
fn protection(problem: &Problem, tariffs: &[Tariff], strip: &Strip, slot: usize) -> f64 {
    let of = |stunt: &Stunt| {
        let sharing = problem.stunts.iter().filter(|other| other.performer == stunt.performer).count() as f64;
        let back = stunt.protect_days.min(problem.slots[slot].ordinal) as usize;
        let charge = &tariffs[stunt.performer.index()].charge;
        let days = (slot - back..slot).filter(|&slot| !stunt.unprotected.contains(&SlotIdx::new(slot)));
        days.map(|slot| charge[problem.slots[slot].date.index()]).sum::<f64>() / sharing
    };
    strip.stunts.iter().map(|stunt| of(&problem.stunts[stunt.index()])).sum()
}

/// How many strips of a payee fit on a day: the shortest first.
fn most_strips(strips: &[Candidate], payee: u16, longest: i32) -> usize {
    let mut minutes: Vec<i32> =
        strips.iter().filter(|strip| strip.payees.contains(&payee)).map(|strip| strip.minutes).collect();
    minutes.sort_unstable();
    let mut left = longest;
    let fits = |minutes: &&i32| {
        left -= **minutes;
        left >= 0
    };
    minutes.iter().take_while(fits).count().max(1)
}

/// Every choice of up to two locations; of more, up to what is allowed, when they are few; else one choice for all days
/// with three or more, at the price of the cheapest three.
fn places(problem: &Problem, slot: usize, strips: &[Candidate], longest: i32) -> Vec<Places> {
    let unit = &problem.units[problem.slots[slot].unit.index()];
    let mut all: Vec<usize> = strips.iter().filter_map(|strip| strip.location).collect();
    all.sort_unstable();
    all.dedup();
    let shared = units_on_date(problem, slot);
    let day = |location: &usize| problem.locations[*location].day as f64 / shared;
    let most =
        if unit.extra_locations_forbidden { all.len().min(unit.max_locations as usize) } else { all.len() };
    let listed = |most: usize| (0..=most).flat_map(|size| subsets(&all, size));
    let fit = |set: &Vec<usize>| unit.move_minutes * (set.len() as i32 - 1).max(0) <= longest;
    let count = (0..=most).try_fold(0_usize, |sum, size| Some(sum + choose(all.len(), size)?));
    let exact = if count.is_some_and(|count| count <= MOST_SETS) { most } else { most.min(2) };
    let places = |set: &[usize], days: f64, of: Vec<u16>| Places {
        strips: of,
        cost: days + beyond(unit, set.len()),
        moving: unit.move_minutes * (set.len() as i32 - 1).max(0),
    };
    let within = |set: &[usize]| -> Vec<u16> {
        let here = |strip: &Candidate| strip.location.is_none_or(|location| set.contains(&location));
        (0..strips.len()).filter(|&at| here(&strips[at])).map(|at| at as u16).collect()
    };
    let mut found: Vec<Places> = listed(exact)
        .filter(fit)
        .map(|set| places(&set, set.iter().map(day).sum(), within(&set)))
        .filter(|places| !places.strips.is_empty())
        .collect();
    if exact < most {
        let mut days: Vec<f64> = all.iter().map(day).collect();
        days.sort_unstable_by(f64::total_cmp);
        let few = exact + 1;
        found.push(places(&all[..few], days[..few].iter().sum(), within(&all)));
    }
    found
}

/// Moves of a day with so many locations, and what those beyond the free ones cost.
fn beyond(unit: &Unit, locations: usize) -> f64 {
    let moves = locations.saturating_sub(1) as f64 * unit.move_cost as f64;
    let more = locations.saturating_sub(unit.max_locations as usize) as f64;
    moves + more * unit.extra_location as f64
}

/// The subsets of a size, in order.
fn subsets(all: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let with = |at: usize| {
        let rest = subsets(&all[at + 1..], size - 1).into_iter();
        rest.map(move |rest| std::iter::once(all[at]).chain(rest).collect())
    };
    (0..all.len()).flat_map(with).collect()
}

/// Binomial coefficient; `None` when it is large.
fn choose(n: usize, k: usize) -> Option<usize> {
    (0..k).try_fold(1_usize, |product, i| Some(product.checked_mul(n - i)? / (i + 1)))
}

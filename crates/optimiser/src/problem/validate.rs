//! The invariants of a problem, checked once so that no later code has to.

use super::{Problem, Resource, Slot, Strip, Stunt, StuntIdx, Unit};

/// Most dates a problem may have: date sets are four machine words.
pub const MAX_DATES: usize = 256;

const MAX_MONEY: i64 = 1 << 50;

/// A problem that breaks an invariant of its shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// More dates than a date set holds.
    #[error("{found} dates, but at most {MAX_DATES} can be planned at once")]
    TooManyDates {
        /// How many there are.
        found: usize,
    },
    /// Something refers to nothing, or a table has the wrong size.
    #[error("{what} {index}: {why}")]
    Broken {
        /// The list.
        what: &'static str,
        /// Position in it.
        index: usize,
        /// What is wrong.
        why: &'static str,
    },
}

impl Problem {
    /// Checks index ranges, table sizes, order of dates and slots, and figures that would overflow.
    pub fn validate(&self) -> Result<(), ProblemError> {
        if self.dates.len() > MAX_DATES {
            return Err(ProblemError::TooManyDates { found: self.dates.len() });
        }
        check("date", self.dates.windows(2), |pair| {
            need(pair[0].day < pair[1].day, "the next date is not later")
        })?;
        self.check_units()?;
        check("slot", &self.slots, |slot| self.check_slot(slot))?;
        check("strip", self.strips.iter().enumerate(), |(index, strip)| self.check_strip(index, strip))?;
        check("resource", &self.resources, |resource| self.check_resource(resource))?;
        check("location", &self.locations, |location| {
            need(
                [location.visit, location.day, location.dark.unwrap_or(0)].iter().all(|&m| sane(m)),
                "a price is negative or too large",
            )
        })?;
        check("stunt", self.stunts.iter().enumerate(), |(index, stunt)| self.check_stunt(index, stunt))?;
        let strips = self.strips.len();
        check("before", &self.before, |pair| {
            need(pair.first.index() < strips && pair.then.index() < strips, "it refers to no strip")?;
            need(pair.first != pair.then, "a strip is before itself")
        })?;
        for (what, pairs) in [("together", &self.together), ("apart", &self.apart)] {
            check(what, pairs, |(a, b)| {
                need(a.index() < strips && b.index() < strips, "it refers to no strip")?;
                need(a != b, "a strip is paired with itself")
            })?;
        }
        Ok(())
    }

    fn check_units(&self) -> Result<(), ProblemError> {
        let mut next = 0;
        check("unit", self.units.iter().enumerate(), |(index, unit)| {
            need(unit.first_slot.index() == next, "its slots do not follow the unit before")?;
            next += unit.slot_count as usize;
            need(next <= self.slots.len(), "it has more slots than there are")?;
            let slots = &self.slots[unit.slots()];
            need(slots.iter().all(|slot| slot.unit.index() == index), "one of its slots names another unit")?;
            need(
                slots.iter().enumerate().all(|(k, slot)| slot.ordinal as usize == k),
                "its slots are not numbered from 0",
            )?;
            need(
                slots.windows(2).all(|pair| pair[0].date < pair[1].date),
                "its slots are not in order of date",
            )?;
            check_prices(unit)
        })?;
        if next == self.slots.len() {
            Ok(())
        } else {
            Err(ProblemError::Broken { what: "slot", index: next, why: "it belongs to no unit" })
        }
    }

    fn check_slot(&self, slot: &Slot) -> Result<(), &'static str> {
        need(slot.date.index() < self.dates.len(), "it refers to no date")?;
        need(slot.unit.index() < self.units.len(), "it refers to no unit")?;
        need(slot.ordinal > 0 || !slot.follows_previous, "the first slot follows nothing")?;
        need((0..=100_000).contains(&slot.gap_days), "its gap is negative or too large")
    }

    fn check_strip(&self, index: usize, strip: &Strip) -> Result<(), &'static str> {
        need((0..=100_000).contains(&strip.minutes), "its minutes are negative or too many")?;
        need(strip.location.is_none_or(|l| l.index() < self.locations.len()), "it refers to no location")?;
        need(strip.resources.iter().all(|r| r.index() < self.resources.len()), "it refers to no resource")?;
        let mut sorted = strip.resources.clone();
        sorted.sort_unstable();
        need(sorted.windows(2).all(|pair| pair[0] != pair[1]), "a resource is named twice")?;
        need(strip.allowed_slots.len() == self.slots.len(), "its allowed slots are not one bit a slot")?;
        need(sane(strip.direct_cost), "its cost is negative or too large")?;
        let here = |stunt: &StuntIdx| {
            self.stunts.get(stunt.index()).is_some_and(|stunt| stunt.strip.index() == index)
        };
        need(strip.stunts.iter().all(here), "it names a stunt that is not on it")?;
        need(strip.stunts.windows(2).all(|pair| pair[0] < pair[1]), "its stunts are not in order")
    }

    fn check_resource(&self, resource: &Resource) -> Result<(), &'static str> {
        let dates = self.dates.len();
        need(resource.pay.len() == dates + 1, "its pay table is not one entry more than dates")?;
        need(resource.pay[0] == 0, "no paid date must cost nothing")?;
        need(resource.pay.iter().all(|&m| sane(m)), "its pay is negative or too large")?;
        need(resource.pay.windows(2).all(|pair| pair[0] <= pair[1]), "more paid dates cost less")?;
        need(sane(resource.forced_call), "its forced call is negative or too large")?;
        need(resource.available.len() == dates, "its availability is not one bit a date")?;
        check_contract(resource)?;
        let by_date = |minor: &super::Minor| {
            let may_be_empty = [&minor.latest, &minor.on_set].into_iter();
            minor.max_minutes.len() == dates
                && may_be_empty.into_iter().all(|l| l.is_empty() || l.len() == dates)
        };
        need(resource.minor.as_ref().is_none_or(by_date), "a minor's limits are not one entry a date")
    }

    fn check_stunt(&self, index: usize, stunt: &Stunt) -> Result<(), &'static str> {
        let strip = self.strips.get(stunt.strip.index()).ok_or("it refers to no strip")?;
        need(strip.stunts.contains(&StuntIdx::new(index)), "its strip does not name it")?;
        need(stunt.performer.index() < self.resources.len(), "it refers to no resource")?;
        need(
            stunt.q_milli <= 1000 && stunt.rho_milli <= 1000 && stunt.waste_milli <= 1000,
            "a share is over 1000 per mille",
        )?;
        need(sane(stunt.rewrite_cost), "its rewrite cost is negative or too large")?;
        let known = stunt.lost.iter().all(|(strip, _)| strip.index() < self.strips.len());
        need(known, "it throws away a strip that there is not")?;
        need(
            stunt.lost.iter().all(|(_, cost)| sane(*cost)),
            "a scene shot again costs less than nothing or too much",
        )
    }
}

fn check_contract(resource: &Resource) -> Result<(), &'static str> {
    let contract = &resource.contract;
    let prices = [contract.day_off, contract.travel, contract.hold.unwrap_or(0)];
    let all = prices.iter().chain(&contract.overtime).chain(&contract.sixth_day);
    need(all.into_iter().all(|&money| sane(money)), "a price of its contract is negative or too large")?;
    need(contract.overtime.is_sorted(), "a longer day costs less")?;
    let day = resource.pay.get(1).copied().unwrap_or(0);
    let even = resource.pay.iter().enumerate().all(|(n, &total)| total == day * n as i64);
    need(contract.hold.is_none() || even, "it pays for hold apart, but not the same for each date")?;
    need(
        contract.agreed_drop.is_none() || (resource.holds && resource.drop_min_gap.is_none()),
        "it has two laws of drops",
    )
}

fn check_prices(unit: &Unit) -> Result<(), &'static str> {
    let [sixth, seventh] = unit.sixth_day;
    let prices = [unit.crew_cost, unit.move_cost, unit.night_premium, unit.extra_location, sixth, seventh];
    let tables = unit.overtime.iter().chain(&unit.late_meal);
    need(prices.iter().chain(tables).all(|&m| sane(m)), "a price is negative or too large")?;
    need(unit.overtime.first().is_none_or(|&m| m == 0), "no overtime must cost nothing")?;
    need(unit.overtime.is_sorted() && unit.late_meal.is_sorted(), "a longer day costs less")?;
    let minutes = [unit.most_overtime, unit.move_minutes, unit.meal_minutes, unit.meal_after];
    need(
        minutes.iter().chain(&unit.base).all(|m| (0..=100_000).contains(m)),
        "minutes are negative or too many",
    )
}

fn sane(money: i64) -> bool {
    (0..=MAX_MONEY).contains(&money)
}

fn need(holds: bool, why: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(why) }
}

fn check<T>(
    what: &'static str,
    items: impl IntoIterator<Item = T>,
    mut holds: impl FnMut(T) -> Result<(), &'static str>,
) -> Result<(), ProblemError> {
    for (index, item) in items.into_iter().enumerate() {
        holds(item).map_err(|why| ProblemError::Broken { what, index, why })?;
    }
    Ok(())
}

//! Who works and is paid when, protected days, and people shared between units.

use super::{Engaged, NOWHERE, State};
use crate::cost::date_set::DateSet;
use crate::cost::index::PayLaw;
use crate::outcome::Rule;
use crate::problem::{SlotIdx, StripIdx};

impl State<'_> {
    fn touch_resource(&mut self, resource: usize) {
        if self.touched.resources[resource] != self.touched.round {
            self.touched.resources[resource] = self.touched.round;
            self.journal.resources.push((resource as u32, self.work[resource], self.paid[resource]));
        }
    }

    pub(super) fn shift_people(&mut self, strip: StripIdx, slot: usize, here: bool) {
        let (index, slots) = (self.index, self.problem.slots.len());
        let date = self.problem.slots[slot].date.index();
        for &resource in index.crew(strip) {
            let resource = resource as usize;
            let at = resource * slots + slot;
            let before = self.work_count[at];
            self.work_count[at] = if here { before + 1 } else { before - 1 };
            if before == u16::from(!here) {
                self.touch_resource(resource);
                if here {
                    self.work[resource].insert(date);
                } else if index.slots_on[date]
                    .iter()
                    .all(|&s| self.work_count[resource * slots + s as usize] == 0)
                {
                    self.work[resource].remove(date);
                }
            }
            if !self.person_count.is_empty() && index.payees[resource].performer {
                self.shift_person(index.payees[resource].person as usize, slot, date, here);
            }
        }
    }

    /// Where people may not be shared: counts the units for which a person works on a date.
    fn shift_person(&mut self, person: usize, slot: usize, date: usize, here: bool) {
        let slots = self.problem.slots.len();
        let at = person * slots + slot;
        let before = self.person_count[at];
        self.person_count[at] = if here { before + 1 } else { before - 1 };
        if before == u16::from(!here) {
            // Two days as a person made them are as they are.
            let as_placed = |slot: usize| self.problem.slots[slot].as_placed.is_some();
            let others = self.index.slots_on[date].iter().map(|&other| other as usize);
            let mut others =
                others.filter(|&other| other != slot && self.person_count[person * slots + other] > 0);
            let first = others.next();
            let stay = as_placed(slot) && first.into_iter().chain(others).any(as_placed);
            let elsewhere = first.is_some() && !stay;
            let one = self.weights.of(Rule::TwoUnits, i64::from(elsewhere));
            self.totals.shared_penalty += if here { one } else { -one };
        }
    }

    /// Pays touched resources again. Returns whether some performer is now needed after a stunt, or no longer.
    pub(super) fn pay_people(&mut self, stunts_moved: bool) -> bool {
        if stunts_moved {
            for moved in 0..self.journal.moved.len() {
                let strip = self.journal.moved[moved].strip;
                for stunt in &self.problem.strips[strip.index()].stunts {
                    self.touch_resource(self.problem.stunts[stunt.index()].performer.index());
                }
            }
        }
        let (mut protected, mut needs_change) = (stunts_moved, false);
        for touched in 0..self.journal.resources.len() {
            let (resource, work_before, paid_before) = self.journal.resources[touched];
            let resource = resource as usize;
            let payee = self.index.payees[resource];
            if self.work[resource] == work_before && !(stunts_moved && payee.performs) {
                continue;
            }
            if payee.performs {
                protected |= payee.protects;
                needs_change |= self.needs_change(payee.person);
            }
            if payee.unpaid {
                continue;
            }
            let engaged = self.engaged(resource);
            if engaged.paid != paid_before {
                self.paid[resource] = engaged.paid;
                self.charge_pay(resource, paid_before, engaged.paid);
            }
            if payee.looks_at_dates && engaged != self.engaged[resource] {
                let before = std::mem::replace(&mut self.engaged[resource], engaged);
                self.journal.contracts.push((resource as u32, before));
                self.charge_contract(resource, before, -1);
                self.charge_contract(resource, engaged, 1);
            }
        }
        if protected {
            self.totals.protected_penalty = self.protected_penalty();
        }
        needs_change
    }

    /// Slots kept free before a stunt.
    fn protected(&self, stunt: usize) -> std::ops::Range<usize> {
        let facts = &self.problem.stunts[stunt];
        let slot = self.slot_of[facts.strip.index()];
        if slot == NOWHERE {
            return 0..0;
        }
        let slot = slot.index();
        slot - facts.protect_days.min(self.problem.slots[slot].ordinal) as usize..slot
    }

    fn engaged(&self, resource: usize) -> Engaged {
        let mut work = self.work[resource];
        for &stunt in &self.index.stunts_of[resource] {
            for slot in self.protected(stunt as usize) {
                work.insert(self.problem.slots[slot].date.index());
            }
        }
        let payee = &self.index.payees[resource];
        if !payee.holds {
            return Engaged { work, paid: work };
        }
        let (Some(first), Some(last)) = (work.first(), work.last()) else {
            return Engaged { work, paid: work };
        };
        let paid = DateSet::span(first, last).intersection(self.index.counting.union(work));
        let days = self.problem.dates[last].day - self.problem.dates[first].day;
        let dropped = match payee.drop {
            Some((gap, _)) if days <= gap => return Engaged { work, paid },
            Some((gap, least)) => self.best_drop(work, (first, last), gap, least),
            None if payee.agreed_drop => self.agreed_drop(resource, work),
            None => return Engaged { work, paid },
        };
        Engaged { work, paid: paid.without(dropped) }
    }

    /// The dates inside the agreed drop; none if there is work among them.
    fn agreed_drop(&self, resource: usize, work: DateSet) -> DateSet {
        match self.index.agreed_drop[resource] {
            Some(inside) if inside.intersection(work) == DateSet::default() => inside,
            _ => DateSet::default(),
        }
    }

    /// The dates of the gap that takes away most counting dates; the earlier of equals. Only gaps of `least` dates or more
    /// can pass the calendar days of `gap`.
    fn best_drop(&self, work: DateSet, (first, last): (usize, usize), gap: i32, least: usize) -> DateSet {
        let (mut best, mut most) = (DateSet::default(), 0);
        let before = &self.index.counting_before;
        let dates = &self.problem.dates;
        // The last of `least` dates in a row without work, and those that follow it.
        let mut ends = DateSet::span(first, last).without(work.stretched(least - 1));
        while let Some(end) = ends.first() {
            let last = end - least;
            let Some(next) = work.after(end) else { break };
            if dates[next].day - dates[last].day > gap {
                let away = before[next] - before[last + 1];
                if away > most {
                    (best, most) = (DateSet::span(last + 1, next - 1), away);
                }
            }
            ends = ends.without(DateSet::span(last, next));
        }
        best
    }

    /// Hold, days off and travel, as the contract has them.
    fn charge_contract(&mut self, resource: usize, engaged: Engaged, sign: i64) {
        let problem = self.problem;
        let facts = &problem.resources[resource];
        let contract = &facts.contract;
        if let Some(hold) = contract.hold {
            for date in engaged.paid.without(engaged.work).iter() {
                self.charge_burn(date, sign * (hold - facts.pay[1]));
            }
        }
        if contract.day_off != 0 {
            let (mut last, before) = (None, &self.index.counting_before);
            for date in engaged.paid.iter() {
                if let Some(last) = last.filter(|&last: &usize| before[date] == before[last + 1]) {
                    let between = problem.dates[date].day - problem.dates[last].day - 1;
                    self.charge(date, sign * contract.day_off * i64::from(between));
                }
                last = Some(date);
            }
        }
        for date in engaged.work.first().into_iter().chain(engaged.work.last()) {
            self.charge(date, sign * contract.travel);
        }
    }

    fn charge_pay(&mut self, resource: usize, before: DateSet, after: DateSet) {
        match self.index.payees[resource].law {
            PayLaw::Daily(0) => {}
            PayLaw::Daily(day) => {
                for date in before.without(after).iter() {
                    self.charge_burn(date, -day);
                }
                for date in after.without(before).iter() {
                    self.charge_burn(date, day);
                }
            }
            PayLaw::Table => {
                self.charge_table(resource, before, -1);
                self.charge_table(resource, after, 1);
            }
        }
    }

    /// The total for so many dates, evenly, the remaining cents on the earliest.
    fn charge_table(&mut self, resource: usize, paid: DateSet, sign: i64) {
        let count = paid.len();
        if count == 0 {
            return;
        }
        let total = self.problem.resources[resource].pay[count];
        let (each, rest) = (total / count as i64, total % count as i64);
        for (k, date) in paid.iter().enumerate() {
            self.charge_burn(date, sign * (each + i64::from((k as i64) < rest)));
        }
    }

    fn protected_penalty(&self) -> i64 {
        let broken = self.unprotected_days();
        broken
            .map(|(_, _, away, busy)| {
                self.weights.of(Rule::ProtectedAvailable, i64::from(away))
                    + self.weights.of(Rule::ProtectedWork, i64::from(busy))
            })
            .sum()
    }

    /// Stunts with a protected day that is none: its performer cannot be had, or works.
    pub(crate) fn unprotected_days(&self) -> impl Iterator<Item = (usize, SlotIdx, bool, bool)> + '_ {
        let stunts = self.problem.stunts.iter().enumerate().filter(|(_, stunt)| stunt.protect_days > 0);
        let days = stunts.flat_map(|(index, _)| self.protected(index).map(move |slot| (index, slot)));
        days.filter_map(|(index, slot)| {
            let stunt = &self.problem.stunts[index];
            let person = self.index.payees[stunt.performer.index()].person as usize;
            let date = self.problem.slots[slot].date.index();
            let away = !self.problem.resources[stunt.performer.index()].available.contains(date);
            let busy =
                self.index.resources_of_person[person].iter().any(|&r| self.work[r as usize].contains(date));
            let slot = SlotIdx::new(slot);
            ((away || busy) && !stunt.unprotected.contains(&slot)).then_some((index, slot, away, busy))
        })
    }

    /// Slots on which somebody works for two units on one date.
    pub(super) fn shared_slots(&self) -> Vec<usize> {
        let slots = self.problem.slots.len();
        let mut shared = Vec::new();
        for person in self.person_count.chunks(slots) {
            for date in &self.index.slots_on {
                let on: Vec<usize> =
                    date.iter().map(|&slot| slot as usize).filter(|&s| person[s] > 0).collect();
                if on.len() > 1 {
                    shared.extend(on);
                }
            }
        }
        shared
    }
}

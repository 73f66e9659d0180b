//! Who is paid on which date, protected days, and people shared between units.

use super::{Account, Day, dates_where};
use crate::outcome::Rule;
use crate::problem::{Problem, Resource, SlotIdx};
use crate::solution::Solution;

impl Account<'_> {
    /// Charges pay, and checks the rules of people.
    pub(super) fn people(&mut self, solution: &Solution, days: &[Day]) {
        let problem = self.problem;
        let protected = protected_slots(problem, solution);
        for (index, resource) in problem.resources.iter().enumerate() {
            let mut work = dates_where(problem, solution, |strip| {
                problem.strips[strip.index()].resources.iter().any(|r| r.index() == index)
            });
            work.extend(
                protected.iter().filter(|p| p.performer == index).map(|p| problem.slots[p.slot].date.index()),
            );
            work.sort_unstable();
            work.dedup();
            let paid = paid_dates(problem, resource, &work);
            self.contract(resource, &work, &paid);
            let total = resource.pay[paid.len()];
            for (k, &date) in paid.iter().enumerate() {
                let count = paid.len() as i64;
                self.burn(date, total / count + i64::from((k as i64) < total % count));
            }
        }
        let counts = |p: &&Protected| !problem.stunts[p.stunt].unprotected.contains(&SlotIdx::new(p.slot));
        for p in protected.iter().filter(counts) {
            let resource = &problem.resources[p.performer];
            let strip = problem.stunts[p.stunt].strip;
            let date = problem.slots[p.slot].date.index();
            let person_works = dates_where(problem, solution, |strip| {
                let on = &problem.strips[strip.index()].resources;
                on.iter().any(|r| problem.resources[r.index()].person == resource.person)
            });
            let at = Some(SlotIdx::new(p.slot));
            let who = Some(problem.stunts[p.stunt].performer);
            let away = !resource.available.contains(date);
            self.broken_by(Rule::ProtectedAvailable, i64::from(away), at, &[strip], who);
            let busy = person_works.contains(&date);
            self.broken_by(Rule::ProtectedWork, i64::from(busy), at, &[strip], who);
        }
        if !problem.shared_people {
            self.two_units(days);
        }
    }

    /// Hold, days off and travel, as the contract has them.
    fn contract(&mut self, resource: &Resource, work: &[usize], paid: &[usize]) {
        let problem = self.problem;
        let contract = &resource.contract;
        if let Some(hold) = contract.hold {
            for &date in paid.iter().filter(|date| !work.contains(date)) {
                self.burn(date, hold - resource.pay[1]);
            }
        }
        for pair in paid.windows(2) {
            if (pair[0] + 1..pair[1]).all(|date| !problem.dates[date].counts) {
                let between = problem.dates[pair[1]].day - problem.dates[pair[0]].day - 1;
                self.charge(pair[1], contract.day_off * i64::from(between));
            }
        }
        for &date in work.first().into_iter().chain(work.last()) {
            self.charge(date, contract.travel);
        }
    }

    fn two_units(&mut self, days: &[Day]) {
        let problem = self.problem;
        for date in 0..problem.dates.len() {
            let slots: Vec<usize> = (0..days.len())
                .filter(|&slot| problem.slots[slot].date.index() == date && days[slot].used())
                .collect();
            if slots.len() < 2 {
                continue;
            }
            let mut at: Vec<(u32, usize, crate::problem::ResourceIdx)> = Vec::new();
            for &slot in &slots {
                for strip in &days[slot].order {
                    let here = problem.strips[strip.index()].resources.iter();
                    for &resource in here.filter(|r| problem.resources[r.index()].performer) {
                        at.push((problem.resources[resource.index()].person, slot, resource));
                    }
                }
            }
            at.sort_unstable();
            at.dedup_by_key(|(person, slot, _)| (*person, *slot));
            for same in at.chunk_by(|a, b| a.0 == b.0) {
                let (_, slot, resource) = same[0];
                let stay =
                    same.iter().filter(|(_, slot, _)| problem.slots[*slot].as_placed.is_some()).count();
                let more = same.len() - stay.max(1);
                self.broken_by(Rule::TwoUnits, more as i64, Some(SlotIdx::new(slot)), &[], Some(resource));
            }
        }
    }
}

/// A slot kept free before a stunt.
struct Protected {
    stunt: usize,
    performer: usize,
    slot: usize,
}

fn protected_slots(problem: &Problem, solution: &Solution) -> Vec<Protected> {
    let mut kept = Vec::new();
    for (index, stunt) in problem.stunts.iter().enumerate() {
        let slot = solution.slots[stunt.strip.index()].index();
        let back = stunt.protect_days.min(problem.slots[slot].ordinal) as usize;
        for slot in slot - back..slot {
            kept.push(Protected { stunt: index, performer: stunt.performer.index(), slot });
        }
    }
    kept
}

/// First to last work date on dates that count or are worked, less the best legal drop; or work dates only.
fn paid_dates(problem: &Problem, resource: &Resource, work: &[usize]) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (work.first(), work.last()) else { return Vec::new() };
    if !resource.holds {
        return work.to_vec();
    }
    let counting = |from: usize, to: usize| (from..to).filter(|&d| problem.dates[d].counts).count();
    let mut drop: Option<(usize, usize)> = None;
    let mut most = 0;
    for pair in work.windows(2) {
        let legal = resource
            .drop_min_gap
            .is_some_and(|g| problem.dates[pair[1]].day - problem.dates[pair[0]].day > g);
        let away = counting(pair[0] + 1, pair[1]);
        if legal && away > most {
            (drop, most) = (Some((pair[0], pair[1])), away);
        }
    }
    if let Some((from, to)) = resource.contract.agreed_drop {
        let inside = |date: &usize| (from + 1..to).contains(&problem.dates[*date].day);
        let paid = (first..=last).filter(|d| problem.dates[*d].counts || work.contains(d));
        return paid.filter(|d| work.iter().any(inside) || !inside(d)).collect();
    }
    (first..=last)
        .filter(|d| problem.dates[*d].counts || work.contains(d))
        .filter(|d| drop.is_none_or(|(from, to)| *d <= from || *d >= to))
        .collect()
}

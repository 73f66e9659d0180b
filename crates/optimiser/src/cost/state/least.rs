//! The least that a proposed change can be worth, told before those who work are paid again.

use super::{Moved, NOWHERE, Score, State};
use crate::cost::date_set::DateSet;
use crate::cost::expected::performer_out;
use crate::cost::index::{PayLaw, Payee};
use crate::problem::SlotIdx;

/// Of changes that move more strips than this it is not told: what somebody saves by two days is not what each saves alone.
const FEW: usize = 8;

impl State<'_> {
    /// What is known after the first part of a proposal: days, crew and places, and the penalties that people have no part in.
    pub(super) fn score_so_far(&self) -> Score {
        Score {
            cost: self.score.cost,
            expected: self.kept_score.expected + self.rise,
            penalty: self.totals.pair_penalty + self.totals.day_penalty,
            crew: self.score.crew,
        }
    }

    /// A score that the board does not fall below, whatever its people cost; none where that is not told at a glance.
    pub(super) fn least(&self) -> Option<Score> {
        let moved = &self.journal.moved;
        if moved.len() > FEW || self.stunts_moved() || self.loss_changes() {
            return None;
        }
        let mut least = self.score_so_far();
        self.spare_forced_calls(&mut least);
        for one in moved {
            for &resource in self.index.crew(one.strip) {
                let resource = resource as usize;
                if one.from != NOWHERE && self.leaves(resource, one)? {
                    self.spare_pay(resource, one.from, &mut least)?;
                }
                if one.to != NOWHERE && self.works_on(resource, one.to) == 0 {
                    self.spare_drop(resource, one.to, &mut least)?;
                }
            }
        }
        Some(least)
    }

    /// Without the forced calls that the change might spare.
    fn spare_forced_calls(&self, least: &mut Score) {
        for &(slot, ..) in &self.journal.slots {
            for slot in [slot as usize, slot as usize + 1] {
                let cost = self.rests.get(slot).map_or(0, |rest| rest.cost);
                if cost > 0 {
                    let date = self.problem.slots[slot].date.index();
                    least.add(-cost, self.weights_of_dates[date].cost);
                }
            }
        }
    }

    /// Does a resource of a moved strip no longer work on its slot? Perhaps is yes; none if another of its strips moves from
    /// elsewhere.
    fn leaves(&self, resource: usize, one: &Moved) -> Option<bool> {
        let (here, moved) = (self.works_on(resource, one.from), self.journal.moved.len());
        if moved == 1 || usize::from(here) > moved {
            return Some(here == 1);
        }
        let mut alike = 0;
        for other in self.journal.moved.iter().filter(|other| self.works_in(resource, other)) {
            if self.slot_of[other.strip.index()] == one.from {
                return Some(false);
            }
            if other.from != one.from {
                return None;
            }
            alike += 1;
        }
        Some(here <= alike)
    }

    /// Without what the pay of a resource that leaves a slot may fall by: the paid dates between the work before and the
    /// work after, a drop among them that then lies elsewhere, and what a performer's stunts cost more while the performer is
    /// needed later.
    fn spare_pay(&self, resource: usize, slot: SlotIdx, least: &mut Score) -> Option<()> {
        let payee = &self.index.payees[resource];
        let date = self.problem.slots[slot.index()].date.index();
        let work = &self.work[resource];
        let (before, after) = (work.before(date), work.after(date));
        if payee.performs && after.is_none() {
            least.expected -= self.needed_later(payee.person);
        }
        if payee.unpaid {
            return Some(());
        }
        let (rate, dates) = (self.rate(resource)?, &self.problem.dates);
        if let (Some(before), Some(after)) = (before, after)
            && payee.holds
            && !payee.agreed_drop
            && self.index.counting.contains(date)
            && payee.drop.is_none_or(|(gap, _)| dates[after].day - dates[before].day <= gap)
        {
            return Some(());
        }
        let first = before.map_or(0, |before| before + 1);
        let last = after.unwrap_or(dates.len()) - 1;
        let (span, paid) = (DateSet::span(first, last), self.paid[resource]);
        for date in span.intersection(paid).iter() {
            let weight = self.weights_of_dates[date];
            least.add(-rate, weight.cost + weight.burn);
        }
        if payee.drop.is_some() && (before.is_none() || after.is_none()) {
            let unpaid = DateSet::span(paid.first()?, paid.last()?).intersection(span).without(paid).len();
            least.add(-rate * unpaid as i64, self.range_of_weights.1);
        }
        Some(())
    }

    /// Who comes to a slot costs more. But where the work parts a drop, another, no longer in dates, may weigh more.
    fn spare_drop(&self, resource: usize, slot: SlotIdx, least: &mut Score) -> Option<()> {
        let payee = &self.index.payees[resource];
        if payee.unpaid {
            return Some(());
        }
        let rate = self.rate(resource)?;
        let date = self.problem.slots[slot.index()].date.index();
        let paid = &self.paid[resource];
        if payee.drop.is_some()
            && !paid.contains(date)
            && let (Some(before), Some(after)) = (paid.before(date), paid.after(date))
        {
            let (lightest, heaviest) = self.range_of_weights;
            least.expected -= (rate * (after - before - 1) as i64) as f64 * (heaviest - lightest);
        }
        Some(())
    }

    /// What the stunts of a person cost more at most as the person is needed after them.
    fn needed_later(&self, person: u32) -> f64 {
        let theirs = self.attempts.iter().filter(|attempt| attempt.person == person && attempt.needed_later);
        theirs.map(|attempt| performer_out(&self.problem.stunts[attempt.stunt.index()], attempt)).sum()
    }

    /// Pay of a date, where it is the same for each paid date, whatever is done on it.
    fn rate(&self, resource: usize) -> Option<i64> {
        match self.index.payees[resource] {
            Payee { law: PayLaw::Daily(rate), looks_at_dates: false, .. } => Some(rate),
            _ => None,
        }
    }

    /// Strips of a resource on a slot, before the change.
    fn works_on(&self, resource: usize, slot: SlotIdx) -> u16 {
        self.work_count[resource * self.problem.slots.len() + slot.index()]
    }

    fn works_in(&self, resource: usize, moved: &Moved) -> bool {
        self.index.crew(moved.strip).contains(&(resource as u32))
    }
}

impl Score {
    fn add(&mut self, money: i64, weight: f64) {
        self.cost += money;
        self.expected += money as f64 * weight;
    }
}

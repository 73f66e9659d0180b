//! About what a strip would cost on a day, before the change is priced.

use super::State;
use crate::problem::{SlotIdx, StripIdx};

impl State<'_> {
    /// About what a strip adds to the cost of the board on a slot: pay of those who are not paid there yet, up to the days
    /// they are; its location; overtime; the crew of a day without work. Drops, lights, rests and what is behind stunts are
    /// left out: it tells good days from bad ones, and prices nothing.
    pub(crate) fn guess(&self, slot: SlotIdx, strip: StripIdx) -> i64 {
        let (index, slot) = (self.index, slot.index());
        let facts = &self.problem.slots[slot];
        let date = facts.date.index();
        let unit = &self.problem.units[facts.unit.index()];
        let brief = index.strip(strip);
        let pay: i64 =
            index.crew(strip).iter().map(|&resource| self.guess_pay(resource as usize, date)).sum();
        let day = &self.days[slot];
        let mut cost = pay;
        let mut work = day.work + brief.minutes;
        if !day.used {
            cost += unit.crew_cost;
        }
        if let Some(location) = brief.location
            && self.place_count[location.index() * self.problem.slots.len() + slot] == 0
        {
            let place = &self.problem.locations[location.index()];
            let used = &self.used_at[location.index()];
            let beside = (date > 0 && used.contains(date - 1)) || used.contains_next(date);
            cost += place.day + if beside { 0 } else { place.visit };
            if self.loads[slot].locations > 0 {
                cost += unit.move_cost;
                work += unit.move_minutes;
            }
        }
        let over = |work: i32| {
            let minutes = (work - unit.base[day.kind as usize]).max(0) as usize;
            unit.overtime.get(minutes).or(unit.overtime.last()).copied().unwrap_or(0)
        };
        cost + over(work) - over(day.work)
    }

    fn guess_pay(&self, resource: usize, date: usize) -> i64 {
        let payee = &self.index.payees[resource];
        let paid = &self.paid[resource];
        if payee.day_rate == 0 || paid.contains(date) {
            return 0;
        }
        let before = &self.index.counting_before;
        if !payee.holds {
            return payee.day_rate;
        }
        let days = match (paid.before(date), paid.after(date)) {
            (None, Some(first)) => before[first] - before[date],
            (Some(last), None) => before[date] - before[last],
            _ => 1,
        };
        payee.day_rate * i64::from(days.max(1))
    }
}

//! Visits, days and dark days of locations.

use super::State;
use crate::cost::date_set::DateSet;
use crate::problem::StripIdx;

impl State<'_> {
    pub(super) fn shift_place(&mut self, strip: StripIdx, slot: usize, here: bool) {
        let Some(location) = self.index.strip(strip).location else { return };
        let (location, slots) = (location.index(), self.problem.slots.len());
        let count = &mut self.place_count[location * slots + slot];
        let before = *count;
        *count = if here { before + 1 } else { before - 1 };
        if before != u16::from(!here) {
            return;
        }
        let locations = &mut self.loads[slot].locations;
        *locations = if here { *locations + 1 } else { *locations - 1 };
        if self.touched.locations[location] != self.touched.round {
            self.touched.locations[location] = self.touched.round;
            self.journal.locations.push((location as u32, self.used_at[location]));
        }
        let date = self.problem.slots[slot].date.index();
        let others = &self.index.slots_on[date];
        if here {
            self.used_at[location].insert(date);
        } else if others.iter().all(|&s| self.place_count[location * slots + s as usize] == 0) {
            self.used_at[location].remove(date);
        }
    }

    /// Pays for the changed dates of each touched location, and for the used dates that follow one: what the others cost
    /// does not change.
    pub(super) fn pay_places(&mut self) {
        for touched in 0..self.journal.locations.len() {
            let (location, before) = self.journal.locations[touched];
            let location = location as usize;
            let after = self.used_at[location];
            let stays = before.intersection(after);
            let mut followers = DateSet::default();
            for date in before.symmetric_difference(after).iter() {
                let (used, sign) = if after.contains(date) { (after, 1) } else { (before, -1) };
                self.charge_visit(location, date, used.before(date), sign);
                if let Some(next) = stays.after(date) {
                    followers.insert(next);
                }
            }
            for date in followers.iter() {
                self.charge_visit(location, date, before.before(date), -1);
                self.charge_visit(location, date, after.before(date), 1);
            }
        }
    }

    /// A used date of a location, and how it was reached from the used date before.
    fn charge_visit(&mut self, location: usize, date: usize, last: Option<usize>, sign: i64) {
        let facts = &self.problem.locations[location];
        self.charge_burn(date, sign * facts.day);
        let before = &self.index.counting_before;
        let dark = last.map(|last| (last, i64::from(before[date] - before[last + 1])));
        match (dark, facts.dark) {
            (Some((_, 0)), _) => {}
            (Some((last, count)), Some(price)) if price * count <= facts.visit => {
                for between in DateSet::span(last + 1, date - 1).intersection(self.index.counting).iter() {
                    self.charge(between, sign * price);
                }
            }
            _ => self.charge(date, sign * facts.visit),
        }
    }
}

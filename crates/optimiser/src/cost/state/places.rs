//! Visits, days and dark days of locations.

use super::State;
use crate::cost::date_set::DateSet;
use crate::problem::StripIdx;

impl State<'_> {
    pub(super) fn shift_place(&mut self, strip: StripIdx, slot: usize, here: bool) {
        let Some(location) = self.problem.strips[strip.index()].location else { return };
        let (location, date) = (location.index(), self.problem.slots[slot].date.index());
        let count = &mut self.place_count[location * self.problem.dates.len() + date];
        let before = *count;
        *count = if here { before + 1 } else { before - 1 };
        if before == u16::from(!here) {
            if self.touched.locations[location] != self.touched.round {
                self.touched.locations[location] = self.touched.round;
                self.journal.locations.push((location as u32, self.used_at[location]));
            }
            if here {
                self.used_at[location].insert(date);
            } else {
                self.used_at[location].remove(date);
            }
        }
    }

    pub(super) fn pay_places(&mut self) {
        for touched in 0..self.journal.locations.len() {
            let (location, before) = self.journal.locations[touched];
            let after = self.used_at[location as usize];
            if before != after {
                self.charge_place(location as usize, before, -1);
                self.charge_place(location as usize, after, 1);
            }
        }
    }

    fn charge_place(&mut self, location: usize, used: DateSet, sign: i64) {
        let facts = &self.problem.locations[location];
        let mut last = None;
        for date in used.iter() {
            self.charge_burn(date, sign * facts.day);
            let dark = match last {
                None => None,
                Some(last) => {
                    let before = &self.index.counting_before;
                    Some((last, i64::from(before[date] - before[last + 1])))
                }
            };
            match (dark, facts.dark) {
                (Some((_, 0)), _) => {}
                (Some((last, count)), Some(price)) if price * count <= facts.visit => {
                    for between in DateSet::span(last + 1, date - 1).intersection(self.index.counting).iter()
                    {
                        self.cost[between] += sign * price;
                    }
                }
                _ => self.cost[date] += sign * facts.visit,
            }
            last = Some(date);
        }
    }
}

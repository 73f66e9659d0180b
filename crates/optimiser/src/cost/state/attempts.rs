//! The stunts of a board as they stand, and when a change touches them.

use super::State;
use super::journal::Moved;
use crate::cost::NOWHERE;
use crate::cost::expected::Attempt;
use crate::problem::{SlotIdx, StripIdx, Stunt, StuntIdx};

impl State<'_> {
    /// Does a strip with a stunt change slots?
    pub(super) fn stunts_moved(&self) -> bool {
        self.journal.moved.iter().any(|moved| self.index.strip(moved.strip).stunt)
    }

    /// Is a person now needed after a stunt of theirs, or no longer?
    pub(super) fn needs_change(&self, person: u32) -> bool {
        let theirs = self.attempts.iter().filter(|attempt| attempt.person == person);
        theirs.into_iter().any(|attempt| self.needed_after(person, attempt.date) != attempt.needed_later)
    }

    /// Does a person work after that date?
    fn needed_after(&self, person: u32, date: usize) -> bool {
        let resources = &self.index.resources_of_person[person as usize];
        resources.iter().any(|&r| self.work[r as usize].last().is_some_and(|last| last > date))
    }

    /// Does a moved strip come before a stunt that would throw it away, or no longer?
    pub(super) fn loss_changes(&self) -> bool {
        let date = |slot: SlotIdx| (slot != NOWHERE).then(|| self.problem.slots[slot.index()].date.index());
        let lost_with = |strip: StripIdx| &self.index.lost_with[strip.index()];
        self.journal.moved.iter().filter(|moved| !lost_with(moved.strip).is_empty()).any(|moved| {
            let &Moved { strip, from, to } = moved;
            let (from, to) = (date(from), date(to));
            lost_with(strip).iter().any(|stunt| {
                let on = self.attempts.iter().find(|attempt| attempt.stunt == *stunt).map(|a| a.date);
                on.is_some_and(|on| from.is_some_and(|from| from <= on) != to.is_some_and(|to| to <= on))
            })
        })
    }

    /// What a stunt on a date makes to be shot again.
    fn lost_by(&self, stunt: &Stunt, date: usize) -> i64 {
        let shot = |strip: StripIdx| {
            let slot = self.slot_of[strip.index()];
            slot != NOWHERE && self.problem.slots[slot.index()].date.index() <= date
        };
        stunt.lost.iter().filter(|(strip, _)| shot(*strip)).map(|(_, cost)| cost).sum()
    }

    /// Stunts as they stand, in order of date and id.
    pub(super) fn find_attempts(&mut self) {
        let mut found = std::mem::take(&mut self.spare_attempts);
        found.clear();
        for (index, stunt) in self.problem.stunts.iter().enumerate() {
            let slot = self.slot_of[stunt.strip.index()];
            if slot == NOWHERE {
                continue;
            }
            let slot = &self.problem.slots[slot.index()];
            let date = slot.date.index();
            let person = self.index.payees[stunt.performer.index()].person;
            found.push(Attempt {
                stunt: StuntIdx::new(index),
                person,
                date,
                needed_later: self.needed_after(person, date),
                crew: self.problem.units[slot.unit.index()].crew_cost,
                lost: self.lost_by(stunt, date),
            });
        }
        found.sort_unstable_by_key(|attempt| (attempt.date, attempt.stunt));
        self.journal.attempts = Some(std::mem::replace(&mut self.attempts, found));
    }
}

//! A board in exchange form: a slot for each strip. What it costs is the evaluator's business.

use crate::problem::{Problem, SlotIdx, StripIdx};

/// A slot for each strip, in the problem's order. The order inside a day is [`crate::arrange`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Solution {
    /// Where each strip stands.
    pub slots: Vec<SlotIdx>,
}

impl Solution {
    /// The strips of each slot, ascending by index.
    pub fn by_slot(&self, problem: &Problem) -> Vec<Vec<StripIdx>> {
        let mut days = vec![Vec::new(); problem.slots.len()];
        for (strip, slot) in self.slots.iter().enumerate() {
            days[slot.index()].push(StripIdx::new(strip));
        }
        days
    }

    /// Is it one slot of the problem for each strip of the problem?
    pub fn fits(&self, problem: &Problem) -> bool {
        self.slots.len() == problem.strips.len()
            && self.slots.iter().all(|slot| slot.index() < problem.slots.len())
    }
}

//! Days that a person made and that break a rule by themselves: they stay as they are, and the rest is planned around them.

use std::collections::BTreeSet;

use domain::{Board, Row};

use super::{Compiled, StripOf};
use crate::cost::{Index, NOWHERE, State};
use crate::problem::{AsPlaced, SlotIdx, StripIdx};
use crate::search::flat_weights;

impl Compiled {
    /// Finds them: what stays is judged as if nothing else were on the board, until what is left of it breaks nothing.
    pub(super) fn keep_as_placed(&mut self, board: &Board, stay: &[bool]) {
        let fixed = |strip: usize| stay.get(strip).copied().unwrap_or(true);
        let only = |strip: usize| self.problem.strips[strip].allowed_slots.ones().next().map(SlotIdx::new);
        let slots: Vec<SlotIdx> = (0..self.strips.len())
            .map(|strip| only(strip).filter(|_| fixed(strip)).unwrap_or(NOWHERE))
            .collect();
        let mut found: BTreeSet<usize> = BTreeSet::new();
        loop {
            let index = Index::new(&self.problem);
            let state = State::new(&self.problem, &index, flat_weights(1), &slots);
            let broken: BTreeSet<usize> = state.broken_slots().into_iter().collect();
            let kinds: Vec<_> = broken.difference(&found).map(|&slot| (slot, state.kind_on(slot))).collect();
            let unprotected: Vec<_> =
                state.unprotected_days().map(|(stunt, slot, ..)| (stunt, slot)).collect();
            for (stunt, slot) in unprotected {
                self.problem.stunts[stunt].unprotected.push(slot);
            }
            if kinds.is_empty() {
                break;
            }
            for (slot, kind) in kinds {
                let order = self.as_on_board(board, slot, &slots);
                self.problem.slots[slot].as_placed = Some(Box::new(AsPlaced { order, kind }));
                found.insert(slot);
            }
        }
        for (strip, facts) in self.problem.strips.iter_mut().enumerate().filter(|(strip, _)| !fixed(*strip)) {
            debug_assert_eq!(slots[strip], NOWHERE);
            found.iter().for_each(|&slot| facts.allowed_slots.set(slot, false));
        }
    }

    /// What stays on a slot, in the order of the board.
    fn as_on_board(&self, board: &Board, slot: usize, slots: &[SlotIdx]) -> Vec<StripIdx> {
        let here = |strip: &StripIdx| slots[strip.index()].index() == slot;
        let banners = (0..self.strips.len()).filter(|&at| matches!(self.strips[at], StripOf::Banner(_)));
        let mut banners = banners.map(StripIdx::new).filter(here);
        let (unit, ordinal) = self.slots[slot];
        let days = board.days(unit);
        let rows = days.get(ordinal).map(|day| day.rows).unwrap_or_default();
        let strips = rows.iter().filter_map(|row| match row {
            Row::Strip { sheet, .. } => self.strip_of(*sheet).filter(here),
            Row::Banner(_) => banners.next(),
            Row::DayBreak => None,
        });
        strips.collect()
    }
}

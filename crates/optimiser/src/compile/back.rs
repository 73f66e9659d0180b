//! Back from dense numbers to film words: the board of a solution, the sheet of a strip.

use std::collections::BTreeMap;

use domain::{Board, Placed, Row, SheetId};

use super::{Compiled, StripOf};
use crate::problem::{SlotIdx, StripIdx};
use crate::solution::Solution;

impl Compiled {
    /// The board of a solution: days in the order that the search priced; who placed a strip stays who placed it.
    #[must_use]
    pub fn to_board(&self, solution: &Solution, board: &Board) -> Board {
        let mut next = Board { rows: BTreeMap::new(), ..board.clone() };
        let by_slot = solution.by_slot(&self.problem);
        for unit in &self.problem.units {
            let last = unit.slots().rev().find(|slot| !by_slot[*slot].is_empty());
            let Some(last) = last else { continue };
            let mut rows = Vec::new();
            let first = unit.first_slot.index();
            for (slot, strips) in by_slot.iter().enumerate().take(last + 1).skip(first) {
                for strip in crate::arrange(&self.problem, SlotIdx::new(slot), strips) {
                    rows.push(match &self.strips[strip.index()] {
                        StripOf::Banner(banner) => Row::Banner(banner.clone()),
                        StripOf::Sheet(sheet) => Row::Strip {
                            sheet: *sheet,
                            placed: self.kept.get(sheet).copied().unwrap_or(Placed::ByPlan),
                        },
                    });
                }
                rows.push(Row::DayBreak);
            }
            next.rows.insert(self.slots[unit.first_slot.index()].0, rows);
        }
        next.take_out_what_is_placed();
        next
    }

    /// A board that places every sheet, as a solution to start from; none if it does not, or goes beyond the slots.
    #[must_use]
    pub fn solution_of(&self, board: &Board) -> Option<Solution> {
        let placements = board.placements();
        let slots = self.strips.iter().zip(&self.problem.strips).map(|(of, strip)| match of {
            StripOf::Banner(_) => strip.allowed_slots.ones().next().map(SlotIdx::new),
            StripOf::Sheet(sheet) => {
                let (unit, ordinal, _) = *placements.get(sheet)?;
                self.slots.iter().position(|slot| *slot == (unit, ordinal)).map(SlotIdx::new)
            }
        });
        Some(Solution { slots: slots.collect::<Option<Vec<_>>>()? })
    }

    /// Does the sheet stay where the board has it, as a person placed it there or as it is shot?
    #[must_use]
    pub fn stays(&self, sheet: SheetId) -> bool {
        self.kept.contains_key(&sheet)
    }

    /// The strip of a sheet, if it is one.
    #[must_use]
    pub fn strip_of(&self, sheet: SheetId) -> Option<StripIdx> {
        self.strips.iter().position(|of| *of == StripOf::Sheet(sheet)).map(StripIdx::new)
    }

    /// The sheet of a strip, if it is one.
    #[must_use]
    pub fn sheet(&self, strip: StripIdx) -> Option<SheetId> {
        match self.strips[strip.index()] {
            StripOf::Sheet(sheet) => Some(sheet),
            StripOf::Banner(_) => None,
        }
    }
}

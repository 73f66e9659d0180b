//! What stays on a board that is planned.

use std::collections::BTreeSet;

use domain::{Board, Placed, SheetId, State};

/// What stays where it is on the board that planning starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What a person placed, on a day or in the boneyard; pins and what is shot anyway.
    Placed,
    /// Pins and what is shot alone.
    Pins,
}

impl Keep {
    /// The sheets that stay where they are on a board: a person placed them, or put them into the boneyard.
    #[must_use]
    pub fn stays(self, board: &Board) -> BTreeSet<SheetId> {
        if self == Keep::Pins {
            return BTreeSet::new();
        }
        let placed = board.placements().into_iter().filter(|(_, place)| place.2 == Placed::ByPerson);
        placed.map(|(sheet, _)| sheet).chain(board.set_aside.iter().copied()).collect()
    }

    /// The sheets that are planned, in the order of the script. What a person put into the boneyard is not, as long as what
    /// a person placed stays.
    pub(crate) fn planned<'a>(self, state: &'a State, board: &Board) -> Vec<&'a domain::Sheet> {
        let mut sheets = state.sheets_in_order();
        sheets.retain(|sheet| self == Keep::Pins || !board.set_aside.contains(&sheet.id));
        sheets
    }
}

//! Boards: per unit an ordered list of rows; days follow from the day breaks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{BoardId, Date, Minutes, Money, SheetId, UnitId};

/// One plan of the shoot. What is on no row is in the boneyard: a person put it there, or nobody placed it yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Identity.
    pub id: BoardId,
    /// Name.
    pub name: String,
    /// Working or issued.
    pub status: BoardStatus,
    /// What this board assumes that others do not, in words.
    pub assumptions: Vec<String>,
    /// Rows of each unit, in shooting order.
    pub rows: BTreeMap<UnitId, Vec<Row>>,
    /// Sheets that a person put into the boneyard: a plan leaves them there. None of them is on a row.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub set_aside: BTreeSet<SheetId>,
}

/// May a board still change?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum BoardStatus {
    /// Being worked on.
    Working,
    /// Sent out: immutable.
    Issued {
        /// When.
        date: Date,
        /// Its colour.
        colour: String,
    },
}

/// A line of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "kebab-case")]
pub enum Row {
    /// A sheet's place.
    Strip {
        /// Which sheet.
        sheet: SheetId,
        /// Who put it there.
        placed: Placed,
    },
    /// Closes a shooting day.
    DayBreak,
    /// A line that is not a scene; boxed, as rows are many, banners few, and the log keeps every board that ever was.
    Banner(Box<Banner>),
}

/// Who placed a strip. The plan moves only what the plan placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placed {
    /// A person.
    ByPerson,
    /// The plan.
    ByPlan,
}

/// A line that is not a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banner {
    /// What kind.
    pub kind: BannerKind,
    /// Its words.
    pub text: String,
    /// Minutes it takes.
    pub minutes: Minutes,
    /// What it costs, if it costs.
    pub cost: Option<Money>,
}

/// Kinds of banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BannerKind {
    /// Company move.
    Move,
    /// Meal.
    Meal,
    /// Travel.
    Travel,
    /// Anything else.
    Note,
}

/// One day of a unit as the rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardDay<'a> {
    /// Ordinal of the unit, from 0.
    pub ordinal: usize,
    /// Its rows without the break.
    pub rows: &'a [Row],
}

impl BoardDay<'_> {
    /// Its sheets in order.
    pub fn sheets(&self) -> impl Iterator<Item = SheetId> + '_ {
        self.rows.iter().filter_map(|row| match row {
            Row::Strip { sheet, .. } => Some(*sheet),
            _ => None,
        })
    }
}

impl Board {
    /// A working board without rows.
    #[must_use]
    pub fn empty(id: BoardId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            status: BoardStatus::Working,
            assumptions: Vec::new(),
            rows: BTreeMap::new(),
            set_aside: BTreeSet::new(),
        }
    }

    /// The days of a unit. A last day without a closing break counts when it has rows; trailing empty days do not.
    #[must_use]
    pub fn days(&self, unit: UnitId) -> Vec<BoardDay<'_>> {
        let rows = self.rows.get(&unit).map_or(&[][..], Vec::as_slice);
        let mut days: Vec<BoardDay<'_>> = rows
            .split(|row| *row == Row::DayBreak)
            .enumerate()
            .map(|(ordinal, rows)| BoardDay { ordinal, rows })
            .collect();
        while days.last().is_some_and(|day| day.rows.is_empty()) {
            days.pop();
        }
        days
    }

    /// Unit and day ordinal of each placed sheet.
    #[must_use]
    pub fn placements(&self) -> BTreeMap<SheetId, (UnitId, usize, Placed)> {
        let mut places = BTreeMap::new();
        for (unit, rows) in &self.rows {
            let mut ordinal = 0;
            for row in rows {
                match row {
                    Row::Strip { sheet, placed } => {
                        places.insert(*sheet, (*unit, ordinal, *placed));
                    }
                    Row::DayBreak => ordinal += 1,
                    Row::Banner(_) => {}
                }
            }
        }
        places
    }

    /// Takes a sheet off the board. Its day stays, empty or not.
    pub fn remove(&mut self, sheet: SheetId) {
        for rows in self.rows.values_mut() {
            rows.retain(|row| !matches!(row, Row::Strip { sheet: s, .. } if *s == sheet));
        }
    }

    /// Puts a sheet into the boneyard as a person does: a plan leaves it there.
    pub fn set_aside(&mut self, sheet: SheetId) {
        self.remove(sheet);
        self.set_aside.insert(sheet);
    }

    /// After rows came from elsewhere: what is on one of them is not set aside any more.
    pub fn take_out_what_is_placed(&mut self) {
        for row in self.rows.values().flatten() {
            if let Row::Strip { sheet, .. } = row {
                self.set_aside.remove(sheet);
            }
        }
    }

    /// Rows of a unit that make a day (from 0), without its break; past the end there are none.
    #[must_use]
    pub fn day_rows(&self, unit: UnitId, ordinal: usize) -> Range<usize> {
        let rows = self.rows.get(&unit).map_or(&[][..], Vec::as_slice);
        let mut breaks = rows.iter().enumerate().filter(|(_, row)| **row == Row::DayBreak).map(|(at, _)| at);
        let start = match ordinal.checked_sub(1) {
            None => 0,
            Some(before) => breaks.nth(before).map_or(rows.len(), |at| at + 1),
        };
        start..breaks.next().unwrap_or(rows.len())
    }

    /// Puts a sheet in a place (from 0) among the rows of a day; past its last row at its end.
    pub fn place_at(&mut self, sheet: SheetId, unit: UnitId, ordinal: usize, place: usize, placed: Placed) {
        self.place(sheet, unit, ordinal, placed);
        let day = self.day_rows(unit, ordinal);
        let rows = self.rows.entry(unit).or_default();
        rows[day.clone()].rotate_right(1);
        let place = place.min(day.len() - 1);
        rows[day.start..=day.start + place].rotate_left(1);
    }

    /// Lets two sheets that are on the board change places.
    pub fn swap(&mut self, a: SheetId, b: SheetId) {
        for row in self.rows.values_mut().flatten() {
            if let Row::Strip { sheet, .. } = row {
                *sheet = match *sheet {
                    s if s == a => b,
                    s if s == b => a,
                    s => s,
                };
            }
        }
    }

    /// Takes a day (from 0) off the board: the unit's later days come a day earlier, its strips are in the boneyard.
    pub fn remove_day(&mut self, unit: UnitId, ordinal: usize) {
        let day = self.day_rows(unit, ordinal);
        if let Some(rows) = self.rows.get_mut(&unit) {
            let end = rows.len().min(day.end + 1);
            rows.drain(day.start.min(end)..end);
        }
    }

    /// Puts a sheet at the end of a day (from 0), adding empty days where needed.
    pub fn place(&mut self, sheet: SheetId, unit: UnitId, ordinal: usize, placed: Placed) {
        self.remove(sheet);
        self.set_aside.remove(&sheet);
        let rows = self.rows.entry(unit).or_default();
        let breaks: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| **row == Row::DayBreak).map(|(i, _)| i).collect();
        if let Some(at) = breaks.get(ordinal) {
            rows.insert(*at, Row::Strip { sheet, placed });
        } else {
            rows.extend(std::iter::repeat_n(Row::DayBreak, ordinal - breaks.len()));
            rows.push(Row::Strip { sheet, placed });
            rows.push(Row::DayBreak);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_small() {
        assert!(size_of::<Row>() <= 16, "a row takes {} bytes", size_of::<Row>());
    }

    #[test]
    fn days_follow_from_breaks() {
        let (main, mut board) = (UnitId(1), Board::empty(BoardId(1), "first"));
        board.place(SheetId(1), main, 0, Placed::ByPerson);
        board.place(SheetId(2), main, 2, Placed::ByPlan);
        board.place(SheetId(3), main, 0, Placed::ByPlan);
        let days: Vec<Vec<SheetId>> = board.days(main).iter().map(|day| day.sheets().collect()).collect();
        assert_eq!(days, [vec![SheetId(1), SheetId(3)], vec![], vec![SheetId(2)]]);
        board.place(SheetId(1), main, 2, Placed::ByPerson);
        assert_eq!(board.placements()[&SheetId(1)], (main, 2, Placed::ByPerson));
        board.remove(SheetId(1));
        board.remove(SheetId(2));
        assert_eq!(board.days(main).len(), 1, "trailing empty days do not count");
    }

    #[test]
    fn what_is_set_aside_is_on_no_day_until_it_is_placed() {
        let (main, mut board) = (UnitId(1), Board::empty(BoardId(1), "first"));
        board.place(SheetId(1), main, 0, Placed::ByPerson);
        board.set_aside(SheetId(1));
        assert!(board.placements().is_empty() && board.set_aside.contains(&SheetId(1)));
        board.place(SheetId(1), main, 1, Placed::ByPlan);
        assert!(board.set_aside.is_empty());
    }
    #[test]
    fn places_swaps_and_days_that_go() {
        let (main, mut board) = (UnitId(1), Board::empty(BoardId(1), "first"));
        for (sheet, day) in [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2)] {
            board.place(SheetId(sheet), main, day, Placed::ByPlan);
        }
        let days = |board: &Board| -> Vec<Vec<u32>> {
            board.days(main).iter().map(|day| day.sheets().map(|sheet| sheet.0).collect()).collect()
        };
        assert_eq!(board.day_rows(main, 1), 4..5);
        board.place_at(SheetId(5), main, 0, 1, Placed::ByPlan);
        assert_eq!(days(&board), [vec![1, 5, 2, 3], vec![4]]);
        board.place_at(SheetId(5), main, 0, 9, Placed::ByPlan);
        board.swap(SheetId(5), SheetId(4));
        assert_eq!(days(&board), [vec![1, 2, 3, 4], vec![5]]);
        board.remove_day(main, 0);
        assert_eq!(days(&board), [[5]]);
        board.remove_day(main, 7);
        assert_eq!(days(&board), [[5]]);
    }
}

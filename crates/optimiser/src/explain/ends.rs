//! How far a strip can be moved towards either end of the shoot, and what that changes by the judge's price.

use domain::{Board, Date, Row, SheetId, State, UnitId};
use rules::Verdict;

use super::Instead;
use super::strip::{best_place, best_swap};
use crate::compile::Compiled;

/// A strip on the earliest, or on the latest, day that can take it.
#[derive(Clone, Debug)]
pub struct End {
    /// The day, from 0.
    pub day: usize,
    /// Its date.
    pub date: Date,
    /// How it comes there.
    pub way: Way,
    /// The board and what changes.
    pub instead: Instead,
}

/// How a strip comes to another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It alone moves.
    Alone,
    /// It changes places with a strip.
    Swap(SheetId),
    /// Its whole day changes places with that day.
    Days,
    /// Its whole day comes there, and the days between go on by one.
    Day,
}

/// The earliest day before a strip's own, and the latest after it, where it breaks nothing forbidden that is not broken now:
/// alone, in place of another strip, or with its whole day; the cheapest way of these. None where the strip is at that end.
#[must_use]
pub fn ends(
    state: &State,
    board: &Board,
    verdict: &Verdict,
    compiled: &Compiled,
    sheet: SheetId,
) -> [Option<End>; 2] {
    let Some(&(unit, here, _)) = board.placements().get(&sheet) else { return [None, None] };
    let to = |day: usize| {
        let date = verdict.days.iter().find(|d| d.unit == unit && d.ordinal == day)?.date;
        let allowed = may_stand(compiled, sheet, (unit, day));
        let (way, instead) = allowed.then(|| best_way(state, board, verdict, sheet, (unit, day)))??;
        Some(End { day, date, way, instead })
    };
    [(0..here).find_map(to), (here + 1..board.days(unit).len()).rev().find_map(to)]
}

fn may_stand(compiled: &Compiled, sheet: SheetId, place: (UnitId, usize)) -> bool {
    let slot = compiled.slots.iter().position(|slot| *slot == place);
    let strip = compiled.strip_of(sheet).map(|strip| &compiled.problem.strips[strip.index()]);
    slot.zip(strip).is_some_and(|(slot, strip)| strip.allowed_slots.contains(slot))
}

fn best_way(
    state: &State,
    board: &Board,
    verdict: &Verdict,
    sheet: SheetId,
    (unit, day): (UnitId, usize),
) -> Option<(Way, Instead)> {
    let here = board.placements().get(&sheet)?.1;
    let alone = best_place(state, board, verdict, sheet, (unit, day));
    let swap = best_swap(state, board, verdict, sheet, (unit, day));
    let [days, moved] = [true, false]
        .map(|swapped| Instead::of(state, verdict, with_day_elsewhere(board, unit, (here, day), swapped)));
    let swap = swap.map(|(other, instead)| (Way::Swap(other), instead));
    let ways = [(Way::Alone, alone), (Way::Days, days), (Way::Day, moved)].into_iter().chain(swap);
    ways.filter(|(_, instead)| instead.difference.is_legal()).min_by(|a, b| a.1.order(&b.1))
}

/// The board on which a day of a unit stands in another's place: the two have changed places, or the days between have
/// gone on by one.
fn with_day_elsewhere(board: &Board, unit: UnitId, (from, to): (usize, usize), swapped: bool) -> Board {
    let mut changed = board.clone();
    let day = |ordinal| board.rows[&unit][board.day_rows(unit, ordinal)].to_vec();
    let mut days: Vec<Vec<Row>> = (0..board.days(unit).len()).map(day).collect();
    match (swapped, from < to) {
        (true, _) => days.swap(from, to),
        (false, true) => days[from..=to].rotate_left(1),
        (false, false) => days[to..=from].rotate_right(1),
    }
    let rows = days.into_iter().flat_map(|mut day| {
        day.push(Row::DayBreak);
        day
    });
    changed.rows.insert(unit, rows.collect());
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BoardId, Placed};

    #[test]
    fn a_day_changes_places_or_comes_between() {
        let main = UnitId(1);
        let mut board = Board::empty(BoardId(1), "plan");
        (0..4).for_each(|day| board.place(SheetId(day), main, day as usize, Placed::ByPlan));
        let order = |from, to, swapped| -> Vec<u32> {
            let changed = with_day_elsewhere(&board, main, (from, to), swapped);
            changed
                .days(main)
                .iter()
                .flat_map(|day| day.sheets().map(|sheet| sheet.0).collect::<Vec<_>>())
                .collect()
        };
        assert_eq!(order(3, 1, true), [0, 3, 2, 1]);
        assert_eq!(order(3, 1, false), [0, 3, 1, 2]);
        assert_eq!(order(0, 2, false), [1, 2, 0, 3]);
    }
}

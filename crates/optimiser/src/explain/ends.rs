//! How far a strip can be moved towards either end of the shoot, and what that changes by the judge's price.

use domain::{Board, Date, SheetId, State, UnitId};
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
}

/// The earliest day before a strip's own, and the latest after it, where it breaks nothing forbidden that is not broken now:
/// alone, in place of another strip, or with its whole day; the best way of these. None where the strip is at that end.
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
    let days = Instead::of(state, verdict, with_days_swapped(board, unit, here, day));
    let swap = swap.map(|(other, instead)| (Way::Swap(other), instead));
    let ways = [(Way::Alone, alone), (Way::Days, days)].into_iter().chain(swap);
    ways.filter(|(_, instead)| instead.difference.is_legal()).min_by(|a, b| a.1.order(&b.1))
}

/// The board on which two days of a unit have changed places.
fn with_days_swapped(board: &Board, unit: UnitId, a: usize, b: usize) -> Board {
    let mut swapped = board.clone();
    let (first, second) = (board.day_rows(unit, a.min(b)), board.day_rows(unit, a.max(b)));
    if let Some(rows) = swapped.rows.get_mut(&unit) {
        *rows = [
            &rows[..first.start],
            &rows[second.clone()],
            &rows[first.end..second.start],
            &rows[first],
            &rows[second.end..],
        ]
        .concat();
    }
    swapped
}

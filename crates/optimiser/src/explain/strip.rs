//! Where a strip could be instead, by the judge's price.

use domain::{Board, Date, Placed, Sheet, SheetId, SheetStatus, State, UnitId};
use rules::Verdict;

use super::Instead;

/// A strip on another day.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The day, from 0.
    pub day: usize,
    /// Its date; none past the end of the unit's calendar.
    pub date: Option<Date>,
    /// The strip that changes places with it; none: it alone moves.
    pub swap: Option<SheetId>,
    /// The board and what changes.
    pub instead: Instead,
}

/// The strip on every other day of its unit and on a day more, each time in the best place of the day. Where that breaks
/// something forbidden and a swap with a strip of the day does not, or breaks less, the best swap as well.
#[must_use]
pub fn alternatives(state: &State, board: &Board, verdict: &Verdict, sheet: &Sheet) -> Vec<Alternative> {
    let placed = board.placements().get(&sheet.id).copied();
    let Some(unit) = placed.map(|(unit, _, _)| unit).or_else(|| state.unit_of(sheet)) else {
        return Vec::new();
    };
    let here = placed.map(|(_, day, _)| day);
    let last = board.days(unit).len();
    let dates: Vec<Date> = match state.units.get(&unit) {
        Some(unit) => unit.calendar.shooting_dates(rules::start_date(state, unit)).take(last + 1).collect(),
        None => Vec::new(),
    };
    let mut found = Vec::new();
    for day in (0..=last).filter(|day| Some(*day) != here) {
        let alternative = |(swap, instead)| Alternative { day, date: dates.get(day).copied(), swap, instead };
        let moved = best_place(state, board, verdict, sheet.id, (unit, day));
        let swapped = (here.is_some() && !moved.difference.is_legal())
            .then(|| best_swap(state, board, verdict, sheet.id, (unit, day)))
            .flatten()
            .filter(|(_, swapped)| swapped.order(&moved).is_lt());
        found.push(alternative((None, moved)));
        found.extend(swapped.map(|(other, swapped)| alternative((Some(other), swapped))));
    }
    found
}

/// The strip in the best place of a day.
pub(super) fn best_place(
    state: &State,
    board: &Board,
    before: &Verdict,
    sheet: SheetId,
    (unit, day): (UnitId, usize),
) -> Instead {
    let mut without = board.clone();
    without.remove(sheet);
    let places = 0..=without.day_rows(unit, day).len();
    let instead = places.map(|place| {
        let mut board = without.clone();
        board.place_at(sheet, unit, day, place, Placed::ByPerson);
        Instead::of(state, before, board)
    });
    instead.min_by(Instead::order).expect("a day has at least one place")
}

/// The best swap with a strip of a day that is not shot.
pub(super) fn best_swap(
    state: &State,
    board: &Board,
    before: &Verdict,
    sheet: SheetId,
    (unit, day): (UnitId, usize),
) -> Option<(SheetId, Instead)> {
    let days = board.days(unit);
    let others = days.get(day)?.sheets();
    let free = others.filter(|id| state.sheets.get(id).is_some_and(|s| s.status != SheetStatus::Shot));
    free.map(|other| {
        let mut swapped = board.clone();
        swapped.swap(sheet, other);
        (other, Instead::of(state, before, swapped))
    })
    .min_by(|a, b| a.1.order(&b.1))
}

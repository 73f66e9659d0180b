//! What stays on the three boards.

use domain::{Board, BoardId, Placed, Refusal, Row, SheetId, SheetStatus, State, UnitId};

/// One board with all that stays on any of the three, so that all three answer the same question: what a person placed, on a
/// day or in the boneyard, what is shot, and banners.
pub(super) fn what_stays(state: &State, own: &[BoardId; 3]) -> Result<Board, Refusal> {
    let mut fixed = Board::empty(own[0], "what stays");
    for board in own.iter().map(|id| &state.boards[id]) {
        for unit in board.rows.keys() {
            for day in board.days(*unit) {
                let place = (*unit, day.ordinal);
                for row in day.rows {
                    match row {
                        Row::Strip { sheet, placed } => {
                            keep_strip(state, &mut fixed, place, (*sheet, *placed), &board.name)?;
                        }
                        Row::Banner(_) => keep_banner(&mut fixed, place, row),
                        Row::DayBreak => {}
                    }
                }
            }
        }
    }
    for board in own.iter().map(|id| &state.boards[id]) {
        for sheet in &board.set_aside {
            if fixed.placements().contains_key(sheet) {
                return Err(elsewhere(state, *sheet, "in the boneyard", &board.name));
            }
            fixed.set_aside(*sheet);
        }
    }
    Ok(fixed)
}

fn keep_strip(
    state: &State,
    fixed: &mut Board,
    (unit, day): (UnitId, usize),
    (sheet, placed): (SheetId, Placed),
    name: &str,
) -> Result<(), Refusal> {
    let Some(known) = state.sheets.get(&sheet) else { return Ok(()) };
    if placed == Placed::ByPlan && known.status != SheetStatus::Shot {
        return Ok(());
    }
    let there = fixed.placements().get(&sheet).map(|(unit, day, _)| (*unit, *day));
    if there.is_none() {
        fixed.place(sheet, unit, day, placed);
    } else if there != Some((unit, day)) && known.pin.is_none() {
        return Err(elsewhere(state, sheet, &format!("on day {}", day + 1), name));
    }
    Ok(())
}

fn elsewhere(state: &State, sheet: SheetId, here: &str, name: &str) -> Refusal {
    let scene = state.label(sheet);
    Refusal::with_remedy(
        format!(
            "scene {scene} stays {here} of “{name}”, as it was put there by hand or is shot, and elsewhere on another of the \
             three boards: what stays on one of them stays on all, so that they can be compared"
        ),
        "put it in one place on both, or leave it to the plan on one",
    )
}

fn keep_banner(fixed: &mut Board, (unit, day): (UnitId, usize), banner: &Row) {
    let there = fixed.day_rows(unit, day);
    let rows = fixed.rows.entry(unit).or_default();
    if rows[there].contains(banner) {
        return;
    }
    let breaks = rows.iter().filter(|row| **row == Row::DayBreak).count();
    rows.extend(std::iter::repeat_n(Row::DayBreak, day.saturating_sub(breaks)));
    let end = fixed.day_rows(unit, day).end;
    fixed.rows.entry(unit).or_default().insert(end, banner.clone());
}

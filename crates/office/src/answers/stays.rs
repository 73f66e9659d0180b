//! What stays on the three boards.

use domain::{Board, BoardId, Placed, Refusal, Row, SheetId, SheetStatus, State, UnitId};

/// One board with all that stays on any of the three, so that all three answer the same question: what a person placed, what
/// is shot, and banners.
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
        let scene = state.label(sheet);
        return Err(Refusal::with_remedy(
            format!(
                "scene {scene} stays on day {} of “{name}”, as it was placed by hand or is shot, and on another day of another \
                 of the three boards: what stays on one of them stays on all, so that they can be compared",
                day + 1
            ),
            format!(
                "put it on one day of both, or take it off one (firstup edit FILE move-strip \"{scene}\" boneyard --board \
                 \"{name}\")"
            ),
        ));
    }
    Ok(())
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

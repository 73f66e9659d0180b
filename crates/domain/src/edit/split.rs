//! A scene in parts: they share its length and time, and take its place wherever it stood.

use super::{PARTS, working_boards};
use crate::{Board, Editing, EntityKey, Minutes, PageEighths, Part, Refusal, Row, SheetId};

/// Replaces a sheet by parts that share its eighths and its typed minutes; on boards the parts take its place.
///
/// # Errors
/// When it is a part itself, or the number of parts is not between 2 and 50.
pub fn split(editing: &mut Editing<'_>, sheet: SheetId, parts: u32) -> Result<Vec<SheetId>, Refusal> {
    let whole = editing.now.sheets[&sheet].clone();
    if !PARTS.contains(&parts) {
        return Err(no_parts(&parts.to_string()));
    }
    if whole.part.is_some() {
        return Err(Refusal::with_remedy(
            format!("{} is a part already", editing.now.label(sheet)),
            "undo the split, then split the scene again",
        ));
    }
    let mut ids = Vec::new();
    for index in 1..=parts {
        let mut part = whole.clone();
        part.id = editing.fresh();
        part.part = Some(Part { index, of: parts });
        part.eighths = PageEighths(share(i64::from(whole.eighths.0), index, parts));
        part.minutes = whole.minutes.map(|m| Minutes(share(i64::from(m.0), index, parts).max(1) as i32));
        ids.push(part.id);
        editing.put(part);
    }
    for board in working_boards(editing) {
        replace_on_board(editing, board, sheet, &ids);
    }
    redirect_relations(editing, sheet, &ids);
    for stunt in editing.now.stunts.clone().into_values().filter(|stunt| stunt.sheet == sheet) {
        let mut stunt = stunt;
        stunt.sheet = ids[0];
        editing.put(stunt);
    }
    for action in editing.now.actions.clone().into_values().filter(|action| action.sheet == sheet) {
        let mut action = action;
        action.sheet = ids[0];
        editing.put(action);
    }
    editing.remove(EntityKey::Sheet(sheet));
    Ok(ids)
}

pub(super) fn no_parts(text: &str) -> Refusal {
    Refusal::with_remedy(
        format!("“{text}” is no number of parts"),
        format!("write a whole number between {} and {}", PARTS.start(), PARTS.end()),
    )
}

/// The `index`-th (from 1) of equal shares that add up to the total; the first ones are the larger.
fn share(total: i64, index: u32, parts: u32) -> u32 {
    let (parts, index) = (i64::from(parts), i64::from(index));
    let share = total / parts + i64::from(index <= total % parts);
    u32::try_from(share).unwrap_or(0)
}

fn replace_on_board(editing: &mut Editing<'_>, mut board: Board, sheet: SheetId, parts: &[SheetId]) {
    let mut changed = false;
    for rows in board.rows.values_mut() {
        let at = rows.iter().position(|row| matches!(row, Row::Strip { sheet: s, .. } if *s == sheet));
        if let Some(at) = at {
            let Row::Strip { placed, .. } = rows[at] else { continue };
            rows.splice(at..=at, parts.iter().map(|part| Row::Strip { sheet: *part, placed }));
            changed = true;
        }
    }
    if changed {
        editing.put(board);
    }
}

/// What must stand before, with or apart from the whole, stands so to every part.
fn redirect_relations(editing: &mut Editing<'_>, whole: SheetId, parts: &[SheetId]) {
    for sheet in editing.now.sheets.clone().into_values() {
        let mut changed = sheet.clone();
        for list in [&mut changed.before, &mut changed.with, &mut changed.apart] {
            if let Some(at) = list.iter().position(|id| *id == whole) {
                list.splice(at..=at, parts.iter().copied());
            }
        }
        if changed != sheet {
            editing.put(changed);
        }
    }
}

//! A scene in parts: they share its length and time, and take its place wherever it stood.

use std::ops::RangeInclusive;

use super::merge::{merge, take_place};
use super::parse::shares;
use super::{Context, Usage, combine, sheet, working_boards};
use crate::{Board, Editing, EntityKey, Minutes, PageEighths, Part, Refusal, Row, SheetId};

/// Parts that a scene may be shot in.
const PARTS: RangeInclusive<usize> = 2..=50;

/// The commands of this file, and of the sheets of several scenes.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "split-sheet",
        arguments: "SCENE PARTS|LENGTHS…",
        what: "shoot a scene in parts: so many the same, or with lengths that add up, 4/8 1 2/8 or 3+5 (eighths)",
        run: split_sheet,
    },
    Usage {
        name: "join-parts",
        arguments: "SCENE",
        what: "make one sheet of a scene's parts again",
        run: join_parts,
    },
    Usage {
        name: "combine-sheets",
        arguments: "SCENE SCENES…",
        what: "shoot scenes on one sheet: lengths and minutes add up; on boards the first strip stays",
        run: combine::combine_sheets,
    },
    Usage {
        name: "separate-sheet",
        arguments: "SCENE",
        what: "give each scene of a sheet its own again; what was typed goes to each, what a line says to its scene",
        run: combine::separate_sheet,
    },
];

fn split_sheet(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let sheet = sheet(editing, context)?;
    let text = context.rest(1)?;
    let label = editing.now.label(sheet.id);
    if let Ok(parts) = text.trim().parse::<u32>() {
        split(editing, sheet.id, parts)?;
        return Ok(format!("{label} in {parts} parts"));
    }
    let lengths = lengths(&text).ok_or_else(|| no_parts(&text))?;
    let sum: PageEighths = lengths.iter().copied().sum();
    if sum != sheet.eighths {
        return Err(Refusal::with_remedy(
            format!("the parts are {sum} together"),
            format!("{label} is {}: let them add up", sheet.eighths),
        ));
    }
    let weights: Vec<u32> = lengths.iter().map(|length| length.0).collect();
    split_into(editing, sheet.id, &lengths, &weights)?;
    let lengths: Vec<String> = lengths.iter().map(ToString::to_string).collect();
    Ok(format!("{label} in parts of {}", lengths.join(", ")))
}

/// Reads `3+5` in eighths, or pages and eighths, `4/8 1 2/8`: a whole number belongs to the eighths behind it.
fn lengths(text: &str) -> Option<Vec<PageEighths>> {
    let plus = text.contains('+');
    let mut lengths = Vec::new();
    let mut pages: Option<&str> = None;
    for word in text.split(|c: char| c.is_whitespace() || c == '+').filter(|word| !word.is_empty()) {
        let whole = word.bytes().all(|byte| byte.is_ascii_digit());
        if plus && whole {
            lengths.push(PageEighths(word.parse().ok()?));
        } else if whole {
            lengths.extend(pages.replace(word).map(PageEighths::parse).map(Option::unwrap_or_default));
        } else {
            let length = pages.take().map_or_else(|| word.to_owned(), |pages| format!("{pages} {word}"));
            lengths.push(PageEighths::parse(&length)?);
        }
    }
    lengths.extend(pages.map(PageEighths::parse).map(Option::unwrap_or_default));
    let fit = PARTS.contains(&lengths.len()) && lengths.iter().all(|length| (1..=8000).contains(&length.0));
    fit.then_some(lengths)
}

/// Replaces a sheet by parts that share its eighths and its typed minutes; on boards the parts take its place.
///
/// # Errors
/// When it is a part itself, or the number of parts is not between 2 and 50.
pub fn split(editing: &mut Editing<'_>, sheet: SheetId, parts: u32) -> Result<Vec<SheetId>, Refusal> {
    let count = usize::try_from(parts).unwrap_or(usize::MAX);
    if !PARTS.contains(&count) {
        return Err(no_parts(&parts.to_string()));
    }
    let eighths = editing.now.sheets[&sheet].eighths;
    let lengths: Vec<PageEighths> = shares(eighths.0, &vec![1; count]).into_iter().map(PageEighths).collect();
    split_into(editing, sheet, &lengths, &vec![1; count])
}

fn split_into(
    editing: &mut Editing<'_>,
    sheet: SheetId,
    lengths: &[PageEighths],
    weights: &[u32],
) -> Result<Vec<SheetId>, Refusal> {
    let whole = editing.now.sheets[&sheet].clone();
    if whole.part.is_some() {
        return Err(Refusal::with_remedy(
            format!("{} is a part already", editing.now.label(sheet)),
            "join the parts first (join-parts), then split the scene again",
        ));
    }
    let of = u32::try_from(lengths.len()).unwrap_or(u32::MAX);
    let minutes = whole.minutes.map(|minutes| shares(u32::try_from(minutes.0).unwrap_or(0), weights));
    let mut ids = Vec::new();
    for (at, length) in (0_u32..).zip(lengths) {
        let mut part = whole.clone();
        part.id = editing.fresh();
        part.part = Some(Part { index: at + 1, of });
        part.eighths = *length;
        part.minutes = minutes
            .as_ref()
            .map(|minutes| Minutes(i32::try_from(minutes[at as usize]).unwrap_or(i32::MAX).max(1)));
        ids.push(part.id);
        editing.put(part);
    }
    for board in working_boards(editing) {
        replace_on_board(editing, board, sheet, &ids);
    }
    redirect_relations(editing, sheet, &ids);
    redirect_stunts(editing, sheet, &ids);
    for action in editing.now.actions.clone().into_values().filter(|action| action.sheet == sheet) {
        let mut action = action;
        action.sheet = ids[0];
        editing.put(action);
    }
    editing.remove(EntityKey::Sheet(sheet));
    Ok(ids)
}

fn no_parts(text: &str) -> Refusal {
    Refusal::with_remedy(
        format!("“{text}” is no number of parts"),
        format!(
            "write a whole number between {} and {}, or lengths as 4/8 1 2/8",
            PARTS.start(),
            PARTS.end()
        ),
    )
}

pub(super) fn replace_on_board(
    editing: &mut Editing<'_>,
    mut board: Board,
    sheet: SheetId,
    parts: &[SheetId],
) {
    let mut changed = board.set_aside.remove(&sheet);
    if changed {
        board.set_aside.extend(parts);
    }
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
pub(super) fn redirect_relations(editing: &mut Editing<'_>, whole: SheetId, parts: &[SheetId]) {
    for sheet in editing.now.sheets.clone().into_values() {
        let mut changed = sheet.clone();
        for list in [&mut changed.before, &mut changed.with, &mut changed.apart] {
            if let Some(at) = list.iter().position(|id| *id == whole) {
                list.splice(at..=at, parts.iter().copied().filter(|part| *part != sheet.id));
            }
        }
        if changed != sheet {
            editing.put(changed);
        }
    }
}

/// The whole's stunts are the first part's; what a rewrite would throw away of it, it throws away of every part.
fn redirect_stunts(editing: &mut Editing<'_>, whole: SheetId, parts: &[SheetId]) {
    for stunt in editing.now.stunts.clone().into_values() {
        let mut changed = stunt.clone();
        if changed.sheet == whole {
            changed.sheet = parts[0];
        }
        for list in [&mut changed.lost, &mut changed.not_lost] {
            if let Some(at) = list.iter().position(|id| *id == whole) {
                list.splice(at..=at, parts.iter().copied());
            }
        }
        if changed != stunt {
            editing.put(changed);
        }
    }
}

fn join_parts(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.rest(0)?;
    let first = editing.now.sheet_called(&format!("{} pt 1", text.trim()));
    let any = first.or_else(|refusal| editing.now.sheet_called(&text).map_err(|_| refusal))?;
    let parts: Vec<_> = editing.now.parts_with(&editing.now.sheets[&any]).into_iter().cloned().collect();
    if parts.len() < 2 {
        return Err(Refusal::new(format!("{} is not shot in parts", editing.now.label(any))));
    }
    let ids: Vec<SheetId> = parts.iter().map(|part| part.id).collect();
    let mut whole = merge(&editing.now, &parts)?;
    whole.id = editing.fresh();
    whole.part = None;
    let id = whole.id;
    editing.put(whole);
    take_place(editing, &ids, id);
    Ok(format!("joined {} parts of {}", ids.len(), editing.now.label(id)))
}

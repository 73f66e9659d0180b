//! Commands on pins: a strip that a person fixes to a date or a day.

use super::board::{after_day, day_number, words_of};
use super::{Context, Usage, sheet};
use crate::resolve::date;
use crate::{Editing, Pin, PinAt, Refusal, Sheet};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage { name: "pin", arguments: "SCENE DATE|DAY", what: "fix a scene to a day", run: pin },
    Usage {
        name: "pin-here",
        arguments: "SCENE…",
        what: "fix scenes to the dates on which they stand on the board",
        run: pin_here,
    },
    Usage { name: "unpin", arguments: "SCENE…", what: "let scenes go", run: unpin },
];

fn pin(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let text = context.rest(1)?;
    let at = pin_at(&text)?;
    sheet.pin = Some(Pin { at, by: context.author.to_owned() });
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("pinned {label} to {text}"))
}

/// Reads what a pin names: a date, `day 5`, or `5`.
///
/// # Errors
/// Anything else.
pub fn pin_at(text: &str) -> Result<PinAt, Refusal> {
    let text = text.trim();
    let date = date(text);
    let number = text.strip_prefix('-').unwrap_or(text);
    let names_day = after_day(text).is_some() || number.bytes().all(|byte| byte.is_ascii_digit());
    if date.is_err() && names_day {
        return day_number(text, "a date").map(PinAt::Day);
    }
    date.map(PinAt::Date)
}

fn pin_here(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let board = editing.now.boards[&editing.now.board_called(context.board)?].clone();
    let places = board.placements();
    let mut labels = Vec::new();
    for mut sheet in sheets(editing, context)? {
        let label = editing.now.label(sheet.id);
        let Some((unit, day, _)) = places.get(&sheet.id) else {
            return Err(Refusal::with_remedy(
                format!("{label} stands on no day of {}", board.name),
                format!("put it on a day first, or say the date: pin {label} 2027-05-04"),
            ));
        };
        let dates = editing.now.units.get(unit).map(|unit| editing.now.board_dates(&board, unit));
        let date = dates.unwrap_or_default().get(*day).copied();
        let number = u32::try_from(day + 1).unwrap_or(u32::MAX);
        let at = date.map_or(PinAt::Day(number), PinAt::Date);
        sheet.pin = Some(Pin { at, by: context.author.to_owned() });
        labels.push(label);
        editing.put(sheet);
    }
    Ok(format!("pinned {} where they stand on {}", words_of(&labels), board.name))
}

fn unpin(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut labels = Vec::new();
    for mut sheet in sheets(editing, context)? {
        sheet.pin = None;
        labels.push(editing.now.label(sheet.id));
        editing.put(sheet);
    }
    Ok(format!("unpinned {}", words_of(&labels)))
}

/// The sheets that all arguments name.
fn sheets(editing: &Editing<'_>, context: &Context<'_>) -> Result<Vec<Sheet>, Refusal> {
    let called = |name: &String| editing.now.sheet_called(name).map(|id| editing.now.sheets[&id].clone());
    context.all(0)?.iter().map(called).collect()
}

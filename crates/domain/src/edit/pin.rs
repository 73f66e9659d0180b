//! Commands on pins: a strip that a person fixes to a date or a day.

use super::board::{after_day, day_number};
use super::{Context, Usage, sheet};
use crate::resolve::date;
use crate::{Editing, Pin, PinAt, Refusal};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage { name: "pin", arguments: "SCENE DATE|DAY", what: "fix a scene to a day", run: pin },
    Usage { name: "unpin", arguments: "SCENE", what: "let a scene go", run: unpin },
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

fn unpin(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    sheet.pin = None;
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("unpinned {label}"))
}

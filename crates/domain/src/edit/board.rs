//! Commands on boards and their strips.

use std::ops::RangeInclusive;

use super::{Context, Usage, sheet};
use crate::{Board, BoardId, Editing, Entity, EntityKey, Placed, Refusal, SheetStatus, UnitId};

/// Days that a board may have.
const DAYS: RangeInclusive<u32> = 1..=1000;

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "move-strip",
        arguments: "SCENE DAY|boneyard",
        what: "put a strip at the end of a day",
        run: move_strip,
    },
    Usage {
        name: "copy-board",
        arguments: "NAME",
        what: "start a board as a copy of another",
        run: copy_board,
    },
    Usage { name: "rename-board", arguments: "NAME", what: "give a board another name", run: rename_board },
    Usage { name: "delete-board", arguments: "", what: "delete a working board", run: delete_board },
];

fn working_board(editing: &Editing<'_>, context: &Context<'_>) -> Result<Board, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let board = editing.now.boards[&id].clone();
    if board.status != crate::BoardStatus::Working {
        return Err(Refusal::with_remedy(
            format!("{} was issued and stays as it is", board.name),
            "work on a copy: copy-board NAME",
        ));
    }
    Ok(board)
}

fn move_strip(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let sheet = sheet(editing, context)?;
    let mut board = working_board(editing, context)?;
    let label = editing.now.label(sheet.id);
    if sheet.status == SheetStatus::Omitted {
        return Err(Refusal::with_remedy(
            format!("{label} is omitted"),
            format!("take it back first: restore {label}"),
        ));
    }
    let place = context.rest(1)?;
    if place == "boneyard" {
        board.remove(sheet.id);
    } else {
        let day = day_number(&place, "boneyard")?;
        let unit: Option<UnitId> = editing.now.unit_of(&sheet);
        let unit = unit.ok_or_else(|| Refusal::new("this production has no unit"))?;
        board.place(sheet.id, unit, day as usize - 1, Placed::ByPerson);
    }
    let summary = format!("{label} to {place} on {}", board.name);
    editing.put(board);
    Ok(summary)
}

/// Reads `5` or `day 5`; `or` is what could be written as well.
pub(super) fn day_number(text: &str, or: &str) -> Result<u32, Refusal> {
    let number = after_day(text).unwrap_or(text).trim();
    number.parse().ok().filter(|day| DAYS.contains(day)).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{text}” is no day of a board"),
            format!("write the day's number, between {} and {}, or {or}", DAYS.start(), DAYS.end()),
        )
    })
}

/// What stands after the word `day`.
pub(super) fn after_day(text: &str) -> Option<&str> {
    let (word, number) = text.split_at_checked("day".len())?;
    word.eq_ignore_ascii_case("day").then_some(number)
}

fn free_name(editing: &Editing<'_>, name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::new("a board needs a name"));
    }
    if editing.now.boards.values().any(|board| board.name.eq_ignore_ascii_case(name)) {
        return Err(Refusal::new(format!("there is a board “{name}” already")));
    }
    Ok(name.to_owned())
}

fn copy_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let mut board = editing.now.boards[&id].clone();
    let name = free_name(editing, &context.rest(0)?)?;
    let summary = format!("{name} is a copy of {}", board.name);
    board.id = editing.fresh::<BoardId>();
    board.name = name;
    board.status = crate::BoardStatus::Working;
    editing.put(board);
    Ok(summary)
}

fn rename_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut board = working_board(editing, context)?;
    let name = free_name(editing, &context.rest(0)?)?;
    let summary = format!("{} is now {name}", board.name);
    board.name = name;
    editing.put(Entity::from(board));
    Ok(summary)
}

fn delete_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let board = working_board(editing, context)?;
    editing.remove(EntityKey::Board(board.id));
    Ok(format!("deleted {}", board.name))
}

//! Commands that lay rows of a board elsewhere: any of them, at any place, as a person drags them.

use std::collections::BTreeSet;

use super::board::{OffTheDays, day_called, day_range, place_number, words_of, working_board};
use super::{Context, Usage};
use crate::{Board, BoardId, Editing, Placed, Refusal, Row, SheetId, SheetStatus, UnitId};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "move-rows",
        arguments: "DAY/PLACE|boneyard|plan ROW…",
        what: "put rows before what stands in the n-th place of a day, or at its end; one day past the last is a new \
               day. To the boneyard or left to the plan go scenes and days, as with move-strip. ROW is a scene, `banner DAY/PLACE`, `break DAY` (what ends that day) or `day DAY` (all of it). \
               All places are those before the move",
        run: move_rows,
    },
    Usage {
        name: "take-days",
        arguments: "BOARD DAY…",
        what: "lay out days as another board has them; strips that they push out go to the day of that other board",
        run: take_days,
    },
];

/// A row by where it stands before the move: unit, and place among all rows of the unit.
type At = (UnitId, usize);

/// Rows on their way.
struct Moved {
    rows: Vec<Row>,
    /// Where they stood; strips from the boneyard stood nowhere.
    from: BTreeSet<At>,
    words: Vec<String>,
}

fn move_rows(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut board = working_board(editing, context)?;
    let to = context.arg(0)?.trim();
    let moved = picked(editing, &board, context.all(1)?)?;
    let words = words_of(&moved.words);
    if let Some(off) = OffTheDays::called(to) {
        let strips = moved.rows.iter().all(|row| matches!(row, Row::Strip { .. } | Row::DayBreak));
        if !strips {
            return Err(Refusal::with_remedy(
                "a banner has no place off the days of a board",
                "take it off the board: remove-banner DAY/PLACE",
            ));
        }
        take_off(&mut board, &moved.from);
        for row in moved.rows {
            if let Row::Strip { sheet, .. } = row {
                off.take(&mut board, sheet);
            }
        }
        let summary = format!("{words} {} on {}", off.words(), board.name);
        editing.put(board);
        return Ok(summary);
    }
    let (unit, at) = target(editing, &mut board, to)?;
    let ordinal = board.rows[&unit][..at].iter().filter(|row| **row == Row::DayBreak).count();
    let day = super::board::other_units_day(&editing.now, unit, ordinal);
    put(&mut board, unit, at, moved);
    let place = to.split_once('/').map_or_else(
        || to.to_owned(),
        |(typed, place)| format!("{}, place {place},", day.unwrap_or_else(|| format!("day {typed}"))),
    );
    let summary = format!("{words} to {place} on {}", board.name);
    editing.put(board);
    Ok(summary)
}

/// The rows that are named, in that order, each once.
fn picked(editing: &Editing<'_>, board: &Board, names: &[String]) -> Result<Moved, Refusal> {
    let mut moved = Moved { rows: Vec::new(), from: BTreeSet::new(), words: Vec::new() };
    let mut sheets = BTreeSet::new();
    for name in names {
        let twice = || Refusal::new(format!("{name} is named twice"));
        let (kind, address) = name.trim().split_once(' ').unwrap_or((name.trim(), ""));
        match kind.to_ascii_lowercase().as_str() {
            "banner" | "break" | "day" => {
                let (unit, rows) = addressed(editing, board, kind, address)?;
                let all = board.rows.get(&unit).map_or(&[][..], Vec::as_slice);
                for at in rows.clone() {
                    if !moved.from.insert((unit, at)) {
                        return Err(twice());
                    }
                    moved.rows.push(by_person(&all[at]));
                }
                if kind.eq_ignore_ascii_case("day") && moved.rows.last() != Some(&Row::DayBreak) {
                    moved.rows.push(Row::DayBreak);
                }
                moved.words.push(format!("{} {}", kind.to_ascii_lowercase(), address.trim()));
            }
            _ => {
                let id = movable(editing, name)?;
                let at = place_of(board, id);
                if !sheets.insert(id) || at.is_some_and(|at| !moved.from.insert(at)) {
                    return Err(twice());
                }
                moved.rows.push(Row::Strip { sheet: id, placed: Placed::ByPerson });
                moved.words.push(editing.now.label(id));
            }
        }
    }
    Ok(moved)
}

/// The sheet of a name, if it is still to be shot.
fn movable(editing: &Editing<'_>, name: &str) -> Result<SheetId, Refusal> {
    let id = editing.now.sheet_called(name)?;
    if editing.now.sheets[&id].status == SheetStatus::Omitted {
        let label = editing.now.label(id);
        return Err(Refusal::with_remedy(
            format!("{label} is omitted"),
            format!("take it back first: restore {label}"),
        ));
    }
    Ok(id)
}

fn place_of(board: &Board, sheet: SheetId) -> Option<At> {
    board.rows.iter().find_map(|(unit, rows)| {
        let at = rows.iter().position(|row| matches!(row, Row::Strip { sheet: s, .. } if *s == sheet))?;
        Some((*unit, at))
    })
}

/// Rows of `banner 5/3`, `break 5`, `day 5`.
fn addressed(
    editing: &Editing<'_>,
    board: &Board,
    kind: &str,
    address: &str,
) -> Result<(UnitId, std::ops::Range<usize>), Refusal> {
    let (day, place) = address.split_once('/').map_or((address, None), |(day, place)| (day, Some(place)));
    let (unit, ordinal) = day_called(editing, board, day.trim())?;
    let rows = board.rows.get(&unit).map_or(&[][..], Vec::as_slice);
    let range = day_range(rows, ordinal);
    let after = (range.end + 1).min(rows.len());
    match (kind.to_ascii_lowercase().as_str(), place) {
        ("day", None) => Ok((unit, range.start..after)),
        ("break", None) if range.end < rows.len() => Ok((unit, range.end..after)),
        ("break", None) => Err(Refusal::new(format!("no break ends day {day}: it is the last"))),
        ("banner", Some(place)) => {
            let at = range.start + place_number(place.trim(), &rows[range.clone()])? - 1;
            match rows[..range.end].get(at) {
                Some(Row::Banner(_)) => Ok((unit, at..at + 1)),
                _ => Err(Refusal::new(format!("there is no banner at {address}"))),
            }
        }
        _ => Err(Refusal::with_remedy(
            format!("“{kind} {address}” names no row"),
            "write a scene, `banner DAY/PLACE`, `break DAY` or `day DAY`",
        )),
    }
}

/// Where rows go: a unit, and the row before which they stand. A day past the last is begun.
fn target(editing: &Editing<'_>, board: &mut Board, to: &str) -> Result<At, Refusal> {
    let unreadable = || {
        Refusal::with_remedy(
            format!("“{to}” is no place on a board"),
            "write DAY/PLACE, UNIT:DAY/PLACE for another unit, boneyard or plan",
        )
    };
    let (day, place) = to.rsplit_once('/').ok_or_else(unreadable)?;
    let (unit, ordinal) = super::board::day_or_next(editing, board, day.trim())?;
    let days = board.days(unit).len();
    let rows = board.rows.entry(unit).or_default();
    if ordinal == days {
        // Empty days at the end count for nothing: the new day takes their place.
        while rows.len() > 1 && rows[rows.len() - 2..] == [Row::DayBreak, Row::DayBreak] {
            rows.pop();
        }
        if rows == &[Row::DayBreak] {
            rows.clear();
        }
        if rows.last().is_some_and(|last| *last != Row::DayBreak) {
            rows.push(Row::DayBreak);
        }
    }
    let day = if ordinal == days { rows.len()..rows.len() } else { day_range(rows, ordinal) };
    let place = place_number(place.trim(), &rows[day.clone()])?;
    Ok((unit, day.start + place - 1))
}

fn put(board: &mut Board, unit: UnitId, at: usize, moved: Moved) {
    let before = moved.from.iter().filter(|from| from.0 == unit && from.1 < at).count();
    take_off(board, &moved.from);
    let rows = board.rows.entry(unit).or_default();
    let at = (at - before).min(rows.len());
    rows.splice(at..at, moved.rows);
    if rows.last().is_some_and(|last| *last != Row::DayBreak) {
        rows.push(Row::DayBreak);
    }
    board.take_out_what_is_placed();
}

fn take_off(board: &mut Board, from: &BTreeSet<At>) {
    for (unit, rows) in &mut board.rows {
        let mut at = 0;
        rows.retain(|_| {
            at += 1;
            !from.contains(&(*unit, at - 1))
        });
    }
}

fn by_person(row: &Row) -> Row {
    match row {
        Row::Strip { sheet, .. } => Row::Strip { sheet: *sheet, placed: Placed::ByPerson },
        other => other.clone(),
    }
}

fn take_days(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut board = working_board(editing, context)?;
    let other: BoardId = editing.now.board_called(Some(context.arg(0)?))?;
    let other = editing.now.boards[&other].clone();
    if other.id == board.id {
        return Err(Refusal::new(format!("{} has its days already", board.name)));
    }
    let names = context.all(1)?;
    let mut days = BTreeSet::new();
    for name in names {
        days.insert(day_called(editing, &other, name)?);
    }
    let before = board.placements();
    let there = other.placements();
    for (unit, ordinal) in &days {
        let rows = other.days(*unit)[*ordinal].rows.to_vec();
        lay_out(&mut board, *unit, *ordinal, rows);
    }
    let now = board.placements();
    for (sheet, _) in before.iter().filter(|(sheet, _)| !now.contains_key(sheet)) {
        if let Some((unit, ordinal, placed)) = there.get(sheet) {
            board.place(*sheet, *unit, *ordinal, *placed);
        }
    }
    let names: Vec<String> = names.iter().map(|name| format!("day {}", name.trim())).collect();
    let summary = format!("{} of {} laid out as on {}", words_of(&names), board.name, other.name);
    editing.put(board);
    Ok(summary)
}

/// Gives a day these rows in place of its own; its strips leave wherever else they stand.
fn lay_out(board: &mut Board, unit: UnitId, ordinal: usize, rows: Vec<Row>) {
    for row in &rows {
        if let Row::Strip { sheet, .. } = row {
            board.remove(*sheet);
        }
    }
    let all = board.rows.entry(unit).or_default();
    let breaks = all.iter().filter(|row| **row == Row::DayBreak).count();
    if all.last().is_some_and(|last| *last != Row::DayBreak) {
        all.push(Row::DayBreak);
    }
    all.extend(std::iter::repeat_n(Row::DayBreak, (ordinal + 1).saturating_sub(breaks)));
    let day = board.day_rows(unit, ordinal);
    if let Some(all) = board.rows.get_mut(&unit) {
        all.splice(day, rows);
    }
    board.take_out_what_is_placed();
}

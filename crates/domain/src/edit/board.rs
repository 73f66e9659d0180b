//! Commands on boards: their strips, days, banners and names.

use std::ops::RangeInclusive;

use super::{Context, Usage, parse, sheet};
use crate::resolve::{by_keyword, date};
use crate::{
    Banner, BannerKind, Board, BoardId, BoardStatus, Date, Editing, Entity, EntityKey, Minutes, Placed,
    Refusal, Row, SheetId, SheetStatus, State, Unit, UnitId, date_words,
};

/// Days that a board may have.
const DAYS: RangeInclusive<u32> = 1..=1000;

/// So many days of work behind a board's end a date may lie: one farther ahead is more often a slip than a plan.
const DAYS_AHEAD: usize = 20;

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "move-strip",
        arguments: "SCENE DAY|boneyard|plan [PLACE]",
        what: "put a strip at the end of a day (its number or its date; UNIT:DAY of another unit), or in the n-th place of it; into the boneyard, where a plan leaves it; or \
               leave its place to the plan",
        run: move_strip,
    },
    Usage {
        name: "add-day-break",
        arguments: "DAY [ROWS]",
        what: "end a day after so many of its rows, and go on the next day; without rows an empty day follows. \
               A day is its number or its date (2027-10-06, Wed 6 Oct); of another unit it is written UNIT:DAY",
        run: add_day_break,
    },
    Usage {
        name: "remove-day-break",
        arguments: "DAY",
        what: "let a day and the next be one",
        run: remove_day_break,
    },
    Usage {
        name: "add-banner",
        arguments: "DAY[/PLACE] move|meal|travel|note MINUTES TEXT…",
        what: "put a line that is no scene at the end of a day, or in the n-th place of it",
        run: add_banner,
    },
    Usage {
        name: "remove-banner",
        arguments: "DAY[/PLACE]",
        what: "take a banner off a day: the one in the n-th place, or its only one",
        run: remove_banner,
    },
    Usage { name: "new-board", arguments: "NAME…", what: "start an empty board", run: new_board },
    Usage {
        name: "copy-board",
        arguments: "NAME",
        what: "start a board as a copy of another",
        run: copy_board,
    },
    Usage { name: "rename-board", arguments: "NAME", what: "give a board another name", run: rename_board },
    Usage { name: "delete-board", arguments: "", what: "delete a working board", run: delete_board },
    Usage {
        name: "assume",
        arguments: "WORDS…",
        what: "say what a board assumes that others do not",
        run: assume,
    },
    Usage {
        name: "drop-assumption",
        arguments: "WORDS…",
        what: "say that a board does not assume it any more",
        run: drop_assumption,
    },
];

pub(super) fn working_board(editing: &Editing<'_>, context: &Context<'_>) -> Result<Board, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let board = editing.now.boards[&id].clone();
    if board.status != BoardStatus::Working {
        return Err(Refusal::with_remedy(
            format!("{} was issued and stays as it is", board.name),
            "work on a copy: copy-board NAME",
        ));
    }
    Ok(board)
}

/// Where a strip goes that leaves the days of a board.
#[derive(Clone, Copy)]
pub(super) enum OffTheDays {
    /// A person puts it there, and a plan leaves it there.
    Boneyard,
    /// The plan is to place it.
    LeftToPlan,
}

impl OffTheDays {
    pub(super) fn called(to: &str) -> Option<Self> {
        match to.trim().to_ascii_lowercase().as_str() {
            "boneyard" => Some(Self::Boneyard),
            "plan" => Some(Self::LeftToPlan),
            _ => None,
        }
    }

    pub(super) fn take(self, board: &mut Board, sheet: SheetId) {
        board.set_aside(sheet);
        if matches!(self, Self::LeftToPlan) {
            board.set_aside.remove(&sheet);
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Boneyard => "to boneyard",
            Self::LeftToPlan => "left to the plan",
        }
    }
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
    let to = context.rest(1)?;
    if let Some(off) = OffTheDays::called(&to) {
        off.take(&mut board, sheet.id);
        let summary = format!("{label} {} on {}", off.words(), board.name);
        editing.put(board);
        return Ok(summary);
    }
    let (day, place) = day_and_place(&to);
    let (named, day) = unit_and_day(&editing.now, day)?;
    let unit: Option<UnitId> = named.or_else(|| editing.now.unit_of(&sheet));
    let unit = unit.ok_or_else(|| Refusal::new("this production has no unit"))?;
    let ordinal = ordinal_called(&editing.now, &board, unit, day, "boneyard or plan")?;
    let place = place.map(|place| place_number(place, &rows_without(&board, &sheet, unit, ordinal)));
    let place = place.transpose()?;
    board.place(sheet.id, unit, ordinal, Placed::ByPerson);
    if let Some(place) = place {
        let rows = board.rows.entry(unit).or_default();
        let day = day_range(rows, ordinal);
        let strip = rows.remove(day.end - 1);
        rows.insert(day.start + place - 1, strip);
    }
    let day = other_units_day(&editing.now, unit, ordinal);
    let to = match (day, day_and_place(&to)) {
        (day, (typed, Some(place))) => format!("{}, place {place},", day.as_deref().unwrap_or(typed)),
        (day, _) => day.unwrap_or(to),
    };
    let summary = format!("{label} to {to} on {}", board.name);
    editing.put(board);
    Ok(summary)
}

/// A day as people call it where the number in a command is not the one on paper: another unit's than the main one.
pub(super) fn other_units_day(state: &State, unit: UnitId, ordinal: usize) -> Option<String> {
    (state.main_unit()?.id != unit).then(|| state.day_words(unit, ordinal))
}

/// `5 2`, `day 5 2`, `Wed 6 Oct 2`: the day, and the place in it. A date's month ends no place, and its year is none.
fn day_and_place(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let is_place = |place: &str| place.len() < "2027".len() && !place.starts_with(char::is_alphabetic);
    match text.rsplit_once(' ') {
        Some((day, place)) if !day.trim().eq_ignore_ascii_case("day") && is_place(place) => {
            (day.trim(), Some(place))
        }
        _ => (text, None),
    }
}

/// Rows of a day as they are without the strip that is to be put there.
fn rows_without(board: &Board, sheet: &crate::Sheet, unit: UnitId, ordinal: usize) -> Vec<Row> {
    let mut without = board.clone();
    without.remove(sheet.id);
    without.days(unit).get(ordinal).map(|day| day.rows.to_vec()).unwrap_or_default()
}

/// A place among rows, from 1: at most one past the last.
pub(super) fn place_number(text: &str, rows: &[Row]) -> Result<usize, Refusal> {
    let last = rows.len() + 1;
    text.parse().ok().filter(|place| (1..=last).contains(place)).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{text}” is no place on that day"),
            format!("write a whole number between 1 and {last}"),
        )
    })
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

/// The rows of a day (from 0), without its break; past the end there are none.
pub(super) fn day_range(rows: &[Row], ordinal: usize) -> std::ops::Range<usize> {
    let breaks: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| **row == Row::DayBreak).map(|(at, _)| at).collect();
    let start = match ordinal {
        0 => 0,
        _ => breaks.get(ordinal - 1).map_or(rows.len(), |at| at + 1),
    };
    start..breaks.get(ordinal).copied().unwrap_or(rows.len())
}

/// The unit and the day (from 0) of `5`, `Second:5`, or of a date in their place: `Second:2027-01-12`; the day exists.
pub(super) fn day_called(
    editing: &Editing<'_>,
    board: &Board,
    text: &str,
) -> Result<(UnitId, usize), Refusal> {
    day_up_to(editing, board, text, 0)
}

/// The same; one day past the last may be named too.
pub(super) fn day_or_next(
    editing: &Editing<'_>,
    board: &Board,
    text: &str,
) -> Result<(UnitId, usize), Refusal> {
    day_up_to(editing, board, text, 1)
}

fn day_up_to(
    editing: &Editing<'_>,
    board: &Board,
    text: &str,
    past: usize,
) -> Result<(UnitId, usize), Refusal> {
    let (unit, day) = unit_and_day(&editing.now, text)?;
    let main = || editing.now.main_unit().map(|unit| unit.id);
    let unit = unit.or_else(main).ok_or_else(|| Refusal::new("this production has no unit"))?;
    let ordinal = ordinal_called(&editing.now, board, unit, day, "UNIT:DAY for a day of another unit")?;
    let days = board.days(unit).len();
    if ordinal >= days + past {
        return Err(Refusal::new(format!("{} has {days} days of this unit, and no day {day}", board.name)));
    }
    Ok((unit, ordinal))
}

/// `Second:5`, `Second Wed 6 Oct`, `5`: the unit, if the day begins with its name, and the day.
fn unit_and_day<'a>(state: &State, text: &'a str) -> Result<(Option<UnitId>, &'a str), Refusal> {
    if let Some((unit, day)) = text.rsplit_once(':') {
        return Ok((Some(state.unit_called(unit)?), day.trim()));
    }
    let text = text.trim();
    let behind_its_name = |unit: &Unit| {
        let (name, day) = text.split_at_checked(unit.name.len())?;
        let named = name.eq_ignore_ascii_case(&unit.name) && day.starts_with(' ');
        named.then(|| (Some(unit.id), day.trim_start()))
    };
    Ok(state.units.values().find_map(behind_its_name).unwrap_or((None, text)))
}

/// Does a text call a date as the program and people do: `Wed 6 Oct`, `6 Oct 2027`?
fn calls(text: &str, date: Date) -> bool {
    ["%a %-d %b", "%a %-d %b %Y", "%-d %b", "%-d %b %Y"]
        .iter()
        .any(|format| date.strftime(format).to_string().eq_ignore_ascii_case(text))
}

/// The day of a unit, from 0, of its number or of a date on which it shoots.
fn ordinal_called(
    state: &State,
    board: &Board,
    unit: UnitId,
    text: &str,
    or: &str,
) -> Result<usize, Refusal> {
    let unit = &state.units[&unit];
    let end = board.rows.keys().map(|unit| board.days(*unit).len()).max().unwrap_or_default();
    let mut dates = state.start_of(unit).into_iter().flat_map(|start| unit.calendar.shooting_dates(start));
    let Ok(date) = date(text) else {
        if let Some(at) = dates.take(end + DAYS_AHEAD).position(|date| calls(text, date)) {
            return Ok(at);
        }
        return Ok(day_number(text, &format!("its date, or {or}"))? as usize - 1);
    };
    let at = dates.position(|of| of == date).ok_or_else(|| {
        Refusal::with_remedy(
            format!("{} does not shoot on {}", unit.name, date_words(date)),
            "write a date on which it works, or the day's number",
        )
    })?;
    if at >= end + DAYS_AHEAD {
        return Err(Refusal::with_remedy(
            format!("{} is {} days of work behind the end of {}", date_words(date), at + 1 - end, board.name),
            format!("look at the year; if it is meant, write the day's number, {}", at + 1),
        ));
    }
    Ok(at)
}

/// `12A, 14, 15 and 3 more`.
pub(super) fn words_of(names: &[String]) -> String {
    const MOST: usize = 3;
    let more = names.len().saturating_sub(MOST);
    let words = names[..names.len() - more].join(", ");
    if more > 0 { format!("{words} and {more} more") } else { words }
}

fn add_day_break(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let mut board = working_board(editing, context)?;
    let (unit, ordinal) = day_called(editing, &board, text)?;
    let rows = board.rows.entry(unit).or_default();
    let day = day_range(rows, ordinal);
    let count = u32::try_from(day.len()).unwrap_or(u32::MAX);
    let after = match context.optional(1) {
        Some(word) => parse::number("number of rows of that day", word, 0..=count)? as usize,
        None => day.len(),
    };
    rows.insert(day.start + after, Row::DayBreak);
    let rows = if after == 1 { "1 row".to_owned() } else { format!("{after} rows") };
    let summary = format!("day {text} of {} ends after {rows}", board.name);
    editing.put(board);
    Ok(summary)
}

fn remove_day_break(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let mut board = working_board(editing, context)?;
    let (unit, ordinal) = day_called(editing, &board, text)?;
    if ordinal + 1 == board.days(unit).len() {
        return Err(Refusal::new(format!("day {text} is the last of {}: no day follows", board.name)));
    }
    let rows = board.rows.entry(unit).or_default();
    let end = day_range(rows, ordinal).end;
    rows.remove(end);
    let summary = format!("day {text} of {} goes on with the next", board.name);
    editing.put(board);
    Ok(summary)
}

/// Kinds of banner, as facts spell them.
const BANNERS: [(&str, BannerKind); 4] = [
    ("move", BannerKind::Move),
    ("meal", BannerKind::Meal),
    ("travel", BannerKind::Travel),
    ("note", BannerKind::Note),
];

fn add_banner(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let mut board = working_board(editing, context)?;
    let (day, place) = text.split_once('/').map_or((text, None), |(day, place)| (day, Some(place)));
    let (unit, ordinal) = day_called(editing, &board, day)?;
    let kind = by_keyword("kind of banner", context.arg(1)?, &BANNERS)?;
    let minutes = parse::number("number of minutes", context.arg(2)?, 0..=10_000)?;
    let words = parse::words(&context.rest(3)?)?;
    let rows = board.rows.entry(unit).or_default();
    let range = day_range(rows, ordinal);
    let place = place.map(|place| place_number(place, &rows[range.clone()])).transpose()?;
    let at = place.map_or(range.end, |place| range.start + place - 1);
    let minutes = Minutes(i32::try_from(minutes).unwrap_or(i32::MAX));
    rows.insert(at, Row::Banner(Box::new(Banner { kind, text: words.clone(), minutes, cost: None })));
    let summary = format!("banner on day {day} of {}: {words}", board.name);
    editing.put(board);
    Ok(summary)
}

fn remove_banner(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let mut board = working_board(editing, context)?;
    let (day, place) = text.split_once('/').map_or((text, None), |(day, place)| (day, Some(place)));
    let (unit, ordinal) = day_called(editing, &board, day)?;
    let rows = board.rows.entry(unit).or_default();
    let range = day_range(rows, ordinal);
    let banners: Vec<usize> = range.clone().filter(|at| matches!(rows[*at], Row::Banner(_))).collect();
    let at = match place {
        Some(place) => range.start + place_number(place, &rows[range])? - 1,
        None if banners.len() > 1 => {
            let places: Vec<String> =
                banners.iter().map(|at| format!("{day}/{}", at - range.start + 1)).collect();
            return Err(Refusal::with_remedy(
                format!("day {day} has {} banners", banners.len()),
                format!("say which: {}", places.join(", ")),
            ));
        }
        None => banners.first().copied().unwrap_or(usize::MAX),
    };
    if !banners.contains(&at) {
        return Err(Refusal::new(format!("there is no banner at {text}")));
    }
    rows.remove(at);
    let summary = format!("took a banner off day {day} of {}", board.name);
    editing.put(board);
    Ok(summary)
}

fn free_name(editing: &Editing<'_>, name: &str) -> Result<String, Refusal> {
    parse::free_name("board", name, editing.now.boards.values().map(|board| board.name.as_str()))
}

fn new_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let name = free_name(editing, &context.rest(0)?)?;
    editing.put(Board::empty(editing.fresh(), name.clone()));
    Ok(format!("{name} is an empty board"))
}

fn copy_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let mut board = editing.now.boards[&id].clone();
    let name = free_name(editing, &context.rest(0)?)?;
    let summary = format!("{name} is a copy of {}", board.name);
    board.id = editing.fresh::<BoardId>();
    board.name = name;
    board.status = BoardStatus::Working;
    // An issued board may name sheets that were split or combined since.
    for rows in board.rows.values_mut() {
        rows.retain(
            |row| !matches!(row, Row::Strip { sheet, .. } if !editing.now.sheets.contains_key(sheet)),
        );
    }
    board.set_aside.retain(|sheet| editing.now.sheets.contains_key(sheet));
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

fn assume(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let words = parse::words(&context.rest(0)?)?;
    let mut board = working_board(editing, context)?;
    if !board.assumptions.contains(&words) {
        board.assumptions.push(words.clone());
    }
    let summary = format!("{} assumes: {words}", board.name);
    editing.put(board);
    Ok(summary)
}

fn drop_assumption(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let words = context.rest(0)?;
    let mut board = working_board(editing, context)?;
    let known = board.assumptions.iter().map(|known| (known.as_str(), ()));
    crate::resolve::by_name("assumption", &words, known)?;
    board.assumptions.retain(|known| !known.trim().eq_ignore_ascii_case(words.trim()));
    let summary = format!("{} does not assume: {words}", board.name);
    editing.put(board);
    Ok(summary)
}

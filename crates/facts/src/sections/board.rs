//! `[[board]]` and `[[assumption]]`: boards that a person laid out, and what they assume.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Banner, BannerKind, Board, BoardId, BoardStatus, Date, EntityKey, Minutes, Money, Placed, Row, SheetId,
    State, UnitId,
};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, items, wrong_type};
use crate::names::unknown;
use crate::section::{Desk, Fields, Key, Role, Section, field, identity};

/// `[[board]]`.
pub(crate) struct Boards;

/// A board being read.
pub(crate) struct Entry {
    board: Board,
    issued: Option<Date>,
    colour: Option<String>,
}

/// What a list of days expects.
const DAYS: &str = "a list […] of days, each a list of scenes: [[\"12\", \"13\"], [\"14\"]]";

const ROW: &str = "a scene \"12\", { scene = \"12\", by = \"plan\" } or { banner = \"note\", text = \"…\" }";

impl Section for Boards {
    type Id = BoardId;
    type Entry = Entry;
    const NAME: &'static str = "board";
    const ABOUT: &'static str = "A board: the scenes of each day, in order. Strips are placed by a person, unless `by = \"plan\"` says that a plan placed them. Days that are given replace the days of their unit. What is on no day is in the boneyard: `boneyard` names what a person put there; the rest nobody placed yet.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("name", "Its name; a new one makes a board.", "a text", |e: &Entry, _, _| {
                Some(Written::plain(e.board.name.as_str()))
            }),
            Key {
                reset: None,
                ..field!(
                    Entry,
                    "issued",
                    "The date on which it was sent out; then it stays as it is.",
                    issued
                )
            },
            Key { reset: None, ..field!(Entry, "colour", "The colour it was sent out in.", colour) },
            days_key(),
            units_key(),
            boneyard_key(),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<BoardId>> {
        Ok(desk.now().board_called(Some(&fields.need("name")?)).ok())
    }
    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<BoardId> {
        let (id, name) = (desk.editing.fresh(), fields.need("name")?);
        desk.editing.put(Board::empty(id, name));
        Ok(id)
    }

    fn load(id: BoardId, state: &State) -> Option<Entry> {
        let board = state.boards.get(&id)?.clone();
        let (issued, colour) = match &board.status {
            BoardStatus::Working => (None, None),
            BoardStatus::Issued { date, colour } => (Some(*date), Some(colour.clone())),
        };
        Some(Entry { board, issued, colour })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let mut board = entry.board;
        check_rows(&board, fields, desk.now())?;
        settle_boneyard(&mut board, fields, desk.now())?;
        board.status = match (entry.issued, entry.colour) {
            (None, None) => BoardStatus::Working,
            (Some(date), Some(colour)) => BoardStatus::Issued { date, colour },
            (Some(_), None) => return fields.missing("colour"),
            (None, Some(_)) => return fields.missing("issued"),
        };
        put_board(board, fields, desk)
    }

    fn delete(id: BoardId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if let Some(board) = desk.now().boards.get(&id).filter(|board| board.status != BoardStatus::Working) {
            return Problem::err(fields.span_of("delete"), stays(board), "leave it as it is");
        }
        desk.editing.remove(EntityKey::Board(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<BoardId> {
        state.boards.keys().copied().collect()
    }
    fn label(id: BoardId, state: &State) -> String {
        format!("board {}", state.boards.get(&id).map_or("", |board| board.name.as_str()))
    }
}

fn stays(board: &Board) -> String {
    format!("the board {} was issued and stays as it is", board.name)
}

/// Puts a board back; what was issued before this file stays.
fn put_board(board: Board, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
    let before = desk.base.boards.get(&board.id);
    if let Some(before) = before.filter(|before| before.status != BoardStatus::Working && **before != board) {
        return Problem::err(fields.span.clone(), stays(before), "work on a copy of it");
    }
    desk.editing.put(board);
    Ok(())
}

/// A sheet is on a board once, and not when it is omitted.
fn check_rows(board: &Board, fields: &Fields<'_>, state: &State) -> Outcome<()> {
    if !fields.has("days") && !fields.has("unit") {
        return Ok(());
    }
    let span = || fields.span_of(if fields.has("days") { "days" } else { "unit" });
    let mut placed = BTreeSet::new();
    for row in board.rows.values().flatten() {
        let Row::Strip { sheet, .. } = row else { continue };
        if !placed.insert(*sheet) {
            let message = format!("scene {} is on this board twice", state.label(*sheet));
            return Problem::err(span(), message, "split it in parts, or leave one out");
        }
        let omitted = state.sheets.get(sheet).is_some_and(|s| s.status == domain::SheetStatus::Omitted);
        if omitted && board.status == BoardStatus::Working {
            let message = format!("scene {} is omitted", state.label(*sheet));
            return Problem::err(span(), message, "leave it out, or set its status to planned");
        }
    }
    Ok(())
}

/// What is on a day is not set aside: what this text says last holds, and both at once is a mistake.
fn settle_boneyard(board: &mut Board, fields: &Fields<'_>, state: &State) -> Outcome<()> {
    let placed = board.placements();
    let both: Vec<SheetId> = board.set_aside.iter().copied().filter(|id| placed.contains_key(id)).collect();
    if !fields.has("boneyard") {
        board.take_out_what_is_placed();
        return Ok(());
    }
    for sheet in both {
        if fields.has("days") || fields.has("unit") {
            let message = format!("scene {} is on a day and in the boneyard", state.label(sheet));
            return Problem::err(fields.span_of("boneyard"), message, "leave it out of one of them");
        }
        board.set_aside(sheet);
    }
    Ok(())
}

fn boneyard_key() -> Key<Entry> {
    const SCENES: &str = "a list […] of scenes: [\"12\", \"14A\"]";
    Key {
        name: "boneyard",
        about: "Scenes that a person put into the boneyard: a plan leaves them there.".into(),
        expects: SCENES.into(),
        read: |entry: &mut Entry, _, node, state| {
            let sheets = items(node, SCENES, |sheet| SheetId::read(sheet, state))?;
            entry.board.set_aside = sheets.into_iter().collect();
            Ok(())
        },
        write: |entry, _, state| {
            let aside = entry.board.set_aside.iter().filter_map(|sheet| sheet.write(state));
            (!entry.board.set_aside.is_empty()).then(|| Written::list(aside))
        },
        default: None,
        reset: Some(|entry: &mut Entry, _| entry.board.set_aside.clear()),
        role: Role::Fact,
    }
}

fn days_key() -> Key<Entry> {
    Key {
        name: "days",
        about: format!("The main unit's days. A row is {ROW}; a banner may have `minutes` and `cost`."),
        expects: DAYS.into(),
        read: |entry: &mut Entry, _, node, state| {
            let Some(main) = state.main_unit() else {
                return Problem::err(node.span(), "this production has no main unit", "add one in [[unit]]");
            };
            set_rows(&mut entry.board, main.id, read_days(node, state)?);
            Ok(())
        },
        write: |entry, _, state| write_days(&entry.board, state.main_unit()?.id, state),
        default: None,
        reset: None,
        role: Role::Fact,
    }
}

fn units_key() -> Key<Entry> {
    Key {
        name: "unit",
        about: "Days of other units, by the unit's name: `unit.Stunts = [[\"40\"]]`.".into(),
        expects: format!("a table of units, each with {DAYS}"),
        read: |entry: &mut Entry, key, node, state| {
            let Some(table) = node.get_ref().as_table() else { return wrong_type(node, &key.expects) };
            let mut problems = Vec::new();
            for (name, days) in table {
                let unit = state
                    .unit_called(name.get_ref())
                    .map_err(|refusal| Problem::refused(name.span(), refusal));
                match (unit, read_days(days, state)) {
                    (Ok(unit), Ok(rows)) => set_rows(&mut entry.board, unit, rows),
                    (unit, days) => {
                        problems.extend(unit.err().into_iter().flatten());
                        problems.extend(days.err().into_iter().flatten());
                    }
                }
            }
            if problems.is_empty() { Ok(()) } else { Err(problems) }
        },
        write: |entry, _, state| {
            let main = state.main_unit().map(|unit| unit.id);
            let others = entry.board.rows.keys().filter(|unit| Some(**unit) != main);
            let days: Vec<(String, Written)> = others
                .filter_map(|unit| {
                    Some((state.units.get(unit)?.name.clone(), write_days(&entry.board, *unit, state)?))
                })
                .collect();
            (!days.is_empty()).then(|| Written::table(days))
        },
        default: None,
        reset: None,
        role: Role::Fact,
    }
}

/// Replaces the rows of a unit, unless they say the same days as before.
fn set_rows(board: &mut Board, unit: UnitId, days: Vec<Vec<Row>>) {
    let rows: Vec<Row> =
        days.into_iter().flat_map(|day| day.into_iter().chain(std::iter::once(Row::DayBreak))).collect();
    let said = Board { rows: BTreeMap::from([(unit, rows)]), ..Board::empty(board.id, "") };
    if said.days(unit) != board.days(unit) {
        board.rows.extend(said.rows);
    }
}

fn read_days(node: &Node<'_>, state: &State) -> Outcome<Vec<Vec<Row>>> {
    items(node, DAYS, |day| items(day, DAYS, |row| read_row(row, state)))
}

fn read_row(node: &Node<'_>, state: &State) -> Outcome<Row> {
    let Some(table) = node.get_ref().as_table() else {
        return Ok(Row::Strip { sheet: SheetId::read(node, state)?, placed: Placed::ByPerson });
    };
    let (mut strip, mut placed) = (None, Placed::ByPerson);
    let (mut kind, mut text, mut minutes, mut cost) = (None, String::new(), Minutes(0), None::<Money>);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "scene" => strip = Some(SheetId::read(value, state)?),
            "by" => placed = crate::fact::read_keyword(value, "placer", &PLACERS)?,
            "banner" => kind = Some(BannerKind::read(value, state)?),
            "text" => text = String::read(value, state)?,
            "minutes" => minutes = Minutes::read(value, state)?,
            "cost" => cost = Option::read(value, state)?,
            other => {
                return unknown(key.span(), other, &["scene", "by", "banner", "text", "minutes", "cost"]);
            }
        }
    }
    match (strip, kind) {
        (Some(sheet), None) => Ok(Row::Strip { sheet, placed }),
        (None, Some(kind)) => Ok(Row::Banner(Box::new(Banner { kind, text, minutes, cost }))),
        _ => wrong_type(node, ROW),
    }
}

const PLACERS: [(&str, Placed); 2] = [("person", Placed::ByPerson), ("plan", Placed::ByPlan)];

fn write_days(board: &Board, unit: UnitId, state: &State) -> Option<Written> {
    let days = board.days(unit);
    if days.is_empty() {
        return None;
    }
    let written = days.iter().map(|day| {
        let day = Written::list(day.rows.iter().filter_map(|row| write_row(row, state)));
        let shown = if day.value.as_array().is_some_and(Vec::is_empty) { "" } else { &day.shown };
        Written { shown: format!("[{shown}]"), ..day }
    });
    Some(Written::list(written))
}

fn write_row(row: &Row, state: &State) -> Option<Written> {
    match row {
        Row::Strip { sheet, placed: Placed::ByPerson } => sheet.write(state),
        Row::Strip { sheet, placed: Placed::ByPlan } => {
            let scene = sheet.write(state)?;
            let shown = scene.shown.clone();
            let by = ("by".to_owned(), Written::plain("plan"));
            Some(Written { shown, ..Written::table([("scene".to_owned(), scene), by]) })
        }
        Row::DayBreak => None,
        Row::Banner(banner) => {
            let mut fields = vec![("banner".to_owned(), banner.kind.write(state)?)];
            fields.extend(banner.text.write(state).map(|text| ("text".to_owned(), text)));
            if banner.minutes.0 > 0 {
                fields.extend(banner.minutes.write(state).map(|minutes| ("minutes".to_owned(), minutes)));
            }
            fields.extend(banner.cost.write(state).map(|cost| ("cost".to_owned(), cost)));
            Some(Written::table(fields))
        }
    }
}

/// `[[assumption]]`.
pub(crate) struct Assumptions;

/// An assumption being read.
pub(crate) struct Assumed {
    board: BoardId,
    text: String,
}

impl Section for Assumptions {
    /// The board, and the place of an assumption that is in the state or the byte of one that is in the file.
    type Id = (BoardId, usize, bool);
    type Entry = Assumed;
    const NAME: &'static str = "assumption";
    const ABOUT: &'static str = "What a board assumes that others do not, in words. It is added unless it is there already; `delete` takes it away.";

    fn keys() -> Vec<Key<Assumed>> {
        vec![
            identity("board", "The board's name.", "a text", |e: &Assumed, _, s| {
                Some(Written::plain(s.boards.get(&e.board)?.name.as_str()))
            }),
            identity("text", "The assumption.", "a text", |e: &Assumed, _, _| {
                Some(Written::plain(e.text.as_str()))
            }),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<Self::Id>> {
        let (name, text) = (fields.need("board")?, fields.need("text")?);
        let board = desk.now().board_called(Some(&name));
        let board = board.map_err(|refusal| Problem::refused(fields.span_of("board"), refusal))?;
        let assumptions = desk.now().boards.get(&board).map(|board| board.assumptions.as_slice());
        let at = assumptions.unwrap_or_default().iter().position(|known| *known == text);
        Ok(at.map(|at| (board, at, true)))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<Self::Id> {
        let board = desk.now().board_called(Some(&fields.need("board")?));
        let board = board.map_err(|refusal| Problem::refused(fields.span_of("board"), refusal))?;
        if let Some(mut changed) = desk.now().boards.get(&board).cloned() {
            changed.assumptions.push(fields.need("text")?);
            put_board(changed, fields, desk)?;
        }
        Ok((board, fields.span.start, false))
    }

    fn load((board, at, _): Self::Id, state: &State) -> Option<Assumed> {
        let text = state.boards.get(&board)?.assumptions.get(at)?.clone();
        Some(Assumed { board, text })
    }
    fn store(_: Assumed, _: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<()> {
        Ok(())
    }

    fn delete((board, ..): Self::Id, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let text = fields.need("text")?;
        if let Some(mut changed) = desk.now().boards.get(&board).cloned() {
            changed.assumptions.retain(|known| *known != text);
            put_board(changed, fields, desk)?;
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<Self::Id> {
        let of =
            |board: &Board| (0..board.assumptions.len()).map(|at| (board.id, at, true)).collect::<Vec<_>>();
        state.boards.values().flat_map(of).collect()
    }
    fn label(id: Self::Id, state: &State) -> String {
        let Some(entry) = Self::load(id, state) else { return "assumption".into() };
        let name = state.boards.get(&entry.board).map_or("", |board| board.name.as_str());
        format!("assumption “{}” of {name}", entry.text)
    }
    fn unique((.., there): Self::Id) -> bool {
        there
    }
}

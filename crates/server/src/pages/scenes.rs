//! The scenes of the film as sheets: a list, and a page each with all that a scene needs.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::resolve::keyword;
use domain::{Board, Light, PinAt, Presence, SheetId, SheetStatus, State};
use reports::view::{day_in_column, strip_colour};

use super::breakdown::{Claim, claims};
use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

#[derive(Template)]
#[template(path = "scenes.html")]
struct ScenesPage {
    shell: Shell,
    /// The board whose days are shown.
    board: Option<String>,
    sheets: Vec<Row>,
}

/// A sheet in the list, and on top of its page.
struct Row {
    label: String,
    colour: &'static str,
    heading: String,
    pages: String,
    minutes: String,
    typed: bool,
    light: &'static str,
    light_typed: bool,
    story_day: String,
    location: String,
    cast: String,
    day: Option<String>,
    pin: Option<String>,
    status: &'static str,
    open: usize,
    to_check: Vec<String>,
}

#[derive(Template)]
#[template(path = "scene.html")]
struct ScenePage {
    shell: Shell,
    sheet: Row,
    /// Each board, and the day of the scene on it; none in its boneyard.
    boards: Vec<(String, Option<String>)>,
    synopsis: String,
    comments: String,
    claims: Vec<Claim>,
    lights: Vec<&'static str>,
    presences: Vec<&'static str>,
    characters: Vec<String>,
    /// Relations in words: `before 12A`.
    relations: Vec<(String, String)>,
    before: Option<String>,
    next: Option<String>,
}

/// `GET /p/{p}/scenes`
pub(crate) async fn list(asked: Asked) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let shell = Shell::new(&asked, &now, "scenes");
        let board = now.shown(asked.board(None, &now.state));
        let days = days(&now, board);
        let sheets = now.state.sheets_in_order();
        let sheets = sheets.iter().map(|sheet| row(&now.state, &days, sheet.id)).collect();
        let board = board.map(|board| board.name.clone());
        Ok(ScenesPage { shell, board, sheets })
    })
    .await
}

/// `GET /p/{p}/scenes/{label}`
pub(crate) async fn one(asked: Asked, Path((_, label)): Path<(String, String)>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let mut shell = Shell::new(&asked, &now, "scenes");
        let id = state.sheet_called(&label)?;
        let sheet = &state.sheets[&id];
        let day = |board: &Board| {
            board.placements().get(&id).map(|(unit, ordinal, _)| state.day_words(*unit, *ordinal))
        };
        let boards = state.boards.values().map(|board| (board.name.clone(), day(board))).collect();
        let row = row(state, &BTreeMap::new(), id);
        shell.name = "Scene";
        let order: Vec<SheetId> = state.sheets_in_order().iter().map(|sheet| sheet.id).collect();
        let at = order.iter().position(|other| *other == id);
        let near = |step: isize| {
            let at = at?.checked_add_signed(step)?;
            order.get(at).map(|id| state.label(*id))
        };
        let mut relations = Vec::new();
        for (words, others) in [("before", &sheet.before), ("with", &sheet.with), ("apart", &sheet.apart)] {
            relations.extend(others.iter().map(|other| (words.to_owned(), state.label(*other))));
        }
        Ok(ScenePage {
            synopsis: sheet.synopsis.clone().unwrap_or_default(),
            comments: sheet.comments.clone().unwrap_or_default(),
            claims: claims(state, sheet),
            lights: Light::NAMES.iter().map(|(name, _)| *name).collect(),
            presences: Presence::NAMES.iter().map(|(name, _)| *name).collect(),
            characters: state.characters.values().map(|character| character.name.clone()).collect(),
            relations,
            before: near(-1),
            next: near(1),
            sheet: row,
            boards,
            shell,
        })
    })
    .await
}

/// The day of each sheet on a board.
fn days(now: &Now, board: Option<&Board>) -> BTreeMap<SheetId, String> {
    let Some(board) = board else { return BTreeMap::new() };
    let places = board.placements();
    places
        .into_iter()
        .map(|(sheet, (unit, day, _))| (sheet, day_in_column(&now.state, (unit, day))))
        .collect()
}

fn row(state: &State, days: &BTreeMap<SheetId, String>, id: SheetId) -> Row {
    let sheet = &state.sheets[&id];
    let cast = sheet.presence.iter().filter(|(_, claim)| claim.on_set());
    let mut cast: Vec<&str> =
        cast.filter_map(|(id, _)| state.characters.get(id)).map(|c| c.board_id.as_str()).collect();
    cast.sort_by_key(|id| domain::SceneNumber::new(id));
    Row {
        label: state.label(id),
        colour: strip_colour(state, sheet),
        heading: state
            .heading_of(sheet)
            .map_or_else(|| state.set_name(sheet).to_owned(), |heading| heading.text.clone()),
        pages: sheet.eighths.to_string(),
        minutes: state.minutes_of(sheet).to_string(),
        typed: sheet.minutes.is_some(),
        light: keyword(state.light_of(sheet), &Light::NAMES),
        light_typed: sheet.light.is_some(),
        story_day: state.story_day_of(sheet).unwrap_or_default().to_owned(),
        location: state.location_of(sheet).map(|location| location.name.clone()).unwrap_or_default(),
        cast: cast.join(", "),
        day: days.get(&id).cloned(),
        pin: sheet.pin.as_ref().map(|pin| match pin.at {
            PinAt::Date(date) => date.to_string(),
            PinAt::Day(day) => format!("day {day}"),
        }),
        status: match sheet.status {
            SheetStatus::Planned => "",
            SheetStatus::PartlyShot => "partly shot",
            SheetStatus::Shot => "shot",
            SheetStatus::Omitted => "omitted",
        },
        open: claims(state, sheet).iter().filter(|claim| claim.is_open()).count(),
        to_check: sheet.to_check.clone(),
    }
}

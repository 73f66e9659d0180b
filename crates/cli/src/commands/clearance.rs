//! `firstup clearance`: what must be complete before a stunt is shot, and an item whose stand is written down.

use domain::clearance::{Item, Stand};
use domain::{Action, Board, Date, State, Variant};
use rules::Schedule;
use serde_json::{Value, json};

use super::consent::{NO_ACTIONS, kind, said, wanted};
use super::stunt::record;
use crate::args::Clearance;
use crate::count::count;
use crate::failure::Failure;
use crate::session::{Session, open, open_read_only};

pub fn run(session: &Session, args: &Clearance) -> Result<(), Failure> {
    let (Some(name), Some(item), Some(stand)) = (&args.action, &args.item, &args.state) else {
        return list(session, args);
    };
    let mut file = open(&args.file)?;
    let state = file.state();
    let dates = Dates::new(state, args.board.as_deref())?;
    let action = &state.actions[&state.action_called(name)?];
    let variant = variant_of(state, action, args.variant.as_deref())?;
    let bound = state.clearance_list(variant, None);
    let bound =
        bound.iter().find(|known| known.name.eq_ignore_ascii_case(item.trim())).map(|item| item.binding);
    let done = stand == "done";
    let mut arguments = vec![name.clone(), kind(variant).to_owned(), item.clone(), stand.clone()];
    let today = session.today().to_string();
    let on = args.on.clone().or_else(|| done.then_some(today));
    let for_date = match args.for_date.as_deref() {
        Some("any") => None,
        Some(date) => Some(date.to_owned()),
        None if done && bound.is_some_and(|bound| bound.date) => {
            dates.of(action).map(|date| date.to_string())
        }
        None => None,
    };
    for (name, value) in [("date", &on), ("signed", &args.signed), ("place", &args.place), ("for", &for_date)]
    {
        arguments.extend(value.as_ref().map(|value| format!("{name}={value}")));
    }
    let (action, variant) = (action.id, variant.id);
    let done = record(session, &mut file, "record-clearance", &arguments)?;
    let state = file.state();
    let dates = Dates::new(state, args.board.as_deref())?;
    let (action, variant) = (&state.actions[&action], &state.variants[&variant]);
    session.answer(
        || {
            json!({ "schema": "firstup.clearance/1", "revision": state.revision(), "recorded": done,
                "board": dates.board(), "actions": [list_json(state, action, Some(variant), &dates)] })
        },
        || format!("{done}\n\n{}", list_text(state, action, Some(variant), &dates)),
    )
}

fn list(session: &Session, args: &Clearance) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let dates = Dates::new(state, args.board.as_deref())?;
    let mut lists = Vec::new();
    for action in wanted(state, args.action.as_deref())? {
        let variant = match &args.variant {
            Some(_) => Some(variant_of(state, action, args.variant.as_deref())?),
            None => state.way_of(action).variant,
        };
        lists.push((action, variant));
    }
    session.answer(
        || {
            let actions = lists.iter().map(|(action, variant)| list_json(state, action, *variant, &dates));
            let actions: Vec<Value> = actions.collect();
            json!({ "schema": "firstup.clearance/1", "board": dates.board(), "actions": actions })
        },
        || {
            let texts = lists.iter().map(|(action, variant)| list_text(state, action, *variant, &dates));
            let text = texts.collect::<Vec<_>>().join("\n");
            if text.is_empty() { NO_ACTIONS.to_owned() } else { format!("{text}\n{NEVER_SAFE}\n") }
        },
    )
}

const NEVER_SAFE: &str = "The lists are proposed from the hazards that are named. They say what is missing, never that a stunt is safe.";

/// The variant that is named, or the one in force.
fn variant_of<'a>(state: &'a State, action: &'a Action, name: Option<&str>) -> Result<&'a Variant, Failure> {
    match name {
        Some(name) => Ok(&state.variants[&state.variant_called(action.id, name)?]),
        None => state.way_of(action).variant.ok_or_else(|| {
            Failure::BadInput(format!(
                "no variant of {} can be planned: name one with --variant",
                action.name
            ))
        }),
    }
}

/// When each scene is shot on a board, if there is one.
pub struct Dates<'a> {
    schedule: Option<(&'a Board, Schedule<'a>)>,
}

impl<'a> Dates<'a> {
    /// The dates of the named board, or the newest.
    ///
    /// # Errors
    /// An unknown board.
    pub fn new(state: &'a State, board: Option<&str>) -> Result<Self, Failure> {
        if board.is_none() && state.boards.is_empty() {
            return Ok(Self { schedule: None });
        }
        let board = &state.boards[&state.board_called(board)?];
        Ok(Self { schedule: Some((board, Schedule::new(state, board))) })
    }

    /// No dates.
    pub fn none() -> Self {
        Self { schedule: None }
    }

    fn of(&self, action: &Action) -> Option<Date> {
        self.schedule.as_ref()?.1.day_of(action.sheet).map(|day| day.date)
    }

    fn board(&self) -> Option<&str> {
        self.schedule.as_ref().map(|(board, _)| board.name.as_str())
    }
}

/// The clearance list of an action in a variant.
pub fn list_json(state: &State, action: &Action, variant: Option<&Variant>, dates: &Dates<'_>) -> Value {
    let date = dates.of(action);
    let items = variant.map(|variant| state.clearance_list(variant, date)).unwrap_or_default();
    let (bulletins, without) = domain::hazard::bulletins([action]);
    json!({ "scene": state.label(action.sheet), "action": action.name, "variant": variant.map(kind), "date": date,
        "clear_from": variant.and_then(|variant| state.clear_from(variant)),
        "open": items.iter().filter(|item| item.is_missing()).count(),
        "items": items.iter().map(|item| item_json(state, item)).collect::<Vec<_>>(),
        "bulletins": bulletins, "hazards_without_bulletin": without })
}

fn item_json(state: &State, item: &Item<'_>) -> Value {
    let (word, why) = match &item.stand {
        Stand::Open(_) => ("open", None),
        Stand::Done => ("done", None),
        Stand::NotNeeded => ("not-needed", None),
        Stand::Reopened(why) => ("reopened", Some(why)),
    };
    let place = item.last.and_then(|c| c.place).and_then(|id| state.locations.get(&id));
    json!({ "item": item.name, "proposed": item.proposed, "depends_on": item.binding, "state": word, "why": why,
        "date": item.last.and_then(|c| c.date), "signed_by": item.last.and_then(|c| c.signed_by.as_deref()),
        "place": place.map(|place| place.name.as_str()), "for_date": item.last.and_then(|c| c.for_date) })
}

pub fn list_text(state: &State, action: &Action, variant: Option<&Variant>, dates: &Dates<'_>) -> String {
    let date = dates.of(action);
    let mut text = format!("{}  {}\n", state.label(action.sheet), said(state, action));
    let Some(variant) = variant else {
        return text + &super::consent::follows(state, action);
    };
    let on = match (date, dates.board()) {
        (Some(date), Some(board)) => format!(" on {date} (board {board})"),
        _ => ", on no day yet".to_owned(),
    };
    let items = state.clearance_list(variant, date);
    let open = items.iter().filter(|item| item.is_missing()).count();
    let from = state.clear_from(variant).map(|from| format!("; complete on {from} at the earliest"));
    let so_far = format!("{} of {} open{}", open, count(items.len(), "item"), from.unwrap_or_default());
    text.push_str(&format!("    {}{on}: {so_far}\n", kind(variant)));
    for item in &items {
        let mark = if item.is_missing() { "☐" } else { "☑" };
        let bound = match item.stand {
            Stand::Done | Stand::NotNeeded => for_what(state, item),
            _ => String::new(),
        };
        text.push_str(&format!("    {mark} {}: {}{bound}\n", item.name, item.in_words()));
    }
    let (bulletins, without) = domain::hazard::bulletins([action]);
    if !bulletins.is_empty() {
        let without = if without.is_empty() {
            String::new()
        } else {
            format!("; no number here for {}", without.join(", "))
        };
        text.push_str(&format!("    bulletins to read (US): {}{without}\n", bulletins.join(", ")));
    }
    text
}

/// What an item was signed for, where that matters.
fn for_what(state: &State, item: &Item<'_>) -> String {
    let place = item.last.and_then(|c| c.place).and_then(|id| state.locations.get(&id));
    let place = place.map(|place| place.name.clone());
    let date = item.last.and_then(|c| c.for_date).map(|date| date.to_string());
    let bound: Vec<String> = place.into_iter().chain(date).collect();
    if bound.is_empty() { String::new() } else { format!(", for {}", bound.join(" on ")) }
}

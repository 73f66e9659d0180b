//! Locations: which set of the script is shot where, what a place costs, when it can be had.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::{Date, DateRange, Location, LocationId, Money, SetId, SheetId, State};
use serde::Deserialize;

use super::calendar::{Calendar, Dates, Day, calendar};
use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "locations.html")]
struct LocationsPage {
    shell: Shell,
    currency: String,
    board: Option<String>,
    /// Sets without a place: name and scenes.
    homeless: Vec<(String, usize)>,
    places: Vec<Place>,
    calendar: Option<Calendar>,
}

/// A location.
struct Place {
    name: String,
    chosen: bool,
    sets: Vec<(String, usize)>,
    visit: String,
    day: String,
    dark: String,
    confirmed: bool,
    days: Vec<String>,
    /// Dates on which it can be had, and on which it cannot.
    when: String,
}

/// Whose calendar.
#[derive(Debug, Deserialize)]
pub(crate) struct Whose {
    of: Option<String>,
}

/// `GET /p/{p}/locations`
pub(crate) async fn page(asked: Asked, Query(whose): Query<Whose>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let board = now.shown(asked.board(None, state));
        let chosen = match &whose.of {
            None => state.locations.keys().next().copied(),
            Some(of) => Some(state.location_called(of)?),
        };
        let mut used: BTreeMap<LocationId, Vec<(Date, String)>> = BTreeMap::new();
        for day in board.map(|board| now.verdict(board)).iter().flat_map(|verdict| &verdict.days) {
            for location in day.locations.iter().collect::<BTreeSet<_>>() {
                let name = reports::view::day_in_column(state, (day.unit, day.ordinal));
                used.entry(*location).or_default().push((day.date, name));
            }
        }
        let scenes = scenes_by_set(state);
        let sets = |location: Option<LocationId>| -> Vec<(String, usize)> {
            let sets = state.sets.values().filter(|set| {
                // A set within another is where that one is.
                let shot = scenes.get(&set.id).and_then(|(sheet, _)| state.location_of(&state.sheets[sheet]));
                shot.map(|location| location.id).or(set.location) == location
            });
            let sets = sets.map(|set| (set.name.clone(), scenes.get(&set.id).map_or(0, |(_, count)| *count)));
            sets.filter(|(_, scenes)| *scenes > 0).collect()
        };
        let places = state.locations.values().map(|location| Place {
            name: location.name.clone(),
            chosen: Some(location.id) == chosen,
            sets: sets(Some(location.id)),
            visit: money(location.visit),
            day: money(location.day),
            dark: location.dark_day.map_or_else(|| "left and visited again".to_owned(), |m| m.to_string()),
            confirmed: location.confirmed,
            days: used.get(&location.id).into_iter().flatten().map(|(_, name)| name.clone()).collect(),
            when: when(location),
        });
        Ok(LocationsPage {
            shell: Shell::new(&asked, &now, "locations"),
            currency: state.production.currency().to_owned(),
            board: board.map(|board| board.name.clone()),
            homeless: sets(None),
            places: places.collect(),
            calendar: chosen.map(|id| of_location(state, id, used.get(&id).map_or(&[], Vec::as_slice))),
        })
    })
    .await
}

/// Of each set that is played in: a sheet, and how many.
fn scenes_by_set(state: &State) -> BTreeMap<SetId, (SheetId, usize)> {
    let mut scenes = BTreeMap::new();
    for sheet in state.sheets_in_order() {
        scenes.entry(sheet.set).or_insert((sheet.id, 0)).1 += 1;
    }
    scenes
}

fn money(money: Option<Money>) -> String {
    money.map_or_else(|| "the production's price".to_owned(), |money| money.to_string())
}

/// When a location can be had.
fn when(location: &Location) -> String {
    let all = |ranges: &[DateRange]| ranges.iter().map(range).collect::<Vec<_>>().join(", ");
    let can = if location.available.is_empty() { "always".to_owned() } else { all(&location.available) };
    if location.unavailable.is_empty() {
        can
    } else {
        format!("{can}, but not {}", all(&location.unavailable))
    }
}

/// `20 Sep 2027`, `20 Sep 2027 to 4 Oct 2027`.
fn range(range: &DateRange) -> String {
    let day = |date: Date| date.strftime("%-d %b %Y").to_string();
    if range.first == range.last {
        day(range.first)
    } else {
        format!("{} to {}", day(range.first), day(range.last))
    }
}

fn of_location(state: &State, id: LocationId, used: &[(Date, String)]) -> Calendar {
    let location = &state.locations[&id];
    let cannot: BTreeSet<Date> = location.unavailable.iter().flat_map(DateRange::dates).collect();
    let used: BTreeSet<Date> = used.iter().map(|(date, _)| *date).collect();
    let can =
        |date| location.available.is_empty() || location.available.iter().any(|range| range.contains(date));
    let name = format!("location:{}", location.name);
    calendar(state, (Dates::Place, &name), used.iter().copied(), &cannot, |date| Day {
        code: if used.contains(&date) { "W" } else { "" },
        cannot: cannot.contains(&date),
        outside: !can(date),
    })
}

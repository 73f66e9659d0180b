//! The limits that a person's board kept, for ours to keep: its scenes, its longest day in pages, its most sets a day.

use std::collections::BTreeSet;

use domain::{Board, Editing, Location, LocationId, Minutes, PageEighths, SetId, SheetStatus, State};

/// The longest day takes at most so many minutes: a day's work.
const LONGEST_DAY: u32 = 600;

/// Has the board days at all?
pub fn made_by_people(state: &State, board: &Board) -> bool {
    state.main_unit().is_some_and(|main| board.days(main.id).len() > 1)
}

/// Every set that scenes play on as a location of its own: it has to be dressed, lit and struck.
pub fn set_by_set(state: &State) -> State {
    let mut editing = Editing::new(state);
    let sets: BTreeSet<SetId> = state.sheets.values().map(|sheet| sheet.set).collect();
    for id in sets {
        let mut set = state.sets[&id].clone();
        let location: LocationId = editing.fresh();
        editing.put(Location::named(location, &set.name));
        set.location = Some(location);
        editing.put(set);
    }
    state.with(&editing.changes())
}

/// The production under the limits of a board: what it does not place is out, no day is longer than `longest`, and
/// none has more sets than the one of the board that has most.
pub fn of(state: &State, board: &Board, longest: PageEighths) -> State {
    let most_sets = most_sets(state, board);
    let placed = board.placements();
    let mut editing = Editing::new(state);
    // A whole number of minutes an eighth, so that minutes limit exactly as pages do.
    let minutes_an_eighth = (LONGEST_DAY / longest.0.max(1)).max(1);
    let minutes =
        |eighths: PageEighths| Minutes(i32::try_from(eighths.0 * minutes_an_eighth).unwrap_or(i32::MAX));
    for mut sheet in state.sheets.clone().into_values() {
        sheet.minutes = Some(minutes(sheet.eighths));
        if !placed.contains_key(&sheet.id) {
            sheet.status = SheetStatus::Omitted;
        }
        editing.put(sheet);
    }
    let mut production = state.production.clone();
    production.pace = Some(longest);
    production.day.base = Some(minutes(longest));
    production.day.base_night = Some(minutes(longest));
    production.day.locations = Some(u32::try_from(most_sets).unwrap_or(u32::MAX));
    editing.put(production);
    state.with(&editing.changes())
}

/// The pages of a board's longest day.
pub fn longest_day(state: &State, board: &Board) -> PageEighths {
    let days = days(state, board).into_iter();
    days.map(|day| day.iter().map(|sheet| sheet.eighths).sum()).max().unwrap_or_default()
}

/// The pages of the longest scene on a board: no day can be shorter.
pub fn longest_scene(state: &State, board: &Board) -> PageEighths {
    let sheets = days(state, board).into_iter().flatten();
    sheets.map(|sheet| sheet.eighths).max().unwrap_or_default()
}

/// Sets of the day that has most.
pub fn most_sets(state: &State, board: &Board) -> usize {
    let sets = |day: Vec<&domain::Sheet>| day.iter().map(|sheet| sheet.set).collect::<BTreeSet<_>>().len();
    days(state, board).into_iter().map(sets).max().unwrap_or(0)
}

fn days<'a>(state: &'a State, board: &Board) -> Vec<Vec<&'a domain::Sheet>> {
    let Some(main) = state.main_unit() else { return Vec::new() };
    let sheets = |day: domain::BoardDay<'_>| day.sheets().filter_map(|id| state.sheets.get(&id)).collect();
    board.days(main.id).into_iter().map(sheets).collect()
}

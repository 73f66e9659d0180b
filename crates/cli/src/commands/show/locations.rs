//! `firstup show locations`: real places, their dates and the sets that are shot there, and those that are proposed.

use domain::{Money, State};
use serde_json::{Value, json};

use super::dates;
use crate::table::table;

/// The list as JSON, and as text.
pub fn show(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    let mut by_place: Vec<(Option<&domain::Location>, Vec<&domain::ScriptSet>)> =
        state.locations.values().map(|location| (Some(location), Vec::new())).collect();
    by_place.push((None, Vec::new()));
    for set in state.sets.values() {
        if !state.sheets.values().any(|sheet| sheet.set == set.id) {
            continue;
        }
        let location = inherited_location(state, set);
        let place = by_place.iter_mut().find(|(l, _)| l.map(|l| l.id) == location);
        place.expect("every location is listed").1.push(set);
    }
    for (location, sets) in by_place {
        let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
        let Some(location) = location else {
            values.push(json!({ "name": null, "sets": names }));
            rows.extend(
                names.iter().map(|name| ["(unassigned)".to_owned(), String::new(), (*name).to_owned()]),
            );
            continue;
        };
        values.push(json!({
            "id": location.id, "name": location.name, "stage": location.stage, "sets": names,
            "visit": location.visit.map(Money::decimal), "day": location.day.map(Money::decimal),
            "dark_day": location.dark_day.map(Money::decimal), "available": location.available,
            "unavailable": location.unavailable, "modes": location.modes, "confirmed": location.confirmed,
        }));
        let dates = dates(&location.available, &location.unavailable);
        rows.push([location.name.clone(), dates, names.join("; ")]);
    }
    let mut text = table(["LOCATION", "DATES", "SETS"], &rows);
    let proposals = domain::place_proposals::propose_locations(state);
    let mut proposed = Vec::new();
    for proposal in &proposals {
        let names: Vec<&str> =
            proposal.sets.iter().filter_map(|id| state.sets.get(id)).map(|set| set.name.as_str()).collect();
        text.push_str(&format!(
            "\nproposed: {} ({})\n    {}\n",
            proposal.name,
            proposal.why,
            names.join("\n    ")
        ));
        proposed.push(json!({ "name": proposal.name, "sets": names, "why": proposal.why }));
    }
    if !proposals.is_empty() {
        text.push_str("\n`edit FILE propose-locations [NAME]` makes them\n");
    }
    (json!({ "schema": "firstup.show/1", "locations": values, "proposed": proposed }), text)
}

fn inherited_location(state: &State, set: &domain::ScriptSet) -> Option<domain::LocationId> {
    let mut set = set;
    for _ in 0..16 {
        if set.location.is_some() {
            return set.location;
        }
        set = state.sets.get(&set.parent?)?;
    }
    None
}

//! `[[location]]`: real places, and which sets are shot there.

use domain::{EntityKey, Location, LocationId, SetId, State};

use super::production::{check_degrees, check_zone, price};
use crate::error::{Outcome, Problem};
use crate::fact::Written;
use crate::section::{Desk, Fields, Key, Section, field, flag, identity};

/// `[[location]]`.
pub(crate) struct Locations;

/// A location and the sets that are shot there.
pub(crate) struct Entry {
    location: Location,
    sets: Vec<SetId>,
}

impl Section for Locations {
    type Id = LocationId;
    type Entry = Entry;
    const NAME: &'static str = "location";
    const ABOUT: &'static str = "A real place. The sets of a location are the list that is given: a set that is not in it any more is unassigned.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("name", "Its name; a new one makes a location.", "a text", |e: &Entry, _, _| {
                Some(Written::plain(e.location.name.as_str()))
            }),
            field!(Entry, "sets", "Sets shot there; a parent set covers its sub-sets.", sets),
            flag!(Entry, "stage", "A stage: light is made there.", location.stage),
            field!(Entry, "zone", "IANA time zone, if not the production's.", location.zone),
            field!(Entry, "lat", "Degrees north, for the sun.", location.latitude),
            field!(Entry, "lon", "Degrees east.", location.longitude),
            field!(Entry, "visit", "Cost of arriving.", location.visit)
                .or(|_, _, s| price(s.production.prices.location_visit(), s)),
            field!(Entry, "day", "Cost of a day of use.", location.day)
                .or(|_, _, s| price(s.production.prices.location_day(), s)),
            field!(
                Entry,
                "dark_day",
                "Cost of a day on which it is kept and not used; without it, it is left and visited again.",
                location.dark_day
            ),
            field!(Entry, "available", "Dates on which it can be had; none: all.", location.available),
            field!(Entry, "unavailable", "Dates on which it cannot.", location.unavailable),
            field!(Entry, "modes", "Kinds of day that it allows; none: all.", location.modes),
            field!(
                Entry,
                "distances",
                "Minutes to other locations, when not the production's move. Kept, not yet reckoned with: every move takes the production's.",
                location.distances
            ),
            flag!(Entry, "confirmed", "Its costs were confirmed.", location.confirmed),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<LocationId>> {
        Ok(desk.now().location_called(&fields.need("name")?).ok())
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<LocationId> {
        let id = desk.editing.fresh();
        desk.editing.put(Location::named(id, &fields.need("name")?));
        Ok(id)
    }

    fn load(id: LocationId, state: &State) -> Option<Entry> {
        let location = state.locations.get(&id)?.clone();
        let sets = state.sets.values().filter(|set| set.location == Some(id)).map(|set| set.id).collect();
        Some(Entry { location, sets })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let Entry { location, sets } = entry;
        check_zone(location.zone.as_deref(), fields)?;
        check_degrees(location.latitude, 90.0, "lat", fields)?;
        check_degrees(location.longitude, 180.0, "lon", fields)?;
        let id = location.id;
        let before = Self::load(id, desk.now()).map(|entry| entry.sets);
        desk.editing.put(location);
        if fields.has("sets") || before.as_ref() != Some(&sets) {
            assign(id, &sets, fields, desk)?;
        }
        Ok(())
    }

    fn delete(id: LocationId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if desk.now().clearances.values().any(|clearance| clearance.place == Some(id)) {
            let why = "a clearance was recorded for this place, and its record stays";
            return Problem::err(fields.span_of("delete"), why, "take its sets to another location instead");
        }
        for mut set in desk.now().sets.clone().into_values().filter(|set| set.location == Some(id)) {
            set.location = None;
            desk.editing.put(set);
        }
        for mut other in desk.now().locations.clone().into_values() {
            if other.distances.remove(&id).is_some() {
                desk.editing.put(other);
            }
        }
        desk.editing.remove(EntityKey::Location(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<LocationId> {
        state.locations.keys().copied().collect()
    }
    fn label(id: LocationId, state: &State) -> String {
        format!("location {}", state.locations.get(&id).map_or("", |location| location.name.as_str()))
    }
}

/// Gives the sets to the location, and takes all others from it.
fn assign(id: LocationId, sets: &[SetId], fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
    for mut set in desk.now().sets.clone().into_values() {
        let here = sets.contains(&set.id);
        if here && !desk.claimed_sets.insert(set.id) {
            return Problem::err(
                fields.span_of("sets"),
                format!("{} is given to two locations", set.name),
                "leave it in one of them",
            );
        }
        if here != (set.location == Some(id)) {
            set.location = here.then_some(id);
            desk.editing.put(set);
        }
    }
    Ok(())
}

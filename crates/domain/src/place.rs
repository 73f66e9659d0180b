//! The script's sets and the real locations they are shot at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, DateRange, DayKind, LocationId, Minutes, Money, SetId};

/// A place that the script names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScriptSet {
    /// Identity.
    pub id: SetId,
    /// As strips print it: `HOUSE - KITCHEN`.
    pub name: String,
    /// The set it is a part of.
    pub parent: Option<SetId>,
    /// Where it is shot; none means unassigned.
    pub location: Option<LocationId>,
    /// Dates on which it stands (built, not yet struck); empty means all.
    pub available: Vec<DateRange>,
}

/// A real place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Identity.
    pub id: LocationId,
    /// Name.
    pub name: String,
    /// A stage: light is made, so day and night scenes suit any kind of day.
    pub stage: bool,
    /// IANA zone; the production's if none.
    pub zone: Option<String>,
    /// Latitude in degrees north; with `longitude` it gives the sun.
    pub latitude: Option<f64>,
    /// Longitude in degrees east.
    pub longitude: Option<f64>,
    /// Cost of arriving; the production's price if none.
    pub visit: Option<Money>,
    /// Cost of a day of use; the production's price if none.
    pub day: Option<Money>,
    /// Cost of a day on which it is kept but not used; none: it is left and visited again.
    pub dark_day: Option<Money>,
    /// Dates on which it can be had; empty means all.
    pub available: Vec<DateRange>,
    /// Dates on which it cannot.
    pub unavailable: Vec<DateRange>,
    /// Kinds of day it allows; empty means all.
    pub modes: Vec<DayKind>,
    /// Minutes to other locations, when not the production's move. Kept, not yet reckoned with: every move takes the production's.
    pub distances: BTreeMap<LocationId, Minutes>,
    /// The costs were confirmed.
    pub confirmed: bool,
}

impl Location {
    /// A place of which nothing is known but its name.
    #[must_use]
    pub fn named(id: LocationId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            stage: false,
            zone: None,
            latitude: None,
            longitude: None,
            visit: None,
            day: None,
            dark_day: None,
            available: Vec::new(),
            unavailable: Vec::new(),
            modes: Vec::new(),
            distances: BTreeMap::new(),
            confirmed: false,
        }
    }

    /// Can it be had on the date?
    #[must_use]
    pub fn is_available(&self, date: Date) -> bool {
        (self.available.is_empty() || self.available.iter().any(|range| range.contains(date)))
            && !self.unavailable.iter().any(|range| range.contains(date))
    }

    /// Does it allow the kind of day?
    #[must_use]
    pub fn allows(&self, kind: DayKind) -> bool {
        self.modes.is_empty() || self.modes.contains(&kind)
    }
}

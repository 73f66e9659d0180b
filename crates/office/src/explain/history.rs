//! Who put a strip where it is, and when, as the history has it.

use domain::{Board, Entity, EntityKey, Entry, Pin, PinAt, Placed, Sheet, SheetStatus};
use serde_json::{Value, json};
use store::{ProductionFile, StoreError};

/// What holds a strip where it is.
pub(super) struct Held {
    /// `shot`, `pin`, `person`, `plan`; none in the boneyard.
    pub(super) by: Option<&'static str>,
    /// Who pinned or placed it, and on which date, as far as the history says.
    pub(super) who: Option<(String, Option<domain::Date>)>,
    /// What the pin says.
    pin: Option<Pin>,
}

/// Reads the history of a strip on a board.
///
/// # Errors
/// When the log cannot be read.
pub(super) fn held(file: &ProductionFile, board: &Board, sheet: &Sheet) -> Result<Held, StoreError> {
    let place = board.placements().get(&sheet.id).copied();
    if let Some(pin) = sheet.pin.clone() {
        let entry = made(file, EntityKey::Sheet(sheet.id), |entity| match entity {
            Entity::Sheet(was) if was.id == sheet.id => Some(was.pin == sheet.pin),
            _ => None,
        })?;
        let who = Some((pin.by.clone(), entry.as_ref().map(date_of)));
        return Ok(Held { by: Some("pin"), who, pin: Some(pin) });
    }
    let placed = made(file, EntityKey::Board(board.id), |entity| match entity {
        Entity::Board(was) if was.id == board.id => Some(was.placements().get(&sheet.id).copied() == place),
        _ => None,
    })?;
    let who = placed.map(|entry| (entry.author.clone(), Some(date_of(&entry))));
    let by = place.map(|(_, _, placed)| match placed {
        _ if sheet.status == SheetStatus::Shot => "shot",
        Placed::ByPerson => "person",
        Placed::ByPlan => "plan",
    });
    Ok(Held { by, who, pin: None })
}

/// The latest entry that made something as it is. `is_so` tells whether an entity was as it is now; none of another one.
fn made(
    file: &ProductionFile,
    key: EntityKey,
    is_so: impl Fn(&Entity) -> Option<bool>,
) -> Result<Option<Entry>, StoreError> {
    let so = |entity: &Option<Entity>| entity.as_ref().and_then(&is_so) == Some(true);
    let makes = |entry: &Entry| entry.changes.iter().any(|change| so(&change.after) && !so(&change.before));
    // What cannot be read is found too, and said.
    file.changes_of(key).find(|entry| entry.as_ref().map_or(true, makes)).transpose()
}

fn date_of(entry: &Entry) -> domain::Date {
    entry.at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

impl Held {
    /// `placed by Ida on 4 Jun 2026`.
    pub(super) fn words(&self) -> String {
        let (who, when) = match &self.who {
            Some((who, when)) => {
                (who.as_str(), when.map(|date| format!(" on {}", date.strftime("%-d %b %Y"))))
            }
            None => ("somebody", None),
        };
        let when = when.unwrap_or_default();
        match (self.by, &self.pin) {
            (_, Some(pin)) => {
                let at = match pin.at {
                    PinAt::Date(date) => domain::date_words(date),
                    PinAt::Day(day) => format!("day {day}"),
                };
                format!("pinned to {at} by {who}{when}")
            }
            (Some("shot"), _) => "shot".into(),
            (Some("person"), _) => format!("placed by {who}{when}: a plan leaves it there"),
            (Some(_), _) => format!("placed by the plan{when}"),
            (None, _) => "in the boneyard".into(),
        }
    }

    /// For scripts.
    pub(super) fn json(&self) -> Value {
        let (who, when) = self.who.as_ref().map_or((None, None), |(who, when)| (Some(who), *when));
        json!({ "by": self.by, "who": who, "when": when })
    }
}

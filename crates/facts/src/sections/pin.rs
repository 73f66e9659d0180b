//! `[[pin]]`: strips that a person fixed to a date or a day.

use domain::{Pin, PinAt, SheetId, State};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, wrong_type};
use crate::section::{Desk, Fields, Key, Role, Section, field, identity, required};

/// `[[pin]]`.
pub(crate) struct Pins;

/// A pin being read.
pub(crate) struct Entry {
    sheet: SheetId,
    at: Option<PinAt>,
    by: Option<String>,
}

const AT: &str = "a date 2027-05-04, or \"day 5\"";

impl Fact for PinAt {
    fn expects() -> String {
        AT.into()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        match node.get_ref().as_str() {
            Some(text) if text.trim().starts_with("day") => {
                domain::edit::pin_at(text).ok().filter(|at| !matches!(at, Self::Day(10_001..))).map_or_else(
                    || Problem::err(node.span(), format!("“{text}” is no day"), format!("write {AT}")),
                    Ok,
                )
            }
            None if !node.get_ref().is_datetime() => wrong_type(node, AT),
            _ => domain::Date::read(node, state).map(Self::Date).map_err(|mut problems| {
                problems.iter_mut().for_each(|problem| problem.remedy = format!("write {AT}"));
                problems
            }),
        }
    }
    fn write(&self, state: &State) -> Option<Written> {
        match self {
            Self::Date(date) => date.write(state),
            Self::Day(day) => Some(Written::plain(format!("day {day}"))),
        }
    }
}

impl Section for Pins {
    type Id = SheetId;
    type Entry = Entry;
    const NAME: &'static str = "pin";
    const ABOUT: &'static str =
        "A strip that a person fixed to a date, or to the n-th shooting day of its unit. No plan moves it.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("scene", "The scene.", "a scene: \"12\", \"40 pt 2\"", |pin: &Entry, _, s| {
                pin.sheet.write(s)
            }),
            Key { reset: None, ..field!(Entry, "at", "The date, or the day.", at) },
            Key {
                role: Role::Fact,
                ..required!(Entry, "by", "Who fixed it; otherwise who applies the file.", by)
            },
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<SheetId>> {
        let Some(scene) = fields.read("scene", desk.now())? else { return fields.missing("scene") };
        Ok(Some(scene))
    }
    fn make(fields: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<SheetId> {
        fields.missing("scene")
    }
    fn load(id: SheetId, state: &State) -> Option<Entry> {
        let pin = state.sheets.get(&id)?.pin.clone();
        Some(Entry { sheet: id, at: pin.as_ref().map(|pin| pin.at), by: pin.map(|pin| pin.by) })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let Some(at) = entry.at else { return fields.missing("at") };
        let Some(mut sheet) = desk.now().sheets.get(&entry.sheet).cloned() else { return Ok(()) };
        let moved = sheet.pin.as_ref().is_none_or(|pin| pin.at != at);
        let by = if moved && !fields.has("by") { Some(desk.author.to_owned()) } else { entry.by };
        sheet.pin = Some(Pin { at, by: by.unwrap_or_default() });
        desk.editing.put(sheet);
        Ok(())
    }

    fn delete(id: SheetId, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if let Some(mut sheet) = desk.now().sheets.get(&id).cloned() {
            sheet.pin = None;
            desk.editing.put(sheet);
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<SheetId> {
        state.sheets.values().filter(|sheet| sheet.pin.is_some()).map(|sheet| sheet.id).collect()
    }
    fn label(id: SheetId, state: &State) -> String {
        format!("pin {}", state.label(id))
    }
}

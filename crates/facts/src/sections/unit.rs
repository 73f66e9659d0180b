//! `[[unit]]`: shooting units and their calendars.

use domain::{EntityKey, State, UnitId, UnitKind};

use super::calendar::{Dated, calendar_keys, new_unit};
use super::production::price;
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Section, field, identity, required};

/// `[[unit]]`.
pub(crate) struct Units;

impl Section for Units {
    type Id = UnitId;
    type Entry = Dated;
    const NAME: &'static str = "unit";
    const ABOUT: &'static str =
        "A shooting unit. The calendar keys are those of `[calendar]`, which is the main unit's.";

    fn keys() -> Vec<Key<Dated>> {
        let mut keys = vec![
            identity("name", "Its name; a new one makes a unit.", "a text", |e: &Dated, _, _| {
                Some(Written::plain(e.unit.name.as_str()))
            }),
            required!(
                Dated,
                "kind",
                "Which kind; a new unit is a second unit. There is one main unit.",
                unit.kind
            ),
            field!(Dated, "start", "Its first possible shooting date.", unit.start)
                .or(|_, _, s| s.production.start.write(s)),
            field!(Dated, "crew_day", "Its crew's cost a day.", unit.crew_day).or(|e, _, s| {
                let prices = &s.production.prices;
                let main = e.unit.kind == UnitKind::Main;
                price(if main { prices.crew_day() } else { prices.second_unit_day() }, s)
            }),
        ];
        keys.extend(calendar_keys());
        keys
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<UnitId>> {
        let named = desk.now().unit_called(&fields.need("name")?).ok();
        let main = fields.read("kind", desk.now())? == Some(UnitKind::Main);
        // The main unit of a new production has no name yet that anybody gave it.
        let unnamed =
            desk.now().main_unit().filter(|unit| **unit == new_unit(unit.id, "Main", UnitKind::Main));
        Ok(named.or(unnamed.filter(|_| main).map(|unit| unit.id)))
    }
    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<UnitId> {
        let kind = fields.read("kind", desk.now())?.unwrap_or(UnitKind::Second);
        check_main(kind, None, fields, desk)?;
        let id = desk.editing.fresh();
        desk.editing.put(new_unit(id, &fields.need("name")?, kind));
        Ok(id)
    }
    fn load(id: UnitId, state: &State) -> Option<Dated> {
        state.units.get(&id).map(|unit| Dated::new(unit.clone(), unit.kind != UnitKind::Main))
    }

    fn store(entry: Dated, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let mut unit = entry.unit;
        let name = fields.need("name")?;
        if !unit.name.eq_ignore_ascii_case(&name) {
            unit.name = name;
        }
        check_main(unit.kind, Some(unit.id), fields, desk)?;
        let was_main = desk.now().units.get(&unit.id).is_some_and(|u| u.kind == UnitKind::Main);
        if was_main && unit.kind != UnitKind::Main {
            return Problem::err(
                fields.span_of("kind"),
                "there must be a main unit",
                "leave its kind as it is",
            );
        }
        desk.editing.put(unit);
        Ok(())
    }

    fn delete(id: UnitId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let Some(unit) = desk.now().units.get(&id) else { return Ok(()) };
        let refuse = |why: String, remedy: &str| Problem::err(fields.span_of("delete"), why, remedy);
        if unit.kind == UnitKind::Main {
            return refuse("the main unit cannot be deleted".into(), "change its facts instead");
        }
        let sheets: Vec<_> =
            desk.now().sheets.values().filter(|s| s.unit == Some(id)).map(|s| s.id).collect();
        if let Some(first) = sheets.first() {
            let label = desk.now().label(*first);
            return refuse(format!("scene {label} is this unit's"), "give its scenes to another unit first");
        }
        let board = desk.now().boards.values().find(|b| b.rows.get(&id).is_some_and(|rows| !rows.is_empty()));
        if let Some(board) = board {
            return refuse(
                format!("the board {} has rows of it", board.name),
                "take them off the board first",
            );
        }
        desk.editing.remove(EntityKey::Unit(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<UnitId> {
        state.units.keys().copied().collect()
    }
    fn label(id: UnitId, state: &State) -> String {
        format!("unit {}", state.units.get(&id).map_or("", |unit| unit.name.as_str()))
    }
}

/// There is one main unit.
fn check_main(kind: UnitKind, id: Option<UnitId>, fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<()> {
    match desk.now().main_unit() {
        Some(main) if kind == UnitKind::Main && Some(main.id) != id => Problem::err(
            fields.span_of("kind"),
            format!("the main unit is {} already", main.name),
            "write kind = \"second\" or \"stunt\", or name that one",
        ),
        _ => Ok(()),
    }
}

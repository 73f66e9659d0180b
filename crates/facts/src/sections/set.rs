//! `[[set]]`: the script's places.

use domain::{EntityKey, ScriptSet, SetId, State};

use crate::error::{Outcome, Problem};
use crate::fact::Written;
use crate::section::{Desk, Fields, Key, Section, field, identity};

/// `[[set]]`.
pub(crate) struct Sets;

impl Section for Sets {
    type Id = SetId;
    type Entry = ScriptSet;
    const NAME: &'static str = "set";
    const ABOUT: &'static str = "A place that the script names, as strips print it.";

    fn keys() -> Vec<Key<ScriptSet>> {
        vec![
            identity("name", "Its name; a new one makes a set.", "a text", |set: &ScriptSet, _, _| {
                Some(Written::plain(set.name.as_str()))
            }),
            Key {
                write: |_, _, _| None,
                ..field!(
                    ScriptSet,
                    "location",
                    "Where it is shot; the export says so in `[[location]]`.",
                    location
                )
            },
            field!(ScriptSet, "parent", "The set it is a part of.", parent).imported(),
            field!(
                ScriptSet,
                "available",
                "Dates on which it stands: built, not yet struck or destroyed; none: all.",
                available
            ),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<SetId>> {
        Ok(desk.now().set_called(&fields.need("name")?).ok())
    }
    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<SetId> {
        let (id, name) = (desk.editing.fresh(), fields.need("name")?);
        desk.editing.put(ScriptSet { id, name, parent: None, location: None, available: Vec::new() });
        Ok(id)
    }
    fn load(id: SetId, state: &State) -> Option<ScriptSet> {
        state.sets.get(&id).cloned()
    }

    fn store(entry: ScriptSet, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let id = entry.id;
        let before = desk.now().sets.get(&id).and_then(|set| set.location);
        if desk.claimed_sets.contains(&id) && before != entry.location {
            return Problem::err(
                fields.span_of("location"),
                format!("a [[location]] of this file has {} already", entry.name),
                "leave it in one of them",
            );
        }
        let mut parent = entry.parent;
        desk.editing.put(entry);
        for _ in 0..=desk.now().sets.len() {
            let Some(above) = parent else { return Ok(()) };
            if above == id {
                break;
            }
            parent = desk.now().sets.get(&above).and_then(|set| set.parent);
        }
        if parent.is_none() || !fields.has("parent") {
            return Ok(());
        }
        Problem::err(fields.span_of("parent"), "a set cannot be a part of itself", "name the larger set")
    }

    fn delete(id: SetId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if let Some(sheet) = desk.now().sheets.values().find(|sheet| sheet.set == id) {
            let why = format!("scene {} plays there", desk.now().label(sheet.id));
            return Problem::err(fields.span_of("delete"), why, "give its scenes another set first");
        }
        for mut part in desk.now().sets.clone().into_values().filter(|set| set.parent == Some(id)) {
            part.parent = None;
            desk.editing.put(part);
        }
        desk.editing.remove(EntityKey::ScriptSet(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<SetId> {
        state.sets.keys().copied().collect()
    }
    fn label(id: SetId, state: &State) -> String {
        format!("set {}", state.sets.get(&id).map_or("", |set| set.name.as_str()))
    }
}

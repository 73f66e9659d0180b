//! `[[action]]`: who does what to whom.

use domain::{Action, ActionId, CharacterId, EntityKey, SheetId, State};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Section, field, identity, required};

/// `[[action]]`.
pub(crate) struct Actions;

impl Section for Actions {
    type Id = ActionId;
    type Entry = Action;
    const NAME: &'static str = "action";
    const ABOUT: &'static str = "One thing that a performer does, or has done to them. When what is asked changes, earlier answers and clearances do not count for it any more.";

    fn keys() -> Vec<Key<Action>> {
        vec![
            identity("scene", "The scene.", "a scene: \"12\", \"40 pt 2\"", |a: &Action, _, s| {
                a.sheet.write(s)
            }),
            identity(
                "name",
                "A short name: kick in the yard; a new one makes an action.",
                "a text",
                |a: &Action, _, _| Some(Written::plain(a.name.as_str())),
            ),
            required!(Action, "verb", "The verb: kick.", verb),
            required!(Action, "doer", "Who does it.", doer),
            field!(Action, "receivers", "To whom it is done.", receivers),
            field!(Action, "others", "Who else is close.", others),
            field!(Action, "hazards", "Hazards: vehicle, height, fire, water, wire.", hazards),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<ActionId>> {
        let (scene, name) = (fields.read::<SheetId>("scene", desk.now())?, fields.need("name")?);
        let Some(scene) = scene else { return fields.missing("scene") };
        let wanted = name.to_lowercase();
        let found =
            desk.now().actions.values().find(|a| a.sheet == scene && a.name.trim().to_lowercase() == wanted);
        Ok(found.map(|action| action.id))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<ActionId> {
        fields.need_all(&["verb", "doer"])?;
        let Some(sheet) = fields.read("scene", desk.now())? else { return fields.missing("scene") };
        let id = desk.editing.fresh();
        desk.editing.put(Action::new(id, sheet, fields.need("name")?, CharacterId(0)));
        Ok(id)
    }

    fn load(id: ActionId, state: &State) -> Option<Action> {
        state.actions.get(&id).cloned()
    }
    fn store(entry: Action, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let listed = [("receivers", &entry.receivers), ("others", &entry.others)];
        let who = listed.into_iter().flat_map(|(key, all)| all.iter().map(move |who| (key, *who)));
        for (key, who) in std::iter::once(("doer", entry.doer)).chain(who).filter(|(key, _)| fields.has(key))
        {
            let refused = |refusal| Problem::refused(fields.span_of(key), refusal);
            desk.now().check_in_scene(entry.sheet, who).map_err(refused)?;
        }
        desk.editing.put(entry);
        Ok(())
    }

    fn delete(id: ActionId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let variants: Vec<_> =
            desk.now().variants.values().filter(|v| v.action == id).map(|v| v.id).collect();
        if variants.iter().any(|variant| super::variant::is_recorded(*variant, desk.now())) {
            let why = "answers or clearances of it are recorded, and their record stays";
            return Problem::err(fields.span_of("delete"), why, "add a variant of kind \"cut\" instead");
        }
        for variant in variants {
            desk.editing.remove(EntityKey::Variant(variant));
        }
        desk.editing.remove(EntityKey::Action(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<ActionId> {
        state.actions.keys().copied().collect()
    }
    fn label(id: ActionId, state: &State) -> String {
        let Some(action) = state.actions.get(&id) else { return "action".into() };
        format!("action {} in {}", action.name, state.label(action.sheet))
    }
}

/// The action that `action`, and `scene` where several are called so, name.
pub(crate) fn named(fields: &Fields<'_>, state: &State) -> Outcome<ActionId> {
    let name = fields.need("action")?;
    let scene: Option<SheetId> = fields.read("scene", state)?;
    let in_scene = |action: &&Action| scene.is_none_or(|scene| scene == action.sheet);
    let here: Vec<&Action> = state.actions.values().filter(in_scene).collect();
    let found = domain::resolve::by_name("action", &name, here.iter().map(|a| (a.name.as_str(), a.id)));
    let found = found.map_err(|refusal| Problem::refused(fields.span_of("action"), refusal))?;
    let same = here.iter().filter(|action| action.name.trim().eq_ignore_ascii_case(name.trim())).count();
    if same > 1 {
        let message = format!("several actions are called {name}");
        return Problem::err(fields.span_of("action"), message, "add scene = \"…\"");
    }
    Ok(found)
}

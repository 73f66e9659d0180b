//! `[[variant]]`: the ways to shoot an action.

use domain::{EngagementId, EngagementKind, EntityKey, State, Variant, VariantId, VariantKind};

use super::action;
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written, items};
use crate::names::{ENGAGEMENT, read_engagement, write_engagements};
use crate::section::{Desk, Fields, Key, Role, Section, field, flag, identity};

/// `[[variant]]`.
pub(crate) struct Variants;

impl Section for Variants {
    type Id = VariantId;
    type Entry = Variant;
    const NAME: &'static str = "variant";
    const ABOUT: &'static str = "One way to shoot an action. When who takes part changes, earlier answers and clearances do not count for it any more.";

    fn keys() -> Vec<Key<Variant>> {
        vec![
            identity("action", "The action's name.", "a text", |v: &Variant, _, s| {
                Some(Written::plain(s.actions.get(&v.action)?.name.as_str()))
            }),
            identity(
                "scene",
                "Its scene, where several actions are called so.",
                "a scene: \"12\"",
                |v: &Variant, _, s| s.actions.get(&v.action)?.sheet.write(s),
            ),
            identity(
                "kind",
                "How it is shot: non-contact, contact, double, effect, cut; a new one makes a variant.",
                "a kind",
                |v: &Variant, _, s| v.kind.write(s),
            ),
            engagements_key(),
            field!(Variant, "minutes", "Minutes it takes beyond the sheet's.", minutes),
            field!(Variant, "cost", "Direct cost.", cost),
            field!(Variant, "adjustment", "Pay on top for those who take part.", adjustment),
            field!(
                Variant,
                "class",
                "Risk class of the scene's stunts when it is shot so; otherwise their own.",
                class
            ),
            flag!(
                Variant,
                "chosen",
                "A person decided that the action is shot so, if everybody agrees; otherwise without contact, by a double, as an effect, cut, in this order.",
                chosen
            ),
            field!(
                Variant,
                "answer_by",
                "The date by which those who have not answered must have; until then it is planned on no earlier date, and without it not at all.",
                answer_by
            ),
            flag!(
                Variant,
                "in_place",
                "Doubles who take part work instead of the actors of their characters, not beside them.",
                in_place
            ),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<VariantId>> {
        let action = action::named(fields, desk.now())?;
        let Some(kind) = fields.read::<VariantKind>("kind", desk.now())? else {
            return fields.missing("kind");
        };
        let found = desk.now().variants.values().find(|v| v.action == action && v.kind == kind);
        Ok(found.map(|variant| variant.id))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<VariantId> {
        let action = action::named(fields, desk.now())?;
        let Some(kind) = fields.read("kind", desk.now())? else { return fields.missing("kind") };
        let id = desk.editing.fresh();
        desk.editing.put(Variant::new(id, action, kind));
        Ok(id)
    }

    fn load(id: VariantId, state: &State) -> Option<Variant> {
        state.variants.get(&id).cloned()
    }
    fn store(entry: Variant, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let (id, chosen) = (entry.id, entry.chosen);
        desk.editing.put(entry);
        if chosen {
            domain::edit::choose(&mut desk.editing, id);
        }
        Ok(())
    }

    fn delete(id: VariantId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if is_recorded(id, desk.now()) {
            let why = "answers or clearances of it are recorded, and their record stays";
            return Problem::err(fields.span_of("delete"), why, "leave the variant as it is");
        }
        desk.editing.remove(EntityKey::Variant(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<VariantId> {
        state.variants.keys().copied().collect()
    }
    fn label(id: VariantId, state: &State) -> String {
        let Some(variant) = state.variants.get(&id) else { return "variant".into() };
        let kind = variant.kind.write(state).map(|kind| kind.shown).unwrap_or_default();
        let Some(action) = state.actions.get(&variant.action) else { return format!("variant {kind}") };
        format!("variant {kind} of {} in {}", action.name, state.label(action.sheet))
    }
}

/// Do facts of the world name the variant?
pub(crate) fn is_recorded(id: VariantId, state: &State) -> bool {
    state.consents.values().any(|consent| consent.variant == id)
        || state.clearances.values().any(|clearance| clearance.variant == id)
}

/// As what a character alone takes part.
fn usual(variant: &Variant) -> EngagementKind {
    if variant.kind == VariantKind::Double { EngagementKind::StuntDouble } else { EngagementKind::Actor }
}

fn engagements_key() -> Key<Variant> {
    Key {
        name: "engagements",
        about: "Who takes part, and so has to agree; a character alone means its actor, in a `double` variant its stunt double. With contact or without, nobody named means the actors of all whom the action concerns."
            .into(),
        expects: format!("a list […] of: {ENGAGEMENT}"),
        read: |variant: &mut Variant, key, node, state| {
            let usual = usual(variant);
            let mut given: Vec<EngagementId> =
                items(node, &key.expects, |item| read_engagement(item, state, usual))?;
            given.sort_unstable();
            given.dedup();
            let mut before = variant.engagements.clone();
            before.sort_unstable();
            if given != before {
                variant.engagements = given;
            }
            Ok(())
        },
        write: |variant, _, state| write_engagements(state, &variant.engagements, usual(variant)),
        default: None,
        reset: Some(|variant, _| variant.engagements.clear()),
        role: Role::Fact,
    }
}

/// The variant that `action`, `scene` and `variant` name, for facts of the world.
pub(crate) fn named(fields: &Fields<'_>, state: &State) -> Outcome<VariantId> {
    let action = action::named(fields, state)?;
    let Some(kind) = fields.read::<VariantKind>("variant", state)? else { return fields.missing("variant") };
    let found = state.variants.values().find(|v| v.action == action && v.kind == kind);
    found.map_or_else(
        || {
            let message = "the action has no such variant";
            Problem::err(fields.span_of("variant"), message, "add it in [[variant]]")
        },
        |variant| Ok(variant.id),
    )
}

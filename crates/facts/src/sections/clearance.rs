//! `[[clearance]]`: items that must be complete before a variant is shot; only ever added.

use domain::{Clearance, ClearanceId, ClearanceState, State, VariantId};

use super::variant;
use super::world::{Recorded, is_there};
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Role, Section, field, identity, required};

/// `[[clearance]]`.
pub(crate) struct Clearances;

impl Section for Clearances {
    type Id = Recorded<ClearanceId>;
    type Entry = Clearance;
    const NAME: &'static str = "clearance";
    const ABOUT: &'static str = "One item of what must be complete before a variant is shot. It is added unless it says what is there already; the newest entry of an item counts. It binds to the variant as it is now.";

    fn keys() -> Vec<Key<Clearance>> {
        type C = Clearance;
        vec![
            identity("action", "The action's name.", "a text", |c: &C, _, s| {
                let variant = s.variants.get(&c.variant)?;
                Some(Written::plain(s.actions.get(&variant.action)?.name.as_str()))
            }),
            identity(
                "scene",
                "Its scene, where several actions are called so.",
                "a scene: \"12\"",
                |c: &C, _, s| s.actions.get(&s.variants.get(&c.variant)?.action)?.sheet.write(s),
            ),
            identity("variant", "The variant's kind.", "a kind of variant", |c: &C, _, s| {
                s.variants.get(&c.variant)?.kind.write(s)
            }),
            Key {
                role: Role::Identity,
                ..required!(C, "item", "What must be complete: rigging inspected.", item)
            },
            required!(
                C,
                "state",
                "Where it stands; what is done needs who signed it and when, what is not-needed who says so.",
                state
            ),
            Key {
                reset: None,
                ..field!(
                    C,
                    "date",
                    "When it is forecast or was done: the action is planned on no earlier date.",
                    date
                )
            },
            Key { reset: None, ..field!(C, "signed_by", "Who signed.", signed_by) },
            Key {
                reset: None,
                ..field!(C, "place", "The location it is cleared for, if that matters.", place)
            },
            Key {
                reset: None,
                ..field!(C, "for_date", "The date it is cleared for, if that matters.", for_date)
            },
            required!(
                C,
                "version",
                "The version of the variant that was cleared; the export writes it.",
                variant_version
            ),
        ]
    }

    fn find(fields: &Fields<'_>, _: &Desk<'_>) -> Outcome<Option<Self::Id>> {
        fields.need_all(&["action", "variant", "item", "state"])?;
        Ok(Some(Recorded::of(fields)))
    }
    fn make(fields: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<Self::Id> {
        Ok(Recorded::of(fields))
    }

    fn load(id: Self::Id, state: &State) -> Option<Clearance> {
        let Recorded::There(id) = id else {
            return Some(Clearance {
                id: ClearanceId(0),
                variant: VariantId(0),
                variant_version: String::new(),
                item: String::new(),
                state: ClearanceState::Open,
                date: None,
                signed_by: None,
                place: None,
                for_date: None,
                asked: domain::Asked::default(),
            });
        };
        state.clearances.get(&id).cloned()
    }

    fn store(mut entry: Clearance, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        entry.variant = variant::named(fields, desk.now())?;
        if !fields.has("version") {
            if let Some(variant) = desk.now().variants.get(&entry.variant) {
                entry.variant_version.clone_from(&variant.version);
                entry.asked = desk.now().asked_of(variant);
            }
            let refused = |refusal| Problem::refused(fields.span.clone(), refusal);
            desk.now().check_clearance(&entry).map_err(refused)?;
        }
        let versioned = fields.has("version");
        let said = |c: &Clearance| {
            let version = if versioned { c.variant_version.as_str() } else { "" };
            let item = c.item.trim().to_lowercase();
            format!(
                "clearance {} {version} {item:?} {:?} {:?} {:?} {:?} {:?}",
                c.variant, c.state, c.date, c.signed_by, c.place, c.for_date
            )
        };
        let same = said(&entry);
        let in_state = desk.base.clearances.values().filter(|c| said(c) == same).count();
        if !is_there(desk, same, in_state) {
            entry.id = desk.editing.fresh();
            desk.editing.put(entry);
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<Self::Id> {
        state.clearances.keys().copied().map(Recorded::There).collect()
    }

    fn label(id: Self::Id, state: &State) -> String {
        match Self::load(id, state) {
            Some(clearance) => format!("clearance {}", clearance.id.0),
            None => "clearance".into(),
        }
    }
}

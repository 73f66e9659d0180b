//! Versions of actions and variants: new when what is asked of somebody changed.

use crate::section::Desk;

/// Gives new versions to the actions and variants that are not what they were. Who made them keeps the version
/// of all others: answers and clearances are bound to it.
pub(crate) fn refresh(desk: &mut Desk<'_>) {
    for mut action in desk.now().actions.clone().into_values() {
        let asked_as_before =
            desk.base.actions.get(&action.id).map(|before| desk.base.action_version(before))
                == Some(desk.now().action_version(&action));
        if !asked_as_before {
            action.version = desk.now().action_version(&action);
            desk.editing.put(action);
        }
    }
    for mut variant in desk.now().variants.clone().into_values() {
        let shot_as_before =
            desk.base.variants.get(&variant.id).map(|before| desk.base.variant_version(before))
                == Some(desk.now().variant_version(&variant));
        if !shot_as_before {
            variant.version = desk.now().variant_version(&variant);
            desk.editing.put(variant);
        }
    }
}

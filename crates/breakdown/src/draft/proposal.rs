//! What the breakdown proposes for a whole draft: the other sides of the merge.

use domain::{Draft, Entity, SceneNumber, SceneVersion, Sheet, State};
use screenplay::Screenplay;

use crate::import::{Note, Source, import};

/// A draft as if it were the first: its scenes and sheets by their place in the script.
pub(crate) struct Proposal {
    /// The production with the draft beside all that it holds: for names.
    pub(crate) state: State,
    pub(crate) draft: Draft,
    pub(crate) versions: Vec<SceneVersion>,
    pub(crate) numbers: Vec<SceneNumber>,
    pub(crate) locked: Vec<bool>,
    /// None for an omitted scene.
    pub(crate) sheets: Vec<Option<Sheet>>,
    pub(crate) notes: Vec<Note>,
}

impl Proposal {
    pub(crate) fn new(state: &State, screenplay: &Screenplay, source: Source) -> Self {
        let imported = import(state, screenplay, source);
        let after = state.with(&imported.changes);
        let made = imported.changes.iter().find_map(|change| match &change.after {
            Some(Entity::Draft(draft)) => Some((**draft).clone()),
            _ => None,
        });
        let draft = made.expect("an import makes a draft");
        let scenes: Vec<_> = draft.scenes.iter().map(|id| &after.scenes[id]).collect();
        let sheet_of: std::collections::BTreeMap<_, _> =
            after.sheets.values().filter_map(|sheet| Some((*sheet.scenes.first()?, sheet))).collect();
        Self {
            versions: scenes.iter().map(|scene| scene.current().clone()).collect(),
            numbers: scenes.iter().map(|scene| scene.number.clone()).collect(),
            locked: scenes.iter().map(|scene| scene.locked).collect(),
            sheets: draft.scenes.iter().map(|id| sheet_of.get(id).map(|s| (*s).clone())).collect(),
            notes: imported.notes,
            draft,
            state: after,
        }
    }
}

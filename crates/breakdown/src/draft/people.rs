//! Characters, background, elements and sets of the new draft: found among the production's, or made.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    BackgroundId, BackgroundUse, CharacterId, ElementId, ElementUse, PresenceClaim, ProposedAction, Review,
    ScriptSet, SetId, Sheet, Unit,
};

use super::identity::{Identities, key, set_line};
use super::merge::Merge;
use super::proposal::Proposal;
use super::report::Rename;

impl Merge<'_> {
    /// A production without a title or a unit gets the draft's.
    pub(super) fn production_and_unit(&mut self) {
        if self.state.production.title.is_empty() {
            let mut production = self.state.production.clone();
            production.title.clone_from(&self.proposal.state.production.title);
            self.editing.put(production);
        }
        if self.state.main_unit().is_none()
            && let Some(unit) = self.proposal.state.main_unit()
        {
            self.editing.put(Unit { id: self.editing.fresh(), ..unit.clone() });
        }
    }

    pub(super) fn sets(&mut self) {
        let wanted: Vec<SetId> = self.proposal.sheets.iter().flatten().map(|sheet| sheet.set).collect();
        for id in wanted {
            let line: Vec<ScriptSet> = set_line(&self.proposal, id).into_iter().cloned().collect();
            let mut parent = None;
            for set in line {
                let known = self.ids.sets.get(&key(&set.name)).copied();
                let id = known.unwrap_or_else(|| {
                    let id: SetId = self.editing.fresh();
                    self.editing.put(ScriptSet { id, parent, ..set.clone() });
                    self.ids.sets.insert(key(&set.name), id);
                    id
                });
                parent = Some(id);
            }
        }
    }

    pub(super) fn people(&mut self) {
        self.rename();
        let used: BTreeSet<CharacterId> =
            self.proposal.sheets.iter().flatten().flat_map(|sheet| sheet.presence.keys().copied()).collect();
        let mut taken: BTreeSet<String> =
            self.state.characters.values().map(|c| c.board_id.to_uppercase()).collect();
        let mut board_ids = (1..).map(|n: u32| n.to_string());
        for id in used {
            let Some(character) = self.proposal.state.characters.get(&id).cloned() else { continue };
            if self.ids.characters.contains_key(&key(&character.name)) {
                continue;
            }
            let mut new = character;
            new.id = self.editing.fresh();
            new.board_id = board_ids.find(|id| taken.insert(id.clone())).expect("numbers never end");
            self.ids.characters.insert(key(&new.name), new.id);
            self.report.characters_new.push(new.name.clone());
            self.editing.put(new);
        }
    }

    /// Gives characters the names that a person said they have now; the old ones stay as other names.
    fn rename(&mut self) {
        for (new, _) in &self.new.same {
            let Some(id) = self.ids.characters.get(&key(new.trim())) else { continue };
            let mut character = self.editing.now.characters[id].clone();
            let name = new.trim().to_uppercase();
            if key(&character.name) == key(&name) {
                continue;
            }
            character.aliases.retain(|alias| key(alias) != key(&name));
            let old = std::mem::replace(&mut character.name, name);
            self.report.renamed.push(Rename {
                old: old.clone(),
                new: character.name.clone(),
                scenes: 0,
                of: 0,
                done: true,
            });
            character.aliases.push(old);
            self.editing.put(character);
        }
    }

    /// Elements and background groups that are new.
    pub(super) fn things(&mut self) {
        let sheets: Vec<Sheet> = self.proposal.sheets.iter().flatten().cloned().collect();
        for used in sheets.iter().flat_map(|sheet| &sheet.elements) {
            let Some(element) = self.proposal.state.elements.get(&used.element) else { continue };
            let named = (element.category, key(&element.name));
            if !self.ids.elements.contains_key(&named) {
                let mut new = element.clone();
                new.id = self.editing.fresh();
                self.ids.elements.insert(named, new.id);
                self.editing.put(new);
            }
        }
        for used in sheets.iter().flat_map(|sheet| &sheet.background) {
            let Some(group) = self.proposal.state.background.get(&used.group) else { continue };
            if !self.ids.background.contains_key(&key(&group.name)) {
                let mut new = group.clone();
                new.id = self.editing.fresh();
                self.ids.background.insert(key(&new.name), new.id);
                self.editing.put(new);
            }
        }
    }

    /// Who is in no scene any more, and who may be somebody else now.
    pub(super) fn report_cast(&mut self) {
        let before = scenes_of_characters(self.state.sheets.values());
        let after = scenes_of_characters(self.editing.now.sheets.values());
        let name = |id: &CharacterId| self.editing.now.characters[id].name.clone();
        let gone: Vec<_> = before.iter().filter(|(id, _)| !after.contains_key(id)).collect();
        for (old, were) in &gone {
            let new = after.iter().filter(|(id, _)| !self.state.characters.contains_key(id));
            let shared =
                new.map(|(id, are)| (were.intersection(are).count(), std::cmp::Reverse(are.len()), id));
            if let Some((scenes, _, id)) =
                shared.max().filter(|(scenes, _, _)| 2 * scenes >= were.len().max(1))
            {
                let (old, new, of) = (name(old), name(id), were.len());
                self.report.renamed.push(Rename { old, new, scenes, of, done: false });
            }
        }
        self.report.characters_gone = gone.iter().map(|(id, _)| name(id)).collect();
    }
}

/// The scenes that characters are in, on sheets that are to be shot.
fn scenes_of_characters<'s>(
    sheets: impl Iterator<Item = &'s Sheet>,
) -> BTreeMap<CharacterId, BTreeSet<domain::SceneId>> {
    let mut scenes: BTreeMap<CharacterId, BTreeSet<domain::SceneId>> = BTreeMap::new();
    for sheet in sheets.filter(|sheet| sheet.status != domain::SheetStatus::Omitted) {
        for (id, _) in sheet.presence.iter().filter(|(_, claim)| claim.review != Review::Rejected) {
            scenes.entry(*id).or_default().extend(&sheet.scenes);
        }
    }
    scenes
}

/// What a sheet holds, as pairs, in the production's names.
#[derive(Clone, Debug, Default)]
pub(super) struct Holds {
    pub(super) presence: Vec<(CharacterId, PresenceClaim)>,
    pub(super) elements: Vec<(ElementId, ElementUse)>,
    pub(super) background: Vec<(BackgroundId, BackgroundUse)>,
    pub(super) actions: Vec<(ActionKey, ProposedAction)>,
}

/// What tells proposed actions apart.
pub(super) type ActionKey = (String, Option<CharacterId>, Vec<CharacterId>);

impl Holds {
    /// What the production's own sheet holds.
    pub(super) fn of(sheet: &Sheet) -> Self {
        Self {
            presence: sheet.presence.iter().map(|(id, claim)| (*id, claim.clone())).collect(),
            elements: sheet.elements.iter().map(|used| (used.element, used.clone())).collect(),
            background: sheet.background.iter().map(|used| (used.group, used.clone())).collect(),
            actions: sheet
                .proposed_actions
                .iter()
                .map(|action| (action_key(action), action.clone()))
                .collect(),
        }
    }

    /// Adds what a proposal's sheet holds. Where two scenes of a sheet say different things, the stronger one.
    pub(super) fn add(&mut self, ids: &Identities, proposal: &Proposal, sheet: &Sheet) {
        for (id, claim) in &sheet.presence {
            let Some(id) = ids.character(proposal, *id) else { continue };
            match self.presence.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) if known.presence <= claim.presence => {}
                Some((_, known)) => known.clone_from(claim),
                None => self.presence.push((id, claim.clone())),
            }
        }
        for used in &sheet.elements {
            let Some(element) = ids.element(proposal, used.element) else { continue };
            match self.elements.iter_mut().find(|(known, _)| *known == element) {
                Some((_, known)) => {
                    known.quantity = known.quantity.max(used.quantity);
                    known.evidence.extend(used.evidence.iter().cloned());
                }
                None => self.elements.push((element, ElementUse { element, ..used.clone() })),
            }
        }
        for used in &sheet.background {
            let Some(group) = ids.group(proposal, used.group) else { continue };
            match self.background.iter_mut().find(|(known, _)| *known == group) {
                Some((_, known)) => known.count = known.count.max(used.count),
                None => self.background.push((group, BackgroundUse { group, ..used.clone() })),
            }
        }
        for action in &sheet.proposed_actions {
            let person = |id: &CharacterId| ids.character(proposal, *id);
            let mut action = action.clone();
            action.doer = action.doer.as_ref().and_then(person);
            action.receivers = action.receivers.iter().filter_map(person).collect();
            let key = action_key(&action);
            if self.actions.iter().all(|(known, _)| *known != key) {
                self.actions.push((key, action));
            }
        }
    }

    pub(super) fn put_into(self, sheet: &mut Sheet) {
        sheet.presence = self.presence.into_iter().collect();
        sheet.elements = self.elements.into_iter().map(|(_, used)| used).collect();
        sheet.background = self.background.into_iter().map(|(_, used)| used).collect();
        sheet.proposed_actions = self.actions.into_iter().map(|(_, action)| action).collect();
    }
}

fn action_key(action: &ProposedAction) -> ActionKey {
    (action.verb.clone(), action.doer, action.receivers.clone())
}

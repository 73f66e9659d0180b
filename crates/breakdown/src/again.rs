//! Suggestions made again: of the newest draft, with the production's word lists as they are now.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    BackgroundId, Change, Character, CharacterId, Editing, ElementId, Entity, EntityKey, Evidence, Review,
    Sheet, State,
};
use screenplay::Screenplay;

use crate::{LexiconError, Lexicons, Source, import_with};

/// Runs the breakdown of the newest draft again: new suggestions come in, those that are no longer made and that
/// nobody reviewed go. What was accepted, rejected or typed stays as it is.
///
/// # Errors
/// A line of the production's word lists that cannot be used.
pub fn suggest_again(state: &State, screenplay: &Screenplay) -> Result<Vec<Change>, LexiconError> {
    let lexicons = Lexicons::with_production(&state.production.lexicons)?;
    let source =
        Source { file_name: String::new(), date: None, text_hash: String::new(), diagnostics: Vec::new() };
    // The new import knows the production's people, and nothing of its scenes.
    let blank = State::default();
    let mut people = Editing::new(&blank);
    people.put(state.production.clone());
    state.characters.values().for_each(|character| people.put(character.clone()));
    let known = blank.with(&people.changes());
    let fresh = known.with(&import_with(&known, screenplay, source, &lexicons).changes);
    let Some(draft) = state.drafts.values().max_by_key(|draft| draft.id) else { return Ok(Vec::new()) };
    let fresh_draft = fresh.drafts.values().max_by_key(|draft| draft.id);
    let mut again = Again {
        editing: Editing::new(state),
        before: state,
        fresh: &fresh,
        draft: draft.id,
        characters: BTreeMap::new(),
        elements: BTreeMap::new(),
        background: BTreeMap::new(),
    };
    for (id, new) in draft.scenes.iter().zip(fresh_draft.into_iter().flat_map(|draft| &draft.scenes)) {
        again.story_day(*id, *new);
        let Some(suggested) = fresh.sheets.values().find(|sheet| sheet.scenes.contains(new)) else {
            continue;
        };
        let sheets: Vec<Sheet> =
            state.sheets.values().filter(|sheet| sheet.scenes.contains(id)).cloned().collect();
        for sheet in sheets {
            again.sheet(sheet, suggested);
        }
    }
    again.clear();
    Ok(again.editing.changes())
}

struct Again<'a> {
    editing: Editing<'a>,
    before: &'a State,
    fresh: &'a State,
    draft: domain::DraftId,
    characters: BTreeMap<CharacterId, CharacterId>,
    elements: BTreeMap<ElementId, ElementId>,
    background: BTreeMap<BackgroundId, BackgroundId>,
}

impl Again<'_> {
    fn story_day(&mut self, id: domain::SceneId, new: domain::SceneId) {
        let (Some(mut scene), Some(new)) =
            (self.editing.now.scenes.get(&id).cloned(), self.fresh.scenes.get(&new))
        else {
            return;
        };
        let proposed = new.current().story_day.clone().map(|mut day| {
            day.evidence = day.evidence.map(|evidence| self.cited(evidence));
            day
        });
        if let Some(version) = scene.versions.iter_mut().find(|version| version.draft == self.draft)
            && version.story_day != proposed
        {
            version.story_day = proposed;
            self.editing.put(scene);
        }
    }

    /// A sheet of several scenes takes the suggestions of each in turn: those of the other scenes stay.
    fn sheet(&mut self, sheet: Sheet, suggested: &Sheet) {
        let mut sheet = self.editing.now.sheets.get(&sheet.id).cloned().unwrap_or(sheet);
        let span =
            suggested.scenes.first().and_then(|id| self.fresh.scenes.get(id)).map(|s| s.current().span);
        let Some(span) = span else { return };
        let draft = self.draft;
        let here = |evidence: &Evidence| {
            evidence.draft == draft && (span.start..span.end).contains(&evidence.span.start)
        };
        let elements: BTreeMap<ElementId, domain::ElementUse> =
            suggested.elements.iter().map(|used| (self.element(used.element), used.clone())).collect();
        sheet.elements.retain_mut(|used| {
            if used.review != Review::Suggested || used.evidence.is_empty() {
                return true;
            }
            used.evidence.retain(|line| !here(line));
            !used.evidence.is_empty() || elements.contains_key(&used.element)
        });
        for (element, used) in elements {
            let cited = used.evidence.into_iter().map(|line| self.cited(line)).collect();
            match sheet.elements.iter_mut().find(|known| known.element == element) {
                Some(known) if known.review == Review::Suggested => known.evidence.extend(cited),
                None if used.review == Review::Suggested => {
                    sheet.elements.push(domain::ElementUse { element, evidence: cited, ..used });
                }
                _ => {}
            }
        }
        let groups: BTreeMap<BackgroundId, domain::BackgroundUse> =
            suggested.background.iter().map(|used| (self.group(used.group), used.clone())).collect();
        sheet.background.retain(|used| {
            used.review != Review::Suggested
                || !used.evidence.as_ref().is_some_and(here)
                || groups.contains_key(&used.group)
        });
        for (group, used) in groups {
            let new = used.review == Review::Suggested;
            if new && !sheet.background.iter().any(|known| known.group == group) {
                let evidence = used.evidence.map(|evidence| self.cited(evidence));
                sheet.background.push(domain::BackgroundUse { group, evidence, ..used });
            }
        }
        self.presence(&mut sheet, suggested, &here);
        self.actions(&mut sheet, suggested, &here);
        self.editing.put(sheet);
    }

    fn presence(&mut self, sheet: &mut Sheet, suggested: &Sheet, here: &dyn Fn(&Evidence) -> bool) {
        let claims: BTreeMap<CharacterId, domain::PresenceClaim> =
            suggested.presence.iter().map(|(id, claim)| (self.character(*id), claim.clone())).collect();
        sheet.presence.retain(|id, claim| {
            claim.review != Review::Suggested || !claim.evidence.iter().any(here) || claims.contains_key(id)
        });
        // Who speaks was there from the first import: if a person took the claim away, it stays away.
        for (id, claim) in claims.into_iter().filter(|(_, claim)| claim.review == Review::Suggested) {
            let evidence = claim.evidence.into_iter().map(|evidence| self.cited(evidence)).collect();
            sheet.presence.entry(id).or_insert(domain::PresenceClaim { evidence, ..claim });
        }
    }

    fn actions(&mut self, sheet: &mut Sheet, suggested: &Sheet, here: &dyn Fn(&Evidence) -> bool) {
        let proposed: Vec<domain::ProposedAction> = suggested
            .proposed_actions
            .iter()
            .map(|action| domain::ProposedAction {
                doer: action.doer.map(|id| self.character(id)),
                receivers: action.receivers.iter().map(|id| self.character(*id)).collect(),
                evidence: self.cited(action.evidence.clone()),
                ..action.clone()
            })
            .collect();
        sheet.proposed_actions.retain(|action| {
            action.review != Review::Suggested || !here(&action.evidence) || proposed.contains(action)
        });
        for action in proposed {
            let same = |known: &domain::ProposedAction| {
                known.verb == action.verb && known.evidence.span == action.evidence.span
            };
            if !sheet.proposed_actions.iter().any(same) {
                sheet.proposed_actions.push(action);
            }
        }
    }

    /// The evidence cites the draft that the production knows.
    fn cited(&self, evidence: Evidence) -> Evidence {
        Evidence { draft: self.draft, ..evidence }
    }

    /// The production's element of that category and name, made if it has none.
    fn element(&mut self, id: ElementId) -> ElementId {
        if let Some(known) = self.elements.get(&id) {
            return *known;
        }
        let new = self.fresh.elements[&id].clone();
        let same = |known: &&domain::Element| {
            known.category == new.category && known.name.eq_ignore_ascii_case(&new.name)
        };
        let known = self.editing.now.elements.values().find(same).map(|element| element.id);
        let known = known.unwrap_or_else(|| {
            let fresh = self.editing.fresh();
            self.editing.put(domain::Element { id: fresh, ..new });
            fresh
        });
        self.elements.insert(id, known);
        known
    }

    fn group(&mut self, id: BackgroundId) -> BackgroundId {
        if let Some(known) = self.background.get(&id) {
            return *known;
        }
        let new = self.fresh.background[&id].clone();
        let same = |known: &&domain::BackgroundGroup| known.name.eq_ignore_ascii_case(&new.name);
        let known = self.editing.now.background.values().find(same).map(|group| group.id);
        let known = known.unwrap_or_else(|| {
            let fresh = self.editing.fresh();
            self.editing.put(domain::BackgroundGroup { id: fresh, ..new });
            fresh
        });
        self.background.insert(id, known);
        known
    }

    fn character(&mut self, id: CharacterId) -> CharacterId {
        if let Some(known) = self.characters.get(&id) {
            return *known;
        }
        let new = self.fresh.characters[&id].clone();
        let same = |known: &&Character| {
            std::iter::once(&known.name)
                .chain(&known.aliases)
                .any(|name| name.eq_ignore_ascii_case(&new.name))
        };
        let known = self.editing.now.characters.values().find(same).map(|character| character.id);
        let known = known.unwrap_or_else(|| {
            let taken: BTreeSet<&str> =
                self.editing.now.characters.values().map(|known| known.board_id.as_str()).collect();
            let board_id = (1..).map(|n: u32| n.to_string()).find(|id| !taken.contains(id.as_str()));
            let fresh: CharacterId = self.editing.fresh();
            let board_id = board_id.expect("numbers never end");
            self.editing.put(Character { id: fresh, board_id, ..new });
            fresh
        });
        self.characters.insert(id, known);
        known
    }

    /// Takes away elements that only suggestions named, and of which nothing is known.
    fn clear(&mut self) {
        let now = &self.editing.now;
        let used: BTreeSet<ElementId> =
            now.sheets.values().flat_map(|sheet| sheet.elements.iter().map(|used| used.element)).collect();
        let bare = |element: &&domain::Element| {
            element.rate.is_none()
                && element.available.is_empty()
                && element.unavailable.is_empty()
                && !element.confirmed
        };
        let was = |state: &State, id: ElementId| {
            let uses = state.sheets.values().flat_map(|sheet| &sheet.elements);
            uses.filter(|used| used.element == id).any(|used| used.review == Review::Suggested)
        };
        let gone: Vec<EntityKey> = now
            .elements
            .values()
            .filter(bare)
            .filter(|element| !used.contains(&element.id) && was(self.before, element.id))
            .map(|element| Entity::from(element.clone()).key())
            .collect();
        for key in gone {
            self.editing.remove(key);
        }
    }
}

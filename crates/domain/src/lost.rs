//! What a rewrite after a stunt throws away: scenes that have to be shot again if they are shot already.
//!
//! Proposed from who and what is in them; a person says yes or no, scene by scene.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Category, CharacterId, ElementId, Review, Sheet, SheetId, SheetStatus, State, Stunt};

/// Why a sheet is thrown away with a stunt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLost {
    /// A person said so.
    Said,
    /// It is another part of the stunt's scene.
    SameScene,
    /// It leads into the stunt's scene or out of it, and shows somebody to whom the stunt happens.
    Who(CharacterId),
    /// It leads into the stunt's scene or out of it, and shows a thing that the stunt needs.
    What(ElementId),
}

/// Things of which the audience knows how they look after the stunt.
const SEEN: [Category; 4] =
    [Category::Vehicles, Category::Animals, Category::SpecialEffects, Category::SpecialEquipment];

impl WhyLost {
    /// In words, for people: `next to it in the script, HANNE is in it`.
    #[must_use]
    pub fn words(self, state: &State) -> String {
        match self {
            Self::Said => "named by hand".into(),
            Self::SameScene => "another part of the scene".into(),
            Self::Who(id) => {
                let name = state.characters.get(&id).map_or("?", |known| known.name.as_str());
                format!("next to it in the script, {name} is in it")
            }
            Self::What(id) => {
                let name = state.elements.get(&id).map_or("?", |known| known.name.as_str());
                format!("next to it in the script, the same {name}")
            }
        }
    }
}

impl State {
    /// The sheets that a rewrite after a stunt throws away, and why: those that a person named; the other parts of its
    /// scene; and those of the scenes right before and behind it in the script, on the same story day, with somebody who
    /// takes part in it, or with a vehicle, an animal, an effect or special equipment of its own. Never its own sheet, and
    /// none that a person said stands.
    #[must_use]
    pub fn lost_with(&self, stunt: &Stunt) -> BTreeMap<SheetId, WhyLost> {
        let Some(own) = self.sheets.get(&stunt.sheet) else { return BTreeMap::new() };
        let (who, what) = (self.takes_part(stunt), self.seen_things(own).collect::<BTreeSet<_>>());
        let beside = self.beside(own);
        let why = |sheet: &Sheet| {
            if stunt.lost.contains(&sheet.id) {
                return Some(WhyLost::Said);
            }
            if stunt.not_lost.contains(&sheet.id) {
                return None;
            }
            if sheet.scenes.iter().any(|scene| own.scenes.contains(scene)) {
                return Some(WhyLost::SameScene);
            }
            if !beside.contains(&sheet.id) {
                return None;
            }
            let doubled = sheet.doubles.iter().filter_map(|id| Some(self.engagements.get(id)?.character));
            let here = sheet.presence.iter().filter(|(_, claim)| claim.on_set()).map(|(id, _)| *id);
            let shown = here.chain(doubled).find(|character| who.contains(character)).map(WhyLost::Who);
            shown.or_else(|| self.seen_things(sheet).find(|thing| what.contains(thing)).map(WhyLost::What))
        };
        let others = self.sheets.values().filter(|sheet| sheet.id != own.id);
        let in_film = others.filter(|sheet| sheet.status != SheetStatus::Omitted);
        in_film.filter_map(|sheet| Some((sheet.id, why(sheet)?))).collect()
    }

    /// The sheets of the scenes right before and behind a sheet's in the script, on the same story day.
    fn beside(&self, own: &Sheet) -> BTreeSet<SheetId> {
        let Some(day) = self.story_day_of(own) else { return BTreeSet::new() };
        let order = self.sheets_in_order();
        let is_own =
            |sheet: &&Sheet| sheet.id == own.id || sheet.scenes.iter().any(|s| own.scenes.contains(s));
        let first = order.iter().position(is_own).unwrap_or_default();
        let last = order.iter().rposition(is_own).unwrap_or_default();
        let before = first.checked_sub(1).map(|before| order[before]);
        let near: Vec<&Sheet> = before.into_iter().chain(order.get(last + 1).copied()).collect();
        let of_near = |sheet: &&&Sheet| {
            near.iter()
                .any(|near| near.id == sheet.id || near.scenes.iter().any(|s| sheet.scenes.contains(s)))
        };
        order.iter().filter(of_near).filter(|s| self.story_day_of(s) == Some(day)).map(|s| s.id).collect()
    }

    /// To whom a stunt happens: the doers and receivers of its sheet's actions, and the character that its performer
    /// plays or doubles.
    fn takes_part(&self, stunt: &Stunt) -> BTreeSet<CharacterId> {
        let actions = self.actions.values().filter(|action| action.sheet == stunt.sheet);
        let told = actions.flat_map(|action| std::iter::once(action.doer).chain(action.receivers.clone()));
        let performer = stunt.performer.and_then(|id| self.engagements.get(&id));
        told.chain(performer.map(|engagement| engagement.character)).collect()
    }

    fn seen_things<'a>(&'a self, sheet: &'a Sheet) -> impl Iterator<Item = ElementId> + 'a {
        let used = sheet.elements.iter().filter(|used| used.review == Review::Accepted);
        let known = |id: &ElementId| self.elements.get(id).is_some_and(|e| SEEN.contains(&e.category));
        used.map(|used| used.element).filter(known)
    }
}

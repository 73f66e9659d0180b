//! Ids that name nothing: a state that commands made has none.

use crate::{BoardStatus, EntityKey, Row, State};

impl State {
    /// References to what does not exist, in words. An issued board keeps the sheets that it was issued with, and
    /// facts of the world what they were recorded for.
    #[must_use]
    pub fn dangling(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut check = |from: EntityKey, to: EntityKey| {
            if self.entity(to).is_none() {
                found.push(format!("{from} names {to}"));
            }
        };
        self.of_the_script(&mut check);
        self.of_sheets(&mut check);
        self.of_the_shoot(&mut check);
        found
    }

    fn of_the_script(&self, check: &mut impl FnMut(EntityKey, EntityKey)) {
        for draft in self.drafts.values() {
            let from = EntityKey::Draft(draft.id);
            draft.parent.iter().for_each(|parent| check(from, EntityKey::Draft(*parent)));
            draft.scenes.iter().for_each(|scene| check(from, EntityKey::Scene(*scene)));
        }
        for scene in self.scenes.values() {
            let versions = scene.versions.iter().map(|version| version.draft);
            versions.for_each(|draft| check(EntityKey::Scene(scene.id), EntityKey::Draft(draft)));
        }
        for set in self.sets.values() {
            let from = EntityKey::ScriptSet(set.id);
            set.parent.iter().for_each(|parent| check(from, EntityKey::ScriptSet(*parent)));
            set.location.iter().for_each(|location| check(from, EntityKey::Location(*location)));
        }
    }

    fn of_sheets(&self, check: &mut impl FnMut(EntityKey, EntityKey)) {
        for sheet in self.sheets.values() {
            let from = EntityKey::Sheet(sheet.id);
            sheet.scenes.iter().for_each(|scene| check(from, EntityKey::Scene(*scene)));
            check(from, EntityKey::ScriptSet(sheet.set));
            sheet.unit.iter().for_each(|unit| check(from, EntityKey::Unit(*unit)));
            sheet.presence.keys().for_each(|character| check(from, EntityKey::Character(*character)));
            sheet.doubles.iter().for_each(|double| check(from, EntityKey::Engagement(*double)));
            sheet.elements.iter().for_each(|used| check(from, EntityKey::Element(used.element)));
            sheet.background.iter().for_each(|used| check(from, EntityKey::BackgroundGroup(used.group)));
            let related = [&sheet.before, &sheet.with, &sheet.apart].into_iter().flatten();
            related.for_each(|other| check(from, EntityKey::Sheet(*other)));
            for action in &sheet.proposed_actions {
                let who = action.doer.iter().chain(&action.receivers);
                who.for_each(|character| check(from, EntityKey::Character(*character)));
            }
        }
    }

    fn of_the_shoot(&self, check: &mut impl FnMut(EntityKey, EntityKey)) {
        for engagement in self.engagements.values() {
            let from = EntityKey::Engagement(engagement.id);
            check(from, EntityKey::Person(engagement.person));
            check(from, EntityKey::Character(engagement.character));
        }
        for location in self.locations.values() {
            let others = location.distances.keys();
            others.for_each(|other| check(EntityKey::Location(location.id), EntityKey::Location(*other)));
        }
        for stunt in self.stunts.values() {
            let from = EntityKey::Stunt(stunt.id);
            check(from, EntityKey::Sheet(stunt.sheet));
            stunt.performer.iter().for_each(|performer| check(from, EntityKey::Engagement(*performer)));
            let named = stunt.lost.iter().chain(&stunt.not_lost);
            named.for_each(|sheet| check(from, EntityKey::Sheet(*sheet)));
        }
        for action in self.actions.values() {
            let from = EntityKey::Action(action.id);
            check(from, EntityKey::Sheet(action.sheet));
            let who = std::iter::once(&action.doer).chain(&action.receivers).chain(&action.others);
            who.for_each(|character| check(from, EntityKey::Character(*character)));
        }
        for variant in self.variants.values() {
            let from = EntityKey::Variant(variant.id);
            check(from, EntityKey::Action(variant.action));
            variant.engagements.iter().for_each(|engaged| check(from, EntityKey::Engagement(*engaged)));
        }
        for board in self.boards.values().filter(|board| board.status == BoardStatus::Working) {
            for (unit, rows) in &board.rows {
                check(EntityKey::Board(board.id), EntityKey::Unit(*unit));
                for row in rows {
                    if let Row::Strip { sheet, .. } = row {
                        check(EntityKey::Board(board.id), EntityKey::Sheet(*sheet));
                    }
                }
            }
            board
                .set_aside
                .iter()
                .for_each(|sheet| check(EntityKey::Board(board.id), EntityKey::Sheet(*sheet)));
        }
    }
}

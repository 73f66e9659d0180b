//! Who and what of a draft is who and what of the production: by name, by other names, by the line they stand on.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    BackgroundId, Category, CharacterId, ElementId, Evidence, Heading, ScriptSet, SetId, Sheet, State,
};
use rustc_hash::FxHashMap;

use super::proposal::Proposal;

/// The names under which the production's things are found.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    pub(crate) characters: FxHashMap<String, CharacterId>,
    pub(crate) elements: FxHashMap<(Category, String), ElementId>,
    pub(crate) background: FxHashMap<String, BackgroundId>,
    pub(crate) sets: FxHashMap<String, SetId>,
}

pub(crate) fn key(name: &str) -> String {
    name.replace(['’', '‘'], "'").to_uppercase()
}

impl Identities {
    /// The names of the production itself.
    pub(crate) fn new(state: &State) -> Self {
        let mut found = Self::default();
        for character in state.characters.values() {
            for alias in &character.aliases {
                found.characters.entry(key(alias)).or_insert(character.id);
            }
        }
        // A name goes before another character's other name.
        found.characters.extend(state.characters.values().map(|c| (key(&c.name), c.id)));
        found.elements.extend(state.elements.values().map(|e| ((e.category, key(&e.name)), e.id)));
        found.background.extend(state.background.values().map(|g| (key(&g.name), g.id)));
        found.sets.extend(state.sets.values().map(|set| (key(&set.name), set.id)));
        found
    }

    /// Adds what a person renamed since: the same line of the draft, under a name that the draft does not have.
    pub(crate) fn learn<'s>(
        &mut self,
        base: &Proposal,
        pairs: impl Iterator<Item = (&'s Sheet, &'s Sheet)> + Clone,
        state: &State,
    ) {
        let characters = renamed(
            pairs.clone().flat_map(|(mine, _)| claims_of(mine)),
            pairs.clone().flat_map(|(_, base)| claims_of(base)),
            |id: CharacterId| state.characters.get(&id).map(|c| key(&c.name)),
            |id: CharacterId| base.state.characters.get(&id).map(|c| key(&c.name)),
        );
        for (name, id) in characters {
            self.characters.entry(name).or_insert(id);
        }
        let elements = renamed(
            pairs.clone().flat_map(|(mine, _)| uses_of(mine)),
            pairs.clone().flat_map(|(_, base)| uses_of(base)),
            |id: ElementId| state.elements.get(&id).map(|e| (e.category, key(&e.name))),
            |id: ElementId| base.state.elements.get(&id).map(|e| (e.category, key(&e.name))),
        );
        for (name, id) in elements {
            self.elements.entry(name).or_insert(id);
        }
        let background = renamed(
            pairs.clone().flat_map(|(mine, _)| groups_of(mine)),
            pairs.clone().flat_map(|(_, base)| groups_of(base)),
            |id: BackgroundId| state.background.get(&id).map(|g| key(&g.name)),
            |id: BackgroundId| base.state.background.get(&id).map(|g| key(&g.name)),
        );
        for (name, id) in background {
            self.background.entry(name).or_insert(id);
        }
        for (mine, theirs) in pairs {
            if let Some(set) = base.state.sets.get(&theirs.set) {
                self.sets.entry(key(&set.name)).or_insert(mine.set);
            }
        }
    }

    pub(crate) fn character(&self, proposal: &Proposal, id: CharacterId) -> Option<CharacterId> {
        self.characters.get(&key(&proposal.state.characters.get(&id)?.name)).copied()
    }

    pub(crate) fn element(&self, proposal: &Proposal, id: ElementId) -> Option<ElementId> {
        let element = proposal.state.elements.get(&id)?;
        self.elements.get(&(element.category, key(&element.name))).copied()
    }

    pub(crate) fn group(&self, proposal: &Proposal, id: BackgroundId) -> Option<BackgroundId> {
        self.background.get(&key(&proposal.state.background.get(&id)?.name)).copied()
    }

    pub(crate) fn set(&self, proposal: &Proposal, id: SetId) -> Option<SetId> {
        self.sets.get(&key(&proposal.state.sets.get(&id)?.name)).copied()
    }

    /// The set that a heading means.
    pub(crate) fn set_of(&self, heading: &Heading) -> Option<SetId> {
        let (main, sub) = (heading.set.trim(), heading.sub_set.as_deref().map(str::trim));
        let name = match sub.filter(|sub| !sub.is_empty()) {
            Some(sub) => format!("{main} - {sub}"),
            None => main.to_owned(),
        };
        self.sets.get(&key(&name.split_whitespace().collect::<Vec<_>>().join(" "))).copied()
    }
}

fn claims_of(sheet: &Sheet) -> Vec<(CharacterId, &Evidence)> {
    let claims = sheet.presence.iter();
    claims.filter_map(|(id, claim)| Some((*id, claim.evidence.first()?))).collect()
}

fn uses_of(sheet: &Sheet) -> Vec<(ElementId, &Evidence)> {
    sheet.elements.iter().filter_map(|used| Some((used.element, used.evidence.first()?))).collect()
}

fn groups_of(sheet: &Sheet) -> Vec<(BackgroundId, &Evidence)> {
    sheet.background.iter().filter_map(|used| Some((used.group, used.evidence.as_ref()?))).collect()
}

/// Names of the draft that nothing of the production has, with the one thing that stands on the same line under
/// a name that the draft does not have.
fn renamed<'e, I: Ord + Copy, N: Ord + Clone>(
    mine: impl Iterator<Item = (I, &'e Evidence)>,
    base: impl Iterator<Item = (I, &'e Evidence)>,
    my_name: impl Fn(I) -> Option<N>,
    base_name: impl Fn(I) -> Option<N>,
) -> Vec<(N, I)> {
    let base: Vec<(N, u64)> = base.filter_map(|(id, e)| Some((base_name(id)?, e.span.start))).collect();
    let mine: Vec<(N, I, u64)> = mine.filter_map(|(id, e)| Some((my_name(id)?, id, e.span.start))).collect();
    let base_names: BTreeSet<&N> = base.iter().map(|(name, _)| name).collect();
    let my_names: BTreeSet<&N> = mine.iter().map(|(name, _, _)| name).collect();
    let mut here: BTreeMap<u64, BTreeSet<I>> = BTreeMap::new();
    for (_, id, at) in mine.iter().filter(|(name, _, _)| !base_names.contains(name)) {
        here.entry(*at).or_default().insert(*id);
    }
    let mut found: BTreeMap<&N, BTreeSet<I>> = BTreeMap::new();
    for (name, at) in base.iter().filter(|(name, _)| !my_names.contains(name)) {
        found.entry(name).or_default().extend(here.get(at).into_iter().flatten());
    }
    let alone = found.into_iter().filter(|(_, ids)| ids.len() == 1);
    alone.filter_map(|(name, ids)| Some((name.clone(), *ids.first()?))).collect()
}

/// A set of a proposal with the sets that it is a part of, outermost first.
pub(crate) fn set_line(proposal: &Proposal, id: SetId) -> Vec<&ScriptSet> {
    let mut line = Vec::new();
    let mut next = proposal.state.sets.get(&id);
    while let Some(set) = next.filter(|set| line.iter().all(|known: &&ScriptSet| known.id != set.id)) {
        line.push(set);
        next = set.parent.and_then(|parent| proposal.state.sets.get(&parent));
    }
    line.reverse();
    line
}

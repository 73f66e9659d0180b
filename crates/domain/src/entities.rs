//! The entities of a production, changes to them, and the state that changes fold into.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::*;

/// Why a change does not fit the state: the log is damaged or out of order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the log does not fit together: {entity} is not what the change of revision {revision} says it was")]
pub struct FoldError {
    /// The entity.
    pub entity: EntityKey,
    /// The entry's revision.
    pub revision: u64,
}

/// What one command did to one entity: swapped, it is the inverse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Sides")]
pub struct Change {
    /// Before; none if the change made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Entity>,
    /// After; none if the change removed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Entity>,
}

/// A change as it is read, before anybody looked whether it is one.
#[derive(Deserialize)]
struct Sides {
    #[serde(default)]
    before: Option<Entity>,
    #[serde(default)]
    after: Option<Entity>,
}

impl TryFrom<Sides> for Change {
    type Error = &'static str;

    fn try_from(Sides { before, after }: Sides) -> Result<Self, Self::Error> {
        match (&before, &after) {
            (None, None) => Err("a change has neither before nor after"),
            (Some(b), Some(a)) if a.key() != b.key() => Err("a change turns one entity into another"),
            _ => Ok(Self { before, after }),
        }
    }
}

impl Change {
    /// The entity that is changed.
    #[must_use]
    pub fn key(&self) -> EntityKey {
        self.after.as_ref().or(self.before.as_ref()).expect("a change has a side").key()
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

macro_rules! entities {
    ($($field:ident: $name:ident[$id:ident] $world:literal;)*) => {
        /// One entity, whole. The tag stands outside: inside, serde could not read maps keyed by ids.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)]
        pub enum Entity {
            Production(Box<Production>),
            $($name(Box<$name>),)*
        }

        /// Which entity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum EntityKey {
            Production,
            $($name($id),)*
        }

        impl std::fmt::Display for EntityKey {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    Self::Production => f.write_str("production"),
                    $(Self::$name(id) => id.fmt(f),)*
                }
            }
        }

        impl EntityKey {
            /// Is it a fact of the world: never undone, never branched?
            #[must_use]
            pub fn is_world_fact(self) -> bool {
                match self {
                    Self::Production => false,
                    $(Self::$name(_) => $world,)*
                }
            }
        }

        impl Entity {
            /// Which entity it is.
            #[must_use]
            pub fn key(&self) -> EntityKey {
                match self {
                    Self::Production(_) => EntityKey::Production,
                    $(Self::$name(entity) => EntityKey::$name(entity.id),)*
                }
            }
        }

        $(
            impl From<$name> for Entity {
                fn from(entity: $name) -> Self {
                    Self::$name(Box::new(entity))
                }
            }
        )*

        /// The highest id ever given, per kind: ids are never used again.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        struct Highest {
            $($field: u32,)*
        }

        /// A production as the log says it is now.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(missing_docs)]
        pub struct State {
            pub production: Production,
            $(pub $field: BTreeMap<$id, $name>,)*
            revision: u64,
            highest: Highest,
        }

        impl State {
            /// The entity of a key, if it exists.
            #[must_use]
            pub fn entity(&self, key: EntityKey) -> Option<Entity> {
                match key {
                    EntityKey::Production => Some(Entity::Production(Box::new(self.production.clone()))),
                    $(EntityKey::$name(id) => self.$field.get(&id).cloned().map(Entity::from),)*
                }
            }

            fn put(&mut self, entity: Entity) {
                match entity {
                    Entity::Production(production) => self.production = *production,
                    $(Entity::$name(entity) => {
                        self.highest.$field = self.highest.$field.max(entity.id.0);
                        self.$field.insert(entity.id, *entity);
                    })*
                }
            }

            fn take(&mut self, key: EntityKey) {
                match key {
                    EntityKey::Production => self.production = Production::default(),
                    $(EntityKey::$name(id) => {
                        self.$field.remove(&id);
                    })*
                }
            }
        }

        $(
            impl FreshId for $id {
                fn fresh(state: &State) -> Self {
                    Self(state.highest.$field + 1)
                }
            }
        )*
    };
}

/// Ids that a state can hand out.
pub trait FreshId: Sized {
    /// An id that was never used in the log. Two entities made by one command count on from it.
    fn fresh(state: &State) -> Self;
}

entities! {
    drafts: Draft[DraftId] false;
    scenes: Scene[SceneId] false;
    sheets: Sheet[SheetId] false;
    characters: Character[CharacterId] false;
    people: Person[PersonId] false;
    engagements: Engagement[EngagementId] false;
    units: Unit[UnitId] false;
    sets: ScriptSet[SetId] false;
    locations: Location[LocationId] false;
    elements: Element[ElementId] false;
    background: BackgroundGroup[BackgroundId] false;
    stunts: Stunt[StuntId] false;
    actions: Action[ActionId] false;
    variants: Variant[VariantId] false;
    consents: Consent[ConsentId] true;
    clearances: Clearance[ClearanceId] true;
    decisions: Decision[DecisionId] true;
    boards: Board[BoardId] false;
}

impl From<Production> for Entity {
    fn from(production: Production) -> Self {
        Self::Production(Box::new(production))
    }
}

impl State {
    /// The revision that the state is of; 0 is the empty log.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Folds one entry into the state.
    ///
    /// # Errors
    /// When a change's *before* is not what the state holds: then the state is left as it was.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), FoldError> {
        self.check(entry.revision, &entry.changes)?;
        self.apply_changes(&entry.changes);
        self.revision = entry.revision;
        Ok(())
    }

    /// Folds the entries of a log.
    ///
    /// # Errors
    /// As [`State::apply`].
    pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, FoldError> {
        let mut state = Self::default();
        for entry in entries {
            state.apply(entry)?;
        }
        Ok(state)
    }

    /// The state after changes that are not in the log: a preview.
    #[must_use]
    pub fn with(&self, changes: &[Change]) -> Self {
        let mut next = self.clone();
        next.apply_changes(changes);
        next
    }

    fn apply_changes(&mut self, changes: &[Change]) {
        for change in changes {
            match &change.after {
                Some(entity) => self.put(entity.clone()),
                None => self.take(change.key()),
            }
        }
    }

    fn check(&self, revision: u64, changes: &[Change]) -> Result<(), FoldError> {
        let mut seen: BTreeMap<EntityKey, Option<&Entity>> = BTreeMap::new();
        for change in changes {
            let key = change.key();
            let fits = match seen.get(&key) {
                Some(previous) => *previous == change.before.as_ref(),
                None if key == EntityKey::Production && change.before.is_none() => {
                    self.production == Production::default()
                }
                None => self.entity(key) == change.before,
            };
            if !fits {
                return Err(FoldError { entity: key, revision });
            }
            seen.insert(key, change.after.as_ref());
        }
        Ok(())
    }

    /// The changes that lead from this state to `target`, deletions last; empty when they are equal.
    #[must_use]
    pub fn changes_to(&self, keys: impl IntoIterator<Item = EntityKey>, target: &Self) -> Vec<Change> {
        let mut changes: Vec<Change> = keys
            .into_iter()
            .map(|key| Change { before: self.entity(key), after: target.entity(key) })
            .filter(|change| change.before != change.after)
            .collect();
        changes.sort_by_key(|change| change.after.is_none());
        changes
    }
}

/// A state being edited by one command: it remembers what was touched, and gives the changes in the end.
#[derive(Clone, Debug)]
pub struct Editing<'a> {
    base: &'a State,
    /// The state as edited so far.
    pub now: State,
    touched: std::collections::BTreeSet<EntityKey>,
}

impl<'a> Editing<'a> {
    /// Starts editing.
    #[must_use]
    pub fn new(base: &'a State) -> Self {
        Self { base, now: base.clone(), touched: std::collections::BTreeSet::new() }
    }

    /// An id that is new, also among those made since the editing began.
    #[must_use]
    pub fn fresh<I: FreshId>(&self) -> I {
        I::fresh(&self.now)
    }

    /// Makes or replaces an entity.
    pub fn put(&mut self, entity: impl Into<Entity>) {
        let entity = entity.into();
        self.touched.insert(entity.key());
        self.now.put(entity);
    }

    /// Removes an entity.
    pub fn remove(&mut self, key: EntityKey) {
        self.touched.insert(key);
        self.now.take(key);
    }

    /// Gives new versions to the actions and variants that ask something else than before: what was answered to and
    /// cleared does not count for them any more. Whoever makes an answer in the same command calls it first.
    pub fn renew_versions(&mut self) {
        let (actions, variants) = self.now.stale_versions(self.base);
        actions.into_iter().for_each(|action| self.put(action));
        variants.into_iter().for_each(|variant| self.put(variant));
    }

    /// What was changed in effect.
    #[must_use]
    pub fn changes(mut self) -> Vec<Change> {
        self.renew_versions();
        self.base.changes_to(self.touched, &self.now)
    }
}

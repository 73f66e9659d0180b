//! The log: entries, and undo and redo as entries of their own.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Change, Entity, EntityKey, State, together};

/// One thing that was done to a production, with its effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts from 1 without gaps.
    pub revision: u64,
    /// The revision that the command looked at.
    pub base: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Name of the command.
    pub command: String,
    /// What was done, in words for the history.
    pub summary: String,
    /// Command, undo or redo.
    #[serde(flatten)]
    pub kind: EntryKind,
    /// The effect.
    pub changes: Vec<Change>,
}

/// Command, undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EntryKind {
    /// A command.
    Command,
    /// Takes back an earlier entry.
    Undo {
        /// Its revision.
        of: u64,
    },
    /// Does again what an undo took back.
    Redo {
        /// Revision of the undo.
        of: u64,
    },
}

/// An entry without its effect: what the history shows, and enough to find what can be undone and who changed what. A
/// log may be long and hold the same board again and again, so this is what programs keep of it in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryHead {
    /// Counts from 1 without gaps.
    pub revision: u64,
    /// The revision that the command looked at.
    pub base: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Name of the command.
    pub command: String,
    /// What was done, in words for the history.
    pub summary: String,
    /// Command, undo or redo.
    pub kind: EntryKind,
    /// What was changed, in the order of the changes.
    pub changed: Vec<EntityKey>,
}

impl EntryHead {
    /// World facts are never undone.
    #[must_use]
    pub fn is_world_fact(&self) -> bool {
        self.changed.iter().any(|key| key.is_world_fact())
    }
}

impl From<&Entry> for EntryHead {
    fn from(entry: &Entry) -> Self {
        Self {
            revision: entry.revision,
            base: entry.base,
            at: entry.at,
            author: entry.author.clone(),
            command: entry.command.clone(),
            summary: entry.summary.clone(),
            kind: entry.kind,
            changed: entry.changes.iter().map(Change::key).collect(),
        }
    }
}

/// Why a command was refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}", remedy.as_ref().map(|r| format!("; {r}")).unwrap_or_default())]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: Option<String>,
}

impl Refusal {
    /// A refusal without advice.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    /// A refusal with advice.
    pub fn with_remedy(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: Some(remedy.into()) }
    }
}

/// What taking an entry back, or doing it again, would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Reversal {
    /// Undo or redo.
    pub kind: EntryKind,
    /// What is taken back, in its own words.
    pub summary: String,
    /// The effect.
    pub changes: Vec<Change>,
}

/// The revision that the author's next undo takes back: the latest that is not undone yet. World facts are passed over.
///
/// # Errors
/// When there is none.
pub fn to_undo(log: &[EntryHead], author: &str) -> Result<u64, Refusal> {
    let (undone, _) = reversed(log, author);
    log.iter()
        .rev()
        .filter(|e| e.author == author && !matches!(e.kind, EntryKind::Undo { .. }))
        .find(|e| !undone.contains(&e.revision) && !e.is_world_fact() && !e.changed.is_empty())
        .map(|e| e.revision)
        .ok_or_else(|| Refusal::new(format!("{author} has nothing to undo")))
}

/// The revision of the author's latest undo, if the author did nothing else since.
///
/// # Errors
/// When there is none.
pub fn to_redo(log: &[EntryHead], author: &str) -> Result<u64, Refusal> {
    let (_, redone) = reversed(log, author);
    let nothing = || Refusal::new(format!("{author} has nothing to redo"));
    for entry in log.iter().rev().filter(|e| e.author == author && !e.is_world_fact()) {
        match entry.kind {
            EntryKind::Undo { .. } if redone.contains(&entry.revision) => {}
            EntryKind::Undo { .. } => return Ok(entry.revision),
            EntryKind::Redo { .. } => {}
            EntryKind::Command => return Err(nothing()),
        }
    }
    Err(nothing())
}

/// Revisions of the author that are undone now, and undos that are redone.
fn reversed(log: &[EntryHead], author: &str) -> (BTreeSet<u64>, BTreeSet<u64>) {
    let (mut undone, mut redone) = (BTreeSet::new(), BTreeSet::new());
    for entry in log.iter().filter(|e| e.author == author) {
        match entry.kind {
            EntryKind::Undo { of } => {
                undone.insert(of);
            }
            EntryKind::Redo { of } => {
                redone.insert(of);
            }
            EntryKind::Command => {}
        }
    }
    (undone, redone)
}

/// Takes an entry back: an undo of what was done, a redo of what was undone.
///
/// # Errors
/// When somebody changed the same thing since.
pub fn reverse(log: &[EntryHead], state: &State, entry: &Entry) -> Result<Reversal, Refusal> {
    let of = entry.revision;
    let kind = match entry.kind {
        EntryKind::Undo { .. } => EntryKind::Redo { of },
        EntryKind::Command | EntryKind::Redo { .. } => EntryKind::Undo { of },
    };
    let inverse = |change: &Change| {
        let now = state.entity(change.key());
        if now == change.after { Some(change.inverse()) } else { beside(change, now) }
    };
    let inverse =
        |change| inverse(change).ok_or_else(|| changed_since(log, entry.revision, Change::key(change)));
    let mut changes = entry.changes.iter().rev().map(inverse).collect::<Result<Vec<Change>, _>>()?;
    changes.sort_by_key(|change| change.after.is_none());
    Ok(Reversal { kind, summary: entry.summary.clone(), changes })
}

/// Takes back what a change moved on a board, and leaves there the other strips that were moved since.
fn beside(change: &Change, now: Option<Entity>) -> Option<Change> {
    let (Some(Entity::Board(before)), Some(Entity::Board(after))) = (&change.before, &change.after) else {
        return None;
    };
    let Some(Entity::Board(theirs)) = &now else { return None };
    let both = together::both(after, before, theirs)?;
    Some(Change { before: now, after: Some(both.into()) })
}

fn changed_since(log: &[EntryHead], revision: u64, key: EntityKey) -> Refusal {
    let later = log.iter().rev().find(|e| e.revision > revision && e.changed.contains(&key));
    let who = later.map_or("something else".to_owned(), |e| {
        format!("{} ({} at revision {})", e.author, e.summary, e.revision)
    });
    Refusal::with_remedy(
        format!("{key} was changed since by {who}"),
        "undo that first, or type what you want",
    )
}

/// The entities that were changed after `base` and that `changes` would change too: a conflict.
#[must_use]
pub fn conflicts(log: &[EntryHead], base: u64, changes: &[Change]) -> Vec<(EntityKey, u64, String)> {
    let mine: BTreeSet<EntityKey> = changes.iter().map(Change::key).collect();
    log.iter()
        .filter(|entry| entry.revision > base)
        .flat_map(|entry| entry.changed.iter().map(move |key| (*key, entry.revision, entry.author.clone())))
        .filter(|(key, _, _)| mine.contains(key))
        .collect()
}

//! The log: entries, and undo and redo as entries of their own.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Board, BoardId, Change, Entity, EntityKey, State, together};

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

impl Entry {
    /// World facts are never undone.
    #[must_use]
    pub fn is_world_fact(&self) -> bool {
        self.changes.iter().any(|change| change.key().is_world_fact())
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

/// The undo of the author's latest command that is not undone yet. World facts are passed over.
///
/// # Errors
/// When there is none, or somebody changed the same thing since.
pub fn undo(log: &[Entry], state: &State, author: &str) -> Result<Reversal, Refusal> {
    let (undone, _) = reversed(log, author);
    let entry = log
        .iter()
        .rev()
        .filter(|e| e.author == author && !matches!(e.kind, EntryKind::Undo { .. }))
        .find(|e| !undone.contains(&e.revision) && !e.is_world_fact() && !e.changes.is_empty())
        .ok_or_else(|| Refusal::new(format!("{author} has nothing to undo")))?;
    let kind = EntryKind::Undo { of: entry.revision };
    reverse(log, state, entry, kind)
}

/// The redo of the author's latest undo, if the author did nothing else since.
///
/// # Errors
/// When there is none, or somebody changed the same thing since.
pub fn redo(log: &[Entry], state: &State, author: &str) -> Result<Reversal, Refusal> {
    let (_, redone) = reversed(log, author);
    let nothing = || Refusal::new(format!("{author} has nothing to redo"));
    for entry in log.iter().rev().filter(|e| e.author == author && !e.is_world_fact()) {
        match entry.kind {
            EntryKind::Undo { .. } if redone.contains(&entry.revision) => {}
            EntryKind::Undo { .. } => {
                return reverse(log, state, entry, EntryKind::Redo { of: entry.revision });
            }
            EntryKind::Redo { .. } => {}
            EntryKind::Command => return Err(nothing()),
        }
    }
    Err(nothing())
}

/// Revisions of the author that are undone now, and undos that are redone.
fn reversed(log: &[Entry], author: &str) -> (BTreeSet<u64>, BTreeSet<u64>) {
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

fn reverse(log: &[Entry], state: &State, entry: &Entry, kind: EntryKind) -> Result<Reversal, Refusal> {
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

fn changed_since(log: &[Entry], revision: u64, key: EntityKey) -> Refusal {
    let later = log
        .iter()
        .rev()
        .find(|e| e.revision > revision && e.changes.iter().any(|change| change.key() == key));
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
pub fn conflicts(log: &[Entry], base: u64, changes: &[Change]) -> Vec<(EntityKey, u64, String)> {
    let mine: BTreeSet<EntityKey> = changes.iter().map(Change::key).collect();
    log.iter()
        .filter(|entry| entry.revision > base)
        .flat_map(|entry| {
            entry.changes.iter().map(move |change| (change.key(), entry.revision, entry.author.clone()))
        })
        .filter(|(key, _, _)| mine.contains(key))
        .collect()
}

/// A board as it was at a revision; none where nobody changed it since.
#[must_use]
pub fn board_at(log: &[Entry], revision: u64, id: BoardId) -> Option<&Board> {
    let since = log.iter().filter(|entry| entry.revision > revision).flat_map(|entry| &entry.changes);
    match since.into_iter().find(|change| change.key() == EntityKey::Board(id))?.before.as_ref()? {
        Entity::Board(board) => Some(board),
        _ => None,
    }
}

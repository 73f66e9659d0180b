//! A production as programs hold it: its log, the heads of its entries, and the state that they fold into.

use std::path::Path;

use domain::log::Reversal;
use domain::{Board, BoardId, Change, Entity, EntityKey, Entry, EntryHead, EntryKind, State, log};
use jiff::Timestamp;

use crate::{Log, SqliteLog, StoreError};

/// An open production. Its state is always the fold of its entries.
#[derive(Debug)]
pub struct ProductionFile<L: Log = SqliteLog> {
    log: L,
    /// What each entry changed is on the log alone: memory does not grow with it.
    heads: Vec<EntryHead>,
    state: State,
}

impl ProductionFile {
    /// Makes a new, empty production.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::on(SqliteLog::create(path)?)
    }

    /// Opens a production, to read and to change it.
    ///
    /// # Errors
    /// When it is no production, a damaged one, or one of a newer Firstup.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::on(SqliteLog::open(path)?)
    }

    /// Opens a production to read it: every change is refused.
    ///
    /// # Errors
    /// As [`ProductionFile::open`].
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::on(SqliteLog::open_read_only(path)?)
    }
}

impl<L: Log> ProductionFile<L> {
    /// Reads and folds a log.
    ///
    /// # Errors
    /// When it cannot be read, or its entries do not follow from each other.
    pub fn on(log: L) -> Result<Self, StoreError> {
        let mut file = Self { log, heads: Vec::new(), state: State::default() };
        file.reload()?;
        Ok(file)
    }

    /// The production as it is now.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Everything that was done, in order, without its effect.
    #[must_use]
    pub fn heads(&self) -> &[EntryHead] {
        &self.heads
    }

    /// What was done after a revision.
    #[must_use]
    pub fn heads_after(&self, revision: u64) -> &[EntryHead] {
        &self.heads[self.heads.partition_point(|head| head.revision <= revision)..]
    }

    /// The entries that changed something, the latest first, each read when it is asked for.
    pub fn changes_of(&self, key: EntityKey) -> impl Iterator<Item = Result<Entry, StoreError>> {
        let touching = self.heads.iter().rev().filter(move |head| head.changed.contains(&key));
        touching.map(|head| self.log.entry(head.revision))
    }

    /// A board as it was at a revision; none where nobody changed it since.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn board_at(&self, revision: u64, id: BoardId) -> Result<Option<Board>, StoreError> {
        let key = EntityKey::Board(id);
        let since = self.heads_after(revision).iter().find(|head| head.changed.contains(&key));
        let Some(since) = since else { return Ok(None) };
        let entry = self.log.entry(since.revision)?;
        let before = entry.changes.into_iter().find(|change| change.key() == key).and_then(|c| c.before);
        Ok(match before {
            Some(Entity::Board(board)) => Some(*board),
            _ => None,
        })
    }

    /// The log, for its texts and snapshots.
    #[must_use]
    pub fn log(&self) -> &L {
        &self.log
    }

    /// Takes in what others appended since.
    ///
    /// # Errors
    /// When the log cannot be read, or its entries do not follow from each other.
    pub fn reload(&mut self) -> Result<(), StoreError> {
        let since = self.log.entries_from(self.state.revision())?;
        let next = self.folded(&since)?;
        self.heads.extend(since.iter().map(EntryHead::from));
        self.state = next;
        Ok(())
    }

    /// Appends the effect of a command, with the texts it speaks of, and gives the revision then. Without a
    /// change nothing is appended.
    ///
    /// # Errors
    /// When a change does not fit the state, when somebody else changed the log since it was read
    /// ([`StoreError::Moved`]: reload, look, and do it again), or when it cannot be written.
    pub fn run(
        &mut self,
        author: &str,
        at: Timestamp,
        command: &str,
        summary: &str,
        changes: Vec<Change>,
        texts: &[&[u8]],
    ) -> Result<u64, StoreError> {
        let entry = Entry {
            revision: self.state.revision() + 1,
            base: self.state.revision(),
            at,
            author: author.to_owned(),
            command: command.to_owned(),
            summary: summary.to_owned(),
            kind: EntryKind::Command,
            changes,
        };
        self.append(&entry, texts)
    }

    /// Takes back the author's latest command that is not taken back yet, and gives the revision then.
    ///
    /// # Errors
    /// When there is none, when somebody changed the same thing since, or as [`ProductionFile::run`].
    pub fn undo(&mut self, author: &str, at: Timestamp) -> Result<u64, StoreError> {
        let reversal = self.to_undo(author)?;
        self.reverse(author, at, "undo", reversal)
    }

    /// What the author's next undo would do.
    ///
    /// # Errors
    /// When there is none, when somebody changed the same thing since, or the log cannot be read.
    pub fn to_undo(&self, author: &str) -> Result<Reversal, StoreError> {
        let entry = self.log.entry(log::to_undo(&self.heads, author)?)?;
        Ok(log::reverse(&self.heads, &self.state, &entry)?)
    }

    /// What the author's next redo would do.
    ///
    /// # Errors
    /// As [`ProductionFile::to_undo`].
    pub fn to_redo(&self, author: &str) -> Result<Reversal, StoreError> {
        let entry = self.log.entry(log::to_redo(&self.heads, author)?)?;
        Ok(log::reverse(&self.heads, &self.state, &entry)?)
    }

    /// Does again what the author's latest undo took back, and gives the revision then.
    ///
    /// # Errors
    /// As [`ProductionFile::undo`].
    pub fn redo(&mut self, author: &str, at: Timestamp) -> Result<u64, StoreError> {
        let reversal = self.to_redo(author)?;
        self.reverse(author, at, "redo", reversal)
    }

    fn reverse(
        &mut self,
        author: &str,
        at: Timestamp,
        command: &str,
        reversal: Reversal,
    ) -> Result<u64, StoreError> {
        let entry = Entry {
            revision: self.state.revision() + 1,
            base: self.state.revision(),
            at,
            author: author.to_owned(),
            command: command.to_owned(),
            summary: reversal.summary,
            kind: reversal.kind,
            changes: reversal.changes,
        };
        self.append(&entry, &[])
    }

    fn append(&mut self, entry: &Entry, texts: &[&[u8]]) -> Result<u64, StoreError> {
        if entry.changes.is_empty() {
            return Ok(self.state.revision());
        }
        let next = self.folded(std::slice::from_ref(entry))?;
        self.log.append(self.state.revision(), std::slice::from_ref(entry), texts)?;
        self.heads.push(EntryHead::from(entry));
        self.state = next;
        Ok(self.state.revision())
    }

    fn folded(&self, entries: &[Entry]) -> Result<State, StoreError> {
        let mut next = self.state.clone();
        for entry in entries {
            next.apply(entry)
                .map_err(|source| StoreError::DoesNotFold { path: self.log.place().to_owned(), source })?;
        }
        Ok(next)
    }
}

//! A production as programs hold it: its log, the entries, and the state that they fold into.

use std::path::Path;

use domain::log::Reversal;
use domain::{Change, Entry, EntryKind, State, log};
use jiff::Timestamp;

use crate::{Log, SqliteLog, StoreError};

/// An open production. Its state is always the fold of its entries.
#[derive(Debug)]
pub struct ProductionFile<L: Log = SqliteLog> {
    log: L,
    entries: Vec<Entry>,
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
        let mut file = Self { log, entries: Vec::new(), state: State::default() };
        file.reload()?;
        Ok(file)
    }

    /// The production as it is now.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Everything that was done, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
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
        self.entries.extend(since);
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
        self.append(entry, texts)
    }

    /// Takes back the author's latest command that is not taken back yet, and gives the revision then.
    ///
    /// # Errors
    /// When there is none, when somebody changed the same thing since, or as [`ProductionFile::run`].
    pub fn undo(&mut self, author: &str, at: Timestamp) -> Result<u64, StoreError> {
        let reversal = log::undo(&self.entries, &self.state, author)?;
        self.reverse(author, at, "undo", reversal)
    }

    /// Does again what the author's latest undo took back, and gives the revision then.
    ///
    /// # Errors
    /// As [`ProductionFile::undo`].
    pub fn redo(&mut self, author: &str, at: Timestamp) -> Result<u64, StoreError> {
        let reversal = log::redo(&self.entries, &self.state, author)?;
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
        self.append(entry, &[])
    }

    fn append(&mut self, entry: Entry, texts: &[&[u8]]) -> Result<u64, StoreError> {
        if entry.changes.is_empty() {
            return Ok(self.state.revision());
        }
        let next = self.folded(std::slice::from_ref(&entry))?;
        self.log.append(self.state.revision(), std::slice::from_ref(&entry), texts)?;
        self.entries.push(entry);
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

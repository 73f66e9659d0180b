//! The file `name.firstup`: a log in one SQLite database.
//!
//! It is kept with a rollback journal and `synchronous = EXTRA`, not with a write-ahead log: between changes the
//! production is the one file alone, so it can be copied, sent and put under version control at any time, and a
//! program that is killed leaves every acknowledged change in it. A change costs a few syncs of the disk, which
//! nobody feels at the pace of people.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::Entry;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::log::{check_order, text_hash};
use crate::{Log, StoreError};

/// SQLite's `application_id` of a Firstup production: `1stU`.
pub const APPLICATION_ID: u32 = u32::from_be_bytes(*b"1stU");
/// The format of the file, in SQLite's `user_version`. A file of a newer one is not opened.
pub const FORMAT: u32 = 1;

/// How long a change waits for another program to finish its own.
const PATIENCE: Duration = Duration::from_secs(2);
const SCHEMA: &str = include_str!("schema.sql");
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const SEAL: usize = 32;

/// A log in a SQLite file.
#[derive(Debug)]
pub struct SqliteLog {
    connection: Connection,
    path: PathBuf,
    read_only: bool,
}

impl SqliteLog {
    /// Makes a new file with an empty log.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder
            && !folder.is_dir()
        {
            return Err(StoreError::NoFolder(folder.to_owned()));
        }
        File::create_new(path).map_err(|error| StoreError::io(path, "made", error))?;
        let made = Self::lay_out(path);
        if made.is_err() {
            // The file is ours and empty: leaving it would only be in the way of the next attempt.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn lay_out(path: &Path) -> Result<Self, StoreError> {
        let mut log = Self::connect(path, false)?;
        let transaction = log.write()?;
        transaction
            .pragma_update(None, "application_id", APPLICATION_ID)
            .and_then(|()| transaction.pragma_update(None, "user_version", FORMAT))
            .and_then(|()| transaction.execute_batch(SCHEMA))
            .and_then(|()| transaction.commit())
            .map_err(|error| StoreError::from_sqlite(path, error))?;
        Ok(log)
    }

    /// Opens a file to read and to write. Where the file itself may only be read, so may the log.
    ///
    /// # Errors
    /// When it is no production, a damaged one, or one of a newer Firstup: then the file is left as it was.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let read_only = std::fs::metadata(path)
            .map_err(|error| StoreError::io(path, "opened", error))?
            .permissions()
            .readonly();
        Self::open_as(path, read_only)
    }

    /// Opens a file to read.
    ///
    /// # Errors
    /// As [`SqliteLog::open`].
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::open_as(path, true)
    }

    fn open_as(path: &Path, read_only: bool) -> Result<Self, StoreError> {
        check_header(path)?;
        let log = Self::connect(path, read_only)?;
        log.check_structure()?;
        if !read_only {
            // Another tool may have turned on a write-ahead log, which would spread the production over three files.
            log.connection
                .pragma_update(None, "journal_mode", "DELETE")
                .map_err(|error| StoreError::from_sqlite(path, error))?;
        }
        Ok(log)
    }

    fn connect(path: &Path, read_only: bool) -> Result<Self, StoreError> {
        let failed = |error| StoreError::from_sqlite(path, error);
        let access =
            if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.pragma_update(None, "trusted_schema", false).map_err(failed)?;
        connection.pragma_update(None, "synchronous", "EXTRA").map_err(failed)?;
        Ok(Self { connection, path: path.to_owned(), read_only })
    }

    fn check_structure(&self) -> Result<(), StoreError> {
        let reading = self.connection.unchecked_transaction().map_err(|error| self.failed(error))?;
        let found: String = self.ask("PRAGMA quick_check(1)")?;
        if found != "ok" {
            return Err(self.damaged(format!("SQLite finds: {found}")));
        }
        // SQLite takes a last page that was cut off for one that ends in zeroes.
        let pages: u64 =
            self.ask("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?;
        let file =
            std::fs::metadata(&self.path).map_err(|error| StoreError::io(&self.path, "opened", error))?;
        if file.len() < pages {
            return Err(self.damaged(format!("it is cut off at {} of {pages} bytes", file.len())));
        }
        let tables: u64 = self.ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('entry', 'text')")?;
        if tables != 2 {
            return Err(self.damaged("the tables of its log are missing".to_owned()));
        }
        reading.finish().map_err(|error| self.failed(error))
    }

    fn ask<T: rusqlite::types::FromSql>(&self, question: &str) -> Result<T, StoreError> {
        self.connection.query_row(question, [], |row| row.get(0)).map_err(|error| self.failed(error))
    }

    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        Transaction::new(&mut self.connection, TransactionBehavior::Immediate)
            .map_err(|error| StoreError::from_sqlite(&self.path, error))
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }

    fn damaged(&self, what: String) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what }
    }
}

/// Looks at the file's first bytes, before SQLite may touch anything.
fn check_header(path: &Path) -> Result<(), StoreError> {
    let io = |error| StoreError::io(path, "opened", error);
    let mut header = Vec::new();
    let file = File::open(path).map_err(io)?;
    file.take(100).read_to_end(&mut header).map_err(io)?;
    let number =
        |at: usize| header.get(at..at + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let owned = path.to_owned();
    if header.is_empty() {
        return Err(StoreError::Empty(owned));
    }
    if !header.starts_with(MAGIC) {
        return Err(StoreError::NotDatabase(owned));
    }
    if header.len() < 100 {
        return Err(StoreError::Damaged { path: owned, what: "it is cut off".to_owned() });
    }
    if number(68) != APPLICATION_ID {
        return Err(StoreError::Foreign(owned));
    }
    match number(60) {
        FORMAT => Ok(()),
        0 => Err(StoreError::Damaged { path: owned, what: "it does not say its format".to_owned() }),
        found => Err(StoreError::Newer { path: owned, found, known: FORMAT }),
    }
}

/// The seal of the last entry; of an empty log, zeroes.
fn last_seal(connection: &Connection, revision: u64) -> rusqlite::Result<Vec<u8>> {
    if revision == 0 {
        return Ok(vec![0; SEAL]);
    }
    connection.query_row("SELECT seal FROM entry WHERE revision = ?1", [revision], |row| row.get(0))
}

fn last_revision(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT coalesce(max(revision), 0) FROM entry", [], |row| row.get(0))
}

fn seal(before: &[u8], body: &str) -> [u8; SEAL] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(body.as_bytes());
    *hasher.finalize().as_bytes()
}

impl Log for SqliteLog {
    fn place(&self) -> &Path {
        &self.path
    }

    fn revision(&self) -> Result<u64, StoreError> {
        last_revision(&self.connection).map_err(|error| self.failed(error))
    }

    fn entries_from(&self, after: u64) -> Result<Vec<Entry>, StoreError> {
        read_entries(&self.connection, &self.path, after, None)
    }

    fn entry(&self, revision: u64) -> Result<Entry, StoreError> {
        let found = match revision.checked_sub(1) {
            Some(before) => read_entries(&self.connection, &self.path, before, Some(1))?.pop(),
            None => None,
        };
        found.ok_or_else(|| StoreError::NoEntry { path: self.path.clone(), revision })
    }

    fn append(&mut self, expected: u64, entries: &[Entry], texts: &[&[u8]]) -> Result<(), StoreError> {
        check_order(&self.path, expected, entries)?;
        let path = self.path.clone();
        let failed = |error| StoreError::from_sqlite(&path, error);
        let transaction = self.write()?;
        let actual = last_revision(&transaction).map_err(failed)?;
        if actual != expected {
            let since = read_entries(&transaction, &path, expected, None)?;
            return Err(StoreError::Moved { path: path.clone(), expected, actual, since });
        }
        let mut before = last_seal(&transaction, expected).map_err(failed)?;
        for entry in entries {
            let body = serde_json::to_string(entry).expect("an entry has a JSON form");
            let seal = seal(&before, &body);
            transaction
                .execute(
                    "INSERT INTO entry (revision, body, seal) VALUES (?1, ?2, ?3)",
                    params![entry.revision, body, seal],
                )
                .map_err(failed)?;
            before = seal.to_vec();
        }
        for text in texts {
            transaction
                .execute(
                    "INSERT INTO text (hash, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    params![text_hash(text), text],
                )
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    fn text(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found: Option<Vec<u8>> = self
            .connection
            .query_row("SELECT bytes FROM text WHERE hash = ?1", [hash], |row| row.get(0))
            .optional()
            .map_err(|error| self.failed(error))?;
        if found.as_ref().is_some_and(|text| text_hash(text) != hash) {
            return Err(self.damaged(format!("the text {hash} was changed")));
        }
        Ok(found)
    }

    fn snapshot(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        let name = to.to_str().ok_or_else(|| {
            let why = std::io::Error::new(std::io::ErrorKind::InvalidInput, "its name is no Unicode");
            StoreError::io(to, "written", why)
        })?;
        let written = self
            .connection
            .execute("VACUUM INTO ?1", [name])
            .map_err(|error| StoreError::from_sqlite(to, error))
            .and_then(|_| {
                let file = File::options().write(true).open(to);
                file.and_then(|file| file.sync_all()).map_err(|error| StoreError::io(to, "written", error))
            });
        if written.is_err() {
            // A part of a snapshot is worse than none.
            let _ = std::fs::remove_file(to);
        }
        written
    }
}

/// The entries after a revision, all or the first of them.
fn read_entries(
    connection: &Connection,
    path: &Path,
    after: u64,
    most: Option<u32>,
) -> Result<Vec<Entry>, StoreError> {
    let failed = |error| StoreError::from_sqlite(path, error);
    let damaged = |what: String| StoreError::Damaged { path: path.to_owned(), what };
    if after > last_revision(connection).map_err(failed)? {
        return Ok(Vec::new());
    }
    let mut before = last_seal(connection, after).map_err(failed)?;
    let mut statement = connection
        .prepare_cached(
            "SELECT revision, body, seal FROM entry WHERE revision > ?1 ORDER BY revision LIMIT ?2",
        )
        .map_err(failed)?;
    // A negative limit is none.
    let mut rows = statement.query(params![after, most.map_or(-1, i64::from)]).map_err(failed)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let revision: i64 = row.get(0).map_err(failed)?;
        let body = row.get_ref(1).and_then(|value| Ok(value.as_str()?)).map_err(failed)?;
        let kept: Vec<u8> = row.get(2).map_err(failed)?;
        if seal(&before, body)[..] != kept {
            return Err(damaged(format!(
                "the entry of revision {revision} was changed, or one before it is missing"
            )));
        }
        let entry: Entry = serde_json::from_str(body)
            .map_err(|error| damaged(format!("the entry of revision {revision} cannot be read ({error})")))?;
        entries.push(entry);
        before = kept;
    }
    check_order(path, after, &entries).map_err(|_| damaged("its revisions do not count on".to_owned()))?;
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use domain::{Change, CharacterId, EntryKind};

    use super::*;

    #[test]
    fn a_full_disk_refuses_the_change_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.firstup");
        let mut log = SqliteLog::create(&path).unwrap();
        let character = domain::Character {
            id: CharacterId(1),
            name: "MARA".to_owned(),
            aliases: Vec::new(),
            board_id: "1".to_owned(),
            board_id_frozen: false,
            not_names: Vec::new(),
            watch: None,
        };
        let entry = Entry {
            revision: 1,
            base: 0,
            at: jiff::Timestamp::UNIX_EPOCH,
            author: "Ada".to_owned(),
            command: "import".to_owned(),
            summary: "import".to_owned(),
            kind: EntryKind::Command,
            changes: vec![Change { before: None, after: Some(character.into()) }],
        };
        let pages: u32 = log.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        log.connection.pragma_update(None, "max_page_count", pages + 1).unwrap();
        let text = vec![b'x'; 100_000];
        let full = log.append(0, std::slice::from_ref(&entry), &[&text]);
        assert!(matches!(full, Err(StoreError::DiskFull(_))), "{full:?}");
        assert_eq!(log.revision().unwrap(), 0, "neither entry nor text");
        log.append(0, &[entry], &[]).unwrap();
        drop(log);
        assert_eq!(SqliteLog::open(&path).unwrap().revision().unwrap(), 1);
    }
}

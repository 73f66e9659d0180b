//! What can go wrong with a log: what, where, why, and what to do.

use std::path::{Path, PathBuf};

use domain::{Entry, FoldError, Refusal};

/// Why a log could not be read or written. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such file.
    #[error("there is no file {}; make one with `firstup import SCRIPT -o {}`", .0.display(), .0.display())]
    NotFound(PathBuf),
    /// The file to be made exists.
    #[error("{} exists already and is not overwritten; choose another name, or remove it first", .0.display())]
    Exists(PathBuf),
    /// The folder of the file to be made does not exist.
    #[error("there is no folder {} to put the file in; make it first", .0.display())]
    NoFolder(PathBuf),
    /// Nothing in it.
    #[error(
        "{} is empty, so it is no production: it was never written, or its making was cut short; remove it \
         and import again",
        .0.display()
    )]
    Empty(PathBuf),
    /// Some other kind of file.
    #[error("{} is no Firstup production: it is not a database at all; name a .firstup file", .0.display())]
    NotDatabase(PathBuf),
    /// The database of another program.
    #[error("{} is the SQLite database of another program, no Firstup production; name a .firstup file", .0.display())]
    Foreign(PathBuf),
    /// Written by a newer Firstup.
    #[error(
        "{} was written by a newer Firstup (format {found}; this one reads up to {known}); update Firstup",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that is known here.
        known: u32,
    },
    /// Cut off, or changed by something else than Firstup.
    #[error("{} is damaged: {what}; go back to a copy of it, for instance a snapshot", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The entries do not follow from each other.
    #[error("{} cannot be read as a production: {source}; go back to a copy of it", .path.display())]
    DoesNotFold {
        /// The file.
        path: PathBuf,
        /// The change that does not fit.
        source: FoldError,
    },
    /// The file may be read but not written.
    #[error("{} may only be read, so nothing was changed; allow writing to it, or work on a copy", .0.display())]
    ReadOnly(PathBuf),
    /// A program was killed in the middle of a change, and reading alone cannot clear that up.
    #[error(
        "{} holds a change that was cut short, and taking it back needs to write to the file; open it once \
         where it may be written",
        .0.display()
    )]
    CutShort(PathBuf),
    /// Another program is writing.
    #[error(
        "{} is being written by another program, so nothing was changed; try again when it is done",
        .0.display()
    )]
    Locked(PathBuf),
    /// No room.
    #[error("there is no room left on the disk of {}, so nothing was changed; make room and try again", .0.display())]
    DiskFull(PathBuf),
    /// Somebody else's entries came in between.
    #[error(
        "{} is at revision {actual}, and this change was made for revision {expected}{}, so nothing was \
         changed; look at the new state and do it again",
        .path.display(), authors(.since)
    )]
    Moved {
        /// The file.
        path: PathBuf,
        /// The revision that the change was made for.
        expected: u64,
        /// The log's revision.
        actual: u64,
        /// The entries appended since.
        since: Vec<Entry>,
    },
    /// The log has no such revision.
    #[error("{} has no revision {revision}", .path.display())]
    NoEntry {
        /// The file.
        path: PathBuf,
        /// The revision.
        revision: u64,
    },
    /// The entries to append do not count on from the expected revision: a mistake of the caller.
    #[error("entries to append to {} must count on from revision {expected}, but one has {found}", .path.display())]
    OutOfOrder {
        /// The file.
        path: PathBuf,
        /// The revision they should follow.
        expected: u64,
        /// The revision found.
        found: u64,
    },
    /// The command was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The operating system refused.
    #[error("{} cannot be {doing}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried: `opened`.
        doing: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// SQLite refused, for a reason that has no words of its own here.
    #[error("{} cannot be used as a database: {source}", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: rusqlite::Error,
    },
}

fn authors(since: &[Entry]) -> String {
    let Some(last) = since.last() else { return String::new() };
    format!(" (since then: {} by {})", last.summary, last.author)
}

impl StoreError {
    /// Puts SQLite's answer into our words.
    pub(crate) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        let rusqlite::Error::SqliteFailure(failure, message) = &source else {
            return Self::Sqlite { path, source };
        };
        match failure.code {
            Code::DatabaseBusy | Code::DatabaseLocked => Self::Locked(path),
            Code::ReadOnly if is_cut_short(failure.extended_code) => Self::CutShort(path),
            Code::ReadOnly | Code::PermissionDenied => Self::ReadOnly(path),
            Code::DiskFull => Self::DiskFull(path),
            Code::DatabaseCorrupt => {
                let what = message.clone().unwrap_or_else(|| "SQLite cannot make sense of it".to_owned());
                Self::Damaged { path, what }
            }
            Code::NotADatabase => Self::NotDatabase(path),
            _ => Self::Sqlite { path, source },
        }
    }

    pub(crate) fn io(path: &Path, doing: &'static str, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound(path),
            std::io::ErrorKind::AlreadyExists => Self::Exists(path),
            std::io::ErrorKind::StorageFull => Self::DiskFull(path),
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            _ => Self::Io { path, doing, source },
        }
    }
}

fn is_cut_short(extended_code: i32) -> bool {
    matches!(
        extended_code,
        rusqlite::ffi::SQLITE_READONLY_ROLLBACK
            | rusqlite::ffi::SQLITE_READONLY_RECOVERY
            | rusqlite::ffi::SQLITE_READONLY_CANTLOCK
    )
}

//! The trait that every store of a log obeys; `tests/it/conformance.rs` says what it promises.

use std::path::Path;

use domain::Entry;

use crate::StoreError;

/// An append-only log of entries, and the texts that they speak of by hash.
pub trait Log: Send {
    /// Where the log is, for messages.
    fn place(&self) -> &Path;

    /// The revision of the last entry; 0 when there is none.
    ///
    /// # Errors
    /// When the log cannot be read.
    fn revision(&self) -> Result<u64, StoreError>;

    /// The entries after a revision, in order; 0 gives them all.
    ///
    /// # Errors
    /// When the log cannot be read, or is damaged.
    fn entries_from(&self, after: u64) -> Result<Vec<Entry>, StoreError>;

    /// The entry of a revision.
    ///
    /// # Errors
    /// When there is none, the log cannot be read, or it is damaged.
    fn entry(&self, revision: u64) -> Result<Entry, StoreError>;

    /// Appends entries and the texts that they speak of: all of it or nothing, and durably when it returns.
    ///
    /// # Errors
    /// [`StoreError::Moved`], with what came in between, when the log is not at the expected revision any more;
    /// whatever keeps the log from being written.
    fn append(&mut self, expected: u64, entries: &[Entry], texts: &[&[u8]]) -> Result<(), StoreError>;

    /// The text of a hash as [`text_hash`] gives it.
    ///
    /// # Errors
    /// When the log cannot be read, or the text is damaged.
    fn text(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Writes the whole log, as it is now, to a new file.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    fn snapshot(&self, to: &Path) -> Result<(), StoreError>;
}

/// The hash by which a text is kept: BLAKE3 in lower-case hexadecimal.
#[must_use]
pub fn text_hash(text: &[u8]) -> String {
    blake3::hash(text).to_hex().to_string()
}

/// Entries must count on from the revision they are appended to.
pub(crate) fn check_order(place: &Path, expected: u64, entries: &[Entry]) -> Result<(), StoreError> {
    for (expected, entry) in (expected..).zip(entries) {
        if entry.revision != expected + 1 {
            let found = entry.revision;
            return Err(StoreError::OutOfOrder { path: place.to_owned(), expected, found });
        }
    }
    Ok(())
}

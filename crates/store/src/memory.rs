//! A log without a file: for tests, and for trying something out.

use std::collections::BTreeMap;
use std::path::Path;

use domain::Entry;

use crate::log::{check_order, text_hash};
use crate::{Log, SqliteLog, StoreError};

/// A log in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLog {
    entries: Vec<Entry>,
    texts: BTreeMap<String, Vec<u8>>,
}

impl Log for MemoryLog {
    fn place(&self) -> &Path {
        Path::new("the production in memory")
    }

    fn revision(&self) -> Result<u64, StoreError> {
        Ok(self.entries.len() as u64)
    }

    fn entries_from(&self, after: u64) -> Result<Vec<Entry>, StoreError> {
        Ok(self.entries.iter().filter(|entry| entry.revision > after).cloned().collect())
    }

    fn entry(&self, revision: u64) -> Result<Entry, StoreError> {
        let found = self.entries.iter().find(|entry| entry.revision == revision);
        found.cloned().ok_or_else(|| StoreError::NoEntry { path: self.place().to_owned(), revision })
    }

    fn append(&mut self, expected: u64, entries: &[Entry], texts: &[&[u8]]) -> Result<(), StoreError> {
        check_order(self.place(), expected, entries)?;
        let actual = self.revision()?;
        if actual != expected {
            let since = self.entries_from(expected)?;
            return Err(StoreError::Moved { path: self.place().to_owned(), expected, actual, since });
        }
        self.entries.extend_from_slice(entries);
        self.texts.extend(texts.iter().map(|text| (text_hash(text), text.to_vec())));
        Ok(())
    }

    fn text(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.texts.get(hash).cloned())
    }

    fn snapshot(&self, to: &Path) -> Result<(), StoreError> {
        let texts: Vec<&[u8]> = self.texts.values().map(Vec::as_slice).collect();
        SqliteLog::create(to)?.append(0, &self.entries, &texts)
    }
}

//! Made-up entries that fold, for the tests of the store.

use domain::{Change, Character, CharacterId, Entity, Entry, EntryKind};
use jiff::Timestamp;

/// A character; the name varies so that entries differ.
pub(crate) fn character(id: u32, name: &str) -> Character {
    Character {
        id: CharacterId(id),
        name: name.to_owned(),
        aliases: vec![format!("{name} (V.O.)")],
        board_id: id.to_string(),
        board_id_frozen: false,
        not_names: Vec::new(),
        watch: id.is_multiple_of(2).then(|| "glass eye".to_owned()),
    }
}

/// The change that makes an entity.
pub(crate) fn made(entity: impl Into<Entity>) -> Change {
    Change { before: None, after: Some(entity.into()) }
}

/// A minute of the made-up production.
pub(crate) fn minute(n: u64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + 60 * i64::try_from(n).expect("a small number")).expect("a time")
}

/// The entry of a revision: it makes the character of that number.
pub(crate) fn entry(revision: u64) -> Entry {
    let id = u32::try_from(revision).expect("a small number");
    Entry {
        revision,
        base: revision - 1,
        at: minute(revision),
        author: "Ada".to_owned(),
        command: "make".to_owned(),
        summary: format!("make “character {id}”"),
        kind: EntryKind::Command,
        changes: vec![made(character(id, &format!("CHARACTER {id}")))],
    }
}

/// The first so many entries.
pub(crate) fn entries(count: u64) -> Vec<Entry> {
    (1..=count).map(entry).collect()
}

//! What an earlier release wrote is read for ever: one file of entries a release, with every kind of entity in it.
//!
//! Once its release is out, a golden file is never edited. When an entity changes its shape, the reader learns to
//! read the old one.

use std::collections::BTreeSet;

use domain::{Entry, EntryKind, State};
use serde_json::Value;

const V1: &str = include_str!("golden/v1.json");

fn entries() -> Vec<Entry> {
    serde_json::from_str(V1).expect("entries of format 1")
}

#[test]
fn format_1_is_read_and_folds() {
    let state = State::fold(&entries()).unwrap();
    assert_eq!(state.revision(), 8);
    assert_eq!(state.production.title, "THE LAMP");
    assert_eq!(state.production.prices.crew_day().0.decimal(), "42000.50");
    assert_eq!(state.locations.values().next().unwrap().latitude, Some(50.6223));
    assert_eq!(state.sheet_called("12A pt 2").unwrap(), domain::SheetId(2));
    assert_eq!(state.boards.values().next().unwrap().days(domain::UnitId(1)).len(), 2);
    assert!(state.background.is_empty(), "it was deleted again");
    assert_eq!(entries()[5].kind, EntryKind::Undo { of: 5 });
}

/// Nothing that was read is lost, and defaults are not needed: what is written again is the file.
#[test]
fn format_1_is_written_as_it_was_read() {
    let golden: Value = serde_json::from_str(V1).unwrap();
    assert_eq!(serde_json::to_value(entries()).unwrap(), golden);
}

#[test]
fn format_1_has_an_entity_of_every_kind() {
    let golden: Value = serde_json::from_str(V1).unwrap();
    let entities = golden.as_array().unwrap().iter().flat_map(|entry| entry["changes"].as_array().unwrap());
    let kinds: BTreeSet<&str> = entities
        .flat_map(|change| change.as_object().unwrap().values())
        .flat_map(|entity| entity.as_object().unwrap().keys())
        .map(String::as_str)
        .collect();
    let every = [
        "action",
        "background-group",
        "board",
        "character",
        "clearance",
        "consent",
        "decision",
        "draft",
        "element",
        "engagement",
        "location",
        "person",
        "production",
        "scene",
        "script-set",
        "sheet",
        "stunt",
        "unit",
        "variant",
    ];
    assert_eq!(kinds, BTreeSet::from(every));
}

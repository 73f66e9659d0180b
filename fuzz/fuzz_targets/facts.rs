//! Any text is read as facts, without a panic; what is accepted fits the state, and applies once.

#![no_main]

use domain::{Entry, EntryKind, State};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut state = State::default();
    let Ok(applied) = facts::apply(&state, text, "Ada") else { return };
    let entry = Entry {
        revision: 1,
        base: 0,
        at: jiff::Timestamp::UNIX_EPOCH,
        author: "Ada".to_owned(),
        command: "apply".to_owned(),
        summary: "apply".to_owned(),
        kind: EntryKind::Command,
        changes: applied.changes.into_iter().chain(applied.world).collect(),
    };
    state.apply(&entry).expect("accepted facts fit the state");
    let again = facts::apply(&state, text, "Ada").expect("accepted facts are accepted again");
    assert!(again.changes.is_empty(), "facts apply twice: {:?}", again.preview);
});

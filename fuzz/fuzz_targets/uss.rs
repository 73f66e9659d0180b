//! Any bytes are read as a schedule, without a panic; what is made of them holds together.

#![no_main]

use domain::State;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = uss::read(bytes);
    let source = uss::Source { file_name: "x.uss".to_owned(), text_hash: String::new() };
    let state = State::default();
    let state = state.with(&uss::import(&state, &reading, source).changes);
    assert!(state.dangling().is_empty(), "{:?}", state.dangling());
});

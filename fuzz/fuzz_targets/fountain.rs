//! Any bytes are read as Fountain, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = screenplay::read(bytes, Some("draft.fountain"));
});

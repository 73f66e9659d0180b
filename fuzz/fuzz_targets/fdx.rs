//! Any text inside a Final Draft document is read, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = screenplay::read(bytes, Some("draft.fdx"));
    // Most mutations spoil the frame and are seen at once; inside a frame they reach the paragraphs.
    let framed =
        [b"<FinalDraft DocumentType=\"Script\"><Content>", bytes, b"</Content></FinalDraft>"].concat();
    let _ = screenplay::read(&framed, Some("draft.fdx"));
});

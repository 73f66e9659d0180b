//! Which format a text is in, by its content first, and whether it is a script at all.

use crate::diagnostics::{Code, Diagnostic};
use crate::encoding;
use crate::screenplay::Format;

/// An XML document is taken for FDX, all else for Fountain; the name decides only for an empty text.
pub(crate) fn format(text: &str, name: Option<&str>) -> Format {
    let start = text.trim_start();
    let xml = ["<?xml", "<FinalDraft", "<!DOCTYPE", "<!--"].iter().any(|mark| start.starts_with(mark));
    let named = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".fdx"));
    if xml || start.is_empty() && named || named && start.starts_with('<') {
        Format::Fdx
    } else {
        Format::Fountain
    }
}

/// Says so if there is nothing to read.
pub(crate) fn refuse(text: &str, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> bool {
    if text.trim().is_empty() {
        diagnostics.push(Diagnostic::new(
            Code::Empty,
            "the file holds no text",
            if bytes.is_empty() { "the file is empty" } else { "it holds only spaces and line ends" },
            "check that this is the right file",
        ));
        return true;
    }
    let archive =
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF") || bytes.starts_with(b"\x89PNG");
    if archive || encoding::looks_binary(text) {
        diagnostics.push(Diagnostic::new(
            Code::Binary,
            "the file is not text",
            "it is a PDF, an archive, or a program's own binary format",
            "export the script as Fountain or Final Draft (.fdx) and import that",
        ));
        return true;
    }
    if text.contains('\0') {
        diagnostics.push(Diagnostic::new(
            Code::NulBytes,
            "the text holds NUL characters, which were kept",
            "the file was damaged or converted badly",
            "check the script around them and save it again",
        ));
    }
    false
}

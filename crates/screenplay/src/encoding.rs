//! Bytes to text: scripts come from old and new machines, and spans need one held text to point into.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diagnostics::{Code, Diagnostic};

/// Decodes UTF-8, UTF-16 (by its mark, or by its zero bytes) and, failing that, Windows-1252.
/// The result has no byte order mark and only line feeds as line ends.
pub(crate) fn decode(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let text = if let Some(encoding) = utf16(bytes) {
        let (text, bad) = encoding.decode_with_bom_removal(bytes);
        if bad {
            diagnostics.push(Diagnostic::new(
                Code::BadUtf16,
                format!("some bytes are not valid {}", encoding.name()),
                "the file was cut off or converted badly",
                "save the script again as UTF-8",
            ));
        }
        text.into_owned()
    } else {
        let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(body) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let line = memchr::memchr_iter(b'\n', &body[..error.valid_up_to()]).count() + 1;
                diagnostics.push(Diagnostic::new(
                    Code::LegacyEncoding,
                    format!("the file is not UTF-8 (first seen on line {line}); it was read as Windows-1252"),
                    "an older program saved it in a national encoding",
                    "check names with accents, or save the script again as UTF-8",
                ));
                WINDOWS_1252.decode_without_bom_handling(body).0.into_owned()
            }
        }
    };
    line_feeds(text)
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(UTF_16BE);
    }
    // Western text in UTF-16 has a zero in nearly every other byte, and in no other encoding.
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 2 || !bytes.len().is_multiple_of(2) {
        None
    } else if odd * 10 >= pairs * 7 && even * 10 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = rest[at + 1..].strip_prefix('\n').unwrap_or(&rest[at + 1..]);
    }
    out.push_str(rest);
    out
}

/// True if text is so full of control characters that it cannot be a script.
pub(crate) fn looks_binary(text: &str) -> bool {
    let sample = text.chars().take(8192);
    let (mut seen, mut odd) = (0_usize, 0_usize);
    for c in sample {
        seen += 1;
        if c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\n' | '\t' | '\u{C}')) {
            odd += 1;
        }
    }
    odd * 10 > seen
}

/// The last character boundary at or before `at`.
pub(crate) fn boundary_before(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

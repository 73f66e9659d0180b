//! Fountain 1.1: a line scanner that keeps the place of every byte.

mod blocks;
mod cues;
mod inline;
mod lines;
mod title_page;

use crate::diagnostics::Diagnostic;
use crate::screenplay::Element;
use lines::Lines;

/// What a Fountain text holds.
pub(crate) struct Parsed {
    pub(crate) title_page: Vec<(String, String)>,
    /// First byte of the body.
    pub(crate) body: usize,
    pub(crate) elements: Vec<Element>,
}

/// Reads decoded Fountain text.
pub(crate) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    let lines = Lines::scan(text, diagnostics);
    let (title_page, body) = title_page::parse(&lines);
    let elements = blocks::parse(&lines, body, diagnostics);
    let start = lines.lines.get(body).map_or(text.len(), |line| line.span.start);
    Parsed { body: if title_page.is_empty() { 0 } else { start }, title_page, elements }
}

/// The layout that the title page asks for (`Fmt: a4`), in jumpcut's words.
pub(crate) fn layout_words(title_page: &[(String, String)]) -> String {
    let named = |key: &str| key.eq_ignore_ascii_case("fmt") || key.eq_ignore_ascii_case("format");
    title_page.iter().find(|(key, _)| named(key)).map(|(_, value)| value.clone()).unwrap_or_default()
}

//! The title page of Fountain: `Key: value` lines at the very top.

use crate::screenplay::{Element, ElementKind, Piece, Span};

use super::inline::append_line;
use super::lines::{Line, Lines};

/// Reads the title page and says with which line the body begins.
pub(super) fn parse(lines: &Lines<'_>) -> (Vec<(String, String)>, usize) {
    let first = lines.lines.iter().position(|line| !line.blank).unwrap_or(0);
    let Some(line) = lines.lines.get(first) else { return (Vec::new(), 0) };
    if key_value(lines.raw(line)).is_none_or(|(key, _)| !starts_page(lines, first, key)) {
        return (Vec::new(), 0);
    }
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    let mut at = first;
    while let Some(line) = lines.lines.get(at) {
        let (text, _) = lines.visible_text(line);
        if ends(line, &text) {
            match goes_on(lines, at) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        at += 1;
        let indented = text.starts_with('\t') || text.starts_with("   ");
        match key_value(&text) {
            Some((key, value)) if !indented => {
                let value = if value.is_empty() { Vec::new() } else { vec![without_marks(value)] };
                entries.push((key.to_owned(), value));
            }
            _ if indented || text.trim().is_empty() => {
                if let Some((_, values)) = entries.last_mut() {
                    values.push(without_marks(text.trim()));
                }
            }
            // Neither a key nor indented: the body begins here.
            _ => {
                at -= 1;
                break;
            }
        }
    }
    let entries = entries.into_iter().map(|(key, values)| (key, values.join("\n"))).collect();
    (entries, at)
}

/// A value without emphasis.
fn without_marks(value: &str) -> String {
    let mut element = Element::new(ElementKind::Action, Span::default(), 1);
    append_line(&mut element, value, &[Piece { text: 0, source: 0 }], true);
    element.text
}

/// An empty line ends the title page; a line of two spaces keeps a value open.
fn ends(line: &Line, text: &str) -> bool {
    line.blank
        && line.hidden.is_empty()
        && (text.len() < 2 || text.contains('\t') && text.trim().is_empty() && text.len() < 2)
}

/// An empty line does not end the title page if another known key follows it: many writers leave gaps.
fn goes_on(lines: &Lines<'_>, at: usize) -> Option<usize> {
    let next = (at..lines.lines.len()).find(|at| !lines.lines[*at].blank)?;
    let (key, _) = key_value(lines.raw(&lines.lines[next]))?;
    KNOWN.iter().any(|known| key.eq_ignore_ascii_case(known)).then_some(next)
}

const KNOWN: &[&str] = &[
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "contact",
    "copyright",
    "notes",
    "revision",
    "format",
    "fmt",
    "writer",
    "writers",
    "written by",
    "contact info",
    "font",
    "language",
];

fn key_value(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([' ', '\t']) {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let key = key.trim();
    let plausible =
        !key.is_empty() && key.len() <= 60 && key.chars().next().is_some_and(char::is_alphanumeric);
    plausible.then(|| (key, value.trim()))
}

/// `FADE IN:` and `Dear reader: ...` look like keys. A title page has a key that everyone uses, or what
/// prose has not: a value on indented lines, or a second key.
fn starts_page(lines: &Lines<'_>, first: usize, key: &str) -> bool {
    let mut block = lines.lines[first..].iter().take_while(|line| !line.blank).map(|line| lines.raw(line));
    let is_known = |line: &str| {
        key_value(line).is_some_and(|(key, _)| KNOWN.iter().any(|known| key.eq_ignore_ascii_case(known)))
    };
    if block.clone().any(is_known) {
        return true;
    }
    let second = block.nth(1).unwrap_or_default();
    let goes_on = second.starts_with('\t') || second.starts_with("   ") || key_value(second).is_some();
    key.chars().any(char::is_lowercase) && key.split_whitespace().count() <= 3 && goes_on
}

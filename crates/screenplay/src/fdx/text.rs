//! The text of FDX paragraphs, with the map back to the source through entities and character data.

use roxmltree::Node;

use crate::screenplay::{Element, Piece, TagUse};

use super::children;

/// Appends the text runs of a paragraph to an element: text, tags, revisions and the map to the source.
pub(super) fn take_runs(paragraph: Node<'_, '_>, source: &str, all_caps: bool, element: &mut Element) {
    for run in children(paragraph, "Text") {
        let start = element.text.len();
        let caps = all_caps
            || run.attribute("Style").is_some_and(|style| style.split('+').any(|word| word == "AllCaps"));
        for node in run.children().filter(Node::is_text) {
            let text = node.text().unwrap_or_default();
            map(&source[node.range()], node.range().start, text, element);
            if caps {
                push_capitals(&mut element.text, text);
            } else {
                element.text.push_str(text);
            }
        }
        let end = element.text.len();
        if let Some(number) = run.attribute("TagNumber").and_then(|number| number.trim().parse().ok())
            && end > start
        {
            element.tags.push(TagUse { number, part: start..end });
        }
        if let Some(id) = run.attribute("RevisionID").filter(|id| *id != "0")
            && end > start
            && !element.revisions.iter().any(|known| known == id)
        {
            element.revisions.push(id.to_owned());
        }
    }
}

/// All text below a node, paragraphs on lines of their own.
pub(super) fn plain(node: Node<'_, '_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let paragraphs: Vec<Node<'_, '_>> =
        node.descendants().filter(|node| node.has_tag_name("Paragraph")).collect();
    let from: &[Node<'_, '_>] = if paragraphs.is_empty() { &[node] } else { &paragraphs };
    for paragraph in from {
        let mut line = String::new();
        for run in children(*paragraph, "Text") {
            line.extend(run.children().filter_map(|node| node.text()));
        }
        lines.push(line);
    }
    if paragraphs.is_empty() && lines.iter().all(String::is_empty) {
        return node.text().unwrap_or_default().trim().to_owned();
    }
    lines.join("\n").trim().to_owned()
}

/// Capitals, where they have the length of the small letter, so that the map stays true.
fn push_capitals(out: &mut String, text: &str) {
    for c in text.chars() {
        let mut upper = c.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
}

/// Notes how `text`, about to be appended, maps to its raw form: pieces between entities.
fn map(raw: &str, base: usize, text: &str, element: &mut Element) {
    let offset = element.text.len();
    element.pieces.push(Piece { text: offset, source: base });
    if raw == text {
        return;
    }
    let (mut at, mut from) = (0, 0);
    while let Some(step) = memchr::memchr(b'&', &raw.as_bytes()[from..]) {
        let start = from + step;
        let Some(length) = memchr::memchr(b';', &raw.as_bytes()[start..]) else { return };
        at += step;
        let Some(decoded) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        element.pieces.push(Piece { text: offset + at, source: base + start });
        at += decoded.len_utf8();
        from = start + length + 1;
        if at < text.len() {
            element.pieces.push(Piece { text: offset + at, source: base + from });
        }
    }
}

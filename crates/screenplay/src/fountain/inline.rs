//! Emphasis and escapes of one line of Fountain: marks are taken out, and the map to the source is kept.

use crate::screenplay::{Element, Piece};

/// Appends a line to an element's text, after a line feed if it has text already.
pub(super) fn append_line(element: &mut Element, line: &str, pieces: &[Piece], first: bool) {
    if !first {
        let source = pieces.first().map_or(element.span.end, |piece| piece.source).saturating_sub(1);
        push_piece(element, source);
        element.text.push('\n');
    }
    let removed = marks(line);
    let mut from = 0;
    for mark in removed {
        copy(element, line, pieces, from, mark.0);
        from = mark.1;
    }
    copy(element, line, pieces, from, line.len());
}

fn copy(element: &mut Element, line: &str, pieces: &[Piece], from: usize, to: usize) {
    if from >= to {
        return;
    }
    let first = pieces.partition_point(|piece| piece.text <= from).saturating_sub(1);
    let mut at = from;
    for (index, piece) in pieces.iter().enumerate().skip(first) {
        if piece.text >= to {
            break;
        }
        let end = pieces.get(index + 1).map_or(to, |next| next.text.min(to));
        if at >= end {
            continue;
        }
        push_piece(element, piece.source + (at - piece.text));
        element.text.push_str(&line[at..end]);
        at = end;
    }
}

/// Notes where the next byte of text comes from, unless that follows from the piece before.
fn push_piece(element: &mut Element, source: usize) {
    let text = element.text.len();
    let follows = element.pieces.last().is_some_and(|last| last.source + (text - last.text) == source);
    if !follows {
        element.pieces.push(Piece { text, source });
    }
}

#[derive(Clone, Copy)]
struct Open {
    at: usize,
    len: usize,
}

/// The ranges of a line that are markup: paired emphasis marks and backslashes before punctuation.
fn marks(line: &str) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    if memchr::memchr3(b'*', b'_', b'\\', bytes).is_none() {
        return Vec::new();
    }
    let mut removed = Vec::new();
    // One open mark of each kind: `*`, `**`, `***`, `_`.
    let mut open: [Option<Open>; 4] = [None; 4];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                removed.push((at, at + 1));
                at += 2;
            }
            mark @ (b'*' | b'_') => {
                let len = bytes[at..].iter().take_while(|byte| **byte == mark).count();
                if mark == b'_' && len == 1 || mark == b'*' && len <= 3 {
                    pair(line, at, len, mark, &mut open, &mut removed);
                }
                at += len;
            }
            _ => at += 1,
        }
    }
    removed.sort_unstable();
    removed
}

fn pair(
    line: &str,
    at: usize,
    len: usize,
    mark: u8,
    open: &mut [Option<Open>; 4],
    removed: &mut Vec<(usize, usize)>,
) {
    let kind = if mark == b'_' { 3 } else { len - 1 };
    let before = line[..at].chars().next_back();
    let after = line[at + len..].chars().next();
    let closes = before.is_some_and(|c| !c.is_whitespace());
    let opens = after.is_some_and(|c| !c.is_whitespace());
    // `file_name_here` is a name, not emphasis.
    let inside_word =
        mark == b'_' && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    if inside_word {
        return;
    }
    // `***both* then bold**`: three marks close as one and two.
    if kind == 2 && closes && open[2].is_none() && open[0].is_some() && open[1].is_some() {
        for slot in [0, 1] {
            if let Some(start) = open[slot].take() {
                removed.push((start.at, start.at + start.len));
            }
        }
        removed.push((at, at + len));
        return;
    }
    if let Some(start) = open[kind].filter(|start| closes && start.at + start.len < at) {
        removed.push((start.at, start.at + start.len));
        removed.push((at, at + len));
        open[kind] = None;
        for other in open.iter_mut() {
            *other = other.filter(|mark| mark.at < start.at);
        }
    } else if opens {
        open[kind] = Some(Open { at, len });
    }
}

//! Elements from logical lines: what a line is depends on its first mark and on the blank lines around it.

use crate::diagnostics::{Code, Diagnostic};
use crate::screenplay::{DualSide, Element, ElementKind, Piece};

use super::cues::{is_cue, is_forced_heading, is_heading, is_transition, split_cue};
use super::inline::append_line;
use super::lines::{Line, Lines};

/// Reads the body from line `first` on.
pub(super) fn parse(lines: &Lines<'_>, first: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Element> {
    let mut blocks = Blocks {
        lines,
        at: first,
        first,
        in_dialogue: false,
        last_cue: None,
        elements: Vec::new(),
        diagnostics,
    };
    // Notes above or inside the title page are kept too.
    blocks.at = 0;
    while blocks.at < first {
        if blocks.line().hides() {
            blocks.hidden_line();
        } else {
            blocks.at += 1;
        }
    }
    while blocks.at < lines.lines.len() {
        blocks.step();
    }
    blocks.elements
}

struct Blocks<'a, 'd> {
    lines: &'a Lines<'a>,
    at: usize,
    first: usize,
    in_dialogue: bool,
    /// The cue of the dialogue block before, if nothing but blank lines came since.
    last_cue: Option<usize>,
    elements: Vec<Element>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Blocks<'_, '_> {
    fn line(&self) -> &Line {
        &self.lines.lines[self.at]
    }

    fn blank_before(&self) -> bool {
        self.at == self.first || self.lines.lines[self.at - 1].blank
    }

    fn blank_after(&self) -> bool {
        self.lines.lines.get(self.at + 1).is_none_or(|line| line.blank)
    }

    fn step(&mut self) {
        let line = self.line();
        if line.hides() {
            self.hidden_line();
        } else if line.blank {
            // A line of two spaces keeps a speech open.
            let raw = self.lines.raw(line);
            if !(self.in_dialogue && raw.len() >= 2) {
                self.in_dialogue = false;
            }
            self.at += 1;
        } else if self.in_dialogue {
            self.dialogue_line();
        } else {
            self.block();
        }
    }

    /// A line of which nothing prints: each hidden part is an element of its own.
    fn hidden_line(&mut self) {
        let line = self.line().clone();
        let (mut counted, mut number) = (line.span.start, line.number);
        for hidden in &self.lines.hidden[line.hidden.clone()] {
            let skipped = &self.lines.text.as_bytes()[counted..hidden.span.start];
            number += memchr::memchr_iter(b'\n', skipped).count() as u32;
            counted = hidden.span.start;
            let kind = if hidden.boneyard { ElementKind::Boneyard } else { ElementKind::Note };
            let mut element = Element::new(kind, hidden.span, number);
            element.text = self.lines.note(hidden).text;
            let inner = &self.lines.text[hidden.span.start + 2..];
            let lead = inner.len() - inner.trim_start().len();
            element.pieces.push(Piece { text: 0, source: hidden.span.start + 2 + lead });
            self.elements.push(element);
        }
        self.at += 1;
    }

    fn block(&mut self) {
        let (text, _) = self.lines.visible_text(self.line());
        let line = text.trim();
        if self.marked(line) {
            return;
        }
        if self.blank_before() {
            if is_heading(line) {
                if self.blank_after() {
                    return self.single(ElementKind::SceneHeading, 0);
                }
                self.warn_heading(Code::HeadingRunsOn);
            } else if is_transition(&text) && self.blank_after() {
                return self.single(ElementKind::Transition, 0);
            } else if is_cue(&text) && !self.blank_after() {
                return self.cue(0);
            }
        }
        self.action(0);
    }

    /// Lines that say by their first mark what they are.
    fn marked(&mut self, line: &str) -> bool {
        let Some(mark) = line.bytes().next() else { return false };
        match mark {
            b'!' if line.starts_with("!!") => self.single(ElementKind::Shot, 2),
            b'!' => self.action(1),
            b'.' if is_forced_heading(line) => self.single(ElementKind::SceneHeading, 1),
            b'@' if !line[1..].trim().is_empty() => self.cue(1),
            b'~' => self.lyric(),
            b'#' => {
                let level = line.bytes().take_while(|byte| *byte == b'#').count();
                if level > 6 || line[level..].trim().is_empty() {
                    return false;
                }
                self.single(ElementKind::Section { level: level as u8 }, level);
            }
            b'=' if line.bytes().all(|byte| byte == b'=') => {
                if line.len() < 3 {
                    return false;
                }
                let element = self.start(ElementKind::PageBreak);
                self.elements.push(element);
                self.at += 1;
            }
            b'=' if !line.starts_with("==") => self.single(ElementKind::Synopsis, 1),
            b'>' if line.len() > 1 && line.ends_with('<') => self.centered(),
            b'>' if !line[1..].trim().is_empty() => self.single(ElementKind::Transition, 1),
            _ => return false,
        }
        true
    }

    fn start(&self, kind: ElementKind) -> Element {
        let line = self.line();
        Element::new(kind, line.span, line.number)
    }

    /// Appends the current line without its first `skip` marks and its outer spaces, and moves on.
    fn take_line(&mut self, element: &mut Element, skip: usize, keep_indent: bool) {
        let line = self.line().clone();
        let (text, pieces) = self.lines.visible_text(&line);
        let first = element.span.start == line.span.start;
        element.span = element.span.join(line.span);
        element.notes.extend(self.lines.notes(&line));
        let lead = text.len() - text.trim_start().len() + skip;
        let body = &text[lead..];
        let (from, indent) = if keep_indent && skip == 0 {
            (lead, text[..lead].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum())
        } else if keep_indent {
            (lead, 0)
        } else {
            (lead + body.len() - body.trim_start().len(), 0)
        };
        let body = text[from..].trim_end();
        let pieces = shift(&pieces, from);
        if indent > 0 {
            if !first {
                element.text.push('\n');
            }
            element.pieces.push(Piece { text: element.text.len(), source: line.span.start });
            element.text.extend(std::iter::repeat_n(' ', indent));
        }
        append_line(element, body, &pieces, first || indent > 0);
        self.at += 1;
    }

    fn single(&mut self, kind: ElementKind, skip: usize) {
        let mut element = self.start(kind);
        self.take_line(&mut element, skip, false);
        self.push(element);
    }

    fn push(&mut self, element: Element) {
        self.last_cue = None;
        self.elements.push(element);
    }

    /// A paragraph of action: until a blank line, or a line that says what it is.
    fn action(&mut self, skip: usize) {
        let mut element = self.start(ElementKind::Action);
        self.take_line(&mut element, skip, true);
        while let Some(line) = self.lines.lines.get(self.at) {
            if line.blank {
                // A note on a line of its own inside a paragraph belongs to the paragraph.
                let inside =
                    line.hides() && self.lines.lines.get(self.at + 1).is_some_and(|next| !next.blank);
                if !inside {
                    break;
                }
                element.span = element.span.join(line.span);
                element.notes.extend(self.lines.notes(line));
                self.at += 1;
                continue;
            }
            let (text, _) = self.lines.visible_text(line);
            if interrupts(text.trim()) {
                break;
            }
            if self.blank_after() && is_heading(text.trim()) {
                self.warn_heading(Code::HeadingNotSpaced);
            }
            self.take_line(&mut element, 0, true);
        }
        self.push(element);
    }

    fn lyric(&mut self) {
        let mut element = self.start(ElementKind::Lyrics);
        self.take_line(&mut element, 1, false);
        self.elements.push(element);
    }

    fn centered(&mut self) {
        let mut element = self.start(ElementKind::Centered);
        while let Some(line) = self.lines.lines.get(self.at) {
            let (text, _) = self.lines.visible_text(line);
            let text = text.trim();
            if text.len() < 2 || !text.starts_with('>') || !text.ends_with('<') {
                break;
            }
            self.take_line(&mut element, 1, false);
            let end = element.text.trim_end_matches('<').trim_end_matches([' ', '\t']).len();
            element.truncate(end);
        }
        self.push(element);
    }

    fn cue(&mut self, skip: usize) {
        let before = self.last_cue.take();
        let mut element = self.start(ElementKind::Action);
        self.take_line(&mut element, skip, false);
        let (end, name, extensions, dual) = {
            let (text, name, extensions, dual) = split_cue(&element.text);
            (text.len(), name.to_owned(), extensions, dual)
        };
        let dual = match (dual, before) {
            (true, Some(left)) => {
                if let ElementKind::Character { dual: side, .. } = &mut self.elements[left].kind {
                    *side = Some(DualSide::Left);
                }
                Some(DualSide::Right)
            }
            _ => None,
        };
        element.kind = ElementKind::Character { name, extensions, dual };
        element.truncate(end);
        // A right-hand speech cannot be the left hand of a third.
        self.last_cue = dual.is_none().then_some(self.elements.len());
        self.elements.push(element);
        self.in_dialogue = true;
    }

    fn dialogue_line(&mut self) {
        let (text, _) = self.lines.visible_text(self.line());
        let line = text.trim();
        if line.starts_with('~') {
            return self.lyric();
        }
        if is_parenthetical(line) {
            let mut element = self.start(ElementKind::Parenthetical);
            self.take_line(&mut element, 0, false);
            self.elements.push(element);
            return;
        }
        let continues = matches!(self.elements.last(), Some(last) if last.kind == ElementKind::Dialogue);
        if let Some(mut element) = continues.then(|| self.elements.pop()).flatten() {
            if self.lines.lines[self.at - 1].blank {
                element.text.push('\n');
            }
            self.take_line(&mut element, 0, false);
            self.elements.push(element);
        } else {
            let mut element = self.start(ElementKind::Dialogue);
            self.take_line(&mut element, 0, false);
            self.elements.push(element);
        }
    }

    fn warn_heading(&mut self, code: Code) {
        let line = self.line();
        let (seen, cause) = match code {
            Code::HeadingRunsOn => ("is followed by text", "a heading needs an empty line after it"),
            _ => ("follows text", "a heading needs an empty line before it"),
        };
        let shown: String = self.lines.raw(line).trim().chars().take(80).collect();
        self.diagnostics.push(
            Diagnostic::new(
                code,
                format!("`{shown}` {seen} and was read as action"),
                cause,
                "add an empty line if it is a heading, or put `!` before it if it is not",
            )
            .at(line.number, line.span),
        );
    }
}

/// A whole line in parentheses.
fn is_parenthetical(line: &str) -> bool {
    line.len() >= 2 && line.starts_with('(') && line.ends_with(')')
}

/// True if a line ends the paragraph of action before it, because its first mark says what it is.
fn interrupts(line: &str) -> bool {
    match line.bytes().next() {
        Some(b'#') => {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            level <= 6 && !line[level..].trim().is_empty()
        }
        Some(b'=') => {
            line.bytes().all(|byte| byte == b'=') && line.len() >= 3
                || !line.starts_with("==") && line.len() > 1
        }
        Some(b'~') => true,
        Some(b'>') => line.len() > 1 && line.ends_with('<'),
        Some(b'.') => is_forced_heading(line),
        _ => false,
    }
}

fn shift(pieces: &[Piece], from: usize) -> Vec<Piece> {
    let first = pieces.partition_point(|piece| piece.text <= from).saturating_sub(1);
    pieces[first..]
        .iter()
        .map(|piece| match piece.text.checked_sub(from) {
            Some(text) => Piece { text, source: piece.source },
            None => Piece { text: 0, source: piece.source + (from - piece.text) },
        })
        .collect()
}

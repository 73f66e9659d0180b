//! Logical lines of Fountain: line ends inside boneyards and notes do not count, and what they hide is cut out.

use memchr::memmem;

use crate::diagnostics::{Code, Diagnostic};
use crate::screenplay::{Note, Piece, Span};

/// A part of the text that does not print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) span: Span,
    pub(super) boneyard: bool,
}

/// A line after boneyards and notes were cut out of it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Source, line feed not included.
    pub(super) span: Span,
    /// Number of the source line it starts on, from 1.
    pub(super) number: u32,
    /// The hidden parts in it, as a range of indices.
    pub(super) hidden: std::ops::Range<usize>,
    /// True if nothing but spaces is left when hidden parts are cut out.
    pub(super) blank: bool,
}

impl Line {
    /// True if it is blank but something is hidden in it.
    pub(super) fn hides(&self) -> bool {
        self.blank && !self.hidden.is_empty()
    }
}

/// All lines and hidden parts of a text.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Vec<Line>,
    pub(super) hidden: Vec<Hidden>,
}

impl<'a> Lines<'a> {
    pub(super) fn scan(text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let hidden = find_hidden(text, diagnostics);
        let lines = cut_lines(text, &hidden);
        Self { text, lines, hidden }
    }

    /// What is left of a line, as one or more spans of the source.
    pub(super) fn visible(&self, line: &Line) -> Vec<Span> {
        let mut out = Vec::with_capacity(1);
        let mut from = line.span.start;
        for hidden in &self.hidden[line.hidden.clone()] {
            if hidden.span.start > from {
                out.push(Span::new(from, hidden.span.start));
            }
            from = hidden.span.end;
        }
        if from < line.span.end {
            out.push(Span::new(from, line.span.end));
        }
        out
    }

    /// What is left of a line, as text, and how it maps to the source.
    pub(super) fn visible_text(&self, line: &Line) -> (String, Vec<Piece>) {
        let mut out = String::with_capacity(line.span.len());
        let mut pieces = Vec::with_capacity(1);
        for span in self.visible(line) {
            pieces.push(Piece { text: out.len(), source: span.start });
            out.push_str(&self.text[span.range()]);
        }
        (out, pieces)
    }

    /// The source of a line, hidden parts included.
    pub(super) fn raw(&self, line: &Line) -> &'a str {
        &self.text[line.span.range()]
    }

    /// The notes of a line; boneyards are not notes.
    pub(super) fn notes(&self, line: &Line) -> Vec<Note> {
        self.hidden[line.hidden.clone()]
            .iter()
            .filter(|hidden| !hidden.boneyard)
            .map(|hidden| self.note(hidden))
            .collect()
    }

    pub(super) fn note(&self, hidden: &Hidden) -> Note {
        let inner = &self.text[hidden.span.start + 2..hidden.span.end - 2];
        Note { text: inner.trim().to_owned(), span: hidden.span }
    }
}

/// Boneyards first, since they may hold anything; then notes in what is left.
fn find_hidden(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Hidden> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    // Once no closing mark follows, none follows any later opening mark either: this keeps the scan linear.
    let (mut boneyards_close, mut notes_fail_until) = (true, 0);
    let mut counter = LineCounter::default();
    while let Some(step) = memchr::memchr2(b'/', b'[', &bytes[at..]) {
        let start = at + step;
        let escaped = start > 0 && bytes[start - 1] == b'\\';
        if !escaped && boneyards_close && bytes[start..].starts_with(b"/*") {
            if let Some(end) = memmem::find(&bytes[start + 2..], b"*/") {
                let end = start + 2 + end + 2;
                out.push(Hidden { span: Span::new(start, end), boneyard: true });
                at = end;
                continue;
            }
            boneyards_close = false;
            diagnostics.push(unclosed(counter.line_of(bytes, start), start, Code::UnclosedBoneyard));
        } else if !escaped && start >= notes_fail_until && bytes[start..].starts_with(b"[[") {
            match note_end(bytes, start) {
                Ok(end) => {
                    out.push(Hidden { span: Span::new(start, end), boneyard: false });
                    at = end;
                    continue;
                }
                Err(stopped) => {
                    notes_fail_until = stopped;
                    diagnostics.push(unclosed(counter.line_of(bytes, start), start, Code::UnclosedNote));
                }
            }
        }
        at = start + 1;
    }
    out
}

/// A note ends at `]]`; an empty line ends it unclosed, a line of two spaces does not.
/// If it is unclosed, says up to where no note that starts can be closed.
fn note_end(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start + 2;
    while let Some(step) = memchr::memchr2(b']', b'\n', &bytes[at..]) {
        let here = at + step;
        if bytes[here] == b']' {
            if bytes.get(here + 1) == Some(&b']') {
                // `]]]` closes with its last two.
                let end = if bytes.get(here + 2) == Some(&b']') { here + 3 } else { here + 2 };
                return Ok(end);
            }
        } else {
            let line = &bytes[here + 1..];
            let spaces = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if spaces < 2 && line.get(spaces) == Some(&b'\n') {
                return Err(here);
            }
        }
        at = here + 1;
    }
    Err(bytes.len())
}

fn unclosed(number: u32, start: usize, code: Code) -> Diagnostic {
    let (open, close) = if code == Code::UnclosedBoneyard { ("/*", "*/") } else { ("[[", "]]") };
    Diagnostic::new(
        code,
        format!("`{open}` on line {number} is never closed and was read as text"),
        format!("no `{close}` follows it, or an empty line comes first"),
        format!("add `{close}`, or put a backslash before `{open}`"),
    )
    .at(number, Span::new(start, start + open.len()))
}

/// Line numbers of rising positions, each byte looked at once.
#[derive(Default)]
struct LineCounter {
    at: usize,
    line_feeds: usize,
}

impl LineCounter {
    fn line_of(&mut self, bytes: &[u8], position: usize) -> u32 {
        self.line_feeds += memchr::memchr_iter(b'\n', &bytes[self.at..position]).count();
        self.at = position;
        u32::try_from(self.line_feeds + 1).unwrap_or(u32::MAX)
    }
}

fn cut_lines(text: &str, hidden: &[Hidden]) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 30);
    let (mut start, mut number, mut next_hidden) = (0, 1_u32, 0);
    while start < bytes.len() {
        let first_hidden = next_hidden;
        let mut line_feeds = 1;
        let line_end =
            |from: usize| memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |step| from + step);
        let mut end = line_end(start);
        while let Some(part) = hidden.get(next_hidden).filter(|part| part.span.start < end) {
            next_hidden += 1;
            if part.span.end > end {
                line_feeds += memchr::memchr_iter(b'\n', &bytes[part.span.range()]).count();
                end = line_end(part.span.end);
            }
        }
        let mut line =
            Line { span: Span::new(start, end), number, hidden: first_hidden..next_hidden, blank: false };
        line.blank = is_blank(text, &line, hidden);
        lines.push(line);
        number = number.saturating_add(line_feeds as u32);
        start = end + 1;
    }
    lines
}

fn is_blank(text: &str, line: &Line, hidden: &[Hidden]) -> bool {
    let mut from = line.span.start;
    for part in &hidden[line.hidden.clone()] {
        if !text[from..part.span.start].trim().is_empty() {
            return false;
        }
        from = part.span.end;
    }
    text[from..line.span.end].trim().is_empty()
}

//! What can be known of XML without parsing it: where it breaks, how deep it goes, and what of it can be read.

use roxmltree::Error;

use crate::encoding::boundary_before;

/// The byte at which the parser gave up; the end of the text if it does not say.
pub(super) fn position(text: &str, error: &Error) -> usize {
    if matches!(error, Error::UnclosedRootNode | Error::NoRootNode | Error::NodesLimitReached) {
        return text.len();
    }
    let pos = error.pos();
    let mut start = 0;
    for _ in 1..pos.row {
        match memchr::memchr(b'\n', &text.as_bytes()[start..]) {
            Some(step) => start += step + 1,
            None => return text.len(),
        }
    }
    let column = pos.col.saturating_sub(1) as usize;
    text[start..].char_indices().nth(column).map_or(text.len(), |(step, _)| start + step)
}

/// Where a document type is declared, outside comments.
pub(super) fn doctype(text: &str) -> Option<usize> {
    Tags::new(text)
        .take_while(|tag| !matches!(tag.kind, Kind::Open))
        .find(|tag| tag.kind == Kind::Doctype)
        .map(|tag| tag.start)
}

/// The first tag that lies deeper than `limit`.
pub(super) fn too_deep(text: &str, limit: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for tag in Tags::new(text) {
        match tag.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return Some(tag.start);
        }
    }
    None
}

/// The text up to the last paragraph of the body, or other whole part of the document, before `at`,
/// with what is open closed.
pub(super) fn readable_part(text: &str, at: usize) -> Option<String> {
    let head = &text[..boundary_before(text, at)];
    let mut open: Vec<&str> = Vec::new();
    let mut whole: Option<(usize, Vec<&str>)> = None;
    let mut tags = Tags::new(head);
    while let Some(tag) = tags.next() {
        match tag.kind {
            Kind::Open => open.push(tag.name),
            Kind::Close => {
                open.pop();
            }
            Kind::Whole | Kind::Doctype => {}
        }
        let ended = tags.at < head.len() || head.ends_with('>');
        if matches!(tag.kind, Kind::Close | Kind::Whole) && (1..=2).contains(&open.len()) && ended {
            whole = Some((tags.at, open.clone()));
        }
    }
    let (end, open) = whole?;
    let mut out = head[..end].to_owned();
    for name in open.iter().rev() {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
    Some(out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    /// `<a/>`, comments, instructions and character data.
    Whole,
    Doctype,
}

struct Tag<'a> {
    start: usize,
    name: &'a str,
    kind: Kind,
}

/// The tags of a text, in one pass, without checking that they match.
struct Tags<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Skips to behind `end`; to the end of the text if it never comes.
    fn skip(&mut self, from: usize, end: &str) {
        let found = memchr::memmem::find(&self.text.as_bytes()[from..], end.as_bytes());
        self.at = found.map_or(self.text.len(), |step| from + step + end.len());
    }

    /// The end of a tag, quotes respected.
    fn tag_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut quote = None;
        for (step, &byte) in bytes[from..].iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => return from + step + 1,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        bytes.len()
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let start = self.at + memchr::memchr(b'<', &self.text.as_bytes()[self.at..])?;
        let rest = &self.text[start..];
        let whole = |kind| Tag { start, name: "", kind };
        if rest.starts_with("<!--") {
            self.skip(start + 4, "-->");
            return Some(whole(Kind::Whole));
        }
        if rest.starts_with("<![CDATA[") {
            self.skip(start + 9, "]]>");
            return Some(whole(Kind::Whole));
        }
        if rest.starts_with("<?") {
            self.skip(start + 2, "?>");
            return Some(whole(Kind::Whole));
        }
        if let Some(declared) = rest.strip_prefix("<!") {
            self.skip(start + 2, ">");
            let doctype = declared.starts_with("DOCTYPE") || declared.starts_with("ENTITY");
            return Some(whole(if doctype { Kind::Doctype } else { Kind::Whole }));
        }
        let end = self.tag_end(start + 1);
        self.at = end;
        let inner = self.text[start + 1..end].trim_end_matches('>');
        let kind = if inner.starts_with('/') {
            Kind::Close
        } else if inner.ends_with('/') {
            Kind::Whole
        } else {
            Kind::Open
        };
        let name = inner
            .trim_start_matches('/')
            .split(|c: char| c.is_whitespace() || c == '/')
            .next()
            .unwrap_or_default();
        Some(Tag { start, name, kind })
    }
}

//! Evidence: where in the script a claim stands, and the words that it stands on.

use std::ops::Range;

use domain::{DraftId, Evidence, TextSpan};
use screenplay::Screenplay;

use crate::words;

/// A part of an element's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Index into the screenplay's elements.
    pub(crate) element: usize,
    /// Bytes of its text.
    pub(crate) part: Range<usize>,
}

impl Spot {
    pub(crate) fn new(element: usize, part: Range<usize>) -> Self {
        Self { element, part }
    }
}

/// The sentence around a spot, with its place in the source.
pub(crate) fn at(screenplay: &Screenplay, draft: DraftId, spot: &Spot) -> Evidence {
    let element = &screenplay.elements[spot.element];
    let part = words::sentence(&element.text, spot.part.clone());
    let quote = element.text[part.clone()].to_owned();
    let span = element.source_span(part);
    let lead = screenplay.text.get(element.span.start..span.start).unwrap_or_default();
    let line = element.line + u32::try_from(lead.matches('\n').count()).unwrap_or(0);
    Evidence {
        draft,
        span: TextSpan { start: span.start as u64, end: span.end as u64, line },
        page: element.page.max(1),
        quote,
    }
}

//! Fountain and FDX into a screenplay value with source positions and diagnostics.
//!
//! [`read`] takes the bytes of a script and never fails: what could not be understood is said in
//! [`Reading::diagnostics`], and what could be read is in [`Reading::screenplay`]. The crate knows nothing of
//! production: it says what is written, where, and how long it is.

pub mod cue;
mod detect;
mod diagnostics;
mod encoding;
mod fdx;
mod fountain;
pub mod heading;
mod page_feed;
mod pages;
mod scenes;
mod screenplay;

pub use diagnostics::{Code, Diagnostic, Severity};
pub use heading::{Continuation, Heading, IntExt, TimeOfDay};
pub use screenplay::*;

/// A script, and what there is to say about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What was read.
    pub screenplay: Screenplay,
    /// Remarks in the order of their places; those without a place come first.
    pub diagnostics: Vec<Diagnostic>,
}

/// Files above this size are refused: no script is longer, and spans and pages stay small.
pub const MAX_BYTES: usize = 256 << 20;

/// Reads a script of either format, told apart by its content; the file name is only a hint.
#[must_use]
pub fn read(bytes: &[u8], name: Option<&str>) -> Reading {
    let mut diagnostics = Vec::new();
    let mut screenplay = Screenplay::default();
    if bytes.len() > MAX_BYTES {
        diagnostics.push(Diagnostic::new(
            Code::TooLarge,
            format!("the file has {} MB; at most {} MB are read", bytes.len() >> 20, MAX_BYTES >> 20),
            "no script is this long",
            "check that this is the right file",
        ));
        return Reading { screenplay, diagnostics };
    }
    let mut text = encoding::decode(bytes, &mut diagnostics);
    screenplay.format = detect::format(&text, name);
    if detect::refuse(&text, bytes, &mut diagnostics) {
        return Reading { screenplay, diagnostics };
    }
    let mut layout = pages::Layout::default();
    match screenplay.format {
        Format::Fountain => {
            let parsed = fountain::parse(&text, &mut diagnostics);
            layout.words = fountain::layout_words(&parsed.title_page);
            screenplay.title_page = parsed.title_page;
            screenplay.title_page_end = parsed.body;
            screenplay.elements = parsed.elements;
            screenplay.scenes = scenes::from_elements(&mut screenplay.elements, &[], &mut diagnostics);
        }
        Format::Fdx => {
            fdx::without_control_characters(&mut text, &mut diagnostics);
            let parsed = fdx::parse(&text, &mut diagnostics);
            layout = parsed.layout;
            screenplay.title_page = parsed.title_page;
            screenplay.fdx = parsed.extras;
            screenplay.elements = parsed.elements;
            screenplay.scenes =
                scenes::from_elements(&mut screenplay.elements, &parsed.recorded, &mut diagnostics);
        }
    }
    screenplay.text = text;
    pages::paginate(&mut screenplay, &layout, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start + 1));
    Reading { screenplay, diagnostics: diagnostics::at_most_a_hundred_of_each(diagnostics) }
}

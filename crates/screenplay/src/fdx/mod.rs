//! Final Draft XML: everything the file says is kept, the printed text apart from notes, cards and lists.

mod body;
mod extras;
mod layout;
mod recover;
mod text;

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::diagnostics::{Code, Diagnostic};
use crate::encoding::boundary_before;
use crate::pages::Layout;
use crate::scenes::Recorded;
use crate::screenplay::{Element, FdxExtras, Span};

/// What an FDX document holds.
#[derive(Default)]
pub(crate) struct Parsed {
    pub(crate) title_page: Vec<(String, String)>,
    pub(crate) elements: Vec<Element>,
    pub(crate) recorded: Vec<Recorded>,
    pub(crate) extras: FdxExtras,
    pub(crate) layout: Layout,
}

/// Elements nested deeper than this are not read; Final Draft nests about ten deep.
const MAX_DEPTH: usize = 200;

/// Control characters, which XML forbids but damaged files hold, become spaces of the same length,
/// so that all spans stay true.
pub(crate) fn without_control_characters(text: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let forbidden = |c: char| c < ' ' && !matches!(c, '\n' | '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(forbidden) {
        return;
    }
    *text = text
        .chars()
        .map(|c| match c {
            '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
            c if forbidden(c) => ' ',
            c => c,
        })
        .collect();
    diagnostics.push(Diagnostic::new(
        Code::NulBytes,
        "the file holds control characters, which were read as spaces",
        "they are not allowed in XML; the file was damaged or written by a faulty program",
        "open the script in Final Draft and save it again",
    ));
}

/// Reads decoded FDX text. If the XML is broken, reads what precedes the break.
pub(crate) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    if let Some(remark) = refusal(text) {
        diagnostics.push(remark);
        return Parsed::default();
    }
    match document(text) {
        Ok(document) => read(&document, text, diagnostics),
        Err(error) => {
            let at = recover::position(text, &error);
            diagnostics.push(broken(text, &error, at));
            let repaired = recover::readable_part(text, at);
            match repaired.as_deref().map(document) {
                Some(Ok(document)) => read(&document, repaired.as_deref().unwrap_or_default(), diagnostics),
                _ => Parsed::default(),
            }
        }
    }
}

fn document(text: &str) -> Result<Document<'_>, Error> {
    Document::parse_with_options(
        text,
        ParsingOptions { nodes_limit: 20_000_000, ..ParsingOptions::default() },
    )
}

/// Document types declare entities that can expand without bound; depth costs memory for nothing.
fn refusal(text: &str) -> Option<Diagnostic> {
    if let Some(at) = recover::doctype(text) {
        return Some(
            Diagnostic::new(
                Code::DoctypeRefused,
                "the file declares a document type, which is not read",
                "no FDX needs one, and its entities can be used to exhaust a machine",
                "open the script in Final Draft and save it again",
            )
            .at(line_of(text, at), Span::new(at, (at + 9).min(text.len()))),
        );
    }
    recover::too_deep(text, MAX_DEPTH).map(|at| {
        Diagnostic::new(
            Code::TooDeep,
            format!("the file nests more than {MAX_DEPTH} elements and was not read"),
            "Final Draft nests about ten; the file was damaged or made to cause harm",
            "open the script in Final Draft and save it again",
        )
        .at(line_of(text, at), Span::new(at, at + 1))
    })
}

fn broken(text: &str, error: &Error, at: usize) -> Diagnostic {
    let start = boundary_before(text, at.min(text.len().saturating_sub(1)));
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Diagnostic::new(
        Code::BadXml,
        format!("the XML is broken on line {}: {error}", line_of(text, at)),
        "the file was cut off, or written or edited by something that does not write correct XML",
        "save the script again from the program that made it; what precedes the break was read",
    )
    .at(line_of(text, at), Span::new(start, end))
}

pub(super) fn line_of(text: &str, at: usize) -> u32 {
    let before = &text.as_bytes()[..at.min(text.len())];
    u32::try_from(memchr::memchr_iter(b'\n', before).count() + 1).unwrap_or(u32::MAX)
}

fn read(document: &Document<'_>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    let root = document.root_element();
    if root.tag_name().name() != "FinalDraft" {
        diagnostics.push(Diagnostic::new(
            Code::NotFdx,
            format!("the XML is a <{}>, not a <FinalDraft> document", root.tag_name().name()),
            "it was made by another program, or is another kind of file",
            "export the script as Final Draft (.fdx) or Fountain",
        ));
        return Parsed::default();
    }
    if let Some(kind) = root.attribute("DocumentType").filter(|kind| *kind != "Script") {
        diagnostics.push(Diagnostic::new(
            Code::OtherDocument,
            format!("the document is a {kind}, not a Script; it was read as a script"),
            "it was saved as another type in Final Draft",
            "check that this is the right file",
        ));
    }
    let settings = layout::Settings::read(root);
    let content = child(root, "Content");
    let body = content.map(|content| body::read(content, text, &settings, diagnostics)).unwrap_or_default();
    let extras = extras::read(root, &body.elements, diagnostics);
    let mut layout = layout::imported(text, content, &body.types);
    layout.elements = body.layouts;
    Parsed {
        title_page: extras::title_page(root),
        elements: body.elements,
        recorded: body.recorded,
        extras,
        layout,
    }
}

/// The first child element of that name.
fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The child elements of that name.
fn children<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> + use<'a, 'input> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

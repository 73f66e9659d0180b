//! The paragraphs of FDX in order, with what they record about scenes.

use std::collections::BTreeSet;

use roxmltree::Node;

use crate::cue;
use crate::diagnostics::{Code, Diagnostic};
use crate::pages::ElementLayout;
use crate::scenes::Recorded;
use crate::screenplay::{DualSide, Element, ElementKind, Note, Span};

use super::layout::Settings;
use super::text::{plain, take_runs};
use super::{child, children};

/// The body of a document.
#[derive(Default)]
pub(super) struct Body {
    pub(super) elements: Vec<Element>,
    pub(super) layouts: Vec<ElementLayout>,
    pub(super) recorded: Vec<Recorded>,
    /// Every paragraph type that occurs.
    pub(super) types: BTreeSet<String>,
}

pub(super) fn read(
    content: Node<'_, '_>,
    text: &str,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let line_starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect();
    let mut reader =
        Reader { text, settings, diagnostics, line_starts, body: Body::default(), unknown: BTreeSet::new() };
    for node in content.children().filter(Node::is_element) {
        reader.block(node, None);
    }
    reader.body
}

struct Reader<'a, 'd> {
    text: &'a str,
    settings: &'a Settings,
    diagnostics: &'d mut Vec<Diagnostic>,
    line_starts: Vec<usize>,
    body: Body,
    unknown: BTreeSet<String>,
}

impl Reader<'_, '_> {
    fn line(&self, at: usize) -> u32 {
        u32::try_from(self.line_starts.partition_point(|start| *start <= at) + 1).unwrap_or(u32::MAX)
    }

    /// A child of the body; depth is bounded by the caller's check of the whole document.
    fn block(&mut self, node: Node<'_, '_>, dual: Option<DualSide>) {
        match node.tag_name().name() {
            "Paragraph" => self.paragraph(node, dual),
            "DualDialogue" => self.dual_dialogue(node),
            "OmittedScene" => self.omitted(node),
            // Lists and other wrappers: what they hold is not lost.
            _ => {
                for inner in node.children().filter(Node::is_element) {
                    self.block(inner, dual);
                }
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, dual: Option<DualSide>) {
        let nested: Vec<Node<'_, '_>> = node
            .children()
            .filter(|child| matches!(child.tag_name().name(), "DualDialogue" | "OmittedScene" | "Paragraph"))
            .collect();
        let written = node.attribute("Type");
        let kind_name = written.unwrap_or_default();
        let all_caps = matches!(kind_name, "Scene Heading" | "Character")
            && self.settings.of(kind_name).is_some_and(|style| style.all_caps);
        let range = node.range();
        let mut element =
            Element::new(ElementKind::Action, Span::new(range.start, range.end), self.line(range.start));
        take_runs(node, self.text, all_caps, &mut element);
        element.notes.extend(children(node, "ScriptNote").map(|note| script_note(note)));
        element.starts_page = node.attribute("StartsNewPage") == Some("Yes");
        let empty = element.text.trim().is_empty();
        if !nested.is_empty() {
            // The paragraph is only a wrapper; its own span ends where what it wraps begins.
            element.span.end = nested[0].range().start.max(element.span.start);
        }
        if !empty || nested.is_empty() || kind_name == "Scene Heading" {
            element.kind = self.kind(kind_name, &element, node, dual);
            self.body.types.insert(kind_name.to_owned());
            if element.kind == ElementKind::SceneHeading {
                self.record(node);
            }
            self.body.layouts.push(self.settings.layout(node, kind_name));
            self.body.elements.push(element);
        }
        for inner in nested {
            self.block(inner, dual);
        }
    }

    fn kind(
        &mut self,
        name: &str,
        element: &Element,
        node: Node<'_, '_>,
        dual: Option<DualSide>,
    ) -> ElementKind {
        let outline = |level: &str| level.trim().parse::<u8>().ok().filter(|level| (1..=6).contains(level));
        match name {
            "Action" if node.attribute("Alignment") == Some("Center") => ElementKind::Centered,
            "Action" => ElementKind::Action,
            "Scene Heading" => ElementKind::SceneHeading,
            "Character" => {
                let (name, extensions) = cue::split(&element.text);
                ElementKind::Character { name: name.to_owned(), extensions, dual }
            }
            "Parenthetical" => ElementKind::Parenthetical,
            "Dialogue" => ElementKind::Dialogue,
            "Transition" => ElementKind::Transition,
            "Shot" => ElementKind::Shot,
            "General" => ElementKind::General,
            "Cast List" => ElementKind::CastList,
            "Lyrics" | "Lyric" | "Singing" => ElementKind::Lyrics,
            "New Act" | "End of Act" | "End Of Act" | "Act Break" | "Cold Opening" => ElementKind::ActBreak,
            "Outline Body" => ElementKind::Synopsis,
            _ => {
                if let Some(level) = name.strip_prefix("Outline ").and_then(outline) {
                    return ElementKind::Section { level };
                }
                if !element.text.trim().is_empty() && self.unknown.insert(name.to_owned()) {
                    self.diagnostics.push(unknown_type(name).at(element.line, element.span));
                }
                ElementKind::Action
            }
        }
    }

    /// Two speeches at once: every second cue is on the right.
    fn dual_dialogue(&mut self, node: Node<'_, '_>) {
        let mut side = None;
        for inner in node.children().filter(Node::is_element) {
            if inner.attribute("Type") == Some("Character") {
                side = Some(if side == Some(DualSide::Left) { DualSide::Right } else { DualSide::Left });
            }
            self.block(inner, side);
        }
    }

    /// The text of an omitted scene is kept, but out of the script.
    fn omitted(&mut self, node: Node<'_, '_>) {
        for paragraph in node.descendants().filter(|inner| inner.has_tag_name("Paragraph")) {
            let range = paragraph.range();
            let mut element = Element::new(
                ElementKind::Boneyard,
                Span::new(range.start, range.end),
                self.line(range.start),
            );
            take_runs(paragraph, self.text, false, &mut element);
            if !element.text.trim().is_empty() {
                self.body.layouts.push(ElementLayout::default());
                self.body.elements.push(element);
            }
        }
    }

    fn record(&mut self, node: Node<'_, '_>) {
        let mut recorded = Recorded {
            element: self.body.elements.len(),
            number: node
                .attribute("Number")
                .map(|number| number.trim().to_owned())
                .filter(|number| !number.is_empty()),
            omitted: child(node, "OmittedScene").is_some(),
            ..Recorded::default()
        };
        if let Some(properties) = child(node, "SceneProperties") {
            let some =
                |name: &str| properties.attribute(name).map(str::trim).filter(|value| !value.is_empty());
            recorded.page = some("Page").map(str::to_owned);
            recorded.title = some("Title").map(str::to_owned);
            recorded.summary = child(properties, "Summary").map(plain).filter(|text| !text.is_empty());
            if let Some(beats) = child(properties, "SceneArcBeats") {
                recorded.arc_beats = children(beats, "CharacterArcBeat")
                    .filter_map(|beat| beat.attribute("Name"))
                    .map(str::to_owned)
                    .collect();
            }
            if let Some(length) = some("Length") {
                recorded.eighths = parse_length(length).filter(|eighths| *eighths > 0);
                if recorded.eighths.is_none() && parse_length(length).is_none() {
                    let range = properties.range();
                    self.diagnostics.push(
                        bad_length(length).at(self.line(range.start), Span::new(range.start, range.end)),
                    );
                }
            }
        }
        self.body.recorded.push(recorded);
    }
}

fn script_note(note: Node<'_, '_>) -> Note {
    let range = note.range();
    Note { text: plain(note), span: Span::new(range.start, range.end) }
}

/// `3/8`, `2`, `1 3/8`, in eighths.
fn parse_length(length: &str) -> Option<u32> {
    let part = |text: &str| text.parse::<u32>().ok().filter(|value| *value < 10_000);
    let eighths = |text: &str| text.strip_suffix("/8").and_then(part);
    match length.split_whitespace().collect::<Vec<_>>()[..] {
        [one] => eighths(one).or_else(|| part(one).map(|pages| pages * 8)),
        [pages, rest] => Some(part(pages)? * 8 + eighths(rest)?),
        _ => None,
    }
}

fn unknown_type(name: &str) -> Diagnostic {
    let shown = if name.is_empty() {
        "a paragraph without a type".to_owned()
    } else {
        format!("paragraph type `{name}`")
    };
    Diagnostic::new(
        Code::UnknownParagraph,
        format!("{shown} was read as action, here and wherever it occurs"),
        "it is no type of Final Draft's own; the writer or another program made it",
        "change the type in the script if it is not action",
    )
}

fn bad_length(length: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadLength,
        format!("the recorded length `{length}` cannot be read; the lines were counted instead"),
        "lengths are written as pages and eighths: 3/8, 2, 1 3/8",
        "save the script again in Final Draft",
    )
}

#[cfg(test)]
mod tests {
    use super::parse_length;

    #[test]
    fn lengths_are_pages_and_eighths() {
        let cases = [
            ("3/8", Some(3)),
            ("2", Some(16)),
            ("1 3/8", Some(11)),
            ("10 7/8", Some(87)),
            ("0", Some(0)),
            ("3/4", None),
            ("1 2 3/8", None),
            ("x", None),
            ("99999999999/8", None),
        ];
        for (written, eighths) in cases {
            assert_eq!(parse_length(written), eighths, "{written}");
        }
    }
}

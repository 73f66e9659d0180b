//! Our elements in the form that jumpcut lays out, with the way back from its leaves to our elements.

use jumpcut::pagination::{ScreenplayElementStyle, ScreenplayLayoutProfile};
use jumpcut::parser::{is_cold_opening, is_end_act, is_new_act};
use jumpcut::{Attributes, Element as Leaf, ElementLayoutOverrides, ElementText};

use crate::diagnostics::{Code, Diagnostic};
use crate::encoding::boundary_before;
use crate::pages::{ElementLayout, Layout};
use crate::screenplay::{DualSide, Element, ElementKind, Format, Screenplay};

/// What to lay out.
#[derive(Default)]
pub(crate) struct Feed {
    pub(crate) elements: Vec<Leaf>,
    /// For each leaf, the index of our element.
    pub(crate) sources: Vec<usize>,
}

/// Longer paragraphs are fed in pieces: they fill more than two pages, which jumpcut cannot split,
/// and its search for a place to split grows with the square of their length.
const LONG_ACTION: usize = 5_000;
const LONG_SPEECH: usize = 3_000;
const PIECE: usize = 1_000;

pub(crate) fn feed(
    screenplay: &Screenplay,
    layout: &Layout,
    profile: &ScreenplayLayoutProfile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Feed {
    let mut feeder =
        Feeder { screenplay, layout, profile, diagnostics, feed: Feed::default(), breaks: false };
    let mut at = 0;
    while at < screenplay.elements.len() {
        at = feeder.step(at);
    }
    feeder.feed
}

struct Feeder<'a, 'd> {
    screenplay: &'a Screenplay,
    layout: &'a Layout,
    profile: &'a ScreenplayLayoutProfile,
    diagnostics: &'d mut Vec<Diagnostic>,
    feed: Feed,
    /// A page break was seen and nothing printed since.
    breaks: bool,
}

impl<'a> Feeder<'a, '_> {
    fn step(&mut self, at: usize) -> usize {
        let elements = &self.screenplay.elements;
        let element = &elements[at];
        match &element.kind {
            ElementKind::PageBreak => self.breaks = true,
            ElementKind::Note => self.note(at, element),
            _ if !element.prints() => {}
            ElementKind::Character { dual, .. } => {
                let end = self.speech_end(at);
                if *dual == Some(DualSide::Left)
                    && let Some(right) = elements.get(end)
                    && matches!(right.kind, ElementKind::Character { dual: Some(DualSide::Right), .. })
                {
                    let right_end = self.speech_end(end);
                    let blocks = vec![self.speech(at, end), self.speech(end, right_end)];
                    self.feed.elements.push(Leaf::DualDialogueBlock(blocks));
                    return right_end;
                }
                self.speeches(at, end);
                return end;
            }
            _ => self.flow(at, element),
        }
        at + 1
    }

    /// The first element after a cue that does not belong to its speech.
    fn speech_end(&self, at: usize) -> usize {
        let belongs = |element: &Element| {
            matches!(element.kind, ElementKind::Parenthetical | ElementKind::Dialogue | ElementKind::Lyrics)
        };
        let rest = &self.screenplay.elements[at + 1..];
        let mut end = at + 1;
        for (nth, element) in rest.iter().enumerate() {
            if belongs(element) {
                end = at + nth + 2;
            } else if !matches!(element.kind, ElementKind::Note | ElementKind::Boneyard) {
                break;
            }
        }
        end
    }

    /// A speech as one block; a bare cue stays a leaf.
    fn speech(&mut self, at: usize, end: usize) -> Leaf {
        let mut leaves = Vec::with_capacity(end - at);
        for nth in at..end {
            let element = &self.screenplay.elements[nth];
            if element.prints() {
                leaves.push(self.leaf(nth, element, element.text.clone(), None));
            }
        }
        Leaf::DialogueBlock(leaves)
    }

    /// A speech; one of many pages is cut into blocks.
    fn speeches(&mut self, at: usize, end: usize) {
        let elements = &self.screenplay.elements[at..end];
        let length: usize = elements.iter().map(|element| element.text.len()).sum();
        if length <= LONG_SPEECH {
            let block = if end == at + 1 {
                self.leaf(at, &elements[0], elements[0].text.clone(), None)
            } else {
                self.speech(at, end)
            };
            self.feed.elements.push(block);
            return;
        }
        self.remark_long(&elements[0]);
        let mut block = Vec::new();
        let mut size = 0;
        for (nth, element) in elements.iter().enumerate().filter(|(_, element)| element.prints()) {
            for piece in pieces(&element.text) {
                if size + piece.len() > PIECE && !block.is_empty() {
                    self.feed.elements.push(Leaf::DialogueBlock(std::mem::take(&mut block)));
                    size = 0;
                }
                size += piece.len();
                block.push(self.leaf(at + nth, element, piece.to_owned(), None));
            }
        }
        self.feed.elements.push(Leaf::DialogueBlock(block));
    }

    /// A note that stands alone keeps an empty paragraph, as script notes do in Final Draft:
    /// it takes room on the page, but is no part of a scene's length.
    fn note(&mut self, at: usize, element: &Element) {
        let follows_note = at.checked_sub(1).is_some_and(|before| {
            let before = &self.screenplay.elements[before];
            before.kind == ElementKind::Note
                && self.screenplay.text[before.span.end..element.span.start].trim_matches(' ').len() <= 1
        });
        if !follows_note && self.screenplay.format == Format::Fountain {
            let leaf = self.leaf(at, element, String::new(), None);
            self.feed.elements.push(leaf);
        }
    }

    fn flow(&mut self, at: usize, element: &'a Element) {
        if element.text.len() <= LONG_ACTION {
            let leaf = self.leaf(at, element, element.text.clone(), None);
            self.feed.elements.push(leaf);
            return;
        }
        self.remark_long(element);
        for (nth, piece) in pieces(&element.text).enumerate() {
            let above = (nth > 0).then_some(0.0);
            let leaf = self.leaf(at, element, piece.to_owned(), above);
            self.feed.elements.push(leaf);
        }
    }

    fn leaf(&mut self, at: usize, element: &Element, text: String, above: Option<f32>) -> Leaf {
        self.feed.sources.push(at);
        let own = self.layout.elements.get(at).cloned().unwrap_or_default();
        let kind = leaf_kind(element, &own, &text);
        let centered = own.centered || matches!(element.kind, ElementKind::Centered | ElementKind::ActBreak);
        let style = style_of(kind, self.profile);
        let mut overrides = overrides(&own, style);
        if let Some(above) = above {
            overrides.space_before_delta = Some(above - style.spacing_before);
        }
        if above.is_none() && self.screenplay.format == Format::Fountain && element.prints() {
            overrides.space_before_delta = match line_feeds_before(&self.screenplay.text, element.span.start)
            {
                // Directly below another line: no space between.
                1 => Some(-style.spacing_before),
                0 | 2 => None,
                more => Some((more - 2) as f32),
            };
        }
        let attributes = Attributes {
            centered,
            starts_new_page: element.starts_page || std::mem::take(&mut self.breaks),
            layout_overrides: overrides,
            ..Attributes::default()
        };
        let text = ElementText::Plain(text);
        match kind {
            LeafKind::Action => Leaf::Action(text, attributes),
            LeafKind::SceneHeading => Leaf::SceneHeading(text, attributes),
            LeafKind::Character => Leaf::Character(text, attributes),
            LeafKind::Parenthetical => Leaf::Parenthetical(text, attributes),
            LeafKind::Dialogue => Leaf::Dialogue(text, attributes),
            LeafKind::Lyric => Leaf::Lyric(text, attributes),
            LeafKind::Transition => Leaf::Transition(text, attributes),
            LeafKind::ColdOpening => Leaf::ColdOpening(text, attributes),
            LeafKind::NewAct => Leaf::NewAct(text, attributes),
            LeafKind::EndOfAct => Leaf::EndOfAct(text, attributes),
        }
    }

    fn remark_long(&mut self, element: &Element) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::LongParagraph,
                format!("a paragraph of {} characters was laid out in pieces", element.text.len()),
                "it fills more than a page without a break",
                "break it into paragraphs if its length matters",
            )
            .at(element.line, element.span),
        );
    }
}

#[derive(Clone, Copy, PartialEq)]
enum LeafKind {
    Action,
    SceneHeading,
    Character,
    Parenthetical,
    Dialogue,
    Lyric,
    Transition,
    ColdOpening,
    NewAct,
    EndOfAct,
}

/// The paragraph type whose rules an element is laid out by.
fn leaf_kind(element: &Element, own: &ElementLayout, text: &str) -> LeafKind {
    if let Some(named) = own.paginate_as.as_deref().and_then(named_kind) {
        return named;
    }
    match element.kind {
        ElementKind::SceneHeading => LeafKind::SceneHeading,
        ElementKind::Character { .. } => LeafKind::Character,
        ElementKind::Parenthetical => LeafKind::Parenthetical,
        ElementKind::Dialogue => LeafKind::Dialogue,
        ElementKind::Lyrics => LeafKind::Lyric,
        ElementKind::Transition => LeafKind::Transition,
        ElementKind::Centered | ElementKind::ActBreak => {
            if is_end_act(text) {
                LeafKind::EndOfAct
            } else if is_cold_opening(text) {
                LeafKind::ColdOpening
            } else if is_new_act(text) || element.kind == ElementKind::ActBreak {
                LeafKind::NewAct
            } else {
                LeafKind::Action
            }
        }
        _ => LeafKind::Action,
    }
}

fn named_kind(name: &str) -> Option<LeafKind> {
    Some(match name {
        "Action" => LeafKind::Action,
        "Scene Heading" => LeafKind::SceneHeading,
        "Character" => LeafKind::Character,
        "Parenthetical" => LeafKind::Parenthetical,
        "Dialogue" => LeafKind::Dialogue,
        "Lyric" => LeafKind::Lyric,
        "Transition" => LeafKind::Transition,
        "Cold Opening" => LeafKind::ColdOpening,
        "New Act" => LeafKind::NewAct,
        "End of Act" | "End Of Act" => LeafKind::EndOfAct,
        _ => return None,
    })
}

fn style_of(kind: LeafKind, profile: &ScreenplayLayoutProfile) -> &ScreenplayElementStyle {
    let styles = &profile.styles;
    match kind {
        LeafKind::Action => &styles.action,
        LeafKind::SceneHeading => &styles.scene_heading,
        LeafKind::Character => &styles.character,
        LeafKind::Parenthetical => &styles.parenthetical,
        LeafKind::Dialogue => &styles.dialogue,
        LeafKind::Lyric => &styles.lyric,
        LeafKind::Transition => &styles.transition,
        LeafKind::ColdOpening => &styles.cold_opening,
        LeafKind::NewAct => &styles.new_act,
        LeafKind::EndOfAct => &styles.end_of_act,
    }
}

/// A paragraph's own layout as differences from its type's; smaller ones than a hundredth do not count.
fn overrides(own: &ElementLayout, style: &ScreenplayElementStyle) -> ElementLayoutOverrides {
    let delta = |value: Option<f32>, base: f32| {
        value.map(|value| value - base).filter(|delta| delta.is_finite() && delta.abs() >= 0.01)
    };
    ElementLayoutOverrides {
        left_indent_delta: delta(own.left, style.left_indent),
        right_indent_delta: delta(own.right, style.right_indent),
        space_before_delta: delta(own.space_before.map(|points| points / 12.0), style.spacing_before),
    }
}

/// Line ends between an element and what is above it; more than a page of them count as a page.
fn line_feeds_before(text: &str, start: usize) -> usize {
    let before = text[..start].bytes().rev();
    let blank = before.take_while(|byte| matches!(byte, b'\n' | b' ' | b'\t')).take(2_000);
    blank.filter(|byte| *byte == b'\n').count().min(54)
}

/// Cuts a text at line ends or spaces into pieces of about [`PIECE`] bytes.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.len() <= PIECE {
            return Some(std::mem::take(&mut rest));
        }
        let limit = boundary_before(rest, PIECE);
        let window = &rest[..limit];
        let end =
            window.rfind('\n').or_else(|| window.rfind(' ')).filter(|at| *at > 0).map_or(limit, |at| at + 1);
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece.strip_suffix('\n').unwrap_or(piece))
    })
}

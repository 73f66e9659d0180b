//! The screenplay value: what every format is read into, and all that later stages may rely on.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::heading::Heading;

/// A range of bytes in [`Screenplay::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same as a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if no byte lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The format a script was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Fountain 1.1 plain text.
    #[default]
    Fountain,
    /// Final Draft XML.
    Fdx,
}

/// A script as read: its source text, its elements in order, and the scenes they form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Screenplay {
    /// Where it came from.
    pub format: Format,
    /// The decoded source, without byte order mark and with line feeds only. All spans point into it.
    pub text: String,
    /// Title page entries in order: key as written, value with inner line feeds. FDX lines have the key "".
    pub title_page: Vec<(String, String)>,
    /// First byte behind the title page of Fountain; 0 if there is none, and for FDX.
    pub title_page_end: usize,
    /// Everything in the script, in order, what does not print included.
    pub elements: Vec<Element>,
    /// The scenes in order. What precedes the first heading belongs to no scene.
    pub scenes: Vec<Scene>,
    /// Printed pages without the title page; 0 if nothing prints or the script was not paginated.
    pub pages: u32,
    /// Lines that fit on a page in the script's own layout.
    pub lines_per_page: u32,
    /// What FDX files say beside the text.
    pub fdx: FdxExtras,
}

impl Screenplay {
    /// The source behind a span; empty if the span lies outside.
    #[must_use]
    pub fn source(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The elements of a scene, its heading first.
    #[must_use]
    pub fn scene_elements(&self, scene: &Scene) -> &[Element] {
        self.elements.get(scene.elements.clone()).unwrap_or_default()
    }
}

/// One element: a paragraph of the script with its place in the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// Plain text: markup, emphasis and notes removed; line breaks inside are `\n`.
    pub text: String,
    /// Where it stands in [`Screenplay::text`]. The spans of elements never overlap.
    pub span: Span,
    /// Line of its first byte, from 1.
    pub line: u32,
    /// Page of its first printed line, from 1; 0 if the script was not paginated.
    pub page: u32,
    /// How `text` maps to the source, in order.
    pub pieces: Vec<Piece>,
    /// Notes inside or attached to it.
    pub notes: Vec<Note>,
    /// Breakdown tags of FDX on parts of `text`.
    pub tags: Vec<TagUse>,
    /// Revision marks of FDX on this element, as ids of [`FdxExtras::revisions`], each once.
    pub revisions: Vec<String>,
    /// True if it starts a new page by itself (FDX).
    pub starts_page: bool,
}

impl Element {
    /// An element without text, to be filled.
    #[must_use]
    pub fn new(kind: ElementKind, span: Span, line: u32) -> Self {
        Self {
            kind,
            text: String::new(),
            span,
            line,
            page: 0,
            pieces: Vec::new(),
            notes: Vec::new(),
            tags: Vec::new(),
            revisions: Vec::new(),
            starts_page: false,
        }
    }

    /// Cuts `text` at a byte, and forgets where what is gone came from.
    pub(crate) fn truncate(&mut self, end: usize) {
        self.text.truncate(end);
        self.pieces.retain(|piece| piece.text < end.max(1));
    }

    /// The source of a part of `text`: exact at both ends up to markup in between.
    /// A part outside `text` gives the element's own span.
    #[must_use]
    pub fn source_span(&self, part: Range<usize>) -> Span {
        if part.start >= part.end || part.end > self.text.len() {
            return self.span;
        }
        match (self.source_of(part.start), self.source_of(part.end - 1)) {
            (Some(start), Some(last)) => Span::new(start, last + 1),
            _ => self.span,
        }
    }

    /// The part of `text` that a part of the source became, the other way round; none where nothing of it is text.
    #[must_use]
    pub fn text_part(&self, source: Span) -> Option<Range<usize>> {
        let part = self.text_at(source.start)..self.text_at(source.end);
        (part.start < part.end).then_some(part)
    }

    /// The first byte of `text` that stands at a byte of the source or behind it.
    fn text_at(&self, source: usize) -> usize {
        let ends = self.pieces.iter().skip(1).map(|next| next.text).chain([self.text.len()]);
        for (piece, end) in self.pieces.iter().zip(ends) {
            if source < piece.source + (end - piece.text) {
                let at = piece.text + source.saturating_sub(piece.source);
                // A character may be written otherwise in the source, and longer: within it there is no place.
                return (at..).find(|at| self.text.is_char_boundary(*at)).unwrap_or(at);
            }
        }
        self.text.len()
    }

    fn source_of(&self, at: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.text <= at);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        Some((piece.source + at - piece.text).min(self.span.end.saturating_sub(1)))
    }

    /// True if it is printed, so counts for pages and is seen by the audience or the crew.
    #[must_use]
    pub fn prints(&self) -> bool {
        !matches!(
            self.kind,
            ElementKind::Section { .. }
                | ElementKind::Synopsis
                | ElementKind::Note
                | ElementKind::Boneyard
                | ElementKind::PageBreak
        )
    }
}

/// From byte `text` of an element's text on, its bytes are those from byte `source` of the source on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Byte in [`Element::text`].
    pub text: usize,
    /// Byte in [`Screenplay::text`].
    pub source: usize,
}

/// A remark to the reader of the script; never printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it says, without its brackets.
    pub text: String,
    /// Where it stands, brackets included.
    pub span: Span,
}

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ElementKind {
    /// The heading of a scene; parsed in [`Scene::heading`].
    SceneHeading,
    /// What is seen and heard.
    Action,
    /// A cue: who speaks next.
    Character {
        /// The name without extensions: `BOB`.
        name: String,
        /// Extensions in order, without parentheses: `V.O.`, `CONT'D`.
        extensions: Vec<String>,
        /// The column, if two speak at once.
        dual: Option<DualSide>,
    },
    /// A direction inside dialogue, with its parentheses.
    Parenthetical,
    /// What is said.
    Dialogue,
    /// What is sung.
    Lyrics,
    /// `CUT TO:` and the like.
    Transition,
    /// A shot heading inside a scene.
    Shot,
    /// FDX "General" and unknown paragraphs that are not action.
    General,
    /// Centered text.
    Centered,
    /// An outline heading; 1 is the outermost.
    Section {
        /// Depth from 1.
        level: u8,
    },
    /// An outline summary.
    Synopsis,
    /// A note that stands alone.
    Note,
    /// A forced page break.
    PageBreak,
    /// Text that the writer took out but left in the file.
    Boneyard,
    /// A printed list of the cast.
    CastList,
    /// The heading of an act, a cold opening, or the end of an act.
    ActBreak,
}

/// The column of one of two speeches that are spoken at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DualSide {
    /// The first speech.
    Left,
    /// The second.
    Right,
}

/// One scene: a heading and what follows until the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The heading in parts.
    pub heading: Heading,
    /// The printed scene number, if any: `12A`.
    pub number: Option<String>,
    /// Indices into [`Screenplay::elements`]; the first is the heading.
    pub elements: Range<usize>,
    /// Page of the heading, from 1; 0 if not paginated.
    pub page: u32,
    /// Printed lines, the spacing above each element included; 0 if not paginated.
    pub lines: u32,
    /// Length in eighths of a page, at least 1.
    pub eighths: u32,
    /// Where the length comes from.
    pub eighths_source: EighthsSource,
    /// The page that the file itself records.
    pub recorded_page: Option<String>,
    /// True if the scene was omitted: its number lives on, there is nothing to shoot.
    pub omitted: bool,
    /// What happens, in the writer's words: FDX summary or Fountain synopsis.
    pub summary: Option<String>,
    /// Title of the FDX scene card, if any.
    pub title: Option<String>,
    /// Characters that Final Draft lists in the scene.
    pub arc_beats: Vec<String>,
    /// From the heading's first byte to the end of the scene's last element.
    pub span: Span,
    /// Line of the heading, from 1.
    pub line: u32,
}

/// Where a length comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EighthsSource {
    /// The file says so.
    Recorded,
    /// Counted from the printed lines.
    Counted,
}

/// What FDX files say beside the text. Empty for Fountain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FdxExtras {
    /// Version attribute of the file.
    pub version: Option<String>,
    /// Tagger categories.
    pub tag_categories: Vec<TagCategory>,
    /// Tagger definitions: the things that were tagged.
    pub tag_definitions: Vec<TagDefinition>,
    /// Tagger tags: which definitions a tag number stands for.
    pub tags: Vec<Tag>,
    /// The cast list of the file.
    pub cast: Vec<String>,
    /// Names that Final Draft offers for completion.
    pub smart_type: SmartType,
    /// Revision sets.
    pub revisions: Vec<Revision>,
    /// Name of the draft or active revision set.
    pub draft: Option<String>,
    /// How scene numbers are made: `1A` or `A1`.
    pub number_scheme: Option<String>,
    /// Notes that are tied to the text only by character positions.
    pub script_notes: Vec<ScriptNote>,
    /// True if the scene numbers are locked.
    pub scene_numbers_locked: bool,
    /// True if pages are locked.
    pub pages_locked: bool,
}

/// A category of the Tagger, such as Props.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagCategory {
    /// GUID; the same across files for the built-in ones.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Number that definitions may use.
    pub number: Option<u32>,
    /// Colour as `#RRRRGGGGBBBB`.
    pub color: Option<String>,
}

/// A tagged thing: a label in a category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDefinition {
    /// GUID.
    pub id: String,
    /// Id of its category.
    pub category: String,
    /// Its name: "Red bicycle".
    pub label: String,
    /// Number, if any.
    pub number: Option<u32>,
}

/// A tag number and what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The number used in the text.
    pub number: u32,
    /// Ids of definitions.
    pub definitions: Vec<String>,
}

/// A tag on a part of an element's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagUse {
    /// Number of a [`Tag`].
    pub number: u32,
    /// Bytes of [`Element::text`].
    pub part: Range<usize>,
}

/// Names that Final Draft offers for completion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmartType {
    /// Character names.
    pub characters: Vec<String>,
    /// Sets.
    pub locations: Vec<String>,
    /// Times of day.
    pub times: Vec<String>,
    /// `INT.` and the like.
    pub intros: Vec<String>,
    /// Transitions.
    pub transitions: Vec<String>,
    /// Cue extensions.
    pub extensions: Vec<String>,
}

/// A revision set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Id used by text runs.
    pub id: String,
    /// Name, such as "Blue Rev. (mm/dd/yy)".
    pub name: String,
    /// Colour as written.
    pub color: String,
    /// Mark in the margin.
    pub mark: String,
}

/// A note of FDX that is kept in a list of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptNote {
    /// What it says.
    pub text: String,
    /// Its title.
    pub name: Option<String>,
    /// Its type, such as "Producer".
    pub kind: Option<String>,
    /// Who wrote it.
    pub writer: Option<String>,
    /// The characters of the script it is about, as Final Draft counts them.
    pub characters: Option<(u64, u64)>,
}

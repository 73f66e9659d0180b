//! Drafts and scenes: the text's own structure, kept through every rewrite.

use serde::{Deserialize, Serialize};

use crate::{Date, DraftId, PageEighths, SceneId, SceneNumber};

/// The format of a draft that came in as a schedule (Universal Schedule Standard).
pub const SCHEDULE: &str = "uss";

/// One imported text of the screenplay. The text itself lies beside the log, under its hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Identity.
    pub id: DraftId,
    /// Name of the file it came from.
    pub name: String,
    /// Revision colour: White, Blue, Pink…
    pub colour: String,
    /// Date on the title page or of the import, when known.
    pub date: Option<Date>,
    /// The draft it revises.
    pub parent: Option<DraftId>,
    /// Hash of the source text (hex).
    pub text_hash: String,
    /// `fountain` or `fdx`; [`SCHEDULE`] for a schedule, which has the scenes but not their text.
    pub format: String,
    /// Printed pages.
    pub pages: u32,
    /// Scenes in script order.
    pub scenes: Vec<SceneId>,
    /// What the importer had to say, one line each: code, line, message.
    pub diagnostics: Vec<String>,
}

/// A scene, permanent through all drafts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Identity.
    pub id: SceneId,
    /// Its number; provisional until `locked`.
    pub number: SceneNumber,
    /// Numbers are locked once issued.
    pub locked: bool,
    /// Removed from the script; the number stays as OMITTED.
    pub omitted: bool,
    /// Its versions, oldest draft first; never empty.
    pub versions: Vec<SceneVersion>,
}

impl Scene {
    /// The version of the newest draft that holds the scene.
    #[must_use]
    pub fn current(&self) -> &SceneVersion {
        self.versions.last().expect("a scene has a version")
    }
}

/// What one draft says of a scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SceneVersion {
    /// The draft.
    pub draft: DraftId,
    /// Place in the draft, from 0.
    pub order: u32,
    /// The heading, taken apart.
    pub heading: Heading,
    /// Hash of the scene's text (hex).
    pub text_hash: String,
    /// Where it stands in the draft's text.
    pub span: TextSpan,
    /// Page of its first line, from 1.
    pub page: u32,
    /// Length.
    pub eighths: PageEighths,
    /// Where the length comes from.
    pub length_source: LengthSource,
    /// The writer's own summary, if the file has one.
    pub summary: Option<String>,
    /// Characters that the writing program lists for the scene; a hint of presence.
    pub arc_beats: Vec<String>,
    /// The day of the story that the breakdown proposes, with its reason; none where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story_day: Option<ProposedStoryDay>,
}

/// A day of the story, proposed from headings and cues over the whole script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedStoryDay {
    /// As sheets print it: `D1`, `N1`, `FLASHBACK 1`.
    pub label: String,
    /// Why, in words: `night falls`, `“the next morning”`.
    pub why: String,
    /// The line that says so, if one does.
    pub evidence: Option<Evidence>,
}

/// A scene heading, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// As written, without the number.
    pub text: String,
    /// Inside, outside, both, or not said.
    pub setting: Option<IntExt>,
    /// The set, without its sub-set: `HOUSE`.
    pub set: String,
    /// The part of the set: `KITCHEN`.
    pub sub_set: Option<String>,
    /// Story time, resolved.
    pub time: Option<TimeOfDay>,
    /// Where the time comes from.
    pub time_source: TimeSource,
    /// The time as the heading says it: `CONTINUOUS`.
    pub time_text: Option<String>,
}

/// INT, EXT or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntExt {
    /// Interior.
    Int,
    /// Exterior.
    Ext,
    /// Both, as in a moving car.
    IntExt,
}

impl IntExt {
    /// As a strip prints it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Int => "INT",
            Self::Ext => "EXT",
            Self::IntExt => "I/E",
        }
    }
}

/// Time of day in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeOfDay {
    /// Day, and morning or afternoon.
    Day,
    /// Night, and late evening.
    Night,
    /// Dawn or sunrise.
    Dawn,
    /// Dusk, sunset, magic hour.
    Dusk,
}

impl TimeOfDay {
    /// As a strip prints it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Night => "NIGHT",
            Self::Dawn => "DAWN",
            Self::Dusk => "DUSK",
        }
    }
}

/// Where a scene's time of day comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeSource {
    /// The heading says it.
    Written,
    /// CONTINUOUS, SAME, LATER: taken from the scene before; or nothing said, and taken from the scenes around it.
    Resolved,
    /// The heading says nothing, and the scenes around it do not agree.
    Missing,
}

/// Where a scene's length comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LengthSource {
    /// The file recorded it.
    Recorded,
    /// Counted from printed lines.
    Counted,
    /// A person typed it.
    Typed,
}

/// Bytes `start..end` of a draft's text, and the line (from 1) on which they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// Line, from 1.
    pub line: u32,
}

/// The line of a draft that a claim stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The draft.
    pub draft: DraftId,
    /// Where.
    pub span: TextSpan,
    /// Page, from 1.
    pub page: u32,
    /// The words.
    pub quote: String,
}

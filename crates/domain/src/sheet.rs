//! Breakdown sheets: what a strip stands for, and all that the scene needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    BackgroundId, CharacterId, Date, DateRange, ElementId, EngagementId, Evidence, Minutes, Money,
    PageEighths, SceneId, SetId, SheetId, UnitId,
};

/// What is scheduled: one or more scenes, or a part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Identity.
    pub id: SheetId,
    /// Its scenes, in script order; never empty.
    pub scenes: Vec<SceneId>,
    /// Which part of the scenes, if they are shot in parts.
    pub part: Option<Part>,
    /// Where it plays.
    pub set: SetId,
    /// Script length of this sheet.
    pub eighths: PageEighths,
    /// Minutes that a person typed; none: estimated from the pages.
    pub minutes: Option<Minutes>,
    /// Light that a person typed; none: proposed from the heading and the location.
    pub light: Option<Light>,
    /// The unit that shoots it; none: the main unit.
    pub unit: Option<UnitId>,
    /// Story day: `D1`, `N1`.
    pub story_day: Option<String>,
    /// What happens, in a line.
    pub synopsis: Option<String>,
    /// Anything else.
    pub comments: Option<String>,
    /// How far it is shot.
    pub status: SheetStatus,
    /// Who is in it.
    pub presence: BTreeMap<CharacterId, PresenceClaim>,
    /// Doubles and stand-ins who are needed for it.
    pub doubles: Vec<EngagementId>,
    /// What it needs.
    pub elements: Vec<ElementUse>,
    /// Background in it.
    pub background: Vec<BackgroundUse>,
    /// Sheets that must be shot after this one.
    pub before: Vec<SheetId>,
    /// Sheets that must be shot on the same day of the same unit.
    pub with: Vec<SheetId>,
    /// Sheets that must be shot on another date.
    pub apart: Vec<SheetId>,
    /// The day that a person fixed it to.
    pub pin: Option<Pin>,
    /// Actions that the breakdown proposes inside the sheet's stunts; a person makes actions of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposed_actions: Vec<ProposedAction>,
    /// What a new draft changed beneath something that a person typed, accepted or placed, in words; a person clears it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_check: Vec<String>,
}

/// Who does what to whom, as a line of the script seems to say. Only a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposedAction {
    /// The verb in its plain form: `kick`, `fall`.
    pub verb: String,
    /// Who does it, if the sentence tells.
    pub doer: Option<CharacterId>,
    /// To whom.
    pub receivers: Vec<CharacterId>,
    /// Reviewed by a person?
    pub review: Review,
    /// The line.
    pub evidence: Evidence,
}

/// Part `index` (from 1) of `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part, from 1.
    pub index: u32,
    /// How many parts.
    pub of: u32,
}

/// How far a sheet is shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetStatus {
    /// Still to shoot.
    Planned,
    /// Partly shot; the rest is owed.
    PartlyShot,
    /// Shot.
    Shot,
    /// Not in the film any more.
    Omitted,
}

/// What the camera needs, whatever the story says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Sun up.
    Daylight,
    /// Sun down.
    Dark,
    /// Around sunrise.
    Dawn,
    /// Around sunset.
    Dusk,
    /// Whatever: blacked out, or a stage.
    Any,
}

impl Light {
    /// All lights, as facts spell them.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("daylight", Self::Daylight),
        ("dark", Self::Dark),
        ("dawn", Self::Dawn),
        ("dusk", Self::Dusk),
        ("any", Self::Any),
    ];
}

/// How a character is in a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Speaks on camera.
    Speaking,
    /// In the action without speaking: on set all the same, paid, dressed, watched.
    Silent,
    /// Heard only: not on set.
    VoiceOnly,
    /// In the background.
    Background,
}

impl Presence {
    /// All kinds of presence, as commands spell them.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("speaking", Self::Speaking),
        ("silent", Self::Silent),
        ("voice-only", Self::VoiceOnly),
        ("background", Self::Background),
    ];

    /// Is the character on set?
    #[must_use]
    pub fn on_set(self) -> bool {
        self != Self::VoiceOnly
    }
}

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Proposed by the breakdown, waiting for a person.
    Suggested,
    /// A person agreed, or typed it, or the script's own cue says it.
    Accepted,
    /// A person said no.
    Rejected,
}

/// A claim that a character is in a scene, with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresenceClaim {
    /// How.
    pub presence: Presence,
    /// Reviewed or not.
    pub review: Review,
    /// The lines it stands on; empty when a person typed it.
    pub evidence: Vec<Evidence>,
}

impl PresenceClaim {
    /// Does the character have to be on set, as far as anybody knows?
    #[must_use]
    pub fn on_set(&self) -> bool {
        self.presence.on_set() && self.review != Review::Rejected
    }
}

/// A breakdown category. Cast and background have their own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Category {
    Stunts,
    SpecialEffects,
    Props,
    Vehicles,
    Animals,
    Wardrobe,
    MakeUp,
    Music,
    SpecialEquipment,
    SetDressing,
    Greenery,
    VisualEffects,
    Weapons,
    AnimalHandler,
    AdditionalLabour,
    Notes,
}

impl Category {
    /// All categories: how facts spell them, how reports print them.
    pub const ALL: [(&'static str, &'static str, Self); 16] = [
        ("stunts", "Stunts", Self::Stunts),
        ("special-effects", "Special effects", Self::SpecialEffects),
        ("props", "Props", Self::Props),
        ("vehicles", "Vehicles", Self::Vehicles),
        ("animals", "Animals", Self::Animals),
        ("wardrobe", "Wardrobe", Self::Wardrobe),
        ("make-up", "Make-up/Hair", Self::MakeUp),
        ("music", "Sound/Music", Self::Music),
        ("special-equipment", "Special equipment", Self::SpecialEquipment),
        ("set-dressing", "Set dressing", Self::SetDressing),
        ("greenery", "Greenery", Self::Greenery),
        ("visual-effects", "Visual effects", Self::VisualEffects),
        ("weapons", "Weapons", Self::Weapons),
        ("animal-handler", "Animal handler", Self::AnimalHandler),
        ("additional-labour", "Additional labour", Self::AdditionalLabour),
        ("notes", "Notes", Self::Notes),
    ];

    /// The category that facts spell so.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(k, _, _)| *k == key).map(|(_, _, category)| *category)
    }

    /// As facts spell it.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    /// As reports print it.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A thing that scenes need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Identity.
    pub id: ElementId,
    /// Its category.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// Cost of a day on which it works.
    pub rate: Option<Money>,
    /// Dates on which it can be had; empty means all.
    pub available: Vec<DateRange>,
    /// Dates on which it cannot be had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<DateRange>,
    /// The rate was confirmed.
    pub confirmed: bool,
}

impl Element {
    /// Can it be had on the date?
    #[must_use]
    pub fn is_available(&self, date: crate::Date) -> bool {
        (self.available.is_empty() || self.available.iter().any(|range| range.contains(date)))
            && !self.unavailable.iter().any(|range| range.contains(date))
    }
}

/// An element in a scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementUse {
    /// Which.
    pub element: ElementId,
    /// How many.
    pub quantity: u32,
    /// Reviewed or not.
    pub review: Review,
    /// The lines it stands on, of a stunt every one, of a thing the first; empty when a person typed it.
    #[serde(with = "lines")]
    pub evidence: Vec<Evidence>,
}

/// How lines are stored: none, one by itself, several as a list. There was a single one at first.
mod lines {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Evidence;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        One(Evidence),
        Several(Vec<Evidence>),
    }

    pub(super) fn serialize<S: Serializer>(lines: &[Evidence], serializer: S) -> Result<S::Ok, S::Error> {
        match lines {
            [] => serializer.serialize_none(),
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Evidence>, D::Error> {
        let stored = Option::<Stored>::deserialize(deserializer)?;
        Ok(match stored {
            None => Vec::new(),
            Some(Stored::One(one)) => vec![one],
            Some(Stored::Several(lines)) => lines,
        })
    }
}

/// Kind of background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackgroundKind {
    /// Unnamed.
    Atmosphere,
    /// Named, or doing something particular.
    SilentBit,
}

impl BackgroundKind {
    /// All kinds, as facts spell them.
    pub const NAMES: [(&'static str, Self); 2] =
        [("atmosphere", Self::Atmosphere), ("silent-bit", Self::SilentBit)];
}

/// A group of background.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackgroundGroup {
    /// Identity.
    pub id: BackgroundId,
    /// Name: `FESTIVAL CROWD`.
    pub name: String,
    /// Atmosphere or silent bits.
    pub kind: BackgroundKind,
    /// A day's pay of one; the production's price if none.
    pub rate: Option<Money>,
    /// Dates on which they can be had; empty means all.
    pub available: Vec<DateRange>,
    /// The rate was confirmed.
    pub confirmed: bool,
}

/// A background group in a scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackgroundUse {
    /// Which group.
    pub group: BackgroundId,
    /// How many of it; 0 when nobody said how many.
    pub count: u32,
    /// Reviewed or not.
    pub review: Review,
    /// The line it stands on; none when a person typed it.
    pub evidence: Option<Evidence>,
}

/// A day that a person fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// The date, or the n-th day.
    pub at: PinAt,
    /// Who fixed it.
    pub by: String,
}

/// What a pin names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinAt {
    /// A calendar date.
    Date(Date),
    /// The n-th shooting day of the sheet's unit, from 1.
    Day(u32),
}

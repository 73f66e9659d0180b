//! Permanent ids, one type a noun, so that a sheet is never taken for a scene.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
        impl From<u32> for $name {
            fn from(value: u32) -> Self {
                Self(value)
            }
        }
        impl From<$name> for u32 {
            fn from(id: $name) -> u32 {
                id.0
            }
        }
    )*};
}

ids! {
    /// An imported text of the screenplay.
    DraftId "draft-";
    /// A scene, through all drafts.
    SceneId "scene-";
    /// What is scheduled: scenes, or a part of one.
    SheetId "sheet-";
    /// A role.
    CharacterId "character-";
    /// A human being.
    PersonId "person-";
    /// A person engaged for a character, as a kind of performer.
    EngagementId "engagement-";
    /// A shooting unit.
    UnitId "unit-";
    /// The script's place.
    SetId "set-";
    /// A real place.
    LocationId "location-";
    /// A thing that scenes need.
    ElementId "element-";
    /// A group of background.
    BackgroundId "background-";
    /// A sheet's stunt: what may go wrong, and what it would cost.
    StuntId "stunt-";
    /// One thing a performer does or has done to them.
    ActionId "action-";
    /// One way to shoot an action.
    VariantId "variant-";
    /// One recorded answer of one participant.
    ConsentId "consent-";
    /// One item of a clearance list.
    ClearanceId "clearance-";
    /// One taken decision.
    DecisionId "decision-";
    /// One plan of the shoot.
    BoardId "board-";
}

//! What a new draft did to a production, for a person to read before it is done.

use domain::{PageEighths, SceneNumber};

use super::word_diff::WordDiff;

/// What became of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Reads as before, in its place.
    Same,
    /// Other words, or another heading.
    Changed,
    /// In another place; its words may have changed too.
    Moved,
    /// Was a part of another scene.
    Split,
    /// Became a part of another scene; its number stays as omitted.
    Merged,
    /// Was not there.
    New,
    /// Not in the script any more; its number stays.
    Omitted,
    /// Was omitted, and is back.
    Restored,
}

impl Kind {
    /// All kinds with their words, in the order in which totals are given.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("same", Self::Same),
        ("changed", Self::Changed),
        ("moved", Self::Moved),
        ("split", Self::Split),
        ("merged", Self::Merged),
        ("new", Self::New),
        ("omitted", Self::Omitted),
        ("restored", Self::Restored),
    ];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What happened to one scene.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneChange {
    /// Its number now.
    pub number: SceneNumber,
    /// Its number before; none if it was not there.
    pub old_number: Option<SceneNumber>,
    /// What happened.
    pub kind: Kind,
    /// The scene that it was split from or merged into.
    pub other: Option<SceneNumber>,
    /// How much of the text is the same, 0 to 1, rare words counting more.
    pub similarity: Option<f64>,
    /// Length before.
    pub eighths_before: Option<PageEighths>,
    /// Length now; none if it is omitted.
    pub eighths_after: Option<PageEighths>,
    /// The heading, now or last.
    pub heading: String,
    /// The heading before, if it was another.
    pub old_heading: Option<String>,
    /// The words that differ.
    pub words: WordDiff,
    /// What is to be checked on its sheets.
    pub flags: Vec<String>,
}

/// A character who may have another name now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The name that is gone.
    pub old: String,
    /// The name that came.
    pub new: String,
    /// Scenes in which the new one is where the old one was.
    pub scenes: usize,
    /// Scenes in which the old one was.
    pub of: usize,
    /// A person said that they are the same.
    pub done: bool,
}

/// What a new draft does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftReport {
    /// Colour of the draft that the production has.
    pub old_colour: Option<String>,
    /// Colour of the new one.
    pub colour: String,
    /// Scenes in the order of the new draft, those that are the same among them.
    pub scenes: Vec<SceneChange>,
    /// Characters who come in with this draft.
    pub characters_new: Vec<String>,
    /// Characters who are in no scene any more; they stay in the cast list.
    pub characters_gone: Vec<String>,
    /// Who may be the same under another name.
    pub renamed: Vec<Rename>,
}

impl DraftReport {
    /// How many scenes are of a kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.scenes.iter().filter(|scene| scene.kind == kind).count()
    }

    /// How many scenes have another number than before.
    #[must_use]
    pub fn renumbered(&self) -> usize {
        self.scenes.iter().filter(|s| s.old_number.as_ref().is_some_and(|old| *old != s.number)).count()
    }
}

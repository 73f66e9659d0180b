//! The next draft into a production: scenes matched, what a person typed kept, what a change invalidates flagged.
//!
//! Three sides are merged: the production; what the breakdown makes of the draft that the production has; and
//! what it makes of the new draft. What differs between the first two is a person's and stays. What does not
//! is the script's and follows the script.

mod actions;
mod assignment;
mod claims;
mod content;
mod identity;
mod matching;
mod merge;
mod numbers;
mod omission;
mod people;
mod proposal;
mod report;
mod scenes;
mod sheets;
mod similarity;
mod word_diff;

use std::collections::BTreeMap;

use domain::{Change, DraftId, State};
use screenplay::Screenplay;

pub use report::{DraftReport, Kind, Rename, SceneChange};
pub use word_diff::{Hunk, Piece, WordDiff};

use crate::import::{Note, Source};

/// A draft to be merged.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    /// What it says.
    pub screenplay: &'a Screenplay,
    /// Where it comes from.
    pub source: Source,
    /// Characters who have another name now: the new name, the one that the production has.
    pub same: Vec<(String, String)>,
}

/// What the merge of a draft would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergedDraft {
    /// The changes; empty when the production has this text already.
    pub changes: Vec<Change>,
    /// What the breakdown had to decide by itself.
    pub notes: Vec<Note>,
    /// What happens, scene by scene.
    pub report: DraftReport,
}

/// Why a draft was not merged. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// It has no scene to shoot.
    #[error(
        "the draft has no scene that could be read, so nothing was changed; a scene begins with a heading such as \
         INT. KITCHEN - DAY, with an empty line before and after"
    )]
    NoScene,
    /// `--same` names a character that the production does not have.
    #[error(
        "the production has no character “{0}”, so nothing was changed; write the new name first: \"NEW=OLD\""
    )]
    NoCharacter(String),
    /// `--same` names a character that the draft does not have.
    #[error(
        "the draft has no character “{0}”, so nothing was changed; write the new name first: \"NEW=OLD\""
    )]
    NotInDraft(String),
}

/// Merges a draft into a production.
///
/// `texts` are the texts of the drafts that the production has, as they were stored; scenes whose text is missing
/// are matched by number and heading alone.
///
/// # Errors
/// When the draft has no scene, or a name in `same` is unknown.
pub fn merge(
    state: &State,
    texts: &BTreeMap<DraftId, String>,
    new: &NewDraft<'_>,
) -> Result<MergedDraft, DraftError> {
    if new.screenplay.scenes.iter().all(|scene| scene.omitted) {
        return Err(DraftError::NoScene);
    }
    if state.current_draft().is_some_and(|draft| draft.text_hash == new.source.text_hash) {
        return Ok(MergedDraft::default());
    }
    merge::Merge::new(state, texts, new)?.run()
}

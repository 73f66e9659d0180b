//! The merge itself: gathers the sides, has them matched, and writes scenes, sheets, boards and the draft.

use std::collections::BTreeMap;

use domain::{Draft, DraftId, Editing, Evidence, Scene, SceneId, SceneVersion, Sheet, SheetId, State};
use screenplay::Screenplay;

use super::content::Content;
use super::identity::{Identities, key};
use super::matching::{Matching, matching};
use super::numbers::{self, Slot};
use super::proposal::Proposal;
use super::report::DraftReport;
use super::{DraftError, MergedDraft, NewDraft};
use crate::evidence::{self, Spot};
use crate::import::Source;
use crate::title_page;

/// A draft that the production has.
pub(super) struct Had {
    pub(super) screenplay: Screenplay,
    pub(super) proposal: Proposal,
}

/// A scene that the production has.
pub(super) struct Old<'a> {
    pub(super) scene: &'a Scene,
    /// Its last version that has a text, or else its last one.
    pub(super) version: &'a SceneVersion,
    /// Its place in the script of that version's draft.
    pub(super) at: Option<usize>,
    /// A person made it: no draft has its text.
    pub(super) by_hand: bool,
}

/// A place in the order of the new draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A scene of the new script, by its place there.
    New(usize),
    /// An old scene that has no text there.
    Old(usize),
}

pub(super) struct Merge<'a> {
    pub(super) state: &'a State,
    pub(super) editing: Editing<'a>,
    pub(super) new: &'a NewDraft<'a>,
    pub(super) proposal: Proposal,
    pub(super) had: BTreeMap<DraftId, Had>,
    pub(super) olds: Vec<Old<'a>>,
    pub(super) old_contents: Vec<Content>,
    /// Scenes of the script that are not omitted.
    pub(super) news: Vec<usize>,
    pub(super) new_contents: Vec<Content>,
    pub(super) matching: Matching,
    pub(super) ids: Identities,
    /// The production's scene for each scene of the script, once written.
    pub(super) scene_ids: BTreeMap<usize, SceneId>,
    /// What is to be checked, by sheet.
    pub(super) flags: BTreeMap<SheetId, Vec<String>>,
    pub(super) report: DraftReport,
}

impl<'a> Merge<'a> {
    pub(super) fn new(
        state: &'a State,
        texts: &BTreeMap<DraftId, String>,
        new: &'a NewDraft<'a>,
    ) -> Result<Self, DraftError> {
        let had = drafts_had(state, texts);
        let proposal = Proposal::new(state, new.screenplay, new.source.clone());
        let olds: Vec<Old<'a>> = state.scenes_in_order().into_iter().map(|scene| old(scene, &had)).collect();
        let mut old_contents: Vec<Content> = olds.iter().map(|old| old_content(old, &had)).collect();
        let script = new.screenplay;
        let news: Vec<usize> = (0..script.scenes.len()).filter(|at| !script.scenes[*at].omitted).collect();
        let content = |at: &usize| Content::of(script, &script.scenes[*at], &proposal.versions[*at].heading);
        let new_contents: Vec<Content> = news.iter().map(content).collect();
        let omitted = script.scenes.iter().enumerate().filter(|(_, scene)| scene.omitted);
        let omitted: Vec<_> = omitted.map(|(at, _)| &proposal.numbers[at]).collect();
        for (old, content) in olds.iter().zip(&mut old_contents) {
            content.unlikely = old.scene.omitted || omitted.contains(&&old.scene.number);
        }
        let matching = matching(&old_contents, &new_contents);
        let mut merge = Self {
            ids: Identities::new(state),
            editing: Editing::new(state),
            state,
            new,
            proposal,
            had,
            olds,
            old_contents,
            news,
            new_contents,
            matching,
            scene_ids: BTreeMap::new(),
            flags: BTreeMap::new(),
            report: DraftReport::default(),
        };
        merge.learn();
        merge.name_the_same()?;
        Ok(merge)
    }

    pub(super) fn run(mut self) -> Result<MergedDraft, DraftError> {
        let draft = self.draft();
        let places = self.places();
        let numbers = self.numbers(&places);
        self.production_and_unit();
        self.sets();
        self.people();
        self.things();
        let scenes = self.scenes(&places, &numbers);
        self.sheets();
        self.report.old_colour = self.state.current_draft().map(|old| old.colour.clone());
        self.report.colour.clone_from(&draft.colour);
        self.report_scenes(&places, &numbers);
        self.report_cast();
        self.write_flags();
        self.editing.put(Draft { scenes, ..draft });
        // B002 names a number that an unnumbered scene would get in a first import.
        let mut notes = std::mem::take(&mut self.proposal.notes);
        notes.retain(|note| note.code != "B002");
        Ok(MergedDraft { changes: self.editing.changes(), notes, report: self.report })
    }

    /// The new draft, its scenes left out.
    fn draft(&self) -> Draft {
        let parent = self.state.current_draft();
        let written = title_page::written_colour(self.new.screenplay);
        let colour = match (written, parent) {
            (Some(colour), _) => colour,
            (None, Some(parent)) => title_page::next_colour(&parent.colour),
            (None, None) => "White".to_owned(),
        };
        Draft {
            parent: parent.map(|draft| draft.id),
            colour,
            scenes: Vec::new(),
            ..self.proposal.draft.clone()
        }
    }

    /// Where everything stands: the script's own order, and what is gone behind what it followed.
    fn places(&self) -> Vec<Place> {
        let script = self.new.screenplay;
        let mut places = Vec::new();
        for at in 0..script.scenes.len() {
            if !script.scenes[at].omitted {
                places.push(Place::New(at));
            } else if script.scenes[at].number.is_some() {
                let number = &self.proposal.numbers[at];
                let old = self.olds.iter().position(|old| old.scene.number == *number);
                match old {
                    None => places.push(Place::New(at)),
                    Some(old) if self.matching.new_of[old].is_none() => places.push(Place::Old(old)),
                    Some(_) => {}
                }
            }
        }
        let mut behind: Option<Place> = None;
        for old in 0..self.olds.len() {
            let here = self.matching.new_of[old].map_or(Place::Old(old), |new| Place::New(self.news[new]));
            if !places.contains(&here) {
                let at = behind.and_then(|place| places.iter().position(|p| *p == place));
                places.insert(at.map_or(0, |at| at + 1), here);
            }
            behind = Some(here);
        }
        places
    }

    fn numbers(&self, places: &[Place]) -> Vec<domain::SceneNumber> {
        let script = self.new.screenplay;
        let slot = |place: &Place| match *place {
            Place::New(at) => {
                let old = self.old_at(at).map(|old| self.olds[old].scene);
                let written = script.scenes[at].number.as_deref().is_some_and(|n| !n.trim().is_empty());
                Slot {
                    had: old.map(|scene| scene.number.clone()),
                    locked: old.is_some_and(|scene| scene.locked),
                    gone: false,
                    written: written.then(|| self.proposal.numbers[at].clone()),
                }
            }
            Place::Old(old) => Slot {
                had: Some(self.olds[old].scene.number.clone()),
                locked: self.olds[old].scene.locked,
                gone: !self.olds[old].by_hand,
                written: None,
            },
        };
        let slots: Vec<Slot> = places.iter().map(slot).collect();
        let numbered = self.old_contents.iter().any(|content| content.number.is_some());
        numbers::assign(&slots, numbered)
    }

    /// The old scene that a scene of the script is.
    pub(super) fn old_at(&self, at: usize) -> Option<usize> {
        self.matching.old_of[self.news.binary_search(&at).ok()?]
    }

    /// The scene of the script that an old scene is.
    pub(super) fn at_of(&self, old: usize) -> Option<usize> {
        self.matching.new_of[old].map(|new| self.news[new])
    }

    /// The sheet that the breakdown proposed for an old scene.
    pub(super) fn base_sheet(&self, old: usize) -> Option<(&Proposal, &Sheet)> {
        let Old { version, at, .. } = &self.olds[old];
        let proposal = &self.had.get(&version.draft)?.proposal;
        Some((proposal, proposal.sheets.get((*at)?)?.as_ref()?))
    }

    /// The script that an old scene has its text in.
    pub(super) fn script_of(&self, old: usize) -> Option<&Screenplay> {
        Some(&self.had.get(&self.olds[old].version.draft)?.screenplay)
    }

    /// What the production calls what a person renamed since the current draft came in.
    fn learn(&mut self) {
        let mut ids = std::mem::take(&mut self.ids);
        for (draft, had) in self.had.iter().rev() {
            let pairs = self.olds.iter().filter(|old| old.version.draft == *draft).filter_map(|old| {
                let mine = self.state.sheets.values().find(|sheet| sheet.scenes == [old.scene.id])?;
                Some((mine, had.proposal.sheets.get(old.at?)?.as_ref()?))
            });
            ids.learn(&had.proposal, pairs, self.state);
        }
        self.ids = ids;
    }

    /// Takes in what a person said of new names.
    fn name_the_same(&mut self) -> Result<(), DraftError> {
        for (new, old) in &self.new.same {
            let id = self.ids.characters.get(&key(old.trim())).copied();
            let id = id.ok_or_else(|| DraftError::NoCharacter(old.trim().to_owned()))?;
            let drafted = self.proposal.state.characters.values().any(|c| key(&c.name) == key(new.trim()));
            if !drafted {
                return Err(DraftError::NotInDraft(new.trim().to_owned()));
            }
            self.ids.characters.insert(key(new.trim()), id);
        }
        Ok(())
    }

    /// Looks for a line in a scene of the new script.
    pub(super) fn find(&self, at: usize, quote: &str) -> Option<Evidence> {
        let script = self.new.screenplay;
        script.scenes[at].elements.clone().find_map(|element| {
            let start = script.elements[element].text.find(quote)?;
            let spot = Spot::new(element, start..start + quote.len());
            let found = evidence::at(script, self.proposal.draft.id, &spot);
            Some(Evidence { quote: quote.to_owned(), ..found })
        })
    }

    pub(super) fn flag(&mut self, sheet: SheetId, words: String) {
        let flags = self.flags.entry(sheet).or_default();
        if !flags.contains(&words) {
            flags.push(words);
        }
    }

    fn write_flags(&mut self) {
        for (id, flags) in std::mem::take(&mut self.flags) {
            let Some(mut sheet) = self.editing.now.sheets.get(&id).cloned() else { continue };
            for words in flags {
                if !sheet.to_check.contains(&words) {
                    sheet.to_check.push(words);
                }
            }
            self.editing.put(sheet);
        }
    }
}

/// The drafts in which scenes have their last text, read again.
fn drafts_had(state: &State, texts: &BTreeMap<DraftId, String>) -> BTreeMap<DraftId, Had> {
    let mut had = BTreeMap::new();
    for scene in state.scenes.values() {
        let draft = with_text(scene).draft;
        if let (None, Some(text), Some(known)) =
            (had.get(&draft), texts.get(&draft), state.drafts.get(&draft))
        {
            let screenplay = screenplay::read(text.as_bytes(), Some(&known.name)).screenplay;
            let source = Source {
                file_name: known.name.clone(),
                date: known.date,
                text_hash: known.text_hash.clone(),
                diagnostics: Vec::new(),
            };
            let proposal = Proposal::new(state, &screenplay, source);
            had.insert(draft, Had { screenplay, proposal });
        }
    }
    had
}

/// The last version that has a text: an omitted scene has none in the drafts since.
fn with_text(scene: &Scene) -> &SceneVersion {
    let said = scene.versions.iter().rev().find(|version| version.span.start < version.span.end);
    said.unwrap_or_else(|| scene.current())
}

fn old<'a>(scene: &'a Scene, had: &BTreeMap<DraftId, Had>) -> Old<'a> {
    let version = with_text(scene);
    let starts = |had: &Had| {
        let scenes = &had.screenplay.scenes;
        scenes.iter().position(|s| s.span.start as u64 == version.span.start)
    };
    let by_hand = version.span.start >= version.span.end;
    let at = if by_hand { None } else { had.get(&version.draft).and_then(starts) };
    Old { scene, version, at, by_hand: by_hand && !scene.omitted }
}

fn old_content(old: &Old<'_>, had: &BTreeMap<DraftId, Had>) -> Content {
    let script = had.get(&old.version.draft).map(|had| &had.screenplay).zip(old.at);
    let mut content = match script {
        Some((script, at)) => Content::of(script, &script.scenes[at], &old.version.heading),
        None => {
            Content { heading: old.version.heading.clone(), number: None, words: Vec::new(), unlikely: false }
        }
    };
    if old.scene.locked || old.by_hand || content.number.is_some() {
        content.number = Some(old.scene.number.clone());
    }
    content
}

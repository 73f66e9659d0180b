//! Scenes through a new draft: another version of each, its number, and what happened to it for the report.

use domain::{PageEighths, Scene, SceneId, SceneNumber, SceneVersion, TextSpan};

use super::merge::{Merge, Old, Place};
use super::report::{Kind, SceneChange};
use super::word_diff::WordDiff;

impl Merge<'_> {
    /// Writes the scenes, and gives them in the draft's order.
    pub(super) fn scenes(&mut self, places: &[Place], numbers: &[SceneNumber]) -> Vec<SceneId> {
        let mut scenes = Vec::with_capacity(places.len());
        // Where a scene without text stands: behind the last that has one.
        let mut end = TextSpan { start: 0, end: 0, line: 1 };
        for (order, (place, number)) in (0..).zip(places.iter().zip(numbers)) {
            let scene = match *place {
                Place::New(at) => {
                    let span = self.proposal.versions[at].span;
                    end = TextSpan { start: span.end, end: span.end, line: span.line };
                    self.scene_with_text(at, order, number)
                }
                Place::Old(old) => self.scene_without_text(old, order, number, end),
            };
            scenes.push(scene.id);
            if let Place::New(at) = *place {
                self.scene_ids.insert(at, scene.id);
            }
            self.editing.put(scene);
        }
        scenes
    }

    fn scene_with_text(&self, at: usize, order: u32, number: &SceneNumber) -> Scene {
        let mut version = SceneVersion { order, ..self.proposal.versions[at].clone() };
        let Some(old) = self.old_at(at) else {
            let omitted = self.new.screenplay.scenes[at].omitted;
            let id = self.editing.fresh();
            return Scene {
                id,
                number: number.clone(),
                locked: self.proposal.locked[at],
                omitted,
                versions: vec![version],
            };
        };
        let mut scene = self.olds[old].scene.clone();
        if self.is_same(old, at) {
            // Only numbers or markup differ: the text did not change with this draft.
            version.text_hash.clone_from(&scene.current().text_hash);
        }
        scene.versions.push(version);
        scene.number = number.clone();
        scene.locked |= self.proposal.locked[at];
        scene.omitted = false;
        scene
    }

    /// The scene is gone, or a person made it: it keeps what it was, in its place.
    fn scene_without_text(&self, old: usize, order: u32, number: &SceneNumber, span: TextSpan) -> Scene {
        let Old { scene, by_hand, .. } = &self.olds[old];
        let mut scene = (*scene).clone();
        let newly = !scene.omitted && !by_hand;
        let mut version =
            SceneVersion { draft: self.proposal.draft.id, order, span, ..scene.current().clone() };
        version.story_day = None;
        if newly {
            version.text_hash = blake3::hash(b"").to_hex().to_string();
        }
        scene.versions.push(version);
        scene.number = number.clone();
        scene.omitted = !by_hand;
        scene
    }

    pub(super) fn is_same(&self, old: usize, at: usize) -> bool {
        let Ok(new) = self.news.binary_search(&at) else { return false };
        let has_text = self.olds[old].at.is_some();
        has_text && self.old_contents[old].is_same(&self.new_contents[new])
    }

    /// Length of an old scene, as its draft had it.
    pub(super) fn eighths_before(&self, old: usize) -> PageEighths {
        self.olds[old].version.eighths
    }

    pub(super) fn words(&self, old: usize, at: usize) -> WordDiff {
        let Ok(new) = self.news.binary_search(&at) else { return WordDiff::default() };
        WordDiff::new(&self.old_contents[old].words, &self.new_contents[new].words)
    }

    /// The number that a scene of the script has now.
    pub(super) fn number_at(&self, at: usize) -> Option<SceneNumber> {
        let scene = self.editing.now.scenes.get(self.scene_ids.get(&at)?)?;
        Some(scene.number.clone())
    }

    pub(super) fn number_of(&self, old: usize) -> SceneNumber {
        self.editing.now.scenes[&self.olds[old].scene.id].number.clone()
    }

    pub(super) fn report_scenes(&mut self, places: &[Place], numbers: &[SceneNumber]) {
        for (place, number) in places.iter().zip(numbers) {
            let change = match *place {
                Place::New(at) if self.new.screenplay.scenes[at].omitted => continue,
                Place::New(at) => self.change_with_text(at, number),
                Place::Old(old) => match self.change_without_text(old, number) {
                    Some(change) => change,
                    None => continue,
                },
            };
            self.report.scenes.push(change);
        }
    }

    fn change_with_text(&self, at: usize, number: &SceneNumber) -> SceneChange {
        let version = &self.proposal.versions[at];
        let new = self.news.binary_search(&at).unwrap_or_default();
        let mut change = SceneChange {
            number: number.clone(),
            old_number: None,
            kind: Kind::New,
            other: None,
            similarity: None,
            eighths_before: None,
            eighths_after: Some(version.eighths),
            heading: version.heading.text.clone(),
            old_heading: None,
            words: WordDiff::default(),
            flags: self.scene_ids.get(&at).map(|id| self.flags_of(*id)).unwrap_or_default(),
        };
        if let Some(old) = self.matching.split_from[new] {
            change.kind = Kind::Split;
            change.other = Some(self.number_of(old));
        }
        let Some(old) = self.matching.old_of[new] else { return change };
        let Old { scene, .. } = &self.olds[old];
        let both = &self.old_contents[old];
        change.old_number = Some(scene.number.clone());
        change.similarity = Some(self.matching.similarity.text(old, new));
        change.eighths_before = Some(self.eighths_before(old));
        change.words = self.words(old, at);
        if !both.same_heading(&self.new_contents[new]) {
            change.old_heading = Some(both.heading.text.clone());
        }
        change.kind = match () {
            () if scene.omitted => Kind::Restored,
            () if self.matching.moved[new] => Kind::Moved,
            () if self.is_same(old, at) => Kind::Same,
            () => Kind::Changed,
        };
        change
    }

    /// What happened to a scene that is gone; nothing if it was before, or a person made it.
    fn change_without_text(&self, old: usize, number: &SceneNumber) -> Option<SceneChange> {
        let Old { scene, version, by_hand, .. } = &self.olds[old];
        if scene.omitted || *by_hand {
            return None;
        }
        let into = self.matching.merged_into[old].and_then(|new| self.number_at(self.news[new]));
        Some(SceneChange {
            number: number.clone(),
            old_number: Some(scene.number.clone()),
            kind: if into.is_some() { Kind::Merged } else { Kind::Omitted },
            other: into,
            similarity: None,
            eighths_before: Some(version.eighths),
            eighths_after: None,
            heading: version.heading.text.clone(),
            old_heading: None,
            words: WordDiff::default(),
            flags: self.flags_of(scene.id),
        })
    }

    /// What is to be checked on the sheets of a scene; a part is named.
    fn flags_of(&self, scene: SceneId) -> Vec<String> {
        let mut all = Vec::new();
        for (id, flags) in &self.flags {
            let Some(sheet) = self.editing.now.sheets.get(id).filter(|s| s.scenes.contains(&scene)) else {
                continue;
            };
            for words in flags {
                let words = match sheet.part {
                    Some(part) => format!("pt {}: {words}", part.index),
                    None => words.clone(),
                };
                if !all.contains(&words) {
                    all.push(words);
                }
            }
        }
        all
    }
}

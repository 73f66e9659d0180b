//! Background groups: crowds and plurals of people, with their number where the text says it.

use domain::Review;
use rustc_hash::FxHashMap;
use screenplay::Screenplay;

use crate::counts;
use crate::evidence::Spot;
use crate::introductions::{Introduction, Kind};
use crate::words;

/// A group in a scene.
#[derive(Clone, Debug)]
pub(crate) struct GroupUse {
    pub(crate) name: String,
    /// 0 if nobody says how many.
    pub(crate) count: u32,
    pub(crate) review: Review,
    pub(crate) spot: Spot,
}

/// The groups of every scene.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub(crate) scenes: Vec<Vec<GroupUse>>,
    /// Last word of a group's name → the name that was used last: `students` are the `KOREAN STUDENTS`.
    called: FxHashMap<String, String>,
    /// Capitals that were taken already, by element.
    capitals: FxHashMap<usize, Vec<Introduction>>,
}

impl Groups {
    pub(crate) fn new(screenplay: &Screenplay, introductions: &[Introduction]) -> Self {
        let mut groups = Self { scenes: vec![Vec::new(); screenplay.scenes.len()], ..Self::default() };
        for introduction in introductions {
            if matches!(introduction.kind, Kind::Group(_)) {
                let entry = groups.capitals.entry(introduction.spot.element).or_default();
                entry.push(introduction.clone());
            }
        }
        groups
    }

    /// A word for several people in the action. `countable`: each of them can be counted.
    pub(crate) fn mention(&mut self, scene: usize, text: &str, spot: Spot, countable: bool) {
        let start = spot.part.start;
        let holds =
            |group: &&Introduction| group.spot.part.start <= start && spot.part.end <= group.spot.part.end;
        let taken = self.capitals.get(&spot.element).and_then(|groups| groups.iter().find(holds));
        if let Some(Introduction { name, kind: Kind::Group(count), .. }) = taken {
            let (name, count) = (name.clone(), *count);
            self.add(scene, name, count, Review::Suggested, spot);
            return;
        }
        let word = text[spot.part.clone()].to_uppercase();
        let last = word.rsplit(' ').next().unwrap_or_default().to_owned();
        let count = counts::before(text, start);
        let known = self.called.get(&last).cloned();
        let near = words::before(text, start, 3);
        if near.iter().any(|word| matches!(word.as_str(), "million" | "millions" | "billion" | "billions")) {
            return;
        }
        let definite = near.iter().take(2).any(|word| {
            matches!(
                word.as_str(),
                "the" | "these" | "those" | "both" | "his" | "her" | "their" | "other" | "its"
            )
        });
        let few = count.is_some_and(|count| count <= 3);
        let back_reference = countable && definite || !countable && few;
        match known {
            Some(name) => self.add(scene, name, count, Review::Suggested, spot),
            None if back_reference => {}
            None => self.add(scene, word, count, Review::Suggested, spot),
        }
    }

    /// A group that speaks, or that a person tagged.
    pub(crate) fn speaks(&mut self, scene: usize, name: String, spot: Spot) {
        self.add(scene, name, None, Review::Accepted, spot);
    }

    fn add(&mut self, scene: usize, name: String, count: Option<u32>, review: Review, spot: Spot) {
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let count = count.unwrap_or(0);
        let uses = &mut self.scenes[scene];
        match uses.iter_mut().find(|known| known.name == name) {
            Some(known) => known.count = known.count.max(count),
            None => uses.push(GroupUse { name: name.clone(), count, review, spot }),
        }
        self.called.insert(last, name);
    }
}

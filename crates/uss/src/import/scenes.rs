//! The file's scenes into scenes and sheets: heading, length, what is in them.

use std::collections::BTreeMap;

use domain::{
    BackgroundId, BackgroundUse, CharacterId, DraftId, ElementId, ElementUse, Heading, LengthSource,
    LocationId, PageEighths, Part, Presence, PresenceClaim, Review, Scene, SceneId, SceneNumber,
    SceneVersion, Sheet, SheetId, SheetStatus, TextSpan, TimeOfDay,
};

use super::Writer;
use super::numbers::Called;
use super::things::Thing;
use crate::remark::Code;
use crate::schedule::Breakdown;

/// What a scene is made of, by where it belongs.
#[derive(Default)]
struct Parts {
    sets: Vec<String>,
    settings: Vec<String>,
    times: Vec<String>,
    story_days: Vec<String>,
    units: Vec<String>,
    sequences: Vec<String>,
    comments: Vec<String>,
    locations: Vec<LocationId>,
    presence: BTreeMap<CharacterId, Presence>,
    background: BTreeMap<BackgroundId, u32>,
    elements: BTreeMap<ElementId, u32>,
}

/// What several scenes share while they are written.
struct Written {
    draft: DraftId,
    scenes: Vec<SceneId>,
    by_number: BTreeMap<SceneNumber, SceneId>,
    parts_of: BTreeMap<SceneNumber, u32>,
    page: u32,
    time: Option<TimeOfDay>,
}

impl<'a> Writer<'a> {
    /// Makes scenes and sheets, and gives the scenes in order.
    pub(super) fn scenes(&mut self, draft: DraftId) -> Vec<SceneId> {
        let schedule = self.schedule;
        let scenes: Vec<&'a Breakdown> =
            schedule.breakdowns.iter().filter(|breakdown| breakdown.banner.is_none()).collect();
        let called = self.numbers(&scenes);
        let mut parts_of: BTreeMap<SceneNumber, u32> = BTreeMap::new();
        for Called { number, part } in &called {
            let most = parts_of.entry(number.clone()).or_default();
            *most = part.unwrap_or(0).max(*most);
        }
        let by_number = BTreeMap::new();
        let mut written = Written { draft, scenes: Vec::new(), by_number, parts_of, page: 1, time: None };
        for (breakdown, called) in scenes.into_iter().zip(&called) {
            self.scene(breakdown, called, &mut written);
        }
        written.scenes
    }

    fn scene(&mut self, breakdown: &'a Breakdown, called: &Called, written: &mut Written) {
        let place = format!("scene {}", breakdown.scene.as_deref().unwrap_or(called.number.as_str()));
        let parts = self.parts(breakdown, &place);
        let heading = self.heading(&parts, written.time, &place);
        written.time = heading.time.or(written.time);
        written.page = breakdown.script_page.unwrap_or(written.page);
        let eighths = breakdown.eighths.unwrap_or(PageEighths(1));
        let set = self.set(&heading.set, heading.sub_set.as_deref());
        self.shot_at(set, &parts, &place);
        let comments = self.comments(breakdown, &parts, &place);
        let story_day = self.first(&parts.story_days, "story day", &place);
        let scene = self.put_scene(breakdown, called, heading, eighths, written);
        let part = called.part.map(|index| Part { index, of: written.parts_of[&called.number] });
        let id: SheetId = self.editing.fresh();
        self.editing.put(Sheet {
            id,
            scenes: vec![scene],
            part,
            set,
            eighths,
            minutes: breakdown.minutes,
            light: None,
            unit: None,
            story_day,
            synopsis: breakdown.description.clone(),
            comments,
            status: SheetStatus::Planned,
            presence: parts.presence.iter().map(|(who, how)| (*who, claim(*how))).collect(),
            doubles: Vec::new(),
            elements: parts.elements.iter().map(|(element, quantity)| used(*element, *quantity)).collect(),
            background: parts.background.iter().map(|(group, count)| in_it(*group, *count)).collect(),
            before: Vec::new(),
            with: Vec::new(),
            apart: Vec::new(),
            pin: None,
            proposed_actions: Vec::new(),
            to_check: Vec::new(),
        });
        self.sheets.insert(&breakdown.id, id);
    }

    /// The scene of a sheet: a part belongs to the scene of the other parts.
    fn put_scene(
        &mut self,
        breakdown: &Breakdown,
        called: &Called,
        heading: Heading,
        eighths: PageEighths,
        written: &mut Written,
    ) -> SceneId {
        if let Some(id) = written.by_number.get(&called.number).copied()
            && let Some(mut scene) = self.editing.now.scenes.get(&id).cloned()
        {
            if let Some(version) = scene.versions.last_mut() {
                version.eighths += eighths;
            }
            self.editing.put(scene);
            return id;
        }
        let id: SceneId = self.editing.fresh();
        let text = format!("{}\n{}", heading.text, breakdown.description.as_deref().unwrap_or_default());
        let version = SceneVersion {
            draft: written.draft,
            order: u32::try_from(written.scenes.len()).unwrap_or(u32::MAX),
            heading,
            text_hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
            // The file holds no text of the scene: it counts as typed by hand.
            span: TextSpan { start: 0, end: 0, line: 1 },
            page: written.page,
            eighths,
            length_source: LengthSource::Recorded,
            summary: breakdown.description.clone(),
            arc_beats: Vec::new(),
            story_day: None,
        };
        let number = called.number.clone();
        self.editing.put(Scene { id, number, locked: false, omitted: false, versions: vec![version] });
        written.by_number.insert(called.number.clone(), id);
        written.scenes.push(id);
        id
    }

    fn parts(&mut self, breakdown: &Breakdown, place: &str) -> Parts {
        let mut parts = Parts::default();
        for id in &breakdown.elements {
            match self.things.get(id.as_str()).cloned() {
                Some(thing) => parts.add(thing),
                None => self.say(
                    Code::UnknownId,
                    place,
                    format!("there is no element “{id}”; it was left out"),
                    "the file does not hold the element",
                    "type what is missing into the production",
                ),
            }
        }
        parts
    }

    /// The heading of a scene; what is missing or not known in it is said.
    fn heading(&mut self, parts: &Parts, before: Option<TimeOfDay>, place: &str) -> Heading {
        let setting = self.first(&parts.settings, "INT/EXT", place).unwrap_or_default();
        let time = self.first(&parts.times, "time of day", place).unwrap_or_default();
        let set = parts.sets.first().cloned().unwrap_or_else(|| "UNNAMED SET".to_owned());
        let heading = Heading::of_parts(&setting, &set, &time, before);
        let missing = [
            (parts.sets.is_empty(), "set", String::new()),
            (heading.setting.is_none(), "INT/EXT", setting),
            (heading.time.is_none(), "time of day", time),
        ];
        for (_, part, found) in missing.into_iter().filter(|(missing, ..)| *missing) {
            let message = match found.as_str() {
                "" => format!("no {part}"),
                found => format!("“{found}” is no {part} that is known; it stays in the heading"),
            };
            let cause = "strips, light and locations follow from the heading";
            self.say(Code::HeadingPart, place, message, cause, "type it: set-heading, or set-light");
        }
        heading
    }

    /// The first of several values; the others go to the comments, see [`Writer::comments`].
    fn first(&mut self, values: &[String], what: &str, place: &str) -> Option<String> {
        if values.len() > 1 {
            let message = format!("several of {what}: {}; the first counts", values.join(", "));
            let remedy = "look whether the first is right";
            self.say(Code::Several, place, message, "a sheet has one", remedy);
        }
        values.first().cloned()
    }

    /// Assigns the scene's location to its set.
    fn shot_at(&mut self, set: domain::SetId, parts: &Parts, place: &str) {
        let (Some(location), Some(mut known)) =
            (parts.locations.first(), self.editing.now.sets.get(&set).cloned())
        else {
            return;
        };
        match known.location {
            None => {
                known.location = Some(*location);
                self.editing.put(known);
            }
            Some(other) if other != *location => {
                let message = format!("{} is shot at another location in an earlier scene", known.name);
                let remedy = "give the scene a set of its own, and assign it: assign-set";
                self.say(Code::Several, place, message, "a set has one location", remedy);
            }
            Some(_) => {}
        }
    }

    /// The comments of a scene, and in them what else it says.
    fn comments(&mut self, breakdown: &Breakdown, parts: &Parts, place: &str) -> Option<String> {
        let mut lines: Vec<String> = breakdown.comments.iter().cloned().collect();
        lines.extend(parts.comments.iter().cloned());
        let also = |what: &str, values: &[String]| {
            (!values.is_empty()).then(|| format!("{what}: {}", values.join(", ")))
        };
        let names = parts.locations.iter().skip(1).filter_map(|id| self.editing.now.locations.get(id));
        let locations: Vec<String> = names.map(|location| location.name.clone()).collect();
        let rest = |values: &'_ [String]| values.get(1..).unwrap_or_default().to_vec();
        let others = [
            also("also on", &rest(&parts.sets)),
            also("also at", &locations),
            also("also", &[rest(&parts.settings), rest(&parts.times), rest(&parts.story_days)].concat()),
            also("sequence", &parts.sequences),
            also("unit", &parts.units),
        ];
        lines.extend(others.into_iter().flatten());
        if parts.sets.len() > 1 {
            self.first(&parts.sets, "sets", place);
        }
        let main = |unit: &String| {
            ["first", "main", "1st", "first unit", "main unit"].contains(&unit.to_lowercase().as_str())
        };
        if let Some(unit) = parts.units.iter().find(|unit| !main(unit)) {
            let message = format!("unit “{unit}”; the sheet is the main unit's");
            let remedy = "make the unit in the facts, and give it the sheet: set-unit";
            self.say(Code::NoPlace, place, message, "a board of the standard is of one unit", remedy);
        }
        Some(lines.join("; ")).filter(|comments| !comments.is_empty())
    }
}

impl Parts {
    fn add(&mut self, thing: Thing) {
        match thing {
            Thing::Set(name) => self.sets.push(name),
            Thing::Setting(name) => self.settings.push(name),
            Thing::Time(name) => self.times.push(name),
            Thing::StoryDay(name) => self.story_days.push(name),
            Thing::Unit(name) => self.units.push(name),
            Thing::Sequence(name) => self.sequences.push(name),
            Thing::Comment(words) => self.comments.push(words),
            Thing::Location(id) => self.locations.push(id),
            Thing::Cast(id, presence) => {
                self.presence.insert(id, presence);
            }
            Thing::Background(id, count) => {
                let known = self.background.entry(id).or_default();
                *known = known.saturating_add(count);
            }
            Thing::Element(id, quantity) => {
                let known = self.elements.entry(id).or_default();
                *known = known.saturating_add(quantity);
            }
        }
    }
}

fn claim(presence: Presence) -> PresenceClaim {
    PresenceClaim { presence, review: Review::Accepted, evidence: Vec::new() }
}

fn used(element: ElementId, quantity: u32) -> ElementUse {
    ElementUse { element, quantity, review: Review::Accepted, evidence: Vec::new() }
}

fn in_it(group: BackgroundId, count: u32) -> BackgroundUse {
    BackgroundUse { group, count, review: Review::Accepted, evidence: None }
}

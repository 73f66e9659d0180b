//! A schedule into the changes that make a production of it: draft, scenes, sheets, cast, elements, calendar, boards.

mod boards;
mod calendar;
mod numbers;
mod scenes;
mod things;

use std::collections::BTreeMap;

use domain::{
    Change, Draft, DraftId, Editing, ElementId, Location, LocationId, ScriptSet, SetId, SheetId, State, Unit,
    UnitId, UnitKind,
};

use crate::read::Reading;
use crate::remark::{Code, Remark, at_most_a_thousand_of_each};
use crate::schedule::Schedule;
use things::Thing;

/// Where a schedule comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the file.
    pub file_name: String,
    /// Hash of the file's bytes (hex), which are kept beside the log.
    pub text_hash: String,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The changes that make the production; none when nothing could be read.
    pub changes: Vec<Change>,
    /// All remarks, the reader's first. They are kept with the draft.
    pub remarks: Vec<Remark>,
}

/// Makes a production of a schedule: everything in it was typed by people, so it is accepted, and strips stand where
/// a person placed them.
///
/// `state` is the production that it is for, without scenes.
#[must_use]
pub fn import(state: &State, reading: &Reading, source: Source) -> Imported {
    let Some(schedule) = &reading.schedule else {
        return Imported { changes: Vec::new(), remarks: reading.remarks.clone() };
    };
    let mut writer = Writer::new(state, schedule, reading.remarks.clone());
    writer.production(&source);
    let calendar = writer.calendar();
    let main = writer.main_unit(calendar);
    writer.things();
    let draft = writer.editing.fresh();
    let scenes = writer.scenes(draft);
    writer.boards(main, calendar);
    let remarks = at_most_a_thousand_of_each(std::mem::take(&mut writer.remarks));
    writer.draft(draft, scenes, source, &remarks);
    Imported { changes: writer.editing.changes(), remarks }
}

/// Writes what was read into the production.
struct Writer<'a> {
    editing: Editing<'a>,
    schedule: &'a Schedule,
    remarks: Vec<Remark>,
    /// What the file's elements are here, by the file's id.
    things: BTreeMap<&'a str, Thing>,
    /// The sheets of the file's scenes, by the file's id.
    sheets: BTreeMap<&'a str, SheetId>,
    /// Sets by name.
    sets: BTreeMap<String, SetId>,
    /// Locations by name.
    locations: BTreeMap<String, LocationId>,
    /// Elements by category and name.
    elements: BTreeMap<(domain::Category, String), ElementId>,
}

impl<'a> Writer<'a> {
    fn new(state: &'a State, schedule: &'a Schedule, remarks: Vec<Remark>) -> Self {
        Self {
            editing: Editing::new(state),
            schedule,
            remarks,
            things: BTreeMap::new(),
            sheets: BTreeMap::new(),
            sets: state.sets.values().map(|set| (set.name.clone(), set.id)).collect(),
            locations: BTreeMap::new(),
            elements: BTreeMap::new(),
        }
    }

    fn say(&mut self, code: Code, place: impl Into<String>, message: String, cause: &str, remedy: &str) {
        self.remarks.push(Remark::new(code, place, message, cause, remedy));
    }

    fn production(&mut self, source: &Source) {
        let mut production = self.editing.now.production.clone();
        if production.title.is_empty() {
            let file = source.file_name.rsplit_once('.').map_or(source.file_name.as_str(), |(stem, _)| stem);
            production.title = self.schedule.title.clone().unwrap_or_else(|| file.to_owned());
        }
        self.editing.put(production);
    }

    fn main_unit(&mut self, calendar: Option<&crate::Calendar>) -> UnitId {
        let known = self.editing.now.main_unit().cloned();
        let mut unit = known.unwrap_or_else(|| Unit {
            id: self.editing.fresh(),
            name: "Main".to_owned(),
            kind: UnitKind::Main,
            calendar: domain::Calendar::default(),
            start: None,
            crew_day: None,
        });
        if let Some(calendar) = calendar {
            unit.calendar = self.dates(calendar);
        }
        let id = unit.id;
        self.editing.put(unit);
        id
    }

    fn draft(&mut self, id: DraftId, scenes: Vec<domain::SceneId>, source: Source, remarks: &[Remark]) {
        let pages = scenes.iter().filter_map(|scene| self.editing.now.scenes.get(scene));
        let pages = pages.map(|scene| scene.current().page).max().unwrap_or(0);
        self.editing.put(Draft {
            id,
            name: source.file_name,
            colour: self.schedule.script_colour.clone().unwrap_or_else(|| "White".to_owned()),
            date: self.schedule.script_date,
            parent: None,
            text_hash: source.text_hash,
            format: domain::draft::SCHEDULE.to_owned(),
            pages,
            scenes,
            diagnostics: remarks.iter().map(ToString::to_string).collect(),
        });
    }

    /// The set of a name such as `HOUSE - KITCHEN`, made with its parent if it is new.
    fn set(&mut self, main: &str, sub: Option<&str>) -> SetId {
        let parent = self.named_set(main, None);
        match sub {
            Some(sub) => self.named_set(&format!("{main} - {sub}"), Some(parent)),
            None => parent,
        }
    }

    fn named_set(&mut self, name: &str, parent: Option<SetId>) -> SetId {
        if let Some(id) = self.sets.get(name) {
            return *id;
        }
        let id: SetId = self.editing.fresh();
        let set = ScriptSet { id, name: name.to_owned(), parent, location: None, available: Vec::new() };
        self.editing.put(set);
        self.sets.insert(name.to_owned(), id);
        id
    }

    fn location(&mut self, name: &str) -> LocationId {
        if let Some(id) = self.locations.get(name) {
            return *id;
        }
        let id: LocationId = self.editing.fresh();
        self.editing.put(Location::named(id, name));
        self.locations.insert(name.to_owned(), id);
        id
    }
}

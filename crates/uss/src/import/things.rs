//! The file's elements into what a production has: cast, background, elements by category, locations, and the words
//! of a scene's heading.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    BackgroundGroup, BackgroundId, BackgroundKind, Category as Kind, Character, CharacterId, Element,
    ElementId, Engagement, EngagementKind, LocationId, Person, Presence,
};

use super::Writer;
use super::calendar::day_type;
use crate::remark::Code;
use crate::schedule::{Category, Element as Said};
use crate::shelf::Shelf;

/// How many names a remark gives.
const NAMED: usize = 8;

/// What an element of the file is in the production.
#[derive(Clone, Debug)]
pub(super) enum Thing {
    Set(String),
    Setting(String),
    Time(String),
    StoryDay(String),
    Unit(String),
    Sequence(String),
    Comment(String),
    Location(LocationId),
    Cast(CharacterId, Presence),
    Background(BackgroundId, u32),
    Element(ElementId, u32),
}

impl Writer<'_> {
    /// Makes a thing of every element.
    pub(super) fn things(&mut self) {
        let schedule = self.schedule;
        let shelves: BTreeMap<&str, (Shelf, &Category)> =
            schedule.categories.iter().map(|c| (c.id.as_str(), (Shelf::of(c), c))).collect();
        let mut board_ids = BoardIds::new(schedule.elements.iter().filter(|element| {
            shelves.get(element.category.as_str()).is_some_and(|(shelf, _)| *shelf == Shelf::Cast)
        }));
        let mut names = BTreeMap::new();
        let mut groups = BTreeMap::new();
        for said in &schedule.elements {
            let found = shelves.get(said.category.as_str());
            if found.is_none() {
                let place = format!("element {}", said.name);
                let message = format!("there is no category “{}”; it is kept among Notes", said.category);
                let remedy = "give it another category: set-category";
                self.say(Code::UnknownId, place, message, "the file does not hold the category", remedy);
            }
            let text = said.name.clone();
            let thing = match found.map_or(Shelf::Thing(Kind::Notes), |(shelf, _)| *shelf) {
                Shelf::Set => Thing::Set(text),
                Shelf::Setting => Thing::Setting(text),
                Shelf::Time => Thing::Time(text),
                Shelf::StoryDay => Thing::StoryDay(text),
                Shelf::Unit => Thing::Unit(text),
                Shelf::Sequence => Thing::Sequence(text),
                Shelf::Comment => Thing::Comment(text),
                Shelf::Location => self.place(said),
                Shelf::Cast => self.character(said, &mut board_ids, &mut names),
                Shelf::Background => self.group(said, &mut groups),
                Shelf::Thing(kind) | Shelf::Among(kind) => self.element(said, kind),
            };
            self.dates_without_place(said, &thing);
            self.things.insert(&said.id, thing);
        }
        self.categories(&shelves);
        self.settings();
        self.links();
    }

    /// A cast member. A name that ends with `(V.O.)` is only heard, one with `(silent)` does not speak.
    fn character(&mut self, said: &Said, ids: &mut BoardIds, names: &mut BTreeMap<String, u32>) -> Thing {
        let name = said.name.as_str();
        let called = free_name(name, names);
        let place = format!("element {name}");
        if called != name {
            let message = format!("two cast members are called so; the second is called {called}");
            let remedy = "if they are one: merge-characters";
            self.say(
                Code::NameTaken,
                place.as_str(),
                message,
                "people and commands name cast by name",
                remedy,
            );
        }
        let (board_id, given) = ids.take(said);
        if !given && let Some(wanted) = &said.board_id {
            let message = format!("board ID {wanted} is another cast member's; this one has {board_id}");
            self.say(Code::NameTaken, place, message, "a board ID names one cast member", "set-board-id");
        }
        let id: CharacterId = self.editing.fresh();
        self.editing.put(Character {
            id,
            name: called.clone(),
            aliases: Vec::new(),
            not_names: Vec::new(),
            board_id,
            board_id_frozen: said.locked && given,
            watch: None,
        });
        self.engage(said, id, &called);
        Thing::Cast(id, presence(name))
    }

    /// Dates and terms of a cast member stand on an engagement: of a person who is still to be found.
    fn engage(&mut self, said: &Said, character: CharacterId, name: &str) {
        let unavailable = self.unavailable(said);
        let drop = said.may_drop.filter(|may| !may);
        if unavailable.is_empty() && drop.is_none() {
            return;
        }
        let person = domain::PersonId(self.editing.fresh::<domain::PersonId>().0);
        self.editing.put(Person {
            id: person,
            name: format!("{name} (to be cast)"),
            birth_date: None,
            jurisdiction: None,
            school: Vec::new(),
        });
        let id = self.editing.fresh();
        let engagement = Engagement::new(id, person, EngagementKind::Actor, character);
        self.editing.put(Engagement { unavailable, drop, ..engagement });
    }

    fn group(&mut self, said: &Said, groups: &mut BTreeMap<String, BackgroundId>) -> Thing {
        let (count, name) = counted(&said.name);
        if let Some(wanted) = &said.board_id {
            self.no_place(format!("element {}", said.name), format!("board ID {wanted} of background"));
        }
        let known = groups.get(&name.to_lowercase()).copied();
        let id = known.unwrap_or_else(|| {
            let id: BackgroundId = self.editing.fresh();
            let (kind, name) = (BackgroundKind::Atmosphere, name.to_owned());
            self.editing.put(BackgroundGroup {
                id,
                name,
                kind,
                rate: None,
                available: Vec::new(),
                confirmed: false,
            });
            id
        });
        groups.insert(name.to_lowercase(), id);
        Thing::Background(id, count.unwrap_or(0))
    }

    fn element(&mut self, said: &Said, category: Kind) -> Thing {
        let (count, name) = counted(&said.name);
        let unavailable = self.unavailable(said);
        let key = (category, name.to_lowercase());
        let id = self.elements.get(&key).copied().unwrap_or_else(|| {
            // Facts and commands call an element by its name alone, so no two categories share one.
            let shared =
                Kind::ALL.iter().any(|(.., other)| self.elements.contains_key(&(*other, key.1.clone())));
            let name = if shared { format!("{name} ({})", category.key()) } else { name.to_owned() };
            let (id, rate) = (self.editing.fresh(), None);
            self.editing.put(Element {
                id,
                category,
                name,
                rate,
                available: Vec::new(),
                unavailable,
                confirmed: false,
            });
            id
        });
        self.elements.insert(key, id);
        Thing::Element(id, count.unwrap_or(1))
    }

    fn place(&mut self, said: &Said) -> Thing {
        let id = self.location(&said.name);
        let unavailable = self.unavailable(said);
        if let Some(mut location) = self.editing.now.locations.get(&id).cloned() {
            location.unavailable.extend(unavailable);
            self.editing.put(location);
        }
        Thing::Location(id)
    }

    /// Says which dates of an element have no place: travel and rehearsal of cast, any of what has no dates.
    fn dates_without_place(&mut self, said: &Said, thing: &Thing) {
        let place = format!("element {}", said.name);
        let has_dates = matches!(thing, Thing::Cast(..) | Thing::Element(..) | Thing::Location(_));
        for event in &said.events {
            if !has_dates || day_type(&event.what) != Some(domain::DayType::Off) {
                self.no_place(place.clone(), format!("{} on {}", event.what, event.date));
            }
        }
        let no_start = self.editing.now.production.start.is_none();
        if !said.days_off.is_empty() && (!has_dates || no_start) {
            self.no_place(place, format!("weekdays off (0 is Monday): {:?}", said.days_off));
        }
    }

    fn categories(&mut self, shelves: &BTreeMap<&str, (Shelf, &Category)>) {
        let used: BTreeSet<&str> = self.schedule.elements.iter().map(|e| e.category.as_str()).collect();
        for (id, (shelf, category)) in shelves {
            if let Shelf::Among(kind) = shelf
                && used.contains(id)
            {
                let message = format!("“{}” is kept among {}", category.name, kind.label());
                let cause = "a production has fewer categories than the standard";
                let remedy = "give an element another category: set-category";
                self.say(Code::CategoryJoined, "categories", message, cause, remedy);
            }
        }
    }

    /// One remark a setting, with whom it is about.
    fn settings(&mut self) {
        let mut settings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for element in &self.schedule.elements {
            for setting in &element.settings {
                settings.entry(setting).or_default().push(&element.name);
            }
        }
        for (setting, names) in settings {
            let first = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let more = names.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.no_place("elements".to_owned(), format!("{setting}: {first}{more}"));
        }
    }

    fn links(&mut self) {
        let schedule = self.schedule;
        let names: BTreeMap<&str, &str> =
            schedule.elements.iter().map(|element| (element.id.as_str(), element.name.as_str())).collect();
        for element in schedule.elements.iter().filter(|element| !element.linked.is_empty()) {
            let linked: Vec<&str> =
                element.linked.iter().map(|id| names.get(id.as_str()).copied().unwrap_or(id)).collect();
            self.no_place(format!("element {}", element.name), format!("comes with {}", linked.join(", ")));
        }
    }
}

/// The name, or with a number behind it if somebody has it. `names` counts how often each was given.
pub(super) fn free_name(name: &str, names: &mut BTreeMap<String, u32>) -> String {
    let mut called = name.to_owned();
    while names.contains_key(&called.to_lowercase()) {
        let count = names.entry(name.to_lowercase()).or_insert(1);
        *count += 1;
        called = format!("{name} ({count})");
    }
    names.insert(called.to_lowercase(), 1);
    called
}

fn presence(name: &str) -> Presence {
    let upper = name.to_uppercase();
    let ends = |marks: &[&str]| marks.iter().any(|mark| upper.ends_with(mark));
    match () {
        () if ends(&["(V.O.)", "(VO)", "(V.O)", "(VOICE)"]) => Presence::VoiceOnly,
        () if ends(&["(SILENT)"]) => Presence::Silent,
        () => Presence::Speaking,
    }
}

/// `10 Boys` is ten of `Boys`. Years and measures are no counts.
fn counted(name: &str) -> (Option<u32>, &str) {
    let Some((first, rest)) = name.split_once(' ') else { return (None, name) };
    let count = first.parse().ok().filter(|count| (1..1900).contains(count));
    match count {
        Some(count) if !first.starts_with(['+', '0']) => (Some(count), rest),
        _ => (None, name),
    }
}

/// Board IDs: the first who says one has it; who says none gets the next free number.
struct BoardIds {
    holders: BTreeMap<String, String>,
    next: u32,
}

impl BoardIds {
    fn new<'a>(cast: impl Iterator<Item = &'a Said>) -> Self {
        let mut holders = BTreeMap::new();
        for said in cast {
            if let Some(id) = &said.board_id {
                holders.entry(id.to_lowercase()).or_insert_with(|| said.id.clone());
            }
        }
        Self { holders, next: 0 }
    }

    /// The board ID of a cast member, and whether it is the one that the file gives.
    fn take(&mut self, said: &Said) -> (String, bool) {
        if let Some(id) = &said.board_id
            && self.holders.get(&id.to_lowercase()) == Some(&said.id)
        {
            return (id.clone(), true);
        }
        loop {
            self.next += 1;
            let id = self.next.to_string();
            if !self.holders.contains_key(&id) {
                self.holders.insert(id.clone(), said.id.clone());
                return (id, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_names() {
        let cases = [
            ("10 Boys", Some(10), "Boys"),
            ("1910 Signs", None, "1910 Signs"),
            ("300mm Lens", None, "300mm Lens"),
        ];
        for (text, count, name) in cases {
            assert_eq!(counted(text), (count, name));
        }
        assert_eq!(counted("007 Fans"), (None, "007 Fans"));
        assert_eq!(counted(""), (None, ""));
        assert_eq!(presence("ANNA (V.O.)"), Presence::VoiceOnly);
        assert_eq!(presence("ANNA"), Presence::Speaking);
    }
}

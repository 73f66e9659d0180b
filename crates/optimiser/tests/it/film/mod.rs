//! Small productions by hand: a main unit on weekdays from Monday 4 January 2027, strips that need nothing until told so.

use std::collections::BTreeMap;

use domain::*;

pub(crate) const MAIN: UnitId = UnitId(1);

/// The n-th of January 2027.
pub(crate) fn january(day: i8) -> Date {
    jiff::civil::date(2027, 1, day)
}

pub(crate) fn only(first: i8, last: i8) -> DateRange {
    DateRange { first: january(first), last: january(last) }
}

/// So many shooting dates from Monday 4 January on, and no more: none is a whole week or longer.
pub(crate) fn film(dates: usize) -> State {
    let mut state = State::default();
    state.production.start = Some(january(4));
    let mut calendar = Calendar::default();
    if dates > 0 {
        let typed = calendar.shooting_dates(january(4)).take(dates).map(|date| (date, DayType::Work));
        calendar = Calendar { typed: typed.collect(), work_week: [false; 7] };
    }
    let (kind, start, crew_day) = (UnitKind::Main, None, None);
    state.units.insert(MAIN, Unit { id: MAIN, name: "Main".into(), kind, calendar, start, crew_day });
    state
}

/// A strip that takes so long, and the scene that it is of.
pub(crate) fn strip(state: &mut State, minutes: i32) -> SheetId {
    let number = u32::try_from(state.sheets.len()).unwrap() + 1;
    let (id, scene) = (SheetId(number), SceneId(number));
    state.scenes.insert(scene, scene_of(scene, number));
    let sheet = Sheet {
        id,
        scenes: vec![scene],
        part: None,
        set: SetId(0),
        eighths: PageEighths(8),
        minutes: Some(Minutes(minutes)),
        light: Some(Light::Any),
        unit: None,
        story_day: None,
        synopsis: None,
        comments: None,
        status: SheetStatus::Planned,
        presence: BTreeMap::new(),
        doubles: Vec::new(),
        elements: Vec::new(),
        background: Vec::new(),
        before: Vec::new(),
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: Vec::new(),
        to_check: Vec::new(),
    };
    state.sheets.insert(id, sheet);
    id
}

fn scene_of(id: SceneId, number: u32) -> Scene {
    let heading = Heading {
        text: format!("INT. ROOM {number} - DAY"),
        setting: Some(IntExt::Int),
        set: format!("ROOM {number}"),
        sub_set: None,
        time: Some(TimeOfDay::Day),
        time_source: TimeSource::Written,
        time_text: None,
    };
    let version = SceneVersion {
        draft: DraftId(1),
        order: number,
        heading,
        eighths: PageEighths(8),
        length_source: LengthSource::Counted,
        span: TextSpan { start: 0, end: 0, line: 1 },
        page: 1,
        text_hash: String::new(),
        summary: None,
        arc_beats: Vec::new(),
        story_day: None,
    };
    Scene {
        id,
        number: SceneNumber::new(number.to_string()),
        locked: false,
        omitted: false,
        versions: vec![version],
    }
}

pub(crate) fn sheet(state: &mut State, id: SheetId) -> &mut Sheet {
    state.sheets.get_mut(&id).unwrap()
}

pub(crate) fn pin(state: &mut State, id: SheetId, date: Date) {
    sheet(state, id).pin = Some(Pin { at: PinAt::Date(date), by: "Ida".into() });
}

/// Somebody who plays a role in strips.
pub(crate) fn actor(state: &mut State, name: &str, sheets: &[SheetId]) -> PersonId {
    let number = u32::try_from(state.people.len()).unwrap() + 1;
    let (person, character) = (PersonId(number), CharacterId(number));
    let role = Character {
        id: character,
        name: name.to_owned(),
        aliases: Vec::new(),
        not_names: Vec::new(),
        board_id: number.to_string(),
        board_id_frozen: false,
        watch: None,
    };
    state.characters.insert(character, role);
    let (birth_date, jurisdiction, school) = (None, None, Vec::new());
    let name = format!("{name}'s actor");
    state.people.insert(person, Person { id: person, name, birth_date, jurisdiction, school });
    let engagement = Engagement::new(EngagementId(number), person, EngagementKind::Actor, character);
    state.engagements.insert(engagement.id, engagement);
    for id in sheets {
        let (presence, review) = (Presence::Speaking, Review::Accepted);
        sheet(state, *id)
            .presence
            .insert(character, PresenceClaim { presence, review, evidence: Vec::new() });
    }
    person
}

pub(crate) fn away(state: &mut State, person: PersonId, dates: DateRange) {
    for engagement in state.engagements.values_mut().filter(|e| e.person == person) {
        engagement.unavailable.push(dates);
    }
}

/// A stunt of class D in a strip.
pub(crate) fn stunt(state: &mut State, sheet: SheetId, name: &str) {
    let id = StuntId(u32::try_from(state.stunts.len()).unwrap() + 1);
    let stunt = Stunt::new(id, sheet, name, StuntClass::D);
    state.stunts.insert(id, stunt);
}

/// A location where strips are shot.
pub(crate) fn location(state: &mut State, name: &str, sheets: &[SheetId]) -> LocationId {
    let number = u32::try_from(state.locations.len()).unwrap() + 1;
    let (id, set) = (LocationId(number), SetId(number));
    state.locations.insert(id, Location::named(id, name));
    let (name, available) = (name.to_owned(), Vec::new());
    state.sets.insert(set, ScriptSet { id: set, name, parent: None, location: Some(id), available });
    for id in sheets {
        sheet(state, *id).set = set;
    }
    id
}

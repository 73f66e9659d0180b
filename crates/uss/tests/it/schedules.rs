//! Small schedules of our own into productions: everything in them arrives, and what does not fit is said.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use domain::{
    BannerKind, Category, DayType, LengthSource, Light, Minutes, PageEighths, Placed, Presence, Row, State,
};
use serde_json::{Value, json};
use uss::{Imported, Source};

fn import(file: &Value) -> Imported {
    let reading = uss::read(file.to_string().as_bytes());
    assert_eq!(reading.error(), None);
    uss::import(&State::default(), &reading, Source { file_name: "ferry.uss".into(), text_hash: "0".into() })
}

fn production(file: &Value) -> (State, Vec<String>) {
    let imported = import(file);
    let state = State::default().with(&imported.changes);
    assert_eq!(state.dangling(), [""; 0]);
    (state, imported.remarks.iter().map(ToString::to_string).collect())
}

/// Two scenes, one of them in two parts, on two boards.
fn ferry() -> Value {
    json!({ "universalScheduleStandard": {
        "ussVersion": "1.0.0", "project": "The Ferry", "scriptColor": "Pink", "scriptDate": "2027-02-01T00:00:00Z",
        "categories": [
            { "id": "c0", "ucid": 0, "name": "Set" }, { "id": "c1", "ucid": 1, "name": "INT/EXT" },
            { "id": "c2", "ucid": 2, "name": "Day/Night" }, { "id": "c3", "ucid": 3, "name": "Script Day" },
            { "id": "c6", "ucid": 6, "name": "Location" }, { "id": "c9", "ucid": 100, "name": "Cast" },
            { "id": "c10", "ucid": 101, "name": "Extras" }, { "id": "c11", "ucid": 104, "name": "Props" },
            { "id": "c12", "ucid": 110, "name": "Camera" }],
        "elements": [
            { "id": "deck", "category": "c0", "name": "FERRY - DECK" }, { "id": "ext", "category": "c1", "name": "EXT" },
            { "id": "int", "category": "c1", "name": "INT" }, { "id": "night", "category": "c2", "name": "NIGHT" },
            { "id": "later", "category": "c2", "name": "LATER" }, { "id": "cabin", "category": "c0", "name": "Ferry - Cabin" },
            { "id": "d1", "category": "c3", "name": "N1" }, { "id": "port", "category": "c6", "name": "Old port" },
            { "id": "ida", "category": "c9", "name": "IDA", "elementId": "1", "isIdLock": true, "daysOff": [5], "isDrop": false },
            { "id": "ole", "category": "c9", "name": "OLE" }, { "id": "voice", "category": "c9", "name": "RADIO (V.O.)", "elementId": "1" },
            { "id": "crowd", "category": "c10", "name": "12 Passengers" }, { "id": "rope", "category": "c11", "name": "3 Ropes" },
            { "id": "lens", "category": "c12", "name": "300mm Lens" }],
        "breakdowns": [
            { "id": "b1", "type": "scene", "scene": "1PT1", "pages": 1.625, "description": "They  board", "scriptPage": "3",
              "elements": ["deck", "ext", "night", "ida", "crowd", "rope", "port", "d1"], "comments": "Wet deck" },
            { "id": "b2", "type": "strip", "scene": "1PT2", "pages": 0.25, "duration": 5_400_000, "elements": ["deck", "ext", "night", "ida", "ole"] },
            { "id": "b3", "scene": "2", "pages": "1 1/8", "elements": ["cabin", "int", "later", "voice", "lens", "deck"] },
            { "id": "b4", "type": "banner", "bannerText": "Company move", "duration": 3_600_000 }],
        "stripboards": [
            { "name": "First", "calendar": "k1", "boards": [
                { "name": "stripboard", "breakdownIds": [["b1", "b4"], [], ["b2"]] }, { "name": "boneyard", "breakdownIds": ["b3"] }] },
            { "name": "Second", "calendar": "k2", "boards": [{ "name": "stripboard", "breakdownArrays": [["b3"], "b1", "b2"] }] }],
        "calendars": [
            { "id": "k1", "name": "Early", "daysOff": [0], "events": [{ "type": "start", "date": "2027-04-01T07:00:00Z" }] },
            { "id": "k2", "name": "Late", "daysOff": [0, 6], "events": [
                { "type": "start", "name": null, "date": "2027-05-03T07:00:00.000+0000" },
                { "type": "event", "name": "holiday", "date": "2027-05-17T07:00:00Z" },
                { "type": "event", "name": "regatta", "date": "2027-05-18T07:00:00Z" }] }]
    }})
}

#[test]
fn scenes_come_with_all_that_is_in_them() {
    let (state, _) = production(&ferry());
    assert_eq!(state.production.title, "The Ferry");
    let sheets = state.sheets_in_order();
    let labels: Vec<String> = sheets.iter().map(|sheet| state.label(sheet.id)).collect();
    assert_eq!(labels, ["1 pt 1", "1 pt 2", "2"]);
    let first = sheets[0];
    assert_eq!((first.eighths, first.minutes), (PageEighths(13), None));
    assert_eq!(sheets[1].minutes, Some(Minutes(90)));
    assert_eq!((sheets[2].eighths, state.light_of(first)), (PageEighths(9), Light::Dark));
    assert_eq!(first.synopsis.as_deref(), Some("They board"));
    assert_eq!((first.comments.as_deref(), first.story_day.as_deref()), (Some("Wet deck"), Some("N1")));
    assert_eq!(state.set_name(first), "FERRY - DECK");
    assert_eq!(state.location_of(first).map(|location| location.name.as_str()), Some("Old port"));
    let scenes = state.scenes_in_order();
    assert_eq!(scenes.len(), 2, "two parts are of one scene");
    let version = scenes[0].current();
    assert_eq!(
        (version.eighths, version.page, version.length_source),
        (PageEighths(15), 3, LengthSource::Recorded)
    );
    let heading = &scenes[1].current().heading;
    assert_eq!(
        (heading.text.as_str(), heading.time),
        ("INT. Ferry - Cabin - LATER", scenes[0].current().heading.time)
    );
    let draft = state.current_draft().unwrap();
    assert_eq!((draft.colour.as_str(), draft.format.as_str(), draft.scenes.len()), ("Pink", "uss", 2));
}

#[test]
fn cast_background_and_elements_find_their_places() {
    let (state, remarks) = production(&ferry());
    let cast: Vec<(&str, &str, bool)> = state
        .characters
        .values()
        .map(|c| (c.name.as_str(), c.board_id.as_str(), c.board_id_frozen))
        .collect();
    assert_eq!(cast, [("IDA", "1", true), ("OLE", "2", false), ("RADIO (V.O.)", "3", false)]);
    let sheets = state.sheets_in_order();
    let presence: Vec<Presence> = sheets[2].presence.values().map(|claim| claim.presence).collect();
    assert_eq!(presence, [Presence::VoiceOnly]);
    let engagement = state.engagements.values().next().unwrap();
    assert_eq!((state.engagements.len(), engagement.drop), (1, Some(false)));
    let friday = "2027-05-07".parse().unwrap();
    assert!(!engagement.is_available(friday) && engagement.is_available("2027-05-06".parse().unwrap()));
    let group = &sheets[0].background[0];
    assert_eq!((state.background[&group.group].name.as_str(), group.count), ("Passengers", 12));
    let rope = &sheets[0].elements[0];
    assert_eq!((state.elements[&rope.element].name.as_str(), rope.quantity), ("Ropes", 3));
    assert_eq!(state.elements[&sheets[2].elements[0].element].category, Category::SpecialEquipment);
    for said in
        ["U018 categories: “Camera” is kept among Special equipment", "U019 element RADIO (V.O.): board ID 1"]
    {
        assert!(remarks.iter().any(|remark| remark.starts_with(said)), "{said}: {remarks:#?}");
    }
    assert_eq!(sheets[2].comments.as_deref(), Some("also on: FERRY - DECK"));
    assert_eq!(state.current_draft().unwrap().diagnostics, remarks, "what was said stays with the draft");
}

#[test]
fn boards_stand_as_people_placed_them_on_the_calendar_of_the_newest() {
    let (state, remarks) = production(&ferry());
    let main = state.main_unit().unwrap();
    assert_eq!(state.production.start, Some("2027-05-03".parse().unwrap()));
    assert_eq!(main.calendar.days_a_week(), 5);
    assert_eq!(main.calendar.day_type("2027-05-17".parse().unwrap()), DayType::Holiday);
    let boards: Vec<_> = state.boards.values().collect();
    let strips = |at: usize| -> Vec<usize> {
        boards[at].days(main.id).iter().map(|day| day.sheets().count()).collect()
    };
    assert_eq!((strips(0), strips(1)), (vec![1, 0, 1], vec![1, 2]));
    assert!(boards[0].placements().values().all(|(.., placed)| *placed == Placed::ByPerson));
    let Row::Banner(banner) = &boards[0].rows[&main.id][1] else { panic!("a banner") };
    assert_eq!((banner.kind, banner.minutes), (BannerKind::Move, Minutes(60)));
    assert_eq!(state.boneyard(boards[0]).len(), 1);
    assert!(boards[0].assumptions[0].contains("start 2027-04-01"), "{:?}", boards[0].assumptions);
    assert!(boards[1].assumptions.is_empty());
    assert!(remarks.iter().any(|remark| remark.contains("regatta on 2027-05-18")), "{remarks:#?}");
}

#[test]
fn what_is_odd_is_said_and_kept() {
    let file = json!({ "universalScheduleStandard": {
        "ussVersion": "2.1", "weather": "fair",
        "categories": [{ "id": "sets", "ucid": 0, "name": "Set" }, { "name": "Props" }],
        "elements": [{ "id": "yard", "category": "sets", "name": "YARD" }, { "id": "x", "category": "nowhere", "name": "Cart" }, 7],
        "breakdowns": [
            { "id": 1, "scene": 12, "pages": -3, "elements": ["yard", "ghost"] },
            { "id": "b", "scene": "12", "pages": 0.3, "duration": 1e300, "elements": "yard" },
            { "id": "b", "scene": "13" }, { "id": "c", "type": "omen", "scene": null, "pages": "long", "elements": [["yard"]] }],
        "stripboards": [
            { "boards": [{ "name": "stripboard", "breakdownIds": [["1", "b", "b", "nobody", {}], [["c"]]] }], "calendar": "none" },
            { "name": "board", "boards": {} }],
        "calendars": [{ "id": "k", "daysOff": [0, 1, 2, 3, 4, 5, 6, 9], "events": [{ "type": "start", "date": "soon" }] }]
    }});
    let (state, remarks) = production(&file);
    let labels: Vec<String> = state.sheets_in_order().iter().map(|sheet| state.label(sheet.id)).collect();
    assert_eq!(labels, ["12", "12-2", "12-2A"]);
    assert_eq!(state.sheets_in_order()[0].eighths, PageEighths(1));
    let names: Vec<&str> = state.boards.values().map(|board| board.name.as_str()).collect();
    assert_eq!(names, ["board", "board (2)"]);
    assert_eq!(state.main_unit().unwrap().calendar.days_a_week(), 5);
    for code in ["U004", "U005", "U006", "U007", "U008", "U009", "U010", "U011", "U012", "U013", "U019"] {
        assert!(remarks.iter().any(|remark| remark.starts_with(code)), "{code} is missing: {remarks:#?}");
    }
}

#[test]
fn what_is_no_schedule_says_why() {
    let deep = "[".repeat(5000);
    for (text, code, says) in [
        ("", "not-json", "empty"),
        ("{\"universalScheduleStandard\": {\n\"breakdowns\": [}", "not-json", "no JSON"),
        (deep.as_str(), "not-json", "recursion"),
        ("{}", "not-a-schedule", "universalScheduleStandard"),
        ("[1]", "not-a-schedule", "neither"),
        ("\u{feff}{\"universalScheduleStandard\": 5}", "not-a-schedule", "neither"),
    ] {
        let reading = uss::read(text.as_bytes());
        let error = reading.error().unwrap();
        assert_eq!((reading.schedule.is_none(), error.code.name()), (true, code), "{text:.40}");
        assert!(error.message.contains(says), "{}", error.message);
        assert!(!error.cause.is_empty() && !error.remedy.is_empty());
    }
    assert_eq!(uss::read(b"{\n]").error().unwrap().line, Some(2));
}

#[test]
fn a_schedule_is_told_from_a_screenplay() {
    for (bytes, name, is) in [
        (&b"INT. KITCHEN - DAY"[..], None, false),
        (b"INT. KITCHEN - DAY", Some("a.USS"), true),
        (b" {\"universalScheduleStandard\":", None, true),
        (b"{ \"title\": 1 }", Some("a.json"), true),
        (b"{ \"title\": 1 }", Some("a.fountain"), false),
    ] {
        assert_eq!(uss::is_schedule(bytes, name), is);
    }
}

//! Any bytes, and schedules in which anything stands anywhere: never a panic, and what is made holds together.

use domain::State;
use proptest::prelude::*;
use serde_json::{Value, json};
use uss::Source;

fn check(bytes: &[u8]) {
    let reading = uss::read(bytes);
    assert_eq!(reading.schedule.is_none(), reading.error().is_some());
    let source = Source { file_name: "x.uss".into(), text_hash: "0".into() };
    let imported = uss::import(&State::default(), &reading, source.clone());
    assert_eq!(imported, uss::import(&State::default(), &reading, source), "the same every time");
    let state = State::default().with(&imported.changes);
    assert_eq!(state.dangling(), [""; 0]);
    for scene in state.scenes.values() {
        assert!(!scene.current().draft.to_string().is_empty());
    }
    let labels: std::collections::BTreeSet<String> = state.sheets.keys().map(|id| state.label(*id)).collect();
    assert_eq!(labels.len(), state.sheets.len(), "every sheet has a label of its own");
}

/// Values that stand where others should: few ids, so that they meet.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => prop::sample::select(vec!["1", "2", "3", "27PT1", "27PT2", "INT", "NIGHT", "banner", "start", "boneyard"])
            .prop_map(|text| json!(text)),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => (-3i64..2000).prop_map(|number| json!(number)),
        1 => Just(json!("2027-05-03T07:00:00Z")),
        1 => ".{0,12}".prop_map(|text| json!(text)),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(|flag| json!(flag)),
        2 => prop::collection::vec(prop_oneof![Just(json!("1")), Just(json!("2")), Just(json!(["1", "3"])), Just(json!({}))], 0..4)
            .prop_map(Value::Array),
    ]
}

fn objects(keys: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let id = prop::sample::select(vec!["1", "2", "3", "4"]);
    let object =
        (id, prop::collection::vec((prop::sample::select(keys), odd()), 0..8)).prop_map(|(id, fields)| {
            let mut object = serde_json::Map::new();
            object.insert("id".into(), id.into());
            object.extend(fields.into_iter().map(|(key, value)| (key.to_owned(), value)));
            Value::Object(object)
        });
    prop::collection::vec(object, 0..6).prop_map(Value::Array)
}

fn schedule() -> impl Strategy<Value = Value> {
    let breakdowns =
        objects(&["scene", "pages", "duration", "type", "bannerText", "elements", "scriptPage", "comments"]);
    let elements = objects(&[
        "name",
        "category",
        "elementId",
        "daysOff",
        "events",
        "isDrop",
        "linkedElements",
        "isHold",
    ]);
    let categories = objects(&["ucid", "name", "id"]);
    let boards = (objects(&["name", "breakdownIds", "breakdownArrays"]), odd(), odd()).prop_map(
        |(boards, name, calendar)| json!([{ "boards": boards, "name": name, "calendar": calendar }]),
    );
    let calendars = (objects(&["type", "name", "date"]), odd())
        .prop_map(|(events, off)| json!([{ "id": "1", "events": events, "daysOff": off }]));
    (breakdowns, elements, categories, boards, calendars, odd()).prop_map(
        |(breakdowns, elements, mut categories, stripboards, calendars, odd)| {
            for (at, category) in categories.as_array_mut().into_iter().flatten().enumerate() {
                category["ucid"] = json!([0, 1, 2, 6, 100, 101, 102, 4][at % 8]);
            }
            json!({ "universalScheduleStandard": {
                "breakdowns": breakdowns, "elements": elements, "categories": categories, "stripboards": stripboards,
                "calendars": calendars, "project": odd.clone(), "scriptDate": odd } })
        },
    )
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }

    #[test]
    fn any_values_anywhere(file in schedule()) {
        check(file.to_string().as_bytes());
    }

    #[test]
    fn a_damaged_file(file in schedule(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = file.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        check(&bytes);
    }
}

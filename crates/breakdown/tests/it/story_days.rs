//! Story days and light over whole small scripts.

use breakdown::{Source, import};
use domain::{Light, State, TimeSource};

fn imported(text: &str) -> State {
    let source = Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    };
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    State::default().with(&import(&State::default(), &screenplay, source).changes)
}

/// The labels of a script's sheets.
fn days(text: &str) -> Vec<String> {
    let state = imported(text);
    let sheets = state.sheets_in_order();
    sheets.iter().map(|sheet| state.story_day_of(sheet).unwrap_or("-").to_owned()).collect()
}

/// Scenes of one line each, under these headings.
fn scenes(headings: &[&str]) -> String {
    headings.iter().map(|heading| format!("{heading}\n\nNothing.\n\n")).collect()
}

#[test]
fn a_day_follows_a_night() {
    assert_eq!(
        days(&scenes(&[
            "INT. A - DAY",
            "EXT. B - CONTINUOUS",
            "EXT. B - DUSK",
            "INT. A - NIGHT",
            "EXT. B - NIGHT",
            "INT. A - DAY",
            "INT. A - LATER",
            "INT. A - EVENING",
            "EXT. B - DAWN",
            "EXT. B - DAY",
            "EXT. B - MORNING",
        ])),
        ["D1", "D1", "D1", "N1", "N1", "D2", "D2", "N2", "D3", "D3", "D4"]
    );
}

#[test]
fn cues_begin_a_new_day() {
    assert_eq!(
        days(
            "INT. A - DAY\n\nNothing.\n\nINT. A - THE NEXT DAY\n\nNothing.\n\nINT. A - DAY\n\nThree days later. Anna \
             sits.\n\nINT. A - DAY\n\nSUPER: \"ONE WEEK LATER\"\n\nINT. B - DAY\n\nLater that day. Anna sits.\n\nANNA\n\
             Three days later he was dead.\n\nINT. B - DAY\n\nThe next man enters.\n"
        ),
        ["D1", "D2", "D3", "D4", "D4", "D4"]
    );
}

#[test]
fn dates_on_cards_begin_a_new_day() {
    assert_eq!(
        days(
            "INT. A - DAY\n\nSUPER: \"MONDAY\"\n\nINT. B - DAY\n\nNothing.\n\nINT. A - DAY\n\nSUPER: \"TUESDAY\"\n\nINT. \
             A - DAY\n\nSUPER: \"LISBON\"\n"
        ),
        ["D1", "D1", "D2", "D2"]
    );
}

#[test]
fn what_is_remembered_or_dreamt_is_counted_apart() {
    assert_eq!(
        days(&scenes(&[
            "INT. A - NIGHT",
            "INT. B - DAY (FLASHBACK)",
            "INT. C - CONTINUOUS",
            "INT. A - NIGHT",
            "INT. B - DAY (DREAM)",
            "INT. A - NIGHT (FLASHBACK)",
            "INT. A - DAY - PRESENT",
            "INT. A - DAY - 1999",
        ])),
        ["N1", "FLASHBACK 1", "FLASHBACK 1", "N1", "DREAM 1", "FLASHBACK 2", "D2", "FLASHBACK 3"]
    );
}

#[test]
fn transitions_open_and_close_a_flashback() {
    assert_eq!(
        days(
            "INT. A - NIGHT\n\nNothing.\n\nFLASHBACK TO:\n\nINT. B - DAY\n\nNothing.\n\nINT. C - DAY\n\nNothing.\n\nBACK \
             TO:\n\nINT. A - NIGHT\n\nNothing.\n"
        ),
        ["N1", "FLASHBACK 1", "FLASHBACK 1", "N1"]
    );
}

#[test]
fn a_scene_without_a_time_takes_the_storys() {
    let state = imported(&scenes(&[
        "EXT. A - NIGHT",
        "EXT. A",
        "EXT. A - NIGHT",
        "INT. B - DAY (FLASHBACK)",
        "EXT. C",
        "EXT. A - NIGHT",
        "EXT. D",
        "EXT. A - DAY",
    ]));
    let sheets = state.sheets_in_order();
    let lights: Vec<Light> = sheets.iter().map(|sheet| state.light_of(sheet)).collect();
    assert_eq!(lights[..3], [Light::Dark; 3]);
    // A flashback between them does not change the story's time.
    assert_eq!(lights[4], Light::Dark);
    // Night before and day behind: nothing tells, and outside daylight is proposed.
    assert_eq!((lights[6], state.story_day_of(sheets[6])), (Light::Daylight, Some("N1")));
    let source = |at: usize| state.heading_of(sheets[at]).unwrap().time_source;
    assert_eq!((source(1), source(6)), (TimeSource::Resolved, TimeSource::Missing));
}

#[test]
fn every_day_says_why_and_typed_days_stay() {
    let state = imported(&scenes(&["INT. A - DAY", "INT. A - NIGHT", "INT. A - THE NEXT MORNING"]));
    let why: Vec<&str> = state
        .scenes_in_order()
        .into_iter()
        .map(|scene| scene.current().story_day.as_ref().unwrap().why.as_str())
        .collect();
    assert_eq!(why, ["the story begins", "night falls", "“THE NEXT MORNING”"]);
    let sheet = state.sheets_in_order()[1].clone();
    let typed = domain::Sheet { story_day: Some("N7".into()), ..sheet };
    assert_eq!(state.story_day_of(&typed), Some("N7"));
}

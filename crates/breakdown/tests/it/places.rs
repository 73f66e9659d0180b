//! Locations proposed from the names of sets, and made by a command.

use breakdown::{Source, import};
use domain::State;
use domain::place_proposals::propose_locations;

fn imported(headings: &[&str]) -> State {
    let text: String = headings.iter().map(|heading| format!("{heading}\n\nNothing.\n\n")).collect();
    let source = Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    };
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    State::default().with(&import(&State::default(), &screenplay, source).changes)
}

/// `NAME: SET; SET` a proposal.
fn proposed(state: &State) -> Vec<String> {
    let line = |proposal: &domain::place_proposals::LocationProposal| {
        let sets: Vec<&str> = proposal.sets.iter().map(|id| state.sets[id].name.as_str()).collect();
        format!("{}: {}", proposal.name, sets.join("; "))
    };
    propose_locations(state).iter().map(line).collect()
}

#[test]
fn sets_of_one_place_are_found() {
    let state = imported(&[
        "INT. SHIPYARD LOADING DOCK - DAY",
        "INT. SHIPYARD OBSERVATION DECK - DAY",
        "EXT. SHIPYARD - NIGHT",
        "INT. ANNA'S HOUSE - KITCHEN - DAY",
        "EXT. ANNA'S HOUSE - DAY",
        "INT. ANNA'S CAR (MOVING) - DAY",
        "INT. BEN'S APARTMENT - DAY",
        "INT. BEN'S BATHROOM - DAY",
        "EXT. OLD BARN - DAY",
        "EXT. OLD MILL - DAY",
        "EXT. OLD TOWN AND COAST ROAD - DAY",
        "EXT. OLD TOWN - MARKET - DAY",
        "INT. TAXI - BACK SEAT - DAY",
        "INT. TAXI - FRONT SEAT - DAY",
        "INT. CAFE - DAY",
    ]);
    assert_eq!(
        proposed(&state),
        [
            "ANNA'S HOUSE: ANNA'S HOUSE; ANNA'S HOUSE - KITCHEN",
            "BEN'S APARTMENT: BEN'S APARTMENT; BEN'S BATHROOM",
            "SHIPYARD: SHIPYARD; SHIPYARD LOADING DOCK; SHIPYARD OBSERVATION DECK",
        ]
    );
}

#[test]
fn the_command_makes_them_and_leaves_what_is_assigned() {
    let state = imported(&[
        "INT. HOUSE - KITCHEN - DAY",
        "EXT. HOUSE - DAY",
        "INT. MILL - LOFT - DAY",
        "EXT. MILL - DAY",
    ]);
    let run = |state: &State, arguments: &[&str]| {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        domain::edit::run(state, "propose-locations", &arguments, None, "me")
    };
    let one = run(&state, &["mill"]).unwrap();
    assert_eq!(one.summary, "made MILL");
    let next = state.with(&one.changes);
    let places: Vec<Option<&str>> = next
        .sheets_in_order()
        .into_iter()
        .map(|sheet| next.location_of(sheet).map(|location| location.name.as_str()))
        .collect();
    assert_eq!(places, [None, None, Some("MILL"), Some("MILL")]);
    let all = next.with(&run(&next, &[]).unwrap().changes);
    assert!(all.sheets_in_order().into_iter().all(|sheet| all.location_of(sheet).is_some()));
    assert!(run(&all, &[]).is_err());
    assert!(run(&state, &["mil"]).unwrap_err().to_string().contains("MILL"));
}

//! Whole films from the reference folder beside the project: sane counts, and evidence for every claim.

use std::path::Path;

use breakdown::{Source, import};
use domain::{Category, Presence, Review, State};

/// The production of a reference script; none, loudly, if the folder is not there.
fn production(path: &str) -> Option<State> {
    let file = Path::new("../../../shared/screenplays").join(path);
    let Ok(bytes) = std::fs::read(&file) else {
        eprintln!("MISSING: {}; the breakdown of a whole film is NOT tested", file.display());
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "the reference scripts are missing");
        return None;
    };
    let screenplay = screenplay::read(&bytes, Some(path)).screenplay;
    let source =
        Source { file_name: path.into(), date: None, text_hash: String::new(), diagnostics: Vec::new() };
    Some(State::default().with(&import(&State::default(), &screenplay, source).changes))
}

/// Names of characters who have cues.
fn with_cues(state: &State) -> Vec<&str> {
    let claims = state.sheets.values().flat_map(|sheet| &sheet.presence);
    let mut ids: Vec<_> =
        claims.filter(|(_, claim)| claim.review == Review::Accepted).map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| state.characters[id].name.as_str()).collect()
}

fn silent(state: &State) -> usize {
    let claims = state.sheets.values().flat_map(|sheet| sheet.presence.values());
    claims.filter(|claim| claim.presence == Presence::Silent).count()
}

fn named(state: &State, category: Category) -> Vec<&str> {
    state.elements.values().filter(|e| e.category == category).map(|e| e.name.as_str()).collect()
}

fn assert_cited(state: &State) {
    for sheet in state.sheets.values() {
        assert!(sheet.presence.values().all(|claim| !claim.evidence.is_empty()));
        assert!(sheet.elements.iter().all(|used| !used.evidence.is_empty()));
        assert!(sheet.background.iter().all(|used| used.evidence.is_some()));
    }
}

#[test]
fn the_phoenix_child() {
    let Some(state) = production("barrier15/the-phoenix-child.fountain") else { return };
    assert_cited(&state);
    assert_eq!(state.sheets.len(), 115);
    assert_eq!(with_cues(&state).len(), 26, "{:?}", with_cues(&state));
    assert_eq!(
        state.characters.values().find(|c| c.board_id == "1").map(|c| c.name.as_str()),
        Some("BRIANNA")
    );
    let silent = silent(&state);
    assert!((150..260).contains(&silent), "{silent} silent claims");
}

#[test]
fn seoul_identity() {
    let Some(state) = production("seoul-identity/seoul-identity.fountain") else { return };
    assert_cited(&state);
    assert_eq!(state.sheets.len(), 93);
    assert_eq!(with_cues(&state).len(), 30, "{:?}", with_cues(&state));
    assert_eq!(state.characters.values().find(|c| c.board_id == "1").map(|c| c.name.as_str()), Some("JAKE"));
    let silent = silent(&state);
    assert!((25..60).contains(&silent), "{silent} silent claims");
}

#[test]
fn mr_james() {
    let Some(state) = production("mr-james/mr-james.fountain") else { return };
    assert_cited(&state);
    let groups: Vec<&str> = state.background.values().map(|group| group.name.as_str()).collect();
    for wanted in ["BARGAIN HUNTERS", "CHILDREN", "COUNCIL MEMBERS"] {
        assert!(groups.contains(&wanted), "{wanted} in {groups:?}");
    }
    let props = named(&state, Category::Props);
    for wanted in ["Compass", "Envelope", "Key", "Map", "Journal", "Phone", "Laptop", "Flashlight"] {
        assert!(props.contains(&wanted), "{wanted} in {props:?}");
    }
    assert_eq!(named(&state, Category::Vehicles), ["Car"]);
    let auctioneer = state.characters.values().find(|c| c.name == "AUCTIONEER");
    assert!(auctioneer.is_some());
}

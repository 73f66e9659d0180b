//! Suggestions made again with a production's own words.

use breakdown::{Source, import, suggest_again};
use domain::{Editing, Review, State};

const TEXT: &str = "INT. A - DAY\n\nA zibble and a pistol. Jake has a knife. A car waits.\n\nJAKE\nHi.\n";

fn imported() -> State {
    let source = Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    };
    let screenplay = screenplay::read(TEXT.as_bytes(), None).screenplay;
    State::default().with(&import(&State::default(), &screenplay, source).changes)
}

fn with_words(state: &State, list: &str, lines: &[&str]) -> State {
    let mut editing = Editing::new(state);
    let mut production = state.production.clone();
    production.lexicons.insert(list.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect());
    editing.put(production);
    state.with(&editing.changes())
}

fn again(state: &State) -> State {
    let screenplay = screenplay::read(TEXT.as_bytes(), None).screenplay;
    state.with(&suggest_again(state, &screenplay).expect("the word lists can be used"))
}

fn names(state: &State) -> Vec<&str> {
    let sheet = state.sheets_in_order()[0];
    let mut names: Vec<&str> =
        sheet.elements.iter().map(|used| state.elements[&used.element].name.as_str()).collect();
    names.sort_unstable();
    names
}

#[test]
fn the_same_words_change_nothing() {
    let state = imported();
    let screenplay = screenplay::read(TEXT.as_bytes(), None).screenplay;
    assert_eq!(suggest_again(&state, &screenplay).unwrap(), Vec::new());
}

#[test]
fn new_words_bring_suggestions_and_old_ones_go() {
    let state = imported();
    assert_eq!(names(&state), ["Car", "Knife", "Pistol"]);
    let state = again(&with_words(&state, "weapons", &["zibble | noun | Zibble gun", "-pistol"]));
    assert_eq!(names(&state), ["Car", "Knife", "Zibble gun"]);
    assert!(state.elements.values().all(|element| element.name != "Pistol"));
    let state = again(&with_words(&state, "weapons", &[]));
    assert_eq!(names(&state), ["Car", "Knife", "Pistol"]);
}

#[test]
fn what_a_person_reviewed_or_typed_stays() {
    let state = imported();
    let mut editing = Editing::new(&state);
    let mut sheet = state.sheets_in_order()[0].clone();
    for used in &mut sheet.elements {
        match state.elements[&used.element].name.as_str() {
            "Pistol" => used.review = Review::Accepted,
            "Car" => used.review = Review::Rejected,
            _ => {}
        }
    }
    sheet.presence.clear();
    sheet.story_day = Some("N9".into());
    editing.put(sheet);
    let state = with_words(&state.with(&editing.changes()), "weapons", &["-pistol", "-knife"]);
    let state = again(&state);
    assert_eq!(names(&state), ["Car", "Pistol"]);
    let sheet = state.sheets_in_order()[0];
    assert!(sheet.presence.is_empty(), "who speaks and was taken away stays away");
    assert_eq!(sheet.story_day.as_deref(), Some("N9"));
    let rejected = sheet.elements.iter().filter(|used| used.review == Review::Rejected).count();
    assert_eq!(rejected, 1);
}

#[test]
fn a_bad_line_is_named() {
    let state = with_words(&imported(), "weapons", &["gun", "-zibble"]);
    let screenplay = screenplay::read(TEXT.as_bytes(), None).screenplay;
    let error = suggest_again(&state, &screenplay).unwrap_err().to_string();
    assert!(error.contains("weapons, line 2"), "{error}");
}

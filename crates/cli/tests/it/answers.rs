//! `firstup answers`, on the demo's production: three boards, each the best of the three at what it is for.

use crate::demo;

use std::cmp::Ordering;
use std::path::Path;

use demo::{FILE, firstup, printed, production};
use domain::{Board, State};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use risk::Measure;
use rules::Verdict;
use serde_json::Value;
use store::ProductionFile;
use tempfile::TempDir;

const NAMES: [&str; 3] = ["Cheapest if all goes well", "Cheapest in expectation", "Danger first"];
const MEASURES: [Measure; 3] = [Measure::Cost, Measure::Expected, Measure::Danger];
const SEARCH: [&str; 4] = ["--iterations", "150000", "--threads", "1"];

fn answers(dir: &Path, search: &[&str]) -> Value {
    let arguments = [&["answers", FILE, "--json"], search].concat();
    let mut value: Value = serde_json::from_str(&printed(dir, &arguments)).unwrap();
    value["seconds"] = Value::Null;
    value
}

/// The three boards as they are kept, judged.
fn kept(dir: &Path) -> (State, Vec<(Board, Verdict)>) {
    let file = ProductionFile::open_read_only(&dir.join(FILE)).unwrap();
    let state = file.state().clone();
    let board = |name| state.boards[&state.board_called(Some(name)).unwrap()].clone();
    let judged = NAMES.map(board).map(|board| (board.clone(), rules::assess(&state, &board)));
    (state, judged.into())
}

#[track_caller]
fn each_is_the_best_at_what_it_is_for(state: &State, boards: &[(Board, Verdict)]) {
    for (own, measure) in boards.iter().zip(MEASURES) {
        for other in boards {
            let order = measure.order(state, (&own.0, &own.1), (&other.0, &other.1));
            assert_ne!(
                order,
                Ordering::Greater,
                "{measure:?}: {} is better than {}",
                other.0.name,
                own.0.name
            );
        }
        assert_eq!(own.1.forbidden().count(), 0, "{}", own.0.name);
    }
}

#[test]
fn three_boards_each_the_best_at_what_it_is_for_and_the_same_every_time() {
    let (one, two) = (production(), production());
    let first = answers(one.path(), &SEARCH);
    assert_eq!(first, answers(two.path(), &SEARCH), "iterations and a seed decide everything");
    let (state, boards) = kept(one.path());
    each_is_the_best_at_what_it_is_for(&state, &boards);
    for ((board, verdict), answer) in boards.iter().zip(first["answers"].as_array().unwrap()) {
        assert_eq!(answer["board"], board.name.as_str());
        assert_eq!(answer["cost"], verdict.cost.decimal());
        assert_eq!(answer["expected"]["total"], verdict.expected.total / 100.0);
    }
    the_sentences_hold(&first);
    every_field_is_documented(&first);

    // Again, from the boards that are there: the same three, none of them worse.
    answers(one.path(), &["--iterations", "2000", "--threads", "1", "--seed", "7"]);
    let (again, later) = kept(one.path());
    assert_eq!(again.boards.len(), 4, "and the hand-made one");
    each_is_the_best_at_what_it_is_for(&again, &later);
    for ((before, now), measure) in boards.iter().zip(&later).zip(MEASURES) {
        assert_ne!(measure.order(&again, (&now.0, &now.1), (&before.0, &before.1)), Ordering::Greater);
    }
}

#[test]
fn one_undo_takes_all_three_back_and_what_changes_nothing_is_no_entry() {
    let dir = production();
    answers(dir.path(), &["--iterations", "20000", "--threads", "1"]);
    let revision = || ProductionFile::open_read_only(&dir.path().join(FILE)).unwrap().state().revision();
    let before = revision();
    // No time to find anything: the boards that are there are the answers.
    answers(dir.path(), &["--iterations", "0", "--threads", "1"]);
    assert_eq!(revision(), before);
    firstup(dir.path(), &["edit", FILE, "undo"]).assert().success();
    let file = ProductionFile::open_read_only(&dir.path().join(FILE)).unwrap();
    let names: Vec<&str> = file.state().boards.values().map(|board| board.name.as_str()).collect();
    assert_eq!(names, ["hand-made"]);
}

/// Figures of the demo's stunts: each sentence's sides add up, and both directions occur.
fn the_sentences_hold(answer: &Value) {
    let stunts = answer["stunts"].as_array().unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    let mut signs = [0, 0];
    for stunt in stunts {
        let side = |name: &str| stunt[name].as_object().unwrap().values().map(number).sum::<f64>();
        let sides = side("first_saves") - side("last_saves");
        assert!((sides - number(&stunt["first_is_cheaper_by"])).abs() < 0.05, "{stunt:#}");
        let words = stunt["sentence"].as_str().unwrap();
        let early = sides > 0.0;
        assert!(words.contains(if early { "early is cheaper by" } else { "late is cheaper by" }), "{words}");
        signs[usize::from(early)] += 1;
    }
    assert!(signs[0] > 0 && signs[1] > 0, "{} later, {} earlier", signs[0], signs[1]);
}

fn every_field_is_documented(value: &Value) {
    const DOCS: &str = include_str!("../../../../docs/json.md");
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                assert!(DOCS.contains(&format!("`{name}`")), "{name} is not in docs/json.md");
                // Keyed by rule.
                if name != "cost_by_rule" {
                    every_field_is_documented(inner);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(every_field_is_documented),
        _ => {}
    }
}

#[test]
fn the_text_names_both_models_and_what_is_assumed() {
    let dir = production();
    let text = printed(dir.path(), &[&["answers", FILE], &SEARCH[..]].concat());
    assert!(text.contains("EXAMPLE ASSUMPTION") && text.contains("recourse: simulated"));
    assert!(text.contains("early is cheaper by") && text.contains("late is cheaper by"));
    assert!(!text.to_lowercase().contains(" safe"), "firstup never says that something is safe");
    insta::assert_snapshot!("text", text);
}

#[test]
fn what_a_person_placed_on_one_of_them_stays_on_all() {
    let dir = production();
    let search = ["--iterations", "20000", "--threads", "1"];
    answers(dir.path(), &search);
    firstup(dir.path(), &["edit", FILE, "move-strip", "38", "3", "--board", NAMES[2]]).assert().success();
    let banner = ["edit", FILE, "add-banner", "3", "note", "0", "Wrap party", "--board", NAMES[1]];
    firstup(dir.path(), &banner).assert().success();
    (0..2).for_each(|_| drop(answers(dir.path(), &search)));
    let (state, boards) = kept(dir.path());
    each_is_the_best_at_what_it_is_for(&state, &boards);
    let sheet = state.sheet_called("38").unwrap();
    for (board, _) in &boards {
        let (_, day, placed) = board.placements()[&sheet];
        assert_eq!((day, placed), (2, domain::Placed::ByPerson), "{}", board.name);
        let banners = board.rows.values().flatten().filter(|row| matches!(row, domain::Row::Banner(_)));
        assert_eq!(banners.count(), 1, "{}", board.name);
    }
    firstup(dir.path(), &["edit", FILE, "move-strip", "38", "5", "--board", NAMES[0]]).assert().success();
    firstup(dir.path(), &["answers", FILE, "--iterations", "1000"])
        .assert()
        .code(2)
        .stderr(contains("scene 38 stays on day").and(contains("put it in one place on both")));
}

#[test]
fn what_a_person_put_into_the_boneyard_of_one_is_planned_on_none_and_said() {
    let dir = production();
    let search = ["--iterations", "2000", "--threads", "1"];
    assert_eq!(answers(dir.path(), &search)["set_aside"], serde_json::json!([]));
    let aside = ["edit", FILE, "move-strip", "40", "boneyard", "--board", NAMES[2]];
    firstup(dir.path(), &aside).assert().success();
    assert_eq!(answers(dir.path(), &search)["set_aside"], serde_json::json!(["40"]));
    let text = printed(dir.path(), &[&["answers", FILE], &search[..]].concat());
    assert!(text.contains("in the boneyard by hand, and not planned: 40\n"), "{text}");
    let (state, boards) = kept(dir.path());
    let sheet = state.sheet_called("40").unwrap();
    assert!(boards.iter().all(|(board, _)| !board.placements().contains_key(&sheet)));
}

#[test]
fn without_stunts_the_three_are_one() {
    let dir = TempDir::new().unwrap();
    std::fs::write(
        dir.path().join("two.fountain"),
        "INT. HOUSE - DAY\n\nANNA sits.\n\nEXT. ROAD - DAY\n\nANNA walks.\n",
    )
    .unwrap();
    firstup(dir.path(), &["import", "two.fountain", "-o", FILE]).assert().success();
    firstup(dir.path(), &["answers", FILE, "--iterations", "2000", "--threads", "1"])
        .assert()
        .success()
        .stdout(
            contains("Danger first is the same board as Cheapest if all goes well.")
                .and(contains("no stunt is described yet"))
                .and(contains("EARLY OR LATE").not()),
        );
}

//! `firstup risk`, on the demo's production as a person made its board.

use crate::demo;

use std::num::NonZero;
use std::path::Path;

use demo::{FILE, firstup, printed, production};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use risk::{Assumptions, Scale, Shoot};
use serde_json::Value;

#[test]
fn both_models_are_named_and_the_figures_are_the_same_on_any_number_of_threads() {
    let dir = production();
    let ask = |threads| ["risk", FILE, "--replications", "2000", "--threads", threads];
    let alone = printed(dir.path(), &[&ask("1")[..], &["--json"]].concat());
    assert_eq!(alone, printed(dir.path(), &[&ask("3")[..], &["--json"]].concat()));
    let answer: Value = serde_json::from_str(&alone).unwrap();
    let checked: Value = serde_json::from_str(&printed_checked(dir.path())).unwrap();
    let near = |a: &Value, b: &Value| (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() < 0.01;
    assert!(near(&answer["recursion"]["g0"], &checked["expected"]["g0"]));
    assert_eq!(answer["example_assumption"], true);
    insta::assert_snapshot!("json", alone);
    let text = printed(dir.path(), &ask("2"));
    assert!(text.contains("RECURSION: THE BOARD STAYS FIXED") && text.contains("RECOURSE: SIMULATED"));
    assert!(text.contains("EXAMPLE ASSUMPTION"));
    assert!(!text.to_lowercase().contains(" safe"), "firstup never says that something is safe");
    insta::assert_snapshot!("text", text);
}

/// The board breaks nothing that is asked about here: only what was printed counts.
fn printed_checked(dir: &Path) -> String {
    String::from_utf8(firstup(dir, &["check", FILE, "--json"]).output().unwrap().stdout).unwrap()
}

#[test]
fn under_the_recursions_assumptions_the_simulated_mean_of_the_demo_is_g0() {
    let dir = production();
    let file = store::ProductionFile::open_read_only(&dir.path().join(FILE)).unwrap();
    let state = file.state();
    let board = &state.boards[&state.board_called(None).unwrap()];
    let verdict = rules::assess(state, board);
    let shoot = Shoot::new(state, board, &verdict).unwrap();
    let g0 = verdict.expected.g0;
    assert!((risk::expected_cost(&shoot, Scale::NONE) - g0).abs() < 0.5);
    let two = NonZero::new(2).unwrap();
    for seed in 1..=3 {
        let simulation = risk::simulate(&shoot, &Assumptions::of_recursion(), 50_000, seed, two);
        let costs: Vec<f64> = simulation.endings.iter().map(|ending| ending.cost).collect();
        let found = risk::estimate(&costs);
        let off = (found.mean - g0).abs() / found.error;
        assert!(off < 2.0, "seed {seed}: {off} standard errors from the closed form");
    }
}

#[test]
fn what_cannot_be_simulated_is_an_error_that_says_why() {
    let dir = production();
    let refused = |arguments: &[&str], why: &str| {
        firstup(dir.path(), arguments).assert().code(2).stderr(contains(why));
    };
    refused(&["risk", FILE, "--board", "nope"], "there is no board “nope”");
    refused(&["risk", FILE, "--replications", "1"], "1 is not in 2..=5000000");
    refused(&["risk", FILE, "--threads", "0"], "0 is not in 1..=256");
    refused(&["risk", "nothing.firstup"], "nothing.firstup");
    std::fs::write(dir.path().join("empty.toml"), "[[board]]\nname = \"empty\"\ndays = []\n").unwrap();
    firstup(dir.path(), &["apply", FILE, "empty.toml"]).assert().success();
    firstup(dir.path(), &["risk", FILE, "--board", "empty"])
        .assert()
        .code(2)
        .stderr(contains("has no shooting days").and(contains("plan it")));
}

#[test]
fn readiness_that_decays_is_an_example_assumption_and_without_decay_changes_nothing() {
    let dir = production();
    let ask = |percent| ["risk", FILE, "--replications", "50", "--readiness-decays", percent];
    let answer = |percent| -> Value {
        serde_json::from_str(&printed(dir.path(), &[&ask(percent)[..], &["--json"]].concat())).unwrap()
    };
    let number = |value: &Value| value.as_f64().unwrap();
    let none = answer("0");
    for price in ["without_decay", "with_decay"] {
        for what in ["g0", "total"] {
            assert!(
                (number(&none["readiness"][price][what]) - number(&none["recursion"][what])).abs() < 0.011
            );
        }
    }
    assert_eq!(none["readiness"]["stunts"].as_array().unwrap().len(), 0);
    let two = answer("2");
    let readiness = &two["readiness"];
    assert_eq!(readiness["example_assumption"], true);
    assert!(number(&readiness["with_decay"]["total"]) > number(&readiness["without_decay"]["total"]));
    let saves = number(&readiness["with_decay"]["total"]) - number(&readiness["best"]["price"]["total"]);
    assert!((saves - number(&readiness["best"]["saves"])).abs() < 0.011 && saves > 0.0);
    // Tue 19 Oct is 29 days after the first shooting date: 0.02 x (1 + 0.02 x 29).
    let late = readiness["stunts"].as_array().unwrap().iter().find(|s| s["date"] == "2027-10-19").unwrap();
    assert!((number(&late["q_decayed"]) - 0.02 * 1.58).abs() < 1e-9);
    let text = printed(dir.path(), &ask("2.5"));
    assert!(text.contains("READINESS THAT DECAYS") && text.contains("Example assumption"));
    assert!(!text.to_lowercase().contains(" safe"), "firstup never says that something is safe");
    for wrong in ["-1", "101", "NaN", "much"] {
        let wrong = format!("--readiness-decays={wrong}");
        firstup(dir.path(), &["risk", FILE, &wrong]).assert().code(2).stderr(contains("from 0 to 100"));
    }
}

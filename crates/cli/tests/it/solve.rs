//! `firstup solve`: published kinds of instances, and mistakes in them.

use std::path::Path;

use assert_cmd::Command;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

/// Anna waits over scene 2, or Ben over scene 3, as the scenes stand.
const SMALL: &str = "small\n4\n2\n1 0 1 0 10\n0 1 0 1 3\n1 2 1 1\n";

fn solve(dir: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("firstup").unwrap().current_dir(dir).arg("solve").args(arguments).assert()
}

fn folder(text: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("small.txt"), text).unwrap();
    dir
}

#[test]
fn an_order_is_proved_and_its_proof_is_written() {
    let dir = folder(SMALL);
    let answer = solve(dir.path(), &["small.txt", "--proof", "small.proof", "--json"]).success();
    let answer: serde_json::Value = serde_json::from_slice(&answer.get_output().stdout).unwrap();
    assert_eq!((answer["status"].as_str(), answer["objective"].as_f64()), (Some("optimal"), Some(29.0)));
    assert!(answer.get("proof").is_none(), "the fixed shape has no proof");
    let proof = std::fs::read_to_string(dir.path().join("small.proof")).unwrap();
    assert!(proof.contains("\npay 29\norder "), "{proof}");
}

#[test]
fn rules_on_the_order_are_obeyed() {
    let dir = folder(&(SMALL.to_owned() + "first 2\nlast 4\n"));
    let answer = solve(dir.path(), &["small.txt", "--json"]).success();
    let answer: serde_json::Value = serde_json::from_slice(&answer.get_output().stdout).unwrap();
    let order: Vec<u64> =
        answer["order"].as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect();
    assert_eq!((order[0], order[3]), (1, 3));
    // Ben is on set for all five days, Anna for two.
    assert_eq!(answer["objective"].as_f64(), Some(35.0));
}

/// One scene on one day, and its actor is away.
const AWAY: &str = r#"{"schema": "riskshoot-instance/1", "name": "away",
    "calendar": {"days": 1, "week_len": 5, "calendar_day": [0]},
    "day": {"base_minutes": 600, "night_base_minutes": 600, "max_overtime": 120, "overtime_cost_per_min": 1, "crew_day_cost": 100,
        "night_premium": 10, "max_locations": 2, "move_minutes": 60, "move_cost": 5},
    "locations": [{"id": "mill", "visit_cost": 1, "day_cost": 1, "window": null}],
    "cast": [{"id": "anna", "day_rate": 10, "drop_min_gap_days": null, "minor_max_minutes": null, "unavailable": [0]}],
    "scenes": [{"id": "1", "minutes": 60, "location": 0, "light": "D", "cast": [0], "direct_cost": 0, "stunt": null}],
    "stunts": [], "precedence": []}"#;

#[test]
fn an_instance_without_a_board_is_one_answer_and_one_without_scenes_none() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("away.json"), AWAY).unwrap();
    let answer = solve(dir.path(), &["away.json", "--json"]).code(1).stderr(is_empty());
    let answer: serde_json::Value = serde_json::from_slice(&answer.get_output().stdout).unwrap();
    assert_eq!((&answer["schema"], &answer["status"]), (&"firstup.solve/1".into(), &"infeasible".into()));
    solve(dir.path(), &["away.json"]).code(1).stderr(contains("no legal board exists"));
    let mut empty: serde_json::Value = serde_json::from_str(AWAY).unwrap();
    empty["scenes"] = serde_json::json!([]);
    std::fs::write(dir.path().join("empty.json"), empty.to_string()).unwrap();
    solve(dir.path(), &["empty.json"]).code(2).stderr(contains("empty.json: scenes is empty"));
}

#[test]
fn mistakes_are_told_with_their_line() {
    let dir = folder(&(SMALL.to_owned() + "first 2\nlast 2\n"));
    solve(dir.path(), &["small.txt"]).code(2).stderr(contains("line 8: scene 1 cannot be before scene 2"));
    std::fs::write(dir.path().join("shoot.json"), "{}").unwrap();
    solve(dir.path(), &["shoot.json", "--proof", "a"]).code(2).stderr(contains("--proof is for talent"));
    solve(dir.path(), &["small.txt", "--proof", "none/a"]).code(2);
    for threads in ["0", "100000"] {
        let refused = solve(dir.path(), &["small.txt", "--threads", threads]).code(2);
        refused.stderr(contains(format!("{threads} is not in 1..=256")));
    }
}

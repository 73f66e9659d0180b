//! `firstup solve`: published kinds of instances, and mistakes in them.

use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;
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

#[test]
fn mistakes_are_told_with_their_line() {
    let dir = folder(&(SMALL.to_owned() + "first 2\nlast 2\n"));
    solve(dir.path(), &["small.txt"]).code(2).stderr(contains("line 8: scene 1 cannot be before scene 2"));
    std::fs::write(dir.path().join("shoot.json"), "{}").unwrap();
    solve(dir.path(), &["shoot.json", "--proof", "a"]).code(2).stderr(contains("--proof is for talent"));
    solve(dir.path(), &["small.txt", "--proof", "none/a"]).code(2);
}

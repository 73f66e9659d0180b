//! What scripts are told when something is wrong.

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{fields, firstup, imported, json};

#[test]
fn an_error_is_json_for_scripts() {
    let dir = imported();
    let answer = json(dir.path(), &["check", "two-lamps.firstup"]);
    assert_eq!(
        (answer["schema"].as_str(), answer["error"].as_str()),
        (Some("firstup.error/1"), Some("bad-input"))
    );
}

#[test]
fn what_is_wrong_with_facts_is_json_for_scripts() {
    let dir = imported();
    std::fs::write(dir.path().join("bad.toml"), "[prices]\ncrew_dya = 3\n").unwrap();
    let answer = json(dir.path(), &["apply", "two-lamps.firstup", "bad.toml"]);
    assert_eq!(answer["message"], "bad.toml has 1 error, so nothing was changed");
    let [error] = &answer["errors"].as_array().unwrap()[..] else { panic!("{answer:#}") };
    let span = serde_json::json!({ "start": 9, "end": 17 });
    assert_eq!((&error["line"], &error["column"], &error["span"]), (&2.into(), &1.into(), &span));
    let words = |field: &str| error[field].as_str().unwrap().to_owned();
    assert!(words("message").contains("crew_dya") && words("remedy").contains("crew_day"), "{error:#}");
    let docs = std::fs::read_to_string("../../docs/json.md").unwrap();
    assert!(fields(&answer).iter().all(|field| docs.contains(&format!("`{field}`"))), "{answer:#}");
}

#[test]
fn bad_usage_is_json_for_scripts() {
    let dir = TempDir::new().unwrap();
    for arguments in [&["frobnicate"][..], &["plan"], &["check", "x.firstup", "--nonsense"]] {
        let output = firstup(dir.path()).args(arguments).arg("--json").output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (answer["schema"].as_str(), answer["error"].as_str()),
            (Some("firstup.error/1"), Some("bad-input"))
        );
        assert!(answer["message"].as_str().unwrap().len() > 10, "{answer}");
        assert!(!output.stderr.is_empty(), "people read it on standard error");
    }
    let output = firstup(dir.path()).args(["--json", "--help"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(serde_json::from_slice::<Value>(&output.stdout).is_err(), "help is no error");
}

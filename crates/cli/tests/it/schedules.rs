//! Schedules that other programs wrote, as a script calls the program: boards that people made arrive whole, and are priced.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const SMALL: &str = r#"{ "universalScheduleStandard": { "ussVersion": "1.0.0", "project": "The Ferry", "mood": "calm",
    "categories": [{ "id": "c0", "ucid": 0, "name": "Set" }, { "id": "c1", "ucid": 100, "name": "Cast" }],
    "elements": [{ "id": "deck", "category": "c0", "name": "DECK" }, { "id": "ida", "category": "c1", "name": "IDA" }],
    "breakdowns": [{ "id": "b1", "type": "scene", "scene": "1", "pages": 1.5, "elements": ["deck", "ida"] },
                   { "id": "b2", "type": "scene", "scene": "2", "pages": 0.5, "elements": ["deck"] }],
    "stripboards": [{ "name": "By hand", "boards": [{ "name": "stripboard", "breakdownIds": [["b2"], ["b1"]] }] }] } }"#;

fn firstup(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("firstup").unwrap();
    command.current_dir(dir).env("FIRSTUP_AUTHOR", "tester").env("NO_COLOR", "1");
    command
}

fn json(dir: &Path, arguments: &[&str]) -> Value {
    let output = firstup(dir).args(arguments).arg("--json").output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A path of the shared reference; `None` when it is missing, which fails in CI.
fn shared(path: &str) -> Option<PathBuf> {
    let found = std::path::absolute(Path::new("../../../shared").join(path)).unwrap();
    if found.exists() {
        return Some(found);
    }
    eprintln!("MISSING: {}; nothing that needs it is tested", found.display());
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {}", found.display());
    None
}

#[test]
fn a_schedule_is_one_entry_that_can_be_taken_back() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("ferry.uss"), SMALL).unwrap();
    let imported = json(dir.path(), &["import", "ferry.uss"]);
    assert_eq!((imported["title"].as_str(), imported["boards"].as_u64()), (Some("The Ferry"), Some(1)));
    let codes: Vec<&str> =
        imported["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"U006") && codes.contains(&"U013"), "{codes:?}");
    let boards = json(dir.path(), &["show", "ferry.firstup", "boards"]);
    assert_eq!(boards["boards"][0]["units"][0]["days"], serde_json::json!([["2"], ["1"]]));
    let edit = |command: &str| json(dir.path(), &["edit", "ferry.firstup", command])["changed"].clone();
    assert_eq!((edit("undo"), edit("redo")), (true.into(), true.into()));
    firstup(dir.path())
        .args(["edit", "ferry.firstup", "suggest-again"])
        .assert()
        .code(2)
        .stderr(contains("schedule"));
    // A person's strips stay where they are: the plan moves nothing.
    let planned = json(dir.path(), &["plan", "ferry.firstup", "--board", "By hand", "--iterations", "500"]);
    assert_eq!(planned["days"][1]["strips"][0]["scene"], "1");
}

#[test]
fn what_cannot_be_read_says_what_where_why_and_what_to_do() {
    let dir = TempDir::new().unwrap();
    for (text, says) in [
        (
            "{ \"universalScheduleStandard\": {\n  \"breakdowns\": [ }",
            "bad.uss (line 2): the file is no JSON",
        ),
        ("{ \"scenes\": [] }", "neither “universalScheduleStandard” nor “breakdowns”"),
        ("", "the file is empty"),
    ] {
        std::fs::write(dir.path().join("bad.uss"), text).unwrap();
        firstup(dir.path())
            .args(["import", "bad.uss"])
            .assert()
            .code(2)
            .stderr(contains(says))
            .stderr(contains("export the schedule"));
        assert!(!dir.path().join("bad.firstup").exists());
    }
}

#[test]
fn a_screenplay_follows_a_schedule_as_its_next_draft() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("ferry.uss"), SMALL).unwrap();
    std::fs::write(
        dir.path().join("ferry.fountain"),
        "EXT. DECK - DAY #1#\n\nIDA\nLand!\n\nEXT. DECK - NIGHT #3#\n\nFog.\n",
    )
    .unwrap();
    firstup(dir.path()).args(["import", "ferry.uss"]).assert().success();
    let merged = json(dir.path(), &["import", "ferry.fountain", "--into", "ferry.firstup"]);
    let kinds: Vec<(&str, &str)> = merged["scenes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scene| (scene["number"].as_str().unwrap(), scene["kind"].as_str().unwrap()))
        .collect();
    assert!(
        kinds.contains(&("3", "new")) && kinds.iter().all(|(number, kind)| *number != "1" || *kind != "new"),
        "{kinds:?}"
    );
    firstup(dir.path())
        .args(["import", "ferry.uss", "--into", "ferry.firstup"])
        .assert()
        .code(2)
        .stderr(contains("no draft"));
}

#[test]
fn three_boards_that_people_made_arrive_whole_and_are_priced() {
    let Some(sample) = shared("uss/samples/full_sample_schedule.uss") else { return };
    let dir = TempDir::new().unwrap();
    let imported = json(dir.path(), &["import", sample.to_str().unwrap(), "-o", "full.firstup"]);
    assert_eq!((imported["scenes"].as_u64(), imported["boards"].as_u64()), (Some(173), Some(4)));
    let shown = json(dir.path(), &["show", "full.firstup", "boards"]);
    for (name, days, strips, eighths) in
        [("First Pass", 61, 171, 1401), ("Second Pass", 67, 171, 1419), ("Rev. WHITE", 56, 169, 1375)]
    {
        let board = shown["boards"].as_array().unwrap().iter().find(|board| board["name"] == name).unwrap();
        let on_it = board["units"][0]["days"].as_array().unwrap();
        let placed: usize = on_it.iter().map(|day| day.as_array().unwrap().len()).sum();
        assert_eq!((on_it.len(), placed), (days, strips), "{name}");
        let judged = json(dir.path(), &["check", "full.firstup", "--board", name]);
        let measures = &judged["measures"];
        assert_eq!(
            (measures["days"].as_u64(), measures["strips"].as_u64()),
            (Some(days as u64), Some(strips as u64))
        );
        assert_eq!(measures["eighths"].as_u64(), Some(eighths), "{name}");
        let cost: f64 = judged["cost"].as_str().unwrap().replace(',', "").parse().unwrap();
        assert!(cost > 1e6, "{name} costs {cost}");
    }
}

#[test]
fn the_other_samples_arrive_too() {
    for (path, scenes, strips) in [
        ("uss/samples/small_sample_schedule.uss", 1, 1),
        ("uss/validator/test/large_sample_schedule.uss", 142, 147),
    ] {
        let Some(sample) = shared(path) else { return };
        let dir = TempDir::new().unwrap();
        let imported = json(dir.path(), &["import", sample.to_str().unwrap(), "-o", "a.firstup"]);
        assert_eq!(
            (imported["scenes"].as_u64(), imported["boards"].as_u64()),
            (Some(scenes), Some(2)),
            "{path}"
        );
        let judged = json(dir.path(), &["check", "a.firstup", "--board", "First Pass"]);
        assert_eq!(judged["measures"]["strips"].as_u64(), Some(strips), "{path}");
    }
}

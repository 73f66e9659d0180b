//! `firstup explain`, and what `firstup plan` says of what it cannot plan.

use std::path::Path;

use assert_cmd::Command;
use domain::Money;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const SCRIPT: &str = "Title: Two Lamps\n\nINT. KITCHEN - DAY #1#\n\nANNA, 30, lights a lamp.\n\nANNA\nWho is there?\n\n\
    EXT. YARD - NIGHT #2#\n\nOLD TOM stands by the wall.\n\nBEN\nPut it down.\n\n\
    INT. KITCHEN - CONTINUOUS #3#\n\nOld Tom watches.\n\nANNA\nI told him.\n\nBEN\nYou did.\n\n\
    EXT. PIER - DAY #4#\n\nANNA\nGone.\n";

const FACTS: &str = "[production]\ncurrency = \"EUR\"\n\n[[cast]]\ncharacter = \"ANNA\"\nperson = \"Vera Blum\"\n\
    unavailable = [2027-01-06]\n\n[[sheet]]\nscene = \"1\"\nminutes = 300\n\n[[sheet]]\nscene = \"4\"\nminutes = 300\n\n\
    [[board]]\nname = \"mine\"\ndays = [[\"1\"], [\"2\", \"3\"], [], [\"4\"]]\n";

fn firstup(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("firstup").unwrap();
    command.current_dir(dir).env("FIRSTUP_AUTHOR", "Ida").env("NO_COLOR", "1").env("COLUMNS", "110");
    command.args(arguments);
    command
}

fn json(dir: &Path, arguments: &[&str]) -> Value {
    let output = firstup(dir, arguments).arg("--json").output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A folder with a production and a board that a person made.
fn production() -> TempDir {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("lamps.fountain"), SCRIPT).unwrap();
    std::fs::write(dir.path().join("facts.toml"), FACTS).unwrap();
    firstup(dir.path(), &["import", "lamps.fountain"]).assert().success();
    firstup(dir.path(), &["apply", "lamps.firstup", "facts.toml"]).assert().success();
    dir
}

fn cents(value: &Value) -> i64 {
    Money::parse(value.as_str().unwrap()).unwrap().0
}

/// The items of a change add up to its cost, exactly.
fn adds_up(change: &Value) {
    let items = change["items"].as_array().unwrap();
    let sum: i64 = items.iter().map(|item| cents(&item["change"])).sum();
    assert_eq!(sum, cents(&change["cost"]), "{change:#}");
    for item in items {
        assert_eq!(cents(&item["after"]) - cents(&item["before"]), cents(&item["change"]));
    }
}

/// What is the same on every day and machine.
fn fixed(mut value: Value) -> String {
    for field in ["seconds", "iterations"] {
        if let Some(fields) = value.as_object_mut() {
            fields.remove(field);
        }
    }
    if value["held"]["when"].is_string() {
        value["held"]["when"] = "…".into();
    }
    format!("{value:#}")
}

#[test]
fn a_strip_is_where_a_person_placed_it_and_what_moving_it_changes() {
    let dir = production();
    let answer = json(dir.path(), &["explain", "lamps.firstup", "strip", "3"]);
    assert_eq!((answer["day"].as_u64(), answer["held"]["who"].as_str()), (Some(2), Some("Ida")));
    adds_up(&answer["next_best"]["change"]);
    let days = answer["days"].as_array().unwrap();
    let best = days.iter().filter(|day| day["forbidden"].as_array().unwrap().is_empty());
    let least = best.map(|day| day["expected"].as_f64().unwrap()).fold(f64::INFINITY, f64::min);
    assert_eq!(answer["next_best"]["change"]["expected"].as_f64(), Some(least));
    // On the third day ANNA is away.
    let third = days.iter().find(|day| day["day"] == 3).unwrap();
    assert!(third["forbidden"][0].as_str().unwrap().contains("ANNA is in 3"), "{third}");
    insta::assert_snapshot!("strip", fixed(answer));
    firstup(dir.path(), &["explain", "lamps.firstup", "strip", "3"])
        .assert()
        .success()
        .stdout(contains("On day 2 (Tue 5 Jan 2027), placed by Ida on"))
        .stdout(contains("THE NEXT BEST DAY (EUR) -- EXAMPLE"))
        .stdout(contains("⚑ day 3: ANNA is in 3 and is not available"));
}

#[test]
fn a_pin_is_named_with_who_and_when_and_priced_as_if_it_were_off() {
    let dir = production();
    firstup(dir.path(), &["edit", "lamps.firstup", "pin", "3", "day", "2"]).assert().success();
    let answer = json(dir.path(), &["explain", "lamps.firstup", "strip", "3"]);
    assert_eq!((answer["held"]["by"].as_str(), answer["held"]["who"].as_str()), (Some("pin"), Some("Ida")));
    assert_eq!(answer["without_pin"], true);
    assert!(answer["next_best"].is_object());
    firstup(dir.path(), &["explain", "lamps.firstup", "strip", "3"])
        .assert()
        .success()
        .stdout(contains("pinned to day 2 by Ida on").and(contains("What follows is without the pin")));
}

#[test]
fn a_day_is_set_beside_the_average_day() {
    let dir = production();
    let answer = json(dir.path(), &["explain", "lamps.firstup", "--board", "mine", "day", "2"]);
    let rules = answer["rules"].as_array().unwrap();
    let sum: i64 = rules.iter().map(|rule| cents(&rule["cost"])).sum();
    assert_eq!(sum, cents(&answer["day_cost"]));
    adds_up(&answer["gone"]["change"]);
    assert!(cents(&answer["gone"]["change"]["cost"]) < 0, "a day less costs less");
    insta::assert_snapshot!("day", fixed(answer));
    let said = |day: &str| {
        let output = firstup(dir.path(), &["explain", "lamps.firstup", "day", day]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said("2").contains("\nScenes 2, 3"), "{}", said("2"));
    assert!(said("4").contains("\nScene 4"), "{}", said("4"));
    assert!(!said("3").contains("\nScene"), "{}", said("3"));
    let by_date = json(dir.path(), &["explain", "lamps.firstup", "day", "2027-01-05"]);
    assert_eq!(by_date["day"], 2);
}

#[test]
fn a_day_fewer_and_a_day_more_have_a_price_or_a_proof() {
    let dir = production();
    let limits = ["--keep", "pins", "--iterations", "3000", "--threads", "1"];
    let answer = json(dir.path(), &[&["explain", "lamps.firstup", "days"], &limits[..]].concat());
    assert_eq!(answer["days"], 4);
    adds_up(&answer["best"]["change"]);
    assert_eq!((answer["best"]["days"].as_u64(), answer["more"]["days"].as_u64()), (Some(2), Some(3)));
    assert_eq!(answer["fewer"]["status"], "impossible");
    adds_up(&answer["more"]["change"]);
    assert!(cents(&answer["more"]["change"]["cost"]) > 0);
    insta::assert_snapshot!("days", fixed(answer));
}

#[test]
fn facts_that_bind_are_priced_and_the_same_iterations_give_the_same_answer() {
    let dir = production();
    let ask = || {
        let limits = ["--iterations", "3000", "--threads", "1"];
        json(dir.path(), &[&["explain", "lamps.firstup", "rules"], &limits[..]].concat())
    };
    let answer = ask();
    let savings = answer["savings"].as_array().unwrap();
    assert!(!savings.is_empty(), "{answer:#}");
    for saving in savings {
        adds_up(&saving["change"]);
        assert!(saving["change"]["expected"].as_f64().unwrap() < 0.0);
        let placed = saving["fact"].as_str().unwrap().starts_with("a person placed");
        assert_eq!(saving["breaks"].as_array().unwrap().is_empty(), placed, "{saving:#}");
    }
    assert_eq!(fixed(answer.clone()), fixed(ask()));
    insta::assert_snapshot!("rules", fixed(answer));
}

/// A plan of the board of its name, always the same.
const PLAN: [&str; 6] = ["plan", "lamps.firstup", "--iterations", "2000", "--threads", "1"];

fn edit(dir: &Path, words: &[&str]) {
    firstup(dir, &[&["edit", "lamps.firstup"], words].concat()).assert().success();
}

/// The scenes that a plan has on days.
fn planned(answer: &Value) -> Vec<&str> {
    let days = answer["days"].as_array().unwrap().iter();
    let mut scenes: Vec<&str> = days
        .flat_map(|day| day["strips"].as_array().unwrap())
        .map(|strip| strip["scene"].as_str().unwrap())
        .collect();
    scenes.sort_unstable();
    scenes
}

#[test]
fn a_plan_that_fails_says_which_facts_conflict_and_what_would_help() {
    let dir = production();
    edit(dir.path(), &["before", "1", "4"]);
    edit(dir.path(), &["pin", "1", "2027-01-07"]);
    edit(dir.path(), &["pin", "4", "2027-01-05"]);
    firstup(dir.path(), &PLAN).assert().code(1).stderr(
        contains("there is no board: these facts conflict")
            .and(contains("scene 4 is pinned to Tue 5 Jan 2027 by Ida"))
            .and(contains("scene 1 is shot before scene 4"))
            .and(contains("→ scene 4 were not pinned   [unpin 4]")),
    );
    let answer = json(dir.path(), &PLAN);
    assert_eq!(
        (answer["error"].as_str(), answer["why"]["proven"].as_bool()),
        (Some("bad-answer"), Some(true))
    );
    insta::assert_snapshot!("why", format!("{:#}", answer["why"]));
    edit(dir.path(), &["unpin", "4"]);
    firstup(dir.path(), &PLAN).assert().success();
}

#[test]
fn a_scene_that_no_date_can_take_stays_in_the_boneyard_and_the_rest_is_planned() {
    let dir = production();
    edit(dir.path(), &["pin", "4", "2027-01-06"]);
    let answer = json(dir.path(), &PLAN);
    assert_eq!(planned(&answer), ["1", "2", "3"]);
    assert_eq!(answer["forbidden"], 0);
    let flags = answer["flags"].as_array().unwrap().iter().filter(|flag| flag["rule"] == "boneyard");
    assert_eq!(flags.map(|flag| flag["what"].as_str().unwrap()).collect::<Vec<_>>(), ["on no day: 4"]);
    insta::assert_snapshot!("left_out", format!("{:#}", answer["left_out"]));
    firstup(dir.path(), &PLAN).assert().code(1).stdout(
        contains("scene 4 stays in the boneyard, as no date can take it; the rest is planned without it\n")
            .and(contains("  · scene 4 is pinned to Wed 6 Jan 2027 by Ida\n"))
            .and(contains("  · ANNA cannot be had on Wed 6 Jan 2027\n"))
            .and(contains("  it could be planned if\n"))
            .and(contains("  → ANNA could be had on Wed 6 Jan 2027   [unavailable ANNA except 2027-01-06]\n"))
            .and(contains("  → scene 4 were not pinned   [unpin 4]\n"))
            .and(contains("[move-strip \"4\" boneyard]")),
    );
    edit(dir.path(), &["unavailable", "ANNA", "except", "2027-01-06"]);
    firstup(dir.path(), &PLAN).assert().success();
    edit(dir.path(), &["unavailable", "ANNA", "also", "2027-01-06"]);
    edit(dir.path(), &["unpin", "4"]);
    let answer = json(dir.path(), &PLAN);
    assert_eq!(
        (planned(&answer), &answer["left_out"]),
        (vec!["1", "2", "3", "4"], &Value::Array(Vec::new()))
    );
    firstup(dir.path(), &PLAN).assert().success();
}

#[test]
fn what_is_left_out_is_named_beside_a_conflict() {
    let dir = production();
    edit(dir.path(), &["pin", "4", "2027-01-06"]);
    edit(dir.path(), &["before", "1", "3"]);
    edit(dir.path(), &["pin", "1", "2027-01-07"]);
    edit(dir.path(), &["pin", "3", "2027-01-05"]);
    firstup(dir.path(), &PLAN).assert().code(1).stderr(
        contains("no date can take scene 4\n")
            .and(contains("the rest is planned").not())
            .and(contains("stays in the boneyard").not())
            .and(contains("there is no board: these facts conflict"))
            .and(contains("scene 1 is shot before scene 3")),
    );
    let why = &json(dir.path(), &PLAN)["why"];
    assert_eq!((why["proven"].as_bool(), why["left_out"][0]["scene"].as_str()), (Some(true), Some("4")));
}

#[test]
fn where_a_scene_moved_names_the_main_unit_and_null_is_the_boneyard() {
    let dir = production();
    edit(dir.path(), &["copy-board", "other", "--board", "mine"]);
    edit(dir.path(), &["move-strip", "4", "boneyard", "--board", "other"]);
    let answer = json(dir.path(), &["compare", "lamps.firstup", "mine", "other"]);
    let place = serde_json::json!({ "unit": "Main", "day": 4, "date": null });
    let moved = serde_json::json!([{ "scene": "4", "places": [place, null] }]);
    assert_eq!(answer["comparison"]["moved"], moved);
}

#[test]
fn a_clearance_is_part_of_a_conflict_where_it_takes_the_date_away() {
    let dir = production();
    let jump = "[[action]]\nscene = \"4\"\nname = \"jump off the pier\"\nverb = \"jump\"\ndoer = \"ANNA\"\n\n\
        [[variant]]\naction = \"jump off the pier\"\nkind = \"contact\"\nengagements = [\"ANNA\"]\n";
    std::fs::write(dir.path().join("jump.toml"), jump).unwrap();
    firstup(dir.path(), &["apply", "lamps.firstup", "jump.toml"]).assert().success();
    let agreed =
        ["consent", "lamps.firstup", "jump off the pier", "contact", "ANNA", "agreed", "--on", "2027-01-02"];
    firstup(dir.path(), &agreed).assert().success();
    edit(dir.path(), &["pin", "4", "2027-01-06"]);
    let waits = |date: &str| {
        let item = ["clearance", "lamps.firstup", "jump off the pier", "insurer told", "open", "--on", date];
        firstup(dir.path(), &item).assert().success();
        let answer = json(dir.path(), &PLAN);
        let facts = answer["left_out"][0]["conflicts"][0]["facts"].as_array().unwrap().clone();
        facts.into_iter().find(|fact| fact.as_str().unwrap().contains("clearance"))
    };
    assert_eq!(waits("2027-01-05"), None);
    let waits = waits("2027-01-08").expect("a fact");
    assert_eq!(waits, "scene 4 waits for its clearance, complete on Fri 8 Jan 2027 at the earliest");
}

#[test]
fn a_withdrawn_consent_is_named_and_no_pin_that_is_not_there() {
    let dir = production();
    let jump = "[[action]]\nscene = \"4\"\nname = \"jump off the pier\"\nverb = \"jump\"\ndoer = \"ANNA\"\n\n\
        [[variant]]\naction = \"jump off the pier\"\nkind = \"contact\"\nengagements = [\"ANNA\"]\n";
    std::fs::write(dir.path().join("jump.toml"), jump).unwrap();
    firstup(dir.path(), &["apply", "lamps.firstup", "jump.toml"]).assert().success();
    let answers = ["consent", "lamps.firstup", "jump off the pier", "contact", "ANNA"];
    firstup(dir.path(), &[&answers[..], &["withdrawn", "--on", "2027-01-02"]].concat()).assert().success();
    let answer = json(dir.path(), &PLAN);
    assert_eq!(planned(&answer), ["1", "2", "3"]);
    let why = answer["left_out"][0]["why"].as_str().unwrap();
    assert_eq!(
        why,
        "scene 4 can be shot on no date of Main: jump off the pier can be shot in no way: contact: ANNA withdrew on \
         2 Jan 2027. What would help: ask again, describe another way (a double, an effect, a cut), or set the date by \
         which they answer"
    );
    firstup(dir.path(), &PLAN).assert().code(1).stdout(contains(why).and(contains("pin").not()));
    // In the boneyard it is no question any more.
    edit(dir.path(), &["move-strip", "4", "boneyard", "--board", "plan"]);
    let aside = json(dir.path(), &PLAN);
    assert_eq!((planned(&aside), &aside["set_aside"]), (vec!["1", "2", "3"], &serde_json::json!(["4"])));
    assert_eq!(aside["left_out"], Value::Array(Vec::new()));
    firstup(dir.path(), &PLAN)
        .assert()
        .success()
        .stdout(contains("in the boneyard by hand, and not planned: 4\n"));
}

#[test]
fn what_a_person_put_into_the_boneyard_is_planned_when_it_is_left_to_the_plan_or_pins_alone_stay() {
    let dir = production();
    json(dir.path(), &PLAN);
    edit(dir.path(), &["move-strip", "2", "boneyard", "--board", "plan"]);
    edit(dir.path(), &["move-strip", "3", "boneyard", "--board", "plan"]);
    assert_eq!(planned(&json(dir.path(), &PLAN)), ["1", "4"]);
    edit(dir.path(), &["move-strip", "3", "plan", "--board", "plan"]);
    let answer = json(dir.path(), &PLAN);
    assert_eq!((planned(&answer), &answer["set_aside"]), (vec!["1", "3", "4"], &serde_json::json!(["2"])));
    let pins = json(dir.path(), &[&PLAN[..], &["--keep", "pins"]].concat());
    assert_eq!((planned(&pins), &pins["set_aside"]), (vec!["1", "2", "3", "4"], &serde_json::json!([])));
    for scene in ["1", "2", "3", "4"] {
        edit(dir.path(), &["move-strip", scene, "boneyard", "--board", "plan"]);
    }
    firstup(dir.path(), &PLAN)
        .assert()
        .code(2)
        .stderr(contains("every scene was put into the boneyard by hand"));
}

#[test]
fn what_is_not_there_is_refused_with_the_nearest() {
    let dir = production();
    for (arguments, says) in [
        (["strip", "30"], "did you mean 3"),
        (["day", "9"], "write one from 1 to 4"),
        (["day", "second:1"], "there is no unit"),
    ] {
        let arguments = [&["explain", "lamps.firstup"], &arguments[..]].concat();
        firstup(dir.path(), &arguments).assert().code(2).stderr(contains(says));
    }
    edit(dir.path(), &["new-board", "blank"]);
    firstup(dir.path(), &["explain", "lamps.firstup", "--board", "blank", "day", "1"])
        .assert()
        .code(2)
        .stderr(contains("“1” is no day of blank, which has none yet").and(contains("or its date").not()));
    let bare = ["explain", "lamps.firstup", "--board", "min", "strip", "3"];
    firstup(dir.path(), &bare).assert().code(2).stderr(contains("mine"));
}

//! The program as a script calls it: files in, answers out, exit codes, nothing lost.

use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const SCRIPT: &str = "Title: Two Lamps\n\nINT. KITCHEN - DAY #1#\n\nANNA, 30, lights a lamp. The dog barks.\n\nANNA\nWho is there?\n\n\
    EXT. YARD - NIGHT #2#\n\nOLD TOM stands by the wall. Anna fires a pistol.\n\nBEN\nPut it down.\n\n\
    INT. KITCHEN - CONTINUOUS #3#\n\nBen falls down the stairs. Old Tom watches.\n\nANNA\nI told him.\n\nBEN\nYou did.\n";

pub(crate) fn firstup(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("firstup").unwrap();
    command.current_dir(dir).env("FIRSTUP_AUTHOR", "tester").env("NO_COLOR", "1");
    command
}

pub(crate) fn json(dir: &Path, arguments: &[&str]) -> Value {
    let output = firstup(dir).args(arguments).arg("--json").output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A folder with an imported production `two-lamps.firstup`.
pub(crate) fn imported() -> TempDir {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("two-lamps.fountain"), SCRIPT).unwrap();
    firstup(dir.path())
        .args(["import", "two-lamps.fountain"])
        .assert()
        .success()
        .stdout(contains("3 scenes"));
    dir
}

#[test]
fn a_bare_screenplay_becomes_a_board_and_its_reports() {
    let dir = imported();
    let planned = json(dir.path(), &["plan", "two-lamps.firstup", "--iterations", "2000", "--threads", "1"]);
    assert_eq!(planned["schema"], "firstup.plan/1");
    assert_eq!(planned["forbidden"], 0);
    assert_eq!(planned["measures"]["strips"], 3);
    assert_eq!(planned["example"], true, "nobody confirmed any rate");
    firstup(dir.path())
        .args(["check", "two-lamps.firstup"])
        .assert()
        .success()
        .stdout(contains("EXAMPLE"))
        .stdout(contains("firstup-default"));
    for (kind, holds) in [
        ("stripboard", "KITCHEN"),
        ("one-liner", "KITCHEN"),
        ("day-out-of-days", "ANNA"),
        ("shooting-schedule", "ANNA"),
        ("call-sheet", "Day 1 of"),
        ("breakdown-sheets", "ANNA"),
        ("presence", "ANNA"),
        ("cost", "ANNA"),
    ] {
        for format in ["txt", "html"] {
            let arguments = ["report", kind, "two-lamps.firstup", "--format", format];
            firstup(dir.path()).args(arguments).assert().success().stdout(contains(holds));
        }
        let arguments = ["report", kind, "two-lamps.firstup", "-o", "report.csv"];
        firstup(dir.path()).args(arguments).assert().success().stdout(contains("report.csv"));
        assert!(
            std::fs::read_to_string(dir.path().join("report.csv")).unwrap().lines().count() > 2,
            "{kind}"
        );
    }
}

#[test]
fn a_breakdown_is_reported_without_a_board() {
    let dir = imported();
    for kind in ["breakdown-sheets", "presence"] {
        let report = ["report", kind, "two-lamps.firstup"];
        firstup(dir.path())
            .args(report)
            .assert()
            .success()
            .stdout(contains("ANNA"))
            .stdout(contains("No board yet"));
    }
    let sheet = json(dir.path(), &["report", "breakdown-sheets", "two-lamps.firstup", "--scene", "2"]);
    assert!(sheet["text"].as_str().unwrap().contains("Sheet 2 of 3"), "{sheet}");
    assert_eq!(sheet["board"], Value::Null);
    firstup(dir.path()).args(["report", "stripboard", "two-lamps.firstup"]).assert().code(2);
    for (arguments, says) in [
        (["report", "presence", "two-lamps.firstup", "--scene", "2"], "breakdown-sheets"),
        (["report", "elements", "two-lamps.firstup", "--category", "propps"], "props"),
        (["report", "breakdown-sheets", "two-lamps.firstup", "--scene", "200"], "200"),
    ] {
        firstup(dir.path()).args(arguments).assert().code(2).stderr(contains(says));
    }
}

#[test]
fn the_same_iterations_give_the_same_plan() {
    let days = |threads: &str| {
        let dir = imported();
        let arguments =
            ["plan", "two-lamps.firstup", "--iterations", "3000", "--threads", threads, "--seed", "7"];
        json(dir.path(), &arguments)["days"].clone()
    };
    assert_eq!(days("1"), days("1"));
    assert_eq!(days("2"), days("2"));
}

#[test]
fn silent_presence_and_suggestions_come_with_evidence() {
    let dir = imported();
    let sheets = json(dir.path(), &["show", "two-lamps.firstup", "sheets"]);
    let third = &sheets["sheets"][2];
    let tom = third["presence"].as_array().unwrap().iter().find(|p| p["character"] == "OLD TOM").unwrap();
    assert_eq!((tom["presence"].as_str(), tom["review"].as_str()), (Some("silent"), Some("suggested")));
    assert!(tom["evidence"][0]["quote"].as_str().unwrap().contains("Old Tom watches"));
    let elements = sheets["sheets"][1]["elements"].as_array().unwrap();
    let pistol =
        elements.iter().find(|e| e["name"].as_str().unwrap().eq_ignore_ascii_case("pistol")).unwrap();
    assert_eq!(pistol["category"], "weapons");
    assert!(pistol["evidence"][0]["quote"].as_str().unwrap().contains("fires a pistol"));
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "reject", "3", "OLD TOM"]).assert().success();
    let sheets = json(dir.path(), &["show", "two-lamps.firstup", "sheets"]);
    let third = sheets["sheets"][2]["presence"].as_array().unwrap();
    assert!(third.iter().any(|p| p["character"] == "OLD TOM" && p["review"] == "rejected"));
}

#[test]
fn edits_are_undone_and_done_again() {
    let dir = imported();
    let light = || json(dir.path(), &["show", "two-lamps.firstup", "sheets"])["sheets"][0]["light"].clone();
    let before = light();
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "set-light", "1", "dark"]).assert().success();
    assert_eq!(light(), "dark");
    firstup(dir.path())
        .args(["edit", "two-lamps.firstup", "undo"])
        .assert()
        .success()
        .stdout(contains("undone"));
    assert_eq!(light(), before);
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "redo"]).assert().success();
    assert_eq!(light(), "dark");
}

#[test]
fn what_a_person_placed_and_pinned_stays() {
    let dir = imported();
    let plan = ["plan", "two-lamps.firstup", "--iterations", "2000", "--threads", "1"];
    json(dir.path(), &plan);
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "move-strip", "1", "3"]).assert().success();
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "pin", "3", "day", "2"]).assert().success();
    let planned = json(dir.path(), &plan);
    let day_of = |scene: &str| {
        let days = planned["days"].as_array().unwrap();
        let has = |day: &&Value| day["strips"].as_array().unwrap().iter().any(|s| s["scene"] == scene);
        days.iter().find(has).unwrap()["day"].clone()
    };
    assert_eq!((day_of("1"), day_of("3")), (3.into(), 2.into()));
}

#[test]
fn a_scene_longer_than_a_day_is_proposed_in_parts() {
    let dir = imported();
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "set-minutes", "1", "1500"]).assert().success();
    let planned = json(dir.path(), &["plan", "two-lamps.firstup", "--iterations", "2000", "--threads", "1"]);
    assert_eq!(planned["proposed_parts"].as_array().unwrap().len(), 1);
    assert_eq!(planned["forbidden"], 0);
    let scenes: Vec<_> =
        planned["days"].as_array().unwrap().iter().flat_map(|d| d["strips"].as_array().unwrap()).collect();
    assert!(scenes.iter().any(|strip| strip["scene"] == "1 pt 2"), "{scenes:?}");
}

#[test]
fn facts_that_conflict_are_named() {
    let dir = imported();
    let facts = "[production]\nstart = 2027-05-03\n\n[[cast]]\ncharacter = \"ANNA\"\nperson = \"A. Person\"\n\
        unavailable = [\"2027-05-01..2029-12-31\"]\n";
    std::fs::write(dir.path().join("facts.toml"), facts).unwrap();
    firstup(dir.path()).args(["apply", "two-lamps.firstup", "facts.toml"]).assert().success();
    firstup(dir.path())
        .args(["plan", "two-lamps.firstup", "--iterations", "100"])
        .assert()
        .code(1)
        .stderr(contains("scene 1 can be shot on no date"))
        .stderr(contains("ANNA"));
}

#[test]
fn facts_preview_apply_and_come_back() {
    let dir = imported();
    let facts =
        "[prices]\ncrew_day = 30000\n\n[[location]]\nname = \"Farm\"\nsets = [\"KITCHEN\", \"YARD\"]\n";
    std::fs::write(dir.path().join("facts.toml"), facts).unwrap();
    let apply = ["apply", "two-lamps.firstup", "facts.toml"];
    firstup(dir.path())
        .args(apply)
        .arg("--preview")
        .assert()
        .success()
        .stdout(contains("nothing was written"));
    firstup(dir.path()).args(apply).assert().success();
    firstup(dir.path()).args(apply).assert().success().stdout(contains("nothing to change"));
    firstup(dir.path()).args(["export", "two-lamps.firstup"]).assert().success().stdout(contains("Farm"));
    std::fs::write(dir.path().join("bad.toml"), "[prices]\ncrew_dya = 3\n").unwrap();
    firstup(dir.path())
        .args(["apply", "two-lamps.firstup", "bad.toml"])
        .assert()
        .code(2)
        .stderr(contains("crew_day"));
}

#[test]
fn bad_input_is_said_and_loses_nothing() {
    let dir = imported();
    let production = dir.path().join("two-lamps.firstup");
    let before = std::fs::read(&production).unwrap();
    let refused = |arguments: &[&str], says: &str| {
        firstup(dir.path()).args(arguments).assert().code(2).stderr(contains(says));
    };
    refused(&["import", "two-lamps.fountain"], "not overwritten");
    refused(&["import", "nothing.fountain", "-o", "x.firstup"], "cannot be read");
    refused(&["edit", "two-lamps.firstup", "set-lihgt", "1", "dark"], "set-light");
    refused(&["edit", "two-lamps.firstup", "set-light", "99", "dark"], "99");
    refused(&["check", "two-lamps.firstup"], "no board");
    refused(&["report", "stripbord", "two-lamps.firstup"], "stripboard");
    refused(&["check", "two-lamps.fountain"], "no Firstup production");
    refused(&["frobnicate"], "frobnicate");
    refused(
        &["edit", "two-lamps.firstup", "set-minutes", "1", "100", "200", "300"],
        "SCENE MINUTES|estimated",
    );
    refused(&["edit", "two-lamps.firstup", "undo", "twice"], "no arguments");
    refused(&["edit", "two-lamps.firstup", "pin", "1", "-5"], "between 1 and 1000");
    for (name, bytes) in
        [("empty", &b""[..]), ("binary", &[0, 159, 146, 150, 7, 8]), ("prose", b"Once upon a time.")]
    {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        firstup(dir.path()).args(["import", name, "-o", "x.firstup"]).assert().code(2);
        assert!(!dir.path().join("x.firstup").exists(), "{name}");
    }
    assert_eq!(std::fs::read(&production).unwrap(), before);
}

#[test]
fn a_report_in_a_format_that_does_not_exist_is_refused() {
    let dir = imported();
    json(dir.path(), &["plan", "two-lamps.firstup", "--iterations", "500"]);
    for name in ["x.pdf", "x.docx"] {
        let report = ["report", "stripboard", "two-lamps.firstup", "-o", name];
        firstup(dir.path()).args(report).assert().code(2).stderr(contains(".html"));
        assert!(!dir.path().join(name).exists());
        firstup(dir.path()).args(report).args(["--format", "html"]).assert().success();
        assert!(std::fs::read_to_string(dir.path().join(name)).unwrap().starts_with("<!"));
    }
    for (name, begins_as_html) in [("x.HTM", true), ("x.txt", false), ("x", false)] {
        firstup(dir.path())
            .args(["report", "stripboard", "two-lamps.firstup", "-o", name])
            .assert()
            .success();
        let text = std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!(text.starts_with("<!"), begins_as_html, "{name}");
    }
}

#[test]
fn money_is_a_decimal_string() {
    let dir = imported();
    let facts = "[production]\ncurrency = \"EUR\"\n\n[prices]\ncrew_day = 46000\n\n\
        [[cast]]\ncharacter = \"ANNA\"\nperson = \"A. Person\"\nterms = \"daily\"\nrate = \"1200.50\"\n\n\
        [[stunt]]\nscene = \"3\"\nname = \"fall\"\nclass = \"B\"\nrewrite_cost = 12000\n";
    std::fs::write(dir.path().join("facts.toml"), facts).unwrap();
    firstup(dir.path()).args(["apply", "two-lamps.firstup", "facts.toml"]).assert().success();
    let show = |what: &str| json(dir.path(), &["show", "two-lamps.firstup", what])[what].clone();
    assert_eq!(show("people")[0]["terms"], serde_json::json!({ "kind": "daily", "rate": "1200.50" }));
    assert_eq!(show("stunts")[0]["outcome"]["rewrite_cost"], "12000");
    let defaults = show("defaults");
    let crew = defaults.as_array().unwrap().iter().find(|line| line["name"] == "crew_day").unwrap();
    assert_eq!((crew["value"].as_str(), crew["unit"].as_str()), (Some("46000"), Some("EUR")));
}

#[test]
fn one_of_a_thing_is_no_plural() {
    let dir = imported();
    firstup(dir.path())
        .args(["plan", "two-lamps.firstup", "--iterations", "1", "--threads", "1"])
        .assert()
        .success()
        .stdout(contains("on 1 thread,"))
        .stdout(contains("on 1 thread,"))
        .stdout(contains("nothing forbidden"))
        .stdout(contains(" under rule set firstup-default, checked on 20"));
    std::fs::write(dir.path().join("facts.toml"), "[prices]\ncrew_day = 46000\n").unwrap();
    let apply = ["apply", "two-lamps.firstup", "facts.toml"];
    firstup(dir.path()).args(apply).assert().success().stdout(contains("1 change applied"));
}

/// Every field that a command prints is in docs/json.md.
#[test]
fn the_json_is_documented() {
    let dir = imported();
    let docs = "../../docs/json.md";
    let docs = std::fs::read_to_string(docs).unwrap();
    json(dir.path(), &["plan", "two-lamps.firstup", "--iterations", "500"]);
    let mut answers = vec![json(dir.path(), &["check", "two-lamps.firstup"])];
    for what in [
        "scenes",
        "sheets",
        "cast",
        "people",
        "elements",
        "background",
        "locations",
        "stunts",
        "boards",
        "log",
        "defaults",
    ] {
        answers.push(json(dir.path(), &["show", "two-lamps.firstup", what]));
    }
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "copy-board", "other"]).assert().success();
    answers.push(json(dir.path(), &["compare", "two-lamps.firstup", "plan", "other"]));
    answers.push(json(dir.path(), &["edit", "two-lamps.firstup", "pin", "1", "day", "1"]));
    for answer in answers {
        let schema = answer["schema"].as_str().unwrap();
        assert!(docs.contains(schema.split('/').next().unwrap()), "{schema}");
        let missing: Vec<String> =
            fields(&answer).into_iter().filter(|field| !docs.contains(&format!("`{field}`"))).collect();
        assert!(missing.is_empty(), "{schema}: {missing:?} are not in docs/json.md");
    }
}

/// Names of the fields of an object and of the objects in its lists. Costs by rule are keyed by rule.
pub(crate) fn fields(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                names.push(name.clone());
                if !["cost_by_rule", "outcome", "terms", "kind", "ready", "part", "status"]
                    .contains(&name.as_str())
                {
                    names.extend(fields(inner));
                }
            }
        }
        Value::Array(list) => names.extend(list.iter().flat_map(fields)),
        _ => {}
    }
    names
}

#[test]
fn the_demo_beats_the_hand_made_board_and_breaks_nothing() {
    let dir = TempDir::new().unwrap();
    let demo = json(
        dir.path(),
        &["demo", "--dir", "demo", "--no-serve", "--iterations", "1000000", "--threads", "2"],
    );
    assert_eq!(demo["plan"]["forbidden"], 0, "{:#}", demo["plan"]["flags"]);
    assert_eq!(demo["plan"]["measures"]["boneyard"], 0);
    for name in demo["reports"].as_array().unwrap() {
        assert!(
            dir.path().join("demo").join(name.as_str().unwrap()).metadata().unwrap().len() > 500,
            "{name}"
        );
    }
    let production = "demo/paid-by-the-fall.firstup";
    let by_hand = json(dir.path(), &["check", production, "--board", "hand-made"]);
    assert_eq!(by_hand["forbidden"], 0, "{:#}", by_hand["flags"]);
    let cost = |board: &Value| board["expected"]["total"].as_f64().unwrap();
    let boards = firstup(dir.path()).args(["show", production, "boards"]).output().unwrap();
    let boards = String::from_utf8(boards.stdout).unwrap();
    let planned = &demo["plan"]["measures"];
    let days = match planned["other_unit_days"].as_u64().unwrap() {
        0 => planned["days"].to_string(),
        others => format!("{}+{others}", planned["days"]),
    };
    let line = boards.lines().find(|line| line.starts_with("plan ")).unwrap();
    assert_eq!(line.split_whitespace().nth(1), Some(days.as_str()), "{boards}");
    let stunts = firstup(dir.path()).args(["show", production, "stunts"]).output().unwrap();
    let stunts = String::from_utf8(stunts.stdout).unwrap();
    assert!(stunts.contains(" “I do not kick people") && !stunts.contains("““"), "{stunts}");
    assert!(cost(&demo["plan"]) < cost(&by_hand), "{} and {}", cost(&demo["plan"]), cost(&by_hand));
    firstup(dir.path()).args(["demo", "--dir", "demo"]).assert().code(2).stderr(contains("not overwritten"));
    // Facts and board say the same when they are applied again, and the export reads back to the same state.
    let apply = |facts: &str| {
        firstup(dir.path())
            .args(["apply", production, facts])
            .assert()
            .success()
            .stdout(contains("nothing to change"));
    };
    apply("demo/facts.toml");
    apply("demo/hand-made-board.toml");
    firstup(dir.path()).args(["export", production, "-o", "export.toml"]).assert().success();
    apply("export.toml");
}

#[test]
fn a_demo_without_a_plan_still_has_the_reports_of_the_hand_made_board() {
    let dir = TempDir::new().unwrap();
    firstup(dir.path())
        .args(["demo", "--no-serve", "--iterations", "0", "--threads", "1"])
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains("reports of the hand-made board"))
        .stderr(contains("firstup plan firstup-demo"));
    let report = std::fs::read_to_string(dir.path().join("firstup-demo/one-liner.txt")).unwrap();
    assert!(report.contains("hand-made"), "{report}");
    assert!(dir.path().join("firstup-demo/index.html").exists());
}

#[test]
fn a_production_is_typed_by_hand() {
    let dir = TempDir::new().unwrap();
    let lines = [
        "new|Two Lamps",
        "set-start|2027-05-03",
        "add-scene|1|INT. KITCHEN - DAY",
        "add-scene|2|EXT. YARD - NIGHT",
        "add-scene|1A|INT. KITCHEN - CONTINUOUS",
        "set-eighths|1|1 2/8",
        "add-character|ANNA",
        "add-character|BEN",
        "set-presence|1|ANNA|speaking",
        "set-presence|2|ANNA|silent",
        "set-presence|2|BEN|speaking",
        "add-person|Ada Bell",
        "engage|Ada Bell|ANNA",
        "set-terms|ANNA|weekly|3000",
        "add-background|2|NEIGHBOURS|12",
        "add-element|2|props|lamp|2",
        "add-location|Old House",
        "assign-location|KITCHEN|Old House",
        "combine-sheets|1|1A",
    ];
    for line in lines {
        firstup(dir.path()).args(["edit", "new.firstup"]).args(line.split('|')).assert().success();
    }
    firstup(dir.path())
        .args(["edit", "new.firstup", "new", "Again"])
        .assert()
        .code(2)
        .stderr(contains("exists"));
    firstup(dir.path())
        .args(["edit", "other.firstup", "new"])
        .assert()
        .code(2)
        .stderr(contains("a production needs a name"));
    assert!(!dir.path().join("other.firstup").exists(), "nothing was made of no title");
    let shown = json(dir.path(), &["show", "new.firstup", "sheets"]);
    let labels: Vec<_> = shown["sheets"].as_array().unwrap().iter().map(|s| s["label"].clone()).collect();
    assert_eq!(labels, ["1/1A", "2"]);
    let planned = json(dir.path(), &["plan", "new.firstup", "--iterations", "500", "--threads", "1"]);
    assert_eq!((&planned["forbidden"], &planned["measures"]["strips"]), (&0.into(), &2.into()));
    let report = firstup(dir.path()).args(["report", "one-liner", "new.firstup"]).assert().success();
    report.stdout(contains("KITCHEN")).stdout(contains("YARD"));
    let background = json(dir.path(), &["show", "new.firstup", "background"]);
    assert_eq!(background["background"][0]["scenes"][0]["count"], 12);
    firstup(dir.path()).args(["edit", "new.firstup", "undo"]).assert().success();
    let help = firstup(dir.path()).args(["edit", "--help"]).assert().success();
    help.stdout(contains("merge-characters")).stdout(contains("Elements:"));
}

#[test]
fn the_same_headings_are_taken_apart_alike() {
    let dir = imported();
    let headings =
        ["INT. HOUSE - KITCHEN - LATE AFTERNOON", "EXT. ROAD - MAGIC HOUR", "INT./EXT. CAR - NIGHT"];
    let script: String = headings.iter().map(|heading| format!("{heading}\n\nRain.\n\n")).collect();
    std::fs::write(dir.path().join("script.fountain"), script).unwrap();
    firstup(dir.path()).args(["import", "script.fountain"]).assert().success();
    firstup(dir.path()).args(["edit", "typed.firstup", "new", "Typed"]).assert().success();
    for (number, heading) in (1..).zip(headings) {
        let number = i32::to_string(&number);
        firstup(dir.path()).args(["edit", "typed.firstup", "add-scene", &number, heading]).assert().success();
    }
    let read = |file| {
        let shown = json(dir.path(), &["show", file, "scenes"]);
        shown["scenes"].as_array().unwrap().iter().map(|s| s["heading"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(read("typed.firstup"), read("script.firstup"));
}

#[test]
fn the_facts_of_the_demo_make_it_again_without_its_script() {
    let dir = TempDir::new().unwrap();
    firstup(dir.path())
        .args(["demo", "--dir", "demo", "--no-serve", "--iterations", "200", "--threads", "1"])
        .output()
        .unwrap();
    let file = "demo/paid-by-the-fall.firstup";
    firstup(dir.path()).args(["export", file, "-o", "a.toml"]).assert().success();
    firstup(dir.path()).args(["edit", "blank.firstup", "new", "Blank"]).assert().success();
    firstup(dir.path()).args(["apply", "blank.firstup", "a.toml"]).assert().success();
    firstup(dir.path()).args(["export", "blank.firstup", "-o", "b.toml"]).assert().success();
    let again = json(dir.path(), &["apply", file, "b.toml", "--preview"]);
    assert_eq!(again["changes"], serde_json::json!([]));
}

#[test]
fn a_production_has_words_of_its_own() {
    let dir = imported();
    let weapons = || {
        let shown = json(dir.path(), &["show", "two-lamps.firstup", "sheets"]);
        let used = shown["sheets"][1]["elements"].as_array().unwrap().clone();
        used.iter().filter(|e| e["category"] == "weapons").map(|e| e["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(weapons(), ["Pistol"]);
    let edit =
        |arguments: &[&str]| firstup(dir.path()).args(["edit", "two-lamps.firstup"]).args(arguments).assert();
    std::fs::write(dir.path().join("words.txt"), "wall | noun | Wall gun\n-pistol\n").unwrap();
    edit(&["set-lexicon", "wepons", "words.txt"]).code(2).stderr(contains("did you mean weapons"));
    edit(&["set-lexicon", "weapons", "words.txt"]).success();
    assert_eq!(weapons(), ["Pistol"], "nothing changes unasked");
    edit(&["suggest-again"]).success();
    assert_eq!(weapons(), ["Wall gun"]);
    edit(&["undo"]).success();
    edit(&["accept", "2", "Pistol"]).success();
    edit(&["suggest-again"]).success();
    assert_eq!(weapons(), ["Pistol", "Wall gun"], "what a person accepted stays");
    std::fs::write(dir.path().join("words.txt"), "-zibble\n").unwrap();
    edit(&["set-lexicon", "weapons", "words.txt"]).code(2).stderr(contains("zibble"));
}

#[test]
fn the_next_draft_is_shown_then_done_then_taken_back() {
    let dir = imported();
    let next = SCRIPT.replace("Who is there?", "Who goes there?").replace(
        "EXT. YARD",
        "INT. BARN - NIGHT #1A#\n\nANNA saddles the horse and leads it out into the rain.\n\nEXT. YARD",
    );
    std::fs::write(dir.path().join("next.fountain"), next).unwrap();
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "set-minutes", "2", "90"]).assert().success();
    let before = json(dir.path(), &["export", "two-lamps.firstup"]);
    let into = ["import", "next.fountain", "--into", "two-lamps.firstup"];
    let preview = json(dir.path(), &[&into[..], &["--preview"]].concat());
    assert_eq!(preview["schema"], "firstup.import/1");
    assert_eq!(preview["draft"]["colour"], "Blue");
    assert_eq!(preview["totals"]["changed"], 1);
    assert_eq!(preview["totals"]["new"], 1);
    assert_eq!(preview["scenes"][0]["words"][0]["removed"], "is");
    assert_eq!(json(dir.path(), &["export", "two-lamps.firstup"]), before, "a preview writes nothing");
    firstup(dir.path()).args(into).assert().success().stdout(contains("Who [-is-] {+goes+}"));
    firstup(dir.path()).args(into).assert().success().stdout(contains("nothing to change"));
    firstup(dir.path())
        .args(["show", "two-lamps.firstup", "scenes"])
        .assert()
        .success()
        .stdout(contains("Blue"));
    firstup(dir.path()).args(["edit", "two-lamps.firstup", "undo"]).assert().success();
    assert_eq!(json(dir.path(), &["export", "two-lamps.firstup"]), before);
    std::fs::write(dir.path().join("next.fountain"), "nothing").unwrap();
    firstup(dir.path()).args(into).assert().code(2);
}

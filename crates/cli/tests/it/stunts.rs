//! Consent, clearance and stunts as a coordinator types them, on the demo's production.

use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const FILE: &str = "paid.firstup";
const KICK: &str = "kick in the ribs";

fn firstup(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("firstup").unwrap();
    command.current_dir(dir).env("FIRSTUP_AUTHOR", "Runa Eide").env("NO_COLOR", "1");
    command
}

fn json(dir: &Path, arguments: &[&str]) -> Value {
    let output = firstup(dir).args(arguments).arg("--json").output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The demo's script, facts and hand-made board, not planned.
fn production() -> TempDir {
    let dir = TempDir::new().unwrap();
    let example = std::path::absolute("../../examples/first-up").unwrap();
    let script = example.join("draft-1-white.fountain");
    firstup(dir.path()).arg("import").arg(script).args(["-o", FILE]).assert().success();
    for facts in ["facts.toml", "hand-made-board.toml"] {
        firstup(dir.path()).args(["apply", FILE]).arg(example.join(facts)).assert().success();
    }
    dir
}

fn flags(checked: &Value, rule: &str) -> Vec<String> {
    let flags = checked["flags"].as_array().unwrap().iter().filter(|flag| flag["rule"] == rule);
    flags.map(|flag| flag["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_declined_blow_is_planned_without_contact_and_a_refusal_is_said_until_somebody_decides() {
    let dir = production();
    let listed = json(dir.path(), &["consent", FILE, KICK]);
    assert_eq!(listed["schema"], "firstup.consent/1");
    let kick = &listed["actions"][0];
    assert_eq!((kick["way"].as_str(), kick["scene"].as_str()), (Some("non-contact"), Some("15")));
    let before = json(dir.path(), &["check", FILE]);
    assert!(flags(&before, "declined").is_empty(), "contact was never chosen");
    // Somebody chooses contact: the refusal is flagged, and non-contact is reckoned with still.
    firstup(dir.path())
        .args(["stunt", FILE, "choose", KICK, "contact"])
        .assert()
        .success()
        .stdout(contains("planned non-contact; contact: KASTNER declined on 18 Aug 2027"));
    let checked = json(dir.path(), &["check", FILE]);
    assert_eq!(flags(&checked, "declined").len(), 1);
    assert_eq!(checked["cost"], before["cost"]);
    // Kastner agrees, and withdraws: at once on the board.
    firstup(dir.path())
        .args(["consent", FILE, KICK, "contact", "KASTNER", "agreed", "--on", "2027-08-25"])
        .assert()
        .success()
        .stdout(contains("planned contact"));
    let agreed = json(dir.path(), &["check", FILE]);
    assert_eq!(flags(&agreed, "declined").len(), 0);
    // 1,500 each on top, and 45 minutes on the day.
    let cents = |value: &Value| domain::Money::parse(value["cost"].as_str().unwrap()).unwrap();
    assert!(cents(&agreed) >= cents(&before) + domain::Money::whole(3000));
    firstup(dir.path())
        .args([
            "consent",
            FILE,
            KICK,
            "contact",
            "KASTNER",
            "withdrawn",
            "--on",
            "2027-09-01",
            "--note",
            "No.",
        ])
        .assert()
        .success()
        .stdout(contains("forbidden flag on hand-made"));
    // An answer is no command that undo takes back.
    firstup(dir.path()).args(["edit", FILE, "undo"]).assert().success().stdout(contains("chose to shoot"));
    let undone = json(dir.path(), &["consent", FILE, KICK]);
    assert_eq!(undone["actions"][0]["variants"][1]["chosen"], false);
    let log = json(dir.path(), &["show", FILE, "log"]);
    let commands = log["log"].as_array().unwrap().iter().map(|entry| entry["command"].as_str().unwrap());
    assert_eq!(commands.filter(|command| *command == "record-consent").count(), 2);
}

#[test]
fn what_was_signed_opens_again_when_the_strip_moves() {
    let dir = production();
    let leap = "leap from the ferry to the mole";
    let open = |dir: &Path| json(dir, &["clearance", FILE, leap])["actions"][0]["open"].as_u64().unwrap();
    let before = open(dir.path());
    let done = json(
        dir.path(),
        &["clearance", FILE, leap, "Insurer told", "done", "--signed", "Runa Eide", "--on", "2027-09-20"],
    );
    assert_eq!(done["schema"], "firstup.clearance/1");
    let item = |value: &Value| {
        let items = value["actions"][0]["items"].as_array().unwrap().clone();
        items.into_iter().find(|item| item["item"] == "insurer told").unwrap()
    };
    assert_eq!((item(&done)["state"].as_str(), item(&done)["place"].as_str()), (Some("done"), Some("Mole")));
    assert_eq!(item(&done)["for_date"], "2027-10-19", "the strip's date on the board");
    assert_eq!(open(dir.path()), before - 1);
    firstup(dir.path()).args(["edit", FILE, "move-strip", "45 pt 1", "24"]).assert().success();
    let moved = item(&json(dir.path(), &["clearance", FILE, leap]));
    assert_eq!(
        (moved["state"].as_str(), moved["why"].as_str()),
        (Some("reopened"), Some("date: was 19 Oct 2027, now 21 Oct 2027"))
    );
    // The call sheet of the day says it on top.
    let sheet = firstup(dir.path()).args(["report", "call-sheet", FILE, "--day", "24"]).output().unwrap();
    let text = String::from_utf8(sheet.stdout).unwrap();
    let (missing, cast) = (text.find("MISSING BEFORE THE STUNTS").unwrap(), text.find("\nCAST").unwrap());
    assert!(missing < cast && text.contains("insurer told (open again"), "{text}");
}

#[test]
fn forecasts_bind_the_board() {
    let dir = production();
    let leap = "leap from the ferry to the mole";
    let arguments = ["clearance", FILE, leap, "permits", "open", "--on", "2027-10-20"];
    firstup(dir.path()).args(arguments).assert().success();
    let checked = json(dir.path(), &["check", FILE]);
    let what = flags(&checked, "clearance");
    assert!(what[0].contains("its clearance can be complete on 20 Oct 2027 at the earliest"), "{what:?}");
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let dir = production();
    for (arguments, says) in [
        (
            &["consent", FILE, KICK, "contact", "MINNA", "agreed"][..],
            "MINNA takes no part in the contact variant",
        ),
        (
            &["consent", FILE, KICK, "contact", "KASTNER", "maybe"],
            "use one of undecided, agreed, declined, withdrawn",
        ),
        (&["consent", FILE, KICK, "contact", "KASTNER"], "ANSWER"),
        (&["consent", FILE, KICK, "efect", "KASTNER", "agreed"], "use one of non-contact"),
        (&["consent", FILE, KICK, "cut", "KASTNER", "agreed"], "kick in the ribs has no cut variant; it has"),
        (
            &["clearance", FILE, KICK, "medic standing by", "done"],
            "is done, and nobody signed it; say who signs",
        ),
        (&["clearance", FILE, "kik in the ribs"], "did you mean kick in the ribs"),
        (&["stunt", FILE, "decide", "the leap", "stop"], "use continue or rewrite"),
    ] {
        firstup(dir.path()).args(arguments).assert().code(2).stderr(contains(says));
    }
}

#[test]
fn stunts_are_shown_with_all_that_is_known() {
    let dir = production();
    let arguments =
        ["stunt", FILE, "decide", "the leap", "continue", "--by", "The producer", "--on", "2027-10-19"];
    firstup(dir.path()).args(arguments).assert().success();
    let shown = json(dir.path(), &["show", FILE, "stunts"]);
    let leap = shown["stunts"].as_array().unwrap().iter().find(|stunt| stunt["name"] == "the leap").unwrap();
    assert_eq!(
        (leap["protect_days"].as_u64(), leap["performer"].as_str()),
        (Some(1), Some("HANNE (stunt double)"))
    );
    assert_eq!(leap["decisions"][0]["branch"], "continue");
    let hair =
        shown["actions"].as_array().unwrap().iter().find(|a| a["name"] == "lifted by the hair").unwrap();
    assert_eq!((hair["way"].as_str(), hair["from"].as_str()), (Some("non-contact"), Some("2027-09-24")));
    firstup(dir.path())
        .args(["stunt", FILE])
        .assert()
        .success()
        .stdout(contains("not before 2027-09-24: not everybody has answered"))
        .stdout(contains(
            "KASTNER declined on 2027-08-18, says Runa Eide, stunt coordinator “I do not kick people.",
        ));
}

/// Every strip that can see the watched character says so, also where only a double stands for him.
#[test]
fn the_watched_character_is_on_every_strip_that_can_see_him() {
    let dir = production();
    let board = firstup(dir.path()).args(["report", "stripboard", FILE, "--format", "csv"]).output().unwrap();
    let text = String::from_utf8(board.stdout).unwrap();
    let marked = |scene: &str| {
        let mut rows = text.lines().filter(|line| line.split(',').any(|cell| cell == scene));
        rows.any(|line| line.contains("Never looks at the water"))
    };
    let shown = json(dir.path(), &["show", FILE, "sheets"]);
    let mut seen = 0;
    for sheet in shown["sheets"].as_array().unwrap() {
        let on_set = sheet["presence"].as_array().unwrap().iter().any(|claim| {
            claim["character"] == "OLD PETAR"
                && claim["presence"] != "voice-only"
                && claim["review"] != "rejected"
        });
        let doubled = sheet["doubles"].to_string().contains("OLD PETAR");
        if on_set || doubled {
            let label = sheet["label"].as_str().unwrap();
            assert!(marked(label), "{label}\n{text}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}

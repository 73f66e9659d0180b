//! The papers about stunts on the demo's production: the register, the insurer's notice, the day-one report.

use crate::demo;

use std::path::Path;

use demo::{FILE, firstup, printed, production};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

const LEAP: &str = "leap from the ferry to the mole";

/// What it prints, its words a space apart.
fn words(dir: &Path, arguments: &[&str]) -> String {
    printed(dir, arguments).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_register_says_what_is_known_of_each_stunt() {
    let dir = production();
    let text = words(dir.path(), &["report", "risk-register", FILE]);
    for says in [
        "45 PT 1 -- THE LEAP -- CLASS D",
        "HANNE (stunt double), Mette Ravn",
        "it does not work: 11 %; grave, the film is rewritten for EUR 480,000",
        "permits: open, forecast 22 Sep 2027",
        "KASTNER, Bruno Halvard, to “kick in the ribs” (contact): declined on 18 Aug 2027",
        "industry bulletin 15 boats (US)",
        "The coordinator has not confirmed any figures",
        "leap from the ferry to the mole: effect",
    ] {
        assert!(text.contains(says), "{says}\n{text}");
    }
}

#[test]
fn a_notice_that_a_move_makes_stale_says_from_when_to_when() {
    let dir = production();
    let notice = || words(dir.path(), &["report", "insurer-notice", FILE]);
    let before = notice();
    assert!(before.contains("NOT TOLD: to be told by 22 Sep 2027") && before.contains("0 stale"), "{before}");
    let arguments =
        ["clearance", FILE, LEAP, "insurer told", "done", "--signed", "Runa Eide", "--on", "2027-09-20"];
    firstup(dir.path(), &arguments).assert().success();
    assert!(notice().contains("told on 20 Sep 2027 by Runa Eide, for Mole on 19 Oct 2027"));
    firstup(dir.path(), &["edit", FILE, "move-strip", "45 pt 1", "24"]).assert().success();
    let stale = notice();
    assert!(stale.contains("1 stale") && stale.contains("date: was 19 Oct 2027, now 21 Oct 2027"), "{stale}");
}

#[test]
fn day_one_plans_both_branches_the_same_way_every_time() {
    let dir = production();
    let ask = ["report", "day-one", FILE, "--iterations", "40", "--threads", "1"];
    let text = words(dir.path(), &ask);
    assert_eq!(text, words(dir.path(), &ask));
    for says in
        ["CONTINUE REWRITE", "Exposed:", "Must be true by then", "40 iterations each, seed 1", "Shot again"]
    {
        assert!(text.contains(says), "{says}\n{text}");
    }
    assert!(!text.to_lowercase().replace("safety", "").contains(" safe"), "firstup never says that");
    // Nothing of it is kept.
    let log = words(dir.path(), &["show", FILE, "log"]);
    words(dir.path(), &["report", "day-one", FILE, "--iterations", "1", "-o", "day-one.html"]);
    assert_eq!(log, words(dir.path(), &["show", FILE, "log"]));
    let page = std::fs::read_to_string(dir.path().join("day-one.html")).unwrap();
    assert!(page.contains("figure class=\"fork\""));
}

/// What the day-one report prints when Ctrl-C is pressed after so many seconds.
#[cfg(unix)]
fn day_one_stopped_after(dir: &Path, seconds: u64) -> String {
    let mut report = std::process::Command::new(assert_cmd::cargo::cargo_bin("firstup"))
        .args(["report", "day-one", FILE, "--time-limit", "120"])
        .current_dir(dir)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let id = report.id().to_string();
    let ctrl_c = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(seconds));
        std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    });
    let text = std::io::read_to_string(report.stdout.take().unwrap()).unwrap();
    ctrl_c.join().unwrap();
    report.wait().unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[cfg(unix)]
fn day_one_says_that_its_search_was_stopped() {
    let dir = production();
    // On a busy machine Ctrl-C may come before the search has begun, and then nothing is printed.
    let texts = [1, 5, 20].into_iter().map(|seconds| day_one_stopped_after(dir.path(), seconds));
    let text = texts.into_iter().find(|text| !text.is_empty()).unwrap();
    let says =
        "The rewrites were to be searched with 120 s for all of them, seed 1, which was stopped after ";
    assert!(text.contains(says), "{text}");
}

#[test]
fn what_cannot_be_asked_is_refused_and_a_film_without_stunts_has_nothing_to_decide() {
    let dir = production();
    for (arguments, why) in [
        (&["report", "day-one", FILE, "--board", "nope"][..], "there is no board “nope”"),
        (&["report", "cost", FILE, "--iterations", "5"], "go with day-one"),
        (&["report", "day-one", FILE, "--scene", "1"], "a day-one report is not narrowed by --scene"),
        (&["report", "dayone", FILE], "day-one"),
    ] {
        firstup(dir.path(), arguments).assert().code(2).stderr(contains(why));
    }
    firstup(dir.path(), &["edit", "plain.firstup", "new", "Two Lamps"]).assert().success();
    firstup(dir.path(), &["report", "risk-register", "plain.firstup"])
        .assert()
        .success()
        .stdout(contains("No board yet"));
    firstup(dir.path(), &["report", "day-one", "plain.firstup"]).assert().code(2).stderr(contains("board"));
    firstup(dir.path(), &["edit", "plain.firstup", "add-scene", "1", "INT. KITCHEN - DAY"])
        .assert()
        .success();
    firstup(dir.path(), &["plan", "plain.firstup", "--iterations", "10"]).assert().success();
    for (kind, says) in [
        ("risk-register", "No stunt and no action is described"),
        ("insurer-notice", "No stunt and no action is described"),
        ("day-one", "there is no decision point"),
    ] {
        firstup(dir.path(), &["report", kind, "plain.firstup"])
            .assert()
            .success()
            .stdout(contains(says).and(contains("NaN").not()));
    }
}

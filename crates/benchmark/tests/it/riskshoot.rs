//! The optimiser's price, the plain judge, and the reference judge agree on the published instances.

use crate::shared;

use std::path::{Path, PathBuf};
use std::process::Command;

use benchmark::compile::compile;
use benchmark::judge::judge;
use benchmark::riskshoot::Instance;
use optimiser::{Ascent, Objective, SlotIdx, Solution, lower_bound, price_from_scratch};
use shared::shared;

fn instances(directory: &Path) -> Vec<(PathBuf, Instance)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(directory)
        .expect("the instances are readable")
        .map(|entry| entry.expect("an entry is readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json") && !path.ends_with("BEST_KNOWN.json"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("an instance is readable");
            let instance =
                Instance::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, instance)
        })
        .collect()
}

/// Boards that spread over the horizon, more and less legal: a small linear congruence is random enough.
fn boards(instance: &Instance, count: u64) -> Vec<Vec<usize>> {
    let days = instance.calendar.days as u64;
    (0..count)
        .map(|board| {
            let mut state = board.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
            instance
                .scenes
                .iter()
                .map(|_| {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    ((state >> 33) % (days >> (board % 3)).max(1)) as usize
                })
                .collect()
        })
        .collect()
}

/// Best known boards by instance.
fn best_known(directory: &Path) -> serde_json::Value {
    let text =
        std::fs::read_to_string(directory.join("BEST_KNOWN.json")).expect("best known boards are readable");
    serde_json::from_str(&text).expect("best known boards are JSON")
}

fn known_board(known: &serde_json::Value, name: &str) -> Option<Vec<usize>> {
    let day = known.get(name)?.get("day")?.as_array()?;
    Some(day.iter().map(|d| d.as_u64().expect("a day is a number") as usize).collect())
}

/// One stunt a day at most: with more, which is forbidden, the two judges nest them differently.
fn stunts_apart(instance: &Instance, day: &[usize]) -> bool {
    let mut days: Vec<usize> = instance.stunts.iter().map(|stunt| day[stunt.scene]).collect();
    days.sort_unstable();
    days.windows(2).all(|pair| pair[0] != pair[1])
}

#[test]
fn the_optimiser_prices_as_the_judge() {
    let Some(directory) = shared("instances/plan") else { return };
    let known = best_known(&directory);
    let mut legal = 0;
    for (path, instance) in instances(&directory) {
        let problem = compile(&instance);
        problem.validate().expect("an instance makes a valid problem");
        let best = known_board(&known, &instance.name);
        for day in boards(&instance, 9).into_iter().chain(best) {
            let verdict = judge(&instance, &day).expect("the board fits");
            let solution = Solution { slots: day.iter().map(|&d| SlotIdx::new(d)).collect() };
            let price = price_from_scratch(&problem, &solution);
            assert_eq!(price.cost, verdict.cost, "{}", path.display());
            assert_eq!(
                price.is_legal(),
                verdict.broken.is_empty(),
                "{}: {:?} {:?}",
                path.display(),
                price.violations,
                verdict.broken
            );
            if stunts_apart(&instance, &day) {
                assert!((price.expected - verdict.expected_float()).abs() < 0.005, "{}", path.display());
            }
            legal += usize::from(price.is_legal());
        }
    }
    assert!(legal >= 10, "the best known boards are legal");
}

#[test]
fn the_judge_says_what_the_reference_judge_says() {
    let (Some(directory), Some(tool)) = (shared("instances/plan"), shared("tools/riskshoot_judge.py")) else {
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("MISSING: python3; the judge is not compared with the reference judge");
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs python3");
        return;
    }
    let known = best_known(&directory);
    let work = tempfile::tempdir().expect("a temporary directory");
    for (path, instance) in instances(&directory) {
        let best = known_board(&known, &instance.name);
        for day in boards(&instance, 1).into_iter().chain(best) {
            let board = work.path().join("board.json");
            std::fs::write(&board, serde_json::to_string(&day).expect("a list is JSON"))
                .expect("a board is written");
            let output =
                Command::new("python3").arg(&tool).arg(&path).arg(&board).output().expect("the judge runs");
            let text = String::from_utf8(output.stdout).expect("the judge writes text");
            let line = text.lines().last().expect("the judge writes a line");
            let reference: serde_json::Value = serde_json::from_str(line).expect("the last line is JSON");
            let verdict = judge(&instance, &day).expect("the board fits");
            assert_eq!(reference["cost"], verdict.cost, "{}", path.display());
            let expected = reference["expected_cost"].as_f64().expect("a number");
            assert!((expected - verdict.expected_float()).abs() < 0.000_1, "{}", path.display());
            assert_eq!(
                reference["broken"] == 0,
                verdict.broken.is_empty(),
                "{}: {:?}",
                path.display(),
                verdict.broken
            );
        }
    }
}

#[test]
fn no_known_board_is_below_a_bound() {
    let Some(directory) = shared("instances/plan") else { return };
    let known = best_known(&directory);
    for (path, instance) in instances(&directory) {
        let Some(day) = known_board(&known, &instance.name) else { continue };
        let problem = compile(&instance);
        let solution = Solution { slots: day.iter().map(|&d| SlotIdx::new(d)).collect() };
        let price = price_from_scratch(&problem, &solution);
        for objective in [Objective::Cost, Objective::Expected] {
            let effort = Ascent { steps: 1_000_000, ..Ascent::default() };
            let bound = lower_bound(&problem, objective, effort, &|| false, &mut |_| {});
            let best = objective.of(&price);
            assert!(bound <= best, "{}: {objective:?} {bound} above {best}", path.display());
            assert!(bound >= 0.7 * best, "{}: {objective:?} {bound} far below {best}", path.display());
        }
    }
}

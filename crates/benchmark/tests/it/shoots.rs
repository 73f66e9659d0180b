//! Reference cases of shoots that a failure ends, written as talent instances: read, solved and proved to the exact value.

use crate::shared;

use std::fmt::Write;

use benchmark::{Report, Run, Status, solve};
use optimiser::Stop;
use serde_json::Value;
use shared::shared;

fn oracle(name: &str) -> Option<Value> {
    let path = shared(&format!("oracles/{name}.json"))?;
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_str(&text).expect("an oracle is JSON"))
}

fn number(value: &Value) -> f64 {
    let Some(fraction) = value["frac"].as_str() else { return value.as_f64().unwrap_or(0.0) };
    let (above, below) = fraction.split_once('/').expect("a fraction has a stroke");
    let whole = |text: &str| text.parse::<f64>().expect("a fraction is of whole numbers");
    whole(above) / whole(below)
}

/// Orders in oracles count from 1.
fn order(value: &Value) -> Vec<usize> {
    let unit = |unit: &Value| unit.as_u64().expect("a unit is a number") as usize - 1;
    value.as_array().expect("an order is a list").iter().map(unit).collect()
}

fn names(value: &Value) -> Vec<&String> {
    value.as_object().map(|map| map.keys().collect()).unwrap_or_default()
}

/// An oracle's units as a talent instance: the crew is an actor in every scene, a unit's own cost one in that scene alone. Delays are
/// days more.
fn written(oracle: &Value) -> String {
    let units = oracle["units"].as_array().expect("an oracle has units");
    let days: Vec<f64> = units
        .iter()
        .map(|unit| unit["dur"].as_f64().unwrap_or(1.0) + number(&unit["pd"]) * number(&unit["dd"]))
        .collect();
    let mut actors = Vec::new();
    let mut actor = |plays: &dyn Fn(usize) -> bool, wage: f64| {
        let scenes: String = (0..units.len()).map(|at| if plays(at) { "1 " } else { "0 " }).collect();
        actors.push(format!("{scenes}{wage}"));
    };
    actor(&|_| true, number(&oracle["crew_per_day"]) + number(&oracle["crew"]));
    for name in names(&oracle["rates"]) {
        let plays = |at: usize| {
            units[at]["actors"].as_array().is_some_and(|cast| cast.contains(&Value::from(name.as_str())))
        };
        actor(&plays, number(&oracle["rates"][name]));
    }
    let (mut rules, places) = (String::new(), names(&oracle["visit_cost"]));
    for (at, unit) in units.iter().enumerate() {
        actor(&|other| other == at, number(&unit["c"]) / days[at]);
        let per_mille = (number(&unit["q"]) * 1000.0).round();
        writeln!(rules, "fails {} {per_mille} {}", at + 1, number(&unit["R"])).expect("a string takes text");
        if let Some(place) = places.iter().position(|name| unit["loc"] == name.as_str()) {
            writeln!(rules, "place {} {}", at + 1, place + 1).expect("a string takes text");
        }
    }
    for (place, name) in places.iter().enumerate() {
        let cost = number(&oracle["visit_cost"][name]);
        writeln!(rules, "visit {} {cost}", place + 1).expect("a string takes text");
    }
    for pair in oracle["pred"].as_array().into_iter().flatten() {
        writeln!(rules, "before {} {}", pair[0], pair[1]).expect("a string takes text");
    }
    let days: Vec<String> = days.iter().map(f64::to_string).collect();
    format!("oracle\n{}\n{}\n{}\n{}\n{rules}", units.len(), actors.len(), actors.join("\n"), days.join(" "))
}

fn solved(text: &str) -> Report {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("oracle.txt");
    std::fs::write(&path, text).expect("a file can be written");
    let run = Run { threads: 2, seed: 1, memory: usize::MAX, proof: false };
    let report = solve(&path, &run, &Stop::after(10_000), &mut |_| {}).expect("it is an instance");
    assert_eq!(report.status, Status::Optimal, "{text}");
    assert_eq!(report.bound, report.objective);
    report
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "{found} is not {wanted}");
}

#[track_caller]
fn proves(oracle: &Value, least: &Value, best: &Value) -> Report {
    let report = solved(&written(oracle));
    near(report.objective.expect("an order was found"), number(least));
    assert_eq!(report.order.as_ref(), Some(&order(best)));
    report
}

#[test]
fn stunts_come_by_cost_over_chance() {
    let Some(ratio) = oracle("o01_pure_abort_ratio") else { return };
    proves(&ratio, &ratio["optimal"], &ratio["optimal_order"]);
    let Some(rewrites) = oracle("o02_general_ratio_index") else { return };
    let ends = |case: &&Value| number(&case["waste"]) == 0.0 && number(&case["rho"]) == 0.0;
    let ends =
        rewrites["cases"].as_array().and_then(|cases| cases.iter().find(ends)).expect("a case that ends");
    proves(&rewrites, &ends["optimal"], &ends["optimal_order"]);
    let Some(chain) = oracle("o04_precedence_chain") else { return };
    proves(&chain, &chain["optimal"], &chain["optimal_order"]);
}

#[test]
fn waiting_and_visits_are_weighed_with_the_chance_to_get_there() {
    for (name, cost) in [("o05_talent_hold_abort", 698), ("o06_talent_location_abort", 805)] {
        let Some(oracle) = oracle(name) else { return };
        let report = proves(&oracle, &oracle["optimal_expected"], &oracle["optimal_order"]);
        assert_eq!(report.cost, Some(cost), "{name}");
        assert_eq!(oracle["optimal_order_det_cost"], cost, "{name}");
    }
    // A delay is days more, which those on set are paid for. Nothing fails.
    let Some(delay) = oracle("o08_delay_burn") else { return };
    near(solved(&written(&delay)).objective.expect("an order was found"), number(&delay["optimal"]));
}

#[test]
fn a_file_says_by_what_it_holds_how_it_is_searched() {
    let plain = "two\n2\n1\n1 1 10\n1 2\nplace 1 1\nfails 2 0 70\n";
    let report = solved(plain);
    assert_eq!((report.objective, report.cost, report.threads), (Some(30.0), Some(30), 2), "for pay");
    let dear = plain.to_owned() + "visit 1 5\n";
    let report = solved(&dear);
    assert_eq!(
        (report.objective, report.cost, report.threads),
        (Some(35.0), Some(35), 1),
        "for expected cost"
    );
}

#[test]
fn what_may_end_the_shoot_comes_first() {
    let Some(oracle) = oracle("o07_first_or_last_crossover") else { return };
    for case in oracle["cases"].as_array().expect("cases") {
        let [crew, rest, last] = ["crew", "rest_days", "cost_last"].map(|key| number(&case[key]));
        let text = format!(
            "oracle\n2\n2\n1 1 {crew}\n1 0 {}\n1 {rest}\nfails 1 {} 0\n",
            last - crew * (rest + 1.0),
            number(&case["q"]) * 1000.0
        );
        let report = solved(&text);
        assert_eq!(report.order, Some(vec![0, 1]));
        // Without the performer who may be out, whom the oracle prices and this problem does not know.
        let first = number(&case["cost_first"]) - number(&case["rule_rhs_pout_cost"]);
        near(report.objective.expect("an order was found"), first);
        near(last - first, number(&case["rule_lhs_q_times_rest"]));
        assert_eq!(
            report.cost.map(|cost| cost as f64),
            Some(last),
            "if all goes well both orders cost the same"
        );
    }
}

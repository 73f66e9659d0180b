//! The theory of order against reference cases, and against every order and every outcome of small random ones.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use risk::FirstOrLast;
use risk::order::{OrderError, Shot, Units, best, conditional_value_at_risk, expected, losses};
use serde_json::Value;

/// A reference case. Without the folder the test says so and goes on; in continuous integration that fails.
fn oracle(name: &str) -> Option<Value> {
    let path = format!("../../../shared/oracles/{name}.json");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).expect("an oracle is JSON")),
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{path}: {error}");
            eprintln!("MISSING {path}: the theory of order is NOT tested against it");
            None
        }
    }
}

fn number(value: &Value) -> f64 {
    let Some(fraction) = value["frac"].as_str() else { return value.as_f64().unwrap_or(0.0) };
    let (above, below) = fraction.split_once('/').expect("a fraction");
    above.parse::<f64>().expect("a number") / below.parse::<f64>().expect("a number")
}

fn numbers(value: &Value) -> Vec<usize> {
    value.as_array().expect("a list").iter().map(|n| n.as_u64().expect("a number") as usize).collect()
}

/// An order in the file counts from 1.
fn order(value: &Value) -> Vec<usize> {
    numbers(value).into_iter().map(|unit| unit - 1).collect()
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

#[derive(Clone, Debug, Default)]
struct Unit {
    cost: f64,
    days: f64,
    q: f64,
    decay: f64,
    rewrite: f64,
    waste: f64,
    share_left: f64,
    throws_away: BTreeMap<usize, f64>,
    actors: Vec<usize>,
    location: Option<usize>,
    after: Vec<usize>,
}

/// Units with hold pay, visits to locations, decaying readiness, scenes thrown away, and precedence.
#[derive(Clone, Debug, Default)]
struct Case {
    units: Vec<Unit>,
    crew: f64,
    rates: Vec<f64>,
    visits: Vec<f64>,
    /// Nothing depends on the unit shot last.
    forgets: bool,
}

impl Units for Case {
    fn count(&self) -> usize {
        self.units.len()
    }

    fn cost(&self, shot: Shot, last: Option<usize>, unit: usize) -> f64 {
        let now = &self.units[unit];
        let with = |actor: usize, before: bool| {
            let other = |at: &usize| *at != unit && shot.has(*at) == before;
            (0..self.units.len()).filter(other).any(|at| self.units[at].actors.contains(&actor))
        };
        let paid = |actor: &usize| now.actors.contains(actor) || (with(*actor, true) && with(*actor, false));
        let pay: f64 = (0..self.rates.len()).filter(paid).map(|actor| self.rates[actor]).sum();
        let comes = last.is_none_or(|last| self.units[last].location != now.location);
        let visit = now.location.filter(|_| comes).map_or(0.0, |location| self.visits[location]);
        now.cost + now.days * (self.crew + pay) + visit
    }

    fn fails(&self, shot: Shot, unit: usize) -> f64 {
        let Unit { q, decay, .. } = self.units[unit];
        if decay == 0.0 { q } else { (q + decay * f64::from(shot.count())).min(0.9) }
    }

    fn rewrite(&self, shot: Shot, unit: usize) -> f64 {
        let lost = self.units[unit].throws_away.iter().filter(|(other, _)| shot.has(**other));
        self.units[unit].rewrite + lost.map(|(other, share)| share * self.units[*other].cost).sum::<f64>()
    }

    fn share_left(&self, unit: usize) -> f64 {
        self.units[unit].share_left
    }

    fn waste(&self, unit: usize) -> f64 {
        self.units[unit].waste
    }

    fn may_follow(&self, shot: Shot, _last: Option<usize>, unit: usize) -> bool {
        self.units[unit].after.iter().all(|before| shot.has(*before))
    }

    fn looks_back(&self) -> bool {
        !self.forgets
    }
}

impl Case {
    fn read(oracle: &Value) -> Self {
        let names = |key: &str| -> Vec<String> {
            oracle[key].as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default()
        };
        let (actors, visit) =
            (names("rates"), if oracle["visit"].is_object() { "visit" } else { "visit_cost" });
        let locations = names(visit);
        let index = |list: &[String], name: &Value| list.iter().position(|known| name == known);
        let unit = |unit: &Value| Unit {
            cost: number(&unit["c"]),
            days: number(&unit["dur"]),
            q: number(&unit["q"]) + number(&unit["q0"]),
            decay: number(&unit["decay"]),
            rewrite: number(&unit["R"]),
            waste: number(&unit["w"]),
            share_left: number(&unit["rho"]),
            throws_away: unit["inval"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(other, share)| (other.parse().expect("a unit"), number(share)))
                .collect(),
            actors: unit["actors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|a| index(&actors, a))
                .collect(),
            location: index(&locations, &unit["loc"]),
            after: Vec::new(),
        };
        let mut units: Vec<Unit> = oracle["units"].as_array().expect("units").iter().map(unit).collect();
        for pair in oracle["pred"].as_array().into_iter().flatten() {
            let pair = order(pair);
            units[pair[1]].after.push(pair[0]);
        }
        let crew = number(&oracle["crew"]) + number(&oracle["crew_per_day"]);
        let rates = actors.iter().map(|name| number(&oracle["rates"][name])).collect();
        let visits = locations.iter().map(|name| number(&oracle[visit][name])).collect();
        Self { units, crew, rates, visits, forgets: false }
    }

    /// What is spent if all goes well.
    fn planned(&self, order: &[usize]) -> f64 {
        let mut sure = self.clone();
        sure.units.iter_mut().for_each(|unit| (unit.q, unit.decay) = (0.0, 0.0));
        expected(&sure, order, 0.0)
    }

    fn is_allowed(&self, order: &[usize]) -> bool {
        let mut shot = Shot::default();
        order.iter().all(|unit| {
            let may = self.may_follow(shot, None, *unit);
            shot = shot.with(*unit);
            may
        })
    }

    fn least_of_all_orders(&self) -> f64 {
        let allowed = orders(self.units.len()).into_iter().filter(|order| self.is_allowed(order));
        allowed.map(|order| expected(self, &order, 0.0)).fold(f64::INFINITY, f64::min)
    }
}

/// All orders of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let longer = |order: Vec<usize>| {
        (0..count).map(move |at| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    orders(last).into_iter().flat_map(longer).collect()
}

/// The best order is the one that the file names, at its price, and no other order is cheaper.
#[track_caller]
fn check(case: &Case, optimal: &Value, named: &Value) {
    let named = order(named);
    near(expected(case, &named, 0.0), number(optimal));
    near(case.least_of_all_orders(), number(optimal));
    if case.units.iter().all(|unit| unit.waste == 0.0) {
        let found = best(case).expect("an order");
        near(found.expected, number(optimal));
        near(expected(case, &found.order, 0.0), number(optimal));
    }
}

#[test]
fn o01_o02_o10_ratios() {
    if let Some(oracle) = oracle("o01_pure_abort_ratio") {
        let case = Case::read(&oracle);
        check(&case, &oracle["optimal"], &oracle["optimal_order"]);
        near(
            expected(&case, &order(&oracle["riskiest_first_order"]), 0.0),
            number(&oracle["riskiest_first"]),
        );
        assert_eq!(by_ratio(&case), order(&oracle["optimal_order"]));
    }
    if let Some(oracle) = oracle("o02_general_ratio_index") {
        for variant in oracle["cases"].as_array().expect("cases") {
            let mut case = Case::read(&oracle);
            for unit in &mut case.units {
                (unit.waste, unit.share_left) = (number(&variant["waste"]), number(&variant["rho"]));
            }
            check(&case, &variant["optimal"], &variant["optimal_order"]);
            if number(&variant["waste"]) == 0.0 {
                assert_eq!(by_ratio(&case), order(&variant["optimal_order"]));
            }
        }
    }
    if let Some(oracle) = oracle("o10_rewrite_waste_wspt") {
        let case = Case::read(&oracle);
        check(&case, &oracle["optimal"], &oracle["optimal_order"]);
        assert_eq!(best(&case), Err(OrderError::Wastes { unit: 0 }), "money spent depends on the order");
    }
}

/// The order of the product's ratio rule: ω is 0.
fn by_ratio(case: &Case) -> Vec<usize> {
    let rule = |unit: &Unit| FirstOrLast {
        own: unit.cost + unit.q * unit.rewrite,
        ..alone(unit.q, unit.share_left)
    };
    let ratio = |at: &usize| rule(&case.units[*at]).ratio().unwrap_or(f64::INFINITY);
    let mut order: Vec<usize> = (0..case.units.len()).collect();
    order.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    order
}

fn alone(ends: f64, share_left: f64) -> FirstOrLast {
    FirstOrLast {
        stunt: domain::StuntId(1),
        ends,
        share_left,
        rest: 0.0,
        own: 0.0,
        again: 0.0,
        others_go_on: 1.0,
        out: 0.0,
        out_days: 0.0,
        idle_day: 0.0,
        other_days: 0.0,
    }
}

#[test]
fn o03_no_index_where_waste_differs() {
    let Some(oracle) = oracle("o03_heterogeneous_no_index") else { return };
    let case = Case::read(&oracle);
    let mut first = Vec::new();
    for row in oracle["cases"].as_array().expect("cases") {
        let spent = number(&row["spent_before"]);
        let [one_two, two_one] = [[0, 1], [1, 0]].map(|order| spent + expected(&case, &order, spent));
        near(one_two, number(&row["order_1_2"]));
        near(two_one, number(&row["order_2_1"]));
        first.push(one_two < two_one);
    }
    assert_eq!(first, [false, true], "the better order flips with the money that is spent");
}

#[test]
fn o04_o05_o06_precedence_hold_pay_and_visits() {
    if let Some(oracle) = oracle("o04_precedence_chain") {
        let case = Case::read(&oracle);
        check(&case, &oracle["optimal"], &oracle["optimal_order"]);
        assert_eq!(best(&case).expect("an order").order, order(&oracle["optimal_order"]));
    }
    for name in ["o05_talent_hold_abort", "o06_talent_location_abort"] {
        let Some(oracle) = oracle(name) else { continue };
        let case = Case::read(&oracle);
        check(&case, &oracle["optimal_expected"], &oracle["optimal_order"]);
        near(
            expected(&case, &order(&oracle["det_optimal_order"]), 0.0),
            number(&oracle["det_optimal_expected"]),
        );
    }
}

#[test]
fn o07_first_or_last() {
    let Some(oracle) = oracle("o07_first_or_last_crossover") else { return };
    for case in oracle["cases"].as_array().expect("cases") {
        let idle_day = number(&case["crew"]);
        let rest = idle_day * number(&case["rest_days"]);
        let rule = FirstOrLast {
            rest,
            own: number(&case["cost_last"]) - rest,
            out: number(&case["p_out"]),
            out_days: number(&case["out_days"]),
            idle_day,
            ..alone(number(&case["q"]), 0.0)
        };
        near(rule.first(0.0), number(&case["cost_first"]));
        near(rule.last(), number(&case["cost_last"]));
        near(rule.first_saves(), number(&case["rule_lhs_q_times_rest"]));
        near(rule.nobody_waits(0.0), number(&case["rule_rhs_pout_cost"]));
        assert_eq!(rule.first_is_cheaper_by(0.0) > 0.0, case["first_is_better"] == true);
        // With as many other days to shoot as the performer is out, nothing speaks for last.
        near(rule.first_is_cheaper_by(rule.out_days), rule.first_saves());
    }
}

#[test]
fn o09_readiness_that_decays() {
    let Some(oracle) = oracle("o09_readiness_state_dependent_q") else { return };
    let case = Case::read(&oracle);
    check(&case, &oracle["optimal"], &oracle["optimal_order"]);
    assert_eq!(best(&case).expect("an order").order, order(&oracle["optimal_order"]));
    near(expected(&case, &order(&oracle["forward_dp_order"]), 0.0), number(&oracle["forward_dp_true_cost"]));
}

#[test]
fn o11_conditional_value_at_risk() {
    let Some(oracle) = oracle("o11_cvar_wasted_spend") else { return };
    let list = |key: &str| oracle[key].as_array().expect("a list").iter().map(number).collect::<Vec<f64>>();
    let unit = |(cost, q)| Unit { cost, q, rewrite: 50.0, waste: 1.0, ..Unit::default() };
    let case = Case { units: list("c").into_iter().zip(list("q")).map(unit).collect(), ..Case::default() };
    for row in oracle["rows"].as_array().expect("rows") {
        let mixture = losses(&case, &order(&row["order"])).expect("a failure ends the shoot");
        let mut found = mixture.clone();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted = row["distribution"].as_array().expect("a list");
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            near(found.0, number(&wanted[0]));
            near(found.1, number(&wanted[1]));
        }
        near(mixture.iter().map(|(loss, p)| loss * p).sum(), number(&row["mean"]));
        near(conditional_value_at_risk(&mixture, 0.9), number(&row["cvar90"]));
        near(conditional_value_at_risk(&mixture, 0.95), number(&row["cvar95"]));
    }
}

#[test]
fn o14_what_a_rewrite_throws_away() {
    let Some(oracle) = oracle("o14_rewrite_invalidation_matrix") else { return };
    let case = Case::read(&oracle);
    check(&case, &oracle["optimal"], &oracle["optimal_order"]);
    let cheapest = order(&oracle["det_optimal_order"]);
    near(case.planned(&cheapest), number(&oracle["det_optimal_det"]));
    near(expected(&case, &cheapest, 0.0), number(&oracle["det_optimal_expected"]));
}

/// Up to six units with everything that a programme over sets can hold.
fn random(rng: &mut Pcg64) -> Case {
    let count = rng.random_range(1..7);
    let money = |rng: &mut Pcg64, most: u32| f64::from(rng.random_range(0..most));
    let unit = |rng: &mut Pcg64, at: usize| Unit {
        cost: money(rng, 200),
        days: f64::from(rng.random_range(1..4)),
        q: f64::from(rng.random_range(0..8)) / 10.0,
        decay: f64::from(rng.random_range(0..3)) / 10.0,
        rewrite: money(rng, 300),
        waste: 0.0,
        share_left: f64::from(rng.random_range(0..11)) / 10.0,
        throws_away: (0..count).filter(|_| rng.random_bool(0.2)).map(|other| (other, 0.5)).collect(),
        actors: (0..3).filter(|_| rng.random_bool(0.5)).collect(),
        location: Some(rng.random_range(0..2)),
        // Only ever after an earlier one: no circle.
        after: (0..at).filter(|_| rng.random_bool(0.15)).collect(),
    };
    let units = (0..count).map(|at| unit(rng, at)).collect();
    Case {
        units,
        crew: money(rng, 50),
        rates: vec![12.0, 30.0, 8.0],
        visits: vec![25.0, 60.0],
        forgets: false,
    }
}

#[test]
fn the_programme_over_sets_is_the_best_of_all_orders() {
    let mut rng = Pcg64::seed_from_u64(1);
    for _ in 0..300 {
        let case = random(&mut rng);
        let found = best(&case).expect("an order");
        assert!(case.is_allowed(&found.order));
        assert_eq!(found.order.len(), case.units.len());
        near(expected(&case, &found.order, 0.0), found.expected);
        near(found.expected, case.least_of_all_orders());
        let no_visits = Case { visits: vec![0.0; 2], ..case };
        let forgets = Case { forgets: true, ..no_visits.clone() };
        assert_eq!(best(&forgets), best(&no_visits), "the unit shot last is not needed");
    }
}

#[test]
fn the_recursion_is_the_mean_of_all_outcomes() {
    let mut rng = Pcg64::seed_from_u64(2);
    for _ in 0..200 {
        let mut case = random(&mut rng);
        for unit in &mut case.units {
            unit.waste = f64::from(rng.random_range(0..11)) / 10.0;
        }
        let order: Vec<usize> = (0..case.units.len()).collect();
        near(expected(&case, &order, 70.0), mean_of_outcomes(&case, &order, 70.0));
    }
}

/// Every way in which units of an order go well or not, with what is spent on each.
fn mean_of_outcomes(case: &Case, order: &[usize], spent: f64) -> f64 {
    let mut mean = 0.0;
    for outcome in 0..1_u32 << order.len() {
        let (mut probability, mut share, mut paid, mut planned) = (1.0, 1.0, 0.0, spent);
        let (mut shot, mut last) = (Shot::default(), None);
        for (at, &unit) in order.iter().enumerate() {
            let (cost, q) = (case.cost(shot, last, unit), case.fails(shot, unit));
            planned += cost;
            paid += share * cost;
            if outcome >> at & 1 == 1 {
                probability *= q;
                paid += share * (case.rewrite(shot, unit) + case.waste(unit) * planned);
                share *= case.share_left(unit);
            } else {
                probability *= 1.0 - q;
            }
            (shot, last) = (shot.with(unit), Some(unit));
        }
        mean += probability * paid;
    }
    mean
}

#[test]
fn the_tail_is_what_the_convex_form_says() {
    let mut rng = Pcg64::seed_from_u64(3);
    for _ in 0..200 {
        let mut case = random(&mut rng);
        case.units.iter_mut().for_each(|unit| (unit.share_left, unit.waste) = (0.0, 0.5));
        let order: Vec<usize> = (0..case.units.len()).collect();
        let mixture = losses(&case, &order).expect("a failure ends the shoot");
        near(mixture.iter().map(|(_, p)| p).sum(), 1.0);
        for level in [0.0, 0.5, 0.8, 0.95] {
            // Rockafellar and Uryasev 2000: the least over t of t + E (L − t)⁺ / (1 − level), at one of the values.
            let over = |t: f64| mixture.iter().map(|(loss, p)| p * (loss - t).max(0.0)).sum::<f64>();
            let convex =
                mixture.iter().map(|(t, _)| t + over(*t) / (1.0 - level)).fold(f64::INFINITY, f64::min);
            near(conditional_value_at_risk(&mixture, level), convex);
        }
        let worst = mixture.iter().filter(|(_, p)| *p > 0.0).map(|(loss, _)| *loss).fold(0.0, f64::max);
        near(conditional_value_at_risk(&mixture, 1.0), worst);
    }
}

#[test]
fn what_cannot_be_reckoned_is_refused() {
    let many = Case { units: vec![Unit::default(); 17], ..Case::default() };
    assert_eq!(best(&many), Err(OrderError::TooMany { count: 17 }));
    let circle = |after| Unit { after: vec![after], ..Unit::default() };
    let circle = Case { units: vec![circle(1), circle(0)], ..Case::default() };
    assert_eq!(best(&circle), Err(OrderError::NoOrder));
    let goes_on = Unit { q: 0.1, share_left: 0.9, ..Unit::default() };
    let goes_on = Case { units: vec![Unit::default(), goes_on], ..Case::default() };
    assert_eq!(losses(&goes_on, &[0, 1]), Err(OrderError::GoesOn { unit: 1 }));
    assert_eq!(best(&Case::default()).expect("nothing to order").order, Vec::<usize>::new());
}

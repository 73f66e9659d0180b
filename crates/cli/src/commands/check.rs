//! `firstup check` and `firstup compare`: what the judge says of a board, and of two.

use domain::{Board, State};
use office::explain::flag_json;
use rules::Verdict;
use serde_json::{Value, json};

use crate::args::{Check, Compare};
use crate::count::count;
use crate::failure::Failure;
use crate::session::{Session, open_read_only};

pub fn check(session: &Session, args: &Check) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let context =
        reports::Context { state, board, verdict: &verdict, printed: Some(session.today()), money: true };
    let format = reports::Format::Text { color: true, width: session.width() };
    session.answer(
        || {
            let mut value = verdict_json(state, board, &verdict);
            value["schema"] = "firstup.check/1".into();
            value
        },
        || reports::render(reports::Kind::Cost, format, &context),
    )?;
    // What is forbidden was said above: the exit code says it to scripts.
    if verdict.forbidden().next().is_some() { Err(Failure::BadAnswer(String::new())) } else { Ok(()) }
}

pub fn compare(session: &Session, args: &Compare) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let left = &state.boards[&state.board_called(Some(&args.left))?];
    let right = &state.boards[&state.board_called(Some(&args.right))?];
    let (left_verdict, right_verdict) = (rules::assess(state, left), rules::assess(state, right));
    let comparison = reports::compare(state, (left, &left_verdict), (right, &right_verdict));
    session.answer(
        || {
            let boards = [verdict_json(state, left, &left_verdict), verdict_json(state, right, &right_verdict)];
            json!({ "schema": "firstup.compare/1", "boards": boards, "comparison": comparison_json(&comparison) })
        },
        || comparison.text(true, session.width()),
    )
}

/// A verdict as `check`, `plan` and `compare` print it. Money is a decimal string; expected figures are numbers.
pub fn verdict_json(state: &State, board: &Board, verdict: &Verdict) -> Value {
    let mut by_rule: std::collections::BTreeMap<&str, domain::Money> = std::collections::BTreeMap::new();
    for item in &verdict.items {
        *by_rule.entry(item.rule.key()).or_default() += item.amount;
    }
    let by_rule: std::collections::BTreeMap<&str, String> =
        by_rule.into_iter().map(|(rule, amount)| (rule, amount.decimal())).collect();
    let expected = &verdict.expected;
    let items: Vec<Value> = expected
        .items
        .iter()
        .map(|item| {
            let stunt = item.stunt.and_then(|id| state.stunts.get(&id)).map(|stunt| stunt.name.as_str());
            json!({ "stunt": stunt, "what": item.what, "amount": item.amount / 100.0 })
        })
        .collect();
    json!({
        "board": board.name, "rule_set": verdict.rule_set, "measures": verdict.measures,
        "currency": state.production.currency(), "money": verdict.money, "example": verdict.money != domain::Source::Confirmed,
        "cost": verdict.cost.decimal(), "cost_by_rule": by_rule,
        "expected": { "risk_model": "recursion", "total": expected.total / 100.0, "g0": expected.g0 / 100.0,
            "value_term": expected.value_term / 100.0, "items": items, "example_assumption": expected.example },
        "forbidden": verdict.forbidden().count(),
        "flags": verdict.flags.iter().map(|flag| flag_json(state, flag)).collect::<Vec<_>>(),
        "days": verdict.days.iter().map(|day| json!({
            "unit": state.units.get(&day.unit).map(|unit| unit.name.as_str()), "day": day.ordinal + 1, "date": day.date,
            "kind": day.kind, "call": day.call.to_string(), "wrap": day.wrap.to_string(), "work_minutes": day.work,
            "overtime_minutes": day.overtime, "moves": day.moves, "eighths": day.eighths,
            "locations": day.locations.iter().filter_map(|id| state.locations.get(id)).map(|l| l.name.as_str()).collect::<Vec<_>>(),
            "strips": day.strips.iter().map(|strip| json!({ "scene": state.label(strip.sheet),
                "start": strip.start.to_string(), "end": strip.end.to_string() })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// The headline of a board in one line, days first: `18 days · 120 cast days (20 hold) · …`.
pub fn headline(verdict: &Verdict) -> String {
    let m = &verdict.measures;
    let other =
        if m.other_unit_days > 0 { format!(" + {} second unit", m.other_unit_days) } else { String::new() };
    format!(
        "{}{other} · {} ({} hold) · {} · {:.1} h overtime · {}, {}",
        count(m.days, "day"),
        count(m.cast_days, "cast day"),
        m.hold_days,
        count(m.moves, "company move"),
        f64::from(m.overtime.0) / 60.0,
        count(m.nights, "night"),
        count(m.splits, "split")
    )
}

/// What a board costs, marked EXAMPLE unless every rate is confirmed. With stunts that may go wrong also what it is
/// expected to cost, and the sum that a plan makes small: two figures, as the second holds the film's value too.
pub fn money_lines(state: &State, verdict: &Verdict) -> Vec<String> {
    let mark = if verdict.money == domain::Source::Confirmed { "" } else { "EXAMPLE rates: " };
    let whole = verdict.cost.in_whole_units();
    let currency = state.production.currency();
    let expected = &verdict.expected;
    if expected.items.len() < 2 {
        return vec![format!("{mark}{whole} {currency}")];
    }
    let assumption = if expected.example { ", with example assumptions on stunts" } else { "" };
    let mut lines = vec![format!(
        "{mark}{whole} {currency} if all goes well; expected spending about {} (recursion{assumption})",
        thousands(expected.g0)
    )];
    if expected.value_term > 0.0 {
        let value = state.production.budget.unwrap_or(verdict.cost);
        lines.push(format!(
            "with the film's value of {0} at stake about {1}: what a plan for the expected cost makes small",
            value.in_whole_units(),
            thousands(expected.total)
        ));
    }
    lines
}

/// Cents, to the nearest thousand of the currency: an expectation is no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
fn thousands(cents: f64) -> domain::Money {
    domain::Money::whole((cents / 100_000.0).round() as i64 * 1000)
}

fn comparison_json(comparison: &reports::Comparison) -> Value {
    let place = |place: &Option<reports::Place>| {
        place.as_ref().map(|p| json!({ "unit": p.unit_name, "day": p.day, "date": p.date }))
    };
    let moved = comparison.moved.iter().map(
        |strip| json!({ "scene": strip.label, "places": strip.places.iter().map(place).collect::<Vec<_>>() }),
    );
    let measures = comparison.measures.iter().map(|line| json!({ "what": line.what, "values": line.values }));
    let rules = comparison
        .rules
        .iter()
        .map(|line| json!({ "rule": line.rule, "values": line.amounts.map(domain::Money::decimal) }));
    json!({
        "boards": comparison.names, "measures": measures.collect::<Vec<_>>(), "cost_by_rule": rules.collect::<Vec<_>>(),
        "cost": comparison.cost.map(domain::Money::decimal), "expected": comparison.expected.map(|cents| cents / 100.0),
        "moved": moved.collect::<Vec<_>>(),
    })
}

//! Flags on paper: numbered as the strips mark them, and never a word more than the check says.

use std::collections::BTreeMap;

use domain::{Severity, UnitId};
use rules::{Flag, Rule};

use crate::Context;
use crate::words::{clean, date};

/// Severities, the gravest first, as a heading names them.
pub(crate) const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Forbid, "Forbidden in this production"),
    (Severity::Price, "Priced in this production"),
    (Severity::Warn, "To know"),
];

/// Flags with their numbers from 1, those of one severity.
pub(crate) fn of_severity<'a>(
    context: &Context<'a>,
    severity: Severity,
) -> impl Iterator<Item = (usize, &'a Flag)> {
    let numbered = context.verdict.flags.iter().enumerate().map(|(i, flag)| (i + 1, flag));
    numbered.filter(move |(_, flag)| flag.severity == severity)
}

/// What a check without flags may say.
pub(crate) fn none_words(context: &Context<'_>) -> String {
    let rules = clean(&context.verdict.rule_set);
    match context.printed {
        Some(day) => format!("No flags under rule set {rules}, checked on {}.", date(day)),
        None => format!("No flags under rule set {rules}."),
    }
}

/// What was checked, when there are flags.
pub(crate) fn some_words(context: &Context<'_>) -> String {
    let count = context.verdict.flags.len() as u64;
    let rules = clean(&context.verdict.rule_set);
    let on = context.printed.map(|day| format!(", checked on {}", date(day))).unwrap_or_default();
    format!("{} under rule set {rules}{on}.", crate::words::count(count, "flag"))
}

/// A line of a wall's list of flags.
pub(crate) struct WallLine {
    /// The number that strips show; none for priced rules, which strips show without one.
    pub(crate) number: Option<usize>,
    pub(crate) words: String,
}

/// Flags for a wall. What a priced rule says may name money, which is not for a wall: its label and its
/// places have to do, and all of one rule stand together.
pub(crate) fn wall_lines(context: &Context<'_>, severity: Severity) -> Vec<WallLine> {
    if severity == Severity::Price {
        return priced_lines(context);
    }
    let line = |(number, flag): (usize, &Flag)| {
        let words = if flag.rule.default_severity() == Severity::Price {
            format!("{}, {}: see the cost report", flag.rule.label(), places(context, flag))
        } else {
            format!("{}: {}", flag.rule.label(), clean(&flag.what))
        };
        WallLine { number: Some(number), words }
    };
    of_severity(context, severity).map(line).collect()
}

fn priced_lines(context: &Context<'_>) -> Vec<WallLine> {
    let mut by_rule: BTreeMap<Rule, Vec<String>> = BTreeMap::new();
    for (_, flag) in of_severity(context, Severity::Price) {
        let days = by_rule.entry(flag.rule).or_default();
        for day in day_names(context, flag) {
            if !days.contains(&day) {
                days.push(day);
            }
        }
    }
    let words = |(rule, days): (Rule, Vec<String>)| {
        let on = if days.is_empty() { String::new() } else { format!(", {}", days.join(", ")) };
        WallLine { number: None, words: format!("{}{on}: see the cost report", rule.label()) }
    };
    by_rule.into_iter().map(words).collect()
}

/// The strips and days that a flag concerns: `scenes 12, 14, day 3`.
fn places(context: &Context<'_>, flag: &Flag) -> String {
    let mut parts = Vec::new();
    let labels: Vec<String> = flag.sheets.iter().map(|id| clean(&context.state.label(*id))).collect();
    if !labels.is_empty() {
        let noun = if labels.len() == 1 { "scene" } else { "scenes" };
        parts.push(format!("{noun} {}", labels.join(", ")));
    }
    parts.extend(day_names(context, flag));
    parts.join(", ")
}

/// `day 3`, `Second unit day 1`.
fn day_names(context: &Context<'_>, flag: &Flag) -> Vec<String> {
    let main = context.state.main_unit().map(|unit| unit.id);
    let name = |(unit, ordinal): &(UnitId, usize)| {
        let other = context.state.units.get(unit).filter(|unit| Some(unit.id) != main);
        let name = other.map(|unit| format!("{} ", clean(&unit.name))).unwrap_or_default();
        format!("{name}day {}", ordinal + 1)
    };
    flag.days.iter().map(name).collect()
}

//! Flags on paper: numbered as the strips mark them, and never a word more than the check says.

use domain::Severity;
use rules::Flag;

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

/// A flag for a wall. What a priced rule says may name money, which is not for a wall: its label and its
/// places have to do.
pub(crate) fn wall_words(context: &Context<'_>, flag: &Flag) -> String {
    if flag.severity == Severity::Price || flag.rule.default_severity() == Severity::Price {
        let places = places(context, flag);
        let places = if places.is_empty() { places } else { format!(", {places}") };
        format!("{}{places}: see the cost report", flag.rule.label())
    } else {
        format!("{}: {}", flag.rule.label(), clean(&flag.what))
    }
}

/// The strips and days that a flag concerns: `scenes 12, 14, day 3`.
fn places(context: &Context<'_>, flag: &Flag) -> String {
    let mut parts = Vec::new();
    let labels: Vec<String> = flag.sheets.iter().map(|id| clean(&context.state.label(*id))).collect();
    if !labels.is_empty() {
        let noun = if labels.len() == 1 { "scene" } else { "scenes" };
        parts.push(format!("{noun} {}", labels.join(", ")));
    }
    let main = context.state.main_unit().map(|unit| unit.id);
    parts.extend(flag.days.iter().map(|(unit, ordinal)| {
        let other = context.state.units.get(unit).filter(|unit| Some(unit.id) != main);
        let name = other.map(|unit| format!("{} ", clean(&unit.name))).unwrap_or_default();
        format!("{name}day {}", ordinal + 1)
    }));
    parts.join(", ")
}

//! Flags on paper: numbered as the strips mark them, and never a word more than the check says.

use std::collections::BTreeMap;

use domain::{Severity, SheetId, UnitId};
use rules::{Flag, Rule};

use crate::Context;
use crate::strip::sign;
use crate::words::{clean, date};

/// Severities, the gravest first, as a heading names them.
pub(crate) const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Forbid, "Forbidden in this production"),
    (Severity::Price, "Priced in this production"),
    (Severity::Warn, "To know"),
];

/// A flag on a strip: its number in the verdict's list, from 1, and how grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FlagMark {
    pub(crate) number: usize,
    pub(crate) severity: Severity,
}

impl FlagMark {
    /// `3`, or nothing for a priced rule: those are many, and a wall says no more of them than where they are.
    pub(crate) fn number_words(self) -> String {
        if self.severity == Severity::Price { String::new() } else { self.number.to_string() }
    }
}

/// What a day break says of a rule that its whole day breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayMark {
    pub(crate) rule: Rule,
    pub(crate) severity: Severity,
    pub(crate) flags: Vec<FlagMark>,
}

impl DayMark {
    /// `crew overtime`.
    pub(crate) fn label(&self) -> String {
        self.rule.label().to_lowercase()
    }

    /// `3`, `3, 4`, or nothing for a priced rule.
    pub(crate) fn numbers(&self) -> String {
        let numbers = self.flags.iter().map(|flag| flag.number_words());
        numbers.filter(|number| !number.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// `⚐ crew overtime`, `⚑3 length of day`.
    pub(crate) fn words(&self) -> String {
        format!("{}{} {}", sign(self.severity), self.numbers(), self.label())
    }
}

/// The day that a flag concerns as a whole: every strip of it would have the same mark. Rest is short before
/// the later of two days.
fn whole_day(flag: &Flag) -> Option<(UnitId, usize)> {
    use Rule::{CrewRest, ForcedCall, Locations, Meal, Minutes, Moves, Night, Overtime};
    let whole =
        matches!(flag.rule, Overtime | Minutes | Meal | CrewRest | ForcedCall | Locations | Moves | Night);
    flag.days.last().copied().filter(|_| whole)
}

/// Marks of a unit's day, one a rule, in the order of their flags.
pub(crate) fn on_day(context: &Context<'_>, day: (UnitId, usize)) -> Vec<DayMark> {
    let mut marks: Vec<DayMark> = Vec::new();
    for (i, flag) in context.verdict.flags.iter().enumerate() {
        if whole_day(flag) != Some(day) {
            continue;
        }
        let (rule, severity) = (flag.rule, flag.severity);
        let flag = FlagMark { number: i + 1, severity };
        match marks.iter_mut().find(|mark| (mark.rule, mark.severity) == (rule, severity)) {
            Some(mark) => mark.flags.push(flag),
            None => marks.push(DayMark { rule, severity, flags: vec![flag] }),
        }
    }
    marks
}

/// Flags that concern a strip more than the rest of its day. That no strip has a location is said once, in
/// the list of flags.
pub(crate) fn on_sheet(context: &Context<'_>, sheet: SheetId) -> Vec<FlagMark> {
    let located = any_location(context);
    let flags = context.verdict.flags.iter().enumerate();
    flags
        .filter(|(_, flag)| flag.sheets.contains(&sheet) && whole_day(flag).is_none())
        .filter(|(_, flag)| located || flag.rule != Rule::Unassigned)
        .map(|(i, flag)| FlagMark { number: i + 1, severity: flag.severity })
        .collect()
}

/// Does any sheet have a location? Without one no move is reckoned.
pub(crate) fn any_location(context: &Context<'_>) -> bool {
    context.state.sheets.values().any(|sheet| context.state.location_of(sheet).is_some())
}

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

/// `day 3`, `Second unit Tue 12 Jan`.
fn day_names(context: &Context<'_>, flag: &Flag) -> Vec<String> {
    let days = &context.verdict.days;
    let named = flag.days.iter().filter_map(|of| days.iter().find(|day| (day.unit, day.ordinal) == *of));
    let words = |day: &rules::DayVerdict| {
        let unit = context.state.units.get(&day.unit)?;
        Some(clean(&unit.day_words(day.ordinal, Some(day.date))))
    };
    named.filter_map(words).collect()
}

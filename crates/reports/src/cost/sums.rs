//! The items of a verdict summed by rule, by performer and by date: three views of the same total.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, DayKind, Money, SceneNumber, Source, State, Stunt, StuntClass, StuntId, UnitKind};
use rules::{CostItem, DayVerdict, Expected, Rule, Subject};

use crate::rounding::{balanced, thousands};
use crate::words::{Purse, clean};
use crate::{Context, layout};

/// All sums of the report.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    pub(crate) purse: Purse,
    /// The greatest first.
    pub(crate) rules: Vec<RuleSum>,
    /// By board ID.
    pub(crate) performers: Vec<PerformerSum>,
    /// By date.
    pub(crate) days: Vec<DateSum>,
    /// Sum of all items.
    pub(crate) total: Money,
    pub(crate) expected: ExpectedSums,
}

/// What a rule costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuleSum {
    pub(crate) rule: Rule,
    pub(crate) amount: Money,
    pub(crate) items: usize,
    /// The weakest source among its rates.
    pub(crate) source: Source,
}

/// What a performer costs.
#[derive(Clone, Debug)]
pub(crate) struct PerformerSum {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) pay_days: usize,
    pub(crate) hold_days: usize,
    pub(crate) pay: Money,
    pub(crate) hold: Money,
    /// Overtime, late meals, forced calls, travel and days off.
    pub(crate) other: Money,
}

impl PerformerSum {
    pub(crate) fn total(&self) -> Money {
        self.pay + self.hold + self.other
    }
}

/// What falls on a date.
#[derive(Clone, Debug)]
pub(crate) struct DateSum {
    pub(crate) date: Date,
    /// `Day 3`, `Day 3 NIGHT; Second unit day 1`, or why nobody shoots.
    pub(crate) what: String,
    pub(crate) crew: Money,
    pub(crate) cast: Money,
    pub(crate) other: Money,
    /// Up to and with this date.
    pub(crate) so_far: Money,
}

impl DateSum {
    pub(crate) fn total(&self) -> Money {
        self.crew + self.cast + self.other
    }
}

/// What a stunt may add to the cost: names of the judge's lines, and columns of the table.
pub(crate) const OUTCOMES: [&str; 5] =
    ["delay", "performer out", "rewrite", "scenes lost", "not spent if it stops"];

/// The expected cost in thousands: a row a stunt, the planned cost, the value term; they add up.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedSums {
    /// By date.
    pub(crate) stunts: Vec<StuntSum>,
    /// Planned cost, if all goes well.
    pub(crate) planned: i64,
    /// Expected spending.
    pub(crate) spending: i64,
    /// Value × probability that it is not finished as planned.
    pub(crate) value_term: i64,
    /// What is minimised.
    pub(crate) total: i64,
}

impl ExpectedSums {
    /// All stunts together: a sum an outcome, and all of them.
    pub(crate) fn together(&self) -> ([i64; OUTCOMES.len()], i64) {
        let column = |i: usize| self.stunts.iter().map(|stunt| stunt.outcomes[i]).sum();
        (std::array::from_fn(column), self.stunts.iter().map(|stunt| stunt.total).sum())
    }
}

/// What a stunt may add to the cost, in thousands.
#[derive(Clone, Debug)]
pub(crate) struct StuntSum {
    pub(crate) date: Option<Date>,
    /// `day 3`, `Second unit day 1`.
    pub(crate) day: String,
    /// `12A`, `40 pt 2`.
    pub(crate) scene: String,
    pub(crate) name: String,
    pub(crate) class: &'static str,
    /// Where its probabilities, days and shares come from.
    pub(crate) source: Source,
    /// An amount for each of [`OUTCOMES`].
    pub(crate) outcomes: [i64; OUTCOMES.len()],
    pub(crate) total: i64,
}

impl Sums {
    /// Sums up a verdict.
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let items = &context.verdict.items;
        Self {
            purse: Purse::of(items.iter().flat_map(|item| [item.amount])),
            rules: by_rule(items),
            performers: by_performer(context),
            days: by_date(context),
            total: items.iter().map(|item| item.amount).sum(),
            expected: expected(context),
        }
    }

    /// All performers together.
    pub(crate) fn performers_total(&self) -> Money {
        self.performers.iter().map(PerformerSum::total).sum()
    }
}

fn by_rule(items: &[CostItem]) -> Vec<RuleSum> {
    let mut sums: BTreeMap<Rule, RuleSum> = BTreeMap::new();
    for item in items {
        let sum = sums.entry(item.rule).or_insert(RuleSum {
            rule: item.rule,
            amount: Money(0),
            items: 0,
            source: item.source,
        });
        sum.amount += item.amount;
        sum.items += 1;
        sum.source = sum.source.min(item.source);
    }
    let mut sums: Vec<RuleSum> = sums.into_values().collect();
    sums.sort_by_key(|sum| (-sum.amount, sum.rule));
    sums
}

fn by_performer(context: &Context<'_>) -> Vec<PerformerSum> {
    let mut sums: BTreeMap<Performer, PerformerSum> = BTreeMap::new();
    for item in &context.verdict.items {
        let Subject::Performer(performer) = item.subject else { continue };
        let sum = sums.entry(performer).or_insert_with(|| PerformerSum {
            id: board_id(context.state, performer),
            name: clean(&context.state.performer_name(performer)),
            pay_days: 0,
            hold_days: 0,
            pay: Money(0),
            hold: Money(0),
            other: Money(0),
        });
        match item.rule {
            Rule::Pay => {
                sum.pay += item.amount;
                sum.pay_days += 1;
            }
            Rule::Hold => {
                sum.hold += item.amount;
                sum.hold_days += 1;
            }
            _ => sum.other += item.amount,
        }
    }
    let mut sums: Vec<(Performer, PerformerSum)> = sums.into_iter().collect();
    sums.sort_by_key(|(performer, sum)| (SceneNumber::new(&sum.id), *performer));
    sums.into_iter().map(|(_, sum)| sum).collect()
}

fn board_id(state: &State, performer: Performer) -> String {
    let character = state.character_of(performer).and_then(|id| state.characters.get(&id));
    character.map_or_else(|| "?".to_owned(), |character| clean(&character.board_id))
}

fn by_date(context: &Context<'_>) -> Vec<DateSum> {
    let mut sums: BTreeMap<Date, (Money, Money, Money)> = BTreeMap::new();
    for day in &context.verdict.days {
        sums.entry(day.date).or_default();
    }
    for item in &context.verdict.items {
        let (crew, cast, other) = sums.entry(item.date).or_default();
        match item.rule {
            Rule::Crew | Rule::Overtime | Rule::Night => *crew += item.amount,
            Rule::Pay | Rule::Hold | Rule::Meal | Rule::ForcedCall => *cast += item.amount,
            _ => *other += item.amount,
        }
    }
    let mut so_far = Money(0);
    sums.into_iter()
        .map(|(date, (crew, cast, other))| {
            so_far += crew + cast + other;
            DateSum { date, what: date_words(context, date), crew, cast, other, so_far }
        })
        .collect()
}

fn date_words(context: &Context<'_>, date: Date) -> String {
    let days = context.verdict.days.iter().filter(|day| day.date == date);
    let words: Vec<String> = days
        .filter_map(|day| {
            let main = context.state.units.get(&day.unit).is_some_and(|unit| unit.kind == UnitKind::Main);
            if !main && day.strips.is_empty() {
                return None;
            }
            let kind = match day.kind {
                _ if day.strips.is_empty() => " (nothing shot)",
                DayKind::Day => "",
                DayKind::Split => " SPLIT",
                DayKind::Night => " NIGHT",
            };
            Some(format!("{}{kind}", layout::day_words(context, day)))
        })
        .collect();
    if words.is_empty() { "no shooting day".into() } else { words.join("; ") }
}

fn expected(context: &Context<'_>) -> ExpectedSums {
    let expected = &context.verdict.expected;
    let (parts, spending, total) = in_thousands(expected);
    let mut planned = 0;
    let mut stunts: Vec<(StuntId, StuntSum)> = Vec::new();
    for (item, part) in expected.items.iter().zip(parts) {
        // The judge gives the planned cost first, then stunt after stunt by date.
        let Some((id, stunt)) = item.stunt.and_then(|id| Some((id, context.state.stunts.get(&id)?))) else {
            planned += part;
            continue;
        };
        if stunts.last().is_none_or(|(last, _)| *last != id) {
            stunts.push((id, stunt_sum(context, stunt)));
        }
        let Some((_, sum)) = stunts.last_mut() else { continue };
        sum.total += part;
        if let Some(i) = OUTCOMES.iter().position(|outcome| *outcome == item.what) {
            sum.outcomes[i] += part;
        }
    }
    let stunts = stunts.into_iter().map(|(_, sum)| sum).collect();
    ExpectedSums { stunts, planned, spending, value_term: total - spending, total }
}

/// Each line of the explanation, expected spending, and what is minimised. Both sums are rounded as they are wherever else
/// they are told; the lines are balanced to the first.
fn in_thousands(expected: &Expected) -> (Vec<i64>, i64, i64) {
    let lines: Vec<f64> = expected.items.iter().map(|item| item.amount).collect();
    (balanced(&lines, expected.g0), thousands(expected.g0), thousands(expected.total))
}

/// A stunt's row without its amounts.
fn stunt_sum(context: &Context<'_>, stunt: &Stunt) -> StuntSum {
    let on = |day: &&DayVerdict| day.strips.iter().any(|strip| strip.sheet == stunt.sheet);
    let day = context.verdict.days.iter().find(on);
    StuntSum {
        date: day.map(|day| day.date),
        day: day.map(|day| layout::day_words(context, day)).unwrap_or_default(),
        scene: clean(&context.state.label(stunt.sheet)),
        name: clean(&stunt.name),
        class: domain::resolve::keyword(context.state.class_of(stunt), &StuntClass::NAMES),
        source: match stunt.confirmed {
            _ if rules::expected::risk(context.state, stunt).example => Source::Default,
            true => Source::Confirmed,
            false => Source::Typed,
        },
        outcomes: [0; OUTCOMES.len()],
        total: 0,
    }
}

/// For whom or what something is paid.
#[must_use]
pub fn subject_name(state: &State, subject: Subject) -> String {
    let name = match subject {
        Subject::Unit(id) => state.units.get(&id).map(|unit| unit.name.clone()),
        Subject::Performer(performer) => {
            Some(format!("{}. {}", board_id(state, performer), state.performer_name(performer)))
        }
        Subject::Element(id) => state.elements.get(&id).map(|element| element.name.clone()),
        Subject::Background(id) => state.background.get(&id).map(|group| group.name.clone()),
        Subject::Location(id) => state.locations.get(&id).map(|location| location.name.clone()),
        Subject::Sheet(id) => Some(format!("scene {}", state.label(id))),
    };
    name.map_or_else(|| "?".to_owned(), |name| clean(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::ExpectedItem;

    #[test]
    fn expected_spending_is_rounded_for_itself() {
        let line = |what, amount| ExpectedItem { stunt: None, what, amount };
        // 2,694,569.56, and 70,700 for the value: the value has the larger rest, and does not round the spending down.
        let items = vec![line("planned", 260_000_000.0), line("rewrite", 9_456_956.0)];
        let (g0, value_term) = (269_456_956.0, 7_070_000.0);
        let expected = Expected { total: g0 + value_term, g0, value_term, items, example: false };
        assert_eq!(in_thousands(&expected), (vec![2_600, 95], 2_695, 2_765));
    }
}

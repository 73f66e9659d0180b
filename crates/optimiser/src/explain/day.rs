//! What makes a day dear, and what it would save if it were gone.

use std::collections::BTreeMap;

use domain::{Board, Money, SheetId, State, UnitId};
use rules::{CostItem, DayVerdict, Rule, Verdict};

use super::Instead;
use super::strip::best_place;

/// What falls on a day's date, beside the average of the unit's days.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCost {
    /// Sum of the items.
    pub cost: Money,
    /// The same of the average day on which the unit shoots, rounded to cents.
    pub average: Money,
    /// By rule, what is most above the average first.
    pub rules: Vec<RuleShare>,
}

/// What a rule costs on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleShare {
    /// The rule.
    pub rule: Rule,
    /// On the day.
    pub cost: Money,
    /// On the average day, rounded to cents.
    pub average: Money,
    /// The day's items of the rule, the dearest first.
    pub items: Vec<CostItem>,
}

/// Compares what falls on a day's date, for all units, with the average of the days on which its unit shoots.
#[must_use]
pub fn day_cost(verdict: &Verdict, day: &DayVerdict) -> DayCost {
    let days: Vec<_> =
        verdict.days.iter().filter(|d| d.unit == day.unit && d.work.0 > 0).map(|d| d.date).collect();
    let mut rules: BTreeMap<Rule, (Money, Vec<CostItem>)> = BTreeMap::new();
    for item in &verdict.items {
        if days.contains(&item.date) {
            rules.entry(item.rule).or_default().0 += item.amount;
        }
        if item.date == day.date {
            rules.entry(item.rule).or_default().1.push(item.clone());
        }
    }
    let average = |sum: Money| sum.scaled(1, i64::try_from(days.len().max(1)).unwrap_or(1));
    let all: Money = rules.values().map(|(sum, _)| *sum).sum();
    let mut rules: Vec<RuleShare> = rules
        .into_iter()
        .map(|(rule, (sum, mut items))| {
            items.sort_by_key(|item| (std::cmp::Reverse(item.amount), item.subject));
            let cost = items.iter().map(|item| item.amount).sum();
            RuleShare { rule, cost, average: average(sum), items }
        })
        .collect();
    rules.sort_by_key(|share| (share.average - share.cost, share.rule));
    DayCost { cost: rules.iter().map(|share| share.cost).sum(), average: average(all), rules }
}

/// A board without a day: its strips on other days.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The later days come a day earlier; otherwise the day stays and nothing is shot on it.
    pub closed: bool,
    /// Where its strips go: day from 0 of the new board.
    pub moved: Vec<(SheetId, usize)>,
    /// The strip that no other day takes, if there is one: then the day cannot go.
    pub stuck: Option<SheetId>,
    /// The board and what changes; without the strips that found no place.
    pub instead: Instead,
}

/// Takes a day off a board, and puts its strips one after the other, the longest first, where they are legal and cheapest.
///
/// The later days come a day earlier, unless that breaks something forbidden. None when the day has no strip.
#[must_use]
pub fn without_day(state: &State, board: &Board, verdict: &Verdict, day: (UnitId, usize)) -> Option<Gone> {
    let (unit, ordinal) = day;
    let mut strips: Vec<SheetId> = board.days(unit).get(ordinal)?.sheets().collect();
    if strips.is_empty() {
        return None;
    }
    strips.sort_by_key(|id| {
        (state.sheets.get(id).map(|sheet| std::cmp::Reverse(state.minutes_of(sheet))), *id)
    });
    let mut closed = board.clone();
    closed.remove_day(unit, ordinal);
    if Instead::of(state, verdict, closed.clone()).difference.is_legal() {
        let gone = distribute(state, closed, verdict, (unit, None), &strips);
        if gone.stuck.is_none() {
            return Some(gone);
        }
    }
    let mut idle = board.clone();
    strips.iter().for_each(|sheet| idle.remove(*sheet));
    Some(distribute(state, idle, verdict, (unit, Some(ordinal)), &strips))
}

/// Puts strips on the days of a unit, all but one day.
fn distribute(
    state: &State,
    mut board: Board,
    before: &Verdict,
    (unit, but): (UnitId, Option<usize>),
    strips: &[SheetId],
) -> Gone {
    let (mut moved, mut stuck) = (Vec::new(), None);
    let days = board.days(unit).len();
    for sheet in strips {
        let places = (0..days).filter(|day| Some(*day) != but);
        let best = places
            .map(|day| (day, best_place(state, &board, before, *sheet, (unit, day))))
            .min_by(|a, b| a.1.order(&b.1));
        let Some((day, best)) = best.filter(|(_, best)| best.difference.is_legal()) else {
            stuck = Some(*sheet);
            break;
        };
        board = best.board;
        moved.push((*sheet, day));
    }
    Gone { closed: but.is_none(), moved, stuck, instead: Instead::of(state, before, board) }
}

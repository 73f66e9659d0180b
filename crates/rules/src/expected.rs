//! Expected cost with stunts that may go wrong, backward over the dates, and its explanation.

use std::collections::BTreeMap;

use domain::{Date, Money, PerMille, SheetStatus, State, Stunt};

use crate::Rule;
use crate::crew;
use crate::schedule::{Day, Schedule};
use crate::verdict::{CostItem, Expected, ExpectedItem};
use crate::work::who;
use domain::view::Performer;

/// What is still shot after a rewrite when nobody said so.
pub const DEFAULT_SHARE_LEFT: PerMille = PerMille(900);

/// The figures of a stunt, typed or the class's example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// q: it ends in a rewrite.
    pub terminal: PerMille,
    /// A delay.
    pub delay: PerMille,
    /// Days of the delay.
    pub delay_days: u32,
    /// The performer is out.
    pub out: PerMille,
    /// Days out.
    pub out_days: u32,
    /// R: cost of the rewrite.
    pub rewrite: Money,
    /// ρ: share of what is left that is still shot.
    pub share_left: PerMille,
    /// One of these is not typed by anybody.
    pub example: bool,
}

/// The figures of a stunt. When its sheet is shot, nothing can go wrong any more and all are 0.
#[must_use]
pub fn risk(state: &State, stunt: &Stunt) -> Risk {
    if !is_open(state, stunt) {
        return Risk::default();
    }
    let typed = &stunt.outcome;
    let (terminal, delay, out) = stunt.class.example();
    let causes = [typed.fails, typed.not_permitted, typed.hurt];
    let some_cause = causes.iter().any(Option::is_some);
    let sum = causes.iter().flatten().fold(0, |sum: u32, cause| sum.saturating_add(cause.0));
    let probability = |p: PerMille| PerMille(p.0.min(1000));
    let all_typed = some_cause
        && [typed.delay, typed.out].iter().all(Option::is_some)
        && [typed.delay_days, typed.out_days].iter().all(Option::is_some)
        && (typed.rewrite_cost.is_some() || state.production.prices.rewrite.is_some())
        && typed.share_left.is_some();
    Risk {
        terminal: probability(if some_cause { PerMille(sum) } else { terminal }),
        delay: probability(typed.delay.unwrap_or(delay.0)),
        delay_days: typed.delay_days.unwrap_or(delay.1),
        out: probability(typed.out.unwrap_or(out.0)),
        out_days: typed.out_days.unwrap_or(out.1),
        rewrite: typed.rewrite_cost.unwrap_or_else(|| state.production.prices.rewrite().0),
        share_left: probability(typed.share_left.unwrap_or(DEFAULT_SHARE_LEFT)),
        example: !all_typed,
    }
}

/// May the stunt still go wrong? Not when its sheet is shot, or not in the film any more.
#[must_use]
pub fn is_open(state: &State, stunt: &Stunt) -> bool {
    let sheet = state.sheets.get(&stunt.sheet);
    sheet.is_some_and(|s| matches!(s.status, SheetStatus::Planned | SheetStatus::PartlyShot))
}

/// A stunt where it stands on the board, in cents and probabilities.
struct Attempt<'a> {
    stunt: &'a Stunt,
    date: Date,
    risk: Risk,
    delay: f64,
    out: f64,
    rewrite: f64,
    /// Probability that the plan ends here: q · (1 − ρ).
    stops: f64,
}

pub(crate) fn judge(schedule: &Schedule<'_>, items: &[CostItem], cost: Money) -> Expected {
    let (costs, burns) = by_date(schedule, items);
    let attempts = attempts(schedule, &burns);
    let g0 = backward(&costs, &attempts);
    let goes_on: f64 = attempts.iter().map(|attempt| 1.0 - attempt.stops).product();
    let value = schedule.state.production.budget.unwrap_or(cost);
    let value_term = value.0 as f64 * (1.0 - goes_on);
    Expected {
        total: g0 + value_term,
        g0,
        value_term,
        items: explain(&costs, &attempts),
        example: attempts.iter().any(|attempt| attempt.risk.example),
    }
}

/// C_d and B_d.
fn by_date(schedule: &Schedule<'_>, items: &[CostItem]) -> (BTreeMap<Date, Money>, BTreeMap<Date, Money>) {
    let mut costs: BTreeMap<Date, Money> = schedule.days.iter().map(|d| (d.date, Money(0))).collect();
    let mut burns = costs.clone();
    for item in items {
        *costs.entry(item.date).or_default() += item.amount;
        if is_burn(item.rule) {
            *burns.entry(item.date).or_default() += item.amount;
        }
    }
    (costs, burns)
}

/// Does a delay of a day cost it again?
fn is_burn(rule: Rule) -> bool {
    use Rule::{Background, Crew, Elements, Hold, LocationDay, Pay};
    matches!(rule, Crew | Pay | Hold | Background | Elements | LocationDay)
}

/// Stunts on the board that may still go wrong, by date, then by id.
fn attempts<'a>(schedule: &Schedule<'a>, burns: &BTreeMap<Date, Money>) -> Vec<Attempt<'a>> {
    let state = schedule.state;
    let mut attempts: Vec<Attempt<'a>> = Vec::new();
    for stunt in state.stunts.values().filter(|stunt| is_open(state, stunt)) {
        let Some(day) = schedule.day_of(stunt.sheet) else { continue };
        let risk = risk(state, stunt);
        let p = |per_mille: PerMille| f64::from(per_mille.0) / 1000.0;
        let burn = burns.get(&day.date).copied().unwrap_or_default();
        let crew_cost = crew::day_price(state, day.unit).0;
        let out = p(risk.out) * f64::from(risk.out_days) * crew_cost.0 as f64;
        attempts.push(Attempt {
            stunt,
            date: day.date,
            risk,
            delay: p(risk.delay) * f64::from(risk.delay_days) * burn.0 as f64,
            out: if needed_later(schedule, stunt, day) { out } else { 0.0 },
            rewrite: p(risk.terminal) * risk.rewrite.0 as f64,
            stops: p(risk.terminal) * (1.0 - p(risk.share_left)),
        });
    }
    attempts.sort_by_key(|attempt| (attempt.date, attempt.stunt.id));
    attempts
}

fn needed_later(schedule: &Schedule<'_>, stunt: &Stunt, day: &Day<'_>) -> bool {
    let state = schedule.state;
    let Some(engagement) = stunt.performer else { return false };
    let person = who(state, Performer::Engaged(engagement));
    let later = schedule.days.iter().filter(|later| later.date > day.date);
    let mut performers = later.flat_map(|day| &day.strips).flat_map(|strip| &strip.performers);
    performers.any(|performer| who(state, *performer) == person)
}

/// G₀, from the last date to the first.
fn backward(costs: &BTreeMap<Date, Money>, attempts: &[Attempt<'_>]) -> f64 {
    let mut to_go = 0.0;
    for (date, cost) in costs.iter().rev() {
        for attempt in attempts.iter().rev().filter(|attempt| attempt.date == *date) {
            to_go = attempt.delay + attempt.out + attempt.rewrite + (1.0 - attempt.stops) * to_go;
        }
        to_go += cost.0 as f64;
    }
    to_go
}

/// Lines that add up to G₀: what is planned, and per stunt what it loses and what is not spent, weighed by
/// the probability that the plan is still followed.
fn explain(costs: &BTreeMap<Date, Money>, attempts: &[Attempt<'_>]) -> Vec<ExpectedItem> {
    let planned: i64 = costs.values().map(|cost| cost.0).sum();
    let mut lines = vec![ExpectedItem { stunt: None, what: "planned", amount: planned as f64 }];
    let mut still = 1.0;
    for attempt in attempts {
        let after: i64 = costs.iter().filter(|(date, _)| **date > attempt.date).map(|(_, c)| c.0).sum();
        for (what, amount) in [
            ("delay", attempt.delay),
            ("performer out", attempt.out),
            ("rewrite", attempt.rewrite),
            ("not spent if it stops", -attempt.stops * after as f64),
        ] {
            if amount != 0.0 {
                lines.push(ExpectedItem { stunt: Some(attempt.stunt.id), what, amount: still * amount });
            }
        }
        still *= 1.0 - attempt.stops;
    }
    lines
}

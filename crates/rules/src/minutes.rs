//! The length of a day: base, overtime and its price, the most that is allowed.

use domain::{Minutes, Money, State};

use crate::Rule;
use crate::findings::{Broken, Findings, is_priced};
use crate::schedule::Schedule;
use crate::verdict::{CostItem, Subject};

/// What so many minutes of crew overtime cost.
#[must_use]
pub fn overtime_price(state: &State, overtime: Minutes) -> Money {
    if !is_priced(state, Rule::Overtime) {
        return Money(0);
    }
    let (hour, _) = state.production.prices.overtime_hour();
    hour.scaled(overtime.0.max(0).into(), 60)
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let terms = &state.production.day;
    let (hour, source) = state.production.prices.overtime_hour();
    for day in schedule.days.iter().filter(|day| day.overtime(state) > Minutes(0)) {
        let (work, overtime, base) = (day.work, day.overtime(state), terms.base_of(day.kind));
        let amount = overtime_price(state, overtime);
        let (rule, subject) = (Rule::Overtime, Subject::Unit(day.unit.id));
        let quantity = overtime.0.into();
        let item = CostItem { rule, subject, date: day.date, quantity, rate: hour, amount, source };
        findings.pay_amount_for_day(day, item);
        findings.broken(
            state,
            Broken {
                rule,
                sheets: day.sheets(),
                performers: Vec::new(),
                days: vec![day],
                what: format!(
                    "{} has {overtime} of overtime: {work} of work, base {base}; {amount}",
                    day.name()
                ),
                remedy: "move a strip to a shorter day".into(),
            },
        );
        let most = base + terms.most_overtime();
        if work > most {
            findings.broken(
                state,
                Broken {
                    rule: Rule::Minutes,
                    sheets: day.sheets(),
                    performers: Vec::new(),
                    days: vec![day],
                    what: format!(
                        "{} has {work} of work, {} more than the most of {most}",
                        day.name(),
                        work - most
                    ),
                    remedy: "move a strip to another day, or shorten one".into(),
                },
            );
        }
    }
}

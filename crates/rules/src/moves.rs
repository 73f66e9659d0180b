//! Company moves within a day, and more locations than usual.

use domain::{Money, State};

use crate::Rule;
use crate::findings::{Broken, Findings, is_priced};
use crate::schedule::Schedule;
use crate::verdict::Subject;

/// What each location of a day beyond the usual number costs.
#[must_use]
pub fn extra_location_price(state: &State) -> Money {
    let (price, _) = state.production.prices.extra_location();
    if is_priced(state, Rule::Locations) { price } else { Money(0) }
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let prices = &state.production.prices;
    let usual = state.production.day.locations() as usize;
    for day in &schedule.days {
        let subject = Subject::Unit(day.unit.id);
        findings.pay_for_day(day, Rule::Moves, subject, day.moves.into(), prices.company_move());
        let locations = day.locations();
        let extra = locations.len().saturating_sub(usual);
        if extra == 0 {
            continue;
        }
        let rate = (extra_location_price(state), prices.extra_location().1);
        findings.pay_for_day(day, Rule::Locations, subject, extra as i64, rate);
        let names: Vec<&str> =
            locations.iter().filter_map(|id| state.locations.get(id)).map(|l| l.name.as_str()).collect();
        findings.broken(
            state,
            Broken {
                rule: Rule::Locations,
                sheets: day.sheets(),
                performers: Vec::new(),
                days: vec![day],
                what: format!(
                    "{} has {} locations ({}), {extra} more than {usual}; {}",
                    day.name(),
                    locations.len(),
                    names.join(", "),
                    rate.0.scaled(extra as i64, 1)
                ),
                remedy: "move the strips of one location to another day".into(),
            },
        );
    }
}

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
        findings.broken_at(
            state,
            Broken {
                rule: Rule::Locations,
                sheets: day.sheets(),
                performers: Vec::new(),
                days: vec![day],
                what: format!(
                    "{} has {} locations ({}), {extra} more than {usual}",
                    day.name(),
                    locations.len(),
                    names.join(", ")
                ),
                remedy: "move the strips of one location to another day".into(),
            },
            format!("; {}", rate.0.scaled(extra as i64, 1)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid, said};

    #[test]
    fn moves_skip_strips_without_a_location_and_extra_locations_cost() {
        let mut film = Film::new();
        let [a, b, c, nowhere] = [60; 4].map(|minutes| film.strip(minutes));
        film.location("House", &[a]);
        film.location("Quarry", &[b]);
        film.location("Road", &[c]);
        let there_and_back = film.judge(&[&[a, nowhere, b]]);
        assert_eq!((paid(&there_and_back, Rule::Moves), paid(&there_and_back, Rule::Locations)), (30, 0));
        let three = film.judge(&[&[a, b, c]]);
        assert_eq!((paid(&three, Rule::Moves), paid(&three, Rule::Locations)), (60, 70));
        assert_eq!(
            said(&three, Rule::Locations),
            ["day 1 (Mon 4 Jan 2027) has 3 locations (House, Quarry, Road), 1 more than 2; 70"]
        );
        assert_eq!(said(&there_and_back, Rule::Unassigned).len(), 1);
        assert_eq!(three.days[0].locations.len(), 3);
    }
}

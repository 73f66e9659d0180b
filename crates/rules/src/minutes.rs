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
        findings.broken_at(
            state,
            Broken {
                rule,
                sheets: day.sheets(),
                performers: Vec::new(),
                days: vec![day],
                what: format!("{} has {overtime} of overtime: {work} of work, base {base}", day.name()),
                remedy: "move a strip to a shorter day".into(),
            },
            format!("; {amount}"),
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
                        "{} has {work} of work, {overtime} of it overtime: {} more overtime than the {} allowed",
                        day.name(),
                        work - most,
                        terms.most_overtime()
                    ),
                    remedy: "move a strip to another day, or shorten one".into(),
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid, said};
    use domain::Severity;

    #[test]
    fn overtime_is_priced_by_the_minute_and_forbidden_beyond_the_most() {
        let mut film = Film::new();
        film.state.production.prices.overtime_hour = Some(Money(1001));
        // 1001 × 30 / 60 = 500.5 is even at 500; × 90 / 60 = 1501.5 is even at 1502.
        assert_eq!(overtime_price(&film.state, Minutes(30)), Money(500));
        assert_eq!(overtime_price(&film.state, Minutes(90)), Money(1502));
        film.state.production.prices.overtime_hour = Some(Money::whole(60));
        let [a, b] = [600, 120].map(|minutes| film.strip(minutes));
        let full = film.judge(&[&[a, b]]);
        assert_eq!((paid(&full, Rule::Overtime), said(&full, Rule::Minutes).len()), (120, 0));
        film.sheet(b).minutes = Some(Minutes(121));
        let over = film.judge(&[&[a, b]]);
        assert_eq!(paid(&over, Rule::Overtime), 121);
        assert_eq!(
            said(&over, Rule::Minutes),
            [
                "day 1 (Mon 4 Jan 2027) has 12 h 01 of work, 2 h 01 of it overtime: 0 h 01 more overtime than the 2 h 00 allowed"
            ]
        );
        assert_eq!(over.forbidden().count(), 1, "the overtime itself is priced");
        assert_eq!(over.measures.overtime, Minutes(121));
    }

    #[test]
    fn a_production_can_forbid_overtime_or_only_warn() {
        let mut film = Film::new();
        let strip = film.strip(660);
        let mut with = |severity| {
            film.state.production.severities.insert("overtime".into(), severity);
            let verdict = film.judge(&[&[strip]]);
            (paid(&verdict, Rule::Overtime), verdict.forbidden().count())
        };
        assert_eq!(with(Severity::Forbid), (60, 1));
        assert_eq!(with(Severity::Price), (60, 0));
        assert_eq!(with(Severity::Warn), (0, 0));
    }

    #[test]
    fn a_night_has_its_own_base() {
        let mut film = Film::new();
        film.state.production.day.base_night = Some(Minutes(480));
        let strip = film.strip(540);
        film.sheet(strip).light = Some(domain::Light::Dark);
        assert_eq!(paid(&film.judge(&[&[strip]]), Rule::Overtime), 60);
    }
}

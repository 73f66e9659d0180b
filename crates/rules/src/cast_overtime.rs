//! Overtime of performers: the tiers of their contracts by the hours of the day they work on.

use domain::view::Performer;
use domain::{Minutes, Money, Severity, State, Terms};

use crate::Rule;
use crate::findings::{Broken, Findings, is_priced};
use crate::pay::{self, a_day};
use crate::schedule::Schedule;
use crate::verdict::Subject;

/// Hours are paid in tenths, begun ones whole (SAG-AFTRA overtime).
pub const UNIT: Minutes = Minutes(6);

/// Work of a day that a contract's pay covers: 8 h by the day, 10 h by the week; a flat deal covers all, and so does
/// every deal where the UK agreement applies, as no tiers of it are known here.
#[must_use]
pub fn straight(state: &State, payee: Performer) -> Option<Minutes> {
    if state.production.is_uk() {
        return None;
    }
    match pay::terms(state, payee).0 {
        Terms::Daily { .. } => Some(Minutes(480)),
        Terms::Weekly { .. } | Terms::Guarantee { .. } => Some(Minutes(600)),
        Terms::Flat { .. } | Terms::Included => None,
    }
}

/// Tenths of an hour beyond the straight ones on a day of so much work.
#[must_use]
pub fn units(straight: Minutes, work: Minutes) -> i64 {
    let over = (work - straight).0.max(0);
    i64::from(over / UNIT.0 + i32::from(over % UNIT.0 > 0))
}

/// What a performer gets on top on a day of so much work. By the day: an hour is an eighth of a day's pay; one and a
/// half for the ninth and tenth, double beyond. By the week: an hour is a 44th of the week's pay, one and a half.
#[must_use]
pub fn price(state: &State, payee: Performer, work: Minutes) -> Money {
    let Some(straight) = straight(state, payee).filter(|_| is_priced(state, Rule::CastOvertime)) else {
        return Money(0);
    };
    let units = units(straight, work);
    match pay::terms(state, payee).0 {
        Terms::Daily { .. } => {
            // Halves of a tenth of an hour: three a unit of the first two hours, four beyond.
            let halves = 3 * units.min(20) + 4 * (units - 20).max(0);
            a_day(state, payee).unwrap_or_default().scaled(halves, 160)
        }
        Terms::Weekly { rate } | Terms::Guarantee { rate, .. } => {
            rate.scaled((1000 + pay::fringe(state, payee)) * units * 3, 1000 * 44 * 20)
        }
        Terms::Flat { .. } | Terms::Included => Money(0),
    }
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let severity = Rule::CastOvertime.severity(&state.production);
    for day in &schedule.days {
        let mut over = Vec::new();
        for payee in day.payees(state) {
            let units = straight(state, payee).map_or(0, |straight| units(straight, day.work));
            if units == 0 {
                continue;
            }
            over.push(payee);
            let amount = price(state, payee, day.work);
            let rate = (amount, pay::source(state, payee));
            findings.pay_for_day(day, Rule::CastOvertime, Subject::Performer(payee), 1, rate);
        }
        // What is priced, on nearly every day, is in the account and no flag.
        if severity == Severity::Price || over.is_empty() {
            continue;
        }
        let (work, people) = (day.work, over.len());
        findings.broken(
            state,
            Broken {
                rule: Rule::CastOvertime,
                sheets: day.sheets(),
                performers: over,
                days: vec![day],
                what: format!("{} has {work} of work: overtime of {people} performers", day.name()),
                remedy: "move a strip to another day".into(),
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid, said};
    use domain::PerMille;

    fn on_top(film: &Film, engagement: domain::EngagementId, minutes: i32) -> i64 {
        price(&film.state, Performer::Engaged(engagement), Minutes(minutes)).0
    }

    #[test]
    fn the_overtime_oracle() {
        let Some(oracle) = crate::oracles::read("o13_overtime") else { return };
        let mut film = Film::new();
        let rate = Money::whole(oracle["rate"].as_i64().unwrap());
        let actor = film.actor("MARA", Some(Terms::Daily { rate }), &[]);
        for case in oracle["cases"].as_array().unwrap() {
            let work = i32::try_from(case["hours"].as_i64().unwrap() * 60).unwrap();
            let pay = case["pay"].as_f64().or_else(|| case["pay"]["float"].as_f64()).unwrap();
            let cents = (rate.0 + on_top(&film, actor, work)) as f64;
            assert!((cents - pay * 100.0).abs() <= 0.5, "{work} minutes: {cents} is not {pay}");
        }
    }

    #[test]
    fn tenths_of_an_hour_and_the_tiers_of_each_contract() {
        let mut film = Film::new();
        let actor = film.actor("MARA", Some(Terms::Daily { rate: Money::whole(800) }), &[]);
        // An hour is 100, its tenth at one and a half 15, at double 20.
        let of = [480, 481, 486, 487, 600, 601, 720].map(|work| on_top(&film, actor, work) / 100);
        assert_eq!(of, [0, 15, 15, 30, 300, 320, 700]);
        film.engagement(actor).fringe = Some(PerMille(200));
        assert_eq!(on_top(&film, actor, 600), 36_000, "fringes are paid on it");
        film.engagement(actor).fringe = None;
        for terms in [
            Terms::Weekly { rate: Money::whole(4400) },
            Terms::Guarantee { rate: Money::whole(4400), weeks: 3 },
        ] {
            film.engagement(actor).terms = Some(terms);
            // An hour is 100: from the eleventh on 150.
            assert_eq!([600, 601, 660, 720].map(|work| on_top(&film, actor, work) / 100), [0, 15, 150, 300]);
        }
        film.engagement(actor).terms = Some(Terms::Flat { amount: Money::whole(9) });
        assert_eq!(on_top(&film, actor, 720), 0);
        film.engagement(actor).terms = None;
        assert_eq!(on_top(&film, actor, 540), 1_875, "the production's day of 100");
        film.state.production.jurisdiction = Some("UK".into());
        assert_eq!(on_top(&film, actor, 540), 0);
    }

    #[test]
    fn paid_once_a_day_and_flagged_when_it_is_not_priced() {
        let mut film = Film::new();
        let [a, b] = [300, 240].map(|minutes| film.strip(minutes));
        film.actor("MARA", Some(Terms::Daily { rate: Money::whole(800) }), &[a, b]);
        let verdict = film.judge(&[&[a, b]]);
        assert_eq!((paid(&verdict, Rule::CastOvertime), said(&verdict, Rule::CastOvertime).len()), (150, 0));
        for (severity, pays, forbidden) in [(Severity::Warn, 0, 0), (Severity::Forbid, 150, 1)] {
            film.state.production.severities.insert("cast-overtime".into(), severity);
            let verdict = film.judge(&[&[a, b]]);
            assert_eq!((paid(&verdict, Rule::CastOvertime), verdict.forbidden().count()), (pays, forbidden));
            assert_eq!(
                said(&verdict, Rule::CastOvertime),
                ["day 1 (Mon 4 Jan 2027) has 9 h 00 of work: overtime of 1 performers"]
            );
        }
    }
}

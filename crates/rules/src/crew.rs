//! Crew of a day, and the premium of a night.

use domain::{DayKind, Money, Severity, Source, State, Unit, UnitKind};

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::Schedule;
use crate::verdict::Subject;

/// What a unit's crew costs a day.
#[must_use]
pub fn day_price(state: &State, unit: &Unit) -> (Money, Source) {
    let prices = &state.production.prices;
    match (unit.crew_day, unit.kind) {
        (Some(typed), _) => (typed, Source::of(true, prices.confirmed)),
        (None, UnitKind::Main) => prices.crew_day(),
        (None, UnitKind::Second | UnitKind::Stunt) => prices.second_unit_day(),
    }
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        let subject = Subject::Unit(day.unit.id);
        if day.used || day.unit.idle_days_paid() {
            findings.pay_for_day(day, Rule::Crew, subject, 1, day_price(state, day.unit));
        }
        if day.used && day.kind == DayKind::Night {
            findings.pay_for_day(day, Rule::Night, subject, 1, state.production.prices.night_day());
            if Rule::Night.severity(&state.production) != Severity::Price {
                let broken = Broken {
                    rule: Rule::Night,
                    sheets: day.sheets(),
                    performers: Vec::new(),
                    days: vec![day],
                    what: format!("{} is a night", day.name()),
                    remedy: "shoot it by day or at dusk, or change its light".to_owned(),
                };
                findings.broken(state, broken);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Rule;
    use crate::fixture::{Film, MAIN, SECOND, paid};
    use domain::{Light, Money, Severity, UnitKind};

    #[test]
    fn idle_days_of_the_main_unit_are_paid() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Stunt);
        film.state.units.get_mut(&MAIN).unwrap().crew_day = Some(Money::whole(900));
        let [a, b, c] = [60; 3].map(|minutes| film.strip(minutes));
        // Main: days 1, 2 (idle), 3 at 900. Stunt unit: only its second day, at 400.
        let verdict = film.judge_two(&[&[a], &[], &[b]], &[&[], &[c]]);
        assert_eq!(paid(&verdict, Rule::Crew), 3 * 900 + 400);
    }

    #[test]
    fn nights_have_a_premium() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.sheet(a).light = Some(Light::Dark);
        film.sheet(b).light = Some(Light::Daylight);
        let verdict = film.judge(&[&[b], &[], &[a]]);
        assert_eq!((paid(&verdict, Rule::Night), verdict.measures.nights), (50, 1));
        assert!(verdict.flags.iter().all(|flag| flag.rule != Rule::Night));
        film.state.production.severities.insert("night".into(), Severity::Forbid);
        let flags = film.judge(&[&[b], &[], &[a]]).flags;
        let nights: Vec<_> = flags.iter().filter(|flag| flag.rule == Rule::Night).collect();
        assert_eq!(nights.len(), 1);
        assert_eq!((nights[0].severity, &nights[0].sheets[..]), (Severity::Forbid, &[a][..]));
    }
}

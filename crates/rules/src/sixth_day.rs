//! A sixth or seventh shooting date in a calendar week, Monday to Sunday, and what it adds to the day's pay.

use domain::view::Performer;
use domain::{Date, Money, PerMille, Source, State, Unit};
use jiff::ToSpan;

use crate::Rule;
use crate::crew;
use crate::findings::{Broken, Findings, is_priced};
use crate::pay::{self, a_day};
use crate::schedule::{Schedule, start_date};
use crate::verdict::Subject;

/// Which shooting date of the unit's calendar week the date is: 1 for the first from Monday on.
#[must_use]
pub fn day_of_week(state: &State, unit: &Unit, date: Date) -> u32 {
    let monday = date - i32::from(date.weekday().to_monday_zero_offset()).days();
    let from = monday.max(start_date(state, unit));
    let dates = unit.calendar.shooting_dates(from).take_while(|shot| *shot <= date);
    u32::try_from(dates.count()).unwrap_or(u32::MAX)
}

/// What the date adds to a day's pay of the unit: a share on its sixth and on its seventh day of the week.
#[must_use]
pub fn share(state: &State, unit: &Unit, date: Date) -> Option<PerMille> {
    let terms = &state.production.day;
    match day_of_week(state, unit, date) {
        6 => Some(terms.sixth_day()),
        7 => Some(terms.seventh_day()),
        _ => None,
    }
}

/// What the share of a day's pay is for a performer who works on such a date.
#[must_use]
pub fn performer_price(state: &State, payee: Performer, share: PerMille) -> Money {
    let day = a_day(state, payee).filter(|_| is_priced(state, Rule::SixthDay)).unwrap_or_default();
    day.scaled(share.0.into(), 1000)
}

/// What the share of the crew's day is.
#[must_use]
pub fn crew_price(state: &State, unit: &Unit, share: PerMille) -> Money {
    let day = if is_priced(state, Rule::SixthDay) { crew::day_price(state, unit).0 } else { Money(0) };
    day.scaled(share.0.into(), 1000)
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in schedule.days.iter().filter(|day| day.used) {
        let Some(share) = share(state, day.unit, day.date) else { continue };
        let source = Source::of(true, state.production.prices.confirmed);
        let crew = (crew_price(state, day.unit, share), crew::day_price(state, day.unit).1.min(source));
        findings.pay_for_day(day, Rule::SixthDay, Subject::Unit(day.unit.id), 1, crew);
        let mut total = crew.0;
        for payee in day.payees(state) {
            let rate = (performer_price(state, payee, share), pay::source(state, payee));
            findings.pay_for_day(day, Rule::SixthDay, Subject::Performer(payee), 1, rate);
            total += rate.0;
        }
        let nth = if day_of_week(state, day.unit, day.date) == 6 { "sixth" } else { "seventh" };
        findings.broken_at(
            state,
            Broken {
                rule: Rule::SixthDay,
                sheets: day.sheets(),
                performers: Vec::new(),
                days: vec![day],
                what: format!("{} is the {nth} day of its week", day.name()),
                remedy: "move its strips to another week, or give the unit a day off before".into(),
            },
            format!("; {total}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, MAIN, paid, said};
    use domain::{DayType, Terms};

    #[test]
    fn the_share_of_crew_and_of_performers_who_have_a_days_pay() {
        let mut film = Film::new();
        film.state.units.get_mut(&MAIN).unwrap().calendar.work_week = [true; 7];
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.actor("MARA", Some(Terms::Daily { rate: Money::whole(300) }), &[a, b]);
        film.actor("LEAD", Some(Terms::Weekly { rate: Money::whole(7000) }), &[a]);
        film.actor("STAR", Some(Terms::Flat { amount: Money::whole(9000) }), &[a]);
        // Saturday: half of 1,000, of 300 and of 7,000 / 7; the flat deal gets nothing. Friday costs nothing more.
        let saturday = film.judge(&[&[], &[], &[], &[], &[b], &[a]]);
        assert_eq!(paid(&saturday, Rule::SixthDay), 500 + 150 + 500);
        assert_eq!(
            said(&saturday, Rule::SixthDay),
            ["day 6 (Sat 9 Jan 2027) is the sixth day of its week; 1,150"]
        );
        // Sunday adds a whole day; Monday is the first again.
        let sunday = film.judge(&[&[], &[], &[], &[], &[], &[], &[b], &[a]]);
        assert_eq!(paid(&sunday, Rule::SixthDay), 1000 + 300);
        film.state.production.day.seventh_day = Some(PerMille(250));
        let typed = film.judge(&[&[], &[], &[], &[], &[], &[], &[b]]);
        assert_eq!(paid(&typed, Rule::SixthDay), 250 + 75);
    }

    #[test]
    fn a_day_off_or_a_start_in_the_week_makes_the_saturday_a_fifth() {
        let mut film = Film::new();
        film.state.units.get_mut(&MAIN).unwrap().calendar.work_week =
            [true, true, true, true, true, true, false];
        let saturday = jiff::civil::date(2027, 1, 9);
        let nth = |film: &Film| day_of_week(&film.state, &film.state.units[&MAIN], saturday);
        assert_eq!(nth(&film), 6);
        film.state.units.get_mut(&MAIN).unwrap().calendar.typed.insert(DAY[1], DayType::Holiday);
        assert_eq!(nth(&film), 5);
        film.state.production.start = Some(DAY[2]);
        assert_eq!(nth(&film), 4);
    }
}

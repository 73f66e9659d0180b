//! Meals: the break in a long day, and what a late one costs.

use domain::{ClockTime, DayTerms, Minutes, Money, Source, State};

use crate::Rule;
use crate::findings::{Broken, Findings, is_priced};
use crate::schedule::Schedule;
use crate::verdict::Subject;

/// Work after which the meal is taken, and again: every six hours.
pub const MEAL_EVERY: Minutes = Minutes(360);

/// What a performer gets for the first, the second and each further half hour that a meal is late
/// (SAG-AFTRA meal periods).
pub const LATE: [Money; 3] = [Money::whole(25), Money::whole(35), Money::whole(50)];

/// The clock after so many minutes of work, the meal included once it is due.
#[must_use]
pub fn clock(terms: &DayTerms, call: ClockTime, work: Minutes) -> ClockTime {
    let meal = if work > MEAL_EVERY { terms.meal() } else { Minutes(0) };
    ClockTime(call.0 + work.0 + meal.0)
}

/// When so many minutes of work that come up at a time really begin: behind the meal, if that is due right then.
#[must_use]
pub fn begin(terms: &DayTerms, call: ClockTime, time: ClockTime, minutes: Minutes) -> ClockTime {
    let due = time.0 - call.0 == MEAL_EVERY.0 && minutes > Minutes(0);
    if due { ClockTime(time.0 + terms.meal().0) } else { time }
}

/// The least minutes of work after which the clock shows a time or a later one.
#[must_use]
pub fn work_until(terms: &DayTerms, call: ClockTime, time: ClockTime) -> Minutes {
    let passed = Minutes(time.0 - call.0);
    if passed <= MEAL_EVERY { passed } else { (passed - terms.meal()).max(MEAL_EVERY + Minutes(1)) }
}

/// The most minutes of work that end no later than so many minutes after the call.
#[must_use]
pub fn work_by(terms: &DayTerms, passed: Minutes) -> Minutes {
    if passed <= MEAL_EVERY { passed } else { (passed - terms.meal()).max(MEAL_EVERY) }
}

/// Half hours that the second meal is late on a day of so much work.
#[must_use]
pub fn half_hours_late(work: Minutes) -> i32 {
    let late = (work.0 - 2 * MEAL_EVERY.0).max(0);
    late / 30 + i32::from(late % 30 > 0)
}

/// What a late meal costs for each performer on a day of so much work.
#[must_use]
pub fn late_price(state: &State, work: Minutes) -> Money {
    if !is_priced(state, Rule::Meal) {
        return Money(0);
    }
    let half_hours = usize::try_from(half_hours_late(work)).unwrap_or(0);
    let (first, further) = LATE.split_at(2);
    let first: Money = first.iter().take(half_hours).copied().sum();
    first + further[0].scaled(half_hours.saturating_sub(2) as i64, 1)
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in schedule.days.iter().filter(|day| half_hours_late(day.work) > 0) {
        let each = late_price(state, day.work);
        let performers = Vec::from_iter(day.payees(state));
        if performers.is_empty() {
            continue;
        }
        let source = Source::of(true, state.production.prices.confirmed);
        for performer in &performers {
            findings.pay_for_day(day, Rule::Meal, Subject::Performer(*performer), 1, (each, source));
        }
        let (work, late) = (day.work, half_hours_late(day.work));
        let people = performers.len();
        findings.broken_at(
            state,
            Broken {
                rule: Rule::Meal,
                sheets: day.sheets(),
                what: format!(
                    "{} has {work} of work: the second meal is {late} half hours late for {people} performers",
                    day.name()
                ),
                performers,
                days: vec![day],
                remedy: "move a strip to another day".into(),
            },
            format!(", {each} each"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid, said};

    #[test]
    fn half_hours_begin_at_once() {
        let late = [(720, 0), (721, 1), (750, 1), (751, 2), (780, 2), (781, 3), (841, 5)];
        for (work, half_hours) in late {
            assert_eq!(half_hours_late(Minutes(work)), half_hours, "{work}");
        }
        let price = |work| late_price(&State::default(), Minutes(work)).0 / 100;
        // 25; + 35; + 50; + 50 + 50.
        assert_eq!([720, 721, 751, 781, 841].map(price), [0, 25, 60, 110, 210]);
    }

    #[test]
    fn each_performer_gets_it_once() {
        let mut film = Film::new();
        let [a, b] = [400, 360].map(|minutes| film.strip(minutes));
        film.character("MARA", &[a, b]);
        let actor = film.actor("TOM", None, &[b]);
        let person = film.state.engagements[&actor].person;
        let character = film.state.engagements[&actor].character;
        let kind = domain::EngagementKind::StuntDouble;
        let double = film.engage(person, kind, character, Some(domain::Terms::Included));
        film.sheet(a).doubles.push(double);
        // 760 minutes: two half hours, 60 each for Mara and for Tom, who doubles himself.
        let verdict = film.judge(&[&[a, b]]);
        assert_eq!(paid(&verdict, Rule::Meal), 120);
        assert_eq!(said(&verdict, Rule::Meal).len(), 1);
        film.state.production.severities.insert("meal".into(), domain::Severity::Warn);
        let warned = film.judge(&[&[a, b]]);
        assert_eq!((paid(&warned, Rule::Meal), said(&warned, Rule::Meal).len()), (0, 1));
    }
}

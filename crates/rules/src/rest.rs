//! Rest between two days: the crew's, the minors', and the performers' forced calls.

use domain::view::Performer;
use domain::{Minutes, Money, State};

use crate::Rule;
use crate::findings::{Broken, Findings, is_priced};
use crate::minors;
use crate::pay::{a_day, calendar_days, is_weekly, source};
use crate::schedule::{Day, Schedule};
use crate::verdict::Subject;

/// A forced call of who is paid by the day, or a flat sum, never costs more (SAG-AFTRA forced calls).
pub const FORCED_CALL_MOST: Money = Money::whole(900);

/// The same for who is paid by the week.
pub const FORCED_CALL_MOST_WEEKLY: Money = Money::whole(950);

/// Rest of minors between two days they work (California studio-teacher rules).
pub const MINOR_REST: Minutes = Minutes(720);

/// What a forced call of a performer costs: a day's pay, [`FORCED_CALL_MOST`] or [`FORCED_CALL_MOST_WEEKLY`] at most.
/// `performer` is who is paid ([`State::payee`]).
#[must_use]
pub fn forced_call_price(state: &State, performer: Performer) -> Money {
    if !is_priced(state, Rule::ForcedCall) {
        return Money(0);
    }
    let most = if is_weekly(state, performer) { FORCED_CALL_MOST_WEEKLY } else { FORCED_CALL_MOST };
    a_day(state, performer).map_or(most, |day| day.min(most))
}

/// Rest that a performer is owed: their own, else the production's.
#[must_use]
pub fn owed(state: &State, performer: Performer) -> Minutes {
    let own = state.engagement_of(performer).and_then(|engagement| engagement.rest);
    own.unwrap_or(state.production.performer_rest())
}

/// Minutes between a wrap and the unit's next call.
#[must_use]
pub fn between(before: &Day<'_>, next: &Day<'_>) -> Minutes {
    let apart = calendar_days(before.date, next.date);
    Minutes(apart * 1440 + next.call.0 - before.wrap.0)
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for (before, next) in schedule.consecutive() {
        let rest = between(before, next);
        let left = match rest.0 {
            0.. => format!("{rest} of rest"),
            early => format!("{} before that wrap, no rest at all", Minutes(-early)),
        };
        let turn = format!(
            "{} wraps at {} and {} is called at {}: {left}",
            before.name(),
            before.wrap,
            next.name(),
            next.call
        );
        let least = state.production.day.crew_rest();
        if rest < least {
            findings.broken(
                state,
                Broken {
                    rule: Rule::CrewRest,
                    sheets: next.sheets(),
                    performers: Vec::new(),
                    days: vec![before, next],
                    what: format!("{turn}, the crew is owed {least}"),
                    remedy: "put a day off between them, or shorten the first".into(),
                },
            );
        }
        let both: Vec<Performer> = before.payees(state).intersection(&next.payees(state)).copied().collect();
        forced_calls(state, (before, next), &both, &turn, findings);
        minors_rest(state, (before, next), &turn, findings);
    }
}

fn forced_calls<'a>(
    state: &State,
    (before, next): (&'a Day<'a>, &'a Day<'a>),
    both: &[Performer],
    turn: &str,
    findings: &mut Findings,
) {
    let rest = between(before, next);
    for &performer in both.iter().filter(|performer| rest < owed(state, **performer)) {
        let price = forced_call_price(state, performer);
        let rate = (price, source(state, performer));
        findings.pay_for_day(next, Rule::ForcedCall, Subject::Performer(performer), 1, rate);
        let (name, least) = (state.performer_name(performer), owed(state, performer));
        findings.broken_at(
            state,
            Broken {
                rule: Rule::ForcedCall,
                sheets: next.sheets_with(state, performer),
                performers: vec![performer],
                days: vec![before, next],
                what: format!("{turn}, {name} is owed {least}; a forced call"),
                remedy: format!("shoot without {name} on one of the two days, or shorten the first"),
            },
            format!(" of {price}"),
        );
    }
}

fn minors_rest<'a>(
    state: &State,
    (before, next): (&'a Day<'a>, &'a Day<'a>),
    turn: &str,
    findings: &mut Findings,
) {
    if between(before, next) >= MINOR_REST {
        return;
    }
    let earlier = minors::on(state, before);
    for (person, minor) in minors::on(state, next).into_iter().filter(|(p, _)| earlier.contains_key(p)) {
        let name = state.people.get(&person).map_or("?", |person| person.name.as_str());
        findings.broken(
            state,
            Broken {
                rule: Rule::Minors,
                sheets: minor.sheets,
                performers: minor.performers,
                days: vec![before, next],
                what: format!("{turn}, the minor {name} is owed {MINOR_REST}"),
                remedy: format!("shoot without {name} on one of the two days"),
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid, said};
    use domain::{Light, Severity, SheetId, Terms};

    /// A night of 600 minutes, then a day: called at sunset, 18:30, wrap 10 h and the meal later = 05:00, next call
    /// 07:00: 2 h.
    fn turn(film: &mut Film) -> [SheetId; 2] {
        let [night, day] = [600, 60].map(|minutes| film.strip(minutes));
        film.sheet(night).light = Some(Light::Dark);
        film.sheet(day).light = Some(Light::Daylight);
        [night, day]
    }

    #[test]
    fn crew_rest_is_counted_between_used_slots_that_follow() {
        let mut film = Film::new();
        let [night, day] = turn(&mut film);
        let verdict = film.judge(&[&[night], &[day]]);
        assert_eq!(
            said(&verdict, Rule::CrewRest),
            [
                "day 1 (Mon 4 Jan 2027) wraps at 05:00+1 and day 2 (Tue 5 Jan 2027) is called at 07:00: 2 h 00 of rest, the crew is owed 10 h 00"
            ]
        );
        assert!(said(&film.judge(&[&[night], &[], &[day]]), Rule::CrewRest).is_empty());
        let over_a_weekend = film.judge(&[&[], &[], &[], &[], &[night], &[day]]);
        assert!(said(&over_a_weekend, Rule::CrewRest).is_empty());
    }

    #[test]
    fn forced_calls_cost_the_lesser_of_a_days_pay_and_the_most_of_the_terms() {
        let mut film = Film::new();
        let [night, day] = turn(&mut film);
        let both = [night, day];
        film.character("DAY PLAYER", &both);
        film.actor("LEAD", Some(Terms::Weekly { rate: Money::whole(10_000) }), &both);
        film.actor("STAR", Some(Terms::Flat { amount: Money::whole(1) }), &both);
        let rested = film.actor("RESTED", None, &both);
        film.engagement(rested).rest = Some(Minutes(120));
        film.actor("ONCE", None, &[day]);
        let verdict = film.judge(&[&[night], &[day]]);
        // 100 for the day player, 10,000 / 5 capped at 950, 900 for the flat deal, none for 2 h owed.
        assert_eq!(paid(&verdict, Rule::ForcedCall), 100 + 950 + 900);
        assert_eq!(said(&verdict, Rule::ForcedCall).len(), 3);
        let later = verdict.items.iter().find(|item| item.rule == Rule::ForcedCall).unwrap();
        assert_eq!(later.date, crate::fixture::DAY[1]);
        film.state.production.severities.insert("forced-call".into(), Severity::Warn);
        assert_eq!(paid(&film.judge(&[&[night], &[day]]), Rule::ForcedCall), 0);
    }

    #[test]
    fn rest_by_agreement_and_by_what_is_typed() {
        let mut film = Film::new();
        let long = film.strip(720);
        let day = film.strip(60);
        film.character("MARA", &[long, day]);
        // Wrap 07:00 + 12 h + 30 = 19:30: 11 h 30 to the next call.
        let calls = |film: &Film| said(&film.judge(&[&[long], &[day]]), Rule::ForcedCall).len();
        assert_eq!(calls(&film), 1);
        film.state.production.jurisdiction = Some("UK".into());
        assert_eq!(calls(&film), 0, "11 h where the UK agreement applies");
        film.state.production.day.performer_rest = Some(Minutes(720));
        assert_eq!(calls(&film), 1, "what is typed wins");
    }

    #[test]
    fn minors_rest_twelve_hours() {
        let mut film = Film::new();
        let [a, b] = [720, 60].map(|minutes| film.strip(minutes));
        let kid = film.actor("KID", None, &[a, b]);
        film.born(kid, jiff::civil::date(2016, 6, 1));
        let rests = |film: &Film| {
            let verdict = film.judge(&[&[a], &[b]]);
            said(&verdict, Rule::Minors).iter().filter(|what| what.contains("is owed 12 h 00")).count()
        };
        // Wrap 07:00 + 12 h + 30 = 19:30; to 07:00 are 11 h 30.
        assert_eq!(rests(&film), 1);
        film.sheet(a).minutes = Some(Minutes(690));
        assert_eq!(rests(&film), 0);
    }
}

//! Hours of minors, by age on the date.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{ClockTime, Date, Minutes, Person, PersonId, SheetId, State};
use jiff::Unit;

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule};

/// What a minor may work on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinorLimit {
    /// Minutes of strips with them.
    pub work: Minutes,
    /// End of their last strip at the latest.
    pub latest: ClockTime,
    /// Call of the day at the earliest.
    pub earliest: ClockTime,
}

/// What a person may work on a date; none for adults and when no birth date is typed.
///
/// California with school in session (studio-teacher tables), whether or not the date is a school day:
/// younger than 6 months 20 minutes, than 2 years 2 h, than 6 years 3 h, than 9 years 4 h, than 16 years 5 h,
/// than 18 years 6 h; 05:00 to 22:00. Jurisdictions without a table here: never more than 4 h, and from 07:00.
#[must_use]
pub fn limit(person: &Person, jurisdiction: Option<&str>, date: Date) -> Option<MinorLimit> {
    let months = person.birth_date?.until((Unit::Month, date)).ok()?.get_months();
    let hours_6_to_17 = match months {
        ..6 => return Some(in_california(20, jurisdiction)),
        6..24 => 2,
        24..72 => 3,
        72..108 => 4,
        108..192 => 5,
        192..216 => 6,
        _ => return None,
    };
    Some(in_california(hours_6_to_17 * 60, jurisdiction))
}

fn in_california(minutes: i32, jurisdiction: Option<&str>) -> MinorLimit {
    let known = jurisdiction
        .is_none_or(|name| ["california", "ca", "us-ca"].contains(&name.trim().to_lowercase().as_str()));
    MinorLimit {
        work: Minutes(if known { minutes } else { minutes.min(240) }),
        latest: ClockTime(22 * 60),
        earliest: ClockTime(if known { 5 * 60 } else { 7 * 60 }),
    }
}

/// Whose rules hold for a person: their own, else the production's.
#[must_use]
pub fn jurisdiction<'a>(state: &'a State, person: &'a Person) -> Option<&'a str> {
    person.jurisdiction.as_deref().or(state.production.jurisdiction.as_deref())
}

/// A minor's work on a day.
pub(crate) struct Minor {
    pub(crate) limit: MinorLimit,
    pub(crate) work: Minutes,
    pub(crate) end: ClockTime,
    pub(crate) sheets: Vec<SheetId>,
    pub(crate) performers: Vec<Performer>,
}

/// The minors who work on a day.
pub(crate) fn on(state: &State, day: &Day<'_>) -> BTreeMap<PersonId, Minor> {
    let mut minors = BTreeMap::new();
    for strip in &day.strips {
        for &performer in &strip.performers {
            let Some(person) = state.person_of(performer).and_then(|id| state.people.get(&id)) else {
                continue;
            };
            let Some(limit) = limit(person, jurisdiction(state, person), day.date) else { continue };
            let (sheets, performers) = (Vec::new(), Vec::new());
            let none = Minor { limit, work: Minutes(0), end: day.call, sheets, performers };
            let minor = minors.entry(person.id).or_insert(none);
            if !minor.performers.contains(&performer) {
                minor.performers.push(performer);
            }
            if minor.sheets.last() != Some(&strip.sheet.id) {
                minor.sheets.push(strip.sheet.id);
                minor.work += strip.minutes;
                minor.end = strip.end;
            }
        }
    }
    minors
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        for (person, minor) in on(state, day) {
            let name = state.people.get(&person).map_or("?", |person| person.name.as_str());
            let (MinorLimit { work, latest, earliest }, day_name) = (minor.limit, day.name());
            let strips = labels(state, &minor.sheets);
            let mut broken = |what: String, remedy: String| {
                let (sheets, performers) = (minor.sheets.clone(), minor.performers.clone());
                let (rule, days) = (Rule::Minors, vec![day]);
                findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
            };
            if minor.work > work {
                broken(
                    format!("the minor {name} works {} on {day_name}, most {work}", minor.work),
                    format!("spread {strips} over more days, or split one"),
                );
            }
            if minor.end > latest {
                broken(
                    format!("the minor {name} works until {} on {day_name}, latest {latest}", minor.end),
                    format!("shoot {strips} earlier in the day, or on a day with an earlier call"),
                );
            }
            if day.call < earliest {
                broken(
                    format!("the minor {name} is called at {} on {day_name}, earliest {earliest}", day.call),
                    format!("move {strips} to a day with a later call"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, said};
    use domain::Light;
    use jiff::civil::date;

    fn born(birth: Date) -> Person {
        let (name, jurisdiction, school) = (String::new(), None, Vec::new());
        Person { id: PersonId(1), name, birth_date: Some(birth), jurisdiction, school }
    }

    #[test]
    fn hours_by_age_on_the_date() {
        let on = date(2027, 6, 1);
        let hours = |years: i16| limit(&born(date(2027 - years, 6, 1)), None, on).map(|l| l.work.0);
        let of = [1, 5, 6, 8, 9, 15, 16, 17].map(|years| hours(years).unwrap());
        assert_eq!(of, [120, 180, 240, 240, 300, 300, 360, 360]);
        assert_eq!(hours(18), None);
        // The day before the ninth birthday.
        assert_eq!(limit(&born(date(2018, 6, 2)), None, on).unwrap().work, Minutes(240));
        assert_eq!(limit(&born(date(2027, 3, 1)), None, on).unwrap().work, Minutes(20));
        let unknown = Person { birth_date: None, ..born(on) };
        assert_eq!(limit(&unknown, None, on), None);
        let abroad = limit(&born(date(2011, 6, 1)), Some("Elsewhere"), on).unwrap();
        assert_eq!((abroad.work, abroad.earliest), (Minutes(240), ClockTime(420)));
        let california = limit(&born(date(2011, 6, 1)), Some("California"), on).unwrap();
        assert_eq!((california.work, california.earliest), (Minutes(360), ClockTime(300)));
    }

    #[test]
    fn work_latest_and_earliest() {
        let mut film = Film::new();
        let [alone, with] = [200, 301].map(|minutes| film.strip(minutes));
        let kid = film.actor("KID", None, &[with]);
        film.born(kid, date(2016, 6, 1));
        let verdict = film.judge(&[&[alone, with]]);
        let name = "KID's actor";
        assert_eq!(
            said(&verdict, Rule::Minors),
            [format!("the minor {name} works 5 h 01 on day 1 (Mon 4 Jan 2027), most 5 h 00")]
        );
        // A night: called at sunset, 18:30; 320 minutes later is past 22:00; first on the day they end at 20:30 and may.
        film.sheet(with).minutes = Some(Minutes(120));
        film.sheet(alone).light = Some(Light::Dark);
        assert_eq!(said(&film.judge(&[&[alone, with]]), Rule::Minors).len(), 1);
        assert!(said(&film.judge(&[&[with, alone]]), Rule::Minors).is_empty());
        film.sheet(alone).light = None;
        film.state.production.day.call_day = Some(ClockTime(240));
        assert_eq!(said(&film.judge(&[&[with, alone]]), Rule::Minors).len(), 1, "called at 04:00");
    }
}

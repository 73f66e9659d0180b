//! Hours of minors, by age and school on the date.

mod tables;

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{ClockTime, Date, DayType, Minutes, Person, PersonId, SheetId, State};
use jiff::Unit;
use jiff::civil::Weekday;

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule};
pub use tables::{Age, CALIFORNIA, TABLES, Table};

/// What a minor may work on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinorLimit {
    /// Minutes of strips with them.
    pub work: Minutes,
    /// From the beginning of their first strip to the end of their last.
    pub on_set: Minutes,
    /// End of their last strip at the latest.
    pub latest: ClockTime,
    /// Call of the day at the earliest.
    pub earliest: ClockTime,
}

/// What a person may work on a date; none for adults and when no birth date is typed.
#[must_use]
pub fn limit(state: &State, person: &Person, date: Date) -> Option<MinorLimit> {
    let lived = person.birth_date?.until((Unit::Month, date)).ok()?;
    let lived = (lived.get_months(), lived.get_days());
    let table = table(jurisdiction(state, person)).unwrap_or(TABLES[0]);
    let age = table.ages.iter().find(|age| lived < age.younger_than)?;
    let school = is_school_day(state, person, date);
    let school_follows = date.tomorrow().is_ok_and(|next| is_school_day(state, person, next));
    Some(MinorLimit {
        work: if school { age.work } else { age.work_no_school },
        on_set: age.on_set,
        latest: if school_follows { table.latest } else { table.latest_before_no_school },
        earliest: table.earliest,
    })
}

/// Does the minor go to school on the date? On weekdays that are no holiday of the main unit's calendar: those typed,
/// or all of them when none is.
#[must_use]
pub fn is_school_day(state: &State, person: &Person, date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let holiday = state.main_unit().is_some_and(|main| main.calendar.day_type(date) == DayType::Holiday);
    let term = person.school.is_empty() || person.school.iter().any(|range| range.contains(date));
    term && !weekend && !holiday
}

/// The table of a jurisdiction, California's when none is typed; none where there is no such table.
#[must_use]
pub fn table(jurisdiction: Option<&str>) -> Option<&'static Table> {
    let Some(name) = jurisdiction.map(|name| name.trim().to_lowercase()) else { return Some(TABLES[0]) };
    TABLES.iter().copied().find(|table| table.spelt.contains(&name.as_str()))
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
    pub(crate) start: ClockTime,
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
            let Some(limit) = limit(state, person, day.date) else { continue };
            let (sheets, performers) = (Vec::new(), Vec::new());
            let none =
                Minor { limit, work: Minutes(0), start: strip.start, end: day.call, sheets, performers };
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
    missing_tables(schedule, findings);
    for day in &schedule.days {
        for (person, minor) in on(state, day) {
            let name = state.people.get(&person).map_or("?", |person| person.name.as_str());
            let (MinorLimit { work, on_set, latest, earliest }, day_name) = (minor.limit, day.name());
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
            let span = Minutes(minor.end.0 - minor.start.0);
            if span > on_set {
                broken(
                    format!(
                        "the minor {name} is on set from {} to {} on {day_name}, {span}, most {on_set}",
                        minor.start, minor.end
                    ),
                    format!("shoot {strips} one after the other, or on more days"),
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

/// Says once for each minor that their jurisdiction has no table here.
fn missing_tables(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let mut said: Vec<PersonId> = Vec::new();
    for day in &schedule.days {
        for (id, minor) in on(state, day) {
            let Some(person) = state.people.get(&id).filter(|_| !said.contains(&id)) else { continue };
            let name = jurisdiction(state, person).unwrap_or_default();
            if table(Some(name)).is_some() || name.is_empty() {
                continue;
            }
            said.push(id);
            findings.broken(
                state,
                Broken {
                    rule: Rule::MinorsTable,
                    sheets: Vec::new(),
                    performers: minor.performers,
                    days: vec![day],
                    what: format!("no table for {name}: {}'s is used for {}", TABLES[0].name, person.name),
                    remedy: "check the hours of the minor with whoever knows the law of the place".into(),
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, said};
    use domain::{DateRange, Light};
    use jiff::civil::date;

    fn born(birth: Date) -> Person {
        let (name, jurisdiction, school) = (String::new(), None, Vec::new());
        Person { id: PersonId(1), name, birth_date: Some(birth), jurisdiction, school }
    }

    fn on(person: &Person, date: Date) -> Option<MinorLimit> {
        limit(&Film::new().state, person, date)
    }

    #[test]
    fn hours_by_age_on_the_date_with_school_and_without() {
        // A Tuesday and a Saturday.
        let (school, free) = (date(2027, 6, 1), date(2027, 6, 5));
        let hours = |years: i16, on_date: Date| {
            let limit = on(&born(date(2027 - years, 6, 1)), on_date)?;
            Some((limit.work.0, limit.on_set.0))
        };
        let of = [1, 5, 6, 8, 9, 15, 16, 17].map(|years| hours(years, school).unwrap());
        assert_eq!(
            of,
            [(120, 270), (180, 390), (240, 510), (240, 510), (300, 570), (300, 570), (360, 630), (360, 630)]
        );
        let of = [1, 5, 6, 8, 9, 15, 16, 17].map(|years| hours(years, free).unwrap().0);
        assert_eq!(of, [120, 180, 360, 360, 420, 420, 480, 480]);
        assert_eq!(hours(18, school), None);
        // The day before the ninth birthday; a baby of three months; one of fourteen days does not work at all.
        assert_eq!(on(&born(date(2018, 6, 2)), school).unwrap().work, Minutes(240));
        let baby = on(&born(date(2027, 3, 1)), school).unwrap();
        assert_eq!((baby.work, baby.on_set), (Minutes(20), Minutes(120)));
        assert_eq!(on(&born(date(2027, 5, 18)), school).unwrap().work, Minutes(0));
        assert_eq!(on(&born(date(2027, 5, 17)), school).unwrap().work, Minutes(20));
        assert_eq!(on(&Person { birth_date: None, ..born(school) }, school), None);
    }

    #[test]
    fn school_is_on_weekdays_that_are_no_holiday_and_as_typed() {
        let mut film = Film::new();
        let main = film.state.units.get_mut(&crate::fixture::MAIN).unwrap();
        main.calendar.typed.insert(DAY[2], DayType::Holiday);
        let mut kid = born(date(2016, 6, 1));
        let latest = |film: &Film, kid: &Person, date| limit(&film.state, kid, date).unwrap().latest.0;
        // Monday before a Tuesday of school; Tuesday before the holiday; Friday.
        assert_eq!([DAY[0], DAY[1], DAY[4]].map(|d| latest(&film, &kid, d)), [1320, 1470, 1470]);
        assert!(!is_school_day(&film.state, &kid, DAY[2]));
        kid.school = vec![DateRange { first: DAY[3], last: date(2027, 1, 20) }];
        let school: Vec<bool> = (0..5).map(|day| is_school_day(&film.state, &kid, DAY[day])).collect();
        assert_eq!(school, [false, false, false, true, true]);
        assert!(!is_school_day(&film.state, &kid, date(2027, 1, 9)), "a Saturday of the term");
        assert_eq!(limit(&film.state, &kid, DAY[0]).unwrap().work, Minutes(420));
    }

    #[test]
    fn a_jurisdiction_without_a_table_is_said_once() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let kid = film.actor("KID", None, &[a, b]);
        film.born(kid, date(2016, 6, 1));
        assert!(said(&film.judge(&[&[a], &[b]]), Rule::MinorsTable).is_empty());
        film.state.production.jurisdiction = Some("Elsewhere".into());
        let verdict = film.judge(&[&[a], &[b]]);
        assert_eq!(
            said(&verdict, Rule::MinorsTable),
            ["no table for Elsewhere: California's is used for KID's actor"]
        );
        assert_eq!(verdict.forbidden().count(), 0);
        film.state.production.jurisdiction = Some("US-CA".into());
        assert!(said(&film.judge(&[&[a], &[b]]), Rule::MinorsTable).is_empty());
    }

    #[test]
    fn the_time_on_set_holds_school_rest_and_the_meal() {
        let mut film = Film::new();
        let [first, long, last] = [60, 420, 60].map(|minutes| film.strip(minutes));
        let kid = film.actor("KID", None, &[first, last]);
        film.born(kid, date(2019, 6, 1));
        // 07:00 to 07:00 + 60 + 420 + 60 and 30 of the meal: 9 h 30; at seven years 8 h 30.
        assert_eq!(
            said(&film.judge(&[&[first, long, last]]), Rule::Minors),
            [
                "the minor KID's actor is on set from 07:00 to 16:30 on day 1 (Mon 4 Jan 2027), 9 h 30, most 8 h 30"
            ]
        );
        assert!(said(&film.judge(&[&[first, last, long]]), Rule::Minors).is_empty());
        film.sheet(long).minutes = Some(Minutes(360));
        assert!(said(&film.judge(&[&[first, long, last]]), Rule::Minors).is_empty(), "8 h 30");
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

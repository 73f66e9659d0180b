//! Locations: visits, days, dark days, and the dates and kinds of day that a place allows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Date, Location, LocationId, Money, SheetId, Source, State};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule};
use crate::verdict::{CostItem, Subject};

/// What arriving at a location costs.
#[must_use]
pub fn visit_price(state: &State, location: &Location) -> (Money, Source) {
    let typed = location.visit.map(|price| (price, Source::of(true, location.confirmed)));
    typed.unwrap_or_else(|| state.production.prices.location_visit())
}

/// What a day of use costs.
#[must_use]
pub fn day_price(state: &State, location: &Location) -> (Money, Source) {
    let typed = location.day.map(|price| (price, Source::of(true, location.confirmed)));
    typed.unwrap_or_else(|| state.production.prices.location_day())
}

/// Charges locations, and counts how often one is arrived at.
pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) -> u32 {
    windows(schedule, findings);
    let mut used: BTreeMap<LocationId, BTreeSet<Date>> = BTreeMap::new();
    for day in &schedule.days {
        for location in day.locations() {
            used.entry(location).or_default().insert(day.date);
        }
    }
    let places = used.iter().filter_map(|(id, dates)| Some((schedule.state.locations.get(id)?, dates)));
    places.map(|(location, dates)| charge(schedule, location, dates, findings)).sum()
}

fn charge(
    schedule: &Schedule<'_>,
    location: &Location,
    dates: &BTreeSet<Date>,
    findings: &mut Findings,
) -> u32 {
    let (visit, visit_source) = visit_price(schedule.state, location);
    let (use_price, use_source) = day_price(schedule.state, location);
    let mut pay = |rule, date, rate, source| {
        let subject = Subject::Location(location.id);
        findings.pay(CostItem { rule, subject, date, quantity: 1, rate, amount: rate, source });
    };
    let mut visits = 0;
    let mut before: Option<Date> = None;
    for &date in dates {
        pay(Rule::LocationDay, date, use_price, use_source);
        let between: Option<Vec<Date>> = before.map(|last| schedule.counting_between(last, date).collect());
        let kept = |dark: &[Date]| location.dark_day.filter(|p| p.scaled(dark.len() as i64, 1) <= visit);
        match between {
            Some(dark) if dark.is_empty() => {}
            Some(dark) if kept(&dark).is_some() => {
                let price = kept(&dark).unwrap_or_default();
                let source = Source::of(true, location.confirmed);
                dark.iter().for_each(|date| pay(Rule::DarkDay, *date, price, source));
            }
            _ => {
                pay(Rule::LocationVisit, date, visit, visit_source);
                visits += 1;
            }
        }
        before = Some(date);
    }
    visits
}

fn windows(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        let mut away: BTreeMap<LocationId, Vec<SheetId>> = BTreeMap::new();
        let mut unsuited: BTreeMap<LocationId, Vec<SheetId>> = BTreeMap::new();
        for strip in &day.strips {
            if let Some(location) = strip.location {
                if !location.is_available(day.date) {
                    away.entry(location.id).or_default().push(strip.sheet.id);
                }
                if !location.allows(day.kind) {
                    unsuited.entry(location.id).or_default().push(strip.sheet.id);
                }
            }
            if !state.set_stands(strip.sheet, day.date) {
                let what = format!("{} does not stand on {}", state.set_name(strip.sheet), day.name());
                broken(state, day, vec![strip.sheet.id], what, findings);
            }
        }
        let name = |id: &LocationId| state.locations.get(id).map_or("?", |location| location.name.as_str());
        for (location, sheets) in &away {
            let what = format!("{} cannot be had on {}", name(location), day.name());
            broken(state, day, sheets.clone(), what, findings);
        }
        for (location, sheets) in &unsuited {
            let (name, kind) = (name(location), day.kind.label());
            let what = format!("{name} does not allow a {kind}, and {} is one", day.name());
            broken(state, day, sheets.clone(), what, findings);
        }
    }
}

fn broken(state: &State, day: &Day<'_>, sheets: Vec<SheetId>, what: String, findings: &mut Findings) {
    let remedy = format!("move {} to another day", labels(state, &sheets));
    let (rule, performers, days) = (Rule::LocationWindow, Vec::new(), vec![day]);
    findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, SECOND, paid, said};
    use domain::{DateRange, DayKind, UnitKind};

    fn charges(film: &Film, days: &[&[SheetId]]) -> (i64, i64, i64, u32) {
        let verdict = film.judge(days);
        let of = |rule| paid(&verdict, rule);
        (of(Rule::LocationVisit), of(Rule::LocationDay), of(Rule::DarkDay), verdict.measures.visits)
    }

    #[test]
    fn runs_visits_and_dark_days() {
        let mut film = Film::new();
        let [a, b, other] = [60; 3].map(|minutes| film.strip(minutes));
        let house = film.location("House", &[a, b]);
        // Friday and Monday are one run: visit 20, two days at 10.
        assert_eq!(charges(&film, &[&[], &[], &[], &[], &[a], &[b]]), (20, 20, 0, 1));
        // A day between: a second visit.
        assert_eq!(charges(&film, &[&[a], &[other], &[b]]), (40, 20, 0, 2));
        // Dark days at 10: two of them cost as much as a visit, three are dearer.
        film.place(house).dark_day = Some(Money::whole(10));
        assert_eq!(charges(&film, &[&[a], &[], &[other], &[b]]), (20, 20, 20, 1));
        assert_eq!(charges(&film, &[&[a], &[], &[], &[other], &[b]]), (40, 20, 0, 2));
        film.place(house).visit = Some(Money::whole(30));
        assert_eq!(charges(&film, &[&[a], &[], &[], &[other], &[b]]), (30, 20, 30, 1));
    }

    #[test]
    fn two_units_at_one_place_use_it_once_a_date() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Second);
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.location("House", &[a, b]);
        let verdict = film.judge_two(&[&[a]], &[&[b]]);
        assert_eq!((paid(&verdict, Rule::LocationDay), paid(&verdict, Rule::LocationVisit)), (10, 20));
    }

    #[test]
    fn windows_of_places_and_sets() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let house = film.location("House", &[a, b]);
        film.place(house).unavailable = vec![DateRange { first: DAY[1], last: DAY[1] }];
        let away = film.judge(&[&[a], &[b]]);
        assert_eq!(said(&away, Rule::LocationWindow), ["House cannot be had on day 2 (Tue 5 Jan 2027)"]);
        film.place(house).unavailable.clear();
        film.place(house).modes = vec![DayKind::Night];
        assert_eq!(said(&film.judge(&[&[a, b]]), Rule::LocationWindow).len(), 1);
        film.place(house).modes.clear();
        let set = film.sheet(a).set;
        let window = DateRange { first: DAY[3], last: DAY[5] };
        film.state.sets.get_mut(&set).unwrap().available = vec![window];
        assert_eq!(said(&film.judge(&[&[a], &[], &[], &[b]]), Rule::LocationWindow).len(), 1);
    }
}

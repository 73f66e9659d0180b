//! Nobody and nothing works on a date when it is not available; nobody works for two units on one date.

use std::collections::{BTreeMap, BTreeSet};

use domain::view::Performer;
use domain::{Date, DateRange, Review, SheetId, State};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule};
use crate::work::{Who, who};

/// Can a performer work on the date, as far as the engagement and the one that is paid for it say?
#[must_use]
pub fn can_work(state: &State, performer: Performer, date: Date) -> bool {
    [performer, state.payee(performer)]
        .into_iter()
        .filter_map(|p| state.engagement_of(p))
        .all(|engagement| engagement.is_available(date))
}

/// Is the date in one of the ranges? No ranges mean always.
#[must_use]
pub fn is_open(ranges: &[DateRange], date: Date) -> bool {
    ranges.is_empty() || ranges.iter().any(|range| range.contains(date))
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    for day in &schedule.days {
        people(schedule.state, day, findings);
        things(schedule.state, day, findings);
    }
    two_units(schedule, findings);
}

fn people(state: &State, day: &Day<'_>, findings: &mut Findings) {
    let mut away: BTreeMap<Performer, Vec<SheetId>> = BTreeMap::new();
    for strip in &day.strips {
        for performer in strip.performers.iter().filter(|p| !can_work(state, **p, day.date)) {
            away.entry(*performer).or_default().push(strip.sheet.id);
        }
    }
    for (performer, sheets) in away {
        broken(state, day, &state.performer_name(performer), vec![performer], sheets, findings);
    }
}

fn things(state: &State, day: &Day<'_>, findings: &mut Findings) {
    let mut away: BTreeMap<&str, Vec<SheetId>> = BTreeMap::new();
    for strip in &day.strips {
        let uses = strip.sheet.elements.iter().filter(|used| used.review != Review::Rejected);
        let elements = uses.filter_map(|used| state.elements.get(&used.element));
        let elements = elements.map(|element| (element.name.as_str(), element.is_available(day.date)));
        let groups = strip.sheet.background.iter().filter(|used| used.review != Review::Rejected);
        let groups = groups.filter_map(|used| state.background.get(&used.group));
        let groups = groups.map(|group| (group.name.as_str(), is_open(&group.available, day.date)));
        for (name, _) in elements.chain(groups).filter(|(_, open)| !open) {
            away.entry(name).or_default().push(strip.sheet.id);
        }
    }
    for (name, sheets) in away {
        broken(state, day, name, Vec::new(), sheets, findings);
    }
}

fn broken(
    state: &State,
    day: &Day<'_>,
    name: &str,
    performers: Vec<Performer>,
    sheets: Vec<SheetId>,
    findings: &mut Findings,
) {
    let strips = labels(state, &sheets);
    let what = format!("{name} is in {strips} on {} and is not available", day.name());
    let remedy = format!("move {strips} to another day, or change the dates of {name}");
    let (rule, days) = (Rule::Availability, vec![day]);
    findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
}

fn two_units(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let dates: BTreeSet<Date> = schedule.days.iter().map(|day| day.date).collect();
    for date in dates {
        let days: Vec<&Day<'_>> = schedule.days.iter().filter(|day| day.date == date).collect();
        if days.len() < 2 {
            continue;
        }
        let mut at: BTreeMap<Who, (BTreeSet<Performer>, Vec<usize>)> = BTreeMap::new();
        for (index, day) in days.iter().enumerate() {
            for performer in day.strips.iter().flat_map(|strip| &strip.performers) {
                let (performers, places) = at.entry(who(state, *performer)).or_default();
                performers.insert(*performer);
                if !places.contains(&index) {
                    places.push(index);
                }
            }
        }
        for (performers, places) in at.into_values().filter(|(_, places)| places.len() > 1) {
            let days: Vec<&Day<'_>> = places.iter().map(|index| days[*index]).collect();
            let performers = Vec::from_iter(performers);
            let with = |day: &&Day<'_>| {
                let of = |strip: &&crate::schedule::Strip<'_>| {
                    strip.performers.iter().any(|p| performers.contains(p))
                };
                Vec::from_iter(day.strips.iter().filter(of).map(|strip| strip.sheet.id))
            };
            let sheets: Vec<SheetId> = days.iter().flat_map(with).collect();
            let names: Vec<String> = days.iter().map(|day| day.name()).collect();
            let name = state.performer_name(performers[0]);
            findings.broken(
                state,
                Broken {
                    rule: Rule::SharedPeople,
                    what: format!("{name} works for two units on one date: {}", names.join(", ")),
                    remedy: format!("move one of {} to another date", labels(state, &sheets)),
                    sheets,
                    performers,
                    days,
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, SECOND, said};
    use domain::{Category, Element, ElementId, ElementUse, EngagementKind, Terms, UnitKind};

    fn only(date: Date) -> Vec<DateRange> {
        vec![DateRange { first: date, last: date }]
    }

    #[test]
    fn engagement_payee_and_things_must_be_available() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", Some(Terms::Daily { rate: domain::Money::whole(1) }), &[a]);
        film.engagement(tom).unavailable = only(DAY[1]);
        let (person, character) =
            (film.state.engagements[&tom].person, film.state.engagements[&tom].character);
        let double = film.engage(person, EngagementKind::StuntDouble, character, Some(Terms::Included));
        film.sheet(b).doubles.push(double);
        assert!(!can_work(&film.state, Performer::Engaged(double), DAY[1]), "whoever is paid is away");
        assert!(said(&film.judge(&[&[a], &[], &[b]]), Rule::Availability).is_empty());
        assert_eq!(
            said(&film.judge(&[&[b], &[a]]), Rule::Availability),
            ["TOM is in sheet-1 on day 2 (Tue 5 Jan 2027) and is not available"]
        );
        let (category, name) = (Category::Vehicles, "CAR".to_owned());
        let car = ElementId(1);
        let available = only(DAY[0]);
        let element = Element {
            id: car,
            category,
            name,
            rate: None,
            available,
            unavailable: Vec::new(),
            confirmed: false,
        };
        film.state.elements.insert(car, element);
        let used = ElementUse { element: car, quantity: 1, review: Review::Accepted, evidence: Vec::new() };
        film.sheet(b).elements.push(used);
        assert_eq!(said(&film.judge(&[&[a], &[], &[b]]), Rule::Availability).len(), 1);
    }

    #[test]
    fn nobody_works_for_two_units_on_one_date() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Second);
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &[a]);
        let (person, character) =
            (film.state.engagements[&tom].person, film.state.engagements[&tom].character);
        let double = film.engage(person, EngagementKind::StuntDouble, character, None);
        film.sheet(b).doubles.push(double);
        assert_eq!(said(&film.judge_two(&[&[a]], &[&[b]]), Rule::SharedPeople).len(), 1);
        assert!(said(&film.judge_two(&[&[a]], &[&[], &[b]]), Rule::SharedPeople).is_empty());
    }
}

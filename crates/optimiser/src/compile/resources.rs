//! Everything that is paid by the date, and who of it works on a sheet.

use std::collections::BTreeSet;

use domain::view::Performer;
use domain::{BackgroundId, Date, PersonId, Review, Sheet, State};

use super::Paid;
use crate::problem::{Contract, FixedBitSet, Minor, Resource, ResourceIdx};

/// The resources of a production, sorted.
pub(super) struct Resources {
    pub(super) paid: Vec<Paid>,
}

impl Resources {
    pub(super) fn collect(state: &State, sheets: &[&Sheet]) -> Self {
        let mut paid = BTreeSet::new();
        for sheet in sheets {
            paid.extend(state.performers_of(sheet).into_iter().map(|p| Paid::Performer(state.payee(p))));
            paid.extend(minors(state, sheet));
            paid.extend(elements(state, sheet));
            paid.extend(background(sheet).map(|(group, count)| Paid::Background(group, count)));
        }
        for stunt in state.stunts.values() {
            let performer = stunt.performer.map(Performer::Engaged);
            paid.extend(performer.map(|p| Paid::Performer(state.payee(p))));
        }
        Self { paid: paid.into_iter().collect() }
    }

    pub(super) fn index(&self, paid: Paid) -> Option<ResourceIdx> {
        self.paid.binary_search(&paid).ok().map(ResourceIdx::new)
    }

    /// Who and what works on a sheet. A background group counts once for each of its sizes up to the sheet's, so
    /// that the largest of a date is what is paid.
    pub(super) fn of_sheet(&self, state: &State, sheet: &Sheet) -> Vec<ResourceIdx> {
        let mut wanted: Vec<Paid> =
            state.performers_of(sheet).into_iter().map(|p| Paid::Performer(state.payee(p))).collect();
        wanted.extend(minors(state, sheet));
        wanted.extend(elements(state, sheet));
        for (group, count) in background(sheet) {
            wanted.extend(
                self.paid.iter().copied().filter(
                    |paid| matches!(paid, Paid::Background(g, size) if *g == group && *size <= count),
                ),
            );
        }
        let mut indices: Vec<ResourceIdx> = wanted.into_iter().filter_map(|paid| self.index(paid)).collect();
        indices.sort_unstable();
        indices.dedup();
        indices
    }

    pub(super) fn compile(&self, state: &State, dates: &[Date]) -> Vec<Resource> {
        let mut people: Vec<PersonId> = Vec::new();
        let mut resources = Vec::new();
        for (index, paid) in self.paid.iter().enumerate() {
            let mut person = u32::MAX - u32::try_from(index).unwrap_or(0);
            if let Paid::Performer(performer) = paid
                && let Some(id) = state.person_of(*performer)
            {
                let at = people.iter().position(|p| *p == id).unwrap_or_else(|| {
                    people.push(id);
                    people.len() - 1
                });
                person = u32::try_from(at).unwrap_or(u32::MAX);
            }
            resources.push(match paid {
                Paid::Performer(performer) => performer_resource(state, *performer, dates, person),
                Paid::Element(element) => {
                    let rate = state.elements.get(element).and_then(rules::elements::day_price);
                    by_the_day(rate.map_or(0, |(rate, _)| rate.0), dates.len(), person)
                }
                Paid::Background(group, size) => {
                    let below = self.paid.iter().filter_map(|p| match p {
                        Paid::Background(g, s) if g == group && s < size => Some(*s),
                        _ => None,
                    });
                    let more = i64::from(size - below.max().unwrap_or(0));
                    let rate = state
                        .background
                        .get(group)
                        .map_or(0, |g| rules::elements::background_price(state, g).0.0);
                    by_the_day(rate * more, dates.len(), person)
                }
                Paid::Minor(id) => Resource { minor: minor(state, *id, dates), ..nobody(dates.len(), index) },
                Paid::Nobody => nobody(dates.len(), index),
            });
        }
        resources
    }
}

/// Elements of a sheet that cost something by the day.
fn elements(state: &State, sheet: &Sheet) -> impl Iterator<Item = Paid> {
    sheet
        .elements
        .iter()
        .filter(|use_| use_.review != Review::Rejected)
        .filter(|use_| state.elements.get(&use_.element).is_some_and(|e| e.rate.is_some()))
        .map(|use_| Paid::Element(use_.element))
}

fn background(sheet: &Sheet) -> impl Iterator<Item = (BackgroundId, u32)> {
    let here = sheet.background.iter().filter(|use_| use_.review != Review::Rejected);
    here.map(|use_| (use_.group, rules::elements::paid_count(use_.count)))
}

/// The minors who work on a sheet, when their law forbids: whoever has a birth date.
fn minors(state: &State, sheet: &Sheet) -> Vec<Paid> {
    if !super::laws::forbids(state, rules::Rule::Minors) {
        return Vec::new();
    }
    let people = state.performers_of(sheet).into_iter().filter_map(|performer| state.person_of(performer));
    let with_birth_date = people.filter(|id| state.people.get(id).is_some_and(|p| p.birth_date.is_some()));
    with_birth_date.map(Paid::Minor).collect()
}

fn performer_resource(state: &State, performer: Performer, dates: &[Date], person: u32) -> Resource {
    let mut available = FixedBitSet::with_capacity(dates.len());
    for (index, date) in dates.iter().enumerate() {
        available.set(index, rules::availability::can_work(state, performer, *date));
    }
    let pay = (0..=dates.len()).map(|days| rules::pay::total(state, performer, days).0).collect();
    Resource {
        pay,
        holds: true,
        drop_min_gap: rules::pay::may_drop(state, performer).then_some(rules::pay::drop_gap(state)),
        performer: true,
        rest: rules::rest::owed(state, performer).0,
        forced_call: rules::rest::forced_call_price(state, performer).0,
        contract: Box::new(contract(state, performer)),
        minor: None,
        person,
        available,
    }
}

fn contract(state: &State, performer: Performer) -> Contract {
    let (travel_days, travel) = rules::pay::travel(state, performer);
    let straight = rules::cast_overtime::straight(state, performer);
    let straight = straight.filter(|_| super::laws::is_priced(state, rules::Rule::CastOvertime));
    let unit = rules::cast_overtime::UNIT.0;
    let overtime = straight.map(|straight| {
        let works = (0..=super::laws::LONGEST_DAY / unit).map(|tenths| straight.0 + tenths * unit);
        works.map(|work| rules::cast_overtime::price(state, performer, domain::Minutes(work)).0).collect()
    });
    let shares = [state.production.day.sixth_day(), state.production.day.seventh_day()];
    Contract {
        hold: rules::pay::hold_day(state, performer).map(|hold| hold.0),
        day_off: rules::pay::day_off(state, performer).0,
        travel: travel.scaled(travel_days.into(), 1).0,
        agreed_drop: rules::pay::agreed_drop(state, performer)
            .map(|(from, to)| (super::day_number(from), super::day_number(to))),
        straight: straight.map(|straight| straight.0),
        overtime: overtime.unwrap_or_default(),
        sixth_day: shares.map(|share| rules::sixth_day::performer_price(state, performer, share).0),
    }
}

fn minor(state: &State, person: PersonId, dates: &[Date]) -> Option<Minor> {
    let person = state.people.get(&person)?;
    let limits: Vec<Option<rules::minors::MinorLimit>> =
        dates.iter().map(|date| rules::minors::limit(state, person, *date)).collect();
    let first = limits.iter().flatten().next()?;
    // Who comes of age during the shoot has no limits from then on.
    let by_date = |of: fn(&rules::minors::MinorLimit) -> i32| -> Vec<i32> {
        limits.iter().map(|limit| limit.as_ref().map_or(i32::MAX, of)).collect()
    };
    Some(Minor {
        latest: by_date(|limit| limit.latest.0),
        on_set: by_date(|limit| limit.on_set.0),
        earliest: Some(first.earliest.0),
        nights_forbidden: false,
        max_minutes: by_date(|limit| limit.work.0),
    })
}

fn by_the_day(rate: i64, dates: usize, person: u32) -> Resource {
    let mut resource = nobody(dates, 0);
    resource.pay = (0..=dates).map(|days| rate * i64::try_from(days).unwrap_or(0)).collect();
    resource.person = person;
    resource
}

/// A resource that works on nothing and costs nothing.
pub(super) fn nobody(dates: usize, index: usize) -> Resource {
    let mut available = FixedBitSet::with_capacity(dates);
    available.insert_range(..);
    Resource {
        pay: vec![0; dates + 1],
        holds: false,
        drop_min_gap: None,
        performer: false,
        rest: 0,
        forced_call: 0,
        contract: Box::default(),
        minor: None,
        person: u32::MAX - u32::try_from(index).unwrap_or(0),
        available,
    }
}

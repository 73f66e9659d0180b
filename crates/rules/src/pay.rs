//! Pay of performers: totals by terms, hold days, the best drop, and each performer's days.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, Money, Source, State, Terms};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::{CostItem, DayCode, Subject};
use crate::work::{Kind, Work};

/// A pick-up is legal when it is more calendar days than this after the last work date.
pub const DROP_GAP: i32 = 10;

/// What so many paid dates come to. Who is included is paid elsewhere, or not at all.
#[must_use]
pub fn total(state: &State, performer: Performer, paid_dates: usize) -> Money {
    let dates = i64::try_from(paid_dates).unwrap_or(i64::MAX);
    if dates == 0 {
        return Money(0);
    }
    let fringed = 1000 + fringe(state, performer);
    let week = week(state);
    match terms(state, performer).0 {
        Terms::Daily { rate } => rate.scaled(fringed, 1000).scaled(dates, 1),
        Terms::Weekly { rate } => rate.scaled(dates.max(week) * fringed, week * 1000),
        Terms::Guarantee { rate, weeks } => {
            let guaranteed = week * i64::from(weeks);
            rate.scaled(dates.max(guaranteed) * fringed, week * 1000)
        }
        Terms::Flat { amount } => amount.scaled(fringed, 1000),
        Terms::Included => Money(0),
    }
}

/// A day's pay: what a forced call is measured by. A flat deal has none.
#[must_use]
pub fn a_day(state: &State, performer: Performer) -> Option<Money> {
    let fringed = 1000 + fringe(state, performer);
    match terms(state, performer).0 {
        Terms::Daily { rate } => Some(rate.scaled(fringed, 1000)),
        Terms::Weekly { rate } | Terms::Guarantee { rate, .. } => {
            Some(rate.scaled(fringed, week(state) * 1000))
        }
        Terms::Flat { .. } => None,
        Terms::Included => Some(Money(0)),
    }
}

/// A total spread evenly over dates, remaining cents one each on the earliest.
#[must_use]
pub fn spread(total: Money, dates: usize) -> Vec<Money> {
    let count = i64::try_from(dates).unwrap_or(i64::MAX).max(1);
    let (each, rest) = (total.0.div_euclid(count), total.0.rem_euclid(count));
    (0..dates as i64).map(|k| Money(each + i64::from(k < rest))).collect()
}

/// Where a performer's rate comes from.
#[must_use]
pub fn source(state: &State, performer: Performer) -> Source {
    terms(state, performer).1
}

/// May the performer be dropped once? As typed, else day performers only.
#[must_use]
pub fn may_drop(state: &State, performer: Performer) -> bool {
    let typed = state.engagement_of(performer).and_then(|engagement| engagement.drop);
    typed.unwrap_or(matches!(terms(state, performer).0, Terms::Daily { .. }))
}

/// The best single legal drop: the gap between consecutive work dates that takes away most counting dates,
/// the earlier of equals. Both lists ascend. None if nothing is taken away.
#[must_use]
pub fn best_drop(work: &[Date], counting: &[Date]) -> Option<(Date, Date)> {
    let mut best = None;
    let mut most = 0;
    for pair in work.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let away = counting.iter().filter(|date| from < **date && **date < to).count();
        if calendar_days(from, to) > DROP_GAP && away > most {
            (best, most) = (Some((from, to)), away);
        }
    }
    best
}

/// Calendar days from a date to a later one.
pub(crate) fn calendar_days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Dates of an engagement that are paid: first to last work date, those that count or are worked, less the
/// counting dates of the drop.
#[must_use]
pub fn paid_dates(work: &[Date], counting: &[Date], drop: Option<(Date, Date)>) -> Vec<Date> {
    let (Some(first), Some(last)) = (work.first(), work.last()) else { return Vec::new() };
    let mut dates: Vec<Date> = counting.iter().copied().filter(|d| first < d && d < last).collect();
    dates.retain(|date| drop.is_none_or(|(from, to)| *date <= from || to <= *date));
    dates.extend(work);
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn terms(state: &State, performer: Performer) -> (Terms, Source) {
    let engagement = state.engagement_of(performer);
    let typed = engagement.and_then(|e| Some((e.terms?, Source::of(true, e.confirmed))));
    typed.unwrap_or_else(|| {
        let (rate, source) = state.production.prices.cast_day();
        (Terms::Daily { rate }, source)
    })
}

fn fringe(state: &State, performer: Performer) -> i64 {
    let own = state.engagement_of(performer).and_then(|engagement| engagement.fringe);
    own.or(state.production.prices.fringe).map_or(0, |fringe| fringe.0.into())
}

/// Days of the main unit's work week.
fn week(state: &State) -> i64 {
    state.main_unit().map_or(5, |main| main.calendar.days_a_week().into())
}

/// What pay comes to, apart from the money.
#[derive(Default)]
pub(crate) struct Paid {
    /// Each performer's days.
    pub(crate) codes: BTreeMap<Performer, BTreeMap<Date, DayCode>>,
    pub(crate) paid_days: u32,
    /// Of the paid days, those on which nobody works.
    pub(crate) hold_days: u32,
}

pub(crate) fn judge(schedule: &Schedule<'_>, work: &Work, findings: &mut Findings) -> Paid {
    let mut paid = Paid::default();
    for (performer, kinds) in &work.own {
        let own = kinds.iter().map(|(date, kind)| (*date, code(*kind)));
        paid.codes.insert(*performer, own.collect());
    }
    for (payee, kinds) in &work.paid {
        if terms(schedule.state, *payee).0 != Terms::Included {
            charge(schedule, *payee, kinds, findings, &mut paid);
        }
    }
    paid
}

fn code(kind: Kind) -> DayCode {
    match kind {
        Kind::Strip => DayCode::Work,
        Kind::Protected => DayCode::Rehearsal,
    }
}

fn charge(
    schedule: &Schedule<'_>,
    payee: Performer,
    kinds: &BTreeMap<Date, Kind>,
    findings: &mut Findings,
    paid: &mut Paid,
) {
    let state = schedule.state;
    let work: Vec<Date> = kinds.keys().copied().collect();
    let drop = if may_drop(state, payee) { best_drop(&work, &schedule.counting) } else { None };
    let dates = paid_dates(&work, &schedule.counting, drop);
    let source = source(state, payee);
    let mut codes = BTreeMap::new();
    for (&date, amount) in dates.iter().zip(spread(total(state, payee, dates.len()), dates.len())) {
        let kind = kinds.get(&date);
        let rule = if kind.is_some() { Rule::Pay } else { Rule::Hold };
        let subject = Subject::Performer(payee);
        findings.pay(CostItem { rule, subject, date, quantity: 1, rate: amount, amount, source });
        codes.insert(date, kind.map_or(DayCode::Hold, |kind| code(*kind)));
        paid.paid_days += 1;
        paid.hold_days += u32::from(kind.is_none());
    }
    if let Some((from, to)) = drop {
        codes.insert(from, DayCode::WorkDrop);
        codes.insert(to, DayCode::PickUp);
        codes.extend(schedule.counting_between(from, to).map(|date| (date, DayCode::Dropped)));
    }
    paid.codes.insert(payee, codes);
}

//! Pay of performers: totals by terms, hold days, the best drop, and each performer's days.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, Money, Source, State, Terms};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::{CostItem, DayCode, Subject};
use crate::work::{Kind, Work};

/// Calendar days after the last work date that a pick-up must exceed.
#[must_use]
pub fn drop_gap(state: &State) -> i32 {
    i32::try_from(state.production.day.drop_gap()).unwrap_or(i32::MAX)
}

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
pub fn best_drop(work: &[Date], counting: &[Date], gap: i32) -> Option<(Date, Date)> {
    let mut best = None;
    let mut most = 0;
    for pair in work.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let away = counting.iter().filter(|date| from < **date && **date < to).count();
        if calendar_days(from, to) > gap && away > most {
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
    let drop =
        if may_drop(state, payee) { best_drop(&work, &schedule.counting, drop_gap(state)) } else { None };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, on_days, paid, unengaged};
    use domain::{EngagementKind, PerMille, SheetId};

    fn daily(units: i64) -> Option<Terms> {
        Some(Terms::Daily { rate: Money::whole(units) })
    }

    #[test]
    fn totals_by_terms() {
        let mut film = Film::new();
        let rate = Money(100_001);
        let engagement = film.actor("MARA", Some(Terms::Daily { rate }), &[]);
        film.engagement(engagement).fringe = Some(PerMille(185));
        let mut total = |terms, dates| {
            film.engagement(engagement).terms = Some(terms);
            total(&film.state, Performer::Engaged(engagement), dates).0
        };
        // Daily: 100001 × 1.185 = 118501.185, rounded once a day.
        assert_eq!(total(Terms::Daily { rate }, 3), 3 * 118_501);
        // Weekly: one week at least: 118501.185; six days are 6/5: 142201.422.
        assert_eq!(total(Terms::Weekly { rate }, 2), 118_501);
        assert_eq!(total(Terms::Weekly { rate }, 6), 142_201);
        // Two weeks guaranteed: 237002.37; eleven days: 260702.607.
        assert_eq!(total(Terms::Guarantee { rate, weeks: 2 }, 1), 237_002);
        assert_eq!(total(Terms::Guarantee { rate, weeks: 2 }, 11), 260_703);
        assert_eq!(total(Terms::Flat { amount: rate }, 1), 118_501);
        assert_eq!(total(Terms::Flat { amount: rate }, 40), 118_501);
        assert_eq!(total(Terms::Flat { amount: rate }, 0), 0);
        assert_eq!(total(Terms::Included, 9), 0);
    }

    #[test]
    fn cents_that_remain_go_to_the_earliest() {
        assert_eq!(spread(Money(11), 4), [3, 3, 3, 2].map(Money));
        assert_eq!(spread(Money(0), 0), []);
    }

    #[test]
    fn holds_are_paid_between_first_and_last_work() {
        let mut film = Film::new();
        let [a, b, other] = [60; 3].map(|minutes| film.strip(minutes));
        let mara = film.character("MARA", &[a, b]);
        let verdict = film.judge(&[&[a], &[other], &[other], &[b]]);
        assert_eq!((paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)), (200, 200));
        assert_eq!((verdict.measures.cast_days, verdict.measures.hold_days), (4, 2));
        let codes = &verdict.performers[&unengaged(mara)];
        let expected = [DayCode::Work, DayCode::Hold, DayCode::Hold, DayCode::Work];
        assert_eq!(codes.values().copied().collect::<Vec<_>>(), expected);
        assert_eq!(verdict.money, Source::Typed);
    }

    #[test]
    fn the_best_legal_drop_is_taken_once() {
        // Work on days 0, 10 and 25 of five-day weeks: gaps of 14 and 21 calendar days, 9 and 14 dates.
        let calendar = domain::Calendar::default();
        let counting: Vec<Date> = calendar.shooting_dates(DAY[0]).take(26).collect();
        let work = [0, 10, 25].map(|day| counting[day]);
        assert_eq!(best_drop(&work, &counting, 10), Some((work[1], work[2])));
        // Ten calendar days are too few, eleven enough.
        assert_eq!(best_drop(&[counting[0], counting[8]], &counting, 10), None);
        assert!(best_drop(&[counting[0], counting[9]], &counting, 10).is_some());
        // The earlier of equals; nothing to take away is no drop.
        let equal = [0, 10, 20].map(|day| counting[day]);
        assert_eq!(best_drop(&equal, &counting, 10), Some((equal[0], equal[1])));
        assert_eq!(best_drop(&equal, &[], 10), None);
    }

    #[test]
    fn a_drop_is_shown_day_by_day() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let mara = film.actor("MARA", daily(100), &[a, b]);
        let days = |film: &Film| film.judge(&on_days(&[(0, &[a]), (9, &[b])]));
        let verdict = days(&film);
        assert_eq!((paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)), (200, 0));
        let codes = &verdict.performers[&Performer::Engaged(mara)];
        assert_eq!((codes[&DAY[0]], codes[&DAY[9]]), (DayCode::WorkDrop, DayCode::PickUp));
        assert_eq!(codes.values().filter(|code| **code == DayCode::Dropped).count(), 8);
        film.engagement(mara).drop = Some(false);
        assert_eq!(days(&film).measures.cast_days, 10);
        film.engagement(mara).drop = None;
        film.engagement(mara).terms = Some(Terms::Weekly { rate: Money::whole(500) });
        assert_eq!(days(&film).measures.cast_days, 10, "who is paid by the week is not dropped");
    }

    #[test]
    fn work_that_is_included_counts_for_the_other_engagement() {
        let mut film = Film::new();
        let [a, b, c]: [SheetId; 3] = [60; 3].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", daily(100), &[a]);
        let (person, character) =
            (film.state.engagements[&tom].person, film.state.engagements[&tom].character);
        let double = film.engage(person, EngagementKind::StuntDouble, character, Some(Terms::Included));
        film.sheet(c).doubles.push(double);
        let verdict = film.judge(&[&[a], &[b], &[c]]);
        // Three dates at 100, the middle one held.
        assert_eq!((paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)), (200, 100));
        assert_eq!(verdict.measures.cast_days, 3);
        let own = &verdict.performers[&Performer::Engaged(double)];
        assert_eq!(own.iter().collect::<Vec<_>>(), [(&DAY[2], &DayCode::Work)]);
    }

    #[test]
    fn the_drop_and_pick_up_oracle() {
        let Some(oracle) = crate::oracles::read("o12_drop_pickup") else { return };
        let counting: Vec<Date> = domain::Calendar::default().shooting_dates(DAY[0]).take(40).collect();
        for case in oracle["cases"].as_array().unwrap() {
            let days = case["work_days"].as_array().unwrap();
            let work: Vec<Date> = days.iter().map(|d| counting[d.as_u64().unwrap() as usize]).collect();
            let count = |drop| paid_dates(&work, &counting, drop).len() as u64;
            assert_eq!(count(best_drop(&work, &counting, 10)), case["paid_day_performer"].as_u64().unwrap());
            assert_eq!(count(None), case["paid_weekly"].as_u64().unwrap());
        }
    }
}

//! Pay of performers: totals by terms, hold days, the best drop, and each performer's days.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, Engagement, Money, Source, State, Terms};
use jiff::ToSpan;

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::Schedule;
use crate::verdict::{CostItem, DayCode, Subject};
use crate::work::{Kind, Work};

/// Calendar days after the last work date that a pick-up must exceed.
#[must_use]
pub fn drop_gap(state: &State) -> i32 {
    i32::try_from(state.production.day.drop_gap()).unwrap_or(i32::MAX)
}

/// What so many paid dates come to, when none of them is paid less as hold. Who is included is paid elsewhere, or not
/// at all. By the week, travel days count as paid dates.
#[must_use]
pub fn total(state: &State, performer: Performer, paid_dates: usize) -> Money {
    let dates = i64::try_from(paid_dates).unwrap_or(i64::MAX);
    if dates == 0 {
        return Money(0);
    }
    let fringed = 1000 + fringe(state, performer);
    let week = week(state);
    let by_the_week = |rate: Money, weeks: i64| {
        let milli_days = dates * 1000 + milli_travel(state, performer);
        rate.scaled(milli_days.max(week * weeks * 1000) * fringed, week * 1_000_000)
    };
    match terms(state, performer).0 {
        Terms::Daily { rate } => rate.scaled(fringed, 1000).scaled(dates, 1),
        Terms::Weekly { rate } => by_the_week(rate, 1),
        Terms::Guarantee { rate, weeks } => by_the_week(rate, i64::from(weeks)),
        Terms::Flat { amount } => amount.scaled(fringed, 1000),
        Terms::Included => Money(0),
    }
}

/// What a hold date is paid, when that is not what a work date is: daily terms with a share of their own.
#[must_use]
pub fn hold_day(state: &State, performer: Performer) -> Option<Money> {
    let share = state.engagement_of(performer)?.hold.filter(|share| share.0 != 1000)?;
    let Terms::Daily { .. } = terms(state, performer).0 else { return None };
    a_day(state, performer).map(|day| day.scaled(share.0.into(), 1000))
}

/// What a company day off between two paid dates is paid.
#[must_use]
pub fn day_off(state: &State, performer: Performer) -> Money {
    let share = state.engagement_of(performer).and_then(|engagement| engagement.off).unwrap_or_default();
    a_day(state, performer).unwrap_or_default().scaled(share.0.into(), 1000)
}

/// Travel days at each end that are paid by the day, and what one is paid.
#[must_use]
pub fn travel(state: &State, performer: Performer) -> (u32, Money) {
    let none = (0, Money(0));
    let Some(engagement) = state.engagement_of(performer) else { return none };
    let Terms::Daily { .. } = terms(state, performer).0 else { return none };
    let share = travel_share(engagement);
    let day = a_day(state, performer).unwrap_or_default();
    (engagement.travel_days, day.scaled(share, 1000))
}

fn travel_share(engagement: &Engagement) -> i64 {
    engagement.travel_pay.map_or(1000, |share| share.0.into())
}

/// Thousandths of days that travel at both ends comes to.
fn milli_travel(state: &State, performer: Performer) -> i64 {
    let engagement = state.engagement_of(performer);
    engagement.map_or(0, |engagement| 2 * i64::from(engagement.travel_days) * travel_share(engagement))
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

/// May the performer be dropped once, wherever that is best? As typed, else day performers only; not when a drop was
/// agreed.
#[must_use]
pub fn may_drop(state: &State, performer: Performer) -> bool {
    if agreed_drop(state, performer).is_some() {
        return false;
    }
    let typed = state.engagement_of(performer).and_then(|engagement| engagement.drop);
    typed.unwrap_or(matches!(terms(state, performer).0, Terms::Daily { .. }))
}

/// The drop that was agreed: its last work date and its pick-up date.
#[must_use]
pub fn agreed_drop(state: &State, performer: Performer) -> Option<(Date, Date)> {
    let drop = state.engagement_of(performer)?.dropped?;
    Some((drop.first, drop.last))
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

/// Is pay by the week?
pub(crate) fn is_weekly(state: &State, performer: Performer) -> bool {
    matches!(terms(state, performer).0, Terms::Weekly { .. } | Terms::Guarantee { .. })
}

/// The terms, typed or the production's day rate, and where they come from.
pub(crate) fn terms(state: &State, performer: Performer) -> (Terms, Source) {
    let engagement = state.engagement_of(performer);
    let typed = engagement.and_then(|e| Some((e.terms?, Source::of(true, e.confirmed))));
    typed.unwrap_or_else(|| {
        let (rate, source) = state.production.prices.cast_day();
        (Terms::Daily { rate }, source)
    })
}

/// Fringes on the pay, per mille.
pub(crate) fn fringe(state: &State, performer: Performer) -> i64 {
    let own = state.engagement_of(performer).and_then(|engagement| engagement.fringe);
    own.or(state.production.prices.fringe).map_or(0, |fringe| fringe.0.into())
}

/// Days of the main unit's work week.
fn week(state: &State) -> i64 {
    state.main_unit().map_or(5, |main| main.calendar.days_a_week().into())
}

/// Company days off that are between two paid dates which no counting date parts: how many, on the later date.
#[must_use]
pub fn days_off(paid: &[Date], counting: &[Date]) -> Vec<(Date, u32)> {
    let apart = |from: Date, to: Date| counting.iter().any(|date| from < *date && *date < to);
    let pairs = paid.windows(2).map(|pair| (pair[0], pair[1]));
    let together = pairs.filter(|(from, to)| !apart(*from, *to));
    let between = together.map(|(from, to)| (to, u32::try_from(calendar_days(from, to) - 1).unwrap_or(0)));
    between.filter(|(_, days)| *days > 0).collect()
}

/// Travel days that a chart shows at each end.
const MOST_TRAVEL_SHOWN: i32 = 14;

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
    let drop = match agreed_drop(state, payee) {
        Some(agreed) => kept_drop(schedule, payee, agreed, &work, findings),
        None if may_drop(state, payee) => best_drop(&work, &schedule.counting, drop_gap(state)),
        None => None,
    };
    let dates = paid_dates(&work, &schedule.counting, drop);
    let source = source(state, payee);
    let subject = Subject::Performer(payee);
    let mut codes = BTreeMap::new();
    let hold = hold_day(state, payee);
    for (&date, even) in dates.iter().zip(spread(total(state, payee, dates.len()), dates.len())) {
        let kind = kinds.get(&date);
        let rule = if kind.is_some() { Rule::Pay } else { Rule::Hold };
        let amount = hold.filter(|_| kind.is_none()).unwrap_or(even);
        findings.pay(CostItem { rule, subject, date, quantity: 1, rate: amount, amount, source });
        codes.insert(date, kind.map_or(DayCode::Hold, |kind| code(*kind)));
        paid.paid_days += 1;
        paid.hold_days += u32::from(kind.is_none());
    }
    for (date, days) in days_off(&dates, &schedule.counting) {
        let rate = day_off(state, payee);
        let (quantity, amount) = (i64::from(days), rate.scaled(days.into(), 1));
        let rule = Rule::DayOff;
        findings.pay(CostItem { rule, subject, date, quantity, rate, amount, source });
    }
    if let Some((from, to)) = drop.filter(|(from, to)| kinds.contains_key(from) && kinds.contains_key(to)) {
        codes.insert(from, DayCode::WorkDrop);
        codes.insert(to, DayCode::PickUp);
    }
    if let Some((from, to)) = drop {
        let inside = schedule.counting_between(from, to);
        let engaged = work.first().copied().zip(work.last().copied());
        let inside = inside.filter(|date| engaged.is_some_and(|(first, last)| first < *date && *date < last));
        codes.extend(inside.map(|date| (date, DayCode::Dropped)));
    }
    travel_at_the_ends(schedule, payee, &work, findings, &mut codes);
    paid.codes.insert(payee, codes);
}

/// The agreed drop, unless the performer works inside it on this board: then none is made, and a flag says so.
fn kept_drop(
    schedule: &Schedule<'_>,
    payee: Performer,
    (from, to): (Date, Date),
    work: &[Date],
    findings: &mut Findings,
) -> Option<(Date, Date)> {
    let state = schedule.state;
    let inside = |date: &Date| from < *date && *date < to;
    if !work.iter().any(inside) {
        return Some((from, to));
    }
    let name = state.performer_name(payee);
    let days = schedule.days.iter().filter(|day| inside(&day.date));
    let days: Vec<_> = days.filter(|day| !day.sheets_with(state, payee).is_empty()).collect();
    let sheets = days.iter().flat_map(|day| day.sheets_with(state, payee)).collect();
    let count = work.iter().filter(|date| inside(date)).count();
    findings.broken(
        state,
        Broken {
            rule: Rule::Drop,
            sheets,
            performers: vec![payee],
            days,
            what: format!(
                "{name} was dropped after {from} and is picked up on {to}, and works on {count} dates between: every date is paid"
            ),
            remedy: format!("move the work of {name} out of the gap, or change what was agreed"),
        },
    );
    None
}

/// Travel days: paid on the first and the last work date when the terms are daily, shown on the dates before and after.
fn travel_at_the_ends(
    schedule: &Schedule<'_>,
    payee: Performer,
    work: &[Date],
    findings: &mut Findings,
    codes: &mut BTreeMap<Date, DayCode>,
) {
    let state = schedule.state;
    let Some(engagement) = state.engagement_of(payee).filter(|e| e.travel_days > 0) else { return };
    let (Some(first), Some(last)) = (work.first(), work.last()) else { return };
    let (days, rate) = travel(state, payee);
    let quantity = i64::from(days);
    let (rule, subject, amount) = (Rule::Travel, Subject::Performer(payee), rate.scaled(quantity, 1));
    let source = source(state, payee);
    for &date in [first, last] {
        findings.pay(CostItem { rule, subject, date, quantity, rate, amount, source });
    }
    let mut away = Vec::new();
    for days in 1..=i32::try_from(engagement.travel_days).unwrap_or(i32::MAX).min(MOST_TRAVEL_SHOWN) {
        for date in [first.checked_sub(days.days()), last.checked_add(days.days())].into_iter().flatten() {
            codes.entry(date).or_insert(DayCode::Travel);
            away.extend((!engagement.is_available(date)).then_some(date));
        }
    }
    if away.is_empty() {
        return;
    }
    let name = state.performer_name(payee);
    away.sort_unstable();
    let dates = away.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let at_ends = schedule.days.iter().filter(|day| day.date == *first || day.date == *last);
    findings.broken(
        state,
        Broken {
            rule: Rule::TravelDates,
            sheets: Vec::new(),
            performers: vec![payee],
            days: at_ends.collect(),
            what: format!("{name} travels on {dates} and is not available"),
            remedy: format!("shoot {name} on other dates, or change the travel days"),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, on_days, paid, said, unengaged};
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

    #[test]
    fn a_hold_share_of_daily_terms() {
        let mut film = Film::new();
        let [a, b, other] = [60; 3].map(|minutes| film.strip(minutes));
        let mara = film.actor("MARA", daily(101), &[a, b]);
        film.engagement(mara).hold = Some(PerMille(500));
        // 101 on the two work dates, 50.50 on each of the two between.
        let days: [&[SheetId]; 4] = [&[a], &[other], &[other], &[b]];
        let verdict = film.judge(&days);
        assert_eq!((paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)), (202, 101));
        let of_hold = verdict.items.iter().filter(|item| item.rule == Rule::Hold).map(|item| item.amount.0);
        assert_eq!(of_hold.collect::<Vec<_>>(), [5_050, 5_050]);
        film.engagement(mara).terms = Some(Terms::Weekly { rate: Money::whole(500) });
        assert_eq!(paid(&film.judge(&days), Rule::Hold), 250, "a week is a week");
    }

    #[test]
    fn days_off_between_paid_dates_but_not_inside_a_drop() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let mara = film.actor("MARA", daily(100), &[a, b]);
        film.engagement(mara).off = Some(PerMille(500));
        // Friday to Monday: the Saturday and the Sunday, on the Monday.
        let verdict = film.judge(&on_days(&[(4, &[a]), (5, &[b])]));
        assert_eq!(paid(&verdict, Rule::DayOff), 100);
        let item = verdict.items.iter().find(|item| item.rule == Rule::DayOff).unwrap();
        assert_eq!((item.date, item.quantity, item.rate), (DAY[5], 2, Money::whole(50)));
        // Dropped from Monday to Friday of the next week.
        let dropped = film.judge(&on_days(&[(0, &[a]), (9, &[b])]));
        assert_eq!((paid(&dropped, Rule::DayOff), paid(&dropped, Rule::Hold)), (0, 0));
        film.engagement(mara).drop = Some(false);
        let held = film.judge(&on_days(&[(0, &[a]), (9, &[b])]));
        assert_eq!((paid(&held, Rule::DayOff), paid(&held, Rule::Hold)), (100, 800));
    }

    #[test]
    fn travel_days_by_the_day_and_by_the_week() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let mara = film.actor("MARA", daily(100), &[a, b]);
        film.engagement(mara).travel_days = 2;
        film.engagement(mara).travel_pay = Some(PerMille(750));
        let verdict = film.judge(&on_days(&[(1, &[a]), (2, &[b])]));
        // Two days of 75 on the first work date, and on the last.
        let items: Vec<_> = verdict.items.iter().filter(|item| item.rule == Rule::Travel).collect();
        let told: Vec<_> = items.iter().map(|item| (item.date, item.quantity, item.amount.0)).collect();
        assert_eq!(told, [(DAY[1], 2, 15_000), (DAY[2], 2, 15_000)]);
        let codes = &verdict.performers[&Performer::Engaged(mara)];
        let travel = codes.iter().filter(|(_, code)| **code == DayCode::Travel).map(|(date, _)| *date);
        let sunday = jiff::civil::date(2027, 1, 3);
        assert_eq!(travel.collect::<Vec<_>>(), [sunday, DAY[0], DAY[3], DAY[4]]);
        assert!(said(&verdict, Rule::TravelDates).is_empty());
        film.engagement(mara).unavailable = vec![domain::DateRange { first: sunday, last: sunday }];
        assert_eq!(
            said(&film.judge(&on_days(&[(1, &[a]), (2, &[b])])), Rule::TravelDates),
            ["MARA travels on 2027-01-03 and is not available"]
        );
        // By the week: two dates worked and four travelled are six paid dates: 6/5 of 500 and a quarter less of travel.
        film.engagement(mara).terms = Some(Terms::Weekly { rate: Money::whole(500) });
        let total = |film: &Film| total(&film.state, Performer::Engaged(mara), 2).0;
        assert_eq!(total(&film), 50_000, "2 + 4 × 0.75 is a week");
        film.engagement(mara).travel_pay = None;
        assert_eq!(total(&film), 60_000);
        film.engagement(mara).terms = Some(Terms::Guarantee { rate: Money::whole(500), weeks: 2 });
        assert_eq!(total(&film), 100_000, "inside the guarantee travel costs nothing more");
    }

    #[test]
    fn a_drop_that_was_agreed_is_the_only_one() {
        let mut film = Film::new();
        let [a, b, c] = [60; 3].map(|minutes| film.strip(minutes));
        let mara = film.actor("MARA", daily(100), &[a, b, c]);
        // Agreed between days 1 and 10; the gap from day 10 to day 25 would take away more.
        film.engagement(mara).dropped = Some(domain::DateRange { first: DAY[0], last: DAY[9] });
        let days = |film: &Film, b_on: usize| film.judge(&on_days(&[(0, &[a]), (b_on, &[b]), (25, &[c])]));
        let agreed = days(&film, 9);
        assert_eq!((paid(&agreed, Rule::Pay), paid(&agreed, Rule::Hold)), (300, 1_500));
        assert!(said(&agreed, Rule::Drop).is_empty());
        assert_eq!(agreed.performers[&Performer::Engaged(mara)][&DAY[9]], DayCode::PickUp);
        // Picked up and not used for two days: they are paid.
        let later = days(&film, 11);
        assert_eq!((paid(&later, Rule::Pay), paid(&later, Rule::Hold)), (300, 1_500));
        let inside = days(&film, 4);
        assert_eq!((paid(&inside, Rule::Pay), paid(&inside, Rule::Hold)), (300, 2_300));
        assert_eq!(
            said(&inside, Rule::Drop),
            [
                "MARA was dropped after 2027-01-04 and is picked up on 2027-01-15, and works on 1 dates between: every date is paid"
            ]
        );
        film.engagement(mara).dropped = None;
        assert_eq!(paid(&days(&film, 9), Rule::Hold), 800, "the best gap");
    }
}

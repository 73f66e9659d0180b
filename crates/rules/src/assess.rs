//! One judgement from all rules.

use domain::{Board, DayKind, Money, PageEighths, Source, State, UnitKind};

use crate::findings::Findings;
use crate::schedule::{Day, Schedule};
use crate::verdict::{DayVerdict, Measures, StripClock, Verdict};
use crate::work::Work;
use crate::{
    availability, cast_overtime, clearance, consent, crew, direct, elements, expected, light, locations,
    meals, minors, minutes, moves, order, pay, pins, readiness, rest, rest_after, sixth_day, stunt_week,
    stunts, training, unplaced,
};

/// Judges a board: what it breaks, what it costs, and why.
#[must_use]
pub fn assess(state: &State, board: &Board) -> Verdict {
    let schedule = Schedule::new(state, board);
    let work = Work::of(&schedule);
    let mut findings = Findings::default();
    crew::judge(&schedule, &mut findings);
    minutes::judge(&schedule, &mut findings);
    moves::judge(&schedule, &mut findings);
    meals::judge(&schedule, &mut findings);
    cast_overtime::judge(&schedule, &mut findings);
    sixth_day::judge(&schedule, &mut findings);
    direct::judge(&schedule, &mut findings);
    light::judge(&schedule, &mut findings);
    rest::judge(&schedule, &mut findings);
    minors::judge(&schedule, &mut findings);
    let visits = locations::judge(&schedule, &mut findings);
    let mut pay = pay::judge(&schedule, &work, &mut findings);
    training::judge(&schedule, &mut pay, &mut findings);
    let (elements, background) = elements::judge(&schedule, &mut findings);
    availability::judge(&schedule, &mut findings);
    order::judge(&schedule, &mut findings);
    pins::judge(&schedule, &mut findings);
    stunts::judge(&schedule, &mut findings);
    readiness::judge(&schedule, &mut findings);
    rest_after::judge(&schedule, &mut findings);
    stunt_week::judge(&schedule, &mut findings);
    consent::judge(&schedule, &mut findings);
    clearance::judge(&schedule, &mut findings);
    unplaced::judge_drafts(&schedule, &mut findings);
    let boneyard = unplaced::judge(&schedule, board, &mut findings);

    let cost: Money = findings.items.iter().map(|item| item.amount).sum();
    let expected = expected::judge(&schedule, cost, &mut findings);
    let flags = findings.take_flags();
    let (cast_days, hold_days) = (pay.paid_days, pay.hold_days);
    let measures = Measures { visits, boneyard, cast_days, hold_days, ..measure(&schedule) };
    let days = schedule.days.iter().map(|day| day_verdict(state, day, &findings)).collect();
    let mut items = findings.items;
    items.sort_by_key(|item| (item.date, item.rule, item.subject));
    Verdict {
        rule_set: state.production.rule_set().to_owned(),
        days,
        money: items.iter().map(|item| item.source).min().unwrap_or(Source::Confirmed),
        items,
        cost,
        expected,
        flags,
        measures,
        performers: pay.codes,
        elements,
        background,
    }
}

fn day_verdict(state: &State, day: &Day<'_>, findings: &Findings) -> DayVerdict {
    DayVerdict {
        unit: day.unit.id,
        ordinal: day.ordinal,
        date: day.date,
        kind: day.kind,
        call: day.call,
        wrap: day.wrap,
        work: day.work,
        overtime: day.overtime(state),
        moves: day.moves,
        locations: day.locations(),
        eighths: day.eighths(),
        strips: day
            .strips
            .iter()
            .map(|strip| StripClock {
                sheet: strip.sheet.id,
                start: meals::begin(&state.production.day, day.call, strip.start, strip.minutes),
                end: strip.end,
            })
            .collect(),
        halts: day.halts.clone(),
        cost: findings.by_day.get(&(day.unit.id, day.ordinal)).copied().unwrap_or_default(),
        sunrise: day.sunrise,
        sunset: day.sunset,
    }
}

/// What the days alone say.
fn measure(schedule: &Schedule<'_>) -> Measures {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let days = |of: &dyn Fn(&&Day<'_>) -> bool| count(schedule.days.iter().filter(of).count());
    let is_main = |day: &Day<'_>| day.unit.kind == UnitKind::Main;
    Measures {
        days: days(&|day| is_main(day)),
        other_unit_days: days(&|day| day.used && !is_main(day)),
        nights: days(&|day| day.used && day.kind == DayKind::Night),
        splits: days(&|day| day.used && day.kind == DayKind::Split),
        moves: schedule.days.iter().map(|day| day.moves).sum(),
        overtime: schedule.days.iter().map(|day| day.overtime(schedule.state)).sum(),
        strips: count(schedule.days.iter().map(|day| day.strips.len()).sum()),
        eighths: schedule.days.iter().map(Day::eighths).fold(PageEighths(0), |sum, e| sum + e),
        ..Measures::default()
    }
}

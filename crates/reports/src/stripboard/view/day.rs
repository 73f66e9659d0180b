//! A unit's days as the browser draws them: money of the day, halts, rows.

use std::collections::BTreeMap;

use domain::{BannerKind, Date, Money, PinAt, State, UnitKind};
use rules::Halt;

use super::{
    CastView, DayView, FlagNumber, HaltView, InterludeView, MarkView, RowView, StripView, UnitView, severity,
    whole,
};
use crate::Context;
use crate::layout::{Day, Line, UnitDays, halt_words};
use crate::strip::{CastId, Strip};
use crate::words;

/// Money by date, and what each unit's day has of it.
pub(super) struct Spent {
    dates: BTreeMap<Date, Money>,
    others: BTreeMap<Date, Money>,
}

impl Spent {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut dates: BTreeMap<Date, Money> = BTreeMap::new();
        for item in &context.verdict.items {
            *dates.entry(item.date).or_default() += item.amount;
        }
        let main = context.state.main_unit().map(|unit| unit.id);
        let mut others: BTreeMap<Date, Money> = BTreeMap::new();
        for day in context.verdict.days.iter().filter(|day| Some(day.unit) != main) {
            *others.entry(day.date).or_default() += day.cost;
        }
        Self { dates, others }
    }

    fn on(&self, main: bool, day: &Day<'_>) -> Money {
        let Some(date) = date_of(day) else { return Money(0) };
        if !main {
            return day.judged.map(|judged| judged.cost).unwrap_or_default();
        }
        let of = |money: &BTreeMap<Date, Money>| money.get(&date).copied().unwrap_or_default();
        of(&self.dates) - of(&self.others)
    }
}

/// The day's date; where nobody typed a start of the shoot, the one that the judge assumes.
fn date_of(day: &Day<'_>) -> Option<Date> {
    day.date.or(day.judged.map(|judged| judged.date))
}

pub(super) fn unit_view(state: &State, unit: &UnitDays<'_>, spent: &Spent) -> UnitView {
    let main = unit.unit.kind == UnitKind::Main;
    let days = unit.days.iter().map(|day| {
        let cost = spent.on(main, day);
        DayView {
            address: if main { day.number.to_string() } else { format!("{}:{}", unit.unit.name, day.number) },
            name: words::clean(&unit.unit.day_words(day.number - 1, date_of(day))),
            number: day.number,
            date: date_of(day),
            date_words: match (day.date, date_of(day)) {
                (None, Some(date)) => format!("{} (assumed)", words::date(date)),
                (date, _) => date.map(words::date).unwrap_or_default(),
            },
            pages: day.eighths.to_string(),
            eighths: day.eighths.0,
            minutes: day.judged.map_or(0, |judged| judged.work.0),
            overtime: day.judged.map_or(0, |judged| judged.overtime.0),
            clock: day.clock_words(),
            kind: day.judged.map(|judged| judged.kind.label().to_lowercase()).unwrap_or_default(),
            cost: whole(cost),
            cost_cents: cost.0,
            marks: day.marks.iter().map(mark_view).collect(),
            rows: day.lines.iter().map(row_view).collect(),
            halts: day
                .judged
                .iter()
                .flat_map(|judged| &judged.halts)
                .map(|halt| halt_view(state, halt))
                .collect(),
            after: day
                .between(unit)
                .iter()
                .map(|interlude| InterludeView { kind: interlude.class(), words: interlude.words() })
                .collect(),
        }
    });
    UnitView { id: unit.unit.id.0, name: words::clean(&unit.unit.name), main, days: days.collect() }
}

fn halt_view(state: &State, halt: &Halt) -> HaltView {
    let words = halt_words(state, halt);
    HaltView { row: halt.row, words, start: halt.start.to_string(), minutes: halt.minutes.0 }
}

fn mark_view(mark: &crate::flags::DayMark) -> MarkView {
    let numbers = mark.flags.iter().map(|flag| flag.number).collect();
    MarkView { label: mark.label(), severity: severity(mark.severity), numbers }
}

fn row_view(line: &Line<'_>) -> RowView {
    match line {
        Line::Strip(strip) => RowView::Strip(Box::new(strip_view(strip))),
        Line::Banner(banner) => RowView::Banner {
            kind: banner_kind(banner.kind),
            words: words::clean(&banner.text),
            minutes: banner.minutes.0,
        },
    }
}

fn banner_kind(kind: BannerKind) -> &'static str {
    crate::stripboard::banner_row(kind)
}

pub(super) fn strip_view(strip: &Strip<'_>) -> StripView {
    let pin = strip.sheet.pin.as_ref().map(|pin| {
        let at = match pin.at {
            PinAt::Date(date) => words::date(date),
            PinAt::Day(day) => format!("day {day}"),
        };
        format!("pinned to {at} by {}", words::clean(&pin.by))
    });
    StripView {
        sheet: strip.sheet.id.0,
        label: strip.label.clone(),
        colour: strip.colour.class(),
        setting: strip.setting,
        set: strip.set.clone(),
        time: strip.time,
        pages: strip.eighths.to_string(),
        eighths: strip.eighths.0,
        minutes: strip.minutes.0,
        minutes_typed: strip.sheet.minutes.is_some(),
        cast: strip.cast.iter().map(cast_view).collect(),
        synopsis: strip.synopsis.clone(),
        location: strip.location.clone(),
        light: strip.light_word(),
        start: strip.start_words(),
        stunt: strip.stunt,
        background: strip.background,
        pin,
        by_person: strip.by_person(),
        progress: strip.progress(),
        flags: strip
            .shown_flags()
            .iter()
            .map(|flag| FlagNumber { number: flag.number, severity: severity(flag.severity) })
            .collect(),
    }
}

fn cast_view(cast: &CastId) -> CastView {
    CastView { id: cast.id.clone(), name: cast.name.clone(), double: cast.double, watch: cast.watch.clone() }
}

//! A board as reports walk over it: units, their days with dates, what lies between the days, the boneyard.

use domain::{
    Banner, BannerKind, Date, DayKind, DayType, Light, Minutes, PageEighths, Placed, Row, SceneNumber, Sheet,
    SheetId, State, Unit, UnitKind,
};
use jiff::ToSpan;
use rules::{DayVerdict, Halt, HaltReason};

use crate::Context;
use crate::flags::{self, DayMark};
use crate::strip::{CastId, Strip};
use crate::words;

/// What stands on a day that is paid and empty.
pub(crate) const NOTHING: &str = "Nothing is planned for this day.";

/// A day of so many lines may go on overleaf: kept whole, it would leave half a page empty before it.
const MANY_LINES: usize = 8;

/// A board, ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct Layout<'a> {
    /// The main unit first. Only units that have something on the board.
    pub(crate) units: Vec<UnitDays<'a>>,
    /// Strips on no day, in script order.
    pub(crate) boneyard: Vec<Strip<'a>>,
}

/// The days of one unit.
#[derive(Clone, Debug)]
pub(crate) struct UnitDays<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) days: Vec<Day<'a>>,
}

/// One shooting day of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Day<'a> {
    pub(crate) unit: &'a Unit,
    /// From 1, as the board counts it.
    pub(crate) number: usize,
    /// From 1, as paper counts it: without the idle days of a unit that are not paid.
    pub(crate) shown: usize,
    pub(crate) date: Option<Date>,
    pub(crate) judged: Option<&'a DayVerdict>,
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) eighths: PageEighths,
    /// Flags that concern all of it.
    pub(crate) marks: Vec<DayMark>,
    /// What lies between it and the unit's next day.
    pub(crate) after: Vec<Interlude>,
}

/// A line of a day.
#[derive(Clone, Debug)]
pub(crate) enum Line<'a> {
    /// A strip.
    Strip(Box<Strip<'a>>),
    /// A banner.
    Banner(&'a Banner),
}

/// Dates of one kind on which a unit does not shoot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interlude {
    pub(crate) kind: InterludeKind,
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// Why a unit does not shoot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InterludeKind {
    /// The days that the work week leaves free.
    Week,
    /// A typed date.
    Typed(DayType),
}

impl Interlude {
    /// `Week break -- Sat, 6 June 2026 to Sun, 7 June 2026`.
    pub(crate) fn words(self) -> String {
        let what = match self.kind {
            InterludeKind::Week => "Week break",
            InterludeKind::Typed(DayType::Holiday) => "Holiday",
            InterludeKind::Typed(DayType::Travel) => "Travel day",
            InterludeKind::Typed(DayType::Prep) => "Prep day",
            InterludeKind::Typed(DayType::Hiatus) => "Hiatus",
            InterludeKind::Typed(DayType::Off | DayType::Work) => "Day off",
        };
        if self.first == self.last {
            format!("{what} -- {}", words::date(self.first))
        } else {
            format!("{what} -- {} to {}", words::date(self.first), words::date(self.last))
        }
    }

    /// As a style sheet calls it.
    pub(crate) fn class(self) -> &'static str {
        match self.kind {
            InterludeKind::Week => "week",
            InterludeKind::Typed(DayType::Holiday) => "holiday",
            InterludeKind::Typed(_) => "free",
        }
    }
}

impl<'a> Layout<'a> {
    /// The context's board.
    pub(crate) fn new(context: &Context<'a>) -> Self {
        let mut units: Vec<&Unit> = context.state.units.values().collect();
        units.sort_by_key(|unit| (unit.kind != UnitKind::Main, unit.id));
        let units = units.into_iter().map(|unit| UnitDays { unit, days: days_of(context, unit) });
        let boneyard = context.state.boneyard(context.board);
        let by_hand = |sheet: &Sheet| context.board.set_aside.contains(&sheet.id).then_some(Placed::ByPerson);
        Self {
            units: units.filter(|unit| !unit.days.is_empty()).collect(),
            boneyard: boneyard.into_iter().map(|sheet| Strip::new(context, sheet, by_hand(sheet))).collect(),
        }
    }

    /// The same, with the units that have nothing on the board yet: there is room on them too.
    pub(crate) fn all_units(&self, state: &'a State) -> Vec<UnitDays<'a>> {
        let mut units = self.units.clone();
        let known = |unit: &Unit| self.units.iter().any(|days| days.unit.id == unit.id);
        let empty = state.units.values().filter(|unit| !known(unit));
        units.extend(empty.map(|unit| UnitDays { unit, days: Vec::new() }));
        units.sort_by_key(|days| (days.unit.kind != UnitKind::Main, days.unit.id));
        units
    }

    /// All who are on a strip, each once, by board ID.
    pub(crate) fn cast(&self) -> Vec<&CastId> {
        let days = self.units.iter().flat_map(|unit| &unit.days);
        let strips = days.flat_map(Day::strips).chain(&self.boneyard);
        let mut cast: Vec<&CastId> = strips.flat_map(|strip| &strip.cast).collect();
        cast.sort_by_key(|cast| SceneNumber::new(&cast.id));
        cast.dedup_by(|b, a| a.id == b.id);
        cast
    }

    /// Whose number is whose: `1 MARA · 1x MARA (stunt double)`; empty when nobody is on a strip.
    pub(crate) fn cast_words(&self) -> String {
        let names = self.cast().into_iter().map(|cast| format!("{} {}", cast.id, cast.name));
        names.collect::<Vec<_>>().join(" · ")
    }

    /// Somebody on it is to be watched.
    pub(crate) fn watches(&self) -> bool {
        let days = self.units.iter().flat_map(UnitDays::written);
        days.flat_map(Day::strips).chain(&self.boneyard).any(Strip::watches)
    }

    /// More than the main unit shoots.
    pub(crate) fn several_units(&self) -> bool {
        self.units.len() > 1
    }
}

impl<'a> UnitDays<'a> {
    /// The heading of a unit's part, where there are several: `Second -- 2 days, 3 1/8 pages (days count by this unit)`.
    pub(crate) fn title_words(&self) -> String {
        let (days, eighths): (_, PageEighths) =
            (self.written().count(), self.days.iter().map(|day| day.eighths).sum());
        let days = words::count(days as u64, "day");
        let counted = if self.unit.kind == UnitKind::Main { "" } else { " (days count by this unit)" };
        format!("{} -- {days}, {}{counted}", words::clean(&self.unit.name), eighths.in_words())
    }

    /// Days that a report writes: an empty one only where it is paid all the same.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Day<'a>> {
        self.days.iter().filter(|day| !day.lines.is_empty() || self.unit.idle_days_paid())
    }
}

impl<'a> Day<'a> {
    /// Its strips.
    pub(crate) fn strips(&self) -> impl Iterator<Item = &Strip<'a>> {
        self.lines.iter().filter_map(|line| match line {
            Line::Strip(strip) => Some(strip.as_ref()),
            Line::Banner(_) => None,
        })
    }

    /// When nothing is shot before a line, as the clock reckons it; behind the last line as before one more.
    pub(crate) fn halts(&self, line: usize) -> impl Iterator<Item = &Halt> {
        self.judged.iter().flat_map(|judged| &judged.halts).filter(move |halt| halt.row == line)
    }

    /// So few lines that a printed page keeps them together.
    pub(crate) fn is_short(&self) -> bool {
        self.lines.len() < MANY_LINES
    }

    /// As the unit's week is told behind it: what lies between it and the next; nothing behind the last.
    pub(crate) fn between(&self, unit: &UnitDays<'_>) -> &[Interlude] {
        if self.number < unit.days.len() { &self.after } else { &[] }
    }

    /// `End of Day 3 -- Thu, 4 June 2026 -- 4 5/8 pages`, `End of Second unit, Day 1 -- …`.
    pub(crate) fn end_words(&self) -> String {
        let other =
            (self.unit.kind != UnitKind::Main).then(|| format!("{}, ", words::clean(&self.unit.name)));
        let date = self.date.map(|date| format!(" -- {}", words::date(date))).unwrap_or_default();
        format!("End of {}Day {}{date} -- {}", other.unwrap_or_default(), self.shown, self.eighths.in_words())
    }

    /// `est. 10 h 30 (30 min overtime), call 07:00, wrap 18:00`, and NIGHT or SPLIT before it; empty when
    /// nothing is shot.
    pub(crate) fn clock_words(&self) -> String {
        let Some(day) = self.judged.filter(|day| day.work.0 > 0) else { return String::new() };
        let kind = match day.kind {
            DayKind::Day => String::new(),
            kind => format!("{} -- ", kind.label()),
        };
        let overtime = match day.overtime {
            Minutes(0) => String::new(),
            overtime => format!(" ({} overtime)", words::minutes(overtime)),
        };
        format!("{kind}est. {}{overtime}, call {}, wrap {}", words::minutes(day.work), day.call, day.wrap)
    }
}

/// Why nothing is shot.
pub(crate) fn halt_words(state: &State, halt: &Halt) -> String {
    match halt.why {
        HaltReason::Move(location) => match state.locations.get(&location) {
            Some(location) => format!("Company move to {}", words::clean(&location.name)),
            None => "Company move".to_owned(),
        },
        HaltReason::Light(light) => format!("Waiting for {}", domain::resolve::keyword(light, &Light::NAMES)),
        HaltReason::Meal if halt.within => "Meal, during the above".to_owned(),
        HaltReason::Meal => "Meal".to_owned(),
    }
}

/// The same with its minutes, as paper says it.
pub(crate) fn halt_line(state: &State, halt: &Halt) -> String {
    format!("{} ({}, reckoned)", halt_words(state, halt), words::minutes(halt.minutes))
}

/// What a banner says: its kind, its words, its minutes.
pub(crate) fn banner_words(banner: &Banner) -> String {
    let kind = match banner.kind {
        BannerKind::Move => "Company move",
        BannerKind::Meal => "Meal",
        BannerKind::Travel => "Travel",
        BannerKind::Note => "Note",
    };
    let text = words::clean(&banner.text);
    let words = if text.is_empty() { kind.to_owned() } else { format!("{kind}: {text}") };
    if banner.minutes.0 > 0 { format!("{words} ({})", words::minutes(banner.minutes)) } else { words }
}

fn days_of<'a>(context: &Context<'a>, unit: &'a Unit) -> Vec<Day<'a>> {
    let dates = context.state.board_dates(context.board, unit);
    let days = context.board.days(unit.id);
    days.iter()
        .map(|day| {
            let lines: Vec<Line<'a>> = day.rows.iter().filter_map(|row| line(context, row)).collect();
            let date = dates.get(day.ordinal).copied();
            let next = dates.get(day.ordinal + 1).copied();
            let mut day = Day {
                unit,
                number: day.ordinal + 1,
                shown: shown(context, unit, day.ordinal),
                date,
                judged: context
                    .verdict
                    .days
                    .iter()
                    .find(|judged| judged.unit == unit.id && judged.ordinal == day.ordinal),
                lines,
                eighths: PageEighths(0),
                marks: flags::on_day(context, (unit.id, day.ordinal)),
                after: date.zip(next).map(|(date, next)| between(unit, date, next)).unwrap_or_default(),
            };
            day.eighths = day.strips().map(|strip| strip.eighths).sum();
            day
        })
        .collect()
}

/// The number of a unit's day (from 0) on paper, from 1: idle days that are not paid are not counted.
pub(crate) fn shown(context: &Context<'_>, unit: &Unit, ordinal: usize) -> usize {
    let days = context.board.days(unit.id).into_iter().take(ordinal + 1);
    days.filter(|day| unit.idle_days_paid() || !day.rows.is_empty()).count()
}

fn line<'a>(context: &Context<'a>, row: &'a Row) -> Option<Line<'a>> {
    match row {
        Row::Strip { sheet, placed } => {
            let sheet = context.state.sheets.get(sheet)?;
            Some(Line::Strip(Box::new(Strip::new(context, sheet, Some(*placed)))))
        }
        Row::Banner(banner) => Some(Line::Banner(banner)),
        Row::DayBreak => None,
    }
}

/// The dates strictly between two shooting dates, those of one kind together.
fn between(unit: &Unit, date: Date, next: Date) -> Vec<Interlude> {
    let mut interludes: Vec<Interlude> = Vec::new();
    let mut day = date;
    while let Ok(following) = day.checked_add(1.days()) {
        if following >= next {
            break;
        }
        let kind = match unit.calendar.typed.get(&following) {
            Some(typed) => InterludeKind::Typed(*typed),
            None => InterludeKind::Week,
        };
        match interludes.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.last = following,
            None => interludes.push(Interlude { kind, first: following, last: following }),
        }
        day = following;
    }
    interludes
}

/// The day on which a sheet is shot, as the judge laid it out.
pub(crate) fn day_of<'a>(context: &Context<'a>, sheet: SheetId) -> Option<&'a DayVerdict> {
    context.verdict.days.iter().find(|day| day.strips.iter().any(|strip| strip.sheet == sheet))
}

/// `day 3`, `Second unit day 1`: as paper counts it, beside its date.
pub(crate) fn day_words(context: &Context<'_>, day: &DayVerdict) -> String {
    let Some(unit) = context.state.units.get(&day.unit) else { return String::new() };
    let number = shown(context, unit, day.ordinal);
    if unit.kind == UnitKind::Main {
        return format!("day {number}");
    }
    format!("{} day {number}", words::clean(&unit.name))
}

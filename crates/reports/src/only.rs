//! What a report is narrowed to: a sheet, a category, days.

use domain::{Category, Date, Refusal, SheetId, UnitId, UnitKind};

use crate::Context;
use crate::layout::{Day, UnitDays};

/// What a report is narrowed to; by default to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// One sheet: breakdown sheets.
    pub sheet: Option<SheetId>,
    /// One subject: day-out-of-days and element list.
    pub subject: Option<Subject>,
    /// One day: call sheet.
    pub day: Option<CallDay>,
}

/// Which day's call sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallDay {
    /// The main unit's n-th shooting day, from 1.
    Number(usize),
    /// All units that shoot on the date.
    Date(Date),
}

/// What a chart or a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Everything but the cast.
    All,
    /// The cast.
    Cast,
    /// Background groups.
    Background,
    /// Real places.
    Locations,
    /// Elements of a category.
    Elements(Category),
}

impl Subject {
    /// The subject that people call so.
    ///
    /// # Errors
    /// Unknown names, with those that exist.
    pub fn named(text: &str) -> Result<Self, Refusal> {
        let mut names = vec![
            ("all", Self::All),
            ("cast", Self::Cast),
            ("background", Self::Background),
            ("locations", Self::Locations),
        ];
        names.extend(Category::ALL.map(|(key, _, category)| (key, Self::Elements(category))));
        domain::resolve::by_keyword("category", text, &names)
    }

    /// Does the subject hold the elements of a category?
    pub(crate) fn holds(self, category: Category) -> bool {
        self == Self::All || self == Self::Elements(category)
    }

    /// Does the subject hold background?
    pub(crate) fn holds_background(self) -> bool {
        matches!(self, Self::All | Self::Background)
    }

    /// As a heading calls it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::All => "all categories",
            Self::Cast => "cast",
            Self::Background => "background",
            Self::Locations => "locations",
            Self::Elements(category) => category.label(),
        }
    }
}

impl Only {
    /// The days of a board that a call sheet is wanted for, by date; days without strips have none.
    ///
    /// # Errors
    /// No such day, with those that there are.
    pub fn days(&self, context: &Context<'_>) -> Result<Vec<(UnitId, usize)>, Refusal> {
        let main = context.state.main_unit().map(|unit| unit.id);
        let shot = context.verdict.days.iter().filter(|day| !day.strips.is_empty());
        let found: Vec<(UnitId, usize)> = shot
            .filter(|day| match self.day {
                None => true,
                Some(CallDay::Number(number)) => Some(day.unit) == main && day.ordinal + 1 == number,
                Some(CallDay::Date(date)) => day.date == date,
            })
            .map(|day| (day.unit, day.ordinal))
            .collect();
        match self.day {
            Some(wanted) if found.is_empty() => Err(no_day(context, wanted)),
            _ => Ok(found),
        }
    }

    pub(crate) fn wants(wanted: &[(UnitId, usize)], unit: &UnitDays<'_>, day: &Day<'_>) -> bool {
        wanted.contains(&(unit.unit.id, day.number - 1))
    }
}

fn no_day(context: &Context<'_>, wanted: CallDay) -> Refusal {
    let what = match wanted {
        CallDay::Number(number) => format!("nothing is shot on day {number} of the main unit"),
        CallDay::Date(date) => format!("nothing is shot on {date}"),
    };
    let units = &context.state.units;
    let is_main = |unit: UnitId| units.get(&unit).is_some_and(|unit| unit.kind == UnitKind::Main);
    let shot = context.verdict.days.iter().filter(|day| !day.strips.is_empty());
    let remedy = match wanted {
        CallDay::Number(_) => {
            let days: Vec<usize> = shot.filter(|day| is_main(day.unit)).map(|day| day.ordinal + 1).collect();
            days.first().zip(days.last()).map(|(first, last)| format!("name a day from {first} to {last}"))
        }
        CallDay::Date(_) => {
            let dates: Vec<Date> = shot.map(|day| day.date).collect();
            let ends = dates.first().zip(dates.last());
            ends.map(|(first, last)| format!("name a shooting date from {first} to {last}"))
        }
    };
    Refusal { what, remedy: remedy.or(Some("this board has no shooting day".into())) }
}

//! Units and their calendars: which dates are shot on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::{Date, Money, UnitId};

/// First to last date, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateRange {
    /// First date.
    pub first: Date,
    /// Last date.
    pub last: Date,
}

impl DateRange {
    /// Does the range hold the date?
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// Its dates, ascending.
    pub fn dates(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.last;
        self.first.series(1.day()).take_while(move |date| *date <= last)
    }
}

/// The fewest ranges that hold these dates and no other.
#[must_use]
pub fn ranges(dates: &BTreeSet<Date>) -> Vec<DateRange> {
    let mut ranges: Vec<DateRange> = Vec::new();
    for date in dates.iter().copied() {
        match ranges.last_mut().filter(|last| last.last.tomorrow().is_ok_and(|next| next == date)) {
            Some(last) => last.last = date,
            None => ranges.push(DateRange { first: date, last: date }),
        }
    }
    ranges
}

/// What a date is for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayType {
    /// Shot on, whatever the weekday.
    Work,
    /// Not shot on.
    Off,
    /// Not shot on: a public holiday.
    Holiday,
    /// The company travels.
    Travel,
    /// Preparation.
    Prep,
    /// The company is sent home.
    Hiatus,
}

impl DayType {
    /// All types, as facts spell them.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("work", Self::Work),
        ("off", Self::Off),
        ("holiday", Self::Holiday),
        ("travel", Self::Travel),
        ("prep", Self::Prep),
        ("hiatus", Self::Hiatus),
    ];
}

/// Typed dates over a work week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Shooting days of a week, Monday first.
    pub work_week: [bool; 7],
    /// Dates that are not what their weekday says.
    pub typed: BTreeMap<Date, DayType>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { work_week: [true, true, true, true, true, false, false], typed: BTreeMap::new() }
    }
}

impl Calendar {
    /// What the date is.
    #[must_use]
    pub fn day_type(&self, date: Date) -> DayType {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).expect("0 to 6");
        self.typed.get(&date).copied().unwrap_or(if self.work_week[weekday] {
            DayType::Work
        } else {
            DayType::Off
        })
    }

    /// Shooting dates from `start` on, as long as there are any: at most ten years ahead.
    pub fn shooting_dates(&self, start: Date) -> impl Iterator<Item = Date> + '_ {
        (0..3660)
            .map_while(move |ahead: i32| start.checked_add(ahead.days()).ok())
            .filter(|date| self.day_type(*date) == DayType::Work)
    }

    /// Days of the work week, at least 1.
    #[must_use]
    pub fn days_a_week(&self) -> u32 {
        self.work_week.iter().map(|works| u32::from(*works)).sum::<u32>().max(1)
    }
}

/// A date in words: `Wed 6 Jan 2027`.
#[must_use]
pub fn date_words(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// The first Monday on or after a date: where a shoot begins when nobody said so.
#[must_use]
pub fn monday_from(date: Date) -> Date {
    (0..7)
        .filter_map(|ahead: i32| date.checked_add(ahead.days()).ok())
        .find(|d| d.weekday() == Weekday::Monday)
        .unwrap_or(date)
}

/// Which kind of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// The main unit: exactly one.
    Main,
    /// A second unit.
    Second,
    /// A stunt unit.
    Stunt,
}

impl UnitKind {
    /// All kinds, as facts spell them.
    pub const NAMES: [(&'static str, Self); 3] =
        [("main", Self::Main), ("second", Self::Second), ("stunt", Self::Stunt)];
}

/// A shooting unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// Name on the board.
    pub name: String,
    /// Main, second or stunt.
    pub kind: UnitKind,
    /// Its dates.
    pub calendar: Calendar,
    /// Its first possible shooting date; the production's start if none.
    pub start: Option<Date>,
    /// Its crew's cost a day; the production's price if none.
    pub crew_day: Option<Money>,
}

impl Unit {
    /// Is a day between its first and last day paid when nothing is shot? Only the main unit stays engaged.
    #[must_use]
    pub fn idle_days_paid(&self) -> bool {
        self.kind == UnitKind::Main
    }

    /// A day of the unit (from 0) in a few words: `day 3`; of another unit than the main one `Second unit Tue 12 Jan`.
    ///
    /// The days of another unit are dates on which it may shoot, and it seldom shoots on all of them: their numbers
    /// would say what nobody counts. Without a date it is `Second unit day 5`.
    #[must_use]
    pub fn day_words(&self, ordinal: usize, date: Option<Date>) -> String {
        self.other_day(ordinal, date, "%a %-d %b").unwrap_or_else(|| format!("day {}", ordinal + 1))
    }

    /// The same with the year, and with the main unit's date too: `day 3 (Wed 6 Jan 2027)`,
    /// `Second unit Tue 12 Jan 2027`.
    #[must_use]
    pub fn dated_day_words(&self, ordinal: usize, date: Option<Date>) -> String {
        self.other_day(ordinal, date, "%a %-d %b %Y").unwrap_or_else(|| {
            let date = date.map(|date| format!(" ({})", date_words(date)));
            format!("day {}{}", ordinal + 1, date.unwrap_or_default())
        })
    }

    fn other_day(&self, ordinal: usize, date: Option<Date>, format: &str) -> Option<String> {
        let day =
            || date.map_or_else(|| format!("day {}", ordinal + 1), |date| date.strftime(format).to_string());
        (self.kind != UnitKind::Main).then(|| format!("{} {}", self.name, day()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn typed_dates_win_over_the_week() {
        let mut calendar = Calendar::default();
        calendar.typed.insert(date(2027, 5, 5), DayType::Holiday);
        calendar.typed.insert(date(2027, 5, 8), DayType::Work);
        let dates: Vec<_> = calendar.shooting_dates(date(2027, 5, 3)).take(6).collect();
        assert_eq!(dates, [3, 4, 6, 7, 8, 10].map(|day| date(2027, 5, day)));
        assert_eq!(monday_from(date(2027, 5, 5)), date(2027, 5, 10));
    }
}

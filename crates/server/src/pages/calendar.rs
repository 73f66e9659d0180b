//! Months of a shoot as a grid of dates, each a button that says whether somebody or some place can be had.

use std::collections::BTreeSet;

use domain::{Date, State};
use jiff::ToSpan;

/// A shoot of more months than this is cut: a page, not a year planner.
const MONTHS: usize = 18;

/// A calendar of somebody or some place.
pub(crate) struct Calendar {
    /// As commands name them.
    pub(crate) name: String,
    pub(crate) whose: Dates,
    pub(crate) months: Vec<Month>,
}

/// Dates dates these are: a person says that they cannot, a place is not to be had.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    Person,
    Place,
}

impl Dates {
    /// On a date that is taken away.
    pub(crate) fn cannot(self) -> &'static str {
        match self {
            Self::Person => "cannot",
            Self::Place => "not available",
        }
    }

    /// On a date that nobody named.
    pub(crate) fn outside(self) -> &'static str {
        match self {
            Self::Person => "outside the dates on which they can",
            Self::Place => "outside the dates on which it is available",
        }
    }

    /// What a click says of a date.
    pub(crate) fn says(self, cannot: bool) -> &'static str {
        match (self, cannot) {
            (Self::Person, false) => "They cannot",
            (Self::Person, true) => "They can after all",
            (Self::Place, false) => "Not available",
            (Self::Place, true) => "Available after all",
        }
    }

    /// What letters and signs mean, and what a click does.
    pub(crate) fn legend(self) -> String {
        let codes = match self {
            Self::Person => "W works, H hold, R rehearsal, T travels",
            Self::Place => "W is shot at",
        };
        let click = match self {
            Self::Person => "A click says that they cannot, or can after all.",
            Self::Place => "A click says that it is not available, or is after all.",
        };
        format!("{codes}, ✕ {}, – {}. {click}", self.cannot(), self.outside())
    }
}

/// A month: weeks of seven dates, Monday first.
pub(crate) struct Month {
    pub(crate) title: String,
    pub(crate) weeks: Vec<Vec<Option<Cell>>>,
}

/// A date of a month.
pub(crate) struct Cell {
    pub(crate) date: Date,
    /// `Mon, 20 September 2027`.
    pub(crate) words: String,
    pub(crate) day: Day,
}

/// What is known of a date.
pub(crate) struct Day {
    /// What the newest board has on it: W, H, R, T, or nothing.
    pub(crate) code: &'static str,
    /// Somebody said that they cannot.
    pub(crate) cannot: bool,
    /// It is not among the dates on which they can.
    pub(crate) outside: bool,
}

impl Day {
    /// Whether they can: ✕ where they cannot; – where nobody said that they can.
    pub(crate) fn mark(&self) -> &'static str {
        match (self.cannot, self.outside) {
            (true, _) => "✕",
            (false, true) => "–",
            (false, false) => "",
        }
    }

    /// Code and mark in words.
    pub(crate) fn words(&self, whose: Dates) -> String {
        let does = match self.code {
            "W" if whose == Dates::Place => "is shot at",
            "W" => "works",
            "H" => "hold",
            "R" => "rehearsal",
            "T" => "travels",
            _ => "",
        };
        let can = match (self.cannot, self.outside) {
            (true, _) => whose.cannot(),
            (false, true) => whose.outside(),
            (false, false) => "",
        };
        match (does, can) {
            ("", "") => "free".to_owned(),
            (one, "") | ("", one) => one.to_owned(),
            (does, can) => format!("{does}, but {can}"),
        }
    }
}

/// The months of the shoot: from its start, or the first date of use before it, to the last date of use, or on which
/// they cannot. What they cannot before it would only hide it.
pub(crate) fn calendar(
    state: &State,
    (whose, name): (Dates, &str),
    used: impl Iterator<Item = Date>,
    cannot: &BTreeSet<Date>,
    day: impl Fn(Date) -> Day,
) -> Calendar {
    let start = state.production.start.unwrap_or(rules::schedule::DEFAULT_START);
    let (mut first, mut last) = (start, start);
    for date in used {
        (first, last) = (first.min(date), last.max(date));
    }
    let last = cannot.last().map_or(last, |date| last.max(*date));
    let mut months = Vec::new();
    let mut month = first.first_of_month();
    while month <= last && months.len() < MONTHS {
        months.push(one(month, &day));
        let Ok(next) = month.checked_add(1.month()) else { break };
        month = next;
    }
    Calendar { name: name.to_owned(), whose, months }
}

fn one(first: Date, day: &impl Fn(Date) -> Day) -> Month {
    let before = first.weekday().to_monday_zero_offset();
    let mut cells: Vec<Option<Cell>> = (0..before).map(|_| None).collect();
    for number in 1..=first.days_in_month() {
        let Ok(date) = first.with().day(number).build() else { continue };
        let words = date.strftime("%a, %-d %B %Y").to_string();
        cells.push(Some(Cell { date, words, day: day(date) }));
    }
    let mut weeks: Vec<Vec<Option<Cell>>> = Vec::new();
    for cell in cells {
        match weeks.last_mut().filter(|week| week.len() < 7) {
            Some(week) => week.push(cell),
            None => weeks.push(vec![cell]),
        }
    }
    if let Some(week) = weeks.last_mut() {
        week.resize_with(7, || None);
    }
    Month { title: first.strftime("%B %Y").to_string(), weeks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_says_what_is_done_and_whether_it_can_be() {
        let words = |code, cannot, outside| Day { code, cannot, outside }.words(Dates::Person);
        assert_eq!(words("", false, false), "free");
        assert_eq!(words("W", false, false), "works");
        assert_eq!(words("", true, true), "cannot");
        assert_eq!(words("H", true, false), "hold, but cannot");
        assert_eq!(words("W", false, true), "works, but outside the dates on which they can");
        let day = Day { code: "W", cannot: true, outside: false };
        assert_eq!(day.words(Dates::Place), "is shot at, but not available");
    }

    #[test]
    fn the_shoot_is_seen_whatever_was_before_and_comes_after() {
        let cannot = [date(2020, 1, 1), date(2099, 1, 1)].into();
        let day = |_| Day { code: "", cannot: false, outside: false };
        let used = [date(2027, 8, 30), date(2027, 10, 1)].into_iter();
        let mut state = State::default();
        state.production.start = Some(date(2027, 9, 20));
        let months = calendar(&state, (Dates::Place, "Quay"), used, &cannot, day).months;
        assert_eq!((months[0].title.as_str(), months.len()), ("August 2027", MONTHS));
    }

    #[test]
    fn a_month_has_whole_weeks_from_monday() {
        let month = one(date(2027, 9, 1), &|_| Day { code: "", cannot: false, outside: false });
        assert_eq!(month.title, "September 2027");
        assert!(month.weeks.iter().all(|week| week.len() == 7));
        // The first of September 2027 is a Wednesday.
        assert!(month.weeks[0][1].is_none());
        assert_eq!(month.weeks[0][2].as_ref().map(|cell| cell.date.day()), Some(1));
        assert_eq!(month.weeks.iter().flatten().flatten().count(), 30);
    }
}

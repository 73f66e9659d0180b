//! The production's calendar: of the file's calendars the one that its newest board was made for.

use domain::{Date, DateRange, DayType};
use jiff::ToSpan;

use super::Writer;
use crate::remark::Code;
use crate::schedule::{Calendar, Event};

/// A weekday off is marked so many days ahead of the start: longer than any shoot.
const MARKED_AHEAD: i32 = 366;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl<'a> Writer<'a> {
    /// Which calendar the production gets; its start becomes the production's.
    pub(super) fn calendar(&mut self) -> Option<&'a Calendar> {
        let schedule = self.schedule;
        let called = |id: &String| schedule.calendars.iter().find(|calendar| calendar.id == *id);
        let mut of_boards = schedule.boards.iter().rev().filter(|board| board.days.len() > 1);
        let newest = of_boards.find_map(|board| board.calendar.as_ref().and_then(called));
        let calendar = newest.or_else(|| schedule.calendars.first());
        if let Some(start) = calendar.and_then(Calendar::start) {
            let mut production = self.editing.now.production.clone();
            production.start = Some(start);
            self.editing.put(production);
        }
        calendar
    }

    /// The work week and the typed dates of a calendar.
    pub(super) fn dates(&mut self, calendar: &Calendar) -> domain::Calendar {
        let mut dates = domain::Calendar { work_week: [true; 7], typed: std::collections::BTreeMap::new() };
        for day in &calendar.days_off {
            dates.work_week[usize::from(*day)] = false;
        }
        if dates.work_week == [false; 7] {
            let place = format!("calendar {}", calendar.name);
            let message = "every weekday is off; Monday to Friday are worked".to_owned();
            self.say(
                Code::OddDate,
                place,
                message,
                "nothing could be shot",
                "type the work week into the facts",
            );
            dates.work_week = domain::Calendar::default().work_week;
        }
        for Event { what, date } in &calendar.events {
            if what.eq_ignore_ascii_case("start") {
                continue;
            }
            match day_type(what) {
                Some(day) => {
                    dates.typed.insert(*date, day);
                }
                None => self.no_place(format!("calendar {}", calendar.name), format!("{what} on {date}")),
            }
        }
        dates
    }

    /// Says what a production has no place for.
    pub(super) fn no_place(&mut self, place: String, what: String) {
        let (cause, remedy) = ("a production has no place for it", "nothing; it stands here");
        self.say(Code::NoPlace, place, what, cause, remedy);
    }

    /// Dates on which an element cannot be had: its days off, and its weekdays off for a year from the start.
    pub(super) fn unavailable(&self, element: &crate::Element) -> Vec<DateRange> {
        let one = |date| DateRange { first: date, last: date };
        let off = element.events.iter().filter(|event| day_type(&event.what) == Some(DayType::Off));
        let mut ranges: Vec<DateRange> = off.map(|event| one(event.date)).collect();
        if let Some(start) = self.editing.now.production.start.filter(|_| !element.days_off.is_empty()) {
            let dates = (0..MARKED_AHEAD).filter_map(|ahead| start.checked_add(ahead.days()).ok());
            ranges.extend(dates.filter(|date| element.days_off.contains(&weekday(*date))).map(one));
        }
        ranges.sort_unstable();
        ranges.dedup();
        joined(ranges)
    }
}

fn weekday(date: Date) -> u8 {
    u8::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)
}

/// Ranges that touch are one.
fn joined(ranges: Vec<DateRange>) -> Vec<DateRange> {
    let mut joined: Vec<DateRange> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.last.tomorrow().is_ok_and(|next| next == range.first) => {
                last.last = range.last;
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// What a date is, in the words of a file.
pub(super) fn day_type(what: &str) -> Option<DayType> {
    let letters: String = what.chars().filter(|c| c.is_alphabetic()).collect();
    Some(match letters.to_lowercase().as_str() {
        "holiday" => DayType::Holiday,
        "travel" => DayType::Travel,
        "prep" | "preparation" => DayType::Prep,
        "dayoff" | "off" => DayType::Off,
        "hiatus" => DayType::Hiatus,
        "work" | "workday" => DayType::Work,
        _ => return None,
    })
}

/// A calendar in words, as a board's assumption.
pub(super) fn in_words(calendar: &Calendar) -> String {
    let start = calendar.start().map_or("no start".to_owned(), |start| format!("start {start}"));
    let off: Vec<&str> = calendar.days_off.iter().map(|day| WEEKDAYS[usize::from(*day)]).collect();
    let dates = calendar.events.iter().filter(|event| !event.what.eq_ignore_ascii_case("start"));
    let dates: String = dates.map(|event| format!(", {} on {}", event.what, event.date)).collect();
    let off = if off.is_empty() { "no weekday".to_owned() } else { off.join(" and ") };
    format!("made for the calendar “{}”: {start}, off on {off}{dates}", calendar.name)
}

//! `[calendar]`, and the calendar keys that `[[unit]]` shares with it.

use std::collections::BTreeMap;

use domain::{Calendar, Date, DateRange, DayType, State, Unit, UnitId, UnitKind};
use jiff::ToSpan;

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, items, read_keyword};
use crate::section::{Desk, Fields, Key, Role, Section};

/// A unit whose calendar is being read: dates that this entry typed already.
#[derive(Clone)]
pub(crate) struct Dated {
    pub(crate) unit: Unit,
    typed_here: BTreeMap<Date, &'static str>,
    /// The calendar keys are exported here.
    shows_calendar: bool,
}

impl Dated {
    pub(crate) fn new(unit: Unit, shows_calendar: bool) -> Self {
        Self { unit, typed_here: BTreeMap::new(), shows_calendar }
    }
}

/// The keys of a calendar: their names and the type of their dates.
const TYPED: [(&str, DayType, &str); 6] = [
    ("work", DayType::Work, "Dates that are shot on, whatever the weekday."),
    ("off", DayType::Off, "Dates that are not shot on."),
    ("holidays", DayType::Holiday, "Public holidays: not shot on."),
    ("travel", DayType::Travel, "Dates on which the company travels."),
    ("prep", DayType::Prep, "Dates of preparation."),
    ("hiatus", DayType::Hiatus, "Dates on which the company is sent home."),
];

const WEEKDAYS: [(&str, usize); 7] =
    [("mon", 0), ("tue", 1), ("wed", 2), ("thu", 3), ("fri", 4), ("sat", 5), ("sun", 6)];

const WEEK: &str = "a list […] of weekdays: \"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"";

/// The keys of a calendar.
pub(crate) fn calendar_keys() -> Vec<Key<Dated>> {
    let mut keys = vec![Key {
        name: "work_week",
        about: "Shooting days of a week.".into(),
        expects: WEEK.into(),
        read: |entry: &mut Dated, _, node, _| {
            let days = items(node, WEEK, |day| read_keyword(day, "weekday", &WEEKDAYS))?;
            entry.unit.calendar.work_week = std::array::from_fn(|day| days.contains(&day));
            Ok(())
        },
        write: |entry, _, _| {
            let week = entry.unit.calendar.work_week;
            (entry.shows_calendar && week != Calendar::default().work_week).then(|| write_week(week))
        },
        default: Some(|entry, _, _| entry.shows_calendar.then(|| write_week(Calendar::default().work_week))),
        reset: Some(|entry, _| entry.unit.calendar.work_week = Calendar::default().work_week),
        role: Role::Fact,
    }];
    keys.extend(TYPED.map(|(name, _, about)| Key {
        name,
        about: about.into(),
        expects: Vec::<DateRange>::expects(),
        read: |entry: &mut Dated, key, node, state| read_dates(entry, key.name, node, state),
        write: |entry, key, state| {
            let dates = ranges(&entry.unit.calendar, day_type(key.name));
            if entry.shows_calendar { dates.write(state) } else { None }
        },
        default: None,
        reset: Some(|entry, key| {
            let day_type = day_type(key.name);
            entry.unit.calendar.typed.retain(|_, found| *found != day_type);
        }),
        role: Role::Fact,
    }));
    keys
}

fn day_type(key: &str) -> DayType {
    TYPED.iter().find(|(name, _, _)| *name == key).map_or(DayType::Off, |(_, day_type, _)| *day_type)
}

fn write_week(week: [bool; 7]) -> Written {
    Written::list(WEEKDAYS.iter().filter(|(_, day)| week[*day]).map(|(name, _)| Written::plain(*name)))
}

/// Longest range of typed dates: a slip of the hand must not fill a century.
const LONGEST: i32 = 1000;

fn read_dates(entry: &mut Dated, key: &'static str, node: &Node<'_>, state: &State) -> Outcome<()> {
    let given = Vec::<DateRange>::read(node, state)?;
    let day_type = day_type(key);
    let typed = &mut entry.unit.calendar.typed;
    typed.retain(|_, found| *found != day_type);
    for range in given {
        let dates = (0..=LONGEST).map_while(|ahead| range.first.checked_add(ahead.days()).ok());
        let dates: Vec<Date> = dates.take_while(|date| *date <= range.last).collect();
        if dates.len() > LONGEST as usize {
            return Problem::err(node.span(), "these dates go on for years", "write a shorter range");
        }
        for date in dates {
            if let Some(other) = entry.typed_here.insert(date, key)
                && other != key
            {
                let message = format!("{date} is in {other} and in {key}");
                return Problem::err(node.span(), message, "leave it in one of them");
            }
            typed.insert(date, day_type);
        }
    }
    Ok(())
}

/// The dates of a type, as few ranges.
fn ranges(calendar: &Calendar, day_type: DayType) -> Vec<DateRange> {
    let mut ranges: Vec<DateRange> = Vec::new();
    for (date, _) in calendar.typed.iter().filter(|(_, found)| **found == day_type) {
        match ranges.last_mut() {
            Some(range) if range.last.checked_add(1.days()).is_ok_and(|next| next == *date) => {
                range.last = *date;
            }
            _ => ranges.push(DateRange { first: *date, last: *date }),
        }
    }
    ranges
}

/// `[calendar]`.
pub(crate) struct MainCalendar;

impl Section for MainCalendar {
    type Id = UnitId;
    type Entry = Dated;
    const NAME: &'static str = "calendar";
    const LIST: bool = false;
    const ABOUT: &'static str = "The calendar of the main unit. A production without a main unit gets one. Each list replaces the dates of its type.";

    fn keys() -> Vec<Key<Dated>> {
        calendar_keys()
    }
    fn find(_: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<UnitId>> {
        Ok(desk.now().main_unit().map(|unit| unit.id))
    }
    fn make(_: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<UnitId> {
        let id = desk.editing.fresh();
        desk.editing.put(new_unit(id, "Main unit", UnitKind::Main));
        Ok(id)
    }
    fn load(id: UnitId, state: &State) -> Option<Dated> {
        state.units.get(&id).map(|unit| Dated::new(unit.clone(), true))
    }
    fn store(entry: Dated, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        desk.editing.put(entry.unit);
        Ok(())
    }
    fn all(state: &State) -> Vec<UnitId> {
        state.main_unit().map(|unit| unit.id).into_iter().collect()
    }
    fn label(_: UnitId, _: &State) -> String {
        "calendar".into()
    }
}

/// A unit of which nothing is said yet.
pub(crate) fn new_unit(id: UnitId, name: &str, kind: UnitKind) -> Unit {
    Unit { id, name: name.into(), kind, calendar: Calendar::default(), start: None, crew_day: None }
}

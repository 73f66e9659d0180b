//! What the judge says of a board: days on the clock, cost items that add up exactly, expected loss, flags.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{
    BackgroundId, ClockTime, Date, DayKind, ElementId, Light, LocationId, Minutes, Money, PageEighths,
    Severity, SheetId, Source, StuntId, UnitId,
};
use serde::Serialize;

use crate::Rule;

/// The judgement of one board.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Rule set it was judged under.
    pub rule_set: String,
    /// Days of all units, by date, the main unit first.
    pub days: Vec<DayVerdict>,
    /// What is paid if all goes well, item by item.
    pub items: Vec<CostItem>,
    /// Sum of the items.
    pub cost: Money,
    /// The expected cost and its explanation.
    pub expected: Expected,
    /// What it breaks, the gravest first.
    pub flags: Vec<Flag>,
    /// What it is, in days and hours, whatever the rates.
    pub measures: Measures,
    /// Each performer's days, for the day-out-of-days: dates from first to last work date, and travel
    /// before and after.
    pub performers: BTreeMap<Performer, BTreeMap<Date, DayCode>>,
    /// Dates on which each element works.
    pub elements: BTreeMap<ElementId, Vec<Date>>,
    /// Dates on which each background group works, with the largest count of the date.
    pub background: BTreeMap<BackgroundId, Vec<(Date, u32)>>,
    /// The weakest source of any money in it: unless confirmed, money is marked EXAMPLE.
    pub money: Source,
}

impl Verdict {
    /// Flags of rules that are forbidden in this production.
    pub fn forbidden(&self) -> impl Iterator<Item = &Flag> {
        self.flags.iter().filter(|flag| flag.severity == Severity::Forbid)
    }
}

/// One shooting day of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct DayVerdict {
    /// The unit.
    pub unit: UnitId,
    /// Ordinal of the unit, from 0.
    pub ordinal: usize,
    /// Its date.
    pub date: Date,
    /// Day, split or night.
    pub kind: DayKind,
    /// Crew call.
    pub call: ClockTime,
    /// Estimated wrap; the call if nothing is shot.
    pub wrap: ClockTime,
    /// Minutes of work, moves included, the meal not.
    pub work: Minutes,
    /// Of which overtime.
    pub overtime: Minutes,
    /// Company moves.
    pub moves: u32,
    /// Locations in order of use.
    pub locations: Vec<LocationId>,
    /// Script length.
    pub eighths: PageEighths,
    /// Strips on the clock, in order.
    pub strips: Vec<StripClock>,
    /// When nothing is shot between call and wrap, in order; what banners say apart.
    pub halts: Vec<Halt>,
    /// What falls on this unit's day: crew, moves, overtime of crew and performers, sixth days, night, meals,
    /// forced calls, direct costs.
    /// Pay and locations are the date's, not a unit's: see [`Verdict::items`].
    pub cost: Money,
    /// Sunrise of the date.
    pub sunrise: ClockTime,
    /// Sunset of the date.
    pub sunset: ClockTime,
}

/// A strip on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripClock {
    /// The sheet.
    pub sheet: SheetId,
    /// When its work begins.
    pub start: ClockTime,
    /// When it ends.
    pub end: ClockTime,
}

/// A time of a day at which nothing is shot, as the clock reckons it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt {
    /// Why.
    pub why: HaltReason,
    /// When it begins.
    pub start: ClockTime,
    /// How long it takes.
    pub minutes: Minutes,
    /// The day's row before which it stands, from 0; the number of rows at the day's end. A meal that falls within a row
    /// stands behind it.
    pub row: usize,
    /// It falls within the row above it.
    pub within: bool,
}

/// Why nothing is shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HaltReason {
    /// The company moves to a location.
    Move(LocationId),
    /// It waits for a light.
    Light(Light),
    /// It eats.
    Meal,
}

/// One thing that is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostItem {
    /// Which rule or kind of cost.
    pub rule: Rule,
    /// For whom or what.
    pub subject: Subject,
    /// On which date.
    pub date: Date,
    /// How many of the rate's unit.
    pub quantity: i64,
    /// Rate of one.
    pub rate: Money,
    /// What is paid: quantity × rate, rounded once where the rate's unit is not the quantity's.
    pub amount: Money,
    /// Where the rate comes from.
    pub source: Source,
}

/// For whom or what something is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A unit's day.
    Unit(UnitId),
    /// A performer.
    Performer(Performer),
    /// An element.
    Element(ElementId),
    /// A background group.
    Background(BackgroundId),
    /// A location.
    Location(LocationId),
    /// A sheet.
    Sheet(SheetId),
}

/// Expected cost with stunts that may go wrong (risk model *recursion*), and its explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// What is minimised: `g0` + `value_term`, in cents.
    pub total: f64,
    /// Expected spending, in cents.
    pub g0: f64,
    /// Value of the film × probability that it is not finished as planned, in cents.
    pub value_term: f64,
    /// Lines that add up to `g0`, beginning with the planned cost.
    pub items: Vec<ExpectedItem>,
    /// A figure in it is the class's example, not a coordinator's.
    pub example: bool,
}

/// One line of the explanation of the expected cost.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedItem {
    /// The stunt; none for the planned cost.
    pub stunt: Option<StuntId>,
    /// What it is: planned, delay, performer out, rewrite, scenes lost, not spent if it stops.
    pub what: &'static str,
    /// Cents; negative when it is not spent.
    pub amount: f64,
}

/// A rule that is broken, or something to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Which rule.
    pub rule: Rule,
    /// What it does in this production.
    pub severity: Severity,
    /// Strips concerned.
    pub sheets: Vec<SheetId>,
    /// People concerned.
    pub performers: Vec<Performer>,
    /// Days concerned: unit and ordinal from 0.
    pub days: Vec<(UnitId, usize)>,
    /// What is wrong, with names and figures.
    pub what: String,
    /// How `what` ends where it ends with an amount: `; 1,200`.
    pub price: String,
    /// What to do.
    pub remedy: String,
}

impl Flag {
    /// What is wrong, without the amount that it ends with: for where money is hidden.
    #[must_use]
    pub fn unpriced(&self) -> &str {
        self.what.strip_suffix(&self.price).unwrap_or(&self.what)
    }
}

/// What a board is, whatever the rates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Shooting days of the main unit.
    pub days: u32,
    /// Shooting days of other units on which something is shot.
    pub other_unit_days: u32,
    /// Nights among them.
    pub nights: u32,
    /// Split days among them.
    pub splits: u32,
    /// Paid days of performers.
    pub cast_days: u32,
    /// Of which hold.
    pub hold_days: u32,
    /// Company moves within days.
    pub moves: u32,
    /// Times a location is arrived at.
    pub visits: u32,
    /// Minutes of overtime.
    pub overtime: Minutes,
    /// Strips on days.
    pub strips: u32,
    /// Sheets in the boneyard.
    pub boneyard: u32,
    /// Eighths on days.
    pub eighths: PageEighths,
}

/// What a performer does on a date: the day-out-of-days prints these as codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayCode {
    /// Works.
    Work,
    /// Works, and is dropped after it.
    WorkDrop,
    /// Is picked up, and works.
    PickUp,
    /// Paid and idle.
    Hold,
    /// Rehearsal: a protected day before a stunt.
    Rehearsal,
    /// Between drop and pick-up: not engaged, not paid.
    Dropped,
    /// Travels, on a date before the first or after the last work date.
    Travel,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Film;

    #[test]
    fn a_flag_without_its_amount_keeps_the_rest() {
        let mut film = Film::new();
        let [a, b] = [780, 60].map(|minutes| film.strip(minutes));
        film.actor("ANNA", None, &[a, b]);
        let verdict = film.judge(&[&[a], &[b]]);
        let of = |rule: Rule| verdict.flags.iter().find(|flag| flag.rule == rule).expect("a flag");
        for (rule, end) in [(Rule::Overtime, "base 10 h 00"), (Rule::Meal, "performers")] {
            let flag = of(rule);
            assert!(flag.unpriced().ends_with(end), "{}", flag.what);
            assert_eq!(flag.what, format!("{}{}", flag.unpriced(), flag.price));
            assert!(flag.price.contains(char::is_numeric), "{}", flag.what);
        }
        let minutes = of(Rule::Minutes);
        assert_eq!(minutes.unpriced(), minutes.what);
    }
}

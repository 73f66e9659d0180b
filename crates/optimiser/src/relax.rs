//! Facts that take freedom away from a plan, and the production without them.
//!
//! A fact is taken away where it stands: in the production or on the board. What is left is compiled, planned and judged
//! like any other, so that a relaxed board has no second law.

mod around;
mod list;
mod words;

use std::collections::BTreeSet;

use domain::{
    Board, DateRange, DayType, ElementId, LocationId, Minutes, PersonId, Placed, Row, SetId, Severity,
    SheetId, State, StuntId, UnitId,
};
use rules::Rule;

use crate::compile::{Blocked, CompileError, Compiled, Keep};
use crate::problem::Problem;

/// A production, the board that its plan begins with, and what stays where it is on it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The production.
    pub state: State,
    /// The board.
    pub board: Board,
    /// What stays.
    pub keep: Keep,
    /// Sheets that no date can take: the plan leaves them in the boneyard. They are in the film all the same, and the scenes
    /// beside them in the script are no neighbours.
    pub(crate) left_out: BTreeSet<SheetId>,
    /// Pairs that leave no board beside what stays: the plan does not hold to them, and the judge flags them.
    pub(crate) around: BTreeSet<Fact>,
}

/// A fact that takes freedom away from a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A pin.
    Pin(SheetId),
    /// The day on which a person placed a strip.
    Placed(SheetId),
    /// The first is shot before the second.
    Before(SheetId, SheetId),
    /// Both are shot on one day.
    With(SheetId, SheetId),
    /// Both are shot on different dates.
    Apart(SheetId, SheetId),
    /// When somebody or something can be had.
    Dates(Whose),
    /// The same, of one date only.
    Date(Whose, domain::Date),
    /// The kinds of day that a location allows.
    Kinds(LocationId),
    /// When the performer of a stunt is ready.
    Ready(StuntId),
    /// The days before a stunt on which its performer has no other work.
    Protected(StuntId),
    /// The law of minors, for one of them.
    Minor(PersonId),
    /// Overtime at most: so many hours more are allowed.
    Overtime(u8),
    /// The end of a unit's calendar: so many shooting dates more are allowed.
    Calendar(UnitId, u8),
    /// A rule for everybody.
    Rule(Rule),
}

/// Who or what can be had on some dates only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// A person, in all engagements.
    Person(PersonId),
    /// A thing.
    Element(ElementId),
    /// Background.
    Background(domain::BackgroundId),
    /// A location.
    Location(LocationId),
    /// A set that is built and struck.
    Set(SetId),
}

/// Dates that are added where a calendar has an end, for the fact as a whole.
pub(crate) const MANY_DATES: u8 = 60;

impl Case {
    /// All sheets are planned but for those that a person put into the boneyard, where that stays.
    #[must_use]
    pub fn new(state: State, board: Board, keep: Keep) -> Self {
        Self { state, board, keep, left_out: BTreeSet::new(), around: BTreeSet::new() }
    }

    /// The case in dense numbers.
    ///
    /// # Errors
    /// As [`Problem::compile`].
    pub fn compile(&self) -> Result<Compiled, CompileError> {
        let around = |compiled: &mut Compiled| self.around().for_each(|pair| compiled.without_pair(pair));
        Problem::compile_sheets(&self.state, &self.board, self.keep, &self.planned(), around)
    }

    /// The sheets that are planned, in the order of the script.
    #[must_use]
    pub fn planned(&self) -> Vec<&domain::Sheet> {
        let mut sheets = self.keep.planned(&self.state, &self.board);
        sheets.retain(|sheet| !self.left_out.contains(&sheet.id));
        sheets
    }

    /// The case without the sheets that can be shot on no date, which a plan leaves in the boneyard, and why each of them
    /// cannot. Where that is all of them nothing is left out: such a case has no board.
    #[must_use]
    pub fn leave_out(&self) -> (Self, Vec<Blocked>) {
        let (mut case, mut left_out) = (self.clone(), Vec::new());
        while let Err(CompileError::Blocked(blocked)) = case.compile() {
            let omit: Vec<SheetId> = blocked.iter().map(|blocked| blocked.sheet).collect();
            if omit.len() == case.planned().len() {
                return (self.clone(), Vec::new());
            }
            case.omit(&omit);
            left_out.extend(blocked);
        }
        (case, left_out)
    }

    /// The case of one sheet.
    #[must_use]
    pub fn alone(&self, id: SheetId) -> Self {
        let mut case = self.clone();
        let others: Vec<SheetId> =
            self.planned().iter().map(|sheet| sheet.id).filter(|other| *other != id).collect();
        case.omit(&others);
        case
    }

    fn omit(&mut self, sheets: &[SheetId]) {
        for id in sheets {
            self.board.remove(*id);
            self.left_out.insert(*id);
        }
    }

    /// The case without some of its facts.
    #[must_use]
    pub fn without(&self, facts: &[Fact]) -> Self {
        let mut case = self.clone();
        for fact in facts {
            case.waive(*fact);
        }
        case
    }

    fn waive(&mut self, fact: Fact) {
        let state = &mut self.state;
        let mut pair =
            |first: SheetId, second: SheetId, list: fn(&mut domain::Sheet) -> &mut Vec<SheetId>| {
                for (one, other) in [(first, second), (second, first)] {
                    if let Some(sheet) = state.sheets.get_mut(&one) {
                        list(sheet).retain(|id| *id != other);
                    }
                }
            };
        match fact {
            Fact::Pin(id) => set(state.sheets.get_mut(&id), |sheet| sheet.pin = None),
            Fact::Placed(id) => self.let_go(id),
            Fact::Before(a, b) => set(state.sheets.get_mut(&a), |sheet| sheet.before.retain(|id| *id != b)),
            Fact::With(a, b) => pair(a, b, |sheet| &mut sheet.with),
            Fact::Apart(a, b) => pair(a, b, |sheet| &mut sheet.apart),
            Fact::Dates(whose) => whose.each(state, |open, closed| {
                open.clear();
                closed.clear();
            }),
            Fact::Date(whose, date) => whose.each(state, |open, closed| add_date(open, closed, date)),
            Fact::Kinds(id) => set(state.locations.get_mut(&id), |location| location.modes.clear()),
            Fact::Ready(id) => set(state.stunts.get_mut(&id), |stunt| {
                stunt.ready = None;
                stunt.training.clear();
                stunt.rehearsed_within = None;
            }),
            // A protected day is a rehearsal too: less than was asked for must not be asked for instead.
            Fact::Protected(id) => set(state.stunts.get_mut(&id), |stunt| {
                stunt.protect_days = 0;
                stunt.rehearsed_within = None;
            }),
            Fact::Minor(id) => set(state.people.get_mut(&id), |person| person.birth_date = None),
            Fact::Overtime(hours) => {
                let day = &mut state.production.day;
                day.most_overtime = Some(day.most_overtime() + Minutes(60 * i32::from(hours)));
            }
            Fact::Calendar(unit, dates) => lengthen(state, unit, dates),
            Fact::Rule(rule) => {
                let softer = Some(rule.default_severity()).filter(|severity| *severity != Severity::Forbid);
                let softer = softer.unwrap_or(Severity::Warn);
                state.production.severities.insert(rule.key().to_owned(), softer);
            }
        }
    }

    /// What a person placed may be moved by the plan.
    fn let_go(&mut self, id: SheetId) {
        for row in self.board.rows.values_mut().flatten() {
            if let Row::Strip { sheet, placed } = row
                && *sheet == id
            {
                *placed = Placed::ByPlan;
            }
        }
    }
}

fn set<T>(entity: Option<&mut T>, change: impl FnOnce(&mut T)) {
    if let Some(entity) = entity {
        change(entity);
    }
}

impl Whose {
    /// Changes the dates on which it can be had, and those on which it cannot, wherever they are typed.
    fn each(self, state: &mut State, change: impl Fn(&mut Vec<DateRange>, &mut Vec<DateRange>)) {
        match self {
            Self::Person(id) => {
                for engagement in state.engagements.values_mut().filter(|e| e.person == id) {
                    change(&mut engagement.available, &mut engagement.unavailable);
                }
            }
            Self::Element(id) => {
                set(state.elements.get_mut(&id), |e| change(&mut e.available, &mut e.unavailable));
            }
            Self::Background(id) => {
                set(state.background.get_mut(&id), |group| change(&mut group.available, &mut Vec::new()));
            }
            Self::Location(id) => {
                set(state.locations.get_mut(&id), |l| change(&mut l.available, &mut l.unavailable));
            }
            Self::Set(id) => {
                set(state.sets.get_mut(&id), |set| change(&mut set.available, &mut Vec::new()));
            }
        }
    }
}

impl Whose {
    /// The dates on which it can be had, and those on which it cannot, as typed.
    #[must_use]
    pub fn ranges(self, state: &State) -> (Vec<DateRange>, Vec<DateRange>) {
        let none = Vec::new();
        let typed: Vec<(&Vec<DateRange>, &Vec<DateRange>)> = match self {
            Self::Person(id) => {
                let engagements = state.engagements.values().filter(|e| e.person == id);
                engagements.map(|e| (&e.available, &e.unavailable)).collect()
            }
            Self::Element(id) => {
                state.elements.get(&id).map(|e| (&e.available, &e.unavailable)).into_iter().collect()
            }
            Self::Background(id) => {
                state.background.get(&id).map(|group| (&group.available, &none)).into_iter().collect()
            }
            Self::Location(id) => {
                state.locations.get(&id).map(|l| (&l.available, &l.unavailable)).into_iter().collect()
            }
            Self::Set(id) => state.sets.get(&id).map(|set| (&set.available, &none)).into_iter().collect(),
        };
        let all = |ranges: Vec<&Vec<DateRange>>| ranges.into_iter().flatten().copied().collect();
        (all(typed.iter().map(|t| t.0).collect()), all(typed.iter().map(|t| t.1).collect()))
    }
}

/// One date more on which somebody can be had.
fn add_date(open: &mut Vec<DateRange>, closed: &mut Vec<DateRange>, date: domain::Date) {
    if !open.is_empty() {
        open.push(DateRange { first: date, last: date });
    }
    let (hit, mut kept): (Vec<DateRange>, Vec<DateRange>) =
        closed.iter().partition(|range| range.contains(date));
    for range in hit {
        let before = date.yesterday().map(|last| DateRange { first: range.first, last });
        let after = date.tomorrow().map(|first| DateRange { first, last: range.last });
        kept.extend([before, after].into_iter().flatten().filter(|range| range.first <= range.last));
    }
    *closed = kept;
}

/// Weekdays after the last date of a unit's calendar become shooting dates.
fn lengthen(state: &mut State, unit: UnitId, dates: u8) {
    let start = state.units.get(&unit).map(|unit| rules::start_date(state, unit));
    let (Some(start), Some(unit)) = (start, state.units.get_mut(&unit)) else { return };
    let mut date = unit.calendar.shooting_dates(start).last().unwrap_or(start);
    let mut added = 0;
    while added < dates {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        if date.weekday().to_monday_zero_offset() < 5 && !unit.calendar.typed.contains_key(&date) {
            unit.calendar.typed.insert(date, DayType::Work);
            added += 1;
        }
    }
}

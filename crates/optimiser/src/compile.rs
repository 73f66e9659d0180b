//! From film words to dense numbers and back: a production and a board into a [`Problem`], a solution into a board.
//!
//! Whatever has a price is priced by the judge's own functions here, once, into tables; so money is rounded in one
//! place, and the search cannot disagree with the judge about it.

mod allowed;
mod as_placed;
mod back;
mod keep;
mod laws;
mod resources;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use domain::view::Performer;
use domain::{
    Banner, BannerKind, Board, LocationId, Placed, Row, SheetId, SheetStatus, State, StuntClass, UnitId,
};

pub use keep::Keep;
use rules::Rule;

use crate::narrow::narrow;
use crate::outcome::Conflict;
use crate::problem::{
    Before, Date, DateIdx, FilmValue, FixedBitSet, Location, LocationIdx, Problem, ProblemError, ResourceIdx,
    Slot, SlotIdx, Strip, StripIdx, Stunt, StuntIdx, UnitIdx,
};
use crate::solution::Solution;

/// Why a production cannot be compiled.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CompileError {
    /// Nothing is to be shot.
    #[error("there is nothing to plan: the production has no scenes to shoot")]
    NothingToPlan,
    /// A person put every sheet into the boneyard.
    #[error(
        "there is nothing to plan: every scene was put into the boneyard by hand; leave some to the plan (move-strip SCENE plan), or \
         let pins alone stay"
    )]
    AllSetAside,
    /// There is no main unit.
    #[error("the production has no main unit")]
    NoMainUnit,
    /// A calendar without shooting dates.
    #[error(
        "unit {0} has no shooting dates: its calendar has no work days, or none near those of the other units"
    )]
    NoDates(String),
    /// Sheets that can be shot on no date; each says why.
    #[error("{}", .0.iter().map(|b| b.why.as_str()).collect::<Vec<_>>().join("\n"))]
    Blocked(Vec<Blocked>),
    /// A person put something on a day that a plan does not reach.
    #[error(
        "{what} stands on day {day} of {unit}, and a plan reaches no farther than {reach}: give it an earlier day, or take it off that one"
    )]
    OutOfReach {
        /// The scene or banner.
        what: String,
        /// The day, from 1.
        day: usize,
        /// The unit.
        unit: String,
        /// The last day that a plan reaches.
        reach: String,
    },
    /// The problem is not sound.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

/// A sheet that can be shot on no date, and the facts that leave it none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The sheet.
    pub sheet: SheetId,
    /// Which facts conflict, in words.
    pub why: String,
}

/// What a strip of the problem stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum StripOf {
    /// A sheet.
    Sheet(SheetId),
    /// A banner that a person put on a day: it takes its time there.
    Banner(Box<Banner>),
}

/// What a resource of the problem stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paid {
    /// Whoever is paid for a performer's work.
    Performer(Performer),
    /// An element with a rate.
    Element(domain::ElementId),
    /// The part of a background group beyond a count.
    Background(domain::BackgroundId, u32),
    /// A minor as one human being, whatever the engagements: works, and is paid elsewhere.
    Minor(domain::PersonId),
    /// Nobody: a stunt without a performer.
    Nobody,
}

/// A problem with the words for its numbers.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The dense problem.
    pub problem: Problem,
    /// What each strip stands for.
    pub strips: Vec<StripOf>,
    /// Unit and ordinal of each slot.
    pub slots: Vec<(UnitId, usize)>,
    /// What each resource stands for.
    pub resources: Vec<Paid>,
    /// The location of each index.
    pub locations: Vec<LocationId>,
    /// The calendar date of each date index.
    pub dates: Vec<domain::Date>,
    /// The board's placements where they are complete: what the search may start from.
    pub start: Option<Solution>,
    kept: BTreeMap<SheetId, Placed>,
}

impl Problem {
    /// Compiles a production and the board to start from.
    ///
    /// # Errors
    /// When nothing can be planned, with the facts that conflict.
    pub fn compile(state: &State, board: &Board, keep: Keep) -> Result<Compiled, CompileError> {
        Self::compile_sheets(state, board, keep, &keep.planned(state, board), |_| {})
    }

    /// The same of some sheets, in the order of the script; `adjust` changes what was compiled.
    pub(crate) fn compile_sheets(
        state: &State,
        board: &Board,
        keep: Keep,
        sheets: &[&domain::Sheet],
        adjust: impl Fn(&mut Compiled),
    ) -> Result<Compiled, CompileError> {
        // The dates are enough as a rule. Where there is no board on them, and may be one later, there are more.
        let (mut room, mut reached) = (1, 0);
        loop {
            let compiler = Compiler::new(state, board, keep, sheets, room)?;
            let more = compiler.slots.len() > reached;
            reached = compiler.slots.len();
            let beyond = compiler.beyond.clone();
            match compiler.compile() {
                Err(CompileError::Blocked(sheets))
                    if more && sheets.iter().any(|blocked| beyond.contains(&blocked.sheet)) => {}
                Err(error) => return Err(error),
                Ok(mut compiled) => {
                    adjust(&mut compiled);
                    let short = narrow(&compiled.problem).is_err_and(|why| why == [Conflict::Beyond]);
                    if !more || !short {
                        return Ok(compiled);
                    }
                }
            }
            room *= 4;
        }
    }
}

/// A unit with its dates, as the compiler goes along.
struct UnitDates<'a> {
    unit: &'a domain::Unit,
    dates: Vec<domain::Date>,
    /// Does its calendar have more dates?
    goes_on: bool,
}

struct Compiler<'a> {
    state: &'a State,
    board: &'a Board,
    keep: Keep,
    units: Vec<UnitDates<'a>>,
    dates: Vec<domain::Date>,
    slots: Vec<(UnitId, usize)>,
    sheets: Vec<&'a domain::Sheet>,
    /// Sheets that may also stand on later dates.
    beyond: BTreeSet<SheetId>,
    locations: Vec<LocationId>,
    resources: resources::Resources,
}

impl<'a> Compiler<'a> {
    fn new(
        state: &'a State,
        board: &'a Board,
        keep: Keep,
        sheets: &[&'a domain::Sheet],
        room: usize,
    ) -> Result<Self, CompileError> {
        if sheets.is_empty() {
            let none = state.sheets_in_order().is_empty();
            return Err(if none { CompileError::NothingToPlan } else { CompileError::AllSetAside });
        }
        let units = allowed::unit_dates(state, board, sheets, room)?;
        let mut dates: Vec<domain::Date> = units.iter().flat_map(|unit| unit.dates.iter().copied()).collect();
        dates.sort_unstable();
        dates.dedup();
        let slots =
            units.iter().flat_map(|u| (0..u.dates.len()).map(|ordinal| (u.unit.id, ordinal))).collect();
        let mut locations: Vec<LocationId> =
            sheets.iter().filter_map(|sheet| state.location_of(sheet)).map(|location| location.id).collect();
        locations.sort_unstable();
        locations.dedup();
        let resources = resources::Resources::collect(state, sheets);
        let (sheets, beyond) = (sheets.to_vec(), BTreeSet::new());
        let mut compiler =
            Self { state, board, keep, units, dates, slots, sheets, beyond, locations, resources };
        let may = compiler.sheets.iter().filter(|sheet| compiler.may_be_beyond(sheet));
        compiler.beyond = may.map(|sheet| sheet.id).collect();
        Ok(compiler)
    }

    fn compile(self) -> Result<Compiled, CompileError> {
        let placements = self.board.placements();
        let mut blocked = Vec::new();
        let (mut strips, mut names, mut stay) = (Vec::new(), Vec::new(), Vec::new());
        let mut kept = BTreeMap::new();
        for (key, sheet) in self.sheets.iter().enumerate() {
            let place = placements.get(&sheet.id);
            if let Some((_, _, placed)) = place {
                kept.insert(sheet.id, *placed);
            }
            let fixed = place.filter(|(unit, ordinal, placed)| {
                sheet.status == SheetStatus::Shot
                    || (self.keep == Keep::Placed
                        && *placed == Placed::ByPerson
                        && self.pin_agrees(sheet, *unit, *ordinal))
            });
            let allowed_slots = match fixed {
                Some((unit, ordinal, _)) => {
                    let what = || format!("scene {}", self.state.label(sheet.id));
                    self.only(self.slot(*unit, *ordinal, what)?)
                }
                None => self.allowed_slots(sheet),
            };
            if allowed_slots.is_clear() {
                blocked.push(Blocked { sheet: sheet.id, why: self.why_nowhere(sheet) });
            }
            if fixed.is_none() {
                kept.remove(&sheet.id);
            }
            strips.push(self.strip(sheet, key, allowed_slots, fixed.is_some()));
            names.push(StripOf::Sheet(sheet.id));
            stay.push(fixed.is_some());
        }
        if !blocked.is_empty() {
            return Err(CompileError::Blocked(blocked));
        }
        self.add_banners(&mut strips, &mut names)?;
        let before = self.before(&kept);
        let (stunts, resources) = self.stunts(&mut strips);
        let problem = Problem {
            dates: self.problem_dates(),
            units: self.problem_units(),
            slots: self.problem_slots(),
            locations: self.problem_locations(),
            together: self.pairs(Rule::With, &kept, |sheet| &sheet.with),
            apart: self.pairs(Rule::Apart, &kept, |sheet| &sheet.apart),
            shared_people: !self.forbids(Rule::SharedPeople),
            film_value: match self.state.production.budget {
                Some(budget) => FilmValue::Fixed(budget.0),
                None => FilmValue::OwnCost,
            },
            strips,
            resources,
            stunts,
            before,
        };
        problem.validate()?;
        let mut paid = self.resources.paid.clone();
        paid.resize(problem.resources.len(), Paid::Nobody);
        let mut compiled = Compiled {
            problem,
            strips: names,
            slots: self.slots,
            resources: paid,
            locations: self.locations,
            dates: self.dates,
            start: None,
            kept,
        };
        compiled.keep_as_placed(self.board, &stay);
        let blocked = compiled.fit_nowhere(self.state, &stay);
        if !blocked.is_empty() {
            return Err(CompileError::Blocked(blocked));
        }
        let start = compiled.solution_of(self.board);
        Ok(Compiled { start, ..compiled })
    }

    /// The slot of a day on which a person put something; in words what, where there is no such slot.
    fn slot(
        &self,
        unit: UnitId,
        ordinal: usize,
        what: impl FnOnce() -> String,
    ) -> Result<SlotIdx, CompileError> {
        if let Some(at) = self.slots.iter().position(|slot| *slot == (unit, ordinal)) {
            return Ok(SlotIdx::new(at));
        }
        let dates = self.units.iter().find(|dates| dates.unit.id == unit);
        let reach = dates.and_then(|unit| Some((unit.dates.len(), unit.dates.last()?)));
        Err(CompileError::OutOfReach {
            what: what(),
            day: ordinal + 1,
            unit: dates.map_or("a unit that is gone", |dates| &dates.unit.name).to_owned(),
            reach: reach.map_or("units that there are".to_owned(), |(day, date)| {
                format!("day {day}, {}", domain::date_words(*date))
            }),
        })
    }

    fn only(&self, slot: SlotIdx) -> FixedBitSet {
        let mut set = FixedBitSet::with_capacity(self.slots.len());
        set.insert(slot.index());
        set
    }

    fn strip_of(&self, sheet: SheetId) -> Option<StripIdx> {
        self.sheets.iter().position(|s| s.id == sheet).map(StripIdx::new)
    }

    fn strip(&self, sheet: &domain::Sheet, key: usize, allowed_slots: FixedBitSet, fixed: bool) -> Strip {
        let location = self.state.location_of(sheet);
        let stunts: Vec<&domain::Stunt> =
            self.state.stunts.values().filter(|s| s.sheet == sheet.id).collect();
        Strip {
            minutes: self.state.minutes_of(sheet).0,
            light: laws::light(self.state.light_of(sheet)),
            location: location.map(|l| self.location_index(l.id)),
            resources: self.resources.of_sheet(self.state, sheet),
            allowed_slots,
            beyond: !fixed && self.beyond.contains(&sheet.id),
            allowed_kinds: if fixed { 0b111 } else { self.allowed_kinds(location) },
            exclusive_stunt: stunts.iter().any(|stunt| self.state.class_of(stunt) == StuntClass::D),
            stunts: Vec::new(),
            direct_cost: rules::direct::of_sheet(self.state, sheet).0
                + rules::training::of_sheet(self.state, sheet).0,
            key: u32::try_from(key).unwrap_or(u32::MAX),
        }
    }

    fn location_index(&self, id: LocationId) -> LocationIdx {
        LocationIdx::new(self.locations.binary_search(&id).expect("every used location is listed"))
    }

    /// A person's banners stay on their day and take their time there.
    fn add_banners(&self, strips: &mut Vec<Strip>, names: &mut Vec<StripOf>) -> Result<(), CompileError> {
        for (unit, rows) in &self.board.rows {
            let mut ordinal = 0;
            for row in rows {
                match row {
                    Row::DayBreak => ordinal += 1,
                    Row::Strip { .. } => {}
                    Row::Banner(banner) => {
                        let what = || format!("the banner “{}”", banner.text);
                        let slot = self.slot(*unit, ordinal, what)?;
                        strips.push(Strip {
                            minutes: if banner.kind == BannerKind::Meal { 0 } else { banner.minutes.0 },
                            light: crate::problem::Light::Any,
                            location: None,
                            resources: Vec::new(),
                            allowed_slots: self.only(slot),
                            beyond: false,
                            allowed_kinds: 0b111,
                            exclusive_stunt: false,
                            stunts: Vec::new(),
                            direct_cost: banner.cost.map_or(0, |cost| cost.0),
                            key: u32::try_from(strips.len()).unwrap_or(u32::MAX),
                        });
                        names.push(StripOf::Banner(banner.clone()));
                    }
                }
            }
        }
        Ok(())
    }

    /// Typed order, where it is law, and the order in which a person placed strips on one day. Between two strips that stay,
    /// what is typed holds or does not, whatever is planned.
    fn before(&self, kept: &BTreeMap<SheetId, Placed>) -> Vec<Before> {
        let mut pairs = Vec::new();
        let typed = self.sheets.iter().enumerate().filter(|_| self.forbids(Rule::Before));
        for (first, sheet) in typed {
            let free = |id: &&SheetId| !(kept.contains_key(&sheet.id) && kept.contains_key(*id));
            for then in sheet.before.iter().filter(free).filter_map(|id| self.strip_of(*id)) {
                pairs.push(Before { first: StripIdx::new(first), then, ordered_in_day: true });
            }
        }
        for unit in &self.units {
            for day in self.board.days(unit.unit.id) {
                let fixed: Vec<StripIdx> = day
                    .sheets()
                    .filter(|id| kept.contains_key(id))
                    .filter_map(|id| self.strip_of(id))
                    .collect();
                pairs.extend(fixed.windows(2).map(|two| Before {
                    first: two[0],
                    then: two[1],
                    ordered_in_day: true,
                }));
            }
        }
        pairs
    }

    /// Typed pairs, where their rule is law and they are not of two strips that stay.
    fn pairs(
        &self,
        rule: Rule,
        kept: &BTreeMap<SheetId, Placed>,
        list: impl Fn(&domain::Sheet) -> &Vec<SheetId>,
    ) -> Vec<(StripIdx, StripIdx)> {
        let mut pairs = Vec::new();
        for (one, sheet) in self.sheets.iter().enumerate().filter(|_| self.forbids(rule)) {
            let one = StripIdx::new(one);
            let free = |id: &&SheetId| !(kept.contains_key(&sheet.id) && kept.contains_key(*id));
            for other in list(sheet)
                .iter()
                .filter(free)
                .filter_map(|id| self.strip_of(*id))
                .filter(|other| *other != one)
            {
                pairs.push((one.min(other), one.max(other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Stunts in order of id, and the resources with one more for stunts that nobody is named for.
    fn stunts(&self, strips: &mut [Strip]) -> (Vec<Stunt>, Vec<crate::problem::Resource>) {
        let mut resources = self.resources.compile(self.state, &self.dates);
        let mut nobody = None;
        let mut stunts = Vec::new();
        let anywhere = (0..self.slots.len()).map(SlotIdx::new).filter(|_| !self.forbids(Rule::Protected));
        let unprotected: Vec<SlotIdx> = anywhere.collect();
        for stunt in self.state.stunts.values() {
            let Some(strip) = self.strip_of(stunt.sheet) else { continue };
            let named = stunt.performer.map(|id| self.state.payee(Performer::Engaged(id)));
            let performer = named.and_then(|performer| self.resources.index(Paid::Performer(performer)));
            let performer = performer.unwrap_or_else(|| {
                *nobody.get_or_insert_with(|| {
                    resources.push(resources::nobody(self.dates.len(), resources.len()));
                    ResourceIdx::new(resources.len() - 1)
                })
            });
            let risk = rules::expected::risk(self.state, stunt);
            strips[strip.index()].stunts.push(StuntIdx::new(stunts.len()));
            stunts.push(Stunt {
                strip,
                performer,
                q_milli: risk.terminal.0,
                delay_milli_days: risk.delay.0 * risk.delay_days,
                out_milli_days: if named.is_some() { risk.out.0 * risk.out_days } else { 0 },
                rewrite_cost: risk.rewrite.0,
                waste_milli: 0,
                lost: self.lost(stunt),
                rho_milli: risk.share_left.0,
                protect_days: if named.is_some() { stunt.protect_days } else { 0 },
                unprotected: unprotected.clone(),
            });
        }
        (stunts, resources)
    }

    /// Of the sheets that a stunt's rewrite throws away those that the problem has.
    fn lost(&self, stunt: &domain::Stunt) -> Vec<(StripIdx, i64)> {
        let lost = rules::expected::lost(self.state, stunt).into_iter();
        lost.filter_map(|(sheet, cost)| Some((self.strip_of(sheet)?, cost.0))).collect()
    }

    fn problem_dates(&self) -> Vec<Date> {
        let main = self.units.iter().find(|u| u.unit.kind == domain::UnitKind::Main);
        let main = main.map_or(&[][..], |unit| unit.dates.as_slice());
        self.dates
            .iter()
            .map(|date| Date { day: day_number(*date), counts: main.binary_search(date).is_ok() })
            .collect()
    }

    fn date_index(&self, date: domain::Date) -> DateIdx {
        DateIdx::new(self.dates.binary_search(&date).expect("every slot's date is listed"))
    }

    fn problem_units(&self) -> Vec<crate::problem::Unit> {
        let mut first = 0;
        let mut units = Vec::new();
        for unit in &self.units {
            units.push(laws::unit(self.state, unit.unit, SlotIdx::new(first), unit.dates.len()));
            first += unit.dates.len();
        }
        units
    }

    fn problem_slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (index, unit) in self.units.iter().enumerate() {
            for (ordinal, date) in unit.dates.iter().enumerate() {
                let gap = ordinal.checked_sub(1).map_or(0, |b| day_number(*date) - day_number(unit.dates[b]));
                let sun = laws::sun(self.state, *date);
                slots.push(Slot {
                    call: sun.call,
                    daylight_call: sun.daylight_call,
                    dawn_call: sun.dawn_call,
                    not_before: sun.not_before,
                    start_by: sun.start_by,
                    end_by: sun.end_by,
                    light_minutes: sun.light_minutes,
                    as_placed: None,
                    unit: UnitIdx::new(index),
                    ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
                    date: self.date_index(*date),
                    follows_previous: gap == 1,
                    sixth_day: match rules::sixth_day::day_of_week(self.state, unit.unit, *date) {
                        6 => Some(0),
                        7 => Some(1),
                        _ => None,
                    },
                    gap_days: gap,
                });
            }
        }
        slots
    }

    fn problem_locations(&self) -> Vec<Location> {
        self.locations
            .iter()
            .map(|id| {
                let location = &self.state.locations[id];
                let (visit, _) = rules::locations::visit_price(self.state, location);
                let (day, _) = rules::locations::day_price(self.state, location);
                Location { visit: visit.0, day: day.0, dark: location.dark_day.map(|price| price.0) }
            })
            .collect()
    }
}

/// Days since the calendar's own epoch.
fn day_number(date: domain::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

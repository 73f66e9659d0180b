//! The immutable scheduling problem in dense numbers: all that the search may know of a production or an instance.
//!
//! One shape serves the full law of `docs/pricing.md` and the reduced rules of benchmark instances: what a
//! rule set lacks is data here (an empty table, a `None`, an unlimited figure), never a second code path.

mod indices;
mod validate;

pub use fixedbitset::FixedBitSet;
pub use indices::{DateIdx, LocationIdx, ResourceIdx, SlotIdx, StripIdx, StuntIdx, UnitIdx};
pub use validate::{MAX_DATES, ProblemError};

/// Everything that the optimiser knows. Money is integer cents (or an instance's own unit), time is minutes.
///
/// Build it with a literal and call [`Problem::validate`] before solving.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// All dates of all units' slots, ascending; at most [`MAX_DATES`].
    pub dates: Vec<Date>,
    /// The units; slots refer to them.
    pub units: Vec<Unit>,
    /// All slots, unit after unit, ascending by date inside a unit.
    pub slots: Vec<Slot>,
    /// What is to be placed: every strip gets exactly one slot.
    pub strips: Vec<Strip>,
    /// Engagements, elements and background groups.
    pub resources: Vec<Resource>,
    /// Real places.
    pub locations: Vec<Location>,
    /// Strips whose outcome is uncertain, in order of id (the order in which stunts of one date are nested).
    pub stunts: Vec<Stunt>,
    /// `first` before `then`.
    pub before: Vec<Before>,
    /// Pairs that share a slot.
    pub together: Vec<(StripIdx, StripIdx)>,
    /// Pairs on different dates.
    pub apart: Vec<(StripIdx, StripIdx)>,
    /// May a person work for two units on one date?
    pub shared_people: bool,
    /// What a finished film is worth, for the term that keeps danger from being rewarded.
    pub film_value: FilmValue,
}

/// A calendar date on which at least one unit has a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Calendar day number since any fixed epoch.
    pub day: i32,
    /// Does the main unit have a slot on it? Holds and location runs are counted on such dates.
    pub counts: bool,
}

/// A shooting unit and the rules and prices of its days.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its slots are `first_slot .. first_slot + slot_count` of [`Problem::slots`].
    pub first_slot: SlotIdx,
    /// How many slots it has.
    pub slot_count: u32,
    /// Crew cost of a day.
    pub crew_cost: i64,
    /// Are idle days before the last used slot paid too?
    pub idle_days_paid: bool,
    /// Minutes before overtime, by [`Kind`].
    pub base: [i32; 3],
    /// Overtime minutes beyond which a day is forbidden.
    pub most_overtime: i32,
    /// Price of n overtime minutes at index n; beyond its end the last entry. Starts with 0.
    pub overtime: Vec<i64>,
    /// Minutes of one company move.
    pub move_minutes: i32,
    /// Price of one company move.
    pub move_cost: i64,
    /// Distinct locations a day that cost no `extra_location`.
    pub max_locations: u32,
    /// Price of each location beyond them.
    pub extra_location: i64,
    /// Are locations beyond them forbidden?
    pub extra_locations_forbidden: bool,
    /// Premium of a night.
    pub night_premium: i64,
    /// Exclusive stunts allowed on a day.
    pub max_exclusive: u32,
    /// Minutes of the meal break.
    pub meal_minutes: i32,
    /// A day of more work than this has the meal break.
    pub meal_after: i32,
    /// Late-meal penalty of one performer on a day of W minutes at index W; beyond its end the last entry; may be empty.
    pub late_meal: Vec<i64>,
    /// What the crew's day costs more on a sixth and a seventh date of a week ([`Slot::sixth_day`]).
    pub sixth_day: [i64; 2],
    /// Is work of a performer beyond the straight hours of their contract forbidden?
    pub cast_overtime_forbidden: bool,
    /// Least minutes between wrap and next call, forbidden below.
    pub crew_rest: Option<i32>,
    /// Least rest of a minor who works both days, forbidden below.
    pub minor_rest: Option<i32>,
    /// `[from][to]` by [`Kind`]: forbidden between a used slot and a used slot that follows it ([`Slot::follows_previous`]).
    pub forbidden_transitions: [[bool; 3]; 3],
    /// Kind of day by the set of lights on it: index `Σ 1 << light` over [`Light`] but `Any`. Index 0 is a day without
    /// light needs that follows no night.
    pub kind_of_lights: [KindOfLights; 16],
    /// Minutes that two or more strips may share of the dusk, or of the dawn.
    pub magic_hour: Option<i32>,
    /// Are the lights of a day shot in their order in time? Without, strips of a day may be in any order.
    pub phased: bool,
}

/// What the lights on a day make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindOfLights {
    /// The kind of day.
    pub kind: Kind,
    /// May these lights be on one day?
    pub allowed: bool,
}

/// Kind of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Called in the morning.
    Day = 0,
    /// Called at noon.
    Split = 1,
    /// Called in the evening.
    Night = 2,
}

/// Light that a strip needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Light {
    /// Sun up.
    Daylight = 0,
    /// Sun down.
    Dark = 1,
    /// Around sunrise.
    Dawn = 2,
    /// Around sunset.
    Dusk = 3,
    /// No need.
    Any = 4,
}

impl Light {
    /// Its bit in the index of [`Unit::kind_of_lights`]; nothing for `Any`.
    pub fn bit(self) -> usize {
        if self == Light::Any { 0 } else { 1 << self as usize }
    }
}

/// A date of a unit.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Whose.
    pub unit: UnitIdx,
    /// The unit's k-th shooting date, from 0.
    pub ordinal: u32,
    /// When.
    pub date: DateIdx,
    /// Does it follow the unit's previous slot directly (the date before; in instances: in the same week)? Then a night
    /// before makes a night of a day without light needs, and forbidden transitions apply.
    pub follows_previous: bool,
    /// Is it the sixth (0) or seventh (1) date of its unit in a week?
    pub sixth_day: Option<usize>,
    /// Calendar days since the unit's previous slot; 0 for the first.
    pub gap_days: i32,
    /// Call, minutes from midnight, by [`Kind`].
    pub call: [i32; 3],
    /// Call of a [`Kind::Day`] with a daylight strip and no dawn.
    pub daylight_call: i32,
    /// Call of a [`Kind::Day`] with a dawn strip.
    pub dawn_call: i32,
    /// Clock before which a strip of a light does not begin, `[kind][light]`: the company waits. `i32::MIN` for none.
    pub not_before: [[i32; 4]; 3],
    /// Clock after which a strip of a light does not begin; `i32::MAX` for none.
    pub start_by: [[i32; 4]; 3],
    /// Clock after which a strip of a light does not end; `i32::MAX` for none.
    pub end_by: [[i32; 4]; 3],
    /// Minutes available of each light but `Any`: `[kind][light]`; `i32::MAX` where there is no limit.
    pub light_minutes: [[i32; 4]; 3],
    /// The day that a person made here, when it breaks a rule by itself.
    pub as_placed: Option<Box<AsPlaced>>,
}

/// A day that stays as it is, whatever it breaks: no other strip may stand on its slot, and its rules are not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsPlaced {
    /// Its strips in their order; each may stand on this slot alone.
    pub order: Vec<StripIdx>,
    /// Of this kind what it breaks is a person's; were it made another by the night before it, the plan would have done so.
    pub kind: Kind,
}

/// What is placed.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Estimated minutes.
    pub minutes: i32,
    /// Light need.
    pub light: Light,
    /// Where, if known; without one it costs no move.
    pub location: Option<LocationIdx>,
    /// Who and what works, each once.
    pub resources: Vec<ResourceIdx>,
    /// Slots where it may stand: availability, windows and pins are folded in. One bit a slot.
    pub allowed_slots: FixedBitSet,
    /// May it also stand on a date behind the last slot of its unit? Then it is no proof that its slots do not hold it.
    pub beyond: bool,
    /// Bit `1 << kind` for each kind of day on which it may stand.
    pub allowed_kinds: u8,
    /// Is it a stunt of the class of which a day takes only [`Unit::max_exclusive`]?
    pub exclusive_stunt: bool,
    /// Its uncertain outcomes, ascending; each points back.
    pub stunts: Vec<StuntIdx>,
    /// Costs of the strip itself, on its date.
    pub direct_cost: i64,
    /// Display key; strips of a group in a day are ordered by it, then by index.
    pub key: u32,
}

/// An engagement, an element, or a background group.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Total for n paid dates at index n; starts with 0; one entry more than there are dates. The total is spread evenly
    /// over the paid dates, remaining cents on the earliest.
    pub pay: Vec<i64>,
    /// Paid from first to last work date on dates that count or are worked; else on work dates only.
    pub holds: bool,
    /// One drop is allowed over a gap of strictly more calendar days than this; only with `holds`.
    pub drop_min_gap: Option<i32>,
    /// Late meals and forced calls apply.
    pub performer: bool,
    /// Rest in minutes that they are owed between two days they work; below it the forced call is paid.
    pub rest: i32,
    /// Price of a forced call.
    pub forced_call: i64,
    /// What the contract pays beyond `pay`; apart, as the search seldom looks at it.
    pub contract: Box<Contract>,
    /// The law of minors, when it applies.
    pub minor: Option<Minor>,
    /// Resources of one person have one number; a performer works for one unit on a date.
    pub person: u32,
    /// Dates on which it is available, one bit a date. Only protected days look here; work is folded in the strips.
    pub available: FixedBitSet,
}

/// What a contract pays beyond the total for its paid dates, and the drop that was agreed. The default is nothing.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// Pay of a date on which nobody works, when it is not what `pay` says; `pay` is then the same for each date.
    pub hold: Option<i64>,
    /// Pay of a calendar day between two paid dates that no counting date parts.
    pub day_off: i64,
    /// Pay of travel, on the first and again on the last work date.
    pub travel: i64,
    /// Day numbers of the last work date before the agreed drop and of the pick-up; only with `holds`, and without
    /// [`Resource::drop_min_gap`].
    pub agreed_drop: Option<(i32, i32)>,
    /// Minutes of a day's work that the pay covers.
    pub straight: Option<i32>,
    /// What n tenths of an hour beyond them cost at index n; beyond its end the last entry; may be empty.
    pub overtime: Vec<i64>,
    /// What a day's work costs more on a sixth and a seventh date of a week ([`Slot::sixth_day`]).
    pub sixth_day: [i64; 2],
}

impl Contract {
    /// What a day of so much work costs more.
    pub fn overtime_of(&self, work: i32) -> i64 {
        let Some(over) = self.straight.map(|straight| work - straight).filter(|over| *over > 0) else {
            return 0;
        };
        let tenths = over as usize / 6 + usize::from(over % 6 > 0);
        self.overtime.get(tenths).or(self.overtime.last()).copied().unwrap_or(0)
    }

    /// Minutes of a day's work that the pay does not cover.
    pub fn beyond(&self, work: i32) -> i32 {
        self.straight.map_or(0, |straight| (work - straight).max(0))
    }

    /// Does anything depend on which of the paid dates are worked, or on what lies between them?
    pub(crate) fn looks_at_dates(&self) -> bool {
        self.hold.is_some() || self.day_off != 0 || self.travel != 0
    }
}

/// What protects a minor.
#[derive(Clone, Debug)]
pub struct Minor {
    /// Most minutes of work by date; one entry a date. Who is of age by then has [`i32::MAX`], and no limit at all.
    pub max_minutes: Vec<i32>,
    /// End of their last strip at the latest, minutes from midnight of the work date, by date; empty: any time.
    pub latest: Vec<i32>,
    /// Most minutes on the clock from the beginning of their first strip to the end of their last, by date; empty: any.
    pub on_set: Vec<i32>,
    /// Call of the day at the earliest.
    pub earliest: Option<i32>,
    /// May they not work at all on a night?
    pub nights_forbidden: bool,
}

impl Minor {
    /// Is the person a minor on the date?
    pub(crate) fn is_one_on(&self, date: usize) -> bool {
        self.max_minutes[date] < i32::MAX
    }
}

/// Prices of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// A visit opens a run of days.
    pub visit: i64,
    /// Each used date.
    pub day: i64,
    /// A dark date between two runs, in place of a new visit when that is not dearer.
    pub dark: Option<i64>,
}

/// An uncertain strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Stunt {
    /// The strip it belongs to.
    pub strip: StripIdx,
    /// Who performs it.
    pub performer: ResourceIdx,
    /// Probability that it ends in a rewrite, per mille.
    pub q_milli: u32,
    /// p_delay × delay days, per mille days.
    pub delay_milli_days: u32,
    /// p_out × days out, per mille days.
    pub out_milli_days: u32,
    /// Cost of a rewrite.
    pub rewrite_cost: i64,
    /// ω, share of the money spent that is wasted, per mille.
    pub waste_milli: u32,
    /// ρ, share of the remaining plan still shot after a rewrite, per mille.
    pub rho_milli: u32,
    /// Strips that a rewrite makes to be shot again if they stand on its date or before, and what that costs. Each once.
    pub lost: Vec<(StripIdx, i64)>,
    /// Slots of the unit before it that are paid, and free of other work of the performer.
    pub protect_days: u32,
    /// Of these slots those on which a person has other work for the performer, or has none to be had: not counted.
    pub unprotected: Vec<SlotIdx>,
}

/// `first` on an earlier date than `then`, or on the same slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// The earlier strip.
    pub first: StripIdx,
    /// The later strip.
    pub then: StripIdx,
    /// On the same slot, must the order of the day keep it too?
    pub ordered_in_day: bool,
}

/// Value V of a finished film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmValue {
    /// A given amount; 0 in benchmark instances.
    Fixed(i64),
    /// The board's own cost when all goes well.
    OwnCost,
}

impl Default for FilmValue {
    fn default() -> Self {
        FilmValue::Fixed(0)
    }
}

impl Slot {
    /// Is a day of these strips, of that kind, the one that a person made here?
    pub(crate) fn is_as_placed(&self, strips: usize, kind: Kind) -> bool {
        self.as_placed.as_ref().is_some_and(|day| day.order.len() == strips && day.kind == kind)
    }

    /// The call of a day of a kind with a set of lights (bits as in [`Unit::kind_of_lights`]).
    pub fn call_of(&self, kind: Kind, lights: usize) -> i32 {
        let has = |light: Light| lights & light.bit() != 0;
        match kind {
            Kind::Day if has(Light::Dawn) => self.dawn_call,
            Kind::Day if has(Light::Daylight) => self.daylight_call,
            _ => self.call[kind as usize],
        }
    }

    /// Clock before which a strip does not begin; `i32::MIN` for none.
    pub fn ready(&self, kind: Kind, light: Light) -> i32 {
        if light == Light::Any { i32::MIN } else { self.not_before[kind as usize][light as usize] }
    }
}

impl Slot {
    /// Clock after which a strip of a light does not begin, and does not end.
    pub fn limits(&self, kind: Kind, light: Light) -> (i32, i32) {
        if light == Light::Any {
            return (i32::MAX, i32::MAX);
        }
        (self.start_by[kind as usize][light as usize], self.end_by[kind as usize][light as usize])
    }

    /// Minutes that a strip is outside the clock of its light.
    pub fn outside(&self, kind: Kind, light: Light, start: i32, end: i32) -> i32 {
        if light == Light::Any {
            return 0;
        }
        let (kind, light) = (kind as usize, light as usize);
        (start.saturating_sub(self.start_by[kind][light])).max(0)
            + (end.saturating_sub(self.end_by[kind][light])).max(0)
    }

    /// The earliest clock by which a strip of one of the lights (bits) must have begun or ended.
    pub fn due(&self, kind: Kind, lights: usize) -> i32 {
        [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk]
            .into_iter()
            .filter(|light| lights & light.bit() != 0)
            .map(|light| {
                self.start_by[kind as usize][light as usize].min(self.end_by[kind as usize][light as usize])
            })
            .min()
            .unwrap_or(i32::MAX)
    }
}

impl Unit {
    /// The clock after minutes of work, the meal included once it is due.
    pub fn clock(&self, call: i32, work: i32) -> i32 {
        call + work + if work > self.meal_after { self.meal_minutes } else { 0 }
    }

    /// The least work after which the clock shows `time` or later.
    pub fn work_until(&self, call: i32, time: i32) -> i32 {
        if time == i32::MIN {
            return i32::MIN;
        }
        let passed = time - call;
        if passed <= self.meal_after { passed } else { (passed - self.meal_minutes).max(self.meal_after + 1) }
    }

    /// Its slots.
    pub fn slots(&self) -> std::ops::Range<usize> {
        let first = self.first_slot.index();
        first..first + self.slot_count as usize
    }
}

impl Problem {
    /// V's factor: the probability that the film is not finished as planned or rewritten, `1 − Π(1 − q(1 − ρ))`.
    /// With constant q it is the same for every board.
    pub fn abandon_probability(&self) -> f64 {
        let goes_on = self.stunts.iter().fold(1.0, |product, stunt| {
            let (q, rho) = (f64::from(stunt.q_milli) / 1000.0, f64::from(stunt.rho_milli) / 1000.0);
            product * (1.0 - q * (1.0 - rho))
        });
        1.0 - goes_on
    }
}

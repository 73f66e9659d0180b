//! Readiness that decays: a stunt is more likely to end in a rewrite the longer ago its performer was last sharp. What a
//! board is expected to cost then, and the best order of its shooting dates.
//!
//! `q(d) = min(1, q·(1 + growth·d))`, `d` in calendar days since the last of the stunt's training dates before its date,
//! else since the board's first shooting date: trained for the start of the shoot. A stunt with protected days is rehearsed
//! right before: `d = 0`. All causes grow alike; a delay, and the performer being out, are as likely as before.
//!
//! The units of the order are the board's shooting dates as wholes, each with its cost, its strips and its stunts; the
//! i-th of an order is shot on the board's i-th shooting date. What is spent on other dates (training, hold days between)
//! is spent when the board says, whatever is shot. Scenes that a rewrite throws away count once they are shot, and
//! somebody waits for a performer who has work left. All this depends on the set shot before a date, not on its order, so
//! that [`crate::order::best`] is exact. It minimises what a plan minimises, `G₀ + V·(1 − Π (1 − q·(1 − ρ)))`: the second
//! term is the sum of `V·q·(1 − ρ)` over the stunts, each weighed by the probability of coming to it.
//!
//! Left out: a date costs what it costs where it is on the board. Hold pay, visits to locations, light, rest between days
//! and protected days other than the shooting date right before change when dates move, and are the judge's to say of
//! [`Readiness::board`]. Dates without a stunt keep their order among each other, so that sets stay few.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Board, Date, Review, Row, Sheet, SheetStatus, State, Stunt, StuntId, UnitId};
use rules::schedule::Day;
use rules::{Schedule, Verdict, availability};

use crate::order::{self, Best, OrderError, Shot, Units};
use crate::shoot::{Shoot, ShootDay};

/// The shooting dates of a board, in any order, with readiness that decays. Money in cents.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// V: the value of the film.
    value: f64,
    places: Vec<Place>,
    units: Vec<Unit>,
    /// What is spent after the last shooting date.
    afterwards: f64,
}

/// What a board is expected to cost. Money in cents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// G₀: what is spent.
    pub g0: f64,
    /// What a plan makes small: with the value of the film at stake.
    pub total: f64,
}

/// A shooting date of the board, whatever is shot on it.
#[derive(Clone, Copy, Debug)]
struct Place {
    date: Date,
    /// What is spent before it, after the shooting date before.
    before: f64,
}

/// What the board shoots on a date.
#[derive(Clone, Debug)]
struct Unit {
    cost: f64,
    /// May it be shot there? By place.
    allowed: Vec<bool>,
    /// Units that come before it in every order.
    after: Vec<usize>,
    stunts: Vec<Attempt>,
}

/// A stunt of a unit.
#[derive(Clone, Debug)]
struct Attempt {
    id: StuntId,
    /// q by place.
    ends: Vec<f64>,
    delay: f64,
    /// When the performer has work left.
    out: f64,
    /// Units with work of the performer.
    needed_in: Vec<usize>,
    /// Is the place before a protected day? By place.
    protects: Vec<bool>,
    rewrite: f64,
    /// What is shot again, by the unit in which it is shot.
    lost: Vec<(usize, f64)>,
    share_left: f64,
}

impl Readiness {
    /// Of a judged board, its shoot, and the share of itself by which q grows each day: from 0 on, finite.
    ///
    /// # Errors
    /// For more shooting dates than [`order::MOST_UNITS`].
    pub fn new(
        state: &State,
        board: &Board,
        verdict: &Verdict,
        shoot: &Shoot,
        growth: f64,
    ) -> Result<Self, OrderError> {
        let schedule = Schedule::new(state, board);
        let (places, afterwards) = places(&shoot.days);
        let shooting = || shoot.days.iter().filter(|day| day.shoots);
        let dates: Vec<Date> = places.iter().map(|place| place.date).collect();
        if dates.len() > order::MOST_UNITS {
            return Err(OrderError::TooMany { count: dates.len() });
        }
        let fixed: Vec<bool> = dates.iter().map(|date| is_fixed(&schedule, *date)).collect();
        let slots = slots(state);
        let mut plain = None;
        let before = before(&schedule, &dates);
        let unit = |(at, day): (usize, &ShootDay)| {
            let may_move =
                |to: usize| !fixed[at] && !fixed[to] && stands(&schedule, &slots, day.date, dates[to]);
            let chained = !fixed[at] && day.stunts.is_empty();
            let chain = if chained { plain.replace(at) } else { None };
            Unit {
                cost: day.cost,
                // Where it is it may stay: what that breaks, the judge says already.
                allowed: (0..dates.len()).map(|to| to == at || may_move(to)).collect(),
                after: chain
                    .into_iter()
                    .chain(before.iter().filter(|(_, to)| *to == at).map(|(from, _)| *from))
                    .collect(),
                stunts: attempts(&schedule, shoot, day, (&dates, &slots), growth),
            }
        };
        let units = shooting().enumerate().map(unit).collect();
        let value = state.production.budget.unwrap_or(verdict.cost).0 as f64;
        Ok(Self { value, places, units, afterwards })
    }

    /// The order of the board as it is.
    #[must_use]
    pub fn planned(&self) -> Vec<usize> {
        (0..self.units.len()).collect()
    }

    /// What an order of the shooting dates is expected to cost: they are numbered from 0 as they are on the board.
    #[must_use]
    pub fn price(&self, order: &[usize]) -> Price {
        let spending = Self { value: 0.0, ..self.clone() };
        Price { g0: order::expected(&spending, order, 0.0), total: order::expected(self, order, 0.0) }
    }

    /// The order with the least total. A date may be put where each of its units has a slot, its people and things and
    /// places can be had, its stunts are ready, their performers free the day before if that is protected, and its actions
    /// answered and clear as far as anybody says; or stay. A date with a pinned strip stays, and so does
    /// what is not after everything shot; a scene that must be before another is.
    ///
    /// # Errors
    /// When there are too many sets of dates.
    pub fn best(&self) -> Result<Best, OrderError> {
        order::best(self)
    }

    /// The board's shooting dates, ascending.
    pub fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        self.places.iter().map(|place| place.date)
    }

    /// q of each stunt of a unit when it is shot at a place.
    pub fn ends(&self, unit: usize, place: usize) -> impl Iterator<Item = (StuntId, f64)> + '_ {
        self.units[unit].stunts.iter().map(move |stunt| (stunt.id, stunt.ends[place]))
    }

    /// The board with its dates in another order, to be judged: the strips and banners of each date on their new date.
    #[must_use]
    pub fn board(&self, state: &State, board: &Board, order: &[usize]) -> Board {
        let mut moved = board.clone();
        let dates: Vec<Date> = self.dates().collect();
        let to: BTreeMap<Date, Date> =
            order.iter().zip(&dates).map(|(unit, date)| (dates[*unit], *date)).collect();
        for (id, slots) in slots(state) {
            let mut days: Vec<&[Row]> = vec![&[]; slots.len()];
            for day in board.days(id) {
                let date = slots.get(day.ordinal);
                let place = date.and_then(|date| slots.binary_search(to.get(date)?).ok());
                let place = place.unwrap_or(day.ordinal);
                if !day.rows.is_empty() {
                    days.resize(days.len().max(place + 1), &[]);
                    days[place] = day.rows;
                }
            }
            let used = days.iter().rposition(|rows| !rows.is_empty()).map_or(0, |last| last + 1);
            moved.rows.insert(id, days[..used].join(&Row::DayBreak));
        }
        moved
    }

    /// What a unit is expected to spend and to put at stake when it comes next: its stunts nested in their order.
    fn stage(&self, shot: Shot, unit: usize) -> f64 {
        let place = shot.count() as usize;
        let is_shot = |other: usize| other == unit || shot.has(other);
        let mut to_go = if place + 1 == self.units.len() { self.afterwards } else { 0.0 };
        for stunt in self.units[unit].stunts.iter().rev() {
            let stops = stunt.stops(place);
            let waits = stunt.needed_in.iter().any(|other| !is_shot(*other));
            let lost: f64 =
                stunt.lost.iter().filter(|(other, _)| is_shot(*other)).map(|(_, cost)| cost).sum();
            let out = if waits { stunt.out } else { 0.0 };
            let rewrite = stunt.ends[place] * (stunt.rewrite + lost);
            to_go = stunt.delay + out + rewrite + stops * self.value + (1.0 - stops) * to_go;
        }
        self.places[place].before + self.units[unit].cost + to_go
    }
}

impl Attempt {
    /// It stops the plan.
    fn stops(&self, place: usize) -> f64 {
        self.ends[place] * (1.0 - self.share_left)
    }
}

/// A date's stunts one after another are one unit: what they are expected to cost together is its cost, and what they stop
/// together ends the shoot. Its rewrites are in that cost.
impl Units for Readiness {
    fn count(&self) -> usize {
        self.units.len()
    }

    fn cost(&self, shot: Shot, _last: Option<usize>, unit: usize) -> f64 {
        self.stage(shot, unit)
    }

    fn fails(&self, shot: Shot, unit: usize) -> f64 {
        let place = shot.count() as usize;
        let goes_on = self.units[unit].stunts.iter().map(|stunt| 1.0 - stunt.stops(place));
        1.0 - goes_on.product::<f64>()
    }

    fn rewrite(&self, _shot: Shot, _unit: usize) -> f64 {
        0.0
    }

    fn share_left(&self, _unit: usize) -> f64 {
        0.0
    }

    fn may_follow(&self, shot: Shot, last: Option<usize>, unit: usize) -> bool {
        let Unit { allowed, after, stunts, .. } = &self.units[unit];
        let place = shot.count() as usize;
        let works = |last: usize| stunts.iter().any(|s| s.protects[place] && s.needed_in.contains(&last));
        // As on the board they may follow each other, whatever that breaks.
        let free = last.is_none_or(|last| (place == unit && last + 1 == unit) || !works(last));
        allowed[place] && after.iter().all(|before| shot.has(*before)) && free
    }

    fn looks_back(&self) -> bool {
        self.units.iter().flat_map(|unit| &unit.stunts).any(|stunt| stunt.protects.contains(&true))
    }
}

/// The shooting dates with what is spent before each on dates without shooting; and what is spent after the last.
fn places(days: &[ShootDay]) -> (Vec<Place>, f64) {
    let (mut places, mut before) = (Vec::new(), 0.0);
    for day in days {
        if day.shoots {
            places.push(Place { date: day.date, before: std::mem::take(&mut before) });
        } else {
            before += day.cost;
        }
    }
    (places, before)
}

/// A date's stunts, with q at every place.
fn attempts(
    schedule: &Schedule<'_>,
    shoot: &Shoot,
    day: &ShootDay,
    (dates, slots): (&[Date], &Slots),
    growth: f64,
) -> Vec<Attempt> {
    let state = schedule.state;
    let unit_on = |date: Date| dates.binary_search(&date).ok();
    let on_it = shoot.stunts[day.stunts.clone()].iter();
    let known = on_it.filter_map(|shot| Some((shot, state.stunts.get(&shot.id)?)));
    known
        .map(|(shot, stunt)| {
            let ends = |date: &Date| {
                let days = days_since_sharp(stunt, *date, dates[0]);
                (shot.terminal() * (1.0 + growth * f64::from(days))).min(1.0)
            };
            let out = f64::from(rules::expected::risk(state, stunt).out.0) / 1000.0;
            let lost = shot.lost.iter().filter_map(|scene| Some((unit_on(scene.date)?, scene.cost)));
            let unit = schedule.day_of(stunt.sheet).map(|day| day.unit.id);
            let slots = unit.and_then(|unit| slots.get(&unit));
            let slot_before = |place: usize| {
                let slot = slots?.binary_search(&dates[place]).ok()?;
                slots?.get(slot.checked_sub(1)?)
            };
            let protects = |place: usize| {
                let before = place.checked_sub(1).map(|before| &dates[before]);
                stunt.protect_days > 0 && before.is_some() && slot_before(place) == before
            };
            Attempt {
                id: shot.id,
                ends: dates.iter().map(ends).collect(),
                delay: shot.delay * shot.delay_days * shot.burn,
                out: out * shot.out_days * shot.idle_day,
                needed_in: rules::expected::needed_on(schedule, stunt).filter_map(unit_on).collect(),
                protects: (0..dates.len()).map(protects).collect(),
                rewrite: shot.rewrite,
                lost: lost.collect(),
                share_left: shot.share_left,
            }
        })
        .collect()
}

/// Calendar days on a date since a stunt's performer was last sharp for it, in a shoot that begins on `first`.
fn days_since_sharp(stunt: &Stunt, date: Date, first: Date) -> i32 {
    if stunt.protect_days > 0 {
        return 0;
    }
    let trained = stunt.training_dates().into_iter().rfind(|trained| *trained < date);
    (date - trained.unwrap_or(first)).get_days()
}

/// Dates on which each unit may shoot, ascending.
type Slots = BTreeMap<UnitId, Vec<Date>>;

fn slots(state: &State) -> Slots {
    let of = |unit: &domain::Unit| unit.calendar.shooting_dates(rules::start_date(state, unit)).collect();
    state.units.values().map(|unit| (unit.id, of(unit))).collect()
}

/// Dates of which the first comes before the second because a scene must, and does.
fn before(schedule: &Schedule<'_>, dates: &[Date]) -> Vec<(usize, usize)> {
    let unit_of = |sheet| dates.binary_search(&schedule.day_of(sheet)?.date).ok();
    let strips = schedule.days.iter().flat_map(|day| &day.strips);
    let pairs = strips.flat_map(|strip| strip.sheet.before.iter().map(|later| (strip.sheet.id, *later)));
    let mut pairs: Vec<(usize, usize)> = pairs
        .filter_map(|(first, later)| Some((unit_of(first)?, unit_of(later)?)))
        .filter(|(first, later)| first < later)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Does a pin on the date hold it there, or is something shot on it or later?
fn is_fixed(schedule: &Schedule<'_>, date: Date) -> bool {
    let is_shot = |day: &Day<'_>| day.strips.iter().any(|strip| strip.sheet.status == SheetStatus::Shot);
    let mut strips = used(schedule, date).flat_map(|day| &day.strips);
    strips.any(|strip| strip.sheet.pin.is_some())
        || schedule.days.iter().any(|day| day.date >= date && is_shot(day))
}

fn used<'a, 's>(schedule: &'s Schedule<'a>, date: Date) -> impl Iterator<Item = &'s Day<'a>> {
    schedule.days.iter().filter(move |day| day.used && day.date == date)
}

/// Can what is shot on one date be shot on another?
fn stands(schedule: &Schedule<'_>, slots: &Slots, from: Date, to: Date) -> bool {
    let state = schedule.state;
    used(schedule, from).all(|day| {
        let Some(slots) = slots.get(&day.unit.id) else { return false };
        let Ok(slot) = slots.binary_search(&to) else { return false };
        let previous = slot.checked_sub(1).map(|before| slots[before]);
        let rehearses = |stunt: &Stunt| {
            let performer = stunt.performer.filter(|_| stunt.protect_days > 0).map(Performer::Engaged);
            let day = performer.zip(previous);
            day.is_none_or(|(performer, date)| availability::can_work(state, performer, date))
        };
        let ready = |id| {
            let stunt = state.stunts.get(&id);
            stunt.is_none_or(|s| rules::readiness::is_ready(s, to, previous) && rehearses(s))
        };
        day.strips.iter().all(|strip| {
            state.stunts_of(strip.sheet.id).all(ready)
                && can_be_had(state, strip.sheet, to)
                && rules::consent::allows(state, strip.sheet, to)
                && rules::clearance::from(state, strip.sheet).is_none_or(|from| from <= to)
        })
    })
}

/// Can everybody and everything that a sheet needs, and its place, be had on the date?
fn can_be_had(state: &State, sheet: &Sheet, date: Date) -> bool {
    let accepted = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    let mut elements = accepted.filter_map(|used| state.elements.get(&used.element));
    let accepted = sheet.background.iter().filter(|used| used.review != Review::Rejected);
    let mut groups = accepted.filter_map(|used| state.background.get(&used.group));
    state.performers_of(sheet).into_iter().all(|who| availability::can_work(state, who, date))
        && elements.all(|element| element.is_available(date))
        && groups.all(|group| availability::is_open(&group.available, date))
        && state.location_of(sheet).is_none_or(|location| location.is_available(date))
        && state.set_stands(sheet, date)
}

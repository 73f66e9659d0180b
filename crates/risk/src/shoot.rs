//! A judged board as plain numbers: what is spent on which date, how full each day is, what may go wrong.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Board, Date, Money, PerMille, State, Stunt, StuntId, UnitId, UnitKind};
use rules::expected::{is_burn, is_open, needed_later, risk};
use rules::schedule::Day;
use rules::{Schedule, Verdict};

/// A board of which a shoot may come. Money in cents, durations in minutes, probabilities from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shoot {
    /// Dates on which something is spent or shot, ascending.
    pub days: Vec<ShootDay>,
    /// Stunts on the board that may still go wrong, by date, then by id.
    pub stunts: Vec<ShootStunt>,
    /// Units that shoot.
    pub units: Vec<ShootUnit>,
    /// Shooting dates of the board, and those that follow on the main unit's calendar.
    pub calendar: Vec<Date>,
    /// Crew overtime, a minute.
    pub overtime_minute: f64,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub struct ShootDay {
    /// Which.
    pub date: Date,
    /// C: what the board spends on it.
    pub cost: f64,
    /// B: the part that a day's delay spends again.
    pub burn: f64,
    /// A unit's day falls on it.
    pub shoots: bool,
    /// The days of units on it.
    pub units: Vec<UnitDay>,
    /// Stunts on it: a range of [`Shoot::stunts`].
    pub stunts: std::ops::Range<usize>,
}

/// A unit's day.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDay {
    /// Which of [`Shoot::units`].
    pub unit: usize,
    /// Work before overtime.
    pub base: f64,
    /// Work at most: with all overtime that is allowed, or what is planned if that is more.
    pub most: f64,
    /// Moves, waits and banners, which take the time they take.
    pub fixed: f64,
    /// Strips, in order.
    pub strips: Vec<ShootStrip>,
}

/// A strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShootStrip {
    /// The sheet's id: its luck is the same on every board.
    pub key: u64,
    /// How long it is planned to take.
    pub minutes: f64,
}

/// A unit that shoots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShootUnit {
    /// Work of an extra day.
    pub day_minutes: f64,
    /// What an extra day spends: its crew, and for the main unit also the mean of the rest of a date's burn.
    pub extra_day: f64,
}

/// A stunt where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ShootStunt {
    /// Which.
    pub id: StuntId,
    /// When.
    pub date: Date,
    /// q by [`Cause::ALL`]; the sum is at most 1.
    pub ends: [f64; 4],
    /// A delay.
    pub delay: f64,
    /// Days of the delay.
    pub delay_days: f64,
    /// The burn of its date.
    pub burn: f64,
    /// The performer is out while there is work of theirs left.
    pub out: f64,
    /// Days out.
    pub out_days: f64,
    /// Whole days of the unit's later work that do without the performer: they can be shot first.
    pub other_days: f64,
    /// What an idle day spends: the unit's crew.
    pub idle_day: f64,
    /// R.
    pub rewrite: f64,
    /// What a rewrite makes to be shot again, once it is shot, by the date on which that is planned.
    pub lost: Vec<LostScene>,
    /// ρ: share of what is left that is still shot.
    pub share_left: f64,
    /// A figure is the class's example.
    pub example: bool,
}

/// A scene that a rewrite throws away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LostScene {
    /// When the board shoots it first.
    pub date: Date,
    /// Shooting it again.
    pub cost: f64,
    /// Days of its unit that it takes again.
    pub days: f64,
}

impl ShootStunt {
    /// What of it is shot until the evening of a date: the cost of shooting that again, and its days.
    #[must_use]
    pub fn lost_by(&self, date: Date) -> (f64, f64) {
        let shot = self.lost.iter().filter(|scene| scene.date <= date);
        shot.fold((0.0, 0.0), |(cost, days), scene| (cost + scene.cost, days + scene.days))
    }

    /// q: it ends in a rewrite.
    #[must_use]
    pub fn terminal(&self) -> f64 {
        self.ends.iter().sum()
    }
}

/// Why a stunt ended in a rewrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It does not work.
    Fails,
    /// It is not permitted, or not insured.
    NotPermitted,
    /// Somebody is hurt.
    Hurt,
    /// Nobody said: the class's example knows no causes.
    NotSaid,
}

impl Cause {
    /// All, in the order of [`ShootStunt::ends`].
    pub const ALL: [Self; 4] = [Self::Fails, Self::NotPermitted, Self::Hurt, Self::NotSaid];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Fails => "it does not work",
            Self::NotPermitted => "not permitted or not insured",
            Self::Hurt => "somebody is hurt",
            Self::NotSaid => "cause not said",
        }
    }
}

impl Shoot {
    /// Of a board and what the judge says of it. None when it has no shooting days.
    #[must_use]
    pub fn new(state: &State, board: &Board, verdict: &Verdict) -> Option<Self> {
        let schedule = Schedule::new(state, board);
        let mut days = dates(&schedule, verdict);
        let mut stunts = stunts(&schedule, &days);
        stunts.sort_by_key(|stunt| (stunt.date, stunt.id));
        for day in &mut days {
            let from = stunts.partition_point(|stunt| stunt.date < day.date);
            day.stunts = from..stunts.partition_point(|stunt| stunt.date <= day.date);
        }
        let ids = unit_ids(&schedule);
        let units = ids.iter().map(|id| unit(&schedule, *id, verdict)).collect();
        let mut calendar: Vec<Date> = days.iter().filter(|day| day.shoots).map(|day| day.date).collect();
        let last = *calendar.last()?;
        if let Some(main) = state.main_unit() {
            let dates = main.calendar.shooting_dates(rules::start_date(state, main));
            calendar.extend(dates.filter(|date| *date > last));
        }
        let hour = rules::minutes::overtime_price(state, domain::Minutes(60));
        Some(Self { days, stunts, units, calendar, overtime_minute: cents(hour) / 60.0 })
    }

    /// Dates on which the board shoots.
    #[must_use]
    pub fn planned_dates(&self) -> usize {
        self.days.iter().filter(|day| day.shoots).count()
    }

    /// A figure of a stunt in it is the class's example.
    #[must_use]
    pub fn example(&self) -> bool {
        self.stunts.iter().any(|stunt| stunt.example)
    }
}

fn cents(money: Money) -> f64 {
    money.0 as f64
}

fn unit_ids(schedule: &Schedule<'_>) -> Vec<UnitId> {
    let mut ids: Vec<UnitId> = schedule.days.iter().map(|day| day.unit.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn dates(schedule: &Schedule<'_>, verdict: &Verdict) -> Vec<ShootDay> {
    let blank =
        |date| ShootDay { date, cost: 0.0, burn: 0.0, shoots: false, units: Vec::new(), stunts: 0..0 };
    let mut days: BTreeMap<Date, ShootDay> = BTreeMap::new();
    let ids = unit_ids(schedule);
    for day in &schedule.days {
        let date = days.entry(day.date).or_insert_with(|| blank(day.date));
        date.shoots = true;
        let unit = ids.partition_point(|id| *id < day.unit.id);
        date.units.push(unit_day(schedule.state, day, unit));
    }
    for item in &verdict.items {
        let day = days.entry(item.date).or_insert_with(|| blank(item.date));
        day.cost += cents(item.amount);
        if is_burn(item.rule) {
            day.burn += cents(item.amount);
        }
    }
    days.into_values().collect()
}

fn unit_day(state: &State, day: &Day<'_>, unit: usize) -> UnitDay {
    let terms = &state.production.day;
    let base = terms.base_of(day.kind);
    let strips: Vec<ShootStrip> = day
        .strips
        .iter()
        .map(|strip| ShootStrip { key: u64::from(strip.sheet.id.0), minutes: f64::from(strip.minutes.0) })
        .collect();
    let shot: f64 = strips.iter().map(|strip| strip.minutes).sum();
    let most = (base + terms.most_overtime()).max(day.work);
    let work = f64::from(day.work.0);
    UnitDay { unit, base: f64::from(base.0), most: f64::from(most.0), fixed: work - shot, strips }
}

fn unit(schedule: &Schedule<'_>, id: UnitId, verdict: &Verdict) -> ShootUnit {
    let state = schedule.state;
    let base = f64::from(state.production.day.base_of(domain::DayKind::Day).0).max(1.0);
    let Some(unit) = state.units.get(&id) else { return ShootUnit { day_minutes: base, extra_day: 0.0 } };
    let mut extra_day = cents(rules::crew::day_price(state, unit).0);
    if unit.kind == UnitKind::Main {
        let rest = verdict.items.iter().filter(|item| is_burn(item.rule) && item.rule != rules::Rule::Crew);
        let rest: Money = rest.map(|item| item.amount).sum();
        extra_day += cents(rest) / schedule.of_unit(id).count().max(1) as f64;
    }
    ShootUnit { day_minutes: base, extra_day }
}

fn stunts(schedule: &Schedule<'_>, days: &[ShootDay]) -> Vec<ShootStunt> {
    let state = schedule.state;
    let open = state.stunts.values().filter(|stunt| is_open(state, stunt));
    let placed = open.filter_map(|stunt| Some((stunt, schedule.day_of(stunt.sheet)?)));
    placed
        .map(|(stunt, day)| {
            let figures = risk(state, stunt);
            let p = |per_mille: PerMille| f64::from(per_mille.0) / 1000.0;
            let burn = days.iter().find(|other| other.date == day.date).map_or(0.0, |other| other.burn);
            let needed = needed_later(schedule, stunt, day);
            ShootStunt {
                id: stunt.id,
                date: day.date,
                ends: causes(stunt, figures.terminal),
                delay: p(figures.delay),
                delay_days: f64::from(figures.delay_days),
                burn,
                out: if needed { p(figures.out) } else { 0.0 },
                out_days: f64::from(figures.out_days),
                other_days: other_days(schedule, stunt, day),
                idle_day: cents(rules::crew::day_price(state, day.unit).0),
                rewrite: cents(figures.rewrite),
                lost: lost_scenes(schedule, stunt),
                share_left: p(figures.share_left),
                example: figures.example,
            }
        })
        .collect()
}

fn lost_scenes(schedule: &Schedule<'_>, stunt: &Stunt) -> Vec<LostScene> {
    let state = schedule.state;
    let base = f64::from(state.production.day.base_of(domain::DayKind::Day).0).max(1.0);
    let lost = rules::expected::lost(state, stunt).into_iter();
    let mut scenes: Vec<LostScene> = lost
        .filter_map(|(sheet, cost)| {
            let days = f64::from(state.minutes_of(state.sheets.get(&sheet)?).0) / base;
            Some(LostScene { date: schedule.day_of(sheet)?.date, cost: cents(cost), days })
        })
        .collect();
    scenes.sort_by_key(|scene| scene.date);
    scenes
}

/// q by cause: as typed, scaled when the causes together pass 1; of the class's example, without a cause.
fn causes(stunt: &Stunt, terminal: PerMille) -> [f64; 4] {
    let q = f64::from(terminal.0) / 1000.0;
    let typed = [stunt.outcome.fails, stunt.outcome.not_permitted, stunt.outcome.hurt];
    let typed = typed.map(|cause| f64::from(cause.unwrap_or(PerMille(0)).0));
    let sum: f64 = typed.iter().sum();
    if sum == 0.0 {
        return [0.0, 0.0, 0.0, q];
    }
    let [fails, not_permitted, hurt] = typed.map(|cause| q * cause / sum);
    [fails, not_permitted, hurt, 0.0]
}

/// Whole days of the unit's work after the stunt's date in which its performer is in no strip.
fn other_days(schedule: &Schedule<'_>, stunt: &Stunt, day: &Day<'_>) -> f64 {
    let state = schedule.state;
    let person = stunt.performer.and_then(|engagement| state.person_of(Performer::Engaged(engagement)));
    let later = schedule.of_unit(day.unit.id).filter(|later| later.date > day.date);
    let strips = later.flat_map(|later| &later.strips);
    let without = strips.filter(|strip| strip.performers.iter().all(|p| state.person_of(*p) != person));
    let minutes: i32 = without.map(|strip| strip.minutes.0).sum();
    let base = state.production.day.base_of(domain::DayKind::Day).0.max(1);
    f64::from(minutes / base)
}

//! From the rows of a board to days on dates and strips on the clock, as `docs/pricing.md` says.

use std::collections::BTreeSet;

use domain::board::BoardDay;
use domain::view::Performer;
use domain::{
    Banner, BannerKind, Board, ClockTime, Date, DayKind, DayTerms, DayType, Light, Location, LocationId,
    Minutes, Money, PageEighths, Row, Sheet, SheetId, SheetStatus, State, Unit, UnitId, UnitKind,
};

use crate::meals::MEAL_EVERY;
use crate::verdict::{Halt, HaltReason};
use crate::{light, meals, sun};

/// Where a shoot begins when nobody said so: a Monday.
pub const DEFAULT_START: Date = jiff::civil::date(2027, 1, 4);

/// First possible shooting date of a unit: its own, the production's, or [`DEFAULT_START`].
#[must_use]
pub fn start_date(state: &State, unit: &Unit) -> Date {
    state.start_of(unit).unwrap_or(DEFAULT_START)
}

/// Does the main unit have a slot on the date? Holds and location runs are counted on such dates.
#[must_use]
pub fn counts(state: &State, date: Date) -> bool {
    state
        .main_unit()
        .is_some_and(|main| start_date(state, main) <= date && main.calendar.day_type(date) == DayType::Work)
}

/// A board laid out on dates.
#[derive(Debug)]
pub struct Schedule<'a> {
    /// The production.
    pub state: &'a State,
    /// Days of all units, by date, the main unit first: every slot up to a unit's last used one.
    pub days: Vec<Day<'a>>,
    /// Counting dates from the first to the last date on the board, ascending.
    pub counting: Vec<Date>,
    /// Sheets on rows beyond the last date of their unit's calendar.
    pub undated: Vec<SheetId>,
}

/// A day of a unit.
#[derive(Debug)]
pub struct Day<'a> {
    /// Whose.
    pub unit: &'a Unit,
    /// Ordinal of the unit, from 0.
    pub ordinal: usize,
    /// Its date.
    pub date: Date,
    /// Is there a strip or a banner on it?
    pub used: bool,
    /// Day, split or night; a day that is not used is a day.
    pub kind: DayKind,
    /// May its lights be on one day?
    pub lights_allowed: bool,
    /// Call.
    pub call: ClockTime,
    /// Minutes of work, moves included, the meal not.
    pub work: Minutes,
    /// Wrap; the call if nothing is shot.
    pub wrap: ClockTime,
    /// Company moves.
    pub moves: u32,
    /// Strips in order.
    pub strips: Vec<Strip<'a>>,
    /// Moves, waits for light and the meal, in order.
    pub halts: Vec<Halt>,
    /// What its banners cost.
    pub banners: Money,
    /// Sunrise of the date.
    pub sunrise: ClockTime,
    /// Sunset of the date.
    pub sunset: ClockTime,
}

/// A strip on a day.
#[derive(Debug)]
pub struct Strip<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// How long it takes.
    pub minutes: Minutes,
    /// Light it needs.
    pub light: Light,
    /// Where it is shot, if that is known.
    pub location: Option<&'a Location>,
    /// Who performs, each once.
    pub performers: Vec<Performer>,
    /// When its work begins.
    pub start: ClockTime,
    /// When it ends.
    pub end: ClockTime,
}

impl<'a> Schedule<'a> {
    /// Lays a board out.
    #[must_use]
    pub fn new(state: &'a State, board: &'a Board) -> Self {
        let (mut days, mut undated) = (Vec::new(), Vec::new());
        for unit in state.units.values() {
            lay_out_unit(state, board, unit, &mut days, &mut undated);
        }
        days.sort_by_key(|day| (day.date, day.unit.kind != UnitKind::Main, day.unit.id));
        let mut counting = Vec::new();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            let dates = first.date.series(jiff::Span::new().days(1));
            counting = dates.take_while(|d| *d <= last.date).filter(|d| counts(state, *d)).collect();
        }
        Self { state, days, counting, undated }
    }

    /// Days of a unit, in order.
    pub fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = &Day<'a>> {
        self.days.iter().filter(move |day| day.unit.id == unit)
    }

    /// Each used day with the unit's next day, when that is used too.
    pub fn consecutive(&self) -> impl Iterator<Item = (&Day<'a>, &Day<'a>)> {
        self.days.iter().filter(|day| day.used).filter_map(|day| {
            let next = self.of_unit(day.unit.id).find(|next| next.ordinal == day.ordinal + 1)?;
            next.used.then_some((day, next))
        })
    }

    /// The day on which a sheet stands.
    #[must_use]
    pub fn day_of(&self, sheet: SheetId) -> Option<&Day<'a>> {
        self.days.iter().find(|day| day.strips.iter().any(|strip| strip.sheet.id == sheet))
    }

    /// Counting dates strictly between two.
    pub fn counting_between(&self, from: Date, to: Date) -> impl Iterator<Item = Date> + '_ {
        self.counting.iter().copied().filter(move |date| from < *date && *date < to)
    }
}

impl Day<'_> {
    /// Lets so many minutes of a row's work pass; the meal that falls among them stands behind it, or before it where
    /// it is due as the work begins.
    fn go_on(&mut self, terms: &DayTerms, minutes: Minutes, row: usize) {
        let within = self.work != MEAL_EVERY;
        let row = row + usize::from(within);
        let due = self.work <= MEAL_EVERY && self.work + minutes > MEAL_EVERY;
        self.work += minutes;
        if due && terms.meal() > Minutes(0) {
            let start = meals::clock(terms, self.call, MEAL_EVERY);
            self.halts.push(Halt { why: HaltReason::Meal, start, minutes: terms.meal(), row, within });
        }
    }

    /// The company works without shooting, before a row. Nobody eats on the road: a meal that is due meanwhile is
    /// taken before a move. A wait goes on behind it, unless only the minute is left by which the law's clock passes
    /// the six hours.
    fn halt(&mut self, terms: &DayTerms, why: HaltReason, minutes: Minutes, row: usize) {
        let start = meals::clock(terms, self.call, self.work);
        let until = MEAL_EVERY - self.work;
        let due = until >= Minutes(0) && until < minutes && terms.meal() > Minutes(0);
        let first = match why {
            HaltReason::Light(_) if due => until,
            _ if due => Minutes(0),
            _ => minutes,
        };
        self.work += minutes;
        let within = false;
        if !due || first > Minutes(0) {
            self.halts.push(Halt { why, start, minutes: first, row, within });
        }
        if due {
            let meal = ClockTime(start.0 + first.0);
            self.halts.push(Halt { why: HaltReason::Meal, start: meal, minutes: terms.meal(), row, within });
            let rest = minutes - first;
            if first == Minutes(0) || rest > Minutes(1) {
                let start = ClockTime(meal.0 + terms.meal().0);
                self.halts.push(Halt { why, start, minutes: rest, row, within });
            }
        }
    }

    /// Work beyond the base.
    #[must_use]
    pub fn overtime(&self, state: &State) -> Minutes {
        (self.work - state.production.day.base_of(self.kind)).max(Minutes(0))
    }

    /// Locations in order of first use.
    #[must_use]
    pub fn locations(&self) -> Vec<LocationId> {
        let mut locations = Vec::new();
        for location in self.strips.iter().filter_map(|strip| strip.location) {
            if !locations.contains(&location.id) {
                locations.push(location.id);
            }
        }
        locations
    }

    /// Those who work on it, as they are paid: work that is included counts for the other engagement.
    #[must_use]
    pub fn payees(&self, state: &State) -> BTreeSet<Performer> {
        let performers = self.strips.iter().flat_map(|strip| strip.performers.iter());
        performers.map(|performer| state.payee(*performer)).collect()
    }

    /// Sheets on it, in order.
    #[must_use]
    pub fn sheets(&self) -> Vec<SheetId> {
        self.strips.iter().map(|strip| strip.sheet.id).collect()
    }

    /// Sheets on it that a performer works on, under this or an included engagement.
    #[must_use]
    pub fn sheets_with(&self, state: &State, payee: Performer) -> Vec<SheetId> {
        let of = |strip: &&Strip<'_>| strip.performers.iter().any(|p| state.payee(*p) == payee);
        self.strips.iter().filter(of).map(|strip| strip.sheet.id).collect()
    }

    /// Script length of what is on it.
    #[must_use]
    pub fn eighths(&self) -> PageEighths {
        self.strips.iter().map(|strip| strip.sheet.eighths).sum()
    }

    /// As flags name it: `day 3 (Wed 6 Jan 2027)`, `Second unit Tue 12 Jan 2027`.
    #[must_use]
    pub fn name(&self) -> String {
        self.unit.dated_day_words(self.ordinal, Some(self.date))
    }
}

fn lay_out_unit<'a>(
    state: &'a State,
    board: &'a Board,
    unit: &'a Unit,
    days: &mut Vec<Day<'a>>,
    undated: &mut Vec<SheetId>,
) {
    let rows = board.days(unit.id);
    let Some(last) = rows.iter().rposition(|day| is_used(state, day)) else { return };
    let mut dates = unit.calendar.shooting_dates(start_date(state, unit));
    let mut night_before: Option<Date> = None;
    for rows in &rows[..=last] {
        let Some(date) = dates.next() else {
            undated.extend(live_sheets(state, rows).map(|sheet| sheet.id));
            continue;
        };
        let after_night = night_before.is_some_and(|night| night.tomorrow().is_ok_and(|next| next == date));
        let day = lay_out_day(state, unit, rows, date, after_night);
        night_before = (day.used && day.kind == DayKind::Night).then_some(date);
        days.push(day);
    }
}

/// Rows of sheets that are not in the film any more are as good as gone.
fn is_used(state: &State, day: &BoardDay<'_>) -> bool {
    live_sheets(state, day).next().is_some() || banners(day).next().is_some()
}

fn sheet_of<'a>(state: &'a State, row: &Row) -> Option<&'a Sheet> {
    let Row::Strip { sheet, .. } = row else { return None };
    state.sheets.get(sheet).filter(|sheet| sheet.status != SheetStatus::Omitted)
}

fn live_sheets<'a>(state: &'a State, day: &BoardDay<'_>) -> impl Iterator<Item = &'a Sheet> {
    day.rows.iter().filter_map(|row| sheet_of(state, row))
}

fn banners<'a>(day: &BoardDay<'a>) -> impl Iterator<Item = &'a Banner> + use<'a> {
    day.rows.iter().filter_map(|row| match row {
        Row::Banner(banner) => Some(&**banner),
        _ => None,
    })
}

fn lay_out_day<'a>(
    state: &'a State,
    unit: &'a Unit,
    rows: &BoardDay<'a>,
    date: Date,
    after_night: bool,
) -> Day<'a> {
    let terms = &state.production.day;
    let used = is_used(state, rows);
    let lights: Vec<Light> = live_sheets(state, rows).map(|sheet| state.light_of(sheet)).collect();
    let (kind, lights_allowed) = light::kind_of_day(&lights, after_night && used);
    let (sunrise, sunset) = sun::times(state, date);
    let call = light::call(terms, kind, &lights, sunrise, sunset);
    let mut day = Day {
        unit,
        ordinal: rows.ordinal,
        date,
        used,
        kind,
        lights_allowed,
        call,
        work: Minutes(0),
        wrap: call,
        moves: 0,
        strips: Vec::new(),
        halts: Vec::new(),
        banners: banners(rows).filter_map(|banner| banner.cost).sum(),
        sunrise,
        sunset,
    };
    let mut here = None;
    for (at, row) in rows.rows.iter().enumerate() {
        if let Row::Banner(banner) = row
            && banner.kind != BannerKind::Meal
        {
            day.go_on(terms, banner.minutes, at);
        }
        let Some(sheet) = sheet_of(state, row) else { continue };
        let location = state.location_of(sheet);
        if let Some(location) = location {
            if here.is_some_and(|here| here != location.id) {
                day.moves += 1;
                day.halt(terms, HaltReason::Move(location.id), terms.move_minutes(), at);
            }
            here = Some(location.id);
        }
        let light = state.light_of(sheet);
        if let Some(from) = light::window(kind, light, sunrise, sunset).and_then(|window| window.from) {
            let wait = meals::work_until(terms, call, from) - day.work;
            if wait > Minutes(0) {
                day.halt(terms, HaltReason::Light(light), wait, at);
            }
        }
        let minutes = state.minutes_of(sheet);
        let start = meals::clock(terms, call, day.work);
        day.go_on(terms, minutes, at);
        let end = meals::clock(terms, call, day.work);
        let performers = state.performers_of(sheet);
        day.strips.push(Strip { sheet, minutes, light, location, performers, start, end });
    }
    day.wrap = meals::clock(terms, call, day.work);
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, MAIN, SECOND};
    use domain::{BannerKind, Placed};

    fn banner(kind: BannerKind, minutes: i32, cost: Option<Money>) -> Row {
        Row::Banner(Box::new(Banner { kind, text: String::new(), minutes: Minutes(minutes), cost }))
    }

    #[test]
    fn days_fall_on_the_calendar() {
        let mut film = Film::new();
        let [a, b] = [60, 60].map(|minutes| film.strip(minutes));
        let mut calendar = domain::Calendar::default();
        calendar.typed.insert(DAY[1], DayType::Holiday);
        film.state.units.get_mut(&MAIN).unwrap().calendar = calendar;
        let board = film.board(&[&[a], &[], &[b], &[]]);
        let schedule = Schedule::new(&film.state, &board);
        // Monday; Tuesday is a holiday, so Wednesday is empty and Thursday is shot; the last day is none.
        let days: Vec<_> = schedule.days.iter().map(|day| (day.date, day.used)).collect();
        assert_eq!(days, [(DAY[0], true), (DAY[2], false), (DAY[3], true)]);
        assert_eq!(schedule.counting, [DAY[0], DAY[2], DAY[3]]);
    }

    #[test]
    fn a_shoot_without_a_start_begins_on_the_default_date() {
        let mut film = Film::new();
        film.state.production.start = None;
        let strip = film.strip(60);
        let board = film.board(&[&[strip]]);
        assert_eq!(Schedule::new(&film.state, &board).days[0].date, DEFAULT_START);
    }

    #[test]
    fn the_clock_holds_moves_and_the_meal() {
        let mut film = Film::new();
        let [a, b, c] = [200, 200, 60].map(|minutes| film.strip(minutes));
        film.location("House", &[a]);
        film.location("Quarry", &[c]);
        let board = film.board(&[&[a, b, c]]);
        let schedule = Schedule::new(&film.state, &board);
        let day = &schedule.days[0];
        // 07:00 to 10:20; b has no location; at 400 minutes of work the 30 of the meal are over, so b ends at
        // 420 + 400 + 30 = 850; then 90 of a move, so c starts at 940 and ends at 1000.
        let clock: Vec<_> = day.strips.iter().map(|strip| (strip.start.0, strip.end.0)).collect();
        assert_eq!(clock, [(420, 620), (620, 850), (940, 1000)]);
        assert_eq!((day.moves, day.work, day.wrap), (1, Minutes(550), ClockTime(1000)));
        // The meal falls within b, the second row; the move lies before c, the third.
        let halts: Vec<_> = day.halts.iter().map(|halt| (halt.start.0, halt.minutes.0, halt.row)).collect();
        assert_eq!(halts, [(780, 30, 2), (850, 90, 2)]);
        assert_eq!([day.halts[0].within, day.halts[1].within], [true, false]);
        assert!(matches!([day.halts[0].why, day.halts[1].why], [HaltReason::Meal, HaltReason::Move(_)]));
    }

    #[test]
    fn what_begins_as_the_meal_is_due_begins_behind_it() {
        let mut film = Film::new();
        let [a, b] = [360, 60].map(|minutes| film.strip(minutes));
        let halts = |day: &crate::DayVerdict| -> Vec<(i32, usize)> {
            day.halts.iter().map(|halt| (halt.start.0, halt.row)).collect()
        };
        let verdict = film.judge(&[&[a, b]]);
        let day = &verdict.days[0];
        // Six hours from 07:00, and half an hour to eat.
        assert_eq!((halts(day), day.strips[1].start), (vec![(780, 1)], ClockTime(810)));
        assert_eq!(day.strips[1].end, ClockTime(870));
        film.location("House", &[a]);
        film.location("Quarry", &[b]);
        let verdict = film.judge(&[&[a, b]]);
        let day = &verdict.days[0];
        assert_eq!((halts(day), day.strips[1].start), (vec![(780, 1), (810, 1)], ClockTime(900)));
        assert!(matches!([day.halts[0].why, day.halts[1].why], [HaltReason::Meal, HaltReason::Move(_)]));
    }

    #[test]
    fn what_is_shot_and_the_halts_fill_the_day() {
        let mut film = Film::new();
        let [a, b, c, d] = [100, 150, 45, 45].map(|minutes| film.strip(minutes));
        film.location("House", &[a, b]);
        film.location("Quarry", &[c, d]);
        film.sheet(c).light = Some(Light::Dark);
        film.sheet(a).light = Some(Light::Daylight);
        let verdict = film.judge(&[&[a, b, c, d]]);
        let day = &verdict.days[0];
        let why: Vec<_> = day.halts.iter().map(|halt| halt.why).collect();
        let to = film.state.location_of(&film.state.sheets[&c]).unwrap().id;
        let dark = HaltReason::Light(Light::Dark);
        assert_eq!(why, [HaltReason::Move(to), dark, HaltReason::Meal]);
        let shot = 100 + 150 + 45 + 45;
        let halted: i32 = day.halts.iter().map(|halt| halt.minutes.0).sum();
        // The minute by which the law's clock passes the six hours is told of by nothing.
        assert_eq!(day.call.0 + shot + halted + 1, day.wrap.0);
        // 12:00, 250 minutes of work, 90 of the move: the wait lasts until the meal.
        let clock = |halt: &Halt| (halt.start.0, halt.minutes.0, halt.row);
        assert_eq!([1, 2].map(|at| clock(&day.halts[at])), [(1060, 20, 2), (1080, 30, 2)]);
        assert!(day.strips[2].start >= day.sunset);
        // Where the meal is short, the wait goes on behind it until the dark.
        film.state.production.day.meal = Some(Minutes(5));
        let verdict = film.judge(&[&[a, b, c, d]]);
        let day = &verdict.days[0];
        let [_, wait, meal, rest] = day.halts[..] else { panic!("{:?}", day.halts) };
        assert_eq!([wait, meal].map(|halt| clock(&halt)), [(1060, 20, 2), (1080, 5, 2)]);
        assert_eq!((rest.why, rest.start, day.strips[2].start), (dark, ClockTime(1085), day.sunset));
        assert_eq!(rest.start.0 + rest.minutes.0, day.sunset.0);
    }

    #[test]
    fn nobody_eats_on_the_road() {
        let mut film = Film::new();
        let [a, b] = [348, 60].map(|minutes| film.strip(minutes));
        film.location("House", &[a]);
        film.location("Quarry", &[b]);
        let verdict = film.judge(&[&[a, b]]);
        let day = &verdict.days[0];
        // 12:48; the meal would be due at 13:00, within the move of 90 minutes.
        let halts: Vec<_> = day.halts.iter().map(|halt| (halt.start.0, halt.minutes.0, halt.row)).collect();
        assert_eq!(halts, [(768, 30, 1), (798, 90, 1)]);
        assert!(matches!([day.halts[0].why, day.halts[1].why], [HaltReason::Meal, HaltReason::Move(_)]));
        assert_eq!(day.strips[1].start, ClockTime(888));
    }

    #[test]
    fn banners_take_time_but_a_meal_banner_does_not() {
        let mut film = Film::new();
        let strip = film.strip(100);
        let mut board = Board::empty(domain::BoardId(1), "banners");
        let rows = vec![
            banner(BannerKind::Travel, 40, Some(Money::whole(7))),
            Row::Strip { sheet: strip, placed: Placed::ByPerson },
            banner(BannerKind::Meal, 30, None),
        ];
        board.rows.insert(MAIN, rows);
        let verdict = crate::assess(&film.state, &board);
        assert_eq!(verdict.days[0].work, Minutes(140));
        assert_eq!(verdict.days[0].strips[0].start, ClockTime(460));
        assert_eq!(crate::fixture::paid(&verdict, crate::Rule::Direct), 7);
    }

    #[test]
    fn a_night_makes_a_night_of_the_next_day_without_light_needs() {
        let mut film = Film::new();
        let [dark, any, more, friday, monday] = [60; 5].map(|minutes| film.strip(minutes));
        film.sheet(dark).light = Some(Light::Dark);
        film.sheet(friday).light = Some(Light::Dark);
        let board = film.board(&[&[], &[dark], &[any], &[more], &[friday], &[monday]]);
        let schedule = Schedule::new(&film.state, &board);
        let kinds: Vec<DayKind> = schedule.days.iter().map(|day| day.kind).collect();
        use DayKind::{Day, Night};
        assert_eq!(kinds, [Day, Night, Night, Night, Night, Day], "Monday is not the date after Friday");
    }

    #[test]
    fn units_are_laid_out_apart_and_sorted_by_date() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Second);
        let [a, b, c] = [60; 3].map(|minutes| film.strip(minutes));
        let verdict = film.judge_two(&[&[a], &[b]], &[&[], &[c]]);
        let days: Vec<_> = verdict.days.iter().map(|day| (day.date, day.unit)).collect();
        assert_eq!(days, [(DAY[0], MAIN), (DAY[0], SECOND), (DAY[1], MAIN), (DAY[1], SECOND)]);
        assert_eq!((verdict.measures.days, verdict.measures.other_unit_days), (2, 1));
        // The second unit's empty day is not paid: 2 × 1,000 + 400.
        assert_eq!(crate::fixture::paid(&verdict, crate::Rule::Crew), 2_400);
    }

    #[test]
    fn an_omitted_sheet_and_a_calendar_without_dates() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.sheet(b).status = SheetStatus::Omitted;
        let verdict = film.judge(&[&[a], &[b]]);
        assert_eq!((verdict.measures.strips, verdict.measures.days), (1, 1));
        film.state.units.get_mut(&MAIN).unwrap().calendar.work_week = [false; 7];
        let verdict = film.judge(&[&[a]]);
        assert_eq!((verdict.measures.days, verdict.measures.boneyard, verdict.cost), (0, 1, Money(0)));
        assert_eq!(crate::fixture::said(&verdict, crate::Rule::Boneyard).len(), 1);
    }
}

//! How far ahead a plan looks, and what it says of what lies farther.

use crate::film;

use domain::*;
use film::{MAIN, actor, away, film, sheet, strip};
use optimiser::{Case, CompileError, Keep, Objective, Outcome, Params, Stop, solve};

fn compile(state: State, board: Board) -> Result<optimiser::Compiled, CompileError> {
    Case::new(state, board, Keep::Placed).compile()
}

fn empty() -> Board {
    Board::empty(BoardId(1), "plan")
}

/// What has no date before May 2027, the first 85 shooting dates, has the next.
fn has_a_date_in_may(state: State) {
    let compiled = compile(state, empty()).unwrap();
    let slot = compiled.problem.strips[0].allowed_slots.ones().next().unwrap();
    assert_eq!(compiled.dates[compiled.problem.slots[slot].date.index()], jiff::civil::date(2027, 5, 3));
}

fn until_may() -> DateRange {
    DateRange { first: film::january(1), last: jiff::civil::date(2027, 5, 1) }
}

#[test]
fn whoever_or_whatever_cannot_be_had_for_long_is_waited_for() {
    let mut state = film(0);
    let a = strip(&mut state, 120);
    let anna = actor(&mut state, "ANNA", &[a]);
    let mut place = Location::named(LocationId(1), "Farm");
    place.unavailable = vec![until_may()];
    let mut at_place = state.clone();
    at_place.locations.insert(place.id, place);
    let (name, parent, location) = ("FARM".to_owned(), None, Some(LocationId(1)));
    at_place.sets.insert(SetId(0), ScriptSet { id: SetId(0), name, parent, location, available: Vec::new() });
    has_a_date_in_may(at_place);
    let mut of_anna = state.clone();
    away(&mut of_anna, anna, until_may());
    has_a_date_in_may(of_anna);
    for (available, unavailable) in [(Vec::new(), vec![until_may()]), (vec![from_may()], Vec::new())] {
        let mut with_crane = state.clone();
        let (id, category, name) = (ElementId(1), Category::Vehicles, "CRANE".to_owned());
        let (rate, confirmed) = (None, false);
        let crane = Element { id, category, name, rate, available, unavailable, confirmed };
        with_crane.elements.insert(id, crane);
        let use_ =
            ElementUse { element: ElementId(1), quantity: 1, review: Review::Accepted, evidence: Vec::new() };
        sheet(&mut with_crane, a).elements.push(use_);
        has_a_date_in_may(with_crane);
    }
}

fn from_may() -> DateRange {
    DateRange { first: jiff::civil::date(2027, 5, 2), last: jiff::civil::date(2027, 5, 9) }
}

#[test]
fn what_stands_on_a_day_beyond_reach_is_named() {
    let mut state = film(0);
    let a = strip(&mut state, 120);
    let mut board = empty();
    board.place(a, MAIN, 299, Placed::ByPerson);
    let error = compile(state.clone(), board).unwrap_err().to_string();
    assert!(
        error.starts_with("scene 1 stands on day 300 of Main, and a plan reaches no farther than day 256, "),
        "{error}"
    );
    let mut board = empty();
    let banner =
        Banner { kind: BannerKind::Note, text: "wrap party".into(), minutes: Minutes(0), cost: None };
    board.rows.insert(UnitId(9), vec![Row::Banner(Box::new(banner)), Row::DayBreak]);
    let error = compile(state, board).unwrap_err().to_string();
    assert!(error.starts_with("the banner “wrap party” stands on day 1 of a unit that is gone"), "{error}");
}

#[test]
fn a_second_unit_is_planned_as_far_as_the_main_unit() {
    let mut state = film(0);
    let a = strip(&mut state, 120);
    let mut second = state.units[&MAIN].clone();
    (second.id, second.kind, second.name) = (UnitId(2), UnitKind::Second, "Second".into());
    state.units.insert(second.id, second);
    sheet(&mut state, a).unit = Some(UnitId(2));
    sheet(&mut state, a).pin = Some(Pin { at: PinAt::Day(70), by: "Ida".into() });
    let compiled = compile(state, empty()).unwrap();
    let slot = compiled.problem.strips[0].allowed_slots.ones().next().unwrap();
    assert_eq!(compiled.slots[slot], (UnitId(2), 69));
}

#[test]
fn a_pin_where_nobody_shoots_says_so() {
    let mut state = film(0);
    let a = strip(&mut state, 120);
    let why = |state: &State| compile(state.clone(), empty()).unwrap_err().to_string();
    film::pin(&mut state, a, film::january(10));
    assert!(
        why(&state).contains("it is pinned to Sun 10 Jan 2027, no shooting date of Main"),
        "{}",
        why(&state)
    );
    film::pin(&mut state, a, jiff::civil::date(2031, 1, 6));
    assert!(
        why(&state).contains("the last shooting date of Main that a plan reaches is Mon 27 Dec 2027"),
        "{}",
        why(&state)
    );
    sheet(&mut state, a).pin = Some(Pin { at: PinAt::Day(900), by: "Ida".into() });
    assert!(
        why(&state).contains("it is pinned to day 900, and the last day of Main that a plan reaches is 256"),
        "{}",
        why(&state)
    );
}

#[test]
fn a_unit_that_begins_beyond_all_dates_of_the_other_is_named() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let mut second = state.units[&MAIN].clone();
    (second.id, second.kind, second.name) = (UnitId(2), UnitKind::Second, "Second".into());
    second.start = Some(jiff::civil::date(2027, 10, 4));
    state.units.insert(second.id, second);
    sheet(&mut state, a).unit = Some(UnitId(2));
    let compiled = compile(state.clone(), empty()).unwrap();
    let [first, second] = [0, 1].map(|unit| {
        let slots = compiled.problem.units[unit].slots();
        compiled.dates[compiled.problem.slots[slots.end - 1].date.index()]
    });
    assert_eq!(first, second, "dates of the main unit count for hold pay, also between days of another");
    sheet(&mut state, b).pin = Some(Pin { at: PinAt::Day(256), by: "Ida".into() });
    state.units.get_mut(&UnitId(2)).unwrap().start = Some(jiff::civil::date(2031, 1, 6));
    assert_eq!(compile(state, empty()).unwrap_err(), CompileError::NoDates("Second".into()));
}

/// Scenes of so many minutes, and a child born in the year who is in all of them.
fn scenes_of_a_child(count: usize, minutes: i32, year: i16) -> (State, Vec<SheetId>) {
    let mut state = film(0);
    let strips: Vec<SheetId> = (0..count).map(|_| strip(&mut state, minutes)).collect();
    let child = actor(&mut state, "CHILD", &strips);
    state.people.get_mut(&child).unwrap().birth_date = Some(jiff::civil::date(year, 9, 1));
    (state, strips)
}

fn outcome(state: State) -> Outcome {
    let compiled = compile(state, empty()).unwrap();
    let params = Params { objective: Objective::Cost, threads: 1 };
    solve(&compiled.problem, &params, &Stop::after(20_000), 7, None, &mut |_| {})
}

fn has_a_board(state: State) {
    let outcome = outcome(state);
    assert!(outcome.solution().is_some(), "{outcome:?}");
}

#[test]
fn a_calendar_that_goes_on_is_long_enough() {
    // A baby may work twenty minutes a day: the scenes' minutes say nothing of how many dates forty of them need.
    has_a_board(scenes_of_a_child(40, 20, 2026).0);
    // The same, on the dates of a week that are no sixth one; and where all stand before a scene of another unit.
    let (mut state, _) = scenes_of_a_child(20, 20, 2026);
    let six_days = [true, true, true, true, true, true, false];
    state.units.get_mut(&MAIN).unwrap().calendar.work_week = six_days;
    state.production.severities.insert("sixth-day".into(), Severity::Forbid);
    has_a_board(state);
    let (mut state, strips) = scenes_of_a_child(20, 20, 2026);
    let last = strip(&mut state, 20);
    let mut second = state.units[&MAIN].clone();
    (second.id, second.kind, second.name) = (UnitId(2), UnitKind::Second, "Second".into());
    state.units.insert(second.id, second);
    sheet(&mut state, last).unit = Some(UnitId(2));
    strips.iter().for_each(|of| sheet(&mut state, *of).before.push(last));
    has_a_board(state);
    // More than may be worked on days with school: there is a Saturday in every week.
    let (mut state, _) = scenes_of_a_child(3, 400, 2016);
    state.units.get_mut(&MAIN).unwrap().calendar.work_week = six_days;
    assert!(!matches!(outcome(state), Outcome::Infeasible { .. }));
}

#[test]
fn what_may_be_on_dates_that_no_plan_reaches_is_not_proven_impossible() {
    let mut state = film(0);
    let strips = [500; 3].map(|minutes| strip(&mut state, minutes));
    let yard = film::location(&mut state, "Yard", &strips);
    let again = DateRange { first: jiff::civil::date(2028, 1, 10), last: jiff::civil::date(2028, 1, 30) };
    let available = &mut state.locations.get_mut(&yard).unwrap().available;
    *available = vec![film::only(6, 7), again];
    let mut never_again = state.clone();
    never_again.locations.get_mut(&yard).unwrap().available.pop();
    assert!(matches!(outcome(never_again), Outcome::Infeasible { .. }));
    assert!(matches!(outcome(state), Outcome::Unknown { .. }));
    let mut state = film(0);
    for _ in 0..300 {
        let fall = strip(&mut state, 10);
        film::stunt(&mut state, fall, "fall");
    }
    assert!(matches!(outcome(state), Outcome::Unknown { .. }), "one a day: the calendar has the days");
}

//! Readiness that decays: against the judge without decay, the closed form of the moved board, and every order.

use crate::random;

use std::collections::BTreeSet;

use domain::{Board, Date, DateRange, Placed, SheetId, State};
use jiff::ToSpan;
use risk::order::{OrderError, Shot, Units};
use risk::{Price, Readiness, Scale, Shoot, expected_cost, stops};
use rules::{Rule, Schedule, Verdict};

struct Case {
    state: State,
    board: Board,
    verdict: Verdict,
    shoot: Shoot,
}

impl Case {
    fn new(seed: u64, days: u32, tight: bool) -> Self {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 14, characters: 5, locations: 3, tight };
        let state = random::production(&mut rng, size);
        let board = random::board(&mut rng, &state, days, Placed::ByPlan);
        Self::of(state, board)
    }

    /// One whose stunts nothing holds.
    fn free(seed: u64, days: u32) -> Self {
        let Self { mut state, board, .. } = Self::new(seed, days, false);
        for stunt in state.stunts.values_mut() {
            (stunt.protect_days, stunt.rehearsed_within, stunt.ready) = (0, None, None);
        }
        state.sheets.values_mut().for_each(|sheet| sheet.pin = None);
        state.actions.clear();
        Self::of(state, board)
    }

    fn of(state: State, board: Board) -> Self {
        let verdict = rules::assess(&state, &board);
        let shoot = Shoot::new(&state, &board, &verdict).expect("the board shoots");
        Self { state, board, verdict, shoot }
    }

    fn readiness(&self, growth: f64) -> Readiness {
        Readiness::new(&self.state, &self.board, &self.verdict, &self.shoot, growth).expect("few dates")
    }

    fn value(&self) -> f64 {
        self.state.production.budget.unwrap_or(self.verdict.cost).0 as f64
    }

    /// What the closed form says of the shoot with its shooting dates in another order.
    fn price_of(&self, readiness: &Readiness, order: &[usize], growth: f64) -> Price {
        let dates: Vec<Date> = readiness.dates().collect();
        let new_date = |date: Date| {
            let unit = dates.iter().position(|known| *known == date).expect("a shooting date");
            dates[order.iter().position(|other| *other == unit).expect("it is shot")]
        };
        let board = readiness.board(&self.state, &self.board, order);
        let schedule = Schedule::new(&self.state, &board);
        let mut moved = self.shoot.clone();
        for stunt in &mut moved.stunts {
            let typed = &self.state.stunts[&stunt.id];
            let date = new_date(stunt.date);
            assert_eq!(schedule.day_of(typed.sheet).map(|day| day.date), Some(date), "its strip moved along");
            let trained = typed.training_dates().into_iter().filter(|trained| *trained < date).max();
            let away = (date - trained.unwrap_or(dates[0])).get_days();
            let away = if typed.protect_days > 0 { 0 } else { away };
            let q = (stunt.terminal() * (1.0 + growth * f64::from(away))).min(1.0);
            let day = schedule.day_of(typed.sheet).expect("it is on the board");
            let out = f64::from(rules::expected::risk(&self.state, typed).out.0) / 1000.0;
            let later = rules::expected::needed_later(&schedule, typed, day);
            (stunt.date, stunt.ends, stunt.out) = (date, [0.0, 0.0, 0.0, q], if later { out } else { 0.0 });
            stunt.lost.iter_mut().for_each(|scene| scene.date = new_date(scene.date));
        }
        moved.stunts.sort_by_key(|stunt| (stunt.date, stunt.id));
        let costs: Vec<f64> = self.shoot.days.iter().filter(|day| day.shoots).map(|day| day.cost).collect();
        let mut units = order.iter();
        for day in &mut moved.days {
            if day.shoots {
                day.cost = costs[*units.next().expect("a unit for each date")];
            }
            let from = moved.stunts.partition_point(|stunt| stunt.date < day.date);
            day.stunts = from..moved.stunts.partition_point(|stunt| stunt.date <= day.date);
        }
        let g0 = expected_cost(&moved, Scale::NONE);
        Price { g0, total: g0 + self.value() * stops(&moved, |_| Scale::NONE) }
    }
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let longer = |order: Vec<usize>| {
        (0..count).map(move |at| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    orders(last).into_iter().flat_map(longer).collect()
}

fn is_allowed(readiness: &Readiness, order: &[usize]) -> bool {
    let (mut shot, mut last) = (Shot::default(), None);
    order.iter().all(|unit| {
        let may = readiness.may_follow(shot, last, *unit);
        (shot, last) = (shot.with(*unit), Some(*unit));
        may
    })
}

#[test]
fn without_decay_the_board_costs_what_the_judge_says() {
    for seed in 0..100 {
        let case = Case::new(seed, 6, seed % 2 == 0);
        let readiness = case.readiness(0.0);
        let found = readiness.price(&readiness.planned());
        near(found.g0, case.verdict.expected.g0);
        near(found.total, case.verdict.expected.total);
        assert_eq!(readiness.board(&case.state, &case.board, &readiness.planned()), trimmed(&case));
    }
}

/// The board without empty days at a unit's end.
fn trimmed(case: &Case) -> Board {
    let mut board = case.board.clone();
    for unit in case.state.units.keys() {
        let days: Vec<_> = case.board.days(*unit).into_iter().map(|day| day.rows).collect();
        board.rows.insert(*unit, days.join(&domain::Row::DayBreak));
    }
    board
}

#[test]
fn the_best_is_the_least_of_all_orders_by_the_closed_form() {
    let (mut moved, mut changed, mut many) = (0, 0, 0);
    for seed in 0..100 {
        let case = if seed % 2 == 0 { Case::new(seed, 5, false) } else { Case::free(seed, 5) };
        let mut best_orders = Vec::new();
        for growth in [0.0, 0.03, 0.5] {
            let readiness = case.readiness(growth);
            let count = readiness.planned().len();
            assert!(count <= 7, "seed {seed}: {count} dates");
            let allowed: Vec<Vec<usize>> =
                orders(count).into_iter().filter(|order| is_allowed(&readiness, order)).collect();
            let mut least = f64::INFINITY;
            for order in &allowed {
                let (found, wanted) = (readiness.price(order), case.price_of(&readiness, order, growth));
                near(found.g0, wanted.g0);
                near(found.total, wanted.total);
                least = least.min(wanted.total);
            }
            let best = readiness.best().expect("the board's own order is allowed");
            near(best.expected, least);
            assert!(is_allowed(&readiness, &best.order));
            many += usize::from(allowed.len() > 10);
            moved += usize::from(best.order != readiness.planned());
            best_orders.push(best.order);
        }
        changed += usize::from(best_orders[0] != best_orders[2]);
    }
    assert!(
        moved > 30 && changed > 5 && many > 30,
        "{moved} moved, {changed} changed, {many} with many orders"
    );
}

#[test]
fn dates_without_a_stunt_keep_their_order_and_pins_hold() {
    let (mut held, mut plain_seen) = (0, 0);
    for seed in 0..200 {
        let case = Case::new(seed, 6, false);
        let readiness = case.readiness(0.05);
        let order = readiness.best().expect("an order").order;
        let schedule = Schedule::new(&case.state, &case.board);
        let dates: Vec<Date> = readiness.dates().collect();
        let strips = |unit: usize| {
            let days = schedule.days.iter().filter(|day| day.date == dates[unit]);
            days.flat_map(|day| &day.strips).map(|strip| strip.sheet).collect::<Vec<_>>()
        };
        let pinned = |unit: usize| strips(unit).iter().any(|sheet| sheet.pin.is_some());
        for (place, unit) in order.iter().enumerate().filter(|(_, unit)| pinned(**unit)) {
            assert_eq!(place, *unit, "seed {seed}: what is pinned stays");
            held += 1;
        }
        let plain: Vec<usize> = order
            .into_iter()
            .filter(|unit| !pinned(*unit) && readiness.ends(*unit, 0).next().is_none())
            .filter(|unit| strips(*unit).iter().all(|sheet| sheet.status != domain::SheetStatus::Shot))
            .collect();
        assert!(plain.is_sorted(), "seed {seed}: {plain:?}");
        plain_seen += usize::from(plain.len() > 1);
    }
    assert!(held > 10 && plain_seen > 10, "{held} held, {plain_seen} with two dates without a stunt");
}

#[test]
fn a_date_is_put_only_where_it_breaks_nothing_more() {
    use Rule::{Availability, Before, Clearance, Consent, Pin, Protected, Ready};
    let rules = [Availability, Before, Clearance, Consent, Pin, Protected, Ready];
    let broken = |verdict: &Verdict| -> BTreeSet<(Rule, SheetId)> {
        let flags = verdict.flags.iter().filter(|flag| rules.contains(&flag.rule));
        flags.flat_map(|flag| flag.sheets.iter().map(|sheet| (flag.rule, *sheet))).collect()
    };
    let (mut moved, mut narrow) = (0, 0);
    for seed in 0..200 {
        let Case { mut state, board, .. } = Case::new(seed, 6, true);
        state.stunts.values_mut().for_each(|stunt| stunt.protect_days = stunt.protect_days.min(1));
        // Units with one calendar: the slot before is then the shooting date before.
        let calendar = state.main_unit().expect("a unit").calendar.clone();
        state.units.values_mut().for_each(|unit| unit.calendar = calendar.clone());
        let case = Case::of(state, board);
        let readiness = case.readiness(0.05);
        let order = readiness.best().expect("the board's own order is allowed").order;
        let board = readiness.board(&case.state, &case.board, &order);
        let verdict = rules::assess(&case.state, &board);
        let (before, after) = (broken(&case.verdict), broken(&verdict));
        assert!(after.is_subset(&before), "seed {seed}: {:?}", after.difference(&before));
        let strips = |board: &Board| board.placements().len();
        assert_eq!(strips(&board), strips(&case.board), "no strip is lost");
        moved += usize::from(order != readiness.planned());
        narrow += usize::from(!before.is_empty());
    }
    assert!(moved > 20 && narrow > 20, "{moved} moved, {narrow} broke something before");
}

/// q of a stunt on every date of a board, when it grows by a tenth of itself a day.
fn ends_of(case: &Case, unit: usize) -> Vec<f64> {
    let readiness = case.readiness(0.1);
    let places = 0..readiness.planned().len();
    places.map(|place| readiness.ends(unit, place).next().expect("a stunt").1).collect()
}

#[test]
fn q_grows_since_the_last_training_day_or_the_first_of_the_shoot() {
    let mut case =
        (0..).map(|seed| Case::free(seed, 6)).find(|case| case.shoot.stunts.len() == 1).expect("some");
    let id = case.shoot.stunts[0].id;
    let dates: Vec<Date> = case.readiness(0.0).dates().collect();
    let unit = dates.iter().position(|date| *date == case.shoot.stunts[0].date).expect("its date");
    let change = |case: &mut Case, protect: u32, training: Vec<DateRange>| {
        let stunt = case.state.stunts.get_mut(&id).expect("it is there");
        (stunt.protect_days, stunt.training) = (protect, training);
        *case = Case::of(case.state.clone(), case.board.clone());
    };
    change(&mut case, 0, Vec::new());
    let q = case.shoot.stunts[0].terminal();
    let away = |date: &Date, from: Date| f64::from((*date - from).get_days());
    let wanted = |from: Date| dates.iter().map(|date| q * (1.0 + 0.1 * away(date, from))).collect::<Vec<_>>();
    for (found, wanted) in ends_of(&case, unit).into_iter().zip(wanted(dates[0])) {
        near(found, wanted);
    }
    let trained = dates[0].checked_sub(10.days()).expect("a date");
    change(&mut case, 0, vec![DateRange { first: trained, last: trained }]);
    for (found, wanted) in ends_of(&case, unit).into_iter().zip(wanted(trained)) {
        near(found, wanted);
    }
    change(&mut case, 1, Vec::new());
    assert!(ends_of(&case, unit).iter().all(|found| (found - q).abs() < 1e-12), "rehearsed right before");
    change(&mut case, 0, Vec::new());
    let sure = case.readiness(1e9);
    assert_eq!(sure.ends(unit, 1).next().map(|(_, q)| q), Some(1.0), "no probability passes 1");
}

#[test]
fn too_many_dates_are_refused() {
    let case = Case::new(3, 6, false);
    let mut shoot = case.shoot.clone();
    let mut day = shoot.days.last().expect("a day").clone();
    day.shoots = true;
    for _ in 0..130 {
        day.date = day.date.tomorrow().expect("a date");
        shoot.days.push(day.clone());
    }
    let refused = Readiness::new(&case.state, &case.board, &case.verdict, &shoot, 0.01);
    assert!(matches!(refused, Err(OrderError::TooMany { count }) if count > 128));
}

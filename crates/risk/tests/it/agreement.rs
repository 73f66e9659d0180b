//! The simulation, the closed form and the judge say the same where they suppose the same.

use crate::random;

use std::num::NonZero;

use domain::{Board, Placed, State, Stunt, StuntClass, StuntId};
use risk::{
    Assumptions, Ending, FirstOrLast, Scale, Shoot, ShootDay, estimate, expected_cost, expected_cost_by,
    exposed, first_or_last, simulate, stops,
};

const ONE: NonZero<usize> = NonZero::<usize>::MIN;

fn small(seed: u64) -> (State, Board) {
    let mut rng = random::generator(seed);
    let size = random::Size { sheets: 14, characters: 5, locations: 3, tight: false };
    let state = random::production(&mut rng, size);
    let board = random::board(&mut rng, &state, 6, Placed::ByPlan);
    (state, board)
}

fn shoot(state: &State, board: &Board) -> Shoot {
    Shoot::new(state, board, &rules::assess(state, board)).expect("the board shoots")
}

fn costs(endings: &[Ending]) -> Vec<f64> {
    endings.iter().map(|ending| ending.cost).collect()
}

#[test]
fn the_closed_form_is_the_judges() {
    for seed in 0..100 {
        let (state, board) = small(seed);
        let verdict = rules::assess(&state, &board);
        let shoot = Shoot::new(&state, &board, &verdict).expect("the board shoots");
        let found = expected_cost(&shoot, Scale::NONE);
        let g0 = verdict.expected.g0;
        assert!((found - g0).abs() < 1e-9 * g0.abs(), "seed {seed}: {found} is not {g0}");
        assert_eq!(shoot.example(), verdict.expected.example, "seed {seed}");
    }
}

#[test]
fn under_the_recursions_assumptions_the_mean_is_g0() {
    let mut beyond_two = 0;
    for seed in 0..40 {
        let (state, board) = small(seed);
        let shoot = shoot(&state, &board);
        let simulation = simulate(&shoot, &Assumptions::of_recursion(), 4_000, seed, ONE);
        let found = estimate(&costs(&simulation.endings));
        let off = (found.mean - expected_cost(&shoot, Scale::NONE)).abs();
        // Without stunts there is no error but that of the sum.
        assert!(off <= 3.0 * found.error + 1.0, "seed {seed}: {off} with an error of {}", found.error);
        beyond_two += usize::from(off > 2.0 * found.error + 1.0);
    }
    assert!(beyond_two <= 5, "{beyond_two} of 40 beyond two standard errors: some two are luck");
}

#[test]
fn the_same_on_any_number_of_threads() {
    let (state, board) = small(3);
    let shoot = shoot(&state, &board);
    let run = |threads| {
        let threads = NonZero::new(threads).expect("some");
        simulate(&shoot, &Assumptions::of_recourse(), 1_001, 9, threads)
    };
    let alone = run(1);
    assert_eq!(alone.endings.len(), 1_001);
    for threads in [2, 3, 8, 2_000] {
        assert!(alone == run(threads), "{threads} threads");
    }
}

/// One stunt of class D on the first date; its performer works on the last as well.
fn one_stunt() -> Shoot {
    let (mut state, board) = small(3);
    state.stunts.clear();
    let sheet = state.sheets_in_order().first().expect("sheets").id;
    state.stunts.insert(StuntId(1), Stunt::new(StuntId(1), sheet, "leap", StuntClass::D));
    let mut shoot = shoot(&state, &board);
    for day in &mut shoot.days {
        for unit in &mut day.units {
            unit.most = f64::INFINITY;
        }
    }
    let stunt = &mut shoot.stunts[0];
    stunt.ends = [0.0; 4];
    (stunt.delay, stunt.out, stunt.out_days) = (0.0, 1.0, 5.0);
    shoot
}

#[test]
fn other_scenes_are_shot_while_a_performer_is_out() {
    let mut shoot = one_stunt();
    let planned: f64 = shoot.days.iter().map(|day| day.cost).sum();
    let idle = shoot.stunts[0].idle_day;
    let one = |shoot: &Shoot, other_scenes| {
        simulate(shoot, &Assumptions { spread: None, other_scenes }, 1, 1, ONE).endings[0]
    };
    for (slack, paid) in [(0.0, 5.0), (2.0, 3.0), (9.0, 0.0)] {
        shoot.stunts[0].other_days = slack;
        let ending = one(&shoot, true);
        assert!((ending.cost - planned - paid * idle).abs() < 1e-3, "slack {slack}");
        assert_eq!(ending.days, shoot.planned_dates() as f64 + paid);
        assert!((one(&shoot, false).cost - planned - 5.0 * idle).abs() < 1e-3, "the recursion pays all five");
    }
}

#[test]
fn a_failure_that_abandons_spends_nothing_more() {
    let mut shoot = one_stunt();
    let stunt = &mut shoot.stunts[0];
    (stunt.out, stunt.share_left, stunt.rewrite) = (0.0, 0.0, 700.0);
    stunt.ends = [0.0, 0.0, 1.0, 0.0];
    let date = stunt.date;
    let until: f64 = shoot.days.iter().filter(|day| day.date <= date).map(|day| day.cost).sum();
    let ending = simulate(&shoot, &Assumptions::of_recursion(), 1, 1, ONE).endings[0];
    assert!((ending.cost - until - 700.0).abs() < 1e-3);
    assert_eq!((ending.rewrite, ending.abandoned), (Some(risk::Cause::Hurt), true));
    assert_eq!(shoot.date_after(ending.days), Some(date));
    shoot.stunts[0].share_left = 0.5;
    let half = simulate(&shoot, &Assumptions::of_recursion(), 1, 1, ONE).endings[0];
    let rest: f64 = shoot.days.iter().filter(|day| day.date > date).map(|day| day.cost).sum();
    assert!((half.cost - until - 700.0 - rest / 2.0).abs() < 1e-3);
}

#[test]
fn work_that_does_not_fit_takes_spare_time_first_and_then_extra_days() {
    let (state, board) = small(3);
    let mut shoot = shoot(&state, &board);
    shoot.stunts.clear();
    shoot.overtime_minute = 0.0;
    for day in &mut shoot.days {
        day.stunts = 0..0;
        for unit in &mut day.units {
            (unit.base, unit.most, unit.fixed) = (600.0, 600.0, 0.0);
            unit.strips = vec![risk::ShootStrip { key: 1, minutes: 0.0 }];
        }
    }
    let twice = risk::Spread { least: 2.0, mode: 2.0, most: 2.000_001 };
    let twice = Assumptions { spread: Some(twice), other_scenes: true };
    let planned = shoot.planned_dates() as f64;
    let first = shoot.days.iter().position(|day| !day.units.is_empty()).expect("a day");
    shoot.days[first].units[0].strips[0].minutes = 600.0;
    // 600 minutes are left over, and the unit's next day has all its time to spare.
    let ending = simulate(&shoot, &twice, 1, 1, ONE).endings[0];
    assert_eq!(ending.days, planned);
    for day in &mut shoot.days {
        for unit in &mut day.units {
            unit.strips[0].minutes = 300.0;
        }
    }
    // Nothing to spare: the first day's strips take 1,200 now, so that the rest is an extra day of 600 and a bit more.
    shoot.days[first].units[0].strips[0].minutes = 600.0;
    let ending = simulate(&shoot, &twice, 1, 1, ONE).endings[0];
    assert_eq!(ending.days, planned + 2.0);
}

#[test]
fn exposure_falls_as_stunts_are_behind_and_more_danger_costs_more() {
    for seed in 0..40 {
        let (state, board) = small(seed);
        let shoot = shoot(&state, &board);
        let rows = exposed(&shoot);
        assert!(rows.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        let mut bare = shoot.clone();
        bare.stunts.iter_mut().for_each(|stunt| stunt.lost.clear());
        let rewrites = exposed(&bare);
        assert!(rewrites.windows(2).all(|pair| pair[0].2 >= pair[1].2), "rewrites alone only fall");
        // Scenes that would be thrown away come to it as they are shot.
        for (row, rewrites) in rows.iter().zip(&rewrites) {
            let to_come = shoot.stunts.iter().filter(|stunt| stunt.date >= row.0 && stunt.terminal() > 0.0);
            let lost: f64 = to_come.map(|stunt| stunt.lost_by(row.0).0).sum();
            assert!((row.2 - rewrites.2 - lost).abs() < 1e-6);
        }
        let lasts = |lasts| expected_cost(&shoot, Scale { ends: 1.0, lasts });
        assert!(lasts(0.5) <= lasts(1.0) && lasts(1.0) <= lasts(2.0));
    }
}

/// The board with one stunt's date, at its cost, before all others, or after them.
fn at_an_end(shoot: &Shoot, rule: &FirstOrLast, first: bool) -> Shoot {
    let mut ordered = shoot.clone();
    let at = shoot.stunts.iter().position(|stunt| stunt.id == rule.stunt).expect("it is there");
    let mut stunt = ordered.stunts.remove(at);
    stunt.out = if first { rule.out } else { 0.0 };
    let date = stunt.date;
    stunt.lost.retain(|scene| !first || scene.date == date);
    stunt.lost.iter_mut().for_each(|scene| scene.date = date);
    let its_day = ordered.days.iter_mut().find(|day| day.date == stunt.date).expect("a day");
    let cost = std::mem::take(&mut its_day.cost);
    let place = if first { 0 } else { ordered.stunts.len() };
    for day in &mut ordered.days {
        let moved = |index: usize| index - usize::from(index > at) + usize::from(first);
        day.stunts = moved(day.stunts.start)..moved(day.stunts.end);
    }
    ordered.stunts.insert(place, stunt);
    let day = ShootDay { cost, stunts: place..place + 1, ..ordered.days[0].clone() };
    ordered.days.insert(if first { 0 } else { ordered.days.len() }, day);
    ordered
}

#[test]
fn first_and_last_are_what_the_closed_form_says_of_such_a_board() {
    let (mut early, mut late, mut throws_away) = (0, 0, 0);
    for seed in 0..60 {
        let (state, board) = small(seed);
        let shoot = shoot(&state, &board);
        for rule in first_or_last(&state, &board, &shoot) {
            for (first, found) in [(true, rule.first(0.0)), (false, rule.last())] {
                let wanted = expected_cost(&at_an_end(&shoot, &rule, first), Scale::NONE);
                assert!((found - wanted).abs() < 1e-9 * wanted.abs(), "seed {seed}: {found} is not {wanted}");
            }
            let saved = rule.first_saves() + rule.nothing_thrown_away()
                - rule.nobody_waits(0.0)
                - rule.own_not_spent();
            assert!((saved - rule.first_is_cheaper_by(0.0)).abs() < 1e-3, "the sentence's figures add up");
            early += usize::from(saved > 0.0);
            late += usize::from(saved < 0.0);
            throws_away += usize::from(rule.nothing_thrown_away() > 0.0);
        }
    }
    assert!(
        early > 10 && late > 10 && throws_away > 10,
        "{early} early, {late} late, {throws_away} throw away"
    );
}

#[test]
fn one_stunt_alone_is_scaled() {
    for seed in 0..40 {
        let (state, board) = small(seed);
        let verdict = rules::assess(&state, &board);
        let shoot = Shoot::new(&state, &board, &verdict).expect("the board shoots");
        let value = state.production.budget.unwrap_or(verdict.cost).0 as f64;
        let at_stake = value * stops(&shoot, |_| Scale::NONE);
        assert!((at_stake - verdict.expected.value_term).abs() < 1e-6 * value, "seed {seed}");
        for stunt in &shoot.stunts {
            let scale = |other: &risk::ShootStunt| match other.id == stunt.id {
                true => Scale { ends: 0.5, ..Scale::NONE },
                false => Scale::NONE,
            };
            let mut halved = shoot.clone();
            let typed = halved.stunts.iter_mut().find(|other| other.id == stunt.id).expect("it is there");
            typed.ends.iter_mut().for_each(|cause| *cause *= 0.5);
            let wanted = expected_cost(&halved, Scale::NONE);
            assert!((expected_cost_by(&shoot, scale) - wanted).abs() < 1e-9 * wanted.abs());
            assert!((stops(&shoot, scale) - stops(&halved, |_| Scale::NONE)).abs() < 1e-12);
        }
    }
}

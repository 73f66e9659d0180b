//! What is said not to fit fits on no board, and what does not fit is said.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::*;
use crate::cost::price_from_scratch;
use crate::narrow::narrow;
use crate::problem::{Light, LocationIdx, Minor, Resource};
use crate::samples::{boards, plain_problem, random_problem_of, with_days_as_placed, with_strips};

/// The problem with longer strips, each of which has one to three slots in a row.
fn crammed(mut problem: Problem, seed: u64) -> Problem {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let from = rng.random_range(0..problem.slots.len());
    for strip in &mut problem.strips {
        let (first, length) = (from + rng.random_range(0..2), rng.random_range(1..=3));
        let slots = strip.allowed_slots.ones().filter(|slot| (first..first + length).contains(slot));
        let slots: Vec<usize> = slots.collect();
        strip.minutes *= rng.random_range(1..=3);
        if !slots.is_empty() {
            strip.allowed_slots.clear();
            strip.allowed_slots.extend(slots);
        }
    }
    problem
}

#[test]
fn what_does_not_fit_fits_on_no_board() {
    let (mut needs, mut compared) = ([0; 5], 0);
    for seed in 0..20_000 {
        let mut problem = crammed(random_problem_of(seed, 2..8), seed);
        if seed % 4 == 0 {
            problem = with_days_as_placed(problem, seed);
        }
        let Some(Conflict::Capacity { need, .. }) = crowded(&problem) else { continue };
        needs[match need {
            Need::Minutes { .. } => 0,
            Need::Days(_) => 1,
            Need::Stunts { .. } => 2,
            Need::Locations { .. } => 3,
            Need::MinorMinutes { .. } => 4,
        }] += 1;
        let Some(boards) = boards(&problem, 3_000) else { continue };
        let legal = boards.iter().find(|board| price_from_scratch(&problem, board).is_legal());
        assert_eq!(legal, None, "seed {seed}: {need:?}");
        compared += 1;
    }
    assert!(compared > 3_000 && needs.iter().all(|count| *count > 30), "{compared} {needs:?}");
}

/// Strips of so many minutes and their location, all of which can stand on the first two slots of three.
fn on_two_days(strips: &[(i32, u32)]) -> Problem {
    let listed: Vec<_> = strips.iter().map(|(_, place)| (Light::Any, Some(*place))).collect();
    let mut problem = with_strips(plain_problem(), &listed);
    for (strip, (minutes, _)) in problem.strips.iter_mut().zip(strips) {
        strip.minutes = *minutes;
        strip.allowed_slots.set(2, false);
    }
    problem
}

fn need(problem: &Problem) -> Option<Need> {
    let Some(Conflict::Capacity { strips, slots, need }) = crowded(problem) else { return None };
    assert_eq!((strips.len(), slots), (problem.strips.len(), vec![SlotIdx(0), SlotIdx(1)]));
    Some(need)
}

#[test]
fn minutes_count_with_the_moves_that_cannot_be_avoided() {
    // Two days of 720 minutes; a move takes 60.
    assert_eq!(need(&on_two_days(&[(480, 0), (480, 0), (480, 0)])), Some(Need::Days(3)));
    assert_eq!(need(&on_two_days(&[(360, 0), (360, 0), (360, 1), (360, 1)])), None);
    let three_places = on_two_days(&[(300, 0), (400, 0), (400, 1), (300, 2)]);
    let mut three_places = Problem { locations: vec![three_places.locations[0]; 3], ..three_places };
    assert_eq!(need(&three_places), Some(Need::Minutes { needed: 1460, available: 1440 }));
    three_places.strips[0].minutes = 280;
    assert_eq!(need(&three_places), None);
    three_places.strips[0].minutes = 341;
    three_places.strips[3].location = Some(LocationIdx(1));
    assert_eq!(need(&three_places), Some(Need::Minutes { needed: 1441, available: 1440 }));
}

#[test]
fn another_unit_does_not_help() {
    let mut problem = on_two_days(&[(480, 0), (480, 0), (480, 0)]);
    problem.units.push(crate::samples::plain_unit(SlotIdx(3), 3));
    problem
        .slots
        .extend((0..3).map(|k| crate::samples::slot(crate::problem::UnitIdx(1), k, k as u16, k > 0)));
    problem.strips[0].allowed_slots = FixedBitSet::with_capacity_and_blocks(6, [0b001]);
    assert!(crowded(&problem).is_some(), "two of the unit's days for three strips");
}

#[test]
fn what_may_come_later_is_no_proof() {
    let mut problem = on_two_days(&[(480, 0), (480, 0), (480, 0)]);
    problem.strips[2].beyond = true;
    assert_eq!(need(&problem), None);
    assert_eq!(narrow(&problem).unwrap_err(), [Conflict::Beyond]);
    problem.strips[1].allowed_slots.clear();
    problem.strips[1].allowed_slots.insert(0);
    problem.strips[0].allowed_slots = problem.strips[1].allowed_slots.clone();
    assert!(matches!(narrow(&problem).unwrap_err()[..], [Conflict::Capacity { .. }]), "two on one day");
}

#[test]
fn a_night_and_a_day_are_two_days() {
    let mut problem = on_two_days(&[(60, 0), (600, 0), (600, 0)]);
    problem.strips[0].light = Light::Daylight;
    problem.strips[1].light = Light::Dark;
    problem.strips[2].light = Light::Dark;
    // Dark is shot on nights and, behind daylight, on splits: nothing is of one kind alone.
    assert_eq!(need(&problem), None);
    problem.strips[0].allowed_kinds = 0b001;
    problem.strips[1].allowed_kinds = 0b100;
    problem.strips[2].allowed_kinds = 0b100;
    assert_eq!(need(&problem), Some(Need::Days(3)));
}

#[test]
fn stunts_locations_and_minors_have_their_limits() {
    let mut stunts = on_two_days(&[(10, 0); 3]);
    stunts.strips.iter_mut().for_each(|strip| strip.exclusive_stunt = true);
    assert_eq!(need(&stunts), Some(Need::Stunts { needed: 3, available: 2 }));
    let mut places = on_two_days(&[(10, 0), (10, 1), (10, 2), (10, 3), (10, 4)]);
    places.locations = vec![places.locations[0]; 5];
    assert_eq!(need(&places), None);
    places.units[0].extra_locations_forbidden = true;
    assert_eq!(need(&places), Some(Need::Locations { needed: 5, available: 4 }));
    let mut minors = on_two_days(&[(250, 0), (250, 0), (200, 0)]);
    let minor = Minor {
        max_minutes: vec![300, 330, 0],
        latest: Vec::new(),
        on_set: Vec::new(),
        earliest: None,
        nights_forbidden: true,
    };
    let resource = random_problem_of(1, 2..3).resources[0].clone();
    minors.resources = vec![Resource { minor: Some(minor), ..resource }];
    minors.strips.iter_mut().for_each(|strip| strip.resources = vec![ResourceIdx(0)]);
    assert_eq!(need(&minors), Some(Need::MinorMinutes { who: ResourceIdx(0), needed: 700, available: 630 }));
}

#[test]
fn a_pair_may_leave_too_little_room() {
    let mut problem = with_strips(plain_problem(), &[(Light::Any, None); 4]);
    problem.strips.iter_mut().for_each(|strip| strip.minutes = 400);
    assert!(
        narrow(&problem)
            .is_err_and(|why| matches!(why[..], [Conflict::Capacity { need: Need::Days(4), .. }]))
    );
}

#[test]
fn fewest_days_are_those_of_whole_strips() {
    assert_eq!(fewest_days(vec![], 600), 0);
    assert_eq!(fewest_days(vec![0, 0], 600), 1);
    assert_eq!(fewest_days(vec![300, 300, 300], 600), 2);
    assert_eq!(fewest_days(vec![301, 301, 301], 600), 3);
    // 350 leaves no room for 260: the three of 260 need two days more.
    assert_eq!(fewest_days(vec![350, 350, 260, 260, 260], 600), 4);
    assert_eq!(fewest_days(vec![10; 7], 0), 1);
}

//! The two evaluations agree on every board: after any changes, accepted or taken back.

use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::{Index, NOWHERE, Score, State, Weights, price_from_scratch};
use crate::outcome::Rule;
use crate::problem::{Problem, SlotIdx, StripIdx, Unit};
use crate::samples::{random_problem, random_solution, with_days_as_placed};
use crate::solution::Solution;

/// Weights that tell every rule from every other.
fn telling_weights() -> Weights {
    Weights(std::array::from_fn(|rule| 1 + (rule * rule * 977) as i64))
}

fn assert_agrees(problem: &Problem, slots: &[SlotIdx], score: Score) {
    let price = price_from_scratch(problem, &Solution { slots: slots.to_vec() });
    let weights = telling_weights();
    let by_rule = |rule: Rule| {
        let amounts = price.violations.iter().filter(|v| v.rule == rule).map(|v| v.amount);
        amounts.sum::<i64>() * weights.0[rule.index()]
    };
    assert_eq!(score.cost, price.cost);
    assert_eq!(
        score.penalty,
        Rule::ALL.iter().map(|&rule| by_rule(rule)).sum::<i64>(),
        "{:?}",
        price.violations
    );
    let expected = price.expected + price.value_term;
    assert!((score.expected - expected).abs() < 0.005, "{} is not {expected}", score.expected);
    assert_eq!(price.by_date.iter().sum::<i64>(), price.cost);
    assert_eq!(score.crew, crew_money(problem, slots));
}

/// What the crews cost: all dates up to a unit's last day of work, or those days alone.
fn crew_money(problem: &Problem, slots: &[SlotIdx]) -> i64 {
    let of_unit = |unit: &Unit| {
        let used = || unit.slots().filter(|&slot| slots.contains(&SlotIdx::new(slot)));
        let days = if unit.idle_days_paid {
            used().next_back().map_or(0, |last| last + 1 - unit.first_slot.index())
        } else {
            used().count()
        };
        unit.crew_cost * days as i64
    };
    problem.units.iter().map(of_unit).sum()
}

fn random_changes(problem: &Problem, rng: &mut Pcg64Mcg) -> Vec<(StripIdx, SlotIdx)> {
    let mut strips: Vec<usize> = (0..problem.strips.len()).collect();
    let changes = (0..rng.random_range(1..4)).map(|_| {
        let strip = strips.swap_remove(rng.random_range(0..strips.len()));
        (StripIdx::new(strip), SlotIdx::new(rng.random_range(0..problem.slots.len())))
    });
    changes.collect()
}

/// Days that stay as a person made them hold their strips and no other.
fn keep_to_placed_days(problem: &Problem, board: &mut Solution) {
    for (slot, facts) in problem.slots.iter().enumerate() {
        let Some(day) = &facts.as_placed else { continue };
        for (strip, at) in board.slots.iter_mut().enumerate() {
            if day.order.contains(&StripIdx::new(strip)) {
                *at = SlotIdx::new(slot);
            } else if at.index() == slot {
                *at = SlotIdx::new((slot + 1) % problem.slots.len());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_change_is_priced_as_from_scratch(seed in any::<u64>()) {
        let mut problem = random_problem(seed);
        let mut start = random_solution(&problem, seed ^ 1);
        if seed % 2 == 0 {
            problem = with_days_as_placed(problem, seed ^ 3);
            keep_to_placed_days(&problem, &mut start);
        }
        let index = Index::new(&problem);
        let mut state = State::new(&problem, &index, telling_weights(), &start.slots);
        assert_agrees(&problem, state.slots(), state.score());
        let mut rng = Pcg64Mcg::seed_from_u64(seed ^ 2);
        for _ in 0..20 {
            let kept = state.score();
            let score = state.propose(&random_changes(&problem, &mut rng));
            assert_agrees(&problem, state.slots(), score);
            if rng.random() {
                state.accept();
            } else {
                state.reject();
                prop_assert_eq!(state.score(), kept);
            }
            assert_agrees(&problem, state.slots(), state.score());
        }
    }

    #[test]
    fn no_board_is_turned_down_that_is_worth_having(seed in any::<u64>()) {
        let problem = random_problem(seed);
        let index = Index::new(&problem);
        let start = random_solution(&problem, seed ^ 1);
        let mut state = State::new(&problem, &index, telling_weights(), &start.slots);
        let mut rng = Pcg64Mcg::seed_from_u64(seed ^ 2);
        let worths: [fn(Score) -> f64; 2] =
            [|score| score.cost as f64 + score.penalty as f64, |score| score.expected + score.penalty as f64];
        for worth in worths.into_iter().cycle().take(40) {
            let changes = random_changes(&problem, &mut rng);
            let (kept, score) = (state.score(), state.propose(&changes));
            state.reject();
            prop_assert_eq!(state.propose_within(&changes, worth(score), worth), Some(score));
            state.reject();
            if state.propose_within(&changes, f64::NEG_INFINITY, worth).is_some() {
                state.accept();
            } else {
                prop_assert_eq!(state.score(), kept);
                assert_agrees(&problem, state.slots(), kept);
            }
        }
    }

    #[test]
    fn taking_strips_off_and_back_changes_nothing(seed in any::<u64>()) {
        let problem = random_problem(seed);
        let index = Index::new(&problem);
        let start = random_solution(&problem, seed ^ 1);
        let mut state = State::new(&problem, &index, telling_weights(), &start.slots);
        let before = state.score();
        let off: Vec<_> = (0..3).map(|strip| (StripIdx(strip), NOWHERE)).collect();
        state.propose(&off);
        state.accept();
        let back: Vec<_> = (0..3).map(|strip| (StripIdx(strip), start.slots[strip as usize])).collect();
        state.propose(&back);
        state.accept();
        let after = state.score();
        prop_assert_eq!((after.cost, after.penalty), (before.cost, before.penalty));
        prop_assert!((after.expected - before.expected).abs() < 1e-6);
    }
}

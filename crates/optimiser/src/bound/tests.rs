//! Bounds are held against every board of small problems.

use proptest::prelude::*;

use super::*;
use crate::cost::price_from_scratch;
use crate::samples::{boards, random_problem_of, with_days_as_placed};

const OBJECTIVES: [Objective; 2] = [Objective::Cost, Objective::Expected];

/// The least of each objective on legal boards.
fn optima(problem: &Problem) -> Option<[f64; 2]> {
    let prices = boards(problem, 4_000)?.into_iter().map(|board| price_from_scratch(problem, &board));
    let legal: Vec<_> = prices.filter(crate::Price::is_legal).collect();
    let least =
        |objective: Objective| legal.iter().map(|price| objective.of(price)).fold(f64::INFINITY, f64::min);
    (!legal.is_empty()).then(|| OBJECTIVES.map(least))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_board_is_below_a_bound(seed in any::<u64>()) {
        let mut problem = random_problem_of(seed, 2..6);
        if seed % 3 == 0 {
            problem = with_days_as_placed(problem, seed ^ 3);
        }
        let Some(optima) = optima(&problem) else { return Ok(()) };
        for (objective, optimum) in OBJECTIVES.into_iter().zip(optima) {
            for steps in [0, 300, 40_000] {
                let mut last = f64::NEG_INFINITY;
                let effort = Ascent { rounds: 60, steps };
                let bound = lower_bound(&problem, objective, effort, &|| false, &mut |better| {
                    assert!(better >= last, "a bound got worse");
                    last = better;
                });
                prop_assert_eq!(bound, last);
                prop_assert!(bound <= optimum + 1e-6, "{:?}: {} above {}", objective, bound, optimum);
            }
        }
    }
}

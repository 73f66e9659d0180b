//! A proof says what trying every board says.

use proptest::prelude::*;

use super::*;
use crate::cost::{Score, price_from_scratch};
use crate::samples::{boards, random_problem_of};
use crate::stop::Stop;

/// The best of every board, by plain prices.
fn best_of_all(problem: &Problem, aim: &Aim) -> Option<Option<Merit>> {
    let merits = boards(problem, 3_000)?.into_iter().filter_map(|board| {
        let price = price_from_scratch(problem, &board);
        let score =
            Score { cost: price.cost, expected: price.expected + price.value_term, penalty: 0, crew: 0 };
        price.is_legal().then(|| aim.merit(problem, score, &board.slots))
    });
    Some(merits.reduce(|a, b| if b.order(&a) == Ordering::Less { b } else { a }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_proof_agrees_with_every_board(seed in any::<u64>()) {
        let problem = random_problem_of(seed, 2..7);
        let index = Index::new(&problem);
        for objective in [Objective::Cost, Objective::Expected, Objective::DecisiveFirst] {
            let aim = Aim::new(&problem, objective);
            let Some(best) = best_of_all(&problem, &aim) else { return Ok(()) };
            let stop = Stop::after(1);
            match (enumerate(&problem, &index, &aim, &Budget::left(&stop, 0)), best) {
                (Enumerated::Best(slots), Some(best)) => {
                    let price = price_from_scratch(&problem, &crate::Solution { slots: slots.clone() });
                    prop_assert!(price.is_legal());
                    let state = State::new(&problem, &index, flat_weights(60), &slots);
                    let found = aim.merit(&problem, state.score(), &slots);
                    prop_assert_eq!(&found.dates, &best.dates);
                    prop_assert!((found.money - best.money).abs() < 1e-4, "{} is not {}", found.money, best.money);
                }
                (Enumerated::None, None) => {}
                (Enumerated::Unfinished, _) => prop_assert!(false, "a small problem is not finished"),
                (_, best) => prop_assert!(false, "{best:?}"),
            }
        }
    }
}

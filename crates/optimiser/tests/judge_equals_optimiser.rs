//! The judge and the search price the same board the same, and forbid the same boards.

mod random;

use domain::{Board, Placed, Severity, State};
use optimiser::{CompileError, Compiled, Keep, Problem, SlotIdx, Solution, price_from_scratch};
use rand::RngExt;
use random::Size;

/// A random placement of every strip among its allowed slots of the first days.
fn random_solution(rng: &mut rand_pcg::Pcg64, compiled: &Compiled, days: usize) -> Solution {
    let slots = compiled.problem.strips.iter().map(|strip| {
        let all: Vec<usize> = strip.allowed_slots.ones().take(days).collect();
        SlotIdx::new(all[rng.random_range(0..all.len())])
    });
    Solution { slots: slots.collect() }
}

fn compare(state: &State, compiled: &Compiled, solution: &Solution, board: &Board, case: &str) {
    let price = price_from_scratch(&compiled.problem, solution);
    let planned = compiled.to_board(solution, board);
    let verdict = rules::assess(state, &planned);
    if price.cost != verdict.cost.0 {
        for (date, cost) in compiled.dates.iter().zip(&price.by_date) {
            let judged: i64 = verdict.items.iter().filter(|i| i.date == *date).map(|i| i.amount.0).sum();
            if judged != *cost {
                let items: Vec<_> = verdict.items.iter().filter(|i| i.date == *date).collect();
                panic!("{case}: {date}: judge {judged}, search {cost}: {items:#?}");
            }
        }
        panic!("{case}: judge {}, search {}", verdict.cost.0, price.cost);
    }
    let expected = price.expected + price.value_term;
    assert!(
        (expected - verdict.expected.total).abs() <= 0.5,
        "{case}: expected by the judge {}, by the search {expected}",
        verdict.expected.total
    );
    let forbidden: Vec<_> = verdict.flags.iter().filter(|f| f.severity == Severity::Forbid).collect();
    assert_eq!(
        price.violations.is_empty(),
        forbidden.is_empty(),
        "{case}: the search says {:?}, the judge {forbidden:#?}",
        price.violations
    );
}

#[test]
fn every_random_board_costs_the_same_and_breaks_the_same() {
    let (mut compared, mut legal) = (0, 0);
    for seed in 0..600 {
        let mut rng = random::generator(seed);
        let size =
            Size { sheets: rng.random_range(3..16), characters: 6, locations: 4, tight: seed % 3 == 0 };
        let state = random::production(&mut rng, size);
        let days = rng.random_range(4..18);
        let board = random::board(&mut rng, &state, days, Placed::ByPlan);
        let compiled = match Problem::compile(&state, &board, Keep::Placed) {
            Ok(compiled) => compiled,
            Err(CompileError::Blocked(_)) => continue,
            Err(error) => panic!("seed {seed}: {error}"),
        };
        for round in 0..5 {
            let solution = random_solution(&mut rng, &compiled, days as usize);
            compare(&state, &compiled, &solution, &board, &format!("seed {seed} round {round}"));
            compared += 1;
            legal += u32::from(price_from_scratch(&compiled.problem, &solution).is_legal());
        }
    }
    assert!(compared > 2000, "only {compared} boards were compared");
    assert!(legal > 20, "only {legal} of {compared} boards were legal: the test looks at one side alone");
}

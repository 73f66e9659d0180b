//! Holds bounds against proven optima of random small problems, and every hundredth proof against every board:
//! `cargo run --release -p optimiser --example bounds_never_lie -- CASES [FIRST_SEED [MOST_STRIPS]]`.

use std::time::Instant;

use optimiser::{Ascent, Objective, Outcome, Params, Problem, Stop, lower_bound, price_from_scratch, solve};
use samples::{boards, random_problem_of};

#[allow(dead_code)]
#[path = "../src/samples.rs"]
mod samples;

// Where the samples look for what they are made of.
mod problem {
    pub(crate) use optimiser::*;
}
mod solution {
    pub(crate) use optimiser::Solution;
}

const OBJECTIVES: [Objective; 2] = [Objective::Cost, Objective::Expected];

fn main() {
    let arguments: Vec<u64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let number = |at: usize, or: u64| arguments.get(at).copied().unwrap_or(or);
    let (cases, first, strips) = (number(0, 1_000), number(1, 0), number(2, 7) as u32);
    let started = Instant::now();
    let mut seen = Seen::default();
    for seed in first..first + cases {
        let problem = random_problem_of(seed, 2..strips);
        for objective in OBJECTIVES {
            seen.look(&problem, objective, seed);
        }
    }
    println!("{cases} problems, two objectives: {seen:?}, {:.0} s", started.elapsed().as_secs_f64());
    assert_eq!(seen.lies, 0, "a bound is above an optimum");
    assert_eq!(seen.wrong_proofs, 0, "a proof is not what every board says");
}

/// What was met.
#[derive(Debug, Default)]
struct Seen {
    optimal: u64,
    infeasible: u64,
    open: u64,
    compared_with_every_board: u64,
    wrong_proofs: u64,
    lies: u64,
    /// Bounds that are the optimum.
    tight: u64,
}

impl Seen {
    fn look(&mut self, problem: &Problem, objective: Objective, seed: u64) {
        let params = Params { objective, threads: 1 };
        let outcome = solve(problem, &params, &Stop::after(10_000), 1, None, &mut |_| {});
        let optimum = match &outcome {
            Outcome::Optimal { price, .. } => objective.of(price),
            Outcome::Infeasible { .. } => f64::INFINITY,
            _ => {
                self.open += 1;
                return;
            }
        };
        if seed.is_multiple_of(100)
            && let Some(boards) = boards(problem, 20_000)
        {
            let prices = boards.iter().map(|board| price_from_scratch(problem, board));
            let legal = prices.filter(optimiser::Price::is_legal);
            let best = legal.map(|price| objective.of(&price)).fold(f64::INFINITY, f64::min);
            self.compared_with_every_board += 1;
            if best != optimum && (best - optimum).abs() > 1e-4 {
                println!("seed {seed}, {objective:?}: proven {optimum}, but {best} is best");
                self.wrong_proofs += 1;
            }
        }
        if optimum.is_infinite() {
            self.infeasible += 1;
            return;
        }
        self.optimal += 1;
        let effort = Ascent { rounds: 80, steps: 100_000 };
        let bound = lower_bound(problem, objective, effort, &|| false, &mut |_| {});
        self.tight += u64::from(bound >= optimum - 1e-4);
        if bound > optimum + 1e-4 {
            println!("seed {seed}, {objective:?}: bound {bound}, optimum {optimum}");
            self.lies += 1;
        }
    }
}

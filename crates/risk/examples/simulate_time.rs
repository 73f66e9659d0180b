//! How long 100,000 simulated shoots of a board of 150 strips take: `cargo run --release -p risk --example simulate_time`.

#[allow(dead_code, reason = "shared with the optimiser's tests")]
#[path = "../../optimiser/tests/it/random/mod.rs"]
mod random;

use std::num::NonZero;
use std::time::Instant;

use domain::{Stunt, StuntClass, StuntId};
use risk::{Assumptions, Shoot, simulate};

const REPLICATIONS: u32 = 100_000;

fn main() {
    let mut rng = random::generator(1);
    let size = random::Size { sheets: 150, characters: 34, locations: 17, tight: false };
    let mut state = random::production(&mut rng, size);
    let sheets: Vec<domain::SheetId> = state.sheets.keys().copied().collect();
    for (number, sheet) in (1..).zip(sheets.iter().step_by(19)) {
        let stunt = Stunt::new(StuntId(number), *sheet, format!("stunt {number}"), StuntClass::C);
        state.stunts.insert(stunt.id, stunt);
    }
    let board = random::board(&mut rng, &state, 50, domain::Placed::ByPlan);
    let verdict = rules::assess(&state, &board);
    let Some(shoot) = Shoot::new(&state, &board, &verdict) else { return };
    for threads in [1, 2].into_iter().filter_map(NonZero::new) {
        let mut times: Vec<f64> = (0..5)
            .map(|_| {
                let started = Instant::now();
                let simulation = simulate(&shoot, &Assumptions::of_recourse(), REPLICATIONS, 1, threads);
                std::hint::black_box(simulation);
                started.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{REPLICATIONS} shoots, 150 strips, {} days, {} stunts, threads {threads}: median {:.2} s of 5, worst {:.2} s",
            shoot.planned_dates(),
            shoot.stunts.len(),
            times[2],
            times[4]
        );
    }
}

//! How long the judge takes on a board of 150 strips: `cargo run --release -p optimiser --example judge_time`.

#[path = "../tests/it/random/mod.rs"]
mod random;

use std::time::Instant;

fn main() {
    let mut rng = random::generator(1);
    let size = random::Size { sheets: 150, characters: 34, locations: 17, tight: false };
    let state = random::production(&mut rng, size);
    let board = random::board(&mut rng, &state, 50, domain::Placed::ByPlan);
    let mut times: Vec<f64> = (0..101)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(rules::assess(&state, std::hint::black_box(&board)));
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "150 strips, 34 roles, 17 places, 50 days: median {:.2} ms of 101, worst {:.2} ms",
        times[50], times[100]
    );
}

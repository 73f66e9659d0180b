//! Annealing over orders: move a stretch of scenes, or exchange two.

use optimiser::Stop;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::Talent;

/// Changes between two looks at the clock.
const EPOCH: u64 = 5_000;

/// The best order that any thread found, and the changes tried by all.
pub(super) fn search(talent: &Talent, stop: &Stop, threads: usize, seed: u64) -> (Vec<usize>, u64) {
    let found: Vec<(i64, Vec<usize>, u64)> = std::thread::scope(|scope| {
        let start =
            |thread: u64| scope.spawn(move || anneal(talent, stop, seed.wrapping_mul(1_000_003) + thread));
        let running: Vec<_> = (0..threads.max(1) as u64).map(start).collect();
        running.into_iter().map(|thread| thread.join().expect("a search does not panic")).collect()
    });
    let iterations = found.iter().map(|(_, _, tried)| tried).sum();
    let best = found.into_iter().min_by_key(|(cost, _, _)| *cost);
    (best.map(|(_, order, _)| order).unwrap_or_default(), iterations)
}

fn anneal(talent: &Talent, stop: &Stop, seed: u64) -> (i64, Vec<usize>, u64) {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..talent.actors.len()).collect();
    let mut cost = talent.cost(&order);
    let mut best = (cost, order.clone());
    let hottest = cost as f64 / talent.actors.len().max(1) as f64;
    let (mut tried, mut round, mut next) = (0, 0, order.clone());
    // Each round cools once; later rounds are longer, until the limit is reached.
    'rounds: loop {
        let length = 200_000_u64 << round;
        for step in 0..length {
            if tried % EPOCH == 0 && stop.used(tried) >= 1.0 {
                break 'rounds;
            }
            let temperature = hottest * 0.001_f64.powf(step as f64 / length as f64);
            change(&order, &mut next, &mut rng);
            tried += 1;
            let rise = (talent.cost(&next) - cost) as f64;
            if rise <= 0.0 || rng.random::<f64>() < (-rise / temperature).exp() {
                std::mem::swap(&mut order, &mut next);
                cost += rise as i64;
                if cost < best.0 {
                    best = (cost, order.clone());
                }
            }
        }
        round = (round + 1).min(20);
    }
    (best.0, best.1, tried)
}

fn change(order: &[usize], next: &mut Vec<usize>, rng: &mut Pcg64Mcg) {
    next.clear();
    next.extend_from_slice(order);
    let count = order.len();
    let (a, b) = (rng.random_range(0..count), rng.random_range(0..count));
    match rng.random_range(0..4) {
        0 => next.swap(a, b),
        1 => next[a.min(b)..=a.max(b)].reverse(),
        _ => {
            let length = rng.random_range(1..=3.min(a.abs_diff(b).max(1)));
            let (low, high) = (a.min(b), a.max(b));
            if a < b { next[low..=high].rotate_left(length) } else { next[low..=high].rotate_right(length) }
        }
    }
}

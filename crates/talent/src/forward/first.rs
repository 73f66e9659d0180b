//! An order before the exact search: annealing over orders that obey the rules.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::dense::Dense;
use crate::set::Set;

/// An order of groups and its expected cost.
pub(crate) type Order = (f64, Vec<usize>);

/// The groups in the order of the file, as far as the rules allow.
pub(crate) fn legal<S: Set>(dense: &Dense<S>) -> Order {
    let (mut stand, mut order) = (dense.start(), Vec::new());
    while let Some(group) = stand.rest.members().find(|group| dense.ready(&stand, *group)) {
        order.push(group);
        stand = dense.stand(stand.shot | S::one(group), stand.place);
    }
    (cost(dense, &order).unwrap_or(f64::INFINITY), order)
}

/// Expected cost of an order; none where it breaks a rule.
fn cost<S: Set>(dense: &Dense<S>, order: &[usize]) -> Option<f64> {
    let (mut stand, mut cost) = (dense.start(), 0.0);
    for group in order {
        if !dense.ready(&stand, *group) {
            return None;
        }
        let (step, place) = dense.step(&stand, *group);
        cost += step;
        stand = dense.stand(stand.shot | S::one(*group), place);
    }
    Some(cost)
}

/// The best that so many changes of an order come upon; `stopped` is asked now and then.
pub(crate) fn anneal<S: Set>(
    dense: &Dense<S>,
    start: &Order,
    changes: u64,
    seed: u64,
    stopped: &dyn Fn() -> bool,
) -> Order {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let (mut now, mut best) = (start.clone(), start.clone());
    let count = now.1.len();
    if count < 2 {
        return best;
    }
    let hottest = now.0 / count as f64;
    for step in 0..changes {
        if step % 1024 == 0 && stopped() {
            break;
        }
        // A stretch is taken out, and put back elsewhere, now and then turned round.
        let (from, to) = (rng.random_range(0..count), rng.random_range(0..count));
        let length = rng.random_range(1..=4.min(count - from));
        let mut next = now.1.clone();
        let mut stretch: Vec<usize> = next.drain(from..from + length).collect();
        if rng.random_range(0..4) == 0 {
            stretch.reverse();
        }
        let to = to.min(next.len());
        next.splice(to..to, stretch);
        let Some(then) = cost(dense, &next) else { continue };
        let temperature = hottest * 0.001_f64.powf(step as f64 / changes as f64);
        if then <= now.0 || rng.random::<f64>() < ((now.0 - then) / temperature).exp() {
            now = (then, next);
            if now.0 < best.0 {
                best.clone_from(&now);
            }
        }
    }
    best
}

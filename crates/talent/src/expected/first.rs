//! An order before the exact search: annealing over orders that obey the rules.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::dense::{Dense, ELSEWHERE};
use crate::set::Set;

/// An order of groups and its expected cost.
pub(crate) type Order = (f64, Vec<usize>);

/// The groups in the order of the file, as far as the rules allow.
pub(crate) fn legal<S: Set>(dense: &Dense<S>) -> Order {
    let (mut shot, mut order) = (S::default(), Vec::new());
    let all = S::first(dense.casts.len());
    while let Some(group) = (all & !shot).members().find(|group| dense.before[*group].within(shot)) {
        order.push(group);
        shot |= S::one(group);
    }
    (cost(dense, &order, &mut Vec::new()).unwrap_or(f64::INFINITY), order)
}

/// Expected cost of an order; none where it breaks a rule.
fn cost<S: Set>(dense: &Dense<S>, order: &[usize], later: &mut Vec<S>) -> Option<f64> {
    later.clear();
    later.resize(order.len() + 1, S::default());
    for (at, &group) in order.iter().enumerate().rev() {
        later[at] = later[at + 1] | dense.casts[group];
    }
    let (mut shot, mut earlier, mut place) = (S::default(), S::default(), ELSEWHERE);
    let (mut chance, mut cost) = (1.0, 0.0);
    for (at, &group) in order.iter().enumerate() {
        if !dense.before[group].within(shot) {
            return None;
        }
        shot |= S::one(group);
        earlier |= dense.casts[group];
        let pay = dense.days[group] * dense.pay.of(earlier & later[at]);
        let goes = dense.places[group].filter(|to| *to != place);
        let visit = goes.map_or(0, |to| dense.visit(to));
        place = goes.unwrap_or(place);
        cost += chance * ((pay + visit) as f64 + dense.own[group]);
        chance *= dense.survival[group];
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
    let mut later = Vec::new();
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
        let Some(then) = cost(dense, &next, &mut later) else { continue };
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

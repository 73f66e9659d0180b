//! An incumbent before the exact search: annealing over orders, which moves a stretch of scenes or exchanges two.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::reduce::Kernel;
use crate::set::Set;

/// Pay of an order of a kernel's scenes.
pub(crate) fn pay<S: Set>(kernel: &Kernel<S>, order: &[usize], later: &mut Vec<S>) -> u64 {
    later.clear();
    later.resize(order.len() + 1, S::default());
    for (at, &scene) in order.iter().enumerate().rev() {
        later[at] = later[at + 1] | kernel.casts[scene];
    }
    let (mut earlier, mut pay) = (S::default(), 0);
    for (at, &scene) in order.iter().enumerate() {
        earlier |= kernel.casts[scene];
        pay += kernel.days[scene] * kernel.pay.of(earlier & later[at]);
    }
    pay
}

/// The cheapest order that so many changes come upon, and its pay; `stopped` is asked now and then.
pub(crate) fn anneal<S: Set>(
    kernel: &Kernel<S>,
    changes: u64,
    seed: u64,
    stopped: &dyn Fn() -> bool,
) -> (u64, Vec<usize>) {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut order = kernel.an_order();
    let mut later = Vec::new();
    let mut now = pay(kernel, &order, &mut later);
    let mut best = (now, order.clone());
    if order.len() < 2 {
        return best;
    }
    let hottest = now as f64 / order.len() as f64;
    let mut next = order.clone();
    for step in 0..changes {
        if step % 1024 == 0 && stopped() {
            break;
        }
        let temperature = hottest * 0.001_f64.powf(step as f64 / changes as f64);
        change(&order, &mut next, &mut rng);
        if !kernel.allows(&next) {
            continue;
        }
        let then = pay(kernel, &next, &mut later);
        let rise = then as f64 - now as f64;
        if rise <= 0.0 || rng.random::<f64>() < (-rise / temperature).exp() {
            std::mem::swap(&mut order, &mut next);
            now = then;
            if now < best.0 {
                best = (now, order.clone());
            }
        }
    }
    best
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

//! An incumbent before the exact search: annealing over orders, which moves a stretch of scenes or exchanges two.

use std::ops::RangeInclusive;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::reduce::Kernel;
use crate::set::Set;

/// The first temperature, in pay a scene of the first order, and the last, in the first. At four times the heat, 33 of 100 runs of
/// five changes a pair of scenes come upon a cheapest order, in place of 41 (42 instances of up to 28 scenes, 40 runs each).
const HOTTEST: f64 = 0.25;
const COLDEST: f64 = 0.001;

/// A rise of so many temperatures is taken less than once in 10^13 times.
const HOPELESS: f64 = 30.0;

/// The cheapest order that so many changes come upon, and its pay; `stopped` is asked now and then.
pub(crate) fn anneal<S: Set>(
    kernel: &Kernel<S>,
    changes: u64,
    seed: u64,
    stopped: &dyn Fn() -> bool,
) -> (u64, Vec<usize>) {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut paid = Paid::new(kernel, kernel.an_order());
    let mut best = (paid.pay, paid.order.clone());
    let count = paid.order.len();
    if count < 2 {
        return best;
    }
    let mut temperature = HOTTEST * paid.pay as f64 / count as f64;
    let cooling = COLDEST.powf(1.0 / changes as f64);
    let mut was = Vec::with_capacity(count);
    for step in 0..changes {
        if step % 1024 == 0 && stopped() {
            break;
        }
        let (low, high) = change(&mut paid.order, &mut was, &mut rng);
        let rise = paid.rise(low..=high);
        let steep = rise as f64 / temperature;
        temperature *= cooling;
        let taken = kernel.allows(&paid.order)
            && (rise <= 0 || (steep < HOPELESS && rng.random::<f64>() < (-steep).exp()));
        if !taken {
            paid.order[low..=high].copy_from_slice(&was);
            continue;
        }
        paid.take(low..=high);
        if paid.pay < best.0 {
            best = (paid.pay, paid.order.clone());
        }
    }
    best
}

/// Changes an order between two places, which it gives, and keeps what was there.
fn change(order: &mut [usize], was: &mut Vec<usize>, rng: &mut Pcg64Mcg) -> (usize, usize) {
    let (a, b) = (rng.random_range(0..order.len()), rng.random_range(0..order.len()));
    let (low, high) = (a.min(b), a.max(b));
    let stretch = &mut order[low..=high];
    was.clear();
    was.extend_from_slice(stretch);
    match rng.random_range(0..4) {
        0 => stretch.swap(0, high - low),
        1 => stretch.reverse(),
        _ => {
            let length = rng.random_range(1..=3.min((high - low).max(1)));
            if a < b { stretch.rotate_left(length) } else { stretch.rotate_right(length) }
        }
    }
    (low, high)
}

/// An order with its pay, scene by scene. Whoever is on set outside a stretch is so however the stretch is ordered: a change inside
/// it needs the stretch alone.
struct Paid<'k, S> {
    kernel: &'k Kernel<S>,
    order: Vec<usize>,
    pay: u64,
    /// What is paid over the scene at a place.
    at: Vec<u64>,
    /// Who plays before a place, and from it on; one more than there are scenes.
    earlier: Vec<S>,
    later: Vec<S>,
    /// The same of a change that is looked at.
    changed: Vec<S>,
}

impl<'k, S: Set> Paid<'k, S> {
    fn new(kernel: &'k Kernel<S>, order: Vec<usize>) -> Self {
        let count = order.len();
        let nobody = || vec![S::default(); count + 1];
        let (earlier, later, changed) = (nobody(), nobody(), nobody());
        let mut paid = Self { kernel, order, pay: 0, at: vec![0; count], earlier, later, changed };
        if count > 0 {
            paid.take(0..=count - 1);
        }
        paid
    }

    /// How much more is paid since the order changed within a stretch.
    fn rise(&mut self, stretch: RangeInclusive<usize>) -> i64 {
        let before: u64 = self.at[stretch.clone()].iter().sum();
        let mut later = self.later[stretch.end() + 1];
        for at in stretch.clone().rev() {
            later |= self.kernel.casts[self.order[at]];
            self.changed[at] = later;
        }
        let mut earlier = self.earlier[*stretch.start()];
        let mut now = 0;
        for at in stretch {
            let scene = self.order[at];
            earlier |= self.kernel.casts[scene];
            now += self.kernel.days[scene] * self.kernel.pay.of(earlier & self.changed[at]);
        }
        now as i64 - before as i64
    }

    /// Keeps a change within a stretch.
    fn take(&mut self, stretch: RangeInclusive<usize>) {
        for at in stretch.clone().rev() {
            self.later[at] = self.later[at + 1] | self.kernel.casts[self.order[at]];
        }
        for at in stretch {
            let scene = self.order[at];
            self.earlier[at + 1] = self.earlier[at] | self.kernel.casts[scene];
            let paid = self.kernel.days[scene] * self.kernel.pay.of(self.earlier[at + 1] & self.later[at]);
            self.pay = self.pay - self.at[at] + paid;
            self.at[at] = paid;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::Instance;
    use crate::reduce::Reduction;

    #[test]
    fn what_a_change_pays_is_what_the_definition_says() {
        let mut rng = Pcg64Mcg::seed_from_u64(5);
        let mut rises = 0;
        for _ in 0..60 {
            let (scenes, actors) = (rng.random_range(1..14), rng.random_range(0..9));
            let instance = Instance {
                name: "random".into(),
                casts: (0..scenes).map(|_| rng.random_range(0..1_u128 << actors)).collect(),
                days: (0..scenes).map(|_| rng.random_range(0..4)).collect(),
                wages: (0..actors).map(|_| rng.random_range(0..50)).collect(),
                before: vec![0; scenes],
            };
            let kernel: Kernel<u64> = Reduction::none(&instance).kernel();
            let mut paid = Paid::new(&kernel, kernel.an_order());
            let mut was = Vec::new();
            for _ in 0..50 {
                let before = instance.pay(&paid.order);
                assert_eq!(paid.pay, before);
                let (low, high) = change(&mut paid.order, &mut was, &mut rng);
                let rise = paid.rise(low..=high);
                assert_eq!(rise, instance.pay(&paid.order) as i64 - before as i64);
                rises += u32::from(rise != 0);
                if rng.random() {
                    paid.take(low..=high);
                } else {
                    paid.order[low..=high].copy_from_slice(&was);
                }
            }
        }
        assert!(rises > 500, "{rises} of 3,000 changes made a difference");
    }
}

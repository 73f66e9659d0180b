//! The assignment of strips to days, relaxed: each strip has a price, and each slot takes the day that earns most.

use super::Ascent;
use super::ground::Ground;
use super::pattern::{NEGLIGIBLE, Pattern, best_pattern};
use super::tariff::Tariff;
use crate::capacity::crowded;
use crate::problem::Problem;

/// The Lagrangian relaxation of the cost by strips' days, and the best prices so far.
pub(super) struct Assignment<'a> {
    problem: &'a Problem,
    /// What every board pays, whatever its days.
    fixed: f64,
    /// Distinct grounds, and the ground of each slot.
    grounds: Vec<Ground>,
    of_slot: Vec<usize>,
    /// Fewest slots of each unit up to its last used one.
    least_slots: Vec<usize>,
    /// Best days found by ground, where the next search begins.
    patterns: Vec<Pattern>,
    prices: Vec<f64>,
    best: f64,
    steps: u64,
}

/// Nodes of the search for a slot's best day, beyond which what is left is bounded instead.
const NODES: u32 = 20_000;

/// A value of the relaxation, and how much it grows with each price.
struct Value {
    bound: f64,
    slope: Vec<f64>,
}

impl<'a> Assignment<'a> {
    pub(super) fn new(problem: &'a Problem, tariffs: &[Tariff]) -> Self {
        let mut grounds: Vec<Ground> = Vec::new();
        let of_slot = (0..problem.slots.len()).map(|slot| {
            let ground = Ground::new(problem, tariffs, slot);
            grounds.iter().position(|other| *other == ground).unwrap_or_else(|| {
                grounds.push(ground);
                grounds.len() - 1
            })
        });
        let of_slot = of_slot.collect();
        let patterns = vec![Pattern::default(); grounds.len()];
        let mut assignment = Assignment {
            problem,
            fixed: fixed(problem, tariffs),
            grounds,
            of_slot,
            least_slots: (0..problem.units.len()).map(|unit| least_slots(problem, unit)).collect(),
            patterns,
            prices: Vec::new(),
            best: f64::NEG_INFINITY,
            steps: 0,
        };
        assignment.prices = assignment.first_prices();
        assignment
    }

    /// A share of the crew by minutes, and of what the strip's people cost.
    fn first_prices(&self) -> Vec<f64> {
        let crew = self.problem.units.iter().map(|unit| unit.crew_cost).min().unwrap_or(0) as f64;
        let base = self.problem.units.iter().flat_map(|unit| unit.base).max().unwrap_or(1).max(1);
        let mut prices = vec![0.0; self.problem.strips.len()];
        for mode in self.grounds.iter().flat_map(|ground| &ground.modes) {
            for strip in &mode.strips {
                let payees = strip.payees.iter().map(|&payee| &mode.payees[usize::from(payee)]);
                let people: f64 = payees.map(|payee| payee.price / payee.most as f64).sum();
                let price = crew * f64::from(strip.minutes) / f64::from(base) + people;
                prices[strip.strip] = f64::max(prices[strip.strip], price);
            }
        }
        prices
    }

    /// Raises the bound by a subgradient method with deflected steps (Held, Wolfe and Crowder 1974; Camerini, Fratta and Maffioli
    /// 1975): the step is a share of the way to an aim above the best bound, halved when it does not help. Any prices
    /// give a valid bound.
    pub(super) fn ascend(&mut self, effort: Ascent, stop: &dyn Fn() -> bool, publish: &mut dyn FnMut(f64)) {
        let mut prices = self.prices.clone();
        let mut direction = vec![0.0; prices.len()];
        let (mut share, mut idle) = (1.0, 0);
        for _ in 0..effort.rounds {
            if stop() || self.steps > effort.steps {
                break;
            }
            let value = self.value(&prices);
            if value.bound > self.best + 1e-4 * self.best.abs() {
                idle = 0;
            } else {
                idle += 1;
            }
            if value.bound > self.best {
                self.best = value.bound;
                self.prices.clone_from(&prices);
                publish(self.best);
            }
            if idle >= 12 {
                (share, idle) = (share * 0.6, 0);
                prices.clone_from(&self.prices);
                direction.fill(0.0);
            }
            for (step, slope) in direction.iter_mut().zip(&value.slope) {
                *step = 0.7 * *step + slope;
            }
            let length: f64 = direction.iter().map(|step| step * step).sum();
            if length == 0.0 || share < 0.01 {
                break;
            }
            let aim = (self.best.abs() * 0.05).max(1.0) + self.best - value.bound;
            let step = share * aim / length;
            for (price, direction) in prices.iter_mut().zip(&direction) {
                *price = (*price + step * direction).max(0.0);
            }
        }
    }

    /// The relaxation at these prices.
    ///
    /// *Proof.* Let p be the days of a legal board and c(p) their prices, so that its cost is at least `fixed + Σ c(p) + crew`. Each strip
    /// is in exactly one day, so `Σ_i u_i − Σ_p Σ_{i in p} u_i = 0` may be added for any prices u, and a day's part,
    /// `c(p) − Σ u_i`, is at least minus what any day on its ground earns, and an unused day's at least −0. A unit that pays idle
    /// days pays its crew on every slot up to its last used one, which some H counts: the least over all H that can be is a
    /// bound. Other units pay the crew on used days alone. What rounding may have added is taken off.
    fn value(&mut self, prices: &[f64]) -> Value {
        for (ground, pattern) in self.grounds.iter().zip(&mut self.patterns) {
            *pattern = best_pattern(self.problem, ground, prices, pattern, NODES);
            self.steps += pattern.steps;
        }
        let mut slope = vec![1.0; prices.len()];
        let priced: f64 = prices.iter().sum();
        let (mut bound, mut sizes) = (self.fixed + priced, self.fixed.abs() + priced);
        for (index, unit) in self.problem.units.iter().enumerate() {
            let crew = unit.crew_cost as f64;
            let most = |slot: usize| self.patterns[self.of_slot[slot]].most;
            let (mut used, mut least) = (Vec::new(), f64::INFINITY);
            if unit.idle_days_paid {
                let mut sum = 0.0;
                for (count, slot) in (0..).zip(unit.slots()) {
                    if count >= self.least_slots[index] && sum < least {
                        (least, used) = (sum, (unit.slots().start..slot).collect());
                    }
                    sum += crew - most(slot);
                    sizes += crew + most(slot);
                }
                if sum < least {
                    (least, used) = (sum, unit.slots().collect());
                }
            } else {
                used = unit.slots().filter(|&slot| most(slot) > crew).collect();
                least = used.iter().map(|&slot| crew - most(slot)).sum();
                sizes += used.iter().map(|&slot| crew + most(slot)).sum::<f64>();
            }
            bound += least;
            for strip in used.iter().flat_map(|&slot| &self.patterns[self.of_slot[slot]].strips) {
                slope[*strip] -= 1.0;
            }
        }
        Value { bound: bound - 1e-10 * sizes - NEGLIGIBLE, slope }
    }
}

/// Strips' own costs, one visit of each location, and the fixed part of everybody's pay.
fn fixed(problem: &Problem, tariffs: &[Tariff]) -> f64 {
    let direct: i64 = problem.strips.iter().map(|strip| strip.direct_cost).sum();
    let used = |index: usize| problem.strips.iter().any(|s| s.location.is_some_and(|l| l.index() == index));
    let locations = problem.locations.iter().enumerate();
    let visits: i64 = locations.filter(|(index, _)| used(*index)).map(|(_, place)| place.visit).sum();
    direct as f64 + visits as f64 + tariffs.iter().map(|tariff| tariff.fixed).sum::<f64>()
}

/// Fewest slots of a unit up to the last used one: what can stand nowhere else needs so many, by itself or together. Of a unit
/// that pays no idle days nobody asks.
fn least_slots(problem: &Problem, unit: usize) -> usize {
    let facts = &problem.units[unit];
    let slots = facts.slots();
    let needs = problem.strips.iter().filter_map(|strip| {
        let first = strip.allowed_slots.ones().next()?;
        let alone = strip.allowed_slots.ones().all(|slot| slots.contains(&slot));
        alone.then(|| first - slots.start + 1)
    });
    let (mut least, mut most) = (needs.max().unwrap_or(0), slots.len());
    // A board that ends before a slot also ends before any later one: a proof for one number holds for all smaller.
    while facts.idle_days_paid && least < most {
        let count = (least + most) / 2;
        if crowded(&without_slots(problem, slots.start + count..slots.end)).is_some() {
            least = count + 1;
        } else {
            most = count;
        }
    }
    least
}

fn without_slots(problem: &Problem, gone: std::ops::Range<usize>) -> Problem {
    let mut less = problem.clone();
    for strip in &mut less.strips {
        strip.allowed_slots = strip.allowed_slots.ones().filter(|slot| !gone.contains(slot)).collect();
    }
    less
}

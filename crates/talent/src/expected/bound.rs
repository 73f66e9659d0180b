//! What a state's groups cost at least.
//!
//! Two sums, for two kinds of money. *Own*: each group costs pay of its actors and of those who are on set in any order, over its days,
//! and its failure. Each location that is still to be visited is visited at the first of its groups that is shot; the shoot gets there
//! no less often than to another of them, so the visit is put to that one. Without regard to anything else, groups that may fail
//! come first, by cost over chance, and the others behind them. *Waiting*: pay for days on set without a scene, weighed with the
//! chance that nothing of what is left fails.

use std::cmp::Ordering;

use super::dense::Dense;
use super::state::State;
use crate::set::Set;

/// Finds bounds, with room that is used again.
pub(crate) struct Bound<'a, S> {
    dense: &'a Dense<S>,
    /// Of each location, its groups, the likeliest to fail first.
    chiefs: Vec<Vec<usize>>,
    /// Groups that may fail: cost and chance that it does not.
    risks: Vec<(f64, f64)>,
    /// By actor, of each group: pay for waiting over it that is not yet spoken for.
    spare: Vec<Vec<u64>>,
}

impl<'a, S: Set> Bound<'a, S> {
    pub(crate) fn new(dense: &'a Dense<S>) -> Self {
        let chiefs = |place: &S| {
            let mut groups: Vec<usize> = place.members().collect();
            groups.sort_by(|a, b| dense.survival[*a].total_cmp(&dense.survival[*b]));
            groups
        };
        Self {
            dense,
            chiefs: dense.at.iter().map(chiefs).collect(),
            risks: Vec::with_capacity(dense.casts.len()),
            spare: vec![vec![0; dense.casts.len()]; dense.wages.len()],
        }
    }

    /// What is left costs at least so much in expectation. A figure of a limit or more may be less than what could be said.
    pub(crate) fn rest(&mut self, state: &State<S>, fresh: S, limit: f64) -> f64 {
        let reached = self.dense.survival_of(state.risked);
        let (own, survival) = self.own(state, state.left | state.right | fresh);
        let join = if state.next == state.place { 0.0 } else { state.visit };
        let cost = reached * own + join;
        if cost >= limit {
            return cost;
        }
        let weight = reached * survival;
        self.begin(state);
        let mut waiting = self.between(state);
        for end in [state.left, state.right] {
            if cost + weight * waiting as f64 >= limit {
                break;
            }
            waiting += self.within(state.rest, end);
        }
        cost + weight * waiting as f64
    }

    /// The least of own costs and visits once the left end is shot, and the chance that nothing that is left fails; `paid` are
    /// actors who are paid by the group.
    fn own(&mut self, state: &State<S>, paid: S) -> (f64, f64) {
        let Self { dense, chiefs, risks, .. } = self;
        let own = |group: usize| {
            let pay = state.held + dense.pay.of(dense.casts[group] & paid);
            (dense.days[group] * pay) as f64 + dense.own[group]
        };
        let mut safe: f64 = (state.rest & !dense.risky).members().map(own).sum();
        risks.clear();
        let risky = state.rest & dense.risky;
        risks.extend(risky.members().map(|group| (own(group), dense.survival[group])));
        for (place, groups) in dense.at.iter().enumerate() {
            let known = place == usize::from(state.place) || place == usize::from(state.next);
            if known || (*groups & state.rest).is_empty() {
                continue;
            }
            let visit = dense.visits[place] as f64;
            match chiefs[place].iter().find(|group| state.rest.has(**group)) {
                Some(group) if risky.has(*group) => risks[(risky & S::first(*group)).len()].0 += visit,
                _ => safe += visit,
            }
        }
        risks.sort_by(by_cost_over_chance);
        let (mut cost, mut survival) = (0.0, 1.0);
        for (own, survives) in risks.iter() {
            cost += survival * own;
            survival *= survives;
        }
        (cost + survival * safe, survival)
    }

    /// Nothing is spoken for yet.
    fn begin(&mut self, state: &State<S>) {
        let Self { dense, spare, .. } = self;
        for actor in (state.left | state.right).members() {
            for group in (state.rest & !dense.groups[actor]).members() {
                spare[actor][group] = dense.wages[actor] * dense.days[group];
            }
        }
    }

    /// Waiting of actors of both ends: of two who share a group, one is on set at each group that is left. Where neither plays,
    /// the cheaper one waits.
    fn between(&mut self, state: &State<S>) -> u64 {
        let Self { dense, spare, .. } = self;
        let mut sum = 0;
        for one in state.left.members() {
            let groups = dense.groups[one] & state.rest;
            for other in state.right.members().filter(|other| !(dense.groups[*other] & groups).is_empty()) {
                for group in (state.rest & !groups & !dense.groups[other]).members() {
                    let pay = spare[one][group].min(spare[other][group]);
                    spare[one][group] -= pay;
                    spare[other][group] -= pay;
                    sum += pay;
                }
            }
        }
        sum
    }

    /// Waiting of actors of one end: of two, one is the last to finish, or the first to begin, and is paid over all groups of the
    /// other that are not his own.
    fn within(&mut self, rest: S, actors: S) -> u64 {
        let Self { dense, spare, .. } = self;
        let mut sum = 0;
        for one in actors.members() {
            for other in (actors & !S::first(one + 1)).members() {
                let over_one = dense.groups[one] & !dense.groups[other] & rest;
                let over_other = dense.groups[other] & !dense.groups[one] & rest;
                if over_one.is_empty() || over_other.is_empty() {
                    continue;
                }
                let pay = of(&spare[one], over_other).min(of(&spare[other], over_one));
                if pay > 0 {
                    take(&mut spare[one], over_other, pay);
                    take(&mut spare[other], over_one, pay);
                    sum += pay;
                }
            }
        }
        sum
    }
}

/// What is not yet spoken for of an actor's pay over some groups.
fn of<S: Set>(spare: &[u64], groups: S) -> u64 {
    groups.members().map(|group| spare[group]).sum()
}

/// Speaks for so much pay of an actor over some groups.
fn take<S: Set>(spare: &mut [u64], groups: S, mut pay: u64) {
    for group in groups.members() {
        let taken = pay.min(spare[group]);
        spare[group] -= taken;
        pay -= taken;
    }
}

/// Which of two groups is shot first where nothing else matters: cost over chance, less first.
fn by_cost_over_chance((a, a_survives): &(f64, f64), (b, b_survives): &(f64, f64)) -> Ordering {
    (a * (1.0 - b_survives)).total_cmp(&(b * (1.0 - a_survives)))
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    use super::super::{dense, first};
    use super::*;
    use crate::{Failure, Instance, Shoot};

    fn random(rng: &mut Pcg64Mcg) -> Shoot {
        let (scenes, actors) = (rng.random_range(1..10), rng.random_range(1..9));
        let casts: Vec<u128> = (0..scenes).map(|_| rng.random_range(0..1 << actors)).collect();
        let failure = |rng: &mut Pcg64Mcg| {
            let per_mille = if rng.random_range(0..2) == 0 { rng.random_range(0..700) } else { 0 };
            Failure { per_mille, cost: rng.random_range(0..100) }
        };
        Shoot {
            failures: casts.iter().map(|_| failure(rng)).collect(),
            places: casts.iter().map(|_| Some(rng.random_range(0..4)).filter(|place| *place < 3)).collect(),
            visits: vec![0, rng.random_range(1..50), rng.random_range(1..500)],
            instance: Instance {
                name: "random".into(),
                days: casts.iter().map(|_| rng.random_range(0..4)).collect(),
                wages: (0..actors).map(|_| rng.random_range(0..60)).collect(),
                before: vec![0; casts.len()],
                casts,
            },
        }
    }

    #[test]
    fn whichever_end_is_built_an_order_costs_what_it_costs_and_never_less_than_its_bound() {
        let mut rng = Pcg64Mcg::seed_from_u64(3);
        for _ in 0..20_000 {
            let shoot = random(&mut rng);
            let dense: Dense<u64> = Dense::new(&shoot, dense::groups(&shoot));
            let mut bound = Bound::new(&dense);
            let mut order = first::legal(&dense).1;
            for at in 0..order.len() {
                order.swap(at, rng.random_range(0..=at));
            }
            let cost = shoot.expected(&dense.whole(&order));
            let (mut state, mut settled) = (State::whole(&dense), 0.0);
            let mut left_over = &order[..];
            while !left_over.is_empty() {
                let least = settled + bound.rest(&state, state.fresh(&dense), f64::INFINITY);
                assert!(
                    least <= cost * (1.0 + 1e-12),
                    "{least} > {cost}: {state:?} of {order:?} in {shoot:?}"
                );
                let at_right = rng.random_range(0..2);
                let (group, rest) = match at_right {
                    0 => left_over.split_first(),
                    _ => left_over.split_last(),
                }
                .expect("groups are left");
                let (then, step) = state.with(&dense, &state.ends(&dense)[at_right], *group);
                (state, settled, left_over) = (then, settled + step, rest);
            }
            assert!(
                (settled - cost).abs() <= 1e-12 * cost,
                "{settled} is not {cost}: {order:?} in {shoot:?}"
            );
        }
    }
}

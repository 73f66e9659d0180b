//! What the groups that are left cost at least.
//!
//! Two sums, for two kinds of money. *Own*: each group costs its actors' pay over its days and its failure. Each location that is
//! still to be visited is visited at the first of its groups that is shot; the shoot gets there no less often than to another of
//! them, so the visit is put to that one. Without regard to anything else, groups that may fail come first, by cost over
//! chance, and the others behind them. *Waiting*: of two actors who are on set, one finishes first, and the other is paid for all groups
//! of the one that are not his own. It is weighed with the chance that nothing of what is left fails.

use std::cmp::Ordering;

use super::dense::{Dense, Stand};
use crate::set::Set;

/// Finds bounds, with room that is used again.
pub(crate) struct Bound<'a, S> {
    dense: &'a Dense<S>,
    /// Of each group, its own cost.
    own: Vec<f64>,
    /// Of each location, its groups, the likeliest to fail first.
    chiefs: Vec<Vec<usize>>,
    /// Groups that may fail: cost and chance that it does not.
    risks: Vec<(f64, f64)>,
    /// Actors who are on set: wage, groups left, and groups over which their waiting is reckoned already.
    waits: Vec<(u64, S, S)>,
}

impl<'a, S: Set> Bound<'a, S> {
    pub(crate) fn new(dense: &'a Dense<S>) -> Self {
        let own =
            |group: usize| (dense.days[group] * dense.pay.of(dense.casts[group])) as f64 + dense.own[group];
        let chiefs = |place: &S| {
            let mut groups: Vec<usize> = place.members().collect();
            groups.sort_by(|a, b| dense.survival[*a].total_cmp(&dense.survival[*b]));
            groups
        };
        Self {
            dense,
            own: (0..dense.casts.len()).map(own).collect(),
            chiefs: dense.at.iter().map(chiefs).collect(),
            risks: Vec::with_capacity(dense.casts.len()),
            waits: Vec::with_capacity(dense.wages.len()),
        }
    }

    /// What is left costs at least so much in expectation.
    pub(crate) fn rest(&mut self, stand: &Stand<S>) -> f64 {
        let (own, survival) = self.own(stand);
        stand.survival * (own + survival * self.waiting(stand) as f64)
    }

    /// The least of own costs and visits, and the chance that nothing that is left fails.
    fn own(&mut self, stand: &Stand<S>) -> (f64, f64) {
        let Self { dense, own, chiefs, risks, .. } = self;
        let mut safe: f64 = (stand.rest & !dense.risky).members().map(|group| own[group]).sum();
        risks.clear();
        risks.extend((stand.rest & dense.risky).members().map(|group| (own[group], dense.survival[group])));
        for (place, groups) in dense.at.iter().enumerate() {
            if (*groups & stand.rest).is_empty() || place == usize::from(stand.place) {
                continue;
            }
            let visit = dense.visits[place] as f64;
            let chief = chiefs[place].iter().find(|group| stand.rest.has(**group));
            match chief.filter(|group| dense.risky.has(**group)) {
                Some(group) => {
                    let at = (stand.rest & dense.risky & S::first(*group)).len();
                    risks[at].0 += visit;
                }
                None => safe += visit,
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

    /// Pay for waiting that those on set cannot avoid.
    fn waiting(&mut self, stand: &Stand<S>) -> u64 {
        let Self { dense, waits, .. } = self;
        waits.clear();
        for actor in stand.on_set.members() {
            let left = dense.groups[actor] & stand.rest;
            // Who is in all that is left never waits.
            if left != stand.rest {
                waits.push((dense.wages[actor], left, left));
            }
        }
        let mut sum = 0;
        for one in 0..waits.len() {
            for other in one + 1..waits.len() {
                let ((a_wage, a, a_done), (b_wage, b, b_done)) = (waits[one], waits[other]);
                let (over_b, over_a) = (b & !a_done, a & !b_done);
                let pay = (a_wage * dense.time.of(over_b)).min(b_wage * dense.time.of(over_a));
                if pay > 0 {
                    sum += pay;
                    waits[one].2 |= over_b;
                    waits[other].2 |= over_a;
                }
            }
        }
        sum
    }
}

/// Which of two groups is shot first where nothing else matters: cost over chance, less first.
fn by_cost_over_chance((a, a_survives): &(f64, f64), (b, b_survives): &(f64, f64)) -> Ordering {
    (a * (1.0 - b_survives)).total_cmp(&(b * (1.0 - a_survives)))
}

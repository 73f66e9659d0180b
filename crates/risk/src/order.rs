//! The theory of order: units are shot one after another, and each may end in a rewrite. What an order is expected to
//! cost, and the best of all orders by a dynamic programme over the sets that are shot.

use rustc_hash::FxHashSet;

/// Units of an order at most.
pub const MOST_UNITS: usize = 128;

/// States that [`best`] takes at most, of 40 bytes each (40 MiB). Sixteen units that may come in any order have half of
/// them, or, when nothing looks at the unit shot last, twenty have all; precedence leaves fewer.
pub const MOST_STATES: usize = 1 << 20;

/// The units shot so far, by their number from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shot(u128);

impl Shot {
    /// Is the unit shot?
    #[must_use]
    pub fn has(self, unit: usize) -> bool {
        self.0 >> unit & 1 == 1
    }

    /// And that unit.
    #[must_use]
    pub fn with(self, unit: usize) -> Self {
        Self(self.0 | 1 << unit)
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// Units to be put in an order; money in any unit. A figure may depend on the set shot before a unit, the cost also on
/// the unit shot last, but never on the order of that set: then a dynamic programme over sets is exact. Hold pay, visits to
/// locations, scenes that a rewrite throws away and readiness that decays are of that kind. Money that is wasted because
/// it was spent before is not.
pub trait Units {
    /// How many, at most [`MOST_UNITS`].
    fn count(&self) -> usize;

    /// C + D: what the unit costs, and what its attempt loses without an end.
    fn cost(&self, shot: Shot, last: Option<usize>, unit: usize) -> f64;

    /// q: it ends in a rewrite.
    fn fails(&self, shot: Shot, unit: usize) -> f64;

    /// B: the rewrite, and what of the set is thrown away and shot again.
    fn rewrite(&self, shot: Shot, unit: usize) -> f64;

    /// ρ: share of what is left that is still shot after the rewrite; 0 ends the shoot.
    fn share_left(&self, unit: usize) -> f64;

    /// ω: share of all money spent so far, its own included, that a rewrite wastes.
    fn waste(&self, _unit: usize) -> f64 {
        0.0
    }

    /// May it be next?
    fn may_follow(&self, _shot: Shot, _last: Option<usize>, _unit: usize) -> bool {
        true
    }

    /// Does a cost, or what may be next, depend on the unit shot last? If none does, there are fewer states.
    fn looks_back(&self) -> bool {
        true
    }
}

/// Why an order cannot be reckoned so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// Too many for all their sets.
    #[error("{count} units have too many sets to look at all of them: more than {MOST_STATES}")]
    TooMany {
        /// How many they are.
        count: usize,
    },
    /// What is wasted depends on the order.
    #[error(
        "unit {unit} wastes money spent before, which depends on the order: no programme over sets is exact"
    )]
    Wastes {
        /// The first such unit.
        unit: usize,
    },
    /// Units wait for each other.
    #[error("no order is allowed: units wait for each other")]
    NoOrder,
    /// The shoot goes on.
    #[error("after a rewrite of unit {unit} the shoot goes on: its losses are no list of one for each unit")]
    GoesOn {
        /// The first such unit.
        unit: usize,
    },
}

/// An order and what it is expected to cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Units in the order in which they are shot.
    pub order: Vec<usize>,
    /// The cost.
    pub expected: f64,
}

/// What an order is expected to cost from here on, when so much was spent before:
/// `G = C + q·(B + ω·Cum) + (1 − q + q·ρ)·G_next`, unfolded from the first unit on.
#[must_use]
pub fn expected(units: &impl Units, order: &[usize], spent: f64) -> f64 {
    let (mut total, mut still, mut spent) = (0.0, 1.0, spent);
    follow(units, order, |shot, cost, unit| {
        spent += cost;
        let q = units.fails(shot, unit);
        total += still * (cost + q * (units.rewrite(shot, unit) + units.waste(unit) * spent));
        still *= 1.0 - q * (1.0 - units.share_left(unit));
    });
    total
}

/// What is shot, and, when the units look back, which was the last.
type At = (Shot, Option<usize>);

/// The best order: `G(U, last) = min over j of C_j + q_j·B_j + (1 − q_j + q_j·ρ_j)·G(U ∪ j, j)`, backward from the whole
/// set over the states that some allowed order comes through. Going backward, no probability of having come so far is
/// needed, so q may depend on the set: forward, two orders of one set would differ in it.
///
/// # Errors
/// For more than [`MOST_UNITS`] or [`MOST_STATES`], for waste of money spent before, and when precedence allows no order.
pub fn best(units: &impl Units) -> Result<Best, OrderError> {
    let count = units.count();
    if let Some(unit) = (0..count).find(|unit| units.waste(*unit) != 0.0) {
        return Err(OrderError::Wastes { unit });
    }
    let layers = reachable(units)?;
    let mut to_go: Vec<Vec<f64>> = layers.iter().map(|layer| vec![0.0; layer.len()]).collect();
    let next = |to_go: &[Vec<f64>], size: usize, (shot, last): At| {
        let price = |unit: usize| {
            let q = units.fails(shot, unit);
            let now = units.cost(shot, last, unit) + q * units.rewrite(shot, unit);
            let place = layers[size + 1].binary_search(&after(units, shot, unit));
            let later = place.map_or(f64::INFINITY, |place| to_go[size + 1][place]);
            // What cannot be finished stays infinite, also behind a certain end.
            let goes_on = 1.0 - q * (1.0 - units.share_left(unit));
            if later.is_infinite() { later } else { now + goes_on * later }
        };
        may_follow(units, (shot, last)).map(|unit| (price(unit), unit)).min_by(|a, b| a.0.total_cmp(&b.0))
    };
    for size in (0..count).rev() {
        let least = |at: &At| next(&to_go, size, *at).map_or(f64::INFINITY, |(price, _)| price);
        to_go[size] = layers[size].iter().map(least).collect();
    }
    let expected = to_go[0][0];
    if expected.is_infinite() {
        return Err(OrderError::NoOrder);
    }
    let (mut at, mut order) = ((Shot::default(), None), Vec::new());
    while order.len() < count
        && let Some((_, unit)) = next(&to_go, order.len(), at)
    {
        order.push(unit);
        at = after(units, at.0, unit);
    }
    Ok(Best { order, expected })
}

fn may_follow(units: &impl Units, (shot, last): At) -> impl Iterator<Item = usize> {
    (0..units.count()).filter(move |unit| !shot.has(*unit) && units.may_follow(shot, last, *unit))
}

fn after(units: &impl Units, shot: Shot, unit: usize) -> At {
    (shot.with(unit), units.looks_back().then_some(unit))
}

/// The states that some allowed order comes through, by how many units are shot, each list ascending.
fn reachable(units: &impl Units) -> Result<Vec<Vec<At>>, OrderError> {
    let count = units.count();
    if count > MOST_UNITS {
        return Err(OrderError::TooMany { count });
    }
    let mut layers = vec![vec![(Shot::default(), None)]];
    let mut states = 1;
    for size in 0..count {
        let mut layer = FxHashSet::default();
        for at in &layers[size] {
            layer.extend(may_follow(units, *at).map(|unit| after(units, at.0, unit)));
            if states + layer.len() > MOST_STATES {
                return Err(OrderError::TooMany { count });
            }
        }
        states += layer.len();
        let mut layer = Vec::from_iter(layer);
        layer.sort_unstable();
        layers.push(layer);
    }
    Ok(layers)
}

/// What may be lost, and with which probability: on a fixed order exactly, when a rewrite ends the shoot. A unit's loss is
/// its rewrite and what is wasted; who comes through loses nothing.
///
/// # Errors
/// When the shoot goes on after a rewrite.
pub fn losses(units: &impl Units, order: &[usize]) -> Result<Vec<(f64, f64)>, OrderError> {
    let (mut mixture, mut still, mut spent, mut goes_on) = (Vec::new(), 1.0, 0.0, None);
    follow(units, order, |shot, cost, unit| {
        spent += cost;
        let q = units.fails(shot, unit);
        if q > 0.0 {
            goes_on = goes_on.or(Some(unit).filter(|unit| units.share_left(*unit) > 0.0));
            mixture.push((units.rewrite(shot, unit) + units.waste(unit) * spent, still * q));
        }
        still *= 1.0 - q;
    });
    mixture.push((0.0, still));
    goes_on.map_or(Ok(mixture), |unit| Err(OrderError::GoesOn { unit }))
}

/// The conditional value at risk of a finite mixture of values and their probabilities: the mean of its worst `1 − level`.
/// A `level` of 0 is the mean; from 1 on it is the worst value.
#[must_use]
pub fn conditional_value_at_risk(mixture: &[(f64, f64)], level: f64) -> f64 {
    let mut sorted: Vec<(f64, f64)> = mixture.iter().copied().filter(|(_, p)| *p > 0.0).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let tail = 1.0 - level;
    if tail <= 0.0 {
        return sorted.first().map_or(0.0, |(value, _)| *value);
    }
    let (mut left, mut sum) = (tail, 0.0);
    for (value, probability) in sorted {
        let taken = probability.min(left);
        sum += taken * value;
        left -= taken;
    }
    sum / tail
}

/// Goes through an order: for each unit the set shot before it, and its cost then.
fn follow(units: &impl Units, order: &[usize], mut each: impl FnMut(Shot, f64, usize)) {
    let (mut shot, mut last) = (Shot::default(), None);
    for &unit in order {
        each(shot, units.cost(shot, last, unit), unit);
        (shot, last) = (shot.with(unit), Some(unit));
    }
}

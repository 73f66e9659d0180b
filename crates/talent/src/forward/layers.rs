//! The exact search: layers of sets of groups that are shot, each set and location once, with the least that it took to get there.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::bound::Bound;
use super::dense::{Dense, ELSEWHERE, Stand};
use super::first::Order;
use super::{Progress, TOLERANCE};
use crate::set::Set;
use crate::{End, Limits};

/// States that are expanded between two looks at the clock and at memory.
const ROUND: u64 = 1 << 12;

/// No state.
const NONE: u32 = u32::MAX;

/// The group that was shot to get to a state, and the state before.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Among all states that were expanded.
    parent: u32,
    group: u8,
}

/// A state that is to be expanded.
#[derive(Clone, Copy, Debug)]
struct Open<S> {
    shot: S,
    /// The least that it took to get here, in expectation.
    spent: f64,
    /// What is left costs at least so much.
    rest: f64,
    step: Step,
    place: u8,
}

/// States with as many groups shot.
struct Layer<S> {
    open: Vec<Open<S>>,
    /// By what is shot, and where the company is.
    index: HashTable<u32>,
}

impl<S: Set> Layer<S> {
    fn new() -> Self {
        Self { open: Vec::new(), index: HashTable::new() }
    }

    /// Keeps a state if an order through it may cost less than a limit, or the cheaper way to it.
    fn put(&mut self, reached: Open<S>, limit: f64, rest: impl FnOnce() -> f64) {
        let at = self.open.len() as u32;
        let open = &mut self.open;
        let hash = |open: &Open<S>| open.shot.mixed() ^ u64::from(open.place) << 32;
        let entry = self.index.entry(
            hash(&reached),
            |at| open[*at as usize].shot == reached.shot && open[*at as usize].place == reached.place,
            |at| hash(&open[*at as usize]),
        );
        match entry {
            Entry::Occupied(entry) => {
                let known = &mut open[*entry.get() as usize];
                if reached.spent < known.spent {
                    *known = Open { rest: known.rest, ..reached };
                }
            }
            Entry::Vacant(entry) => {
                let rest = rest();
                if reached.spent + rest < limit {
                    entry.insert(at);
                    open.push(Open { rest, ..reached });
                }
            }
        }
    }

    fn bytes(&self) -> usize {
        self.open.capacity() * size_of::<Open<S>>() + self.index.capacity() * 5
    }
}

/// The search, and how it stands.
pub(crate) struct Search<'a, S> {
    dense: &'a Dense<S>,
    bound: Bound<'a, S>,
    steps: Vec<Step>,
    /// The best order known.
    pub best: Order,
    pub progress: Progress,
    /// Most bytes at one time.
    pub peak: usize,
}

impl<'a, S: Set> Search<'a, S> {
    /// Begins with an order that is known, a bound that is proved, and states that others have expanded.
    pub(crate) fn new(dense: &'a Dense<S>, best: Order, progress: Progress) -> Self {
        Self { dense, bound: Bound::new(dense), steps: Vec::new(), best, progress, peak: 0 }
    }

    /// Searches until it is proved, or a limit is met; `states` is that on states.
    pub(crate) fn run(&mut self, states: u64, limits: &Limits<'_>, tell: &mut dyn FnMut(Progress)) -> End {
        let mut layer = Layer::new();
        let root = Step { parent: NONE, group: 0 };
        let limit = self.best.0 * (1.0 - TOLERANCE / 2.0);
        let stand = self.dense.start();
        let open = Open { shot: stand.shot, spent: 0.0, rest: 0.0, step: root, place: ELSEWHERE };
        layer.put(open, limit, || self.bound.rest(&stand));
        for _ in 0..self.dense.casts.len() {
            // Every order that is not known to cost as much as the best goes through one of the layer's states.
            let least = layer.open.iter().map(|open| open.spent + open.rest).fold(f64::INFINITY, f64::min);
            self.progress.bound = self.progress.bound.max(least.min(self.best.0));
            let mut next = Layer::new();
            layer.index = HashTable::new();
            for (at, open) in layer.open.iter().enumerate() {
                if (at as u64).is_multiple_of(ROUND) {
                    self.progress.bytes =
                        layer.bytes() + next.bytes() + self.steps.capacity() * size_of::<Step>();
                    self.peak = self.peak.max(self.progress.bytes);
                    tell(self.progress);
                    if (limits.stopped)() {
                        return End::Stopped;
                    }
                    if self.progress.bytes > limits.memory {
                        return End::OutOfMemory;
                    }
                }
                if self.progress.states >= states {
                    return End::Stopped;
                }
                self.expand(open, limit, &mut next);
            }
            layer = next;
        }
        if let Some(last) = layer.open.first() {
            self.best = (last.spent, self.order_of(last.step));
            self.progress.best = last.spent;
        }
        self.progress.bound = self.best.0;
        tell(self.progress);
        End::Proved
    }

    /// Puts what a state leads to into the next layer.
    fn expand(&mut self, open: &Open<S>, limit: f64, next: &mut Layer<S>) {
        let parent = self.steps.len() as u32;
        self.steps.push(open.step);
        self.progress.states += 1;
        let stand = self.dense.stand(open.shot, open.place);
        for group in stand.rest.members().filter(|group| self.dense.ready(&stand, *group)) {
            if self.dominated(&stand, group) {
                continue;
            }
            let (cost, place) = self.dense.step(&stand, group);
            let spent = open.spent + cost;
            if spent < limit {
                let shot = open.shot | S::one(group);
                let step = Step { parent, group: group as u8 };
                let reached = Open { shot, spent, rest: 0.0, step, place };
                next.put(reached, limit, || self.bound.rest(&self.dense.stand(shot, place)));
            }
        }
    }

    /// Is it as good to shoot another group first, and the one right behind it?
    ///
    /// It is if nothing but the other can fail, nobody waits over it, whoever comes on set for it comes for the one as well, and the
    /// company does not go elsewhere for it: wherever an order has the other, it may have it first.
    fn dominated(&self, stand: &Stand<S>, group: usize) -> bool {
        let dense = self.dense;
        let risks = stand.rest & dense.risky;
        if risks.len() > 1 {
            return false;
        }
        stand.rest.members().any(|other| {
            let cast = dense.casts[other];
            let here = dense.places[other].is_none_or(|place| place == stand.place);
            let as_good = cast.within(dense.casts[group] | stand.on_set)
                && stand.on_set.within(cast)
                && risks.within(S::one(other))
                && here
                && dense.ready(stand, other);
            let same = stand.on_set.within(dense.casts[group]) && dense.casts[group] == cast;
            other != group && as_good && (!same || other < group)
        })
    }

    /// The order that ends with a step.
    fn order_of(&self, last: Step) -> Vec<usize> {
        let mut order = Vec::new();
        let mut step = last;
        while step.parent != NONE {
            order.push(usize::from(step.group));
            step = self.steps[step.parent as usize];
        }
        order.reverse();
        order
    }
}

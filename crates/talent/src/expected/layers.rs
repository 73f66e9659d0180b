//! The exact search: layers of states by groups that are left, each state once, with the least that is settled on the way to it.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::bound::Bound;
use super::dense::Dense;
use super::first::Order;
use super::state::{End, State};
use super::{Progress, TOLERANCE};
use crate::set::Set;
use crate::{End as Ended, Limits};

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
    on_the_right: bool,
}

/// A state that is to be expanded.
#[derive(Clone, Copy, Debug)]
struct Open<S> {
    state: State<S>,
    /// What is settled, in expectation.
    settled: f64,
    /// What is left costs at least so much.
    rest: f64,
    step: Step,
}

/// States with as many groups left.
struct Layer<S> {
    open: Vec<Open<S>>,
    index: HashTable<u32>,
}

impl<S: Set> Layer<S> {
    fn new() -> Self {
        Self { open: Vec::new(), index: HashTable::new() }
    }

    /// Keeps a state, or the cheaper way to it.
    fn put(&mut self, reached: Open<S>) {
        let at = self.open.len() as u32;
        let open = &mut self.open;
        let hash = |open: &Open<S>| {
            let State { rest, left, right, risked, .. } = open.state;
            let turned = |set: S, by: u32| set.mixed().rotate_left(by);
            rest.mixed() ^ turned(left, 17) ^ turned(right, 34) ^ turned(risked, 51)
        };
        let entry = self.index.entry(
            hash(&reached),
            |at| open[*at as usize].state == reached.state,
            |at| hash(&open[*at as usize]),
        );
        match entry {
            Entry::Occupied(entry) => {
                let known = &mut open[*entry.get() as usize];
                if reached.settled < known.settled {
                    *known = reached;
                }
            }
            Entry::Vacant(entry) => {
                entry.insert(at);
                open.push(reached);
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
    /// Children of the state that is being expanded, an end each.
    found: [Vec<Open<S>>; 2],
    /// The best order known.
    pub best: Order,
    pub progress: Progress,
    /// Most bytes at one time.
    pub peak: usize,
}

impl<'a, S: Set> Search<'a, S> {
    /// Begins with an order that is known, a bound that is proved, and states that others have expanded.
    pub(crate) fn new(dense: &'a Dense<S>, best: Order, progress: Progress) -> Self {
        let (bound, found) = (Bound::new(dense), [Vec::new(), Vec::new()]);
        Self { dense, bound, steps: Vec::new(), found, best, progress, peak: 0 }
    }

    /// Searches until it is proved, or a limit is met; `states` is that on states.
    pub(crate) fn run(&mut self, states: u64, limits: &Limits<'_>, tell: &mut dyn FnMut(Progress)) -> Ended {
        let limit = self.best.0 * (1.0 - TOLERANCE / 2.0);
        let state = State::whole(self.dense);
        let rest = self.bound.rest(&state, state.fresh(self.dense), limit);
        let step = Step { parent: NONE, group: 0, on_the_right: false };
        let mut layer = Layer::new();
        if rest < limit {
            layer.put(Open { state, settled: 0.0, rest, step });
        }
        for _ in 0..self.dense.casts.len() {
            // Every order that is not known to cost as much as the best goes through one of the layer's states.
            let least = layer.open.iter().map(|open| open.settled + open.rest).fold(f64::INFINITY, f64::min);
            let sure = least.min(self.best.0) * (1.0 - TOLERANCE / 2.0);
            self.progress.bound = self.progress.bound.max(sure);
            let mut next = Layer::new();
            layer.index = HashTable::new();
            for (at, open) in layer.open.iter().enumerate() {
                if (at as u64).is_multiple_of(ROUND) {
                    let steps = self.steps.capacity() * size_of::<Step>();
                    self.progress.bytes = layer.bytes() + next.bytes() + steps;
                    self.peak = self.peak.max(self.progress.bytes);
                    tell(self.progress);
                    if (limits.stopped)() {
                        return Ended::Stopped;
                    }
                    if self.progress.bytes > limits.memory {
                        return Ended::OutOfMemory;
                    }
                }
                if self.progress.states >= states {
                    return Ended::Stopped;
                }
                self.expand(open, limit, &mut next);
            }
            layer = next;
        }
        if let Some(last) = layer.open.iter().min_by(|a, b| a.settled.total_cmp(&b.settled)) {
            self.best = (last.settled, self.order_of(last.step));
            self.progress.best = last.settled;
        }
        self.progress.bound = self.best.0;
        tell(self.progress);
        Ended::Proved
    }

    /// Puts what a state leads to into the next layer: a group more at the end where fewer may be put.
    fn expand(&mut self, open: &Open<S>, limit: f64, next: &mut Layer<S>) {
        let parent = self.steps.len() as u32;
        self.steps.push(open.step);
        self.progress.states += 1;
        let mut found = std::mem::take(&mut self.found);
        let ends = open.state.ends(self.dense);
        // Where more is paid fewer may be put, as a rule.
        let first = usize::from(self.dense.pay.of(open.state.right) > self.dense.pay.of(open.state.left));
        self.children(open, &ends[first], parent, limit, usize::MAX, &mut found[first]);
        let most = found[first].len();
        let other = 1 - first;
        let fewer = self.children(open, &ends[other], parent, limit, most, &mut found[other]);
        let chosen = if fewer { other } else { first };
        found[chosen].iter().for_each(|child| next.put(*child));
        self.found = found;
    }

    /// The children at one end that may lead below a limit; false, and not all of them, if there are not fewer than `most`.
    fn children(
        &mut self,
        open: &Open<S>,
        end: &End<S>,
        parent: u32,
        limit: f64,
        most: usize,
        found: &mut Vec<Open<S>>,
    ) -> bool {
        found.clear();
        let state = &open.state;
        for group in state.rest.members() {
            if !state.allows(self.dense, end, group) || self.dominated(state, end, group) {
                continue;
            }
            let (then, cost) = state.with(self.dense, end, group);
            let settled = open.settled + cost;
            if settled >= limit {
                continue;
            }
            let fresh = end.fresh & !self.dense.casts[group];
            let rest = self.bound.rest(&then, fresh, limit - settled);
            if settled + rest < limit {
                if found.len() + 1 >= most {
                    return false;
                }
                let step = Step { parent, group: group as u8, on_the_right: end.on_the_right };
                found.push(Open { state: then, settled, rest, step });
            }
        }
        true
    }

    /// Is it as good to put another group at an end, and the one right beside it?
    ///
    /// It is if nobody of that end waits over the other, whoever comes on set for it comes for the one as well, and the company does not
    /// go elsewhere for it: wherever an order has the other, it may have it at the end. On the right it must not fail, so that no
    /// chance changes but its own, which falls. On the left nothing else that is left may fail.
    fn dominated(&self, state: &State<S>, end: &End<S>, group: usize) -> bool {
        let dense = self.dense;
        let risks = state.rest & dense.risky;
        if !end.on_the_right && risks.len() > 1 {
            return false;
        }
        let matters = end.near | end.far | end.fresh;
        let place = if end.on_the_right { state.next } else { state.place };
        let mine = dense.casts[group] & matters;
        state.rest.members().any(|other| {
            let cast = dense.casts[other] & matters;
            let safe = if end.on_the_right { !risks.has(other) } else { risks.within(S::one(other)) };
            let as_good = safe
                && end.near.within(cast)
                && cast.within(mine | end.near)
                && dense.places[other].is_none_or(|at| at == place)
                && state.allows(dense, end, other);
            as_good && other != group && (mine != cast || other < group)
        })
    }

    /// The order that ends with a step.
    fn order_of(&self, last: Step) -> Vec<usize> {
        let (mut left, mut right, mut step) = (Vec::new(), Vec::new(), last);
        while step.parent != NONE {
            let end = if step.on_the_right { &mut right } else { &mut left };
            end.push(usize::from(step.group));
            step = self.steps[step.parent as usize];
        }
        // The last step is innermost.
        left.reverse();
        left.extend(right);
        left
    }
}

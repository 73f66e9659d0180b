//! The exact search: layers of states by scenes that are left, each state once, with its least waiting.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::expand::{Child, Expander, State};
use crate::reduce::Kernel;
use crate::set::Set;

/// Parts that a layer is kept in, by hash: threads share them out. Fixed, so that nothing depends on the number of threads.
const SHARDS: usize = 16;

/// States that are expanded between two looks at the clock and at memory.
const ROUND: usize = 1 << 14;

/// States of a round for which threads are worth their start.
const WORTH_THREADS: usize = 256;

/// What a search may use, and whom it tells.
pub(crate) struct Means<'a> {
    pub threads: usize,
    /// Bytes at most.
    pub memory: usize,
    /// States that are expanded at most.
    pub states: u64,
    pub stopped: &'a (dyn Fn() -> bool + Sync),
    pub tell: &'a mut dyn FnMut(&Standing),
}

/// How a search stands. Waiting is pay for days on set without a scene.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// Waiting of the best order known.
    pub best: u64,
    /// Proven: no order waits less.
    pub bound: u64,
    pub expanded: u64,
    pub generated: u64,
    pub bytes: usize,
    /// Most bytes at one time.
    pub peak: usize,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Proved,
    Stopped,
    OutOfMemory,
}

/// Where a state comes from: enough to find the order.
#[derive(Clone, Copy, Debug, Default)]
struct Origin {
    /// Among all states that were expanded.
    parent: u32,
    on_the_right: bool,
    mirrored: bool,
}

/// A state that is to be expanded.
#[derive(Clone, Copy, Debug)]
struct Open<S> {
    state: State<S>,
    waiting: u64,
    bound: u64,
    origin: Origin,
    /// Another with the same scenes left, in the same part.
    next: u32,
}

/// No other.
const NONE: u32 = u32::MAX;

/// States of one layer that fell to one part: all that have the same scenes left.
struct Shard<S> {
    open: Vec<Open<S>>,
    /// By scenes left, the last that came.
    index: HashTable<u32>,
}

impl<S> Default for Shard<S> {
    fn default() -> Self {
        Self { open: Vec::new(), index: HashTable::new() }
    }
}

impl<S: Set> Shard<S> {
    /// Keeps a state, or the cheaper way to it.
    fn put(&mut self, child: &Child<S>, parent: u32) {
        let rest = child.state.rest;
        let origin = Origin { parent, on_the_right: child.on_the_right, mirrored: child.mirrored };
        let mut open =
            Open { state: child.state, waiting: child.waiting, bound: child.bound, origin, next: NONE };
        let at = self.open.len() as u32;
        let states = &mut self.open;
        let entry = self.index.entry(
            rest.mixed(),
            |at| states[*at as usize].state.rest == rest,
            |at| states[*at as usize].state.rest.mixed(),
        );
        match entry {
            Entry::Occupied(mut entry) => {
                let mut other = *entry.get();
                while other != NONE {
                    let known = &mut states[other as usize];
                    if known.state == open.state {
                        let bound = known.bound.min(open.bound);
                        if open.waiting < known.waiting {
                            open.next = known.next;
                            *known = open;
                        }
                        known.bound = bound;
                        return;
                    }
                    other = known.next;
                }
                open.next = *entry.get();
                *entry.get_mut() = at;
            }
            Entry::Vacant(entry) => {
                entry.insert(at);
            }
        }
        states.push(open);
    }

    /// Takes away states that another with the same scenes left is at least as good as.
    fn thin(&mut self, kernel: &Kernel<S>) {
        for head in &self.index {
            let mut one = *head;
            while one != NONE {
                let mut other = *head;
                while other != NONE {
                    if other != one && self.open[other as usize].waiting != GONE {
                        let (better, worse) = (&self.open[one as usize], &self.open[other as usize]);
                        if better.waiting != GONE && dominates(kernel, better, worse) {
                            self.open[other as usize].waiting = GONE;
                        }
                    }
                    other = self.open[other as usize].next;
                }
                one = self.open[one as usize].next;
            }
        }
        self.open.retain(|open| open.waiting != GONE);
        self.index.clear();
    }

    fn bytes(&self) -> usize {
        self.open.capacity() * size_of::<Open<S>>() + self.index.capacity() * 5
    }
}

/// Waiting of a state that is taken away.
const GONE: u64 = u64::MAX;

/// Can whatever follows one state follow another, with the same scenes left, at no greater cost?
///
/// What follows costs the one no more than the other, but for actors who may wait in the one and are elsewhere in the other:
/// each of those waits over no more than all scenes left that are not his.
fn dominates<S: Set>(kernel: &Kernel<S>, one: &Open<S>, other: &Open<S>) -> bool {
    let Some(spare) = other.waiting.checked_sub(one.waiting) else { return false };
    let total = kernel.time.of(one.state.rest);
    let covers = |left: S, right: S| {
        let mut spare = spare;
        for actor in ((one.state.left & !left) | (one.state.right & !right)).members() {
            let own = kernel.time.of(kernel.scenes[actor] & one.state.rest);
            let most = kernel.wages[actor] * (total - own);
            if most > spare {
                return false;
            }
            spare -= most;
        }
        true
    };
    covers(other.state.left, other.state.right) || covers(other.state.right, other.state.left)
}

/// What is kept of a state that was expanded.
#[derive(Clone, Copy, Debug)]
struct Step<S> {
    rest: S,
    origin: Origin,
}

/// The search, layer by layer.
pub(crate) struct Search<'a, S> {
    kernel: &'a Kernel<S>,
    /// By scenes left, by part.
    layers: Vec<Vec<Shard<S>>>,
    steps: Vec<Step<S>>,
    pub standing: Standing,
    /// A better order than the one that it began with.
    pub order: Option<Vec<usize>>,
}

impl<'a, S: Set> Search<'a, S> {
    /// `best` is the waiting of an order that is known.
    pub(crate) fn new(kernel: &'a Kernel<S>, best: u64) -> Self {
        let scenes = kernel.casts.len();
        let layers = (0..=scenes).map(|_| (0..SHARDS).map(|_| Shard::default()).collect()).collect();
        let standing = Standing { best, ..Standing::default() };
        let mut search = Self { kernel, layers, steps: Vec::new(), standing, order: None };
        let root = Child {
            state: State { rest: S::first(scenes), ..State::default() },
            waiting: 0,
            bound: 0,
            on_the_right: false,
            mirrored: false,
        };
        if best > 0 {
            search.layers[scenes][0].put(&root, 0);
        }
        search
    }

    /// Searches until it is proved, or a limit is met.
    pub(crate) fn run(&mut self, means: &mut Means<'_>) -> Ended {
        for left in (1..self.layers.len()).rev() {
            let mut shards = std::mem::take(&mut self.layers[left]);
            shards.iter_mut().for_each(|shard| shard.thin(self.kernel));
            // What the rest of the layer is still to be taken from.
            let mut rest: Vec<Vec<Open<S>>> = shards.into_iter().map(|shard| shard.open).collect();
            for at in 0..rest.len() {
                let open = std::mem::take(&mut rest[at]);
                let mut from = 0;
                while from < open.len() {
                    let waits = open[from..].iter().chain(rest[at + 1..].iter().flatten());
                    let least = waits.map(|open| open.bound).min().unwrap_or(u64::MAX);
                    let held = open.capacity() + rest.iter().map(Vec::capacity).sum::<usize>();
                    if let Some(ended) = self.limit(least, held, means) {
                        return ended;
                    }
                    let left = means.states - self.standing.expanded;
                    let round = ROUND.min(usize::try_from(left).unwrap_or(ROUND)).min(open.len() - from);
                    self.expand(&open[from..from + round], means.threads);
                    from += round;
                }
            }
        }
        self.standing.bound = self.standing.best;
        (means.tell)(&self.standing);
        Ended::Proved
    }

    /// Looks at clock and memory. The bound holds whatever is not yet expanded, and orders that are known: `least` is that of the layer
    /// that is being expanded, which holds room for so many states.
    fn limit(&mut self, least: u64, held: usize, means: &mut Means<'_>) -> Option<Ended> {
        let opened = self.layers.iter().flatten().flat_map(|shard| &shard.open).map(|open| open.bound);
        let least = opened.min().unwrap_or(u64::MAX).min(least);
        self.standing.bound = self.standing.bound.max(least.min(self.standing.best));
        let open: usize = self.layers.iter().flatten().map(Shard::bytes).sum();
        let steps = self.steps.capacity() * size_of::<Step<S>>();
        self.standing.bytes = open + held * size_of::<Open<S>>() + steps;
        self.standing.peak = self.standing.peak.max(self.standing.bytes);
        (means.tell)(&self.standing);
        if (means.stopped)() || self.standing.expanded >= means.states {
            Some(Ended::Stopped)
        } else if self.standing.bytes > means.memory {
            Some(Ended::OutOfMemory)
        } else {
            None
        }
    }

    /// Expands states, and sorts their children into layers.
    fn expand(&mut self, open: &[Open<S>], threads: usize) {
        let limit = self.standing.best;
        let first = self.steps.len() as u32;
        self.steps.extend(open.iter().map(|open| Step { rest: open.state.rest, origin: open.origin }));
        let threads = if open.len() < WORTH_THREADS { 1 } else { threads };
        let kernel = self.kernel;
        let chunk = open.len().div_ceil(threads).max(1);
        let parts: Vec<_> = open.chunks(chunk).zip((first..).step_by(chunk)).collect();
        let found: Vec<Found<S>> = if threads == 1 {
            parts.iter().map(|(part, first)| children(kernel, part, *first, limit)).collect()
        } else {
            std::thread::scope(|scope| {
                let start = |(part, first)| scope.spawn(move || children(kernel, part, first, limit));
                let running: Vec<_> = parts.iter().copied().map(start).collect();
                running.into_iter().map(joined).collect()
            })
        };
        for one in &found {
            self.standing.expanded += one.expanded;
            self.standing.generated += one.shards.iter().map(Vec::len).sum::<usize>() as u64;
        }
        self.finish(&found);
        for one in &found {
            for (shard, children) in one.shards.iter().enumerate() {
                for (child, parent) in children {
                    if child.bound < self.standing.best {
                        self.layers[child.state.rest.len()][shard].put(child, *parent);
                    }
                }
            }
        }
    }

    /// Takes a better order that was completed.
    fn finish(&mut self, found: &[Found<S>]) {
        for (child, parent) in found.iter().filter_map(|one| one.complete) {
            if child.waiting < self.standing.best {
                self.standing.best = child.waiting;
                self.order = Some(self.order_of(&child, parent));
            }
        }
    }

    /// The order of a complete state.
    fn order_of(&self, last: &Child<S>, parent: u32) -> Vec<usize> {
        let mut moves = Vec::new();
        let (mut rest, mut origin) =
            (last.state.rest, Origin { parent, on_the_right: last.on_the_right, mirrored: last.mirrored });
        loop {
            let from = self.steps[origin.parent as usize];
            moves.push((from.rest & !rest, origin));
            if origin.parent == 0 {
                break;
            }
            (rest, origin) = (from.rest, from.origin);
        }
        // From the first move on: a mirrored state turns what follows round.
        let (mut left, mut right, mut turned) = (Vec::new(), Vec::new(), false);
        for (scenes, origin) in moves.into_iter().rev() {
            let end = if origin.on_the_right == turned { &mut left } else { &mut right };
            end.extend(scenes.members());
            turned ^= origin.mirrored;
        }
        left.extend(right.into_iter().rev());
        left
    }
}

/// What a thread gives. Its panic goes on here: without its children nothing would be proved.
pub(crate) fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Children that a thread found, by part.
struct Found<S> {
    shards: Vec<Vec<(Child<S>, u32)>>,
    /// The cheapest that has nothing left.
    complete: Option<(Child<S>, u32)>,
    expanded: u64,
}

fn children<S: Set>(kernel: &Kernel<S>, open: &[Open<S>], first: u32, limit: u64) -> Found<S> {
    let mut expander = Expander::new(kernel);
    let mut found = Found { shards: vec![Vec::new(); SHARDS], complete: None, expanded: 0 };
    for (open, number) in open.iter().zip(first..) {
        // The limit may be lower than when it was found.
        if open.bound >= limit {
            continue;
        }
        found.expanded += 1;
        for child in expander.children(&open.state, open.waiting, limit) {
            let child = Child { bound: child.bound.max(open.bound), ..*child };
            if child.state.rest.is_empty() {
                if found.complete.is_none_or(|(best, _)| child.waiting < best.waiting) {
                    found.complete = Some((child, number));
                }
            } else {
                let shard = (child.state.rest.mixed() >> 32) as usize % SHARDS;
                found.shards[shard].push((child, number));
            }
        }
    }
    found
}

//! The exact search: layers of states by scenes that are left, each state once, with its least waiting.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::expand::{Child, Expander, State};
use crate::reduce::Kernel;
use crate::set::Set;

/// Parts that states are kept in, by hash of the scenes left: threads share them out. Fixed, so that nothing depends on the number
/// of threads.
const PARTS: usize = 16;

/// States that are expanded between two looks at the clock and at memory.
const ROUND: usize = 1 << 14;

/// States for which threads are worth their start.
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
    /// Their least bound, or less.
    least: u64,
}

impl<S> Default for Shard<S> {
    fn default() -> Self {
        Self { open: Vec::new(), index: HashTable::new(), least: u64::MAX }
    }
}

impl<S: Set> Shard<S> {
    /// Keeps a state, or the cheaper way to it.
    fn put(&mut self, child: &Child<S>, parent: u32) {
        let rest = child.state.rest;
        let origin = Origin { parent, on_the_right: child.on_the_right, mirrored: child.mirrored };
        let mut open =
            Open { state: child.state, waiting: child.waiting, bound: child.bound, origin, next: NONE };
        self.least = self.least.min(open.bound);
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
        self.index = HashTable::new();
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
    let mirrored = || !kernel.ruled && covers(other.state.right, other.state.left);
    covers(other.state.left, other.state.right) || mirrored()
}

/// What is kept of a state that was expanded.
#[derive(Clone, Copy, Debug)]
struct Step<S> {
    rest: S,
    origin: Origin,
}

/// The search, layer by layer. It can be run on after it was stopped.
pub(crate) struct Search<'a, S> {
    pub kernel: &'a Kernel<S>,
    /// By part, by scenes left.
    parts: Vec<Vec<Shard<S>>>,
    /// The layer that is being expanded, and how far it is.
    layer: Layer<S>,
    steps: Vec<Step<S>>,
    pub standing: Standing,
    /// A better order than the last that was told.
    pub order: Option<Vec<usize>>,
    /// What is needed to check it, if that is wanted.
    record: Option<Vec<Examined<S>>>,
}

/// A state as a proof names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Examined<S> {
    pub state: State<S>,
    pub waiting: u64,
    /// At which end its children were looked for; none if its bound did.
    pub on_the_right: Option<bool>,
}

/// States with as many scenes left.
struct Layer<S> {
    left: usize,
    open: Vec<Open<S>>,
    expanded: usize,
    /// Of each round's states the least bound, were each round full.
    least: Vec<u64>,
}

impl<S> Layer<S> {
    fn new(left: usize, open: Vec<Open<S>>) -> Self {
        let least = open.chunks(ROUND).map(|round| least(round.iter().map(|open| open.bound))).collect();
        Self { left, open, expanded: 0, least }
    }

    /// At most the bound of any state that is still to be expanded.
    fn least(&self) -> u64 {
        least(self.least[self.expanded / ROUND..].iter().copied())
    }
}

fn least(bounds: impl Iterator<Item = u64>) -> u64 {
    bounds.min().unwrap_or(u64::MAX)
}

impl<'a, S: Set> Search<'a, S> {
    pub(crate) fn new(kernel: &'a Kernel<S>) -> Self {
        let scenes = kernel.casts.len();
        let layers = || (0..scenes).map(|_| Shard::default()).collect();
        let root = Open {
            state: State { rest: S::first(scenes), ..State::default() },
            waiting: 0,
            bound: 0,
            origin: Origin::default(),
            next: NONE,
        };
        let standing = Standing { best: u64::MAX, ..Standing::default() };
        Self {
            kernel,
            parts: (0..PARTS).map(|_| layers()).collect(),
            layer: Layer::new(scenes, vec![root]),
            steps: Vec::new(),
            standing,
            order: None,
            record: None,
        }
    }

    /// Keeps what is needed to check the search.
    pub(crate) fn recording(self) -> Self {
        Self { record: Some(Vec::new()), ..self }
    }

    /// What was kept.
    pub(crate) fn record(&mut self) -> Vec<Examined<S>> {
        self.record.take().unwrap_or_default()
    }

    /// Searches until it is proved that no order waits less than the best known, or a limit is met.
    pub(crate) fn run(&mut self, means: &mut Means<'_>) -> Ended {
        while self.layer.left > 0 {
            while self.layer.expanded < self.layer.open.len() {
                if let Some(ended) = self.limit(means) {
                    return ended;
                }
                let left = usize::try_from(means.states - self.standing.expanded).unwrap_or(ROUND);
                self.expand(ROUND.min(left), means.threads);
            }
            let left = self.layer.left - 1;
            self.layer = Layer::new(left, self.take(left, means.threads));
        }
        self.standing.bound = self.standing.best;
        (means.tell)(&self.standing);
        Ended::Proved
    }

    /// The states of a layer, without those that another is at least as good as.
    fn take(&mut self, left: usize, threads: usize) -> Vec<Open<S>> {
        let kernel = self.kernel;
        let states: usize =
            self.parts.iter().filter_map(|part| part.get(left)).map(|shard| shard.open.len()).sum();
        let thinned = |part: &mut Vec<Shard<S>>| {
            let mut shard = std::mem::take(part.get_mut(left)?);
            shard.thin(kernel);
            Some(shard.open)
        };
        let found = shared_out(&mut self.parts, if states < WORTH_THREADS { 1 } else { threads }, &thinned);
        found.into_iter().flatten().flatten().collect()
    }

    /// Looks at clock and memory. The bound holds whatever is not yet expanded, and orders that are known.
    fn limit(&mut self, means: &mut Means<'_>) -> Option<Ended> {
        let shards = || self.parts.iter().flatten();
        let least = least(shards().map(|shard| shard.least)).min(self.layer.least());
        let open: usize = shards().map(Shard::bytes).sum();
        let layer = self.layer.open.capacity() * size_of::<Open<S>>();
        let steps = self.steps.capacity() * size_of::<Step<S>>();
        self.standing.bound = self.standing.bound.max(least.min(self.standing.best));
        self.standing.bytes = open + layer + steps;
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

    /// Expands states of the layer, and sorts their children into parts.
    fn expand(&mut self, most: usize, threads: usize) {
        let open = &self.layer.open[self.layer.expanded..];
        let open = &open[..most.min(open.len())];
        let (kernel, limit, recording) = (self.kernel, self.standing.best, self.record.is_some());
        let first = self.steps.len() as u32;
        self.steps.extend(open.iter().map(|open| Step { rest: open.state.rest, origin: open.origin }));
        let threads = if open.len() < WORTH_THREADS { 1 } else { threads };
        let chunk = open.len().div_ceil(threads);
        let mut chunks: Vec<_> = open.chunks(chunk).zip((first..).step_by(chunk)).collect();
        let found: Vec<Found<S>> = shared_out(&mut chunks, threads, &|(open, first)| {
            children(kernel, open, *first, limit, recording)
        });
        self.layer.expanded += open.len();
        for one in &found {
            self.standing.expanded += one.expanded;
            self.standing.generated += one.children.iter().map(Vec::len).sum::<usize>() as u64;
        }
        if let Some(record) = &mut self.record {
            record.extend(found.iter().flat_map(|one| &one.examined));
        }
        self.finish(&found);
        let best = self.standing.best;
        let mut parts: Vec<_> = self.parts.iter_mut().enumerate().collect();
        shared_out(&mut parts, threads, &|(part, shards)| {
            for (child, parent) in found.iter().flat_map(|one| &one.children[*part]) {
                if child.bound < best {
                    shards[child.state.rest.len()].put(child, *parent);
                }
            }
        });
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
            let block = self.in_turn(scenes, &left, &right);
            let end = if origin.on_the_right == turned { &mut left } else { &mut right };
            end.extend(block);
            turned ^= origin.mirrored;
        }
        left.extend(right.into_iter().rev());
        left
    }

    /// The scenes of a block so that those are next to each other who were joined first: who plays in these only waits for none.
    fn in_turn(&self, block: S, left: &[usize], right: &[usize]) -> Vec<usize> {
        let kernel = self.kernel;
        let on_set = |shot: &[usize]| shot.iter().fold(S::default(), |all, scene| all | kernel.casts[*scene]);
        let shot = left.iter().chain(right).fold(S::default(), |all, scene| all | S::one(*scene));
        let rest = S::first(kernel.casts.len()) & !shot;
        // Who was on set at both ends is paid whatever the order.
        let mut matters = !(on_set(left) & on_set(right));
        let mut groups: Vec<(S, Vec<usize>)> =
            rest.members().map(|scene| (kernel.casts[scene], vec![scene])).collect();
        loop {
            let mut joined: Vec<(S, Vec<usize>)> = Vec::new();
            for (cast, scenes) in groups {
                let cast = cast & matters;
                let neighbours = kernel.neighbours(scenes[0], rest);
                let same = |(other, with): &&mut (S, Vec<usize>)| {
                    *other == cast && kernel.neighbours(with[0], rest) == neighbours
                };
                match joined.iter_mut().find(same) {
                    Some((_, all)) => all.extend(scenes),
                    None => joined.push((cast, scenes)),
                }
            }
            groups = joined;
            let of_the_block = groups.iter().find(|(_, scenes)| block.has(scenes[0]));
            match of_the_block {
                Some((_, scenes)) if scenes.len() >= block.len() => return scenes.clone(),
                _ => {}
            }
            // Who has not been on set and plays in one group only matters no more.
            let seen = on_set(left) | on_set(right);
            let once = (0..kernel.scenes.len()).filter(|actor| {
                !seen.has(*actor) && groups.iter().filter(|(cast, _)| cast.has(*actor)).count() == 1
            });
            let once = once.fold(S::default(), |set, actor| set | S::one(actor));
            if (once & matters).is_empty() {
                return block.members().collect();
            }
            matters &= !once;
        }
    }
}

/// Does something with each of some, in their order; threads share them out.
fn shared_out<T: Send, R: Send>(
    all: &mut [T],
    threads: usize,
    what: &(impl Fn(&mut T) -> R + Sync),
) -> Vec<R> {
    if threads <= 1 || all.len() < 2 {
        return all.iter_mut().map(what).collect();
    }
    let share = all.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let shares = all.chunks_mut(share);
        let running: Vec<_> =
            shares.map(|some| scope.spawn(move || some.iter_mut().map(what).collect::<Vec<R>>())).collect();
        running.into_iter().flat_map(joined).collect()
    })
}

/// What a thread gives. Its panic goes on here: without its children nothing would be proved.
pub(crate) fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Children that a thread found, by part.
struct Found<S> {
    children: Vec<Vec<(Child<S>, u32)>>,
    /// The cheapest that has nothing left.
    complete: Option<(Child<S>, u32)>,
    expanded: u64,
    /// If a record is kept.
    examined: Vec<Examined<S>>,
}

/// The children of states, of which the first has a number. Where a record is kept, a child's bound is its own, and can be checked
/// without its parent's.
fn children<S: Set>(kernel: &Kernel<S>, open: &[Open<S>], first: u32, limit: u64, record: bool) -> Found<S> {
    let mut expander = Expander::new(kernel);
    let mut found =
        Found { children: vec![Vec::new(); PARTS], complete: None, expanded: 0, examined: Vec::new() };
    for (open, number) in open.iter().zip(first..) {
        let examined = |on_the_right| Examined { state: open.state, waiting: open.waiting, on_the_right };
        // The limit may be lower than when it was found.
        if open.bound >= limit {
            found.examined.extend(record.then(|| examined(None)));
            continue;
        }
        found.expanded += 1;
        let inherited = if record { 0 } else { open.bound };
        for child in expander.children(&open.state, open.waiting, limit) {
            let child = Child { bound: child.bound.max(inherited), ..*child };
            if child.state.rest.is_empty() {
                if found.complete.is_none_or(|(best, _)| child.waiting < best.waiting) {
                    found.complete = Some((child, number));
                }
            } else {
                let part = (child.state.rest.mixed() >> 32) as usize % PARTS;
                found.children[part].push((child, number));
            }
        }
        found.examined.extend(record.then(|| examined(Some(expander.on_the_right))));
    }
    found
}

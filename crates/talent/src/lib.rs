//! Talent scheduling, solved exactly.
//!
//! Scenes are put in an order; an actor is paid from the first to the last day on which any of his scenes is shot; total pay is to be
//! least (Cheng, Diamond, Lin 1993). Whoever opens the crate: [`Instance`] is the problem, [`solve`] answers it. A
//! [`Shoot`] may be ended by its scenes, and visits locations: [`expected::solve`].

mod anneal;
mod check;
mod expand;
pub mod expected;
mod instance;
mod proof;
mod reduce;
mod search;
mod set;
mod shoot;

use std::sync::atomic::{AtomicUsize, Ordering};

pub use check::{Flaw, check};
pub use instance::{Instance, MOST, Malformed};
pub use proof::Proof;
pub use shoot::{Failure, Shoot};

use reduce::{Kernel, Reduction};
use search::{Ended, Means, Search, Standing, joined};
use set::Set;

/// A stage: annealing for a better order, then the exact search up to so many states; where they do not do, the next stage.
struct Stage {
    /// Runs of annealing: a fixed number, so that nothing depends on the number of threads.
    runs: u64,
    /// Changes that each run tries, a pair of scenes.
    changes: u64,
    /// States that are expanded at most, with those of the stages before.
    states: u64,
}

/// Small instances need little of either. The search goes on where the stage before left it.
const STAGES: [Stage; 4] = [
    Stage { runs: 1, changes: 5, states: 500 },
    Stage { runs: 2, changes: 10, states: 4_000 },
    Stage { runs: 4, changes: 40, states: 40_000 },
    Stage { runs: 8, changes: 80, states: u64::MAX },
];

/// What may be used.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Threads, one at least. The answer is the same for any number.
    pub threads: usize,
    /// Seed of the annealing that finds the first order.
    pub seed: u64,
    /// States that may be expanded: with it alone, equal input gives equal output.
    pub states: u64,
    /// Bytes that states may take.
    pub memory: usize,
    /// Asked often: is it to end?
    pub stopped: &'a (dyn Fn() -> bool + Sync),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pay of the best order known.
    pub best: u64,
    /// Proven: no order is paid less.
    pub bound: u64,
    /// States that were expanded.
    pub states: u64,
    /// Bytes that states take.
    pub bytes: usize,
}

/// What is known at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Scenes as they are shot.
    pub order: Vec<usize>,
    /// Its pay.
    pub pay: u64,
    /// Proven: no order is paid less.
    pub bound: u64,
    /// Why it ended.
    pub end: End,
    /// States that were expanded.
    pub states: u64,
    /// States that were reached, those that were known already included.
    pub reached: u64,
    /// Most bytes that states took at one time.
    pub bytes: usize,
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The order is proved to be a cheapest one.
    Proved,
    /// It was stopped.
    Stopped,
    /// The next states would not have fitted into memory.
    OutOfMemory,
}

/// Finds a cheapest order, or the best that the limits allow with a bound.
pub fn solve(instance: &Instance, limits: &Limits<'_>, tell: &mut dyn FnMut(Progress)) -> Answer {
    let reduction = Reduction::new(instance);
    if reduction.fits::<u64>() {
        run(instance, &reduction, Search::<u64>::new(&reduction.kernel()), limits, tell).0
    } else {
        run(instance, &reduction, Search::<u128>::new(&reduction.kernel()), limits, tell).0
    }
}

/// The same, without what shortens the instance beforehand, and with a proof that [`check`] replays, if it is found.
pub fn prove(
    instance: &Instance,
    limits: &Limits<'_>,
    tell: &mut dyn FnMut(Progress),
) -> (Answer, Option<Proof>) {
    let reduction = Reduction::none(instance);
    let kernel: Kernel<u128> = reduction.kernel();
    let (answer, mut search) = run(instance, &reduction, Search::new(&kernel).recording(), limits, tell);
    let states = search.record();
    let proof =
        (answer.end == End::Proved).then(|| Proof { pay: answer.pay, order: answer.order.clone(), states });
    (answer, proof)
}

fn run<'a, S: Set>(
    instance: &Instance,
    reduction: &Reduction,
    mut search: Search<'a, S>,
    limits: &Limits<'_>,
    tell: &mut dyn FnMut(Progress),
) -> (Answer, Search<'a, S>) {
    let kernel = search.kernel;
    // What any order pays: the kernel's own work, and all of those who do not matter.
    let work: u64 =
        kernel.casts.iter().zip(&kernel.days).map(|(cast, days)| days * kernel.pay.of(*cast)).sum();
    let fixed = instance.least() - work;
    let mut order = Vec::new();
    let mut end = End::Stopped;
    for stage in &STAGES {
        let (pay, found) = first_order(kernel, stage, limits);
        if pay - work < search.standing.best {
            (search.standing.best, order) = (pay - work, found);
        }
        let mut told = |standing: &Standing| {
            tell(Progress {
                best: fixed + work + standing.best,
                bound: fixed + work + standing.bound,
                states: standing.expanded,
                bytes: standing.bytes,
            });
        };
        let ended = search.run(&mut Means {
            threads: limits.threads.max(1),
            memory: limits.memory,
            states: stage.states.min(limits.states),
            stopped: limits.stopped,
            tell: &mut told,
        });
        if let Some(better) = search.order.take() {
            order = better;
        }
        end = match ended {
            Ended::Proved => End::Proved,
            Ended::OutOfMemory => End::OutOfMemory,
            Ended::Stopped => End::Stopped,
        };
        if end != End::Stopped || search.standing.expanded >= limits.states || (limits.stopped)() {
            break;
        }
    }
    let order = reduction.whole(&order);
    let answer = Answer {
        pay: instance.pay(&order),
        order,
        bound: fixed + work + search.standing.bound,
        end,
        states: search.standing.expanded,
        reached: search.standing.generated,
        bytes: search.standing.peak,
    };
    (answer, search)
}

/// The best of a stage's runs of annealing.
fn first_order<S: Set>(kernel: &Kernel<S>, stage: &Stage, limits: &Limits<'_>) -> (u64, Vec<usize>) {
    let changes = stage.changes * (kernel.casts.len() as u64).pow(2);
    let next = AtomicUsize::new(0);
    let stopped = || (limits.stopped)();
    let run = || {
        let mut found = Vec::new();
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed) as u64;
            if run >= stage.runs {
                return found;
            }
            let seed = limits.seed.wrapping_mul(stage.changes) + run;
            let (pay, order) = anneal::anneal(kernel, changes, seed, &stopped);
            found.push((pay, run, order));
        }
    };
    let found: Vec<(u64, u64, Vec<usize>)> = if limits.threads > 1 && kernel.casts.len() > 30 {
        std::thread::scope(|scope| {
            let threads = limits.threads.min(stage.runs as usize);
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
            running.into_iter().flat_map(joined).collect()
        })
    } else {
        run()
    };
    found.into_iter().min().map(|(pay, _, order)| (pay, order)).unwrap_or_default()
}

//! Annealing over boards: several threads that exchange what they found at fixed iterations.

mod anneal;
mod choice;
mod decisive_first;
mod draw_in;
mod ground;
mod move_block;
mod move_days;
mod rebuild;
mod relocate;
mod shift_days;
mod split_day;
mod swap;
mod swap_days;
mod window;

use crate::cost::{Index, Weights};
use crate::outcome::{Rule, Tally};
use crate::problem::{Problem, SlotIdx};
use crate::solution::Solution;
use crate::stop::{Budget, Progress};
use anneal::{Annealer, Energy};
pub(crate) use decisive_first::{bound_stunts, decisive_order};
use ground::Ground;

/// Changes tried between two looks at the clock and at the other threads; part of what makes a run repeatable.
const EPOCH: u64 = 10_000;

/// Epochs between two exchanges: ten million tries of a thread. Threads that exchange often soon search the same boards:
/// every sixteen epochs against never, the medians of three seeds on F1-n150 and F1-n200 were 0.15 % worse at five million
/// tries a thread.
const EXCHANGE: u64 = 1_000;

/// The share of a search that the first cooling takes, how many follow, and how far cooled they begin.
const FIRST: f64 = 0.6;
const AGAIN: u32 = 2;
const WARM: f64 = 0.5;

/// What is minimised inside a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    Cost,
    Expected,
    /// The first legal board will do.
    Legal,
}

/// What a search found.
pub(crate) struct Found {
    /// The best legal board.
    pub(crate) best: Option<Solution>,
    /// The least illegal board, when there is no legal one.
    pub(crate) least: Solution,
    /// Changes tried by each thread.
    pub(crate) iterations: u64,
}

/// Where a search begins, and with how many threads.
pub(crate) struct Begin<'a> {
    pub(crate) boards: &'a [Vec<SlotIdx>],
    pub(crate) threads: usize,
    pub(crate) seed: u64,
    pub(crate) goal: Goal,
    /// The first cooling is left out: all threads go on from the best of the boards.
    pub(crate) warm: bool,
}

/// Searches until the budget is used.
pub(crate) fn search(
    problem: &Problem,
    index: &Index,
    begin: &Begin,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Found {
    let ground = Ground::new(problem);
    let scale = scale(problem, index, &begin.boards[0]);
    let threads = begin.threads.max(1);
    let mut annealers: Vec<Annealer> = (0..threads)
        .map(|thread| {
            let board = &begin.boards[thread % begin.boards.len()];
            Annealer::new(problem, index, begin.goal, scale, begin.seed, thread as u64, board)
        })
        .collect();
    for board in begin.boards {
        annealers[0].consider(board);
    }
    let epoch = budget.iterations.map_or(EPOCH, |most| (most / 200).clamp(50, EPOCH));
    let (mut tried, mut epochs, mut cycle) = (0, 0, 0);
    loop {
        let used = if budget.is_endless() { endless(tried) } else { budget.used(tried) };
        let used = if begin.warm { FIRST + (1.0 - FIRST) * used } else { used };
        let legal = best_of(&annealers).filter(|energy| energy.penalty == 0);
        let best = legal.filter(|_| begin.goal != Goal::Legal).map(|energy| energy.objective);
        let moves = tallies(&annealers);
        let iterations = tried * threads as u64;
        progress(Progress { iterations, best, bound: None, seconds: budget.seconds(), moves: &moves });
        if budget.used(tried) >= 1.0 || (legal.is_some() && begin.goal == Goal::Legal) {
            break;
        }
        let most = budget.iterations.map_or(epoch, |most| epoch.min(most - tried));
        let (now, cooled) = cooling(used);
        if now != cycle {
            cycle = now;
            gather(&mut annealers);
        }
        run_all(&mut annealers, &ground, most, cooled);
        tried += most;
        epochs += 1;
        if epochs % EXCHANGE == 0 {
            exchange(&mut annealers);
        }
    }
    finish(problem, annealers, tried)
}

/// Which cooling of a search it is after a share of its budget, and how far it has come, 0 to 1. The first is the long one;
/// the others begin warm, from the best board of all threads.
fn cooling(used: f64) -> (u32, f64) {
    if used < FIRST {
        return (0, used / FIRST);
    }
    let each = (1.0 - FIRST) / f64::from(AGAIN);
    let cycle = ((used - FIRST) / each).min(f64::from(AGAIN) - 1.0).floor();
    let within = (used - FIRST - cycle * each) / each;
    (1 + cycle as u32, WARM + (1.0 - WARM) * within)
}

/// Every thread goes on from the best board of all.
fn gather(annealers: &mut [Annealer]) {
    let best =
        annealers.iter().min_by(|a, b| a.best().order(&b.best())).map(|best| best.best_slots().to_vec());
    if let Some(best) = best {
        annealers.iter_mut().for_each(|annealer| annealer.adopt(&best));
    }
}

/// One epoch of every annealer.
fn run_all(annealers: &mut [Annealer], ground: &Ground, iterations: u64, used: f64) {
    if let [only] = annealers {
        only.run(ground, iterations, used);
        return;
    }
    std::thread::scope(|scope| {
        for annealer in annealers {
            scope.spawn(|| annealer.run(ground, iterations, used));
        }
    });
}

/// Without a limit the search cools in cycles, each twice as long as the last.
fn endless(tried: u64) -> f64 {
    let (mut start, mut length) = (0, 1_000_000);
    while tried >= start + length {
        start += length;
        length *= 2;
    }
    (tried - start) as f64 / length as f64
}

/// The worst board of all gives way to the best.
fn exchange(annealers: &mut [Annealer]) {
    let energies: Vec<f64> = annealers.iter().map(Annealer::energy).collect();
    let by = |a: &usize, b: &usize| energies[*a].total_cmp(&energies[*b]).then(a.cmp(b));
    let (Some(best), Some(worst)) = ((0..energies.len()).min_by(by), (0..energies.len()).max_by(by)) else {
        return;
    };
    if best != worst {
        let board = annealers[best].slots().to_vec();
        annealers[worst].adopt(&board);
    }
}

/// What each move has done in all threads.
fn tallies(annealers: &[Annealer]) -> Vec<Tally> {
    let mut all = annealers[0].tallies().to_vec();
    for other in &annealers[1..] {
        all.iter_mut().zip(other.tallies()).for_each(|(sum, one)| sum.add(one));
    }
    all
}

fn best_of(annealers: &[Annealer]) -> Option<Energy> {
    annealers.iter().map(Annealer::best).min_by(Energy::order)
}

fn finish(problem: &Problem, annealers: Vec<Annealer>, iterations: u64) -> Found {
    let best = annealers
        .into_iter()
        .min_by(|a, b| a.best().order(&b.best()))
        .map_or_else(|| (Energy::worst(), vec![SlotIdx(0); problem.strips.len()]), Annealer::into_best);
    let (energy, slots) = best;
    let least = Solution { slots };
    Found { best: (energy.penalty == 0).then(|| least.clone()), least, iterations }
}

/// A typical cost of a day: the measure of temperatures and penalties.
fn scale(problem: &Problem, index: &Index, board: &[SlotIdx]) -> f64 {
    let state = crate::cost::State::new(problem, index, flat_weights(0), board);
    let days = state.slots().iter().collect::<std::collections::BTreeSet<_>>().len();
    (state.score().cost as f64 / days.max(1) as f64).max(1.0)
}

/// The same weight for one broken rule of each kind; a minute of those in minutes counts a sixtieth.
pub(crate) fn flat_weights(each: i64) -> Weights {
    let weight = |rule: Rule| if rule.in_minutes() { (each / 60).max(i64::from(each > 0)) } else { each };
    Weights(Rule::ALL.map(weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_cools_long_first_and_again_from_warm() {
        assert_eq!(cooling(0.0), (0, 0.0));
        assert_eq!(cooling(FIRST / 2.0), (0, 0.5));
        assert_eq!(cooling(FIRST), (1, WARM));
        let (cycle, cooled) = cooling(1.0);
        assert_eq!(cycle, AGAIN);
        assert!((cooled - 1.0).abs() < 1e-9);
    }
}

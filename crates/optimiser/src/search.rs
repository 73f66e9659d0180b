//! Annealing over boards: several at once on each thread, which are chosen anew as they cool.

mod anneal;
mod choice;
mod course;
mod decisive_first;
mod descend;
mod draw_in;
mod ground;
mod move_block;
mod move_days;
mod population;
mod rebuild;
mod relocate;
mod shift_days;
mod split_day;
mod swap;
mod swap_days;
mod window;

use crate::cost::{Index, Score, Weights};
use crate::outcome::{Rule, Tally};
use crate::problem::{Problem, SlotIdx};
use crate::solution::Solution;
use crate::stop::{Budget, Progress};
use anneal::{Annealer, Energy, temperature};
use course::{Course, Way};
pub(crate) use decisive_first::{bound_stunts, decisive_order};
use descend::descend;
use ground::Ground;
use population::Population;

/// Changes tried on each board between two looks at the clock and at the other threads, which wait for the slowest; part of
/// what makes a run repeatable.
const EPOCH: u64 = 10_000;

/// Steps of a short search at least, so that it cools, and ends when it should.
const STEPS: f64 = 200.0;

/// Boards that each thread anneals side by side where a search is long: one cooling of a single board ends in one of many
/// valleys, and whoever has fallen behind goes on from where another is ([`population`]). At 30 million tries of one thread and
/// the same cooling F1-n200 came to 105,159 and 105,322 (two seeds) with four boards, and 105,499 with one (median of three);
/// on F1-n300 what differs is less. At 3 million tries on F1-n150 four were 0.2 % worse than one.
const MEMBERS: usize = 4;

/// A search is long from so many tries of a thread, or so many seconds, on.
const LONG: (u64, f64) = (10_000_000, 20.0);

/// What is minimised inside a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    Cost,
    Expected,
    /// The first legal board will do.
    Legal,
}

impl Goal {
    /// What is minimised of a legal board.
    fn money(self, score: Score) -> f64 {
        match self {
            Goal::Cost => score.cost as f64,
            Goal::Expected => score.expected,
            Goal::Legal => 0.0,
        }
    }
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
    /// The search stays near the best of the boards: it descends from it, and then begins warm.
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
    let members = members(budget);
    let mut annealers = annealers(problem, index, begin, scale, threads * members);
    if begin.warm {
        let stop = || budget.used(0) >= 1.0;
        let board = descend(&ground, index, begin.goal, best_board(&annealers), &stop);
        annealers[0].consider(&board);
        go_on_from_best(&mut annealers);
    }
    let mut population = Population::new(begin.seed);
    let mut course = Course::new(way(begin));
    let longest = EPOCH * members as u64;
    let step = |tries: f64| ((tries / STEPS) as u64).clamp(50, longest);
    let mut epoch = step(budget.iterations.map_or(0.0, |most| most as f64));
    let mut tried = 0;
    loop {
        let used = if budget.is_endless() { endless(tried) } else { budget.used(tried) };
        let legal = best_of(&annealers).filter(|energy| energy.penalty == 0);
        let best = legal.filter(|_| begin.goal != Goal::Legal).map(|energy| energy.objective);
        let moves = tallies(&annealers);
        let iterations = tried * threads as u64;
        progress(Progress { iterations, best, bound: None, seconds: budget.seconds(), moves: &moves });
        if budget.used(tried) >= 1.0 || (legal.is_some() && begin.goal == Goal::Legal) {
            break;
        }
        let pace = course.pace(used, || least_worth(&annealers));
        if pace.from_best {
            go_on_from_best(&mut annealers);
        }
        annealers.iter_mut().for_each(|annealer| annealer.set_toll(pace.toll));
        population.cool(&mut annealers, scale * temperature(pace.cooled));
        let most = budget.iterations.map_or(epoch, |most| epoch.min(most - tried));
        run_all(&mut annealers, members, &ground, most.div_ceil(members as u64), pace.cooled);
        tried += most;
        // A time has as many steps as a number of tries, by the tries until now.
        if budget.iterations.is_none() {
            epoch = budget
                .limit()
                .map_or(longest, |limit| step(tried as f64 * limit / (budget.seconds() - budget.from)));
        }
    }
    finish(problem, annealers, tried)
}

/// So many annealers, each where its board is: in turn on the boards to begin with.
fn annealers<'p>(
    problem: &'p Problem,
    index: &'p Index,
    begin: &Begin,
    scale: f64,
    count: usize,
) -> Vec<Annealer<'p>> {
    let new = |member: usize| {
        let board = &begin.boards[member % begin.boards.len()];
        Annealer::new(problem, index, begin.goal, scale, begin.seed, member as u64, board)
    };
    let mut annealers: Vec<Annealer> = (0..count).map(new).collect();
    for board in begin.boards {
        annealers[0].consider(board);
    }
    annealers
}

/// Which way the search cools.
fn way(begin: &Begin) -> Way {
    match begin.goal {
        _ if begin.warm => Way::Warm,
        Goal::Legal => Way::Once,
        Goal::Cost | Goal::Expected => Way::Tolls,
    }
}

/// What the best of the boards as they stand is worth, at the price of a day.
fn least_worth(annealers: &[Annealer]) -> f64 {
    annealers.iter().map(Annealer::worth_at_price).fold(f64::INFINITY, f64::min)
}

/// All go on from the best board found.
fn go_on_from_best(annealers: &mut [Annealer]) {
    let board = best_board(annealers).to_vec();
    annealers.iter_mut().for_each(|annealer| annealer.adopt(&board));
}

/// The best board that any of them has found.
fn best_board<'a>(annealers: &'a [Annealer]) -> &'a [SlotIdx] {
    let best = annealers.iter().min_by(|a, b| a.best().order(&b.best()));
    best.map_or(&[], Annealer::best_slots)
}

/// How many boards each thread anneals.
fn members(budget: &Budget) -> usize {
    let (tries, seconds) = LONG;
    let long =
        budget.iterations.map_or_else(|| budget.limit().is_some_and(|s| s >= seconds), |most| most >= tries);
    if long { MEMBERS } else { 1 }
}

/// One epoch of every annealer, so many of them on each thread.
fn run_all(annealers: &mut [Annealer], members: usize, ground: &Ground, iterations: u64, cooled: f64) {
    let run = |annealers: &mut [Annealer]| {
        annealers.iter_mut().for_each(|annealer| annealer.run(ground, iterations, cooled));
    };
    if annealers.len() == members {
        run(annealers);
        return;
    }
    std::thread::scope(|scope| {
        for annealers in annealers.chunks_mut(members) {
            scope.spawn(|| run(annealers));
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
    use crate::construct::first_boards;
    use crate::cost::State;
    use crate::samples::random_problem;
    use crate::stop::Stop;

    #[test]
    fn a_warm_search_is_no_worse_than_where_its_best_board_descends_to() {
        let mut better = 0;
        for seed in 0..40 {
            let problem = random_problem(seed);
            let (index, ground) = (Index::new(&problem), Ground::new(&problem));
            let boards: Vec<_> = first_boards(&problem, &index, &flat_weights(1 << 20)).collect();
            let score = |board: &[SlotIdx]| State::new(&problem, &index, flat_weights(60), board).score();
            let legal = boards.iter().filter(|board| score(board).penalty == 0);
            let Some(best) = legal.min_by_key(|board| score(board).cost) else { continue };
            let below = score(&descend(&ground, &index, Goal::Cost, best, &|| false)).cost;
            let begin = Begin { boards: &boards, threads: 1, seed, goal: Goal::Cost, warm: true };
            let found = search(&problem, &index, &begin, &Budget::left(&Stop::after(1), 0), &mut |_| {});
            assert!(score(&found.best.unwrap().slots).cost <= below, "seed {seed}");
            better += u32::from(below < score(best).cost);
        }
        assert!(better > 5, "{better} of 40: nothing descends");
    }
}

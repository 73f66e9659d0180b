//! One thread's annealing: a state, a temperature, and penalties that follow what is broken.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground, Move};
use super::{Goal, flat_weights};
use super::{merge_day, move_block, relocate, shift_days, swap, swap_days};
use crate::cost::{Index, Score, State, Weights, price_from_scratch};
use crate::outcome::Rule;
use crate::problem::{Problem, SlotIdx};

/// Every move and how often it is tried.
const MOVES: [(u32, Move); 8] = [
    (20, relocate::relocate),
    (26, relocate::relocate_to_kin),
    (24, swap::swap),
    (14, swap::push_out),
    (5, swap_days::swap_days),
    (5, shift_days::shift_days),
    (5, move_block::move_block),
    (1, merge_day::merge_day),
];

/// Temperatures as shares of a typical day's cost.
const HOTTEST: f64 = 0.04;
const COLDEST: f64 = 0.000_5;

/// What a broken rule weighs at first, and may weigh at least, as shares of a typical day's cost.
const WEIGHT: f64 = 0.25;
const LEAST_WEIGHT: f64 = 0.05;

/// What a board is compared by: broken rules first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Energy {
    pub(super) penalty: i64,
    pub(super) objective: f64,
}

impl Energy {
    pub(super) fn worst() -> Self {
        Energy { penalty: i64::MAX, objective: f64::INFINITY }
    }

    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.penalty.cmp(&other.penalty).then(self.objective.total_cmp(&other.objective))
    }
}

pub(super) struct Annealer<'p> {
    problem: &'p Problem,
    index: &'p Index,
    goal: Goal,
    scale: f64,
    state: State<'p>,
    weights: Weights,
    rng: Pcg64Mcg,
    best: (Energy, Vec<SlotIdx>),
    changes: Vec<Change>,
    epochs: u64,
}

impl<'p> Annealer<'p> {
    pub(super) fn new(
        problem: &'p Problem,
        index: &'p Index,
        goal: Goal,
        scale: f64,
        seed: u64,
        thread: u64,
        board: &[SlotIdx],
    ) -> Self {
        let weights = flat_weights((scale * WEIGHT).ceil() as i64);
        let state = State::new(problem, index, weights.clone(), board);
        let mut annealer = Annealer {
            problem,
            index,
            goal,
            scale,
            state,
            weights,
            rng: Pcg64Mcg::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(thread)),
            best: (Energy::worst(), board.to_vec()),
            changes: Vec::new(),
            epochs: 0,
        };
        annealer.consider(board);
        annealer
    }

    /// Keeps a board as the best so far if it is.
    pub(super) fn consider(&mut self, board: &[SlotIdx]) {
        let plain = State::new(self.problem, self.index, flat_weights(60), board).score();
        let energy = Energy { penalty: plain.penalty, objective: objective(self.goal, plain) };
        if energy.order(&self.best.0).is_lt() {
            self.best = (energy, board.to_vec());
        }
    }

    pub(super) fn best(&self) -> Energy {
        self.best.0
    }

    pub(super) fn into_best(self) -> (Energy, Vec<SlotIdx>) {
        self.best
    }

    pub(super) fn slots(&self) -> &[SlotIdx] {
        self.state.slots()
    }

    /// What the current board is worth, penalties included.
    pub(super) fn energy(&self) -> f64 {
        let score = self.state.score();
        objective(self.goal, score) + score.penalty as f64
    }

    /// Goes on from another board.
    pub(super) fn adopt(&mut self, board: &[SlotIdx]) {
        self.state = State::new(self.problem, self.index, self.weights.clone(), board);
    }

    /// Tries so many changes at the temperature for that share of the search.
    pub(super) fn run(&mut self, ground: &Ground, iterations: u64, used: f64) {
        let temperature = self.temperature(used);
        let mut energy = self.energy();
        for _ in 0..iterations {
            self.changes.clear();
            let choice = choose(&mut self.rng);
            choice(ground, &self.state, &mut self.rng, &mut self.changes);
            if self.changes.is_empty() {
                continue;
            }
            let score = self.state.propose(&self.changes);
            let proposed = objective(self.goal, score) + score.penalty as f64;
            let rise = proposed - energy;
            if rise <= 0.0 || self.rng.random::<f64>() < (-rise / temperature).exp() {
                self.state.accept();
                energy = proposed;
                self.keep_if_best(score);
            } else {
                self.state.reject();
            }
        }
        self.epochs += 1;
        self.adapt();
    }

    fn keep_if_best(&mut self, score: Score) {
        let found = Energy { penalty: 0, objective: objective(self.goal, score) };
        if score.penalty == 0 && found.order(&self.best.0).is_lt() {
            self.best.0 = found;
            self.best.1.copy_from_slice(self.state.slots());
        }
    }

    fn temperature(&self, used: f64) -> f64 {
        self.scale * HOTTEST * (COLDEST / HOTTEST).powf(used)
    }

    /// Rules that stay broken weigh more from epoch to epoch, those that are kept weigh less.
    fn adapt(&mut self) {
        let broken = self.state.score().penalty > 0;
        if !broken && !self.epochs.is_multiple_of(8) {
            return;
        }
        let mut amounts = [0; Rule::ALL.len()];
        if broken {
            if self.best.0.penalty > 0 {
                let board = self.state.slots().to_vec();
                self.consider(&board);
            }
            for violation in price_from_scratch(self.problem, &self.state.solution()).violations {
                amounts[violation.rule.index()] += violation.amount;
            }
        }
        let least = flat_weights((self.scale * LEAST_WEIGHT).ceil() as i64);
        let most = flat_weights((self.scale * 100.0).ceil() as i64);
        let old = self.weights.clone();
        for (rule, weight) in self.weights.0.iter_mut().enumerate() {
            let grown =
                if amounts[rule] > 0 { *weight + (*weight / 3).max(1) } else { *weight - *weight / 20 };
            *weight = grown.clamp(least.0[rule], most.0[rule]);
        }
        if old.0 != self.weights.0 {
            let board = self.state.slots().to_vec();
            self.adopt(&board);
        }
    }
}

fn objective(goal: Goal, score: Score) -> f64 {
    match goal {
        Goal::Cost => score.cost as f64,
        Goal::Expected => score.expected,
        Goal::Legal => 0.0,
    }
}

fn choose(rng: &mut Pcg64Mcg) -> Move {
    let total: u32 = MOVES.iter().map(|(weight, _)| weight).sum();
    let mut at = rng.random_range(0..total);
    for (weight, choice) in MOVES {
        if at < weight {
            return choice;
        }
        at -= weight;
    }
    MOVES[0].1
}

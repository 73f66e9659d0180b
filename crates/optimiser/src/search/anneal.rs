//! One thread's annealing: a state, a temperature, and penalties that follow what is broken.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::choice::Choice;
use super::ground::{Change, Ground, Move};
use super::rebuild::{Rebuild, Rebuilt};
use super::window::Window;
use super::{Goal, flat_weights};
use super::{draw_in, move_block, move_days, relocate, shift_days, split_day, swap, swap_days};
use crate::cost::{Index, Score, State, Weights, price_from_scratch};
use crate::outcome::{Rule, Tally};
use crate::problem::{Problem, SlotIdx};

/// Every move, its name in statistics, and how often it is tried at first.
const MOVES: [(&str, u32, Move); 12] = [
    ("relocate", 200, relocate::relocate),
    ("relocate-to-kin", 260, relocate::relocate_to_kin),
    ("swap", 240, swap::swap),
    ("push-out", 140, swap::push_out),
    ("swap-days", 50, swap_days::swap_days),
    ("shift-days", 50, shift_days::shift_days),
    ("move-block", 50, move_block::move_block),
    ("move-days", 20, move_days::move_days),
    ("reverse-days", 5, move_days::reverse_days),
    ("move-stunt", 5, move_days::move_stunt),
    ("split-day", 5, split_day::split_day),
    ("draw-in", 40, draw_in::draw_in),
];

/// One change in so many is a rebuild, which prices some dozens of boards; one in so many settles a window exactly.
const REBUILD: u32 = 100;
const WINDOW: u32 = 4_000;

/// Temperatures as shares of a typical day's cost. At 1.5 million tries of one thread, means of twelve seeds (eight for 0.04
/// and 0.15 on the bundled production): 0.04, 0.1, 0.15 and 0.2 gave 3,080,016, 3,068,858, 3,064,584 and 3,071,944 there, and
/// 0.04, 0.1 and 0.2 gave 2,116,647, 2,109,739 and 2,111,090 on a script of 115 scenes with default facts. On riskshoot 0.04
/// and 0.1 differ within noise.
const HOTTEST: f64 = 0.1;
const COLDEST: f64 = 0.003;

/// What a broken rule weighs at first, and may weigh at least, as shares of a typical day's cost.
const WEIGHT: f64 = 0.25;
const LEAST_WEIGHT: f64 = 0.05;

/// Share of the cooling after which a board that stays broken is left for the best legal one.
const LOST: f64 = 0.1;

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
    /// What a day of crew costs the search beside its price, as a share of it.
    toll: f64,
    state: State<'p>,
    weights: Weights,
    rng: Pcg64Mcg,
    best: (Energy, Vec<SlotIdx>),
    changes: Vec<Change>,
    epochs: u64,
    /// How far cooled it last was without a broken rule, or began anew.
    legal_at: Option<f64>,
    rebuild: Rebuild,
    window: Window,
    choice: Choice,
    /// By move; the rebuild and the window come last.
    tallies: Vec<Tally>,
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
            toll: 0.0,
            state,
            weights,
            rng: Pcg64Mcg::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(thread)),
            best: (Energy::worst(), board.to_vec()),
            changes: Vec::new(),
            epochs: 0,
            legal_at: None,
            rebuild: Rebuild::default(),
            window: Window::default(),
            choice: Choice::new(MOVES.map(|(_, weight, _)| weight)),
            tallies: MOVES
                .iter()
                .map(|(name, ..)| *name)
                .chain(["rebuild", "window"])
                .map(Tally::new)
                .collect(),
        };
        annealer.consider(board);
        annealer
    }

    /// Keeps a board as the best so far if it is.
    pub(super) fn consider(&mut self, board: &[SlotIdx]) {
        let plain = State::new(self.problem, self.index, flat_weights(60), board).score();
        let energy = Energy { penalty: plain.penalty, objective: self.goal.money(plain) };
        if energy.order(&self.best.0).is_lt() {
            self.best = (energy, board.to_vec());
        }
    }

    pub(super) fn best(&self) -> Energy {
        self.best.0
    }

    pub(super) fn best_slots(&self) -> &[SlotIdx] {
        &self.best.1
    }

    pub(super) fn into_best(self) -> (Energy, Vec<SlotIdx>) {
        self.best
    }

    pub(super) fn slots(&self) -> &[SlotIdx] {
        self.state.slots()
    }

    pub(super) fn set_toll(&mut self, toll: f64) {
        self.toll = toll;
    }

    /// What the current board is worth, penalties and toll included.
    pub(super) fn energy(&self) -> f64 {
        worth(self.goal, self.toll, self.state.score())
    }

    /// What the current board is worth at the price of a day, penalties included.
    pub(super) fn worth_at_price(&self) -> f64 {
        worth(self.goal, 0.0, self.state.score())
    }

    /// Goes on from another board.
    pub(super) fn adopt(&mut self, board: &[SlotIdx]) {
        self.state.begin_anew(self.weights.clone(), board);
    }

    /// Prices so many boards, a few more at most, at the temperature for that share of the search.
    pub(super) fn run(&mut self, ground: &Ground, iterations: u64, cooled: f64) {
        let temperature = self.scale * temperature(cooled);
        let mut priced = 0;
        while priced < iterations {
            priced += if self.rng.random_ratio(1, REBUILD) {
                self.rebuild(ground, temperature)
            } else if self.rng.random_ratio(1, WINDOW) {
                self.settle_window(ground, temperature)
            } else {
                self.change(ground, temperature);
                1
            };
        }
        self.epochs += 1;
        self.choice.adapt(&self.tallies);
        self.adapt(cooled);
    }

    /// Tries one move.
    fn change(&mut self, ground: &Ground, temperature: f64) {
        self.changes.clear();
        let which = self.choice.pick(&mut self.rng);
        MOVES[which].2(ground, &self.state, &mut self.rng, &mut self.changes);
        self.tallies[which].tried += 1;
        if self.changes.is_empty() {
            self.tallies[which].empty += 1;
            return;
        }
        let limit = self.limit(temperature);
        let before = self.energy();
        let (goal, toll) = (self.goal, self.toll);
        let most = before + limit;
        let Some(score) = self.state.propose_within(&self.changes, most, |score| worth(goal, toll, score))
        else {
            return;
        };
        if self.takes(before, score, limit, which) {
            self.state.accept();
            self.keep_if_best(score, which);
        } else {
            self.state.reject();
        }
    }

    /// Takes strips out and puts them back where they cost least. Returns how many boards were priced.
    fn rebuild(&mut self, ground: &Ground, temperature: f64) -> u64 {
        let which = MOVES.len();
        let before = self.energy();
        let limit = self.limit(temperature);
        let (goal, toll) = (self.goal, self.toll);
        let worth = |score| worth(goal, toll, score);
        self.tallies[which].tried += 1;
        // What is broken may be mended by the last strip that comes back.
        let most = if self.state.score().penalty == 0 { before + limit } else { f64::INFINITY };
        let (priced, whole) = match self.rebuild.run(ground, &mut self.state, &mut self.rng, most, worth) {
            Rebuilt::Nothing => {
                self.tallies[which].empty += 1;
                return 1;
            }
            Rebuilt::GivenUp(priced) => (priced, false),
            Rebuilt::Whole(priced) => (priced, true),
        };
        let score = self.state.score();
        if whole && self.takes(before, score, limit, which) {
            self.keep_if_best(score, which);
        } else {
            self.rebuild.take_back(&mut self.state);
        }
        priced
    }

    /// Settles a small window exactly. Returns how many boards were priced.
    fn settle_window(&mut self, ground: &Ground, temperature: f64) -> u64 {
        let before = self.energy();
        let (goal, toll) = (self.goal, self.toll);
        let priced =
            self.window.run(ground, &mut self.state, &mut self.rng, |score| worth(goal, toll, score));
        let which = MOVES.len() + 1;
        self.tallies[which].tried += 1;
        if priced == 0 {
            self.tallies[which].empty += 1;
            return 1;
        }
        let score = self.state.score();
        let limit = self.limit(temperature);
        if self.takes(before, score, limit, which) {
            self.keep_if_best(score, which);
        } else {
            self.window.take_back(&mut self.state);
        }
        priced
    }

    /// The rise that annealing takes this time.
    fn limit(&mut self, temperature: f64) -> f64 {
        -temperature * self.rng.random::<f64>().ln()
    }

    /// The rule of annealing: a rise up to a limit drawn before.
    fn takes(&mut self, before: f64, score: Score, limit: f64, which: usize) -> bool {
        let rise = worth(self.goal, self.toll, score) - before;
        let taken = rise <= limit;
        let tally = &mut self.tallies[which];
        tally.accepted += u64::from(taken);
        tally.better += u64::from(rise < 0.0);
        taken
    }

    fn keep_if_best(&mut self, score: Score, which: usize) {
        let found = Energy { penalty: 0, objective: self.goal.money(score) };
        if score.penalty == 0 && found.order(&self.best.0).is_lt() {
            self.tallies[which].best += 1;
            self.best.0 = found;
            self.best.1.copy_from_slice(self.state.slots());
            debug_assert!(self.agrees(score), "the fast price of a board is not its price");
        }
    }

    /// Is the board priced like this from scratch?
    fn agrees(&self, score: Score) -> bool {
        let price = price_from_scratch(self.problem, &self.state.solution());
        let expected = price.expected + price.value_term;
        price.is_legal() && price.cost == score.cost && (expected - score.expected).abs() < 0.5
    }

    /// What each move has done so far.
    pub(super) fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// Rules that stay broken weigh more from epoch to epoch, those that are kept weigh less. Where that does not help, the
    /// search goes on from the best legal board.
    fn adapt(&mut self, cooled: f64) {
        let broken = self.state.score().penalty > 0;
        let legal_at = self.legal_at.filter(|&at| broken && at <= cooled).unwrap_or(cooled);
        self.legal_at = Some(legal_at);
        if cooled >= legal_at + LOST && self.best.0.penalty == 0 {
            self.legal_at = Some(cooled);
            let best = self.best.1.clone();
            self.adopt(&best);
            return;
        }
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

/// The temperature after a share of the cooling, as a share of a typical day's cost.
pub(super) fn temperature(cooled: f64) -> f64 {
    HOTTEST * (COLDEST / HOTTEST).powf(cooled)
}

/// What is minimised, the penalties of what is broken, and the toll on days of crew.
fn worth(goal: Goal, toll: f64, score: Score) -> f64 {
    goal.money(score) + score.penalty as f64 + toll * score.crew as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::random_problem;
    use crate::solve::any_board;

    #[test]
    fn a_board_that_stays_broken_is_left_for_the_best_legal_one() {
        let mut left = 0;
        for seed in 0..40 {
            let problem = random_problem(seed);
            let Some(legal) = any_board(&problem, 20_000) else { continue };
            let index = Index::new(&problem);
            let mut annealer = Annealer::new(&problem, &index, Goal::Cost, 1_000.0, seed, 0, &legal.slots);
            annealer.adopt(&vec![SlotIdx(0); problem.strips.len()]);
            if annealer.state.score().penalty == 0 {
                continue;
            }
            for cooled in [0.0, 0.5 * LOST, 0.9 * LOST] {
                annealer.adapt(cooled);
                assert_ne!(annealer.slots(), legal.slots, "seed {seed}");
            }
            annealer.adapt(LOST);
            assert_eq!(annealer.slots(), legal.slots, "seed {seed}");
            left += 1;
        }
        assert!(left > 10, "{left}");
    }
}

//! The three priced answers: cheapest if all goes well, cheapest in expectation, danger first: three boards, each the best
//! of the three by its own measure.
//!
//! The searches of one problem put what they find into one pool, with the boards that are there already; each answer
//! is what the judge puts first in the pool by its measure. So none can be beaten by another at what it is for.

mod stays;

use std::sync::atomic::Ordering;

use domain::{Board, BoardId, Editing, Refusal};
use optimiser::{
    Case, Compiled, Keep, Objective, Outcome, Params, Progress, Solution, Stop, price_from_scratch,
    propose_parts, starting_board,
};
use risk::Measure;
use rules::Verdict;

use crate::explain::{LeftOut, leave_out};

/// A question that an answer is the best board for.
#[derive(Debug)]
pub struct Question {
    /// What is searched for.
    pub objective: Objective,
    /// What boards are compared by.
    pub measure: Measure,
    /// The board's name.
    pub name: &'static str,
    /// For scripts.
    pub key: &'static str,
}

/// The questions, in the order in which the answers stand side by side.
pub static QUESTIONS: [Question; 3] = [
    Question {
        objective: Objective::Cost,
        measure: Measure::Cost,
        name: Measure::Cost.answer(),
        key: "cost",
    },
    Question {
        objective: Objective::Expected,
        measure: Measure::Expected,
        name: Measure::Expected.answer(),
        key: "expected",
    },
    Question {
        objective: Objective::DecisiveFirst,
        measure: Measure::Danger,
        name: Measure::Danger.answer(),
        key: "decisive-first",
    },
];

/// The share of the time for searches that go on from another's board.
const AGAIN: f64 = 0.2;

/// What all three answer: one case, in which all stays that stays on any of the three boards.
#[derive(Debug)]
pub struct Asked {
    /// What is planned.
    pub case: Case,
    /// What no day can hold is proposed in parts, in words.
    pub parts: Vec<String>,
    /// What no date can take stays in the boneyard.
    pub left_out: LeftOut,
    /// The three boards.
    own: [BoardId; 3],
}

/// How it is searched.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Threads.
    pub threads: usize,
    /// Seed.
    pub seed: u64,
    /// Iterations are of each search, seconds of all of them together.
    pub stop: Stop<'a>,
}

/// What is told meanwhile.
#[derive(Debug)]
pub enum Heard<'a> {
    /// A search for a question begins.
    Begins {
        /// Which.
        question: &'static Question,
        /// It goes on from a better board that was found for another.
        again: bool,
    },
    /// It goes on. Its seconds are those of all searches.
    Goes(Progress<'a>),
}

/// The three answers.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The boards, in the order of the questions.
    pub boards: [Board; 3],
    /// By question, the first of them that is the same board.
    pub same_as: [Option<usize>; 3],
    /// By question, what the search for it proved: nothing is below that.
    pub bounds: [Option<f64>; 3],
    /// A stop came before all searches were done.
    pub stopped: bool,
    /// Seconds by the caller's clock.
    pub seconds: f64,
}

/// Why there are no answers.
#[derive(Debug)]
pub enum NoAnswers {
    /// Stopped before a board was found.
    Stopped,
    /// There is no board, or none was found.
    NoBoard(Box<Outcome>),
    /// The judge and the search do not agree: a bug, in words.
    Bug(String),
}

impl Asked {
    /// Begins with the three boards as they are, or with empty ones. Commands are named to those who ask on the command line.
    ///
    /// # Errors
    /// When one was issued, or the three hold a strip on different days.
    pub fn new(editing: &mut Editing<'_>, seed: u64, command_line: bool) -> Result<Self, Refusal> {
        let mut own = [BoardId(0); 3];
        for (own, question) in own.iter_mut().zip(&QUESTIONS) {
            let board = starting_board(editing, question.name)?;
            *own = board.id;
            editing.put(board);
        }
        let boards = own.iter().map(|id| &editing.now.boards[id]);
        let stays = boards.flat_map(|board| Keep::Placed.stays(board)).collect();
        let parts = propose_parts(editing, &stays)?;
        let board = stays::what_stays(&editing.now, &own)?;
        let case = Case::new(editing.now.clone(), board, Keep::Placed);
        let (case, left_out) = leave_out(&case, seed, command_line);
        Ok(Self { case, parts, left_out, own })
    }

    /// Searches once for each question, from what the pool has best for it; and where a board that was found otherwise is better
    /// at it than what the search found, goes on from that one. A stop ends the searches; what was found is kept.
    ///
    /// # Errors
    /// When no board was found.
    pub fn search(
        &self,
        compiled: &Compiled,
        search: &Search<'_>,
        hear: &mut dyn FnMut(Heard<'_>),
    ) -> Result<Answers, NoAnswers> {
        let pool = known(&self.case, compiled);
        let mut searched = Searched { case: &self.case, compiled, search, pool };
        let (mut bounds, mut own, mut nothing) = ([None; 3], Vec::new(), None);
        for (at, question) in QUESTIONS.iter().enumerate() {
            let share = (1.0 - AGAIN) / QUESTIONS.len() as f64 * (at + 1) as f64;
            let Some(outcome) = searched.ask(question, share, false, hear)? else { break };
            bounds[at] = bound(&outcome, question.objective);
            own.push(outcome.solution().map(|_| searched.pool.len() - 1));
            let hopeless = matches!(outcome, Outcome::Infeasible { .. });
            nothing = outcome.solution().is_none().then_some(outcome).or(nothing);
            if hopeless {
                break;
            }
        }
        if searched.pool.is_empty() {
            return Err(nothing.map_or(NoAnswers::Stopped, |outcome| NoAnswers::NoBoard(Box::new(outcome))));
        }
        let beaten =
            QUESTIONS.iter().zip(own).filter(|(question, own)| Some(searched.best(question)) != *own);
        let beaten: Vec<&Question> = beaten.map(|(question, _)| question).collect();
        for (at, question) in beaten.iter().enumerate() {
            let share = (1.0 - AGAIN) + AGAIN * (at + 1) as f64 / beaten.len() as f64;
            if searched.ask(question, share, true, hear)?.is_none() {
                break;
            }
        }
        Ok(self.chosen(&searched, bounds))
    }

    fn chosen(&self, searched: &Searched<'_>, bounds: [Option<f64>; 3]) -> Answers {
        let chosen = QUESTIONS.each_ref().map(|question| searched.best(question));
        let board = |at: usize| {
            let own = &self.case.state.boards[&self.own[at]];
            let (id, name, assumptions) = (own.id, own.name.clone(), own.assumptions.clone());
            Board { id, name, assumptions, ..searched.pool[chosen[at]].board.clone() }
        };
        Answers {
            boards: [0, 1, 2].map(board),
            same_as: [0, 1, 2].map(|at| (0..at).find(|before| chosen[*before] == chosen[at])),
            bounds,
            stopped: searched.is_stopped(),
            seconds: (searched.search.stop.clock)(),
        }
    }
}

impl Answers {
    /// Puts the three in place of those of their names.
    ///
    /// # Errors
    /// When one was issued meanwhile.
    pub fn keep(self, editing: &mut Editing<'_>) -> Result<(), Refusal> {
        for board in self.boards {
            let id = starting_board(editing, &board.name)?.id;
            editing.put(Board { id, ..board });
        }
        Ok(())
    }
}

/// A legal board, as the judge sees it.
struct Found {
    solution: Solution,
    board: Board,
    verdict: Verdict,
}

/// What the searches found.
struct Searched<'a> {
    case: &'a Case,
    compiled: &'a Compiled,
    search: &'a Search<'a>,
    pool: Vec<Found>,
}

impl Searched<'_> {
    /// Searches for a question until a share of all time is used. None when it was stopped before.
    fn ask(
        &mut self,
        question: &'static Question,
        until: f64,
        again: bool,
        hear: &mut dyn FnMut(Heard<'_>),
    ) -> Result<Option<Outcome>, NoAnswers> {
        if self.is_stopped() {
            return Ok(None);
        }
        hear(Heard::Begins { question, again });
        let (problem, all) = (&self.compiled.problem, &self.search.stop);
        let from = (all.clock)();
        let clock = || (all.clock)() - from;
        let seconds = all.seconds.map(|limit| (limit * until - from).max(0.0));
        let stop = Stop { seconds, clock: &clock, ..*all };
        let params = Params { objective: question.objective, threads: self.search.threads };
        let seed = self.search.seed.wrapping_add(u64::from(again));
        let start = (!self.pool.is_empty()).then(|| &self.pool[self.best(question)].solution);
        let mut progress =
            |now: Progress<'_>| hear(Heard::Goes(Progress { seconds: from + now.seconds, ..now }));
        let outcome = match start.filter(|_| again) {
            Some(start) => optimiser::refine(problem, &params, &stop, seed, start, &mut progress),
            None => optimiser::solve(problem, &params, &stop, seed, start, &mut progress),
        };
        if let Some(solution) = outcome.solution() {
            let found = judged(self.case, self.compiled, solution.clone());
            optimiser::agree(&outcome, &found.verdict).map_err(NoAnswers::Bug)?;
            self.pool.push(found);
        } else if self.is_stopped() {
            return Err(NoAnswers::Stopped);
        }
        Ok(Some(outcome))
    }

    /// The first of the best in the pool, as the judge sees it. The pool is not empty.
    fn best(&self, question: &Question) -> usize {
        let of = |at: &usize| (&self.pool[*at].board, &self.pool[*at].verdict);
        let order = |a: &usize, b: &usize| question.measure.order(&self.case.state, of(a), of(b));
        (0..self.pool.len()).min_by(order).expect("the pool is not empty")
    }

    fn is_stopped(&self) -> bool {
        self.search.stop.cancelled.load(Ordering::Relaxed)
    }
}

/// The production's boards that keep to all that is fixed.
fn known(case: &Case, compiled: &Compiled) -> Vec<Found> {
    let solutions = case.state.boards.values().filter_map(|board| compiled.solution_of(board));
    let legal = solutions.filter(|solution| {
        solution.fits(&compiled.problem) && price_from_scratch(&compiled.problem, solution).is_legal()
    });
    legal.map(|solution| judged(case, compiled, solution)).collect()
}

fn judged(case: &Case, compiled: &Compiled, solution: Solution) -> Found {
    let board = compiled.to_board(&solution, &case.board);
    let verdict = rules::assess(&case.state, &board);
    Found { solution, board, verdict }
}

/// What is proven of all boards.
fn bound(outcome: &Outcome, objective: Objective) -> Option<f64> {
    match outcome {
        Outcome::Optimal { price, .. } => Some(objective.of(price)),
        Outcome::Feasible { bound, .. } => Some(*bound),
        _ => None,
    }
}

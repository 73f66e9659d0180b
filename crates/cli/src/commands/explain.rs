//! `firstup explain`: why a board is as it is. What needs a search is here, a question each file.

mod days;
pub mod impasse;
mod rules_cost;

use domain::State;
use office::explain::{self, Answer};
use optimiser::{Case, Effort, Params};

use crate::args::{self, Explain, Question, Replan};
use crate::failure::Failure;
use crate::search::{Watch, cancelled};
use crate::session::{Session, open_read_only};

/// What is asked of a judged board, and where the answer is printed.
struct Asked<'a> {
    session: &'a Session,
    board: explain::Asked<'a>,
}

pub fn run(session: &Session, args: &Explain) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let width = session.width();
    let asked = Asked {
        session,
        board: explain::Asked { state, file: &file, board, verdict, money: true, width, color: true },
    };
    match &args.question {
        Question::Strip { scene } => asked.print(explain::strip(&asked.board, scene)?),
        Question::Day { day } => asked.print(explain::day(&asked.board, day)?),
        Question::Days(replan) => days::run(&asked, replan),
        Question::Rules(replan) => rules_cost::run(&asked, replan),
    }
}

impl Asked<'_> {
    fn state(&self) -> &State {
        self.board.state
    }

    fn print(&self, answer: Answer) -> Result<(), Failure> {
        self.session.answer(|| answer.value, || answer.text)
    }

    /// The case that a plan of this board begins with.
    fn case(&self, keep: args::Keep) -> Case {
        let keep = match keep {
            args::Keep::Placed => optimiser::Keep::Placed,
            args::Keep::Pins => optimiser::Keep::Pins,
        };
        Case::new(self.state().clone(), self.board.board.clone(), keep)
    }

    /// Runs searches under the limits of the command line.
    fn search<T>(&self, replan: &Replan, ask: impl FnOnce(&Case, &Effort<'_>) -> T) -> (T, f64) {
        let case = self.case(replan.keep);
        let began = std::time::Instant::now();
        let answer = Watch::start(self.session, &replan.search).run(|limits, stop, _| {
            let params = Params { objective: optimiser::Objective::Expected, threads: limits.threads };
            ask(&case, &Effort { params, seed: replan.search.seed, stop: *stop })
        });
        (answer, began.elapsed().as_secs_f64())
    }

    /// How what is searched compares, and how long it took.
    fn searched_words(&self, replan: &Replan, seconds: f64) -> String {
        let (the, most, until) =
            if cancelled() { ("the ", "at most ", " until it was stopped") } else { ("", "", "") };
        match replan.search.iterations {
            Some(iterations) => {
                format!("{most}{iterations} iterations each{until}, seed {}", replan.search.seed)
            }
            None => format!("{the}{seconds:.0} s{until}"),
        }
    }
}

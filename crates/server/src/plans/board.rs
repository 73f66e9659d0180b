//! A plan that becomes a new board.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{Board, BoardId, BoardStatus, Editing, Entity, Refusal, SheetId, State};
use jiff::Timestamp;
use office::explain;
use optimiser::{Case, CompileError, Keep, Outcome, Params, Progress};

use super::watch::Watch;
use super::{SEED, Stays, Wish, threads};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Production;

/// A plan that is to be searched.
pub(super) struct Task {
    production: Arc<Production>,
    author: String,
    at: Timestamp,
    wish: Wish,
    before: State,
    case: Case,
    /// What no day can hold is proposed in parts, in words.
    parts: Vec<String>,
    /// What is not proposed in parts, as a person has it where it is.
    stays: BTreeSet<SheetId>,
}

impl Task {
    pub(super) fn new(state: &State, wish: Wish, asked: &Asked) -> Result<Self, Problem> {
        let mut editing = Editing::new(state);
        let name = wish.name.trim();
        if state.boards.values().any(|board| board.name.eq_ignore_ascii_case(name)) {
            return Err(Refusal::with_remedy(
                format!("there is a board “{name}” already"),
                "give the plan another name: it is kept as a new board",
            )
            .into());
        }
        let mut board = optimiser::starting_board(&mut editing, name)?;
        if let Some(from) = wish.board.as_deref() {
            let from = &state.boards[&state.board_called(Some(from))?];
            board.rows = from.rows.clone();
            board.set_aside = from.set_aside.clone();
            board.assumptions = from.assumptions.clone();
        }
        // A part takes the place of its sheet on every board, on this one too.
        editing.put(board.clone());
        let keep = match wish.keep {
            Stays::Placed => Keep::Placed,
            Stays::Pins => Keep::Pins,
        };
        let stays = keep.stays(&board);
        let parts = optimiser::propose_parts(&mut editing, &stays)?;
        let board = editing.now.boards.get(&board.id).cloned().unwrap_or(board);
        Ok(Self {
            production: asked.production.clone(),
            author: asked.author.clone(),
            at: asked.now,
            before: state.clone(),
            case: Case::new(editing.now.clone(), board, keep),
            wish,
            parts,
            stays,
        })
    }

    pub(super) fn begin(self) -> u64 {
        let limit = self.wish.seconds;
        let about = (self.case.board.name.clone(), self.wish.objective.objective().1, limit);
        Watch::spawn(self.production.clone(), about, move |watch| self.keep(self.search(watch)?))
    }

    fn search(&self, watch: &mut Watch) -> Result<Board, Problem> {
        let (case, left_out) = explain::leave_out(&self.case, SEED, false);
        watch.leaves_out(left_out.lines());
        let compiled = match case.compile() {
            Ok(compiled) => compiled,
            Err(CompileError::Blocked(_)) => return Err(watch.no_board(&case, &left_out, Vec::new())),
            Err(error) => return Err(cannot(&error)),
        };
        let params = Params { objective: self.wish.objective.objective().0, threads: threads() };
        let start = compiled.start.as_ref();
        let outcome = watch.run(|stop, watch| {
            let mut hear = |progress: Progress<'_>| watch.hear(&progress);
            optimiser::solve(&compiled.problem, &params, stop, SEED, start, &mut hear)
        });
        let Some(solution) = outcome.solution() else {
            return Err(watch.no_board(&case, &left_out, explain::broken(&case, &compiled, &outcome)));
        };
        let board = compiled.to_board(solution, &case.board);
        let verdict = rules::assess(&self.case.state, &board);
        optimiser::agree(&outcome, &verdict).map_err(Problem::Bug)?;
        // Around what a person placed against a rule nothing is proven for the film.
        if matches!(outcome, Outcome::Optimal { .. }) && verdict.forbidden().next().is_none() {
            watch.is_proven();
        }
        Ok(board)
    }

    /// Writes the board, as a new one, and gives its name.
    fn keep(&self, mut board: Board) -> Result<String, Problem> {
        let summary = format!("planned {}", board.name);
        let words = ("plan", summary.as_str());
        let now = self.production.now();
        if self.parts.is_empty() {
            // Boards made meanwhile have ids and names of their own.
            let mut editing = Editing::new(&now.state);
            board.id = editing.fresh::<BoardId>();
            board.name = free_name(&now.state, &board.name);
            board.status = BoardStatus::Working;
            let name = board.name.clone();
            editing.put(board);
            self.production.put(&self.author, self.at, now.state.revision(), words, editing.changes())?;
            return Ok(name);
        }
        let name = board.name.clone();
        let mut editing = Editing::new(&self.before);
        let parts = optimiser::propose_parts(&mut editing, &self.stays)?;
        debug_assert_eq!(parts, self.parts);
        editing.put(Entity::from(board));
        self.production.put(&self.author, self.at, self.before.revision(), words, editing.changes())?;
        Ok(name)
    }
}

/// A production that is no problem to search.
pub(super) fn cannot(error: &CompileError) -> Problem {
    Refusal::new(format!("this production cannot be planned: {error}")).into()
}

/// The name, or with a number behind it.
pub(super) fn free_name(state: &State, name: &str) -> String {
    let taken = |name: &str| state.boards.values().any(|board| board.name.eq_ignore_ascii_case(name));
    if !taken(name) {
        return name.to_owned();
    }
    let numbered = (2..).map(|number: u32| format!("{name} {number}"));
    numbered.into_iter().find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}

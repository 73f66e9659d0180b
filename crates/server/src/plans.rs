//! Plans that are asked for in the browser: searched beside everything else, watched, stopped, kept as boards.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use domain::{Board, BoardId, BoardStatus, Editing, Entity, Money, Refusal, State};
use jiff::Timestamp;
use optimiser::{Case, CompileError, Keep, Objective, Outcome, Params, Progress, Stop};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::unreadable;
use crate::folder::Asked;
use crate::problem::{Problem, Wrong};
use crate::production::Production;

/// Seconds that a plan may take at most.
const LONGEST: f64 = 3600.0;
/// Between two notes on how a plan goes.
const BETWEEN_NOTES: Duration = Duration::from_millis(200);
/// The seed of every plan: the same question has the same luck.
const SEED: u64 = 1;

/// The plans of a production since it was opened.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    count: AtomicU64,
    running: Mutex<BTreeMap<u64, Arc<Job>>>,
}

#[derive(Debug)]
struct Job {
    cancelled: AtomicBool,
    /// How it went when it was last told.
    note: Mutex<Option<PlanNote>>,
}

/// How a plan goes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlanNote {
    job: u64,
    /// The board that it will be.
    board: String,
    objective: &'static str,
    state: Going,
    best: Option<String>,
    best_cents: Option<f64>,
    bound: Option<String>,
    bound_cents: Option<f64>,
    /// Percent of the best that is not proven.
    gap: Option<f64>,
    seconds: f64,
    limit: f64,
    iterations: u64,
    error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Going {
    Running,
    Done,
    Stopped,
    Failed,
}

/// What is asked for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    base: u64,
    /// The board that it begins with; none: an empty one.
    board: Option<String>,
    /// The board that it is kept as.
    name: String,
    objective: Wanted,
    seconds: f64,
    keep: Stays,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Wanted {
    Expected,
    Cost,
    DecisiveFirst,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Stays {
    Placed,
    Pins,
}

impl Wanted {
    fn objective(self) -> (Objective, &'static str) {
        match self {
            Self::Expected => (Objective::Expected, "expected"),
            Self::Cost => (Objective::Cost, "cost"),
            Self::DecisiveFirst => (Objective::DecisiveFirst, "decisive-first"),
        }
    }
}

/// The number of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Number {
    job: u64,
}

impl Plans {
    /// How the running plans go.
    pub(crate) fn notes(&self) -> Vec<PlanNote> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running
            .values()
            .filter_map(|job| job.note.lock().unwrap_or_else(PoisonError::into_inner).clone())
            .collect()
    }

    /// Ends all; what each found is kept.
    pub(crate) fn stop_all(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.values().for_each(|job| job.cancelled.store(true, Ordering::Relaxed));
    }

    fn begin(&self) -> (u64, Arc<Job>) {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Arc::new(Job { cancelled: AtomicBool::new(false), note: Mutex::default() });
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(number, job.clone());
        (number, job)
    }

    fn job(&self, number: u64) -> Option<Arc<Job>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    }

    fn end(&self, number: u64) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
    }
}

/// Begins a plan, which becomes a new board.
#[utoipa::path(post, path = "/p/{production}/api/plans", params(("production" = String, Path, description = "Name of the file, without `.firstup`")), request_body = Wish,
    responses((status = 200, body = Number), (status = "4XX", body = Wrong)))]
pub(crate) async fn start(
    asked: Asked,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(wish) = match wish {
        Ok(wish) => wish,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    if !(wish.seconds > 0.0 && wish.seconds <= LONGEST) {
        return Err(Problem::BadRequest(format!("a plan takes between 0 and {LONGEST} seconds")));
    }
    let begin = move || -> Result<u64, Problem> {
        let now = asked.production.now();
        if now.state.revision() < wish.base {
            return Err(Problem::BadRequest("the production has no such revision yet".to_owned()));
        }
        let task = Task::new(&now.state, wish, &asked)?;
        let (number, job) = asked.production.plans.begin();
        std::thread::spawn(move || task.run(number, &job));
        Ok(number)
    };
    let job = tokio::task::spawn_blocking(begin).await??;
    Ok(Json(Number { job }).into_response())
}

/// Ends a plan; the best board that it found is kept.
#[utoipa::path(post, path = "/p/{production}/api/plans/{job}/stop", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), ("job" = u64, Path)),
    responses((status = 200, body = Number), (status = 404, body = Wrong)))]
pub(crate) async fn stop(asked: Asked, Path((_, job)): Path<(String, u64)>) -> Result<Response, Problem> {
    let running = asked.production.plans.job(job);
    let running = running.ok_or_else(|| Problem::NotFound(format!("plan {job} is not running")))?;
    running.cancelled.store(true, Ordering::Relaxed);
    Ok(Json(Number { job }).into_response())
}

/// A plan that is to be searched.
struct Task {
    production: Arc<Production>,
    author: String,
    at: Timestamp,
    wish: Wish,
    before: State,
    case: Case,
    /// What no day can hold is proposed in parts, in words.
    parts: Vec<String>,
}

impl Task {
    fn new(state: &State, wish: Wish, asked: &Asked) -> Result<Self, Problem> {
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
            board.assumptions = from.assumptions.clone();
        }
        // A part takes the place of its sheet on every board, on this one too.
        editing.put(board.clone());
        let parts = optimiser::propose_parts(&mut editing)?;
        let board = editing.now.boards.get(&board.id).cloned().unwrap_or(board);
        let keep = match wish.keep {
            Stays::Placed => Keep::Placed,
            Stays::Pins => Keep::Pins,
        };
        Ok(Self {
            production: asked.production.clone(),
            author: asked.author.clone(),
            at: asked.now,
            before: state.clone(),
            case: Case { state: editing.now.clone(), board, keep },
            wish,
            parts,
        })
    }

    fn run(self, number: u64, job: &Job) {
        let began = Instant::now();
        let mut last = self.blank(number);
        self.tell(job, &last);
        let searched = self.search(number, job, began, &mut last);
        last.seconds = began.elapsed().as_secs_f64();
        match searched.and_then(|board| self.keep(board)) {
            Ok(name) => {
                let stopped = job.cancelled.load(Ordering::Relaxed);
                last.state = if stopped { Going::Stopped } else { Going::Done };
                last.board = name;
            }
            Err(problem) => {
                let (what, remedy) = problem.words();
                last.state = Going::Failed;
                last.error = Some(remedy.map_or(what.clone(), |remedy| format!("{what}; {remedy}")));
            }
        }
        self.production.plans.end(number);
        self.production.tell(last);
    }

    fn search(&self, number: u64, job: &Job, began: Instant, last: &mut PlanNote) -> Result<Board, Problem> {
        let compiled = self.case.compile().map_err(|error| cannot(&error))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // A core stays free for whoever works on the board meanwhile.
        let params =
            Params { objective: self.wish.objective.objective().0, threads: cores.saturating_sub(1).max(1) };
        let clock = move || began.elapsed().as_secs_f64();
        let stop = Stop {
            iterations: None,
            seconds: Some(self.wish.seconds),
            clock: &clock,
            cancelled: &job.cancelled,
        };
        let mut told: Option<Instant> = None;
        let mut progress = |progress: Progress<'_>| {
            *last = self.note(number, &progress);
            if told.is_none_or(|told| told.elapsed() >= BETWEEN_NOTES) {
                told = Some(Instant::now());
                self.tell(job, last);
            }
        };
        let start = compiled.start.as_ref();
        let outcome = optimiser::solve(&compiled.problem, &params, &stop, SEED, start, &mut progress);
        let Some(solution) = outcome.solution() else { return Err(no_board(&outcome)) };
        let board = compiled.to_board(solution, &self.case.board);
        let verdict = rules::assess(&self.case.state, &board);
        optimiser::agree(&outcome, &verdict).map_err(Problem::Bug)?;
        if let Outcome::Optimal { .. } = outcome {
            (last.bound, last.bound_cents, last.gap) = (last.best.clone(), last.best_cents, Some(0.0));
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
        let parts = optimiser::propose_parts(&mut editing)?;
        debug_assert_eq!(parts, self.parts);
        editing.put(Entity::from(board));
        self.production.put(&self.author, self.at, self.before.revision(), words, editing.changes())?;
        Ok(name)
    }

    fn tell(&self, job: &Job, note: &PlanNote) {
        *job.note.lock().unwrap_or_else(PoisonError::into_inner) = Some(note.clone());
        self.production.tell(note.clone());
    }

    fn blank(&self, job: u64) -> PlanNote {
        PlanNote {
            job,
            board: self.case.board.name.clone(),
            objective: self.wish.objective.objective().1,
            state: Going::Running,
            best: None,
            best_cents: None,
            bound: None,
            bound_cents: None,
            gap: None,
            seconds: 0.0,
            limit: self.wish.seconds,
            iterations: 0,
            error: None,
        }
    }

    fn note(&self, job: u64, progress: &Progress<'_>) -> PlanNote {
        let whole = |cents: f64| Money::whole((cents / 100.0).round() as i64).to_string();
        let gap = |best: f64, bound: f64| ((best - bound) / best * 100.0).max(0.0);
        let best = progress.best;
        PlanNote {
            best: best.map(whole),
            best_cents: best,
            bound: progress.bound.map(whole),
            bound_cents: progress.bound,
            gap: best.filter(|best| *best > 0.0).zip(progress.bound).map(|(best, bound)| gap(best, bound)),
            seconds: progress.seconds,
            iterations: progress.iterations,
            ..self.blank(job)
        }
    }
}

fn cannot(error: &CompileError) -> Problem {
    Refusal::with_remedy(
        format!("this production cannot be planned: {error}"),
        "`firstup plan` on the command line says which facts conflict, and what would help",
    )
    .into()
}

fn no_board(outcome: &Outcome) -> Problem {
    let what = match outcome {
        Outcome::Infeasible { .. } => "no board keeps what is fixed and breaks nothing that is forbidden",
        _ => "no board was found that breaks nothing that is forbidden",
    };
    let remedy = "give it more time, let fewer strips stay; `firstup plan` says which facts conflict, and what would help";
    Refusal::with_remedy(what, remedy).into()
}

/// The name, or with a number behind it.
fn free_name(state: &State, name: &str) -> String {
    let taken = |name: &str| state.boards.values().any(|board| board.name.eq_ignore_ascii_case(name));
    if !taken(name) {
        return name.to_owned();
    }
    let numbered = (2..).map(|number: u32| format!("{name} {number}"));
    numbered.into_iter().find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}

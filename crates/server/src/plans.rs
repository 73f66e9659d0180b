//! Plans that are asked for in the browser: searched beside everything else, watched, stopped, kept as boards.

pub(crate) mod answers;
mod board;
mod watch;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Money;
use optimiser::{Objective, Progress};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Body;
use crate::folder::Asked;
use crate::problem::{Problem, Wrong};
use crate::production::Now;
use board::Task;

/// Seconds that a plan may take at most.
const LONGEST: f64 = 3600.0;
/// The seed of every plan: the same question has the same luck.
pub(crate) const SEED: u64 = 1;

/// The plans of a production since it was opened.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    count: AtomicU64,
    running: Mutex<BTreeMap<u64, Arc<Job>>>,
    /// How the last one failed, for who comes later; until another begins, or something is written.
    failed: Mutex<Option<PlanNote>>,
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
    /// The board that it will be; of the three answers that which is searched.
    board: String,
    /// What is looked for; `answers` are the three answers.
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
    /// What stays in the boneyard, as no date can take it, and why, or as a person put it there; in lines.
    left_out: Vec<String>,
    /// Of the three answers: what others did meanwhile on the boards of their names, and where it stays; in lines.
    kept_apart: Vec<String>,
    /// Why there is no board, in lines.
    error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Going {
    Running,
    /// There is no board: it looks for the facts that conflict.
    Looking,
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
    /// How the running plans go, and how the last one failed.
    pub(crate) fn notes(&self) -> Vec<PlanNote> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let told = |job: &Arc<Job>| job.note.lock().unwrap_or_else(PoisonError::into_inner).clone();
        failed.into_iter().chain(running.values().filter_map(told)).collect()
    }

    /// Ends all; what each found is kept.
    pub(crate) fn stop_all(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.values().for_each(|job| job.cancelled.store(true, Ordering::Relaxed));
    }

    /// What failed may not fail any more: something was written.
    pub(crate) fn forget_failed(&self) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn begin(&self) -> (u64, Arc<Job>) {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Arc::new(Job { cancelled: AtomicBool::new(false), note: Mutex::default() });
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(number, job.clone());
        self.forget_failed();
        (number, job)
    }

    fn job(&self, number: u64) -> Option<Arc<Job>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    }

    fn end(&self, note: &PlanNote) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&note.job);
        if note.state == Going::Failed {
            *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(note.clone());
        }
    }
}

impl Job {
    fn tell(&self, note: &PlanNote) {
        *self.note.lock().unwrap_or_else(PoisonError::into_inner) = Some(note.clone());
    }
}

impl PlanNote {
    fn is_going(&self) -> bool {
        matches!(self.state, Going::Running | Going::Looking)
    }

    fn blank(job: u64, board: String, objective: &'static str, limit: f64) -> Self {
        Self {
            job,
            board,
            objective,
            state: Going::Running,
            best: None,
            best_cents: None,
            bound: None,
            bound_cents: None,
            gap: None,
            seconds: 0.0,
            limit,
            iterations: 0,
            left_out: Vec::new(),
            kept_apart: Vec::new(),
            error: None,
        }
    }

    fn hear(&mut self, progress: &Progress<'_>) {
        let whole = |cents: f64| Money::whole((cents / 100.0).round() as i64).to_string();
        let gap = |best: f64, bound: f64| ((best - bound) / best * 100.0).max(0.0);
        (self.best, self.best_cents) = (progress.best.map(whole), progress.best);
        (self.bound, self.bound_cents) = (progress.bound.map(whole), progress.bound);
        let best = progress.best.filter(|best| *best > 0.0);
        self.gap = best.zip(progress.bound).map(|(best, bound)| gap(best, bound));
        self.iterations = progress.iterations;
    }
}

/// A core stays free for whoever works on the board meanwhile.
pub(crate) fn threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.saturating_sub(1).max(1)
}

/// Begins a plan, which becomes a new board.
#[utoipa::path(post, path = "/p/{production}/api/plans", params(("production" = String, Path, description = "Name of the file, without `.firstup`")), request_body = Wish,
    responses((status = 200, body = Number), (status = "4XX", body = Wrong)))]
pub(crate) async fn start(asked: Asked, Body(wish): Body<Wish>) -> Result<Response, Problem> {
    let begin = move || -> Result<u64, Problem> {
        let now = now_for(&asked, wish.base, wish.seconds)?;
        Ok(Task::new(&now.state, wish, &asked)?.begin())
    };
    let job = tokio::task::spawn_blocking(begin).await??;
    Ok(Json(Number { job }).into_response())
}

/// The production as it is, for a plan of so many seconds that was asked for at a revision.
fn now_for(asked: &Asked, base: u64, seconds: f64) -> Result<Arc<Now>, Problem> {
    if !(seconds > 0.0 && seconds <= LONGEST) {
        return Err(Problem::BadRequest(format!("a plan takes between 0 and {LONGEST} seconds")));
    }
    let now = asked.production.now();
    if now.state.revision() < base {
        return Err(Problem::BadRequest("the production has no such revision yet".to_owned()));
    }
    Ok(now)
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

//! A search that is watched: its clock, its stop, and what listeners hear of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use domain::Refusal;
use office::explain::{self, LeftOut};
use optimiser::{Case, Progress, Stop};

use super::{Going, Job, PlanNote, SEED};
use crate::problem::Problem;
use crate::production::Production;

/// Between two notes on how a search goes.
const BETWEEN_NOTES: Duration = Duration::from_millis(200);

/// A search that is watched.
pub(super) struct Watch {
    production: Arc<Production>,
    job: Arc<Job>,
    began: Instant,
    told: Option<Instant>,
    note: PlanNote,
}

impl Watch {
    /// Searches on a thread of its own, and gives the number to stop it by. The search gives the name of what it kept;
    /// one that panics has failed, as everybody who watches it waits for its end.
    pub(super) fn spawn(
        production: Arc<Production>,
        (board, objective, limit): (String, &'static str, f64),
        search: impl FnOnce(&mut Self) -> Result<String, Problem> + Send + 'static,
    ) -> u64 {
        let (number, job) = production.plans.begin();
        let note = PlanNote::blank(number, board, objective, limit);
        job.tell(&note);
        std::thread::spawn(move || {
            let mut watch = Self { production, job, began: Instant::now(), told: None, note };
            watch.tell();
            let done = catch_unwind(AssertUnwindSafe(|| search(&mut watch)));
            watch.end(done.unwrap_or_else(|panic| Err(Problem::panicked(panic.as_ref()))));
        });
        number
    }

    /// Runs a search until its limit or a stop.
    pub(super) fn run<T>(&mut self, search: impl FnOnce(&Stop<'_>, &mut Self) -> T) -> T {
        let (began, job) = (self.began, self.job.clone());
        let clock = move || began.elapsed().as_secs_f64();
        let stop = Stop {
            iterations: None,
            seconds: Some(self.note.limit),
            clock: &clock,
            cancelled: &job.cancelled,
        };
        search(&stop, self)
    }

    /// The search for a board begins.
    pub(super) fn begins(&mut self, board: &str) {
        let note = &self.note;
        let left_out = note.left_out.clone();
        self.note =
            PlanNote { left_out, ..PlanNote::blank(note.job, board.to_owned(), note.objective, note.limit) };
        self.tell();
    }

    /// How it goes: told to all, though not each time.
    pub(super) fn hear(&mut self, progress: &Progress<'_>) {
        self.note.hear(progress);
        if self.told.is_none_or(|told| told.elapsed() >= BETWEEN_NOTES) {
            self.told = Some(Instant::now());
            self.tell();
        }
    }

    /// What the plan leaves in the boneyard, and why.
    pub(super) fn leaves_out(&mut self, lines: Vec<String>) {
        self.note.left_out = lines;
    }

    /// What others did meanwhile, and on which boards it stays.
    pub(super) fn keeps_apart(&mut self, lines: Vec<String>) {
        self.note.kept_apart = lines;
    }

    /// The best is proven.
    pub(super) fn is_proven(&mut self) {
        let note = &mut self.note;
        (note.bound, note.bound_cents, note.gap) = (note.best.clone(), note.best_cents, Some(0.0));
    }

    /// Why there is no board, so that nothing is planned beside what is left out: looks for the facts that conflict, unless it
    /// was stopped before.
    pub(super) fn no_board(&mut self, case: &Case, left_out: &LeftOut, broken: Vec<String>) -> Problem {
        self.note.left_out = left_out.lines_without_board();
        if self.is_stopped() {
            return Refusal::new("stopped before a board was found; nothing was changed").into();
        }
        self.note.state = Going::Looking;
        self.tell();
        let (began, job) = (Instant::now(), &self.job);
        let clock = || {
            let seconds = began.elapsed().as_secs_f64();
            // Its time is shared out among many short searches, which may take a little longer all together.
            if seconds > explain::SECONDS {
                job.cancelled.store(true, Ordering::Relaxed);
            }
            seconds
        };
        let stop = Stop {
            iterations: None,
            seconds: Some(explain::SECONDS),
            clock: &clock,
            cancelled: &job.cancelled,
        };
        Refusal::new(explain::no_board(case, broken, SEED, &stop, false).text).into()
    }

    fn is_stopped(&self) -> bool {
        self.job.cancelled.load(Ordering::Relaxed)
    }

    fn tell(&mut self) {
        self.note.seconds = self.began.elapsed().as_secs_f64();
        self.job.tell(&self.note);
        self.production.tell(self.note.clone());
    }

    fn end(mut self, done: Result<String, Problem>) {
        match done {
            Ok(name) => {
                self.note.state = if self.is_stopped() { Going::Stopped } else { Going::Done };
                self.note.board = name;
            }
            Err(problem) => {
                let (what, remedy) = problem.words();
                self.note.state = Going::Failed;
                self.note.error = Some(remedy.map_or(what.clone(), |remedy| format!("{what}; {remedy}")));
            }
        }
        self.note.seconds = self.began.elapsed().as_secs_f64();
        self.production.plans.end(&self.note);
        self.production.tell(self.note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::production::Event;

    #[tokio::test]
    async fn a_search_that_panics_has_failed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.firstup");
        store::ProductionFile::create(&path).unwrap();
        let production = Arc::new(Production::open("film", &path).unwrap());
        let mut events = production.listen();
        Watch::spawn(production.clone(), ("plan".to_owned(), "cost", 1.0), |_| panic!("it broke"));
        let told = tokio::time::timeout(Duration::from_secs(20), async {
            loop {
                if let Event::Plan(note) = events.recv().await.unwrap()
                    && !note.is_going()
                {
                    return note;
                }
            }
        });
        let note = told.await.expect("it ends");
        assert_eq!(note.state, Going::Failed);
        let error = note.error.as_deref().unwrap();
        assert!(error.contains("bug in firstup") && error.ends_with("it broke"), "{error}");
        assert!(production.plans.notes().iter().all(|note| !note.is_going()), "nothing runs any more");
    }
}

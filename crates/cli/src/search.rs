//! Runs a search from the command line: clock, Ctrl-C, threads, progress on standard error.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use optimiser::{Outcome, Params, Problem, Progress, Solution, Stop, Tally};

use crate::args::{Objective, Search};
use crate::failure::Failure;
use crate::session::Session;

/// Seconds that a search takes when nobody says how long.
const DEFAULT_SECONDS: f64 = 30.0;

static CANCELLED: AtomicBool = AtomicBool::new(false);

/// A finished search.
pub struct Run {
    /// What was found.
    pub outcome: Outcome,
    /// What was minimised.
    pub objective: Objective,
    /// Wall time.
    pub seconds: f64,
    /// Changes tried, all threads together.
    pub iterations: u64,
    /// What each move of the search has done.
    pub moves: Vec<Tally>,
    /// Threads.
    pub threads: usize,
    /// Seed.
    pub seed: u64,
}

impl Run {
    /// The outcome's name and proven bound.
    pub fn status(&self) -> (&'static str, Option<f64>) {
        match &self.outcome {
            Outcome::Optimal { price, .. } => {
                ("optimal", Some(self.objective(price.cost, price.expected + price.value_term)))
            }
            Outcome::Feasible { bound, .. } => ("feasible", Some(*bound)),
            Outcome::Infeasible { .. } => ("infeasible", None),
            Outcome::Unknown { .. } => ("unknown", None),
        }
    }

    /// What was minimised, of a board's two costs.
    #[allow(clippy::cast_precision_loss, reason = "a film costs less than 2^52 cents")]
    pub fn objective(&self, cost: i64, expected: f64) -> f64 {
        if self.objective == Objective::Cost { cost as f64 } else { expected }
    }
}

/// The limits of a search, with their defaults.
pub struct Limits {
    /// Iterations of each thread.
    pub iterations: Option<u64>,
    /// Seconds.
    pub seconds: Option<f64>,
    /// Threads.
    pub threads: usize,
}

impl Limits {
    /// Of the arguments: time only if no number of iterations was given; as many threads as the machine has cores.
    pub fn of(search: &Search) -> Self {
        let seconds = match (search.time_limit, search.iterations) {
            (None, None) => Some(DEFAULT_SECONDS),
            (seconds, _) => seconds,
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { iterations: search.iterations, seconds, threads: search.threads.map_or(cores, usize::from) }
    }
}

/// Ctrl-C ends the search, which then gives the best it found; a second one ends the program.
pub fn cancel_on_ctrl_c() -> &'static AtomicBool {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let handler = || {
            if CANCELLED.swap(true, Ordering::Relaxed) {
                std::process::exit(3);
            }
        };
        // Without a handler Ctrl-C still ends the program: nothing is lost but the search.
        let _ = ctrlc::set_handler(handler);
    });
    &CANCELLED
}

/// Searches a problem, showing how it goes.
pub fn run(
    session: &Session,
    problem: &Problem,
    objective: Objective,
    search: &Search,
    start: Option<&Solution>,
) -> Result<Run, Failure> {
    let watch = Watch::start(session, search);
    let goal = match objective {
        Objective::Expected => optimiser::Objective::Expected,
        Objective::Cost => optimiser::Objective::Cost,
        Objective::DecisiveFirst => optimiser::Objective::DecisiveFirst,
    };
    let (mut iterations, mut threads, mut moves) = (0, 0, Vec::new());
    let began = watch.began;
    let outcome = watch.run(|limits, stop, progress| {
        threads = limits.threads;
        let params = Params { objective: goal, threads };
        let mut counted = |now: Progress| {
            iterations = now.iterations;
            moves = now.moves.to_vec();
            progress(now);
        };
        optimiser::solve(problem, &params, stop, search.seed, start, &mut counted)
    });
    let seconds = began.elapsed().as_secs_f64();
    if cancelled() {
        if outcome.solution().is_none() {
            return Err(Failure::Stopped("stopped before a board was found; nothing was changed".into()));
        }
        session.say("stopped; the best board found so far is kept");
    }
    Ok(Run { outcome, objective, seconds, iterations, moves, threads, seed: search.seed })
}

/// Was the search cancelled?
pub fn cancelled() -> bool {
    CANCELLED.load(Ordering::Relaxed)
}

/// A search that is being watched: its clock, its limits, its progress on standard error.
pub struct Watch {
    limits: Limits,
    began: Instant,
    bar: ProgressBar,
    /// How it goes, in words; with the limit in seconds.
    words: fn(&Progress, Option<f64>) -> String,
}

impl Watch {
    /// Starts the clock.
    pub fn start(session: &Session, search: &Search) -> Self {
        Self::telling(session, search, progress_text)
    }

    /// Starts the clock of a search that is told of in words of its own.
    pub fn telling(session: &Session, search: &Search, words: fn(&Progress, Option<f64>) -> String) -> Self {
        Self { limits: Limits::of(search), began: Instant::now(), bar: progress_bar(session), words }
    }

    /// Its progress, to say something above it.
    pub fn above(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Runs a search under the limits, with a stop and a progress to call.
    pub fn run<T>(self, search: impl FnOnce(&Limits, &Stop<'_>, &mut dyn FnMut(Progress)) -> T) -> T {
        let began = self.began;
        let clock = move || began.elapsed().as_secs_f64();
        let stop = Stop {
            iterations: self.limits.iterations,
            seconds: self.limits.seconds,
            clock: &clock,
            cancelled: cancel_on_ctrl_c(),
        };
        let mut show = |progress: Progress| {
            self.bar.set_message((self.words)(&progress, self.limits.seconds));
        };
        let answer = search(&self.limits, &stop, &mut show);
        self.bar.finish_and_clear();
        answer
    }
}

fn progress_text(progress: &Progress, limit: Option<f64>) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "shown in whole units")]
    let best = progress.best.map_or("no board yet".to_owned(), |best| {
        let gap = progress.bound.filter(|_| best > 0.0).map(|bound| ((best - bound) / best * 100.0).max(0.0));
        let gap = gap.map(|gap| format!(", proven within {gap:.1} %")).unwrap_or_default();
        format!("best {}{gap}", domain::Money::whole((best / 100.0).round() as i64))
    });
    let limit = limit.map(|limit| format!(" of {limit:.0}")).unwrap_or_default();
    format!(
        "{best} · {:.0}{limit} s · {} tries · Ctrl-C keeps the best",
        progress.seconds, progress.iterations
    )
}

fn progress_bar(session: &Session) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if session.json {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style =
        ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

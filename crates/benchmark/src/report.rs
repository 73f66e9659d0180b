//! A published instance from file to answer: what `firstup solve` prints.

use std::path::{Path, PathBuf};

use optimiser::{Objective, Outcome, Params, ProblemError, Progress, Stop, Tally};
use serde::Serialize;
use talent::Limits;

use crate::compile::compile;
use crate::judge::judge;
use crate::riskshoot::Instance;

/// An instance that cannot be solved.
#[derive(Debug, thiserror::Error)]
pub enum BenchmarkError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no instance.
    #[error("{}: {why}", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        why: String,
    },
    /// The instance is beyond what the optimiser plans.
    #[error("{}: {source}", path.display())]
    Unsupported {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: ProblemError,
    },
    /// The optimiser and the judge disagree: a bug.
    #[error("the judge disagrees with the optimiser: {0}")]
    Disagreement(String),
}

/// Which family an instance belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Order scenes to minimise pay.
    Talent,
    /// Choose a day for each scene to minimise expected cost.
    Riskshoot,
}

/// What is known of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Proven best.
    Optimal,
    /// Legal.
    Feasible,
    /// Proven that there is none.
    Infeasible,
    /// None found.
    Unknown,
}

/// The object that `solve --json` prints. Indices are 0-based in file order, money is in the instance's unit.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `firstup.solve/1`.
    pub schema: &'static str,
    /// The instance's name.
    pub instance: String,
    /// Its family.
    pub problem: Family,
    /// What is known of the answer.
    pub status: Status,
    /// What was minimised.
    pub objective: Option<f64>,
    /// Cost if all goes well.
    pub cost: Option<i64>,
    /// Proven lower bound of the objective.
    pub bound: Option<f64>,
    /// `(objective − bound) / objective`.
    pub gap: Option<f64>,
    /// Seconds by the caller's clock.
    pub seconds: f64,
    /// Riskshoot: changes tried, all threads together; 0 when every board was tried. Talent: states that were expanded.
    pub iterations: u64,
    /// Riskshoot: what each move of the search has done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Tally>,
    /// Threads used.
    pub threads: usize,
    /// The seed.
    pub seed: u64,
    /// Talent: most bytes that states took at one time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    /// Talent: scenes as they are shot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<usize>>,
    /// Riskshoot: a day for each scene.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Vec<usize>>,
    /// Riskshoot: expected cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_cost: Option<f64>,
}

/// Reads and solves an instance: `.json` is riskshoot, anything else talent, whose states may take so many bytes.
pub fn solve(
    path: &Path,
    threads: usize,
    seed: u64,
    memory: usize,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, BenchmarkError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| BenchmarkError::Unreadable { path: path.to_owned(), source })?;
    let malformed = |why| BenchmarkError::Malformed { path: path.to_owned(), why };
    let mut report = if path.extension().is_some_and(|extension| extension == "json") {
        let instance = Instance::parse(&text).map_err(malformed)?;
        solve_riskshoot(path, &instance, threads, seed, stop, progress)?
    } else {
        let shoot = talent::Shoot::parse(&text).map_err(|error| malformed(error.to_string()))?;
        let stopped = || stop.used(0) >= 1.0;
        let states = stop.iterations.unwrap_or(u64::MAX);
        let limits = Limits { threads, seed, states, memory, stopped: &stopped };
        if shoot.is_plain() {
            solve_talent(&shoot.instance, &limits, stop, progress)
        } else {
            solve_shoot(&shoot, &limits, stop, progress)
        }
    };
    report.seconds = (stop.clock)();
    report.gap = report
        .objective
        .zip(report.bound)
        .map(|(objective, bound)| if objective > 0.0 { (objective - bound) / objective } else { 0.0 });
    Ok(report)
}

fn empty(instance: &str, problem: Family, threads: usize, seed: u64) -> Report {
    Report {
        schema: "firstup.solve/1",
        instance: instance.to_owned(),
        problem,
        status: Status::Unknown,
        objective: None,
        cost: None,
        bound: None,
        gap: None,
        seconds: 0.0,
        iterations: 0,
        moves: Vec::new(),
        threads,
        seed,
        bytes: None,
        order: None,
        day: None,
        expected_cost: None,
    }
}

fn solve_riskshoot(
    path: &Path,
    instance: &Instance,
    threads: usize,
    seed: u64,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, BenchmarkError> {
    let problem = compile(instance);
    problem.validate().map_err(|source| BenchmarkError::Unsupported { path: path.to_owned(), source })?;
    let mut report = empty(&instance.name, Family::Riskshoot, threads, seed);
    let params = Params { objective: Objective::Expected, threads };
    let outcome = optimiser::solve(&problem, &params, stop, seed, None, &mut |now| {
        report.iterations = now.iterations;
        report.moves = now.moves.to_vec();
        progress(now);
    });
    report.status = match &outcome {
        Outcome::Optimal { .. } => Status::Optimal,
        Outcome::Feasible { .. } => Status::Feasible,
        Outcome::Infeasible { .. } => Status::Infeasible,
        Outcome::Unknown { .. } => Status::Unknown,
    };
    let (Some(solution), Some(price)) = (outcome.solution(), outcome.price()) else { return Ok(report) };
    let day: Vec<usize> = solution.slots.iter().map(|slot| slot.index()).collect();
    let verdict = judge(instance, &day).map_err(BenchmarkError::Disagreement)?;
    if let Some(broken) = verdict.broken.first() {
        return Err(BenchmarkError::Disagreement(broken.clone()));
    }
    let expected = verdict.expected_float();
    if verdict.cost != price.cost || (expected - price.expected).abs() > 0.005 {
        let why = format!("{} and {expected} are not {} and {}", verdict.cost, price.cost, price.expected);
        return Err(BenchmarkError::Disagreement(why));
    }
    report.objective = Some(expected);
    report.expected_cost = Some(expected);
    report.cost = Some(verdict.cost);
    report.bound = match outcome {
        Outcome::Feasible { bound, .. } => Some(bound),
        _ => Some(expected),
    };
    report.day = Some(day);
    Ok(report)
}

fn solve_talent(
    instance: &talent::Instance,
    limits: &Limits<'_>,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Report {
    let answer = talent::solve(instance, limits, &mut |now| {
        progress(Progress {
            best: Some(now.best as f64),
            bound: Some(now.bound as f64),
            iterations: now.states,
            seconds: (stop.clock)(),
            moves: &[],
        });
    });
    let mut report = empty(&instance.name, Family::Talent, limits.threads, limits.seed);
    report.status = if answer.pay == answer.bound { Status::Optimal } else { Status::Feasible };
    report.objective = Some(answer.pay as f64);
    report.cost = i64::try_from(answer.pay).ok();
    report.bound = Some(answer.bound as f64);
    report.iterations = answer.states;
    report.bytes = Some(answer.bytes);
    report.order = Some(answer.order);
    report
}

/// Talent scheduling whose scenes may end the shoot, or whose locations cost a visit.
fn solve_shoot(
    shoot: &talent::Shoot,
    limits: &Limits<'_>,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Report {
    let answer = talent::expected::solve(shoot, limits, &mut |now| {
        progress(Progress {
            best: Some(now.best),
            bound: Some(now.bound),
            iterations: now.states,
            seconds: (stop.clock)(),
            moves: &[],
        });
    });
    let mut report = empty(&shoot.instance.name, Family::Talent, 1, limits.seed);
    report.status = if answer.end == talent::End::Proved { Status::Optimal } else { Status::Feasible };
    report.objective = Some(answer.expected);
    report.cost = i64::try_from(shoot.cost(&answer.order)).ok();
    report.bound = Some(answer.bound);
    report.iterations = answer.states;
    report.bytes = Some(answer.bytes);
    report.order = Some(answer.order);
    report
}

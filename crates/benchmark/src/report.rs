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
    /// Talent: what proves it, if that is wanted and it is proved.
    #[serde(skip)]
    pub proof: Option<String>,
}

/// What a run may use, and is to give.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Threads, one at least.
    pub threads: usize,
    /// Seed of what is random.
    pub seed: u64,
    /// Bytes that the states of talent scheduling may take.
    pub memory: usize,
    /// Is what proves an order of scenes to be written down?
    pub proof: bool,
}

/// Reads and solves an instance: `.json` is riskshoot, anything else talent.
pub fn solve(
    path: &Path,
    run: &Run,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, BenchmarkError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| BenchmarkError::Unreadable { path: path.to_owned(), source })?;
    let malformed = |why| BenchmarkError::Malformed { path: path.to_owned(), why };
    let mut report = if path.extension().is_some_and(|extension| extension == "json") {
        let instance = Instance::parse(&text).map_err(malformed)?;
        solve_riskshoot(path, &instance, run, stop, progress)?
    } else {
        let shoot = talent::Shoot::parse(&text).map_err(|error| malformed(error.to_string()))?;
        if shoot.is_plain() {
            solve_talent(&shoot.instance, run, stop, progress)
        } else if run.proof {
            let why = "no proof is kept where scenes may end the shoot or visits cost: leave out --proof";
            return Err(malformed(why.into()));
        } else {
            solve_shoot(&shoot, run, stop, progress)
        }
    };
    report.seconds = (stop.clock)();
    report.gap = report
        .objective
        .zip(report.bound)
        .map(|(objective, bound)| if objective > 0.0 { (objective - bound) / objective } else { 0.0 });
    Ok(report)
}

fn empty(instance: &str, problem: Family, run: &Run) -> Report {
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
        threads: run.threads,
        seed: run.seed,
        bytes: None,
        order: None,
        day: None,
        expected_cost: None,
        proof: None,
    }
}

fn solve_riskshoot(
    path: &Path,
    instance: &Instance,
    run: &Run,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, BenchmarkError> {
    let problem = compile(instance);
    problem.validate().map_err(|source| BenchmarkError::Unsupported { path: path.to_owned(), source })?;
    let mut report = empty(&instance.name, Family::Riskshoot, run);
    let params = Params { objective: Objective::Expected, threads: run.threads };
    let outcome = optimiser::solve(&problem, &params, stop, run.seed, None, &mut |now| {
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
    run: &Run,
    stop: &Stop,
    progress: &mut dyn FnMut(Progress),
) -> Report {
    let stopped = || stop.used(0) >= 1.0;
    let states = stop.iterations.unwrap_or(u64::MAX);
    let &Run { threads, seed, memory, .. } = run;
    let limits = Limits { threads, seed, states, memory, stopped: &stopped };
    let mut tell = |now: talent::Progress| {
        progress(Progress {
            best: Some(now.best as f64),
            bound: Some(now.bound as f64),
            iterations: now.states,
            seconds: (stop.clock)(),
            moves: &[],
        });
    };
    let (answer, proof) = match run.proof {
        true => talent::prove(instance, &limits, &mut tell),
        false => (talent::solve(instance, &limits, &mut tell), None),
    };
    let mut report = empty(&instance.name, Family::Talent, run);
    report.proof = proof.map(|proof| proof.to_string());
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
fn solve_shoot(shoot: &talent::Shoot, run: &Run, stop: &Stop, progress: &mut dyn FnMut(Progress)) -> Report {
    let stopped = || stop.used(0) >= 1.0;
    let states = stop.iterations.unwrap_or(u64::MAX);
    let limits = Limits { threads: 1, seed: run.seed, states, memory: run.memory, stopped: &stopped };
    let answer = talent::expected::solve(shoot, &limits, &mut |now| {
        progress(Progress {
            best: Some(now.best),
            bound: Some(now.bound),
            iterations: now.states,
            seconds: (stop.clock)(),
            moves: &[],
        });
    });
    let mut report = empty(&shoot.instance.name, Family::Talent, &Run { threads: 1, ..*run });
    report.status = if answer.end == talent::End::Proved { Status::Optimal } else { Status::Feasible };
    report.objective = Some(answer.expected);
    report.cost = i64::try_from(shoot.cost(&answer.order)).ok();
    report.bound = Some(answer.bound);
    report.iterations = answer.states;
    report.bytes = Some(answer.bytes);
    report.order = Some(answer.order);
    report
}

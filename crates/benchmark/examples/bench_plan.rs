//! The planning benchmark: `cargo xtask bench plan [--seconds 60 | --iterations N] [--threads 2] [--seeds 5] [NAME…]`.
//!
//! Solves the riskshoot instances beside the project with several seeds and prints, for each, the median, best and worst
//! expected cost, the proven bound and the gap, the best value published before, the primal integral (mean gap to that
//! value over the time given; no board counts as 100 %), seconds to pass the value of a general solver, and changes tried
//! a second and thread. Best-known values are read for comparison only, after the search.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use benchmark::Report;
use optimiser::{Progress, Stop};

const USAGE: &str = "usage: bench_plan [--seconds 60 | --iterations N] [--threads 2] [--seeds 5] [NAME…]";

/// What is run when no name is given.
const FAMILY: [&str; 7] = ["F1-n40", "F1-n80", "F1-n150", "F1-n200", "F1-n300", "F2-n40", "F2-n80"];

/// Expected cost that OR-Tools CP-SAT reaches in 120 s with two workers and a complete warm start (problem.md, section 5).
const GENERAL_SOLVER: [(&str, f64); 3] = [("F1-n40", 22_912.0), ("F1-n80", 42_128.0), ("F1-n150", 83_903.0)];

/// What the command line asks for.
struct Bench {
    seconds: Option<f64>,
    iterations: Option<u64>,
    threads: usize,
    seeds: u64,
    names: Vec<String>,
}

/// One search, and when it found what.
struct Run {
    report: Report,
    found: Vec<(f64, f64)>,
}

fn main() -> ExitCode {
    match read(std::env::args().skip(1)).and_then(|bench| run(&bench)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut arguments: impl Iterator<Item = String>) -> Result<Bench, String> {
    let mut bench = Bench { seconds: None, iterations: None, threads: 2, seeds: 5, names: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut number = || -> Result<f64, String> {
            let value = arguments.next().ok_or(USAGE)?;
            value.parse().map_err(|_| format!("{argument} {value}: not a number\n{USAGE}"))
        };
        match argument.as_str() {
            "--seconds" => bench.seconds = Some(number()?),
            "--iterations" => bench.iterations = Some(number()? as u64),
            "--threads" => bench.threads = number()? as usize,
            "--seeds" => bench.seeds = number()? as u64,
            option if option.starts_with('-') => return Err(USAGE.to_owned()),
            name => bench.names.push(name.to_owned()),
        }
    }
    if bench.names.is_empty() {
        bench.names = FAMILY.map(str::to_owned).to_vec();
    }
    if bench.seconds.is_none() && bench.iterations.is_none() {
        bench.seconds = Some(60.0);
    }
    Ok(bench)
}

fn run(bench: &Bench) -> Result<(), String> {
    let here = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "run it by cargo")?;
    let folder = Path::new(&here).join("../../../shared/instances/plan");
    let known = folder.join("BEST_KNOWN.json");
    let known: serde_json::Value = std::fs::read_to_string(&known)
        .map_err(|error| error.to_string())
        .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
        .map_err(|error| {
            format!("{}: {error}; the instances lie in ../shared beside the project", known.display())
        })?;
    println!(
        "{:14} {:>11} {:>11} {:>11} {:>11} {:>6} {:>11} {:>7} {:>8} {:>8}",
        "instance", "median", "best", "worst", "bound", "gap", "best known", "primal", "passes", "M/s"
    );
    for name in &bench.names {
        let path = find(&folder, name)?;
        let known =
            known[path.file_stem().unwrap_or_default().to_string_lossy().as_ref()]["expected"].as_f64();
        let runs = (1..=bench.seeds).map(|seed| search(bench, &path, seed)).collect::<Result<Vec<_>, _>>()?;
        print(name, bench, known, &runs);
    }
    Ok(())
}

/// The instance whose file begins with the name.
fn find(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let named = |path: &&PathBuf| is_instance(&path.file_stem().unwrap_or_default().to_string_lossy(), name);
    files
        .iter()
        .find(named)
        .cloned()
        .ok_or_else(|| format!("{name}: no such instance in {}", folder.display()))
}

/// Is it the instance of that name? Its seed may be left out: `F1-n150` is `F1-n150-s15001`.
fn is_instance(whole: &str, name: &str) -> bool {
    whole.strip_prefix(name).is_some_and(|seed| seed.is_empty() || seed.starts_with('-'))
}

fn search(bench: &Bench, path: &Path, seed: u64) -> Result<Run, String> {
    let begun = Instant::now();
    let clock = || begun.elapsed().as_secs_f64();
    let cancelled = AtomicBool::new(false);
    let stop =
        Stop { iterations: bench.iterations, seconds: bench.seconds, clock: &clock, cancelled: &cancelled };
    let mut found: Vec<(f64, f64)> = Vec::new();
    let run = benchmark::Run { threads: bench.threads, seed, memory: usize::MAX, proof: false };
    let report = benchmark::solve(path, &run, &stop, &mut |now: Progress| {
        if let Some(best) = now.best.filter(|best| found.last().is_none_or(|last| *best < last.1)) {
            found.push((now.seconds, best));
        }
    });
    Ok(Run { report: report.map_err(|error| error.to_string())?, found })
}

fn print(name: &str, bench: &Bench, known: Option<f64>, runs: &[Run]) {
    let objective = |run: &Run| run.report.objective.unwrap_or(f64::INFINITY);
    let values = sorted(runs.iter().map(objective));
    let (median, best, worst) = (middle(&values), values[0], values[values.len() - 1]);
    let bound = middle(&sorted(runs.iter().filter_map(|run| run.report.bound)));
    let speed = |run: &Run| run.report.iterations as f64 / run.report.seconds / bench.threads as f64 / 1e6;
    let solver = GENERAL_SOLVER.iter().find(|(solved, _)| is_instance(name, solved)).map(|(_, value)| *value);
    let passes = solver.map(|value| {
        middle(&sorted(runs.iter().map(|run| {
            run.found.iter().find(|(_, best)| *best < value).map_or(f64::INFINITY, |(seconds, _)| *seconds)
        })))
    });
    let shown = |value: Option<f64>, digits: usize| value.map_or("-".to_owned(), |v| format!("{v:.digits$}"));
    println!(
        "{name:14} {median:>11.1} {best:>11.1} {worst:>11.1} {bound:>11.1} {:>5.1}% {:>11} {:>6}% {:>8} {:>8.2}",
        (median - bound) / median * 100.0,
        shown(known, 1),
        shown(known.map(|known| middle(&sorted(runs.iter().map(|run| primal(run, known)))) * 100.0), 2),
        shown(passes, 2),
        middle(&sorted(runs.iter().map(speed))),
    );
}

/// Mean over the time given of how far the best board was above the value known, none of which is below zero.
fn primal(run: &Run, known: f64) -> f64 {
    let gap = |best: f64| ((best - known) / best).max(0.0);
    let (mut at, mut now, mut total) = (0.0, 1.0, 0.0);
    for &(seconds, best) in &run.found {
        total += (seconds - at) * now;
        (at, now) = (seconds, gap(best));
    }
    (total + (run.report.seconds - at).max(0.0) * now) / run.report.seconds
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn middle(values: &[f64]) -> f64 {
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

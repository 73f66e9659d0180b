//! The talent benchmark: `cargo xtask bench talent [--seconds 60] [--threads 2] [--memory GIB] [NAME…]`.
//!
//! Solves the talent instances beside the project and prints, for each, pay, proven bound and gap, seconds, states and
//! bytes, and whether the pay is the best known. Best-known values are read for comparison only, after the search. Names
//! may begin a group: `bench`, `ts_n40`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use benchmark::{Report, Status};
use optimiser::Stop;

const USAGE: &str = "usage: bench_talent [--seconds 60] [--threads 2] [--memory GIB] [NAME…]";

/// What the command line asks for.
struct Bench {
    seconds: f64,
    threads: usize,
    memory: usize,
    names: Vec<String>,
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
    let mut bench = Bench { seconds: 60.0, threads: 2, memory: 8 << 30, names: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut number = || -> Result<f64, String> {
            let value = arguments.next().ok_or(USAGE)?;
            value.parse().map_err(|_| format!("{argument} {value}: not a number\n{USAGE}"))
        };
        match argument.as_str() {
            "--seconds" => bench.seconds = number()?,
            "--threads" => bench.threads = number()? as usize,
            "--memory" => bench.memory = (number()? * f64::from(1 << 30)) as usize,
            option if option.starts_with('-') => return Err(USAGE.to_owned()),
            name => bench.names.push(name.to_owned()),
        }
    }
    Ok(bench)
}

fn run(bench: &Bench) -> Result<(), String> {
    let here = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "run it by cargo")?;
    let folder = Path::new(&here).join("../../../shared/instances/talent");
    let known = std::fs::read_to_string(folder.join("BEST_KNOWN.json"))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let known: serde_json::Value = serde_json::from_str(&known).map_err(|error| error.to_string())?;
    println!("| instance | pay | bound | gap | seconds | states | MB | best known |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let (mut seconds, mut proved, mut all) = (Vec::new(), 0, 0);
    for path in instances(&folder, &bench.names)? {
        let report = solve(&path, bench)?;
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        println!("| {name} | {} |", row(&report, known[&name]["best"].as_f64()));
        all += 1;
        if report.status == Status::Optimal {
            proved += 1;
            seconds.push(report.seconds);
        }
    }
    seconds.sort_by(f64::total_cmp);
    if let Some(slowest) = seconds.last() {
        println!(
            "\n{proved} of {all} proved; median {:.3} s, slowest {slowest:.2} s",
            seconds[seconds.len() / 2]
        );
    }
    Ok(())
}

/// The instances whose names begin so, in order of size.
fn instances(folder: &Path, names: &[String]) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter(|path| {
            let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            names.is_empty() || names.iter().any(|wanted| name.starts_with(wanted.as_str()))
        })
        .collect();
    let numbers = |path: &PathBuf| -> Vec<u64> {
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        name.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
    };
    paths.sort_by_key(|path| {
        (path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("ts_")), numbers(path))
    });
    Ok(paths)
}

fn solve(path: &Path, bench: &Bench) -> Result<Report, String> {
    let began = Instant::now();
    let clock = move || began.elapsed().as_secs_f64();
    let cancelled = AtomicBool::new(false);
    let stop = Stop { iterations: None, seconds: Some(bench.seconds), clock: &clock, cancelled: &cancelled };
    let run = benchmark::Run { threads: bench.threads, seed: 1, memory: bench.memory, proof: false };
    benchmark::solve(path, &run, &stop, &mut |_| {}).map_err(|error| error.to_string())
}

fn row(report: &Report, known: Option<f64>) -> String {
    let (pay, bound) = (report.objective.unwrap_or(f64::NAN), report.bound.unwrap_or(f64::NAN));
    let against = match known {
        None => "none".to_owned(),
        Some(known) if known == pay => "=".to_owned(),
        Some(known) => format!("{known:.0} ({:+.2} %)", (pay - known) / known * 100.0),
    };
    let gap = if report.status == Status::Optimal {
        "proved".to_owned()
    } else {
        format!("{:.1} %", (pay - bound) / pay * 100.0)
    };
    let megabytes = report.bytes.unwrap_or_default() as f64 / 1e6;
    format!(
        "{pay:.0} | {bound:.0} | {gap} | {:.3} | {} | {megabytes:.1} | {against}",
        report.seconds, report.iterations
    )
}

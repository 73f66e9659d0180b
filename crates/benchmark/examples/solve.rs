//! A tiny driver for measurements: `solve INSTANCE SECONDS [THREADS [SEED]]`.

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use optimiser::{Objective, Params, Stop, solve};

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, seconds, rest @ ..] = &arguments[..] else {
        return Err("usage: solve INSTANCE SECONDS [THREADS [SEED]]".into());
    };
    let number = |at: usize, or: u64| rest.get(at).and_then(|text| text.parse().ok()).unwrap_or(or);
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let instance = benchmark::riskshoot::Instance::parse(&text)?;
    let problem = benchmark::compile::compile(&instance);
    problem.validate().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64();
    let cancelled = AtomicBool::new(false);
    let stop = Stop { iterations: None, seconds: seconds.parse().ok(), clock: &clock, cancelled: &cancelled };
    let params = Params { objective: Objective::Expected, threads: number(0, 2) as usize };
    let mut last = -1.0;
    let outcome = solve(&problem, &params, &stop, number(1, 1), None, &mut |progress| {
        if progress.seconds > last + 2.0 || progress.seconds >= stop.seconds.unwrap_or(0.0) {
            last = progress.seconds;
            eprintln!("{:8.2}s {:>12} {:?}", progress.seconds, progress.iterations, progress.best);
        }
    });
    match &outcome {
        optimiser::Outcome::Unknown { why, .. } => println!("unknown: {why:?}"),
        other => println!("{:?}", other.price().map(|price| (price.cost, price.expected))),
    }
    Ok(())
}

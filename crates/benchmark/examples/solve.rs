//! A tiny driver for measurements: `solve INSTANCE SECONDS|ITERATIONSi [THREADS [SEED]]`.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use optimiser::Stop;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, limit, rest @ ..] = &arguments[..] else {
        return Err("usage: solve INSTANCE SECONDS|ITERATIONSi [THREADS [SEED]]".into());
    };
    let number = |at: usize, or: u64| rest.get(at).and_then(|text| text.parse().ok()).unwrap_or(or);
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64();
    let iterations = limit.strip_suffix('i').and_then(|most| most.parse().ok());
    let cancelled = AtomicBool::new(false);
    let stop = Stop { iterations, seconds: limit.parse().ok(), clock: &clock, cancelled: &cancelled };
    let mut last: Option<f64> = None;
    let report = benchmark::solve(Path::new(path), number(0, 2) as usize, number(1, 1), &stop, &mut |now| {
        if last != now.best {
            last = now.best;
            eprintln!("{:8.2}s {:>12} {:?}", now.seconds, now.iterations, now.best);
        }
    });
    let report = report.map_err(|error| error.to_string())?;
    println!("{}", serde_json::to_string(&report).map_err(|error| error.to_string())?);
    Ok(())
}

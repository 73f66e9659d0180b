//! `firstup solve`: a benchmark instance.

use optimiser::Progress;
use serde_json::json;

use crate::args::Solve;
use crate::failure::Failure;
use crate::search;
use crate::session::Session;

pub fn run(session: &Session, args: &Solve) -> Result<(), Failure> {
    let talent = args.instance.extension().is_none_or(|extension| extension != "json");
    if args.proof.is_some() && !talent {
        let why =
            "--proof is for talent scheduling: a riskshoot instance is bounded, and no proof of it is kept";
        return Err(Failure::BadInput(why.into()));
    }
    let watch = search::Watch::telling(session, &args.search, progress_words);
    let report = watch.run(|limits, stop, progress| {
        let run = benchmark::Run {
            threads: limits.threads,
            seed: args.search.seed,
            memory: args.memory,
            proof: args.proof.is_some(),
        };
        benchmark::solve(&args.instance, &run, stop, progress)
    });
    let report = report.map_err(|error| match error {
        benchmark::BenchmarkError::Disagreement(_) => Failure::Bug(error.to_string()),
        _ => Failure::BadInput(error.to_string()),
    })?;
    match (&args.proof, &report.proof) {
        (Some(path), Some(proof)) => {
            std::fs::write(path, proof).map_err(|error| {
                Failure::BadInput(format!("{} cannot be written: {error}", path.display()))
            })?;
        }
        (Some(path), None) => {
            eprintln!("{} is not written: nothing was proved; search longer", path.display());
        }
        (None, _) => {}
    }
    let value = serde_json::to_value(&report).map_err(|error| Failure::Bug(error.to_string()))?;
    let status = report.status;
    session.answer(|| value.clone(), || text(&value))?;
    // Scripts read it in the answer: one object, and the exit code.
    let said = |what: &str| if session.json { String::new() } else { what.to_owned() };
    match status {
        benchmark::Status::Infeasible => Err(Failure::BadAnswer(said("no legal board exists"))),
        benchmark::Status::Unknown if search::cancelled() => {
            Err(Failure::Stopped(said("stopped before any answer")))
        }
        benchmark::Status::Unknown => Err(Failure::Stopped(said("no legal board was found; search longer"))),
        _ => Ok(()),
    }
}

/// Best, bound and gap in the instance's own unit.
fn progress_words(progress: &Progress, limit: Option<f64>) -> String {
    let known = |what: &str, value: Option<f64>| {
        value.map(|value| format!("{what} {value:.0} · ")).unwrap_or_default()
    };
    let gap = progress.best.filter(|best| *best > 0.0).zip(progress.bound);
    let gap =
        gap.map(|(best, bound)| format!("gap {:.1} % · ", (best - bound) / best * 100.0)).unwrap_or_default();
    let limit = limit.map(|limit| format!(" of {limit:.0}")).unwrap_or_default();
    format!(
        "{}{}{gap}{:.0}{limit} s · {} done · Ctrl-C keeps the best",
        known("best", progress.best),
        known("bound", progress.bound),
        progress.seconds,
        progress.iterations
    )
}

/// The answer for people: everything but the long lists.
fn text(value: &serde_json::Value) -> String {
    let fields = [
        "instance",
        "problem",
        "status",
        "objective",
        "cost",
        "bound",
        "gap",
        "seconds",
        "iterations",
        "bytes",
    ];
    let mut text = String::new();
    for field in fields.iter().filter(|field| !value[**field].is_null()) {
        let shown = value[*field].as_str().map_or_else(|| value[*field].to_string(), str::to_owned);
        text.push_str(&format!("{field:12} {shown}\n"));
    }
    for list in ["day", "order"].iter().filter(|list| !value[**list].is_null()) {
        text.push_str(&format!("{list:12} {}\n", json!(value[*list])));
    }
    text
}

//! `firstup solve`: a benchmark instance.

use serde_json::json;

use crate::args::Solve;
use crate::failure::Failure;
use crate::search;
use crate::session::Session;

pub fn run(session: &Session, args: &Solve) -> Result<(), Failure> {
    let watch = search::Watch::start(session, &args.search);
    let report = watch.run(|limits, stop, progress| {
        benchmark::solve(&args.instance, limits.threads, args.search.seed, stop, progress)
    });
    let report = report.map_err(|error| match error {
        benchmark::BenchmarkError::Disagreement(_) => Failure::Bug(error.to_string()),
        _ => Failure::BadInput(error.to_string()),
    })?;
    let value = serde_json::to_value(&report).map_err(|error| Failure::Bug(error.to_string()))?;
    let status = report.status;
    session.answer(|| value.clone(), || text(&value))?;
    match status {
        benchmark::Status::Infeasible => Err(Failure::BadAnswer("no legal board exists".into())),
        benchmark::Status::Unknown if search::cancelled() => {
            Err(Failure::Stopped("stopped before any answer".into()))
        }
        benchmark::Status::Unknown => Err(Failure::Stopped("no legal board was found; search longer".into())),
        _ => Ok(()),
    }
}

/// The answer for people: everything but the long lists.
fn text(value: &serde_json::Value) -> String {
    let fields =
        ["instance", "problem", "status", "objective", "cost", "bound", "gap", "seconds", "iterations"];
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

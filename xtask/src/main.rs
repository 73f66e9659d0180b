//! The project's own chores: `cargo xtask ci` and its parts.

mod arrows;
mod bench;
mod ci;
mod deny;
mod licence;
mod measure;
mod sources;
mod tidy;
mod web;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

const USAGE: &str = "usage: cargo xtask ci|tidy|deny|web|measure-breakdown|bench plan|bench talent|bench uss

  ci    everything that must hold before a change is taken: format, tidy, deny, lints, docs, tests
  tidy  the house rules that no other tool checks
  web [release]  the board's script against its sources, its modules, and all pages in a real browser
  deny  licences, banned packages and sources of everything that is depended on
  measure-breakdown [--verbose]  the breakdown against annotations by hand: precision, recall, F1
  bench plan [--seconds 60 | --iterations N] [--threads 2] [--seeds 5] [NAME…]  the published instances: cost, bound, gap
  bench talent [--seconds 60] [--threads 2] [--memory GIB] [NAME…]  talent scheduling: pay, bound, seconds, states
  bench uss [FILE.uss [SECONDS [SEED]]]  boards that people made against ours, at the same prices and limits";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let done = match task.as_deref() {
        Some("ci") => ci::run(&root()),
        Some("tidy") => tidy::run(&root()),
        Some("web") => web::modules(&root())
            .and_then(|()| web::browser(&root(), std::env::args().nth(2).as_deref() == Some("release"))),
        Some("deny") => deny::run(&root()),
        Some("measure-breakdown") => measure::run(&root(), std::env::args().skip(2)),
        Some("bench") => bench::run(&root(), std::env::args().skip(2)),
        _ => Err(anyhow::anyhow!(USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's folder: as cargo tells at run time, for a build folder may be shared by several checkouts.
fn root() -> PathBuf {
    let xtask = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&xtask).parent().expect("xtask lies in the workspace").to_owned()
}

/// Prints what was found, and fails if that is anything.
fn settle(task: &str, problems: &[String]) -> Result<()> {
    for problem in problems {
        eprintln!("{task}: {problem}");
    }
    anyhow::ensure!(problems.is_empty(), "{task}: {} to mend", problems.len());
    println!("{task}: all is well");
    Ok(())
}

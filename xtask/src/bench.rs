//! `cargo xtask bench plan`, `bench talent` and `bench uss`: our boards against the best ones published, and against those that people made.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The schedule that is compared when nobody names one.
const SAMPLE: &str = "../shared/uss/samples/full_sample_schedule.uss";

/// Runs the example that measures, in a release build; the rest of the command line is passed on.
///
/// # Errors
/// When there is no such bench, its files are missing, or the example fails, for instance because no legal board was found.
pub(crate) fn run(root: &Path, mut rest: impl Iterator<Item = String>) -> Result<()> {
    match rest.next().as_deref() {
        Some("plan") => example(root, "benchmark", "bench_plan", rest),
        Some("talent") => example(root, "benchmark", "bench_talent", rest),
        Some("uss") => {
            let file = rest.next().unwrap_or_else(|| SAMPLE.to_owned());
            ensure!(root.join(&file).exists(), "bench uss: {file} is missing; name another schedule");
            example(root, "uss", "boards_by_people", std::iter::once(file).chain(rest))
        }
        _ => bail!(
            "there are three benches: cargo xtask bench plan, cargo xtask bench talent, cargo xtask bench uss"
        ),
    }
}

fn example(root: &Path, package: &str, name: &str, rest: impl Iterator<Item = String>) -> Result<()> {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["run", "--quiet", "--release", "--package", package, "--example", name]);
    let status = command.arg("--").args(rest).current_dir(root).status().context("cargo does not start")?;
    ensure!(status.success(), "bench: {name} failed");
    Ok(())
}

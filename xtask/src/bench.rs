//! `cargo xtask bench uss`: boards that people made against ours, in a release build.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The schedule that is compared when nobody names one.
const SAMPLE: &str = "../shared/uss/samples/full_sample_schedule.uss";

/// Runs the example of the schedule reader that compares boards; the rest of the command line is passed on.
///
/// # Errors
/// When the schedule is missing, or the example fails, for instance because no legal board was found.
pub(crate) fn run(root: &Path, mut rest: impl Iterator<Item = String>) -> Result<()> {
    ensure!(rest.next().as_deref() == Some("uss"), "there is one bench: cargo xtask bench uss");
    let file = rest.next().unwrap_or_else(|| SAMPLE.to_owned());
    ensure!(root.join(&file).exists(), "bench uss: {file} is missing; name another schedule");
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["run", "--quiet", "--release", "--package", "uss", "--example", "boards_by_people"]);
    let status =
        command.arg("--").arg(file).args(rest).current_dir(root).status().context("cargo does not start")?;
    ensure!(status.success(), "bench uss: failed");
    Ok(())
}

//! `cargo xtask measure-breakdown`: the breakdown against the annotations by hand, in a release build.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Runs the example of the breakdown that measures it; the rest of the command line is passed on.
///
/// # Errors
/// When the example fails, for instance because an annotation names a scene that its script has not got.
pub(crate) fn run(root: &Path, rest: impl Iterator<Item = String>) -> Result<()> {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["run", "--quiet", "--release", "--package", "breakdown", "--example", "measure_breakdown"]);
    let status = command.arg("--").args(rest).current_dir(root).status().context("cargo does not start")?;
    ensure!(status.success(), "measure-breakdown: failed");
    Ok(())
}

//! Everything that must hold before a change is taken, cheap checks first and the tests last.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// Runs every step, also after one failed, so that one run tells everything.
///
/// # Errors
/// When a step failed: all that did are named.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut failed = Vec::new();
    let mut step = |name: &'static str, work: &dyn Fn() -> Result<()>| {
        println!("\n== {name}");
        let begun = Instant::now();
        let done = work();
        if let Err(error) = &done {
            eprintln!("{error:#}");
            failed.push(name);
        }
        println!(
            "== {name}: {}, {} s",
            if done.is_ok() { "good" } else { "FAILED" },
            begun.elapsed().as_secs()
        );
    };
    step("format", &|| cargo(root, &["fmt", "--all", "--check"], &[]));
    step("tidy", &|| crate::tidy::run(root));
    step("deny", &|| crate::deny::run(root));
    step("web", &|| crate::web::modules(root));
    step("lints", &|| {
        cargo(root, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], &[])
    });
    step("docs", &|| {
        let strict = [("RUSTDOCFLAGS", "-D warnings")];
        cargo(root, &["doc", "--workspace", "--no-deps", "--locked"], &strict)
    });
    step("doc tests", &|| cargo(root, &["test", "--workspace", "--doc", "--locked"], &[]));
    step("tests", &|| tests(root));
    step("browser", &|| crate::web::browser(root, false));
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// The tests, by nextest where it is installed: it runs several test programs at once. A test that finds no reference data
/// passes, and what it prints is kept from the terminal: what was not tested is said here. Random cases are the same in
/// every run, so that whether a change is good depends on the change alone; `PROPTEST_RNG_SEED` asks for others, and tests
/// run without this command draw new ones each time.
fn tests(root: &Path) -> Result<()> {
    let arguments: &[&str] = if is_installed("nextest") {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests", "--examples"]
    };
    let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| "1".to_owned());
    cargo(root, arguments, &[("PROPTEST_RNG_SEED", &seed)])?;
    let shared = root.join("../shared");
    if shared.is_dir() {
        Ok(())
    } else {
        missing("what needs the reference data", &shared.display().to_string())
    }
}

/// Says loudly what is not tested here; in CI (`CI=true`) that is a failure.
///
/// # Errors
/// In CI.
pub(crate) fn missing(what: &str, needs: &str) -> Result<()> {
    ensure!(std::env::var("CI").as_deref() != Ok("true"), "{what} cannot be tested: {needs} is missing");
    println!("!! NOT TESTED HERE: {what}: {needs} is missing");
    Ok(())
}

/// Is there a `cargo <name>`?
pub(crate) fn is_installed(name: &str) -> bool {
    let asked = Command::new(env!("CARGO")).args([name, "--version"]).output();
    asked.is_ok_and(|answer| answer.status.success())
}

/// Runs cargo in the workspace.
///
/// # Errors
/// When it cannot be run, or fails.
pub(crate) fn cargo(root: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    ensure!(status.success(), "`cargo {}` failed", arguments.join(" "));
    Ok(())
}

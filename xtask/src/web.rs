//! The board's script: is what is committed what the sources build, do its modules and the browser do what they should?

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::ci::{cargo, missing};

/// Where systems put Chromium.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Builds, compares, and tests the modules.
///
/// # Errors
/// When something fails. Without node it is said loudly, and in CI (`CI=true`) it is a failure.
pub(crate) fn modules(root: &Path) -> Result<()> {
    if !has_node("the board's script")? {
        return Ok(());
    }
    let web = root.join("web");
    if npm(&web, &["ci", "--no-audit", "--no-fund"], None).is_err() {
        return missing(
            "the board's script",
            "what package-lock.json names (npm ci failed: is there a network?)",
        );
    }
    npm(&web, &["run", "--silent", "check"], None)?;
    npm(&web, &["test", "--silent"], None)
}

/// Tests pages and board in a real browser, on the program as it is built; as it is handed out with `release`.
///
/// # Errors
/// As [`modules`]; the same without a browser.
pub(crate) fn browser(root: &Path, release: bool) -> Result<()> {
    if !has_node("the board in a browser")? {
        return Ok(());
    }
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = named.into_iter().chain(BROWSERS.map(PathBuf::from)).any(|path| path.exists());
    if !found {
        return missing("the board in a browser", "Chromium (apt-get install chromium, or CHROMIUM=PATH)");
    }
    if !root.join("web/node_modules/playwright-core").exists() {
        return missing("the board in a browser", "playwright-core (npm ci in web/)");
    }
    let (profile, folder): (&[&str], _) = if release { (&["--release"], "release") } else { (&[], "debug") };
    cargo(root, &[&["build", "-p", "cli", "--locked"], profile].concat(), &[])?;
    npm(&root.join("web"), &["run", "browser"], Some(&target(root)?.join(folder).join("firstup")))
}

fn target(root: &Path) -> Result<PathBuf> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root)
        .output()
        .context("cargo cannot be run")?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&asked.stdout).context("cargo metadata is no JSON")?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo names no target directory")
}

/// Are node and npm there?
fn has_node(what: &str) -> Result<bool> {
    let there =
        |name: &str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    if there("node") && there("npm") {
        return Ok(true);
    }
    missing(what, "node and npm (apt-get install nodejs npm)")?;
    Ok(false)
}

fn npm(web: &Path, arguments: &[&str], program: Option<&Path>) -> Result<()> {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(web);
    if let Some(program) = program {
        command.env("FIRSTUP", program);
    }
    let status = command.status().context("npm cannot be run")?;
    ensure!(status.success(), "`npm {}` failed", arguments.join(" "));
    Ok(())
}

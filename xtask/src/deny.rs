//! Licences, bans and sources of everything that is depended on, as deny.toml lays down.
//!
//! cargo-deny takes many minutes to install on a fresh machine, so these three checks are our own; where it is
//! installed it runs as well.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::licence;

/// What may be depended on.
struct Terms {
    licences: Vec<String>,
    banned: Vec<String>,
    registries: Vec<String>,
}

/// Checks the packages that cargo names.
///
/// # Errors
/// When one must not be depended on; it is printed.
pub(crate) fn run(root: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?;
    let terms = read_terms(&text)?;
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("cargo cannot be run")?;
    ensure!(asked.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&asked.stderr).trim());
    let metadata: Value = serde_json::from_slice(&asked.stdout).context("cargo metadata is no JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let problems: Vec<String> = packages.iter().filter_map(|package| problem(package, &terms)).collect();
    println!("deny: {} packages", packages.len());
    crate::settle("deny", &problems)?;
    if crate::ci::is_installed("deny") {
        crate::ci::cargo(root, &["deny", "check", "bans", "licenses", "sources"], &[])?;
    }
    Ok(())
}

fn read_terms(text: &str) -> Result<Terms> {
    let terms: toml::Table = text.parse().context("deny.toml is no TOML")?;
    let list = |section: &str, key: &str| {
        let found = terms.get(section).and_then(|section| section.get(key)).and_then(toml::Value::as_array);
        found.cloned().with_context(|| format!("deny.toml has no {section}.{key}"))
    };
    let words = |values: Vec<toml::Value>| -> Vec<String> {
        let word = |value: &toml::Value| value.get("crate").unwrap_or(value).as_str().map(str::to_owned);
        values.iter().filter_map(word).collect()
    };
    Ok(Terms {
        licences: words(list("licenses", "allow")?),
        banned: words(list("bans", "deny")?),
        registries: words(list("sources", "allow-registry")?),
    })
}

/// Why a package must not be depended on, if so. A package without a source is ours.
fn problem(package: &Value, terms: &Terms) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let source = package["source"].as_str()?;
    if terms.banned.iter().any(|banned| banned == name) {
        return Some(format!("{name} is banned"));
    }
    if !terms.registries.iter().any(|registry| source == format!("registry+{registry}")) {
        return Some(format!("{name} comes from {source}"));
    }
    let licence = package["license"].as_str().unwrap_or("");
    if !licence::is_met(licence, &terms.licences) {
        return Some(format!("{name} is under “{licence}”, which deny.toml does not allow"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &str = r#"
        [licenses]
        allow = ["MIT"]
        [bans]
        deny = [{ crate = "chrono", reason = "jiff" }]
        [sources]
        allow-registry = ["https://example.org/index"]
    "#;

    fn problem_of(name: &str, source: Option<&str>, licence: &str) -> Option<String> {
        let package = serde_json::json!({ "name": name, "source": source, "license": licence });
        problem(&package, &read_terms(TERMS).expect("terms"))
    }

    #[test]
    fn packages_are_judged() {
        let registry = Some("registry+https://example.org/index");
        assert_eq!(problem_of("jiff", registry, "Unlicense OR MIT"), None);
        assert_eq!(problem_of("ours", None, ""), None);
        assert_eq!(problem_of("chrono", registry, "MIT").as_deref(), Some("chrono is banned"));
        let copyleft = problem_of("x", registry, "GPL-3.0");
        assert_eq!(copyleft.as_deref(), Some("x is under “GPL-3.0”, which deny.toml does not allow"));
        let git = problem_of("x", Some("git+https://example.org/x"), "MIT");
        assert_eq!(git.as_deref(), Some("x comes from git+https://example.org/x"));
    }

    #[test]
    fn terms_that_say_nothing_are_no_terms() {
        let error = read_terms("[licenses]\nallow = []").err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("deny.toml has no bans.deny"));
    }
}

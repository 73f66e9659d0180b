//! Which of our crates may depend on which: the arrows go one way, and everything stands in the map.

use anyhow::{Context, Result};
use toml::Table;

use crate::sources::Source;

const ALL: &[&str] = &[
    "domain",
    "rules",
    "screenplay",
    "breakdown",
    "uss",
    "facts",
    "optimiser",
    "risk",
    "talent",
    "benchmark",
    "reports",
    "store",
    "office",
    "server",
];

/// What each crate may depend on, of ours.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("screenplay", &[]),
    ("rules", &["domain"]),
    ("facts", &["domain", "rules"]),
    ("store", &["domain"]),
    ("breakdown", &["domain", "screenplay"]),
    ("uss", &["domain"]),
    ("reports", &["domain", "rules"]),
    ("optimiser", &["domain", "rules"]),
    ("talent", &[]),
    ("benchmark", &["optimiser", "talent"]),
    ("risk", &["domain", "rules", "optimiser"]),
    (
        "office",
        &[
            "domain",
            "rules",
            "screenplay",
            "breakdown",
            "uss",
            "facts",
            "optimiser",
            "risk",
            "reports",
            "store",
        ],
    ),
    ("server", ALL),
    ("cli", ALL),
    ("xtask", &[]),
];

/// Checks every crate's manifest, and the map in ARCHITECTURE.md if there is one.
///
/// # Errors
/// When a manifest is no TOML.
pub(crate) fn check(sources: &[Source]) -> Result<Vec<String>> {
    let map = sources.iter().find(|source| source.path == "ARCHITECTURE.md");
    let mut problems = Vec::new();
    for source in sources {
        let Some(folder) = source.path.strip_suffix("/Cargo.toml") else { continue };
        // What measures and fuzzes is built on its own.
        if folder == "fuzz" || folder.starts_with("bench/") {
            continue;
        }
        let name = folder.strip_prefix("crates/").unwrap_or(folder);
        let manifest: Table = source.text.parse().with_context(|| source.path.clone())?;
        check_manifest(name, &manifest, &mut problems);
        if let Some(map) = map
            && !is_on_map(name, &map.text)
        {
            problems.push(format!("ARCHITECTURE.md: {name} is not on the map"));
        }
    }
    Ok(problems)
}

fn check_manifest(name: &str, manifest: &Table, problems: &mut Vec<String>) {
    let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
        problems.push(format!("{name}: say in xtask/src/arrows.rs what it may depend on"));
        return;
    };
    // What tests depend on is free: it does not shape the program.
    for list in ["dependencies", "build-dependencies"] {
        let dependencies = manifest.get(list).and_then(|list| list.as_table());
        for dependency in dependencies.into_iter().flat_map(Table::keys) {
            let ours = ARROWS.iter().any(|(crate_name, _)| crate_name == dependency);
            if ours && !allowed.contains(&dependency.as_str()) {
                problems.push(format!("{name} must not depend on {dependency}"));
            }
        }
    }
    let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
    if lints.and_then(toml::Value::as_bool) != Some(true) {
        problems.push(format!("{name}: does not take the workspace's lints"));
    }
}

/// The map names a crate by its folder, in backquotes, or at the beginning of a line.
fn is_on_map(name: &str, map: &str) -> bool {
    map.contains(&format!("crates/{name}"))
        || map.contains(&format!("`{name}`"))
        || map.lines().any(|line| {
            let rest = line.trim_start_matches(|c: char| !c.is_alphanumeric()).strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([' ', '/']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, manifest: &str, map: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let manifest = format!("{manifest}\n[lints]\nworkspace = true\n");
        check(&[source(path, &manifest), source("ARCHITECTURE.md", map)]).expect("TOML")
    }

    #[test]
    fn arrows_go_one_way() {
        let on = "[dependencies]\noptimiser.workspace = true\nserde = \"1\"";
        assert_eq!(problems("crates/risk/Cargo.toml", on, "crates/risk"), [""; 0]);
        let found = problems("crates/rules/Cargo.toml", on, "crates/rules");
        assert_eq!(found, ["rules must not depend on optimiser"]);
        let tests_may = "[dev-dependencies]\noptimiser.workspace = true";
        assert_eq!(problems("crates/rules/Cargo.toml", tests_may, "crates/rules"), [""; 0]);
    }

    #[test]
    fn a_new_crate_is_asked_about() {
        let found = problems("crates/weather/Cargo.toml", "", "crates/weather");
        assert_eq!(found, ["weather: say in xtask/src/arrows.rs what it may depend on"]);
    }

    #[test]
    fn every_crate_is_on_the_map() {
        for map in ["see crates/store", "`store` keeps the log", "crates/\n  store   the log\n", "├── store/"]
        {
            assert_eq!(problems("crates/store/Cargo.toml", "", map), [""; 0], "{map}");
        }
        let found = problems("crates/store/Cargo.toml", "", "we store things");
        assert_eq!(found, ["ARCHITECTURE.md: store is not on the map"]);
    }

    #[test]
    fn lints_are_the_workspaces() {
        let source = Source { path: "crates/store/Cargo.toml".to_owned(), text: String::new() };
        assert_eq!(check(&[source]).expect("TOML"), ["store: does not take the workspace's lints"]);
    }

    #[test]
    fn no_arrow_leads_back() {
        for (name, allowed) in ARROWS {
            for dependency in *allowed {
                let back = ARROWS.iter().find(|(crate_name, _)| crate_name == dependency);
                let back = back.map_or(&[][..], |(_, allowed)| allowed);
                assert!(name == dependency || !back.contains(name), "{name} and {dependency}");
            }
        }
    }
}

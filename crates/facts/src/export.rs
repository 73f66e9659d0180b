//! Writes every fact of a state, defaults as comments, so that applying it gives the same facts.

use std::fmt::Write as _;

use domain::State;

use crate::outline::is_money;
use crate::section::{Exported, Line, Role};
use crate::sections::SECTIONS;

/// Every fact as TOML. Applied to the same state it changes nothing; applied to a fresh import of the same
/// script it gives the same facts.
#[must_use]
pub fn export_toml(state: &State) -> String {
    let mut text = String::from("# Facts of a production. A line that begins with # shows a default.\n");
    for section in SECTIONS {
        for entry in section.export(state) {
            let written = written(&entry, Shown::Whole);
            if !written.is_empty() {
                text.push_str(&format!("\n{}\n{written}", section.heading()));
            }
        }
    }
    text
}

/// The facts of one section as TOML, to be changed and applied to the same state: with every default, and with keys
/// of which nothing is known where there is one entry. With money hidden, amounts are left out: applied, the text leaves
/// them as they are. `None` when no section is called so.
#[must_use]
pub fn export_section(state: &State, name: &str, money: bool) -> Option<String> {
    let section = SECTIONS.iter().find(|section| section.name() == name)?;
    let shown = if section.list() { Shown::Known } else { Shown::Every };
    let keys = section.documented();
    let amount = |line: &Line| {
        keys.iter().any(|key| key.name == line.key && is_money(key))
            || line.value.as_ref().is_some_and(|written| costs(&written.value))
    };
    let entry = |mut entry: Exported| {
        let hidden =
            if money { Vec::new() } else { entry.lines.extract_if(.., |line| amount(line)).collect() };
        let mut text = format!("{}\n{}", section.heading(), written(&entry, shown));
        let keys: Vec<&str> =
            hidden.iter().filter(|line| line.value.is_some()).map(|line| line.key).collect();
        if !keys.is_empty() {
            text.push_str(&format!("# hidden with the money: {}\n", keys.join(", ")));
        }
        text
    };
    Some(section.export(state).into_iter().map(entry).collect::<Vec<_>>().join("\n"))
}

/// Is there a cost within a value, as of a banner among the rows of a board?
fn costs(value: &toml::Value) -> bool {
    match value {
        toml::Value::Array(items) => items.iter().any(costs),
        toml::Value::Table(table) => table.contains_key("cost") || table.values().any(costs),
        _ => false,
    }
}

/// Which keys of an entry are written.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// For any import of the script: what is empty is reset.
    Whole,
    /// To be changed by hand: every key.
    Every,
    /// To be changed by hand: keys with a value or a default.
    Known,
}

/// The lines of an entry; nothing where it has no facts.
fn written(entry: &Exported, shown: Shown) -> String {
    let mut lines = String::new();
    let mut empty = Vec::new();
    for line in &entry.lines {
        let written = match (&line.value, &line.default) {
            (Some(value), _) => writeln!(lines, "{} = {}", line.key, value.value),
            (None, _) if line.role == Role::Imported && shown == Shown::Whole => {
                empty.push(format!("\"{}\"", line.key));
                Ok(())
            }
            (None, Some(default)) => writeln!(lines, "# {} = {}", line.key, default.value),
            (None, None) if shown == Shown::Every => writeln!(lines, "# {} = …", line.key),
            (None, None) => Ok(()),
        };
        written.expect("a string takes what is written to it");
    }
    if lines.is_empty() && empty.is_empty() {
        return lines;
    }
    if !empty.is_empty() {
        lines.push_str(&format!("reset = [{}]\n", empty.join(", ")));
    }
    lines
}

/// Every fact that somebody said, as JSON: the same keys as the TOML, without defaults.
#[must_use]
pub fn export_json(state: &State) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    root.insert("schema".into(), "firstup.export/1".into());
    for section in SECTIONS {
        let mut entries: Vec<serde_json::Value> = Vec::new();
        for entry in section.export(state) {
            let said = entry.lines.iter().filter_map(|line| {
                line.value.as_ref().map(|written| (line.key.to_owned(), as_json(&written.value)))
            });
            entries.push(serde_json::Value::Object(said.collect()));
        }
        let value = if section.list() {
            serde_json::Value::Array(entries)
        } else {
            entries.into_iter().next().unwrap_or_else(|| serde_json::json!({}))
        };
        root.insert(section.name().into(), value);
    }
    serde_json::Value::Object(root)
}

fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.iter().map(|(k, v)| (k.clone(), as_json(v))).collect())
        }
    }
}

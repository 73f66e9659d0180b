//! What would change, as lines for people: the difference of two exports.

use std::collections::BTreeMap;

use domain::State;

use crate::fact::Written;
use crate::section::{Exported, Role};
use crate::sections::SECTIONS;

/// One line for each entity and field that differs.
pub(crate) fn lines(before: &State, after: &State) -> Vec<String> {
    let mut lines = Vec::new();
    for section in SECTIONS {
        let old: BTreeMap<String, Exported> =
            section.export(before).into_iter().map(|entry| (entry.label.clone(), entry)).collect();
        let new = section.export(after);
        for entry in &new {
            compare(old.get(&entry.label), entry, &mut lines);
        }
        let gone = old.keys().filter(|label| !new.iter().any(|entry| entry.label == **label));
        lines.extend(gone.map(|label| format!("{label}: removed")));
    }
    lines
}

fn compare(old: Option<&Exported>, new: &Exported, lines: &mut Vec<String>) {
    let label = &new.label;
    if old.is_none() {
        lines.push(format!("{label}: new"));
    }
    for line in &new.lines {
        let before = old.and_then(|old| old.lines.iter().find(|before| before.key == line.key));
        let was = before.and_then(|before| before.value.as_ref());
        if was == line.value.as_ref() || (old.is_none() && line.role == Role::Identity) {
            continue;
        }
        let key = line.key.replace('_', " ");
        let now = shown(line.value.as_ref(), line.default.as_ref());
        lines.push(match before {
            Some(before) => {
                format!("{label}: {key} {} → {now}", shown(was, before.default.as_ref()))
            }
            None => format!("{label}: {key} {now}"),
        });
    }
}

fn shown(value: Option<&Written>, default: Option<&Written>) -> String {
    value.or(default).map_or_else(|| "nothing".into(), |written| written.shown.clone())
}

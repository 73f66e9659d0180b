//! `firstup show background`: groups of background, their pay, and how many are in which scene.

use domain::resolve::keyword;
use domain::{BackgroundKind, Money, Review, State};
use serde_json::{Value, json};

use super::{dates, list};
use crate::table::table;

/// The list as JSON, and as text.
pub fn show(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for group in state.background.values() {
        let (mut scenes, mut marked) = (Vec::new(), Vec::new());
        for sheet in state.sheets_in_order() {
            let Some(used) = sheet.background.iter().find(|used| used.group == group.id) else { continue };
            let label = state.label(sheet.id);
            scenes.push(json!({ "scene": label, "count": used.count, "review": used.review }));
            let count = if used.count == 0 { String::new() } else { format!(" × {}", used.count) };
            match used.review {
                Review::Suggested => marked.push(format!("{label}{count}?")),
                Review::Accepted => marked.push(format!("{label}{count}")),
                Review::Rejected => {}
            }
        }
        let kind = keyword(group.kind, &BackgroundKind::NAMES);
        values.push(json!({
            "id": group.id, "name": group.name, "kind": kind, "rate": group.rate.map(Money::decimal),
            "confirmed": group.confirmed, "available": group.available, "scenes": scenes,
        }));
        rows.push([
            group.name.clone(),
            kind.to_owned(),
            group.rate.map_or_else(|| "production's rate".to_owned(), |rate| rate.to_string()),
            dates(&group.available, &[]),
            marked.join(", "),
        ]);
    }
    let text = table(["GROUP", "KIND", "A DAY OF ONE", "DATES", "SCENES"], &rows);
    list("background", &values, format!("{text}\n? suggested, to be accepted or rejected\n"))
}

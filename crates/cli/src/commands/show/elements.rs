//! `firstup show elements`: what scenes need, what a day of it costs, and background beside it.

use domain::{Money, Review, State};
use serde_json::{Value, json};

use super::{dates, list};
use crate::table::table;

/// The list as JSON, and as text.
pub fn show(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    let mut all: Vec<_> = state.elements.values().collect();
    all.sort_by_key(|element| (element.category, element.name.clone()));
    for element in all {
        let mut scenes = Vec::new();
        for sheet in state.sheets_in_order() {
            let Some(use_) = sheet.elements.iter().find(|u| u.element == element.id) else { continue };
            let mark = match use_.review {
                Review::Suggested => "?",
                Review::Accepted => "",
                Review::Rejected => continue,
            };
            scenes.push(format!("{}{mark}", state.label(sheet.id)));
        }
        values.push(json!({ "id": element.id, "category": element.category, "name": element.name,
            "rate": element.rate.map(Money::decimal), "confirmed": element.confirmed,
            "available": element.available, "unavailable": element.unavailable, "scenes": scenes }));
        rows.push([
            element.category.label().to_owned(),
            element.name.clone(),
            element.rate.map(|rate| rate.to_string()).unwrap_or_default(),
            dates(&element.available, &element.unavailable),
            scenes.join(", "),
        ]);
    }
    for group in state.background.values() {
        let scenes: Vec<String> = state
            .sheets_in_order()
            .into_iter()
            .filter_map(|sheet| {
                let use_ =
                    sheet.background.iter().find(|u| u.group == group.id && u.review != Review::Rejected)?;
                let mark = if use_.review == Review::Suggested { "?" } else { "" };
                Some(format!("{}{mark} ({})", state.label(sheet.id), use_.count))
            })
            .collect();
        values.push(json!({ "id": group.id, "category": "background", "name": group.name,
            "rate": group.rate.map(Money::decimal), "scenes": scenes }));
        rows.push([
            "Background".into(),
            group.name.clone(),
            group.rate.map(|rate| rate.to_string()).unwrap_or_default(),
            dates(&group.available, &[]),
            scenes.join(", "),
        ]);
    }
    let text = table(["CATEGORY", "ELEMENT", "A DAY", "DATES", "SCENES"], &rows);
    list("elements", &values, format!("{text}\n? suggested, to be accepted or rejected\n"))
}

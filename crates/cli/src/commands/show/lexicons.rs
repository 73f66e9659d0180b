//! `firstup show lexicons`: the word lists of the breakdown, built in and the production's own.

use domain::State;
use serde_json::{Value, json};

use super::list;

/// The word lists of the breakdown, and what the production adds to them or takes from them.
pub fn show(state: &State) -> (Value, String) {
    let (mut values, mut text) = (Vec::new(), String::new());
    for list in breakdown::List::all() {
        let own = state.production.lexicons.get(list.key()).map(Vec::as_slice).unwrap_or_default();
        let lines: Vec<&str> = list.built_in().collect();
        text.push_str(&format!("# {}\n{}\n", list.key(), lines.join("\n")));
        if !own.is_empty() {
            text.push_str(&format!("# {}, of this production\n{}\n", list.key(), own.join("\n")));
        }
        text.push('\n');
        values.push(json!({ "list": list.key(), "built_in": lines, "own": own }));
    }
    list("lexicons", &values, text)
}

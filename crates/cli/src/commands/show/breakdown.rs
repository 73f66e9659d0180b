//! `show stunts` and `show lexicons`: what the breakdown found, what was made of it, and by which words.

use domain::resolve::keyword;
use domain::{Review, State, VariantKind};
use serde_json::{Value, json};

use super::{in_quotes, list, with_decimals};

pub(super) fn stunts(state: &State) -> (Value, String) {
    let (mut values, mut text) = (Vec::new(), String::new());
    let name = |id: &domain::CharacterId| state.characters.get(id).map_or("?", |c| c.name.as_str());
    for stunt in state.stunts.values() {
        values.push(json!({ "id": stunt.id, "scene": state.label(stunt.sheet), "name": stunt.name, "class": stunt.class,
            "performer": stunt.performer, "protect_days": stunt.protect_days, "ready": stunt.ready,
            "outcome": with_decimals(json!(stunt.outcome), &["rewrite_cost"]), "confirmed": stunt.confirmed }));
        let source = if stunt.confirmed { "confirmed by the coordinator" } else { "example assumption" };
        text.push_str(&format!(
            "{}  class {:?}  {}  ({source})\n",
            state.label(stunt.sheet),
            stunt.class,
            stunt.name
        ));
    }
    let mut actions = Vec::new();
    for action in state.actions.values() {
        let receivers: Vec<&str> = action.receivers.iter().map(name).collect();
        text.push_str(&format!(
            "\n{}  {}: {} {} {}\n",
            state.label(action.sheet),
            action.name,
            name(&action.doer),
            action.verb,
            receivers.join(", ")
        ));
        let mut variants = Vec::new();
        for variant in state.variants.values().filter(|v| v.action == action.id) {
            let kind = keyword(variant.kind, &VariantKind::NAMES);
            text.push_str(&format!("    {kind}\n"));
            let answers: Vec<Value> = variant.engagements.iter().map(|engagement| {
                let latest = state.consents.values().rfind(|c| c.variant == variant.id && c.engagement == *engagement);
                let who = state.performer_name(domain::view::Performer::Engaged(*engagement));
                let answer = latest.map_or("not asked", |c| keyword(c.answer, &domain::Answer::NAMES));
                text.push_str(&format!("        {who}: {answer}{}\n", latest.and_then(|c| c.note.as_deref()).map(in_quotes).unwrap_or_default()));
                json!({ "who": who, "answer": answer, "date": latest.map(|c| c.date), "recorded_by": latest.map(|c| c.recorded_by.clone()) })
            }).collect();
            let clearance: Vec<Value> = state
                .clearances
                .values()
                .filter(|c| c.variant == variant.id)
                .map(
                    |c| json!({ "item": c.item, "state": c.state, "date": c.date, "signed_by": c.signed_by }),
                )
                .collect();
            for item in state.clearances.values().filter(|c| c.variant == variant.id) {
                let stand = keyword(item.state, &domain::ClearanceState::NAMES);
                text.push_str(&format!("        clearance: {} {stand}\n", item.item));
            }
            variants.push(json!({ "kind": kind, "consent": answers, "clearance": clearance }));
        }
        actions.push(json!({ "id": action.id, "scene": state.label(action.sheet), "name": action.name, "verb": action.verb,
            "doer": name(&action.doer), "receivers": receivers, "hazards": action.hazards, "variants": variants }));
    }
    let open = not_broken_down(state, &mut text);
    if text.is_empty() {
        text.push_str("no stunt is broken down yet: describe them in [[stunt]] facts\n");
    }
    (
        json!({ "schema": "firstup.show/1", "stunts": values, "actions": actions, "not_broken_down": open }),
        text,
    )
}

/// Sheets with stunts that nobody has described, and what the script seems to ask there.
fn not_broken_down(state: &State, text: &mut String) -> Vec<Value> {
    let name = |id: &domain::CharacterId| state.characters.get(id).map_or("?", |c| c.name.as_str());
    let mut open = Vec::new();
    for sheet in state.sheets_in_order() {
        let names = state.stunts_not_broken_down(sheet);
        if names.is_empty() {
            continue;
        }
        let label = state.label(sheet.id);
        if open.is_empty() && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{label}  stunt not broken down: {}\n", names.join(", ")));
        for action in sheet.proposed_actions.iter().filter(|action| action.review != Review::Rejected) {
            let receivers: Vec<&str> = action.receivers.iter().map(name).collect();
            let said =
                [action.doer.as_ref().map_or("?", name), &action.verb, &receivers.join(", ")].join(" ");
            let line = action.evidence.span.line;
            text.push_str(&format!(
                "    proposed: {}{} (line {line})\n",
                said.trim_end(),
                in_quotes(&action.evidence.quote)
            ));
        }
        let actions: Vec<Value> =
            sheet.proposed_actions.iter().map(|action| proposed(state, action)).collect();
        open.push(json!({ "scene": label, "stunts": names, "proposed_actions": actions }));
    }
    open
}

/// The word lists of the breakdown, and what the production adds to them or takes from them.
pub(super) fn lexicons(state: &State) -> (Value, String) {
    let (mut values, mut text) = (Vec::new(), String::new());
    for list in ::breakdown::List::all() {
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

pub(super) fn proposed(state: &State, action: &domain::ProposedAction) -> Value {
    let name = |id: &domain::CharacterId| state.characters.get(id).map(|character| character.name.as_str());
    json!({ "verb": action.verb, "doer": action.doer.as_ref().and_then(name),
        "receivers": action.receivers.iter().filter_map(name).collect::<Vec<_>>(),
        "review": action.review, "evidence": action.evidence })
}

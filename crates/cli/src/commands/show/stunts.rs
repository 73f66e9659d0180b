//! `firstup show stunts`: stunts, their actions, variants, consent and clearance, and the stunts that nobody has described.

use domain::resolve::keyword;
use domain::view::Performer;
use domain::{DecisionBranch, Money, Review, State, Stunt};
use serde_json::{Value, json};

use super::{proposed, with_decimals};
use crate::commands::clearance::{self, Dates};
use crate::commands::consent;
use crate::commands::stunt::in_quotes;

pub fn show(state: &State) -> (Value, String) {
    let (mut values, mut text) = (Vec::new(), String::new());
    let sheets = state.sheets_in_order();
    let place = |stunt: &Stunt| sheets.iter().position(|sheet| sheet.id == stunt.sheet);
    let mut stunts: Vec<&Stunt> = state.stunts.values().collect();
    stunts.sort_by_key(|stunt| (place(stunt).unwrap_or(usize::MAX), stunt.id));
    for stunt in stunts {
        let decisions: Vec<_> = state.decisions.values().filter(|d| d.stunt == stunt.id).collect();
        values.push(json!({ "id": stunt.id, "scene": state.label(stunt.sheet), "name": stunt.name, "class": state.class_of(stunt),
            "performer": stunt.performer.map(|id| state.performer_name(Performer::Engaged(id))),
            "protect_days": stunt.protect_days, "ready": stunt.ready,
            "training": stunt.training_dates(), "rehearsed_within": stunt.rehearsed_within, "rest_after": stunt.rest_after,
            "outcome": with_decimals(json!(stunt.outcome), &["rewrite_cost"]), "confirmed": stunt.confirmed,
            "lost": lost(state, stunt).map(|(scene, why, cost)| json!({ "scene": scene, "why": why, "cost": cost.decimal() }))
                .collect::<Vec<_>>(),
            "decisions": decisions.iter().map(|d| json!({ "branch": d.branch, "date": d.date, "by": d.by,
                "note": d.note })).collect::<Vec<_>>() }));
        text.push_str(&stunt_text(state, stunt));
        for (scene, why, cost) in lost(state, stunt) {
            text.push_str(&format!("    shot again if it is rewritten: {scene} ({why}), about {cost}\n"));
        }
        for decision in decisions {
            let note = decision.note.as_deref().map(in_quotes).unwrap_or_default();
            let branch = keyword(decision.branch, &BRANCHES);
            text.push_str(&format!("    decided on {} by {}: {branch}{note}\n", decision.date, decision.by));
        }
    }
    let mut actions = Vec::new();
    let dates = Dates::new(state, None).unwrap_or_else(|_| Dates::none());
    for action in consent::wanted(state, None).unwrap_or_default() {
        let mut value = consent::action_json(state, action);
        let all = state.variants_of(action);
        let way = state.way_of(action).variant;
        let lists: Vec<Value> =
            all.iter().map(|variant| clearance::list_json(state, action, Some(variant), &dates)).collect();
        for (at, list) in lists.into_iter().enumerate() {
            value["variants"][at]["clearance"] = list["items"].clone();
            value["variants"][at]["clear_from"] = list["clear_from"].clone();
        }
        actions.push(value);
        text.push_str(&format!("\n{}", consent::action_text(state, action)));
        if let Some(variant) = way {
            let list = state.clearance_list(variant, None);
            let open = list.iter().filter(|item| item.is_missing()).count();
            let from = state.clear_from(variant).map(|from| format!(", complete on {from} at the earliest"));
            text.push_str(&format!(
                "    clearance: {open} of {} open{}\n",
                crate::count::count(list.len(), "item"),
                from.unwrap_or_default()
            ));
        }
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

/// The scenes that a rewrite throws away: which, why, and what shooting each again costs.
fn lost<'a>(state: &'a State, stunt: &Stunt) -> impl Iterator<Item = (String, String, Money)> + 'a {
    state.lost_with(stunt).into_iter().filter_map(|(id, why)| {
        let sheet = state.sheets.get(&id)?;
        Some((state.label(id), why.words(state), rules::again::cost(state, sheet)))
    })
}

const BRANCHES: [(&str, DecisionBranch); 2] =
    [("continue", DecisionBranch::Continue), ("rewrite", DecisionBranch::Rewrite)];

/// `45 pt 1  class D  the leap  (confirmed by the coordinator); HANNE (stunt double); 1 protected day`.
fn stunt_text(state: &State, stunt: &Stunt) -> String {
    let source = if stunt.confirmed { "confirmed by the coordinator" } else { "example assumption" };
    let mut text = format!(
        "{}  class {:?}  {}  ({source})",
        state.label(stunt.sheet),
        state.class_of(stunt),
        stunt.name
    );
    let mut say = |words: String| text.push_str(&format!("; {words}"));
    if let Some(id) = stunt.performer {
        say(state.performer_name(Performer::Engaged(id)));
    }
    if stunt.protect_days > 0 {
        say(format!("{} before", crate::count::count(stunt.protect_days, "protected day")));
    }
    let training = stunt.training_dates();
    if let (Some(first), Some(last)) = (training.first(), training.last()) {
        say(format!("{} from {first} to {last}", crate::count::count(training.len(), "training day")));
    }
    if let Some(within) = stunt.rehearsed_within {
        say(format!("rehearsed within {}", crate::count::count(within, "day")));
    }
    if let Some(ready) = stunt.ready {
        say(format!("ready from {} to {}", ready.first, ready.last));
    }
    if stunt.rest_after > 0 {
        say(format!("{} after", crate::count::count(stunt.rest_after, "rest day")));
    }
    text + "\n"
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

//! `firstup consent`: who agreed to what, and an answer that is written down.

use domain::consent::in_words;
use domain::resolve::keyword;
use domain::{Action, ActionId, Answer, Refusal, State, Variant, VariantKind};
use serde_json::{Value, json};

use super::stunt::record;
use crate::args::Consent;
use crate::failure::Failure;
use crate::session::{Session, open, open_read_only};

pub fn run(session: &Session, args: &Consent) -> Result<(), Failure> {
    let (Some(action), Some(variant), Some(who), Some(answer)) =
        (&args.action, &args.variant, &args.who, &args.answer)
    else {
        return list(session, args);
    };
    let mut file = open(&args.file)?;
    let date = args.on.clone().unwrap_or_else(|| session.today().to_string());
    let mut arguments = vec![action.clone(), variant.clone(), who.clone(), answer.clone(), date];
    for (name, value) in [("by", &args.by), ("guardian", &args.guardian), ("note", &args.note)] {
        arguments.extend(value.as_ref().map(|value| format!("{name}={value}")));
    }
    let done = record(session, &mut file, "record-consent", &arguments)?;
    let id = file.state().action_called(action)?;
    let state = file.state();
    session.answer(
        || {
            json!({ "schema": "firstup.consent/1", "revision": state.revision(), "recorded": done,
                "actions": [action_json(state, &state.actions[&id])] })
        },
        || format!("{done}\n{}{}", follows(state, &state.actions[&id]), flagged(state, id)),
    )
}

fn list(session: &Session, args: &Consent) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let actions = wanted(state, args.action.as_deref())?;
    session.answer(
        || {
            let actions: Vec<Value> = actions.iter().map(|action| action_json(state, action)).collect();
            json!({ "schema": "firstup.consent/1", "actions": actions })
        },
        || {
            let text: Vec<String> = actions.iter().map(|action| action_text(state, action)).collect();
            if text.is_empty() { NO_ACTIONS.to_owned() } else { text.join("\n") }
        },
    )
}

/// Said where nobody described an action.
pub const NO_ACTIONS: &str = "no action is described yet: accept a proposed one (`firstup edit FILE accept SCENE ACTION`), or describe it in [[action]] facts\n";

/// All actions in script order, or the one that is named.
///
/// # Errors
/// An unknown name.
pub fn wanted<'a>(state: &'a State, name: Option<&str>) -> Result<Vec<&'a Action>, Refusal> {
    if let Some(name) = name {
        return Ok(vec![&state.actions[&state.action_called(name)?]]);
    }
    let sheets = state.sheets_in_order();
    let place = |action: &Action| sheets.iter().position(|sheet| sheet.id == action.sheet);
    let mut actions: Vec<&Action> = state.actions.values().collect();
    actions.sort_by_key(|action| (place(action).unwrap_or(usize::MAX), action.id));
    Ok(actions)
}

/// An action, how it is shot, and where everybody stands with each variant.
pub fn action_json(state: &State, action: &Action) -> Value {
    let way = state.way_of(action);
    let name = |id: &domain::CharacterId| state.characters.get(id).map_or("?", |c| c.name.as_str());
    let names = |ids: &[domain::CharacterId]| ids.iter().map(name).map(str::to_owned).collect::<Vec<_>>();
    let variants = state.variants_of(action).into_iter().map(|variant| {
        let answers = state.standings(variant).into_iter().map(|standing| {
            let last = standing.last;
            let changed = last.map(|last| state.changed_since(variant, &last.asked)).unwrap_or_default();
            let word = standing.answer.map_or("not-asked", |answer| keyword(answer, &Answer::NAMES));
            let person = state.person_of(standing.performer).and_then(|id| state.people.get(&id));
            json!({ "who": state.performer_name(standing.performer), "person": person.map(|p| p.name.as_str()),
                "answer": word, "date": last.map(|c| c.date), "recorded_by": last.map(|c| c.recorded_by.as_str()),
                "guardian": last.and_then(|c| c.guardian.as_deref()), "note": last.and_then(|c| c.note.as_deref()),
                "changed": changed })
        });
        let passed = way.passed.iter().find(|passed| passed.variant.id == variant.id);
        json!({ "kind": kind(variant), "chosen": variant.chosen, "in_force": way.variant == Some(variant),
            "answer_by": variant.answer_by, "why_not": passed.map(|passed| passed.why.as_str()),
            "minutes": variant.minutes, "cost": variant.cost.map(domain::Money::decimal),
            "adjustment": variant.adjustment.map(domain::Money::decimal), "class": variant.class, "in_place": variant.in_place,
            "consent": answers.collect::<Vec<_>>() })
    });
    json!({ "id": action.id, "scene": state.label(action.sheet), "name": action.name, "verb": action.verb,
        "doer": name(&action.doer), "receivers": names(&action.receivers), "others": names(&action.others),
        "hazards": action.hazards, "way": way.variant.map(kind), "from": way.from,
        "variants": variants.collect::<Vec<_>>() })
}

pub fn kind(variant: &Variant) -> &'static str {
    keyword(variant.kind, &VariantKind::NAMES)
}

/// `15  kick in the ribs: KASTNER kick HANNE`, how it is shot, and the answers variant by variant.
pub fn action_text(state: &State, action: &Action) -> String {
    let mut text = format!("{}  {}\n", state.label(action.sheet), said(state, action));
    text.push_str(&follows(state, action));
    for variant in state.variants_of(action) {
        let mut notes = vec![kind(variant).to_owned()];
        notes.extend(variant.chosen.then(|| "chosen".to_owned()));
        notes.extend(variant.answer_by.map(|date| format!("answers by {date}")));
        text.push_str(&format!("    {}\n", notes.join(", ")));
        for standing in state.standings(variant) {
            let who = state.performer_name(standing.performer);
            let last = standing.last.filter(|_| standing.answer.is_some());
            let when = if standing.answer == Some(Answer::Undecided) { "as of" } else { "on" };
            let on = last.map(|c| format!(" {when} {}, says {}", c.date, c.recorded_by)).unwrap_or_default();
            let guardian = last.and_then(|c| c.guardian.as_ref()).map(|name| format!(", guardian {name}"));
            let note = last.and_then(|c| c.note.as_deref()).map(super::stunt::in_quotes);
            let changed = standing.last.filter(|_| standing.answer.is_none());
            let changed = changed.map(|c| state.changed_since(variant, &c.asked).join("; "));
            let changed = changed.filter(|words| !words.is_empty()).map(|words| format!(" ({words})"));
            text.push_str(&format!(
                "        {who} {}{}{on}{}{}\n",
                in_words(&standing),
                changed.unwrap_or_default(),
                guardian.unwrap_or_default(),
                note.unwrap_or_default()
            ));
        }
    }
    text
}

/// `kick in the ribs: KASTNER kick HANNE (hazards: contact, ribs)`.
pub fn said(state: &State, action: &Action) -> String {
    let name = |id: &domain::CharacterId| state.characters.get(id).map_or("?", |c| c.name.as_str());
    let receivers: Vec<&str> = action.receivers.iter().map(name).collect();
    let what = [name(&action.doer), &action.verb, &receivers.join(", ")].join(" ");
    let hazards = if action.hazards.is_empty() {
        String::new()
    } else {
        format!(" (hazards: {})", action.hazards.join(", "))
    };
    format!("{}: {}{hazards}", action.name, what.trim_end())
}

/// How an action is shot as things stand, in a line.
pub fn follows(state: &State, action: &Action) -> String {
    let way = state.way_of(action);
    let passed = rules::consent::reasons(&way);
    let passed = if passed.is_empty() { String::new() } else { format!("; {passed}") };
    match way.variant {
        Some(variant) => {
            let from = way.from.map(|date| format!(", not before {date}: not everybody has answered"));
            format!("    planned {}{}{passed}\n", kind(variant), from.unwrap_or_default())
        }
        None if way.passed.is_empty() => {
            "    nobody wrote down how it is shot: add a [[variant]]\n".to_owned()
        }
        None => format!("    can be planned in no way{passed}\n"),
    }
}

/// The boards on which the judge forbids something about the action's consent.
fn flagged(state: &State, action: ActionId) -> String {
    let sheet = state.actions[&action].sheet;
    let forbids = |board: &&domain::Board| {
        let about = [rules::Rule::Consent, rules::Rule::Declined];
        let verdict = rules::assess(state, board);
        verdict.forbidden().any(|flag| about.contains(&flag.rule) && flag.sheets.contains(&sheet))
    };
    let boards: Vec<&str> = state.boards.values().filter(forbids).map(|board| board.name.as_str()).collect();
    if boards.is_empty() { String::new() } else { format!("    forbidden flag on {}\n", boards.join(", ")) }
}

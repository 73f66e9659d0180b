//! Commands on suggestions: a person accepts or rejects them.

use super::{Context, Usage, element, parse, sheet};
use crate::{Action, CharacterId, Editing, ProposedAction, Refusal, Review, Sheet, State};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "accept",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP|ACTION [by DOER]",
        what: "accept a suggestion; an accepted action gets a doer and waits for its variants and answers",
        run: accept,
    },
    Usage {
        name: "reject",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP|ACTION",
        what: "reject a suggestion",
        run: reject,
    },
    Usage {
        name: "accept-all",
        arguments: "SCENE [cast|background|actions|CATEGORY]",
        what: "accept what is suggested in a scene",
        run: accept_all,
    },
    Usage {
        name: "reject-all",
        arguments: "SCENE [cast|background|actions|CATEGORY]",
        what: "reject what is suggested in a scene",
        run: reject_all,
    },
];

fn accept(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review(editing, context, Review::Accepted, "accepted")
}

fn reject(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review(editing, context, Review::Rejected, "rejected")
}

fn review(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    review: Review,
    word: &str,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let name = context.rest(1)?;
    let state = &editing.now;
    let mut found = false;
    if let Ok(character) = state.character_called(&name)
        && let Some(claim) = sheet.presence.get_mut(&character)
    {
        claim.review = review;
        found = true;
    }
    for element in &mut sheet.elements {
        if state.elements.get(&element.element).is_some_and(|e| e.name.eq_ignore_ascii_case(&name)) {
            element.review = review;
            found = true;
        }
    }
    for background in &mut sheet.background {
        if state.background.get(&background.group).is_some_and(|g| g.name.eq_ignore_ascii_case(&name)) {
            background.review = review;
            found = true;
        }
    }
    let label = state.label(sheet.id);
    if !found {
        let (at, doer) = proposed(state, &sheet, &name)?;
        review_action(editing, &mut sheet, at, doer, review)?;
    }
    editing.put(sheet);
    Ok(format!("{word} {name} in {label}"))
}

/// How people call a proposed action: its verb, with its number where the sheet has several: `kick`, `kick 2`.
fn action_names(sheet: &Sheet) -> Vec<String> {
    let actions = &sheet.proposed_actions;
    let of = |verb: &str, upto: usize| actions[..upto].iter().filter(|action| action.verb == verb).count();
    let name = |(at, action): (usize, &ProposedAction)| match of(&action.verb, at) {
        0 => action.verb.clone(),
        earlier => format!("{} {}", action.verb, earlier + 1),
    };
    actions.iter().enumerate().map(name).collect()
}

/// The proposed action that `kick`, `kick 2` or `kick by MARA` names, and the doer that is said.
fn proposed(state: &State, sheet: &Sheet, text: &str) -> Result<(usize, Option<CharacterId>), Refusal> {
    let (name, doer) = match text.rsplit_once(" by ") {
        Some((name, doer)) => (name, Some(state.character_called(doer)?)),
        None => (text, None),
    };
    let names = action_names(sheet);
    let at = names.iter().position(|known| known.eq_ignore_ascii_case(name.trim()));
    at.map(|at| (at, doer)).ok_or_else(|| nothing_called(state, sheet, &state.label(sheet.id), text))
}

/// Marks a proposed action; an accepted one becomes an action, of which nobody agreed to anything yet.
fn review_action(
    editing: &mut Editing<'_>,
    sheet: &mut Sheet,
    at: usize,
    doer: Option<CharacterId>,
    review: Review,
) -> Result<(), Refusal> {
    let name = action_names(sheet)[at].clone();
    let proposal = &mut sheet.proposed_actions[at];
    let was = std::mem::replace(&mut proposal.review, review);
    if review != Review::Accepted || was == Review::Accepted {
        return Ok(());
    }
    let Some(doer) = doer.or(proposal.doer) else {
        let label = editing.now.label(sheet.id);
        return Err(Refusal::with_remedy(
            format!("the line does not say who does it: “{}”", proposal.evidence.quote),
            format!("name the doer: accept {label} {name} by CHARACTER"),
        ));
    };
    proposal.doer = Some(doer);
    let receivers: Vec<&str> = proposal
        .receivers
        .iter()
        .filter_map(|id| editing.now.characters.get(id))
        .map(|character| character.name.as_str())
        .collect();
    let full = format!("{} {}", proposal.verb, receivers.join(" and ")).trim_end().to_owned();
    let taken = |name: &str| {
        editing.now.actions.values().any(|a| a.sheet == sheet.id && a.name.eq_ignore_ascii_case(name))
    };
    let mut names = std::iter::once(full.clone()).chain((2..).map(|n: u32| format!("{full} {n}")));
    let mut action = Action {
        id: editing.fresh(),
        sheet: sheet.id,
        name: names.find(|name| !taken(name)).expect("numbers never end"),
        verb: proposal.verb.clone(),
        doer,
        receivers: proposal.receivers.clone(),
        others: Vec::new(),
        hazards: Vec::new(),
        evidence: Some(proposal.evidence.clone()),
        version: String::new(),
    };
    action.version = editing.now.action_version(&action);
    editing.put(action);
    Ok(())
}

fn nothing_called(state: &State, sheet: &Sheet, label: &str, name: &str) -> Refusal {
    let mut known: Vec<&str> = sheet
        .presence
        .keys()
        .filter_map(|id| state.characters.get(id))
        .map(|character| character.name.as_str())
        .collect();
    let elements = sheet.elements.iter().filter_map(|e| state.elements.get(&e.element));
    known.extend(elements.map(|element| element.name.as_str()));
    let groups = sheet.background.iter().filter_map(|b| state.background.get(&b.group));
    known.extend(groups.map(|group| group.name.as_str()));
    let actions = action_names(sheet);
    known.extend(actions.iter().map(String::as_str));
    let what = format!("scene {label} has no “{name}”");
    if known.is_empty() {
        return Refusal::with_remedy(what, "nothing is suggested there");
    }
    Refusal::with_remedy(what, format!("it has: {}", known.join(", ")))
}

fn accept_all(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review_all(editing, context, Review::Accepted, "accepted")
}

fn reject_all(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review_all(editing, context, Review::Rejected, "rejected")
}

fn review_all(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    review: Review,
    word: &str,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let which = context.optional(1).map(str::to_lowercase);
    let category = match which.as_deref() {
        None | Some("cast" | "background" | "actions") => None,
        Some(word) => Some(element::category(word)?),
    };
    let all_of = |word: &str| which.is_none() || which.as_deref() == Some(word);
    let mut count = 0;
    let mut mark = |place: &mut Review| {
        if *place == Review::Suggested {
            *place = review;
            count += 1;
        }
    };
    if all_of("cast") {
        sheet.presence.values_mut().for_each(|claim| mark(&mut claim.review));
    }
    for used in &mut sheet.elements {
        let is = |category| editing.now.elements.get(&used.element).is_some_and(|e| e.category == category);
        if which.is_none() || category.is_some_and(is) {
            mark(&mut used.review);
        }
    }
    if all_of("background") {
        sheet.background.iter_mut().for_each(|used| mark(&mut used.review));
    }
    let mut undecided = Vec::new();
    for at in 0..sheet.proposed_actions.len() {
        let action = &sheet.proposed_actions[at];
        if !all_of("actions") || action.review != Review::Suggested {
            continue;
        }
        if review == Review::Accepted && action.doer.is_none() {
            undecided.push(action_names(&sheet)[at].clone());
            continue;
        }
        review_action(editing, &mut sheet, at, None, review)?;
        count += 1;
    }
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    let mut summary = format!("{word} {count} suggestion{} in {label}", if count == 1 { "" } else { "s" });
    if !undecided.is_empty() {
        let first = parse::name("action", &undecided[0]).unwrap_or_default();
        summary.push_str(&format!(
            "; left for want of a doer: {} (accept {label} {first} by CHARACTER)",
            undecided.join(", ")
        ));
    }
    Ok(summary)
}

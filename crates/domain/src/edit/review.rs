//! Commands on suggestions: a person accepts or rejects them.

use super::{Context, Usage, sheet};
use crate::{Editing, Refusal, Review, Sheet, State};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "accept",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP",
        what: "accept a suggestion",
        run: accept,
    },
    Usage {
        name: "reject",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP",
        what: "reject a suggestion",
        run: reject,
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
        return Err(nothing_called(state, &sheet, &label, &name));
    }
    editing.put(sheet);
    Ok(format!("{word} {name} in {label}"))
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
    Refusal::with_remedy(format!("scene {label} has no “{name}”"), format!("it has: {}", known.join(", ")))
}

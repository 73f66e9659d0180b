//! Stunts on paper: what was broken down, what is missing, and for the rest that it is not broken down.

use domain::view::Performer;
use domain::{
    Action, Answer, Category, CharacterId, ClearanceState, EngagementId, Review, Sheet, State, Stunt,
    StuntClass, Variant, VariantKind,
};

use crate::needs::{Item, suggestion};
use crate::words::clean;

/// All that is said of a stunt that nobody described.
pub(crate) const NOT_BROKEN_DOWN: &str = "stunt not broken down";

/// The stunts of a sheet: those that a person described, their actions, and what the script seems to ask for.
pub(crate) fn items_of(state: &State, sheet: &Sheet) -> Vec<Item> {
    let mut items: Vec<Item> = described(state, sheet).map(|stunt| stunt_item(state, stunt)).collect();
    items.extend(actions_of(state, sheet).map(|action| Item::new(action_words(state, action), "")));
    let uses = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    for used in uses {
        let known = state.elements.get(&used.element).filter(|known| known.category == Category::Stunts);
        let Some(known) = known else { continue };
        items.push(if used.review == Review::Suggested {
            let suggestion = suggestion(used.review, used.evidence.as_ref());
            Item { suggestion, ..Item::new(NOT_BROKEN_DOWN, "") }
        } else if state.is_broken_down(sheet, used) {
            Item::new(clean(&known.name), "")
        } else {
            Item::new(clean(&known.name), format!("({NOT_BROKEN_DOWN})"))
        });
    }
    let proposed = sheet.proposed_actions.iter().find(|action| action.review == Review::Suggested);
    if let Some(action) = proposed.filter(|_| items.is_empty()) {
        let suggestion = suggestion(action.review, Some(&action.evidence));
        items.push(Item { suggestion, ..Item::new(NOT_BROKEN_DOWN, "") });
    }
    items
}

fn described<'a>(state: &'a State, sheet: &'a Sheet) -> impl Iterator<Item = &'a Stunt> {
    state.stunts.values().filter(|stunt| stunt.sheet == sheet.id)
}

/// The actions that a person described for a sheet.
pub(crate) fn actions_of<'a>(state: &'a State, sheet: &'a Sheet) -> impl Iterator<Item = &'a Action> {
    state.actions.values().filter(|action| action.sheet == sheet.id)
}

fn stunt_item(state: &State, stunt: &Stunt) -> Item {
    let class = domain::resolve::keyword(stunt.class, &StuntClass::NAMES);
    let performer = stunt.performer.map(Performer::Engaged);
    let by = performer.map(|p| format!(", {}", clean(&state.performer_name(p))));
    Item::new(clean(&stunt.name), format!("(class {class}{})", by.unwrap_or_default()))
}

fn name_of(state: &State, id: CharacterId) -> String {
    state.characters.get(&id).map_or_else(|| "?".into(), |character| clean(&character.name))
}

/// `kick in the yard: MARA → JON (kick; hazards: height)`.
fn action_words(state: &State, action: &Action) -> String {
    let names = |ids: &[CharacterId]| ids.iter().map(|id| name_of(state, *id)).collect::<Vec<_>>().join(", ");
    let mut words = format!("{}: {}", clean(&action.name), name_of(state, action.doer));
    if !action.receivers.is_empty() {
        words.push_str(&format!(" → {}", names(&action.receivers)));
    }
    let mut notes = vec![clean(&action.verb)];
    if !action.others.is_empty() {
        notes.push(format!("close by: {}", names(&action.others)));
    }
    if !action.hazards.is_empty() {
        let hazards: Vec<String> = action.hazards.iter().map(|hazard| clean(hazard)).collect();
        notes.push(format!("hazards: {}", hazards.join(", ")));
    }
    format!("{words} ({})", notes.join("; "))
}

/// What nobody wrote down yet of a sheet's stunts: actions, ways to shoot them, answers, clearances.
pub(crate) fn missing(state: &State, sheet: &Sheet) -> Vec<String> {
    let mut missing = Vec::new();
    if described(state, sheet).next().is_some() && actions_of(state, sheet).next().is_none() {
        missing.push("no action is described".to_owned());
    }
    for action in actions_of(state, sheet) {
        let variants: Vec<&Variant> =
            state.variants.values().filter(|variant| variant.action == action.id).collect();
        if variants.is_empty() {
            missing.push(format!("{}: nobody wrote down how it is shot", clean(&action.name)));
        }
        for variant in variants.iter().filter(|variant| variant.kind != VariantKind::Cut) {
            let way = domain::resolve::keyword(variant.kind, &VariantKind::NAMES);
            let lacks = missing_of(state, variant);
            missing.extend(lacks.into_iter().map(|lack| format!("{} ({way}): {lack}", clean(&action.name))));
        }
    }
    missing
}

fn missing_of(state: &State, variant: &Variant) -> Vec<String> {
    let mut missing = Vec::new();
    for engagement in &variant.engagements {
        let person = state.engagements.get(engagement).and_then(|e| state.people.get(&e.person));
        let name = person.map_or_else(|| "?".into(), |person| clean(&person.name));
        match answer(state, variant, *engagement) {
            Some(Answer::Agreed) => {}
            Some(answer) => {
                missing.push(format!("{name} {}", domain::resolve::keyword(answer, &Answer::NAMES)));
            }
            None => missing.push(format!("no answer of {name}")),
        }
    }
    let clearances = state.clearances.values().filter(|clearance| clearance.variant == variant.id);
    for clearance in clearances {
        let stands = clearance.variant_version == variant.version;
        if clearance.state != ClearanceState::Done || !stands {
            missing.push(format!("{} open", clean(&clearance.item)));
        }
    }
    missing
}

/// The latest answer of somebody to a variant as it stands.
fn answer(state: &State, variant: &Variant, engagement: EngagementId) -> Option<Answer> {
    let consents = state.consents.values().filter(|consent| {
        consent.variant == variant.id
            && consent.engagement == engagement
            && consent.variant_version == variant.version
    });
    consents.max_by_key(|consent| (consent.date, consent.id)).map(|consent| consent.answer)
}

pub(crate) use domain::hazard::bulletins;

//! Commands on stunts: how an action is shot, who answered what, what is cleared, what was decided.
//!
//! Answers, clearances and decisions are facts of the world: a command adds one, and nothing takes it back but another.

use super::{Context, Usage, parse};
use crate::resolve::{by_keyword, keyword};
use crate::view::Performer;
use crate::{
    Answer, Clearance, ClearanceState, Consent, Decision, DecisionBranch, Editing, Refusal, State, Variant,
    VariantId, VariantKind,
};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "choose-variant",
        arguments: "ACTION VARIANT|none",
        what: "decide how an action is shot, if everybody who takes part agrees",
        run: choose_variant,
    },
    Usage {
        name: "set-answer-by",
        arguments: "ACTION VARIANT DATE|none",
        what: "say by when those who have not answered must have",
        run: set_answer_by,
    },
    Usage {
        name: "record-consent",
        arguments: "ACTION VARIANT WHO agreed|declined|undecided|withdrawn DATE [by=NAME] [guardian=NAME] [note=TEXT]",
        what: "write down somebody's own answer; by whom it was recorded, if not by you",
        run: record_consent,
    },
    Usage {
        name: "record-clearance",
        arguments: "ACTION VARIANT ITEM open|done|reopened|not-needed [date=DATE] [signed=NAME] [place=LOCATION|any] [for=DATE]",
        what: "write down where an item of a clearance list stands; what depends on the place is signed for where the scene is shot",
        run: record_clearance,
    },
    Usage {
        name: "record-decision",
        arguments: "STUNT continue|rewrite DATE [by=NAME] [note=TEXT]",
        what: "write down what was decided behind a stunt",
        run: record_decision,
    },
];

/// Makes a variant the one that a person chose; no other of its action is then.
pub fn choose(editing: &mut Editing<'_>, id: VariantId) {
    let Some(action) = editing.now.variants.get(&id).map(|variant| variant.action) else { return };
    for variant in editing.now.variants.clone().into_values().filter(|variant| variant.action == action) {
        if variant.chosen != (variant.id == id) {
            editing.put(Variant { chosen: variant.id == id, ..variant });
        }
    }
}

fn choose_variant(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let action = editing.now.action_called(context.arg(0)?)?;
    let name = editing.now.actions[&action].name.clone();
    if context.arg(1)? == "none" {
        for variant in editing.now.variants.clone().into_values() {
            if variant.action == action && variant.chosen {
                editing.put(Variant { chosen: false, ..variant });
            }
        }
        return Ok(format!("nobody chose how {name} is shot"));
    }
    let variant = editing.now.variant_called(action, context.arg(1)?)?;
    choose(editing, variant);
    Ok(format!("chose to shoot {name}: {}", kind_of(&editing.now, variant)))
}

fn set_answer_by(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = variant(&editing.now, context)?;
    let date = context.arg(2)?;
    let answer_by = if date == "none" { None } else { Some(parse::likely_date(date)?) };
    let variant = editing.now.variants[&id].clone();
    let summary = format!("answers to {} by {date}", words(&editing.now, id));
    editing.put(Variant { answer_by, ..variant });
    Ok(summary)
}

fn record_consent(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let state = &editing.now;
    let id = variant(state, context)?;
    let variant = &state.variants[&id];
    let engagement = participant(state, variant, context.arg(2)?)?;
    let answer = by_keyword("answer", context.arg(3)?, &Answer::NAMES)?;
    let date = parse::likely_date(context.arg(4)?)?;
    let said = Said::read(context, 5, &["by", "guardian", "note"])?;
    let consent = Consent {
        id: editing.fresh(),
        engagement,
        variant: id,
        variant_version: variant.version.clone(),
        answer,
        date,
        recorded_by: said.get("by").unwrap_or(context.author).to_owned(),
        guardian: said.get("guardian").map(str::to_owned),
        note: said.get("note").map(str::to_owned),
        asked: state.asked_of(variant),
    };
    state.check_consent(&consent)?;
    let who = state.performer_name(Performer::Engaged(engagement));
    let summary = format!("{who} {}: {}", keyword(answer, &Answer::NAMES), words(state, id));
    editing.put(consent);
    Ok(summary)
}

fn record_clearance(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let state = &editing.now;
    let id = variant(state, context)?;
    let variant = &state.variants[&id];
    let item = parse::words(context.arg(2)?)?;
    let known = state.clearance_list(variant, None).into_iter().find(|i| i.name.eq_ignore_ascii_case(&item));
    let stand = by_keyword("state of a clearance", context.arg(3)?, &ClearanceState::NAMES)?;
    let said = Said::read(context, 4, &["date", "signed", "place", "for"])?;
    let here = state.actions.get(&variant.action).and_then(|action| state.sheets.get(&action.sheet));
    let here = here.and_then(|sheet| state.location_of(sheet)).map(|location| location.id);
    let done = stand == ClearanceState::Done;
    let place = match said.get("place") {
        Some("any") => None,
        Some(name) => Some(state.location_called(name)?),
        None => here.filter(|_| done && known.as_ref().is_some_and(|item| item.binding.place)),
    };
    let clearance = Clearance {
        id: editing.fresh(),
        variant: id,
        variant_version: variant.version.clone(),
        item: known.map_or(item, |known| known.name),
        state: stand,
        date: said.get("date").map(parse::likely_date).transpose()?,
        signed_by: said.get("signed").map(str::to_owned),
        place,
        for_date: said.get("for").map(parse::likely_date).transpose()?,
        asked: state.asked_of(variant),
    };
    state.check_clearance(&clearance)?;
    let stand = keyword(stand, &ClearanceState::NAMES);
    let summary = format!("{} {stand}: {}", clearance.item, words(state, id));
    editing.put(clearance);
    Ok(summary)
}

fn record_decision(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let state = &editing.now;
    let stunt = state.stunt_called(context.arg(0)?)?;
    let branch = match context.arg(1)? {
        "continue" => DecisionBranch::Continue,
        "rewrite" => DecisionBranch::Rewrite,
        other => {
            return Err(Refusal::with_remedy(format!("“{other}” is no branch"), "use continue or rewrite"));
        }
    };
    let date = parse::likely_date(context.arg(2)?)?;
    let said = Said::read(context, 3, &["by", "note"])?;
    let by = said.get("by").unwrap_or(context.author).to_owned();
    let summary = format!("decided behind {}: {}", state.stunts[&stunt].name, context.arg(1)?);
    let note = said.get("note").map(str::to_owned);
    editing.put(Decision { id: editing.fresh(), stunt, branch, date, by, note });
    Ok(summary)
}

fn variant(state: &State, context: &Context<'_>) -> Result<VariantId, Refusal> {
    state.variant_called(state.action_called(context.arg(0)?)?, context.arg(1)?)
}

fn kind_of(state: &State, id: VariantId) -> &'static str {
    state.variants.get(&id).map_or("", |variant| keyword(variant.kind, &VariantKind::NAMES))
}

/// `kick in the ribs (contact)`.
fn words(state: &State, id: VariantId) -> String {
    let action = state.variants.get(&id).and_then(|variant| state.actions.get(&variant.action));
    format!("{} ({})", action.map_or("?", |action| &action.name), kind_of(state, id))
}

/// Who answers: a character, when it takes part under one engagement, or a character and a kind: `HANNE stunt-double`.
fn participant(state: &State, variant: &Variant, text: &str) -> Result<crate::EngagementId, Refusal> {
    let takes_part: Vec<crate::EngagementId> = state
        .participants(variant)
        .into_iter()
        .filter_map(|who| match who {
            Performer::Engaged(id) => Some(id),
            Performer::Unengaged(_) => None,
        })
        .collect();
    if let Ok(character) = state.character_called(text) {
        let of = |id: &&crate::EngagementId| state.engagements[id].character == character;
        let mut mine = takes_part.iter().filter(of);
        if let (Some(only), None) = (mine.next(), mine.next()) {
            return Ok(*only);
        }
    }
    super::engagement::called(state, text)
}

/// Words with a name before them: `by=Runa`.
struct Said<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Said<'a> {
    fn read(context: &'a Context<'_>, from: usize, known: &[&str]) -> Result<Self, Refusal> {
        let mut said = Vec::new();
        for place in from..context.arguments.len() {
            let word = context.arg(place)?;
            let pair = word.split_once('=').filter(|(name, _)| known.contains(name));
            let Some((name, value)) = pair else {
                let names: Vec<String> = known.iter().map(|name| format!("{name}=…")).collect();
                let remedy = format!("write {}; put several words in quotes", names.join(", "));
                return Err(Refusal::with_remedy(format!("“{word}” is not understood"), remedy));
            };
            said.push((name, parse_value(name, value)?));
        }
        Ok(Self(said))
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rfind(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

fn parse_value<'a>(name: &str, value: &'a str) -> Result<&'a str, Refusal> {
    let value = value.trim();
    if value.is_empty() { Err(Refusal::new(format!("nothing is said after {name}="))) } else { Ok(value) }
}

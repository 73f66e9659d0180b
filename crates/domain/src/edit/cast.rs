//! Commands on characters: who is in a scene, how they are called, what to watch.

use super::merge::{add_new, join_claim};
use super::{Context, Usage, parse, sheet};
use crate::resolve::by_keyword;
use crate::{Character, CharacterId, Editing, EntityKey, Presence, PresenceClaim, Refusal, Review, State};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "add-character",
        arguments: "NAME [BOARD-ID]",
        what: "make a character; without a board ID it gets the next free number",
        run: add_character,
    },
    Usage {
        name: "rename-character",
        arguments: "CHARACTER NAME…",
        what: "give a character another name; the old one stays as one that the script uses",
        run: rename_character,
    },
    Usage {
        name: "merge-characters",
        arguments: "CHARACTER INTO",
        what: "make one of two: the second stays, with the presence, names and engagements of both",
        run: merge_characters,
    },
    Usage {
        name: "add-alias",
        arguments: "CHARACTER NAME…",
        what: "say another name that the script uses for a character",
        run: add_alias,
    },
    Usage {
        name: "not-a-name",
        arguments: "CHARACTER WORDS…",
        what: "say that words do not mean this character: the breakdown learns it",
        run: not_a_name,
    },
    Usage {
        name: "delete-character",
        arguments: "CHARACTER",
        what: "remove a character that no scene, engagement or action needs",
        run: delete_character,
    },
    Usage {
        name: "set-presence",
        arguments: "SCENE CHARACTER speaking|silent|voice-only|background|none",
        what: "say how a character is in a scene",
        run: set_presence,
    },
    Usage {
        name: "watch",
        arguments: "CHARACTER WHY…|off",
        what: "mark a character as to be watched in every shot",
        run: watch,
    },
    Usage {
        name: "set-board-id",
        arguments: "CHARACTER ID",
        what: "give a character another board ID",
        run: set_board_id,
    },
];

/// A name that leads to no other character, by name, other name or board ID.
fn free_name(state: &State, text: &str, own: Option<CharacterId>) -> Result<String, Refusal> {
    let name = parse::name("character", text)?;
    match state.character_called(&name) {
        Ok(id) if Some(id) != own => {
            Err(Refusal::new(format!("“{name}” means {} already", state.characters[&id].name)))
        }
        _ => Ok(name),
    }
}

fn add_character(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let name = free_name(&editing.now, context.arg(0)?, None)?;
    let free = |id: &String| !editing.now.characters.values().any(|c| c.board_id == *id);
    let board_id = match context.optional(1) {
        Some(text) => free_board_id(&editing.now, text, None)?,
        None => (1_u32..).map(|n| n.to_string()).find(free).expect("numbers never end"),
    };
    let summary = format!("added {name}, board ID {board_id}");
    editing.put(Character {
        id: editing.fresh(),
        name,
        aliases: Vec::new(),
        not_names: Vec::new(),
        board_id,
        board_id_frozen: false,
        watch: None,
    });
    Ok(summary)
}

fn character(editing: &Editing<'_>, context: &Context<'_>) -> Result<Character, Refusal> {
    let id = editing.now.character_called(context.arg(0)?)?;
    Ok(editing.now.characters[&id].clone())
}

fn rename_character(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut character = character(editing, context)?;
    let name = free_name(&editing.now, &context.rest(1)?, Some(character.id))?;
    let old = std::mem::replace(&mut character.name, name.clone());
    character.aliases.retain(|alias| !alias.eq_ignore_ascii_case(&name));
    if !old.eq_ignore_ascii_case(&name) {
        add_new(&mut character.aliases, std::slice::from_ref(&old));
    }
    editing.put(character);
    Ok(format!("{old} is now {name}"))
}

fn add_alias(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut character = character(editing, context)?;
    let alias = free_name(&editing.now, &context.rest(1)?, Some(character.id))?;
    let is_name = alias.eq_ignore_ascii_case(&character.name);
    if !is_name && !character.aliases.iter().any(|known| known.eq_ignore_ascii_case(&alias)) {
        character.aliases.push(alias.clone());
    }
    character.not_names.retain(|not| !not.eq_ignore_ascii_case(&alias));
    let summary = format!("{} is called {alias} too", character.name);
    editing.put(character);
    Ok(summary)
}

fn not_a_name(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut character = character(editing, context)?;
    let words = parse::name("character", &context.rest(1)?)?;
    if words.eq_ignore_ascii_case(&character.name) {
        return Err(Refusal::with_remedy(
            format!("{} is called so", character.name),
            "give it another name first: rename-character",
        ));
    }
    character.aliases.retain(|alias| !alias.eq_ignore_ascii_case(&words));
    if !character.not_names.iter().any(|known| known.eq_ignore_ascii_case(&words)) {
        character.not_names.push(words.clone());
    }
    let summary = format!("“{words}” does not mean {}", character.name);
    editing.put(character);
    Ok(summary)
}

fn merge_characters(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let from = character(editing, context)?;
    let named = if context.arg(1)? == "into" { context.arg(2)? } else { context.arg(1)? };
    let mut into = editing.now.characters[&editing.now.character_called(named)?].clone();
    let (from_id, into_id) = (from.id, into.id);
    refuse_merge(&editing.now, &from, &into)?;
    for mut sheet in editing.now.sheets.clone().into_values() {
        let before = sheet.clone();
        if let Some(claim) = sheet.presence.remove(&from_id) {
            let known = sheet.presence.entry(into_id).or_insert_with(|| claim.clone());
            join_claim(known, &claim);
        }
        for action in &mut sheet.proposed_actions {
            action.doer = action.doer.map(|doer| if doer == from_id { into_id } else { doer });
            redirect(&mut action.receivers, from_id, into_id);
        }
        if sheet != before {
            editing.put(sheet);
        }
    }
    for mut engagement in editing.now.engagements.clone().into_values().filter(|e| e.character == from_id) {
        engagement.character = into_id;
        editing.put(engagement);
    }
    for mut action in editing.now.actions.clone().into_values() {
        let before = action.clone();
        action.doer = if action.doer == from_id { into_id } else { action.doer };
        redirect(&mut action.receivers, from_id, into_id);
        redirect(&mut action.others, from_id, into_id);
        if action != before {
            editing.put(action);
        }
    }
    into.aliases.extend(std::iter::once(from.name.clone()).chain(from.aliases.clone()));
    let mut seen = vec![into.name.to_lowercase()];
    into.aliases.retain(|alias| {
        let alias = alias.to_lowercase();
        !seen.contains(&alias) && {
            seen.push(alias);
            true
        }
    });
    add_new(&mut into.not_names, &from.not_names);
    into.not_names.retain(|not| !seen.contains(&not.to_lowercase()));
    into.watch = into.watch.take().or_else(|| from.watch.clone());
    let summary = format!("{} and {} are one: {}", from.name, into.name, into.name);
    editing.put(into);
    editing.remove(EntityKey::Character(from_id));
    Ok(summary)
}

fn refuse_merge(state: &State, from: &Character, into: &Character) -> Result<(), Refusal> {
    if from.id == into.id {
        return Err(Refusal::new(format!("this is one character already: {}", into.name)));
    }
    if from.board_id_frozen {
        return Err(Refusal::with_remedy(
            format!("{}'s board ID was issued and stays", from.name),
            format!("merge the other way: merge-characters “{}” “{}”", into.name, from.name),
        ));
    }
    let of = |id| state.engagements.values().filter(move |e| e.character == id);
    if of(from.id).any(|one| of(into.id).any(|other| other.kind == one.kind)) {
        return Err(Refusal::with_remedy(
            format!("somebody is engaged for {} and for {}, in one way", from.name, into.name),
            "end one of the engagements first: end-engagement",
        ));
    }
    Ok(())
}

/// Replaces a character in a list, once.
fn redirect(list: &mut Vec<CharacterId>, from: CharacterId, into: CharacterId) {
    if !list.contains(&from) {
        return;
    }
    let there = list.contains(&into);
    list.retain(|id| !there || *id != from);
    list.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
}

fn delete_character(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let character = character(editing, context)?;
    let (id, name) = (character.id, character.name);
    let state = &editing.now;
    let present = state.sheets.values().find(|sheet| {
        sheet.presence.get(&id).is_some_and(|claim| claim.review != Review::Rejected)
            || sheet.proposed_actions.iter().any(|a| a.doer == Some(id) || a.receivers.contains(&id))
    });
    let acts = |a: &&crate::Action| a.doer == id || a.receivers.contains(&id) || a.others.contains(&id);
    let needed = if let Some(sheet) = present {
        let label = state.label(sheet.id);
        Some((
            format!("{name} is in {label}"),
            format!("take it out first: set-presence {label} {name} none"),
        ))
    } else if state.engagements.values().any(|engagement| engagement.character == id) {
        let remedy = "end the engagement first: end-engagement".to_owned();
        Some((format!("somebody is engaged for {name}"), remedy))
    } else {
        let action = state.actions.values().find(acts);
        action.map(|action| {
            (format!("the action “{}” names {name}", action.name), "change the action first, in facts".into())
        })
    };
    if let Some((what, remedy)) = needed {
        return Err(Refusal::with_remedy(what, remedy));
    }
    for mut sheet in editing.now.sheets.clone().into_values().filter(|s| s.presence.contains_key(&id)) {
        sheet.presence.remove(&id);
        editing.put(sheet);
    }
    editing.remove(EntityKey::Character(id));
    Ok(format!("deleted {name}"))
}

fn set_presence(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let character = editing.now.character_called(context.arg(1)?)?;
    let word = context.arg(2)?;
    if word == "none" {
        sheet.presence.remove(&character);
    } else {
        let presence = by_keyword("kind of presence", word, &Presence::NAMES)?;
        let claim = sheet.presence.entry(character).or_insert(PresenceClaim {
            presence,
            review: Review::Accepted,
            evidence: Vec::new(),
        });
        claim.presence = presence;
        claim.review = Review::Accepted;
    }
    let summary =
        format!("{} in {}: {word}", editing.now.characters[&character].name, editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(summary)
}

fn watch(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut character = character(editing, context)?;
    let why = context.rest(1)?;
    character.watch = if why == "off" { None } else { Some(parse::words(&why)?) };
    let summary = format!("watch {}: {why}", character.name);
    editing.put(character);
    Ok(summary)
}

/// A board ID that no other character has, and that is no other's name.
fn free_board_id(state: &State, text: &str, own: Option<CharacterId>) -> Result<String, Refusal> {
    if text.is_empty() || text.len() > 20 || !text.chars().all(char::is_alphanumeric) {
        return Err(Refusal::new(format!("“{text}” is no board ID: letters and digits only")));
    }
    let mut others = state.characters.values().filter(|c| Some(c.id) != own);
    match others.find(|c| c.board_id.eq_ignore_ascii_case(text)) {
        Some(other) => Err(Refusal::with_remedy(
            format!("board ID {text} is {}'s", other.name),
            "give that one another first",
        )),
        None => Ok(text.to_owned()),
    }
}

fn set_board_id(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut character = character(editing, context)?;
    character.board_id = {
        let board_id = free_board_id(&editing.now, context.arg(1)?, Some(character.id))?;
        if character.board_id_frozen {
            return Err(Refusal::new(format!("{}'s board ID was issued and stays", character.name)));
        }
        board_id
    };
    let summary = format!("board ID of {}: {}", character.name, character.board_id);
    editing.put(character);
    Ok(summary)
}

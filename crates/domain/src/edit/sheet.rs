//! Commands on breakdown sheets: set, light, length, words, unit.

use super::{Context, Usage, parse, sheet};
use crate::resolve::by_keyword;
use crate::{Editing, Light, Refusal, Sheet};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage { name: "set-set", arguments: "SCENE SET…", what: "say where a scene plays", run: set_set },
    Usage {
        name: "set-light",
        arguments: "SCENE daylight|dark|dawn|dusk|any|proposed",
        what: "say what the camera needs",
        run: set_light,
    },
    Usage {
        name: "set-minutes",
        arguments: "SCENE MINUTES|estimated",
        what: "say how long a strip takes",
        run: set_minutes,
    },
    Usage {
        name: "set-eighths",
        arguments: "SCENE EIGHTHS",
        what: "say how long a scene is: 4/8, 1 2/8",
        run: set_eighths,
    },
    Usage {
        name: "set-synopsis",
        arguments: "SCENE WORDS…|none",
        what: "say what happens",
        run: set_synopsis,
    },
    Usage {
        name: "set-story-day",
        arguments: "SCENE DAY|proposed",
        what: "say which day of the story it is",
        run: set_story_day,
    },
    Usage {
        name: "set-comments",
        arguments: "SCENE WORDS…|none",
        what: "say anything else",
        run: set_comments,
    },
    Usage { name: "set-unit", arguments: "SCENE UNIT", what: "give a scene to a unit", run: set_unit },
];

/// Changes a sheet, and names it for the history.
fn change(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    change: impl FnOnce(&mut Sheet, &Editing<'_>) -> Result<String, Refusal>,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let (what, said) = (editing.now.label(sheet.id), change(&mut sheet, editing)?);
    editing.put(sheet);
    let (fact, value) = said.split_once(": ").unwrap_or((&said, ""));
    Ok(format!("{fact} of {what}: {value}"))
}

/// Words, or none.
fn words_or_none(text: &str) -> Result<Option<String>, Refusal> {
    if text == "none" { Ok(None) } else { parse::words(text).map(Some) }
}

fn set_set(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, editing| {
        sheet.set = editing.now.set_called(&context.rest(1)?).map_err(|refusal| {
            let remedy = refusal.remedy.unwrap_or_else(|| "make it first: add-set NAME".to_owned());
            Refusal::with_remedy(refusal.what, remedy)
        })?;
        Ok(format!("set: {}", editing.now.set_name(sheet)))
    })
}

fn set_light(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let word = context.arg(1)?;
        sheet.light = if word == "proposed" { None } else { Some(by_keyword("light", word, &Light::NAMES)?) };
        Ok(format!("light: {word}"))
    })
}

fn set_minutes(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let word = context.arg(1)?;
        sheet.minutes = if word == "estimated" { None } else { Some(parse::minutes(word)?) };
        Ok(format!("minutes: {word}"))
    })
}

fn set_eighths(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let text = context.rest(1)?;
        sheet.eighths = parse::eighths(&text)?;
        Ok(format!("length: {}", sheet.eighths.in_words()))
    })
}

fn set_synopsis(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let text = context.rest(1)?;
        sheet.synopsis = words_or_none(&text)?;
        Ok(format!("synopsis: {text}"))
    })
}

fn set_story_day(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let text = context.arg(1)?;
        sheet.story_day = if text == "proposed" { None } else { Some(parse::words(text)?) };
        Ok(format!("story day: {text}"))
    })
}

fn set_comments(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, _| {
        let text = context.rest(1)?;
        sheet.comments = words_or_none(&text)?;
        Ok(format!("comments: {text}"))
    })
}

fn set_unit(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |sheet, editing| {
        let name = context.rest(1)?;
        sheet.unit = Some(editing.now.unit_called(&name)?);
        Ok(format!("unit: {name}"))
    })
}

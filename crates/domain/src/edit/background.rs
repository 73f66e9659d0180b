//! Commands on groups of background.

use super::{Context, Usage, parse, sheet};
use crate::resolve::by_keyword;
use crate::{BackgroundGroup, BackgroundId, BackgroundKind, BackgroundUse, Editing, Refusal, Review, Sheet};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "add-background",
        arguments: "SCENE GROUP COUNT [atmosphere|silent-bit]",
        what: "put a group of background into a scene; a new name makes a group",
        run: add_background,
    },
    Usage {
        name: "set-count",
        arguments: "SCENE GROUP COUNT",
        what: "say how many of a group are in a scene",
        run: set_count,
    },
    Usage {
        name: "remove-background",
        arguments: "SCENE GROUP",
        what: "take a group out of a scene",
        run: remove_background,
    },
    Usage {
        name: "rename-background",
        arguments: "GROUP NAME…",
        what: "give a group another name",
        run: rename_background,
    },
    Usage {
        name: "set-background-rate",
        arguments: "GROUP RATE|default",
        what: "say a day's pay of one of a group",
        run: set_background_rate,
    },
];

/// How many of a group may be in a scene.
const COUNT: std::ops::RangeInclusive<u32> = 0..=10_000;

fn add_background(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let name = parse::name("background group", context.arg(1)?)?;
    let count = parse::number("number of people", context.arg(2)?, COUNT)?;
    let kind = context.optional(3);
    let kind = kind.map(|word| by_keyword("kind of background", word, &BackgroundKind::NAMES)).transpose()?;
    let known = editing.now.background_called(&name).ok();
    let mut group =
        known.and_then(|id| editing.now.background.get(&id)).cloned().unwrap_or_else(|| BackgroundGroup {
            id: editing.fresh(),
            name,
            kind: BackgroundKind::Atmosphere,
            rate: None,
            available: Vec::new(),
            confirmed: false,
        });
    group.kind = kind.unwrap_or(group.kind);
    match sheet.background.iter_mut().find(|used| used.group == group.id) {
        Some(used) => (used.count, used.review) = (count, Review::Accepted),
        None => sheet.background.push(BackgroundUse {
            group: group.id,
            count,
            review: Review::Accepted,
            evidence: None,
        }),
    }
    let summary = format!("{} × {} in {}", count, group.name, editing.now.label(sheet.id));
    editing.put(group);
    editing.put(sheet);
    Ok(summary)
}

/// The group that the second argument names, and where the sheet has it.
fn used(
    editing: &Editing<'_>,
    context: &Context<'_>,
    sheet: &Sheet,
) -> Result<(BackgroundId, usize), Refusal> {
    let id = editing.now.background_called(context.arg(1)?)?;
    let at = sheet.background.iter().position(|used| used.group == id).ok_or_else(|| {
        let (name, label) = (&editing.now.background[&id].name, editing.now.label(sheet.id));
        Refusal::with_remedy(
            format!("{name} is not in {label}"),
            format!("put it in first: add-background {label} “{name}” COUNT"),
        )
    })?;
    Ok((id, at))
}

fn set_count(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let (id, at) = used(editing, context, &sheet)?;
    let count = parse::number("number of people", context.arg(2)?, COUNT)?;
    (sheet.background[at].count, sheet.background[at].review) = (count, Review::Accepted);
    let summary =
        format!("{count} × {} in {}", editing.now.background[&id].name, editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(summary)
}

fn remove_background(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let (id, at) = used(editing, context, &sheet)?;
    sheet.background.remove(at);
    let summary = format!("took {} out of {}", editing.now.background[&id].name, editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(summary)
}

fn rename_background(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.background_called(context.arg(0)?)?;
    let others = editing.now.background.values().filter(|group| group.id != id);
    let others = others.map(|group| group.name.as_str());
    let name = parse::free_name("background group", &context.rest(1)?, others)?;
    let mut group = editing.now.background[&id].clone();
    let old = std::mem::replace(&mut group.name, name.clone());
    editing.put(group);
    Ok(format!("{old} is now {name}"))
}

fn set_background_rate(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.background_called(context.arg(0)?)?;
    let word = context.arg(1)?;
    let mut group = editing.now.background[&id].clone();
    group.rate = parse::money_or("default", word)?;
    let summary = format!("a day of one of {}: {word}", group.name);
    editing.put(group);
    Ok(summary)
}

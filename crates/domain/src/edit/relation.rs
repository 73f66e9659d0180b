//! Commands on scenes that must be shot before, with or apart from each other.

use std::collections::{BTreeSet, VecDeque};

use super::{Context, Usage, sheet};
use crate::{Editing, Refusal, Sheet, SheetId, State};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "before",
        arguments: "SCENE OTHERS…",
        what: "the scene must be shot before the others",
        run: before,
    },
    Usage {
        name: "with",
        arguments: "SCENE OTHERS…",
        what: "the scenes must be shot on one day of one unit",
        run: with,
    },
    Usage {
        name: "apart",
        arguments: "SCENE OTHERS…",
        what: "the scene must be shot on another date than the others",
        run: apart,
    },
    Usage {
        name: "unlink",
        arguments: "SCENE OTHERS…",
        what: "take back what before, with and apart said between the scene and the others",
        run: unlink,
    },
];

fn others(editing: &Editing<'_>, context: &Context<'_>, one: &Sheet) -> Result<Vec<SheetId>, Refusal> {
    let labels = context.all(1)?;
    let sheets: Vec<SheetId> =
        labels.iter().map(|label| editing.now.sheet_called(label)).collect::<Result<_, _>>()?;
    if sheets.contains(&one.id) {
        return Err(Refusal::new(format!("{} is named beside itself", editing.now.label(one.id))));
    }
    Ok(sheets)
}

fn labels(editing: &Editing<'_>, sheets: &[SheetId]) -> String {
    sheets.iter().map(|sheet| editing.now.label(*sheet)).collect::<Vec<_>>().join(", ")
}

fn relate(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    word: &str,
    list: fn(&mut Sheet) -> &mut Vec<SheetId>,
    against: fn(&Sheet, &Sheet) -> bool,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let others = others(editing, context, &sheet)?;
    for other in &others {
        let other = &editing.now.sheets[other];
        if against(&sheet, other) {
            let (one, other) = (editing.now.label(sheet.id), editing.now.label(other.id));
            return Err(Refusal::with_remedy(
                format!("{one} and {other} are said to be otherwise already"),
                format!("take that back first: unlink {one} {other}"),
            ));
        }
        if !list(&mut sheet).contains(&other.id) {
            list(&mut sheet).push(other.id);
        }
    }
    let summary = format!("{} {word} {}", editing.now.label(sheet.id), labels(editing, &others));
    editing.put(sheet);
    Ok(summary)
}

fn before(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let one = sheet(editing, context)?;
    for other in others(editing, context, &one)? {
        let way = orders_between(&editing.now, other, one.id);
        if let Some([first, .., last]) = way.as_deref().filter(|way| way.len() > 2) {
            let label = |id: &SheetId| editing.now.label(*id);
            let steps: Vec<String> = way.iter().flatten().map(label).collect();
            return Err(Refusal::with_remedy(
                format!(
                    "{} cannot be before {}: {} in this order already",
                    label(last),
                    label(first),
                    steps.join(", ")
                ),
                format!("take one of these back first: unlink {} {}", steps[0], steps[1]),
            ));
        }
    }
    relate(editing, context, "before", |sheet| &mut sheet.before, |one, other| other.before.contains(&one.id))
}

/// The shortest way from one scene to another along what is to be shot before what, both ends named; none without one.
fn orders_between(state: &State, from: SheetId, to: SheetId) -> Option<Vec<SheetId>> {
    let mut ways = VecDeque::from([vec![from]]);
    let mut seen = BTreeSet::from([from]);
    while let Some(way) = ways.pop_front() {
        let last = *way.last()?;
        if last == to {
            return Some(way);
        }
        let then = state.sheets.get(&last).map_or(&[][..], |sheet| &sheet.before);
        ways.extend(then.iter().filter(|then| seen.insert(**then)).map(|then| [&way[..], &[*then]].concat()));
    }
    None
}

fn with(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    relate(
        editing,
        context,
        "with",
        |sheet| &mut sheet.with,
        |one, other| one.apart.contains(&other.id) || other.apart.contains(&one.id),
    )
}

fn apart(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    relate(
        editing,
        context,
        "apart from",
        |sheet| &mut sheet.apart,
        |one, other| one.with.contains(&other.id) || other.with.contains(&one.id),
    )
}

fn unlink(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let others = others(editing, context, &sheet)?;
    for list in [&mut sheet.before, &mut sheet.with, &mut sheet.apart] {
        list.retain(|id| !others.contains(id));
    }
    let id = sheet.id;
    editing.put(sheet);
    for other in &others {
        let mut other = editing.now.sheets[other].clone();
        for list in [&mut other.before, &mut other.with, &mut other.apart] {
            list.retain(|other| *other != id);
        }
        editing.put(other);
    }
    Ok(format!("{} not tied to {}", editing.now.label(id), labels(editing, &others)))
}

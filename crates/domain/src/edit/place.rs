//! Commands on sets and locations.

use super::{Context, Usage, parse, scene};
use crate::{Editing, Location, Refusal};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage { name: "add-set", arguments: "NAME…", what: "make a set of the script", run: add_set },
    Usage { name: "rename-set", arguments: "SET NAME…", what: "give a set another name", run: rename_set },
    Usage {
        name: "propose-locations",
        arguments: "[NAME]",
        what: "make the locations that the names of the sets propose, or one of them",
        run: super::propose_locations::run,
    },
    Usage {
        name: "add-location",
        arguments: "NAME…",
        what: "make a real place; its costs and kinds of day stand in facts",
        run: add_location,
    },
    Usage {
        name: "rename-location",
        arguments: "LOCATION NAME…",
        what: "give a location another name",
        run: rename_location,
    },
    Usage {
        name: "assign-location",
        arguments: "SET LOCATION|none",
        what: "say where a set is shot",
        run: assign_location,
    },
];

fn add_set(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let taken = editing.now.sets.values().map(|set| set.name.as_str());
    let name = parse::free_name("set", &context.rest(0)?, taken)?.to_uppercase();
    scene::named_set(editing, &name, None);
    Ok(format!("added set {name}"))
}

fn rename_set(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.set_called(context.arg(0)?)?;
    let others = editing.now.sets.values().filter(|set| set.id != id).map(|set| set.name.as_str());
    let name = parse::free_name("set", &context.rest(1)?, others)?;
    let mut set = editing.now.sets[&id].clone();
    let summary = format!("{} is now {name}", set.name);
    set.name = name;
    editing.put(set);
    Ok(summary)
}

fn add_location(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let taken = editing.now.locations.values().map(|location| location.name.as_str());
    let name = parse::free_name("location", &context.rest(0)?, taken)?;
    editing.put(Location::named(editing.fresh(), &name));
    Ok(format!("added location {name}"))
}

fn rename_location(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.location_called(context.arg(0)?)?;
    let others = editing.now.locations.values().filter(|location| location.id != id);
    let name = parse::free_name("location", &context.rest(1)?, others.map(|other| other.name.as_str()))?;
    let mut location = editing.now.locations[&id].clone();
    let summary = format!("{} is now {name}", location.name);
    location.name = name;
    editing.put(location);
    Ok(summary)
}

fn assign_location(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.set_called(context.arg(0)?)?;
    let name = context.rest(1)?;
    let mut set = editing.now.sets[&id].clone();
    set.location = if name == "none" { None } else { Some(editing.now.location_called(&name)?) };
    let summary = format!("{} is shot at {name}", set.name);
    editing.put(set);
    Ok(summary)
}

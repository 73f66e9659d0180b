//! `propose-locations`: makes the locations that the names of the sets propose.

use super::Context;
use crate::place_proposals::propose_locations;
use crate::{Editing, Location, LocationId, Refusal};

/// Makes one proposed location, or all, and assigns the sets to it.
pub(super) fn run(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut proposals = propose_locations(&editing.now);
    if !context.arguments.is_empty() {
        let name = context.rest(0)?;
        let known: Vec<String> = proposals.iter().map(|proposal| proposal.name.clone()).collect();
        proposals.retain(|proposal| proposal.name.eq_ignore_ascii_case(&name));
        if proposals.is_empty() {
            let near = crate::resolve::nearest(&name, known.iter().map(String::as_str));
            let remedy = if near.is_empty() {
                "`show locations` lists what is proposed".to_owned()
            } else {
                format!("did you mean {}?", near.join(", or "))
            };
            return Err(Refusal::with_remedy(format!("no location “{name}” is proposed"), remedy));
        }
    }
    if proposals.is_empty() {
        return Err(Refusal::with_remedy(
            "no location is proposed: no sets without a location belong together by their names",
            "assign sets one by one with `assign-location`",
        ));
    }
    let names: Vec<String> = proposals.iter().map(|proposal| proposal.name.clone()).collect();
    for proposal in proposals {
        let known = editing.now.locations.values().find(|l| l.name.eq_ignore_ascii_case(&proposal.name));
        let location = known.map_or_else(|| editing.fresh::<LocationId>(), |location| location.id);
        if !editing.now.locations.contains_key(&location) {
            editing.put(Location::named(location, &proposal.name));
        }
        for id in &proposal.sets {
            let mut set = editing.now.sets[id].clone();
            // A part follows the set it is a part of.
            if set.parent.is_none_or(|parent| !proposal.sets.contains(&parent)) {
                set.location = Some(location);
                editing.put(set);
            }
        }
    }
    Ok(format!("made {}", names.join(", ")))
}

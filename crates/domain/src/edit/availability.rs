//! Commands on dates: when somebody, something or some place can be had.

use std::collections::BTreeSet;

use super::{Context, Usage, engagement, parse};
use crate::{
    BackgroundId, Date, DateRange, Editing, ElementId, EngagementId, LocationId, Refusal, SetId, State,
    calendar,
};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "available",
        arguments: "NAME DATES…|always",
        what: "say on which dates an engagement, element, background group, location or set can be had: \
               2027-05-04 2027-05-10..2027-05-20",
        run: available,
    },
    Usage {
        name: "unavailable",
        arguments: "NAME [also|except] DATES…|never",
        what: "say on which dates an engagement, element or location cannot be had; `also` on these besides those that are \
               known, or on those `except` these",
        run: unavailable,
    },
];

/// What has dates.
#[derive(Clone, Copy)]
enum Dated {
    Engagement(EngagementId),
    Element(ElementId),
    Background(BackgroundId),
    Location(LocationId),
    Set(SetId),
}

/// What a name means; `element:GUN` says which, where several are called so.
fn called(state: &State, text: &str) -> Result<Dated, Refusal> {
    let kinds: [(&str, Result<Dated, Refusal>); 5] = {
        let name =
            |kind: &str| text.strip_prefix(kind).and_then(|rest| rest.strip_prefix(':')).unwrap_or(text);
        [
            ("engagement", engagement::called(state, name("engagement")).map(Dated::Engagement)),
            ("element", state.element_called(name("element")).map(Dated::Element)),
            ("background", state.background_called(name("background")).map(Dated::Background)),
            ("location", state.location_called(name("location")).map(Dated::Location)),
            ("set", state.set_called(name("set")).map(Dated::Set)),
        ]
    };
    let found: Vec<&str> = kinds.iter().filter(|(_, found)| found.is_ok()).map(|(kind, _)| *kind).collect();
    if found.len() > 1 {
        let kinds: Vec<String> = found.iter().map(|kind| format!("{kind}:{text}")).collect();
        return Err(Refusal::with_remedy(
            format!("“{text}” means several things"),
            format!("write one of {}", kinds.join(", ")),
        ));
    }
    let near: Vec<String> =
        kinds.iter().filter_map(|(_, found)| found.as_ref().err()?.remedy.clone()).collect();
    kinds.into_iter().find_map(|(_, found)| found.ok()).ok_or_else(|| {
        let what = format!("there is no engagement, element, background group, location or set “{text}”");
        match near.into_iter().find(|remedy| remedy.starts_with("did you mean")) {
            Some(near) => Refusal::with_remedy(what, near),
            None => Refusal::new(what),
        }
    })
}

fn dates(context: &Context<'_>, all: &str) -> Result<Vec<DateRange>, Refusal> {
    let words = context.all(1)?;
    if words == [all] { Ok(Vec::new()) } else { parse::ranges(words) }
}

/// The dates that are said: all there are, or `also` and `except` those that are known.
fn changed(known: &[DateRange], context: &Context<'_>) -> Result<Vec<DateRange>, Refusal> {
    let text = context.rest(1)?;
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let (how, named) = words.split_first().map_or(("", &words[..]), |(how, named)| (how.as_str(), named));
    if named.is_empty() || !["also", "except"].contains(&how) {
        return dates(context, "never");
    }
    let mut dates: BTreeSet<Date> = known.iter().flat_map(DateRange::dates).collect();
    for date in parse::ranges(named)?.iter().flat_map(DateRange::dates) {
        if how == "also" {
            dates.insert(date);
        } else {
            dates.remove(&date);
        }
    }
    Ok(calendar::ranges(&dates))
}

fn available(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let name = context.arg(0)?;
    let (dated, dates) = (called(&editing.now, name)?, dates(context, "always")?);
    match dated {
        Dated::Engagement(id) => {
            let mut engagement = editing.now.engagements[&id].clone();
            engagement.available = dates;
            editing.put(engagement);
        }
        Dated::Element(id) => {
            let mut element = editing.now.elements[&id].clone();
            element.available = dates;
            editing.put(element);
        }
        Dated::Background(id) => {
            let mut group = editing.now.background[&id].clone();
            group.available = dates;
            editing.put(group);
        }
        Dated::Location(id) => {
            let mut location = editing.now.locations[&id].clone();
            location.available = dates;
            editing.put(location);
        }
        Dated::Set(id) => {
            let mut set = editing.now.sets[&id].clone();
            set.available = dates;
            editing.put(set);
        }
    }
    Ok(format!("{name} available: {}", context.rest(1)?))
}

fn unavailable(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let name = context.arg(0)?;
    match called(&editing.now, name)? {
        Dated::Engagement(id) => {
            let mut engagement = editing.now.engagements[&id].clone();
            engagement.unavailable = changed(&engagement.unavailable, context)?;
            editing.put(engagement);
        }
        Dated::Element(id) => {
            let mut element = editing.now.elements[&id].clone();
            element.unavailable = changed(&element.unavailable, context)?;
            editing.put(element);
        }
        Dated::Location(id) => {
            let mut location = editing.now.locations[&id].clone();
            location.unavailable = changed(&location.unavailable, context)?;
            editing.put(location);
        }
        Dated::Background(_) | Dated::Set(_) => {
            return Err(Refusal::with_remedy(
                format!("{name} has no dates on which it cannot be had"),
                "say when it can: available",
            ));
        }
    }
    Ok(format!("{name} unavailable: {}", context.rest(1)?))
}

//! Commands on engagements, and on doubles in scenes.

use super::{Context, Usage, parse, sheet};
use crate::resolve::{by_keyword, keyword};
use crate::{
    Editing, Engagement, EngagementId, EngagementKind, EntityKey, PerMille, Person, PersonId, Refusal, State,
    Terms,
};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "engage",
        arguments: "PERSON|nobody CHARACTER [actor|stunt-double|photo-double|stand-in]",
        what: "engage a person for a character; a double may be nobody yet",
        run: engage,
    },
    Usage {
        name: "end-engagement",
        arguments: "ENGAGEMENT",
        what: "end an engagement; the person stays",
        run: end_engagement,
    },
    Usage {
        name: "set-terms",
        arguments: "ENGAGEMENT daily RATE|weekly RATE|guarantee RATE WEEKS|flat AMOUNT|included|default",
        what: "say how somebody is paid",
        run: set_terms,
    },
    Usage {
        name: "set-fringe",
        arguments: "ENGAGEMENT THOUSANDTHS|default",
        what: "say the fringes on the pay",
        run: set_fringe,
    },
    Usage {
        name: "confirm-terms",
        arguments: "ENGAGEMENT yes|no",
        what: "say that somebody who knows confirmed the terms",
        run: confirm_terms,
    },
    Usage {
        name: "add-double",
        arguments: "SCENE CHARACTER stunt-double|photo-double|stand-in",
        what: "say that a scene needs a character's double",
        run: add_double,
    },
    Usage {
        name: "remove-double",
        arguments: "SCENE CHARACTER stunt-double|photo-double|stand-in",
        what: "say that it does not",
        run: remove_double,
    },
];

/// Most weeks of a guarantee.
const WEEKS: std::ops::RangeInclusive<u32> = 1..=520;

/// Who is engaged as a double before somebody is hired.
const NOBODY: &str = "nobody";

/// How people name an engagement, for help and refusals.
const HOW: &str = "name a character (its actor), “MARA stunt-double”, or a person";

fn engage(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let named = editing.now.person_called(text).map_err(|refusal| {
        let remedy = refusal.remedy.unwrap_or_else(|| format!("name the person first: add-person {text}"));
        Refusal::with_remedy(refusal.what, remedy)
    });
    // Somebody who is called so is meant by the name.
    let nobody = text == NOBODY && named.is_err();
    let named = if nobody { None } else { Some(named?) };
    let character = editing.now.character_called(context.arg(1)?)?;
    let word = context.optional(2).unwrap_or("actor");
    let kind = by_keyword("kind of engagement", word, &EngagementKind::NAMES)?;
    let role = editing.now.characters[&character].name.clone();
    if nobody && kind == EngagementKind::Actor {
        return Err(Refusal::with_remedy(
            format!("{role} needs no engagement while nobody plays it"),
            "without one it is planned at the production's day rate; name who plays it, or a kind of double",
        ));
    }
    let word = keyword(kind, &EngagementKind::NAMES);
    let known = editing.now.engagements.values().find(|e| e.character == character && e.kind == kind);
    if let Some(known) = known {
        let other = editing.now.people.get(&known.person).map_or("somebody", |p| p.name.as_str());
        return Err(Refusal::with_remedy(
            format!("{other} is engaged as {word} of {role} already"),
            format!("end that first: end-engagement “{role} {word}”"),
        ));
    }
    let person = match named {
        Some(person) => person,
        None => to_be_hired(editing, kind, &role)?,
    };
    let summary = format!("engaged {} as {word} of {role}", editing.now.people[&person].name);
    let id = editing.fresh();
    editing.put(Engagement::new(id, person, kind, character));
    Ok(summary)
}

/// A person of a working name, for a double whom nobody hired yet: `rename-person` gives the name that is known later.
fn to_be_hired(editing: &mut Editing<'_>, kind: EngagementKind, role: &str) -> Result<PersonId, Refusal> {
    let name = kind.to_be_hired(role);
    let waiting = editing.now.people.values().find(|person| person.name == name).map(|person| person.id);
    if let Some(waiting) = waiting {
        return Ok(waiting);
    }
    let name = parse::free_name("person", &name, std::iter::empty())?;
    let id = editing.fresh();
    editing.put(Person { id, name, birth_date: None, jurisdiction: None, school: Vec::new() });
    Ok(id)
}

/// The engagement that people call so: a character means its actor, `MARA stunt-double` another kind, and a
/// person the only engagement of that person.
pub(super) fn called(state: &State, text: &str) -> Result<EngagementId, Refusal> {
    let text = text.trim();
    let kind = EngagementKind::NAMES.iter().find_map(|(word, kind)| {
        let (role, last) = text.rsplit_once(' ')?;
        last.eq_ignore_ascii_case(word).then_some((role, *kind))
    });
    if let Some((role, kind)) = kind {
        return state.engagement_called(role, kind);
    }
    let mine: Vec<&Engagement> = match (state.character_called(text), state.person_called(text)) {
        (Ok(character), _) => state.engagements.values().filter(|e| e.character == character).collect(),
        (_, Ok(person)) => state.engagements.values().filter(|e| e.person == person).collect(),
        (Err(refusal), _) => {
            let what = format!("there is no character and no person “{text}”");
            return Err(Refusal::with_remedy(what, refusal.remedy.unwrap_or_else(|| HOW.to_owned())));
        }
    };
    let actor = mine.iter().find(|e| e.kind == EngagementKind::Actor && state.character_called(text).is_ok());
    match (actor, mine.as_slice()) {
        (Some(actor), _) => Ok(actor.id),
        (None, [one]) => Ok(one.id),
        (None, []) => Err(Refusal::with_remedy(
            format!("nobody is engaged for “{text}”"),
            "engage somebody first: engage PERSON CHARACTER",
        )),
        (None, several) => {
            let names: Vec<String> = several.iter().map(|e| name(state, e)).collect();
            Err(Refusal::with_remedy(
                format!("“{text}” has several engagements"),
                format!("name one of them: {}", names.join(", ")),
            ))
        }
    }
}

/// How [`called`] finds an engagement.
fn name(state: &State, engagement: &Engagement) -> String {
    format!("“{}”", state.engagement_words(engagement))
}

fn change(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    change: impl FnOnce(&mut Engagement) -> Result<String, Refusal>,
) -> Result<String, Refusal> {
    let id = called(&editing.now, context.arg(0)?)?;
    let mut engagement = editing.now.engagements[&id].clone();
    let what = change(&mut engagement)?;
    let person = editing.now.people.get(&engagement.person).map_or("?", |person| person.name.as_str());
    let summary = format!("{person}: {what}");
    editing.put(engagement);
    Ok(summary)
}

fn set_terms(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |engagement| {
        let words = context.all(1)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        engagement.terms = match words[..] {
            ["default"] => None,
            ["daily", rate] => Some(Terms::Daily { rate: parse::money(rate)? }),
            ["weekly", rate] => Some(Terms::Weekly { rate: parse::money(rate)? }),
            ["guarantee", rate, weeks] => Some(Terms::Guarantee {
                rate: parse::money(rate)?,
                weeks: parse::number("number of weeks", weeks, WEEKS)?,
            }),
            ["flat", amount] => Some(Terms::Flat { amount: parse::money(amount)? }),
            ["included"] => Some(Terms::Included),
            _ => {
                return Err(Refusal::with_remedy(
                    format!("“{}” are no terms", words.join(" ")),
                    "write daily RATE, weekly RATE, guarantee RATE WEEKS, flat AMOUNT, included or default",
                ));
            }
        };
        Ok(format!("terms {}", words.join(" ")))
    })
}

fn set_fringe(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |engagement| {
        let word = context.arg(1)?;
        let fringe = |word| parse::number("number of thousandths", word, 0..=1000).map(PerMille);
        engagement.fringe = if word == "default" { None } else { Some(fringe(word)?) };
        Ok(format!("fringe {word}"))
    })
}

fn confirm_terms(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    change(editing, context, |engagement| {
        let word = context.arg(1)?;
        engagement.confirmed = by_keyword("answer", word, &[("yes", true), ("no", false)])?;
        Ok(format!("terms confirmed: {word}"))
    })
}

fn end_engagement(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = called(&editing.now, &context.rest(0)?)?;
    let engagement = editing.now.engagements[&id].clone();
    let summary = format!("ended the engagement of {}", name(&editing.now, &engagement));
    if editing.now.consents.values().any(|consent| consent.engagement == id) {
        return Err(Refusal::with_remedy(
            "answers to stunts are recorded for this engagement, and their record stays",
            "say when they cannot work: unavailable",
        ));
    }
    for mut sheet in editing.now.sheets.clone().into_values().filter(|s| s.doubles.contains(&id)) {
        sheet.doubles.retain(|double| *double != id);
        editing.put(sheet);
    }
    for mut stunt in editing.now.stunts.clone().into_values().filter(|s| s.performer == Some(id)) {
        stunt.performer = None;
        editing.put(stunt);
    }
    for mut variant in editing.now.variants.clone().into_values().filter(|v| v.engagements.contains(&id)) {
        variant.engagements.retain(|engaged| *engaged != id);
        variant.version = editing.now.variant_version(&variant);
        editing.put(variant);
    }
    editing.remove(EntityKey::Engagement(id));
    Ok(summary)
}

fn double(editing: &Editing<'_>, context: &Context<'_>) -> Result<EngagementId, Refusal> {
    let role = context.arg(1)?;
    let kind = by_keyword("kind of double", context.arg(2)?, &EngagementKind::NAMES[1..])?;
    editing.now.engagement_called(role, kind).map_err(|refusal| match refusal.remedy {
        Some(remedy) if remedy.contains("[[cast]]") => {
            let kind = keyword(kind, &EngagementKind::NAMES);
            Refusal::with_remedy(
                refusal.what,
                format!("engage somebody first: engage PERSON|nobody {role} {kind}"),
            )
        }
        _ => refusal,
    })
}

fn add_double(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let id = double(editing, context)?;
    if !sheet.doubles.contains(&id) {
        sheet.doubles.push(id);
    }
    let (who, label) = (name(&editing.now, &editing.now.engagements[&id]), editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(format!("{label} needs {who}"))
}

fn remove_double(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let id = double(editing, context)?;
    sheet.doubles.retain(|double| *double != id);
    let (who, label) = (name(&editing.now, &editing.now.engagements[&id]), editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(format!("{label} does not need {who}"))
}

//! Commands on people.

use super::{Context, Usage, parse};
use crate::{Editing, EntityKey, Person, Refusal};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "add-person",
        arguments: "NAME…",
        what: "name somebody who may be engaged",
        run: add_person,
    },
    Usage {
        name: "rename-person",
        arguments: "PERSON NAME…",
        what: "give a person another name",
        run: rename_person,
    },
    Usage {
        name: "set-birth-date",
        arguments: "PERSON DATE|none",
        what: "say when a minor was born",
        run: set_birth_date,
    },
    Usage {
        name: "delete-person",
        arguments: "PERSON",
        what: "remove a person whom nobody engages",
        run: delete_person,
    },
];

fn add_person(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let taken = editing.now.people.values().map(|person| person.name.as_str());
    let name = parse::free_name("person", &context.rest(0)?, taken)?;
    let summary = format!("added {name}");
    editing.put(Person {
        id: editing.fresh(),
        name,
        birth_date: None,
        jurisdiction: None,
        school: Vec::new(),
    });
    Ok(summary)
}

fn person(editing: &Editing<'_>, context: &Context<'_>) -> Result<Person, Refusal> {
    let id = editing.now.person_called(context.arg(0)?)?;
    Ok(editing.now.people[&id].clone())
}

fn rename_person(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut person = person(editing, context)?;
    let others = editing.now.people.values().filter(|other| other.id != person.id);
    let name = parse::free_name("person", &context.rest(1)?, others.map(|other| other.name.as_str()))?;
    let old = std::mem::replace(&mut person.name, name.clone());
    editing.put(person);
    Ok(format!("{old} is now {name}"))
}

fn set_birth_date(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut person = person(editing, context)?;
    let word = context.arg(1)?;
    person.birth_date = if word == "none" { None } else { Some(parse::likely_date(word)?) };
    let summary = format!("birth date of {}: {word}", person.name);
    editing.put(person);
    Ok(summary)
}

fn delete_person(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let person = person(editing, context)?;
    if editing.now.engagements.values().any(|engagement| engagement.person == person.id) {
        return Err(Refusal::with_remedy(
            format!("{} is engaged", person.name),
            "end the engagement first: end-engagement",
        ));
    }
    editing.remove(EntityKey::Person(person.id));
    Ok(format!("deleted {}", person.name))
}

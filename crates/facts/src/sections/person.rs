//! `[[person]]`: people whom nobody engages yet; those who are engaged stand in `[[cast]]`.

use domain::{EntityKey, Person, PersonId, State};

use crate::error::{Outcome, Problem};
use crate::fact::Written;
use crate::section::{Desk, Fields, Key, Section, field, identity};

/// `[[person]]`.
pub(crate) struct People;

impl Section for People {
    type Id = PersonId;
    type Entry = Person;
    const NAME: &'static str = "person";
    const ABOUT: &'static str = "Somebody who may be engaged. The export writes here who is not engaged; all others stand in `[[cast]]`.";

    fn keys() -> Vec<Key<Person>> {
        vec![
            identity("name", "The name; a new one makes a person.", "a text", |person: &Person, _, _| {
                Some(Written::plain(person.name.as_str()))
            }),
            field!(Person, "birth_date", "Birth date, for minors.", birth_date),
            field!(
                Person,
                "jurisdiction",
                "Whose rules for minors apply, when not the production's.",
                jurisdiction
            ),
            field!(Person, "school", "Dates on which the minor goes to school.", school),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<PersonId>> {
        Ok(desk.now().person_called(&fields.need("name")?).ok())
    }
    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<PersonId> {
        let (id, name) = (desk.editing.fresh(), fields.need("name")?);
        desk.editing.put(Person { id, name, birth_date: None, jurisdiction: None, school: Vec::new() });
        Ok(id)
    }
    fn load(id: PersonId, state: &State) -> Option<Person> {
        state.people.get(&id).cloned()
    }
    fn store(entry: Person, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        desk.editing.put(entry);
        Ok(())
    }

    fn delete(id: PersonId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if desk.now().engagements.values().any(|engagement| engagement.person == id) {
            let remedy = "end the engagement first: [[cast]] … delete = true";
            return Problem::err(fields.span_of("delete"), "this person is engaged", remedy);
        }
        desk.editing.remove(EntityKey::Person(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<PersonId> {
        let engaged = |id: &PersonId| state.engagements.values().any(|e| e.person == *id);
        state.people.keys().copied().filter(|id| !engaged(id)).collect()
    }
    fn label(id: PersonId, state: &State) -> String {
        format!("person {}", state.people.get(&id).map_or("", |person| person.name.as_str()))
    }
}

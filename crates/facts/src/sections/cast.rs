//! `[[cast]]`: characters, the people who play or double them, and their terms.

use domain::resolve::nearest;
use domain::{
    Character, CharacterId, Date, DateRange, Engagement, EngagementId, EngagementKind, EntityKey, Minutes,
    PerMille, Person, SceneNumber, State,
};

use super::production::{fringe, price};
use super::terms::{Parts, TermsKind};
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Section, field, flag, identity, required};

/// `[[cast]]`.
pub(crate) struct Cast;

/// A character and one engagement for it.
pub(crate) struct Entry {
    character: Character,
    kind: EngagementKind,
    engagement: Option<Engagement>,
    person: Option<String>,
    terms: Parts,
    /// The export says the facts of the character, and those of the person, in one entry only: who edits it
    /// there is not overruled by another entry.
    says_character: bool,
    says_person: bool,
    /// Facts of the engagement and of the person, gathered before either is made.
    hired: Hired,
}

/// What is said of an engagement and its person.
#[derive(Clone, Default, PartialEq)]
struct Hired {
    fringe: Option<PerMille>,
    drop: Option<bool>,
    available: Vec<DateRange>,
    unavailable: Vec<DateRange>,
    travel: u32,
    hold: Option<PerMille>,
    off: Option<PerMille>,
    travel_pay: Option<PerMille>,
    dropped: Option<DateRange>,
    rest: Option<Minutes>,
    confirmed: bool,
    birth_date: Option<Date>,
    jurisdiction: Option<String>,
    school: Vec<DateRange>,
}

impl Hired {
    fn of(engagement: &Engagement, person: Option<&Person>) -> Self {
        Self {
            fringe: engagement.fringe,
            drop: engagement.drop,
            available: engagement.available.clone(),
            unavailable: engagement.unavailable.clone(),
            travel: engagement.travel_days,
            hold: engagement.hold,
            off: engagement.off,
            travel_pay: engagement.travel_pay,
            dropped: engagement.dropped,
            rest: engagement.rest,
            confirmed: engagement.confirmed,
            birth_date: person.and_then(|p| p.birth_date),
            jurisdiction: person.and_then(|p| p.jurisdiction.clone()),
            school: person.map(|p| p.school.clone()).unwrap_or_default(),
        }
    }
}

impl Section for Cast {
    type Id = (CharacterId, EngagementKind);
    type Entry = Entry;
    const NAME: &'static str = "cast";
    const ABOUT: &'static str = "A character and who is engaged for it. An entry is one character and one kind of engagement: a lead and the lead's stunt double are two entries. Without `character` the board ID says who is meant; with both, the character gets that board ID. `delete` ends the engagement; a character that nothing else needs goes with it.";

    fn keys() -> Vec<Key<Entry>> {
        let mut keys = role_keys();
        keys.extend(engagement_keys());
        keys
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<Self::Id>> {
        let kind = fields.read("kind", desk.now())?.unwrap_or(EngagementKind::Actor);
        let known = match (fields.word("character")?, fields.word("board")?) {
            (Some(name), _) => called(&name, desk.now()),
            (None, Some(board)) => {
                let found = desk.now().character_called(&board);
                Some(found.map_err(|refusal| Problem::refused(fields.span_of("board"), refusal))?)
            }
            (None, None) => return fields.missing("character"),
        };
        let deletes = fields.read("delete", desk.now())?.unwrap_or(false);
        let engaged = |id| desk.now().engagements.values().any(|e| e.character == id && e.kind == kind);
        Ok(known.filter(|id| !deletes || engaged(*id)).map(|id| (id, kind)))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<Self::Id> {
        let kind = fields.read("kind", desk.now())?.unwrap_or(EngagementKind::Actor);
        let id: CharacterId = desk.editing.fresh();
        desk.editing.put(Character {
            id,
            name: fields.need("character")?,
            aliases: Vec::new(),
            board_id: String::new(),
            board_id_frozen: false,
            not_names: Vec::new(),
            watch: None,
        });
        Ok((id, kind))
    }

    fn load((id, kind): Self::Id, state: &State) -> Option<Entry> {
        let character = state.characters.get(&id)?.clone();
        let engagement = state.engagements.values().find(|e| e.character == id && e.kind == kind).cloned();
        let person = engagement.as_ref().and_then(|e| state.people.get(&e.person));
        let kinds = state.engagements.values().filter(|e| e.character == id).map(|e| e.kind);
        let of_person = state
            .engagements
            .values()
            .filter(|e| engagement.as_ref().is_some_and(|me| me.person == e.person));
        Some(Entry {
            character,
            kind,
            says_character: kinds.min().is_none_or(|first| first == kind),
            says_person: of_person.map(|e| e.id).min() == engagement.as_ref().map(|e| e.id),
            person: person.map(|p| p.name.clone()),
            terms: Parts::of(engagement.as_ref().and_then(|e| e.terms)),
            hired: engagement.as_ref().map(|e| Hired::of(e, person)).unwrap_or_default(),
            engagement,
        })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        store_role(&entry.character, fields, desk)?;
        // A double of somebody in the script may be nobody yet.
        let is_double = entry.kind != EngagementKind::Actor && is_in_a_scene(desk.now(), entry.character.id);
        let working_name = || is_double.then(|| entry.kind.to_be_hired(&entry.character.name));
        let Some(person) = entry.person.clone().or_else(working_name) else {
            if entry.terms == Parts::default() && entry.hired == Hired::default() {
                return Ok(());
            }
            let what = format!("nobody is engaged for {} yet", entry.character.name);
            let add = "add person = \"…\"; a working name will do";
            let is_other = |other: &&Character| other.id != entry.character.id;
            let others = desk.now().characters.values().filter(is_other).map(|other| other.name.as_str());
            let near = nearest(&entry.character.name, others);
            // Who is in the script is meant; a name that nothing else knows may be misspelt.
            let remedy = if near.is_empty() || is_in_a_scene(desk.now(), entry.character.id) {
                add.to_owned()
            } else {
                format!("did you mean {}? Otherwise {add}", near.join(", or "))
            };
            return Problem::err(fields.span.clone(), what, remedy);
        };
        let before = entry.engagement;
        let terms = entry.terms.together(before.as_ref().and_then(|e| e.terms), fields)?;
        let left = before.as_ref().map(|e| e.person);
        let was = before.as_ref().map(|e| Hired::of(e, desk.now().people.get(&e.person)));
        let person = put_person(&person, &entry.hired, &was.unwrap_or_default(), fields, desk);
        let hired = entry.hired;
        desk.editing.put(Engagement {
            id: before.map_or_else(|| desk.editing.fresh(), |e| e.id),
            person,
            kind: entry.kind,
            character: entry.character.id,
            terms,
            fringe: hired.fringe,
            drop: hired.drop,
            available: hired.available,
            unavailable: hired.unavailable,
            travel_days: hired.travel,
            hold: hired.hold,
            off: hired.off,
            travel_pay: hired.travel_pay,
            dropped: hired.dropped,
            rest: hired.rest,
            confirmed: hired.confirmed,
        });
        forget_unengaged(left, desk);
        Ok(())
    }

    fn delete((id, kind): Self::Id, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let found = desk.now().engagements.values().find(|e| e.character == id && e.kind == kind).cloned();
        if let Some(engagement) = found {
            if desk.now().consents.values().any(|consent| consent.engagement == engagement.id) {
                let why = "answers to stunts are recorded for this engagement, and their record stays";
                let remedy = "name another person, or say when this one is unavailable";
                return Problem::err(fields.span_of("delete"), why, remedy);
            }
            release(engagement.id, desk);
            forget_unengaged(Some(engagement.person), desk);
        }
        forget_unused(id, desk);
        Ok(())
    }

    fn finish(desk: &mut Desk<'_>) -> Outcome<()> {
        number_the_new(desk);
        let mut problems = Vec::new();
        for (id, span) in &desk.board_ids {
            let Some(character) = desk.now().characters.get(id) else { continue };
            let same =
                desk.now().characters.values().find(|other| {
                    other.id != *id && other.board_id.eq_ignore_ascii_case(&character.board_id)
                });
            if let Some(other) = same {
                let message = format!("board ID {} is also {}'s", character.board_id, other.name);
                problems.push(Problem::new(span.clone(), message, "give one of them another"));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn all(state: &State) -> Vec<Self::Id> {
        let mut characters: Vec<&Character> =
            state.characters.values().filter(|c| called(&c.name, state) == Some(c.id)).collect();
        characters.sort_by_key(|character| SceneNumber::new(&character.board_id));
        let engaged = |id| {
            let of = state.engagements.values().filter(move |e| e.character == id);
            let mut kinds: Vec<EngagementKind> = of.map(|e| e.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            if kinds.is_empty() { vec![EngagementKind::Actor] } else { kinds }
        };
        characters.iter().flat_map(|c| engaged(c.id).into_iter().map(|kind| (c.id, kind))).collect()
    }

    fn has_key(entry: &Entry, key: &Key<Entry>) -> bool {
        match key.name {
            "board" | "aliases" | "not_names" | "watch" => entry.says_character,
            "birth_date" | "jurisdiction" | "school" => entry.says_person,
            _ => true,
        }
    }

    fn label((id, kind): Self::Id, state: &State) -> String {
        let name = state.characters.get(&id).map_or("", |character| character.name.as_str());
        match kind {
            EngagementKind::Actor => format!("cast {name}"),
            kind => {
                let kind = kind.write(state).map(|kind| kind.shown).unwrap_or_default();
                format!("cast {name} ({kind})")
            }
        }
    }
}

fn role_keys() -> Vec<Key<Entry>> {
    vec![
        identity(
            "character",
            "The character's name; a new one makes a character.",
            "a text",
            |e: &Entry, _, _| Some(Written::plain(e.character.name.as_str())),
        ),
        Key {
            role: crate::section::Role::Fact,
            ..identity(
                "board",
                "Board ID: letters and digits, unique.",
                "a board ID: \"1\", \"1x\"",
                |e: &Entry, _, _| Some(Written::plain(e.character.board_id.as_str())),
            )
        },
        Key {
            role: crate::section::Role::Identity,
            ..required!(Entry, "kind", "As what; `actor` when nothing is said.", kind)
        },
        field!(Entry, "aliases", "Other names that the script uses.", character.aliases).imported(),
        field!(
            Entry,
            "not_names",
            "Names and nouns that do not mean this character: the breakdown has learnt it.",
            character.not_names
        ),
        field!(Entry, "watch", "Why it is to be watched in every shot.", character.watch),
    ]
}

fn engagement_keys() -> Vec<Key<Entry>> {
    vec![
        Key {
            reset: None,
            ..field!(Entry, "person", "Who is engaged; a new name makes a person. Without it a double has a working name until somebody is hired.", person)
        },
        field!(Entry, "terms", "How they are paid: `rate` is a day's or a week's, `flat` has an `amount`, a guarantee has `weeks`, `included` is paid under another engagement of the person.", terms.kind)
            .or(|e, _, s| if e.engagement.is_some() { TermsKind::Daily.write(s) } else { None }),
        Key {
            reset: None,
            ..field!(Entry, "rate", "Pay of a day or a week; alone it means daily terms.", terms.rate).or(|e, _, s| {
                let unsaid = e.engagement.as_ref().is_some_and(|e| e.terms.is_none());
                if unsaid { price(s.production.prices.cast_day(), s) } else { None }
            })
        },
        Key { reset: None, ..field!(Entry, "amount", "The sum of flat terms.", terms.amount) },
        Key { reset: None, ..field!(Entry, "weeks", "Weeks that are guaranteed.", terms.weeks) },
        field!(Entry, "fringe", "Fringes on the pay.", hired.fringe)
            .or(|e, _, s| if e.engagement.is_some() { fringe(s) } else { None }),
        field!(Entry, "drop", "May be dropped and picked up once; otherwise as the terms allow.", hired.drop),
        field!(Entry, "dropped", "The drop that was agreed: last work date before it, and pick-up date; no other is made then.", hired.dropped),
        field!(Entry, "hold", "What a hold date of daily terms is paid, per mille of a day; otherwise all of it.", hired.hold),
        field!(Entry, "off", "What a company day off between two paid dates is paid, per mille of a day; otherwise nothing.", hired.off),
        field!(Entry, "available", "Dates on which they can work; none: all.", hired.available),
        field!(Entry, "unavailable", "Dates on which they cannot.", hired.unavailable),
        flag!(Entry, "travel", "Travel days before the first and after the last work day.", hired.travel),
        field!(Entry, "travel_pay", "What a travel day is paid, per mille of a day; otherwise all of it.", hired.travel_pay),
        field!(Entry, "rest", "Rest they are owed, when not the production's.", hired.rest),
        flag!(Entry, "confirmed", "The terms were confirmed by somebody who knows.", hired.confirmed),
        field!(Entry, "birth_date", "The person's birth date, for minors.", hired.birth_date),
        field!(Entry, "jurisdiction", "Whose rules for minors apply, when not the production's.", hired.jurisdiction),
        field!(Entry, "school", "Dates on which the minor goes to school.", hired.school),
    ]
}

/// The character of that name or other name: a board ID does not count where a name is asked for.
fn called(name: &str, state: &State) -> Option<CharacterId> {
    let wanted = name.trim().to_lowercase();
    let is = |text: &str| text.trim().to_lowercase() == wanted;
    let by_name = state.characters.values().find(|c| is(&c.name));
    by_name.or_else(|| state.characters.values().find(|c| c.aliases.iter().any(|a| is(a)))).map(|c| c.id)
}

fn is_in_a_scene(state: &State, id: CharacterId) -> bool {
    state.sheets.values().any(|sheet| sheet.presence.contains_key(&id))
}

fn store_role(character: &Character, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
    let mut character = character.clone();
    if let Some(board) = fields.word("board")?.filter(|_| fields.has("character")) {
        let span = fields.span_of("board");
        if !board.chars().all(char::is_alphanumeric) {
            return Problem::err(span, format!("“{board}” is no board ID"), "write letters and digits only");
        }
        if character.board_id_frozen && character.board_id != board {
            let message = format!("{}'s board ID was issued and stays", character.name);
            return Problem::err(span, message, format!("leave it at {}", character.board_id));
        }
        if let Some(first) = desk.board_ids.insert(character.id, span.clone())
            && character.board_id != board
        {
            desk.board_ids.insert(character.id, first);
            let message = format!("{} has two board IDs in this file", character.name);
            return Problem::err(span, message, "give it one");
        }
        character.board_id = board;
    }
    desk.editing.put(character);
    Ok(())
}

/// Gives the next free numbers to characters that were made without a board ID.
fn number_the_new(desk: &mut Desk<'_>) {
    let new: Vec<Character> =
        desk.now().characters.values().filter(|c| c.board_id.is_empty()).cloned().collect();
    let mut next = 1;
    for mut character in new {
        while desk.now().characters.values().any(|c| c.board_id == next.to_string()) {
            next += 1;
        }
        character.board_id = next.to_string();
        desk.editing.put(character);
    }
}

/// Makes or changes a person. What the entry does not say of a person who is known stays.
fn put_person(
    name: &str,
    hired: &Hired,
    was: &Hired,
    fields: &Fields<'_>,
    desk: &mut Desk<'_>,
) -> domain::PersonId {
    let known = desk.now().person_called(name).ok().and_then(|id| desk.now().people.get(&id)).cloned();
    let mut person = known.unwrap_or_else(|| Person {
        id: desk.editing.fresh(),
        name: name.trim().to_owned(),
        birth_date: None,
        jurisdiction: None,
        school: Vec::new(),
    });
    if fields.has("birth_date") || hired.birth_date != was.birth_date {
        person.birth_date = hired.birth_date;
    }
    if fields.has("jurisdiction") || hired.jurisdiction != was.jurisdiction {
        person.jurisdiction.clone_from(&hired.jurisdiction);
    }
    if fields.has("school") || hired.school != was.school {
        person.school.clone_from(&hired.school);
    }
    let id = person.id;
    desk.editing.put(person);
    id
}

/// Takes an engagement off everything that names it.
fn release(id: EngagementId, desk: &mut Desk<'_>) {
    for mut sheet in desk.now().sheets.clone().into_values().filter(|s| s.doubles.contains(&id)) {
        sheet.doubles.retain(|double| *double != id);
        desk.editing.put(sheet);
    }
    for mut stunt in desk.now().stunts.clone().into_values().filter(|s| s.performer == Some(id)) {
        stunt.performer = None;
        desk.editing.put(stunt);
    }
    for mut variant in desk.now().variants.clone().into_values().filter(|v| v.engagements.contains(&id)) {
        variant.engagements.retain(|engaged| *engaged != id);
        desk.editing.put(variant);
    }
    desk.editing.remove(EntityKey::Engagement(id));
}

/// A person whom nobody engages any more is no fact.
fn forget_unengaged(person: Option<domain::PersonId>, desk: &mut Desk<'_>) {
    if let Some(person) = person
        && !desk.now().engagements.values().any(|e| e.person == person)
    {
        desk.editing.remove(EntityKey::Person(person));
    }
}

/// A character that no script, no action and no engagement needs goes.
fn forget_unused(id: CharacterId, desk: &mut Desk<'_>) {
    let state = desk.now();
    let engaged = state.engagements.values().any(|e| e.character == id);
    let present = state.sheets.values().any(|sheet| sheet.presence.contains_key(&id));
    let acts =
        state.actions.values().any(|a| a.doer == id || a.receivers.contains(&id) || a.others.contains(&id));
    if !engaged && !present && !acts {
        desk.editing.remove(EntityKey::Character(id));
    }
}

//! `[[sheet]]`: what a scene needs that the script does not say, and scenes that are shot in parts.

use std::collections::BTreeMap;

use domain::{
    CharacterId, EngagementId, EngagementKind, EntityKey, Presence, PresenceClaim, Review, Sheet, SheetId,
    SheetStatus, State,
};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, items, one_of, read_keyword, wrong_type};
use crate::names::{ENGAGEMENT, read_engagement, sheet_called, write_engagements};
use crate::section::{Desk, Fields, Key, Role, Section, field, identity, required};

use super::scene::{give_heading, make_scene, make_sheet};

/// `[[sheet]]`.
pub(crate) struct Sheets;

/// Which entry: the splitting of a scene, or a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    /// The scene whose first part this is.
    Split(SheetId),
    Sheet(SheetId),
}

/// A sheet, or the number of parts of a scene.
pub(crate) struct Entry {
    label: String,
    heading: Option<String>,
    parts: Option<u32>,
    sheet: Sheet,
}

impl Section for Sheets {
    type Id = Id;
    type Entry = Entry;
    const NAME: &'static str = "sheet";
    const ABOUT: &'static str = "A breakdown sheet: a scene, several, or a part of one. `parts = 4` splits a scene; entries for `\"40 pt 1\"` and so on may follow in the same file. `\"12/13\"` combines scenes. A new number with a `heading` makes a scene.";

    fn keys() -> Vec<Key<Entry>> {
        let mut keys = vec![
            identity("scene", "The scene.", "a scene: \"12\", \"12A\", \"40 pt 2\"", |e: &Entry, _, _| {
                Some(Written::plain(e.label.as_str()))
            }),
            identity("part", "Which part of the scene; the same as \"40 pt 2\".", "a part: 2", |_, _, _| {
                None
            }),
            identity("parts", "Shoot the scene in so many parts.", "2 to 50", |e: &Entry, _, _| {
                e.parts.map(|parts| Written::plain(i64::from(parts)))
            }),
        ];
        keys.extend(facts());
        keys
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<Id>> {
        if fields.has("parts") {
            return find_split(fields, desk);
        }
        let mut label = fields.need("scene")?;
        if let Some(part) = fields.word("part")? {
            label = format!("{label} pt {part}");
        }
        match sheet_called(desk.now(), &label) {
            Ok(id) => Ok(Some(Id::Sheet(id))),
            Err(_) if can_be_made(&label, fields, desk.now()) => Ok(None),
            Err(refusal) => Err(Problem::refused(fields.span_of("scene"), refusal)),
        }
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<Id> {
        let label = fields.need("scene")?;
        let sheet = find_or_make(&label, fields, desk)?;
        if !fields.has("parts") {
            return Ok(Id::Sheet(sheet));
        }
        let parts = fields.read("parts", desk.now())?.unwrap_or(0);
        let ids = domain::edit::split(&mut desk.editing, sheet, parts)
            .map_err(|refusal| Problem::refused(fields.span_of("parts"), refusal))?;
        ids.first().map_or_else(|| fields.missing("parts"), |first| Ok(Id::Split(*first)))
    }

    fn load(id: Id, state: &State) -> Option<Entry> {
        match id {
            Id::Sheet(id) => {
                let sheet = state.sheets.get(&id)?.clone();
                Some(Entry { label: state.label(id), heading: None, parts: None, sheet })
            }
            Id::Split(id) => {
                let sheet = state.sheets.get(&id)?.clone();
                let label = state.label(id);
                let whole = label.split_once(" pt ").map_or(label.as_str(), |(whole, _)| whole).to_owned();
                Some(Entry { label: whole, heading: None, parts: sheet.part.map(|part| part.of), sheet })
            }
        }
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if entry.parts.is_some() {
            let other = fields.table.keys().find(|key| !["scene", "parts"].contains(&key.get_ref().as_ref()));
            return other.map_or(Ok(()), |key| {
                let remedy = format!("write it in [[sheet]] scene = \"{} pt 1\" and so on", entry.label);
                Problem::err(key.span(), "this scene is shot in parts", remedy)
            });
        }
        let mut sheet = entry.sheet;
        if fields.has("minutes") && sheet.minutes.is_some_and(|minutes| minutes.0 < 1) {
            return Problem::err(
                fields.span_of("minutes"),
                "a strip takes at least a minute",
                "write 1 or more",
            );
        }
        for (key, list) in [("before", &sheet.before), ("with", &sheet.with), ("apart", &sheet.apart)] {
            if fields.has(key) && list.contains(&sheet.id) {
                return Problem::err(fields.span_of(key), "a scene is named beside itself", "leave it out");
            }
        }
        if let (Some(heading), Some(scene)) = (entry.heading, sheet.scenes.first()) {
            if sheet.scenes.len() > 1 {
                let remedy = "write it in [[scene]] number = \"…\"";
                return Problem::err(fields.span_of("heading"), "this sheet has several scenes", remedy);
            }
            give_heading(*scene, &heading, fields, desk)?;
            let now = desk.now().sheets.get(&sheet.id).map(|sheet| sheet.set);
            sheet.set = now.filter(|_| !fields.has("set")).unwrap_or(sheet.set);
        }
        let before = desk.now().sheets.get(&sheet.id).map(|before| before.status);
        let (id, after) = (sheet.id, sheet.status);
        desk.editing.put(sheet);
        if before != Some(after) {
            domain::edit::settle_omitted(&mut desk.editing, id);
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<Id> {
        let mut sheets: Vec<&Sheet> = state.sheets.values().collect();
        let place = |sheet: &Sheet| {
            let order =
                state.scenes_of(sheet).map(|scene| scene.versions.last().map_or(0, |v| v.order)).min();
            (order.unwrap_or(u32::MAX), sheet.part.map_or(0, |part| part.index), sheet.id)
        };
        sheets.sort_by_key(|sheet| place(sheet));
        let known = sheets.iter().filter(|s| sheet_called(state, &state.label(s.id)).ok() == Some(s.id));
        let ids = known.flat_map(|sheet| {
            let splits = sheet.part.is_some_and(|part| part.index == 1).then_some(Id::Split(sheet.id));
            splits.into_iter().chain(std::iter::once(Id::Sheet(sheet.id)))
        });
        ids.collect()
    }

    fn comes_first(fields: &Fields<'_>) -> bool {
        let combined = fields.word("scene").ok().flatten().is_some_and(|scene| is_combined(&scene));
        fields.has("parts") || combined || fields.has("heading")
    }

    fn finish(desk: &mut Desk<'_>) -> Outcome<()> {
        forget_unused_sets(desk);
        Ok(())
    }

    fn has_key(entry: &Entry, key: &Key<Entry>) -> bool {
        entry.parts.is_none() || key.role == Role::Identity
    }

    fn label(id: Id, state: &State) -> String {
        let label = Self::load(id, state).map(|entry| entry.label).unwrap_or_default();
        match id {
            Id::Sheet(_) => format!("sheet {label}"),
            Id::Split(_) => format!("scene {label}"),
        }
    }
}

/// Does a label name several scenes on one sheet: `12/13`?
fn is_combined(label: &str) -> bool {
    label.contains('/') && !label.contains(" pt ")
}

/// A scene without a sheet, a scene with a heading, and scenes that are to be on one sheet.
fn can_be_made(label: &str, fields: &Fields<'_>, state: &State) -> bool {
    let scene = state.scene_numbered(&domain::SceneNumber::new(label));
    let bare = scene.is_some_and(|scene| !state.sheets.values().any(|s| s.scenes.contains(&scene)));
    bare || (scene.is_none() && fields.has("heading")) || is_combined(label)
}

fn find_or_make(label: &str, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<SheetId> {
    let refused = |refusal| Problem::refused(fields.span_of("scene"), refusal);
    match sheet_called(desk.now(), label) {
        Ok(sheet) => Ok(sheet),
        Err(_) if is_combined(label) => {
            let sheets: Result<Vec<SheetId>, _> =
                label.split('/').map(|scene| sheet_called(desk.now(), scene)).collect();
            domain::edit::combine(&mut desk.editing, &sheets.map_err(refused)?).map_err(refused)
        }
        Err(refusal) if !can_be_made(label, fields, desk.now()) => Err(refused(refusal)),
        Err(_) => {
            let scene = match desk.now().scene_numbered(&domain::SceneNumber::new(label)) {
                Some(scene) => scene,
                None => make_scene(label, "scene", fields, desk)?,
            };
            let sheet = make_sheet(scene, desk);
            domain::edit::settle_omitted(&mut desk.editing, sheet);
            Ok(sheet)
        }
    }
}

/// Sets that headings made and in which nothing plays after all.
fn forget_unused_sets(desk: &mut Desk<'_>) {
    // The highest ids first: a part before what it is a part of.
    for set in std::mem::take(&mut desk.made_sets).into_iter().rev() {
        let state = desk.now();
        let used = state.sheets.values().any(|sheet| sheet.set == set)
            || state.sets.values().any(|other| other.parent == Some(set))
            || state.sets.get(&set).is_some_and(|set| set.location.is_some());
        if !used {
            desk.editing.remove(EntityKey::ScriptSet(set));
        }
    }
}

/// The split that an entry with `parts` asks for, if the scene is split so already.
fn find_split(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<Id>> {
    let parts: Option<u32> = fields.read("parts", desk.now())?;
    let scene = fields.need("scene")?;
    let first = sheet_called(desk.now(), &format!("{scene} pt 1")).ok();
    let of = first.and_then(|id| desk.now().sheets.get(&id)).and_then(|sheet| sheet.part).map(|p| p.of);
    match (first, of) {
        (Some(first), of) if of == parts => Ok(Some(Id::Split(first))),
        (Some(_), Some(of)) => Problem::err(
            fields.span_of("parts"),
            format!("scene {scene} is shot in {of} parts already"),
            "undo the split first",
        ),
        _ => Ok(None),
    }
}

fn facts() -> Vec<Key<Entry>> {
    vec![
        Key {
            write: |_, _, _| None,
            reset: None,
            ..field!(
                Entry,
                "heading",
                "The heading of its scene; with a new number it makes the scene. The export says it in `[[scene]]`.",
                heading
            )
        },
        required!(Entry, "set", "Where it plays.", sheet.set),
        required!(Entry, "eighths", "Script length.", sheet.eighths),
        field!(Entry, "minutes", "Minutes it takes; otherwise estimated from the pages.", sheet.minutes)
            .or(|e, _, s| s.estimate(e.sheet.eighths).write(s)),
        field!(
            Entry,
            "light",
            "What the camera needs; otherwise proposed from heading and location.",
            sheet.light
        )
        .or(|e, _, s| s.light_of(&Sheet { light: None, ..e.sheet.clone() }).write(s)),
        field!(Entry, "unit", "The unit that shoots it.", sheet.unit)
            .or(|_, _, s| s.main_unit().and_then(|unit| unit.id.write(s))),
        field!(
            Entry,
            "story_day",
            "Day of the story: D1, N1; otherwise proposed from the script.",
            sheet.story_day
        )
        .or(|e, _, s| s.story_day_of(&Sheet { story_day: None, ..e.sheet.clone() }).map(Written::plain)),
        field!(Entry, "synopsis", "What happens, in a line.", sheet.synopsis).imported(),
        field!(Entry, "comments", "Anything else.", sheet.comments),
        Key {
            reset: Some(|entry, _| entry.sheet.status = SheetStatus::Planned),
            ..required!(Entry, "status", "How far it is shot.", sheet.status)
        },
        field!(Entry, "before", "Scenes that must be shot after this one.", sheet.before),
        field!(Entry, "with", "Scenes that must be shot on the same day of the same unit.", sheet.with),
        field!(Entry, "apart", "Scenes that must be shot on another date.", sheet.apart),
        presence_key(),
        doubles_key(),
    ]
}

/// What a presence table may say of a character.
const CLAIMS: [(&str, Claim); 6] = [
    ("speaking", Claim::Is(Presence::Speaking)),
    ("silent", Claim::Is(Presence::Silent)),
    ("voice-only", Claim::Is(Presence::VoiceOnly)),
    ("background", Claim::Is(Presence::Background)),
    ("rejected", Claim::Rejected),
    ("none", Claim::None),
];

#[derive(Clone, Copy)]
enum Claim {
    Is(Presence),
    Rejected,
    None,
}

/// In a presence table, everybody who is not named.
const OTHERS: &str = "*";

fn presence_key() -> Key<Entry> {
    Key {
        name: "presence",
        about: "Who is in it, and how; a character that is not named stays as it is. `rejected` refuses a suggestion, \
                `none` removes a character, a `?` behind the word leaves it a suggestion. `\"*\" = \"none\"` removes \
                everybody who is not named."
            .into(),
        expects: format!("a table of characters: {{ MARA = \"silent\" }}, each {}", one_of(&CLAIMS)),
        read: |entry: &mut Entry, key, node, state| read_presence(&mut entry.sheet, key, node, state),
        write: |entry, _, state| {
            let claims = entry.sheet.presence.iter().filter_map(|(id, claim)| {
                Some((crate::names::character_name(state, *id)?.to_owned(), write_claim(claim, state)?))
            });
            let others = std::iter::once((OTHERS.to_owned(), Written::plain("none")));
            let written = Written::table(claims.chain(others));
            Some(Written { shown: written.shown.replace(", * none", "").replace("* none", "nobody"), ..written })
        },
        default: None,
        reset: None,
        role: Role::Fact,
    }
}

fn write_claim(claim: &PresenceClaim, _: &State) -> Option<Written> {
    let word = domain::resolve::keyword(claim.presence, &Presence::NAMES);
    Some(match claim.review {
        Review::Accepted => Written::plain(word),
        Review::Suggested => Written::plain(format!("{word}?")),
        Review::Rejected => Written::plain("rejected"),
    })
}

fn read_presence(sheet: &mut Sheet, key: &Key<Entry>, node: &Node<'_>, state: &State) -> Outcome<()> {
    let Some(table) = node.get_ref().as_table() else { return wrong_type(node, &key.expects) };
    let (mut problems, mut named) = (Vec::new(), BTreeMap::new());
    let mut alone = false;
    for (name, value) in table {
        if name.get_ref() == OTHERS {
            alone = value.get_ref().as_str() == Some("none");
            if !alone {
                let remedy = "write \"*\" = \"none\"";
                problems.push(Problem::new(value.span(), "the others can only be removed", remedy));
            }
            continue;
        }
        let character =
            state.character_called(name.get_ref()).map_err(|refusal| Problem::refused(name.span(), refusal));
        match (character, read_claim(value)) {
            (Ok(character), Ok(claim)) => {
                if named.insert(character, claim).is_some() {
                    let message = format!("“{}” is named twice, by two names", name.get_ref());
                    problems.push(Problem::new(name.span(), message, "leave one of them out"));
                }
            }
            (character, claim) => {
                problems.extend(character.err().into_iter().flatten());
                problems.extend(claim.err().into_iter().flatten());
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    sheet.presence.retain(|id, _| !alone || named.contains_key(id));
    named.into_iter().for_each(|(id, (claim, review))| claim_presence(sheet, id, claim, review));
    Ok(())
}

fn read_claim(node: &Node<'_>) -> Outcome<(Claim, Review)> {
    let Some(text) = node.get_ref().as_str() else { return wrong_type(node, &one_of(&CLAIMS)) };
    if let Some(word) = text.strip_suffix('?') {
        let presence = domain::resolve::by_keyword("kind of presence", word, &Presence::NAMES);
        let presence = presence.map_err(|refusal| Problem::refused(node.span(), refusal))?;
        return Ok((Claim::Is(presence), Review::Suggested));
    }
    Ok((read_keyword(node, "kind of presence", &CLAIMS)?, Review::Accepted))
}

fn claim_presence(sheet: &mut Sheet, id: CharacterId, claim: Claim, review: Review) {
    let Claim::Is(presence) = claim else {
        if matches!(claim, Claim::None) {
            sheet.presence.remove(&id);
            return;
        }
        let rejected =
            PresenceClaim { presence: Presence::Silent, review: Review::Rejected, evidence: Vec::new() };
        sheet.presence.entry(id).or_insert(rejected).review = Review::Rejected;
        return;
    };
    let typed = PresenceClaim { presence, review, evidence: Vec::new() };
    let claim = sheet.presence.entry(id).or_insert(typed);
    claim.presence = presence;
    claim.review = review;
}

fn doubles_key() -> Key<Entry> {
    const USUAL: EngagementKind = EngagementKind::StuntDouble;
    Key {
        name: "doubles",
        about: "Doubles and stand-ins who are needed; a character alone means its stunt double.".into(),
        expects: format!("a list […] of: {ENGAGEMENT}"),
        read: |entry: &mut Entry, key, node, state| {
            let mut doubles: Vec<EngagementId> =
                items(node, &key.expects, |item| read_engagement(item, state, USUAL))?;
            doubles.sort_unstable();
            doubles.dedup();
            let mut before = entry.sheet.doubles.clone();
            before.sort_unstable();
            if doubles != before {
                entry.sheet.doubles = doubles;
            }
            Ok(())
        },
        write: |entry, _, state| write_engagements(state, &entry.sheet.doubles, USUAL),
        default: None,
        reset: Some(|entry, _| entry.sheet.doubles.clear()),
        role: Role::Fact,
    }
}

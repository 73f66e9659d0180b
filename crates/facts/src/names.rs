//! Facts that refer to something by its name: scenes, characters, sets, locations, units, engagements.

use std::collections::BTreeMap;

use domain::resolve::nearest;
use domain::{
    CharacterId, EngagementId, EngagementKind, LocationId, Minutes, Refusal, SetId, SheetId, State, UnitId,
};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, word, wrong_type};

macro_rules! named {
    ($($id:ty, $expects:literal, $called:ident, $field:ident;)*) => {$(
        impl Fact for $id {
            fn expects() -> String {
                $expects.into()
            }
            fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
                let text = word(node, $expects)?;
                state.$called(&text).map_err(|refusal| Problem::refused(node.span(), refusal))
            }
            fn write(&self, state: &State) -> Option<Written> {
                state.$field.get(self).map(|found| Written::plain(found.name.as_str()))
            }
        }
    )*};
}

named! {
    LocationId, "a location's name", location_called, locations;
    SetId, "a set's name", set_called, sets;
    UnitId, "a unit's name", unit_called, units;
}

/// The sheet of a label. Unlike a command, a file may not have words after `pt`.
pub(crate) fn sheet_called(state: &State, label: &str) -> Result<SheetId, Refusal> {
    let Some((scene, part)) = label.split_once(" pt ") else { return state.sheet_called(label) };
    if part.trim().parse::<u32>().is_err() {
        let what = format!("“{}” is no part", part.trim());
        return Err(Refusal::with_remedy(what, "write the part's number: \"40 pt 2\""));
    }
    state.sheet_called(label).map_err(|refusal| match state.sheet_called(scene) {
        Ok(_) => Refusal::with_remedy(
            format!("scene {scene} is not shot in parts"),
            format!("split it: [[sheet]] scene = \"{scene}\" parts = 2"),
        ),
        Err(_) => refusal,
    })
}

impl Fact for SheetId {
    fn expects() -> String {
        "a scene: \"12\", \"12A\", \"40 pt 2\"".into()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        let label = word(node, &Self::expects())?;
        sheet_called(state, &label).map_err(|refusal| Problem::refused(node.span(), refusal))
    }
    fn write(&self, state: &State) -> Option<Written> {
        state.sheets.contains_key(self).then(|| Written::plain(state.label(*self)))
    }
}

impl Fact for CharacterId {
    fn expects() -> String {
        "a character's name or board ID".into()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        let text = word(node, &Self::expects())?;
        state.character_called(&text).map_err(|refusal| Problem::refused(node.span(), refusal))
    }
    fn write(&self, state: &State) -> Option<Written> {
        character_name(state, *self).map(Written::plain)
    }
}

/// The name of a character; its board ID when the name leads elsewhere.
pub(crate) fn character_name(state: &State, id: CharacterId) -> Option<&str> {
    let character = state.characters.get(&id)?;
    let by_name = state.character_called(&character.name).ok() == Some(id);
    Some(if by_name { &character.name } else { &character.board_id })
}

/// An engagement as a list names it: a character, or a character and a kind.
pub(crate) fn read_engagement(
    node: &Node<'_>,
    state: &State,
    usual: EngagementKind,
) -> Outcome<EngagementId> {
    let Some(table) = node.get_ref().as_table() else {
        let text = word(node, ENGAGEMENT)?;
        let found = state.engagement_called(&text, usual);
        return found.map_err(|refusal| Problem::refused(node.span(), refusal));
    };
    let (mut character, mut kind) = (None, usual);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "character" => character = Some(word(value, "a character's name or board ID")?),
            "kind" => kind = EngagementKind::read(value, state)?,
            other => return unknown(key.span(), other, &["character", "kind"]),
        }
    }
    let Some(character) = character else { return wrong_type(node, ENGAGEMENT) };
    state.engagement_called(&character, kind).map_err(|refusal| Problem::refused(node.span(), refusal))
}

/// What a list of engagements expects.
pub(crate) const ENGAGEMENT: &str = "a character, or { character = \"MARA\", kind = \"stunt-double\" }";

/// Writes an engagement as [`read_engagement`] reads it.
pub(crate) fn write_engagement(state: &State, id: EngagementId, usual: EngagementKind) -> Option<Written> {
    let engagement = state.engagements.get(&id)?;
    let character = engagement.character.write(state)?;
    if engagement.kind == usual {
        return Some(character);
    }
    let kind = engagement.kind.write(state)?;
    let shown = format!("{} ({})", character.shown, kind.shown);
    let fields = [("character".to_owned(), character), ("kind".to_owned(), kind)];
    Some(Written { shown, ..Written::table(fields) })
}

/// Writes a list of engagements, in an order that does not depend on ids.
pub(crate) fn write_engagements(
    state: &State,
    ids: &[EngagementId],
    usual: EngagementKind,
) -> Option<Written> {
    let mut written: Vec<Written> = ids.iter().filter_map(|id| write_engagement(state, *id, usual)).collect();
    written.sort_by(|a, b| a.shown.cmp(&b.shown));
    (!written.is_empty()).then(|| Written::list(written))
}

/// A key that nobody knows.
pub(crate) fn unknown<T>(span: std::ops::Range<usize>, key: &str, known: &[&str]) -> Outcome<T> {
    let near = nearest(key, known.iter().copied());
    let remedy = if near.is_empty() {
        format!("the keys are: {}", known.join(", "))
    } else {
        format!("did you mean {}?", near.join(", or "))
    };
    Problem::err(span, format!("there is no key “{key}” here"), remedy)
}

impl Fact for BTreeMap<LocationId, Minutes> {
    fn expects() -> String {
        "a table of locations and minutes: { Harbour = 25 }".into()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        let Some(table) = node.get_ref().as_table() else { return wrong_type(node, &Self::expects()) };
        let (mut distances, mut problems) = (Self::new(), Vec::new());
        for (name, minutes) in table {
            let location = state
                .location_called(name.get_ref())
                .map_err(|refusal| Problem::refused(name.span(), refusal));
            match (location, Minutes::read(minutes, state)) {
                (Ok(location), Ok(minutes)) => {
                    distances.insert(location, minutes);
                }
                (location, minutes) => {
                    problems.extend(location.err().into_iter().flatten());
                    problems.extend(minutes.err().into_iter().flatten());
                }
            }
        }
        if problems.is_empty() { Ok(distances) } else { Err(problems) }
    }
    fn write(&self, state: &State) -> Option<Written> {
        let named = self
            .iter()
            .filter_map(|(id, minutes)| Some((state.locations.get(id)?.name.clone(), minutes.write(state)?)));
        let written = Written::table(named);
        (!self.is_empty()).then_some(written)
    }
}

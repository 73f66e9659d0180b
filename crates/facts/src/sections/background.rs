//! `[[background]]`: groups of extras, their pay, and which scenes they are in.

use domain::{BackgroundGroup, BackgroundId, BackgroundKind, BackgroundUse, EntityKey, State};

use super::production::price;
use super::uses::{REJECTED, Use, Uses, scenes_expected};
use crate::error::{Outcome, Problem};
use crate::fact::Written;
use crate::section::{Desk, Fields, Key, Role, Section, field, flag, identity, required};

/// `[[background]]`.
pub(crate) struct Background;

/// A group and the scenes that it is in.
pub(crate) struct Entry {
    group: BackgroundGroup,
    uses: Uses,
    count: Option<u32>,
}

/// How many, when nobody says how many: that nobody said it.
const USUAL: u32 = 0;

impl Section for Background {
    type Id = BackgroundId;
    type Entry = Entry;
    const NAME: &'static str = "background";
    const ABOUT: &'static str = "A group of background.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("name", "Its name; a new one makes a group.", "a text", |e: &Entry, _, _| {
                Some(Written::plain(e.group.name.as_str()))
            }),
            required!(Entry, "kind", "Which kind; a new group is atmosphere.", group.kind),
            field!(Entry, "rate", "A day's pay of one.", group.rate)
                .or(|_, _, s| price(s.production.prices.background_day(), s)),
            field!(Entry, "available", "Dates on which they can be had; none: all.", group.available),
            Key {
                name: "scenes",
                about: "*Adds* scenes that they are in, and accepts them where the import suggested them."
                    .into(),
                expects: scenes_expected("count"),
                read: |e: &mut Entry, _, node, state| e.uses.read_scenes(node, "count", USUAL, state),
                write: |e, _, state| e.uses.write_scenes("count", USUAL, state),
                default: None,
                reset: None,
                role: Role::Fact,
            },
            Key {
                name: "rejected",
                about: "*Adds* scenes that they are not in, whatever the import suggested.".into(),
                expects: REJECTED.into(),
                read: |e: &mut Entry, _, node, state| e.uses.read_rejected(node, USUAL, state),
                write: |e, _, state| e.uses.write_rejected(state),
                default: None,
                reset: None,
                role: Role::Fact,
            },
            Key {
                write: |_, _, _| None,
                reset: None,
                ..field!(
                    Entry,
                    "count",
                    "How many are in the listed scenes that say no number of their own.",
                    count
                )
            },
            flag!(Entry, "confirmed", "The rate was confirmed.", group.confirmed),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<BackgroundId>> {
        Ok(desk.now().background_called(&fields.need("name")?).ok())
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<BackgroundId> {
        let (id, name) = (desk.editing.fresh(), fields.need("name")?);
        desk.editing.put(BackgroundGroup {
            id,
            name,
            kind: BackgroundKind::Atmosphere,
            rate: None,
            available: Vec::new(),
            confirmed: false,
        });
        Ok(id)
    }

    fn load(id: BackgroundId, state: &State) -> Option<Entry> {
        let group = state.background.get(&id)?.clone();
        let uses = state.sheets.values().filter_map(|sheet| {
            let used = sheet.background.iter().find(|used| used.group == id)?;
            Some((sheet.id, Use { count: used.count, review: used.review, found: used.evidence.is_some() }))
        });
        Some(Entry { group, uses: Uses::new(uses.collect()), count: None })
    }

    fn store(mut entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if let Some(count) = entry.count {
            if !fields.has("scenes") {
                return Problem::err(fields.span_of("count"), "count goes with scenes", "add scenes = […]");
            }
            entry.uses.count_the_uncounted(count);
        }
        let id = entry.group.id;
        desk.editing.put(entry.group);
        for (sheet, used) in entry.uses.of {
            let Some(mut sheet) = desk.now().sheets.get(&sheet).cloned() else { continue };
            let at = sheet.background.iter().position(|other| other.group == id);
            let at = at.unwrap_or_else(|| {
                let new = BackgroundUse { group: id, count: USUAL, review: used.review, evidence: None };
                sheet.background.push(new);
                sheet.background.len() - 1
            });
            sheet.background[at].count = used.count;
            sheet.background[at].review = used.review;
            desk.editing.put(sheet);
        }
        Ok(())
    }

    fn delete(id: BackgroundId, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        for mut sheet in desk.now().sheets.clone().into_values() {
            let uses = sheet.background.len();
            sheet.background.retain(|used| used.group != id);
            if sheet.background.len() != uses {
                desk.editing.put(sheet);
            }
        }
        desk.editing.remove(EntityKey::BackgroundGroup(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<BackgroundId> {
        state.background.keys().copied().collect()
    }
    fn label(id: BackgroundId, state: &State) -> String {
        format!("background {}", state.background.get(&id).map_or("", |group| group.name.as_str()))
    }
}

//! `[[element]]`: things that scenes need, what they cost, and which scenes need them.

use domain::{Category, Element, ElementId, ElementUse, EntityKey, State};

use super::uses::{REJECTED, Use, Uses, scenes_expected};
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Role, Section, field, flag, identity, required};

/// `[[element]]`.
pub(crate) struct Elements;

/// An element and the scenes that use it.
pub(crate) struct Entry {
    element: Element,
    uses: Uses,
    quantity: Option<u32>,
}

/// How many, when nobody says how many.
const USUAL: u32 = 1;

impl Section for Elements {
    type Id = ElementId;
    type Entry = Entry;
    const NAME: &'static str = "element";
    const ABOUT: &'static str = "A thing that scenes need. Cast and background have their own sections.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("name", "Its name; a new one makes an element.", "a text", |e: &Entry, _, _| {
                Some(Written::plain(e.element.name.as_str()))
            }),
            required!(Entry, "category", "Its category; a new element needs one.", element.category),
            field!(Entry, "rate", "Cost of a day on which it works.", element.rate),
            field!(Entry, "available", "Dates on which it can be had; none: all.", element.available),
            field!(Entry, "unavailable", "Dates on which it cannot be had.", element.unavailable),
            Key {
                name: "scenes",
                about: "*Adds* scenes that need it, and accepts them where the import suggested them.".into(),
                expects: scenes_expected("quantity"),
                read: |e: &mut Entry, _, node, state| e.uses.read_scenes(node, "quantity", USUAL, state),
                write: |e, _, state| e.uses.write_scenes("quantity", USUAL, state),
                default: None,
                reset: None,
                role: Role::Fact,
            },
            Key {
                name: "rejected",
                about: "*Adds* scenes that do not need it, whatever the import suggested.".into(),
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
                    "quantity",
                    "How many the listed scenes need that say no number of their own.",
                    quantity
                )
            },
            flag!(Entry, "confirmed", "Its rate was confirmed.", element.confirmed),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<ElementId>> {
        let name = fields.need("name")?;
        let category: Option<Category> = fields.read("category", desk.now()).unwrap_or_default();
        let mut same =
            desk.now().elements.values().filter(|e| e.name.trim().eq_ignore_ascii_case(name.trim()));
        let exact = same.clone().find(|element| Some(element.category) == category);
        Ok(exact.or_else(|| same.next()).map(|element| element.id))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<ElementId> {
        let Some(category) = fields.read("category", desk.now())? else { return fields.missing("category") };
        let (id, name) = (desk.editing.fresh(), fields.need("name")?);
        desk.editing.put(Element {
            id,
            category,
            name,
            rate: None,
            available: Vec::new(),
            unavailable: Vec::new(),
            confirmed: false,
        });
        Ok(id)
    }

    fn load(id: ElementId, state: &State) -> Option<Entry> {
        let element = state.elements.get(&id)?.clone();
        let uses = state.sheets.values().filter_map(|sheet| {
            let used = sheet.elements.iter().find(|used| used.element == id)?;
            Some((
                sheet.id,
                Use { count: used.quantity, review: used.review, found: !used.evidence.is_empty() },
            ))
        });
        Some(Entry { element, uses: Uses::new(uses.collect()), quantity: None })
    }

    fn store(mut entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if let Some(quantity) = entry.quantity {
            if !fields.has("scenes") {
                return Problem::err(
                    fields.span_of("quantity"),
                    "quantity goes with scenes",
                    "add scenes = […]",
                );
            }
            entry.uses.count_the_uncounted(quantity);
        }
        let id = entry.element.id;
        desk.editing.put(entry.element);
        for (sheet, used) in entry.uses.of {
            let Some(mut sheet) = desk.now().sheets.get(&sheet).cloned() else { continue };
            let at = sheet.elements.iter().position(|other| other.element == id);
            let at = at.unwrap_or_else(|| {
                let new =
                    ElementUse { element: id, quantity: USUAL, review: used.review, evidence: Vec::new() };
                sheet.elements.push(new);
                sheet.elements.len() - 1
            });
            sheet.elements[at].quantity = used.count;
            sheet.elements[at].review = used.review;
            desk.editing.put(sheet);
        }
        Ok(())
    }

    fn delete(id: ElementId, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        for mut sheet in desk.now().sheets.clone().into_values() {
            let uses = sheet.elements.len();
            sheet.elements.retain(|used| used.element != id);
            if sheet.elements.len() != uses {
                desk.editing.put(sheet);
            }
        }
        desk.editing.remove(EntityKey::Element(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<ElementId> {
        state.elements.keys().copied().collect()
    }

    fn label(id: ElementId, state: &State) -> String {
        let Some(element) = state.elements.get(&id) else { return "element".into() };
        let category = element.category.write(state).map(|written| written.shown).unwrap_or_default();
        let named = state.elements.values().filter(|e| e.name.eq_ignore_ascii_case(&element.name)).count();
        if named > 1 {
            format!("element {} ({category})", element.name)
        } else {
            format!("element {}", element.name)
        }
    }
}

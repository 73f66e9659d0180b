//! Commands on elements: what scenes need, how many, and what they cost.

use super::{Context, Usage, parse, sheet};
use crate::resolve::by_keyword;
use crate::{Category, Editing, Element, ElementId, ElementUse, Refusal, Review, Sheet};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "add-element",
        arguments: "SCENE CATEGORY NAME [QUANTITY]",
        what: "say that a scene needs something; a new name makes an element",
        run: add_element,
    },
    Usage {
        name: "set-quantity",
        arguments: "SCENE ELEMENT QUANTITY",
        what: "say how many of it a scene needs",
        run: set_quantity,
    },
    Usage {
        name: "remove-element",
        arguments: "SCENE ELEMENT",
        what: "say that a scene does not need it",
        run: remove_element,
    },
    Usage {
        name: "rename-element",
        arguments: "ELEMENT NAME…",
        what: "give an element another name",
        run: rename_element,
    },
    Usage {
        name: "set-element-rate",
        arguments: "ELEMENT RATE|none",
        what: "say what a day of it costs",
        run: set_element_rate,
    },
];

/// How many of it a scene may need.
const QUANTITY: std::ops::RangeInclusive<u32> = 1..=10_000;

/// The category of a word, by key or as reports print it.
pub(super) fn category(word: &str) -> Result<Category, Refusal> {
    by_keyword("category", word, &Category::ALL.map(|(key, _, category)| (key, category)))
}

fn add_element(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let category = category(context.arg(1)?)?;
    let name = parse::name("element", context.arg(2)?)?;
    let quantity = context.optional(3).unwrap_or("1");
    let quantity = parse::number("quantity", quantity, QUANTITY)?;
    let wanted = name.to_lowercase();
    let known =
        editing.now.elements.values().find(|e| e.category == category && e.name.to_lowercase() == wanted);
    let id = known.map_or_else(|| editing.fresh(), |element| element.id);
    if known.is_none() {
        editing.put(Element {
            id,
            category,
            name: name.clone(),
            rate: None,
            available: Vec::new(),
            unavailable: Vec::new(),
            confirmed: false,
        });
    }
    match sheet.elements.iter_mut().find(|used| used.element == id) {
        Some(used) => (used.quantity, used.review) = (quantity, Review::Accepted),
        None => sheet.elements.push(ElementUse {
            element: id,
            quantity,
            review: Review::Accepted,
            evidence: Vec::new(),
        }),
    }
    let summary = format!("{} needs {quantity} × {name}", editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(summary)
}

/// The element that the second argument names: one that the sheet has, if several are called so.
fn used(editing: &Editing<'_>, context: &Context<'_>, sheet: &Sheet) -> Result<(ElementId, usize), Refusal> {
    let text = context.arg(1)?;
    let wanted = text.trim().to_lowercase();
    let named =
        |id: &ElementId| editing.now.elements.get(id).is_some_and(|e| e.name.to_lowercase() == wanted);
    if let Some(at) = sheet.elements.iter().position(|used| named(&used.element)) {
        return Ok((sheet.elements[at].element, at));
    }
    let id = editing.now.element_called(text)?;
    let (name, label) = (&editing.now.elements[&id].name, editing.now.label(sheet.id));
    Err(Refusal::with_remedy(
        format!("{name} is not in {label}"),
        format!("put it in first: add-element {label} CATEGORY “{name}”"),
    ))
}

fn set_quantity(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let (id, at) = used(editing, context, &sheet)?;
    let quantity = parse::number("quantity", context.arg(2)?, QUANTITY)?;
    (sheet.elements[at].quantity, sheet.elements[at].review) = (quantity, Review::Accepted);
    let (name, label) = (&editing.now.elements[&id].name, editing.now.label(sheet.id));
    let summary = format!("{label} needs {quantity} × {name}");
    editing.put(sheet);
    Ok(summary)
}

fn remove_element(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let (id, at) = used(editing, context, &sheet)?;
    sheet.elements.remove(at);
    let summary = format!("{} does not need {}", editing.now.label(sheet.id), editing.now.elements[&id].name);
    editing.put(sheet);
    Ok(summary)
}

fn rename_element(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.element_called(context.arg(0)?)?;
    let mut element = editing.now.elements[&id].clone();
    let others = editing.now.elements.values().filter(|e| e.id != id && e.category == element.category);
    let name = parse::free_name("element", &context.rest(1)?, others.map(|other| other.name.as_str()))?;
    let old = std::mem::replace(&mut element.name, name.clone());
    editing.put(element);
    Ok(format!("{old} is now {name}"))
}

fn set_element_rate(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.element_called(context.arg(0)?)?;
    let word = context.arg(1)?;
    let mut element = editing.now.elements[&id].clone();
    element.rate = parse::money_or("none", word)?;
    let summary = format!("a day of {}: {word}", element.name);
    editing.put(element);
    Ok(summary)
}

//! Applies a file of facts to a state: all of it, or nothing and every mistake at once.

use domain::{Change, State};
use toml::de::{DeTable, DeValue};

use crate::error::{FactError, Problem, place};
use crate::names::unknown;
use crate::section::{Desk, Fields};
use crate::sections::SECTIONS;

/// What applying a file would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// Changes that can be undone.
    pub changes: Vec<Change>,
    /// Facts of the world: consents, clearances, decisions. They only ever add up.
    pub world: Vec<Change>,
    /// One line for each entity and field that changes.
    pub preview: Vec<String>,
}

/// Applies a file of facts. Sections are taken in a fixed order, whatever their order in the file.
///
/// # Errors
/// Everything that is wrong with the file, by line; then nothing is to be changed.
pub fn apply(state: &State, text: &str, author: &str) -> Result<Applied, Vec<FactError>> {
    let (document, mistakes) = DeTable::parse_recoverable(text);
    if !mistakes.is_empty() {
        let syntax = |mistake: toml::de::Error| {
            let span = mistake.span().unwrap_or(0..0);
            Problem::new(span, format!("this is no TOML: {}", mistake.message()), "")
        };
        return Err(place(text, mistakes.into_iter().map(syntax).collect()));
    }
    let mut problems = Vec::new();
    let entries = entries(document.get_ref(), &mut problems);
    let mut desk = Desk::new(state, author);
    let mut readings = Vec::new();
    for (section, entries) in SECTIONS.iter().zip(&entries) {
        readings.push(section.prepare(entries, &mut desk, &mut problems));
    }
    for (section, reading) in SECTIONS.iter().zip(readings) {
        reading(&mut desk, &mut problems);
        if section.name() == "variant" {
            desk.editing.renew_versions();
        }
    }
    if !problems.is_empty() {
        return Err(place(text, problems));
    }
    let preview = crate::preview::lines(state, desk.now());
    let (world, changes) = desk.editing.changes().into_iter().partition(|c| c.key().is_world_fact());
    Ok(Applied { changes, world, preview })
}

/// The entries of each section, in the order of [`SECTIONS`].
fn entries<'a>(document: &'a DeTable<'a>, problems: &mut Vec<Problem>) -> Vec<Vec<Fields<'a>>> {
    let mut entries: Vec<Vec<Fields<'a>>> = SECTIONS.iter().map(|_| Vec::new()).collect();
    let names: Vec<&str> = SECTIONS.iter().map(|section| section.name()).collect();
    for (name, value) in document {
        let Some(at) = names.iter().position(|known| *known == name.get_ref().as_ref()) else {
            let mistakes = unknown::<()>(name.span(), name.get_ref(), &names).err();
            problems.extend(mistakes.into_iter().flatten().map(|mistake| Problem {
                message: format!("there is no section “{}”", name.get_ref()),
                remedy: mistake.remedy.replace("the keys are", "the sections are"),
                ..mistake
            }));
            continue;
        };
        let section = SECTIONS[at];
        let fields = |span, table| Fields { section: section.name(), list: section.list(), span, table };
        match value.get_ref() {
            DeValue::Table(table) if !section.list() => entries[at].push(fields(value.span(), table)),
            DeValue::Array(items) if section.list() => {
                for item in items {
                    match item.get_ref() {
                        DeValue::Table(table) => entries[at].push(fields(item.span(), table)),
                        _ => problems.push(misplaced(section.name(), section.list(), item.span())),
                    }
                }
            }
            _ => problems.push(misplaced(section.name(), section.list(), name.span())),
        }
    }
    entries
}

fn misplaced(name: &str, list: bool, span: std::ops::Range<usize>) -> Problem {
    let heading = if list { format!("[[{name}]]") } else { format!("[{name}]") };
    Problem::new(span, format!("{name} is not written so"), format!("write {heading} and its keys below"))
}

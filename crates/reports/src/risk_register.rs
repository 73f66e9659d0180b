//! The risk register: a block a stunt with who does what, what may happen, what is done about it, and what is open.

mod block;
mod content;
mod html;
mod text;

use crate::Context;
use crate::csv_table::{CsvTable, figure, words as cell};

pub use block::{Block, Line, Part, State};
pub use content::Register;
pub(crate) use content::{Wanting, wanting};
pub(crate) use html::html;
pub(crate) use text::text;

/// What the report is, and what it is not.
pub const NOTES: &str = "The register says what is written down, what is missing, and what it may cost. It gives leave for nothing. \
    Bulletins are numbers and titles of the industry's list (US): which revision is in force is for the production to look up. Clearance lists \
    are proposed from the hazards that are named.";

/// Said where a coordinator has confirmed nothing.
const NOT_CONFIRMED: &str = "The coordinator has not confirmed any figures: none is printed.";

/// Said where there is nothing to list.
const NONE: &str = "No stunt and no action is described in this production.";

/// How grave each outcome is, for the notes.
const SEVERITIES: &str = "Severity follows from what happens then: very grave, the film ends; grave, it is rewritten; serious, a performer \
    is out; moderate, a delay. Money is rounded to the nearest thousand.";

/// The register as a table: a row a line of a stunt.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let mut table = CsvTable::new(&[
        "Scene", "Stunt", "Class", "Date", "Place", "List", "State", "What", "By", "On", "Note",
    ]);
    for block in &Register::of(context).blocks {
        for part in &block.parts {
            for line in &part.lines {
                table.row([
                    cell(&block.scene),
                    cell(&block.name),
                    figure(block.class),
                    figure(block.date.map(|date| date.to_string()).unwrap_or_default()),
                    cell(&block.place),
                    figure(part.title),
                    figure(line.state.word()),
                    cell(&line.what),
                    cell(&line.by),
                    figure(line.on.map(|date| date.to_string()).unwrap_or_default()),
                    cell(&line.note),
                ]);
            }
        }
    }
    table.finish()
}

//! `firstup import` of a schedule (Universal Schedule Standard): everything in it into a new production.

use std::path::Path;

use store::ProductionFile;

use super::import::{Imported, answer, file_name, refuse_existing};
use crate::count::count;
use crate::diagnostics::{remarks_as_json, render_remarks};
use crate::failure::Failure;
use crate::session::Session;

/// Imports the bytes of a schedule into a new production file, as one entry of its log.
pub fn import(session: &Session, schedule: &Path, bytes: &[u8], output: &Path) -> Result<Imported, Failure> {
    refuse_existing(output)?;
    let name = file_name(schedule);
    let reading = uss::read(bytes);
    if let Some(error) = reading.error() {
        let line = error.line.map(|line| format!(" (line {line})")).unwrap_or_default();
        return Err(Failure::BadInput(format!(
            "{name}{line}: {}, so no production was made; {}; {}",
            error.message, error.cause, error.remedy
        )));
    }
    let source = uss::Source { file_name: name.clone(), text_hash: store::text_hash(bytes) };
    let imported = uss::import(&domain::State::default(), &reading, source);
    let mut file = ProductionFile::create(output)?;
    let summary = format!("imported {name}");
    file.run(&session.author, session.now, "import-schedule", &summary, imported.changes, &[bytes])?;
    let (mut value, mut summary) = answer(&file, &[], output);
    value["diagnostics"] = remarks_as_json(&imported.remarks).into();
    summary.push_str(&boards(&file));
    Ok(Imported { file, remarks: render_remarks(&imported.remarks), value, summary })
}

/// A line for each board.
fn boards(file: &ProductionFile) -> String {
    let state = file.state();
    let Some(main) = state.main_unit() else { return String::new() };
    let line = |board: &domain::Board| {
        let (days, strips) = (board.days(main.id).len(), board.placements().len());
        format!("board {}: {}, {}\n", board.name, count(days, "day"), count(strips, "strip"))
    };
    state.boards.values().map(line).collect()
}

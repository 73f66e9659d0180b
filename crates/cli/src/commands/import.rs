//! `firstup import`: a screenplay, or a whole schedule, into a new production.

use std::path::{Path, PathBuf};

use office::import::{ImportError, Remarks};
use serde_json::{Value, json};
use store::ProductionFile;

use crate::args::Import;
use crate::count::count;
use crate::diagnostics;
use crate::failure::Failure;
use crate::session::{Session, read};

/// What an import brought.
pub struct Imported {
    /// The production, with the import in its log.
    pub file: ProductionFile,
    /// Remarks for a terminal.
    pub remarks: String,
    /// The answer for scripts.
    pub value: Value,
    /// The answer for people.
    pub summary: String,
}

pub fn run(session: &Session, args: &Import) -> Result<(), Failure> {
    if let Some(into) = &args.into {
        return super::import_into::run(session, args, into);
    }
    let output = args.output.clone().unwrap_or_else(|| default_output(&args.script));
    let bytes = read(&args.script)?;
    let imported = import(session, &args.script, &bytes, &output)?;
    if !imported.remarks.is_empty() {
        session.say(imported.remarks.trim_end());
    }
    session.answer(
        || imported.value,
        || format!("{}\nnext:  firstup plan {}\n", imported.summary, output.display()),
    )
}

/// The name of a script's file, for people.
pub(super) fn file_name(script: &Path) -> String {
    script.file_name().map_or_else(|| "script".into(), |name| name.to_string_lossy().into_owned())
}

fn default_output(script: &Path) -> PathBuf {
    script.with_extension("firstup").file_name().map_or_else(|| "production.firstup".into(), PathBuf::from)
}

/// Imports the bytes of a screenplay or a schedule into a new production file.
pub fn import(session: &Session, script: &Path, bytes: &[u8], output: &Path) -> Result<Imported, Failure> {
    let name = file_name(script);
    let imported = office::import::import(&name, bytes, output, &session.author, session.now);
    let imported = imported.map_err(|error| {
        if let ImportError::NoScene { remarks, .. } = &error {
            session.say(rendered(&name, remarks).trim_end());
        }
        Failure::from(error)
    })?;
    let (mut value, mut summary) = answer(&imported.file, &imported.notes, output);
    value["diagnostics"] = match &imported.remarks {
        Remarks::Screenplay(_, diagnostics) => diagnostics::as_json(diagnostics).into(),
        Remarks::Schedule(remarks) => diagnostics::remarks_as_json(remarks).into(),
    };
    if let Remarks::Schedule(_) = imported.remarks {
        summary.push_str(&boards(&imported.file));
    }
    Ok(Imported { file: imported.file, remarks: rendered(&name, &imported.remarks), value, summary })
}

fn rendered(name: &str, remarks: &Remarks) -> String {
    match remarks {
        Remarks::Screenplay(text, diagnostics) => diagnostics::render(name, text, diagnostics),
        Remarks::Schedule(remarks) => diagnostics::render_remarks(remarks),
    }
}

/// A line for each board of a schedule.
fn boards(file: &ProductionFile) -> String {
    let state = file.state();
    let Some(main) = state.main_unit() else { return String::new() };
    let line = |board: &domain::Board| {
        let (days, strips) = (board.days(main.id).len(), board.placements().len());
        format!("board {}: {}, {}\n", board.name, count(days, "day"), count(strips, "strip"))
    };
    state.boards.values().map(line).collect()
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::BadInput(error.to_string())
    }
}

/// What came in, for scripts and for people.
fn answer(file: &ProductionFile, notes: &[breakdown::Note], output: &Path) -> (Value, String) {
    let state = file.state();
    let pages = state.current_draft().map_or(0, |draft| draft.pages);
    let omitted = state.scenes.values().filter(|scene| scene.omitted).count();
    let speaking = characters(state, domain::Presence::Speaking);
    let suggested: usize = state
        .sheets
        .values()
        .map(|sheet| {
            sheet.presence.values().filter(|claim| claim.review == domain::Review::Suggested).count()
                + sheet.elements.iter().filter(|use_| use_.review == domain::Review::Suggested).count()
                + sheet.background.iter().filter(|use_| use_.review == domain::Review::Suggested).count()
        })
        .sum();
    let eighths: domain::PageEighths = state.sheets.values().map(|sheet| sheet.eighths).sum();
    let value = json!({
        "schema": "firstup.import/1", "file": output.display().to_string(), "title": state.production.title,
        "pages": pages, "scenes": state.scenes.len(), "omitted": omitted, "eighths": eighths,
        "speaking": speaking, "characters": state.characters.len(), "sets": state.sets.len(),
        "suggested": suggested, "boards": state.boards.len(), "notes": notes.iter().map(note_json).collect::<Vec<_>>(),
    });
    let mut text = format!(
        "{}: {}, {}, {}, {}; {} to review\n",
        state.production.title,
        count(pages, "page"),
        count(state.scenes.len(), "scene"),
        count(speaking, "speaking character"),
        count(
            state.sheets.values().map(|sheet| sheet.set).collect::<std::collections::BTreeSet<_>>().len(),
            "set"
        ),
        count(suggested, "suggestion"),
    );
    for note in notes {
        text.push_str(&note_line(note));
    }
    text.push_str(&format!("wrote {}\n", output.display()));
    (value, text)
}

pub(super) fn note_line(note: &breakdown::Note) -> String {
    let line = note.line.map(|line| format!(" (line {line})")).unwrap_or_default();
    format!("note {}: {}{line}; {}\n", note.code, note.message, note.remedy)
}

pub(super) fn note_json(note: &breakdown::Note) -> Value {
    json!({ "code": note.code, "line": note.line, "message": note.message, "remedy": note.remedy })
}

/// Characters that are present so in some scene.
fn characters(state: &domain::State, presence: domain::Presence) -> usize {
    let is = |id| state.sheets.values().any(|s| s.presence.get(id).is_some_and(|c| c.presence == presence));
    state.characters.keys().filter(|id| is(*id)).count()
}

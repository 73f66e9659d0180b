//! `firstup import`: a screenplay, or a whole schedule, into a new production.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::ProductionFile;

use super::import_schedule;
use crate::args::Import;
use crate::count::count;
use crate::diagnostics;
use crate::failure::Failure;
use crate::session::{Session, read};

/// What an import brought.
pub struct Imported {
    /// The production, with the import in its log.
    pub file: ProductionFile,
    /// Diagnostics for a terminal.
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
    let imported = match uss::is_schedule(&bytes, Some(&file_name(&args.script))) {
        true => import_schedule::import(session, &args.script, &bytes, &output)?,
        false => import(session, &args.script, &bytes, &output)?,
    };
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

/// Nothing is overwritten.
pub(super) fn refuse_existing(output: &Path) -> Result<(), Failure> {
    if output.exists() {
        return Err(store::StoreError::Exists(output.to_owned()).into());
    }
    Ok(())
}

fn default_output(script: &Path) -> PathBuf {
    script.with_extension("firstup").file_name().map_or_else(|| "production.firstup".into(), PathBuf::from)
}

/// Imports the bytes of a script into a new production file.
pub fn import(session: &Session, script: &Path, bytes: &[u8], output: &Path) -> Result<Imported, Failure> {
    refuse_existing(output)?;
    let name = file_name(script);
    let reading = screenplay::read(bytes, Some(&name));
    let (script, remarks) = (reading.screenplay, reading.diagnostics);
    let rendered = diagnostics::render(&name, &script.text, &remarks);
    if script.scenes.is_empty() {
        session.say(rendered.trim_end());
        return Err(Failure::BadInput(format!(
            "{name} has no scene that could be read, so no production was made; a scene begins with a heading such as \
             INT. KITCHEN - DAY, with an empty line before and after"
        )));
    }
    let source = source(&name, &script, &remarks);
    let imported = breakdown::import(&domain::State::default(), &script, source);
    let mut file = ProductionFile::create(output)?;
    let summary = format!("imported {name}");
    let texts: &[&[u8]] = &[script.text.as_bytes()];
    file.run(&session.author, session.now, "import-draft", &summary, imported.changes, texts)?;
    let (mut value, summary) = answer(&file, &imported.notes, output);
    value["diagnostics"] = diagnostics::as_json(&remarks).into();
    Ok(Imported { file, remarks: rendered, value, summary })
}

/// Where a draft comes from, for its record.
pub(super) fn source(
    name: &str,
    script: &screenplay::Screenplay,
    remarks: &[screenplay::Diagnostic],
) -> breakdown::Source {
    breakdown::Source {
        file_name: name.to_owned(),
        date: None,
        text_hash: store::text_hash(script.text.as_bytes()),
        diagnostics: remarks.iter().map(one_line).collect(),
    }
}

fn one_line(diagnostic: &screenplay::Diagnostic) -> String {
    let line = diagnostic.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{} {line}{}", diagnostic.code.id(), diagnostic.message)
}

/// What came in, for scripts and for people.
pub(super) fn answer(file: &ProductionFile, notes: &[breakdown::Note], output: &Path) -> (Value, String) {
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

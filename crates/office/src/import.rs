//! A screenplay or a schedule becomes a production; a next draft goes into one.

use std::collections::BTreeMap;
use std::path::Path;

use breakdown::draft::{DraftError, MergedDraft, NewDraft, merge};
use domain::{Change, DraftId, State};
use jiff::Timestamp;
use screenplay::{Diagnostic, Screenplay};
use store::{Log, ProductionFile, StoreError};

/// A production that was made.
#[derive(Debug)]
pub struct Imported {
    /// The production, with the import as the first entry of its log.
    pub file: ProductionFile,
    /// What the breakdown had to say.
    pub notes: Vec<breakdown::Note>,
    /// What the reader had to say.
    pub remarks: Remarks,
}

/// What a reader had to say.
#[derive(Debug)]
pub enum Remarks {
    /// Of a screenplay, and its text.
    Screenplay(String, Vec<Diagnostic>),
    /// Of a schedule.
    Schedule(Vec<uss::Remark>),
}

/// Why nothing was imported. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Not one scene.
    #[error(
        "{name} has no scene that could be read, so no production was made; a scene begins with a heading such as \
         INT. KITCHEN - DAY, with an empty line before and after"
    )]
    NoScene {
        /// Of the file.
        name: String,
        /// What the reader had to say.
        remarks: Remarks,
    },
    /// A schedule that cannot be read.
    #[error("{name}{}: {}, so no production was made; {}; {}", line_words(.error), .error.message, .error.cause, .error.remedy)]
    Schedule {
        /// Of the file.
        name: String,
        /// Why not.
        error: Box<uss::Remark>,
    },
    /// A schedule as the next draft.
    #[error(
        "{0} is a whole schedule and no draft, so nothing was changed; import it into a production of its own with -o"
    )]
    NoDraft(String),
    /// A draft that cannot be merged.
    #[error("{name}: {error}")]
    Draft {
        /// Of the file.
        name: String,
        /// Why not.
        error: DraftError,
    },
    /// Facts that do not fit.
    #[error("{0}: {1}")]
    Facts(String, String),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn line_words(error: &uss::Remark) -> String {
    error.line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

/// Imports a file's bytes into a new production: a screenplay, or a whole schedule.
///
/// # Errors
/// When nothing can be read from it, or there is such a production already.
pub fn import(
    name: &str,
    bytes: &[u8],
    output: &Path,
    author: &str,
    at: Timestamp,
) -> Result<Imported, ImportError> {
    if output.exists() {
        return Err(StoreError::Exists(output.to_owned()).into());
    }
    let schedule = uss::is_schedule(bytes, Some(name));
    let read = if schedule { schedule_of(name, bytes)? } else { script_of(name, bytes)? };
    let mut file = ProductionFile::create(output)?;
    let summary = format!("imported {name}");
    file.run(author, at, read.command, &summary, read.changes, &[&read.text])?;
    Ok(Imported { file, notes: read.notes, remarks: read.remarks })
}

/// What a file becomes, before there is a production.
struct Read {
    command: &'static str,
    changes: Vec<Change>,
    /// Kept beside the log.
    text: Vec<u8>,
    notes: Vec<breakdown::Note>,
    remarks: Remarks,
}

fn script_of(name: &str, bytes: &[u8]) -> Result<Read, ImportError> {
    let reading = screenplay::read(bytes, Some(name));
    let (script, diagnostics) = (reading.screenplay, reading.diagnostics);
    if script.scenes.is_empty() {
        let remarks = Remarks::Screenplay(script.text, diagnostics);
        return Err(ImportError::NoScene { name: name.to_owned(), remarks });
    }
    let imported = breakdown::import(&State::default(), &script, source(name, &script, &diagnostics));
    Ok(Read {
        command: "import-draft",
        changes: imported.changes,
        text: script.text.clone().into_bytes(),
        notes: imported.notes,
        remarks: Remarks::Screenplay(script.text, diagnostics),
    })
}

fn schedule_of(name: &str, bytes: &[u8]) -> Result<Read, ImportError> {
    let reading = uss::read(bytes);
    if let Some(error) = reading.error() {
        return Err(ImportError::Schedule { name: name.to_owned(), error: Box::new(error.clone()) });
    }
    let source = uss::Source { file_name: name.to_owned(), text_hash: store::text_hash(bytes) };
    let imported = uss::import(&State::default(), &reading, source);
    Ok(Read {
        command: "import-schedule",
        changes: imported.changes,
        text: bytes.to_vec(),
        notes: Vec::new(),
        remarks: Remarks::Schedule(imported.remarks),
    })
}

/// The next draft of a production, and what it would change.
#[derive(Debug)]
pub struct NextDraft {
    /// Name of its file.
    pub name: String,
    /// What it would change, and its account of that.
    pub merged: MergedDraft,
    /// Its text.
    pub text: String,
    /// What the reader had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The revision of the production that it was compared with.
    pub base: u64,
}

/// Compares a next draft with a production. `same` pairs new names of characters with those they had.
///
/// # Errors
/// For a schedule, and a draft that cannot be merged.
pub fn next_draft(
    file: &ProductionFile,
    name: &str,
    bytes: &[u8],
    same: Vec<(String, String)>,
) -> Result<NextDraft, ImportError> {
    if uss::is_schedule(bytes, Some(name)) {
        return Err(ImportError::NoDraft(name.to_owned()));
    }
    let reading = screenplay::read(bytes, Some(name));
    let (script, diagnostics) = (reading.screenplay, reading.diagnostics);
    let new = NewDraft { screenplay: &script, source: source(name, &script, &diagnostics), same };
    let merged = merge(file.state(), &texts(file)?, &new)
        .map_err(|error| ImportError::Draft { name: name.to_owned(), error })?;
    let base = file.state().revision();
    Ok(NextDraft { name: name.to_owned(), merged, text: script.text, diagnostics, base })
}

impl NextDraft {
    /// Takes it into the production, as one entry of its log. A draft that changes nothing leaves none.
    ///
    /// # Errors
    /// When it cannot be written, or the production is another than it was compared with.
    pub fn take_into(
        &self,
        file: &mut ProductionFile,
        author: &str,
        at: Timestamp,
    ) -> Result<(), ImportError> {
        let summary = format!("imported {} as the {} draft", self.name, self.merged.report.colour);
        let texts: &[&[u8]] = &[self.text.as_bytes()];
        file.run(author, at, "import-draft", &summary, self.merged.changes.clone(), texts)?;
        Ok(())
    }
}

/// The texts of the production's drafts; a schedule that it was made of is none.
fn texts(file: &ProductionFile) -> Result<BTreeMap<DraftId, String>, StoreError> {
    let mut texts = BTreeMap::new();
    for draft in file.state().drafts.values().filter(|draft| draft.format != domain::draft::SCHEDULE) {
        if let Some(text) = file.log().text(&draft.text_hash)? {
            texts.insert(draft.id, String::from_utf8_lossy(&text).into_owned());
        }
    }
    Ok(texts)
}

/// Where a draft comes from, for its record.
fn source(name: &str, script: &Screenplay, diagnostics: &[Diagnostic]) -> breakdown::Source {
    breakdown::Source {
        file_name: name.to_owned(),
        date: None,
        text_hash: store::text_hash(script.text.as_bytes()),
        diagnostics: diagnostics.iter().map(one_line).collect(),
    }
}

fn one_line(diagnostic: &Diagnostic) -> String {
    let line = diagnostic.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{} {line}{}", diagnostic.code.id(), diagnostic.message)
}

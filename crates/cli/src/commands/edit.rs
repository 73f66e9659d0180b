//! `firstup edit`: one change, undo, redo.

use serde_json::json;
use store::ProductionFile;

use crate::args::Edit;
use crate::failure::Failure;
use crate::session::{Session, open};

pub fn run(session: &Session, args: &Edit) -> Result<(), Failure> {
    if args.command == "new" {
        return begin(session, args);
    }
    let mut file = open(&args.file)?;
    let before = file.state().revision();
    let board = args.board.as_deref();
    match args.command.as_str() {
        name @ ("undo" | "redo") if !args.arguments.is_empty() => {
            return Err(Failure::BadInput(format!(
                "{name} takes no arguments: it is about your last change"
            )));
        }
        "undo" => file.undo(&session.author, session.now)?,
        "redo" => file.redo(&session.author, session.now)?,
        name => {
            let effect = domain::edit::run(file.state(), name, &args.arguments, board, &session.author)?;
            file.run(&session.author, session.now, name, &effect.summary, effect.changes, &[])?
        }
    };
    let entry = file.entries().last().filter(|entry| entry.revision > before);
    let done = entry.map(|entry| match entry.kind {
        domain::EntryKind::Command => entry.summary.clone(),
        domain::EntryKind::Undo { .. } => format!("undone: {}", entry.summary),
        domain::EntryKind::Redo { .. } => format!("done again: {}", entry.summary),
    });
    answer(session, file.state().revision(), done.as_deref())
}

/// A production that begins without a script, in a file that does not exist yet.
fn begin(session: &Session, args: &Edit) -> Result<(), Failure> {
    let effect = domain::edit::blank(&args.arguments.join(" ")).map_err(|refusal| {
        Failure::BadInput(format!("{refusal}: firstup edit {} new \"TITLE\"", args.file.display()))
    })?;
    let mut file = ProductionFile::create(&args.file)?;
    // The draft that is typed by hand has an empty text, so that whoever reads a draft finds one.
    let revision = file.run(&session.author, session.now, "new", &effect.summary, effect.changes, &[b""])?;
    answer(session, revision, Some(&effect.summary))
}

fn answer(session: &Session, revision: u64, done: Option<&str>) -> Result<(), Failure> {
    session.answer(
        || json!({ "schema": "firstup.edit/1", "revision": revision, "changed": done.is_some(), "summary": done }),
        || format!("{}\n", done.unwrap_or("nothing to change: it is so already")),
    )
}

//! `firstup edit`: one change, undo, redo.

use serde_json::json;

use crate::args::Edit;
use crate::failure::Failure;
use crate::session::{Session, open};

pub fn run(session: &Session, args: &Edit) -> Result<(), Failure> {
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
    let revision = file.state().revision();
    let entry = file.entries().last().filter(|_| revision > before);
    let done = entry.map(|entry| match entry.kind {
        domain::EntryKind::Command => entry.summary.clone(),
        domain::EntryKind::Undo { .. } => format!("undone: {}", entry.summary),
        domain::EntryKind::Redo { .. } => format!("done again: {}", entry.summary),
    });
    session.answer(
        || json!({ "schema": "firstup.edit/1", "revision": revision, "changed": done.is_some(), "summary": done }),
        || format!("{}\n", done.as_deref().unwrap_or("nothing to change: it is so already")),
    )
}

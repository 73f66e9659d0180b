//! `firstup stunt`: stunts and how their actions are shot; a choice, a date for answers, a decision.

use serde_json::json;
use store::ProductionFile;

use super::consent::{action_json, follows};
use super::show;
use crate::args::{Stunt, StuntCommand};
use crate::failure::Failure;
use crate::session::{Session, open, open_read_only};

pub fn run(session: &Session, args: &Stunt) -> Result<(), Failure> {
    let Some(what) = &args.what else {
        let file = open_read_only(&args.file)?;
        let (mut value, text) = show::stunts(file.state());
        value["schema"] = "firstup.stunt/1".into();
        return session.answer(|| value, || text);
    };
    let mut file = open(&args.file)?;
    let (command, arguments, action) = match what {
        StuntCommand::Choose { action, variant } => {
            ("choose-variant", vec![action.clone(), variant.clone()], Some(action))
        }
        StuntCommand::AnswerBy { action, variant, date } => {
            ("set-answer-by", vec![action.clone(), variant.clone(), date.clone()], Some(action))
        }
        StuntCommand::Decide { stunt, branch, on, by, note } => {
            let date = on.clone().unwrap_or_else(|| session.today().to_string());
            let mut arguments = vec![stunt.clone(), branch.clone(), date];
            for (name, value) in [("by", by), ("note", note)] {
                arguments.extend(value.as_ref().map(|value| format!("{name}={value}")));
            }
            ("record-decision", arguments, None)
        }
    };
    let done = record(session, &mut file, command, &arguments)?;
    let state = file.state();
    let action = action.map(|name| state.action_called(name)).transpose()?.map(|id| &state.actions[&id]);
    session.answer(
        || {
            json!({ "schema": "firstup.stunt/1", "revision": state.revision(), "recorded": done,
                "action": action.map(|action| action_json(state, action)) })
        },
        || format!("{done}\n{}", action.map(|action| follows(state, action)).unwrap_or_default()),
    )
}

/// Runs a command of the log and gives its summary.
///
/// # Errors
/// As the command says.
pub fn record(
    session: &Session,
    file: &mut ProductionFile,
    command: &str,
    arguments: &[String],
) -> Result<String, Failure> {
    let effect = domain::edit::run(file.state(), command, arguments, None, &session.author)?;
    file.run(&session.author, session.now, command, &effect.summary, effect.changes, &[])?;
    Ok(effect.summary)
}

/// A note as it is said: one that brings its own quotes keeps them.
pub fn in_quotes(note: &str) -> String {
    if note.starts_with(['“', '"', '„', '«']) { format!(" {note}") } else { format!(" “{note}”") }
}

//! `firstup edit`: one change, undo, redo.

use std::path::Path;

use domain::{Change, Editing, State};
use serde_json::json;
use store::{Log, ProductionFile};

use crate::args::Edit;
use crate::count::count;
use crate::failure::Failure;
use crate::session::{Session, open, read};

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
        "set-lexicon" => {
            let (summary, changes) = set_lexicon(file.state(), &args.arguments)?;
            file.run(&session.author, session.now, "set-lexicon", &summary, changes, &[])?
        }
        "suggest-again" => {
            let changes = suggest_again(&file, &args.arguments)?;
            let summary = "suggestions made again";
            file.run(&session.author, session.now, "suggest-again", summary, changes, &[])?
        }
        name => {
            let effect = domain::edit::run(file.state(), name, &args.arguments, board, &session.author)?;
            file.run(&session.author, session.now, name, &effect.summary, effect.changes, &[])?
        }
    };
    let entry = file.heads().last().filter(|entry| entry.revision > before);
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

/// One of the production's own word lists, from a file.
fn set_lexicon(state: &State, arguments: &[String]) -> Result<(String, Vec<Change>), Failure> {
    let [list, path] = arguments else {
        return Err(Failure::BadInput("the arguments are: LIST PATH|clear".to_owned()));
    };
    let Some(list) = breakdown::List::from_key(list) else {
        let near = domain::resolve::nearest(list, domain::lexicon::lists());
        let remedy = if near.is_empty() {
            "`show lexicons` prints all".to_owned()
        } else {
            format!("did you mean {}?", near.join(", or "))
        };
        return Err(Failure::BadInput(format!("there is no word list “{list}”; {remedy}")));
    };
    let key = list.key().to_owned();
    let mut production = state.production.clone();
    let summary = if path == "clear" {
        production.lexicons.remove(&key);
        format!("word list {key}: as built in")
    } else {
        let path = Path::new(path);
        let bytes = read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines = domain::lexicon::read_lines(&text)
            .map_err(|(line, what)| Failure::BadInput(format!("{} line {line}: {what}", path.display())))?;
        let summary = format!("word list {key}: {} of its own", count(lines.len(), "line"));
        production.lexicons.insert(key, lines);
        breakdown::Lexicons::with_production(&production.lexicons)
            .map_err(|error| Failure::BadInput(error.to_string()))?;
        summary
    };
    let mut editing = Editing::new(state);
    editing.put(production);
    Ok((summary, editing.changes()))
}

/// The breakdown of the newest draft's text, once more.
fn suggest_again(file: &ProductionFile, arguments: &[String]) -> Result<Vec<Change>, Failure> {
    if !arguments.is_empty() {
        return Err(Failure::BadInput("suggest-again takes no arguments".to_owned()));
    }
    let newest = file.state().drafts.values().max_by_key(|draft| draft.id);
    let Some(draft) = newest else {
        return Err(Failure::BadInput("no draft was imported: there is nothing to suggest from".to_owned()));
    };
    if draft.format == domain::draft::SCHEDULE {
        return Err(Failure::BadInput(format!(
            "{} is a schedule and holds no text to suggest from; import the screenplay with --into",
            draft.name
        )));
    }
    let Some(text) = file.log().text(&draft.text_hash)? else {
        return Err(Failure::BadInput(format!(
            "the text of {} is not in the file; import the draft again",
            draft.name
        )));
    };
    let screenplay = screenplay::read(&text, Some(&draft.name)).screenplay;
    breakdown::suggest_again(file.state(), &screenplay).map_err(|error| Failure::BadInput(error.to_string()))
}

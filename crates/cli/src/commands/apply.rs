//! `firstup apply`: facts from a text file.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;
use store::ProductionFile;

use crate::args::Apply;
use crate::count::count;
use crate::failure::Failure;
use crate::session::{Session, open, read_text};

pub fn run(session: &Session, args: &Apply) -> Result<(), Failure> {
    let text = read_text(&args.facts)?;
    let mut file = open(&args.file)?;
    let name = args.facts.display().to_string();
    let lines = apply(session, &mut file, &name, &text, args.preview)?;
    let revision = file.state().revision();
    session.answer(
        || json!({ "schema": "firstup.apply/1", "preview": args.preview, "revision": revision, "changes": lines }),
        || match (lines.is_empty(), args.preview) {
            (true, _) => "nothing to change: the production says so already\n".to_owned(),
            (false, true) => format!("{}\n\n{}; nothing was written\n", lines.join("\n"), count(lines.len(), "change")),
            (false, false) => format!("{}\n\n{} applied\n", lines.join("\n"), count(lines.len(), "change")),
        },
    )
}

/// Applies facts; world facts (consent, clearance, decisions) get an entry of their own, as they are never undone.
pub fn apply(
    session: &Session,
    file: &mut ProductionFile,
    name: &str,
    text: &str,
    preview: bool,
) -> Result<Vec<String>, Failure> {
    let applied = facts::apply(file.state(), text, &session.author).map_err(|errors| {
        session.say(&render(name, text, &errors));
        let message = format!("{name} has {}, so nothing was changed", count(errors.len(), "error"));
        Failure::BadFacts { message, errors }
    })?;
    if !preview {
        let summary = format!("applied {name}");
        file.run(&session.author, session.now, "apply-facts", &summary, applied.changes, &[])?;
        let world = format!("recorded consents and clearances of {name}");
        file.run(&session.author, session.now, "record-world-facts", &world, applied.world, &[])?;
    }
    Ok(applied.preview)
}

fn render(name: &str, text: &str, errors: &[facts::FactError]) -> String {
    let mut out = String::new();
    for error in errors {
        let mut group = Group::with_title(Level::ERROR.primary_title(&error.message));
        if text.get(error.span.clone()).is_some() {
            let annotation = AnnotationKind::Primary.span(error.span.clone());
            group = group.element(Snippet::source(text).path(name).annotation(annotation));
        }
        if !error.remedy.is_empty() {
            group = group.element(Level::HELP.message(&error.remedy));
        }
        out.push_str(&Renderer::styled().render(&[group]).to_string());
        out.push_str("\n\n");
    }
    out.trim_end().to_owned()
}
